"""What a text demands as it lays it out: single clauses, and groups held together by a joining word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policymatch.parsing.immutable import immutable
from policymatch.spans import Span

Joiner = str | int
"""``all``, ``any``, or how many of them."""


@immutable
class Clause:
    """One stretch of conditions, read by the clause reader.

    Args:
        subject: it is a noun phrase that names the applicant (服务对象).
        negated: what it says must not be so (有下列情形的不予支持).
        whole: what to quote where the stretch alone is too short to speak for itself.
        like: the clause before it that names what a bare limit measures (达到5000万元的, …；达到1亿元的, …).
        about: who the sentence speaks of, where another clause of it says so.
        term: the word of the document whose meaning it tells (文中所指企业为…).
        others: whom the clause speaks of, where it is not the applicant (在孵企业应当具备以下条件).
        verbatim: the words are for a person to judge as they stand.
        likewise: who is treated as those in the right place are (注册在其他区域的创新主体参照执行).
        lent: it is taken over from the grade before, whose limits are not those of this one.
    """

    span: Span
    subject: bool = False
    negated: bool = False
    whole: Span | None = None
    like: Span | None = None
    about: Span | None = None
    likewise: Span | None = None
    others: Span | None = None
    term: str = ""
    verbatim: bool = False
    lent: bool = False


@immutable
class Group:
    """Requirements held together by a lead-in.

    Args:
        lead: the words before the colon; empty where there are none.
    """

    joiner: Joiner
    members: tuple[Requirement, ...]
    lead: Span | None = None


Requirement = Clause | Group


def clauses(*requirements: Requirement) -> Iterator[Clause]:
    """The clauses in reading order."""
    found: list[Clause] = []
    waiting = [*reversed(requirements)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Clause):
            found.append(one)
        else:
            waiting += one.members[::-1]
    return iter(found)


def lent(requirement: Requirement) -> Requirement:
    """The same requirement as one that the grade before lends."""
    if isinstance(requirement, Clause):
        return replace(requirement, lent=True)
    return replace(requirement, members=tuple(lent(member) for member in requirement.members))


__all__ = ["Clause", "Group", "Joiner", "Requirement", "clauses", "lent"]
