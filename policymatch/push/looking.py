"""What items mean to some enterprises now, by the batch kernel: only what is not 不符合, with its bounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date

from sqlalchemy import text
from sqlmodel import Session

from policymatch.batch import Verdicts, compile_policies, encode_profiles, run
from policymatch.batch.running import PLANES
from policymatch.decisions.amounts import Estimate, estimate_item
from policymatch.documents import Item
from policymatch.documents.model import Benefit
from policymatch.ingest.bulk import among, insert_rows
from policymatch.profiles import Profile
from policymatch.push.changes import CODES, State, state_of
from policymatch.push.items import Current

Pair = tuple[str, int]
"""An enterprise and an item's number."""
_COLUMNS = ("subject", "item", "verdict", "low", "high", "told")


class Asked:
    """Items by number, compiled once.

    Args:
        items: the items.
    """

    def __init__(self, items: Mapping[int, Current]) -> None:
        self.items = dict(items)
        self._program = compile_policies([(number, one.item.condition) for number, one in items.items()])
        self._flat = frozenset(number for number, one in items.items() if _flat(one.item))
        self._constant: dict[int, Estimate] = {}

    def states(self, profiles: Sequence[Profile], day: date) -> dict[Pair, State]:
        """What is not 不符合, for all profiles and all items."""
        if not self.items or not profiles:
            return {}
        verdicts = run(self._program, encode_profiles(profiles, self._program, day))
        known = {profile.subject: profile for profile in profiles}
        return {
            (subject, number): state_of(code, self._estimate(number, known[subject], day))
            for code, subject, number in _pairs(verdicts)
        }

    def _estimate(self, number: int, profile: Profile, day: date) -> Estimate:
        if number in self._constant:
            return self._constant[number]
        found = estimate_item(self.items[number].item, profile, day)
        if number in self._flat:
            self._constant[number] = found
        return found


def _pairs(verdicts: Verdicts) -> Iterable[tuple[int, str, int]]:
    keys = verdicts.keys
    for verdict in PLANES:
        code = CODES.index(verdict)
        for batch in verdicts.pairs(verdict):
            subjects = verdicts.subjects(batch.column("place").to_numpy()).to_pylist()
            for policy, subject in zip(batch.column("policy").to_pylist(), subjects, strict=True):
                yield code, str(subject), int(str(keys[policy]))


_SAME_FOR_ALL = {
    Item: frozenset({"id", "name", "condition", "benefits", "stacking", "window", "materials", "anchor", "themes"}),
    Benefit: frozenset({
        "type", "amount", "rate", "cap", "per", "base_label", "currency", "years", "instalments", "step", "source", "confidence",
    }),
}  # fmt: skip
"""What may be said without the amount depending on the enterprise; anything else set, and each is reckoned for itself."""


def _flat(item: Item) -> bool:
    """Whether the amount is the same for everybody: no grade to hold, no known base to multiply."""
    parts: tuple[Item | Benefit, ...] = (item, *item.benefits)
    return all(
        part.name in _SAME_FOR_ALL[type(one)] or getattr(one, part.name) in (None, (), False)
        for one in parts
        for part in fields(one)
    )


def stored_states(session: Session, subjects: Iterable[str], numbers: Iterable[int]) -> dict[Pair, State]:
    """What was so at the last look.

    Args:
        session: any session.
        subjects: of these enterprises.
        numbers: of these items.
    """
    connection = session.connection()
    condition, some = among(connection, "subject", subjects)
    wanted = f"SELECT subject, item, verdict, low, high, told FROM match_state WHERE {condition}"
    only = frozenset(numbers)
    rows = connection.execute(text(wanted), {"among": some})
    return {(row[0], row[1]): State(row[2], row[3], row[4], bool(row[5])) for row in rows if row[1] in only}


def write_states(session: Session, before: Mapping[Pair, State], after: Mapping[Pair, State]) -> None:
    """Bring the stored states to what is so now; what stays is not touched."""
    connection = session.connection()
    gone = [{"s": pair[0], "i": pair[1]} for pair in before if pair not in after]
    fresh = [
        (*pair, state.verdict, state.low, state.high, state.told) for pair, state in after.items() if pair not in before
    ]
    moved = [
        _row(pair, state)
        for pair, state in after.items()
        if pair in before and (before[pair], before[pair].told) != (state, state.told)
    ]
    if gone:
        connection.execute(text("DELETE FROM match_state WHERE subject = :s AND item = :i"), gone)
    insert_rows(connection, "match_state", _COLUMNS, fresh)
    if moved:
        connection.execute(
            text(
                "UPDATE match_state SET verdict = :v, low = :l, high = :h, told = :t WHERE subject = :s AND item = :i"
            ),
            moved,
        )


def _row(pair: Pair, state: State) -> dict[str, object]:
    return {"s": pair[0], "i": pair[1], "v": state.verdict, "l": state.low, "h": state.high, "t": state.told}
