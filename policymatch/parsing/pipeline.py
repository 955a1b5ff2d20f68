"""The stages from text to document, in order; each takes the state and fills its part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from policymatch.documents import Benefit, Item, PolicyDocument
from policymatch.parsing.assembling.assemble import Reader, conjunction, levelled, with_source
from policymatch.parsing.assembling.copying import Copying
from policymatch.parsing.assembling.easing import with_easings
from policymatch.parsing.assembling.idle import without_aims
from policymatch.parsing.assembling.kinds import judged_as_row
from policymatch.parsing.assembling.tierends import met
from policymatch.parsing.binding.bearing import (
    agreeing,
    bearing,
    context_of,
    either_market,
    narrowed,
    told_once,
    without_rungs,
)
from policymatch.parsing.binding.besides import add_besides
from policymatch.parsing.binding.bynumber import find_by_number
from policymatch.parsing.binding.ceilings import without_bounds
from policymatch.parsing.binding.crossrefs import resolve
from policymatch.parsing.binding.earlier import add_earlier
from policymatch.parsing.binding.excused import find_excused
from policymatch.parsing.binding.freedkinds import find_freed_kinds, freeing
from policymatch.parsing.binding.general import read_general
from policymatch.parsing.binding.listed_terms import add_listed_terms
from policymatch.parsing.binding.onechoice import as_grades
from policymatch.parsing.binding.owncase import at_its_case, without_own_kind
from policymatch.parsing.binding.spared import (
    find_spared,
    freed_from_place,
    said_of_place,
    without_place,
    without_spared,
)
from policymatch.parsing.confidence import weighed
from policymatch.parsing.coverage import Coverage, measure
from policymatch.parsing.drafting.attachments import Attachments
from policymatch.parsing.drafting.bodies import Recipients
from policymatch.parsing.drafting.borrowers import of_borrowers
from policymatch.parsing.drafting.directions import add_directions
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.headed import add_aimed
from policymatch.parsing.drafting.items import draft_items
from policymatch.parsing.drafting.ladders import split_ladders
from policymatch.parsing.drafting.listed_kinds import add_listed_kinds
from policymatch.parsing.drafting.loans import with_terms_and_interest
from policymatch.parsing.drafting.parts import joined
from policymatch.parsing.drafting.recognised import full_names, held, in_full
from policymatch.parsing.drafting.scoping import add_scopes
from policymatch.parsing.drafting.sharing import share_conditions
from policymatch.parsing.drafting.tables import columns_of, draft_rows
from policymatch.parsing.metadata import NATION, Metadata, read_metadata
from policymatch.parsing.metadata.areas import zone_of
from policymatch.parsing.readers import SourceText
from policymatch.parsing.structure.clean import Clean, clean
from policymatch.parsing.structure.definitions import Definitions, read_definitions
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Kind, outline
from policymatch.parsing.structure.outline import Node as Section
from policymatch.parsing.structure.points import settle_directions
from policymatch.parsing.structure.requirements import Clause, Requirement
from policymatch.parsing.structure.telling import only_tells
from policymatch.parsing.text.stretches import Stretches
from policymatch.spans import SourceRef, Span


@dataclass(slots=True)
class State:
    """What the stages have found so far.

    Args:
        source: the document as its reader gave it.
        clean: its working text; every span below is a place in it until ``trace`` leads them back.
    """

    source: SourceText
    clean: Clean = field(default_factory=lambda: clean(""))
    metadata: Metadata = field(default_factory=Metadata)
    definitions: Definitions = field(default_factory=Definitions)
    root: Section = field(default_factory=lambda: Section(Kind.ROOT, 0, "", Span(0, 0), Span(0, 0), Span(0, 0)))
    drafts: list[Draft] = field(default_factory=list)
    general: list[Requirement] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    coverage: Coverage = field(default_factory=Coverage)
    warnings: list[str] = field(default_factory=list)
    _money: Stretches | None = None

    def money(self) -> Stretches:
        """Where the money of each draft stands; asked for once the drafts are complete."""
        if self._money is None:
            self._money = Stretches((span, draft_) for draft_ in self.drafts for span in draft_.benefits)
        return self._money

    @property
    def text(self) -> str:
        """The working text."""
        return self.clean.text


Stage = Callable[[State], None]


def mend(state: State) -> None:
    """Source text → working text."""
    state.clean = clean(state.source.text)


def head(state: State) -> None:
    """Title, number, issuers, region and dates."""
    state.metadata = read_metadata(state.source)


def define(state: State) -> None:
    """The document's own definitions."""
    known = state.metadata
    state.definitions = read_definitions(
        state.text, home_region=None if known.region == NATION else known.region,
        home_zone=zone_of(known.title or "", known.issuers), published_on=known.published_on, valid_from=known.valid_from,
        valid_to=known.valid_to,
    )  # fmt: skip


