from __future__ import annotations

import pytest

from api.enterprise.schemas import Matches
from policymatch.decisions.matching import match_all
from policymatch.ingest.profiles import build_profile
from policymatch.profiles.masking import HIDDEN
from policymatch.store.policies import documents_in_force
from policymatch.store.transactions import reading
from tests.api.live import DAY, Live, subjects

EVERY = [("verdict", code) for code in ("eligible", "to_judge", "to_verify", "not_eligible")]


def everything(live: Live, login: str, subject: str) -> list[dict]:
    found, page = [], 1
    with live.client(login) as client:
        while True:
            answer = client.get(
                f"/api/v1/enterprises/{subject}/matches", params=[*EVERY, ("page", page), ("size", 40)]
            ).json()
            found += answer["items"]
            if len(found) >= answer["total"]:
                return found
            page += 1


def test_the_list_says_what_decide_says_of_every_item(live: Live) -> None:
    subject = live.subject("enterprise")
    shown = {
        one["key"]: (one["verdict"]["code"], one["amount"]["label"]) for one in everything(live, "enterprise", subject)
    }
    with reading(live.service.engine) as session:
        documents = documents_in_force(session, DAY)
    expected = match_all(documents, build_profile(live.service.engine, subject), DAY)
    amounts = {m.key: "—" if m.decision.truth is False else m.estimate.label for m in expected}
    assert shown == {m.key: (str(m.verdict), amounts[m.key]) for m in expected}


def test_a_list_is_to_the_letter_what_its_description_says(fast: Live) -> None:
    with fast.client("agent") as client:
        said = client.get(f"/api/v1/enterprises/{fast.subject('enterprise')}/matches", params=[*EVERY, ("size", 200)])
    # The list is put together without its model, which would cost more than deciding it.
    assert len(said.json()["items"]) > 50
    assert Matches.model_validate_json(said.content, strict=True).model_dump_json().encode() == said.content


def test_the_best_and_the_nearest_deadline_come_first(live: Live) -> None:
    found = everything(live, "agent", live.subject("enterprise"))
    order = {"eligible": 0, "to_judge": 1, "to_verify": 2, "not_eligible": 3}
    ranks = [order[one["verdict"]["code"]] for one in found]
    assert ranks == sorted(ranks)
    for code in order:
        ends = [one["window"]["closes_on"] for one in found if one["verdict"]["code"] == code]
        open_ones = [day for day in ends if day and day >= str(DAY)]
        assert open_ones == sorted(open_ones)
        assert ends[: len(open_ones)] == open_ones


def test_pages_hold_every_item_once(live: Live) -> None:
    keys = [one["key"] for one in everything(live, "enterprise", live.subject("enterprise"))]
    assert len(keys) == len(set(keys)) == len(live.service.catalogue().governing)


def test_one_item_is_explained_condition_by_condition(live: Live) -> None:
    subject = live.subject("enterprise")
    with live.client("enterprise") as client:
        for listed in everything(live, "enterprise", subject)[:5]:
            found = client.get(f"/api/v1/enterprises/{subject}/matches/{listed['key']}").json()
            assert (found["verdict"], found["amount"]) == (listed["verdict"], listed["amount"])
            assert found["tree"]["truth"] is {"符合": True, "不符合": False}.get(found["verdict"]["label"])
            assert bool(found["missing"]) is (found["tree"]["truth"] is None)


def test_a_receipt_says_it_again_byte_for_byte(live: Live) -> None:
    subject = live.subject("enterprise")
    with live.client("enterprise") as client:
        receipt = client.get(f"/api/v1/enterprises/{subject}/matches").json()["receipt"]
        again = client.get(f"/api/v1/receipts/{receipt}/replay").json()
        assert again["same"] is True
        shown = client.get(f"/api/v1/receipts/{receipt}").json()
        assert shown["credit_code"] == subject
        assert shown["facts"]
    with live.client("agent") as client:
        assert client.get(f"/api/v1/receipts/{receipt}").json()["facts"] is None
    with live.client("neighbour") as client:
        assert client.get(f"/api/v1/receipts/{receipt}").status_code == 403


def test_what_is_sensitive_is_shown_to_the_enterprise_alone(live: Live) -> None:
    subject = live.subject("enterprise")
    values = {}
    for login in ("enterprise", "agent"):
        with live.client(login) as client:
            facts = client.get(f"/api/v1/enterprises/{subject}").json()["facts"]
        values[login] = {
            fact["value"] for fact in facts if fact["field"] in ("revenue", "registered_capital", "net_profit")
        }
    assert HIDDEN not in values["enterprise"]
    assert values["agent"] & {HIDDEN}
    hidden = values["enterprise"] - values["agent"]
    with live.client("agent") as client:
        for one in everything(live, "agent", subject):
            text = client.get(f"/api/v1/enterprises/{subject}/matches/{one['key']}").text
            assert not [value for value in hidden if f"实为{value}" in text]


