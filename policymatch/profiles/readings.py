"""What a profile says about a field in a period on a date: one or several candidate values, or why none.

This is the only place where facts become values; ``decisions`` and ``batch`` both stand on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, StrEnum, auto

from policymatch.profiles.facts import Fact, FactValue, Profile
from policymatch.quantities import Aggregate, Period
from policymatch.vocabulary.fields import Field, FieldType, PeriodKind
from policymatch.vocabulary.fields import field as catalogue_field

AGE = "years_established"


class Gap(StrEnum):
    """Why a value, or an answer, is not known."""

    MISSING = "missing"
    NOT_YET = "not_yet_available"
    CONFLICT = "conflict"
    RULING = "ruling"
    JUDGEMENT = "judgement"


GAP_LABELS = {
    Gap.MISSING: "缺少数据",
    Gap.NOT_YET: "数据尚未产生",
    Gap.CONFLICT: "数据来源不一致",
    Gap.RULING: "口径需发文部门解释",
    Gap.JUDGEMENT: "需人工认定",
}

Candidate = FactValue | frozenset[str] | None
"""A possible value: None is *known to be absent*; sets are read whole."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of one field in one period on one day.

    Args:
        candidates: the possible values: one where known, several where sources disagree, none where unknown.
        gap: why it is unknown (no candidates) or undecided (several).
        complete: False where a set may have further members.
        facts: the facts it was read from, for showing their origin.
        absent: for sets that may have further members, those that it surely lacks, whatever else it has.
    """

    candidates: tuple[Candidate, ...] = ()
    gap: Gap | None = None
    complete: bool = True
    facts: tuple[Fact, ...] = ()
    absent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Column:
    """What is read: a field in a period, of a label for declared numbers. One column of a batch."""

    field: str
    period: Period | None = None
    label: str | None = None


def read(profile: Profile, column: Column, as_of: date) -> Reading:
    """Read one column of a profile on a date."""
    known = catalogue_field(column.field)
    facts = profile.known(column.field)
    if column.label is not None:
        facts = tuple(fact for fact in facts if fact.label == column.label)
    if known.id == AGE and not facts:
        return _read_age(profile, as_of)
    if known.type is FieldType.SET:
        return _read_set(facts, column.period, as_of)
    if known.type is FieldType.BOOL and known.period_kind is PeriodKind.WINDOW:
        return _read_event(facts, column.period, as_of)
    if known.has_period:
        return _read_annual(facts, known, column.period, as_of)
    return _read_state(facts, column.period, as_of)


class Lone(Enum):
    """What stands in place of a lone value: nothing speaks of the column, or only ``read`` can tell."""

    NOTHING = auto()
    UNREAD = auto()


@dataclass(frozen=True, slots=True)
class LoneReader:
    """Reads a column of many profiles on one date where that needs no more than a look at each fact.

    Args:
        year: the one year whose figure is asked for; None for a state.
        day: the day on which a state is asked for.
        label: of declared numbers.
    """

    year: int | None
    day: date
    label: str | None

    @classmethod
    def of(cls, column: Column, as_of: date) -> LoneReader | None:
        """None where a column always needs ``read``: sets, events, ages, sums of years, the latest of years."""
        known, period = catalogue_field(column.field), column.period
        event = known.type is FieldType.BOOL and known.period_kind is PeriodKind.WINDOW
        if known.id == AGE or known.type is FieldType.SET or event:
            return None
        if not known.has_period:
            return cls(None, _day_of_state(period, as_of), column.label)
        years = period.years(as_of.year) if period is not None else ()
        return cls(years[0], as_of, column.label) if len(years) == 1 else None

    def value(self, facts: tuple[Fact, ...]) -> FactValue | Lone | None:
        """The only candidate that ``read`` finds in the facts of the column's field; ``NOTHING`` where it finds none."""
        found: FactValue | Lone | None = Lone.NOTHING
        for fact in facts:
            if self.label is not None and fact.label != self.label:
                continue
            if self.year is None:
                if not fact.holds_on(self.day):
                    continue
            elif fact.year is None:
                return Lone.UNREAD
            elif fact.year != self.year:
                continue
            if fact.origin.confidence < 1:
                continue
            if found is not Lone.NOTHING and found != fact.value:
                return Lone.UNREAD
            found = fact.value
        return found


def unknown(gap: Gap = Gap.MISSING) -> Reading:
    """Nothing known, and why."""
    return Reading(gap=gap, complete=False)


