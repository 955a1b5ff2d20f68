"""What a look found, cut into what is written at once: small enough that nobody else who writes waits long for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from policymatch.push.answers import Answered
from policymatch.push.changes import State
from policymatch.push.composing import Found
from policymatch.push.looking import Pair

ROWS = 50_000
"""States a transaction, about: on SQLite there is one writer at a time."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole enterprises with all that a look found of them.

    Args:
        subjects: their credit codes.
        before: their states at the last look.
        after: their states now.
        found: their changes.
        answers: the receipts of these.
    """

    subjects: list[str] = field(default_factory=list)
    before: dict[Pair, State] = field(default_factory=dict)
    after: dict[Pair, State] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    answers: list[Answered] = field(default_factory=list)


def cut(
    subjects: Iterable[str], before: Mapping[Pair, State], after: Mapping[Pair, State], found: Sequence[Found], answers: Sequence[Answered]
) -> list[Piece]:  # fmt: skip
    """Pieces of about ``ROWS`` states, each enterprise in one of them."""
    rows = Counter(subject for states in (before, after) for subject, _ in states)
    places: dict[str, int] = {}
    written = 0
    for subject in subjects:
        places[subject] = written // ROWS
        written += rows[subject]
    pieces = [Piece() for _ in range(written // ROWS + 1)]
    for subject, place in places.items():
        pieces[place].subjects.append(subject)
    for pair, state in before.items():
        pieces[places[pair[0]]].before[pair] = state
    for pair, state in after.items():
        pieces[places[pair[0]]].after[pair] = state
    for change in found:
        pieces[places[change.subject]].found.append(change)
    for one in answers:
        pieces[places[one.subject]].answers.append(one)
    return [piece for piece in pieces if piece.subjects]
