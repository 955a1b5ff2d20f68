"""Tables of oversight, budgets, warnings and ratings as they are shown and asked for."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from api.shapes import PageQuery, Shown, Strict, Whole, Words
from policymatch.supervision.reports import REPORTS

ReportName = Literal[
    "limits", "stuck", "funnel-policy", "funnel-item", "funnel-region", "funnel-size", "budgets", "duties", "ratings", "remarks",
    "unclaimed", "entitled", "outcomes", "conditions", "effects",
]  # fmt: skip
assert set(ReportName.__args__) == set(REPORTS)  # type: ignore[attr-defined]
PolicyName = Annotated[
    str,
    Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80, description="政策编号。", examples=["cn-sme-tax-2023"]),
]


class ReportLine(Shown):
    """One table that there is."""

    name: str = Field(description="表名。")
    title: str = Field(description="标题。")
    columns: dict[str, str] = Field(description="列名与中文标题。")


class ReportList(Shown):
    """All tables."""

    items: list[ReportLine] = Field(description="表。")


class ReportQuery(PageQuery):
    """Which rows of a table are wanted."""

    policy: PolicyName | None = Field(None, description="只要这项政策的。")
    department: Words | None = Field(
        None, min_length=1, max_length=60, description="只要这个部门的；专员只能写本部门。"
    )


class ReportShown(Shown):
    """Part of a table."""

    title: str = Field(description="标题。")
    as_of: date = Field(description="截至日期。")
    columns: dict[str, str] = Field(description="列名与中文标题。")
    items: list[dict[str, Any]] = Field(description="本页各行；金额为文字，单位元。")
    total: int = Field(description="总行数。")
    page: int = Field(description="第几页。")
    size: int = Field(description="每页条数。")


class ExportQuery(Strict):
    """Which file is wanted."""

    form: Literal["xlsx", "csv", "json"] = Field("xlsx", description="文件格式。")
    policy: PolicyName | None = Field(None, description="只要这项政策的。")
    department: Words | None = Field(
        None, min_length=1, max_length=60, description="只要这个部门的；专员只能写本部门。"
    )


class BudgetWanted(Strict):
    """What is planned."""

    planned: Annotated[str, Field(pattern=r"^[0-9]{1,14}(\.[0-9]{1,2})?$")] = Field(
        description="计划金额，元，至多两位小数。", examples=["1000000.00"]
    )
    version: Whole = Field(0, ge=0, le=1_000_000, description="版本；0 为全部版本。")
    note: Words = Field("", max_length=1000, description="依据。")
    seen: Whole = Field(0, ge=0, le=2**31 - 1, description="所见的修订号；第一次写 0。")


class BudgetShown(Shown):
    """A budget as it was set."""

    policy_id: str = Field(description="政策。")
    item_id: str = Field(description="事项；* 为全部。")
    version: int = Field(description="版本；0 为全部。")
    year: int = Field(description="年度。")
    planned: Decimal = Field(description="计划金额，元。")
    department: str = Field(description="部门。")
    revision: int = Field(description="修订号。")


BudgetYear = Annotated[int, Field(ge=2000, le=2100, description="年度。")]


class RatingWanted(Strict):
    """What an enterprise thinks of how its case was handled."""

    score: Literal[1, 2, 3, 4, 5] = Field(description="1 很不满意 … 5 很满意。")
    words: Words = Field("", max_length=2000, description="意见；不公开，办理部门看不到是谁写的。")


class RatingGiven(Shown):
    """A rating that was taken."""

    case: str = Field(description="办件的内部编号。")
    score: int = Field(description="评分。")
    at: datetime = Field(description="时间。")


class PublicRating(Shown):
    """How a department is rated for a policy; at least five enterprises stand behind every change of it."""

    department: str = Field(description="部门。")
    policy_id: str = Field(description="政策。")
    count: int = Field(description="评价数。")
    mean: float | None = Field(description="平均分。")
    satisfied: float | None = Field(description="4 分及以上的比例。")


class PublicRatings(Shown):
    """All ratings that are published."""

    items: list[PublicRating] = Field(description="每组至少五家企业；不足的不公布。")


class WarningQuery(PageQuery):
    """Which warnings are wanted."""

    ended: Literal["true", "false"] = Field("false", description="是否也要已解除的。")


class WarningShown(Shown):
    """One warning."""

    id: int = Field(description="编号。")
    kind: str = Field(description="种类。")
    department: str = Field(description="部门。")
    words: str = Field(description="内容。")
    found_on: date = Field(description="发现日期。")
    ended_on: date | None = Field(description="解除日期。")
    answer: str = Field(description="部门的答复。")
    answered_by: str = Field(description="答复人。")


class WarningPage(Shown):
    """Part of the warnings, the newest first."""

    items: list[WarningShown] = Field(description="预警。")


class AnswerWanted(Strict):
    """What is done about a warning."""

    words: Words = Field(min_length=2, max_length=2000, description="处理情况。")
