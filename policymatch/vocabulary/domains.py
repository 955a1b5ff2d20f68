"""Industrial domains (所属产业领域) as policies name them: free words, so an open list with synonyms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from policymatch.vocabulary.phrases import Match, PhraseIndex
from policymatch.vocabulary.tables import read_csv, split


@dataclass(frozen=True, slots=True)
class Domain:
    """One domain.

    Args:
        name: its canonical name.
        synonyms: its other names.
        broader: the domain that it is a part of; empty where none is recorded.
    """

    name: str
    synonyms: tuple[str, ...]
    broader: str


@cache
def all_domains() -> dict[str, Domain]:
    """Every domain by its canonical name."""
    rows = read_csv("domains.csv")
    return {row["name"]: Domain(row["name"], split(row["synonyms"]), row["broader"]) for row in rows}


def canonical(name: str) -> str:
    """The canonical name; a name not in the list stands as it is, for the list is open."""
    found = _index().get(name)
    return found.name if found else name


def within(name: str, wanted: str) -> bool:
    """Whether a domain is, or is recorded as a part of, the one wanted: 集成电路 is 新一代信息技术."""
    own, target = canonical(name), canonical(wanted)
    known = all_domains()
    seen: set[str] = set()
    while own and own not in seen:
        if own == target:
            return True
        seen.add(own)
        own = known[own].broader if own in known else ""
    return False


def find(text: str) -> tuple[Match[Domain], ...]:
    """The domains that a text names, in order, the longest name at each place.

    Two-character names are everyday words too (信息, 教育): whether they are meant as a domain is for the caller to see
    from the words around, such as 领域, 产业 or a row of domains.
    """
    return _index().find(text)


@cache
def _index() -> PhraseIndex[Domain]:
    return PhraseIndex((word, found) for found in all_domains().values() for word in (found.name, *found.synonyms))
