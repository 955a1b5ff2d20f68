"""How fast files are read: ``python -m benchmarks.readers [--json] [--pages 331]``.

The files are made here and now (reportlab, python-docx, openpyxl), each in a process of its own is read once cold and
``--repeat`` times warm; memory is the reading process's peak. The PDF has ruled tables on every third page.
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing
import resource
import time
from collections.abc import Callable
from typing import Any

SENTENCES = (
    "对上年度营业收入达到2000万元以上、研发费用占营业收入比重不低于3%的企业，按照研发费用的10%给予补贴，最高不超过100万元。",
    "申请企业应当在本区依法注册、纳税，近三年内没有受到重大行政处罚，没有被列入严重失信主体名单，具有健全的财务管理制度。",
    "新认定的国家高新技术企业，给予一次性奖励30万元；首次纳入规模以上工业统计的，再给予一次性奖励20万元，同一企业不重复享受。",
)


def article(number: int) -> str:
    """One numbered paragraph of a policy."""
    return f"第{number}条 " + "".join(SENTENCES[(number + shift) % len(SENTENCES)] for shift in range(3))


def text_file(paragraphs: int) -> bytes:
    """Plain text in GB18030."""
    return "\n".join(f"　　{article(number)}" for number in range(1, paragraphs + 1)).encode("gb18030")


def web_page(paragraphs: int) -> bytes:
    """A page with navigation around the article."""
    links = "".join(f'<li><a href="/{number}">栏目{number}</a></li>' for number in range(100))
    body = "".join(f"<p style='text-indent:2em'><span>{article(number)}</span></p>" for number in range(paragraphs))
    return f"<html><title>办法</title><ul>{links}</ul><div><h1>办法</h1><div>{body}</div></div>{links}".encode()


def word_document(paragraphs: int) -> bytes:
    """Paragraphs and a table of a tenth as many rows."""
    import docx

    document = docx.Document()
    for number in range(paragraphs):
        document.add_paragraph(article(number))
    table = document.add_table(paragraphs // 10, 4)
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            cell.text = f"第{number}项{column}"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def workbook(rows: int) -> bytes:
    """A list with one item a row."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["序号", "政策类别", "项目名称", "奖励标准", "申报条件"])
    for number in range(rows):
        book.active.append([number, "科技创新", f"第{number}项奖励", "50万元", SENTENCES[number % 3]])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def pdf(pages: int) -> bytes:
    """Pages of justified prose in a CID font, with a ruled table on every third."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    lines = [line for number in range(1, 40) for line in _typeset(article(number))]
    for page in range(pages):
        canvas.setFont("STSong-Light", 12)
        count = 18 if page % 3 == 0 else 34
        for row in range(count):
            line = lines[(page * 34 + row) % len(lines)]
            canvas.drawString(72 + (24 if line.startswith("　　") else 0), 770 - 20 * row, line.strip("　"))
        if page % 3 == 0:
            _ruled(canvas, 770 - 20 * count)
        canvas.drawCentredString(297, 40, f"- {page + 1} -")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _typeset(paragraph: str, width: int = 37) -> list[str]:
    whole = "　　" + paragraph
    return [whole[start : start + width] for start in range(0, len(whole), width)]


def _ruled(canvas: Any, top: float, rows: int = 12) -> None:
    edges = (72, 132, 332, 520)
    for row in range(rows + 1):
        canvas.line(edges[0], top - 24 * row, edges[-1], top - 24 * row)
    for edge in edges:
        canvas.line(edge, top, edge, top - 24 * rows)
    for row in range(rows):
        for edge, text in zip(edges, (str(row), f"第{row}项奖励", "50万元"), strict=False):
            canvas.drawString(edge + 4, top - 24 * row - 16, text)


def measure(make: Callable[[int], bytes], size: int, name: str, repeat: int) -> dict[str, Any]:
    """Read one made file in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return dict(pool.apply(_measured, (make(size), name, repeat)))


def _measured(data: bytes, name: str, repeat: int) -> dict[str, Any]:
    from policymatch.parsing.readers import read_bytes

    start = time.perf_counter()
    source = read_bytes(data, name=name)
    cold = time.perf_counter() - start
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        read_bytes(data, name=name)
        times.append(time.perf_counter() - start)
    warm = min(times, default=cold)
    return {
        "file": name,
        "megabytes": round(len(data) / 1e6, 2),
        "characters": len(source.text),
        "pages": source.pages,
        "cold_seconds": round(cold, 3),
        "warm_seconds": round(warm, 3),
        "characters_per_second": round(len(source.text) / warm),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> int:
    """Measure every format and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--pages", type=int, default=331)
    parser.add_argument("--repeat", type=int, default=2)
    args = parser.parse_args()
    cases: list[tuple[Callable[[int], bytes], int, str]] = [
        (text_file, 1000, "text.txt"),
        (text_file, 4000, "text-4x.txt"),
        (web_page, 1000, "page.html"),
        (web_page, 4000, "page-4x.html"),
        (word_document, 1000, "document.docx"),
        (workbook, 2000, "list.xlsx"),
        (pdf, args.pages, "book.pdf"),
    ]
    rows = [measure(make, size, name, args.repeat) for make, size, name in cases]
    if args.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            print("  ".join(f"{key}={value}" for key, value in row.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
