"""Optional text recognition for scans; whatever comes out must be checked by a person."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from policymatch.parsing.readers.building import TextBuilder
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
    """Recognise pages one by one; always for review.

    Raises:
        EmptyFileError: nothing was recognised.
    """
    builder = TextBuilder()
    builder.needs_review = True
    builder.warnings.append(_NOTE)
    engine = _engine()
    for page, image in enumerate(images, start=1):
        for number, (text, score) in enumerate(_recognise(engine, image), start=1):
            builder.line(BlockKind.PARAGRAPH, [(text, Origin(page=page, paragraph=number, offset=0))])
            if score < _SURE:
                builder.warnings.append(f"第{page}页第{number}行识别把握低：{text[:20]}")
    return builder.build(name, media_type, pages=pages)


def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR()


def _recognise(engine: Any, image: Image) -> list[tuple[str, float]]:
    import numpy

    found = engine(numpy.asarray(image.convert("RGB")), use_cls=False)
    texts, scores = getattr(found, "txts", None), getattr(found, "scores", None)
    return list(zip(texts or (), scores or (), strict=False))
