"""Who may take which step with a draft."""

from __future__ import annotations

from itertools import product

import pytest

from policymatch.errors import ConflictError, ForbiddenError
from policymatch.registry.drafting import ALLOWED, BY_ANOTHER, DraftState, Step, checklist, possible, take
from tests.store.samples import SOURCE, TODAY, document


@pytest.mark.parametrize(("state", "step"), list(product(DraftState, Step)))
def test_every_step_from_every_state(state: DraftState, step: Step) -> None:
    if (state, step) not in ALLOWED:
        with pytest.raises(ConflictError):
            take(step, state, actor="li", editors=["zhang"])
        return
    assert take(step, state, actor="li", editors=["zhang"]) is ALLOWED[state, step]
    if step in BY_ANOTHER:
        with pytest.raises(ForbiddenError):
            take(step, state, actor="zhang", editors=["zhang"])
    else:
        take(step, state, actor="zhang", editors=["zhang"])


def test_what_is_published_or_discarded_stays_so() -> None:
    assert possible(DraftState.PUBLISHED) == possible(DraftState.DISCARDED) == ()
    assert {before for before, after in ALLOWED.items() if after is DraftState.PUBLISHED} == {
        (DraftState.IN_REVIEW, Step.PUBLISH)
    }


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ({"title": None}, "没有标题"),
        ({"items": []}, "没有任何事项"),
        ({"published_on": None, "valid_from": None}, "没有施行日期或发文日期"),
        ({"valid_to": "2026-06-29"}, "已失效（文件）：有效期至2026-06-29，早于2026-06-30"),
    ],
)
def test_what_stands_in_the_way(head: dict[str, object], said: str) -> None:
    found = checklist(document(**head), SOURCE, as_of=TODAY, signatures={})
    assert found.obstacles == (said,)
    assert not found.ready


def test_a_clean_draft_is_ready_and_counts_its_signatures() -> None:
    found = checklist(document(), SOURCE, as_of=TODAY, signatures={})
    assert (found.ready, found.signed, len(found.pairs)) == (True, 0, 6)
    signed = checklist(
        document(), SOURCE, as_of=TODAY, signatures={pair.key: True for pair in found.pairs[:4]} | {"x": True}
    )
    assert (signed.ready, signed.signed) == (True, 4)


def test_a_signature_falls_away_when_the_rule_changes() -> None:
    before = {pair.key for pair in checklist(document(), SOURCE, as_of=TODAY, signatures={}).pairs}
    items = [
        {
            "id": "revenue",
            "name": "营收奖励",
            "condition": {"field": "revenue", "op": ">", "value": 20000000, "period": "last_year"},
        }
    ]
    after = {pair.key for pair in checklist(document(items=items), SOURCE, as_of=TODAY, signatures={}).pairs}
    assert not before & after
