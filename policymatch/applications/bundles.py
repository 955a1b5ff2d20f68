"""一次办: one enterprise's application for several items, put together step by step; nothing is handed in yet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlmodel import Session, col, select

from policymatch.applications.chosen import Chosen, choose
from policymatch.applications.declared import PLAIN, check_answer
from policymatch.applications.materials import Choice, Way
from policymatch.applications.space import live_files
from policymatch.errors import ConflictError, InvalidInputError, NotFoundError, StaleError
from policymatch.store.tables_applications import Bundle

MOST_ITEMS = 50
MOST_ANSWERS = 500


class BundleState(StrEnum):
    """Where a bundle stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    DISCARDED = "discarded"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return {"draft": "填写中", "submitted": "已提交", "discarded": "已作废"}[self.value]


@dataclass(frozen=True, slots=True)
class BundleChange:
    """Who changes which revision of which bundle, and when.

    Args:
        bundle_id: the bundle.
        subject: the enterprise that he speaks for.
        revision: the one that was seen; another one standing is a ``StaleError``.
        actor: his login.
        now: when.
    """

    bundle_id: str
    subject: str
    revision: int
    actor: str
    now: datetime


def create(
    session: Session, subject: str, keys: Sequence[str], *, day: date, actor: str, now: datetime, known: bool = True
) -> Bundle:
    """Begin a bundle.

    Args:
        session: a writing session.
        subject: the enterprise.
        keys: the items.
        day: the day.
        actor: who.
        now: when.
        known: whether to begin with contact and bank of the last application.

    Raises:
        InvalidInputError: no items, or too many.
        NotFoundError: no such item.
        ConflictError: its policy is not in force.
    """
    chosen = choose(session, _checked(keys), day)
    before = last_given(session, subject) if known else {}
    row = Bundle(
        id=uuid4().hex, subject=subject, state=BundleState.DRAFT, items=_items(chosen), answers=_json(before),
        created_by=actor, created_at=now, updated_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def _checked(keys: Sequence[str]) -> Sequence[str]:
    if not keys:
        raise InvalidInputError("至少选一个事项", where="items", hint="写事项编号，如 cn-sme-tax-2023/six-taxes-halved")
    if len(set(keys)) > MOST_ITEMS:
        raise InvalidInputError(f"一次至多 {MOST_ITEMS} 个事项", where="items", hint="分几次申报")
    return keys


def _items(chosen: Iterable[Chosen]) -> str:
    return _json([{"key": one.key, "version": one.governed.version} for one in chosen])


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def keys_of(bundle: Bundle) -> tuple[str, ...]:
    """The keys of a bundle's items."""
    return tuple(one["key"] for one in json.loads(bundle.items))


def last_given(session: Session, subject: str) -> dict[str, Any]:
    """Contact and bank as the enterprise last handed them in; empty where it never did."""
    wanted = (
        select(Bundle).where(Bundle.subject == subject, Bundle.state == str(BundleState.SUBMITTED))
        .order_by(col(Bundle.submitted_at).desc()).limit(1)
    )  # fmt: skip
    row = session.exec(wanted).first()
    return {key: value for key, value in json.loads(row.answers).items() if key in PLAIN} if row else {}


def get_bundle(session: Session, subject: str, bundle_id: str, *, lock: bool = False) -> Bundle:
    """A bundle of an enterprise.

    Raises:
        NotFoundError: it has none of that name; another's is none.
    """
    row = session.get(Bundle, bundle_id, with_for_update=lock)
    if row is None or row.subject != subject:
        raise NotFoundError("没有这份申请", where=bundle_id, hint="核对编号，或在申请列表中查看")
    return row


def list_bundles(session: Session, subject: str, *, limit: int = 50, offset: int = 0) -> list[Bundle]:
    """An enterprise's bundles, the newest first."""
    wanted = select(Bundle).where(Bundle.subject == subject)
    return list(
        session.exec(wanted.order_by(col(Bundle.created_at).desc(), col(Bundle.id)).offset(offset).limit(limit))
    )


def opened(session: Session, change: BundleChange) -> Bundle:
    """A bundle that may be changed, locked, at the revision that was seen.

    Raises:
        NotFoundError: as ``get_bundle``.
        ConflictError: it was submitted or discarded.
        StaleError: it was changed in between.
    """
    row = get_bundle(session, change.subject, change.bundle_id, lock=True)
    state = BundleState(row.state)
    if state is not BundleState.DRAFT:
        raise ConflictError(f"申请{state.label}，不能再改", where=row.id, hint="补正在办件中进行；另行申报请新建申请")
    if row.revision != change.revision:
        where = f"第{change.revision}稿，现为第{row.revision}稿"
        raise StaleError("申请已在别处修改", where=where, hint="重新读取后再改")
    return row


def _save(session: Session, row: Bundle, change: BundleChange) -> Bundle:
    row.revision += 1
    row.updated_at = change.now
    session.add(row)
    session.flush()
    return row


def set_items(session: Session, change: BundleChange, keys: Sequence[str], *, day: date) -> Bundle:
    """Choose other items; what was filled in stays. Errors as in ``create`` and ``opened``."""
    row = opened(session, change)
    row.items = _items(choose(session, _checked(keys), day))
    objections = {key: words for key, words in json.loads(row.objections).items() if key in set(keys)}
    row.objections = _json(objections)
    return _save(session, row, change)


def fill(session: Session, change: BundleChange, answers: Mapping[str, Any], *, day: date) -> Bundle:
    """Fill in part of the form; None takes an answer back.

    Raises:
        InvalidInputError: a question that is none, or a value that its field does not allow.
        ConflictError: as ``opened``.
    """
    row = opened(session, change)
    row.answers = _json(merged(json.loads(row.answers), answers, day))
    return _save(session, row, change)


def merged(before: Mapping[str, Any], answers: Mapping[str, Any], day: date) -> dict[str, Any]:
    """Answers with others in their place, each checked; None takes one back.

    Raises:
        InvalidInputError: as ``fill``.
    """
    for key, value in answers.items():
        check_answer(key, value, day)
    made = {key: value for key, value in {**before, **answers}.items() if value is not None}
    if len(made) > MOST_ANSWERS:
        raise InvalidInputError(f"至多 {MOST_ANSWERS} 项", where="answers", hint="只填表单所列的项目")
    return made


def choose_way(session: Session, change: BundleChange, material: str, choice: Choice | None) -> Bundle:
    """Say how a material is met: by a promise, or by chosen files of the space; None: as it comes."""
    row = opened(session, change)
    row.choices = _json(chosen_ways(session, change.subject, json.loads(row.choices), {material: choice}))
    return _save(session, row, change)


def chosen_ways(
    session: Session, subject: str, before: Mapping[str, Any], ways: Mapping[str, Choice | None]
) -> dict[str, Any]:
    """Choices with others in their place, each checked.

    Raises:
        InvalidInputError: a way that is not the enterprise's to choose, a file that is not in its space.
    """
    made, mine = dict(before), {one.id for one in live_files(session, subject)}
    for material, choice in ways.items():
        if choice is None:
            made.pop(material, None)
            continue
        if choice.way not in (Way.PROMISE, Way.SPACE):
            raise InvalidInputError("只能选择告知承诺或空间文件", where=material, hint="写 promise 或 space")
        strange = [one for one in choice.files if one not in mine]
        if strange:
            raise InvalidInputError("企业空间没有这个文件", where=strange[0], hint="先上传，再选用")
        made[material] = {"way": str(choice.way), "files": list(choice.files)}
    return made


def read_choices(text: str) -> dict[str, Choice]:
    """Choices out of their JSON."""
    return {key: Choice(Way(one["way"]), tuple(one["files"])) for key, one in json.loads(text).items()}


def object_to(session: Session, change: BundleChange, item: str, words: str | None) -> Bundle:
    """Object to a sure "no" of an item, in the enterprise's words; None takes it back.

    Raises:
        InvalidInputError: the item is not in the bundle, or the words say nothing.
        ConflictError: as ``opened``.
    """
    row = opened(session, change)
    if item not in keys_of(row):
        raise InvalidInputError("申请中没有这个事项", where=item, hint="先加入事项")
    if words is not None and len(words.strip()) < 5:
        raise InvalidInputError("异议须说明理由", where="words", hint="写明哪一项判定有误、依据是什么")
    objections = json.loads(row.objections)
    objections.pop(item, None)
    if words is not None:
        objections[item] = words.strip()
    row.objections = _json(objections)
    return _save(session, row, change)


def discard(session: Session, change: BundleChange) -> Bundle:
    """Give a bundle up; it stays on record. Errors as ``opened``."""
    row = opened(session, change)
    row.state = BundleState.DISCARDED
    return _save(session, row, change)
