"""Enterprises by the name that somebody writes or says; branches told apart from their head office."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Engine, text

from policymatch.ingest.deliveries import source_names, spec_texts
from policymatch.profiles.cleaning.names import is_branch, name_key
from policymatch.profiles.specfiles import read_spec
from policymatch.profiles.specs import Role, SourceSpec

LIKENESS = 55.0
"""Of 100; what is less alike is not proposed."""
WIDE = 60
OTHER_KIND = 12.0
"""Off the likeness of a branch where no branch was asked for, and the other way round."""


@dataclass(frozen=True, slots=True)
class Named:
    """An enterprise with its name.

    Args:
        subject: the credit code.
        name: as the register has it.
        branch: whether the name is a branch's.
    """

    subject: str
    name: str
    branch: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """An enterprise that may be meant, and how alike its name is, 0 to 100."""

    named: Named
    likeness: float


class NameIndex:
    """All names of the store, held in memory.

    Args:
        names: name by credit code.
    """

    def __init__(self, names: dict[str, str]) -> None:
        self.known = [Named(subject, name, is_branch(name)) for subject, name in names.items()]
        self._keys = [name_key(named.name) for named in self.known]
        self._by_subject = {named.subject: named for named in self.known}

    @classmethod
    def read(cls, engine: Engine) -> NameIndex:
        """The names that the sources of the store state; a source that is the authority of names first."""
        names: dict[str, str] = {}
        with engine.connect() as connection:
            numbers = {name: number for number, name in source_names(connection).items()}
            for spec in sorted(_naming(spec_texts(connection).values()), key=_authority):
                column = spec.with_role(Role.NAME)
                assert column is not None
                place = spec.stored.index(column.name)
                wanted = text("SELECT subject, payload FROM record WHERE source = :source AND ended_by IS NULL")
                for subject, payload in connection.execute(wanted, {"source": numbers[spec.id]}):
                    if name := json.loads(payload)[place]:
                        names.setdefault(subject, name)
        return cls(names)

    def name_of(self, subject: str) -> str:
        """The name of an enterprise; empty where no source states it."""
        found = self._by_subject.get(subject)
        return found.name if found else ""

    def find(self, words: str, *, limit: int = 10) -> list[Hit]:
        """Whom somebody may mean, the likeliest first.

        Args:
            words: a name or a part of one, as written or heard: wrong characters, missing 有限公司, other order.
            limit: at most so many.
        """
        from rapidfuzz import fuzz, process

        key, wants_branch = name_key(words), is_branch(words)
        if not key:
            return []
        rough = process.extract(key, self._keys, scorer=fuzz.partial_ratio, limit=WIDE, score_cutoff=LIKENESS)
        rough += process.extract(key, self._keys, scorer=fuzz.WRatio, limit=WIDE, score_cutoff=LIKENESS)
        hits = {}
        for _, _, place in rough:
            score = _likeness(key, self._keys[place])
            score -= OTHER_KIND if self.known[place].branch is not wants_branch else 0.0
            hits[place] = Hit(self.known[place], round(max(score, 0.0), 1))
        ranked = sorted(hits.values(), key=lambda hit: (-hit.likeness, len(hit.named.name), hit.named.subject))
        return [hit for hit in ranked if hit.likeness >= LIKENESS - OTHER_KIND][:limit]


def _likeness(asked: str, key: str) -> float:
    """The whole name counts half, the best part of it half: 星海机电 is 合肥星海机电公司 more than 星河机电公司."""
    from rapidfuzz import fuzz

    part = fuzz.partial_ratio(asked, key) if len(asked) <= len(key) else fuzz.ratio(asked, key)
    return 0.4 * float(fuzz.ratio(asked, key)) + 0.6 * float(part)


def _naming(texts: Iterable[str]) -> list[SourceSpec]:
    newest: dict[str, SourceSpec] = {}
    for content in texts:
        spec = read_spec(content, where="已存的数据源说明")
        if spec.with_role(Role.NAME):
            newest[spec.id] = spec
    return list(newest.values())


def _authority(spec: SourceSpec) -> tuple[bool, str]:
    """The register of names first: it is the one that also knows former names or addresses."""
    return spec.with_role(Role.FORMER_NAME) is None, spec.id
