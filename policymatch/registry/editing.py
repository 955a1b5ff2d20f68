"""Changing a draft by hand: one item or the head at a time, everything checked as if it had come from a file. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from policymatch.documents import Item, PolicyDocument, read_document, write_document
from policymatch.documents.exchange import read_item, write_item
from policymatch.documents.quotes import check_quotes
from policymatch.errors import ConflictError, InvalidInputError, NotFoundError

HEAD = ("title", "doc_number", "issuers", "region", "published_on", "valid_from", "valid_to", "stacking_rules")
ITEM = ("name", "anchor", "condition", "benefits", "stacking", "window", "materials", "themes")


def change_head(document: PolicyDocument, changes: Mapping[str, Any]) -> PolicyDocument:
    """Change title, number, issuers, region or dates.

    Args:
        document: the draft.
        changes: keys of the exchange form; others are refused.

    Raises:
        InvalidInputError: an unknown key or a value of the wrong kind.
    """
    _check_keys(changes, HEAD)
    return read_document(write_document(document) | dict(changes))


def change_item(document: PolicyDocument, item_id: str, changes: Mapping[str, Any], source_text: str) -> PolicyDocument:
    """Change an item's name, condition, benefits, window, materials or stacking rules.

    Args:
        document: the draft.
        item_id: the item.
        changes: keys of the exchange form; others are refused.
        source_text: every quote must stand in it.

    Raises:
        NotFoundError: no such item.
        InvalidInputError: an unknown key, a condition that cannot be built, a quote that is not in the source.
    """
    _check_keys(changes, ITEM)
    old = _item(document, item_id)
    new = read_item(write_item(old) | dict(changes), where=f"items[{item_id}]", default_id=item_id)
    return _checked(_with(document, item_id, new), source_text)


def add_item(document: PolicyDocument, data: Mapping[str, Any], source_text: str) -> PolicyDocument:
    """Add an item at the end.

    Raises:
        InvalidInputError: it cannot be read, or a quote is not in the source.
        ConflictError: its id is taken.
    """
    free = next(str(number) for number in range(1, len(document.items) + 2) if not document.item(str(number)))
    item = read_item(data, where="items[+]", default_id=free)
    if document.item(item.id) is not None:
        raise ConflictError(f"事项编号“{item.id}”已被使用", where=item.id, hint="换一个编号")
    return _checked(replace(document, items=(*document.items, item)), source_text)


def remove_item(document: PolicyDocument, item_id: str) -> PolicyDocument:
    """Remove an item.

    Raises:
        NotFoundError: no such item.
    """
    gone = _item(document, item_id)
    return replace(document, items=tuple(item for item in document.items if item is not gone))


def replace_document(data: Mapping[str, Any], source_text: str, *, policy_id: str) -> PolicyDocument:
    """A whole document from its exchange form.

    Raises:
        InvalidInputError: it cannot be read, or a quote is not in the source.
    """
    return _checked(replace(read_document(data), id=policy_id), source_text)


def _checked(document: PolicyDocument, source_text: str) -> PolicyDocument:
    check_quotes(document, source_text)
    return document


def _with(document: PolicyDocument, item_id: str, new: Item) -> PolicyDocument:
    return replace(document, items=tuple(new if item.id == item_id else item for item in document.items))


def _item(document: PolicyDocument, item_id: str) -> Item:
    found = document.item(item_id)
    if found is None:
        known = "、".join(item.id for item in document.items[:10]) or "无"
        raise NotFoundError(f"没有事项“{item_id}”", where="草稿", hint=f"现有：{known}")
    return found


def _check_keys(changes: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    unknown = [key for key in changes if key not in allowed]
    if unknown:
        raise InvalidInputError(f"不能修改“{'、'.join(unknown)}”", where="修改", hint=f"可改：{'、'.join(allowed)}")
