"""Where enterprises are and how large they are, kept so that figures can be split without reading every profile."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from policymatch.ingest.profiles import load_profiles
from policymatch.profiles import Column, Profile, read
from policymatch.store.tables_supervision import EnterpriseSegment
from policymatch.store.transactions import writing
from policymatch.vocabulary import regions

UNKNOWN = "不明"
AT_ONCE = 1000


def refresh(engine: Engine, *, day: date, subjects: Iterable[str] | None = None) -> int:
    """Note region and size class of all enterprises, or of some, as they stand on a day; how many.

    A value is noted only where all sources agree on one; else it is not known.
    """
    profiles, done = load_profiles(engine, subjects=subjects), 0
    while part := list(islice(profiles, AT_ONCE)):
        with writing(engine) as session:
            note(session, part, day=day)
        done += len(part)
    return done


def note(session: Session, profiles: Iterable[Profile], *, day: date) -> None:
    """Note region and size class of some enterprises."""
    made = [
        {"subject": one.subject, "region": _one(one, "registered_region", day), "size": _one(one, "size", day), "known_on": day}
        for one in profiles
    ]  # fmt: skip
    if not made:
        return
    insert: Any = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    wanted = insert(EnterpriseSegment)
    changed = {name: wanted.excluded[name] for name in ("region", "size", "known_on")}
    session.connection().execute(wanted.on_conflict_do_update(index_elements=["subject"], set_=changed), made)


def _one(profile: Profile, field: str, day: date) -> str | None:
    found = read(profile, Column(field), day).candidates
    return str(found[0]) if len(found) == 1 and isinstance(found[0], str) else None


def region_label(code: str | None) -> str:
    """A region in words."""
    return regions.full_name(code) if code else UNKNOWN
