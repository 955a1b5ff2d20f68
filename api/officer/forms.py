"""The form in which an officer changes an item, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from policymatch.documents import Item
from policymatch.documents.exchange import write_item
from policymatch.errors import InvalidInputError

LINES = ("materials", "themes")
DATA = {"condition": "条件", "benefits": "支持标准"}


def item_form(item: Item) -> dict[str, str]:
    """An item as the fields of a form."""
    data = write_item(item)
    window = data["window"]
    return {
        "name": item.name, "opens_on": window["opens_on"] or "", "closes_on": window["closes_on"] or "",
        "window_quote": window["quote"] or "", "materials": "\n".join(item.materials), "themes": "\n".join(item.themes),
        "condition": _text(data["condition"]), "benefits": _text(data["benefits"]),
    }  # fmt: skip


def _text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def item_changes(form: Mapping[str, str]) -> dict[str, Any]:
    """The changes that a filled-in form asks for, in exchange form.

    Raises:
        InvalidInputError: a field that is no JSON.
    """
    window = {name: form.get(name, "").strip() or None for name in ("opens_on", "closes_on")} | {
        "quote": form.get("window_quote", "").strip() or None
    }
    changes: dict[str, Any] = {"name": form.get("name", "").strip(), "window": window}
    for name in LINES:
        changes[name] = [line.strip() for line in form.get(name, "").splitlines() if line.strip()]
    for name, label in DATA.items():
        changes[name] = _data(form.get(name, ""), label)
    return changes


def _data(text: str, label: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        place = f"第{error.lineno}行" if isinstance(error, json.JSONDecodeError) else ""
        raise InvalidInputError(f"{label}不是合法的 JSON", where=place, hint="检查括号、引号与逗号") from None
