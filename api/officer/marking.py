"""The draft beside its source: every clause knows its place, and every marked place its clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from api.presenting import support_sentence
from policymatch.conditions import Judgement, Node, Test, children
from policymatch.conditions.rendering import group_word, render
from policymatch.documents import Item, PolicyDocument
from policymatch.documents.quotes import QuoteFinder
from policymatch.spans import SourceRef, Span


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition or support of an item.

    Args:
        id: of its place in the page; the mark in the source has it with an ``m`` before it.
        kind: ``condition``, ``judgement`` or ``benefit``.
        text: in words.
        quote: the words it comes from; empty where it has none.
        marked: whether its words are marked in the source.
    """

    id: str
    kind: str
    text: str
    quote: str
    marked: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A group of conditions, or one."""

    group: str
    clause: Clause | None
    below: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item as the officer reviews it."""

    item: Item
    tree: Branch
    benefits: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the source: plain, or a mark with the id of the clause that it belongs to."""

    text: str
    kind: str = ""
    mark: str = ""
    clause: str = ""


@dataclass(slots=True)
class _Marks:
    finder: QuoteFinder
    spans: dict[Span, tuple[str, str]] = field(default_factory=dict)

    def place(self, source: SourceRef | None, kind: str, clause: str) -> str:
        """The mark that a clause's words have; the first clause of the same words names it."""
        span = source and (self.finder.find(source.quote))
        if not span:
            return ""
        return "m" + self.spans.setdefault(span, (clause, kind))[0]


def review(document: PolicyDocument, source_text: str) -> tuple[list[ItemView], list[Piece]]:
    """The items with their clauses, and the source with its marks."""
    marks = _Marks(QuoteFinder(source_text))
    views = [_view(place, item, marks) for place, item in enumerate(document.items, 1)]
    kept = _apart(marks, source_text)
    shown = {piece.mark for piece in kept if piece.mark}
    return [_only_shown(view, shown) for view in views], kept


def _view(place: int, item: Item, marks: _Marks) -> ItemView:
    counter = iter(range(1, 10_000))
    tree = _branch(item.condition, f"i{place}", counter, marks)
    benefits = tuple(
        _clause(f"i{place}b{at}", "benefit", support_sentence(benefit), benefit.source, marks)
        for at, benefit in enumerate(item.benefits, 1)
    )
    return ItemView(item, tree, benefits)


def _branch(node: Node, prefix: str, counter: Iterator[int], marks: _Marks) -> Branch:
    if isinstance(node, Test | Judgement):
        kind = "condition" if isinstance(node, Test) else "judgement"
        return Branch("", _clause(f"{prefix}c{next(counter)}", kind, render(node), node.source, marks))
    return Branch(group_word(node), None, tuple(_branch(child, prefix, counter, marks) for child in children(node)))


def _clause(name: str, kind: str, text: str, source: SourceRef | None, marks: _Marks) -> Clause:
    return Clause(name, kind, text, source.quote if source else "", marks.place(source, kind, name))


def _apart(marks: _Marks, text: str) -> list[Piece]:
    """The source in pieces; where marks overlap the first that begins wins, of those the longest."""
    pieces, reached = [], 0
    for span, (clause, kind) in sorted(marks.spans.items(), key=lambda pair: (pair[0].start, -pair[0].end)):
        if span.start < reached:
            continue
        pieces += [Piece(text[reached : span.start]), Piece(span.of(text), kind, f"m{clause}", clause)]
        reached = span.end
    return [piece for piece in [*pieces, Piece(text[reached:])] if piece.text]


def _only_shown(view: ItemView, shown: set[str]) -> ItemView:
    """Links to marks that another mark swallowed would lead nowhere."""
    return ItemView(view.item, _trimmed(view.tree, shown), tuple(_kept(clause, shown) for clause in view.benefits))


def _trimmed(branch: Branch, shown: set[str]) -> Branch:
    clause = _kept(branch.clause, shown) if branch.clause else None
    return Branch(branch.group, clause, tuple(_trimmed(below, shown) for below in branch.below))


def _kept(clause: Clause, shown: set[str]) -> Clause:
    return clause if clause.marked in shown else Clause(clause.id, clause.kind, clause.text, clause.quote)
