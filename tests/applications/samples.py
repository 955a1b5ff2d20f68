"""Two policies of two departments, an enterprise, and the people who handle its cases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from policymatch.applications.bundles import BundleChange, create, fill, keys_of
from policymatch.applications.flow import Actor
from policymatch.applications.handling import CaseChange
from policymatch.applications.submission import Submitted, submit
from policymatch.documents import PolicyDocument, read_document
from policymatch.profiles import Fact, Origin, Profile
from policymatch.registry.roles import Role
from policymatch.registry.shelf import ShelfPolicy
from policymatch.store.policies import publish
from policymatch.store.tables_applications import ApplicationCase, Bundle
from policymatch.store.transactions import writing

NOW = datetime(2026, 6, 30, 2, tzinfo=UTC)
TODAY = date(2026, 6, 30)
SUBJECT, OTHER = "91330402X00000001A", "91330402X00000002B"
SCIENCE, LABOUR = "科学技术局", "人力资源和社会保障局"
UPGRADE, POSTS, LATE, COMING = "nanhu-tech/upgrade", "nanhu-posts/posts", "nanhu-tech/late", "nanhu-tech/coming"
SOURCE = """南湖区科技与就业政策
第一条 对上年度营业收入2000万元以上、项目投资额500万元以上且项目技术先进的企业，按设备投资的10%给予补助，最高100万元。
第二条 对足额缴纳社会保险、裁员率不高于5.5%的企业，给予一次性补助5万元。
第三条 从业人员50人以上的企业，给予2万元奖励。
第四条 获得补助的企业应当承诺5年内注册地址不迁离本区、不减少注册资本。
第五条 自受理之日起10个工作日内办结，公示5个工作日。
申报时间为2026年6月1日至2026年7月31日。申报时间为2026年3月1日至2026年3月31日。申报时间为2026年9月1日至2026年9月30日。
"""
STAFF = {"field": "employees", "op": ">=", "value": 50, "period": "last_year", "quote": "从业人员50人以上"}
GIFT = [{"type": "lump_sum", "amount": 20000, "quote": "给予2万元奖励"}]


def science() -> PolicyDocument:
    window = {
        "opens_on": "2026-06-01",
        "closes_on": "2026-07-31",
        "quote": "申报时间为2026年6月1日至2026年7月31日",
    }
    late = {
        "opens_on": "2026-03-01",
        "closes_on": "2026-03-31",
        "quote": "申报时间为2026年3月1日至2026年3月31日",
    }
    coming = {
        "opens_on": "2026-09-01",
        "closes_on": "2026-09-30",
        "quote": "申报时间为2026年9月1日至2026年9月30日",
    }
    upgrade: dict[str, Any] = {
        "id": "upgrade", "name": "技术改造补助", "window": window,
        "condition": {"all": [
            {"field": "revenue", "op": ">=", "value": 20000000, "period": "last_year", "quote": "上年度营业收入2000万元以上"},
            {"field": "project_investment", "op": ">=", "value": 5000000, "quote": "项目投资额500万元以上"},
            {"manual": "项目技术先进", "quote": "项目技术先进"},
        ]},
        "benefits": [{"type": "rate", "rate": 0.1, "cap": 1000000, "base": "equipment_investment", "quote": "按设备投资的10%给予补助，最高100万元"}],
        "materials": ["申请表", "营业执照复印件（加盖公章）", "上年度审计报告", "无违法违规证明"],
    }  # fmt: skip
    small = {"condition": STAFF, "benefits": GIFT}
    return read_document({
        "id": "nanhu-tech", "title": "南湖区科技政策", "region": "330402", "issuers": [SCIENCE], "published_on": "2025-12-20",
        "valid_from": "2026-01-01", "valid_to": "2028-12-31",
        "items": [upgrade, small | {"id": "late", "name": "已截止的奖励", "window": late}, small | {"id": "coming", "name": "未开始的奖励", "window": coming}],
    })  # fmt: skip


def posts() -> PolicyDocument:
    return read_document({
        "id": "nanhu-posts", "title": "南湖区就业政策", "region": "330402", "issuers": [LABOUR], "published_on": "2025-12-20",
        "valid_from": "2026-01-01", "valid_to": "2028-12-31",
        "items": [{
            "id": "posts", "name": "稳岗补助",
            "condition": {"all": [
                {"field": "social_insurance_paid", "op": "is", "value": True, "quote": "足额缴纳社会保险"},
                {"field": "layoff_rate", "op": "<=", "value": 0.055, "period": "last_year", "quote": "裁员率不高于5.5%"},
            ]},
            "benefits": [{"type": "lump_sum", "amount": 50000, "quote": "一次性补助5万元"}],
            "materials": ["企业营业执照", "社会保险参保证明", "申报表"],
        }],
    })  # fmt: skip


def publish_all(engine: Engine) -> None:
    with writing(engine) as session:
        for document in (science(), posts()):
            publish(session, ShelfPolicy(document, 1, SOURCE, None), recorded_on=TODAY)


def origin(source: str, department: str) -> Origin:
    return Origin(source, department, "7", "3", date(2026, 6, 5))


def profile(
    subject: str = SUBJECT, *, layoff: str = "0.01", revenue: str = "30000000", region: str = "330402", extra: Iterable[Fact] = ()
) -> Profile:  # fmt: skip
    tax, labour, market = (
        origin("tax_annual", "税务局"),
        origin("hr_insurance", LABOUR),
        origin("market_registration", "市场监督管理局"),
    )
    facts = [
        Fact("revenue", Decimal(revenue), tax, year=2025),
        Fact("layoff_rate", Decimal(layoff), labour, year=2025),
        Fact("social_insurance_paid", True, labour),
        Fact("insured_employees", Decimal(80), labour, year=2025),
        Fact("established_on", date(2015, 3, 1), market),
        Fact("registered_region", region, market),
        Fact("registered_capital", Decimal(10_000_000), market),
        Fact("tax_paid", Decimal(900_000), tax, year=2025),
    ]
    return Profile.of(subject, [*facts, *extra], name="南湖测试有限公司")


CONTACT = {
    "contact.name": "张三", "contact.phone": "13800000000", "bank.holder": "南湖测试有限公司",
    "bank.bank": "工商银行南湖支行", "bank.account": "6222020000001234",
}  # fmt: skip
ANSWERS = CONTACT | {
    "project_investment": 8000000, "equipment_investment": 6000000, "declare:项目技术先进": True,
}  # fmt: skip
ENTERPRISE = Actor("qiye", Role.ENTERPRISE, subject=SUBJECT)
STRANGER = Actor("bieren", Role.ENTERPRISE, subject=OTHER)
OFFICER = Actor("keji", Role.OFFICER, departments=(SCIENCE,))
SECOND = Actor("keji2", Role.OFFICER, departments=(SCIENCE,))
LABOURER = Actor("renshe", Role.OFFICER, departments=(LABOUR,))


def change(bundle: Bundle, *, actor: str = "qiye", now: datetime = NOW) -> BundleChange:
    return BundleChange(bundle.id, bundle.subject, bundle.revision, actor, now)


def begun(
    session: Session, keys: Iterable[str] = (UPGRADE, POSTS), answers: dict[str, Any] | None = None, subject: str = SUBJECT
) -> Bundle:  # fmt: skip
    """A bundle that is filled in, its only upload promised or lacking."""
    bundle = create(session, subject, list(keys), day=TODAY, actor="qiye", now=NOW)
    return fill(session, change(bundle), ANSWERS if answers is None else answers, day=TODAY)


def upload(session: Session, vault: Any, material: str = "审计报告", subject: str = SUBJECT, data: bytes | None = None) -> Any:  # fmt: skip
    from policymatch.applications.space import check, keep

    content = data or b"%PDF-1.7\n1 0 obj\n%%EOF\n"
    return keep(
        session, vault, subject, check(vault, content, name=f"{material}.pdf", material=material), actor="qiye", now=NOW
    )


def handed_in(session: Session, vault: Any, keys: Iterable[str] = (UPGRADE, POSTS), who: Profile | None = None) -> Submitted:  # fmt: skip
    """A bundle that is handed in."""
    from policymatch.applications.bundles import choose_way
    from policymatch.applications.materials import Choice, Way

    upload(session, vault)
    bundle = begun(session, keys)
    if UPGRADE in keys_of(bundle):
        choose_way(session, change(bundle), "no_major_violation", Choice(Way.PROMISE))
    return submit(session, change(bundle), who or profile(), day=TODAY)


def step(row: ApplicationCase, actor: Actor, day: date = TODAY, now: datetime | None = None) -> CaseChange:
    moment = now or datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
    return CaseChange(row.id, row.revision, actor, day, moment)
