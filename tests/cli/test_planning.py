"""``policymatch best``, ``near`` and ``flip``, as a newcomer types them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from policymatch.cli.planning import near_lines, plan_lines
from policymatch.errors import InvalidInputError, NotFoundError
from tests.cli.conftest import invoke
from tests.unit.decisions.nearness.test_near_miss import at_least, fact, plans
from tests.unit.decisions.stacking.test_best_set import HIGHEST, plan, policy


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("planning")


@pytest.fixture(scope="module")
def uscc(home: Path) -> str:
    printed = invoke("run", "--home", str(home), "--enterprises", "60")
    found = re.search(r"　([0-9A-Z]{18})　（符合的事项最多", printed)
    assert found, printed[-2000:]
    return found[1]


def test_best_lists_the_set(home: Path, uscc: str) -> None:
    assert "最优组合：合计" in invoke("best", uscc, "--home", str(home))
    found = json.loads(invoke("best", uscc, "--home", str(home), "--json"))
    assert found["proven"]
    key = found["taken"][0]["key"]
    applied = json.loads(invoke("best", uscc, "--home", str(home), "--applied", f"{key}=100", "--json"))
    assert next(one for one in applied["taken"] if one["key"] == key)["applied"]


def test_near_and_flip(home: Path, uscc: str) -> None:
    listed = json.loads(invoke("near", uscc, "--home", str(home), "--steps", "4", "--json"))
    assert all(one["steps"] and one["sentence"] for one in listed)
    matched = json.loads(invoke("match", uscc, "--home", str(home), "--all", "--json"))
    missed = (one["item"] for one in matched if one["verdict"] == "不符合")
    assert any("没有合法可行的改变" in invoke("near", uscc, item, "--home", str(home)) for item in missed)
    item = matched[0]["item"]
    said = invoke("flip", uscc, item, "--home", str(home))
    assert "不因时间改变" in said or "起由" in said


def test_what_cannot_be_read_is_said_so(home: Path, uscc: str) -> None:
    for wrong in ("--held", "x=多少"), ("--project", "没有等号"):
        with pytest.raises(InvalidInputError, match="无法读取"):
            invoke("best", uscc, *wrong, "--home", str(home))
    with pytest.raises(NotFoundError):
        invoke("near", uscc, "没有这一项", "--home", str(home))


def test_a_plan_in_words() -> None:
    lines = list(plan_lines(plan(policy("a", {"1": 100}, [HIGHEST]), policy("b", {"1": 80}))))
    assert lines[0] == "最优组合：合计100万元"
    assert (
        "  · b1　80万元　b/1：与“a1”就高不重复（按同一项目处理）：“a1”100万元，“b1”80万元「同一项目就高不重复」"
        in lines
    )
    assert lines[-1].startswith("假定：")


def test_a_near_miss_in_words() -> None:
    (found,) = plans({"all": [at_least("premises_area", 1000), {"manual": "示范作用"}]}, fact("premises_area", 900))
    lines = list(near_lines(found))
    assert "再增100平方米" in lines[1]
    assert lines[-1] == "  另待核实：示范作用（须人工认定）"
