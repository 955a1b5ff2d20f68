"""The form in which an officer changes an item, row by row or as JSON, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from api.officer.tree import Row, change_rows, condition_of, read_rows, rows_of
from api.officer.values import read_number, write_number
from policymatch.conditions import read_node
from policymatch.documents import Item
from policymatch.documents.exchange import read_benefit, write_benefit, write_item
from policymatch.errors import InvalidInputError, PolicyMatchError
from policymatch.vocabulary.fields import FieldType, catalogue

LINES = ("materials", "themes")
HEAD = ("name", "opens_on", "closes_on", "window_quote", *LINES)
DATA = {"condition": "条件", "benefits": "支持标准"}
FIGURES = {"amount": "元", "rate": "fraction", "cap": "元", "years": "年"}
MOST_BENEFITS = 60
Stands = Callable[[str], bool]


def item_form(item: Item) -> dict[str, str]:
    """An item as the fields of the form for experts, conditions and supports as JSON."""
    data = write_item(item)
    return _head(item) | {name: _text(data[name]) for name in DATA}


def _head(item: Item) -> dict[str, str]:
    window = item.window
    return {
        "name": item.name, "opens_on": str(window.opens_on or ""), "closes_on": str(window.closes_on or ""),
        "window_quote": window.source.quote if window.source else "", "materials": "\n".join(item.materials),
        "themes": "\n".join(item.themes),
    }  # fmt: skip


def _text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def item_changes(form: Mapping[str, str]) -> dict[str, Any]:
    """The changes that a filled-in form for experts asks for, in exchange form.

    Raises:
        InvalidInputError: a field that is no JSON.
    """
    return head_changes(form) | {name: _data(form.get(name, ""), label) for name, label in DATA.items()}


def head_changes(form: Mapping[str, str]) -> dict[str, Any]:
    """The changes of name, window, materials and themes, in exchange form."""
    said = {name: form.get(name, "").strip() or None for name in ("opens_on", "closes_on")}
    changes: dict[str, Any] = {
        "name": form.get("name", "").strip(),
        "window": said | {"quote": form.get("window_quote", "").strip() or None},
    }
    for name in LINES:
        changes[name] = [line.strip() for line in form.get(name, "").splitlines() if line.strip()]
    return changes


def _data(text: str, label: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        place = f"第{error.lineno}行" if isinstance(error, json.JSONDecodeError) else ""
        raise InvalidInputError(f"{label}不是合法的 JSON", where=place, hint="检查括号、引号与逗号") from None


@dataclass(slots=True)
class SupportRow:
    """One support of an item as the form has it.

    Args:
        texts: type, amount, rate, cap, years, per, quote, as typed.
        rest: the JSON of what the form does not show; it stays.
        when: the grade that it is bound to; None: always.
        problem: what is wrong with it.
    """

    texts: dict[str, str]
    rest: str = "{}"
    when: Row | None = None
    problem: str = ""

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "")

    @property
    def further(self) -> str:
        """What the form does not show, in words."""
        known = {"base": "基数指标", "base_period": "基数期间", "base_label": "基数", "base_over": "基数超过", "currency": "币种",
                 "instalments": "分期", "step": "舍尾"}  # fmt: skip
        labels = {one.id: one.label for one in catalogue()}
        held = {name: labels.get(str(value), value) for name, value in json.loads(self.rest or "{}").items()}
        return "；".join(f"{known[name]} {value}" for name, value in held.items() if name in known)


@dataclass(slots=True)
class ItemRows:
    """An item as the form has it, row by row."""

    head: dict[str, str]
    condition: Row
    supports: list[SupportRow] = field(default_factory=list)
    problem: str = ""

    @property
    def faults(self) -> list[str]:
        """Everything that is wrong."""
        grades = [fault for one in self.supports if one.when for fault in one.when.faults]
        own = [self.problem] if self.problem else []
        return own + self.condition.faults + [one.problem for one in self.supports if one.problem] + grades


def item_rows(item: Item) -> ItemRows:
    """An item in rows."""
    return ItemRows(_head(item), rows_of(item.condition), [_support(write_benefit(one)) for one in item.benefits])


def _support(data: dict[str, Any]) -> SupportRow:
    when = data.pop("when", None)
    texts = {name: str(data.pop(name, None) or "") for name in ("type", "per", "quote")}
    for name, unit in FIGURES.items():
        value = data.pop(name, None)
        texts[name] = "" if value is None else write_number(unit, _exact(value))
    return SupportRow(texts, json.dumps(data, ensure_ascii=False), rows_of(read_node(when)) if when else None)


def _exact(value: Any) -> Any:
    from decimal import Decimal

    return Decimal(str(value))


def read_form(form: Mapping[str, str]) -> ItemRows:
    """The rows of a form that was sent.

    Raises:
        InvalidInputError: it is not one of ours.
    """
    size = form.get("supports", "0")
    count = min(int(size), MOST_BENEFITS) if size.isdecimal() and len(size) < 6 else 0
    supports = [_read_support(form, f"b{at}") for at in range(count)]
    return ItemRows({name: form.get(name, "") for name in HEAD}, read_rows(form, "c"), supports)


def _read_support(form: Mapping[str, str], place: str) -> SupportRow:
    texts = {name: form.get(f"{place}:{name}", "") for name in ("type", "per", "quote", *FIGURES)}
    rest = form.get(f"{place}:rest", "{}")
    if not isinstance(_data(rest, "支持标准的其余内容"), dict):
        raise InvalidInputError("支持标准的其余内容不是对象", hint="刷新页面后重试")
    return SupportRow(texts, rest, read_rows(form, f"{place}w") if f"{place}w:kind" in form else None)


def act(rows: ItemRows, command: str) -> str:
    """Do what a button of the form says; the place to look at afterwards.

    Args:
        rows: the form, changed in place.
        command: ``<action>@<place>``: of a condition's row ``c.0.1``, of a support ``b0``, of a row of its grade ``b0w.1``.
    """
    action, _, place = command.partition("@")
    root, _, below = place.partition(".")
    number = root.removeprefix("b").removesuffix("w")
    if action == "support":
        rows.supports.append(SupportRow({"type": "lump_sum"}))
        return f"b{len(rows.supports) - 1}"
    if root == "c":
        change_rows(rows.condition, action, below)
    elif root.startswith("b") and number.isdecimal() and int(number) < len(rows.supports):
        _act_on_support(rows, int(number), action, below)
    return place


def _act_on_support(rows: ItemRows, at: int, action: str, below: str) -> None:
    one = rows.supports[at]
    if action == "drop":
        del rows.supports[at]
    elif action == "grade":
        one.when = Row("all", below=[Row("test")])
    elif action == "ungrade":
        one.when = None
    elif one.when is not None:
        change_rows(one.when, action, below)


def changes_of(rows: ItemRows, stands: Stands) -> dict[str, Any]:
    """The changes that the rows ask for, in exchange form; what is wrong is noted where it is.

    Args:
        rows: the form.
        stands: whether a quote stands in the source.
    """
    changes = head_changes(rows.head)
    rows.problem = "" if changes["name"] else "没有填写事项名称"
    changes["condition"] = condition_of(rows.condition, stands)
    changes["benefits"] = [_benefit(one, stands) for one in rows.supports]
    quote = changes["window"]["quote"]
    if quote and not stands(quote):
        rows.problem = "申报时间的原文不在原文中，须逐字取自原文"
    return changes


def _benefit(one: SupportRow, stands: Stands) -> dict[str, Any]:
    one.problem = ""
    made: dict[str, Any] = json.loads(one.rest) | {name: one[name].strip() or None for name in ("type", "per", "quote")}
    if one.when is not None:
        made["when"] = condition_of(one.when, stands)
    try:
        for name, unit in FIGURES.items():
            text = one[name].strip()
            made[name] = read_number(unit, text) if text else None
        read_benefit(made, where="支持标准")
        if made["quote"] and not stands(made["quote"]):
            raise InvalidInputError("原文中没有这句引文", hint="逐字取自原文")
    except PolicyMatchError as error:
        one.problem = error.message + (f"（{error.hint}）" if error.hint else "")
    return made


def field_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """All fields by whose fact they are, for the list to choose from: id and label with unit."""
    titles = {"enterprise": "企业", "application": "本次申报", "person": "申请人"}
    groups: dict[str, list[tuple[str, str]]] = {title: [] for title in titles.values()}
    for one in catalogue():
        unit = {"fraction": "%", "as stated": ""}.get(one.unit, one.unit) if one.type is FieldType.NUMBER else ""
        groups[titles[one.scope]].append((one.id, one.label + (f"（{unit}）" if unit else "")))
    return list(groups.items())
