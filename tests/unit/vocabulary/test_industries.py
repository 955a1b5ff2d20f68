from __future__ import annotations

import pytest

from policymatch.errors import UnknownIndustryError
from policymatch.vocabulary import industries
from policymatch.vocabulary.industries import Level


def test_the_tree_is_whole():
    known = industries.all_industries()
    levels = [found.level for found in known.values()]
    assert [levels.count(level) for level in Level] == [20, 97, 473, 1381]
    assert all(found.parent in known for found in known.values() if found.level is not Level.SECTION)


def test_names_of_the_synonym_table_stand_for_known_codes():
    known = industries.all_industries()
    assert all(code in known for found in industries._names().values() for code in found)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("I65", ("I65",)),
        ("65", ("I65",)),
        ("6513", ("I6513",)),
        ("c", ("C",)),
        ("工业", ("B", "C", "D")),
        ("房地产业", ("K",)),
        ("软件和信息技术服务业", ("I65",)),
        ("劳务派遣服务", ("L7263",)),
        ("信息传输业", ("I63", "I64")),
        ("批零住餐", ("F", "H")),
        ("99", ()),
        ("没有的行业", ()),
    ],
)
def test_reads_codes_and_names(word, expected):
    assert industries.codes(word) == expected


@pytest.mark.parametrize(
    ("code", "ancestor", "expected"),
    [
        ("I6513", "信息传输、软件和信息技术服务业", True),
        ("C27", "工业", True),
        ("64", "I", True),
        ("F", "工业", False),
        ("A05", "服务业", True),
        ("A01", "服务业", False),
        ("C", "C27", None),
        ("没有的行业", "C", None),
        ("C2710", "医药制造业", True),
    ],
)
def test_lies_in(code, ancestor, expected):
    assert industries.locate(code, ancestor) is expected
    assert industries.within(code, ancestor) is (expected is True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("属于制造业、软件和信息技术服务业（大类代码64、65）的企业", [("C",), ("I65",), ("I64",), ("I65",)]),
        ("国民经济行业代码为C39", [("C39",)]),
        ("批发业、零售业", [("F51",), ("F52",)]),
        ("工业企业", [("B", "C", "D")]),
        ("本办法有效期5年", []),
        ("邮政编码510000", []),
    ],
)
def test_finds(text, expected):
    assert [match.value for match in industries.find(text)] == expected


def test_spans_hold_the_words():
    text = "软件和信息技术服务业（大类代码64、65）"
    assert [match.span.of(text) for match in industries.find(text)] == [match.text for match in industries.find(text)]


def test_one_industry_or_an_error_that_helps():
    assert industries.industry("65").name == "软件和信息技术服务业"
    with pytest.raises(UnknownIndustryError, match="B、C、D"):
        industries.industry("工业")
    with pytest.raises(UnknownIndustryError, match="软件开发"):
        industries.industry("软件开放")


def test_ancestors_run_up_to_the_section():
    assert [found.code for found in industries.ancestors("I6513")] == ["I6513", "I651", "I65", "I"]
