"""The command line starts fast, because heavy libraries load only when a command needs them."""

from __future__ import annotations

import resource
import subprocess
import sys

HEAVY = ("spacy", "sklearn", "numpy", "pyarrow", "numba", "sqlalchemy", "pandas", "rich.progress")


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)


def _spent_by_children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, policymatch.cli.app; print(*sys.modules)"
    done = _run("-c", code)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert not loaded & set(HEAVY)


def test_help_says_what_there_is_in_under_half_a_second() -> None:
    seconds = []
    for _ in range(3):
        started = _spent_by_children()
        done = _run("-m", "policymatch", "--help")
        seconds.append(_spent_by_children() - started)
        assert done.returncode == 0, done.stderr
        for command in ("parse", "why", "run", "match", "explain"):
            assert command in done.stdout
    # Seconds of a core, the best of three: other tests run beside this one.
    assert min(seconds) < 1.0
