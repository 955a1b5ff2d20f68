"""Signed boundary pairs, decided anew: whoever changes the program sees which answer moved. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policymatch.decisions import Verdict, decide
from policymatch.documents import PolicyDocument
from policymatch.registry.snapshots import read_profile


@dataclass(frozen=True, slots=True)
class MovedCase:
    """A signed answer that comes out otherwise now.

    Args:
        item: the item.
        limit: the limit in words.
        side: on which side of it the enterprise stands.
        signed: the answer that was signed.
        signed_by: by whom.
        now: the answer now.
    """

    item: str
    limit: str
    side: str
    signed: Verdict
    signed_by: str
    now: Verdict


def moved_cases(document: PolicyDocument, cases: Iterable[Mapping[str, Any]]) -> Iterator[MovedCase]:
    """The signed answers of a version that no longer come out as they were signed."""
    for case in cases:
        item = document.item(case["item"])
        assert item is not None, case["item"]
        as_of = date.fromisoformat(case["as_of"])
        now = decide(item.condition, read_profile(case["enterprise"]), as_of).verdict
        if now != case["verdict"]:
            signed = Verdict(case["verdict"])
            yield MovedCase(item.name, case["limit"], case["side"], signed, case["signed_by"], now)
