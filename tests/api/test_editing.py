"""Items changed row by row: nothing that the form shows or hides is lost, and what is wrong is said where it is."""

from __future__ import annotations

from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from api.officer.forms import ItemRows, act, changes_of, item_rows, read_form
from api.officer.tree import TEXTS, Row
from api.officer.values import read_number, read_period, read_value, write_number, write_period, write_value
from policymatch.conditions import Op, leaves, read_node
from policymatch.documents import Item
from policymatch.documents.exchange import read_item, write_item
from policymatch.errors import InvalidInputError
from policymatch.quantities import Period
from policymatch.registry.shelf import read_shelf
from policymatch.vocabulary.fields import field
from tests.api.live import Live
from tests.api.test_drafts import begin, publish

ITEMS = [item for policy in read_shelf(files("policies") / "published") for item in policy.document.items]


def as_form(rows: ItemRows) -> dict[str, str]:
    """What a browser sends of the rows."""
    form = dict(rows.head) | {"supports": str(len(rows.supports))} | written(rows.condition, "c")
    for at, one in enumerate(rows.supports):
        form |= {f"b{at}:{name}": text for name, text in one.texts.items()} | {f"b{at}:rest": one.rest}
        form |= written(one.when, f"b{at}w") if one.when else {}
    return form


def written(row: Row, place: str) -> dict[str, str]:
    form = {f"{place}:kind": row.kind, f"{place}:size": str(len(row.below))}
    form |= {f"{place}:{name}": row[name] for name in TEXTS}
    for at, child in enumerate(row.below):
        form |= written(child, f"{place}.{at}")
    return form


def saved(rows: ItemRows, item: Item) -> Item:
    changes = changes_of(rows, lambda _: True)
    assert rows.faults == []
    return read_item(write_item(item) | changes, where="item", default_id=item.id)


def test_there_are_items_to_try() -> None:
    assert len(ITEMS) > 80


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_an_item_that_is_saved_unchanged_is_unchanged(item: Item) -> None:
    again = saved(read_form(as_form(item_rows(item))), item)
    assert again == item
    quotes = [[leaf.source for leaf in leaves(one.condition)] for one in (again, item)]
    assert quotes[0] == quotes[1]
    assert [one.source for one in again.benefits] == [one.source for one in item.benefits]


@pytest.mark.parametrize(
    "node",
    [
        {"field": "employees", "op": ">=", "value": 20}, {"not": {"any": [{"manual": "甲"}, {"manual": "乙"}]}},
        {"at_least": 2, "of": [{"manual": "甲"}, {"manual": "乙"}, {"not": {"manual": "丙"}}]}, {"all": []},
        {"field": "registered_capital", "op": ">", "value": "USD 1000000.5"},
        {"field": "declared_number", "op": ">=", "value": 9, "label": "参展展位数"},
        {"field": "revenue", "op": ">=", "value": 3470217.5, "period": "2021-2023:avg"},
        {"field": "revenue", "op": ">=", "value": 1, "period": "last_4_years:each"},
    ],
)  # fmt: skip
def test_every_form_of_condition_survives_the_form(node: Any) -> None:
    item = Item("1", "事项", read_node(node))
    assert saved(read_form(as_form(item_rows(item))), item).condition == item.condition


