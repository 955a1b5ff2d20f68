"""Who looks at data: the names that views, exports and commands speak of."""

from __future__ import annotations

from enum import StrEnum


class Viewer(StrEnum):
    """In whose name a view is made."""

    PUBLIC = "公众"
    DEPARTMENT = "部门"
    ENTERPRISE = "企业本人"
    HANDLER = "经办人"
