"""A change of the parser shows as a change of a golden parse; ``make golden`` writes them anew for review."""

from __future__ import annotations

import pytest

from policymatch.registry.shelf import ShelfPolicy
from tests.policies.casebook import folder, shelf
from tests.policies.golden import golden_text


@pytest.mark.parametrize("policy", shelf(), ids=lambda policy: f"{policy.document.id}-v{policy.version}")
def test_parser_gives_what_was_reviewed(policy: ShelfPolicy) -> None:
    kept = folder(policy).joinpath("parse.golden.yaml").read_text(encoding="utf-8")
    assert golden_text(policy.source_text) == kept, "run `make golden` and review the diff"
