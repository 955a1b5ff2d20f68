"""From a draft to a version: edits are checked, revisions are not lost, two people see it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from policymatch.decisions import decide
from policymatch.errors import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    QuoteNotFoundError,
    StaleError,
)
from policymatch.registry.cases import moved_cases
from policymatch.registry.drafting import DraftState, boundary_pairs
from policymatch.registry.snapshots import read_profile
from policymatch.store import drafts
from policymatch.store.drafts import Change
from policymatch.store.policies import get_version, publish, read_row
from policymatch.store.tables_policies import Draft, SourceFile
from policymatch.store.transactions import reading, writing
from tests.store.samples import NOW, SOURCE, TODAY, document, later, shelf


def change(draft: Draft, actor: str = "zhang") -> Change:
    return Change(draft.id, draft.revision, actor, later())


def begin(engine: Engine, **head: Any) -> Draft:
    with writing(engine) as session:
        return drafts.create_draft(session, document(**head), SOURCE, policy_id="nanhu-2026", actor="zhang", now=NOW)


def submitted(engine: Engine, **head: Any) -> Draft:
    draft = begin(engine, **head)
    with writing(engine) as session:
        return drafts.submit(session, change(draft))


def test_from_draft_to_version(engine: Engine) -> None:
    draft = begin(engine)
    pairs = boundary_pairs(drafts.draft_document(draft), TODAY)
    with writing(engine) as session:
        draft = drafts.edit_item(session, change(draft), "staff", {"materials": ["社保缴纳证明"]})
        draft = drafts.sign_pairs(session, change(draft, "li"), {pair.key: True for pair in pairs}, as_of=TODAY)
        draft = drafts.submit(session, change(draft))
        assert draft.state == DraftState.IN_REVIEW
        row = drafts.publish_draft(session, change(draft, "li"), comment="同意")
    with reading(engine) as session:
        row = get_version(session, "nanhu-2026")
        draft = drafts.get_draft(session, draft.id)
        decisions = [(review.decision, review.actor, review.comment) for review in drafts.reviews_of(session, draft.id)]
    assert (row.version, row.supersedes, draft.state, draft.published_version) == (1, None, "published", 1)
    assert read_row(row).items[1].materials == ("社保缴纳证明",)
    assert decisions == [("submit", "zhang", ""), ("publish", "li", "同意")]
    assert len(json.loads(row.cases)) == len(pairs) == 6


def test_signed_pairs_become_cases_that_still_hold(engine: Engine) -> None:
    draft = submitted(engine)
    pairs = boundary_pairs(drafts.draft_document(draft), TODAY)
    with writing(engine) as session:
        draft = drafts.sign_pairs(session, change(draft, "li"), {pair.key: True for pair in pairs}, as_of=TODAY)
        row = drafts.publish_draft(session, change(draft, "li"))
    published, cases = read_row(row), json.loads(row.cases)
    assert list(moved_cases(published, cases)) == []
    turned = [case | {"verdict": "to_judge"} for case in cases]
    assert len(list(moved_cases(published, turned))) == len(cases)
    for case in cases:
        item = published.item(case["item"])
        assert item is not None
        as_of = date.fromisoformat(case["as_of"])
        assert decide(item.condition, read_profile(case["enterprise"]), as_of).verdict == case["verdict"]
        assert case["signed_by"] == "li"


def test_who_had_a_hand_in_it_may_not_publish_it(engine: Engine) -> None:
    draft = begin(engine)
    with writing(engine) as session:
        draft = drafts.edit_head(session, change(draft, "wang"), {"title": "新标题"})
        draft = drafts.submit(session, change(draft, "wang"))
    for editor in ("zhang", "wang"):
        with pytest.raises(ForbiddenError, match="第二人"), writing(engine) as session:
            drafts.publish_draft(session, change(draft, editor))
    with writing(engine) as session:
        drafts.publish_draft(session, change(draft, "li"))


def test_a_draft_is_not_published_without_review(engine: Engine) -> None:
    draft = begin(engine)
    with pytest.raises(ConflictError, match="起草中的草稿不能发布"), writing(engine) as session:
        drafts.publish_draft(session, change(draft, "li"))


def test_sent_back_with_the_reason_and_changed(engine: Engine) -> None:
    draft = submitted(engine)
    with pytest.raises(ConflictError, match="不能修改"), writing(engine) as session:
        drafts.edit_head(session, change(draft), {"title": "x"})
    with pytest.raises(InvalidInputError, match="理由"), writing(engine) as session:
        drafts.send_back(session, change(draft, "li"), comment=" ")
    with writing(engine) as session:
        draft = drafts.send_back(session, change(draft, "li"), comment="第二条漏了材料")
        draft = drafts.edit_item(session, change(draft), "staff", {"materials": ["社保证明"]})
    assert draft.state == DraftState.DRAFT


def test_of_two_changes_of_one_revision_one_is_told(engine: Engine) -> None:
    draft = begin(engine)

    def edit(title: str) -> str:
        try:
            with writing(engine) as session:
                drafts.edit_head(session, change(draft), {"title": title})
        except StaleError:
            return "stale"
        return title

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(edit, "甲乙丙丁"))
    assert answers.count("stale") == 3
    with reading(engine) as session:
        assert drafts.get_draft(session, draft.id).title in answers


def test_a_quote_must_stand_in_the_source(engine: Engine) -> None:
    draft = begin(engine)
    made_up = {"condition": {"field": "revenue", "op": ">=", "value": 1, "quote": "营业收入1元以上"}}
    with pytest.raises(QuoteNotFoundError), writing(engine) as session:
        drafts.edit_item(session, change(draft), "revenue", made_up)
    with reading(engine) as session:
        assert drafts.get_draft(session, draft.id).revision == draft.revision


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"unbekannt": 1}, InvalidInputError),
        ({"condition": {"field": "no_such_field", "op": ">=", "value": 1}}, InvalidInputError),
        ({"benefits": [{"type": "gift"}]}, InvalidInputError),
        ({"window": {"opens_on": "2026-13-01"}}, InvalidInputError),
    ],
)
def test_what_cannot_be_read_is_refused(engine: Engine, changes: dict[str, Any], error: type[Exception]) -> None:
    draft = begin(engine)
    with pytest.raises(error), writing(engine) as session:
        drafts.edit_item(session, change(draft), "revenue", changes)


def test_items_come_and_go(engine: Engine) -> None:
    draft = begin(engine)
    with writing(engine) as session:
        draft = drafts.add_item(
            session, change(draft), {"name": "新事项", "condition": {"manual": "信用良好", "quote": "信用良好"}}
        )
        draft = drafts.remove_item(session, change(draft), "staff")
        with pytest.raises(NotFoundError):
            drafts.remove_item(session, change(draft), "staff")
    assert [item.id for item in drafts.draft_document(draft).items] == ["revenue", "1"]


def test_a_whole_document_is_saved(engine: Engine) -> None:
    from policymatch.documents import write_document

    draft = begin(engine)
    with writing(engine) as session:
        data = write_document(document(title="整份替换")) | {"id": "wird-nicht-uebernommen"}
        draft = drafts.save_document(session, change(draft), data)
    assert (draft.title, drafts.draft_document(draft).id) == ("整份替换", "nanhu-2026")


def test_what_stands_in_the_way_is_said(engine: Engine) -> None:
    draft = submitted(engine, valid_to="2026-03-31")
    with pytest.raises(ConflictError, match="已失效"), writing(engine) as session:
        drafts.publish_draft(session, change(draft, "li"))
    key = next(key for key, found in drafts.draft_checklist(draft, as_of=TODAY).findings if found.severity == "error")
    with pytest.raises(ConflictError, match="已失效"), writing(engine) as session:
        drafts.publish_draft(session, change(draft, "li"), overruled={key: " "})
    with writing(engine) as session:
        drafts.publish_draft(session, change(draft, "li"), overruled={key: "补录历史政策"})
        (review,) = [review for review in drafts.reviews_of(session, draft.id) if review.decision == "publish"]
    assert json.loads(review.overruled) == {key: "补录历史政策"}


def test_a_refused_pair_stands_in_the_way_until_the_rule_is_mended(engine: Engine) -> None:
    draft = begin(engine)
    refused = boundary_pairs(drafts.draft_document(draft), TODAY)[1]
    with writing(engine) as session:
        draft = drafts.sign_pairs(session, change(draft), {refused.key: False}, as_of=TODAY)
        draft = drafts.submit(session, change(draft))
    with pytest.raises(ConflictError, match="边界样例被否"), writing(engine) as session:
        drafts.publish_draft(session, change(draft, "li"))
    exclusive = {
        "field": "revenue",
        "op": ">",
        "value": 20000000,
        "period": "last_year",
        "quote": "上年度营业收入2000万元以上",
    }
    with writing(engine) as session:
        draft = drafts.withdraw(session, change(draft))
        draft = drafts.edit_item(session, change(draft), "revenue", {"condition": exclusive})
        draft = drafts.submit(session, change(draft))
        drafts.publish_draft(session, change(draft, "li"))


def test_a_signature_of_a_pair_that_is_none_is_refused(engine: Engine) -> None:
    draft = begin(engine)
    with pytest.raises(NotFoundError, match="边界样例"), writing(engine) as session:
        drafts.sign_pairs(session, change(draft), {"0" * 16: True}, as_of=TODAY)


def test_the_next_version_begins_from_the_newest_and_says_who_stays(engine: Engine) -> None:
    with writing(engine) as session:
        publish(session, shelf(), recorded_on=TODAY, department="经信局")
        draft = drafts.draft_of_version(session, "nanhu-2026", actor="zhang", now=NOW)
        cohort = {"condition": {"field": "established_on", "op": "<", "value": "2020-01-01"}, "until": "2027-12-31"}
        draft = drafts.set_succession(session, change(draft), cohort=cohort, note="提高门槛")
        draft = drafts.submit(session, change(draft))
        row = drafts.publish_draft(session, change(draft, "li"))
    assert (row.version, row.supersedes, row.department, row.note) == (2, 1, "经信局", "提高门槛")
    assert json.loads(row.cohort or "")["until"] == "2027-12-31"


def test_a_first_version_has_nobody_to_stay(engine: Engine) -> None:
    draft = begin(engine)
    with pytest.raises(ConflictError, match="首个版本"), writing(engine) as session:
        drafts.set_succession(session, change(draft), cohort={"condition": {"manual": "x"}})


def test_of_two_drafts_of_one_version_the_second_begins_anew(engine: Engine) -> None:
    first, second = submitted(engine), submitted(engine)
    with writing(engine) as session:
        drafts.publish_draft(session, change(first, "li"))
    with pytest.raises(ConflictError, match="已发布第1版"), writing(engine) as session:
        drafts.publish_draft(session, change(second, "li"))


def test_two_reviewers_at_once_make_one_version(engine: Engine) -> None:
    both = [submitted(engine), submitted(engine)]

    def put(draft: Draft) -> str:
        try:
            with writing(engine) as session:
                drafts.publish_draft(session, change(draft, "li"))
        except ConflictError:
            return "refused"
        return "published"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(put, both)) == ["published", "refused"]
    with reading(engine) as session:
        states = sorted(drafts.get_draft(session, draft.id).state for draft in both)
    assert states == ["in_review", "published"]


def test_discarded_drafts_are_kept_and_left_alone(engine: Engine) -> None:
    draft = begin(engine)
    with writing(engine) as session:
        draft = drafts.discard(session, change(draft))
    with pytest.raises(ConflictError), writing(engine) as session:
        drafts.submit(session, change(draft))
    with reading(engine) as session:
        assert [found.id for found in drafts.list_drafts(session, states=[DraftState.DISCARDED])] == [draft.id]
        assert drafts.list_drafts(session, states=[DraftState.DRAFT]) == []
        assert drafts.list_drafts(session, departments=["科技局"]) == []


def test_an_original_is_kept_once(engine: Engine) -> None:
    with writing(engine) as session:
        first = drafts.keep_file(session, name="a.txt", content=SOURCE.encode(), media_type="text/plain")
        second = drafts.keep_file(session, name="b.txt", content=SOURCE.encode())
        kept = session.get(SourceFile, first)
    assert first == second
    assert kept is not None
    assert (kept.name, kept.content.decode()) == ("a.txt", SOURCE)


@pytest.mark.parametrize("name", ["", "南湖", "a b", "A-1", "-a", "a--b", "x" * 81])
def test_a_policy_is_called_what_an_address_can_hold(engine: Engine, name: str) -> None:
    with pytest.raises(InvalidInputError, match="政策编号"), writing(engine) as session:
        drafts.create_draft(session, document(), SOURCE, policy_id=name, actor="zhang", now=NOW)
