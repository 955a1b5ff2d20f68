"""Patterns that seldom apply: tried only where a word stands without which they cannot.

Most clauses hold none of the words that a rare way of saying needs (…的展会不予支持 needs 展会, 活动 or 会议), and one
search for these words costs a fraction of trying the way itself from every place. The words are found from the pattern,
so that they cannot fall behind it.

>>> sorted(necessary("(?:对)?(?P<who>[^，。]{2,}?)(?:除外|不(?:予|再)支持)") or ())
['不予支持', '不再支持', '除外']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 200
"""Ways of saying one part that are spelled out; a part with more is no word to look for."""
_FEW = 300
_REPEATS = frozenset({codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT})
_NOTHING: Iterator[re.Match[str]] = iter(())


class NoWordError(ValueError):
    """A pattern that may apply anywhere."""


class Seldom:
    """A pattern with the look that comes before it; used as a compiled pattern is.

    Args:
        pattern: what is looked for, as a regular expression.
        flags: those of ``re``; letters are told apart by their case.
    """

    __slots__ = ("_look", "_tried", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._tried = re.compile(pattern, flags)
        if not (words := necessary(pattern, flags)):
            raise NoWordError(f"no word that every match holds: {pattern[:60]}")
        self._look = re.compile("|".join(map(re.escape, sorted(words)))).search

    def search(self, text: str, start: int = 0, end: int = 1 << 62) -> re.Match[str] | None:
        """The first match in ``text[start:end]``."""
        return None if self._look(text, start, end) is None else self._tried.search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = 1 << 62) -> re.Match[str] | None:
        """The match that begins at ``start``."""
        return None if self._look(text, start, end) is None else self._tried.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = 1 << 62) -> re.Match[str] | None:
        """The match that is all of ``text[start:end]``."""
        return None if self._look(text, start, end) is None else self._tried.fullmatch(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = 1 << 62) -> Iterator[re.Match[str]]:
        """Every match in ``text[start:end]``."""
        return _NOTHING if self._look(text, start, end) is None else self._tried.finditer(text, start, end)


def compiled(pattern: str) -> re.Pattern[str] | Seldom:
    """A pattern, with a look before it where there is anything to look for."""
    try:
        return Seldom(pattern)
    except NoWordError:
        return re.compile(pattern)


def necessary(pattern: str, flags: int = 0) -> frozenset[str] | None:
    """Words of which every match of a pattern holds at least one; None where there are none."""
    kept: list[str] = []  # who looks for a word need not look for longer ones that hold it
    for word in sorted(_in_sequence(parser.parse(pattern, flags)), key=len):
        if not any(shorter in word for shorter in kept):
            kept.append(word)
    return frozenset(kept) or None


def _in_sequence(parts: Iterable[Any]) -> frozenset[str]:
    """The best words to look for among those of parts that follow one another; empty where there are none."""
    found: list[frozenset[str]] = []
    said = frozenset({""})  # all that the parts since the last open one may say
    for kind, value in parts:
        spelled = _spelled(kind, value)
        if kind is codes.ASSERT:
            found.append(_inside(kind, value))
        if spelled and len(said) * len(spelled) <= _MOST:
            said = frozenset(map("".join, product(said, spelled)))
            continue
        found.append(said)
        said = spelled or frozenset({""})
        if spelled is None:
            found.append(_inside(kind, value))
    worth = [words for words in (*found, said) if words and "" not in words]
    return max(worth, key=_worth, default=frozenset())


def _worth(words: frozenset[str]) -> tuple[int, int]:
    """A word of two signs is rarer than one, as long as there are not hundreds of them; then the fewer the better."""
    return min(2, *map(len, words)) if len(words) <= _FEW else 0, -len(words)


def _inside(kind: Any, value: Any) -> frozenset[str]:
    """The words of which one part always holds one."""
    if kind is codes.SUBPATTERN:
        return _in_sequence(value[3])
    if kind is codes.ATOMIC_GROUP:
        return _in_sequence(value)
    if kind in _REPEATS and value[0] > 0:
        return _in_sequence(value[2])
    if kind is codes.ASSERT and value[0] > 0:  # what stands behind; what stands before may lie outside the stretch
        return _in_sequence(value[1])
    if kind is codes.BRANCH:
        ways = [_in_sequence(way) for way in value[1]]
        return frozenset().union(*ways) if all(ways) else frozenset()
    return frozenset()


def _spelled(kind: Any, value: Any) -> frozenset[str] | None:
    """All that one part may say, where that is little; None where it is open."""
    if kind is codes.LITERAL:
        return frozenset({chr(value)})
    if kind in (codes.ASSERT, codes.ASSERT_NOT, codes.AT):
        return frozenset({""})
    if kind is codes.IN:
        literal = all(one is codes.LITERAL for one, _ in value)
        return frozenset(chr(code) for _, code in value) if literal else None
    if kind is codes.SUBPATTERN:
        return _all_spelled(value[3])
    if kind is codes.BRANCH:
        ways = [_all_spelled(way) for way in value[1]]
        return frozenset().union(*(way for way in ways if way)) if all(ways) else None
    if kind in _REPEATS and tuple(value[:2]) == (0, 1):
        once = _all_spelled(value[2])
        return once and once | {""}
    return None


def _all_spelled(parts: Iterable[Any]) -> frozenset[str] | None:
    said = frozenset({""})
    for kind, value in parts:
        spelled = _spelled(kind, value)
        if spelled is None or len(said) * len(spelled) > _MOST:
            return None
        said = frozenset(map("".join, product(said, spelled)))
    return said


__all__ = ["NoWordError", "Seldom", "compiled", "necessary"]
