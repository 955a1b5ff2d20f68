"""An item's furniture: name, anchor, benefits, stacking, window, materials, themes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policymatch.conditions import Node
from policymatch.documents import Benefit, Item, Window
from policymatch.parsing.applying.choosing import materials_for, papers_for
from policymatch.parsing.applying.materials import MaterialList, find_materials
from policymatch.parsing.applying.paperlists import read_materials, read_papers
from policymatch.parsing.applying.windows import find_windows, read_window
from policymatch.parsing.binding.ceilings import Ceiling, bounded, find_ceilings
from policymatch.parsing.binding.scope import Scopes
from policymatch.parsing.binding.unasked import unasked
from policymatch.parsing.drafting.borrowing import lenders
from policymatch.parsing.drafting.conferred import conferred
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.names import from_title, item_name
from policymatch.parsing.stacking import find_stacking
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Kind
from policymatch.parsing.text.stretches import Stretches
from policymatch.parsing.themes import themes_of
from policymatch.spans import SourceRef, Span

if TYPE_CHECKING:
    from policymatch.parsing.pipeline import State

_NUMBERED = re.compile(r"^\d{1,2}[.、]\s*")
LONGEST_ANCHOR = 60
LONGEST_NAME = 40


@dataclass(slots=True)
class Surroundings:
    """What a document says for all its items, found once.

    Args:
        names: the name of each draft.
        known: everything that a draft may be called by.
        combining: every sentence on how supports go together.
        stacking: those of them that stand outside the items.
        timing: every stretch on when to apply.
        blocks: those blocks of supports that have papers of their own.
        windows: those of them that stand outside the items.
        materials: every list of materials.
        scopes: which items each passage outside them speaks for.
        ceilings: what a project gets at most, told once for all.
    """

    names: dict[Draft, str]
    known: dict[Draft, str]
    combining: tuple[Span, ...]
    stacking: tuple[SourceRef, ...]
    timing: tuple[Span, ...]
    windows: tuple[Span, ...]
    materials: tuple[MaterialList, ...]
    scopes: Scopes
    ceilings: tuple[Ceiling, ...] = ()
    unasked: frozenset[Draft] = frozenset()
    blocks: tuple[Span, ...] = ()

    def homes(self, papers: MaterialList) -> list[Span]:
        """The blocks of supports that a list of papers stands in; nobody else is asked for them."""
        return [] if papers.common else [block for block in self.blocks if block.contains(papers.span)]


def survey(state: State) -> Surroundings:
    """Find what holds for all items of a document."""
    beside = Counter(draft.node for draft in state.drafts)
    names = {draft: _name(state, draft, alone=beside[draft.node] == 1) for draft in state.drafts}
    combining = tuple(find_stacking(state.text))
    timing = _papers_last(state, find_windows(state.text))
    return Surroundings(
        names=names,
        known={draft: _known_as(state.text, draft, names[draft]) for draft in state.drafts},
        combining=combining,
        stacking=_quoted(state.text, _within(combining, _general_stretches(state))),
        timing=timing,
        windows=_outside(timing, [span for draft in state.drafts for span in draft.passage]),
        materials=find_materials(state.text),
        scopes=Scopes(state.root, state.drafts),
        ceilings=find_ceilings(state.text, state.drafts),
        unasked=unasked(state.text, state.drafts),
        blocks=_blocks_with_papers(state),
    )


def furnish(state: State, draft: Draft, condition: Node, around: Surroundings) -> Item:
    """The item of a draft with everything but its condition read from its passage."""
    text = state.text
    name = around.names[draft]
    benefits = bounded(read_benefits_of(state, draft), around.ceilings, around.scopes, draft)
    own = _quoted(text, _within(around.combining, _passages(draft)))
    stacking = dict.fromkeys([*own, *around.stacking])
    return Item(
        id="",
        name=name,
        condition=condition,
        benefits=benefits,
        stacking=tuple(stacking),
        window=_window(state, draft, around),
        materials=_materials(text, draft, around, state.metadata.title or ""),
        anchor=_anchor(text, draft),
        themes=themes_of(name + "".join(span.of(text) for span in draft.benefits)),
    )


def _papers_last(state: State, timing: Sequence[Span]) -> tuple[Span, ...]:
    """The stretches on when to apply; those among the papers last, whose days may be those of a purchase or an invoice."""
    listed = [node.span for node in state.root.walk() if node.topic is Topic.MATERIALS]
    return tuple(sorted(timing, key=lambda span: any(papers.contains(span) for papers in listed)))


def _within(spans: Sequence[Span], areas: Sequence[Span]) -> list[Span]:
    """The spans that lie in one of the areas, area by area."""
    return list(dict.fromkeys(span for area in areas for span in spans if area.contains(span)))


def _outside(spans: Sequence[Span], areas: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(span for span in spans if not any(span.overlaps(area) for area in areas))


def _quoted(text: str, spans: Sequence[Span]) -> tuple[SourceRef, ...]:
    return tuple(SourceRef(span.of(text), span) for span in spans)


SHORTEST_NAME = 2
"""A name such as 奖补 tells no support from another; the document's own then serves."""


