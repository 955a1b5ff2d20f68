"""The items that are applied for, as their policies stand on the day, and the guides by which they are handled."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from policymatch.applications.clocks import Clock
from policymatch.applications.errors import WindowClosedError
from policymatch.applications.guides import ALL_ITEMS, DEFAULTS, Guide, Proposal, propose, read_guide, write_guide
from policymatch.decisions.matching import item_key
from policymatch.documents import Item
from policymatch.errors import ConflictError, InvalidInputError, NotFoundError, StaleError
from policymatch.registry.decidability import Service
from policymatch.registry.lifecycle import Status
from policymatch.registry.receipts import Governed
from policymatch.store.policies import Placed, placed
from policymatch.store.receipts import governed
from policymatch.store.tables_applications import ServiceGuide


@dataclass(frozen=True, slots=True)
class Chosen:
    """An item with the version that governs it.

    Args:
        key: its name across documents.
        placed: the version's row and standing.
        governed: the version as it governs.
        item: the item.
        guide: how it is handled.
    """

    key: str
    placed: Placed
    governed: Governed
    item: Item
    guide: Guide

    @property
    def department(self) -> str:
        """Who handles it: the owner of the policy, else its first issuer (牵头部门)."""
        return self.placed.row.department or next(iter(self.governed.document.issuers), "") or "受理部门"

    @property
    def payer(self) -> str:
        """Who pays it."""
        return self.guide.payer or self.department

    @property
    def title(self) -> str:
        """The policy's title."""
        return self.governed.document.title or self.governed.policy_id


def choose(session: Session, keys: Iterable[str], day: date) -> tuple[Chosen, ...]:
    """Items by their keys, each once, by key.

    Raises:
        NotFoundError: there is no such item on that day.
        ConflictError: its policy is suspended, repealed or not in force.
    """
    return tuple(_chosen(session, key, day) for key in sorted(set(keys)))


def _chosen(session: Session, key: str, day: date) -> Chosen:
    name, _, item_id = key.rpartition("/")
    policy_id = name.partition("@")[0]
    standing = [(one, governed(one)) for one in placed(session, day, policy_id=policy_id)]
    named = [(one, made) for one, made in standing if made.document.id == name and made.document.item(item_id)]
    if not named:
        raise NotFoundError(f"没有事项“{key}”", where=key, hint="用事项列表查找编号")
    one, made = next((pair for pair in named if pair[0].standing.governs), named[-1])
    if one.standing.item_status(item_id) is not Status.IN_FORCE:
        raise _not_in_force(key, one, item_id)
    item = made.document.item(item_id)
    assert item is not None
    return Chosen(key, one, made, item, guide_of(session, policy_id, item_id, one.row.source_text))


def _not_in_force(key: str, one: Placed, item_id: str) -> ConflictError:
    event, status = one.standing.item_event(item_id), one.standing.item_status(item_id)
    why = f"：{event.reason}" if event and event.reason else ""
    again = f"，{event.next_check_on}再看" if event and event.next_check_on else ""
    return ConflictError(f"{status.label}{why}", where=key, hint=f"从申请中去掉该事项{again}")


def key_of(chosen: Chosen) -> str:
    """The key under which the item is found again."""
    return item_key(chosen.governed.document, chosen.item)


def check_window(chosen: Chosen, day: date) -> None:
    """Check that the item is taken on a day; one that names no day is.

    Raises:
        WindowClosedError: it is not yet, or no more.
    """
    refused = window_refusal(chosen.item, day)
    if refused:
        raise WindowClosedError(f"“{chosen.item.name}”{refused}", where=chosen.key, hint="按申报时间提交，或去掉该事项")


def window_refusal(item: Item, day: date) -> str:
    """Why an item is not taken on a day; empty where it is."""
    window = item.window
    if window.opens_on is not None and day < window.opens_on:
        return f"尚未开始申报，{window.opens_on}起受理"
    if window.closes_on is not None and day > window.closes_on:
        return f"申报已于{window.closes_on}截止"
    return ""


def guide_of(session: Session, policy_id: str, item_id: str, source_text: str = "") -> Guide:
    """How an item is handled: what was set for it, else for its policy, else what the text says, else the defaults."""
    said = propose(source_text)
    limits = dict(DEFAULTS)
    limits |= {
        clock: days for clock, days in ((Clock.HANDLING, said.handling), (Clock.PUBLICITY, said.publicity)) if days
    }
    guide = replace(Guide(), limits=limits)
    for name in (ALL_ITEMS, item_id):
        row = session.get(ServiceGuide, (policy_id, name))
        guide = read_guide(json.loads(row.body), guide) if row else guide
    return guide


def set_guide(
    session: Session, policy_id: str, item_id: str, body: dict[str, Any], item: Item | None, *, revision: int, actor: str, now: datetime
) -> ServiceGuide:  # fmt: skip
    """Set how an item, or (``*``) every item of a policy, is handled.

    Args:
        session: a writing session.
        policy_id: the policy.
        item_id: the item, or ``*``.
        body: what is set; what is left out follows the policy's guide and the defaults.
        item: the item, for checking 免申即享; None for ``*``.
        revision: the one that was seen; 0 where none was set.
        actor: who.
        now: when.

    Raises:
        StaleError: somebody else set it in between.
        InvalidInputError: a word or number that is none, or 免申即享 for an item that needs a person.
    """
    guide = read_guide(body)
    if guide.service is Service.UNASKED:
        _check_unasked(item)
    row = session.get(ServiceGuide, (policy_id, item_id), with_for_update=True)
    if (row.revision if row else 0) != revision:
        where = f"第{revision}稿，现为第{row.revision if row else 0}稿"
        raise StaleError("办事指南已被他人修改", where=where, hint="重新读取后再改")
    row = row or ServiceGuide(policy_id=policy_id, item_id=item_id, revision=0, updated_at=now)
    row.revision += 1
    row.body = json.dumps(body, ensure_ascii=False, sort_keys=True)
    row.updated_by, row.updated_at = actor, now
    session.add(row)
    session.flush()
    return row


def _check_unasked(item: Item | None) -> None:
    from policymatch.applications.unasked import obstacles

    if item is None:
        raise InvalidInputError("免申即享须逐个事项设定", where="service", hint="在事项的办事指南中设定")
    found = obstacles(item)
    if found:
        raise InvalidInputError(f"该事项不能免申即享：{'；'.join(found)}", where="service", hint="改为即申即享或需审核")


def guide_row(session: Session, policy_id: str, item_id: str) -> ServiceGuide | None:
    """What was set for an item; None where nothing was."""
    return session.get(ServiceGuide, (policy_id, item_id))


def proposal(chosen: Chosen) -> Proposal:
    """What the policy's words say of handling."""
    return propose(chosen.placed.row.source_text)


def write_guide_text(guide: Guide) -> str:
    """A guide as the JSON text that a case keeps."""
    return json.dumps(write_guide(guide), ensure_ascii=False, sort_keys=True)
