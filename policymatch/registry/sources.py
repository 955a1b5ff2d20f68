"""Where the registry's figures get their enterprises from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from policymatch.profiles import Profile

ProfileSource = Callable[[Iterable[str] | None], Iterable[Profile]]
"""Gives the profiles of some enterprises by credit code, or of all (None); streamed, and may be asked again."""
