"""The tables of oversight by name, each with its columns: what the interface, the command line and exports give out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from policymatch.decisions import Verdict
from policymatch.errors import ConflictError, NotFoundError
from policymatch.supervision.budgets import budget_use
from policymatch.supervision.effects import effects
from policymatch.supervision.funnels import Dimension, Funnel, Step, funnels
from policymatch.supervision.limits import limits, stuck
from policymatch.supervision.outcomes import Outcome, outcomes, wrong_conditions
from policymatch.supervision.promises import broken_duties
from policymatch.supervision.ratings import ratings, remarks
from policymatch.supervision.scope import EVERYTHING, Scope
from policymatch.supervision.unclaimed import entitled, unclaimed
from policymatch.vocabulary.calendars import WorkingCalendar, calendar

MOST = 200_000
"""Rows of one table; more is asked for in parts (one policy, one department)."""
Value = Any
"""Text, a number, a day, a truth value, or None."""
Get = Callable[[Any], Value]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a table is made of.

    Args:
        engine: the store.
        session: a reading session on it.
        day: the day.
        scope: whose figures.
        named: whether remarks name their case.
        working: which days are worked.
    """

    engine: Engine
    session: Session
    day: date
    scope: Scope = EVERYTHING
    named: bool = False
    working: WorkingCalendar = field(default_factory=calendar)


@dataclass(frozen=True, slots=True)
class Report:
    """One table.

    Args:
        title: in Chinese.
        columns: name for programs → title in Chinese and how the value is got.
        rows: makes its rows.
    """

    title: str
    columns: Mapping[str, tuple[str, Get]]
    rows: Callable[[Asked], Iterable[Any]]

    def values(self, row: Any) -> dict[str, Value]:
        """A row's values by column."""
        return {name: get(row) for name, (_, get) in self.columns.items()}


def _of(**titles: str) -> dict[str, tuple[str, Get]]:
    """Columns whose values are attributes of the same name."""
    return {name: (title, partial(_attribute, name)) for name, title in titles.items()}


def _attribute(name: str, row: Any) -> Value:
    return getattr(row, name)


def _funnel(by: Dimension) -> Report:
    steps: dict[str, tuple[str, Get]] = {str(step): (step.label, partial(_at, step)) for step in Step}
    return Report(
        f"漏斗（按{by.label}，户次）", _of(key="编号", label=by.label) | steps, lambda asked: funnels(asked.session, by, scope=asked.scope)
    )  # fmt: skip


def _at(step: Step, row: Funnel) -> int:
    return row.at(step)


def _verdicts() -> dict[str, tuple[str, Get]]:
    granted = {f"granted_{one}": (f"{one.label}→批准", partial(_granted, one)) for one in Verdict}
    refused = {f"refused_{one}": (f"{one.label}→驳回", partial(_refused, one)) for one in Verdict}
    return {**granted, **refused}


def _granted(verdict: Verdict, row: Outcome) -> int:
    return row.granted[verdict]


def _refused(verdict: Verdict, row: Outcome) -> int:
    return row.refused[verdict]


REPORTS: Mapping[str, Report] = {
    "limits": Report(
        "办理时限", _of(department="部门", clock_label="环节", running="在办", soon="临期", passed="已超期", unknown="期限未定", ended="办结", late="超期办结",
                    mean_days="平均工作日", on_time="按时率"),
        lambda asked: limits(asked.session, asked.day, working=asked.working, scope=asked.scope),
    ),
    "stuck": Report(
        "滞留办件", _of(number="办件编号", department="部门", item="事项", enterprise="企业", state_label="状态", clock_label="环节", last_on="最近一步",
                    idle="未动工作日", due_on="期限", over="超期工作日"),
        lambda asked: stuck(asked.session, asked.day, working=asked.working, scope=asked.scope),
    ),
    **{f"funnel-{by}": _funnel(by) for by in Dimension},
    "budgets": Report(
        "预算执行", _of(year="年度", department="部门", policy_id="政策编号", title="政策", item_id="事项", version="版本", planned_yuan="计划（元）",
                    approved_yuan="已批（元）", paid_yuan="已兑付（元）", asked_yuan="在办申请（元）", left_yuan="余额（元）",
                    share="已批比例", cases="已批件数"),
        lambda asked: budget_use(asked.session, scope=asked.scope),
    ),
    "duties": Report(
        "疑似违反承诺", _of(duty_id="编号", department="部门", number="办件编号", enterprise="企业", kind_label="承诺", breached_on="发现日期",
                      ends_on="承诺至", remark="依据"),
        lambda asked: broken_duties(asked.session, scope=asked.scope),
    ),
    "ratings": Report(
        "企业评价", _of(department="部门", policy_id="政策编号", count="评价数", mean="平均分", satisfied="满意率"),
        lambda asked: ratings(asked.session, scope=asked.scope),
    ),
    "remarks": Report(
        "企业意见", _of(department="部门", policy_id="政策编号", score="评分", words="意见", number="办件编号"),
        lambda asked: remarks(asked.session, named=asked.named, scope=asked.scope, size=MOST + 1),
    ),
    "unclaimed": Report(
        "应享未享", _of(policy_id="政策编号", item_id="事项编号", item="事项", region="注册地", size="企业规模", enterprises="企业数",
                    low_yuan="至少可得（元）", untold="未推送", read="已读未申报"),
        lambda asked: unclaimed(asked.session, asked.day, scope=asked.scope),
    ),
    "entitled": Report(
        "应享未享企业", _of(subject="信用代码", key="事项编号", item="事项", low_yuan="至少可得（元）", closes_on="截止", region="注册地", size="企业规模",
                      told="已推送", read="已读"),
        lambda asked: entitled(asked.session, asked.day, scope=asked.scope, size=MOST + 1),
    ),
    "outcomes": Report(
        "预测与决定", _of(policy_id="政策编号", item_id="事项编号", item="事项", department="部门", decided="已决定", certain="预测明确", agreement="一致率")
        | _verdicts(),
        lambda asked: outcomes(asked.session, scope=asked.scope),
    ),
    "conditions": Report(
        "判错的条件", _of(policy_id="政策编号", item_id="事项编号", item="事项", miss_label="情形", condition="条件", reason="理由", cases="件数",
                     example="办件举例"),
        lambda asked: wrong_conditions(asked.session, scope=asked.scope),
    ),
    "effects": Report(
        "成效（仅为描述，不说明因果）", _of(policy_id="政策编号", item_id="事项编号", label="指标", offset="兑付后第几年", receivers="获益企业",
                               known="有数企业", middle="中位数"),
        lambda asked: effects(asked.engine, asked.day, scope=asked.scope),
    ),
}  # fmt: skip


def find_report(name: str) -> Report:
    """A table by its name.

    Raises:
        NotFoundError: there is none.
    """
    if name not in REPORTS:
        raise NotFoundError(f"没有表“{name}”", where=name, hint=f"可用：{'、'.join(REPORTS)}")
    return REPORTS[name]


def table(report: Report, asked: Asked) -> Iterator[dict[str, Value]]:
    """The rows of a table as values by column, made one by one.

    Raises:
        ConflictError: there are more than ``MOST``.
    """
    made = iter(report.rows(asked))
    yield from (report.values(row) for row in islice(made, MOST))
    if next(made, None) is not None:
        raise ConflictError(f"超过 {MOST} 行", where=report.title, hint="按政策或部门分别导出")
