"""The main job and the questions after it, as a newcomer types them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner

from policymatch.cli.app import app
from policymatch.cli.home import store_url
from policymatch.errors import ConflictError, InvalidInputError, NotFoundError
from policymatch.registry.shelf import read_shelf
from policymatch.store.engine import open_store
from policymatch.store.policies import publish
from policymatch.store.transactions import writing
from tests.cli.conftest import invoke

POLICY = "某区支持企业发展若干措施\n一、对上年度营业收入2000万元以上的企业，给予一次性奖励20万元。\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def printed(home: Path) -> str:
    return invoke("run", "--home", str(home), "--enterprises", "120")


@pytest.fixture(scope="module")
def uscc(printed: str) -> str:
    found = re.search(r"　([0-9A-Z]{18})　（符合的事项最多", printed)
    assert found, printed[-3000:]
    return found[1]


def test_the_main_job_prints_its_four_parts(printed: str) -> None:
    for part in ("① 解析政策", "② 企业画像", "③ 全量匹配（2026-06-30）", "④ 三家企业", "隔离", "待人工认定"):
        assert part in printed
    assert len(re.findall(r"　[0-9A-Z]{18}　（", printed)) == 3
    assert "跳过：" not in printed


def test_the_main_job_again_changes_nothing(home: Path, printed: str) -> None:
    again = invoke("run", "--home", str(home), "--enterprises", "120")
    matched = re.compile(r"③.*?④", re.S)
    without_time = re.compile(r"含画像读取.*")
    assert [without_time.sub("", found) for found in matched.findall(again)] == [
        without_time.sub("", found) for found in matched.findall(printed)
    ]


def test_match_lists_what_may_be_had(home: Path, uscc: str) -> None:
    listed = json.loads(invoke("match", uscc, "--home", str(home), "--all", "--json"))
    verdicts = {entry["verdict"] for entry in listed}
    assert "符合" in verdicts
    assert verdicts <= {"符合", "不符合", "待核实", "待人工认定"}
    assert all(entry["as_of"] == "2026-06-30" for entry in listed)
    for entry in listed:
        assert entry["reasons"] or entry["verdict"] == "符合"


def test_explain_gives_the_clause_and_the_origin(home: Path, uscc: str) -> None:
    listed = json.loads(invoke("match", uscc, "--home", str(home), "--json"))
    eligible = next(entry for entry in listed if entry["verdict"] == "符合")
    said = invoke("explain", uscc, eligible["item"], "--home", str(home))
    assert "结论：符合" in said
    assert "✓" in said
    assert "「" in said
    assert "局" in said


def test_an_unknown_enterprise_or_item_is_said_so(home: Path, uscc: str) -> None:
    with pytest.raises(NotFoundError, match="00000"):
        invoke("match", "000000000000000000", "--home", str(home))
    with pytest.raises(NotFoundError, match="没有这样的事项"):
        invoke("explain", uscc, "没有这样的事项", "--home", str(home))
    with pytest.raises(NotFoundError, match="policymatch run"):
        invoke("match", uscc, "--home", str(home / "elsewhere"))
    with pytest.raises(InvalidInputError, match="as-of"):
        invoke("match", uscc, "--home", str(home), "--as-of", "昨天")


def test_parse_one_file_in_three_formats(tmp_path: Path) -> None:
    path = tmp_path / "measures.txt"
    path.write_text(POLICY, encoding="utf-8")
    form = json.loads(invoke("parse", str(path)))
    assert form["items"][0]["benefits"][0]["amount"] == 200000
    assert "营业收入不低于2000万元" in invoke("parse", str(path), "--format", "text")
    assert "<mark" in invoke("parse", str(path), "--format", "html")


def test_a_broken_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(POLICY, encoding="utf-8")
    (tmp_path / "in" / "broken.pdf").write_bytes(b"%PDF-1.7 nothing behind")
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    done = CliRunner().invoke(app, ["parse", str(tmp_path / "in"), "--out", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["good.json"]
    assert "失败 2 个" in done.output


def test_two_files_of_one_name_keep_apart(tmp_path: Path) -> None:
    for name in ("a.txt", "a.html"):
        (tmp_path / name).write_text(POLICY, encoding="utf-8")
    invoke("parse", str(tmp_path / "a.txt"), str(tmp_path / "a.html"), "--out", str(tmp_path / "out"))
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_why_prints_the_rules(tmp_path: Path) -> None:
    said = invoke("why", "上年度营业收入2000万元以上")
    assert "2000" in said
    assert "revenue" in said or "营业收入" in said


def test_a_store_of_older_policies_is_refused_before_anything_is_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = read_shelf(files("policies") / "published")[0]
    with writing(open_store(store_url(tmp_path))) as session:
        older = replace(shipped, document=replace(shipped.document, title="旧内容"))
        publish(session, older, recorded_on=date(2026, 1, 1))
    monkeypatch.setattr("policymatch.cli.running.parse_text", lambda *_, **__: pytest.fail("parsed"))
    with pytest.raises(ConflictError, match="旧内容，而已发布的版本不可更改"):
        invoke("run", "--home", str(tmp_path), "--enterprises", "5")
