from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from policymatch.errors import UnknownFieldError
from policymatch.vocabulary.fields import Catalogue, FieldType, PeriodKind, Scope, Sensitivity, catalogue, field

# id, type, scope and whether a period may be named, of every field of version 1 of the exchange form
EXCHANGE_FORM = """
entity_type enum enterprise no|legal_person bool enterprise no|registered_region region enterprise no
tax_region region enterprise no|statistics_region region enterprise no|operating_region region enterprise no
established_on date enterprise no|years_established number enterprise no|registration_status enum enterprise no
industry industry enterprise no|business_domain set enterprise no|registered_capital number enterprise no
paid_in_capital number enterprise no|size enum enterprise no|ownership enum enterprise no|listing set enterprise no
above_scale bool enterprise no|newly_above_scale bool enterprise yes|qualification set enterprise no
revenue number enterprise yes|main_revenue number enterprise yes|revenue_growth number enterprise yes
output_value number enterprise yes|output_growth number enterprise yes|total_assets number enterprise yes
net_assets number enterprise yes|profit number enterprise yes|debt_ratio number enterprise yes
tax_paid number enterprise yes|tax_growth number enterprise yes|taxable_income number enterprise yes
local_contribution number enterprise yes|retail_sales number enterprise yes|online_sales number enterprise yes
trade_value number enterprise yes|export_value number enterprise yes|foreign_investment number enterprise yes
fixed_investment number enterprise yes|rd_expense number enterprise yes|rd_ratio number enterprise yes
rd_staff number enterprise yes|rd_staff_ratio number enterprise yes|hightech_revenue_ratio number enterprise yes
ip_count number enterprise yes|invention_patents number enterprise yes|software_copyrights number enterprise yes
employees number enterprise yes|insured_employees number enterprise yes|insured_months number enterprise no
social_insurance_paid bool enterprise yes|new_hires number enterprise yes|graduates_hired number enterprise yes
layoff_rate number enterprise yes|education_ratio number enterprise yes|disabled_employees number enterprise yes
premises_area number enterprise no|dishonest bool enterprise no|abnormal_operation bool enterprise no
tax_credit_grade enum enterprise no|safety_accident bool enterprise yes|quality_accident bool enterprise yes
environmental_violation bool enterprise yes|major_violation bool enterprise yes|tax_arrears bool enterprise yes
wage_arrears bool enterprise yes|already_funded bool application yes|project_region region application no
project_investment number application yes|equipment_investment number application yes
project_started_on date application no|project_completed_on date application no|loan_amount number application yes
loan_term_months number application no|rent_area number application no|contract_amount number application yes
declared_number number application yes|applicant_age number person no|applicant_identity set person no
"""
LINES = [entry.split() for line in EXCHANGE_FORM.split("\n") for entry in line.split("|") if entry]


@pytest.mark.parametrize(("name", "kind", "scope", "period"), LINES)
def test_keeps_every_field_of_the_exchange_form(name, kind, scope, period):
    found = field(name)
    assert (found.type, found.scope, found.has_period) == (kind, scope, period == "yes")


@pytest.mark.parametrize(
    "name",
    [
        "import_value",
        "import_growth",
        "export_growth",
        "local_contribution_growth",
        "patent_applications",
        "moved_in_on",
        "fund_size",
        "parent_kind",
    ],
)
def test_adds_what_version_one_cannot_say(name):
    assert name in catalogue()


def test_every_field_names_owner_label_and_sensitivity():
    for found in catalogue():
        assert found.owner
        assert found.label
        assert found.sensitivity in Sensitivity
        assert found.period_kind in PeriodKind
        assert found.scope in Scope


def test_a_wording_belongs_to_one_field_only():
    words = Counter(word for found in catalogue() for word in {found.label, *found.synonyms})
    assert [word for word, times in words.items() if times > 1] == []


def test_number_fields_have_units():
    assert [found.id for found in catalogue() if found.type is FieldType.NUMBER and not found.unit] == []


@pytest.mark.parametrize(
    ("wording", "name"),
    [
        ("销售收入", "revenue"),
        ("营收", "revenue"),
        ("年营业额", "revenue"),
        ("地方综合贡献", "local_contribution"),
        ("区级留成", "local_contribution"),
        ("研发投入占比", "rd_ratio"),
        ("工商注册地", "registered_region"),
        ("税务征管关系", "tax_region"),
        ("员工人数", "employees"),
        ("经营异常名录", "abnormal_operation"),
    ],
)
def test_knows_other_wordings(wording, name):
    found = catalogue().by_label(wording)
    assert found is not None
    assert found.id == name


def test_the_longest_wording_wins():
    found = catalogue().find("研发费用占营业收入比例不低于5%，营业收入增长率10%以上")
    assert [match.value.id for match in found] == ["rd_ratio", "revenue_growth"]


def test_spans_count_the_characters_of_the_text_as_given():
    text = "上年度“营业 收入”２０００万元"
    (match,) = catalogue().find(text)
    assert match.span.of(text) == match.text
    assert (match.value.id, match.text) == ("revenue", "营业 收入")


def test_text_without_wordings_has_none():
    assert catalogue().find("本办法自发布之日起施行") == ()


def test_an_unknown_field_names_the_nearest():
    with pytest.raises(UnknownFieldError, match="revenue（营业收入）"):
        field("revenu")
    with pytest.raises(UnknownFieldError, match="output_value"):
        field("工业产总值")


def test_settling_days_follow_the_year():
    assert field("revenue").settled_on(2025) == date(2026, 5, 31)
    assert field("legal_person").settled_on(2025) is None


def test_listed_values_come_from_their_list():
    assert "中小板" in field("listing").values
    assert field("size").closed
    assert field("size").canonical("小型企业") == "小型"
    assert field("revenue").canonical("小型企业") is None


def test_a_catalogue_of_ones_own():
    assert len(Catalogue((field("size"),))) == 1
