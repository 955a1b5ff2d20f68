from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from policymatch.errors import UnknownTermError
from policymatch.vocabulary import qualifications
from policymatch.vocabulary.qualifications import Level, Recognition, all_qualifications, canonical, find, satisfies


def names(text):
    return [match.names for match in find(text)]


def test_there_are_many_and_each_name_is_one():
    words = Counter(word for found in all_qualifications().values() for word in {found.name, *found.synonyms})
    assert len(all_qualifications()) >= 120
    assert [word for word, times in words.items() if times > 1] == []


def test_every_recognition_has_a_giver_and_a_level():
    for found in all_qualifications().values():
        assert found.owner, found
        assert found.levels, found
        assert all(qualifications.read(name).known for name in found.includes), found


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("高企", "高新技术企业"),
        ("国家高新技术企业", "高新技术企业"),
        ("科小", "科技型中小企业"),
        ("小巨人", "专精特新“小巨人”企业"),
        ('国家级专精特新"小巨人"企业', "专精特新“小巨人”企业"),
        ("省企业技术中心", "省级企业技术中心"),
        ("国家企业技术中心", "国家级企业技术中心"),
        ("省级以上企业技术中心", "省级以上企业技术中心"),
        ("广州市就业见习基地", "广州市就业见习基地"),
        ("鹿城区政府质量奖", "鹿城区政府质量奖"),
        ("省政府质量奖", "省级政府质量奖"),
        ("吉林省著名商标", "吉林省著名商标"),
        ("没听过的称号", "没听过的称号"),
    ],
)
def test_canonical_names(word, expected):
    assert canonical(word) == expected


@pytest.mark.parametrize(
    "name", ["高新技术企业", "国家级企业技术中心", "省级以上企业技术中心", "广州市就业见习基地", "区级众创空间"]
)
def test_canonical_names_are_their_own(name):
    assert canonical(name) == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国家级、省级企业技术中心", [("国家级企业技术中心", "省级企业技术中心")]),
        ("国家级和省级“专精特新”中小企业", [("国家级专精特新中小企业", "省级专精特新中小企业")]),
        ("国家级重点实验室、企业技术中心", [("国家级重点实验室",), ("国家级企业技术中心",)]),
        ("有效期内的高新技术企业，或科技型中小企业", [("高新技术企业",), ("科技型中小企业",)]),
        ("南沙区高新技术企业", [("高新技术企业",)]),
        ("北京市科技企业孵化器", [("北京市科技企业孵化器",)]),
        ("省级（AAA级）“守合同重信用”企业", [("省级“守合同重信用”企业",)]),
        ("企业财务制度健全", []),
    ],
)
def test_finds(text, expected):
    assert names(text) == expected


def test_spans_hold_level_and_quotation_marks():
    text = "获得国家级“专精特新”中小企业称号"
    (match,) = find(text)
    assert match.span.of(text) == match.text == "国家级“专精特新”中小企业"
    assert match.level is Level.NATIONAL


@pytest.mark.parametrize(
    ("held", "wanted", "expected"),
    [
        ("国家级企业技术中心", "省级以上企业技术中心", True),
        ("国家级企业技术中心", "省级企业技术中心", False),
        ("国家级企业技术中心", "企业技术中心", True),
        ("省级企业技术中心", "省级以上企业技术中心", True),
        ("市级企业技术中心", "省级以上企业技术中心", False),
        ("企业技术中心", "省级以上企业技术中心", False),
        ("专精特新“小巨人”企业", "专精特新中小企业", True),
        ("专精特新“小巨人”企业", "省级专精特新中小企业", True),
        ("专精特新“小巨人”企业", "创新型中小企业", True),
        ("国家级重点“小巨人”企业", "专精特新“小巨人”企业", True),
        ("专精特新中小企业", "专精特新“小巨人”企业", False),
        ("省级专精特新中小企业", "国家级专精特新中小企业", False),
        ("科技型中小企业", "高新技术企业", False),
        ("高企", "高新技术企业", True),
        ("北京市企业技术中心", "省级企业技术中心", True),
        ("省级企业技术中心", "北京市企业技术中心", False),
        ("区里自设的称号", "区里自设的称号", True),
        ("区里自设的称号", "高新技术企业", False),
    ],
)
def test_answers(held, wanted, expected):
    assert satisfies(held, wanted) is expected


