"""The four answers that people see."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """The root answer of a decision.

    ``OPEN`` and ``JUDGEMENT`` are both *unknown*: a "no" or a "yes" is given only where no missing fact can turn it.
    """

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    OPEN = "to_verify"
    JUDGEMENT = "to_judge"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return LABELS[self]


LABELS = {
    Verdict.ELIGIBLE: "符合",
    Verdict.NOT_ELIGIBLE: "不符合",
    Verdict.OPEN: "待核实",
    Verdict.JUDGEMENT: "待人工认定",
}