def structure(state: State) -> None:
    """The outline."""
    state.root = outline(state.text)
    settle_directions(state.text, state.root)


def draft(state: State) -> None:
    """Which passages grant what."""
    if only_tells(state.metadata.title or "", state.text):
        return
    listed = draft_rows(state.clean, state.source.tables)
    inside = [
        state.clean.from_source(Span(table.start, table.end)) for table in state.source.tables if columns_of(table)
    ]
    told = [
        draft_
        for draft_ in draft_items(state.text, state.root)
        if not any(draft_.anchor.overlaps(span) for span in inside)
    ]
    if listed:
        listed = share_conditions(state.text, _beside_tables(state.root, inside), listed)
    told = with_terms_and_interest(state.text, joined(state.text, told))
    state.drafts = without_bounds(state.text, sorted([*told, *listed], key=lambda draft_: draft_.anchor.start))
    for draft_ in state.drafts:
        draft_.own = [one for requirement in draft_.own for one in resolve(state.text, state.root, requirement)]
        draft_.context = [one for each in draft_.context for one in resolve(state.text, state.root, each)]
        add_besides(state.text, draft_)
    add_directions(state.text, state.drafts)
    add_scopes(state.text, state.root, state.drafts)
    add_earlier(state.text, state.root, state.drafts)
    add_listed_terms(state.text, state.root, state.drafts)
    add_listed_kinds(state.text, state.root, state.drafts)
    add_aimed(state.text, state.drafts)
    of_borrowers(state.text, state.drafts)


def _beside_tables(root: Section, tables: Sequence[Span]) -> list[Section]:
    """The sections of conditions that stand beside tables of supports, not in them."""
    return [
        node
        for node in root.children
        if node.topic in (Topic.ELIGIBILITY, Topic.SUBJECT) and not any(node.span.overlaps(span) for span in tables)
    ]


def generalise(state: State) -> None:
    """What holds for every item: conditions, stacking, windows, materials."""
    if state.drafts:
        state.general = read_general(state.text, state.root, state.drafts)


