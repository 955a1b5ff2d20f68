from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from policymatch.errors import UnknownRegionError
from policymatch.vocabulary import region_tree, regions
from policymatch.vocabulary.regions import Level


def codes(text, **options):
    return [match.code for match in regions.find(text, **options)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("广州市南沙区科技局", ["440100", "440115"]),
        ("在北京市朝阳区注册", ["110000", "110105"]),
        ("长春市朝阳区", ["220100", "220104"]),
        ("广州南沙", ["440100", "440115"]),
        ("浙江省义乌市", ["330000", "330782"]),
        ("恩施土家族苗族自治州", ["422800"]),
        ("广西壮族自治区", ["450000"]),
        ("吉林省吉林市", ["220000", "220200"]),
    ],
)
def test_finds_places(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "南京路步行街",
        "中山东路88号",
        "长江西路",
        "上海路与北京西路路口",
        "河南中路",
        "深圳大道",
        "北京大学",
        "广州银行股份有限公司",
        "和平发展",
        "白银饰品",
        "来宾登记",
        "我市企业",
        "本区企业",
        "高新技术企业",
        "装中山装",
        "长治久安",
        "全国电子商务示范县",
        "主城区企业",
        "杭州湾",
        "广州南站",
    ],
)
def test_roads_stations_and_everyday_words_are_no_places(text):
    assert codes(text) == []


def test_a_street_named_after_a_district_is_not_the_district():
    assert codes("上海市黄浦区南京东路100号") == ["310000", "310101"]


def test_a_name_that_several_bear_needs_something_to_settle_it():
    assert codes("注册在鼓楼区") == []
    assert codes("注册在鼓楼区", within="320100") == ["320106"]
    assert codes("注册在鼓楼区", within=["440000", "350100"]) == ["350102"]
    assert codes("福州市企业，注册在鼓楼区的") == ["350100", "350102"]
    (open_match,) = regions.find("注册在鼓楼区", keep_ambiguous=True)
    assert open_match.code == ""
    assert {"320106", "350102", "410204"} <= set(open_match.codes)


def test_short_names_of_counties_count_only_with_a_hint():
    assert codes("在南沙设立的企业") == []
    assert codes("在南沙设立的企业", within="440100") == ["440115"]


@pytest.mark.parametrize("text", ["“广州市”南沙区", "广州市　南沙区", "的广州市、南沙区"])
def test_spans_hold_the_words(text):
    for match in regions.find(text):
        assert match.span.of(text) == match.text


def test_matches_stand_in_order_and_apart():
    matches = regions.find("广东省、广西、海南省三亚市、北京市海淀区、上海市浦东新区")
    assert all(before.span.end <= after.span.start for before, after in pairwise(matches))
    assert matches[-1].code == "310115"


@pytest.mark.parametrize(
    ("issuer", "code"),
    [
        ("南沙区科技局", "440115"),
        ("北京市经济和信息化局", "110000"),
        ("广州南沙经济技术开发区管理委员会", "440115"),
        ("南沙开发区管委会", "440115"),
        ("中共义乌市委", "330782"),
        ("国家税务总局广州市税务局", "440100"),
        ("中关村科技园区管理委员会", "110000"),
        ("苏州工业园区管委会", "320500"),
        ("武汉东湖新技术开发区管委会", "420111"),
        ("松山湖高新区管委会", "441900"),
        ("石龙镇人民政府", None),
        ("国家税务总局", None),
        ("财政部", None),
        ("国务院", None),
        ("工业和信息化部", None),
    ],
)
def test_reads_the_area_of_an_issuer(issuer, code):
    assert regions.region_of_issuer(issuer) == code


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("京经信发〔2020〕4号", "110000"),
        ("深府办规〔2020〕4号", "440300"),
        ("穗南府办规〔2020〕1号", "440115"),
        ("国发〔2020〕4号", None),
    ],
)
def test_reads_the_area_of_a_document_number(number, code):
    assert regions.region_of_document_number(number) == code


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("南沙", ("440115",)),
        ("京", ("110000",)),
        ("广州市南沙区", ("440115",)),
        ("恩施州", ("422800",)),
        ("内蒙古", ("150000",)),
        ("没有这个地方", ()),
    ],
)
def test_names(name, expected):
    assert regions.named(name) == expected


def test_every_division_has_its_parents():
    for code in region_tree.all_regions():
        chain = region_tree.ancestors(code)
        assert chain[0].code == code
        assert chain[-1].level is Level.PROVINCE
        assert len(chain) <= 3


def test_counties_run_by_a_province_hang_on_it():
    assert [found.name for found in regions.ancestors("429004")] == ["仙桃市", "湖北省"]
    assert regions.full_name("440115") == "广东省广州市南沙区"
    assert regions.region("110100").code == "110000"


@pytest.mark.parametrize(
    ("code", "ancestor", "on", "expected"),
    [
        ("440115", "440100", None, True),
        ("440115", "440300", None, False),
        ("440100", "440115", None, None),
        ("330104", "330100", None, True),  # 江干区, given up, lay in 杭州市
        ("330104", "330102", None, None),  # and went to two districts
        ("330103", "330105", None, True),  # 下城区 went wholly to 拱墅区
        ("330113", "330110", None, False),  # 临平区 is no longer 余杭区
        ("330113", "330110", date(2020, 1, 1), True),  # but lies in what was 余杭区 then
        ("330113", "330110", date(2021, 4, 9), False),
        ("330114", "330104", None, None),
        ("371202", "370100", None, True),  # 莱城区 of 莱芜市 is in 济南市 now
        ("370116", "371200", None, True),
        ("340181", "341400", None, True),  # 巢湖市 lies in the 巢湖市 of before 2011
        ("330102", "330103", None, False),
    ],
)
def test_lies_in_by_code_with_history(code, ancestor, on, expected):
    assert regions.locate(code, ancestor, on=on) is expected
    assert regions.within(code, ancestor, on=on) is (expected is True)


def test_every_recorded_change_can_be_followed_to_the_end():
    for code, changes in region_tree.successions().items():
        for change in changes:
            assert regions.locate(code, f"{change.new[:2]}0000") is True
            assert regions.locate(change.new, code, on=date(2000, 1, 1)) is not False


def test_divisions_given_up_have_a_last_day_and_a_successor():
    for found in region_tree.all_regions().values():
        if found.valid_to is not None:
            assert region_tree.successions().get(found.code), found


def test_an_unknown_code_names_the_nearest():
    with pytest.raises(UnknownRegionError, match="GB/T 2260"):
        regions.region("440199")
    with pytest.raises(UnknownRegionError):
        regions.within("440115", "999999")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("纳入德阳市统计范围", ["510600"]),
        ("迁入长沙市的企业", ["430100"]),
        ("引进江苏省外的企业", ["320000"]),
        ("船舶出海南下", []),
        ("黄海南部海域", []),
    ],
)
def test_a_name_in_full_stands_behind_any_verb(text: str, codes: list[str]) -> None:
    assert [match.code for match in regions.find(text)] == codes
