"""An application and an officer's queue in a terminal."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from enterprise_profiles.generate import generate
from policymatch.cli.app import app
from policymatch.registry.roles import Role
from policymatch.store.accounts import create_account
from policymatch.store.engine import open_store
from policymatch.store.transactions import writing

ITEM, DEPARTMENT = "ah-manufacturing-2025/green-factory", "安徽示例工业和信息化厅"
PLAIN = {
    "contact.name": "张三", "contact.phone": "13800000000", "bank.holder": "测试企业", "bank.bank": "工商银行支行", "bank.account": "6222020000001234",
}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the shipped policies, a few enterprises and an officer."""
    from importlib.resources import as_file, files

    from policymatch.ingest.intake import ingest_folder
    from policymatch.registry.shelf import read_shelf
    from policymatch.store.policies import publish

    folder = tmp_path_factory.mktemp("home")
    now = datetime(2026, 6, 30, 2, tzinfo=UTC)
    engine = open_store(f"sqlite:///{folder / 'policymatch.sqlite3'}")
    generate(folder / "data", enterprises=12, seed=7)
    with as_file(files("enterprise_profiles") / "sources") as specs:
        ingest_folder(engine, specs, folder / "data", known_on=now.date())
    with writing(engine) as session:
        for policy in read_shelf(files("policies") / "published"):
            publish(session, policy, recorded_on=now.date())
        create_account(
            session, login="gxj", name="x", role=Role.OFFICER, now=now, password="correct-horse-battery", departments=[DEPARTMENT]
        )  # fmt: skip
        create_account(
            session, login="other", name="x", role=Role.OFFICER, now=now, password="correct-horse-battery", departments=["文旅局"]
        )  # fmt: skip
    engine.dispose()
    (folder / "as-of").write_text("2026-06-30\n")
    return folder


def run(home: Path, *arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, [*arguments, "--home", str(home)])
    said = done.output + (str(done.exception) if done.exception and not isinstance(done.exception, SystemExit) else "")
    assert (done.exit_code == 0) is (code == 0), said
    return said


def somebody(home: Path) -> str:
    engine = open_store(f"sqlite:///{home / 'policymatch.sqlite3'}")
    with engine.connect() as connection:
        known = connection.execute(text("SELECT DISTINCT subject FROM record ORDER BY 1")).scalars().first()
    engine.dispose()
    return str(known)


def test_from_the_form_to_the_money(home: Path, tmp_path: Path) -> None:
    subject, words = somebody(home), f"{ITEM}=名单漏列，证书见附件"
    seen = run(home, "apply", subject, ITEM, "--object", words, code=1)
    assert "✗ contact.name　联系人" in seen
    assert "可以提交：否" in seen
    assert run(home, "cases", "list").strip() == "共 0 件", "looking leaves nothing behind"
    asked = re.findall(r"✗ (\S+?)　", seen.partition("表单")[2].partition("材料\n")[0])
    answers = {key: PLAIN.get(key, key.startswith("declare:")) for key in asked}
    (tmp_path / "form.json").write_text(json.dumps(PLAIN | answers, ensure_ascii=False))
    done = run(home, "apply", subject, ITEM, "--object", words, "--answers", str(tmp_path / "form.json"), "--submit")
    (number,) = re.findall(r"\d{8}-[0-9A-F]{8}", done)
    assert f"（{DEPARTMENT}）" in done
    assert number in run(home, "cases", "list", "--department", DEPARTMENT, "--state", "submitted")
    assert f"“受理”由办理部门（{DEPARTMENT}）办理" in run(home, "cases", "accept", number, "--as", "other", code=1)
    run(home, "cases", "accept", number, "--as", "gxj")
    run(home, "cases", "review", number, "--as", "gxj", "--comment", "符合")
    assert "公示中" in run(home, "cases", "publish", number, "--as", "gxj")
    assert "期满后才能批准" in run(home, "cases", "approve", number, "1000.00", "--as", "gxj", code=1)
    run(home, "cases", "approve", number, "1000.00", "--as", "gxj", "--reason", "会议纪要", "--as-of", "2026-07-10")
    paid = run(home, "cases", "pay", number, "1000.00", "--as", "gxj", "--on", "2026-07-20", "--reference", "P1", "--as-of", "2026-07-20")  # fmt: skip
    assert "已兑付" in paid
    shown = run(home, "cases", "show", number)
    for words in ("兑付完毕", "时限 审核", "gxj", "批准 1000元　已兑付 1000元"):
        assert words in shown


def test_guides_and_what_comes_round(home: Path, tmp_path: Path) -> None:
    body = tmp_path / "guide.yaml"
    body.write_text("limits: {handling: 7}\nduties: [{kind: stay_taxed, years: 3}]\n")
    said = json.loads(run(home, "cases", "guide", "gz-huangpu-hq-2024/hq-settlement", "--set", str(body)))
    assert said["执行"]["limits"]["handling"] == 7
    assert {one["kind"] for one in said["原文"]["duties"]} == {"stay_registered", "stay_operating", "keep_capital"}
    assert "免申即享须逐个事项设定" in refused(home, tmp_path, "gz-huangpu-hq-2024/*")
    ticked = run(home, "cases", "tick")
    assert "applications.cases" in ticked


def refused(home: Path, tmp_path: Path, item: str) -> str:
    (tmp_path / "unasked.yaml").write_text("service: unasked\n")
    return run(home, "cases", "guide", item, "--set", str(tmp_path / "unasked.yaml"), code=1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("cases", "list", "--state", "x"), "没有状态"), (("cases", "show", "nothing"), "没有这个办件"), (("cases", "accept", "x", "--as", "nobody"), "没有账户"),
     (("cases", "guide", "gz-huangpu-hq-2024/nothing"), "没有这个事项"), (("apply", "91330402X00000001A", ITEM), "没有")],
)  # fmt: skip
def test_mistakes_are_told(home: Path, arguments: tuple[str, ...], words: str) -> None:
    assert words in run(home, *arguments, code=1)
