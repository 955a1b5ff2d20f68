"""A bundle as it stands on a day: its form, its materials, its verdicts, and what is still in the way."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlmodel import Session, col, select

from policymatch.applications.bundles import keys_of, last_given, read_choices
from policymatch.applications.chosen import Chosen, choose, window_refusal
from policymatch.applications.declared import with_declared
from policymatch.applications.flow import CaseState
from policymatch.applications.materials import Certificates, Choice, HeldFile, Met, meet, union
from policymatch.applications.questions import FormItem, Question, make_form
from policymatch.applications.space import held, live_files
from policymatch.decisions import Verdict
from policymatch.decisions.explain import deciding
from policymatch.decisions.matching import Match, match_item
from policymatch.decisions.stacking import Award, Plan, best_set
from policymatch.documents.stacking import AwardState
from policymatch.errors import PolicyMatchError
from policymatch.profiles import Profile
from policymatch.store.tables_applications import ApplicationCase, Bundle


class Trouble(StrEnum):
    """What kind of thing stands between a bundle and its submission."""

    POLICY = "policy"
    WINDOW = "window"
    INELIGIBLE = "not_eligible"
    OPEN_CASE = "open_case"
    QUESTION = "question"
    MATERIAL = "material"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that stands between a bundle and its submission: of what kind, where, and in words."""

    kind: Trouble
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item of a bundle as it stands.

    Args:
        chosen: the item.
        match: the verdict with what is declared; declared judgements do not count.
        stopped: the verdict is surely "no", declarations taken into account.
        reasons: for a sure "no", what makes it so, each with its clause.
        objection: the enterprise's words against it; empty for none.
    """

    chosen: Chosen
    match: Match
    stopped: bool
    reasons: tuple[str, ...]
    objection: str


@dataclass(frozen=True, slots=True)
class BundleView:
    """A bundle as it stands on a day: form, materials, verdicts, and what is still in the way.

    Args:
        bundle: its row.
        applied: the enterprise's profile with what it declares.
        items: its items that can be applied for, by key.
        form: the one form.
        materials: every material once.
        plan: what of it can lawfully be had together, with what was applied for or granted before taken into account.
        problems: what is in the way; empty where it can be handed in.
    """

    bundle: Bundle
    applied: Profile
    items: tuple[ItemView, ...]
    form: tuple[Question, ...]
    materials: tuple[Met, ...]
    plan: Plan
    problems: tuple[Problem, ...]

    @property
    def ready(self) -> bool:
        """Whether it can be handed in."""
        return not self.problems


def view(
    session: Session, bundle: Bundle, profile: Profile, *, day: date, certificates: Certificates | None = None
) -> BundleView:
    """See how a bundle stands.

    Args:
        session: any session.
        bundle: its row.
        profile: what shared data know of the enterprise.
        day: the day.
        certificates: where electronic certificates are found; None: nowhere.
    """
    answers, objections = json.loads(bundle.answers), json.loads(bundle.objections)
    chosen, troubles = _standing(session, bundle, day)
    form = make_form(
        (FormItem(one.key, one.item, one.key in objections) for one in chosen), profile, answers, day,
        before=last_given(session, bundle.subject),
    )  # fmt: skip
    applied, judged = (with_declared(profile, answers, day, judged=judged) for judged in (False, True))
    items = tuple(_seen(one, applied, judged, day, objections.get(one.key, "")) for one in chosen)
    mets = materials_of(
        chosen, profile, day, _files(session, bundle.subject), read_choices(bundle.choices), certificates
    )
    troubles += _problems(session, bundle, items, form, mets, day)
    matches = [one.match for one in items if not one.stopped or one.objection]
    plan = best_set(matches, applied, day, awards=awards_of(session, bundle.subject), verdicts=tuple(Verdict))
    return BundleView(bundle, applied, items, form, mets, plan, tuple(troubles))


def awards_of(session: Session, subject: str) -> list[Award]:
    """What an enterprise has applied for or was granted, by its cases; what was refused or withdrawn is none."""
    closed = [str(CaseState.REJECTED), str(CaseState.WITHDRAWN), str(CaseState.DRAFT)]
    wanted = select(ApplicationCase).where(
        ApplicationCase.subject == subject, col(ApplicationCase.state).not_in(closed)
    )
    return [_award(row) for row in session.exec(wanted.order_by(col(ApplicationCase.id)))]


def _award(row: ApplicationCase) -> Award:
    fen = row.applied_high if row.approved is None else row.approved
    state = AwardState.APPLIED if row.approved is None else AwardState.PENDING
    state = AwardState.HOLDS if row.state == str(CaseState.PAID) else state
    return Award(
        f"{row.policy_id}/{row.item_id}", None if fen is None else Decimal(fen) / 100,
        state, year=row.opened_on.year,
    )  # fmt: skip


def _standing(session: Session, bundle: Bundle, day: date) -> tuple[list[Chosen], list[Problem]]:
    """The items that still govern, and why the others do not."""
    chosen: list[Chosen] = []
    troubles: list[Problem] = []
    for key in keys_of(bundle):
        try:
            chosen.extend(choose(session, [key], day))
        except PolicyMatchError as error:
            troubles.append(Problem(Trouble.POLICY, key, str(error)))
    return chosen, troubles


def _seen(one: Chosen, applied: Profile, judged: Profile, day: date, objection: str) -> ItemView:
    match = match_item(one.governed.document, one.item, applied, day)
    strict = match_item(one.governed.document, one.item, judged, day)
    stopped = strict.verdict is Verdict.NOT_ELIGIBLE
    reasons = tuple(reason.line for reason in deciding(strict.decision)) if stopped else ()
    return ItemView(one, match, stopped, reasons, objection)


def _files(session: Session, subject: str) -> list[HeldFile]:
    return [held(one) for one in live_files(session, subject)]


def materials_of(
    chosen: Sequence[Chosen], profile: Profile, day: date, files: Sequence[HeldFile], choices: Mapping[str, Choice],
    certificates: Certificates | None,
) -> tuple[Met, ...]:  # fmt: skip
    """How the materials of some items stand."""
    asked = union((one.key, text) for one in chosen for text in one.item.materials)
    promises = frozenset(name for one in chosen for name in one.guide.promises)
    return meet(
        asked, profile, day, files=files, choices=choices, promises=promises, certificates=certificates
    )  # fmt: skip


def _problems(
    session: Session, bundle: Bundle, items: Sequence[ItemView], form: Sequence[Question], mets: Sequence[Met], day: date
) -> list[Problem]:  # fmt: skip
    found: list[Problem] = []
    for one in items:
        chosen, name = one.chosen, one.chosen.item.name
        if refused := window_refusal(chosen.item, day):
            found.append(Problem(Trouble.WINDOW, chosen.key, f"“{name}”{refused}"))
        if one.stopped and not one.objection:
            found.append(Problem(Trouble.INELIGIBLE, chosen.key, f"“{name}”不符合条件：{'；'.join(one.reasons)}"))
        if number := open_case(session, bundle.subject, chosen):
            found.append(Problem(Trouble.OPEN_CASE, chosen.key, f"“{name}”已有在办的办件 {number}"))
    found += [Problem(Trouble.QUESTION, one.key, f"未填写：{one.label}") for one in form if one.missing]
    found += [
        Problem(Trouble.MATERIAL, one.material.key, f"未上传：{one.material.name}") for one in mets if not one.settled
    ]
    return found


def open_key(subject: str, chosen: Chosen) -> str:
    """What only one open case may hold: this enterprise, this item."""
    return f"{subject}:{chosen.governed.policy_id}/{chosen.item.id}"


def open_case(session: Session, subject: str, chosen: Chosen) -> str | None:
    """The number of the open case of an enterprise for an item; None where there is none."""
    wanted = select(ApplicationCase.number).where(ApplicationCase.open_key == open_key(subject, chosen))
    return session.exec(wanted).first()
