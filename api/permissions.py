"""Who may do what: pure; every refusal has its reason, in Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from policymatch.profiles.masking import Viewer
from policymatch.registry.roles import Role


class Action(StrEnum):
    """What can be allowed."""

    ENTERPRISE_READ = "enterprise.read"
    ENTERPRISE_FIND = "enterprise.find"
    MATCH_MANY = "match.many"
    DRAFT = "policy.draft"
    PUBLISH = "policy.publish"
    DATA_STATE = "data.state"
    AUDIT_READ = "audit.read"
    ACCOUNTS = "accounts"
    SUBSCRIBE = "push.subscribe"
    INBOX = "push.inbox"
    PUSH_STATE = "push.state"
    PUSH_REQUEUE = "push.requeue"
    APPLY = "apply"
    CASES_READ = "cases.read"
    CASES_HANDLE = "cases.handle"
    OVERSIGHT = "supervision.read"

    @property
    def label(self) -> str:
        """In Chinese."""
        return LABELS[self]


LABELS = {
    Action.ENTERPRISE_READ: "查看企业", Action.ENTERPRISE_FIND: "按名称查找企业", Action.MATCH_MANY: "批量匹配",
    Action.DRAFT: "起草与修改政策", Action.PUBLISH: "发布政策", Action.DATA_STATE: "查看数据状态", Action.AUDIT_READ: "查看审计记录",
    Action.ACCOUNTS: "管理账户", Action.SUBSCRIBE: "设置订阅", Action.INBOX: "阅读站内信", Action.PUSH_STATE: "查看推送状态",
    Action.PUSH_REQUEUE: "重发死信",
    Action.APPLY: "申报", Action.CASES_READ: "查看办件", Action.CASES_HANDLE: "办理办件",
    Action.OVERSIGHT: "查看督查与评价",
}  # fmt: skip

_ALLOWED: dict[Action, frozenset[Role]] = {
    Action.ENTERPRISE_READ: frozenset({Role.ENTERPRISE, Role.OFFICER, Role.AGENT, Role.SUPERVISOR}),
    Action.ENTERPRISE_FIND: frozenset({Role.OFFICER, Role.AGENT, Role.SUPERVISOR}),
    Action.MATCH_MANY: frozenset({Role.OFFICER, Role.AGENT, Role.SUPERVISOR}),
    Action.DRAFT: frozenset({Role.OFFICER}),
    Action.PUBLISH: frozenset({Role.OFFICER}),
    Action.DATA_STATE: frozenset({Role.OFFICER, Role.SUPERVISOR, Role.ADMIN}),
    Action.AUDIT_READ: frozenset({Role.SUPERVISOR, Role.ADMIN}),
    Action.ACCOUNTS: frozenset({Role.ADMIN}),
    Action.SUBSCRIBE: frozenset({Role.ENTERPRISE}),
    Action.INBOX: frozenset({Role.ENTERPRISE}),
    Action.PUSH_STATE: frozenset({Role.OFFICER, Role.SUPERVISOR, Role.ADMIN}),
    Action.PUSH_REQUEUE: frozenset({Role.SUPERVISOR, Role.ADMIN}),
    Action.APPLY: frozenset({Role.ENTERPRISE}),
    Action.CASES_READ: frozenset({Role.ENTERPRISE, Role.OFFICER, Role.SUPERVISOR}),
    Action.CASES_HANDLE: frozenset({Role.OFFICER}),
    Action.OVERSIGHT: frozenset({Role.OFFICER, Role.SUPERVISOR}),
}


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who has signed in.

    Args:
        id: the account's id.
        login: what he signs in with; the actor in the audit.
        name: for display.
        role: what the account is for.
        departments: whose policies an officer works on.
        subject: the credit code that an enterprise account speaks for.
    """

    id: str
    login: str
    name: str
    role: Role
    departments: tuple[str, ...] = ()
    subject: str | None = None

    @property
    def viewer(self) -> Viewer:
        """How much of a profile is shown."""
        return Viewer.ENTERPRISE if self.role is Role.ENTERPRISE else Viewer.DEPARTMENT


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether something is allowed, and why."""

    allowed: bool
    reason: str


def may(user: User, action: Action, *, subject: str | None = None, department: str | None = None) -> Permission:
    """Whether somebody may do something.

    Args:
        user: who.
        action: what.
        subject: the enterprise that it concerns; None where none.
        department: the department whose policy it concerns; None or empty where none.
    """
    if user.role not in _ALLOWED[action]:
        able = "、".join(role.label for role in Role if role in _ALLOWED[action])
        return Permission(False, f"“{user.role.label}”账户不能{action.label}，须由{able}办理")
    if user.role is Role.ENTERPRISE and subject != user.subject:
        return Permission(False, "企业账户只能查看本企业")
    if department and user.role is Role.OFFICER and department not in user.departments:
        own = "、".join(user.departments) or "（未设部门）"
        return Permission(False, f"该政策属于{department}，您的部门是{own}")
    return Permission(True, f"“{user.role.label}”可以{action.label}")


def allowed_actions(user: User) -> tuple[Action, ...]:
    """What a role may do at all."""
    return tuple(action for action in Action if user.role in _ALLOWED[action])
