"""What a channel is given, what it gives back, and what every channel promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from policymatch.push.messages import Message
from policymatch.push.subscriptions import Target


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message on its way to one enterprise on one channel.

    Args:
        id: what the receiver knows it by, the same at every attempt.
        subject: the enterprise.
        target: where it goes.
        message: what it says.
        created_at: when it came to be; the same at every attempt.
        now: the moment of this attempt.
        opt_out: the link that ends such messages; empty: none.
        callback: where the receiver may report that it arrived; empty: nowhere.
    """

    id: str
    subject: str
    target: Target
    message: Message
    created_at: datetime
    now: datetime
    opt_out: str = ""
    callback: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """That the other side took a message.

    Args:
        reference: what it calls it; empty where it says nothing.
        delivered: whether it is certain by that alone that the message arrived.
    """

    reference: str = ""
    delivered: bool = False


class Channel(Protocol):
    """A way to an enterprise.

    Attributes:
        name: stable.
        knows_again: whether the receiver knows a message again by its id, so that trying twice shows it once. Where it
            does not, a message whose fate is unknown (the worker died) is not sent again by itself.
        kept_here: whether the message is handed over by a row in our own store.
    """

    name: str
    knows_again: bool
    kept_here: bool

    def send(self, parcel: Parcel) -> Sent:
        """Hand a message over; called from several threads at once.

        Raises:
            DeliveryError: the other side did not take it.
        """

    def close(self) -> None:
        """Give back connections."""
