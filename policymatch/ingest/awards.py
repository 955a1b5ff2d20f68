"""Supports granted outside the system, out of a table: who has what, how much, of which year, for which project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

from policymatch.decisions.stacking import Award
from policymatch.documents.stacking import AwardState, Scope
from policymatch.errors import InvalidInputError
from policymatch.ingest.extracts import peek

SUBJECT, NAME, AMOUNT, STATE, YEAR, PROJECT = "信用代码", "事项", "金额", "状态", "年度", "项目"
REQUIRED = (SUBJECT, NAME)
COLUMNS = (*REQUIRED, AMOUNT, STATE, YEAR, PROJECT)
STATES = {
    "": AwardState.HOLDS,
    "已获得": AwardState.HOLDS,
    "待兑付": AwardState.PENDING,
    "已审定待兑付": AwardState.PENDING,
    "已申报": AwardState.APPLIED,
}
MOST = 1_000_000
"""Rows of one table."""
_HINT = f"列为 {'、'.join(COLUMNS)}；{'、'.join(REQUIRED)}必填，金额以元计、不明则空，状态为 {'、'.join(filter(None, STATES))}"


def read_awards(path: Path, subject: str) -> list[Award]:
    """The awards of one enterprise out of a table (csv, xlsx and the other forms of extracts).

    Args:
        path: the file; its columns are ``COLUMNS``, in any order, others are passed over.
        subject: the enterprise's credit code.

    Raises:
        UnreadableFileError: the file cannot be read.
        InvalidInputError: a column is lacking, or lines cannot be read: all of this enterprise are named.
    """
    header, rows = peek(str(path), MOST)
    names = [name.strip().removesuffix("（元）") for name in header]
    lacking = [name for name in REQUIRED if name not in names]
    if lacking:
        raise InvalidInputError(f"没有列“{'”“'.join(lacking)}”", where=str(path), hint=_HINT)
    found: list[Award] = []
    faults: list[str] = []
    for number, cells in enumerate(rows, 1):
        row = {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
        if row.get(SUBJECT) == subject:
            wrong = list(_faults(row))
            faults += [f"第{number}条记录{one}" for one in wrong]
            found += [] if wrong else [_award(row)]
    if faults:
        raise InvalidInputError("；".join(faults[:5]), where=f"{path}（共 {len(faults)} 处）", hint=_HINT)
    return found


def _faults(row: Mapping[str, str]) -> Iterator[str]:
    if not row[NAME]:
        yield "没有写明事项"
    amount = _amount(row)
    if amount is not None and not (amount.is_finite() and amount >= 0):
        yield f"金额“{row[AMOUNT]}”无法读取"
    if row.get(STATE, "") not in STATES:
        yield f"状态“{row[STATE]}”不认识"
    year = row.get(YEAR, "").removesuffix("年")
    if year and not (year.isdecimal() and 1990 <= int(year) <= 2100):
        yield f"年度“{row[YEAR]}”无法读取"


def _amount(row: Mapping[str, str]) -> Decimal | None:
    said = row.get(AMOUNT, "").replace(",", "").replace("，", "")
    try:
        return Decimal(said) if said else None
    except InvalidOperation:
        return Decimal("NaN")


def _award(row: Mapping[str, str]) -> Award:
    year, project = row.get(YEAR, "").removesuffix("年"), row.get(PROJECT, "")
    keys = {Scope.PROJECT: project} if project else {}
    return Award(row[NAME], _amount(row), STATES[row.get(STATE, "")], keys=keys, year=int(year) if year else None)
