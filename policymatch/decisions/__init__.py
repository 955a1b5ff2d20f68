"""Decisions: whether an enterprise meets a condition, why, what is missing, how much it is worth."""

from policymatch.decisions.decide import Decision, decide
from policymatch.decisions.verdicts import Verdict

__all__ = ["Decision", "Verdict", "decide"]
