"""Records to profiles: times, derived facts, silences, branches, conflicts; and what readings make of them."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from policymatch.conditions import Op, Test
from policymatch.decisions.testing import test_profile as decide_test
from policymatch.profiles import Column, Gap, read
from policymatch.profiles.building import BatchInfo, ProfileBuilder, StoredRecord
from policymatch.profiles.claims import Silence, gaps
from policymatch.profiles.derive import dependents, derive
from policymatch.profiles.facts import Fact, Origin, Profile
from policymatch.profiles.industry_hints import suggest
from policymatch.profiles.mapping import FactMaker
from policymatch.profiles.specfiles import read_spec
from policymatch.profiles.specs import Claim
from policymatch.quantities import Period

CODE = "91340100149049806Q"
AS_OF = date(2026, 6, 30)
ORIGIN = Origin("test", "测试局", "1", "1", date(2026, 6, 1))


def spec(columns, **more):
    lines = [
        "id: s", "title: t", "department: d", "catalogue: {list: 职能数据, code: a, title: b}", f"key: {more.pop('key', '[信用代码]')}",
        *(f"{name}: {value}" for name, value in more.items()), "columns:", "  信用代码: {role: subject}", *(f"  {line}" for line in columns),
    ]  # fmt: skip
    return read_spec("\n".join(lines), where="s")


def batch(number, made, *, known=AS_OF, extracted=None, correction=False):
    return BatchInfo(number, FactMaker(made), known, extracted or known, correction)


def build(batches, records, **more):
    builder = ProfileBuilder({b.number: b for b in batches}, more.pop("silences", {}), **more)
    return builder.build(CODE, [StoredRecord(*record) for record in records])


def cells(*values):
    return json.dumps(values, ensure_ascii=False)


YEARLY = spec(
    ["年度: {role: year}", "营业收入: {field: revenue, unit: 元}", "主管区划: {field: tax_region}"],
    key="[信用代码, 年度]",
)
STATE = spec(["注册资本: {field: registered_capital, unit: 元}"])
NAMED = spec(["企业名称: {role: name}", "企业类型: {field: entity_type}", "经营范围: {role: scope}"])


def test_annual_figures_are_of_their_year_and_states_go_on_from_the_newest():
    profile = build(
        [batch(1, YEARLY)], [(y, 1, 1, cells(y, "100", r)) for y, r in (("2024", "340100"), ("2025", "340104"))]
    )
    assert {(f.year, f.value) for f in profile.known("revenue")} == {(2024, Decimal(100)), (2025, Decimal(100))}
    assert [(f.value, f.valid_from, f.valid_to) for f in profile.known("tax_region")] == [
        ("340100", date(2024, 1, 1), date(2024, 12, 31)), ("340104", date(2025, 1, 1), None)]  # fmt: skip
    assert read(profile, Column("tax_region"), AS_OF).candidates == ("340104",)


def test_a_change_leaves_the_former_state_to_the_time_before_it():
    first, second = batch(1, STATE, known=date(2025, 1, 10)), batch(2, STATE, known=date(2026, 3, 1))
    profile = build([first, second], [("", 1, 1, cells("100"), 2), ("", 2, 1, cells("300"))])
    assert [(f.value, f.valid_from, f.valid_to) for f in profile.known("registered_capital")] == [
        (100, None, date(2026, 2, 28)), (300, date(2026, 3, 1), None)]  # fmt: skip


def test_a_correction_takes_the_place_of_what_it_corrects_for_all_time():
    first, second = batch(1, STATE, known=date(2025, 1, 10)), batch(2, STATE, known=date(2026, 3, 1), correction=True)
    records = [("", 1, 1, cells("100"), 2), ("", 2, 1, cells("300"))]
    assert [(f.value, f.valid_from) for f in build([first, second], records).known("registered_capital")] == [
        (300, None)
    ]
    before = build([first, second], records, known_on=date(2026, 2, 1))
    assert [f.value for f in before.known("registered_capital")] == [100]


def test_the_order_of_records_changes_nothing():
    records = [(str(y), 1, y, cells(str(y), str(y * 1000), None)) for y in range(2021, 2026)]
    one, other = build([batch(1, YEARLY)], records), build([batch(1, YEARLY)], records[::-1])
    for field in one.facts:
        assert set(one.facts[field]) == set(other.facts[field])


def test_a_branch_is_not_its_parent():
    profile = build([batch(1, NAMED)], [("", 1, 1, cells("安徽省文利锅炉有限公司普利达分公司", "企业法人", None))])
    assert [f.value for f in profile.known("entity_type")] == ["分支机构"]
    assert [f.value for f in profile.known("legal_person")] == [False]


def test_two_possible_places_are_a_conflict_and_open_only_between_them():
    placed = spec(["住所: {role: address}"], places="{address: 住所}")
    profile = build([batch(1, placed)], [("", 1, 1, cells("博望区博望镇", "340521|340506"))])
    assert {f.value for f in profile.known("registered_region")} == {"340521", "340506"}
    for area, truth in (("340500", True), ("340506", None), ("340100", False)):
        assert decide_test(Test("registered_region", Op.IN, (area,)), profile, AS_OF)[0] is truth


def test_legal_standing_follows_from_the_type_only_where_nobody_states_it():
    (fact,) = build([batch(1, NAMED)], [("", 1, 1, cells("甲公司", "企业法人", None))]).known("legal_person")
    assert (fact.value, fact.origin.source, fact.origin.inputs) == (True, "derived", ("主体类型",))


def test_an_industry_from_the_scope_decides_nothing():
    profile = build([batch(1, NAMED)], [("", 1, 1, cells("甲公司", None, "软件开发；系统集成"))])
    (fact,) = profile.known("industry")
    assert fact.value == "I65"
    assert fact.origin.confidence < 1
    assert decide_test(Test("industry", Op.IN, ("软件和信息技术服务业",)), profile, AS_OF)[0] is None


@pytest.mark.parametrize(
    ("scope", "code"),
    [
        ("房屋建筑工程施工总承包", "E47"),
        ("汽车运输。货物搬运", "G54"),
        ("五金、百货零售", "F52"),
        ("吸收公众存款；发放贷款", "J66"),
        ("正餐服务", "H62"),
    ],
)
def test_what_scopes_suggest(scope, code):
    hint = suggest(scope)
    assert hint is not None
    assert hint.code == code
    assert 0 < hint.confidence <= 0.8


def test_nothing_is_suggested_from_nothing():
    assert suggest("《》、。") is None


def annual(field, year, value, source="test"):
    return Fact(field, Decimal(value), Origin(source, "局", "1", "1"), year)


def derived(*facts):
    profile = Profile.of(CODE, facts)
    return {(f.field, f.year, f.value) for f in derive(profile.facts)}


def test_growth_and_shares_are_derived_with_their_inputs():
    facts = [annual("revenue", 2024, 100), annual("revenue", 2025, 110), annual("rd_expense", 2025, 11)]
    found = {(f.field, f.year): f for f in derive(Profile.of(CODE, facts).facts)}
    assert found["revenue_growth", 2025].value == Decimal("0.1")
    assert found["rd_ratio", 2025].value == Decimal("0.1")
    assert found["rd_ratio", 2025].origin.inputs == ("研发费用（2025年）", "营业收入（2025年）")


def test_what_cannot_be_derived_is_left_unknown():
    assert not derived(annual("revenue", 2024, 0), annual("revenue", 2025, 5))
    assert not derived(annual("revenue", 2023, 5), annual("revenue", 2025, 5))
    assert not {f for f in derived(annual("rd_expense", 2025, 5)) if f[0] == "rd_ratio"}


def test_what_a_source_states_is_not_derived():
    stated = annual("rd_ratio", 2025, "0.2")
    assert not {
        f for f in derived(annual("revenue", 2025, 100), annual("rd_expense", 2025, 11), stated) if f[0] == "rd_ratio"
    }


def test_conflicting_inputs_give_every_result_that_they_allow():
    facts = [annual("revenue", 2024, 100), annual("revenue", 2025, 110), annual("revenue", 2025, 130, "other")]
    assert {f[2] for f in derived(*facts) if f[0] == "revenue_growth"} == {Decimal("0.1"), Decimal("0.3")}


def test_a_conflict_is_open_only_where_it_would_change_the_answer():
    profile = Profile.of(CODE, [annual("revenue", 2025, 110), annual("revenue", 2025, 130, "other")])
    last = Period.parse("last_year")
    assert decide_test(Test("revenue", Op.GE, Decimal(100), last), profile, AS_OF)[0] is True
    truth, _, gap = decide_test(Test("revenue", Op.GE, Decimal(120), last), profile, AS_OF)
    assert (truth, gap) == (None, Gap.CONFLICT)


def test_the_size_class_is_certain_only_where_the_figures_decide():
    industry = Fact("industry", "C39", ORIGIN)
    sure = derived(industry, annual("revenue", 2025, 10_000_000), annual("employees", 2025, 25))
    assert {f[2] for f in sure if f[0] == "size"} == {"小型"}
    by_one = derived(industry, annual("employees", 2025, 5))
    assert {f[2] for f in by_one if f[0] == "size"} == {"微型"}
    open_one = derived(industry, annual("revenue", 2025, 10_000_000))
    assert {f[2] for f in open_one if f[0] == "size"} == {"小型", "微型"}


def test_sizes_hold_from_the_settlement_of_their_year():
    profile = Profile.of(
        CODE, [Fact("industry", "C39", ORIGIN), annual("employees", 2024, 5), annual("employees", 2025, 5)]
    )
    stretches = [(f.valid_from, f.valid_to) for f in derive(profile.facts) if f.field == "size"]
    assert stretches == [(date(2025, 5, 31), date(2026, 5, 30)), (date(2026, 5, 31), date(2027, 5, 30))]


def test_what_depends_on_a_field():
    assert {"revenue_growth", "rd_ratio", "size", "main_revenue_ratio"} <= set(dependents("revenue"))
    assert dependents("entity_type") == ("legal_person",)


def silence(field, members=(), since=None, until=date(2026, 7, 31)):
    return Silence(Claim(field, members, since), until, ORIGIN)


def profile_with(*silences, facts=(), doubtful=None):
    listed = spec(["称号: {field: qualification}"])
    records = [("", 1, 1, cells(fact)) for fact in facts]
    return build([batch(1, listed)], records, silences={"s": silences}, doubtful=doubtful)


def has(profile, *names, op=Op.HAS_ANY, period=None):
    return decide_test(Test("qualification", op, names, period), profile, AS_OF)[0]


def test_a_complete_list_of_one_honour_says_no_for_that_one_alone():
    profile = profile_with(silence("qualification", ("高新技术企业",)), facts=["科技型中小企业"])
    assert has(profile, "高新技术企业") is False
    assert has(profile, "科技型中小企业") is True
    assert has(profile, "专精特新中小企业") is None
    assert has(profile, "高新技术企业", "专精特新中小企业") is None
    assert has(profile, "高新技术企业", op=Op.HAS_NONE) is True


def test_a_list_complete_at_every_level_says_no_for_each():
    profile = profile_with(silence("qualification", ("企业技术中心",)), facts=["省级企业技术中心"])
    assert has(profile, "国家级企业技术中心") is False
    assert has(profile, "省级企业技术中心") is True
    assert has(profile_with(silence("qualification", ("国家级企业技术中心",))), "省级企业技术中心") is None


def test_silence_ends_with_the_freshness_of_the_list():
    stale = profile_with(silence("qualification", ("高新技术企业",), until=date(2026, 6, 29)))
    assert has(stale, "高新技术企业") is None


def test_silence_says_nothing_of_whom_a_broken_row_may_speak():
    profile = profile_with(silence("qualification", ("高新技术企业",)), doubtful={"s": frozenset({CODE})})
    assert has(profile, "高新技术企业") is None


def test_gained_within_a_period_needs_a_list_complete_over_it():
    last = Period.parse("last_year")
    assert has(profile_with(silence("qualification", ("高新技术企业",))), "高新技术企业", period=last) is False
    late = profile_with(silence("qualification", ("高新技术企业",), since=date(2025, 7, 1)))
    assert has(late, "高新技术企业", period=last) is None


def test_events_and_quiet_stretches():
    accident = Fact("safety_accident", True, ORIGIN, None, date(2024, 3, 1), date(2024, 3, 1))
    quiet = Fact("safety_accident", False, ORIGIN, None, None, date(2026, 7, 31))
    profile = Profile.of(CODE, [accident, quiet])
    for period, expected in (("2024", True), ("2025", False), ("2023", False), ("last_3_years", True)):
        assert decide_test(Test("safety_accident", Op.IS, True, Period.parse(period)), profile, AS_OF)[0] is expected


@pytest.mark.parametrize(
    ("stretches", "expected"),
    [
        ([], [(date(2020, 1, 1), date(2026, 1, 1))]),
        ([(date(2021, 1, 1), date(2021, 6, 30))], [(date(2020, 1, 1), date(2020, 12, 31)), (date(2021, 7, 1), date(2026, 1, 1))]),
        ([(date(2019, 1, 1), None)], []),
        ([(None, date(2022, 1, 1))], [(date(2022, 1, 2), date(2026, 1, 1))]),
        ([(date(2025, 1, 1), None), (date(2021, 1, 1), date(2022, 1, 1))],
         [(date(2020, 1, 1), date(2020, 12, 31)), (date(2022, 1, 2), date(2024, 12, 31))]),
        ([(date(2027, 1, 1), None)], [(date(2020, 1, 1), date(2026, 1, 1))]),
    ],
)  # fmt: skip
def test_gaps_between_listings(stretches, expected):
    facts = [Fact("dishonest", True, ORIGIN, None, first, last) for first, last in stretches]
    assert list(gaps(facts, date(2020, 1, 1), date(2026, 1, 1))) == expected
