"""Conditions told kind by kind in short lines (甲企业须满足以下条件：…) bind the support for the kind, which must be of it too."""

from __future__ import annotations

import pytest

from tests.cards import fields, items

GIVEN = "1．对科技型小微企业，按照研发费用的10%给予支持，最高30万元。\n2．对{who}，给予20万元支持。"


@pytest.mark.parametrize(
    ("who", "lead"),
    [
        ("上市后备企业", "须满足以下条件："),
        ("赛事获奖企业", "应当具备下列条件："),
        ("独角兽企业", "应符合下列条件："),
    ],
)
def test_each_kind_is_asked_its_own(who: str, lead: str) -> None:
    small, other = items(
        GIVEN.format(who=who),
        f"1．科技型小微企业{lead}企业注册成立不超过5年，从业人员100人以下。\n2．{who}{lead}净资产不低于1亿元。",
        "创新主体",
    )
    assert {"size", "years_established", "employees"} <= fields(small.condition)
    assert "net_assets" not in fields(small.condition)
    assert "net_assets" in fields(other.condition)
    assert not {"years_established", "employees"} & fields(other.condition)


def test_what_all_who_apply_must_meet_is_asked_of_all() -> None:
    found = items(
        GIVEN.format(who="上市后备企业"), "1．申报企业须满足以下条件：净资产不低于1亿元。\n2．信用良好。", "创新主体"
    )
    assert all("net_assets" in fields(item.condition) for item in found)
