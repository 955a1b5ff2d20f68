"""Supports for those whom the same document recognises: 示范园区 in them means 青山市产业融合示范园区."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policymatch.conditions import Judgement, Node, Not, Op, Test
from policymatch.parsing.drafting.drafts import Draft

_PREFACE = re.compile(r"^.*(?:印发|关于|开展|公布|发布)(?:申报|组织|《)?|[《》]")
_LEVELLED = re.compile(r"^(?:国家|省|自治区|市|区|县)级")
_HELD = re.compile(r"^(?:已?经?认定的|获得|[初首]?次?被?认定为|已认定的?)?(?P<name>[^，。；]{2,20}?)$")


def full_names(title: str, drafts: Sequence[Draft]) -> dict[str, str]:
    """How the title names in full what the document recognises, by the name that its articles use."""
    core = _PREFACE.sub("", title)
    found = {}
    for draft in drafts:
        name = _LEVELLED.sub("", draft.name)
        at = core.find(name) if len(name) >= 3 else -1
        if at >= 0:
            found[draft.name] = core[: at + len(name)]
    return found


def in_full(node: Node, names: dict[str, str]) -> Node:
    """The condition with the recognised named in full wherever it asks for the recognition."""
    if isinstance(node, Test):
        if node.field != "qualification" or not isinstance(node.value, tuple):
            return node
        return replace(node, value=tuple(dict.fromkeys(_full(str(value), names) or str(value) for value in node.value)))
    if isinstance(node, Judgement):
        held = _HELD.match(node.label)
        name = _full(held["name"], names) if held else None
        return Test("qualification", Op.HAS_ANY, (name,), source=node.source, confidence=0.75) if name else node
    if isinstance(node, Not):
        return Not(in_full(node.child, names))
    return replace(node, children=tuple(in_full(child, names) for child in node.children))


def _full(value: str, names: dict[str, str]) -> str | None:
    return next(
        (full for name, full in names.items() if value == name or (len(value) >= 4 and name.endswith(value))), None
    )


__all__ = ["full_names", "in_full"]
