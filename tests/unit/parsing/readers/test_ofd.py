"""OFD documents put together by hand."""

from __future__ import annotations

import io
import zipfile

import pytest

from policymatch.parsing.readers import read_bytes
from policymatch.parsing.readers.failures import ComponentMissingError, DamagedFileError, PictureOnlyError

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
PARAGRAPH = "第一条 对上年度营业收入2000万元以上的企业，给予一次性奖励50万元，由区财政局会同有关部门审核后拨付。"


def text_object(text: str, x: float, y: float, size: float = 4.23) -> str:
    deltas = " ".join([str(size)] * (len(text) - 1))
    code = f'<ofd:TextCode X="0" Y="{size}" DeltaX="{deltas}">{text}</ofd:TextCode>'
    return f'<ofd:TextObject Boundary="{x} {y} 180 10" Font="1" Size="{size}">{code}</ofd:TextObject>'


def ofd(*pages: str) -> bytes:
    buffer = io.BytesIO()
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/{n}.xml"/>' for n in range(len(pages)))
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    with zipfile.ZipFile(buffer, "w") as archive:
        root = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        archive.writestr("OFD.xml", f"<ofd:OFD {SPACE}>{root}</ofd:OFD>")
        document = f"<ofd:CommonData>{area}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
        archive.writestr("Doc_0/Document.xml", f"<ofd:Document {SPACE}>{document}</ofd:Document>")
        for number, content in enumerate(pages):
            layer = f"<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content>"
            archive.writestr(f"Doc_0/Pages/{number}.xml", f"<ofd:Page {SPACE}>{layer}</ofd:Page>")
    return buffer.getvalue()


def page(number: int) -> str:
    lines = ["　　" + PARAGRAPH[:33], PARAGRAPH[33:]]
    body = "".join(
        text_object(line.strip("　"), 30 + 4.23 * (len(line) - len(line.lstrip("　"))), 60 + 9 * row)
        for row, line in enumerate(lines)
    )
    return body + text_object(f"- {number} -", 100, 285)


def test_lines_are_joined_and_page_numbers_left_out() -> None:
    source = read_bytes(ofd(page(1), page(2)), name="a.ofd")
    assert source.text.split("\n") == [PARAGRAPH, PARAGRAPH]
    assert source.pages == 2
    assert source.origin_at(len(source.text) - 1).page == 2


def test_characters_stored_one_by_one_are_one_line() -> None:
    content = "".join(text_object(character, 30 + 4.23 * place, 60) for place, character in enumerate("给予企业奖励"))
    assert read_bytes(ofd(content), name="a.ofd").text == "给予企业奖励"


def test_pages_without_words() -> None:
    with pytest.raises(PictureOnlyError):
        read_bytes(ofd(""), name="a.ofd")


def test_a_damaged_file() -> None:
    with pytest.raises(DamagedFileError):
        read_bytes(ofd(page(1))[:-40], name="a.ofd")
    broken = ofd(page(1)).replace(b"<ofd:DocRoot>", b"<ofd:DocRoto>")
    with pytest.raises(DamagedFileError):
        read_bytes(broken, name="a.ofd")


def test_without_the_extra_the_officer_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policymatch.parsing.readers.ofd.find_spec", lambda name: None)
    with pytest.raises(ComponentMissingError) as caught:
        read_bytes(ofd(page(1)), name="a.ofd")
    assert "policymatch[ofd]" in caught.value.hint
