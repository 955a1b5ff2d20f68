"""What it takes to turn one condition: a lawful change of a fact, or waiting; and from which day it shows.

Nothing is proposed that the catalogue of changes does not allow (``vocabulary/changes.py``), and nothing downwards where
an upper limit is missed: that would be to split, to dismiss or to hide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from policymatch.conditions import Op, Test
from policymatch.conditions.rendering import render_name, render_value
from policymatch.decisions.decide import decide
from policymatch.decisions.explain import explain_leaf
from policymatch.decisions.flips import turning_days
from policymatch.decisions.nearness.repairs import Turn
from policymatch.profiles import Column, Fact, Origin, Profile, read
from policymatch.profiles.readings import add_years
from policymatch.quantities import Aggregate
from policymatch.vocabulary.changes import Change, Direction, change_of
from policymatch.vocabulary.fields import Field, FieldType
from policymatch.vocabulary.fields import field as catalogue_field

ORIGIN = Origin("supposed", "设想")
AHEAD = 3
"""Years looked ahead."""
CENT, FRACTION = Decimal("0.01"), Decimal("0.0001")
FEW = 3
"""Units that are few, however little there is."""
PARTS = {"rd_staff_ratio": ("rd_staff", "employees"), "rd_ratio": ("rd_expense", "revenue")}
"""Ratios that are said by their numerator, where both are known; new staff count in the denominator too."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One thing to do, or to wait for.

    Args:
        condition: what is missed, in words.
        quote: the clause.
        seen: what is known now, in words.
        action: what to do, one Chinese sentence.
        waiting: whether only time is needed.
        ready_on: the day from which it can show, at the earliest.
        facts: what is known then in place of today's, for checking.
        field: the fact that is missed.
        near: whether what is missing is little: at most half of what is asked for, or three units.
    """

    condition: str
    quote: str
    seen: str
    action: str
    waiting: bool
    ready_on: date
    facts: tuple[Fact, ...] = ()
    field: str = ""
    near: bool = True


def adjustment(turn: Turn, profile: Profile, as_of: date, *, not_before: date | None = None) -> Adjustment | None:
    """How a leaf can lawfully get an answer; None where it cannot within three years.

    Args:
        turn: the leaf and the answer.
        profile: what is known.
        as_of: today.
        not_before: the first day that counts, where other changes take longer.
    """
    leaf, wanted = turn
    if not isinstance(leaf, Test):
        return None
    first = max(as_of, not_before or as_of)
    ways = [
        way for way in (_wait(leaf, wanted, profile, as_of, first), _act(leaf, wanted, profile, as_of, first)) if way
    ]
    return min(ways, key=lambda way: way.ready_on, default=None)


def _wait(leaf: Test, wanted: bool, profile: Profile, as_of: date, first: date) -> Adjustment | None:
    """Time alone: 成立满三年, a happening that leaves its window."""
    last = add_years(as_of, AHEAD)
    for day in [first, *turning_days(leaf, profile, first, last)]:
        if day > as_of and decide(leaf, profile, day).truth is wanted:
            return _made(leaf, profile, as_of, f"等待至{render_day(day)}即可", day, waiting=True)
    return None


def _act(leaf: Test, wanted: bool, profile: Profile, as_of: date, first: date) -> Adjustment | None:
    change = change_of(leaf.field)
    asked = _asked(leaf, wanted)
    if change is None or asked is None or not _lawful(change, asked):
        return None
    short = shortfall(asked, change, profile, as_of)
    begun = _months_on(as_of, change.months + change.months_each * int(short or 0))
    for day, facts in _trials(asked, change, profile, begun, max(begun, first)):
        then = with_facts(profile, facts)
        if decide(leaf, then, day).truth is wanted:
            words = _words(asked, change, profile, facts, as_of)
            near = short is None or short <= FEW * int(change.whole) or short <= abs(_target(asked, change)) / 2
            return replace(_made(leaf, profile, as_of, words, day), facts=facts, near=near)
    return None


def shortfall(asked: Test, change: Change, profile: Profile, as_of: date) -> Decimal | None:
    """How much is missing; None where it is no number or not known exactly."""
    numbers = _numbers(profile, asked.field, asked, as_of) if isinstance(asked.value, Decimal) else []
    return abs(_target(asked, change) - numbers[0]) if len(numbers) == 1 else None


def _asked(leaf: Test, wanted: bool) -> Test | None:
    """The test that must hold; None where the opposite of a leaf is no test of this kind."""
    if wanted:
        return leaf
    opposite = {Op.LT: Op.GE, Op.LE: Op.GT, Op.GE: Op.LT, Op.GT: Op.LE, Op.HAS_NONE: Op.HAS_ANY}.get(leaf.op)
    if opposite is not None:
        return replace(leaf, op=opposite)
    return replace(leaf, value=not leaf.value) if isinstance(leaf.value, bool) else None


def _lawful(change: Change, asked: Test) -> bool:
    match change.direction:
        case Direction.UP:
            return asked.op in (Op.GE, Op.GT) and isinstance(asked.value, Decimal)
        case Direction.DOWN:
            return asked.op in (Op.LE, Op.LT) and isinstance(asked.value, Decimal)
        case Direction.GAIN:
            return asked.op in (Op.HAS_ANY, Op.HAS_ALL)
        case _:
            return asked.value is True


def _trials(
    asked: Test, change: Change, profile: Profile, begun: date, first: date
) -> Iterator[tuple[date, tuple[Fact, ...]]]:
    """Days on which the change may show, the nearest first, with the facts as they would be then."""
    known = catalogue_field(asked.field)
    if not isinstance(asked.value, Decimal):
        yield first, tuple(_gained(asked, known, begun))
        return
    if not known.has_period or (asked.period is None and _kept_as_state(profile, asked)):
        yield first, (Fact(known.id, _target(asked, change), ORIGIN, valid_from=begun, label=asked.label),)
        return
    for day in _showing_days(known, first):
        facts = _annual(asked, change, profile, begun, day)
        if facts:
            yield day, facts


def _kept_as_state(profile: Profile, asked: Test) -> bool:
    """Whether a figure that could be annual is known as it stands, which then counts before any year's."""
    return any(fact.year is None and fact.label == asked.label for fact in profile.known(asked.field))


