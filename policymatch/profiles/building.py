"""Records of all sources about one enterprise → its profile, as known on a day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from policymatch.profiles.claims import Silence
from policymatch.profiles.cleaning.names import is_branch
from policymatch.profiles.derive import derive
from policymatch.profiles.facts import Fact, Origin, Profile
from policymatch.profiles.mapping import ALWAYS, Cells, FactMaker, Stretch
from policymatch.profiles.specs import Role
from policymatch.vocabulary.fields import FieldType, PeriodKind
from policymatch.vocabulary.fields import field as catalogue_field

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class BatchInfo:
    """What a record needs to know of the batch it came in.

    Args:
        number: the batch.
        maker: makes the facts, by the spec as it was then.
        known_on: when we got it.
        extracted_on: the day it speaks of.
        correction: whether it puts right what was wrong (else: tells what changed).
        complete: whether it was taken in to its end; only then does it back a claim of completeness.
    """

    number: int
    maker: FactMaker
    known_on: date
    extracted_on: date
    correction: bool = False
    complete: bool = True


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record as the store holds it; ``ended_by`` is the batch that replaced or no longer held it."""

    key: str
    batch: int
    row: int
    payload: str
    ended_by: int | None = None


class ProfileBuilder:
    """Builds profiles from records.

    Args:
        batches: all batches by number.
        silences: the claims of completeness that stand.
        known_on: the day as of which we know; None for now.
        doubtful: by source, the enterprises that an open broken row may speak of: silence says nothing of them.
    """

    def __init__(
        self, batches: Mapping[int, BatchInfo], silences: Mapping[str, Sequence[Silence]], *, known_on: date | None = None,
        doubtful: Mapping[str, frozenset[str]] | None = None,
    ) -> None:  # fmt: skip
        self.batches = {n: batch for n, batch in batches.items() if known_on is None or batch.known_on <= known_on}
        self.silences = [(source, silence) for source, listed in silences.items() for silence in listed]
        self.doubtful = doubtful or {}

    def build(self, subject: str, records: Iterable[StoredRecord]) -> Profile:
        """The profile of one enterprise from all its records."""
        facts: dict[str, list[Fact]] = {}
        name = ""
        for batch, record, cells, stretch in self._standing(records):
            origin = _origin(batch, record)
            for fact in batch.maker.make(cells, origin, stretch):
                facts.setdefault(fact.field, []).append(fact)
            name = _better_name(name, batch, cells) if record.ended_by not in self.batches else name
        self._add_silences(subject, facts)
        _mark_branch(name, facts)
        for fact in list(derive(facts)):
            facts.setdefault(fact.field, []).append(fact)
        return Profile(subject, name, {field: tuple(_joined(field, group)) for field, group in facts.items()})

    def _standing(self, records: Iterable[StoredRecord]) -> Iterator[tuple[BatchInfo, StoredRecord, Cells, Stretch]]:
        """The records known on the day, each with the time for which it stood."""
        visible: dict[tuple[str, str], list[StoredRecord]] = {}
        newest: dict[str, int] = {}
        opened: list[tuple[BatchInfo, StoredRecord, Cells]] = []
        for record in records:
            batch = self.batches.get(record.batch)
            if batch is None:
                continue
            source = batch.maker.spec.id
            visible.setdefault((source, record.key), []).append(record)
            cells: Cells = json.loads(record.payload)
            if (year := batch.maker.year(cells)) is not None:
                newest[source] = max(newest.get(source, year), year)
            opened.append((batch, record, cells))
        for batch, record, cells in opened:
            source = batch.maker.spec.id
            ended = self.batches.get(record.ended_by) if record.ended_by is not None else None
            versions = visible[source, record.key]
            if ended is None and len(versions) == 1:
                yield batch, record, cells, Stretch(newest_year=newest[source]) if source in newest else ALWAYS
            elif (stretch := self._stretch(batch, record, versions, ended)) is not None:
                yield batch, record, cells, stretch

    def _stretch(
        self, batch: BatchInfo, record: StoredRecord, versions: Sequence[StoredRecord], ended: BatchInfo | None
    ) -> Stretch | None:
        """The time a version of a record stood; None where a correction or a revision of the same year took its place."""
        if ended is not None and (ended.correction or batch.maker.year(json.loads(record.payload)) is not None):
            return None
        earlier = [v for v in versions if v.batch < record.batch and v.ended_by == record.batch]
        first = batch.extracted_on if earlier and not batch.correction else None
        return Stretch(first, ended.extracted_on - _DAY if ended else None, batch.maker.year(json.loads(record.payload)))

    def _add_silences(self, subject: str, facts: dict[str, list[Fact]]) -> None:
        for source, silence in self.silences:
            if subject in self.doubtful.get(source, ()):
                continue
            stated = facts.get(silence.claim.field, ())
            members = frozenset(silence.claim.members)
            if catalogue_field(silence.claim.field).type is FieldType.SET and members:
                added = list(silence.facts(()))
            else:
                added = list(silence.facts(fact for fact in stated if fact.value is not False))
            if added:
                facts.setdefault(silence.claim.field, []).extend(added)


def _origin(batch: BatchInfo, record: StoredRecord) -> Origin:
    spec = batch.maker.spec
    return Origin(spec.id, spec.department, str(batch.number), str(record.row), batch.known_on)


def _better_name(name: str, batch: BatchInfo, cells: Cells) -> str:
    """The name that the register of enterprises gives, else any."""
    places = batch.maker.spec.places
    found = batch.maker.cell(cells, Role.NAME)
    return found if found and (not name or (places is not None and places.authority)) else name


def _mark_branch(name: str, facts: dict[str, list[Fact]]) -> None:
    """A branch is not its parent: its name says so by law, whatever kind of register it stands in."""
    if not name or not is_branch(name):
        return
    origin = Origin("derived", "计算得出", inputs=("企业名称",))
    facts["entity_type"] = [Fact("entity_type", "分支机构", origin)]
    facts["legal_person"] = [Fact("legal_person", False, origin)]


def _joined(field: str, group: list[Fact]) -> list[Fact]:
    """Stretches of "no" that touch, of one source, as one: a window of three years is covered by three yearly noes."""
    if len(group) < 2 or catalogue_field(field).period_kind is not PeriodKind.WINDOW:
        return group
    noes = sorted((f for f in group if f.value is False and f.valid_from and f.valid_to), key=lambda f: f.valid_from or date.min)
    if len(noes) < 2:
        return group
    joined = [noes[0]]
    for fact in noes[1:]:
        last = joined[-1]
        if last.valid_to and fact.valid_from and fact.origin.source == last.origin.source and fact.valid_from <= last.valid_to + _DAY:
            ends = max(last.valid_to, fact.valid_to or last.valid_to)
            joined[-1] = Fact(field, False, fact.origin, None, last.valid_from, ends)
        else:
            joined.append(fact)
    kept = set(map(id, noes))
    return [fact for fact in group if id(fact) not in kept] + joined