def test_everything_answers_itself():
    for found in all_qualifications():
        assert satisfies(found, found)


def test_unknown_recognitions_name_the_nearest():
    with pytest.raises(UnknownTermError, match="高新技术企业"):
        qualifications.qualification("高新技术起业")


def test_every_name_at_every_level_reads_back():
    for found in all_qualifications().values():
        for level in found.levels:
            for or_above in (False, True):
                name = Recognition(found.name, level, or_above=or_above and not found.fixed).name
                assert canonical(name) == name
                assert satisfies(name, name)


def test_higher_levels_answer_lower_ones_only_with_or_above():
    for found in all_qualifications().values():
        for high, low in pairwise(found.levels):
            held, wanted = Recognition(found.name, high).name, Recognition(found.name, low).name
            above = Recognition(found.name, low, or_above=True).name
            assert not satisfies(held, wanted) or found.includes
            assert satisfies(held, above)
            assert not satisfies(wanted, Recognition(found.name, high, or_above=True).name)


def test_a_provincial_high_tech_enterprise_is_not_the_national_one():
    assert canonical("省高新技术企业") == "省级高新技术企业"
    assert not satisfies("省级高新技术企业", "高新技术企业")


@pytest.mark.parametrize(
    ("held", "wanted", "expected"),
    [
        ("3A级旅游景区", "5A级旅游景区", False),
        ("5A级旅游景区", "国家5A级旅游景区", True),
        ("AAAA级旅游景区", "4A级旅游景区", True),
        ("4A级旅游景区", "旅游景区", True),
        ("旅游景区", "4A级旅游景区", False),
        ("三星级饭店", "五星级饭店", False),
        ("丙级旅游民宿", "甲级旅游民宿", False),
        ("甲级旅游民宿", "旅游民宿", True),
    ],
)
def test_a_grade_wanted_is_that_grade(held: str, wanted: str, expected: bool) -> None:
    assert satisfies(held, wanted) is expected


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        ("潜在独角兽企业", "独角兽企业"),
        ("种子独角兽企业", "独角兽企业"),
        ("潜在瞪羚企业", "瞪羚企业"),
        ("单项冠军培育企业", "制造业单项冠军企业"),
        ("制造业隐形冠军企业", "制造业单项冠军企业"),
        ("知识产权试点企业", "知识产权优势企业"),
        ("国家优质工程奖", "鲁班奖"),
        ("工程监理甲级资质", "工程设计甲级资质"),
        ("第二类医疗器械注册证", "第三类医疗器械注册证"),
        ("药品经营质量管理规范", "GMP认证"),
        ("劳务派遣经营许可证", "人力资源服务许可证"),
        ("中国专利优秀奖", "中国专利金奖"),
        ("零碳工厂", "绿色工厂"),
        ("算法备案", "生成式人工智能服务备案"),
    ],
)
def test_a_recognition_is_none_that_only_resembles_it(held: str, wanted: str) -> None:
    assert not satisfies(held, wanted)
    assert not satisfies(wanted, held)


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        ("综合型总部企业", "总部企业"),
        ("国家级卓越级智能工厂", "国家级智能工厂"),
        ("中国专利金奖", "国家级专利奖"),
        ("国家科技进步奖", "国家科学技术奖"),
        ("第二类医疗器械注册证", "医疗器械注册证"),
        ("AEO高级认证企业", "AEO认证企业"),
    ],
)
def test_one_kind_of_a_recognition_is_the_recognition(held: str, wanted: str) -> None:
    assert satisfies(held, wanted)
    assert not satisfies(wanted, held)
