"""Profiles out of the store: one, or all of them in a stream of flat memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any

from sqlalchemy import Connection, Engine, select, text

from policymatch.errors import NotFoundError
from policymatch.ingest.bulk import among
from policymatch.ingest.deliveries import DELIVERIES, source_names, spec_texts
from policymatch.ingest.identity import doubtful_subjects
from policymatch.profiles.building import BatchInfo, ProfileBuilder, StoredRecord
from policymatch.profiles.claims import Silence
from policymatch.profiles.facts import Origin, Profile
from policymatch.profiles.mapping import FactMaker
from policymatch.profiles.specfiles import read_spec
from policymatch.profiles.specs import SourceSpec

_QUERY = "SELECT subject, key, batch, row, payload, ended_by FROM record"
_ONE = text("SELECT key, batch, row, payload, ended_by FROM record WHERE subject = :subject")
_SUBJECTS_AT_ONCE = 500

Part = tuple[str, str]
"""From one credit code on, before another; empty for no bound."""


def load_profiles(
    engine: Engine,
    *,
    known_on: date | None = None,
    up_to: int | None = None,
    subjects: Iterable[str] | None = None,
    part: Part = ("", ""),
) -> Iterator[Profile]:
    """The profiles of all enterprises, or of some, by credit code; streamed.

    Args:
        engine: the store.
        known_on: what we knew on that day; None for now.
        up_to: what we knew after this delivery; None for all of them.
        subjects: credit codes; None for all. Codes without any record are left out.
        part: all from the first code on and before the second (see ``split_subjects``); empty for no bound.
    """
    with engine.connect() as connection:
        builder = make_builder(connection, known_on=known_on, up_to=up_to)
        for subject, records in groupby(_rows(connection, subjects, part), key=lambda row: row[0]):
            profile = builder.build(subject, [StoredRecord(*row[1:]) for row in records])
            if profile.name or profile.facts:
                yield profile


def build_profile(engine: Engine, subject: str, *, known_on: date | None = None) -> Profile:
    """The profile of one enterprise.

    Raises:
        NotFoundError: no source knows it.
    """
    found = next(load_profiles(engine, known_on=known_on, subjects=[subject]), None)
    if found is None:
        raise _unheard_of(subject)
    return found


def _unheard_of(subject: str) -> NotFoundError:
    return NotFoundError(f"没有“{subject}”的任何数据", hint="核对统一社会信用代码，或先导入数据源")


class ProfileReader:
    """Profiles one by one out of one state of the shared data: what all of them rest on is read once, a profile in one query.

    Batches that began after it was made, and what they ended, are not seen: make a new one when the data have changed.

    Args:
        engine: the store.
        known_on: what we knew on that day; None for now.
    """

    def __init__(self, engine: Engine, *, known_on: date | None = None) -> None:
        self._engine = engine
        with engine.connect() as connection:
            self._builder = make_builder(connection, known_on=known_on)

    def read(self, subject: str) -> Profile:
        """The profile of one enterprise.

        Raises:
            NotFoundError: no source knows it.
        """
        with self._engine.connect() as connection:
            rows = connection.execute(_ONE, {"subject": subject}).all()
        profile = self._builder.build(subject, [StoredRecord(*row) for row in rows])
        if not (rows and (profile.name or profile.facts)):
            raise _unheard_of(subject)
        return profile


def split_subjects(engine: Engine, parts: int) -> list[Part]:
    """Parts of about the same number of enterprises, for building in several processes."""
    with engine.connect() as connection:
        codes = connection.execute(text("SELECT DISTINCT subject FROM record ORDER BY subject")).scalars().all()
    cuts = ["", *(codes[len(codes) * part // parts] for part in range(1, parts) if codes), ""]
    return list(pairwise(cuts))


def count_subjects(engine: Engine) -> int:
    """How many enterprises the store knows."""
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(DISTINCT subject) FROM record")).scalar() or 0)


def make_builder(connection: Connection, *, known_on: date | None = None, up_to: int | None = None) -> ProfileBuilder:
    """A builder that knows all batches (to a number), what sources claim, and whom broken rows may concern."""
    batches = {n: batch for n, batch in read_batches(connection).items() if up_to is None or n <= up_to}
    silences, doubtful = {}, {}
    for number, name in source_names(connection).items():
        newest = _newest(batches, name, known_on)
        if newest is not None and newest.maker.spec.claims:
            silences[name] = tuple(_silences(newest))
            doubtful[name] = frozenset(doubtful_subjects(connection, number))
    return ProfileBuilder(batches, silences, known_on=known_on, doubtful=doubtful)


def read_batches(connection: Connection) -> dict[int, BatchInfo]:
    """All batches by number, each with the maker of its spec's version."""
    makers = {number: FactMaker(_spec(content)) for number, content in spec_texts(connection).items()}
    rows = connection.execute(select(DELIVERIES)).mappings()
    return {row["id"]: _batch(dict(row), makers) for row in rows}


def _batch(row: Mapping[str, Any], makers: Mapping[int, FactMaker]) -> BatchInfo:
    return BatchInfo(
        row["id"],
        makers[row["spec"]],
        row["known_on"],
        row["extracted_on"],
        row["kind"] == "correction",
        row["state"] == "done",
    )


@lru_cache(maxsize=1024)
def _spec(content: str) -> SourceSpec:
    return read_spec(content, where="已存的数据源说明")


def _newest(batches: Mapping[int, BatchInfo], source: str, known_on: date | None) -> BatchInfo | None:
    of_source = (
        batch for batch in batches.values()
        if batch.maker.spec.id == source and batch.complete and not batch.correction
        and (known_on is None or batch.known_on <= known_on)
    )  # fmt: skip
    return max(of_source, key=lambda batch: (batch.extracted_on, batch.number), default=None)


def _silences(batch: BatchInfo) -> Iterator[Silence]:
    spec = batch.maker.spec
    until = batch.extracted_on + timedelta(days=spec.fresh_days)
    origin = Origin(
        spec.id, spec.department, str(batch.number), "", batch.known_on, (f"名单截至{batch.extracted_on}，声明完整",)
    )
    for claim in spec.claims:
        yield Silence(claim, until, origin)


def _rows(connection: Connection, subjects: Iterable[str] | None, part: Part) -> Iterator[Any]:
    streamed = connection.execution_options(stream_results=True, yield_per=5000)
    if subjects is None:
        bounds = [
            f"subject {sign} :{name}"
            for sign, name, bound in ((">=", "first", part[0]), ("<", "last", part[1]))
            if bound
        ]
        where = f" WHERE {' AND '.join(bounds)}" if bounds else ""
        query = text(f"{_QUERY}{where} ORDER BY subject")
        yield from streamed.execute(
            query, {name: bound for name, bound in zip(("first", "last"), part, strict=True) if bound}
        )
        return
    listed = list(dict.fromkeys(subjects))
    for at in range(0, len(listed), _SUBJECTS_AT_ONCE):
        condition, some = among(connection, "subject", listed[at : at + _SUBJECTS_AT_ONCE])
        query = text(f"{_QUERY} WHERE {condition} ORDER BY subject")
        yield from connection.execute(query, {"among": some})
