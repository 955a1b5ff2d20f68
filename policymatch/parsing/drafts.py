"""An item in the making: what grants it, under which requirements, and where its money stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policymatch.parsing.outline import Node
from policymatch.parsing.requirements import Clause, Group, Requirement
from policymatch.spans import Span


@dataclass(slots=True, eq=False)
class Draft:
    """An item in the making.

    Args:
        node: the passage that grants it.
        anchor: where that begins.
        own: its own requirements.
        context: requirements it takes over from lead-ins and from the grant before it.
        grades: further alternatives of who may claim it, each with conditions of its own.
        levels: levels told apart from what they are levels of (国家级、省级分别给予…).
        benefits: stretches about its money.
        passage: every stretch that speaks of it alone.
        name: what it recognises, where it is a recognition.
        again: it adds to the grant before it (再给予…).
        title: what to call it; empty where its words make its name.
    """

    node: Node
    anchor: Span
    own: list[Requirement] = field(default_factory=list)
    context: list[Requirement] = field(default_factory=list)
    grades: list[list[Requirement]] = field(default_factory=list)
    benefits: list[Span] = field(default_factory=list)
    passage: list[Span] = field(default_factory=list)
    materials: list[Span] = field(default_factory=list)
    windows: list[Span] = field(default_factory=list)
    levels: list[Span] = field(default_factory=list)
    vague: bool = False
    stated: bool = False
    again: bool = False
    sentence: int = 0
    name: str = ""
    title: str = ""

    def requirements(self) -> list[Requirement]:
        """Context first, then its own."""
        own = self.own
        if self.grades:
            own = [Group("any", tuple(Group("all", tuple(grade)) for grade in [self.own, *self.grades] if grade))]
        return [*self.context, *own]


def take_over(first: Draft, second: Draft) -> None:
    """The amounts and conditions of the second part belong to the first."""
    first.own += [one for one in second.own if one not in first.own]
    first.benefits = list(second.benefits)
    first.passage += second.passage
    first.grades += second.grades
    first.vague, first.stated = False, second.stated


_GIVEN = re.compile("(?:首次|新)?(?:获得|取得|通过|获评|获批|被?认定为|入选|评为)(?!贷款|融资|授信|投资)")


def for_holders(text: str, draft: Draft) -> bool:
    """Whether a grant is for whoever was given something: 获得…证书."""
    opening = draft.own[0] if draft.own else None
    return isinstance(opening, Clause) and _GIVEN.match(text, opening.span.start) is not None
