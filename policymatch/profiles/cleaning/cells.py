"""What a rule says of a value that it cannot take, and the text work that all rules share."""

from __future__ import annotations

EMPTY = frozenset(
    {"", "N/A", "n/a", "NA", "NULL", "null", "Null", "None", "none", "NaN", "nan", "NaT", "\\N", "#N/A", "-", "--", "---", "—",
     "——", "/", "//", "\\", ".", "*", "**", "***", "****", "暂无", "不详", "未知", "无数据", "空", "未填", "未填写", "未公示", "企业选择不公示"}
)  # fmt: skip
"""What people write where there is nothing to write; never "known to be absent"."""

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDE |= {0x3000: " ", 0xA0: " ", 0x2009: " ", 0x200B: None, 0x200C: None, 0x200D: None, 0xFEFF: None, 0x2212: "-"}  # type: ignore[dict-item]
_WIDE |= {0x3010: "(", 0x3011: ")", 0x3014: "(", 0x3015: ")", 0x2018: "'", 0x2019: "'"}  # type: ignore[dict-item]


class CellError(ValueError):
    """A value that breaks its rule.

    Args:
        reason: what is wrong with it, in Chinese.
        suggestion: what was probably meant; for a person to confirm, never taken by itself.
    """

    def __init__(self, reason: str, *, suggestion: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.suggestion = suggestion


def fold(text: str) -> str:
    """Full-width digits, letters and signs as half-width ones; invisible characters gone; no space at the ends."""
    return text.strip() if text.isascii() else text.translate(_WIDE).strip()


def is_empty(text: str) -> bool:
    """Whether a cell says nothing."""
    return text.strip() in EMPTY
