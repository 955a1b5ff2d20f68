"""Ten thousand pairs drawn from a seed: the batch says what ``decide`` says, firm by firm and policy by policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest

from policymatch.batch import Matcher, compile_policies, encode_profiles, kernels, run
from policymatch.conditions import Node
from policymatch.decisions import Verdict, decide
from policymatch.profiles import Profile
from tests.properties.drawing import Drawer
from tests.properties.strategies import AS_OF


def drawn(seed: int, policies: int, firms: int) -> tuple[list[tuple[int, Node]], list[Profile]]:
    drawer = Drawer(seed)
    return [(n, drawer.condition()) for n in range(policies)], [drawer.profile(f"firm {n}") for n in range(firms)]


def wrong_pairs(
    items: Sequence[tuple[int, Node]], firms: Sequence[Profile], as_of: date
) -> tuple[int, Counter[Verdict]]:
    """How many pairs the batch says differently, and how often each verdict was right."""
    program = compile_policies(items)
    verdicts = run(program, encode_profiles(firms, program, as_of, sort=True), words=16)
    wrong, seen = 0, Counter[Verdict]()
    for key, node in items:
        held = {verdict: verdicts.bitmap(key, verdict) for verdict in Verdict}
        for row, firm in enumerate(firms):
            expected = decide(node, firm, as_of).verdict
            wrong += [verdict for verdict in Verdict if held[verdict][row]] != [expected]
            seen[expected] += 1
    return wrong, seen


@pytest.mark.parametrize("kernel", ["numpy", "numba"])
def test_five_thousand_pairs_each(kernel: str) -> None:
    kernels.use(kernel)
    wrong, seen = wrong_pairs(*drawn(21, 50, 100), AS_OF)
    kernels.use()
    assert wrong == 0
    assert min(seen[verdict] for verdict in Verdict) > 100, seen


def test_firm_to_policies_equals_policy_to_firms() -> None:
    items, firms = drawn(22, 60, 80)
    program = compile_policies(items)
    verdicts = run(program, encode_profiles(firms, program, AS_OF))
    by_policy = {
        (key, firm.subject, verdict)
        for key, _ in items
        for verdict in Verdict
        for firm, held in zip(firms, verdicts.bitmap(key, verdict), strict=True)
        if held
    }
    matcher = Matcher(program)
    by_firm = {(key, firm.subject, verdict) for firm in firms for key, verdict in matcher.match(firm, AS_OF)}
    assert by_policy == by_firm
    listed = {
        (key, firm.subject, Verdict.OPEN) for firm in firms for key, _ in matcher.having(firm, AS_OF, Verdict.OPEN)
    }
    assert listed == {pair for pair in by_firm if pair[2] is Verdict.OPEN}
