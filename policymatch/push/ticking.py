"""A tick: what changed since the last one, for whom and why; match states, changes and messages in one transaction.

The match states in the store are the answers of the last look, so nothing is told twice: a tick that was broken off is
simply begun anew, and the same tick again finds nothing. Enterprises are looked at in parts and written in pieces of whole
enterprises, a transaction each; the items and the mark of the data are settled at the end.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice

from sqlalchemy import Engine, text
from sqlmodel import Session, col, select

from policymatch.documents import Item
from policymatch.errors import ConflictError
from policymatch.ingest.profiles import load_profiles
from policymatch.profiles import Profile
from policymatch.push.answers import Answered, answer, keep_all
from policymatch.push.causes import Cause, Story
from policymatch.push.changes import ELIGIBLE, NOBODY, Kind, State, Term, Trigger, kind_of, reminders, worth_a_word
from policymatch.push.composing import Found, Sending, write
from policymatch.push.cutting import cut
from policymatch.push.items import event_of, follow, former, settle, survey
from policymatch.push.levels import level_of
from policymatch.push.looking import Asked, Pair, stored_states, write_states
from policymatch.push.marks import claims_came, data_mark, last_look, other_changes, touched
from policymatch.store.tables_push import FollowedItem, PushTick, Subscription
from policymatch.store.transactions import local_day, reading, take_turns, writing

PART = 1000
"""Enterprises decided at once, and at the most so many a transaction."""


@dataclass(frozen=True, slots=True)
class TickRules:
    """What an operator may set.

    Args:
        remind_days: before a deadline.
        channels: those that are on.
        per_day: the cap for who has set none.
    """

    remind_days: tuple[int, ...] = (15, 3)
    channels: tuple[str, ...] = ("inbox",)
    per_day: int = 3


@dataclass(frozen=True, slots=True)
class TickReport:
    """What a tick found.

    Args:
        as_of: the day.
        enterprises: how many were looked at; 0 where nothing had changed.
        items: how many items govern.
        kinds: changes that matter, by kind; those that nobody wanted are among them.
        changes: changes written.
        messages: messages written.
    """

    as_of: date
    enterprises: int = 0
    items: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    changes: int = 0
    messages: int = 0

    @property
    def line(self) -> str:
        """In one line; empty where nothing was looked at."""
        if not self.enterprises and not self.messages:
            return ""
        said = "、".join(f"{Kind(kind).label}{count}" for kind, count in self.kinds.items())
        return f"{self.as_of}：看了{self.enterprises}家企业、{self.items}个事项；{said or '没有变化'}；写出{self.messages}条消息"


@dataclass(frozen=True, slots=True)
class _Scope:
    """Who is looked at for what.

    Args:
        everyone: all enterprises, for all items.
        touched: those with new data, for all items.
        changed: numbers of the items that are looked at for all enterprises.
    """

    everyone: bool
    touched: tuple[str, ...]
    changed: frozenset[int]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to be looked at."""
        return not (self.everyone or self.touched or self.changed)


def tick(
    engine: Engine, *, as_of: date, now: datetime, rules: TickRules | None = None, silent: bool = False
) -> TickReport:
    """Find what changed since the last tick, and write down who is to be told what.

    Args:
        engine: the store.
        as_of: the day that the answers are for; never before that of the last tick.
        now: the moment.
        rules: what the operator has set.
        silent: whether to take note only, and tell nobody (before a store goes into service).

    Raises:
        ConflictError: another tick is writing the same, or the day lies before that of the last one.
    """
    return _Tick(engine, as_of, now, rules or TickRules(), silent).run()


