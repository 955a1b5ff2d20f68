"""One condition × one profile × one date → a tree of answers with reasons. Pure: no clock, no I/O."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policymatch.conditions import Any as AnyOf
from policymatch.conditions import AtLeast, Judgement, Node, Not, Test, children
from policymatch.conditions.truth import Truth, at_least, negate
from policymatch.decisions.testing import Tester
from policymatch.decisions.verdicts import Verdict
from policymatch.profiles import Gap, Profile, Reading


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to one node; the tree has the shape of the condition.

    Args:
        node: the condition, with the clause's words in ``node.source`` for leaves.
        truth: true, false, or None for unknown.
        gap: why it is unknown; None for a definite answer and for groups.
        readings: what was seen, with its facts and their origin; leaves only.
        children: the answers to the node's children, in order.
    """

    node: Node
    truth: Truth
    gap: Gap | None = None
    readings: tuple[Reading, ...] = ()
    children: tuple[Decision, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The answer in the four words that people see."""
        if self.truth is not None:
            return Verdict.ELIGIBLE if self.truth else Verdict.NOT_ELIGIBLE
        only_judgements = all(leaf.gap is Gap.JUDGEMENT for leaf in self.open_leaves())
        return Verdict.JUDGEMENT if only_judgements else Verdict.OPEN

    def open_leaves(self) -> Iterator[Decision]:
        """The unknown leaves that still matter: those below unknown nodes only."""
        if self.truth is not None:
            return
        if not self.children:
            yield self
        for child in self.children:
            yield from child.open_leaves()

    def deciding_leaves(self) -> Iterator[Decision]:
        """The leaves that make a definite answer what it is: the failed ones of a "no", the met ones of a "yes"."""
        if self.truth is None:
            return
        if not self.children:
            yield self
            return
        wanted = negate(self.truth) if isinstance(self.node, Not) else self.truth
        for child in self.children:
            if child.truth is wanted:
                yield from child.deciding_leaves()


def decide(condition: Node, profile: Profile, as_of: date, *, tester: Tester | None = None) -> Decision:
    """Decide a condition for a profile on a date.

    Args:
        condition: what an item demands.
        profile: what is known of the enterprise; what it does not hold is unknown.
        as_of: the day for which the answer is given.
        tester: of this profile and day, where several conditions are decided; None makes one.

    Returns:
        The tree of answers. Its root verdict is definite only where no completion of the unknown can turn it.
    """
    return _decide(condition, tester or Tester(profile, as_of))


def _decide(condition: Node, tester: Tester) -> Decision:
    if isinstance(condition, Test):
        truth, readings, gap = tester.test(condition)
        return Decision(condition, truth, gap, readings)
    if isinstance(condition, Judgement):
        answer = tester.profile.answers.get(condition.label)
        return Decision(condition, answer, Gap.JUDGEMENT if answer is None else None)
    decided = tuple(_decide(child, tester) for child in children(condition))
    return Decision(condition, _combine(condition, [child.truth for child in decided]), children=decided)


def _combine(group: Node, truths: list[Truth]) -> Truth:
    if isinstance(group, Not):
        return negate(truths[0])
    if isinstance(group, AnyOf):
        return at_least(1, truths)
    return at_least(group.count if isinstance(group, AtLeast) else len(truths), truths)
