"""Source specs of shared data and the generator of synthetic samples; everything here is data, nothing of the engine."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

__all__ = ["sources_dir"]


def sources_dir() -> Path:
    """The folder of the source specs that ship."""
    with as_file(files(__package__) / "sources") as folder:
        return Path(folder)
