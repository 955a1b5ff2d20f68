"""漏斗: from a match to money, in pairs of an enterprise and an item, by policy, item, region or size class.

A pair counts once a stage, whenever it got there. Stages are counted each for itself: an enterprise may apply that was
never told, or whose match needs a person's judgement.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sqlmodel import Session

from policymatch.push.changes import ELIGIBLE, JUDGEMENT
from policymatch.push.receipts import TOLD
from policymatch.supervision.scope import EVERYTHING, Scope, policies_of, rows, titles
from policymatch.supervision.segments import UNKNOWN, region_label


class Dimension(StrEnum):
    """By what figures are split."""

    POLICY = "policy"
    ITEM = "item"
    REGION = "region"
    SIZE = "size"

    @property
    def label(self) -> str:
        """In Chinese."""
        return {"policy": "政策", "item": "事项", "region": "注册地", "size": "企业规模"}[self]


class Step(StrEnum):
    """The stages, in order."""

    POSSIBLE = "possible"
    MATCHED = "matched"
    PUSHED = "pushed"
    READ = "read"
    APPLIED = "applied"
    APPROVED = "approved"
    PAID = "paid"

    @property
    def label(self) -> str:
        """In Chinese."""
        return _STEPS[self]


_STEPS = {
    Step.POSSIBLE: "待人工认定", Step.MATCHED: "符合", Step.PUSHED: "已推送", Step.READ: "已读", Step.APPLIED: "已申报", Step.APPROVED: "已批准",
    Step.PAID: "已兑付",
}  # fmt: skip

_TOLD = f"{TOLD} o JOIN match_change mc ON mc.id = o.change JOIN followed_item f ON f.id = mc.item"
_CASES = "application_case c"
_SOURCES: dict[Step, tuple[str, str, str]] = {
    Step.POSSIBLE: ("match_state m JOIN followed_item f ON f.id = m.item", "m.subject", f"m.verdict = {JUDGEMENT}"),
    Step.MATCHED: (
        f"""(SELECT subject, item FROM match_state WHERE verdict = {ELIGIBLE}
        UNION SELECT subject, item FROM match_change WHERE after = {ELIGIBLE}) m JOIN followed_item f ON f.id = m.item""",
        "m.subject", "1 = 1",
    ),
    Step.PUSHED: (_TOLD, "mc.subject", "o.sent_at IS NOT NULL"),
    Step.READ: (_TOLD, "mc.subject", "o.read_at IS NOT NULL"),
    Step.APPLIED: (_CASES, "c.subject", "c.submitted_at IS NOT NULL"),
    Step.APPROVED: (_CASES, "c.subject", "c.approved IS NOT NULL AND c.state IN ('approved', 'paid')"),
    Step.PAID: (_CASES, "c.subject", "c.paid > 0"),
}  # fmt: skip
_KEYS = {
    Dimension.POLICY: "p.policy_id", Dimension.ITEM: "p.policy_id || '/' || p.item_id", Dimension.REGION: "coalesce(g.region, '')",
    Dimension.SIZE: "coalesce(g.size, '')",
}  # fmt: skip
_COUNT = """
SELECT {key}, count(*) FROM (SELECT DISTINCT {subject} AS subject, {of}.policy_id, {of}.item_id FROM {source} WHERE {that} {more}) p
LEFT JOIN enterprise_segment g ON g.subject = p.subject GROUP BY {key}
"""


@dataclass(frozen=True, slots=True)
class Funnel:
    """One row: how many pairs of an enterprise and an item came how far.

    Args:
        key: the policy's or item's id, the region's code, the size class; empty where not known.
        label: in words.
        counts: by stage.
    """

    key: str
    label: str
    counts: dict[Step, int] = field(default_factory=dict)

    def at(self, step: Step) -> int:
        """How many came to a stage."""
        return self.counts.get(step, 0)


def funnels(session: Session, by: Dimension, *, scope: Scope = EVERYTHING) -> list[Funnel]:
    """How far matches came, the most matched first.

    Args:
        session: any session.
        by: how it is split; regions and sizes as they were last noted (``segments.refresh``).
        scope: whose policies.
    """
    own = policies_of(session, scope)
    counts: dict[str, dict[Step, int]] = {}
    for step in Step:
        for key, count in _count(session, step, by, own):
            counts.setdefault(str(key), {})[step] = int(count)
    words = titles(session) if by is Dimension.POLICY else _item_names(session) if by is Dimension.ITEM else {}
    made = [Funnel(key, _label(by, key, words), one) for key, one in counts.items()]
    return sorted(made, key=lambda one: (-one.at(Step.MATCHED), -one.at(Step.APPLIED), one.key))


def _count(session: Session, step: Step, by: Dimension, own: list[str] | None) -> list[tuple[str, int]]:
    source, subject, that = _SOURCES[step]
    of = "c" if source == _CASES else "f"
    more, lists = (f"AND {of}.policy_id IN :own", {"own": own}) if own is not None else ("", None)
    sql = _COUNT.format(key=_KEYS[by], subject=subject, of=of, source=source, that=that, more=more)
    return [(row[0], row[1]) for row in rows(session, sql, None, lists)]


def _item_names(session: Session) -> dict[str, str]:
    sql = "SELECT policy_id, item_id, max(name) FROM followed_item GROUP BY policy_id, item_id"
    cases = "SELECT policy_id, item_id, max(item_name) FROM application_case GROUP BY policy_id, item_id"
    return {f"{row[0]}/{row[1]}": row[2] for one in (cases, sql) for row in rows(session, one)}


def _label(by: Dimension, key: str, words: dict[str, str]) -> str:
    if by is Dimension.REGION:
        return region_label(key or None)
    return words.get(key, key) or UNKNOWN
