"""However a bundle is made up, its cases together are the bundle: nothing twice, nothing lost, nothing shown to another."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import Any
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session

from policymatch.applications.bundles import choose_way, create, fill, object_to
from policymatch.applications.materials import Choice, Way
from policymatch.applications.questions import Question, QuestionKind
from policymatch.applications.rows import CaseQuery, list_cases
from policymatch.applications.space import Vault
from policymatch.applications.submission import submit
from policymatch.applications.viewing import BundleView, view
from policymatch.documents import read_document
from policymatch.registry.shelf import ShelfPolicy
from policymatch.store.policies import publish
from policymatch.store.tables_applications import Bundle
from policymatch.store.transactions import reading, writing
from tests.applications.samples import CONTACT, NOW, TODAY, change, profile, upload

TESTS: tuple[dict[str, Any], ...] = (
    {"field": "revenue", "op": ">=", "value": 20000000, "period": "last_year", "quote": "q"},
    {"field": "layoff_rate", "op": "<=", "value": 0.001, "period": "last_year", "quote": "q"},
    {"field": "employees", "op": ">=", "value": 50, "period": "last_year", "quote": "q"},
    {"field": "project_investment", "op": ">=", "value": 5000000, "quote": "q"},
    {"field": "equipment_investment", "op": ">=", "value": 1000000, "quote": "q"},
    {"manual": "项目技术先进", "quote": "q"},
    {"manual": "具有示范作用", "quote": "q"},
)
MATERIALS = (
    "申请表",
    "营业执照复印件（加盖公章）",
    "企业法人营业执照",
    "上年度审计报告",
    "审计报告",
    "无违法违规证明",
    "项目可行性研究报告",
    "社会保险参保证明",
)
DEPARTMENTS = ("科学技术局", "人力资源和社会保障局", "商务局")
items = st.fixed_dictionaries({
    "condition": st.lists(st.sampled_from(TESTS), min_size=1, max_size=3).map(lambda tests: {"all": tests}),
    "materials": st.lists(st.sampled_from(MATERIALS), max_size=4, unique=True),
    "benefits": st.just([{"type": "lump_sum", "amount": 50000, "quote": "q"}]),
})  # fmt: skip
policies = st.lists(
    st.tuples(st.sampled_from(DEPARTMENTS), st.lists(items, min_size=1, max_size=3)), min_size=1, max_size=3
)


def published(session: Session, department: str, listed: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """A policy of a department; its items' keys, each with the department."""
    name = f"p-{uuid4().hex[:10]}"
    made = [one | {"id": f"i{number}", "name": f"第{number}项支持"} for number, one in enumerate(listed)]
    document = read_document({
        "id": name, "title": name, "region": "330402", "issuers": [department], "published_on": "2025-12-20",
        "valid_from": "2026-01-01", "valid_to": "2028-12-31", "items": made,
    })  # fmt: skip
    publish(session, ShelfPolicy(document, 1, "q", None), recorded_on=date(2026, 1, 1))
    return [(f"{name}/{one['id']}", department) for one in made]


def value(question: Question, number: int) -> Any:
    return {"number": 6_000_000 + number, "bool": True, "text": f"答{number}"}[question.type]


def ready(session: Session, vault: Vault, bundle: Bundle) -> BundleView:
    """Fill everything in, promise what may be promised, upload the rest, object to what is stopped."""
    seen = view(session, bundle, profile(), day=TODAY)
    for one in seen.items:
        if one.stopped:
            bundle = object_to(session, change(bundle), one.chosen.key, "所依据的数据有误，以附件为准")
    seen = view(session, bundle, profile(), day=TODAY)
    answers = {one.key: value(one, at) for at, one in enumerate(seen.form) if one.asked and not for_all(one)}
    bundle = fill(session, change(bundle), answers | CONTACT, day=TODAY)
    for met in view(session, bundle, profile(), day=TODAY).materials:
        if met.settled:
            continue
        if met.may_promise:
            bundle = choose_way(session, change(bundle), met.material.key, Choice(Way.PROMISE))
        else:
            upload(session, vault, met.material.name)
    return view(session, bundle, profile(), day=TODAY)


def for_all(one: Question) -> bool:
    return one.kind in (QuestionKind.CONTACT, QuestionKind.BANK)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(policies, st.randoms(use_true_random=False))
def test_cases_together_are_the_bundle(engine: Engine, vault: Vault, drawn: Any, chance: Any) -> None:
    with writing(engine) as session:
        owners = dict(pair for department, listed in drawn for pair in published(session, department, listed))
        keys = chance.sample(sorted(owners), chance.randint(1, len(owners)))
        seen = ready(session, vault, create(session, "91330402X00000001A", keys, day=TODAY, actor="qiye", now=NOW))
        assert seen.problems == ()
        done = submit(session, change(seen.bundle), profile(), day=TODAY)
        for one in done.cases:
            one.open_key = None  # the next example may apply for its like
            session.add(one)
    assert Counter(f"{one.policy_id}/{one.item_id}" for one in done.cases) == Counter(keys), "every item one case"
    with reading(engine) as session:
        rows, total = list_cases(session, CaseQuery(bundle_id=seen.bundle.id), limit=100)
    cases = {f"{one.policy_id}/{one.item_id}": one for one in rows}
    assert total == len(keys), "as they are stored"
    assert {key: one.department for key, one in cases.items()} == {key: owners[key] for key in keys}
    assert len({one.number for one in done.cases}) == len({one.receipt_id for one in done.cases}) == len(keys)
    for one in seen.form:
        asking = set(keys) if for_all(one) else set(one.items)
        lines = {
            key: next((line for line in json.loads(case.form) if line["key"] == one.key), None)
            for key, case in cases.items()
        }
        assert {key for key, line in lines.items() if line} == asking, one.key
        given_to = {key for key, case in cases.items() if one.key in json.loads(case.answers)}
        assert given_to == (asking if one.answer is not None else set())
        assert all(json.loads(cases[key].answers)[one.key] == one.answer for key in given_to)
    for met in seen.materials:
        shown = {
            key: [line for line in json.loads(case.materials) if line["key"] == met.material.key]
            for key, case in cases.items()
        }
        assert {key: len(lines) for key, lines in shown.items() if lines} == dict.fromkeys(met.material.items, 1)
        files = {file.id for file in met.files}
        assert all({file["id"] for file in line["files"]} == files for lines in shown.values() for line in lines)
    known = {one.key for one in seen.form} | {"contact.email"}
    assert all(set(json.loads(case.answers)) <= known for case in cases.values())
