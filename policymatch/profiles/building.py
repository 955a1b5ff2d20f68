"""Records of all sources about one enterprise → its profile, as known on a day."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from policymatch.profiles.claims import Silence
from policymatch.profiles.cleaning.names import is_branch
from policymatch.profiles.derive import derive
from policymatch.profiles.facts import Fact, Origin, Profile
from policymatch.profiles.industry_hints import suggest
from policymatch.profiles.mapping import ALWAYS, Cells, FactMaker, Stretch
from policymatch.profiles.specs import Role
from policymatch.vocabulary.fields import PeriodKind
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
        facts: dict[str, list[Fact]] = defaultdict(list)
        name = scope = ""
        for batch, record, cells, stretch in self._standing(records):
            for fact in batch.maker.make(cells, _origin(batch, record), stretch):
                facts[fact.field].append(fact)
            if record.ended_by not in self.batches:
                name = _better_name(name, batch, cells)
                scope = batch.maker.cell(cells, Role.SCOPE) or scope
        if scope and "industry" not in facts:
            facts["industry"].extend(_suggested(scope))
        self._add_silences(subject, facts)
        _mark_branch(name, facts)
        for fact in derive(facts):
            facts[fact.field].append(fact)
        return Profile(subject, name, {field: tuple(_joined(field, group)) for field, group in facts.items() if group})

    def _standing(self, records: Iterable[StoredRecord]) -> Iterator[tuple[BatchInfo, StoredRecord, Cells, Stretch]]:
        """The records known on the day, each with the time for which it stood."""
        versions: dict[tuple[str, str], list[StoredRecord]] = {}
        newest: dict[str, int] = {}
        opened: list[tuple[BatchInfo, StoredRecord, Cells, int | None]] = []
        for record in records:
            batch = self.batches.get(record.batch)
            if batch is None:
                continue
            source = batch.maker.spec.id
            versions.setdefault((source, record.key), []).append(record)
            cells: Cells = json.loads(record.payload)
            year = batch.maker.year(cells)
            if year is not None and year > newest.get(source, 0):
                newest[source] = year
            opened.append((batch, record, cells, year))
        for batch, record, cells, year in opened:
            source = batch.maker.spec.id
            ended = self.batches.get(record.ended_by) if record.ended_by is not None else None
            group = versions[source, record.key]
            if ended is None and len(group) == 1:
                yield batch, record, cells, _until(newest[source]) if year is not None else ALWAYS
            elif ended is None or not (ended.correction or year is not None):
                yield batch, record, cells, _stretch(batch, record, group, ended, newest.get(source))

    def _add_silences(self, subject: str, facts: dict[str, list[Fact]]) -> None:
        for source, silence in self.silences:
            if subject not in self.doubtful.get(source, ()):
                stated = facts[silence.claim.field]
                stated.extend(silence.facts(tuple(stated)))


def _stretch(
    batch: BatchInfo,
    record: StoredRecord,
    versions: Sequence[StoredRecord],
    ended: BatchInfo | None,
    newest: int | None,
) -> Stretch:
    """The time for which one of several versions of a record stood; a correction stands for all the time of what it corrects."""
    changed = any(other.ended_by == record.batch for other in versions) and not batch.correction
    return Stretch(batch.extracted_on if changed else None, ended.extracted_on - _DAY if ended else None, newest)


@cache
def _until(newest_year: int) -> Stretch:
    return Stretch(newest_year=newest_year)


def _origin(batch: BatchInfo, record: StoredRecord) -> Origin:
    spec = batch.maker.spec
    return Origin(spec.id, spec.department, str(batch.number), str(record.row), batch.known_on)


def _better_name(name: str, batch: BatchInfo, cells: Cells) -> str:
    """The name that the register of enterprises gives, else any."""
    places = batch.maker.spec.places
    found = batch.maker.cell(cells, Role.NAME)
    return found if found and (not name or (places is not None and places.authority)) else name


def _suggested(scope: str) -> Iterator[Fact]:
    """An industry that the business scope suggests; its confidence keeps it from deciding anything."""
    hint = suggest(scope)
    if hint is not None:
        yield Fact(
            "industry", hint.code, Origin("derived", "由经营范围推测", inputs=("经营范围",), confidence=hint.confidence)
        )


def _mark_branch(name: str, facts: dict[str, list[Fact]]) -> None:
    """A branch is not its parent: its name says so by law, whatever kind of register it stands in."""
    if not name or not is_branch(name):
        return
    origin = Origin("derived", "计算得出", inputs=("企业名称",))
    facts["entity_type"] = [Fact("entity_type", "分支机构", origin)]
    facts["legal_person"] = [Fact("legal_person", False, origin)]


def _joined(field: str, group: list[Fact]) -> list[Fact]:
    """Stretches of "no" that touch, of one source, as one: a window of three years is covered by three yearly noes."""
    if (
        len(group) < 2
        or group[0].value not in (True, False)
        or catalogue_field(field).period_kind is not PeriodKind.WINDOW
    ):
        return group
    noes = sorted(
        (f for f in group if f.value is False and f.valid_from and f.valid_to), key=lambda f: f.valid_from or date.min
    )
    if len(noes) < 2:
        return group
    joined = [noes[0]]
    for fact in noes[1:]:
        last = joined[-1]
        if (
            last.valid_to
            and fact.valid_from
            and fact.origin.source == last.origin.source
            and fact.valid_from <= last.valid_to + _DAY
        ):
            ends = max(last.valid_to, fact.valid_to or last.valid_to)
            joined[-1] = Fact(field, False, fact.origin, None, last.valid_from, ends)
        else:
            joined.append(fact)
    kept = set(map(id, noes))
    return [fact for fact in group if id(fact) not in kept] + joined
