"""Supports for those whom the same document recognises: 示范园区 in them means 青山市产业融合示范园区."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policymatch.conditions import Judgement, Node, Not, Op, Test, leaves
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.sought import STATUS
from policymatch.spans import SourceRef

_PREFACE = re.compile(r"^.*(?:印发|关于|开展|公布|发布)(?:申报|组织|《)?|[《》]")
_LEVELLED = re.compile(r"^(?:国家|省|自治区|市|区|县)级")
_HELD = re.compile(r"^(?:已?经?认定的|获得|[初首]?次?被?认定为|已认定的?)?(?P<name>[^，。；]{2,20}?)$")


_PLACE = re.compile("^[一-龥]{2,8}?(?:省|自治区|市|区|县)")
_ACTS = re.compile("鼓励|举办|支持|促进|推[动进]|设立|发展|建设|管理|培育|加[强快]|办法|申[请报]")
_SHORTEST = 3
_BESIDE = re.compile(f"{STATUS}[和与及、]")


def full_names(title: str, drafts: Sequence[Draft], terms: Sequence[str] = ()) -> dict[str, str]:
    """How the document names in full what it recognises, by the name that its articles use.

    Args:
        title: the document's title.
        drafts: its items; those with a name recognise something.
        terms: what it explains (本办法所称跨国公司地区总部，是指…).
    """
    core = _PREFACE.sub("", title)
    place = found[0] if (found := _PLACE.match(core)) else ""
    named = {}
    for draft in drafts:
        name = _LEVELLED.sub("", draft.name)
        if len(name) >= _SHORTEST:
            full = _by_title(core, name) or _by_term(terms, name) or name
            level = draft.name[: len(draft.name) - len(name)]
            plain = full.removeprefix(place)
            named[draft.name] = level + plain if level and plain in (name, full) else full
            if level and plain == draft.name:
                named[draft.name] = plain
    return named


def _by_title(core: str, name: str) -> str | None:
    """The name as the title has it; of several it has no place before it (甲市众创空间和科技企业加速器)."""
    at = core.find(name)
    before = _BESIDE.split(core[: max(at, 0)])[-1]
    return None if at < 0 or _ACTS.search(before) else before + name


def _by_term(terms: Sequence[str], name: str) -> str | None:
    return next((term for term in terms if term.endswith(name) and term != name), None)


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


def held(draft: Draft, names: dict[str, str], asked: Sequence[Node | None], text: str) -> list[Node]:
    """The title of a support for those recognised, unless its conditions ask for it anyhow.

    Args:
        draft: the support.
        names: what the document recognises, by the name that its articles use.
        asked: its conditions.
        text: the working text.
    """
    full = list(dict.fromkeys(names.values()))
    if draft.holds is None or len(full) != 1:
        return []
    told = (leaf for node in asked if node is not None for leaf in leaves(node))
    if any(isinstance(leaf, Test) and isinstance(leaf.value, tuple) and full[0] in leaf.value for leaf in told):
        return []
    source = SourceRef(draft.holds.of(text), draft.holds)
    return [Test("qualification", Op.HAS_ANY, (full[0],), source=source, confidence=0.7)]


def _full(value: str, names: dict[str, str]) -> str | None:
    return next(
        (full for name, full in names.items() if value == name or (len(value) >= _SHORTEST and name.endswith(value))),
        None,
    )


__all__ = ["full_names", "held", "in_full"]
