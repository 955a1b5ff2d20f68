"""Supports granted elsewhere come out of a table, with every fault named."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from policymatch.decisions.stacking import Award
from policymatch.documents.stacking import AwardState, Scope
from policymatch.errors import InvalidInputError, UnreadableFileError
from policymatch.ingest.awards import read_awards

WHO = "91340100MA2MRDPW0X"
HEAD = "信用代码,事项,金额（元）,状态,年度,项目,备注"


def table(path: Path, *lines: str) -> Path:
    path.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    return path


def test_of_one_enterprise_alone_unknown_stays_unknown(tmp_path: Path) -> None:
    path = table(
        tmp_path / "a.csv", f"{WHO},研发补助,\"200,000.50\",已获得,2025年,项目甲,x", f"{WHO},市级奖励,,,,,",
        f"{WHO},ah/green,0,已申报,2026,,", "91340100MA2XXXXXXX,别家的,无法读取,,,,",
    )  # fmt: skip
    assert read_awards(path, WHO) == [
        Award("研发补助", Decimal("200000.50"), AwardState.HOLDS, keys={Scope.PROJECT: "项目甲"}, year=2025),
        Award("市级奖励"),
        Award("ah/green", Decimal(0), AwardState.APPLIED, year=2026),
    ]


def test_out_of_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["信用代码", "事项", "金额", "年度"], [WHO, "研发补助", 200000, 2025]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert read_awards(tmp_path / "a.xlsx", WHO) == [Award("研发补助", Decimal(200000), year=2025)]


def test_every_fault_is_named_and_nothing_is_taken(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", f"{WHO},研发补助,二十万,已获得,,,", f"{WHO},,-1,拿到,后年,,")
    with pytest.raises(InvalidInputError) as caught:
        read_awards(path, WHO)
    for words in ("第1条记录金额“二十万”", "第2条记录没有写明事项", "金额“-1”", "状态“拿到”", "年度“后年”", "共 5 处"):
        assert words in str(caught.value)


def test_a_table_without_its_columns_or_of_no_known_form_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("单位,金额\n甲,1\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="信用代码”“事项"):
        read_awards(tmp_path / "a.csv", WHO)
    with pytest.raises(UnreadableFileError):
        read_awards(tmp_path / "nothing.csv", WHO)
