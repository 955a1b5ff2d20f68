"""How many of a row must hold: A、B、C三项中的两项; A、B之一; A，B，满足其中一项; 具备下列服务中的3项以上：A、B、C、D."""

from __future__ import annotations

import re

from policymatch.conditions.nodes import Judgement
from policymatch.parsing.assembling.joining import Piece
from policymatch.parsing.fields.reading import split_outside
from policymatch.parsing.structure import relations
from policymatch.parsing.values.numerals import read_number

_OF = r"[二两三四五六七八2-8]"
_SO_MANY = (
    r"(?:(?:任意|任何|任选|至少|之)*(?P<n>[一二两三四五1-5])(?:项|个|条|种)(?:条件|指标|要求|标准)?(?:（?含?）?(?:及|或)?以上)?(?:条件|指标|要求|标准)?"
    r"|之(?P<of>[一二两三])|任[一意](?:[项个条种])?(?:条件|指标|要求|标准)?|其(?P<out>[一二两三])(?:者|项)?)"
)
_NOUN = r"(?:条件|指标|要求|标准|情形|资质)"
_BEHIND = re.compile(
    rf"，?（?(?:等)?(?:须|应|至少|需|且)*(?:满足|符合|达到|具备)?(?:以上|上述|这)?(?:(?P<all>{_OF})(?:[项个条种者]|类|大)*{_NOUN}?|{_NOUN})?"
    rf"(?:中|之中|当中)?的?(?:须|应|至少|需)*(?:满足|符合|达到|具备)?(?:其中)?(?:的)?{_SO_MANY}的?）?的?"
    r"(?:(?:各类|工业|商贸|服务业)?(?:企业|单位|机构|项目|主体|个人|人才|团队)|(?:即可|均可|便可|就可以?))?"
)
_TOLD = re.compile(r"之[一二两三]|任[一意选何]|其[一二两三中]|[项个条种者][^，。；]{0,8}[项个条种]|至少")
_PARTED = re.compile(r"[的）]?(?:、|，)?(?:和|或者?|及|以及|且)?(?:[上前]一?年度?)?")


def chosen(text: str, pieces: list[Piece], end: int) -> list[Piece]:
    """The pieces of a segment, those of a row put together where the words behind it say how many of them are enough.

    Args:
        text: the clause.
        pieces: its facts and what is left over, in order.
        end: where the segment ends.
    """
    facts = [piece for piece in pieces if not isinstance(piece[2], Judgement)]
    last = max((b for _, b, _ in facts), default=end)
    so_many = _so_many(text, last, end)
    if so_many is None:
        return pieces
    before = [piece for piece in pieces if piece[1] <= last]
    row = _row(text, before, so_many[1])
    if len(row) < 2:
        return pieces
    node = relations.group(so_many[0], [member for _, _, member in row])
    kept = [piece for piece in before if piece[1] <= row[0][0]]
    return [*kept, (row[0][0], end, node)] if node is not None else pieces


def behind(text: str, start: int, end: int) -> int | None:
    """How many of what stands before it a segment of its own lets be enough (满足其中两项的); None where it says no such thing."""
    found = _so_many(text, start, end)
    return found[0] if found else None


def says_so_many(words: str) -> bool:
    """Whether words say only how many of the conditions before them are enough.

    >>> says_so_many("满足其中任意两项的企业"), says_so_many("之一"), says_so_many("三项目")
    (True, True, False)
    """
    return _so_many(words, 0, len(words)) is not None


def _so_many(text: str, start: int, end: int) -> tuple[int, int | None] | None:
    """How many are enough, and of how many where it is told."""
    if end - start > 24 or not _TOLD.search(text, start, end):
        return None
    found = _BEHIND.fullmatch(text, start, end)
    if found is None:
        return None
    number = read_number(found["n"] or found["of"] or found["out"] or "一")
    every = read_number(found["all"]) if found["all"] else None
    return (int(number or 1), int(every) if every else None)


def _row(text: str, pieces: list[Piece], size: int | None) -> list[Piece]:
    """The last pieces side by side, as many as told, each with what qualifies it."""
    row: list[Piece] = []
    for start, stop, node in reversed(pieces):
        if row and start < row[-1][0]:
            between = text[stop : row[-1][0]] if stop <= row[-1][0] else "、"
            if between in ("", "的"):
                return []
            if not _PARTED.fullmatch(between):
                break
        row.append((start, stop, node))
        if len(row) == size:
            break
    return row[::-1]


_ANNOUNCES = re.compile(r"(?:^|，)[^，]*(?:下列|以下|如下|其中|上述)[^，：]*[项个条种][^：]*：$")


def behind_colon(text: str, start: int, kind: str | int) -> list[tuple[int, int]]:
    """The members of a row of nouns after a colon, of which some number must hold; empty where it is no such row."""
    if not isinstance(kind, int) or re.search("[；。]", text[start:].rstrip("。；")):
        return []
    row = [(start + a, start + b) for a, b in split_outside(text[start:].rstrip("。；"), "、")]
    if len(row) <= kind or any("，" in text[a:b] or not 2 <= b - a <= 20 for a, b in row):
        return []
    return row


def announcing(lead: str) -> int:
    """Where the words begin that only announce a choice; what stands before them is asked besides."""
    found = _ANNOUNCES.search(lead)
    return found.start() if found else len(lead) - 1


__all__ = ["announcing", "behind", "behind_colon", "chosen", "says_so_many"]
