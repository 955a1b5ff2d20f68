"""One index of phrases per vocabulary: every place where a text uses one of them, in linear time.

Texts write the same name in many ways; the index folds what carries no meaning (full-width letters, case, kinds of
brackets) and looks through quotation marks and blanks: ``“专精特新”中小企业`` is ``专精特新中小企业``. Spans always
count the characters of the text as given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from policymatch.spans import Span
from policymatch.vocabulary.signs import replacing

T = TypeVar("T")

_OPENING, _CLOSING = '“‘「『《〈"', '”’」』》〉"'
_SKIPPED = frozenset('“”‘’「」『』《》〈〉" \t\u3000\u00a0')
_IGNORED = re.compile(f"[{''.join(sorted(_SKIPPED))}]")
_FOLDS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLDS |= {ord(upper): ord(upper.lower()) for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_FOLDS |= {ord(upper) + 0xFEE0: ord(upper.lower()) for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_FOLDS |= {ord(wide): ord(plain) for wide, plain in zip("〔【［〕】］—–－･•Ⅰ", "(((" + ")))" + "---··i", strict=True)}
_FOLDS[ord("＂")] = ord('"')
_plain = replacing(_FOLDS)
_HEAD = 3
"""Signs by which phrases are looked up; two would find 企业 and 国家 all over a text."""


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """One use of a phrase.

    Args:
        span: where it stands in the text.
        text: its words there, verbatim.
        value: what the phrase stands for.
    """

    span: Span
    text: str
    value: T


Guard = Callable[[str, int, int], bool]


def fold(text: str) -> str:
    """The text as the index compares it: quotation marks and blanks gone, letters plain and small."""
    return _IGNORED.sub("", _plain(text))


class PhraseIndex(Generic[T]):
    """Phrases and what each stands for; the first value given for a phrase is kept.

    Args:
        phrases: pairs of a phrase and its value.
        guard: says of a folded text and a start and end in it whether a use there counts (a road's name is no place).
    """

    def __init__(self, phrases: Iterable[tuple[str, T]], guard: Guard | None = None) -> None:
        self._values: dict[str, T] = {}
        for phrase, value in phrases:
            if key := fold(phrase):
                self._values.setdefault(key, value)
        lengths: dict[str, set[int]] = {}
        for key in self._values:
            shorter = (at for at in range(1, _HEAD) if key[:at] in self._values)
            lengths.setdefault(key[:_HEAD], set()).update((*shorter, len(key)))
        self._lengths = {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}
        self._heads = _heads(self._lengths)
        self._guard = guard

    def __contains__(self, phrase: str) -> bool:
        return fold(phrase) in self._values

    def __len__(self) -> int:
        return len(self._values)

    def get(self, phrase: str) -> T | None:
        """What exactly this phrase stands for; None where it is not in the index."""
        return self._values.get(fold(phrase))

    def find(self, text: str) -> tuple[Match[T], ...]:
        """The uses from left to right, the longest at each place, none overlapping another."""
        folded, places = _folded(text)
        lengths = self._lengths
        found: list[Match[T]] = []
        past = 0
        for head in self._heads.finditer(folded):
            at = head.start()
            known = lengths.get(folded[at : at + _HEAD]) or lengths.get(folded[at : at + 2]) or lengths.get(folded[at])
            if known and at >= past and (end := self._end(folded, at, known)):
                found.append(self._match(text, folded, places, at, end))
                past = end
        return tuple(found)

    def _end(self, folded: str, at: int, lengths: tuple[int, ...]) -> int:
        """Where the longest phrase ends that counts at a place; 0 where none does."""
        for length in lengths:
            end = at + length
            if folded[at:end] in self._values and end <= len(folded) and self._counts(folded, at, end):
                return end
        return 0

    def _counts(self, folded: str, at: int, end: int) -> bool:
        return self._guard is None or self._guard(folded, at, end)

    def _match(self, text: str, folded: str, places: list[int] | None, at: int, end: int) -> Match[T]:
        start, stop = at, end
        if places is not None:  # nothing was left out elsewhere, no quotation mark either
            start, stop = _with_quotes(text, places[at], places[end - 1] + 1)
        return Match(Span(start, stop), text[start:stop], self._values[folded[at:end]])


def _heads(heads: Collection[str]) -> re.Pattern[str]:
    """What finds every place where a phrase may begin: at its first sign, before such as follow the first of some phrase.

    >>> _heads(["高新技", "园区"]).findall("高新技术园区的高新区")
    ['高', '园']
    """
    first = _any_of(head[0] for head in heads)
    behind = [
        "".join(_any_of(head[at] for head in heads if len(head) == size) for at in range(1, size))
        for size in sorted({len(head) for head in heads}, reverse=True)
    ]
    return re.compile(f"{first}(?={'|'.join(behind)})" if heads else "(?!)")


def _any_of(signs: Iterable[str]) -> str:
    return f"[{re.escape(''.join(sorted(set(signs))))}]"


@lru_cache(maxsize=64)  # one clause is looked through by every vocabulary in turn
def _folded(text: str) -> tuple[str, list[int] | None]:
    """The folded text; the place of each character that stayed, where some were left out."""
    plain = _plain(text)
    if not _IGNORED.search(plain):
        return plain, None
    places = [place for place, character in enumerate(plain) if character not in _SKIPPED]
    return "".join(plain[place] for place in places), places


def _with_quotes(text: str, start: int, stop: int) -> tuple[int, int]:
    """The span with the quotation mark before it or after it, where one of the pair already stands inside."""
    inside = text[start:stop]
    for opening, closing in zip(_OPENING, _CLOSING, strict=True):
        if opening == closing:
            continue
        if inside.count(closing) > inside.count(opening) and text[start - 1 : start] == opening:
            start -= 1
        elif inside.count(opening) > inside.count(closing) and text[stop : stop + 1] == closing:
            stop += 1
    return start, stop
