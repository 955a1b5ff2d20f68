"""PDFs made here and now: lines, columns, tables, page numbers, scans."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reportlab.lib import pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from policymatch.parsing.readers import read_bytes
from policymatch.parsing.readers.failures import DamagedFileError, EncryptedFileError, PictureOnlyError

FONT = "STSong-Light"
SIZE = 12
LEFT, TOP = 72, 760
PER_LINE = 37
PARAGRAPHS = [
    "第一条 为促进本区企业高质量发展，根据国家和省、市有关规定，结合本区实际，制定本办法，"
    "适用于在本区注册并实际经营的企业和其他组织。",
    "第二条 对上年度营业收入达到2000万元以上的企业，按照其上年度研发费用的百分之十给予补贴，"
    "同一企业每年补贴金额最高不超过100万元。",
    "（一）在本区依法注册、纳税；",
    "（二）近三年内没有受到重大行政处罚，没有被列入严重失信主体名单，"
    "法律法规另有规定的从其规定，具体以主管部门审核的结果为准。",
]
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def broken(paragraph: str, width: int = PER_LINE) -> list[str]:
    """A paragraph as a typesetter breaks it: the first line indented by two characters."""
    lines, room = ["　　"], 2 * width - 4
    for character in paragraph:
        size = 1 if character.isascii() else 2
        if size > room:
            lines.append("")
            room = 2 * width
        lines[-1] += character
        room -= size
    return lines


def document(draw: Callable[[Canvas], None], **options: object) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, **options)
    canvas.setFont(FONT, SIZE)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def write(canvas: Canvas, lines: list[str], *, left: float = LEFT, top: float = TOP, leading: float = 20) -> float:
    for line in lines:
        indent = len(line) - len(line.lstrip("　"))
        canvas.drawString(left + indent * SIZE, top, line.lstrip("　"))
        top -= leading
    return top


def test_broken_lines_become_paragraphs_again() -> None:
    data = document(lambda canvas: write(canvas, [line for text in PARAGRAPHS for line in broken(text)]) and None)
    assert read_bytes(data, name="a.pdf").text.split("\n") == PARAGRAPHS


def test_paragraphs_run_over_pages_and_page_furniture_is_left_out() -> None:
    lines = [line for text in PARAGRAPHS * 6 for line in broken(text)]

    def draw(canvas: Canvas) -> None:
        for number, start in enumerate(range(0, len(lines), 15), start=1):
            canvas.setFont(FONT, SIZE)
            canvas.drawString(220, 810, "某某区人民政府公报 2024年第3期")
            write(canvas, lines[start : start + 15])
            canvas.drawString(290, 30, f"- {number} -")
            canvas.showPage()

    source = read_bytes(document(draw), name="a.pdf")
    assert source.text.split("\n") == PARAGRAPHS * 6
    assert source.pages == 3
    assert source.origin_at(0).page == 1
    assert source.origin_at(len(source.text) - 1).page == 3


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [line for text in PARAGRAPHS for line in broken(text, 17)]

    def draw(canvas: Canvas) -> None:
        canvas.drawCentredString(297, 790, "关于促进本区企业高质量发展的若干措施汇编（二〇二四年版本）")
        for row, (one, two) in enumerate(zip(left, left, strict=True)):
            write(canvas, [one], left=60, top=TOP - 20 * row)
            write(canvas, [two], left=320, top=TOP - 20 * row)

    source = read_bytes(document(draw), name="a.pdf")
    assert source.text.split("\n") == [
        "关于促进本区企业高质量发展的若干措施汇编（二〇二四年版本）",
        *PARAGRAPHS,
        *PARAGRAPHS,
    ]


def ruled(canvas: Canvas, rows: list[list[str]], *, top: float, widths: list[float], height: float = 30) -> None:
    x = [LEFT + sum(widths[:index]) for index in range(len(widths) + 1)]
    for row in range(len(rows) + 1):
        canvas.line(x[0], top - row * height, x[-1], top - row * height)
    for edge in x:
        canvas.line(edge, top, edge, top - len(rows) * height)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            for line, part in enumerate(text.split("\n")):
                canvas.drawString(x[column] + 3, top - number * height - 13 - 13 * line, part)


def test_ruled_tables_keep_rows_and_columns() -> None:
    rows = [["序号", "项目名称", "奖励标准"], ["1", "高企认定奖励", "50万元"], ["2", "研发补助", "30万元"]]

    def draw(canvas: Canvas) -> None:
        write(canvas, ["　　兑现清单如下：此处为表格之前的一段说明文字。"])
        ruled(canvas, rows, top=700, widths=[60, 200, 120])
        write(canvas, ["　　以上奖励由区财政局拨付。"], top=560)

    source = read_bytes(document(draw), name="a.pdf")
    assert source.text.split("\n")[1:-1] == ["\t".join(row) for row in rows]
    (table,) = source.tables
    assert [[cell.text for cell in row if cell] for row in table.rows] == rows
    assert table.header_rows == 1
    origin = source.origin_at(source.text.index("30万元"))
    assert (origin.page, origin.row, origin.column) == (1, 3, 3)


def test_words_that_touch_a_ruling_stay_in_their_cells() -> None:
    rows = [["工具分类", "资金支持"], ["服务对象", "中小企业"]]
    data = document(lambda canvas: ruled(canvas, rows, top=700, widths=[52, 200]))
    assert read_bytes(data, name="a.pdf").text == "工具分类\n资金支持\n服务对象\n中小企业"


def test_shading_behind_words_is_no_ruling() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.8)
        for row in range(4):
            canvas.rect(LEFT, TOP - 4 - 20 * row, 200, 20, stroke=0, fill=1)
        canvas.setFillGray(0)
        write(
            canvas,
            [
                "　　" + text
                for text in ["在本区注册的企业。", "在本区纳税的企业。", "给予资金奖励。", "给予资金补贴。"]
            ],
        )

    source = read_bytes(document(draw), name="a.pdf")
    assert source.tables == ()
    assert source.text.split("\n")[0] == "在本区注册的企业。"


def test_a_table_goes_on_over_pages_without_its_repeated_header() -> None:
    header = ["序号", "项目名称", "奖励标准"]

    def draw(canvas: Canvas) -> None:
        ruled(canvas, [header, ["1", "甲项", "1万元"], ["2", "乙项", "按投资额的百"]], top=200, widths=[60, 200, 120])
        canvas.showPage()
        canvas.setFont(FONT, SIZE)
        ruled(canvas, [header, ["", "", "分之十"], ["3", "丙项", "3万元"]], top=760, widths=[60, 200, 120])

    (table,) = read_bytes(document(draw), name="a.pdf").tables
    assert [[cell.text for cell in row if cell] for row in table.rows] == [
        header,
        ["1", "甲项", "1万元"],
        ["2", "乙项", "按投资额的百分之十"],
        ["3", "丙项", "3万元"],
    ]


def test_a_cell_may_fill_pages() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(
            canvas, [["申报条件", "1.在本区注册；"], ["奖励标准", "对上年度新认定的高新技"]], top=130, widths=[60, 138]
        )
        canvas.showPage()
        canvas.setFont(FONT, SIZE)
        ruled(canvas, [["", "术企业给予奖励。"]], top=760, widths=[60, 138])
        write(canvas, ["　　本表由区工业和信息化局负责解释。"], top=500)

    source = read_bytes(document(draw), name="a.pdf")
    assert source.text.split("\n") == [
        *("申报条件", "1.在本区注册；", "奖励标准", "对上年度新认定的高新技术企业给予奖励。"),
        "本表由区工业和信息化局负责解释。",
    ]
    assert len(source.tables) == 1
    assert source.origin_at(source.text.index("术企业")).page == 2


def test_a_frame_around_prose_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [["", "　　对新认定的企业给予奖励。"]], top=760, widths=[10, 300])

    source = read_bytes(document(draw), name="a.pdf")
    assert source.tables == ()
    assert source.text == "对新认定的企业给予奖励。"


def test_merged_cells_are_found_where_rulings_are_missing() -> None:
    def draw(canvas: Canvas) -> None:
        for y in (700, 670, 640):
            canvas.line(LEFT if y != 670 else LEFT + 100, y, LEFT + 300, y)
        for x in (LEFT, LEFT + 100, LEFT + 300):
            canvas.line(x, 700, x, 640)
        canvas.drawString(LEFT + 5, 665, "科技创新")
        canvas.drawString(LEFT + 105, 680, "高企认定奖励")
        canvas.drawString(LEFT + 105, 650, "研发补助")

    (table,) = read_bytes(document(draw), name="a.pdf").tables
    assert table.rows[0][0] is table.rows[1][0]
    assert table.rows[0][0] is not None
    assert table.rows[0][0].row_span == 2
    assert [row[1].text for row in table.rows if row[1]] == ["高企认定奖励", "研发补助"]


def test_slanted_watermarks_are_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, broken(PARAGRAPHS[0]))
        canvas.rotate(45)
        canvas.drawString(400, 100, "内部资料")

    assert read_bytes(document(draw), name="a.pdf").text == PARAGRAPHS[0]


def test_every_character_knows_its_page_and_place() -> None:
    source = read_bytes(document(lambda canvas: write(canvas, broken(PARAGRAPHS[1])) and None), name="a.pdf")
    offsets = [source.origin_at(index).offset for index in range(len(source.text))]
    assert None not in offsets
    assert offsets == sorted(offsets, key=lambda offset: offset or 0)
    assert len(set(offsets)) == len(offsets)


def test_a_password_is_named() -> None:
    encryption = pdfencrypt.StandardEncryption("secret", ownerPassword="owner")
    data = document(lambda canvas: write(canvas, PARAGRAPHS) and None, encrypt=encryption)
    with pytest.raises(EncryptedFileError, match="已加密"):
        read_bytes(data, name="a.pdf")


def test_a_pdf_locked_only_against_changes_is_read() -> None:
    encryption = pdfencrypt.StandardEncryption("", ownerPassword="owner", canModify=0)
    data = document(lambda canvas: write(canvas, broken(PARAGRAPHS[0])) and None, encrypt=encryption)
    assert read_bytes(data, name="a.pdf").text == PARAGRAPHS[0]


@pytest.mark.parametrize("keep", [20, 200])
def test_a_damaged_pdf_is_named(keep: int) -> None:
    data = document(lambda canvas: write(canvas, PARAGRAPHS) and None)
    with pytest.raises(DamagedFileError, match="已损坏"):
        read_bytes(data[:keep], name="a.pdf")


def picture(canvas: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("RGB", (60, 60), "white")), 50, 50, 400, 600)


def test_pictures_without_words_are_named_as_scans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policymatch.parsing.readers.recognition.is_available", lambda: False)
    with pytest.raises(PictureOnlyError, match="扫描件"):
        read_bytes(document(picture), name="a.pdf")


def test_scanned_pages_among_others_are_said() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, broken(PARAGRAPHS[0]))
        canvas.showPage()
        picture(canvas)

    source = read_bytes(document(draw), name="a.pdf")
    assert source.text == PARAGRAPHS[0]
    assert source.needs_review
    assert "第2页" in source.warnings[0]


def test_blank_pages_are_an_empty_file() -> None:
    from policymatch.parsing.readers.failures import EmptyFileError

    with pytest.raises(EmptyFileError):
        read_bytes(document(lambda canvas: canvas.showPage()), name="a.pdf")


@pytest.mark.stress
def test_a_book_of_331_pages_is_read_in_seconds_and_little_memory() -> None:
    from benchmarks.readers import measure, pdf

    row = measure(pdf, 331, "book.pdf", 0)
    assert row["cold_seconds"] < 30
    assert row["peak_memory_mb"] < 1000


@pytest.mark.stress
def test_time_grows_with_length_not_faster() -> None:
    from benchmarks.readers import measure, pdf

    few, many = measure(pdf, 50, "few.pdf", 2), measure(pdf, 200, "many.pdf", 2)
    assert many["warm_seconds"] < 8 * few["warm_seconds"]
