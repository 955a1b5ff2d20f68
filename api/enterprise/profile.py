"""A profile as shown."""

from __future__ import annotations

from api.enterprise.schemas import FactShown, ProfileShown
from api.permissions import User
from api.service import Service
from policymatch.profiles.cleaning.names import is_branch
from policymatch.profiles.views import FactLine, view_profile


def latest(facts: list[FactShown]) -> list[FactShown]:
    """Of figures of several years the newest year; what has no year stays, the same statement of two sources once."""
    newest: dict[str, str] = {}
    for fact in facts:
        if fact.time.endswith("年"):
            newest[fact.field] = max(newest.get(fact.field, ""), fact.time)
    kept = (fact for fact in facts if fact.time == newest.get(fact.field, fact.time))
    return list({(fact.field, fact.value): fact for fact in kept}.values())


def show_profile(service: Service, user: User, subject: str) -> ProfileShown:
    """What is known of an enterprise, as far as the user may see it.

    Raises:
        NotFoundError: no source knows it.
    """
    day = service.today()
    view = view_profile(service.profile(subject), day, viewer=user.viewer)
    return ProfileShown(
        credit_code=subject,
        name=view.name,
        branch=is_branch(view.name),
        as_of=day,
        facts=[show_fact(line) for line in view.lines],
    )


def show_fact(line: FactLine) -> FactShown:
    """One fact."""
    return FactShown(
        field=line.field, label=line.label, value=line.value, time=line.time, standing=str(line.standing), department=line.department,
        source=line.source, record=line.where, known_on=line.known_on, authority=line.authority, inputs=list(line.inputs),
    )  # fmt: skip
