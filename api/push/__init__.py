"""精准送 over HTTP: subscriptions, the inbox, opting out, reports of gateways, the state of the outbox."""
