"""From the engine's values to what is shown; whoever sees it, and what he may not see, stands here once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from api.areas import area_name
from api.catalogue import Catalogue, Entry, Policy
from api.enterprise.schemas import NodeShown, ReasonShown
from api.public.schemas import BenefitShown, ItemFull, ItemShown, PolicyFull, PolicyShown, Standing, WindowShown
from api.shapes import Coded, Place
from policymatch.conditions import Judgement, Test, write_node
from policymatch.conditions.rendering import group_word, render
from policymatch.decisions import Decision, Verdict
from policymatch.decisions.explain import Reason, deadline_label, explain_leaf
from policymatch.decisions.matching import Match
from policymatch.documents import Item
from policymatch.documents.model import Benefit
from policymatch.documents.showing import benefit_sentence
from policymatch.profiles import GAP_LABELS, Gap
from policymatch.profiles.masking import HIDDEN, Viewer, may_see_field
from policymatch.registry.lifecycle import Event, Status

SHOWN_REASONS = 3
Plain = dict[str, Any]


@cache
def coded(value: Verdict) -> Coded:
    """A verdict with its word."""
    return Coded(code=str(value), label=value.label)


@cache
def _plain(value: Verdict) -> Plain:
    return coded(value).model_dump()


def place(code: str | None) -> Place | None:
    """An area with its name; None where none is stated."""
    return Place(code=code, name=area_name(code)) if code else None


def standing(policy: Policy) -> Standing:
    """How a version stands."""
    found = policy.placed.standing
    return _standing(found.status, found.event)


def item_standing(entry: Entry) -> Standing:
    """How an item stands."""
    return _standing(entry.status, entry.event)


def _standing(status: Status, event: Event | None) -> Standing:
    return Standing(
        code=str(status), label=status.label, reason=event.reason if event else "",
        since=event.holds_from if event else None, next_check_on=event.next_check_on if event else None,
    )  # fmt: skip


def _policy(policy: Policy) -> dict[str, object]:
    document, row = policy.document, policy.placed.row
    return {
        "id": document.id, "version": row.version, "title": document.title or document.id, "doc_number": document.doc_number,
        "issuers": list(document.issuers), "region": place(document.region), "published_on": document.published_on,
        "valid_from": document.valid_from, "valid_to": document.valid_to, "recorded_on": row.recorded_on,
        "status": standing(policy), "items": len(document.items), "content_hash": row.content_hash,
    }  # fmt: skip


def show_policy(policy: Policy) -> PolicyShown:
    """A policy in a list."""
    return PolicyShown.model_validate(_policy(policy))


def show_whole_policy(catalogue: Catalogue, policy: Policy) -> PolicyFull:
    """A policy with its items and words."""
    same = [one.version for one in catalogue.policies if one.placed.row.policy_id == policy.placed.row.policy_id]
    entries = [show_item(Entry(policy, item), catalogue.day) for item in policy.document.items]
    return PolicyFull.model_validate(
        _policy(policy) | {"entries": entries, "source_text": policy.placed.row.source_text, "versions": same}
    )


def _window(item: Item, day: date) -> Plain:
    window = item.window
    return {"opens_on": window.opens_on, "closes_on": window.closes_on, "label": deadline_label(window.closes_on, day)}


def show_window(item: Item, day: date) -> WindowShown:
    """When an application may be handed in."""
    return WindowShown.model_validate(_window(item, day))


def support_sentence(benefit: Benefit) -> str:
    """One support without its quote."""
    return benefit_sentence(replace(benefit, source=None))


def _item(entry: Entry, day: date, score: float | None) -> dict[str, object]:
    item, document = entry.item, entry.policy.document
    return {
        "key": entry.key, "name": item.name, "policy_id": document.id, "version": entry.policy.version,
        "policy_title": document.title or document.id, "issuers": list(document.issuers), "region": place(document.region),
        "themes": list(item.themes), "supports": [support_sentence(benefit) for benefit in item.benefits],
        "window": show_window(item, day), "status": item_standing(entry), "score": score,
    }  # fmt: skip


def show_item(entry: Entry, day: date, score: float | None = None) -> ItemShown:
    """An item in a list."""
    return ItemShown.model_validate(_item(entry, day, score))


def show_whole_item(entry: Entry, day: date) -> ItemFull:
    """An item with everything."""
    item = entry.item
    return ItemFull.model_validate(
        _item(entry, day, None)
        | {
            "condition_text": render(item.condition),
            "condition": write_node(item.condition),
            "benefits": [
                BenefitShown(text=support_sentence(benefit), quote=benefit.source.quote if benefit.source else "")
                for benefit in item.benefits
            ],
            "materials": list(item.materials),
            "stacking": [source.quote for source in item.stacking],
            "anchor": item.anchor.quote if item.anchor else None,
        }
    )


def reason_of(leaf: Decision, viewer: Viewer) -> Reason:
    """One leaf in words, its value hidden from who may not see it."""
    reason = explain_leaf(leaf)
    node = leaf.node
    if isinstance(node, Test) and reason.seen and not may_see_field(viewer, node.field):
        return replace(reason, seen=HIDDEN)
    return reason


def _reason(reason: Reason) -> Plain:
    return {
        "condition": reason.condition, "truth": reason.truth, "gap": GAP_LABELS[reason.gap] if reason.gap else None,
        "seen": reason.seen, "origin": reason.origin, "quote": reason.quote, "ask": reason.ask,
    }  # fmt: skip


def show_reason(reason: Reason) -> ReasonShown:
    """One leaf as shown."""
    return ReasonShown.model_validate(_reason(reason))


def deciding_reasons(decision: Decision, viewer: Viewer) -> list[Reason]:
    """What is missing from an open decision, or what makes a definite one what it is; each condition once."""
    leaves = decision.open_leaves() if decision.truth is None else decision.deciding_leaves()
    return list({reason.condition: reason for reason in (reason_of(leaf, viewer) for leaf in leaves)}.values())


def point_of(decision: Decision, reasons: list[Reason]) -> str:
    """The one thing to know."""
    some = reasons[:SHOWN_REASONS]
    if decision.truth is None:
        return "；".join(_need(reason) for reason in some)
    if decision.truth is False:
        return "；".join(f"{reason.condition}（{reason.seen or '不满足'}）" for reason in some)
    return f"{len(reasons)}项条件均满足"


def _need(reason: Reason) -> str:
    judged = reason.gap is Gap.JUDGEMENT or not reason.ask
    return reason.condition if judged else f"{reason.condition} → {reason.ask}"


def amount_words(match: Match) -> str:
    """The amount, or a dash where nothing is granted."""
    return "—" if match.decision.truth is False else match.estimate.label


def match_fields(entry: Entry, match: Match, day: date, viewer: Viewer) -> Plain:
    """One item for one enterprise, in plain form: as ``MatchShown`` has it.

    A list shows many, and values of our own making need no validation: the tests hold them against the schema.
    """
    reasons, estimate = deciding_reasons(match.decision, viewer), match.estimate
    return {
        "key": entry.key, "name": match.item.name, "policy_id": match.document.id, "version": entry.policy.version,
        "policy_title": match.document.title or match.document.id, "verdict": _plain(match.verdict),
        "amount": {
            "low": format(estimate.low, "f"), "high": None if estimate.high is None else format(estimate.high, "f"),
            "label": amount_words(match),
        },
        "window": _window(match.item, day), "point": point_of(match.decision, reasons),
        "reasons": [_reason(reason) for reason in reasons],
    }  # fmt: skip


def show_tree(decision: Decision, viewer: Viewer) -> NodeShown:
    """A decision, node by node."""
    if isinstance(decision.node, Test | Judgement):
        return NodeShown(truth=decision.truth, group=None, reason=show_reason(reason_of(decision, viewer)), children=[])
    below = [show_tree(child, viewer) for child in decision.children]
    return NodeShown(truth=decision.truth, group=group_word(decision.node), reason=None, children=below)


def amount_basis(match: Match, viewer: Viewer) -> list[str]:
    """How the amount came about; without the figures that the viewer may not see."""
    if match.decision.truth is False:
        return []
    bases = [benefit.base for benefit in match.item.benefits if benefit.base]
    if all(may_see_field(viewer, base) for base in bases):
        return list(match.estimate.basis)
    return [support_sentence(benefit) for benefit in match.item.benefits]


def verdicts(codes: list[str]) -> Iterator[Verdict]:
    """The verdicts of their codes."""
    return (Verdict(code) for code in codes)
