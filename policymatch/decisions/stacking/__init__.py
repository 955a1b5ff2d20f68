"""The best lawful set of supports: rules bound to an enterprise's matches, solved exactly, each exclusion explained."""

from policymatch.decisions.stacking.candidates import Award
from policymatch.decisions.stacking.planning import Left, Option, Plan, Step, Taken, best_set
from policymatch.decisions.stacking.problem import (
    UNBOUNDED,
    Ceiling,
    Choice,
    Exclusion,
    Need,
    Offset,
    Payment,
    Problem,
    Queue,
    Terms,
)
from policymatch.decisions.stacking.solving import Solution, Solved, solve

__all__ = [
    "UNBOUNDED", "Award", "Ceiling", "Choice", "Exclusion", "Left", "Need", "Offset", "Option", "Payment", "Plan", "Problem",
    "Queue", "Solution", "Solved", "Step", "Taken", "Terms", "best_set", "solve",
]  # fmt: skip
