"""Conditions and profiles drawn by the thousand from a seed, over the vocabulary of ``strategies``."""

from __future__ import annotations

import random
from datetime import timedelta

from policymatch.conditions import All, Any, AtLeast, Judgement, Node, Not, Op, Test
from policymatch.profiles import Fact, Origin, Profile
from policymatch.quantities import Money, Period
from tests.properties import strategies as words

ORIGINS = (Origin("a", "甲局"), Origin("b", "乙局"), Origin("guess", "推断", confidence=0.8))
ORDER = (Op.GE, Op.GT, Op.LE, Op.LT, Op.EQ)
JUDGEMENTS = ("财务制度健全", "符合产业政策")
FOREIGN = tuple(Money(currency, amount) for currency in ("USD", "EUR") for amount in words.AMOUNTS[:4])


class Drawer:
    """Draws conditions and profiles."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)

    def _some(self, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.rng.sample(values, self.rng.randint(1, min(3, len(values)))))

    def _period(self) -> Period | None:
        text = self.rng.choice(words.PERIODS)
        return Period.parse(text) if text else None

    def leaf(self) -> Node:
        rng = self.rng
        kind = rng.randrange(9)
        if kind <= 1:
            value = rng.choice(words.AMOUNTS if rng.random() < 0.9 else FOREIGN)
            return Test(rng.choice(words.NUMBERS), rng.choice(ORDER), value, self._period())
        if kind == 2:
            field, values = rng.choice((("established_on", words.DAYS), ("years_established", words.AGES)))
            return Test(field, rng.choice(ORDER), rng.choice(values))
        if kind == 3:
            field = rng.choice(tuple(words.ENUMS))
            return Test(field, rng.choice((Op.IN, Op.NOT_IN)), self._some(words.ENUMS[field]))
        if kind == 4:
            field, codes = rng.choice((("registered_region", words.REGIONS), ("industry", words.INDUSTRIES)))
            return Test(field, rng.choice((Op.IN, Op.NOT_IN)), self._some(codes))
        if kind == 5:
            return Test("qualification", rng.choice((Op.HAS_ANY, Op.HAS_ALL, Op.HAS_NONE)), self._some(words.HONOURS))
        if kind == 6:
            return Test(rng.choice(words.STATES), Op.IS, rng.random() < 0.5)
        if kind == 7:
            window = rng.choice((None, "last_year", "last_3_years", "2024"))
            return Test(rng.choice(words.EVENTS), Op.IS, rng.random() < 0.5, Period.parse(window) if window else None)
        return Judgement(rng.choice(JUDGEMENTS))

    def condition(self, depth: int = 3) -> Node:
        if depth == 0 or self.rng.random() < 0.25:
            return self.leaf()
        parts = tuple(self.condition(depth - 1) for _ in range(self.rng.randint(1, 4)))
        kind = self.rng.randrange(4)
        if kind == 3:
            return AtLeast(self.rng.randint(1, len(parts)), parts)
        return (All(parts), Any(parts), Not(parts[0]))[kind]

    def fact(self) -> Fact:
        rng, origin = self.rng, self.rng.choices(ORIGINS, (8, 2, 1))[0]
        day = rng.choice((None, rng.choice(words.DAYS)))
        year = rng.choice((2023, 2024, 2025, 2026))
        kind = rng.randrange(10)
        if kind <= 3:
            amount = rng.choice(words.AMOUNTS if rng.random() < 0.9 else FOREIGN)
            return Fact(rng.choice(words.NUMBERS), rng.choice((amount, amount, amount, None)), origin, year=year)
        if kind == 4:
            return Fact("established_on", rng.choice(words.DAYS), origin)
        if kind == 5:
            field = rng.choice(tuple(words.ENUMS))
            return Fact(field, rng.choice((*words.ENUMS[field], None)), origin)
        if kind == 6:
            field, codes = rng.choice((("registered_region", words.REGIONS), ("industry", words.INDUSTRIES)))
            return Fact(field, rng.choice(codes), origin, valid_from=day)
        if kind == 7:
            label = rng.choice((None, None, rng.choice(words.HONOURS)))
            ends = day + timedelta(days=rng.randrange(900)) if day and rng.random() < 0.5 else None
            held = None if label else rng.choice((*words.HONOURS, None))
            return Fact("qualification", held, origin, valid_from=day, valid_to=ends, label=label)
        if kind == 8:
            return Fact(rng.choice(words.STATES), rng.choice((True, False, None)), origin, valid_from=day)
        if rng.random() < 0.5:
            return Fact(rng.choice(words.EVENTS), rng.random() < 0.5, origin, year=year)
        return Fact(rng.choice(words.EVENTS), rng.random() < 0.5, origin, valid_from=day)

    def profile(self, name: str) -> Profile:
        facts = [self.fact() for _ in range(self.rng.randrange(24))]
        answers = {label: self.rng.random() < 0.5 for label in JUDGEMENTS if self.rng.random() < 0.3}
        return Profile.of(name, facts, answers=answers)
