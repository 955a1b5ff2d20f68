from __future__ import annotations

from datetime import date

import pytest

from tests.api.live import DAY, Live


def keys(live: Live, **query: str) -> list[str]:
    with live.client() as client:
        answer = client.get("/api/v1/items", params={"size": "200", **query})
    assert answer.status_code == 200, answer.text
    return [one["key"] for one in answer.json()["items"]]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("高企奖励", "高新技术企业认定奖励"), ("小微企业减税", "小型微利企业"), ("稳岗补贴", "稳岗"), ("专利", "专利"),
        ("房租", "租"), ("扩岗", "扩岗"), ("研发加计扣除", "加计扣除"),
    ],
)  # fmt: skip
def test_the_words_of_those_who_ask_find_it(fast: Live, asked: str, wanted: str) -> None:
    with fast.client() as client:
        names = [
            one["name"] + "".join(one["supports"])
            for one in client.get("/api/v1/items", params={"q": asked}).json()["items"]
        ]
    assert [name for name in names[:3] if wanted in name], names[:3]


def test_nonsense_finds_nothing(fast: Live) -> None:
    assert keys(fast, q="zzzqqq") == []


def test_filters_leave_what_they_name(fast: Live) -> None:
    catalogue = fast.service.catalogue()
    everything = keys(fast)
    assert len(everything) == len(set(everything)) == len(catalogue.governing)
    in_hefei = set(keys(fast, region="340104"))
    for entry in catalogue.governing:
        area = entry.policy.document.region
        assert (entry.key in in_hefei) is (area in (None, "100000", "340000", "340100", "340104"))
    soon = keys(fast, closes_before="2026-07-31")
    ends = [catalogue.entry(key).item.window.closes_on for key in soon]
    assert ends == sorted(ends)
    assert all(day is not None and DAY <= day <= date(2026, 7, 31) for day in ends)
    theme = catalogue.governing[0].item.themes[0]
    assert set(keys(fast, theme=theme)) == {entry.key for entry in catalogue.governing if theme in entry.item.themes}


def test_an_industry_leaves_out_what_is_for_others(fast: Live) -> None:
    farming, all_of_them = set(keys(fast, industry="A01")), set(keys(fast))
    assert farming < all_of_them


def test_an_area_that_does_not_exist_is_told(fast: Live) -> None:
    with fast.client() as client:
        refused = client.get("/api/v1/items", params={"region": "999999"})
    assert (refused.status_code, refused.json()["code"]) == (422, "unknown_region")


def test_the_feed_can_be_read_by_machines_and_is_sent_once(fast: Live) -> None:
    from policymatch.conditions import read_node

    with fast.client() as client:
        first = client.get("/api/v1/feed", params={"size": 200})
        assert len(first.json()["items"]) == first.json()["total"]
        for item in first.json()["items"]:
            read_node(item["condition"])
        assert (
            client.get(
                "/api/v1/feed", params={"size": 200}, headers={"If-None-Match": first.headers["etag"]}
            ).status_code
            == 304
        )
        assert "public" in first.headers["cache-control"]
