"""One form for several items: the union of what they ask, each thing once, prefilled where shared data know it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from policymatch.applications.declared import DECLARATION, PLAIN, Answers, Slot, is_known, slots, with_declared
from policymatch.conditions import Judgement, Test
from policymatch.conditions.rendering import render
from policymatch.decisions.decide import Decision, decide
from policymatch.decisions.testing import interpretations
from policymatch.documents import Item
from policymatch.profiles import GAP_LABELS, Column, Gap, Profile
from policymatch.profiles.masking import HIDDEN, may_see_field
from policymatch.profiles.views import render_value
from policymatch.vocabulary.fields import FieldType, Scope, catalogue
from policymatch.vocabulary.viewers import Viewer


class QuestionKind(StrEnum):
    """What kind of thing is asked."""

    FACT = "fact"
    DECLARATION = "declaration"
    CONTACT = "contact"
    BANK = "bank"


@dataclass(frozen=True, slots=True)
class FormItem:
    """An item as the form sees it.

    Args:
        key: its name across documents.
        item: the item.
        objected: whether the enterprise objects to a sure "no": then everything unknown is asked.
    """

    key: str
    item: Item
    objected: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A value that need not be asked, and where it came from."""

    value: str
    department: str
    source: str
    known_on: date | None


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the form.

    Args:
        key: its name, under which it is answered.
        kind: what kind of thing it is.
        label: what it is called.
        type: how it is answered: number, date, bool, enum, set, region, industry, text.
        unit: of numbers.
        options: what may be answered, where that is a list.
        items: the items that ask it.
        quotes: the clauses that ask it.
        known: what shared data say; empty where they say nothing.
        asked: whether it is put to the enterprise.
        required: whether the application is not whole without it.
        remark: why it is not asked though nothing certain is known, or what to mind.
        answer: what was filled in; None where nothing was.
        suggested: what the enterprise gave in its last application.
    """

    key: str
    kind: QuestionKind
    label: str
    type: str
    unit: str = ""
    options: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    known: tuple[Known, ...] = ()
    asked: bool = False
    required: bool = False
    remark: str = ""
    answer: Any = None
    suggested: Any = None

    @property
    def missing(self) -> bool:
        """Whether it has to be answered yet."""
        return self.required and self.answer is None


@dataclass(slots=True)
class _Line:
    """What several items say of one slot."""

    items: set[str] = field(default_factory=set)
    quotes: set[str] = field(default_factory=set)
    options: set[str] = field(default_factory=set)
    asked: bool = False
    required: bool = False


def make_form(
    items: Iterable[FormItem],
    profile: Profile,
    answers: Answers,
    as_of: date,
    *,
    before: Answers | None = None,
    viewer: Viewer = Viewer.ENTERPRISE,
) -> tuple[Question, ...]:
    """The form of a bundle.

    Args:
        items: the items; their order does not matter.
        profile: what shared data know.
        answers: what was filled in so far.
        as_of: the day.
        before: contact and bank of the last application; None where there was none.
        viewer: in whose name known values are shown.
    """
    facts: dict[Slot, _Line] = {}
    judged: dict[str, _Line] = {}
    filled = with_declared(profile, answers, as_of, judged=True)
    for one in items:
        _ask(one, profile, filled, as_of, facts, judged)
    order = {known.id: place for place, known in enumerate(catalogue())}
    ranked = sorted(facts.items(), key=lambda pair: (order[pair[0].field], -(pair[0].year or 0), pair[0].key))
    return (
        *(_fact_question(slot, line, profile, answers, as_of, viewer) for slot, line in ranked),
        *(_judgement_question(label, line, answers) for label, line in sorted(judged.items())),
        *_plain_questions(answers, before or {}),
    )


def _ask(
    one: FormItem, profile: Profile, filled: Profile, as_of: date, facts: dict[Slot, _Line], judged: dict[str, _Line]
) -> None:
    whole = decide(one.item.condition, profile, as_of)
    after = decide(one.item.condition, filled, as_of)
    opened = set(map(id, _mattering(whole, one.objected)))
    needed = {leaf.node for leaf in _mattering(after, one.objected)}
    for leaf in _all_leaves(whole):
        _add(leaf, one.key, as_of, facts, judged, asked=id(leaf) in opened, required=leaf.node in needed)
    for benefit in one.item.benefits:
        granted = None if benefit.when is None else decide(benefit.when, filled, as_of)
        for leaf in _all_leaves(granted) if granted else ():
            _add(leaf, one.key, as_of, facts, judged, asked=leaf.truth is None, required=False)
        if benefit.base is not None and (granted is None or granted.truth is not False) and whole.truth is not False:
            for slot in slots(Column(benefit.base, benefit.base_period), as_of):
                line = facts.setdefault(slot, _Line())
                line.items.add(one.key)
                line.quotes.update([benefit.source.quote] if benefit.source else [])
                line.asked = line.required = True


def _mattering(decision: Decision, objected: bool) -> Iterator[Decision]:
    """The unknown leaves that an answer could still turn; all unknown ones where the enterprise objects to the answer."""
    if decision.truth is False and objected:
        return (leaf for leaf in _all_leaves(decision) if leaf.truth is None)
    return decision.open_leaves()


def _all_leaves(decision: Decision | None) -> Iterator[Decision]:
    if decision is None:
        return
    if isinstance(decision.node, Test | Judgement):
        yield decision
    for child in decision.children:
        yield from _all_leaves(child)


def _add(
    leaf: Decision, item: str, as_of: date, facts: dict[Slot, _Line], judged: dict[str, _Line], *, asked: bool, required: bool
) -> None:  # fmt: skip
    node = leaf.node
    quote = [node.source.quote] if isinstance(node, Test | Judgement) and node.source else []
    lines: list[_Line] = []
    if isinstance(node, Judgement):
        lines = [judged.setdefault(node.label, _Line())]
    elif isinstance(node, Test):
        columns = dict.fromkeys(column for reading in interpretations(node) for column in reading)
        named = dict.fromkeys(slot for column in columns for slot in slots(column, as_of))
        lines = [facts.setdefault(slot, _Line()) for slot in named]
    for line in lines:
        line.items.add(item)
        line.quotes.update(quote)
        line.asked |= asked
        line.required |= required
        if isinstance(node, Test) and isinstance(node.value, tuple):
            line.options.update(node.value)


def _fact_question(
    slot: Slot, line: _Line, profile: Profile, answers: Answers, as_of: date, viewer: Viewer
) -> Question:
    known, wanted = slot.known, tuple(sorted(line.options))
    settled = is_known(slot, profile, as_of, wanted)
    reading = slot.reading(profile, as_of)
    asked = line.asked and not settled
    listed = known.type in (FieldType.SET, FieldType.ENUM)
    return Question(
        slot.key, QuestionKind.FACT, _label(slot), str(known.type), known.unit,
        options=(known.values if known.closed and known.type is FieldType.ENUM else wanted) if listed else (),
        items=tuple(sorted(line.items)), quotes=tuple(sorted(line.quotes)),
        known=_known(slot, profile, as_of, viewer), asked=asked, required=asked and line.required,
        remark=_remark(reading.gap, settled, asked, known.scope), answer=answers.get(slot.key),
    )  # fmt: skip


def _label(slot: Slot) -> str:
    return (f"{slot.year}年度" if slot.year else "") + (slot.label or slot.known.label)


def _known(slot: Slot, profile: Profile, as_of: date, viewer: Viewer) -> tuple[Known, ...]:
    seen = may_see_field(viewer, slot.field)
    found = [
        Known(
            render_value(slot.known, fact.value) if seen else HIDDEN, fact.origin.department, fact.origin.source,
            fact.origin.known_on,
        )
        for fact in slot.reading(profile, as_of).facts
        if fact.origin.confidence >= 1 and not (fact.value is None and fact.label)
    ]  # fmt: skip
    return tuple(dict.fromkeys(found))


def _remark(gap: Gap | None, settled: bool, asked: bool, scope: Scope) -> str:
    if settled and gap in (Gap.CONFLICT, Gap.RULING, Gap.NOT_YET):
        return f"{GAP_LABELS[gap]}，由部门核实，无须填写"
    return "无共享数据，据实填写，由部门核实" if asked and scope is Scope.ENTERPRISE else ""


def _judgement_question(label: str, line: _Line, answers: Answers) -> Question:
    key = DECLARATION + label
    return Question(
        key, QuestionKind.DECLARATION, render(Judgement(label)), "bool", items=tuple(sorted(line.items)),
        quotes=tuple(sorted(line.quotes)), asked=line.asked, required=line.asked and (line.required or key in answers),
        remark="由企业声明，部门认定" if line.asked else "", answer=answers.get(key),
    )  # fmt: skip


def _plain_questions(answers: Answers, before: Answers) -> Iterator[Question]:
    for key, (label, needed, _, hint) in PLAIN.items():
        kind = QuestionKind.CONTACT if key.startswith("contact.") else QuestionKind.BANK
        yield Question(
            key, kind, label, "text", asked=True, required=needed, remark=hint, answer=answers.get(key), suggested=before.get(key)
        )  # fmt: skip


def of_item(form: Sequence[Question], item: str) -> tuple[Question, ...]:
    """The part of a form that one item's department is given: what it asks, contact and bank."""
    return tuple(one for one in form if item in one.items or one.kind in (QuestionKind.CONTACT, QuestionKind.BANK))
