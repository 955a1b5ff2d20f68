"""Source specs: what they must be, and what is said where they are not."""

from __future__ import annotations

import pytest

import enterprise_profiles
from policymatch.errors import DuplicateKeyError, PolicyMatchError, SourceSpecError
from policymatch.profiles.specchecks import check_authorities
from policymatch.profiles.specfiles import load_specs, read_spec
from policymatch.profiles.specs import Delivery, OnError, Role

GOOD = """
id: a
title: 标题
department: 局
catalogue: {list: 职能数据, code: x, title: y}
key: [信用代码]
columns:
  信用代码: {role: subject}
  营业收入: {field: revenue, unit: 万元, authority: true}
"""


def test_defaults_follow_from_field_and_role():
    spec = read_spec(GOOD, where="a.yaml")
    code, revenue = spec.columns
    assert (code.clean, code.required, revenue.clean, revenue.on_error) == ("credit_code", True, "amount", OnError.ROW)
    assert revenue.sensitivity == "敏感"
    assert (spec.delivery, spec.subject.name, spec.stored) == (Delivery.INCREMENT, "信用代码", ("营业收入",))
    assert spec.authoritative == (("revenue", ""),)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("field: revenue", "field: revenues", "字段目录中没有"),
        ("unit: 万元", "unit: 贝壳", "计量单位"),
        ("key: [信用代码]", "key: [年度]", "不存在的列"),
        ("key: [信用代码]", "key: [营业收入]", "主键须含"),
        ("role: subject", "role: king", "不在取值之内"),
        ("{role: subject}", "{}", "恰有一列"),
        ("list: 职能数据", "list: 别的", "不在取值之内"),
        ("title: 标题\n", "", "缺少 title"),
        ("authority: true", "authorities: true", "不认识的键"),
        ("field: revenue, unit: 万元", "field: revenue, clean: date", "不适合"),
        ("id: a", "id: a\ncomplete: [{field: dishonest}]", "并不提供"),
        ("id: a", "id: a\ncomplete: [{field: revenue, since: 去年}]", "应为日期"),
        ("  营业收入: {field: revenue, unit: 万元, authority: true}\n", "", "没有任何列"),
        ("authority: true}", "sensitivity: 绝密}", "敏感级别"),
    ],
)
def test_faults_are_named_with_their_place(old, new, message):
    assert old in GOOD
    with pytest.raises(PolicyMatchError, match=message) as caught:
        read_spec(GOOD.replace(old, new, 1), where="a.yaml")
    assert "a.yaml" in caught.value.where


def test_a_key_twice_is_refused():
    with pytest.raises(DuplicateKeyError):
        read_spec(GOOD + "  营业收入: {field: profit}\n", where="a.yaml")


def test_a_field_has_one_authority():
    one, other = read_spec(GOOD, where="a"), read_spec(GOOD.replace("id: a", "id: b"), where="b")
    with pytest.raises(SourceSpecError, match="两个权威来源：a、b"):
        check_authorities([one, other])


def test_honours_have_an_authority_each():
    listed = GOOD.replace("id: a", "id: {}\nasserts: [{{field: qualification, value: {}}}]").replace(
        ", authority: true", ""
    )
    made = [
        read_spec(
            listed.replace("{}", name, 1).replace("{}", honour, 1).replace("{{", "{").replace("}}", "}"), where=name
        )
        for name, honour in (("a", "高新技术企业"), ("b", "科技型中小企业"))
    ]
    check_authorities(made)


def test_all_that_ships_is_sound():
    specs = load_specs(enterprise_profiles.sources_dir())
    assert len(specs) > 30
    assert all(name == spec.id for name, spec in specs.items())
    assert len(specs["open_registry"].columns) >= 10
    assert all(spec.with_role(Role.SUBJECT) for spec in specs.values())
