"""Bundles, files, cases and guides as they are shown and asked for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool

from api.shapes import Coded, Shown, Strict, Words

Hex = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$", description="编号，32 位十六进制。", examples=["0" * 32])]
CaseId = Annotated[
    str,
    Field(
        pattern=r"^([0-9a-f]{32}|[0-9]{8}-[0-9A-F]{8})$",
        description="办件编号，或其内部编号。",
        examples=["20260630-0A1B2C3D"],
    ),
]
ItemName = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9][a-z0-9\-]{0,79}(@v\d{1,6})?/[^/\x00-\x1f]{1,80}$",
        description="事项编号。",
        examples=["hefei-quality-growth/tech-upgrade"],
    ),
]
MaterialKey = Annotated[
    Words, Field(min_length=1, max_length=200, description="材料编号或名称。", examples=["audit_report"])
]


Yuan = Annotated[
    str,
    Field(
        pattern=r"^[0-9]{1,13}(\.[0-9]{1,2})?$",
        description="金额，元，十进制文本，至多两位小数。",
        examples=["500000.00"],
    ),
]


StateCode = Literal[
    "draft", "submitted", "returned", "accepted", "reviewed", "published", "approved", "paid", "rejected", "appealed", "withdrawn"
]  # fmt: skip


class ProblemShown(Shown):
    """One thing that stands between a bundle and its submission."""

    kind: str = Field(description="哪一类：policy、window、not_eligible、open_case、question、material。")
    where: str = Field(description="哪个事项、哪一项、哪份材料。")
    message: str = Field(description="说明。")


class BundleItemShown(Shown):
    """One item of a bundle."""

    key: str = Field(description="事项编号。")
    name: str = Field(description="事项名称。")
    policy_title: str = Field(description="政策标题。")
    version: int = Field(description="政策版本。")
    department: str = Field(description="办理部门，提交后由它受理。")
    verdict: Coded = Field(description="按共享数据与已填内容的结论。")
    amount: str = Field(description="金额。")
    stopped: bool = Field(description="是否确定不符合；提出异议后仍可提交。")
    reasons: list[str] = Field(description="不符合的条件，连同所见的值、来源与原文。")
    objection: str | None = Field(description="企业的异议。")
    opens_on: date | None = Field(description="开始申报。")
    closes_on: date | None = Field(description="截止申报。")


class BundleShown(Shown):
    """An application for one or several items."""

    id: str = Field(description="申请编号。")
    state: Coded = Field(description="状态。")
    revision: int = Field(description="第几稿；改动时放在 If-Match 中。")
    items: list[str] = Field(description="事项编号。")
    created_at: datetime = Field(description="新建时间。")
    updated_at: datetime = Field(description="最后改动时间。")
    submitted_at: datetime | None = Field(description="提交时间。")
    cases: list[str] = Field(description="提交后分出的办件。")


class TogetherShown(Shown):
    """One item of the application beside the others, and what was had before."""

    key: str = Field(description="事项编号。")
    taken: bool = Field(description="是否在合计最多的合法组合之内。")
    amount: str = Field(description="与其他事项一并享受时的金额。")
    note: str = Field(description="为何少于单独享受，或为何不能一并享受。")
    quote: str = Field(description="叠加规则原文。")


class BundleFull(BundleShown):
    """An application and what is still in its way."""

    entries: list[BundleItemShown] = Field(description="各事项。")
    together: list[TogetherShown] = Field(
        description="按叠加规则，各事项与已申报、已获得的能否一并享受；供参考，不拦提交。"
    )
    total: str = Field(description="合法组合的合计金额。")
    ready: bool = Field(description="是否可以提交。")
    problems: list[ProblemShown] = Field(description="还有什么不能提交。")


class BundleWanted(Strict):
    """Which items are applied for."""

    items: list[ItemName] = Field(min_length=1, max_length=50, description="事项编号，可属于不同部门。")


class KnownShown(Shown):
    """A value that need not be filled in."""

    value: str = Field(description="值。")
    department: str = Field(description="提供部门。")
    source: str = Field(description="数据源。")
    known_on: date | None = Field(description="获知日期。")


class QuestionShown(Shown):
    """One line of the form."""

    key: str = Field(description="项目编号，填写时使用。", examples=["project_investment"])
    kind: str = Field(description="fact 事实、declaration 声明、contact 联系方式、bank 收款账户。")
    label: str = Field(description="名称。")
    type: str = Field(description="number、date、bool、enum、set、region、industry、text。")
    unit: str = Field(description="单位。")
    options: list[str] = Field(description="可选的值；空为不限。")
    items: list[str] = Field(description="哪些事项要它。")
    quotes: list[str] = Field(description="原文。")
    known: list[KnownShown] = Field(description="共享数据已有的值与来源；有则不必填。")
    asked: bool = Field(description="是否要企业填写。")
    required: bool = Field(description="是否必填。")
    remark: str = Field(description="说明。")
    answer: Any = Field(description="已填的值；未填为 null。")
    suggested: Any = Field(description="上次申报所填，供参考。")


class FormShown(Shown):
    """The one form of an application."""

    bundle: str = Field(description="申请编号。")
    revision: int = Field(description="第几稿。")
    missing: int = Field(description="还有几项必填未填。")
    questions: list[QuestionShown] = Field(description="每件事只问一次；已知的附来源。")


class AnswersWanted(Strict):
    """Part of the form, filled in."""

    answers: dict[str, StrictBool | int | float | str | list[str] | None] = Field(
        min_length=1, max_length=200, description="键为项目编号；null 为取消所填。", examples=[{"contact.name": "张三", "project_investment": 8000000}]
    )  # fmt: skip


class FileShown(Shown):
    """A file of the enterprise's space."""

    id: str = Field(description="文件编号。")
    name: str = Field(description="文件名。")
    material: str = Field(description="是什么材料。")
    media_type: str = Field(description="按内容识别的类型。")
    size: int = Field(description="字节数。")
    sha256: str = Field(description="内容的 SHA-256。")
    scan: Coded = Field(description="病毒扫描：clean 已扫描、off 未配置扫描。")
    at: datetime = Field(description="上传时间。")


class MetShown(Shown):
    """How one material stands."""

    key: str = Field(description="材料编号。")
    name: str = Field(description="材料名称。")
    wordings: list[str] = Field(description="各政策的写法。")
    items: list[str] = Field(description="哪些事项要它。")
    way: Coded = Field(description="form、proven、certificate、space、promise、upload。")
    settled: bool = Field(description="是否已齐备。")
    evidence: str = Field(description="免提交的依据：哪个部门的哪条记录。")
    may_promise: bool = Field(description="是否可用告知承诺代替。")
    files: list[str] = Field(description="将提交的文件编号。")


class MaterialsShown(Shown):
    """All materials of an application, each once."""

    bundle: str = Field(description="申请编号。")
    revision: int = Field(description="第几稿。")
    missing: int = Field(description="还缺几份。")
    materials: list[MetShown] = Field(description="同一材料只列一次。")


class WayWanted(Strict):
    """How a material is to be met."""

    material: MaterialKey
    way: Literal["promise", "space"] | None = Field(description="promise 告知承诺、space 用空间里的文件；null 为照常。")
    files: list[Hex] = Field([], max_length=20, description="选用的文件；空为该材料的全部文件。")


class ObjectionWanted(Strict):
    """The enterprise's words against a sure "no"."""

    item: ItemName
    words: Words | None = Field(
        max_length=2000, description="异议：哪一项判定有误、依据是什么；null 为撤回异议。", examples=["裁员率含劳务派遣人员，应为 1%"]
    )  # fmt: skip
