"""Numbers as policies write them: 1,000 · 1.5 · 五百 · 两 · 三分之一 · 百分之五."""

from __future__ import annotations

from decimal import Decimal

ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
CHINESE = r"[零〇一二两三四五六七八九十百千半]+"
DIGITS = {character: at for at, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
SCALES = {
    "": Decimal(1), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000), "十万": Decimal(100_000),
    "百万": Decimal(1_000_000), "千万": Decimal(10_000_000), "亿": Decimal(100_000_000),
    "十亿": Decimal(1_000_000_000), "百亿": Decimal(10_000_000_000), "千亿": Decimal(100_000_000_000),
    "万亿": Decimal(1_000_000_000_000),
}  # fmt: skip
SCALE = "(?:[十百千]?[万亿]|万亿|百|千(?![瓦伏卡安字]))"


def read_number(text: str) -> Decimal | None:
    """A number in Arabic or Chinese figures; None where the characters are no number.

    Source: GB/T 15835 (figures in running text).
    """
    if text[:1].isdigit():
        return Decimal(text.replace(",", ""))
    if "分之" in text:
        return _read_fraction(text)
    return _read_chinese(text)


def _read_fraction(text: str) -> Decimal | None:
    below, above = (read_number(part) for part in text.split("分之", 1))
    return above / below if above is not None and below else None


def _read_chinese(text: str) -> Decimal | None:
    if text in ("半", "万"):
        return Decimal("0.5") if text == "半" else Decimal(10_000)
    if len(text) > 1 and not any(c in TENS for c in text):
        digits = [DIGITS.get(c) for c in text]
        return None if None in digits else Decimal("".join(map(str, digits)))
    total = current = 0
    for character in text:
        if character in TENS:
            total += (current or 1) * TENS[character]
            current = 0
        elif character in DIGITS:
            current = DIGITS[character]
        else:
            return None
    return Decimal(total + current)
