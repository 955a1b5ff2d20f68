"""What all requests share: the store, the clock, the policies of the day, profiles and names kept as long as they hold."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime
from time import monotonic
from typing import Any, TypeVar

from sqlalchemy import Engine, text
from sqlmodel import Session

from api.catalogue import Catalogue
from api.names import NameIndex
from api.settings import Settings
from policymatch.ingest.profiles import ProfileReader
from policymatch.profiles import Profile
from policymatch.store.transactions import local_day, reading, writing

T = TypeVar("T")
Clock = Callable[[], datetime]
Marker = tuple[Any, ...]
KEPT = 4096

_POLICIES = "SELECT (SELECT count(*) FROM policy_version), (SELECT coalesce(max(id), 0) FROM version_event)"
_DATA = (
    "SELECT coalesce(max(id), 0), coalesce(sum(position), 0), coalesce(sum(ended), 0), "
    "coalesce(sum(CASE WHEN state = 'done' THEN 1 ELSE 0 END), 0), (SELECT sum(number) FROM data_state) FROM delivery"
)


def system_clock() -> datetime:
    """The moment, with its zone: the one place where the service reads the clock."""
    return datetime.now(UTC)


class Kept:
    """The results last asked for, dropped when what they rest on changes, the oldest first when there are many."""

    def __init__(self, size: int = KEPT) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable) -> Any:
        """What is kept under a key; None where nothing is."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        return None

    def put(self, key: Hashable, value: T) -> T:
        """Keep a value; it comes back."""
        with self._lock:
            self._held[key] = value
            self._held.move_to_end(key)
            while len(self._held) > self._size:
                self._held.popitem(last=False)
        return value

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self._held.clear()


class Service:
    """One process's view of the store.

    Args:
        settings: what was set.
        engine: the store.
        clock: gives the moment; tests hand in their own.
    """

    def __init__(self, settings: Settings, engine: Engine, *, clock: Clock = system_clock) -> None:
        self.settings = settings
        self.engine = engine
        self.now = clock
        self.answers = Kept()
        self.shown = Kept(50_000)
        self._profiles = Kept(1024)
        self._lock = threading.RLock()
        self._policies: Marker = ()
        self._data: Marker = ()
        self._looked = float("-inf")
        self._catalogue: Catalogue | None = None
        self._names: tuple[Marker, NameIndex] | None = None
        self._reader: tuple[Marker, ProfileReader] | None = None

    def today(self) -> date:
        """The day for which answers are given."""
        return self.settings.fixed_day or local_day(self.now())

    def reading(self) -> Any:
        """A session that only reads."""
        return reading(self.engine)

    def writing(self) -> Any:
        """A session that writes: all or nothing."""
        return writing(self.engine)

    def changed(self) -> None:
        """Look at the store anew with the next request: this process has just written."""
        self._looked = float("-inf")

    def generation(self) -> tuple[Marker, Marker, date]:
        """What every kept answer rests on: the versions, the data, the day.

        Another process's writes show after ``refresh_seconds`` at the latest.
        """
        if monotonic() - self._looked > self.settings.refresh_seconds:
            self._look()
        return self._policies, self._data, self.today()

    def _look(self) -> None:
        with self._lock:
            with self.engine.connect() as connection:
                policies = tuple(connection.execute(text(_POLICIES)).one())
                data = tuple(connection.execute(text(_DATA)).one())
            if data != self._data:
                self._profiles.clear()
            if (policies, data) != (self._policies, self._data):
                self.answers.clear()
            self._policies, self._data = policies, data
            self._looked = monotonic()

    def catalogue(self) -> Catalogue:
        """The policies of the day."""
        policies, _, day = self.generation()
        held = self._catalogue
        if held is not None and held.day == day and self._built_from == policies:
            return held
        with self._lock:
            with Session(self.engine) as session:
                made = Catalogue.read(session, day)
            self._built_from = policies
            self._catalogue = made
            return made

    _built_from: Marker = ()

    def profile(self, subject: str) -> Profile:
        """What is known of an enterprise.

        Raises:
            NotFoundError: no source knows it.
        """
        self.generation()
        held = self._profiles.get(subject)
        return held if held is not None else self._profiles.put(subject, self._profile_reader().read(subject))

    def _profile_reader(self) -> ProfileReader:
        """Reads profiles out of the data as they were last seen."""
        held = self._reader
        if held is not None and held[0] == self._data:
            return held[1]
        with self._lock:
            # The marker is taken first: what is written meanwhile makes another one.
            data = self._data
            self._reader = (data, ProfileReader(self.engine))
            return self._reader[1]

    def names(self) -> NameIndex:
        """The names of all enterprises."""
        _, data, _ = self.generation()
        with self._lock:
            if self._names is None or self._names[0] != data:
                self._names = (data, NameIndex.read(self.engine))
            return self._names[1]
