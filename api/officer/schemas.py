"""Drafts on their way to a version."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field, StrictBool

from api.shapes import Coded, Day, PageQuery, Shown, Strict, Words

NewPolicyId = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=80,
        description="政策编号：小写字母、数字与短横线。",
        examples=["nanhu-srdi-2026"],
    ),
]
DraftId = Annotated[
    str, Field(pattern=r"^[0-9a-f]{32}$", description="草稿编号。", examples=["9f1c0a52f2b64c1f9b0d6a1c3f0e7d55"])
]


class DraftWanted(Strict):
    """A text to be parsed into a draft."""

    policy_id: NewPolicyId
    department: Words = Field("", max_length=60, description="所属部门；空则取账户的第一个部门。")
    text: Words = Field(min_length=20, max_length=500_000, description="政策原文。")


class DraftShown(Shown):
    """A draft in a list."""

    id: str = Field(description="草稿编号。")
    policy_id: str = Field(description="政策编号。")
    title: str = Field(description="标题。")
    state: Coded = Field(description="状态。")
    revision: int = Field(description="第几稿；改动时放在 If-Match 中。")
    department: str = Field(description="所属部门。")
    supersedes: int | None = Field(description="将替代的版本。")
    editors: list[str] = Field(description="参与起草的人，他们不能复核发布。")
    updated_at: datetime = Field(description="最后改动时间。")
    published_version: int | None = Field(description="发布成的版本。")


class DraftFull(DraftShown):
    """A draft with its content."""

    document: dict[str, Any] = Field(description="解析结果，交换格式。")
    source_text: str = Field(description="原文。")
    coverage: dict[str, Any] = Field(description="资格条件文字的读懂比例。")
    warnings: list[str] = Field(description="解析时的提醒。")
    cohort: dict[str, Any] | None = Field(description="新老划断：谁沿用旧版、到哪天；空为全部改按新版。")
    note: str = Field(description="与旧版相比改了什么。")


class DraftQuery(PageQuery):
    """Which drafts are wanted."""

    state: Annotated[
        str | None, Field(pattern="^(draft|in_review|published|discarded)$", description="只要这种状态的。")
    ] = None


class DocumentWanted(Strict):
    """A whole document in the place of the one that stands."""

    document: dict[str, Any] = Field(description="交换格式的政策文件。")


class ItemChange(Strict):
    """What is changed of an item; what is left out stays."""

    name: Words | None = Field(None, min_length=1, max_length=200, description="名称。")
    condition: dict[str, Any] | None = Field(None, description="条件，交换格式。")
    benefits: list[dict[str, Any]] | None = Field(None, max_length=100, description="支持标准。")
    window: dict[str, Any] | None = Field(None, description="申报时间。")
    materials: list[Words] | None = Field(None, max_length=100, description="申报材料。")
    themes: list[Words] | None = Field(None, max_length=10, description="主题。")


class CohortWanted(Strict):
    """Who stays under the older version."""

    condition: dict[str, Any] = Field(description="沿用旧版的企业须满足的条件，交换格式。")
    until: Day | None = Field(None, description="沿用到哪一天（含）；空为旧版不再沿用之前一直有效。")


class SuccessionWanted(Strict):
    """How the new version follows the old one."""

    cohort: CohortWanted | None = Field(None, description="谁沿用旧版；空为全部改按新版。")
    note: Words = Field("", max_length=2000, description="与旧版相比改了什么，给读者看。")


class Comment(Strict):
    """A word that goes with a step."""

    comment: Words = Field("", max_length=2000, description="说明；退回时必填。")


class PublishWanted(Strict):
    """What the reviewer lets pass."""

    comment: Words = Field("", max_length=2000, description="复核意见。")
    overruled: dict[str, Words] = Field({}, max_length=200, description="放行的检查问题：键为问题编号，值为理由。")


class FindingShown(Shown):
    """One thing to look at before publishing."""

    key: str = Field(description="问题编号，放行时使用。")
    fault: str = Field(description="哪一类问题。")
    blocks: bool = Field(description="是否阻止发布。")
    where: str = Field(description="在何处。")
    message: str = Field(description="说明。")


class PairShown(Shown):
    """One enterprise beside a limit, to be signed."""

    key: str = Field(description="样例编号。")
    item: str = Field(description="事项。")
    limit: str = Field(description="界限。")
    side: str = Field(description="在界限的哪一边。")
    verdict: Coded = Field(description="程序的结论。")
    right: bool | None = Field(description="经办人的签署；null 为未签。")


class ChecklistShown(Shown):
    """What stands between a draft and publishing."""

    ready: bool = Field(description="是否可以发布。")
    obstacles: list[str] = Field(description="还差什么。")
    findings: list[FindingShown] = Field(description="检查出的问题。")
    pairs: list[PairShown] = Field(description="边界样例。")
    signed: int = Field(description="已签署为正确的样例数。")


class SignaturesWanted(Strict):
    """Answers to boundary pairs."""

    answers: dict[str, StrictBool] = Field(
        min_length=1, max_length=2000, description="键为样例编号；true 为结论正确，false 为不正确。"
    )


class VersionPublished(Shown):
    """A version has come to be."""

    policy_id: str = Field(description="政策编号。")
    version: int = Field(description="版本号。")
    content_hash: str = Field(description="内容的 SHA-256。")


class EventWanted(Strict):
    """What happens to a published version."""

    holds_from: Day = Field(description="自哪一天起。")
    reason: Words = Field(min_length=2, max_length=500, description="原因，对外说明。", examples=["本年度资金已用完"])
    next_check_on: Day | None = Field(None, description="暂停的，何时再看；暂停时必填。")
    item_id: Words | None = Field(None, min_length=1, max_length=100, description="只对这一事项；空为整份政策。")


class EventShown(Shown):
    """What was entered."""

    policy_id: str = Field(description="政策编号。")
    version: int = Field(description="版本号。")
    item_id: str | None = Field(description="事项；空为整份政策。")
    kind: Coded = Field(description="发生了什么。")
    holds_from: date = Field(description="自哪一天起。")