def _settled(facts: tuple[Fact, ...]) -> Reading:
    """One candidate where all agree, several where they do not; what was merely inferred never decides."""
    certain = tuple(fact for fact in facts if fact.origin.confidence >= 1)
    values = tuple(dict.fromkeys(fact.value for fact in certain))
    if not values:
        return Reading(gap=Gap.MISSING, complete=False, facts=facts)
    return Reading(values, Gap.CONFLICT if len(values) > 1 else None, True, certain)


def _read_state(facts: tuple[Fact, ...], period: Period | None, as_of: date) -> Reading:
    day = _day_of_state(period, as_of)
    return _settled(tuple(fact for fact in facts if fact.holds_on(day)))


def _day_of_state(period: Period | None, as_of: date) -> date:
    return as_of if period is None else min(as_of, date(period.years(as_of.year)[-1], 12, 31))


def _read_set(facts: tuple[Fact, ...], period: Period | None, as_of: date) -> Reading:
    if period is None:
        valid = tuple(fact for fact in facts if fact.holds_on(as_of))
        certain = valid
    else:
        years = period.years(as_of.year)
        first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
        valid = tuple(fact for fact in facts if _within(fact, first, min(last, as_of)))
        certain = tuple(fact for fact in valid if fact.value is None or fact.valid_from is not None)
    closed = any(fact.value is None and not fact.label for fact in valid) and len(certain) == len(valid)
    sure = tuple(fact for fact in certain if fact.origin.confidence >= 1)
    members = frozenset(str(fact.value) for fact in sure if fact.value is not None)
    complete = closed and len(sure) == len(certain)
    absent = _lacking(valid) if not complete and len(sure) == len(valid) else frozenset()
    if not members and not complete and not absent:
        return Reading(gap=Gap.MISSING, complete=False, facts=valid)
    return Reading((members,), None if complete else Gap.MISSING, complete, valid, absent)


def _within(fact: Fact, first: date, last: date) -> bool:
    """Whether a member may have been gained within the stretch, or a list was complete over all of it."""
    return fact.spans(first, last) if fact.value is None else fact.begins_within(first, last) is not False


def _lacking(valid: tuple[Fact, ...]) -> frozenset[str]:
    """What complete lists of single members say by their silence."""
    return frozenset(fact.label for fact in valid if fact.value is None and fact.label)


def _read_event(facts: tuple[Fact, ...], period: Period | None, as_of: date) -> Reading:
    """Whether it happened: within the window; "last n years" must agree by calendar years and by months back."""
    answers = [_happened(facts, first, last) for first, last in _windows(period, as_of)]
    values = tuple(dict.fromkeys(answer for answer, _ in answers if answer is not None))
    seen = tuple(dict.fromkeys(fact for _, used in answers for fact in used))
    if any(answer is None for answer, _ in answers):
        return Reading(gap=Gap.MISSING, complete=False, facts=seen)
    return Reading(values, Gap.RULING if len(values) > 1 else None, True, seen)


def _windows(period: Period | None, as_of: date) -> tuple[tuple[date, date], ...]:
    """The windows that the wording allows; without a period "ever" and "within three years" must agree."""
    if period is None:
        return (date.min, as_of), (add_years(as_of, -3) + timedelta(days=1), as_of)
    years = period.years(as_of.year)
    calendar = (date(years[0], 1, 1), min(as_of, date(years[-1], 12, 31)))
    if not period.relative or period.length == 1:
        return (calendar,)
    return calendar, (add_years(as_of, -period.length) + timedelta(days=1), as_of)


def _happened(facts: tuple[Fact, ...], first: date, last: date) -> tuple[bool | None, tuple[Fact, ...]]:
    """True where a happening surely lies within the window, False where a complete list shows none, else None."""
    events = [(fact, *_event_days(fact)) for fact in facts if fact.value is True]
    inside = tuple(fact for fact, begins, ends in events if first <= begins and ends <= last)
    if inside:
        return True, inside
    if any(begins <= last and ends >= first for _, begins, ends in events):
        return None, ()
    clear = tuple(fact for fact in facts if fact.value in (False, None))
    return (False, clear) if _covered(clear, first, last) else (None, ())


def _event_days(fact: Fact) -> tuple[date, date]:
    """The first and last day on which it can have happened; an undated happening lies in every window."""
    if fact.year is not None:
        return date(fact.year, 1, 1), date(fact.year, 12, 31)
    if fact.valid_from is None:
        return date.max, date.min
    return fact.valid_from, fact.valid_from


