"""Who uses the system."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What an account is for."""

    ENTERPRISE = "enterprise"
    OFFICER = "officer"
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return LABELS[self]


LABELS = {
    Role.ENTERPRISE: "企业",
    Role.OFFICER: "政策专员",
    Role.AGENT: "坐席",
    Role.SUPERVISOR: "督查",
    Role.ADMIN: "管理员",
}
