"""Rules for names of enterprises and persons, and the likeness-free key under which two names are the same words."""

from __future__ import annotations

import re

from policymatch.profiles.cleaning.cells import CellError, fold

_FORMER = re.compile(r"[(（]\s*(?:曾用名|原名|原名称|原|曾用名称)[:：]?\s*(?P<name>[^()（）]{4,60})[)）]\s*$")
_BRACKETS = str.maketrans(
    {"(": "（", ")": "）", "[": "（", "]": "）", "〔": "（", "〕": "）", "【": "（", "】": "）", "＂": "“"}
)
_KEY_NOISE = re.compile(r"[\s()（）·.,，。、“”\"'‘’《》\-—_]+")
_ENDING = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|股份公司|公司)$")
_BRANCH = re.compile(
    r"(?:分公司|支公司|分行|支行|分理处|储蓄所|营业部|营业所|经营部|门市部|分店|分厂|办事处|分社|分所|分部|邮政支局|信用社|加油站|代办所|分院)$"
)
_COMPANY = re.compile(r"(?:公司|集团|厂|社|银行|企业)(?!$)")
_WORD = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")
_SHORTEST = 2


def company_name(text: str) -> str:
    """A name with Chinese brackets, half-width letters, single spaces; a former name in brackets at its end is left out."""
    name = _FORMER.sub("", text)
    folded = fold(name).translate(_BRACKETS)
    if not folded.isascii():
        folded = folded.replace(" ", "")
    if len(folded) < _SHORTEST or not _WORD.search(folded):
        raise CellError(f"“{text}”不像企业名称")
    return folded


def former_name(text: str) -> str | None:
    """The former name that stands in brackets at a name's end; None where none does."""
    found = _FORMER.search(fold(text)) or _FORMER.search(text)
    return company_name(found["name"]) if found else None


def name_key(name: str) -> str:
    """The name's words alone: brackets, spaces and marks gone, letters small; 有限责任公司 and 有限公司 alike.

    >>> name_key("安徽（天康）有限责任公司") == name_key("安徽天康有限公司")
    True
    """
    bare = _KEY_NOISE.sub("", fold(name)).lower()
    return _ENDING.sub("公司", bare)


def is_branch(name: str) -> bool:
    """Whether a name is that of a branch: its ending says so and a parent's name stands before it."""
    return bool(_BRANCH.search(name)) and (
        name.endswith(("分公司", "支公司", "分行", "支行")) or bool(_COMPANY.search(name))
    )


def person(text: str) -> str:
    """A natural person's name, several separated by ``、``; nothing but letters and the dot between them."""
    folded = re.sub(r"[,，;；/\s]+", "、", fold(text)) if not fold(text).isascii() else fold(text)
    if not _WORD.search(folded):
        raise CellError("不是人名")
    return folded


def free_text(text: str) -> str:
    """Any text: control characters gone, white space single."""
    if text.isprintable():
        return text.strip()
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
