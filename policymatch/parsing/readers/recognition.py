"""Optional text recognition for scans; whatever comes out must be checked by a person."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from policymatch.parsing.readers.building import TextBuilder
from policymatch.parsing.readers.paragraphs import paragraphs, pieces
from policymatch.parsing.readers.pdflayout import reading_order, running_lines
from policymatch.parsing.readers.pdflines import Line, PageLines
from policymatch.parsing.readers.text import BlockKind, Origin, SourceText

if TYPE_CHECKING:
    from PIL.Image import Image

_NOTE = "文字由扫描图像识别得到，可能有误，须逐条人工核对"
_SURE = 0.5
"""Confidence below which a recognised line is marked in the warnings."""


def is_available() -> bool:
    """Whether the OCR extra is installed."""
    return find_spec("rapidocr") is not None


def read_images(images: Iterable[Image], *, name: str, media_type: str, pages: int | None = None) -> SourceText:
    """Recognise pages one by one, then read them as a PDF's are; always for review.

    Raises:
        EmptyFileError: nothing was recognised.
    """
    builder = TextBuilder()
    builder.needs_review = True
    builder.warnings.append(_NOTE)
    engine = _engine()
    shown = [_page(engine, image, number, builder) for number, image in enumerate(images, start=1)]
    dropped = running_lines(shown)
    ordered: list[Line] = []
    for page in shown:
        lines = [line for line in page.lines if id(line) not in dropped]
        ordered += [part for part in reading_order(lines, ()) if isinstance(part, Line)]
    for group in paragraphs(ordered):
        builder.line(BlockKind.PARAGRAPH, [(text, Origin(page=line.page)) for text, line, _ in pieces(group)])
    return builder.build(name, media_type, pages=pages or len(shown))


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.WARNING)
    return RapidOCR()


def _page(engine: Any, image: Image, number: int, builder: TextBuilder) -> PageLines:
    """The lines of a page with their places; doubtful ones are named in the warnings."""
    import numpy

    found = engine(numpy.asarray(image.convert("RGB")), use_cls=False)
    lines: list[Line] = []
    texts, scores, boxes = (getattr(found, part, None) for part in ("txts", "scores", "boxes"))
    for text, score, box in zip(texts or (), scores or (), () if boxes is None else boxes, strict=False):
        across, down = [float(x) for x, _ in box], [image.height - float(y) for _, y in box]
        low, high = min(down), max(down)
        lines.append(Line(number, min(across), low, max(across), high, high - low, parts=[(str(text), -1)]))
        if score < _SURE:
            builder.warnings.append(f"第{number}页识别把握低：{str(text)[:20]}")
    return PageLines(number, image.width, image.height, lines, [], [])
