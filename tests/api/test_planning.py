"""Best set, near misses and next flip over the interface: what the engine says, to whom it may be said."""

from __future__ import annotations

from datetime import date

from api.enterprise.planning import show_step
from policymatch.decisions import Verdict, decide
from policymatch.decisions.flips import next_flip
from policymatch.decisions.nearness import Adjustment
from policymatch.profiles.masking import HIDDEN, Viewer
from tests.api.live import DAY, Live, subjects


def test_the_best_set_counts_each_amount_once(live: Live) -> None:
    subject = live.subject("enterprise")
    with live.client("enterprise") as client:
        found = client.post(f"/api/v1/enterprises/{subject}/best-set", json={}).raise_for_status().json()
        counts = client.get(f"/api/v1/enterprises/{subject}/matches").json()["counts"]
    shown = [*found["taken"], *found["left"]]
    assert found["proven"]
    assert found["as_of"] == str(DAY)
    assert len({one["key"] for one in shown}) == len(shown) <= counts["eligible"] + counts["to_judge"]
    assert {one["verdict"]["code"] for one in shown} <= {"eligible", "to_judge"}
    assert float(found["total"]["low"]) == sum(float(one["paid"]["low"]) for one in found["taken"])
    assert all(one["reason"] and one["quote"] for one in found["left"])


def test_an_award_that_bars_leaves_nothing_and_says_why(fast: Live) -> None:
    key, subject = "gz-nansha-scitech-2025/hnte-award", fast.subject("enterprise")
    everything = {"verdicts": ["eligible", "to_judge", "to_verify"]}
    with fast.client("enterprise") as client:
        path = f"/api/v1/enterprises/{subject}/best-set"
        before = client.post(path, json=everything).json()
        award = {"name": "一企一策扶持", "amount": "1000000"}
        after = client.post(path, json={**everything, "awards": [award]}).json()
    policies = {one["key"].split("/")[0] for one in before["taken"]}
    barred = [one for one in after["left"] if one["because"] == "一企一策扶持"]
    assert ("gz-nansha-scitech-2025" in policies) is bool(barred), key
    assert all("一企一策" in one["quote"] for one in barred)


def test_what_cannot_be_read_is_a_problem(fast: Live) -> None:
    path = f"/api/v1/enterprises/{fast.subject('enterprise')}/best-set"
    with fast.client("enterprise") as client:
        negative = client.post(path, json={"awards": [{"name": "x", "amount": "-1"}]})
        unknown = client.post(path, json={"keys": {"没有/这项": {"project": "厂房"}}})
        scope = client.post(path, json={"keys": {"a/b": {"planet": "x"}}})
    assert [one.status_code for one in (negative, unknown, scope)] == [400, 404, 400]
    assert all(one.headers["content-type"] == "application/problem+json" for one in (negative, unknown, scope))


def test_nobody_plans_for_another_enterprise(fast: Live) -> None:
    other = next(one for one in subjects(fast.service.engine) if one != fast.subject("enterprise"))
    with fast.client("enterprise") as client:
        assert client.post(f"/api/v1/enterprises/{other}/best-set", json={}).status_code == 403
        assert client.get(f"/api/v1/enterprises/{other}/near-misses").status_code == 403


def test_near_misses_are_what_they_say(live: Live) -> None:
    subject = live.subject("enterprise")
    with live.client("enterprise") as client:
        found = client.get(f"/api/v1/enterprises/{subject}/near-misses", params={"steps": 4, "limit": 100}).json()
    catalogue, profile = live.service.catalogue(), live.service.profile(subject)
    assert found["looked_at"] > 0
    for one in found["items"]:
        condition = catalogue.entry(one["key"]).item.condition
        assert decide(condition, profile, DAY).verdict is Verdict.NOT_ELIGIBLE
        assert one["steps"]
        assert date.fromisoformat(one["reached_on"]) > DAY


def test_how_much_is_missing_is_hidden_with_what_is_known() -> None:
    """Whoever may not see a figure is not told the difference either."""
    step = Adjustment("研发人员不低于12人", "12人以上", "实为10人", "再增2人", False, DAY, field="rd_staff")
    assert show_step(step, Viewer.ENTERPRISE).action == "再增2人"
    hidden = show_step(step, Viewer.PUBLIC)
    assert (hidden.seen, hidden.action) == (HIDDEN, "使“研发人员不低于12人”得到满足")


def test_the_next_flip_is_the_engines(live: Live) -> None:
    subject = live.subject("enterprise")
    catalogue, profile = live.service.catalogue(), live.service.profile(subject)
    with live.client("enterprise") as client:
        for entry in catalogue.governing[:12]:
            shown = client.get(f"/api/v1/enterprises/{subject}/matches/{entry.key}/next-flip").json()
            until = date.fromisoformat(shown["looked_until"])
            expected = next_flip(entry.item.condition, profile, DAY, until=until)
            assert shown["on"] == (str(expected.on) if expected else None), entry.key
            assert (shown["after"] is None) is (expected is None)
        assert client.get(f"/api/v1/enterprises/{subject}/matches/no/such/next-flip").status_code == 404
