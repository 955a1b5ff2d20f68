"""The enterprise's inbox in the service: a row of our own store, written in the transaction that marks the message as sent."""

from __future__ import annotations

from policymatch.push.channels.parcels import Parcel, Sent


class Inbox:
    """Always there, silent, and known to nobody else."""

    name = "inbox"
    knows_again = True
    kept_here = True

    def send(self, parcel: Parcel) -> Sent:  # noqa: ARG002  the row is written where the sending is noted
        """It is delivered as soon as it is noted."""
        return Sent(delivered=True)

    def close(self) -> None:
        """Nothing to give back."""