def test_a_list_that_has_not_changed_is_not_sent_again(live: Live) -> None:
    path = f"/api/v1/enterprises/{live.subject('enterprise')}/matches"
    with live.client("enterprise") as client:
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
        other = client.get(path, headers={"If-None-Match": '"something-else"'})
    assert (again.status_code, again.content) == (304, b"")
    assert other.content == first.content
    assert "private" in first.headers["cache-control"]


def test_what_if_turns_only_what_rests_on_it(live: Live) -> None:
    subject = live.subject("enterprise")
    with live.client("enterprise") as client:
        path = f"/api/v1/enterprises/{subject}/what-if"
        assert client.post(path, json={}).json()["changes"] == []
        moved = client.post(path, json={"facts": [{"field": "registered_region", "value": "110101"}]}).json()["changes"]
        assert moved
        before = {one["key"]: one["verdict"] for one in everything(live, "enterprise", subject)}
        assert all(before[one["key"]] == one["before"] for one in moved)
        after = {one["key"]: one["verdict"] for one in everything(live, "enterprise", subject)}
        assert before == after  # nothing was kept


@pytest.mark.parametrize(
    ("supposed", "said"),
    [
        ({"field": "nothing", "value": 1}, "nothing"),
        ({"field": "employees", "value": 5}, "年度指标"),
        ({"field": "employees", "value": "many", "year": 2025}, "数值"),
        ({"field": "registered_region", "value": "999999"}, "999999"),
        ({"field": "size", "value": "巨型"}, "企业规模"),
        ({"field": "dishonest", "value": 1}, "失信"),
    ],
)
def test_what_cannot_be_supposed_is_told(live: Live, supposed: dict, said: str) -> None:
    with live.client("enterprise") as client:
        refused = client.post(f"/api/v1/enterprises/{live.subject('enterprise')}/what-if", json={"facts": [supposed]})
    assert refused.status_code == 422
    assert said in refused.text


def test_missing_facts_name_the_items_they_would_settle(live: Live) -> None:
    subject = live.subject("enterprise")
    open_items = {
        one["key"]
        for one in everything(live, "enterprise", subject)
        if one["verdict"]["code"] in ("to_verify", "to_judge")
    }
    with live.client("enterprise") as client:
        facts = client.get(f"/api/v1/enterprises/{subject}/missing-facts").json()["facts"]
    assert {key for fact in facts for key in fact["items"]} == open_items
    assert [len(fact["items"]) for fact in facts] == sorted((len(fact["items"]) for fact in facts), reverse=True)


def test_a_batch_says_what_each_list_says(live: Live) -> None:
    codes = subjects(live.service.engine)[:12]
    unknown = "91110000100000000X"
    with live.client("agent") as client:
        answer = client.post(
            "/api/v1/matches", json={"credit_codes": [*codes, unknown], "verdicts": ["eligible", "to_verify"]}
        ).json()
        assert [one["credit_code"] for one in answer["enterprises"]] == [*codes, unknown]
        assert answer["enterprises"][-1]["found"] is False
        for one in answer["enterprises"][:3]:
            listed = everything(live, "agent", one["credit_code"])
            for verdict in ("eligible", "to_verify"):
                assert set(one["items"][verdict]) == {m["key"] for m in listed if m["verdict"]["code"] == verdict}


def test_a_batch_of_some_items_counts_those_alone(live: Live) -> None:
    code, key = live.subject("enterprise"), live.service.catalogue().governing[0].key
    with live.client("agent") as client:
        answer = client.post("/api/v1/matches", json={"credit_codes": [code], "items": [key]}).json()
        assert sum(answer["enterprises"][0]["counts"].values()) == 1
        missing = client.post("/api/v1/matches", json={"credit_codes": [code], "items": ["no/such"]})
        assert missing.status_code == 404


def test_enterprises_are_found_by_what_people_say(live: Live) -> None:
    names = live.service.names()
    named = next(one for one in names.known if not one.branch and len(one.name) > 8)
    with live.client("agent") as client:
        for said in (
            named.name,
            named.name.removesuffix("有限公司"),
            named.name.replace(named.name[3], "某", 1),
            named.name[1:],
        ):
            found = client.get("/api/v1/enterprises", params={"name": said}).json()["items"]
            assert named.subject in [one["credit_code"] for one in found[:3]], said


def test_a_branch_is_told_from_its_head_office() -> None:
    from api.names import NameIndex

    index = NameIndex({"A": "合肥星海机电有限公司", "B": "合肥星海机电有限公司蜀山分公司", "C": "合肥星河机械有限公司"})
    assert [hit.named.subject for hit in index.find("星海机电")][:2] == ["A", "B"]
    assert index.find("合肥星海机电蜀山分公司")[0].named.subject == "B"
    assert [hit.named.branch for hit in index.find("星海机电")][:2] == [False, True]
    assert index.find("（）") == []
