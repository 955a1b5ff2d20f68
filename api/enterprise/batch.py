"""Batch match for partner systems."""

from __future__ import annotations

from api.catalogue import Catalogue
from api.enterprise.schemas import BatchOne, BatchShown, BatchWanted
from api.permissions import User
from api.presenting import verdicts
from api.service import Service
from policymatch.decisions import Verdict
from policymatch.decisions.matching import ORDER
from policymatch.ingest.profiles import load_profiles
from policymatch.profiles import Profile
from policymatch.store.audit import record


def match_many(service: Service, user: User, wanted: BatchWanted) -> BatchShown:
    """Verdicts of many enterprises, in the order asked for.

    Raises:
        NotFoundError: one of the items does not exist.
    """
    catalogue = service.catalogue()
    only = frozenset(catalogue.entry(key).key for key in wanted.items)
    listed = list(verdicts(list(wanted.verdicts)))
    profiles = {profile.subject: profile for profile in load_profiles(service.engine, subjects=wanted.credit_codes)}
    found = [_one(catalogue, code, profiles.get(code), listed, only) for code in wanted.credit_codes]
    with service.writing() as session:
        detail = {"enterprises": len(wanted.credit_codes), "items": len(only)}
        record(session, actor=user.login, action="match.many", target="matches", detail=detail, now=service.now())
    return BatchShown(as_of=catalogue.day, enterprises=found)


def _one(
    catalogue: Catalogue, code: str, profile: Profile | None, listed: list[Verdict], only: frozenset[str]
) -> BatchOne:
    if profile is None:
        return BatchOne(credit_code=code, found=False, counts={}, items={})
    matched = catalogue.match(profile)
    places = [at for at in matched.of(ORDER).tolist() if not only or catalogue.governing[at].key in only]
    by_verdict: dict[Verdict, list[str]] = {verdict: [] for verdict in ORDER}
    for at in places:
        by_verdict[ORDER[matched.codes[at]]].append(catalogue.governing[at].key)
    counts = {str(verdict): len(keys) for verdict, keys in by_verdict.items()}
    return BatchOne(
        credit_code=code, found=True, counts=counts, items={str(verdict): by_verdict[verdict] for verdict in listed}
    )
