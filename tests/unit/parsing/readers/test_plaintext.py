"""Text files in whatever encoding they come."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from policymatch.parsing.readers import read_bytes, read_text
from policymatch.parsing.readers.encodings import decode
from policymatch.parsing.readers.failures import EmptyFileError, UnsupportedFormatError

POLICY = (
    "关于促进企业高质量发展的若干措施\n\n"
    "　　第一条　上年度营业收入2000万元以上的企业，给予一次性奖励50万元。\n　　（一）在本区注册；\n"
)
CLEAN = (
    "关于促进企业高质量发展的若干措施\n"
    "第一条　上年度营业收入2000万元以上的企业，给予一次性奖励50万元。\n（一）在本区注册；"
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_reads_every_chinese_encoding(encoding: str) -> None:
    source = read_bytes(POLICY.encode(encoding), name="措施.txt")
    assert source.text == CLEAN
    assert not source.needs_review
    assert source.warnings == ()


def test_big5_text_is_read_and_simplified() -> None:
    source = read_bytes("獎勵在本區註冊的企業，補貼營業費用，應當符合下列條件。".encode("big5"), name="a.txt")
    assert source.text == "奖励在本区注册的企业，补贴营业费用，应当符合下列条件。"


def test_short_gbk_words_are_not_taken_for_utf8() -> None:
    assert read_bytes("联通".encode("gbk"), name="a.txt").text == "联通"


def as_windows_shows(data: bytes) -> str:
    """Bytes read as cp1252, the five bytes without a character as controls."""
    return "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in data)


@pytest.mark.parametrize("wrong", [as_windows_shows, lambda data: data.decode("latin-1")])
def test_mojibake_of_utf8_read_as_latin_is_repaired_and_flagged(wrong: Callable[[bytes], str]) -> None:
    sentence = "企业上年度有下列条件的，给予奖励。"
    source = read_bytes(wrong(sentence.encode()).encode(), name="a.txt")
    assert source.text == sentence
    assert source.needs_review


def test_mojibake_that_lost_bytes_is_repaired_as_far_as_it_goes() -> None:
    sentence = "企业上年度有下列条件的，给予奖励。对在本区注册的企业，按有关规定执行。"
    source = read_bytes(sentence.encode().decode("cp1252", "ignore").encode(), name="a.txt")
    assert "给予奖励" in source.text
    assert source.needs_review


def test_mojibake_of_utf8_read_as_gbk_is_repaired_and_flagged() -> None:
    sentence = "第一条 对在本区注册的企业给予资金补助，用于研发。"
    broken = sentence.encode().decode("gb18030", "ignore")
    if broken.encode("gb18030") != sentence.encode():
        sentence = "企业给予资金补助"
        broken = sentence.encode().decode("gb18030")
    source = read_bytes(broken.encode(), name="a.txt")
    assert source.text == sentence
    assert source.needs_review


def test_lost_characters_are_counted_in_a_warning() -> None:
    source = read_bytes("对企业给予锟斤拷奖励，按有关规定执行。".encode(), name="a.txt")
    assert source.needs_review
    assert "乱码" in source.warnings[0]


def test_a_cut_file_is_read_with_a_warning() -> None:
    data = (POLICY * 20).encode()[:-2]
    source = read_bytes(data, name="a.txt")
    assert source.text.startswith("关于促进企业")
    assert source.needs_review


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnsupportedFormatError, match="不支持的文件格式"):
        read_bytes(bytes(range(128, 256)) * 9 + b"\0\1\2\3", name="a.bin")


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", b"\xef\xbb\xbf", b"\0\0\0\0", "　　\n".encode(), b"---\n***"])
def test_nothing_visible_is_an_empty_file(data: bytes) -> None:
    with pytest.raises(EmptyFileError):
        read_bytes(data, name="a.txt")


def test_a_wrong_label_is_reported_and_ignored() -> None:
    decoded = decode(POLICY.encode(), label="gb2312")
    assert decoded is not None
    assert decoded.text == POLICY
    assert "gb2312" in decoded.warnings[0]


def test_every_character_of_a_text_has_its_place_in_the_file() -> None:
    source = read_text(POLICY, name="a.txt")
    for index, character in enumerate(source.text):
        origin = source.origin_at(index)
        assert origin.offset is not None
        if character != "\n":
            assert POLICY[origin.offset] == character
            assert POLICY[: origin.offset].count("\n") + 1 == origin.paragraph


def wrapped(text: str, width: int) -> str:
    """A text as an old mail program breaks it."""
    lines = []
    for paragraph in text.split("\n"):
        whole = "　　" + paragraph
        lines += [whole[start : start + width] for start in range(0, len(whole), width)]
    return "\n".join(lines)


LONG = [
    "第一条 为促进本区企业高质量发展，根据国家和省、市有关规定，结合本区实际，制定本办法，"
    "适用于在本区注册的企业和其他组织",
    "第二条 对上年度营业收入达到二千万元以上的企业，按照其上年度研发费用的百分之十给予补贴，"
    "同一企业每年补贴最高不超过一百万元。",
    "（一）在本区依法注册、纳税；",
    "第三条 本办法自印发之日起施行，有效期五年，由区财政局负责解释，"
    "此前有关规定与本办法不一致的，以本办法为准，法律另有规定的除外。",
]


@pytest.mark.parametrize("width", [22, 30, 38])
def test_lines_broken_at_one_width_are_joined(width: int) -> None:
    text = wrapped("\n".join(LONG * 2), width)
    source = read_text(text, name="a.txt")
    assert source.text.split("\n") == LONG * 2
    for index, character in enumerate(source.text):
        offset = source.origin_at(index).offset
        assert offset is not None
        assert character in ("\n", text[offset])


def test_short_lines_of_a_list_are_not_joined() -> None:
    items = [f"企业类型{number}：在本区注册的企业和社会组织" for number in range(20)]
    assert read_text("\n".join(items), name="a.txt").text.split("\n") == items


def test_invisible_characters_are_dropped_and_offsets_still_true() -> None:
    text = "\ufeff企\u200b业\x00奖\u00ad励"
    source = read_text(text, name="a.txt")
    assert source.text == "企业奖励"
    assert [source.origin_at(index).offset for index in range(4)] == [1, 3, 5, 7]


def test_decomposed_characters_are_composed() -> None:
    source = read_text("cafe\u0301公司", name="a.txt")
    assert source.text == "caf\u00e9公司"
    assert source.origin_at(3).offset == 3
    assert source.origin_at(4).offset == 5
