"""补正 and 确认: what the enterprise adds to a case, and the case decided anew with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from policymatch.applications.bundles import chosen_ways, last_given, merged, read_choices
from policymatch.applications.chosen import Chosen
from policymatch.applications.declared import PLAIN, with_declared
from policymatch.applications.errors import IncompleteError, IneligibleError
from policymatch.applications.flow import Act
from policymatch.applications.handling import CaseChange, begin, move
from policymatch.applications.materials import Certificates, Choice, Met
from policymatch.applications.questions import FormItem, Question, make_form
from policymatch.applications.rows import bounds, guide_of_case, to_json, write_form, write_materials
from policymatch.applications.space import held, live_files
from policymatch.applications.submission import CHANNEL
from policymatch.applications.viewing import materials_of
from policymatch.decisions import Verdict
from policymatch.decisions.explain import deciding
from policymatch.errors import ConflictError
from policymatch.profiles import Profile
from policymatch.store.policies import placed
from policymatch.store.receipts import governed, issue
from policymatch.store.tables_applications import ApplicationCase
from policymatch.store.transactions import local_day


def correct(
    session: Session,
    change: CaseChange,
    profile: Profile,
    *,
    answers: Mapping[str, Any],
    choices: Mapping[str, Choice | None],
    certificates: Certificates | None = None,
    comment: str = "",
) -> ApplicationCase:
    """Hand a returned case in again, with further answers and materials.

    Args:
        session: a writing session.
        change: who, when.
        profile: what shared data know of the enterprise now.
        answers: answers in the place of former ones; None takes one back.
        choices: ways in the place of former ones.
        certificates: where electronic certificates are found.
        comment: a word to the department.

    Raises:
        ConflictError: it was not returned.
        IncompleteError: questions or materials are still open.
        InvalidInputError: an answer that cannot be used.
    """
    row = begin(session, change, Act.CORRECT)
    _decide_anew(session, row, change, profile, answers, choices, certificates)
    row.submitted_at = change.now
    return move(session, row, change, Act.CORRECT, reason=comment, detail={"answers": sorted(answers)})


def confirm(session: Session, change: CaseChange, profile: Profile, *, answers: Mapping[str, Any]) -> ApplicationCase:
    """Take up an offer (免申即享): only contact and bank are asked; the data are looked at once more.

    Raises:
        ConflictError: it is no offer, or was taken up or withdrawn.
        IneligibleError: the data no longer say that the enterprise is entitled.
        IncompleteError: contact or bank are open.
    """
    row = begin(session, change, Act.CONFIRM)
    wanted = {key: value for key, value in answers.items() if key in PLAIN}
    given = {**last_given(session, row.subject), **wanted}
    verdict = _decide_anew(session, row, change, profile, given, {}, None)
    if verdict is not Verdict.ELIGIBLE:
        raise IneligibleError(
            f"按现有数据已不能免申即享：{verdict.label}", where=row.number, hint="可按一般程序申报，或对数据提出异议"
        )
    row.submitted_at = row.accepted_at = row.reviewed_at = change.now
    return move(session, row, change, Act.CONFIRM, detail={"receipt": row.receipt_id})


def _decide_anew(
    session: Session, row: ApplicationCase, change: CaseChange, profile: Profile, answers: Mapping[str, Any],
    choices: Mapping[str, Choice | None], certificates: Certificates | None,
) -> Verdict:  # fmt: skip
    chosen = chosen_of(session, row)
    said = merged(json.loads(row.answers), answers, change.day)
    ways = chosen_ways(session, row.subject, json.loads(row.choices), choices)
    form = make_form([FormItem(chosen.key, chosen.item, bool(row.objection))], profile, said, change.day)
    files = [held(one) for one in live_files(session, row.subject)]
    mets = materials_of([chosen], profile, change.day, files, read_choices(to_json(ways)), certificates)
    _check_whole(form, mets)
    applied = with_declared(profile, said, change.day)
    shown = issue(
        session, applied, [(chosen.governed, chosen.item.id)], as_of=change.day, known_on=local_day(change.now),
        actor=change.actor.login, channel=CHANNEL, now=change.now,
    )  # fmt: skip
    match = shown.matches[0]
    if match.verdict is Verdict.NOT_ELIGIBLE and not row.objection:
        why = "；".join(reason.line for reason in deciding(match.decision))
        raise IneligibleError(f"不符合条件：{why}", where=row.number, hint="核对所填内容，或撤回办件")
    row.answers, row.choices = to_json(said), to_json(ways)
    row.form, row.materials = write_form(form), write_materials(mets)
    row.verdict, row.receipt_id = str(match.verdict), shown.receipt_id
    row.applied_low, row.applied_high = bounds(match)
    return match.verdict


def _check_whole(form: tuple[Question, ...], mets: tuple[Met, ...]) -> None:
    missing = [f"未填写：{one.label}" for one in form if one.missing]
    missing += [f"未上传：{one.material.name}" for one in mets if not one.settled]
    if missing:
        raise IncompleteError("；".join(missing), hint="补齐后再提交")


def chosen_of(session: Session, row: ApplicationCase) -> Chosen:
    """The item of a case in the version in which it was applied for, whatever governs now.

    Raises:
        ConflictError: the version has lost the item: it was tampered with.
    """
    found = [one for one in placed(session, row.opened_on, policy_id=row.policy_id) if one.row.version == row.version]
    for one in found:
        made = governed(one)
        item = made.document.item(row.item_id)
        if item is not None:
            return Chosen(f"{made.document.id}/{item.id}", one, made, item, guide_of_case(row))
    raise ConflictError(
        "办件所依据的政策版本不可用", where=f"{row.policy_id}/v{row.version}", hint="运行 policymatch audit verify 核查"
    )
