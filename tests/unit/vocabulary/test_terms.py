from __future__ import annotations

from collections import Counter

import pytest

from policymatch.errors import UnknownTermError
from policymatch.vocabulary.terms import term_list, term_lists


@pytest.mark.parametrize("name", sorted(term_lists()))
def test_names_are_unique_within_a_list(name):
    terms = term_list(name)
    words = Counter(word for term in terms.terms for word in {term.name, *term.synonyms})
    assert [word for word, times in words.items() if times > 1] == []


@pytest.mark.parametrize("name", sorted(term_lists()))
def test_broader_values_and_groups_are_values(name):
    terms = term_list(name)
    assert {term.broader for term in terms.terms if term.broader} <= set(terms.names)
    assert {value for _, values in terms.groups for value in values} <= set(terms.names)


def test_a_better_grade_is_at_least_a_worse_one():
    grades = term_list("tax_credit_grade")
    assert grades.at_least("B级") == ("A", "B")
    assert grades.at_least("D") == ("A", "B", "M", "C", "D")


def test_an_unordered_list_has_no_at_least():
    with pytest.raises(UnknownTermError, match="不分高低"):
        term_list("ownership").at_least("国有")


def test_a_group_is_all_its_values():
    assert term_list("size").values("小微企业") == ("小型", "微型")
    assert term_list("size").canonical("小微企业") is None


def test_a_narrower_value_answers_the_broader_one_only():
    listing = term_list("listing")
    assert listing.covers("主板", "中小板")
    assert not listing.covers("中小板", "主板")
    assert listing.broader("新三板创新层") == ("新三板创新层", "新三板")


def test_unknown_values_and_lists_say_what_there_is():
    with pytest.raises(UnknownTermError, match="大型"):
        term_list("size").require("巨大型")
    with pytest.raises(UnknownTermError, match="entity_type"):
        term_list("colour")


def test_find_reads_the_longest():
    found = term_list("entity_type").find("民办非企业单位和律师事务所")
    assert [match.value for match in found] == [("民办非企业单位",), ("律师事务所",)]
