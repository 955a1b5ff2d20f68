"""The registry from the command line, as its keeper types it."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from policymatch.cli.home import store_url
from policymatch.errors import ConflictError, InvalidInputError, NotFoundError, PolicyMatchError
from policymatch.registry.drafting import boundary_pairs, write_case
from policymatch.store.engine import open_store
from policymatch.store.migrating import HEAD
from policymatch.store.policies import placed, publish
from policymatch.store.receipts import governed, issue
from policymatch.store.transactions import writing
from tests.cli.conftest import invoke_at
from tests.store.samples import SOURCE, TODAY, document, profile, shelf

VERSION = "cn-sme-tax-2023/v1"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    assert "发布 18 个版本" in invoke_at(tmp_path, "publish")
    return tmp_path


def refused(home: Path, error: type[PolicyMatchError], *arguments: str) -> str:
    with pytest.raises(error) as caught:
        invoke_at(home, *arguments)
    return str(caught.value)


def test_publishing_again_changes_nothing(home: Path) -> None:
    assert "发布 0 个版本，此前已发布 18 个" in invoke_at(home, "publish")
    assert "审计记录 18 条，完整" in invoke_at(home, "audit", "verify")


def test_other_content_under_a_published_number_is_refused(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine" / VERSION
    folder.mkdir(parents=True)
    for name in ("policy.yaml", "source.txt"):
        text = (files("policies") / "published" / "cn-sme-tax-2023" / "v1" / name).read_text(encoding="utf-8")
        (folder / name).write_text(text + ("\n\n" if name == "source.txt" else ""), encoding="utf-8")
    assert "不可更改" in refused(home, ConflictError, "publish", str(tmp_path / "mine"))
    assert "没有政策版本" in refused(home, NotFoundError, "publish", str(tmp_path / "mine" / "cn-sme-tax-2023" / "v1"))


def test_suspended_resumed_repealed(home: Path) -> None:
    invoke_at(
        home, "policy", "suspend", VERSION, "--on", "2026-07-01", "--reason", "资金用完", "--next-check", "2026-09-01"
    )
    shown = invoke_at(home, "policy", "list", "--as-of", "2026-07-01")
    assert f"{VERSION}　暂停受理（资金用完；下次核查 2026-09-01）" in shown
    assert f"{VERSION}　施行中" in invoke_at(home, "policy", "list", "--as-of", "2026-06-30")
    invoke_at(home, "policy", "resume", VERSION, "--on", "2026-08-01", "--reason", "追加预算")
    invoke_at(home, "policy", "repeal", VERSION, "--on", "2026-09-01", "--reason", "新办法施行")
    assert f"{VERSION}　已废止" in invoke_at(home, "policy", "list", "--as-of", "2026-09-01", "--all")
    assert [line.split()[4] for line in invoke_at(home, "audit", "show", "--limit", "3").splitlines()] == [
        "policy.repealed", "policy.resumed", "policy.suspended",
    ]  # fmt: skip
    assert "写成" in refused(home, InvalidInputError, "policy", "repeal", "x", "--on", "2026-01-01", "--reason", "x")


def test_an_unknown_day_is_not_known_yet(home: Path) -> None:
    assert invoke_at(home, "policy", "list", "--as-of", "2026-06-30", "--known-on", "2020-01-01") == ""


def test_check_says_what_is_missing_and_fails_on_errors(home: Path) -> None:
    with as_file(files("policies") / "published" / "hefei-quality-growth") as folder:
        good = invoke_at(home, "policy", "check", str(folder / "v2"), "--as-of", "2026-06-30")
        bad = json.loads(
            invoke_at(home, "policy", "check", str(folder / "v1"), "--as-of", "2026-06-30", "--json", code=1)
        )
    assert re.search(r"可判定率 无企业数据（\d+ 项条件 × 0 家企业）", good)
    assert "影响（2026-06-30，0 家企业）" in good
    assert {"findings", "decidability", "impact"} == set(bad)
    assert [found["fault"] for found in bad["findings"] if found["severity"] == "error"] == ["已失效"]


@pytest.fixture
def receipt(home: Path) -> str:
    engine = open_store(store_url(home))
    with writing(engine) as session:
        asked = [
            (governed(one), one.document().items[0].id) for one in placed(session, TODAY, policy_id="cn-sme-tax-2023")
        ]
        shown = issue(
            session, profile(revenue="1"), asked, as_of=TODAY, known_on=date(2026, 6, 30), actor="desk", channel="desk",
            now=datetime.now(UTC),
        )  # fmt: skip
    return shown.receipt_id


def test_a_receipt_is_found_and_said_again(home: Path, receipt: str) -> None:
    listed = invoke_at(home, "receipts", "91330402X00000001A")
    assert listed.startswith(receipt[:16])
    assert "cn-sme-tax-2023/v1/small-profit-cit" in listed
    assert "与当时逐字节一致" in invoke_at(home, "replay", receipt[:8])
    shown = json.loads(invoke_at(home, "replay", receipt, "--json"))
    assert (shown["same"], shown["differences"]) == (True, [])
    assert shown["receipt"]["enterprise"]["code"] == "91330402X00000001A"


def test_back_up_and_restore(home: Path, receipt: str, tmp_path: Path) -> None:
    file, other = tmp_path / "b.zip", tmp_path / "other"
    saved = invoke_at(home, "backup", str(file))
    anchor = re.search(r"审计链尾 (\d+:[0-9a-f]{64})", saved)
    assert anchor
    assert "内容与清单一致" in invoke_at(other, "restore", str(file))
    assert "完整" in invoke_at(other, "audit", "verify", "--anchor", anchor[1])
    assert "与当时逐字节一致" in invoke_at(other, "replay", receipt)
    assert "不在链中" in invoke_at(other, "audit", "verify", "--anchor", f"7:{'0' * 64}", code=1)
    assert "不是链尾" in refused(other, InvalidInputError, "audit", "verify", "--anchor", "x")


def test_tables_go_up_and_down(home: Path) -> None:
    assert "一致" in invoke_at(home, "db", "current")
    assert "先 policymatch backup" in refused(home, InvalidInputError, "db", "downgrade", "0001")
    assert "可用：0001、0002" in refused(home, NotFoundError, "db", "downgrade", "7", "--yes")
    assert invoke_at(home, "db", "downgrade", "0001", "--yes").strip() == f"{HEAD} → 0001"
    assert "需要升级" in invoke_at(home, "db", "current")
    assert invoke_at(home, "db", "upgrade").strip() == f"0001 → {HEAD}"
    assert "发布 0 个版本，此前已发布 18 个" in invoke_at(home, "publish")


def test_accounts(home: Path) -> None:
    secret = "一句记得住的长话 42"
    invoke_at(
        home, "account", "add", "wang", "--role", "officer", "--department", "科技局", given=f"{secret}\n{secret}\n"
    )
    assert "wang　政策专员　wang　科技局" in invoke_at(home, "account", "list")
    invoke_at(home, "account", "disable", "wang")
    assert "已停用" in invoke_at(home, "account", "list")
    invoke_at(home, "account", "disable", "wang", "--enable")
    invoke_at(home, "account", "password", "wang", given=f"{secret}!\n{secret}!\n")
    assert "没有账号" in refused(home, NotFoundError, "account", "disable", "li")
    log = invoke_at(home, "audit", "show", "--action", "account.", "--json")
    assert [entry["action"] for entry in json.loads(log)] == [
        "account.password", "account.enable", "account.disable", "account.create",
    ]  # fmt: skip
    assert secret not in log


def test_files_become_drafts(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "Nanhu 2026 措施.txt").write_text(SOURCE, encoding="utf-8")
    (folder / "南湖措施.txt").write_text(SOURCE + "附则\n", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    printed = invoke_at(home, "draft", "import", str(folder), "--department", "经信局", "--actor", "zhang", code=2)
    assert "导入 2 份草稿，失败 1 个" in printed
    listed = invoke_at(home, "draft", "list").splitlines()
    assert len(listed) == 2
    assert all("起草中　第1稿" in line and "经信局" in line for line in listed)
    names = {line.split("　")[3] for line in listed}
    assert "nanhu-2026" in names
    assert any(re.fullmatch(r"policy-[0-9a-f]{12}", name) for name in names)
    assert "只用于单个文件" in refused(home, InvalidInputError, "draft", "import", str(folder), "--id", "x")


def test_signed_cases_are_decided_anew(home: Path) -> None:
    assert "已签样例 0 条，变动 0 条" in invoke_at(home, "policy", "cases")
    engine = open_store(store_url(home))
    with writing(engine) as session:
        pair = next(pair for pair in boundary_pairs(document(), TODAY) if pair.verdict == "eligible")
        case = write_case(pair, as_of=TODAY, signed_by="li")
        publish(session, shelf(), recorded_on=TODAY, cases=[case, case | {"verdict": "not_eligible"}])
    printed = invoke_at(home, "policy", "cases", code=1)
    assert "不符合（li签）→ 符合" in printed
    assert "已签样例 2 条，变动 1 条" in printed