def assemble(state: State) -> None:
    """Drafts → items with their conditions and benefits."""
    from policymatch.parsing.furnish import furnish, survey

    reader = Reader(state.text, state.definitions)
    around = survey(state)
    requirements: list[Requirement] = list(state.general)
    attached = Attachments(state.root, state.drafts)
    spared = [
        *find_spared(state.text, state.drafts),
        *find_excused(state.text, state.root, state.drafts),
        *find_by_number(state.text, state.root, state.drafts),
    ]
    freed = said_of_place(state.text)
    exempt = [
        (who, one.points)
        for one in find_freed_kinds(state.text, state.root, state.drafts)
        if (who := reader.node(Clause(one.who))) is not None
    ]
    named = full_names(state.metadata.title or "", state.drafts, [term.name for term in state.definitions.terms])
    whom = Recipients(state.text, state.drafts)
    told: list[tuple[Draft, Item]] = []
    named_in = {id(one): whom.asked(one) for one in state.general}
    for draft_ in state.drafts:
        draft_.context = context_of(state.text, draft_)
        requirements += draft_.requirements()
        general = [
            one
            for one in bearing(state.text, state.general, draft_)
            if attached.binds(one, draft_) and ((meant := named_in[id(one)]) is None or draft_ in meant)
        ]
        shared = [reader.node(requirement) for requirement in general]
        own = [reader.node(requirement) for requirement in draft_.requirements()[len(draft_.context) :]]
        taken = [reader.node(requirement) for requirement in draft_.context]
        context = either_market(state.text, without_rungs(draft_.context, taken, own))
        own = either_market(state.text, own)
        levels = [[span.of(state.text) for span in told] for told in (draft_.levels, draft_.further)]
        own = [node and levelled(node, *levels) for node in own]
        before = [*narrowed(shared, [*context, *own]), *narrowed(context, own)]
        if named and not draft_.name:
            before, own = ([node and in_full(node, named) for node in nodes] for nodes in (before, own))
            before = [*held(draft_, named, [*before, *own], state.text), *before]
        if spared:
            before = [node and without_spared(node, draft_, spared) for node in before]
        before = [node and at_its_case(state.text, node, draft_, state.drafts) for node in before]
        if anywhere := freed_from_place(state.text, draft_, freed):
            before, own = (
                [node and without_place(state.text, node, anywhere) for node in nodes] for nodes in (before, own)
            )
        for who, points in exempt:
            before, own = ([node and freeing(node, who, points) for node in nodes] for nodes in (before, own))
        joined = without_own_kind(told_once(conjunction(agreeing(with_easings([*before, *own]))), draft_.meant))
        whole = judged_as_row(state.text, without_aims(state.text, joined))
        told += [(draft_, item) for item in split_ladders(furnish(state, draft_, whole, around), draft_, reader)]
    state.items = [replace(item, id=str(at)) for at, item in enumerate(met(as_grades(told)), 1)]
    state.coverage = measure(requirements, [item.condition for item in state.items], state.text)


def weigh(state: State) -> None:
    """Each condition's confidence by the item that it stands in."""
    state.items = weighed(state.items)


def trace(state: State) -> None:
    """Every quote back to the words as published."""
    state.items = _traced(state.clean, state.items)


def verify(state: State) -> None:
    """What an officer should look at."""
    from policymatch.parsing.check import check_items

    state.warnings += [*state.source.warnings, *check_items(state.items, state.coverage)]


STAGES: tuple[Stage, ...] = (mend, head, define, structure, draft, generalise, assemble, weigh, trace, verify)


def run(source: SourceText, stages: Sequence[Stage] = STAGES) -> State:
    """Run the stages over one document."""
    state = State(source)
    for stage in stages:
        stage(state)
    return state


def document(state: State) -> PolicyDocument:
    """The finished document."""
    known = state.metadata
    return PolicyDocument(
        title=known.title, items=tuple(state.items), doc_number=known.doc_number, issuers=known.issuers,
        region=known.region, published_on=known.published_on, valid_from=known.valid_from, valid_to=known.valid_to,
    )  # fmt: skip


def _traced(clean_: Clean, items: Iterable[Item]) -> list[Item]:
    """The items with every quote as published."""
    made: dict[int, tuple[SourceRef, SourceRef]] = {}  # items share quotes; each is kept so that its id stays its own

    def source(known: SourceRef | None) -> SourceRef | None:
        if known is None or known.span is None:
            return known
        if id(known) not in made:
            published = SourceRef(clean_.verbatim(known.span), clean_.to_source(known.span), known.path)
            made[id(known)] = known, published
        return made[id(known)][1]

    def benefit(known: Benefit) -> Benefit:
        when = None if known.when is None else conditions.of(known.when)
        return replace(known, source=source(known.source), when=when)

    conditions = Copying(lambda leaf: with_source(leaf, source(leaf.source)))
    return [
        replace(
            item,
            condition=conditions.of(item.condition),
            benefits=tuple(map(benefit, item.benefits)),
            stacking=tuple(each for quoted in item.stacking if (each := source(quoted)) is not None),
            window=replace(item.window, source=source(item.window.source)) if item.window.source else item.window,
            anchor=source(item.anchor),
        )
        for item in items
    ]