class _Tick:
    """One look, from its beginning to its end."""

    def __init__(self, engine: Engine, as_of: date, now: datetime, rules: TickRules, silent: bool) -> None:
        self._engine = engine
        self._day = as_of
        self._now = now
        self._rules = rules
        self._silent = silent
        self._kinds: dict[str, int] = {}
        self._changes = self._messages = self._seen = 0

    def run(self) -> TickReport:
        with reading(self._engine) as session:
            self._last = last_look(session)
            self._check_day()
            seen = survey(session, self._day)
            self._data, self._other = data_mark(session), other_changes(session)
        with writing(self._engine) as session:
            if last_look(session) != self._last:
                raise _at_once()
            self._land = follow(session, seen)
            self._scope = self._find_scope(session)
            if self._scope.empty and not self._land.gone and self._last.as_of == self._day:
                return TickReport(self._day, items=len(self._land.current))
            self._number = _open_tick(session, self._day, self._now)
            self._curious = frozenset(session.exec(select(Subscription.subject).where(col(Subscription.possible))))
            self._former = {key: former(session, self._land.followed[key]) for key in self._land.changed}
        self._prepare()
        for profiles, asked in self._parts():
            self._look(profiles, asked)
        self._let_go()
        self._close()
        return TickReport(
            self._day,
            self._seen,
            len(self._land.current),
            dict(sorted(self._kinds.items())),
            self._changes,
            self._messages,
        )

    def _check_day(self) -> None:
        if self._last.as_of is not None and self._day < self._last.as_of:
            hint = "判定日期只能向前；重新开始请用新的存储"
            raise ConflictError(f"上次判定的日期是{self._last.as_of}，不能退回{self._day}", where="tick", hint=hint)

    def _find_scope(self, session: Session) -> _Scope:
        new_day = self._last.as_of != self._day
        if new_day or self._other != self._last.changes or claims_came(session, self._last.mark):
            return _Scope(True, (), frozenset())
        changed = frozenset(self._land.number(key) for key in self._land.changed)
        return _Scope(False, tuple(touched(session, self._last.mark)), changed)

    def _prepare(self) -> None:
        self._items = {self._land.number(key): one for key, one in self._land.current.items()}
        self._rows = {row.id: row for row in self._land.followed.values() if row.id is not None}
        self._then = {number: Term(row.opens_on, row.closes_on) for number, row in self._rows.items()}
        self._events = {
            self._land.number(key): event_of(self._land.followed[key], self._land.current[key])
            for key in self._land.changed
        }
        self._was_item: dict[int, Item | None] = {self._land.number(key): item for key, item in self._former.items()}
        self._reminders = {} if self._last.as_of is None else self._due_reminders(self._last.as_of)

    def _due_reminders(self, last: date) -> dict[int, tuple[Kind, str]]:
        found = {
            number: reminders(one.term, last, self._day, self._rules.remind_days) for number, one in self._items.items()
        }
        return {number: word for number, word in found.items() if word is not None}

    def _parts(self) -> Iterator[tuple[list[Profile], Asked]]:
        """Enterprises in parts, each with the items it is looked at for."""
        scope = self._scope
        if scope.everyone or scope.touched:
            every = Asked(self._items)
            subjects = None if scope.everyone else scope.touched
            yield from ((part, every) for part in _pieces(load_profiles(self._engine, subjects=subjects)))
        if scope.changed:
            changed = Asked({number: self._items[number] for number in scope.changed})
            done = frozenset(scope.touched)
            others = (one for one in load_profiles(self._engine) if one.subject not in done)
            yield from ((part, changed) for part in _pieces(others))

    def _look(self, profiles: Sequence[Profile], asked: Asked) -> None:
        after = asked.states(profiles, self._day)
        known = {profile.subject: profile for profile in profiles}
        with reading(self._engine) as session:
            before = stored_states(session, known, asked.items)
        found = list(self._compare(profiles, before, after))
        withdrawn = {(one.subject, one.item) for one in found if one.kind is Kind.LOST}
        noted = {pair: _noted(state, before.get(pair, NOBODY), pair in withdrawn) for pair, state in after.items()}
        found, answers = answer(found, known, self._items, as_of=self._day, known_on=local_day(self._now))
        for piece in cut(known, before, noted, found, answers):
            self._keep(
                piece.before, piece.after, piece.found, piece.answers, seen=_rereading(piece.subjects, asked.items)
            )
        self._seen += len(profiles)

    def _compare(
        self, profiles: Sequence[Profile], before: Mapping[Pair, State], after: Mapping[Pair, State]
    ) -> Iterator[Found]:
        if self._silent:
            return
        moved = [(pair, kind) for pair in {**before, **after} if (kind := self._kind(pair, before, after)) is not None]
        known = {profile.subject: profile for profile in profiles}
        old = self._old_profiles({pair[0] for pair, _ in moved})
        for pair, kind in moved:
            one = self._change(pair, kind, before.get(pair, NOBODY), after.get(pair, NOBODY), known, old)
            if worth_a_word(kind, one.trigger, one.before, one.after):
                yield one
        yield from self._reminded(after, {pair for pair, _ in moved})

    def _kind(self, pair: Pair, before: Mapping[Pair, State], after: Mapping[Pair, State]) -> Kind | None:
        was, now = before.get(pair, NOBODY), after.get(pair, NOBODY)
        then, term = self._then[pair[1]], self._items[pair[1]].term
        if was == now and then == term:
            return None
        kind = kind_of(was, now, then=then, now=term, day=self._day)
        return None if kind is Kind.POSSIBLE and pair[0] not in self._curious else kind

    def _old_profiles(self, subjects: Iterable[str]) -> dict[str, Profile]:
        """What was known of enterprises at the last look, where something may have come in since."""
        listed = sorted(subjects)
        if self._last.as_of is None or self._data == self._last.mark or not listed:
            return {}
        return {one.subject: one for one in load_profiles(self._engine, up_to=self._last.mark, subjects=listed)}

    def _change(
        self, pair: Pair, kind: Kind, was: State, now: State, known: Mapping[str, Profile], old: Mapping[str, Profile]
    ) -> Found:
        subject, number = pair
        one = self._items[number]
        cause = self._cause(pair, kind, now, known[subject], old.get(subject))
        return Found(
            subject, number, kind, was, now, one.term.closes_on, one.version, cause.trigger, cause.sentence, one.item.themes,
            one.level, once=f"{kind}/{subject}/{number}/{one.version}" if kind is Kind.DEADLINE else None,
        )  # fmt: skip

    def _cause(self, pair: Pair, kind: Kind, now: State, profile: Profile, old: Profile | None) -> Cause:
        number = pair[1]
        event = self._events.get(number, "")
        if kind is Kind.DEADLINE:
            closes, then = self._items[number].term.closes_on, self._then[number].closes_on
            return Cause(Trigger.POLICY, f"{event}：申报截止由{then or '未载明'}改为{closes or '未载明'}")
        if self._last.as_of is None:
            return Cause(Trigger.POLICY, event)
        story = Story(
            self._items[number].item, self._was_item.get(number), event or f"政策变化：《{self._items[number].title}》",
            number in self._events, profile, old, self._day, self._last.as_of,
        )  # fmt: skip
        return story.cause(now, amount=kind is Kind.AMOUNT)

    def _reminded(self, after: Mapping[Pair, State], said: set[Pair]) -> Iterator[Found]:
        for pair, state in after.items():
            word = self._reminders.get(pair[1])
            if word is not None and state.verdict == ELIGIBLE and pair not in said:
                yield self._reminder(pair, state, *word)

    def _reminder(self, pair: Pair, state: State, kind: Kind, name: str) -> Found:
        one = self._items[pair[1]]
        closes = one.term.closes_on
        left = f"，还剩{(closes - self._day).days}天" if closes else ""
        opens = f"时间届满：申报自{one.term.opens_on}开始" + (f"，{closes}截止" if closes else "")
        cause = opens if kind is Kind.OPENED else f"时间届满：申报{closes}截止{left}"
        return Found(
            pair[0], pair[1], kind, state, state, closes, one.version, Trigger.TIME, cause, one.item.themes, one.level,
            once=f"{kind}/{pair[0]}/{pair[1]}/{name}",
        )  # fmt: skip

    def _keep(
        self, before: Mapping[Pair, State], after: Mapping[Pair, State], found: Sequence[Found],
        answers: Sequence[Answered] = (), *, seen: Callable[[Session], Mapping[Pair, State]],
    ) -> None:  # fmt: skip
        """States, changes and messages of a part: all of it or nothing, and nothing where the states are others by now."""
        sending = Sending(self._number, self._now, self._rules.channels, self._rules.per_day)
        with writing(self._engine) as session:
            # One tick at a time writes: what it compared with is then still so.
            take_turns(session.connection(), "push.tick")
            if _with_told(seen(session)) != _with_told(before):
                raise _at_once()
            write_states(session, before, after)
            keep_all(session, answers, as_of=self._day, known_on=local_day(self._now))
            changes, messages = write(session, found, sending)
        self._changes += changes
        self._messages += messages
        for one in found:
            self._kinds[str(one.kind)] = self._kinds.get(str(one.kind), 0) + 1

    def _let_go(self) -> None:
        """Items that govern no longer: who had them is told, and the states go."""
        for key, gone in self._land.gone.items():
            row = self._land.followed[key]
            assert row.id is not None
            while held_by := self._holders(row.id):
                before = {(subject, row.id): state for subject, state in held_by}
                over = row.closes_on is not None and row.closes_on < self._day
                losers = [] if over or self._silent else [pair for pair in held_by if pair[1].told]
                told = [_lost(row, subject, state, gone.sentence) for subject, state in losers]
                self._keep(before, {}, told, seen=_rereading([subject for subject, _ in held_by], [row.id]))

    def _holders(self, number: int) -> list[tuple[str, State]]:
        wanted = text(
            "SELECT subject, verdict, low, high, told FROM match_state WHERE item = :item ORDER BY subject LIMIT :most"
        )
        with self._engine.connect() as connection:
            rows = connection.execute(wanted, {"item": number, "most": PART}).all()
        return [(row[0], State(row[1], row[2], row[3], bool(row[4]))) for row in rows]

    def _close(self) -> None:
        with writing(self._engine) as session:
            settle(session, self._land)
            row = session.get_one(PushTick, self._number)
            row.sqlmodel_update({
                "state": "done", "data_mark": self._data, "state_mark": self._other, "ended_at": self._now, "looked_at": self._seen,
                "changes": self._changes, "messages": self._messages,
            })  # fmt: skip
            session.add(row)