def _name(state: State, draft: Draft, *, alone: bool) -> str:
    single = len(state.drafts) == 1 or draft.node.kind is Kind.ROOT
    if single and not draft.name and state.metadata.title:
        return from_title(state.metadata.title)[:LONGEST_NAME]
    name = item_name(state.text, draft, alone=alone)
    if name.count("“") != name.count("”"):
        name = name.replace("“", "").replace("”", "")
    return name if len(name) > SHORTEST_NAME or not state.metadata.title else from_title(state.metadata.title)


def read_benefits_of(state: State, draft: Draft) -> tuple[Benefit, ...]:
    """The benefits of a draft; where it states no figure but names another's, the other's."""
    own = _own_benefits(state, draft)
    if any(_has_figure(benefit) for benefit in own):
        return own
    taken = [benefit for other in lenders(state.text, draft, state.drafts) for benefit in _own_benefits(state, other)]
    return tuple(benefit for benefit in taken if _has_figure(benefit)) or own or _conferred(state, draft)


def _conferred(state: State, draft: Draft) -> tuple[Benefit, ...]:
    """What the document confers on the recognised, unless another support gives just that."""
    others = state.money()
    return tuple(
        one
        for one in conferred(state.text, state.root)
        if one.source is None or one.source.span is None or not others.touch(one.source.span, besides=draft)
    )


def _has_figure(benefit: Benefit) -> bool:
    return any(value is not None for value in (benefit.amount, benefit.rate, benefit.cap))


def _own_benefits(state: State, draft: Draft) -> tuple[Benefit, ...]:
    """What its passage grants; further stretches of the passage may bound it."""
    from policymatch.parsing.benefits import read_benefits

    others = state.money()
    return read_benefits(
        state.text,
        [*draft.benefits, *_continued(state.text, draft, others)],
        state.definitions,
        passages=draft.passage,
        tails=_tails(state.text, draft, others),
    )


_OPENS = re.compile(r"[^，。；：\n]{0,6}：")


def _continued(text: str, draft: Draft, others: Stretches) -> list[Span]:
    """What a colon after the money announces: the rest of the line, or the points and rows below it."""
    found = []
    for span in draft.benefits:
        colon = _OPENS.match(text, span.end)
        end = next((at for at in (text.find("\n", span.end),) if at >= 0), len(text))
        if colon is None:
            continue
        if not text[colon.end() : end].strip():
            end = draft.node.span.end
        stretch = Span(colon.end(), max(colon.end(), end))
        if not others.touch(stretch, besides=draft):
            found.append(stretch)
    return found


def _tails(text: str, draft: Draft, others: Stretches) -> list[Span]:
    """What follows the money of a draft up to the next sentence's end, as far as no other draft's money stands in it."""
    found = []
    for span in draft.benefits:
        end = span.end
        for _ in range(2):
            stop = min((at for sign in "。\n" if (at := text.find(sign, end + 1)) >= 0), default=len(text))
            if others.touch(Span(span.end, stop), besides=draft):
                break
            end = stop
        found.append(Span(span.end, end))
    return found


