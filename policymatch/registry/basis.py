"""依据: the policies that a text names, held against what has become of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policymatch.registry.lifecycle import Status
from policymatch.registry.lint import Fault, Finding, Severity
from policymatch.spans import Span

NAMED = re.compile(r"《([^《》]{4,80})》")
SPACE = re.compile(r"\s")
ENDED = frozenset({Status.EXPIRED, Status.REPEALED, Status.SUPERSEDED})


@dataclass(frozen=True, slots=True)
class KnownPolicy:
    """A policy of the registry, as its newest version stands.

    Args:
        policy_id: its id.
        title: its title.
        doc_number: its number; None where it has none.
        status: how it stands on the day of the check.
    """

    policy_id: str
    title: str
    doc_number: str | None
    status: Status


def basis_findings(source_text: str, known: Iterable[KnownPolicy], *, policy_id: str = "") -> Iterator[Finding]:
    """Policies named in a text that no longer hold.

    Args:
        source_text: the text.
        known: the registry's policies.
        policy_id: the text's own policy, which may name its older self.
    """
    ended = [policy for policy in known if policy.status in ENDED and policy.policy_id != policy_id]
    by_title = {_folded(policy.title): policy for policy in ended}
    for found in NAMED.finditer(source_text):
        policy = by_title.get(_folded(found[1]))
        if policy is not None:
            yield _finding(policy, Span(*found.span()))
    for policy in ended:
        at = source_text.find(policy.doc_number) if policy.doc_number else -1
        if at >= 0 and policy.doc_number:
            yield _finding(policy, Span(at, at + len(policy.doc_number)))


def _finding(policy: KnownPolicy, span: Span) -> Finding:
    message = f"《{policy.title}》{policy.status.label}"
    return Finding(Fault.BASIS_ENDED, Severity.WARNING, "依据", message, span)


def _folded(title: str) -> str:
    return SPACE.sub("", title)
