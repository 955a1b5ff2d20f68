"""All tables: importing this module makes them known, so that migrations and back-ups miss none."""

from __future__ import annotations

from sqlmodel import SQLModel

from policymatch.store import (
    tables_applications,
    tables_policies,
    tables_profiles,
    tables_push,
    tables_service,
    tables_supervision,
)

METADATA = SQLModel.metadata

APPEND_ONLY = (
    "policy_version",
    "version_event",
    "review",
    "receipt",
    "showing",
    "audit_entry",
    "case_event",
    "payment",
    "rating",
)
"""Tables that the database itself keeps from being changed; see the migrations."""

__all__ = [
    "APPEND_ONLY",
    "METADATA",
    "tables_applications",
    "tables_policies",
    "tables_profiles",
    "tables_push",
    "tables_service",
    "tables_supervision",
]
