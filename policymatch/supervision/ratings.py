"""评价: one rating a case after its end; published only in whole batches of several enterprises, so that none is told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from policymatch.applications.flow import Actor, CaseState
from policymatch.applications.rows import get_case
from policymatch.errors import ConflictError, ForbiddenError, InvalidInputError
from policymatch.registry.roles import Role
from policymatch.store.audit import record
from policymatch.store.tables_applications import ApplicationCase
from policymatch.store.tables_supervision import Rating
from policymatch.supervision.scope import EVERYTHING, Scope, within

FEWEST = 5
"""Enterprises in the smallest group that is published."""
LONGEST_WORDS = 2000
BEST = 5


def rate(session: Session, actor: Actor, case_id: str, *, score: int, words: str = "", now: datetime) -> Rating:
    """Rate how a case was handled, after its end, once.

    Args:
        session: a writing session.
        actor: who speaks for the enterprise of the case.
        case_id: the case, by id or number.
        score: 1 (poor) to 5 (good).
        words: a remark; never published.
        now: when.

    Raises:
        NotFoundError: no such case.
        ForbiddenError: it is another enterprise's.
        ConflictError: it is not at its end, or was rated.
        InvalidInputError: another score, or too many words.
    """
    case = get_case(session, case_id, lock=True)
    if actor.role is not Role.ENTERPRISE or actor.subject != case.subject:
        raise ForbiddenError("只有申报企业可以评价", where=case.number, hint="请由企业账户评价")
    if not 1 <= score <= BEST or len(words) > LONGEST_WORDS:
        raise InvalidInputError("评价为1至5分，意见至多2000字", where="score", hint="5 为很满意")
    if not CaseState(case.state).closed or case.submitted_at is None:
        raise ConflictError(
            f"办件{CaseState(case.state).label}，办结后才能评价", where=case.number, hint="等办结后再评价"
        )
    if session.get(Rating, case.id) is not None:
        raise ConflictError("这个办件已评价过", where=case.number, hint="每个办件评价一次")
    return _keep(session, case, actor, score, words.strip(), now)


def _keep(session: Session, case: ApplicationCase, actor: Actor, score: int, words: str, now: datetime) -> Rating:
    row = Rating(
        case_id=case.id, subject=case.subject, department=case.department, policy_id=case.policy_id, item_id=case.item_id,
        score=score, words=words, actor=actor.login, at=now,
    )  # fmt: skip
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        raise ConflictError("这个办件已评价过", where=case.number, hint="每个办件评价一次") from error
    record(session, actor=actor.login, action="case.rate", target=case.id, detail={"score": score}, now=now)
    return row


@dataclass(slots=True)
class RatingFigures:
    """How a department is rated for a policy.

    Args:
        department: who handled the cases.
        policy_id: the policy.
        scores: how many of each score, from 1 to 5.
    """

    department: str
    policy_id: str
    scores: list[int] = field(default_factory=lambda: [0] * BEST)

    @property
    def count(self) -> int:
        """How many ratings."""
        return sum(self.scores)

    @property
    def mean(self) -> float | None:
        """The mean score; None where there is none."""
        total = sum(at * number for at, number in enumerate(self.scores, 1))
        return round(total / self.count, 2) if self.count else None

    @property
    def satisfied(self) -> float | None:
        """The share of 4 and 5; None where there is none."""
        return round(sum(self.scores[3:]) / self.count, 4) if self.count else None


@dataclass(slots=True)
class _Batch:
    """Ratings that wait until enough enterprises are among them."""

    subjects: set[str] = field(default_factory=set)
    scores: list[int] = field(default_factory=list)


def ratings(session: Session, *, scope: Scope = EVERYTHING) -> list[RatingFigures]:
    """All ratings by department and policy: for departments and supervisors, not for the public."""
    found: dict[tuple[str, str], RatingFigures] = {}
    for row in _rated(session, scope):
        found.setdefault((row.department, row.policy_id), RatingFigures(row.department, row.policy_id)).scores[
            row.score - 1
        ] += 1
    return [found[key] for key in sorted(found)]


def public_ratings(session: Session, *, fewest: int = FEWEST) -> list[RatingFigures]:
    """Ratings as anybody may see them, by department and policy.

    Ratings are taken over in whole batches, each of at least so many enterprises, in the order in which they came; a batch
    that is not full waits. So whoever compares two days, or a sum with its parts, learns nothing of a smaller group.
    """
    shown: dict[tuple[str, str], RatingFigures] = {}
    waiting: dict[tuple[str, str], _Batch] = {}
    for row in _rated(session, EVERYTHING):
        key = (row.department, row.policy_id)
        batch = waiting.setdefault(key, _Batch())
        batch.subjects.add(row.subject)
        batch.scores.append(row.score)
        if len(batch.subjects) >= fewest:
            figures = shown.setdefault(key, RatingFigures(*key))
            for score in waiting.pop(key).scores:
                figures.scores[score - 1] += 1
    return [shown[key] for key in sorted(shown)]


def _rated(session: Session, scope: Scope) -> Iterator[Any]:
    wanted = select(Rating.department, Rating.policy_id, Rating.subject, Rating.score).order_by(
        col(Rating.at), col(Rating.case_id)
    )
    yield from session.exec(within(wanted, Rating, scope).execution_options(yield_per=2000))


@dataclass(frozen=True, slots=True)
class Remark:
    """A rating with its words.

    Args:
        department: who handled the case.
        policy_id: the policy.
        score: 1 to 5.
        words: the remark.
        number: the case's; empty where the reader is not to know who wrote it.
    """

    department: str
    policy_id: str
    score: int
    words: str
    number: str = ""


def remarks(
    session: Session, *, named: bool, scope: Scope = EVERYTHING, start: int = 0, size: int = 50
) -> list[Remark]:
    """Ratings with words, the newest first.

    Args:
        session: any session.
        named: whether the case is named: for supervisors; departments are not told who wrote what.
        scope: whose.
        start: how many to pass over.
        size: at most so many.
    """
    wanted = select(Rating, ApplicationCase.number).join(
        ApplicationCase, col(ApplicationCase.id) == col(Rating.case_id)
    )
    wanted = within(wanted.where(Rating.words != ""), Rating, scope)
    # Without names the order must not give the time away.
    ordered = (
        wanted.order_by(col(Rating.at).desc(), col(Rating.case_id))
        if named
        else wanted.order_by(Rating.words, Rating.case_id)
    )
    found: Iterable[tuple[Rating, str]] = session.exec(ordered.offset(start).limit(size))
    return [
        Remark(one.department, one.policy_id, one.score, one.words, number if named else "") for one, number in found
    ]
