"""Where a document applies: its issuer's area, else the one that its title or its text names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from policymatch.spans import Span

_NATIONAL = re.compile(
    r"^(?:中共中央|国务院|国家|中华人民共和国|中国人民银行|财政部|工业和信息化部|科技部|科学技术部|商务部|"
    r"税务总局|人力资源(?:和)?社会保障部|农业农村部|教育部|"
    r"发展改革委$|民政部|自然资源部|生态环境部|交通运输部|文化和旅游部|住房(?:和)?城乡建设部|海关总署|"
    r"市场监管总局|全国)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that a text names, as a GB/T 2260 code."""

    span: Span
    code: str


FindPlaces = Callable[[str], Sequence[Mention]]
"""The places of a text, in order."""


def find_places(text: str) -> Sequence[Mention]:
    """The places that the vocabulary knows in a text."""
    from policymatch.vocabulary import regions

    return [Mention(match.span, match.code) for match in regions.find(text)]


def depth(code: str) -> int:
    """1 for a province, 2 for a city, 3 for a county or district."""
    return 3 if code[4:] != "00" else 2 if code[2:4] != "00" else 1


def is_within(code: str, outer: str) -> bool:
    """Whether a code lies in (or is) another's area."""
    return code.startswith(re.sub(r"(?:00)+$", "", outer))


def narrowest(mentions: Sequence[Mention]) -> str | None:
    """The smallest area that the first named place leads to: 广州市南沙区 is 南沙区, 甲省、乙省 is 甲省."""
    if not mentions:
        return None
    code = mentions[0].code
    for mention in mentions[1:]:
        if depth(mention.code) > depth(code) and is_within(mention.code, code):
            code = mention.code
    return code


def is_national(name: str) -> bool:
    """Whether a body acts for the whole country."""
    return bool(_NATIONAL.match(name))


def applies_to(issuers: Sequence[str], title: str, text: str, find: FindPlaces = find_places) -> str | None:
    """The area's code: of the first issuer that names a place, else of the title, else the one the text is about.

    None for a measure of the whole country and where nothing tells.
    """
    for issuer in issuers:
        if is_national(issuer):
            return None
        code = narrowest(find(issuer))
        if code is not None:
            return code
    return narrowest(find(title)) or _spoken_of(text, find)


def _spoken_of(text: str, find: FindPlaces) -> str | None:
    """The place that the text names most, or the one place inside it that it names too."""
    counted = Counter(mention.code for mention in find(text[:20000]))
    if not counted:
        return None
    best = max(counted.values())
    code = max((code for code, count in counted.items() if count == best), key=depth)
    inside = [other for other in counted if other != code and is_within(other, code)]
    return inside[0] if len(inside) == 1 else code
