"""Every table of oversight in every form; nothing that people wrote becomes a formula."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from typer.testing import CliRunner

from policymatch.cli.app import app
from policymatch.errors import ConflictError, NotFoundError
from policymatch.store.transactions import reading, writing
from policymatch.supervision import reports
from policymatch.supervision.exporting import Form, harmless, write
from policymatch.supervision.ratings import rate
from policymatch.supervision.reports import REPORTS, Asked, find_report, table
from policymatch.supervision.scope import Scope
from tests.applications.samples import LABOUR, NOW, SCIENCE, TODAY
from tests.supervision.conftest import Rows
from tests.supervision.test_indicators import funnel_rows, of

EVIL = ['=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "　=1", "＝1+1", "\r=2"]


def fill(engine: Engine) -> None:
    with writing(engine) as session:
        funnel_rows(session)
        rows = Rows(session)
        for at, words in enumerate(EVIL):
            rows.case(f"e{at}", "E", state="paid")
            rate(session, of("E"), f"e{at}", score=1, words="x" + words, now=NOW)


def written(engine: Engine, name: str, form: Form, **more: object) -> bytes:
    with reading(engine) as session:
        file = io.BytesIO()
        asked = Asked(engine, session, TODAY, **more)  # type: ignore[arg-type]
        report = find_report(name)
        count = write(report, table(report, asked), form, file)
        assert count == len(list(table(report, asked)))
    return file.getvalue()


def test_every_table_in_every_form(both: Engine) -> None:
    fill(both)
    for name, report in REPORTS.items():
        data = json.loads(written(both, name, Form.JSON))
        assert data["columns"] == {key: title for key, (title, _) in report.columns.items()}
        lines = list(csv.reader(io.StringIO(written(both, name, Form.CSV).decode("utf-8-sig"))))
        book = load_workbook(io.BytesIO(written(both, name, Form.XLSX)))
        sheet = list(book.active.iter_rows(values_only=True))  # type: ignore[union-attr]
        assert len(lines) == len(sheet) == len(data["rows"]) + 1
        assert lines[0] == list(sheet[0])
    assert json.loads(written(both, "funnel-item", Form.JSON))["rows"]


@pytest.mark.parametrize("words", EVIL)
def test_text_is_never_a_formula(words: str) -> None:
    report = find_report("remarks")
    row = dict.fromkeys(report.columns, words)
    file = io.BytesIO()
    write(report, [row], Form.XLSX, file)
    cells = next(load_workbook(file).active.iter_rows(min_row=2))  # type: ignore[union-attr]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert harmless(words).startswith("'")


def test_numbers_stay_numbers() -> None:
    assert [harmless(value) for value in (-5, -0.5, None, True, "负-1", TODAY)] == [
        "-5",
        "-0.5",
        "",
        "是",
        "负-1",
        "2026-06-30",
    ]


def test_a_department_exports_its_own(plain: Engine) -> None:
    fill(plain)
    rows = json.loads(written(plain, "ratings", Form.JSON, scope=Scope((LABOUR,))))["rows"]
    assert {row["department"] for row in rows} == {LABOUR}
    assert json.loads(written(plain, "ratings", Form.JSON, scope=Scope((SCIENCE,))))["rows"] == []


def test_a_table_that_is_too_long_is_refused_whole(plain: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(plain)
    monkeypatch.setattr(reports, "MOST", 3)
    with pytest.raises(ConflictError, match="超过 3 行"):
        written(plain, "remarks", Form.CSV)
    with pytest.raises(NotFoundError, match="limits"):
        find_report("nothing")


def test_on_the_command_line(plain: Engine, tmp_path: Path) -> None:
    fill(plain)
    store, run = ["--store", str(plain.url), "--as-of", "2026-06-30"], CliRunner()
    shown = run.invoke(app, ["supervise", "show", "funnel-policy", "--json", *store])
    assert json.loads(shown.output)[0]["matched"] == 4
    assert "稳岗补助" in run.invoke(app, ["supervise", "show", "unclaimed", *store]).output
    file = tmp_path / "a.xlsx"
    assert "8 行" in run.invoke(app, ["supervise", "export", "remarks", str(file), *store]).output
    assert [path.name for path in tmp_path.iterdir() if ".sqlite3" not in path.name] == ["a.xlsx"]
    assert run.invoke(app, ["supervise", "export", "remarks", str(tmp_path / "a.pdf"), *store]).exit_code != 0
    reached = run.invoke(app, ["supervise", "reach", LABOUR, "--smtp", "a@gov.example", *store[:2]])
    assert "发到 a@gov.example" in reached.output
    assert run.invoke(app, ["supervise", "reach", LABOUR, "--smtp", "nobody", *store[:2]]).exit_code != 0
