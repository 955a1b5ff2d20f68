"""Receipts: what was said about an enterprise, on what facts, under which versions; and saying it again. Pure.

A receipt is the canonical JSON of all that an answer rests on and of the answer itself; its name is the SHA-256 of that
text. The same facts under the same versions on the same day give the same text, so a receipt is written once however
often it is shown. Replaying it decides anew from the facts inside it: the text must come out byte for byte.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from policymatch import __version__
from policymatch.conditions import Node, read_node, write_node
from policymatch.decisions.amounts import Estimate
from policymatch.decisions.explain import Reason, reasons
from policymatch.decisions.matching import Match, match_item
from policymatch.decisions.testing import Tester
from policymatch.documents import Item, PolicyDocument
from policymatch.errors import ConflictError, NotFoundError
from policymatch.profiles import Profile
from policymatch.quantities import plain
from policymatch.registry.lifecycle import Event, EventKind, Standing, governing
from policymatch.registry.snapshots import Plain, Uses, canonical, read_profile, snapshot_text

FORM = 1
"""Grows when the text changes its form; older forms stay readable."""


@dataclass(frozen=True)
class Governed:
    """A version as it governs the enterprises that ask.

    Args:
        policy_id: the policy.
        version: its version.
        content_hash: of what was published.
        document: what was published, its conditions led by those of 新老划断.
        admitted: these leading conditions.
        closed: what suspended or repealed single items, or the whole version; said beside the verdict.
    """

    policy_id: str
    version: int
    content_hash: str
    document: PolicyDocument
    admitted: tuple[Node, ...] = ()
    closed: tuple[Event, ...] = ()

    @classmethod
    def of(cls, document: PolicyDocument, standing: Standing, content_hash: str) -> Governed:
        """The published document as it stands on a day."""
        version = standing.version
        led, closed = governing(document, standing), (standing.event,) if standing.event else standing.closed
        return cls(version.policy_id, version.version, content_hash, led, standing.admitted, closed)

    def item(self, item_id: str) -> Item:
        """An item of the version.

        Raises:
            NotFoundError: it has none of that id.
        """
        try:
            return self._items[item_id]
        except KeyError:
            raise NotFoundError(f"没有事项“{item_id}”", where=f"{self.policy_id}/v{self.version}") from None

    def uses(self, item_id: str) -> Uses:
        """What an item reads of a profile."""
        found = self._uses.get(item_id)
        return found if found is not None else self._uses.setdefault(item_id, Uses.of([self.item(item_id)]))

    def event(self, item_id: str) -> Event | None:
        """What keeps an item from being granted now; None where nothing does."""
        return next((event for event in self.closed if event.item in (None, item_id)), None)

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.id: item for item in reversed(self.document.items)}

    @cached_property
    def _uses(self) -> dict[str, Uses]:
        return {}


@dataclass(frozen=True, slots=True)
class Published:
    """What was published, for replaying."""

    content_hash: str
    document: PolicyDocument


Lookup = Callable[[str, int], Published]
"""Finds a version by policy and number."""


@dataclass(frozen=True, slots=True)
class Made:
    """A receipt and the answers in it: show these, and no others, under its name.

    Args:
        id: its name.
        body: its text, UTF-8.
        matches: the answers, in the order asked.
    """

    id: str
    body: bytes
    matches: tuple[Match, ...]


def make_receipt(
    profile: Profile,
    asked: Sequence[tuple[Governed, str]],
    *,
    as_of: date,
    known_on: date,
    full: bool = True,
    engine: str = __version__,
) -> Made:
    """Decide items for an enterprise and write down what was said.

    Args:
        profile: what is known of the enterprise.
        asked: each version with the id of one of its items.
        as_of: the day that the answers are for.
        known_on: the day whose knowledge they rest on.
        full: whether to write down every reason too, as for one item; else verdict and amounts, as for a list.
        engine: the version of this program.

    Raises:
        NotFoundError: a version has no such item.
    """
    items = [governed.item(item_id) for governed, item_id in asked]
    seen, enterprise = snapshot_text(profile, _uses(asked))
    tester = Tester(seen, as_of)
    matches = tuple(
        match_item(governed.document, item, seen, as_of, tester=tester)
        for (governed, _), item in zip(asked, items, strict=True)
    )
    head = canonical({"as_of": as_of.isoformat(), "engine": engine})
    said = canonical(
        {
            "form": FORM,
            "known_on": known_on.isoformat(),
            "full": full,
            "results": [_result(governed, match, full) for (governed, _), match in zip(asked, matches, strict=True)],
        }
    )
    # One object whose keys are in order: what precedes "enterprise", the snapshot's text, what follows.
    body = f'{head[:-1]},"enterprise":{enterprise},{said[1:]}'.encode()
    return Made(name_of(body), body, matches)


def name_of(body: bytes) -> str:
    """The name of a receipt's text."""
    return hashlib.sha256(body).hexdigest()


def _uses(asked: Iterable[tuple[Governed, str]]) -> Uses:
    uses = [governed.uses(item_id) for governed, item_id in asked]
    fields = {name for each in uses for name in each.fields}
    labels = {label for each in uses for label in each.labels}
    return Uses(tuple(sorted(fields)), tuple(sorted(labels)))


def _result(governed: Governed, match: Match, full: bool) -> Plain:
    body: Plain = {
        "policy": governed.policy_id,
        "version": governed.version,
        "hash": governed.content_hash,
        "item": match.item.id,
        "verdict": str(match.verdict),
        **_write_estimate(match.estimate),
    }
    if governed.admitted:
        body |= {"admitted": [write_node(node) for node in governed.admitted], "name": governed.document.id}
    if event := governed.event(match.item.id):
        body |= {"closed": _write_event(event)}
    return body | (_detail(match) if full else {})


