"""What everybody may read: policies, items, the open feed, health, sign-in."""
