"""Faults planted on purpose must show: the comparison with ``decide`` sees each of them."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest

from policymatch.batch import coding, columns, compile_policies, encode_profiles, kernels, run
from policymatch.batch import compiling as compiling_module
from policymatch.batch import instructions as instructions_module
from policymatch.batch.kernels import plain_policies
from policymatch.conditions import All, Any, AtLeast, Judgement, Node, Not, Op, Test
from policymatch.decisions import Verdict, decide
from policymatch.profiles import Fact, Origin, Profile
from policymatch.quantities import Period

AS_OF = date(2026, 6, 30)
ORIGIN = Origin("t", "测试局")
LAST = Period.parse("last_year")


def leaf(rng: random.Random) -> Node:
    return rng.choice([
        Test("revenue", rng.choice([Op.GE, Op.LT, Op.EQ]), Decimal(rng.choice(["10.1", "20", "30.3"])), LAST),
        Test("size", rng.choice([Op.IN, Op.NOT_IN]), (rng.choice(["小型", "微型"]),)),
        Test("qualification", rng.choice([Op.HAS_ANY, Op.HAS_NONE, Op.HAS_ALL]), ("高新技术企业", "瞪羚企业")),
        Test("dishonest", Op.IS, rng.random() < 0.5),
        Judgement("符合产业政策"),
    ])  # fmt: skip


def condition(rng: random.Random, depth: int = 3) -> Node:
    if depth == 0 or rng.random() < 0.3:
        return leaf(rng)
    parts = tuple(condition(rng, depth - 1) for _ in range(rng.randint(2, 4)))
    return rng.choice([All(parts), Any(parts), AtLeast(2, parts), Not(parts[0])])


def profile(rng: random.Random, name: str) -> Profile:
    facts = [
        Fact("revenue", Decimal(rng.choice(["10.1", "20", "30.3"])), ORIGIN, year=2025)
        for _ in range(rng.randint(0, 2))
    ]
    if rng.random() < 0.7:
        facts.append(Fact("size", rng.choice(["小型", "微型", None]), ORIGIN))
    if rng.random() < 0.7:
        facts += [Fact("qualification", rng.choice(["高新技术企业", "瞪羚企业", None]), ORIGIN) for _ in range(2)]
    if rng.random() < 0.5:
        facts.append(Fact("dishonest", rng.random() < 0.5, ORIGIN))
    answers = {"符合产业政策": rng.random() < 0.5} if rng.random() < 0.3 else {}
    return Profile.of(name, facts, answers=answers)


def differences() -> int:
    """How many of 6,000 pairs the batch says differently from ``decide``."""
    rng = random.Random(3)
    nodes = [condition(rng) for _ in range(60)]
    firms = [profile(rng, str(n)) for n in range(100)]
    program = compile_policies(list(enumerate(nodes)))
    found = run(program, encode_profiles(firms, program, AS_OF), words=16)
    wrong = 0
    for key, node in enumerate(nodes):
        held = {verdict: found.bitmap(key, verdict) for verdict in Verdict}
        wrong += sum(not held[decide(node, firm, AS_OF).verdict][row] for row, firm in enumerate(firms))
    return wrong


@pytest.fixture(autouse=True)
def _plain() -> object:
    kernels.use("numpy")
    yield
    kernels.use()


def test_without_a_fault_there_is_no_difference() -> None:
    assert differences() == 0


def test_missing_filled_with_false_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    real = columns.encode_axis

    def filled(*arguments: object) -> object:
        found = real(*arguments)  # type: ignore[arg-type]
        if isinstance(found, columns.Codes):
            found.codes[found.codes == coding.MISSING] = coding.NO
        return found

    monkeypatch.setattr("policymatch.batch.encoding.encode_axis", filled)
    assert differences() > 0


def test_sets_taken_for_complete_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    real = columns.encode_axis

    def closed(*arguments: object) -> object:
        found = real(*arguments)  # type: ignore[arg-type]
        if isinstance(found, columns.Sets):
            found.open[:] = 0
        return found

    monkeypatch.setattr("policymatch.batch.encoding.encode_axis", closed)
    assert differences() > 0


def test_dropped_unknown_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    real = plain_policies._Policy._literal

    def certain(self: plain_policies._Policy, kind: int, r: int, lit: int, gaps: bool) -> None:
        real(self, kind, r, lit, gaps)
        self.regs[r, plain_policies.N] = self.regs[r, plain_policies.T]

    monkeypatch.setattr(plain_policies._Policy, "_literal", certain)
    assert differences() > 0


def test_conflicts_settled_by_the_first_source_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "_settled", lambda asked, candidates: asked.code(next(iter(candidates))))
    assert differences() > 0


def test_judgements_taken_for_gaps_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling_module._Compiler, "_is_judgement", lambda self, part: False)
    assert differences() > 0


def test_float_bounds_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    real = coding.bounds

    def floating(values: list[tuple[Decimal, bool]], scale: int) -> object:
        return real([(Decimal(float(value) + 1e-9), strict) for value, strict in values], scale)

    monkeypatch.setattr(coding, "bounds", floating)
    assert differences() > 0


@pytest.mark.parametrize("count", [1, -1])
def test_at_least_one_off_is_seen(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    real = instructions_module.at_least
    monkeypatch.setattr(compiling_module, "at_least", lambda k, parts: real(min(max(k + count, 1), len(parts)), parts))
    assert differences() > 0
