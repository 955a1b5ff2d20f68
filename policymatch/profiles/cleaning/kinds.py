"""Rules for values of lists: yes and no, types of enterprise, statuses, honours, places and industries by name or code."""

from __future__ import annotations

import re
from collections.abc import Callable

from policymatch.errors import PolicyMatchError
from policymatch.profiles.cleaning.cells import CellError, fold
from policymatch.vocabulary import regions
from policymatch.vocabulary.fields import field as catalogue_field

_YES = frozenset({"是", "Y", "YES", "TRUE", "T", "1", "1.0", "有", "已", "√", "对", "在册", "正常"})
_NO = frozenset({"否", "N", "NO", "FALSE", "F", "0", "0.0", "无", "未", "×", "没有", "非"})
_ENTITY = (
    (r"非法人|分公司|分支机构|分支|办事处|营业单位", "分支机构"),
    (r"个体", "个体工商户"),
    (r"合作社", "农民专业合作社"),
    (r"合伙", "合伙企业"),
    (r"个人独资", "个人独资企业"),
    (r"家庭农场", "家庭农场"),
    (r"民办非企业|社会服务机构", "民办非企业单位"),
    (r"事业单位", "事业单位"),
    (r"社会团体|基金会|行业协会|商会", "社会组织"),
    (
        r"公司|国有|全民所有制|集体所有制|集体企业|股份合作|股份制|联营|外商|外资|港.?澳.?台|台港澳|企业法人|法人独资|一人有限",
        "企业法人",
    ),
)
_OWNERSHIP = (
    (r"港.?澳.?台|台港澳|香港|澳门|台湾", "港澳台资"),
    (r"外商|外资|中外|外国", "外资"),
    (r"国有|全民所有制", "国有"),
    (r"集体", "集体"),
    (r"自然人|私营|民营|个人独资|个体", "民营"),
)
_NATURAL = {"企业法人": "true", "农民专业合作社": "true", "事业单位": "true", "社会组织": "true", "民办非企业单位": "true",
            "分支机构": "false", "个体工商户": "false", "合伙企业": "false", "个人独资企业": "false"}  # fmt: skip
_CODE = re.compile(r"\d{6}(?:\d{3}|\d{6})?")


def flag(text: str) -> str:
    """Yes or no, as ``true`` and ``false``."""
    folded = fold(text).upper()
    if folded in _YES:
        return "true"
    if folded in _NO:
        return "false"
    raise CellError(f"“{text}”不是“是”或“否”")


def entity_type(text: str) -> str:
    """The catalogue's kind of subject for a registration type: 有限责任公司(自然人投资或控股) is 企业法人."""
    listed = catalogue_field("entity_type").canonical(fold(text))
    return listed or _first(_ENTITY, text, "企业类型")


def legal_person(text: str) -> str | None:
    """Whether a registration type makes a legal person; None where the type leaves it open."""
    return "false" if "非法人" in text else _NATURAL.get(entity_type(text))


def ownership(text: str) -> str | None:
    """Whose capital a registration type names; None where it names none (有限责任公司 alone)."""
    return next((kind for pattern, kind in _OWNERSHIP if re.search(pattern, text)), None)


def listed(field_id: str) -> Callable[[str], str]:
    """A value of a field's list by any of its names; other words stand as written where the list is open."""
    field = catalogue_field(field_id)

    def rule(text: str) -> str:
        folded = fold(text)
        found = field.canonical(folded) or field.canonical(text.strip())
        if found is None and field.closed:
            raise CellError(f"“{text}”不在{field.label}的取值之内：{'、'.join(field.values)}")
        return found or folded

    return rule


def honour(text: str) -> str:
    """A qualification by its canonical name."""
    from policymatch.vocabulary import qualifications

    return qualifications.canonical(fold(text)) or fold(text)


def region(text: str) -> str:
    """A place as a division code: the code itself (6, 9 or 12 digits) or a full name such as 广东省广州市南沙区."""
    folded = fold(text).replace(" ", "")
    if _CODE.fullmatch(folded):
        return region_code(folded[:6], text)
    codes = regions.named(folded)
    if len(codes) != 1:
        raise CellError(f"“{text}”不是唯一的行政区划名称")
    return codes[0]


def region_code(code: str, text: str) -> str:
    """A division code that exists or existed."""
    try:
        return regions.region(code).code
    except PolicyMatchError:
        raise CellError(f"没有行政区划代码“{text}”") from None


def industry(text: str) -> str:
    """An industry by code (C3912, 3912) or by its full name."""
    from policymatch.vocabulary import industries

    found = industries.codes(fold(text).replace(" ", ""))
    if len(found) != 1:
        raise CellError(f"“{text}”不是国民经济行业分类（GB/T 4754-2017）的代码或名称")
    return found[0]


def _first(patterns: tuple[tuple[str, str], ...], text: str, what: str) -> str:
    for pattern, kind in patterns:
        if re.search(pattern, text):
            return kind
    raise CellError(f"看不懂{what}“{text}”")