def _with_told(states: Mapping[Pair, State]) -> dict[Pair, tuple[State, bool]]:
    return {pair: (state, state.told) for pair, state in states.items()}


def _rereading(subjects: Iterable[str], numbers: Iterable[int]) -> Callable[[Session], Mapping[Pair, State]]:
    return lambda session: stored_states(session, subjects, numbers)


def _at_once() -> ConflictError:
    return ConflictError("另一进程同时在找变化", where="tick", hint="等它结束后重试；这一部分未写入")


def _noted(state: State, before: State, withdrawn: bool) -> State:
    """A state with what the enterprise knows of it."""
    return replace(state, told=state.verdict == ELIGIBLE or (before.told and not withdrawn))


def _lost(row: FollowedItem, subject: str, state: State, sentence: str) -> Found:
    assert row.id is not None
    return Found(
        subject, row.id, Kind.LOST, state, NOBODY, row.closes_on, row.version, Trigger.POLICY, sentence,
        tuple(json.loads(row.themes)), level_of(row.region),
    )  # fmt: skip


def _open_tick(session: Session, day: date, now: datetime) -> int:
    """The tick's number; those broken off before are marked as such."""
    session.connection().execute(text("UPDATE push_tick SET state = 'broken off' WHERE state = 'running'"))
    row = PushTick(as_of=day, started_at=now)
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def _pieces(profiles: Iterator[Profile]) -> Iterator[list[Profile]]:
    while piece := list(islice(profiles, PART)):
        yield piece
