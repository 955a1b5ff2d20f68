"""What a message says: pure, from the changes that it tells of; the same changes give the same words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from policymatch.decisions.amounts import Estimate
from policymatch.push.changes import CODES, NOT_ELIGIBLE, ORDER, Kind, Trigger, yuan
from policymatch.push.levels import together

MOST = 20
"""Entries written out; the rest is counted, and the list in the service has them all."""


@dataclass(frozen=True, slots=True)
class Told:
    """A change with what is needed to tell of it.

    Args:
        kind: what changed.
        key: the item, ``<document>/<item>``.
        name: its name.
        title: its policy's.
        region: where the policy applies; None: everywhere.
        before: the verdict's code; None where nothing was known of the item.
        after: the verdict's code now.
        low: 分, surely at least.
        high: 分, surely not more; None: unbounded.
        closes_on: the last day of the window; None where none is stated.
        trigger: what made it change.
        cause: one sentence.
        receipt: of the answer that it rests on; None where none was written.
    """

    kind: Kind
    key: str
    name: str
    title: str
    region: str | None
    before: int | None
    after: int | None
    low: int
    high: int | None
    closes_on: date | None
    trigger: Trigger
    cause: str
    receipt: str | None = None

    @property
    def amount(self) -> str:
        """The amount in words."""
        return Estimate(yuan(self.low), None if self.high is None else yuan(self.high)).label

    def plain(self) -> dict[str, Any]:
        """For programs."""
        return {
            "kind": str(self.kind), "item": self.key, "name": self.name, "policy": self.title, "region": self.region,
            "before": str(CODES[NOT_ELIGIBLE if self.before is None else self.before]),
            "after": str(CODES[NOT_ELIGIBLE if self.after is None else self.after]),
            "low": f"{yuan(self.low):f}", "high": None if self.high is None else f"{yuan(self.high):f}",
            "closes_on": self.closes_on.isoformat() if self.closes_on else None, "trigger": str(self.trigger), "cause": self.cause,
            "receipt": self.receipt,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent.

    Args:
        title: one line.
        text: all of it, with the facts of the enterprise: for the enterprise alone.
        short: without any fact of the enterprise: for groups and telephones.
        data: for programs.
    """

    title: str
    text: str
    short: str
    data: dict[str, Any]


def write_message(subject: str, told: Sequence[Told], *, opt_out: str = "", inbox: str = "") -> Message:
    """Put changes into words, what is gained first, the nearest deadline first, the same support once.

    Args:
        subject: the enterprise.
        told: what changed; at least one.
        opt_out: the link that ends such messages; empty: none.
        inbox: where the list is read; empty: nowhere.
    """
    ordered = sorted(told, key=_rank)
    groups = [group for kind in ORDER for group in together([one for one in ordered if one.kind is kind])]
    title = _title(groups)
    lines = [_entry(group) for group in groups[:MOST]]
    if len(groups) > MOST:
        lines.append(f"另有{len(groups) - MOST}项，见消息列表。")
    foot = [f"查看与申报：{inbox}"] if inbox else []
    foot += [f"不再接收此类消息：{opt_out}"] if opt_out else []
    return Message(
        title,
        "\n\n".join([*lines, *(["\n".join(foot)] if foot else [])]),
        title + (f" {inbox}" if inbox else ""),
        {"credit_code": subject, "changes": [one.plain() for one in ordered]},
    )


def _rank(told: Told) -> tuple[int, bool, date, str]:
    return ORDER.index(told.kind), told.closes_on is None, told.closes_on or date.max, told.key


def _title(groups: Sequence[Sequence[Told]]) -> str:
    counts = {kind: sum(group[0].kind is kind for group in groups) for kind in ORDER}
    if len(groups) == 1:
        return f"{groups[0][0].kind.label}：{groups[0][0].name}"
    parts = [f"{kind.label}{count}项" for kind, count in counts.items() if count]
    return f"政策提醒：{'、'.join(parts)}"


def _entry(group: Sequence[Told]) -> str:
    first = group[0]
    head = f"【{first.kind.label}】{first.name}"
    if len(group) == 1:
        return "\n".join([head, f"《{first.title}》　{_terms(first)}", first.cause])
    lines = [f"{head}（各级政府{len(group)}份政策同类支持）"]
    lines += [f"《{one.title}》{one.name}　{_terms(one)}" for one in group]
    return "\n".join([*lines, *dict.fromkeys(one.cause for one in group)])


def _terms(told: Told) -> str:
    closes = f"截止 {told.closes_on}" if told.closes_on else "截止日期未载明"
    return closes if told.kind is Kind.LOST else f"{told.amount}　{closes}"
