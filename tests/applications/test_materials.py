"""Materials under one name, each once, whatever the wording and the order."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policymatch.applications.guides import DutyKind, propose
from policymatch.applications.materials import CertificateFolder, Way, meet, union
from policymatch.profiles import Fact
from policymatch.vocabulary.fields import catalogue
from policymatch.vocabulary.materials import material_kind, material_kinds, material_parts, normal_name
from tests.applications.samples import TODAY, origin, profile

WORDINGS = [
    "营业执照复印件（加盖公章）", "企业法人营业执照副本", "1.营业执照", "审计报告", "2025年度审计报告（原件）", "发票及付款凭证", "申请表", "某某奖励申请表",
    "社会保险参保证明", "特别情况说明", "展位合同", "",
]  # fmt: skip


@pytest.mark.parametrize(
    ("wording", "kind"),
    [("营业执照复印件（加盖公章）", "business_licence"), ("《营业执照》副本复印件，加盖公章", "business_licence"),
     ("（三）申报单位营业执照一式两份", "business_licence"),
     ("上年度审计报告", "audit_report"), ("企业2023年度审计报告（原件）", "audit_report"), ("广州市就业见习基地申请表", "application_form"),
     ("高企证书", "hnte_certificate"), ("近三年审计报告", None), ("研发费用专项审计报告", "research_audit"), ("特别情况说明", None)],
)  # fmt: skip
def test_wordings(wording: str, kind: str | None) -> None:
    found = material_kind(wording)
    assert (found.id if found else None) == kind


def test_a_line_is_split_only_where_every_part_is_known() -> None:
    assert material_parts("发票及付款凭证") == ("发票", "付款凭证")
    assert material_parts("营业执照、审计报告") == ("营业执照", "审计报告")
    assert material_parts("合同和付款凭证") == ("合同和付款凭证",)


def test_the_catalogue_is_sound() -> None:
    sources = {path.stem for path in (Path(__file__).parents[2] / "enterprise_profiles" / "sources").glob("*.yaml")}
    words = [word for kind in material_kinds() for word in (kind.name, *kind.names)]
    assert len(words) == len(set(words))
    for kind in material_kinds():
        assert material_kind(kind.name) == kind
        for proof in kind.proofs:
            assert proof.field in catalogue()
            assert set(proof.sources) <= sources


@given(
    st.lists(st.tuples(st.sampled_from(["a/1", "b/2", "c/3"]), st.sampled_from(WORDINGS[:-1])), max_size=20),
    st.randoms(),
)
def test_a_union_is_free_of_order_and_repetition(asked: list[tuple[str, str]], chance: random.Random) -> None:
    shuffled = asked * 2
    chance.shuffle(shuffled)
    found = union(asked)
    assert union(shuffled) == found
    assert len({one.key for one in found}) == len(found)
    assert {item for one in found for item in one.items} == {item for item, _ in asked}
    named = [
        (item, wording) for one in found for item in one.items for wording in one.wordings if (item, wording) in asked
    ]
    assert set(named) == set(asked)


@given(st.text(max_size=40))
def test_normal_names_are_stable(text: str) -> None:
    assert normal_name(normal_name(text)) == normal_name(text)


def test_electronic_certificates_lie_in_a_folder(tmp_path: Path) -> None:
    who = profile()
    (tmp_path / who.subject).mkdir()
    (tmp_path / who.subject / "hnte_certificate.ofd").write_bytes(b"x")
    asked = union([("a/1", "高企证书"), ("a/1", "租赁合同")])
    held, lease = meet(asked, who, TODAY, certificates=CertificateFolder(tmp_path))
    if held.material.key != "hnte_certificate":
        held, lease = lease, held
    assert (held.way, held.evidence) == (Way.CERTIFICATE, "电子证照 hnte_certificate.ofd")
    assert lease.way is Way.UPLOAD
    assert CertificateFolder(tmp_path).find("../..", "hnte_certificate") is None


def test_a_proof_of_last_year_or_of_the_year_before_while_that_is_open() -> None:
    asked = union([("a/1", "企业所得税年度纳税申报表")])
    who = profile(extra=[Fact("taxable_income", Decimal(100), origin("tax_annual", "税务局"), year=2025)])
    ways = {day: meet(asked, who, day)[0].way for day in (date(2026, 6, 30), date(2027, 3, 1), date(2027, 6, 1))}
    assert list(ways.values()) == [Way.PROVEN, Way.PROVEN, Way.UPLOAD]


@pytest.mark.parametrize(
    ("text", "kinds", "handling", "publicity"),
    [("企业应当承诺10年内注册及办公地址不迁离本区、不减少注册资本", {"stay_registered", "stay_operating", "keep_capital"}, None, None),
     ("申请单位须承诺五年内不迁出、不改变在本区的纳税义务。", {"stay_registered", "stay_taxed"}, None, None), ("三年内未发生事故", set(), None, None),
     ("应在15个工作日内办结，并公示不少于5个工作日。", set(), 15, 5), ("公示期为七个工作日", set(), None, 7), ("公示", set(), None, None)],
)  # fmt: skip
def test_what_the_text_says_of_handling(
    text: str, kinds: set[str], handling: int | None, publicity: int | None
) -> None:
    found = propose(text)
    assert {str(rule.kind) for rule in found.duties} == kinds
    assert (found.handling, found.publicity) == (handling, publicity)
    assert all(isinstance(rule.kind, DutyKind) and rule.words in text for rule in found.duties)
