"""What a passage grants: amounts, shares with ceilings, grades, money a head, loans, interest, rent, tax, services."""

from __future__ import annotations

from policymatch.parsing.benefits.derivation import derive
from policymatch.parsing.benefits.reading import read_benefits, split_grant

__all__ = ["derive", "read_benefits", "split_grant"]
