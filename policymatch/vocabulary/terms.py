"""Closed lists of values with their other names: entity types, ownership, listing, grades, identities of applicants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from policymatch.errors import UnknownTermError
from policymatch.vocabulary.nearest import nearest
from policymatch.vocabulary.phrases import Match, PhraseIndex
from policymatch.vocabulary.tables import read_yaml


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a list.

    Args:
        name: its canonical name, as conditions and facts write it.
        synonyms: its other names.
        broader: the value that this one is also a case of (中小板 is also 主板); empty where none.
        until: the last day on which the value was given out, YYYY-MM-DD; empty where it still is.
    """

    name: str
    synonyms: tuple[str, ...] = ()
    broader: str = ""
    until: str = ""


@dataclass(frozen=True)
class TermList:
    """A list of values; its id is the id of the field that takes them.

    Args:
        id: such as ``entity_type``.
        terms: in the order of the list; best or largest first where ``ordered``.
        closed: whether a value outside the list is an error (else it stands as written).
        ordered: whether the order is a ranking.
        groups: words that stand for several values at once (小微企业: 小型, 微型).
    """

    id: str
    terms: tuple[Term, ...]
    closed: bool = True
    ordered: bool = False
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The canonical names in order."""
        return tuple(term.name for term in self.terms)

    def canonical(self, word: str) -> str | None:
        """The canonical name of one value; None where the list does not know the word or it stands for several."""
        values = self._index.get(word)
        return values[0] if values is not None and len(values) == 1 else None

    def require(self, word: str) -> str:
        """The canonical name of one value.

        Raises:
            UnknownTermError: the list does not hold it; the nearest are named.
        """
        if name := self.canonical(word):
            return name
        hint = f"可用的值：{'、'.join(nearest(word, self.names))}"
        raise UnknownTermError(f"“{word}”不是{self.id}的取值", where=self.id, hint=hint)

    def values(self, word: str) -> tuple[str, ...]:
        """All values that a word stands for: 小微企业 is 小型 and 微型; empty where unknown."""
        return self._index.get(word) or ()

    def find(self, text: str) -> tuple[Match[tuple[str, ...]], ...]:
        """Uses in a text, longest first at each place, each with the values it stands for."""
        return self._index.find(text)

    def broader(self, name: str) -> tuple[str, ...]:
        """The value itself and everything it is a case of."""
        return tuple(self._upwards(name))

    def covers(self, wanted: str, held: str) -> bool:
        """Whether who holds ``held`` has what is asked as ``wanted`` (中小板 is 主板, not the other way)."""
        return wanted in self.broader(held)

    def at_least(self, word: str) -> tuple[str, ...]:
        """The values that rank as high as this one or higher (A级 down to B级 for B级以上).

        Raises:
            UnknownTermError: the list is not a ranking or does not hold the word.
        """
        name = self.require(word)
        if not self.ordered:
            raise UnknownTermError(f"{self.id}不分高低，不能说“{word}以上”", where=self.id, hint="请列出全部取值")
        return self.names[: self.names.index(name) + 1]

    def _upwards(self, name: str) -> Iterator[str]:
        by_name = {term.name: term for term in self.terms}
        while name:
            yield name
            name = by_name[name].broader if name in by_name else ""

    @cached_property
    def _index(self) -> PhraseIndex[tuple[str, ...]]:
        single = [(word, (term.name,)) for term in self.terms for word in (term.name, *term.synonyms)]
        return PhraseIndex([*self.groups, *single])


@cache
def term_lists() -> dict[str, TermList]:
    """All lists by id."""
    return {name: _term_list(name, record) for name, record in read_yaml("terms.yaml").items()}


def term_list(name: str) -> TermList:
    """One list by the id of its field.

    Raises:
        UnknownTermError: there is no such list.
    """
    try:
        return term_lists()[name]
    except KeyError:
        raise UnknownTermError(f"没有名为“{name}”的取值表", hint=f"已有：{'、'.join(term_lists())}") from None


def _term_list(name: str, record: dict[str, Any]) -> TermList:
    groups = tuple((word, tuple(values)) for word, values in record.get("groups", {}).items())
    terms = tuple(map(_term, record["values"]))
    return TermList(name, terms, record["closed"], record.get("ordered", False), groups)


def _term(record: dict[str, Any]) -> Term:
    return Term(record["name"], tuple(record["names"]), record.get("broader", ""), str(record.get("until", "")))