@pytest.mark.parametrize(
    ("unit", "text", "value"),
    [
        ("元", "2000万元", "20000000"), ("元", "1.5亿", "150000000"), ("元", "3,470,217.5", "3470217.5"), ("元", "100万美元", "USD 1000000"),
        ("元", "USD 5", "USD 5"), ("fraction", "5%", "0.05"), ("fraction", "0.05", "0.05"), ("人", "20人", "20"), ("年", "3", "3"),
        ("元", "50万元人民币", "500000"), ("人", " 1千 ", "1000"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(unit: str, text: str, value: str) -> None:
    assert read_number(unit, text) == value


@pytest.mark.parametrize(("unit", "text"), [("元", "二十"), ("人", "20元"), ("fraction", "5元"), ("元", "5%"), ("人", "5万美元"), ("元", "")])  # fmt: skip
def test_what_is_no_number_of_the_unit_is_refused(unit: str, text: str) -> None:
    with pytest.raises(InvalidInputError):
        read_number(unit, text)


@pytest.mark.parametrize(
    "number", ["20000000", "3470217.5", "0.01", "150000000", "12345678.9", "0", "-5000000", "99999999.99"]
)
def test_money_is_written_exactly(number: str) -> None:
    for unit in ("元", "人", "fraction"):
        assert Decimal(read_number(unit, write_number(unit, Decimal(number)))) == Decimal(number)


def test_places_are_named_and_found_by_name_or_code() -> None:
    region = field("registered_region")
    shown = write_value(region, ("340104", "100000"))
    assert shown == "安徽省合肥市蜀山区（340104）\n全国（100000）"
    assert read_value(region, Op.IN, shown) == ["340104", "100000"]
    assert read_value(region, Op.IN, "合肥市\n340104；全国") == ["340100", "340104", "100000"]
    with pytest.raises(InvalidInputError, match="没有地区叫"):
        read_value(region, Op.IN, "无此地")
    with pytest.raises(InvalidInputError, match="不止一个") as caught:
        read_value(region, Op.IN, "朝阳区")
    assert "110105" in caught.value.hint


def test_periods_are_read_as_written() -> None:
    for text in ("last_year", "this_year", "last_3_years:sum", "2023", "2021-2023:avg", "last_4_years:each"):
        assert read_period(*write_period(Period.parse(text))) == text
    assert read_period("years", "2021年至2023年", "") == "2021-2023"
    with pytest.raises(InvalidInputError, match="期间"):
        read_period("years", "去年", "")


def test_rows_are_added_moved_wrapped_and_removed() -> None:
    item = Item("1", "事项", read_node({"all": [{"manual": "甲"}, {"manual": "乙"}]}))
    rows = item_rows(item)
    assert act(rows, "down@c.0") == "c.0"
    assert [row["label"] for row in rows.condition.below] == ["乙", "甲"]
    act(rows, "wrap@c.1")
    act(rows, "manual@c.1")
    rows.condition.below[1].below[1].texts["label"] = "丙"
    act(rows, "test@c")
    act(rows, "remove@c.2")
    assert saved(rows, item).condition == read_node(
        {"all": [{"manual": "乙"}, {"any": [{"manual": "甲"}, {"manual": "丙"}]}]}
    )
    act(rows, "unwrap@c.1")
    assert [row["label"] for row in rows.condition.below] == ["乙", "甲", "丙"]
    for nonsense in ("remove@c", "remove@c.9", "up@c.0", "fly@c.0", "remove@b3", "", "@", "test@c.0", "up@c.x"):
        act(rows, nonsense)
    assert [row["label"] for row in rows.condition.below] == ["乙", "甲", "丙"]
    act(rows, "support@b")
    act(rows, "grade@b0")
    assert rows.supports[0].when is not None
    act(rows, "ungrade@b0")
    act(rows, "drop@b0")
    assert rows.supports == []


def test_what_is_wrong_is_said_at_its_row() -> None:
    rows = item_rows(Item("1", "事项", read_node({"all": [{"manual": "甲"}]})))
    for _ in range(3):
        act(rows, "test@c")
    act(rows, "group@c")
    first, second, third, group = rows.condition.below[1:]
    first.texts.update(field="employees", op="in", value="20")
    second.texts.update(field="employees", op=">=", value="很多")
    third.texts.update(field="employees", op=">=", value="20", quote="原文没有的话")
    group.kind = "any"
    changes_of(rows, lambda quote: not quote)
    assert "不适用" in first.problem
    assert "可用" in first.problem
    assert "不是数值" in second.problem
    assert "原文中没有" in third.problem
    assert "没有条件" in group.problem
    assert len(rows.faults) == 4


def sent(page: str) -> dict[str, str]:
    """The form of a page, as a browser would send it unchanged."""
    form = LexborHTMLParser(page).css_first("form.editor")
    values = {node.attributes["name"]: node.attributes.get("value") or "" for node in form.css("input[name]")}
    values |= {node.attributes["name"]: node.text(deep=True) for node in form.css("textarea[name]")}
    for choice in form.css("select[name]"):
        chosen = choice.css_first("option[selected]") or choice.css_first("option")
        values[choice.attributes["name"]] = chosen.attributes.get("value") or ""
    return {str(name): str(value) for name, value in values.items()}


def test_the_page_sends_back_what_it_was_given(live: Live) -> None:
    draft = begin(live, "edited-on-the-page")
    path = f"/officer/drafts/{draft['id']}/items/{draft['document']['items'][0]['id']}"
    with live.client("officer1", Accept="text/html") as client:
        form = sent(client.get(path).text)
        added = client.post(f"{path}/rows", data=form | {"do": "manual@c"})
        assert (added.status_code, "尚未保存" in added.text) == (200, True)
        wrong = client.post(f"{path}/rows", data=sent(added.text) | {"do": "save"})
        assert (wrong.status_code, "没有写明要认定什么" in wrong.text) == (422, True)
        place = max(name for name in sent(added.text) if name.endswith(":label"))
        done = client.post(f"{path}/rows", data=sent(wrong.text) | {place: "信用良好", "do": "save"})
        assert done.status_code == 303
        stale = client.post(f"{path}/rows", data=form | {"do": "save"})
        assert (stale.status_code, "他人" in stale.text or "版本" in stale.text) == (412, True)
    with live.client("officer1") as client:
        now = client.get(f"/api/v1/drafts/{draft['id']}").json()["document"]["items"][0]
    before = draft["document"]["items"][0]
    assert now["benefits"] == before["benefits"]
    assert {"manual": "信用良好"} in now["condition"]["all"]
    assert all(leaf in now["condition"]["all"] for leaf in before["condition"].get("all", [before["condition"]]))
    with live.client("stranger", Accept="text/html") as client:
        assert client.get(path).status_code == 403


def test_who_stays_under_the_old_version_is_said_on_the_page_and_over_the_interface(live: Live) -> None:
    policy_id = "cohort-of-two"
    assert publish(live, begin(live, policy_id)).status_code == 201
    with live.client("officer1", Accept="text/html") as client:
        draft = client.post(f"/api/v1/policies/{policy_id}/next-version").json()
        path = f"/officer/drafts/{draft['id']}/succession"
        opened = client.post(path, data=sent(client.get(path).text) | {"do": "somebody@c"})
        form = sent(opened.text) | {"do": "save", "until": "2026-12-31", "note": "提高门槛"}
        assert client.post(path, data=form).status_code == 422
        chosen = {"c.0:field": "established_on", "c.0:op": "<", "c.0:value": "2023-01-01"}
        assert client.post(path, data=form | chosen).status_code == 303
    with live.client("officer1") as client:
        now = client.get(f"/api/v1/drafts/{draft['id']}")
        stays = {"field": "established_on", "op": "<", "value": "2023-01-01", "period": None}
        assert now.json()["cohort"] == {"condition": {"all": [stays]}, "until": "2026-12-31"}
        assert now.json()["note"] == "提高门槛"
        effect = client.get(f"/api/v1/drafts/{draft['id']}/impact").json()
        assert effect["enterprises"] > 50
        nobody = client.put(
            f"/api/v1/drafts/{draft['id']}/succession", json={"cohort": None}, headers={"If-Match": now.headers["etag"]}
        )
        assert nobody.json()["cohort"] is None
        wrong = {"cohort": {"condition": {"field": "nothing"}}}
        tag = {"If-Match": nobody.headers["etag"]}
        assert client.put(f"/api/v1/drafts/{draft['id']}/succession", json=wrong, headers=tag).status_code == 422


def test_head_and_items_are_changed_on_the_page(live: Live) -> None:
    draft = begin(live, "head-on-the-page")
    path = f"/officer/drafts/{draft['id']}"
    with live.client("officer1", Accept="text/html") as client:
        typed = {
            "revision": "1",
            "title": "新标题",
            "issuers": "甲局\n乙局",
            "region": "340100",
            "valid_from": "2026-02-01",
        }
        assert client.post(f"{path}/head", data=typed | {"valid_to": "明年"}).status_code in (400, 422)
        assert client.post(f"{path}/head", data=typed).status_code == 303
        added = client.post(f"{path}/items", data={"form_token": "-", "revision": "2", "name": "漏掉的事项"})
        assert client.get(added.headers["location"]).status_code == 200
        gone = draft["document"]["items"][0]["id"]
        assert client.post(f"{path}/items/{gone}/remove", data={"form_token": "-", "revision": "3"}).status_code == 303
    with live.client("officer1") as client:
        now = client.get(f"/api/v1/drafts/{draft['id']}").json()["document"]
    assert (now["title"], now["issuers"], now["valid_from"]) == ("新标题", ["甲局", "乙局"], "2026-02-01")
    assert [item["name"] for item in now["items"]][-1] == "漏掉的事项"
    assert gone not in [item["id"] for item in now["items"]]
