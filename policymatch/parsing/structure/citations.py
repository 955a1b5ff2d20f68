"""References to the document's own articles and supports: 第二条第（一）项的申报期为…; 房租补贴申报期为…; 其余各条…."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policymatch.parsing.seldom import Seldom
from policymatch.parsing.text.days import small_number

COUNTED = "方向|类别|类型|专题|专项|事项|项目|政策|条款|任务|板块|奖项|子项"
"""What blocks of supports are counted by, the number behind: 方向一, 类别二, 专题3."""
_N = r"[\d一二三四五六七八九十]{1,3}"
_REFERENCE = Seldom(
    rf"(?<!《)第\s*(?P<bracket>[（(])?(?P<first>{_N})[）)]?\s*(?P<unit>条|项|款|点)(?:\s*(?:至|到|—|-)\s*第?\s*(?P<last>{_N})\s*(?:条|项|款|点))?"
    rf"(?:\s*第?\s*[（(]\s*(?P<point>{_N})\s*[）)]\s*(?:项|款|点)?)?"
)
_LEADING = re.compile(rf"^\s*第\s*{_N}\s*条(?!第)\s*")
_REST = re.compile(r"其余|其[他它](?:各)?(?:条款?|项目?|事项|政策|支持)|除此之外")
_NUMBER = re.compile(_N)
_COMMON = re.compile(
    r"专项|资金|项目|企业|单位|政策|扶持|支持|奖励|补[助贴]|资助|本|各类|全部|所有|上述|以上|相关|集中|申报|申请|市级|区级|省级|财政"
)
_TIMED = Seldom(r"(?:的)?(?:集中)?(?:申报|申请|受理)(?:期限?|时间)|常年|全年|随时|按季度|每[年季月]")


def numbers_of(path: str) -> tuple[int, ...]:
    """The ordinals of a place such as ``第三条/（二）``, from its article (else from the top) down.

    >>> numbers_of("第一章/第三条/（二）")
    (3, 2)
    """
    labels = path.split("/")
    start = next((at for at, label in enumerate(labels) if label.endswith("条")), 0)
    found = (_NUMBER.search(label) for label in labels[start:])
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
    return any(_names(match, _counted_alike(match, path)) for match in found)


_PLAIN = re.compile(r"\d{1,2}[.．、]?$")
_BRACKETED = re.compile(r"[（(]")


def _counted_alike(reference: re.Match[str], path: str) -> tuple[int, ...]:
    """The ordinals of a place from the marks down that are written as a reference is.

    第7条 is 7. below 三、, 第（七）条 is （七） below it, 第三条 is 三、.
    """
    labels = path.split("/")
    alike = _BRACKETED if reference["bracket"] else _PLAIN if reference["first"].isdigit() else None
    if alike and not any(label.endswith("条") for label in labels):
        start = next((at for at, label in enumerate(labels) if alike.match(label.strip())), 0)
        return numbers_of("/".join(labels[start:]))
    return numbers_of(path)


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


def applies(clause: str, sentence: str, path: str, *, name: str = "", names: Sequence[str] = ()) -> bool | None:
    """Whether a clause of a sentence is about one support: it names it, or speaks of all the rest.

    Args:
        clause: the stretch between semicolons.
        sentence: the whole sentence.
        path: where the support stands.
        name: what it is called.
        names: what the document's supports are called.

    Returns:
        None where the clause names no support at all: then it is about every one.
    """
    rest = _REST.search(clause)
    if rest:
        others = sentence.replace(clause, "") + clause[: rest.start()]
        return not (refers(others, path) or _called(others, name, names))
    cited = refers(clause, path)
    return cited if cited is not None else _called(clause, name, names)


def _called(clause: str, name: str, names: Sequence[str]) -> bool | None:
    """Whether a clause that begins with names of supports begins with this one's; None where it begins with none."""
    timed = _TIMED.search(clause)
    pieces = (
        [piece for piece in re.split(r"[、和及，。；（）]", clause[: timed.start()]) if len(piece) >= 2]
        if timed
        else []
    )
    meant = [piece for piece in pieces if any(_alike(piece, known) for known in names)]
    return any(_alike(piece, name) for piece in meant) if meant else None


def _alike(piece: str, name: str) -> bool:
    """Whether a short name and a name share most of the short one, in order."""
    piece = re.sub(r"^.*?年度?|事项$|项目$", "", piece)
    if len(_COMMON.sub("", piece)) < 2 or not name:
        return False
    half = (len(piece) + 1) // 2
    return piece in name or (len(piece) >= 4 and piece[:half] in name and piece[half:] in name)
