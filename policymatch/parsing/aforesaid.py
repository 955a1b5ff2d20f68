"""What a grant refers to: …的大品种；…的独家剂型。对上述品种，给予…."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policymatch.spans import Span

if TYPE_CHECKING:
    from policymatch.parsing.segments import Segment

_THE_LISTED = re.compile(r"^(?:对)?(?:上述|以上|前述)(?![^，。；]{0,6}(?:条件|标准|要求))")


def take_listed(text: str, segment: Segment, listed: Sequence[Span]) -> None:
    """Make what the sentence before lists the options of a grant that is for them; nothing where it is for others.

    Args:
        text: the working text.
        segment: the first grant of its passage.
        listed: the parts of the sentence before it.
    """
    meant = segment.conditions[0].of(text) if segment.conditions and not segment.options else ""
    if len(listed) > 1 and _THE_LISTED.match(meant):
        segment.options = list(listed)
        segment.conditions = segment.conditions[1:]


__all__ = ["take_listed"]
