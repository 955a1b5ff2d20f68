"""The batch says of every pair what ``decide`` says: with gaps, conflicts, dates, currencies, judgements, answers."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policymatch.batch import kernels
from policymatch.batch.compiling import compile_policies
from policymatch.batch.reading import encode_profiles
from policymatch.batch.running import Verdicts, run
from policymatch.conditions import Node
from policymatch.decisions import Verdict, decide
from policymatch.profiles import Profile
from tests.properties.strategies import AS_OF, conditions, profiles

DATES = (AS_OF, date(2026, 1, 15), date(2025, 12, 31))


def decided(nodes: list[Node], firms: list[Profile], as_of: date) -> list[list[Verdict]]:
    return [[decide(node, firm, as_of).verdict for firm in firms] for node in nodes]


def matched(verdicts: Verdicts, rows: int) -> list[list[Verdict]]:
    table = np.full((len(verdicts.keys), rows), None, dtype=object)
    for place, key in enumerate(verdicts.keys):
        for verdict in Verdict:
            table[place, verdicts.bitmap(key, verdict)] = verdict
    return table.tolist()


@pytest.mark.parametrize("kernel", ["numpy", "numba"])
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    nodes=st.lists(conditions, min_size=1, max_size=6),
    firms=st.lists(profiles, min_size=1, max_size=20),
    as_of=st.sampled_from(DATES),
    sort=st.booleans(),
)
def test_batch_equals_decide(kernel: str, nodes: list[Node], firms: list[Profile], as_of: date, sort: bool) -> None:
    kernels.use(kernel)
    program = compile_policies(list(enumerate(nodes)))
    verdicts = run(program, encode_profiles(firms, program, as_of, sort=sort), words=16)
    assert matched(verdicts, len(firms)) == decided(nodes, firms, as_of)