def _write_event(event: Event) -> Plain:
    again = event.next_check_on.isoformat() if event.next_check_on else None
    body = {"kind": str(event.kind), "from": event.holds_from.isoformat(), "known_on": event.recorded_on.isoformat(),
            "reason": event.reason, "next_check_on": again, "item": event.item}  # fmt: skip
    return {name: value for name, value in body.items() if value not in (None, "")}


def _read_event(data: Mapping[str, Any]) -> Event:
    again = data.get("next_check_on")
    return Event(
        EventKind(data["kind"]), date.fromisoformat(data["from"]), date.fromisoformat(data["known_on"]), data.get("reason", ""),
        date.fromisoformat(again) if again else None, data.get("item"),
    )  # fmt: skip


def _write_estimate(estimate: Estimate) -> Plain:
    return {"low": plain(estimate.low), "high": None if estimate.high is None else plain(estimate.high)}


def _detail(match: Match) -> Plain:
    return {
        "item_name": match.item.name,
        "title": match.document.title,
        "label": match.verdict.label,
        "amount": match.estimate.label,
        "basis": list(match.estimate.basis),
        "reasons": [_write_reason(reason) for reason in reasons(match.decision)],
    }


def _write_reason(reason: Reason) -> Plain:
    body = {
        "condition": reason.condition, "truth": reason.truth, "gap": reason.gap and str(reason.gap), "seen": reason.seen,
        "origin": reason.origin, "quote": reason.quote, "ask": reason.ask,
    }  # fmt: skip
    return {key: value for key, value in body.items() if value not in ("", None) or key == "truth"}


def read_body(body: bytes, name: str) -> Plain:
    """The content of a receipt.

    Raises:
        ConflictError: the text is not the one that the name stands for.
    """
    if name_of(body) != name:
        raise ConflictError("回执内容与其编号不符，已被改动", where=name, hint="从备份核对")
    read: Plain = json.loads(body)
    return read


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that came out otherwise.

    Args:
        item: ``<policy>/v<n>/<item>``.
        was: what was said: verdict, low, high.
        now: what is said now.
    """

    item: str
    was: Plain
    now: Plain


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of saying it again.

    Args:
        made: the receipt as it comes out now.
        same: whether it is the same text, byte for byte.
        same_engine: whether this program's version is the one that said it.
        differences: answers that came out otherwise.
        facts_gone: facts that the receipt rests on and that are no longer so.
        facts_new: facts that are new since.
    """

    made: Made
    same: bool
    same_engine: bool
    differences: tuple[Difference, ...]
    facts_gone: tuple[Plain, ...] = ()
    facts_new: tuple[Plain, ...] = ()


def replay(body: bytes, lookup: Lookup) -> Replay:
    """Decide anew from the facts inside a receipt, under the versions it names.

    Raises:
        ConflictError: a version is not what it was.
        NotFoundError: a version is no longer there.
    """
    said = json.loads(body)
    return _again(body, said, read_profile(said["enterprise"]), date.fromisoformat(said["known_on"]), lookup)


def replay_with(body: bytes, profile: Profile, lookup: Lookup, *, known_on: date) -> Replay:
    """What would have been said with other data: those known today, or those of that day as the store holds them.

    Args:
        body: a receipt's text.
        profile: the enterprise's facts as known on that day.
        lookup: finds versions.
        known_on: whose knowledge the profile is.
    """
    said = json.loads(body)
    return _again(body, said, profile, known_on, lookup)


def _again(body: bytes, said: Plain, profile: Profile, known_on: date, lookup: Lookup) -> Replay:
    asked = [(_governed(result, lookup), result["item"]) for result in said["results"]]
    # The engine's name is part of the text: with the same law the same text must come out, so its own name is put in.
    made = make_receipt(
        profile, asked, as_of=date.fromisoformat(said["as_of"]), known_on=known_on, full=said["full"],
        engine=said["engine"],
    )  # fmt: skip
    now = json.loads(made.body)
    gone, new = _facts(said, now)
    return Replay(made, made.body == body, said["engine"] == __version__, tuple(_differences(said, now)), gone, new)


def _governed(result: Mapping[str, Any], lookup: Lookup) -> Governed:
    found = lookup(result["policy"], result["version"])
    where = f"{result['policy']}/v{result['version']}"
    if found.content_hash != result["hash"]:
        raise ConflictError("该版本与出具回执时不同", where=where, hint="核对备份：已发布的版本不应改变")
    admitted = tuple(read_node(node) for node in result.get("admitted", ()))
    closed = (_read_event(result["closed"]),) if "closed" in result else ()
    document = _led(found.document, result, admitted)
    return Governed(result["policy"], result["version"], found.content_hash, document, admitted, closed)


def _led(document: PolicyDocument, result: Mapping[str, Any], admitted: tuple[Node, ...]) -> PolicyDocument:
    from policymatch.conditions import All

    if not admitted:
        return document
    items = tuple(replace(item, condition=All((*admitted, item.condition))) for item in document.items)
    return replace(document, items=items, id=result["name"])


def _differences(said: Plain, now: Plain) -> Iterator[Difference]:
    for was, is_now in zip(said["results"], now["results"], strict=True):
        if was != is_now:
            yield Difference(f"{was['policy']}/v{was['version']}/{was['item']}", was, is_now)


def _facts(said: Plain, now: Plain) -> tuple[tuple[Plain, ...], tuple[Plain, ...]]:
    before, after = ({canonical(fact): fact for fact in one["enterprise"]["facts"]} for one in (said, now))
    gone = tuple(fact for key, fact in before.items() if key not in after)
    return gone, tuple(fact for key, fact in after.items() if key not in before)
