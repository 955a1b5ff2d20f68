"""Commands as somebody types them."""

from __future__ import annotations

from pathlib import Path

from click.testing import Result
from typer.testing import CliRunner

from policymatch.cli.app import app


def _typed(*arguments: str, code: int = 0, given: str | None = None) -> Result:
    done = CliRunner().invoke(app, list(arguments), catch_exceptions=False, input=given)
    assert done.exit_code == code, done.output
    return done


def invoke(*arguments: str) -> str:
    """What a command that succeeds prints for the next one to read."""
    return _typed(*arguments).stdout


def invoke_at(home: Path, *arguments: str, code: int = 0, given: str | None = None) -> str:
    """All that a command over a folder says."""
    return _typed(*arguments, "--home", str(home), code=code, given=given).output