def _passages(draft: Draft) -> list[Span]:
    return [*draft.passage, draft.node.span] if draft.node.kind is not Kind.ROOT else [draft.node.span]


def _general_stretches(state: State) -> list[Span]:
    """Where a document says how all its supports go together: 附则 and the like."""
    inside = {draft.node for draft in state.drafts}
    return [
        node.span
        for node in state.root.walk()
        if node.inherited_topic() in (Topic.GENERAL, Topic.STACKING, Topic.ELIGIBILITY)
        and node not in inside
        and not node.children
    ]


def _anchor(text: str, draft: Draft) -> SourceRef:
    start = draft.anchor.start
    span = Span(start, min(start + LONGEST_ANCHOR, max(draft.anchor.end, start + 20), len(text)))
    return SourceRef(span.of(text), span)


def _window(state: State, draft: Draft, around: Surroundings) -> Window:
    """The item's own window, else the one that holds for all or names its article; none where it comes by itself."""
    if draft in around.unasked and not draft.windows:
        return Window()
    own = _within(around.timing, [*_passages(draft), *draft.windows])
    path, names = draft.node.path(), tuple(around.known.values())
    for spans in (draft.windows, own, [span for span in around.windows if around.scopes.binds(span, draft)]):
        window = read_window(
            state.text,
            spans,
            year=state.definitions.year,
            path=path,
            name=around.known[draft],
            names=names,
            told=spans is draft.windows,
        )
        if window.opens_on or window.closes_on or window.source:
            return window
    return Window()


def _materials(text: str, draft: Draft, around: Surroundings, title: str) -> tuple[str, ...]:
    if draft.materials:
        return tuple(_NUMBERED.sub("", name) for span in draft.materials for name in read_materials(text, span))
    if draft in around.unasked:
        return ()
    beside = next((papers for span in _lists_beside(draft) if (papers := read_papers(text, span))), ())
    if not beside and not around.materials:
        return ()
    known = around.known[draft]
    others = [other for key, other in around.known.items() if key != draft]
    if beside:
        shared = (name for each in around.materials if each.common for name in each.names)
        return tuple(dict.fromkeys([*shared, *papers_for(beside, known, others, draft.node.path())]))
    passage = "".join(span.of(text) for span in [draft.anchor, *draft.passage])
    lists = [each for each in around.materials if all(home.contains(draft.anchor) for home in around.homes(each))]
    return materials_for(lists, known, others, passage=passage, path=draft.node.path(), title=title)


def _blocks_with_papers(state: State) -> tuple[Span, ...]:
    """The blocks of supports that have a list of papers of their own, where a document has several of them."""
    blocks = {
        node.parent.span
        for node in state.root.walk()
        if node.topic is Topic.MATERIALS and node.parent is not None and node.parent.kind is not Kind.ROOT
    }
    own = [block for block in blocks if any(block.contains(draft.anchor) for draft in state.drafts)]
    return tuple(own) if len(own) > 1 else ()


def _lists_beside(draft: Draft) -> Iterator[Span]:
    """The lists of papers in the item's own block, the nearest first: A类：…扶持标准：…所需材料：…; 申报要求 | 申报材料：…."""
    for node in draft.node.upwards():
        if node.kind is not Kind.ROOT:
            below = [one for child in node.children for one in (child, *(child.children if child.topic else ()))]
            yield from (
                Span(child.body.start if len(child.heading) else child.span.start, child.span.end)
                for child in below
                if child.topic is Topic.MATERIALS
            )


def _known_as(text: str, draft: Draft, name: str) -> str:
    """Everything a list of materials may call an item by: its name and the headings over it."""
    nodes = draft.node.upwards()
    marks = (node.label.rstrip("：:、. ") for node in nodes if node.kind is Kind.LETTER and len(node.label) > 2)
    return "，".join([name, *draft.titles(text), *marks])
