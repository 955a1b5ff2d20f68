from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from policymatch.errors import CreditCodeError
from policymatch.vocabulary import credit_code
from policymatch.vocabulary.credit_code import ALPHABET, check, check_character

GOOD = "91110000600037341L"


def test_a_good_code_tells_department_and_region():
    verdict = check(GOOD)
    assert verdict.valid
    assert (verdict.department, verdict.region) == ("市场监管", "110000")
    assert verdict.organisation_valid


@pytest.mark.parametrize(
    "written", ["91110000600037341l", " 9111 0000-6000 37341L ", "９１１１００００６０００３７３４１Ｌ"]
)
def test_blanks_hyphens_and_widths_are_no_fault(written):
    assert check(written).valid
    assert credit_code.require(written) == GOOD


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", "0位"),
        ("123", "3位"),
        ("110108000000016", "旧注册号"),
        ("9111000060003734I1", "I"),
        ("911100006000373418", "校验码不符"),
        ("D1110000600037341L", "登记管理部门"),
        ("911X0000600037341L", "登记管理部门"),
    ],
)
def test_says_what_is_wrong(code, reason):
    verdict = check(code)
    assert not verdict.valid
    assert reason in verdict.reason


@pytest.mark.parametrize("seen", ["9111OOOO6OOO37341L", "9I110000600037341L", "911100006000373411"])
def test_suggests_what_looks_alike(seen):
    assert check(seen).suggestion == GOOD


def test_makes_no_suggestion_out_of_nothing():
    assert check("933333333333333333").suggestion == ""


def test_require_raises_with_the_suggestion():
    with pytest.raises(CreditCodeError, match=GOOD):
        credit_code.require("9111OOOO6OOO37341L")


bodies = st.builds(
    lambda head, region, rest: head + region + rest,
    st.sampled_from(["91", "92", "11", "12", "51", "93"]),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
)


@given(bodies, st.sampled_from(ALPHABET))
def test_agrees_with_an_independent_check(body, last):
    assert credit_code.is_valid(body + last) == uscc.is_valid(body + last)


@given(bodies)
def test_the_right_character_makes_it_valid(body):
    assert uscc.is_valid(body + check_character(body))
    assert check(body + check_character(body)).valid


@given(bodies, st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_seen(body, place, other):
    good = body + check_character(body)
    bad = good[:place] + other + good[place + 1 :]
    assert check(bad).valid == (bad == good)


@given(st.text(max_size=20))
def test_any_text_gets_a_verdict(text):
    check(text)


@pytest.mark.parametrize(
    ("number", "good"), [("110108000000016", True), ("110108000000017", False), ("1101080000000", False)]
)
def test_old_registration_numbers(number, good):
    assert credit_code.is_registration_number(number) is good
