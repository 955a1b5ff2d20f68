"""The policies that ship: data alone; how a policy folder is made stands in ``README.md`` beside this file."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

__all__ = ["published"]


def published() -> Traversable:
    """The folder of published policies, ``<policy-id>/v<n>/policy.yaml`` and its companions, also from a wheel."""
    return files(__name__) / "published"
