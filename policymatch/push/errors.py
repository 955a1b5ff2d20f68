"""What can go wrong when somebody is told something."""

from __future__ import annotations

from policymatch.errors import PolicyMatchError


class DeliveryError(PolicyMatchError):
    """A message that could not be handed over.

    Args:
        message: what the other side said, in Chinese as far as it is ours.
        permanent: whether trying again is of no use.
        retry_after: seconds after which the other side wants to be asked again; None where it does not say.
    """

    code = "delivery"

    def __init__(
        self,
        message: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        where: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(message, where=where, hint=hint)
        self.permanent = permanent
        self.retry_after = retry_after
