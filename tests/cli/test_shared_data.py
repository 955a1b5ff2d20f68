"""Shared data from the command line: sources, ingest, quarantine, review, profile, quality, demand, disputes."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from sqlmodel import Session

from enterprise_profiles.generate import generate
from policymatch.cli.home import store_url
from policymatch.errors import InvalidInputError, NotFoundError, SourceSpecError
from policymatch.registry.shelf import read_shelf
from policymatch.store.engine import open_store
from policymatch.store.policies import publish
from tests.cli.conftest import invoke

CODE = "91340100149049806Q"
HEAD = "统一社会信用代码,单位名称,年度,年末参保人数,连续缴费月数,足额缴纳,新增招用人数,招用高校毕业生数,裁员率(%),大专以上占比(%)"
ROWS = (
    f"{CODE},甲公司,2025,30,60,是,3,1,2,50",
    f"{CODE},甲公司,2025,三十,60,是,3,1,2,50",
    ",乙公司,2025,3,60,是,3,1,2,50",
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "hr.csv").write_text("\n".join((HEAD, *ROWS)) + "\n", encoding="utf-8")
    (tmp_path / "reg.csv").write_text(
        "统一社会信用代码,企业名称,成立日期,登记状态,企业类型,注册资本(万元),法定代表人,住所\n"
        f"{CODE},甲有限公司,2010-01-01,存续,有限责任公司,100,王小明,安徽省合肥市庐阳区1号\n",
        encoding="utf-8",
    )
    return tmp_path


@pytest.fixture
def filled(home: Path) -> tuple[str, ...]:
    at = ("--home", str(home))
    invoke("ingest", "hr_insurance", str(home / "hr.csv"), "--known-on", "2026-06-01", *at)
    invoke("ingest", "market_registration", str(home / "reg.csv"), "--known-on", "2026-06-01", *at)
    return at


def test_ingest_prints_its_account_as_json(home: Path) -> None:
    store = str(home / "other.sqlite3")
    told = json.loads(invoke("ingest", "hr_insurance", str(home / "hr.csv"), "--store", store, "--json"))
    assert (told["rows_in"], told["stored"], told["quarantined"], told["duplicates"]) == (3, 1, 2, 0)
    assert told["rules"] == {"count": 1, "subject_unresolved": 1}
    assert told["seconds"] >= 0
    again = json.loads(invoke("ingest", "hr_insurance", str(home / "hr.csv"), "--store", store, "--json"))
    assert (again["rows_in"], again["duplicates"], again["repeated"]) == (3, 3, True)


def test_ingest_in_words(home: Path) -> None:
    told = invoke("ingest", "hr_insurance", str(home / "hr.csv"), "--home", str(home))
    assert "3行 = 入库1 + 隔离2 + 重复0" in told
    assert "以前导入过" in invoke("ingest", "hr_insurance", str(home / "hr.csv"), "--home", str(home))


def test_faults_of_the_command_are_named(home: Path) -> None:
    with pytest.raises(NotFoundError, match="没有数据源"):
        invoke("ingest", "nothing", str(home / "hr.csv"), "--home", str(home))
    with pytest.raises(InvalidInputError, match="不是日期"):
        invoke("ingest", "hr_insurance", str(home / "hr.csv"), "--home", str(home), "--known-on", "昨天")


def test_sources_are_listed_and_proposed(home: Path) -> None:
    listed = json.loads(invoke("sources", "list", "--json"))
    assert len({entry["department"] for entry in listed}) >= 8
    assert "科学技术局" in invoke("sources", "list")
    proposed = invoke("sources", "check", str(home / "hr.csv"))
    assert "与已有数据源 hr_insurance 相近" in proposed
    assert "role: subject" in proposed


def test_quarantine_from_list_to_correction(filled: tuple[str, ...]) -> None:
    rows = [json.loads(line) for line in invoke("quarantine", "list", "--json", *filled).splitlines()]
    count = next(row for row in rows if row["rule"] == "count")
    assert count["raw"]["年末参保人数"] == "三十"
    assert "[count]" in invoke("quarantine", "list", "--source", "hr_insurance", *filled)
    assert "入库1" in invoke(
        "quarantine", "correct", str(count["id"]), "年末参保人数=31", "--as-of", "2026-06-30", *filled
    )
    assert "0行" in invoke("quarantine", "replay", "market_registration", *filled)
    unresolved = next(row for row in rows if row["rule"] == "subject_unresolved")
    assert "已搁置" in invoke("quarantine", "dismiss", str(unresolved["id"]), *filled)


def test_quarantine_hides_what_a_viewer_may_not_see(home: Path) -> None:
    head = "纳税人识别号,纳税人名称,所属年度,营业收入(元),主管税务机关区划"
    (home / "tax.csv").write_text(
        f"{head}\n{CODE},甲公司,2025,八百万左右,340100\n{CODE},甲公司,王小明,2025\n", encoding="utf-8"
    )
    at = ("--home", str(home))
    with pytest.raises(SourceSpecError):
        invoke("ingest", "hr_insurance", str(home / "tax.csv"), *at)
    invoke("ingest", "tax_annual", str(home / "tax.csv"), *at)
    seen = invoke("quarantine", "list", *at) + invoke("quarantine", "list", "--json", *at)
    assert "八百万" not in seen
    assert "王小明" not in seen
    assert "八百万左右" in invoke("quarantine", "list", "--as", "企业本人", *at)


def test_review_proposes_and_a_person_assigns(filled: tuple[str, ...]) -> None:
    listed = invoke("review", "list", *filled)
    number = listed.split("#")[1].split()[0]
    assert "没有统一社会信用代码" in listed
    assert "入库1" in invoke("review", "assign", number, CODE, "--as-of", "2026-06-30", *filled)
    with pytest.raises(NotFoundError):
        invoke("review", "assign", number, CODE, *filled)


def test_a_profile_says_who_when_and_hides_what_it_must(filled: tuple[str, ...]) -> None:
    shown = invoke("profile", CODE, "--as-of", "2026-06-30", *filled)
    assert "甲有限公司" in shown
    assert "30人" in shown
    assert "人力资源和社会保障局 hr_insurance·权威" in shown
    assert "王小明" not in shown
    public = json.loads(invoke("profile", CODE, "--as", "公众", "--as-of", "2026-06-30", "--json", *filled))
    values = {line["field"]: line["value"] for line in public["lines"]}
    assert values["insured_employees"] == "（不予显示）"
    assert values["registered_capital"] == "100万元"
    with pytest.raises(NotFoundError):
        invoke("profile", CODE, "--known-on", "2020-01-01", *filled)


def test_quality_by_source_and_over_all(filled: tuple[str, ...]) -> None:
    told = invoke("quality", "--as-of", "2026-06-30", *filled)
    assert "hr_insurance　人力资源和社会保障局：3行" in told
    assert "尚未交付" in told
    assert "总体：1 家企业" in told
    data = json.loads(invoke("quality", "--source", "hr_insurance", "--as-of", "2026-06-30", "--json", *filled))
    assert data["sources"][0]["open_rows"] == 2


def test_a_dispute_from_raising_to_the_answer(filled: tuple[str, ...]) -> None:
    raised = invoke("dispute", "raise", CODE, "insured_employees", "33", "--source", "hr_insurance", "--reason", "漏报", "--as-of",
                    "2026-06-20", *filled)  # fmt: skip
    assert "现值 30，主张 33" in raised
    assert "⚑" in invoke("profile", CODE, "--as-of", "2026-06-30", *filled)
    answered = invoke("dispute", "answer", "1", "核实", "--upheld", "--as-of", "2026-06-25", *filled)
    assert "成立" in answered
    assert "33人" in invoke("profile", CODE, "--as-of", "2026-06-30", *filled)
    assert "30人" in invoke("profile", CODE, "--known-on", "2026-06-21", "--as-of", "2026-06-30", *filled)
    assert "[成立]" in invoke("dispute", "list", *filled)


def test_demand_follows_the_published_policies(filled: tuple[str, ...], home: Path) -> None:
    shelf = read_shelf(files("policies") / "published")
    with Session(open_store(store_url(home))) as session:
        for policy in shelf:
            publish(session, policy, recorded_on=date(2026, 6, 30))
        session.commit()
    told = invoke("demand", "--as-of", "2026-06-30", *filled)
    assert "个事项要用" in told
    assert "须在申报时提供" in told
    data = json.loads(invoke("demand", "--as-of", "2026-06-30", "--json", *filled))
    missing = {entry["field"]: entry for entry in data}
    assert missing["revenue"]["owner"] == "税务局"
    assert "tax_annual" in missing["revenue"]["sources"]
    assert "insured_employees" not in {entry["field"] for entry in data if "上年度" in entry["label"]}
    raised = invoke("dispute", "raise", CODE, "registered_capital", "200万元", "--source", "market_registration", "--reason", "增资",
                    "--as-of", "2026-06-30", *filled)  # fmt: skip
    assert "现值 1000000" in raised
    assert "重算" in invoke("dispute", "answer", "1", "核实", "--upheld", "--as-of", "2026-06-30", *filled)


def test_the_generator_is_a_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from enterprise_profiles import generate as module

    arguments = ["generate", "--enterprises", "3", "--out", str(tmp_path / "x"), "--source", "tax_annual"]
    monkeypatch.setattr("sys.argv", arguments)
    module.main()
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["tax_annual@2026-06-05.csv"]
    assert generate(tmp_path / "y", enterprises=3, sources=["tax_annual"])
