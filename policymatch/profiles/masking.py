"""Who may see what: sensitivity of fields and columns against the viewer; names of persons, numbers and codes masked."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policymatch.errors import SourceSpecError
from policymatch.profiles.rows import match_header
from policymatch.profiles.specs import SourceSpec
from policymatch.vocabulary.fields import Sensitivity
from policymatch.vocabulary.fields import field as catalogue_field
from policymatch.vocabulary.viewers import Viewer

__all__ = [
    "HIDDEN",
    "MASK",
    "Viewer",
    "mask_name",
    "mask_row",
    "mask_text",
    "may_see",
    "may_see_column",
    "may_see_field",
]

MASK = "＊"
HIDDEN = "（不予显示）"
_LEVELS = tuple(Sensitivity)
_NAME = re.compile(r"[\u4e00-\u9fa5·]{2,4}")
_PHONE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")
_IDENTITY = re.compile(r"(?<![0-9A-Z])(\d{6})\d{8}(\d{3}[\dXx])(?![0-9A-Za-z])")


_SEES = {
    Viewer.PUBLIC: Sensitivity.PUBLIC,
    Viewer.DEPARTMENT: Sensitivity.INTERNAL,
    Viewer.ENTERPRISE: Sensitivity.SENSITIVE,
    Viewer.HANDLER: Sensitivity.PERSONAL,
}
"""The most sensitive level that each sees; all less sensitive ones with it."""


def may_see(viewer: Viewer, sensitivity: str) -> bool:
    """Whether a viewer sees values of a level.

    >>> may_see(Viewer.PUBLIC, "敏感")
    False
    """
    return _LEVELS.index(Sensitivity(sensitivity)) <= _LEVELS.index(_SEES[viewer])


def may_see_field(viewer: Viewer, field_id: str) -> bool:
    """Whether a viewer sees a field of the catalogue."""
    return may_see(viewer, catalogue_field(field_id).sensitivity)


def mask_name(name: str) -> str:
    """A person's name with its first character alone: 欧阳建国 is 欧＊＊＊; of several each.

    >>> mask_name("王小明、李华")
    '王＊＊、李＊'
    """
    return "、".join(part[:1] + MASK * (len(part) - 1) for part in name.split("、"))


def mask_text(text: str) -> str:
    """Free text with mobile numbers and identity numbers masked; for logs, exports and quarantine views."""
    return _IDENTITY.sub(rf"\1{MASK * 8}\2", _PHONE.sub(rf"\1{MASK * 4}\2", text))


def may_see_column(viewer: Viewer, spec: SourceSpec, name: str) -> bool:
    """Whether a viewer sees the cells of a column; a column that the spec does not know (a whole row) only by handlers."""
    known = next((column for column in spec.columns if name in (column.name, *column.headers)), None)
    return viewer is Viewer.HANDLER if known is None else may_see(viewer, known.sensitivity)


def mask_row(spec: SourceSpec, raw: Mapping[str, str], viewer: Viewer, *, aligned: bool = True) -> dict[str, str]:
    """A delivered row as a viewer may see it: cells of columns too sensitive for him masked.

    Args:
        spec: the row's source.
        raw: its cells by header.
        viewer: who looks.
        aligned: whether each cell stands under its header; in a row of the wrong width (False) all that may be a name is
            masked.
    """
    header = list(raw)
    try:
        places = match_header(spec, header)
    except SourceSpecError:
        places = {}
    if viewer is not Viewer.HANDLER and not (places and aligned):
        return {
            name: mask_name(cell) if _NAME.fullmatch(cell.strip()) else mask_text(cell) for name, cell in raw.items()
        }
    hidden = {
        header[place]: column.sensitivity
        for column in spec.columns
        if (place := places.get(column.name)) is not None and not may_see(viewer, column.sensitivity)
    }
    return {name: _masked(cell, hidden.get(name)) for name, cell in raw.items()}


def _masked(cell: str, sensitivity: str | None) -> str:
    if sensitivity is None or not cell.strip():
        return mask_text(cell)
    return mask_name(cell) if sensitivity == Sensitivity.PERSONAL else HIDDEN
