"""What the parser makes of a shipped policy, as the text of ``parse.golden.yaml``."""

from __future__ import annotations

from dataclasses import asdict

import yaml

from policymatch.documents import write_document
from policymatch.parsing import parse_text

HEAD = """\
# What the parser gives for source.txt; policy.yaml is what an officer made of it.
# Written by `make golden`, reviewed by diff.
"""


def golden_text(source_text: str) -> str:
    """The parse in exchange form, short mappings on one line so that a change shows as a line."""
    parse = parse_text(source_text, name="source.txt")
    plain = write_document(parse.document) | {"coverage": asdict(parse.coverage)}
    return HEAD + yaml.dump(plain, allow_unicode=True, sort_keys=False, width=150, default_flow_style=None)