def _gained(asked: Test, known: Field, begun: date) -> Iterator[Fact]:
    if asked.value is True:
        years = (None, begun.year) if known.has_period else (None,)
        yield from (Fact(known.id, True, ORIGIN, year=year, valid_from=None if year else begun) for year in years)
    elif isinstance(asked.value, tuple):
        wanted = asked.value if asked.op is Op.HAS_ALL else asked.value[:1]
        yield from (Fact(known.id, name, ORIGIN, valid_from=begun) for name in wanted)


def _showing_days(known: Field, first: date) -> Iterator[date]:
    """The day itself, and each year the day on which the year before is final."""
    yield first
    for year in range(first.year - 1, first.year + AHEAD):
        final = known.settled_on(year) or date(year + 1, 1, 1)
        if final > first:
            yield final


def _annual(asked: Test, change: Change, profile: Profile, begun: date, day: date) -> tuple[Fact, ...]:
    """The years from the change on that the test reads that day, at what they must be."""
    years = asked.period.years(day.year) if asked.period else (day.year - 1, day.year)
    coming = [year for year in years if year >= begun.year and year <= day.year]
    if not coming:
        return ()
    target = _target(asked, change)
    if asked.period and asked.period.aggregate in (Aggregate.SUM, Aggregate.AVG):
        past = [_figure(profile, asked, year) for year in years if year not in coming]
        if None in past:
            return ()
        whole = target * (len(years) if asked.period.aggregate is Aggregate.AVG else 1)
        target = max(Decimal(0), whole - sum((value or Decimal(0) for value in past), Decimal(0))) / len(coming)
        target = _whole(target, change)
    return tuple(Fact(asked.field, target, ORIGIN, year=year, label=asked.label) for year in coming)


def _figure(profile: Profile, asked: Test, year: int) -> Decimal | None:
    found = [fact.value for fact in profile.known(asked.field) if fact.year == year and fact.label == asked.label]
    return found[0] if len(found) == 1 and isinstance(found[0], Decimal) else None


def _target(asked: Test, change: Change) -> Decimal:
    """The nearest value that passes."""
    assert isinstance(asked.value, Decimal)
    value = _whole(asked.value, change)
    if asked.op in (Op.GT, Op.LT) and value == asked.value:
        step = Decimal(1) if change.whole else FRACTION if _is_ratio(asked) else CENT
        value += step if asked.op is Op.GT else -step
    return value


def _is_ratio(asked: Test) -> bool:
    return catalogue_field(asked.field).unit == "fraction"


def _whole(value: Decimal, change: Change) -> Decimal:
    """Whole units, whole 分, hundredths of a percent: never less than asked."""
    if change.whole:
        return value.to_integral_value(ROUND_CEILING)
    rounding = ROUND_FLOOR if change.direction is Direction.DOWN else ROUND_CEILING
    return (
        value.quantize(FRACTION if catalogue_field(change.field).unit == "fraction" else CENT, rounding).normalize() + 0
    )


