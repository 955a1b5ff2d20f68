"""From bytes to characters: what the bytes say counts, not what a label claims."""

from __future__ import annotations

import codecs
import re

from policymatch.parsing.immutable import immutable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所"
    "民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日"
    "那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想"
    "已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指"
    "几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权"
    "收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集"
    "温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支"
    "企奖补贴励助申请符条件贷款税园创投融服务营业险额超按符贯落实细则扶持励级认附款项标准限策"
    "這個來時說國會對學業請資於從產與關當應條將開給達區發實後務規現設認據經營費機構號點為過們員動勞補貼獎勵申"
    "，。、；：（）“”《》〔〕"
)
_FREQUENT_CHARACTER = re.compile("[" + "".join(map(re.escape, sorted(_FREQUENT))) + "]")
_ODD_CHARACTER = re.compile("[\x00-\x08\x0e-\x1f\ud800-\uf8ff]")
_ASCII_TEXT = re.compile(r"[\t\n\r\x20-\x7e]")
_LATIN_MOJIBAKE = re.compile(
    "[\u00c0-\u00ff\u0152\u0153\u0160\u0161\u017d\u017e\u0178\u0192][\u0080-\u00bf\u2013-\u2122\u02c6\u02dc]"
)
_LOST = re.compile("锟斤拷|\ufffd")
_LEAST_LIKENESS = 0.08
"""Share of frequent characters below which bytes that happen to decode are not believed to be Chinese text."""
_MOST_UNREPAIRED = 0.2
"""Share of characters that may be lost when a wrong conversion is undone."""
_MOST_LOST = 0.01
"""Share of undecodable characters up to which a text is still taken, with a warning."""


@immutable
class Decoded:
    """Characters, the encoding they were found in, and what to tell the officer."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()
    needs_review: bool = False


def decode(data: bytes, *, label: str | None = None) -> Decoded | None:
    """Decode Chinese text of unknown or doubtful encoding.

    A byte order mark decides; else the encoding in which the whole file is valid and reads most like Chinese.

    Args:
        data: the whole file.
        label: the encoding that the file claims; it only breaks ties and is reported where it is wrong.

    Returns:
        None where the bytes are no text in any of the encodings.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(encoding, "replace"), encoding, label)
    text = _plain(data)
    if text is not None:
        return Decoded(text, "ascii")
    best = max((_scored(data, name, label) for name in _CANDIDATES), key=lambda found: found[0])
    if best[0] > 0:
        return _checked(best[2], best[1], label)
    return _damaged(data)


def _plain(data: bytes) -> str | None:
    if b"\0" in data:
        return None
    try:
        return data.decode("ascii")
    except UnicodeDecodeError:
        return None


def _scored(data: bytes, encoding: str, label: str | None) -> tuple[float, str, str]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return 0.0, encoding, ""
    bonus = {"utf-8": 1.25}.get(encoding, 1.0) + (0.05 if label and _canonical(label) == encoding else 0.0)
    likeness = plausibility(text)
    if encoding != "utf-8" and likeness < _LEAST_LIKENESS:
        return 0.0, encoding, ""
    return likeness * bonus, encoding, text


def plausibility(text: str) -> float:
    """How much a text looks like Chinese prose: frequent characters among those beyond ASCII, from 0 to 1."""
    sample = text[:20_000]
    ascii_count = len(_ASCII_TEXT.findall(sample))
    others = len(sample) - ascii_count
    if not sample or not others:
        return 0.5 if sample else 0.0
    share = len(_FREQUENT_CHARACTER.findall(sample)) / others
    if len(_ODD_CHARACTER.findall(sample)) / len(sample) > 0.02:
        return 0.0
    return share + 1e-6


def _checked(text: str, encoding: str, label: str | None) -> Decoded:
    warnings: list[str] = []
    repaired = _repaired(text)
    if repaired is not None:
        warnings.append("文字曾被错误转码（乱码），已自动还原，请核对")
        return Decoded(repaired, encoding, tuple(warnings), needs_review=True)
    if label and _canonical(label) not in (encoding, None):
        warnings.append(f"文件声明的编码是 {label}，实际是 {encoding}，已按实际编码读取")
    lost = len(_LOST.findall(text))
    if lost:
        warnings.append(f"原文有 {lost} 处乱码无法还原，请核对")
    return Decoded(text, encoding, tuple(warnings), needs_review=bool(lost))


def _repaired(text: str) -> str | None:
    """UTF-8 that was once read as Latin or GBK and saved so, put right again."""
    latin = len(_LATIN_MOJIBAKE.findall(text)) > 0.15 * len(text)
    if not latin and plausibility(text) >= 0.25:
        return None
    try:
        data = _latin_bytes(text) if latin else text.encode("gb18030")
    except UnicodeEncodeError:
        return None
    found = data.decode("utf-8", "replace")
    lost = found.count("\ufffd")
    better = lost <= _MOST_UNREPAIRED * len(found) and plausibility(found) > 2 * plausibility(text)
    return found if better else None


def _latin_bytes(text: str) -> bytes:
    """The bytes that Windows shows as these characters; the five bytes without one it shows as controls."""
    return b"".join(
        bytes((ord(character),)) if ord(character) < 0xA0 else character.encode("cp1252") for character in text
    )


def _damaged(data: bytes) -> Decoded | None:
    """Text with a few broken bytes, as cut or badly joined files have."""
    found = [(name, data.decode(name, "replace")) for name in ("utf-8", "gb18030")]
    encoding, text = min(found, key=lambda pair: pair[1].count("\ufffd"))
    lost = text.count("\ufffd")
    controls = sum(character < "\x20" and character not in "\t\n\r\f\v" for character in text[:200_000])
    if lost > max(2, _MOST_LOST * len(text)) or controls > 0.01 * len(text):
        return None
    return Decoded(text, encoding, (f"原文有 {lost} 处字节损坏，已跳过，请核对",), needs_review=True)


def _canonical(label: str) -> str | None:
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    return {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}.get(
        name, name
    )
