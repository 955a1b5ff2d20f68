"""Views, masks, quality, demand and proposals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import enterprise_profiles
from enterprise_profiles.extracts import EXTRACTS
from enterprise_profiles.generate import generate
from policymatch.documents.yaml_text import load_yaml
from policymatch.profiles import Column
from policymatch.profiles.demand import by_owner, demand_list
from policymatch.profiles.facts import Fact, Origin, Profile
from policymatch.profiles.masking import HIDDEN, mask_name, mask_row, mask_text, may_see
from policymatch.profiles.proposals import content_of, propose
from policymatch.profiles.quality import coverage
from policymatch.profiles.specfiles import load_specs
from policymatch.profiles.views import Standing, render_value, view_profile
from policymatch.quantities import Period
from policymatch.vocabulary.fields import field
from policymatch.vocabulary.viewers import Viewer

AS_OF = date(2026, 6, 30)
CODE = "91340100149049806Q"


def said(name, value, source="tax_annual", *, year=None, confidence=1.0, first=None, last=None, record="1"):
    origin = Origin(source, "税务局", "1", record, date(2026, 6, 5), confidence=confidence)
    return Fact(name, value, origin, year, first, last)


@pytest.fixture(scope="module")
def specs():
    return load_specs(enterprise_profiles.sources_dir())


def view(*facts, **more):
    return view_profile(Profile.of(CODE, facts, name="甲公司"), AS_OF, **more)


def test_every_line_says_who_when_and_how_well():
    (line,) = view(said("revenue", Decimal(50_000_000), year=2025), viewer=Viewer.HANDLER).lines
    assert (line.label, line.value, line.time, line.standing) == ("营业收入", "5000万元", "2025年", Standing.SINGLE)
    assert (line.department, line.where, line.age_days) == ("税务局", "批次1第1行", 25)


def test_agreement_and_conflict_are_shown():
    agreed = view(
        said("revenue", Decimal(1), year=2025), said("revenue", Decimal(1), "market_annual_report", year=2025)
    )
    assert {line.standing for line in agreed.lines} == {Standing.AGREED}
    torn = view(said("revenue", Decimal(1), year=2025), said("revenue", Decimal(2), "market_annual_report", year=2025))
    assert len(torn.conflicts) == 2
    other_year = view(
        said("revenue", Decimal(1), year=2025), said("revenue", Decimal(2), "market_annual_report", year=2024)
    )
    assert not other_year.conflicts


def test_what_is_inferred_is_said_to_be():
    (line,) = view(said("industry", "I65", confidence=0.5)).lines
    assert line.standing is Standing.INFERRED


def test_members_of_a_set_do_not_contradict_each_other():
    shown = view(said("qualification", "高新技术企业"), said("qualification", "科技型中小企业", "science_tech_sme"))
    assert not shown.conflicts


@pytest.mark.parametrize(
    ("viewer", "sees"),
    [(Viewer.PUBLIC, False), (Viewer.DEPARTMENT, False), (Viewer.ENTERPRISE, True), (Viewer.HANDLER, True)],
)
def test_sensitive_values_are_hidden_from_those_who_may_not_see_them(viewer, sees):
    (line,) = view(said("tax_paid", Decimal(123_456), year=2025), viewer=viewer).lines
    assert (line.value == HIDDEN) is not sees
    assert may_see(viewer, "公开")


def test_names_and_numbers_of_persons_are_masked(specs):
    assert mask_name("欧阳建国") == "欧＊＊＊"
    assert mask_text("联系13812345678，证号110101199003071234") == "联系138＊＊＊＊5678，证号110101＊＊＊＊＊＊＊＊1234"
    assert mask_text("91340100149049806Q") == "91340100149049806Q"
    raw = {
        "统一社会信用代码": CODE,
        "企业名称": "甲公司",
        "成立日期": "2020-01-01",
        "法定代表人": "王小明",
        "注册资本(万元)": "5",
    }
    assert mask_row(specs["market_registration"], raw, Viewer.DEPARTMENT)["法定代表人"] == "王＊＊"
    assert mask_row(specs["market_registration"], raw, Viewer.HANDLER)["法定代表人"] == "王小明"
    torn = {"统一社会信用代码": CODE, "企业名称": "甲公司，乙", "成立日期": "王小明", "+1": "13812345678"}
    assert mask_row(specs["market_registration"], torn, Viewer.DEPARTMENT, aligned=False)["成立日期"] == "王＊＊"
    assert mask_row(specs["market_registration"], torn, Viewer.HANDLER)["成立日期"] == "王小明"
    tax = {"纳税人识别号": CODE, "所属年度": "2025", "营业收入(元)": "123"}
    assert mask_row(specs["tax_annual"], tax, Viewer.DEPARTMENT)["营业收入(元)"] == HIDDEN


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("registered_region", "440115", "广东省广州市南沙区（440115）"),
        ("industry", "I65", "软件和信息技术服务业（I65）"),
        ("rd_ratio", Decimal("0.05"), "5%"),
        ("dishonest", True, "是"),
        ("employees", Decimal(12), "12人"),
        ("listing", None, "无"),
        ("established_on", date(2020, 1, 2), "2020-01-02"),
    ],
)
def test_values_in_words(name, value, words):
    assert render_value(field(name), value) == words


def test_coverage_counts_agreement_where_sources_check_each_other():
    agree = Profile.of(CODE, [said("revenue", Decimal(1), year=2025), said("revenue", Decimal(1), "other", year=2025)])
    differ = Profile.of("B", [said("revenue", Decimal(1), year=2025), said("revenue", Decimal(2), "other", year=2025)])
    alone = Profile.of("C", [said("revenue", Decimal(1), year=2025), said("revenue", Decimal(2), "other", year=2024)])
    found = coverage([agree, differ, alone])
    (revenue,) = found.fields
    assert (revenue.known, revenue.checked, revenue.conflicting, revenue.agreement) == (3, 2, 1, 0.5)
    assert found.completeness == 1


def test_the_demand_list_names_what_nobody_delivers_first(specs):
    last = Period.parse("last_year")
    asked = {
        Column("revenue", last): ["a", "b"], Column("power_use", last): ["a"], Column("applicant_age"): ["c"], Column("registered_capital"): ["a"],
    }  # fmt: skip
    profiles = [
        Profile.of(CODE, [said("registered_capital", Decimal(1)), said("revenue", Decimal(1), year=2025)]),
        Profile.of("B", [said("registered_capital", Decimal(1))]),
    ]
    demands = demand_list(asked, specs.values(), profiles, AS_OF)
    assert [(d.column.field, d.share, d.by_application) for d in demands] == [
        ("power_use", 1.0, False),
        ("revenue", 0.5, False),
        ("applicant_age", 1.0, True),
    ]
    assert demands[0].sources == ()
    assert {"tax_annual", "market_annual_report"} <= set(demands[1].sources)
    assert demands[1].label == "上年度 营业收入"
    assert list(by_owner(demands)) == ["供电公司", "税务局"]


def test_a_mapping_is_proposed_from_headers_and_content(specs):
    header = ["社会信用代码", "单位名称", "统计年度", "年末从业人员数(人)", "营业收入(万元)", "备注甲"]
    rows = [[CODE, "甲公司", "2025", "12", "1,200.5", "x"], [CODE, "乙公司", "2024", "15", "900", "y"]]
    proposal = propose("new", header, rows, specs.values())
    found = {column.header: column.role or column.field for column in proposal.columns}
    assert found["社会信用代码"] == "subject"
    assert found["统计年度"] == "year"
    assert found["营业收入(万元)"] == "revenue"
    assert found["备注甲"] == ""
    drafted = load_yaml(proposal.yaml, where="draft")
    assert drafted["columns"]["营业收入(万元)"] == {"field": "revenue", "unit": "万元"}
    assert drafted["key"] == ["社会信用代码", "统计年度"]


def test_a_known_source_is_recognised(specs):
    extract = next(extract for extract in EXTRACTS if extract.source == "tax_annual")
    assert propose("x", extract.header, [], specs.values()).resembles == "tax_annual"


@pytest.mark.parametrize(
    ("cells", "content"),
    [
        ([CODE, "", CODE], "credit_code"),
        (["2024", "2023年度"], "year"),
        (["2020-01-02", "2020年3月4日"], "date"),
        (["是", "否"], "flag"),
        (["5%", "12.5%"], "ratio"),
        (["12", "3,400"], "count"),
        (["12.5万元", "100(万元)"], "amount"),
        (["440115", "340100"], "region"),
        (["王小明", "李华"], "person"),
        (["", "N/A"], "empty"),
        (["五金销售与租赁业务", "a b c"], "text"),
    ],
)
def test_what_cells_look_like(cells, content):
    assert content_of(cells) == content


def test_the_shipped_sources_suit_the_shipped_sample(specs, tmp_path):
    assert len({spec.department for spec in specs.values()}) >= 8
    assert {extract.source for extract in EXTRACTS} == set(specs) - {"open_registry"}
    counts = generate(tmp_path, enterprises=3, seed=1)
    assert sum(counts.values()) > 20


def test_the_sample_is_the_same_for_the_same_seed(tmp_path):
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        generate(tmp_path / name, enterprises=5, seed=seed)
    read = {name: [path.read_bytes() for path in sorted((tmp_path / name).iterdir())] for name in "abc"}
    assert read["a"] == read["b"] != read["c"]


def test_one_extract_alone_is_the_same_as_among_all(tmp_path):
    generate(tmp_path / "a", enterprises=5, seed=7)
    generate(tmp_path / "b", enterprises=5, seed=7, sources=["tax_annual"])
    (alone,) = (tmp_path / "b").iterdir()
    assert alone.read_bytes() == (tmp_path / "a" / alone.name).read_bytes()
    assert Path(alone).name == "tax_annual@2026-06-05.csv"