def with_facts(profile: Profile, facts: tuple[Fact, ...]) -> Profile:
    """The profile with facts in place of what is known of the same field at that time; sets gain members."""
    merged = dict(profile.facts)
    for fact in facts:
        kept = tuple(one for one in merged.get(fact.field, ()) if _stays(one, fact))
        merged[fact.field] = (*map(_until(fact), kept), fact)
    return replace(profile, facts=merged)


def _stays(known: Fact, made: Fact) -> bool:
    if catalogue_field(made.field).type is FieldType.SET:
        return known.value != made.value
    if known.label != made.label:
        return True
    return known.year != made.year if made.year is not None else known.year is not None or _earlier(known, made)


def _earlier(known: Fact, made: Fact) -> bool:
    return made.valid_from is not None and (known.valid_from is None or known.valid_from < made.valid_from)


def _until(made: Fact) -> Callable[[Fact], Fact]:
    """States end where the new one begins."""

    def ended(known: Fact) -> Fact:
        ends = made.valid_from is not None and known.year is None and known.label == made.label
        if not ends or catalogue_field(made.field).type is FieldType.SET or made.valid_from is None:
            return known
        return replace(known, valid_to=made.valid_from - timedelta(days=1))

    return ended


def _made(leaf: Test, profile: Profile, as_of: date, action: str, day: date, *, waiting: bool = False) -> Adjustment:
    reason = explain_leaf(decide(leaf, profile, as_of))
    return Adjustment(reason.condition, reason.quote, reason.seen, action, waiting, day, field=leaf.field)


def _words(asked: Test, change: Change, profile: Profile, facts: tuple[Fact, ...], as_of: date) -> str:
    known = catalogue_field(asked.field)
    if isinstance(asked.value, tuple):
        joint = "和" if asked.op is Op.HAS_ALL else "或"
        return f"{change.how}：{joint.join(render_name(known, name) for name in asked.value)}"
    if not isinstance(asked.value, Decimal):
        return change.how
    target = next(fact.value for fact in facts)
    assert isinstance(target, Decimal)
    year = f"{facts[0].year}年度" if facts[0].year else ""
    if asked.op in (Op.GT, Op.LT) and not change.whole:
        return f"{change.how}，使{year}{asked.label or known.label}{'高' if asked.op is Op.GT else '低'}于{render_value(known, asked.value)}"
    goal = f"{year}{asked.label or known.label}{'降' if change.direction is Direction.DOWN else '达'}到{render_value(known, target)}"
    more = _more(asked, known, change, profile, target, as_of)
    return f"{change.how}，{more}使{goal}" if more else f"{change.how}，使{goal}"


def _more(asked: Test, known: Field, change: Change, profile: Profile, target: Decimal, as_of: date) -> str:
    """By how much: 再增2人; of a ratio by its numerator."""
    if known.id in PARTS:
        return _parts_words(known.id, target, profile, as_of)
    numbers = _numbers(profile, asked.field, asked, as_of)
    if len(numbers) != 1 or known.unit == "fraction":
        return ""
    word = "减" if change.direction is Direction.DOWN else "增"
    return f"再{word}{render_value(known, abs(target - numbers[0]))}，"


def _numbers(profile: Profile, field: str, asked: Test | None, as_of: date) -> list[Decimal]:
    period = asked.period if asked and asked.period and asked.period.length == 1 else None
    reading = read(profile, Column(field, period, asked.label if asked else None), as_of)
    return [value for value in reading.candidates if isinstance(value, Decimal)]


def _parts_words(ratio: str, target: Decimal, profile: Profile, as_of: date) -> str:
    upper, lower = PARTS[ratio]
    above, below = (_numbers(profile, name, None, as_of) for name in (upper, lower))
    if len(above) != 1 or len(below) != 1 or target >= 1:
        return ""
    heads = ratio == "rd_staff_ratio"
    short = target * below[0] - above[0]
    short = (short / (1 - target) if heads else short).to_integral_value(ROUND_CEILING)
    known = catalogue_field(upper)
    return f"按现有规模约须再增{render_value(known, short)}（{known.label}），" if short > 0 else ""


def _months_on(day: date, months: int) -> date:
    whole = day.month - 1 + months
    year, month = day.year + whole // 12, whole % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def render_day(day: date) -> str:
    """A day in words."""
    return f"{day.year}年{day.month}月{day.day}日"
