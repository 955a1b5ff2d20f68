"""References to the document's own articles: 第二条第（一）项的申报期为…; 申请第三条奖励应提交…."""

from __future__ import annotations

import re

from policymatch.parsing.days import small_number

_N = r"[\d一二三四五六七八九十]{1,3}"
_REFERENCE = re.compile(
    rf"(?<!《)第\s*(?P<first>{_N})\s*(?P<unit>条|项|款|点)(?:\s*(?:至|到|—|-)\s*第?\s*(?P<last>{_N})\s*(?:条|项|款|点))?"
    rf"(?:\s*第?\s*[（(]\s*(?P<point>{_N})\s*[）)]\s*(?:项|款|点)?)?"
)
_LEADING = re.compile(rf"^\s*第\s*{_N}\s*条(?!第)\s*")
_REST = re.compile(r"其余|其他各[条项]|其它各[条项]|除此之外")
_NUMBER = re.compile(_N)


def numbers_of(path: str) -> tuple[int, ...]:
    """The ordinals of a place such as ``第三条/（二）``, from the top down.

    >>> numbers_of("第三条/（二）")
    (3, 2)
    """
    found = (_NUMBER.search(label) for label in path.split("/"))
    numbers = (small_number(match[0]) for match in found if match is not None)
    return tuple(number for number in numbers if number is not None)


def refers(words: str, path: str) -> bool | None:
    """Whether words that name articles name this place; None where they name none.

    Args:
        words: such as ``第二条第（一）项认定的申报期``; the mark of the article in which they stand does not count.
        path: the place, such as ``第二条/（一）``.
    """
    found = list(_REFERENCE.finditer(_LEADING.sub("", words)))
    if not found:
        return None
    numbers = numbers_of(path)
    return any(_names(match, numbers) for match in found)


def _names(reference: re.Match[str], numbers: tuple[int, ...]) -> bool:
    first = small_number(reference["first"])
    last = small_number(reference["last"]) if reference["last"] else first
    if first is None or last is None or not numbers:
        return False
    at_top = reference["unit"] == "条"
    if not any(first <= number <= last for number in (numbers[:1] if at_top else numbers)):
        return False
    point = small_number(reference["point"]) if reference["point"] else None
    return point is None or point in numbers[1:]


def applies(clause: str, sentence: str, path: str) -> bool:
    """Whether a clause of a sentence is about this place: it names it, names none, or speaks of all the rest."""
    if _REST.search(clause):
        others = sentence.replace(clause, "")
        return refers(others, path) is not True
    return refers(clause, path) is not False
