"""Pictures of documents: recognised where the OCR extra is installed, else named as what they are."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from policymatch.parsing.readers import recognition
from policymatch.parsing.readers.failures import DamagedFileError, PictureOnlyError
from policymatch.parsing.readers.text import SourceText

if TYPE_CHECKING:
    from PIL.Image import Image

MEDIA_TYPE = "image/*"
EXTENSIONS = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp")
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF87a", b"GIF89a")
_MOST_PAGES = 200


def sniff(data: bytes) -> bool:
    """Whether the bytes begin as a picture does."""
    bitmap = data.startswith(b"BM") and data[6:10] == b"\0\0\0\0"
    return data.startswith(_MAGIC) or bitmap or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")


def read(data: bytes, *, name: str) -> SourceText:
    """Recognise a picture's text, always for review.

    Raises:
        PictureOnlyError: no OCR is installed.
        DamagedFileError: it is no whole picture, or too large to unpack.
    """
    if not recognition.is_available():
        raise PictureOnlyError(name, kind="图片")
    return recognition.read_images(_frames(data, name), name=name, media_type=MEDIA_TYPE)


def _frames(data: bytes, name: str) -> Iterator[Image]:
    from PIL import Image, ImageSequence

    try:
        with Image.open(io.BytesIO(data)) as picture:
            for number, frame in enumerate(ImageSequence.Iterator(picture)):
                if number < _MOST_PAGES:
                    yield frame.copy()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise DamagedFileError(name, kind="图片") from error
