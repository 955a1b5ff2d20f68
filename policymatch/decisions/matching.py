"""An item for an enterprise: verdict, reasons, amount, what is missing, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from policymatch.decisions.amounts import NOTHING, Estimate, estimate_item
from policymatch.decisions.decide import Decision, decide
from policymatch.decisions.testing import Tester
from policymatch.decisions.verdicts import Verdict
from policymatch.documents.model import Item, PolicyDocument
from policymatch.profiles import Profile

ORDER = (Verdict.ELIGIBLE, Verdict.JUDGEMENT, Verdict.OPEN, Verdict.NOT_ELIGIBLE)
"""Best first, as lists show them."""


@dataclass(frozen=True, slots=True)
class Match:
    """What one item means to one enterprise on one day."""

    document: PolicyDocument
    item: Item
    decision: Decision
    estimate: Estimate

    @property
    def key(self) -> str:
        """The item's name across documents: ``<document>/<item>``."""
        return item_key(self.document, self.item)

    @property
    def verdict(self) -> Verdict:
        """The answer."""
        return self.decision.verdict

    @property
    def rank(self) -> tuple[int, bool, date, str]:
        """Sort key: verdict, then the nearest deadline."""
        closes = self.item.window.closes_on
        return ORDER.index(self.verdict), closes is None, closes or date.max, self.key


def item_key(document: PolicyDocument, item: Item) -> str:
    """The name of an item across documents."""
    return f"{document.id}/{item.id}"


def match_item(
    document: PolicyDocument, item: Item, profile: Profile, as_of: date, *, tester: Tester | None = None
) -> Match:
    """Decide one item and bound its amount; nothing is estimated for what is surely not granted.

    Args:
        document: the policy.
        item: its item.
        profile: what is known of the enterprise.
        as_of: the day for which the answer is given.
        tester: of this profile and day, where several items are decided; None makes one.
    """
    tester = tester or Tester(profile, as_of)
    decision = decide(item.condition, profile, as_of, tester=tester)
    estimate = NOTHING if decision.truth is False else estimate_item(item, profile, as_of, tester=tester)
    return Match(document, item, decision, estimate)


def match_all(documents: Iterable[PolicyDocument], profile: Profile, as_of: date) -> list[Match]:
    """Every item of every document for one enterprise, best first."""
    tester = Tester(profile, as_of)
    found = (match_item(each, item, profile, as_of, tester=tester) for each in documents for item in each.items)
    return sorted(found, key=lambda match: match.rank)
