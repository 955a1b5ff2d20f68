"""The policies of a day, ready to be searched and matched: built once, used until a version or the day changes."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from sqlmodel import Session

from policymatch.decisions import Verdict
from policymatch.decisions.matching import ORDER, item_key
from policymatch.documents import Item, PolicyDocument
from policymatch.errors import NotFoundError
from policymatch.profiles import Profile
from policymatch.registry.lifecycle import Event, Status
from policymatch.registry.receipts import Governed
from policymatch.store.policies import Placed, placed
from policymatch.store.receipts import governed

if TYPE_CHECKING:
    from api.search import ItemSearch
    from policymatch.batch import Matcher

Array = npt.NDArray[Any]
MANY = 2000
"""Items from which a service that runs for days is better off with the compiled kernel, where it is installed."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A version and how it stands on the day.

    Args:
        placed: its row and standing.
        governed: it as it governs on the day.
    """

    placed: Placed
    governed: Governed

    @property
    def document(self) -> PolicyDocument:
        """The document as it governs on the day."""
        return self.governed.document

    @property
    def version(self) -> int:
        """The version's number."""
        return self.placed.row.version


@dataclass(frozen=True, slots=True)
class Entry:
    """An item with the policy it stands in."""

    policy: Policy
    item: Item

    @property
    def key(self) -> str:
        """The item's name across documents."""
        return item_key(self.policy.document, self.item)

    @property
    def status(self) -> Status:
        """How the item stands: as its version does, or suspended or repealed by itself."""
        return self.policy.placed.standing.item_status(self.item.id)

    @property
    def event(self) -> Event | None:
        """What made it stand so; None where nothing happened to it."""
        return self.policy.placed.standing.item_event(self.item.id)


@dataclass(frozen=True, slots=True)
class Matched:
    """Verdicts of one enterprise for every governing item, and the order in which lists show them.

    Args:
        codes: places in ``ORDER``, one an item.
        by_deadline: the items' places, as those of one verdict follow each other.
    """

    codes: Array
    by_deadline: Array

    def counts(self) -> dict[Verdict, int]:
        """How many items of each verdict."""
        found = np.bincount(self.codes, minlength=len(ORDER))
        return {verdict: int(found[place]) for place, verdict in enumerate(ORDER)}

    def of(self, verdicts: Iterable[Verdict]) -> Array:
        """The places of the items with one of the verdicts, best first."""
        codes = self.codes[self.by_deadline]
        wanted = sorted({ORDER.index(verdict) for verdict in verdicts})
        return np.concatenate([self.by_deadline[:0], *(self.by_deadline[codes == place] for place in wanted)])


class Catalogue:
    """All versions as they stand on one day.

    Args:
        policies: every version, governing or not.
        day: the day.
    """

    def __init__(self, policies: Sequence[Policy], day: date) -> None:
        self.day = day
        self.policies = tuple(policies)
        self.entries = tuple(Entry(policy, item) for policy in policies for item in policy.document.items)
        self.governing = tuple(entry for entry in self.entries if entry.status is Status.IN_FORCE)
        self._local = threading.local()
        self._lock = threading.Lock()

    @classmethod
    def read(cls, session: Session, day: date) -> Catalogue:
        """The catalogue of a day, out of the store."""
        return cls([Policy(one, governed(one)) for one in placed(session, day)], day)

    @cached_property
    def by_key(self) -> dict[str, Entry]:
        """Every item by its name; where several versions bear it the governing one, else the newest."""
        found = {entry.key: entry for entry in self.entries}
        return found | {entry.key: entry for entry in self.governing}

    def entry(self, key: str) -> Entry:
        """The item of a name.

        Raises:
            NotFoundError: there is none.
        """
        try:
            return self.by_key[key]
        except KeyError:
            raise NotFoundError(f"没有事项“{key[:80]}”", hint="用 /api/v1/items 查找事项编号") from None

    def policy(self, policy_id: str) -> Policy:
        """The governing version of a policy, else its newest.

        Raises:
            NotFoundError: there is none.
        """
        named = [policy for policy in self.policies if policy.document.id == policy_id]
        if not named:
            raise NotFoundError(f"没有政策“{policy_id[:80]}”", hint="用 /api/v1/policies 查找政策编号")
        return next((policy for policy in named if policy.placed.standing.governs), named[-1])

    @cached_property
    def _program(self) -> Any:
        from policymatch.batch import compile_policies

        return compile_policies([(entry.key, entry.item.condition) for entry in self.governing])

    @cached_property
    def statuses(self) -> Array:
        """The status of each item, in the order of ``entries``."""
        return np.array([str(entry.status) for entry in self.entries])

    @cached_property
    def search(self) -> ItemSearch:
        """The index over all items' words."""
        from api.search import ItemSearch

        return ItemSearch(self.entries)

    @cached_property
    def _by_deadline(self) -> Array:
        """The places of the governing items by deadline, then name."""
        return np.array(sorted(range(len(self.governing)), key=lambda at: self._term(self.governing[at])), np.int64)

    def _term(self, entry: Entry) -> tuple[bool, date, str]:
        closes = entry.item.window.closes_on
        gone = closes is not None and closes < self.day
        return closes is None or gone, closes or date.max, entry.key

    def warm(self) -> None:
        """Compile and index now, so that the first visitor does not wait."""
        from policymatch.batch.kernels import WORTH_COMPILING, prepare

        with self._lock:
            if len(self.governing) >= MANY:
                prepare(WORTH_COMPILING)
            _ = self._matcher(), self.search, self.statuses, self._by_deadline

    def match(self, profile: Profile) -> Matched:
        """Decide every governing item for one enterprise."""
        codes = self._to_order()[self._matcher().codes(profile, self.day)]
        return Matched(codes, self._by_deadline)

    def _matcher(self) -> Matcher:
        """This thread's own: a matcher keeps what it has learnt and is no other thread's business."""
        from policymatch.batch import Matcher

        if not hasattr(self._local, "matcher"):
            self._local.matcher = Matcher(self._program)
        return self._local.matcher  # type: ignore[no-any-return]

    @staticmethod
    def _to_order() -> Array:
        from policymatch.batch import STATES

        return np.array([ORDER.index(state) for state in STATES], np.int8)
