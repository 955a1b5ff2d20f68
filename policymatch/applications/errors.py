"""What stops an application.

ConflictError
├── WindowClosedError      not yet open, or closed
├── IneligibleError        surely not eligible, and no objection
└── IncompleteError        something is missing; says all of it at once
"""

from __future__ import annotations

from policymatch.errors import ConflictError


class WindowClosedError(ConflictError):
    """The time for applying has not begun, or is over."""

    code = "window_closed"


class IneligibleError(ConflictError):
    """No missing fact can make the enterprise eligible, and it has not objected."""

    code = "not_eligible"


class IncompleteError(ConflictError):
    """Questions or materials are open."""

    code = "incomplete"
