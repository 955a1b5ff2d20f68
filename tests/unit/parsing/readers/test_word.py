"""Word documents: automatic numbers, merged cells, what is left out."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from policymatch.parsing.readers import BlockKind, read_bytes
from policymatch.parsing.readers.failures import DamagedFileError, EmptyFileError, EncryptedFileError, PictureOnlyError
from policymatch.parsing.readers.numbering import chinese, written_number

SCHEME = (
    ("chineseCounting", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimalEnclosedCircle", "%4"),
)


def numbered(scheme: tuple[tuple[str, str], ...] = SCHEME, *, start: int = 1) -> Document:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (style, text) in enumerate(scheme)
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    for key, override in (("77", ""), ("78", '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')):
        number = f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="77"/>{override}</w:num>'
        numbering.append(parse_xml(number))
    return document


def add(document: Document, text: str, depth: int, key: str = "77") -> None:
    properties = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{key}"/></w:numPr>'
    document.add_paragraph(text)._p.get_or_add_pPr().append(parse_xml(properties))


def data(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def lines(document: Document) -> list[str]:
    return read_bytes(data(document), name="a.docx").text.split("\n")


def test_automatic_numbers_appear_as_on_the_page() -> None:
    document = numbered()
    for depth, text in (
        (0, "条件"),
        (1, "基本"),
        (2, "注册"),
        (2, "纳税"),
        (1, "负面"),
        (2, "失信"),
        (0, "材料"),
        (1, "执照"),
    ):
        add(document, text, depth)
    assert lines(document) == [
        "一、条件",
        "（一）基本",
        "1.注册",
        "2.纳税",
        "（二）负面",
        "1.失信",
        "二、材料",
        "（一）执照",
    ]


def test_a_number_is_marked_as_not_written_in_the_file() -> None:
    document = numbered()
    add(document, "条件", 0)
    source = read_bytes(data(document), name="a.docx")
    assert source.blocks[0].number == "一、"
    assert source.blocks[0].kind is BlockKind.LIST_ITEM
    assert source.origin_at(0).offset is None
    assert source.origin_at(2).offset == 0
    assert source.origin_at(2).paragraph == 1


def test_a_second_list_of_the_scheme_starts_again_where_it_says_so() -> None:
    document = numbered()
    for key in ("77", "77", "78", "78"):
        add(document, "项", 0, key)
    assert lines(document) == ["一、项", "二、项", "一、项", "二、项"]


def test_a_level_that_was_skipped_counts_from_its_start() -> None:
    document = numbered(((*SCHEME[0],), ("decimal", "%1.%2")))
    add(document, "项", 1)
    add(document, "项", 1)
    assert lines(document) == ["一.1项", "一.2项"]


def test_empty_numbered_paragraphs_do_not_count() -> None:
    document = numbered()
    add(document, "甲", 0)
    add(document, "  ", 0)
    add(document, "乙", 0)
    assert lines(document) == ["一、甲", "二、乙"]


@pytest.mark.parametrize(
    ("number", "style", "written"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (110, "chineseCounting", "一百一十"),
        (205, "japaneseCounting", "二百零五"),
        (1001, "chineseCounting", "一千零一"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (2, "decimalEnclosedParen", "⑵"),
        (27, "lowerLetter", "aa"),
        (2, "upperLetter", "B"),
        (9, "lowerRoman", "ix"),
        (14, "upperRoman", "XIV"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (20, "ideographDigital", "二〇"),
        (3, "ideographTraditional", "丙"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (5, "decimal", "5"),
        (5, "unheardOf", "5"),
    ],
)
def test_number_formats(number: int, style: str, written: str) -> None:
    assert written_number(number, style) == written


def test_chinese_numbers_differ_from_one_another() -> None:
    assert len({chinese(number) for number in range(1, 10_000)}) == 9_999


def test_headings_and_title_are_known_by_their_styles() -> None:
    document = docx.Document()
    document.add_heading("关于支持企业发展的若干措施", 0)
    document.add_heading("总则", 1)
    document.add_paragraph("为促进发展，制定本措施。")
    kinds = [(block.kind, block.level) for block in read_bytes(data(document), name="a.docx").blocks]
    assert kinds == [(BlockKind.TITLE, None), (BlockKind.HEADING, 1), (BlockKind.PARAGRAPH, None)]


def test_numbers_of_heading_styles_are_written_out() -> None:
    document = numbered((("chineseCounting", "第%1章"),))
    properties = document.styles["Heading 1"].element.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="77"/></w:numPr>'))
    document.add_heading("总则", 1)
    document.add_heading("附则", 1)
    assert lines(document) == ["第一章总则", "第二章附则"]


def test_merged_cells() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row, texts in enumerate((("类别", "项目", "标准"), ("创新", "甲", "1万元"), ("", "乙", ""))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(2, 1).merge(table.cell(2, 2))
    source = read_bytes(data(document), name="a.docx")
    assert source.text.split("\n") == ["类别\t项目\t标准", "创新\t甲\t1万元", "乙"]
    records = [{name: cell.text for name, cell in record.items()} for record in source.tables[0].records()]
    assert records == [
        {"类别": "创新", "项目": "甲", "标准": "1万元"},
        {"类别": "创新", "项目": "乙", "标准": "乙"},
    ]
    origin = source.origin_at(source.text.index("乙"))
    assert (origin.table, origin.row, origin.column) == (1, 3, 2)


def test_a_box_of_one_cell_is_prose() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "本措施自印发之日起施行。"
    source = read_bytes(data(document), name="a.docx")
    assert source.tables == ()
    assert source.text == "本措施自印发之日起施行。"


def test_numbers_count_on_inside_tables() -> None:
    document = numbered()
    add(document, "甲", 0)
    cell = document.add_table(1, 2).cell(0, 1)
    document.tables[0].cell(0, 0).text = "材料"
    properties = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
    cell.paragraphs[0].text = "乙"
    cell.paragraphs[0]._p.get_or_add_pPr().append(parse_xml(properties))
    add(document, "丙", 0)
    assert lines(document) == ["一、甲", "材料\t二、乙", "三、丙"]


def body(xml: str) -> bytes:
    """A document whose body is this markup."""
    document = docx.Document()
    content = parse_xml(f"<w:body {nsdecls('w', 'r')}>{xml}</w:body>")
    for element in content:
        document.element.body.insert(len(document.element.body) - 1, element)
    return data(document)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (
            f"<w:p>{run('给予')}<w:del><w:r><w:delText>30</w:delText></w:r></w:del><w:ins>{run('50')}</w:ins>{run('万元')}</w:p>",
            "给予50万元",
        ),
        (f"<w:p><w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo></w:p>", "新"),
        (f"<w:p>{run('企业')}{run('隐藏', '<w:vanish/>')}</w:p>", "企业"),
        (f"<w:p><w:hyperlink>{run('附件1')}</w:hyperlink>{run('所列企业')}</w:p>", "附件1所列企业"),
        (f"<w:sdt><w:sdtContent><w:p>{run('控件内')}</w:p></w:sdtContent></w:sdt>", "控件内"),
        (f"<w:p>{run('甲')}<w:r><w:br/></w:r>{run('乙')}</w:p>", "甲\n乙"),
        (f"<w:p>{run('甲')}<w:r><w:br w:type='page'/></w:r>{run('乙')}</w:p>", "甲乙"),
        (f"<w:p>{run('第一条')}<w:r><w:tab/></w:r>{run('为了')}</w:p>", "第一条\t为了"),
        (f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{run('企业')}</w:p>", "企业"),
    ],
)
def test_what_shows_on_the_page_is_read(xml: str, expected: str) -> None:
    assert read_bytes(body(xml), name="a.docx").text == expected


def test_headers_footers_and_contents_are_left_out() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉文字"
    document.sections[0].footer.paragraphs[0].text = "页脚文字"
    style = document.styles.add_style("TOC 1", 1)
    document.add_paragraph("第一章 总则\t1", style=style)
    document.add_paragraph("为促进发展，制定本措施。")
    assert lines(document) == ["为促进发展，制定本措施。"]


def test_a_document_without_words() -> None:
    with pytest.raises(EmptyFileError):
        read_bytes(data(docx.Document()), name="a.docx")


def test_a_document_of_pictures() -> None:
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    document = docx.Document()
    document.add_picture(picture)
    with pytest.raises(PictureOnlyError, match="扫描件"):
        read_bytes(data(document), name="a.docx")


def test_an_encrypted_document_is_named() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    with pytest.raises(EncryptedFileError, match="已加密"):
        read_bytes(container, name="a.docx")


@pytest.mark.parametrize("cut", [30, 200, 5_000, -30])
def test_a_cut_document_is_damaged(cut: int) -> None:
    document = docx.Document()
    document.add_paragraph("企业")
    with pytest.raises(DamagedFileError, match="已损坏"):
        read_bytes(data(document)[:cut], name="a.docx")


@pytest.mark.parametrize(
    "xml",
    [
        "<w:document",
        "<w:document xmlns:w='x'/>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><w:document xmlns:w='x'><w:body/></w:document>",
        "<a>" * 100_000,
    ],
)
def test_a_broken_part_is_damage(xml: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", xml)
    with pytest.raises(DamagedFileError):
        read_bytes(buffer.getvalue(), name="a.docx")


def test_strict_documents_are_read() -> None:
    space = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>企业</w:t></w:r></w:p></w:body></w:document>',
        )
    assert read_bytes(buffer.getvalue(), name="a.docx").text == "企业"
