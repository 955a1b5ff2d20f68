"""Web archives (mht), as browsers of old save pages: the page inside is read as any other."""

from __future__ import annotations

import email
import re
from email.message import Message

from policymatch.parsing.readers import webpage
from policymatch.parsing.readers.failures import DamagedFileError, NoMainContentError
from policymatch.parsing.readers.text import SourceText

EXTENSIONS = (".mht", ".mhtml")
_HEADER = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)


def sniff(data: bytes) -> bool:
    """Whether the beginning is the header of a page saved with its parts."""
    head = data[:4096]
    return bool(_HEADER.search(head)) and b"multipart/related" in head.lower()


def read(data: bytes, *, name: str) -> SourceText:
    """Read the page in the archive.

    Raises:
        DamagedFileError: its parts are nested beyond measure.
        NoMainContentError: there is no page in it, or nothing but navigation on it.
    """
    try:
        message = email.message_from_bytes(data)
        page = next((content for part in message.walk() if (content := _page(part))), None)
    except (RecursionError, ValueError, LookupError) as error:
        raise DamagedFileError(name, kind="网页存档") from error
    if page is None:
        raise NoMainContentError(name)
    return webpage.read(page, name=name)


def _page(part: Message) -> bytes | None:
    content = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
    return content if isinstance(content, bytes) else None
