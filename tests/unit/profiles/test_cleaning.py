"""Named cleaning rules: what they read, what they refuse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policymatch.errors import SourceSpecError
from policymatch.profiles.cleaning import CellError, amounts, codes, dates, default_rule, kinds, make_cleaner, names
from policymatch.profiles.cleaning.places import registered_region
from policymatch.profiles.cleaning.wholesale import UNUSUAL, WHOLESALE
from policymatch.profiles.specs import ColumnSpec
from policymatch.quantities import CURRENCIES
from policymatch.vocabulary.credit_code import check_character, is_valid

WAN = amounts.amount("万元")
YUAN = amounts.amount("元")
USD = amounts.amount("万美元")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("200(万元人民币)", "2000000"), ("5(万美元)", "USD 50000"), ("100万港元", "HKD 1000000"), ("7.6万人民币", "76000"),
        ("5,600(万元)", "56000000"), ("7.3000(万元)", "73000"), ("50(万)", "500000"), ("13,353(万人民币元)", "133530000"),
        ("１００万元", "1000000"), ("人民币500万元", "5000000"), ("100", "1000000"), ("0.0001亿元", "10000"), ("1.5亿", "150000000"),
        ("100（万欧元）", "EUR 1000000"), ("20000(万日元)", "JPY 200000000"), ("500元", "500"), ("壹佰万元整", "1000000"),
        ("三千二百万", "32000000"), ("1 000 万元", "10000000"), ("3(万香港元)", "HKD 30000"), ("-3.5", "-35000"), ("0", "0"),
        ("100万新加坡元", "SGD 1000000"), ("人民币100.000000万元", "1000000"), ("500万(元)", "5000000"),
        ("3000.0000万元 人民币", "30000000"),
        ("100 万元（人民币）", "1000000"), ("港币100万", "HKD 1000000"), ("10(万澳大利亚元)", "AUD 100000"), ("20(万德国马克)", "DEM 200000"),
        ("8(万台币)", "TWD 80000"), ("1(万瑞士法郎)", "CHF 10000"),
        ("注册资本:50万元整", "500000"), ("US$30万", "USD 300000"), ("12,345,678.90元", "12345678.9"), ("2.5E2", "2500000"),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(text, clean):
    assert WAN(text) == clean


@pytest.mark.parametrize("text", ["若干", "万元", "100万贝壳", "1-2万元", "美元5万元", "10人", "5万/年", ""])
def test_amounts_that_leave_something_open_are_refused(text):
    with pytest.raises(CellError):
        WAN(text)


def test_every_currency_that_is_read_can_be_shown():
    assert set(amounts.CURRENCY.values()) <= set(CURRENCIES)


def test_a_unit_in_the_cell_wins_over_the_column_s():
    assert (YUAN("3万元"), YUAN("30000"), USD("3"), USD("3万元")) == ("30000", "30000", "USD 30000", "30000")


@given(st.integers(0, 10**12), st.sampled_from(["{}", "{:,}", "{}元", "{:,}元人民币", "人民币{}", "({}元)"]))
def test_any_whole_amount_survives_any_habit(number, habit):
    assert YUAN(habit.format(number)) == str(number)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("2020-01-02", "2020-01-02"), ("2020/1/2", "2020-01-02"), ("2020.1.2", "2020-01-02"), ("2020年1月2日", "2020-01-02"),
        ("20200102", "2020-01-02"), ("2020-01-02 00:00:00", "2020-01-02"), ("2020-01-02T08:30:00", "2020-01-02"),
        ("２０２０－０１－０２", "2020-01-02"), ("二〇二〇年一月十二日", "2020-01-12"), ("43832", "2020-01-02"), ("长期", "9999-12-31"),
        ("9999-12-31", "9999-12-31"), ("2024-02-29", "2024-02-29"),
    ],
)  # fmt: skip
def test_days_of_all_habits(text, clean):
    assert dates.day(text) == clean


@pytest.mark.parametrize(
    "text", ["2020-13-01", "2023-02-29", "2020年5月", "2020", "3/4/2020", "0020-01-01", "去年", "3020-01-01"]
)
def test_days_that_are_none_or_open_are_refused(text):
    with pytest.raises(CellError):
        dates.day(text)


def test_years():
    assert [dates.year(text) for text in ("2024", "2024年", "2024年度", "2024.0")] == ["2024"] * 4
    with pytest.raises(CellError):
        dates.year("24")


@pytest.mark.parametrize(
    ("text", "clean"), [("5%", "0.05"), ("5", "0.05"), ("0.5", "0.005"), ("12.50％", "0.125"), ("30‰", "0.03")]
)
def test_shares_in_a_column_of_percent(text, clean):
    assert amounts.ratio("%")(text) == clean


def test_counts_and_measures():
    count, area = amounts.count("", "人"), amounts.number("", "平方米")
    assert [count(text) for text in ("12", "012", "12人", "1,200", "12.0", "１２名")] == [
        "12",
        "12",
        "12",
        "1200",
        "12",
        "12",
    ]
    assert [area(text) for text in ("300㎡", "1.5万平方米", "3亩")] == ["300", "15000", "2000"]
    for text in ("-1", "3.5", "十几", "3件"):
        with pytest.raises(CellError):
            count(text)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("9134O100149049806Q", "91340100149049806Q"),
        ("91340100149049806", ""),
        ("A1110000600037341L", ""),
        ("91340100149049807Q", ""),
    ],
)
def test_bad_codes_are_refused_with_what_may_be_meant(text, suggestion):
    with pytest.raises(CellError) as caught:
        codes.credit_code(text)
    assert caught.value.suggestion == suggestion


def test_codes_are_written_one_way():
    assert codes.credit_code(" 9134 0100-149049806q ") == "91340100149049806Q"
    assert codes.credit_code("９１３４０１００１４９０４９８０６Ｑ") == "91340100149049806Q"


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXYIOSZ -", min_size=15, max_size=20))
def test_the_rule_for_codes_is_the_vocabulary_s(text):
    try:
        accepted = bool(codes.credit_code(text))
    except CellError:
        accepted = False
    assert accepted == is_valid(text)


@given(st.integers(0, 31**9 - 1), st.integers(0, 40))
def test_a_changed_character_never_passes(number, at):
    body = "91340100" + "".join("0123456789ABCDEFGHJKLMNPQRTUWXY"[number // 31**place % 31] for place in range(9))
    code = body + check_character(body)
    assert codes.credit_code(code) == code
    place = 8 + at % 10
    other = "A" if code[place] != "A" else "B"
    with pytest.raises(CellError):
        codes.credit_code(code[:place] + other + code[place + 1 :])


TEXTS = {
    "credit_code": [
        "91340100149049806Q",
        "9134O100149049806Q",
        "91340100149049806",
        "",
        "91340100149049806q",
        "01340100149049806Q",
    ],
    "company_name": [
        "甲乙有限公司",
        "甲(乙)公司",
        "甲公司（原乙公司）",
        "Ａ公司",
        " 甲公司",
        "甲公司（集团）",
        "曾氏公司（合肥）",
        "甲",
    ],
    "text": ["五金", " 五金", "五金\t销售", "N/A", "", "*", "五 金"],
}


@pytest.mark.parametrize("rule", WHOLESALE)
def test_the_usual_case_decided_wholesale_is_what_the_rule_says(rule):
    one = make_cleaner(ColumnSpec("列", rule))
    for cells in (TEXTS[rule], *([text] for text in TEXTS[rule])):
        for text, found in zip(cells, WHOLESALE[rule](cells), strict=True):
            assert found is UNUSUAL or found == one(text)
    assert WHOLESALE[rule](TEXTS[rule])[0] == TEXTS[rule][0]


def test_names_lose_former_names_and_gain_chinese_brackets():
    assert names.company_name("安徽盛晟(集团) 有限公司") == "安徽盛晟（集团）有限公司"
    assert names.company_name("甲乙有限公司（曾用名：丙丁有限公司）") == "甲乙有限公司"
    assert names.former_name("甲乙有限公司（曾用名：丙丁有限公司）") == "丙丁有限公司"
    assert names.name_key("安徽（天康）有限责任公司") == names.name_key("安徽天康有限公司")
    with pytest.raises(CellError):
        names.company_name("——")


def test_branches_by_name():
    assert names.is_branch("安徽省文利锅炉成套设备有限公司普利达商贸分公司")
    assert names.is_branch("合肥科技农村商业银行股份有限公司高新区支行")
    assert not names.is_branch("合肥庐阳区新园水泥制品厂")
    assert not names.is_branch("安徽分部文化有限公司")


@pytest.mark.parametrize(
    ("text", "kind", "legal"),
    [
        ("有限责任公司(自然人投资或控股)", "企业法人", "true"), ("集体经营单位(非法人)", "分支机构", "false"), ("个体工商户", "个体工商户", "false"),
        ("有限合伙企业", "合伙企业", "false"), ("农民专业合作社", "农民专业合作社", "true"), ("国有企业", "企业法人", "true"),
        ("有限责任公司分公司", "分支机构", "false"), ("个人独资企业", "个人独资企业", "false"), ("民办非企业单位", "民办非企业单位", "true"),
    ],
)  # fmt: skip
def test_types_of_enterprise(text, kind, legal):
    assert (kinds.entity_type(text), kinds.legal_person(text)) == (kind, legal)


def test_ownership_is_read_only_where_the_type_names_it():
    assert kinds.ownership("有限责任公司(国有独资)") == "国有"
    assert kinds.ownership("有限责任公司(台港澳法人独资)") == "港澳台资"
    assert kinds.ownership("有限责任公司") is None


@pytest.mark.parametrize(
    ("code", "address", "found"),
    [
        ("91440115X000000012", "", "440115"),
        ("91340100149049806Q", "安徽省合肥市庐阳区红星路163号", "340103"),
        ("91340100149049806Q", "安徽省合肥市长江西路459号", "340100"),
        ("91340100149049806Q", "南京市鼓楼区中山路1号", "340100"),
        ("91340100149049806Q", "合肥市蜀山路9号", "340100"),
        ("91340199149049806Q", "合肥市庐阳区红星路", "340103"),
    ],
)
def test_the_registered_region_is_the_authority_s_refined_by_the_address(code, address, found):
    assert registered_region(code, address, ()) == found


def test_an_address_in_another_county_leaves_both_places_possible():
    code = "913405211501502463"
    assert registered_region(code, "安徽省马鞍山市博望区博望镇南环路", ()) == "340521|340506"
    assert registered_region(code, "安徽省马鞍山市当涂县姑孰镇", ()) == "340521"
    assert registered_region(code, "安徽省合肥市庐阳区1号", ()) == "340521"
    assert registered_region("913408241501502463", "安徽省安庆市潜山市源潭镇", ()) == "340882"


def test_a_province_s_register_is_refined_by_address_and_columns():
    code = "913400001489413849"
    assert registered_region(code, "安徽省合肥市瑶海区胜利路35号", ()) == "340102"
    assert registered_region(code, "合肥市胜利路35号", ()) == "340100"
    assert registered_region(code, "瑶海区胜利路35号", ("安徽", "合肥")) == "340102"
    assert registered_region(code, "", ("广东", "广州")) == "340000"
    assert registered_region("911100006000373410", "北京市海淀区清华路1号", ()) == "110108"


def test_columns_of_province_and_city_help_where_the_code_does_not():
    assert registered_region("910000001490498063", "", ("安徽", "合肥")) == "340100"
    with pytest.raises(CellError):
        registered_region("910000001490498063", "某地", ())


def test_rules_that_do_not_exist_are_named():
    with pytest.raises(SourceSpecError, match="wish"):
        make_cleaner(ColumnSpec("列", "wish"))
    with pytest.raises(SourceSpecError, match="贝壳"):
        make_cleaner(ColumnSpec("列", "amount", unit="贝壳"))


def test_a_field_s_type_names_its_rule():
    assert [default_rule(name) for name in ("revenue", "rd_ratio", "employees", "premises_area", "dishonest", "registered_region", "industry",
                                            "qualification", "established_on", "entity_type", "size")] == [
        "amount", "ratio", "count", "number", "flag", "region", "industry", "honour", "date", "entity_type", "listed"]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "field", "text", "clean"),
    [
        ("flag", "", "√", "true"), ("flag", "", "０", "false"), ("region", "", "440115", "440115"), ("region", "", "440115001", "440115"),
        ("region", "", "广东省广州市南沙区", "440115"), ("industry", "", "3912", "C3912"), ("industry", "", "软件和信息技术服务业", "I65"),
        ("listed", "tax_credit_grade", "A级", "A"), ("listed", "registration_status", "在业", "存续"), ("honour", "", "小巨人", "专精特新“小巨人”企业"),
        ("person", "", "王小明，李华", "王小明、李华"), ("former_number", "", "340100000012342", None), ("text", "", "五金\t销售 ", "五金 销售"),
    ],
)  # fmt: skip
def test_values_of_lists_and_trees(rule, field, text, clean):
    cleaner = make_cleaner(ColumnSpec("列", rule, field=field))
    if clean is None:
        with pytest.raises(CellError):
            cleaner(text)
    else:
        assert cleaner(text) == clean


@pytest.mark.parametrize(
    ("rule", "field", "text"),
    [
        ("flag", "", "也许"), ("region", "", "999999"), ("region", "", "鼓楼区"), ("industry", "", "工业"), ("industry", "", "炼金术"),
        ("listed", "tax_credit_grade", "E"), ("entity_type", "", "其他"), ("person", "", "——"), ("former_number", "", "123"),
    ],
)  # fmt: skip
def test_values_that_no_list_holds_are_refused(rule, field, text):
    with pytest.raises(CellError):
        make_cleaner(ColumnSpec("列", rule, field=field))(text)


def test_old_numbers_stand_their_checks():
    assert codes.former_number("14904980-6") == "149049806"
    assert codes.former_number("3401001234567") == "3401001234567"
    assert codes.is_organisation_code("149049806")
    assert not codes.is_organisation_code("149049807")
