"""Where a document applies: its issuer's area, else the one that its title, number or text names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

NATION = "100000"
"""The code of the whole country, which has no division of its own."""
_NATIONAL = re.compile(
    r"^(?:中共中央|国务院|国家|中华人民共和国|中国人民银行|财政部|工业和信息化部|科技部|科学技术部|商务部|税务总局|"
    r"人力资源(?:和)?社会保障部|农业农村部|教育部|发展改革委$|民政部|自然资源部|水利部|应急(?:管理)?部|公安部|司法部|证监会|银保监会|金融监管总局|知识产权局$|卫生健康委$|国资委$|财政部|生态环境部|交通运输部|文化和旅游部|"
    r"住房(?:和)?城乡建设部|海关总署|市场监管总局|全国)"
)


def is_national(name: str) -> bool:
    """Whether a body acts for the whole country."""
    return bool(_NATIONAL.match(name))


def applies_to(issuers: Sequence[str], title: str, number: str, text: str) -> str | None:
    """The area's code: of the first issuer that names a place, else of the title, the number or the text.

    NATION for a measure of the whole country, None where nothing tells.
    """
    from policymatch.vocabulary import regions

    for issuer in issuers:
        if is_national(issuer):
            return NATION
        code = regions.region_of_issuer(issuer)
        if code is not None:
            return code
    named = regions.region_of_issuer(title) or regions.region_of_document_number(number)
    return named or _spoken_of(text)


_OF_PEOPLE = re.compile("籍|户籍|生源|(?:[^，。；、]{0,4}(?:高校|大学|学院|银行))")
"""A place of people or bodies who come from it (湖北籍毕业生) is not where a document applies."""


_ADDRESSED = re.compile(r"^各[^。；\n]{2,120}[：:]\s*$", re.MULTILINE)
"""Whom a notice is sent to: 各市、州、神农架林区经信局：."""


_ZONE_ISSUER = re.compile(
    r"^(?:关于)?(?P<name>[一-龥]{2,8}?)(?:国家|省)?级?(?:高新(?:技术)?(?:产业)?(?:开发)?区|经济(?:技术)?开发区|经开区|(?:综合)?保税区|综保区|旅游度假区|(?:产业|工业)园区|科学城|科技城|开发区)"
)


def zone_of(title: str, issuers: Sequence[str]) -> str | None:
    """The name of the zone whose body issues a document: 芜湖 for 芜湖经济技术开发区管委会; None where no zone does.

    >>> zone_of("关于印发若干措施的通知", ("绵竹高新技术产业开发区管理委员会",))
    '绵竹'
    """
    found = next((match for name in (*issuers, title) if (match := _ZONE_ISSUER.match(name))), None)
    return found["name"].removesuffix("市") if found else None


def _spoken_of(text: str) -> str | None:
    """The place that the text names most, or the one place inside it that it names too."""
    from policymatch.vocabulary import regions

    text = text[:20000]
    counted = Counter(
        match.code for match in regions.find(text) if match.code and not _OF_PEOPLE.match(text, match.span.end)
    )
    if not counted:
        return None
    best = max(counted.values())
    code = max((code for code, count in counted.items() if count == best), key=_depth)
    inside = [other for other in counted if other != code and regions.within(other, code)]
    if len(inside) != 1:
        return code
    told = any(match.code == inside[0] for match in regions.find(_ADDRESSED.sub("", text)))
    return inside[0] if told else code


def _depth(code: str) -> int:
    return 3 if code[4:] != "00" else 2 if code[2:4] != "00" else 1