def _covered(clear: tuple[Fact, ...], first: date, last: date) -> bool:
    """Whether complete lists stand behind the whole window; of "ever" only its end can be asked."""
    reached = first if first > date.min else last
    for begins, ends in sorted(_clear_days(fact) for fact in clear):
        if begins <= reached <= ends:
            if ends >= last:
                return True
            reached = ends + timedelta(days=1)
    return False


def _clear_days(fact: Fact) -> tuple[date, date]:
    if fact.year is not None:
        return date(fact.year, 1, 1), date(fact.year, 12, 31)
    return fact.valid_from or date.min, fact.valid_to or date.max


def _read_annual(facts: tuple[Fact, ...], known: Field, period: Period | None, as_of: date) -> Reading:
    if period is None:
        return _read_latest(facts, known, as_of)
    readings = [_read_year(facts, known, year, as_of) for year in period.years(as_of.year)]
    if len(readings) == 1:
        return readings[0]
    gaps = [reading.gap for reading in readings if not reading.candidates]
    seen = tuple(fact for reading in readings for fact in reading.facts)
    if gaps:
        return Reading(gap=gaps[-1], complete=False, facts=seen)
    return _aggregate(readings, period.aggregate, seen)


def _aggregate(readings: list[Reading], aggregate: Aggregate | None, seen: tuple[Fact, ...]) -> Reading:
    """Sum or average of the years; where sources disagree, both ends of what is possible."""
    numbers = [[value for value in reading.candidates if isinstance(value, Decimal)] for reading in readings]
    if not all(numbers) or any(len(n) != len(r.candidates) for n, r in zip(numbers, readings, strict=True)):
        return Reading(gap=Gap.MISSING, complete=False, facts=seen)
    share = len(readings) if aggregate is Aggregate.AVG else 1
    ends = dict.fromkeys((sum(map(min, numbers), Decimal(0)) / share, sum(map(max, numbers), Decimal(0)) / share))
    return Reading(tuple(ends), Gap.CONFLICT if len(ends) > 1 else None, True, seen)


def _read_year(facts: tuple[Fact, ...], known: Field, year: int, as_of: date) -> Reading:
    found = _settled(tuple(fact for fact in facts if fact.year == year or _state_at_year_end(fact, year)))
    if not found.candidates and found.gap is Gap.MISSING and _is_early(known, year, as_of):
        return Reading(gap=Gap.NOT_YET, complete=False, facts=found.facts)
    return found


def _is_early(known: Field, year: int, as_of: date) -> bool:
    """Whether a year's figure cannot be expected yet (汇算清缴 ends on 31 May of the next year)."""
    return as_of < (known.settled_on(year) or date(year + 1, 1, 1))


def _state_at_year_end(fact: Fact, year: int) -> bool:
    return fact.year is None and (fact.valid_from, fact.valid_to) != (None, None) and fact.holds_on(date(year, 12, 31))


def _read_latest(facts: tuple[Fact, ...], known: Field, as_of: date) -> Reading:
    """Without a period: the state on the day, else last year's figure, or the one before while last year's is open."""
    states = tuple(fact for fact in facts if fact.year is None and fact.holds_on(as_of))
    if states:
        return _settled(states)
    last = as_of.year - 1
    found = _read_year(facts, known, last, as_of)
    if found.gap is Gap.NOT_YET:
        return _read_year(facts, known, last - 1, as_of)
    return found


def _read_age(profile: Profile, as_of: date) -> Reading:
    """Years since 成立日期: whole at each anniversary, a fraction between (民法典 201 to 203)."""
    born = _read_state(profile.known("established_on"), None, as_of)
    ages = tuple(dict.fromkeys(age(day, as_of) for day in born.candidates if isinstance(day, date)))
    return Reading(ages, born.gap, born.complete, born.facts)


def age(born: date, as_of: date) -> Decimal:
    """Years between two days, exact at anniversaries; negative before the first.

    >>> age(date(2024, 2, 29), date(2027, 2, 28))
    Decimal('3')
    """
    whole = as_of.year - born.year
    if add_years(born, whole) > as_of:
        whole -= 1
    reached, coming = add_years(born, whole), add_years(born, whole + 1)
    return whole + Decimal((as_of - reached).days) / (coming - reached).days


def add_years(day: date, years: int) -> date:
    """The corresponding day, else the month's end (民法典 202)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
