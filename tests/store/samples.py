"""A small policy and the people who work on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from policymatch.documents import PolicyDocument, read_document
from policymatch.profiles import Fact, Origin, Profile
from policymatch.registry.shelf import ShelfPolicy

NOW = datetime(2026, 6, 30, 1, 2, 3, 456789, tzinfo=UTC)
TODAY = date(2026, 6, 30)
SOURCE = """南湖区支持企业发展若干政策
第一条 对上年度营业收入2000万元以上的企业，给予20万元奖励。
第二条 对从业人员50人以上且信用良好的企业，给予一次性补助5万元。
第三条 申报时间为2026年7月1日至2026年7月31日。
第四条 本政策自2026年1月1日起施行，有效期至2028年12月31日。
"""


def later(minutes: int = 1) -> datetime:
    return NOW + timedelta(minutes=minutes)


def document(policy_id: str = "nanhu-2026", **head: Any) -> PolicyDocument:
    """The policy; ``head`` replaces title or dates."""
    data: dict[str, Any] = {
        "id": policy_id,
        "title": "南湖区支持企业发展若干政策",
        "region": "330402",
        "published_on": "2025-12-20",
        "valid_from": "2026-01-01",
        "valid_to": "2028-12-31",
        "items": [
            {
                "id": "revenue", "name": "营收奖励",
                "condition": {"field": "revenue", "op": ">=", "value": 20000000, "period": "last_year", "quote": "上年度营业收入2000万元以上"},
                "benefits": [{"type": "lump_sum", "amount": 200000, "quote": "给予20万元奖励"}],
            },
            {
                "id": "staff", "name": "用工补助",
                "condition": {"all": [
                    {"field": "employees", "op": ">=", "value": 50, "quote": "从业人员50人以上"},
                    {"manual": "信用良好", "quote": "信用良好"},
                ]},
                "benefits": [{"type": "lump_sum", "amount": 50000, "quote": "一次性补助5万元"}],
                "window": {"opens_on": "2026-07-01", "closes_on": "2026-07-31", "quote": "申报时间为2026年7月1日至2026年7月31日"},
            },
        ],
    }  # fmt: skip
    return read_document(data | head)


def shelf(version: int = 1, *, supersedes: int | None = None, **head: Any) -> ShelfPolicy:
    policy_id = head.pop("policy_id", "nanhu-2026")
    return ShelfPolicy(replace(document(policy_id, **head)), version, SOURCE, supersedes)


def profile(subject: str = "91330402X00000001A", *, revenue: str | None = None, staff: str | None = None) -> Profile:
    from decimal import Decimal

    origin = Origin("test", "税务局", "1", "1", date(2026, 5, 1))
    facts = []
    if revenue is not None:
        facts.append(Fact("revenue", Decimal(revenue), origin, year=2025))
    if staff is not None:
        facts.append(Fact("employees", Decimal(staff), origin, year=2025))
    return Profile.of(subject, facts, name="南湖测试有限公司")
