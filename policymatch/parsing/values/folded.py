"""A compact view of a stretch of source text: no white space, one width, one style of punctuation.

Policies arrive with line breaks inside words, stray spaces inside numbers and both widths of everything. Rules read
the compact view; every character of it knows its place in the source, so that quotes stay verbatim slices.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from policymatch.spans import Span

PUNCTUATION = {
    ",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "〔": "（", "〕": "）", "〈": "（", "〉": "）", "[": "（", "]": "）",
    "【": "（", "】": "）", "「": "“", "」": "”", "『": "“", "』": "”", '"': "”", "～": "-", "~": "-", "—": "-", "–": "-",
    "‐": "-", "−": "-", "─": "-", "﹣": "-", "％": "%", "﹪": "%", "﹐": "，", "､": "、", "。": "。", "｡": "。", "?": "？",
    "!": "！", "㎡": "㎡", "＞": ">", "＜": "<", "⩾": "≥", "≧": "≥", "≦": "≤", "⩽": "≤",
}  # fmt: skip
KEPT = "，。；：、？！（）“”‘’《》①②③④⑤⑥⑦⑧⑨⑩㎡…·"
QUOTE_PAIR = re.compile(r"”([^“”，。；]{1,30})”")


def _normal(character: str) -> str:
    """The one character that a rule sees for this one."""
    if character in KEPT:
        return character
    single = unicodedata.normalize("NFKC", character)
    single = single if len(single) == 1 else character
    return PUNCTUATION.get(single, PUNCTUATION.get(character, single))


class _Table(dict[str, str]):
    """What stands for a character, NUL where the compact view has none; fills itself as characters are met."""

    def __missing__(self, sign: str) -> str:
        self[sign] = normal = "\0" if sign.isspace() or sign in "\u200b\ufeff\u3000\xad" else _normal(sign)
        return normal


_TABLE = _Table()
_UNSURE = re.compile(f"[^\u4e00-\u9fff0-9A-Za-z%{KEPT}]")
"""What may stand for something else; ideographs, figures and the signs that are kept, nearly all of a text, never do."""


_LIKEWISE = re.compile(r"（(?<=国（)境）")
"""国（境）外: a bracket within a word is part of it, and parts no sentence."""


def _compacted(source: str) -> str:
    compact = _UNSURE.sub(lambda found: _TABLE[found[0]], source)
    return _LIKEWISE.sub(lambda found: "\0" * len(found[0]), compact) if "（" in compact else compact


@lru_cache(maxsize=8)
def _whole(source: str) -> str:
    """A whole text in compact characters, each at its own place; NUL where the compact view has none.

    Every clause of a document is a stretch of the same text, which is translated once.
    """
    return _compacted(source)


_DIGIT_COMMA = re.compile(r"，(?<=\d，)(?=\d{3}(?!\d))")


class Folded:
    """The compact view of ``text[start:end]``.

    Attributes:
        text: the compact characters.
        source: the whole source text.
        start: where the stretch begins in it.
    """

    __slots__ = ("_at", "source", "start", "text")

    def __init__(self, source: str, start: int = 0, end: int | None = None) -> None:
        stop = len(source) if end is None else end
        self.source = source
        self.start = start
        part = stop - start < len(source)
        compact = _whole(source)[start:stop] if part else _compacted(source)
        if "\0" not in compact:
            self._at: range | list[int] = range(start, stop)
        else:
            self._at = [at for at, sign in enumerate(compact, start) if sign != "\0"]
            compact = compact.replace("\0", "")
        compact = _DIGIT_COMMA.sub(",", compact)
        self.text = QUOTE_PAIR.sub(r"“\1”", compact) if "”" in compact else compact

    def __len__(self) -> int:
        return len(self.text)

    def span(self, start: int, end: int) -> Span:
        """Where the compact stretch stands in the source."""
        if start >= end:
            at = self._at[start] if start < len(self._at) else (self._at[-1] + 1 if self._at else 0)
            return Span(at, at)
        return Span(self._at[start], self._at[end - 1] + 1)

    def quote(self, start: int, end: int) -> str:
        """The verbatim words of the compact stretch."""
        return self.span(start, end).of(self.source)
