"""Reading the tables that ship with the vocabulary."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import Any


def read_text(name: str) -> str:
    """The text of one data file, such as ``regions.csv``."""
    return (files(__package__) / "data" / name).read_text(encoding="utf-8")


def read_csv(name: str) -> list[dict[str, str]]:
    """The rows of one CSV table, each by its column names; lines that begin with ``#`` are remarks."""
    lines = (line for line in read_text(name).splitlines() if line and not line.startswith("#"))
    return list(csv.DictReader(lines))


def read_yaml(name: str) -> Any:
    """One YAML file (read with libyaml where it is there)."""
    import yaml  # a twentieth of a second that the tables in CSV do without

    return yaml.load(read_text(name), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def split(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several, separated by ``|``."""
    return tuple(part for part in cell.split("|") if part)
