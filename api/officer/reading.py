"""An uploaded file as a parse."""

from __future__ import annotations

from policymatch.parsing import Parse, parse_source


def parse_upload(content: bytes, name: str) -> Parse:
    """Read and parse what was uploaded.

    Raises:
        UnreadableFileError: why, and what to do.
    """
    from policymatch.parsing.readers import read_bytes

    return parse_source(read_bytes(content, name=name))
