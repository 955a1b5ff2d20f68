"""Synthetic enterprises and policies: 60 columns, 1 to 30 % missing, conditions whose popularity is like Zipf's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from policymatch.batch.names import column_name
from policymatch.conditions import All, AtLeast, Judgement, Node, Not, Op, Test, tests
from policymatch.conditions import Any as AnyOf
from policymatch.decisions.testing import interpretations
from policymatch.quantities import Period
from policymatch.vocabulary import industries, regions
from policymatch.vocabulary.fields import field

AS_OF = date(2026, 6, 30)
LAST_YEAR = Period(True, -1, -1)
REGIONS = ("registered_region", "tax_region", "statistics_region", "project_region")
ENUMS = ("entity_type", "size", "ownership", "registration_status", "tax_credit_grade")
SETS = ("qualification", "business_domain", "listing")
FLAGS = (
    "legal_person", "above_scale", "dishonest", "abnormal_operation", "credit_good", "safety_accident",
    "major_violation", "environmental_violation", "tax_arrears", "wage_arrears",
)  # fmt: skip
DATES = ("established_on", "project_started_on", "project_completed_on")
RATIOS = ("revenue_growth", "rd_ratio", "rd_staff_ratio", "debt_ratio", "hightech_revenue_ratio", "education_ratio")
COUNTS = (
    "employees",
    "insured_employees",
    "rd_staff",
    "ip_count",
    "invention_patents",
    "software_copyrights",
    "new_hires",
)
MONEY = (
    "revenue", "main_revenue", "output_value", "total_assets", "net_assets", "profit", "tax_paid", "rd_expense",
    "registered_capital", "paid_in_capital", "export_value", "trade_value", "retail_sales", "online_sales",
    "fixed_investment", "local_contribution", "project_investment", "equipment_investment", "foreign_investment",
    "taxable_income", "loan_amount",
)  # fmt: skip
NAMES = {
    "business_domain": tuple(f"产业领域{number}" for number in range(60)),
    "qualification": (
        "高新技术企业", "科技型中小企业", "创新型中小企业", "专精特新中小企业", "专精特新“小巨人”企业", "瞪羚企业", "独角兽企业",
        "制造业单项冠军企业", "农业产业化龙头企业", "国家级企业技术中心", "省级企业技术中心", "市级企业技术中心", "国家级众创空间",
        "省级众创空间", "国家级科技企业孵化器", "省级科技企业孵化器",
    ),
}  # fmt: skip
JUDGEMENTS = tuple(f"需人工认定的条件{number}" for number in range(20))
EPOCH = date(1970, 1, 1)
MANY = 100
"""Bounds a column from which they are spread evenly rather than bunched on a few round figures."""


@dataclass(frozen=True)
class World:
    """Enterprises as an Arrow table, policies as conditions."""

    table: pa.Table
    items: tuple[tuple[int, Node], ...]


def world(enterprises: int, policies: int, *, cuts: int = 60, seed: int = 7) -> World:
    """Make one.

    Args:
        enterprises: rows.
        policies: conditions.
        cuts: how many different bounds a number column is asked for.
        seed: the same seed gives the same world.
    """
    return World(table(enterprises, seed), tuple(enumerate(conditions(policies, cuts, seed))))


@cache
def counties() -> tuple[str, ...]:
    """The counties of one province."""
    return tuple(county.code for city in regions.children("440000") for county in regions.children(city.code))


@cache
def branches() -> tuple[str, ...]:
    """The narrowest branches."""
    return tuple(code for code in sorted(industries.all_industries()) if len(code) == len("I6510"))


def values_of(name: str) -> tuple[str, ...]:
    """The values of a list field."""
    return NAMES.get(name) or field(name).values


def period_of(name: str) -> Period | None:
    """Last year's figure where the field has periods; events in the last year."""
    return LAST_YEAR if field(name).has_period else None


def zipf(rng: np.random.Generator, size: int, count: int, power: float = 1.1) -> npt.NDArray[np.int32]:
    """Places 0 … size-1, the first most often."""
    return np.searchsorted(_shares(size, power), rng.random(count), side="right").astype(np.int32)


@cache
def _shares(size: int, power: float) -> npt.NDArray[np.float64]:
    weights = np.cumsum(1 / np.arange(1, size + 1) ** power)
    return np.asarray(weights[:-1] / weights[-1])


def table(rows: int, seed: int) -> pa.Table:
    """The enterprises."""
    rng = np.random.default_rng(seed)
    arrays: dict[str, pa.Array] = {}
    fields: list[pa.Field] = []

    def add(name: str, array: pa.Array, scale: int = 0) -> None:
        column = column_name(interpretations(_any_test(name))[0][0])
        arrays[column] = array
        fields.append(pa.field(column, array.type, metadata={"scale": str(scale)} if scale else None))

    for name in REGIONS:
        add(name, _named(rng, counties(), rows, missing=0.01 if name == "registered_region" else None))
    add("industry", _named(rng, branches(), rows, power=0.9, missing=0.02))
    for name in ENUMS:
        add(name, _named(rng, values_of(name), rows))
    for name in FLAGS:
        add(name, pa.array(rng.random(rows) < rng.uniform(0.02, 0.6), mask=_gaps(rng, rows)))
    for name in SETS:
        add(name, _listed(rng, values_of(name), rows))
    for name in DATES:
        days = rng.integers(7000, 20000, rows).astype(np.int32)
        add(name, pa.array(days, pa.date32(), mask=_gaps(rng, rows)))
    for name in RATIOS:
        add(name, pa.array(rng.integers(-2000, 10000, rows), pa.int64(), mask=_gaps(rng, rows)), scale=4)
    for name in COUNTS:
        add(name, pa.array(rng.lognormal(3, 1.5, rows).astype(np.int64), mask=_gaps(rng, rows)))
    for name in MONEY:
        add(name, pa.array(rng.lognormal(15, 2, rows).astype(np.int64), mask=_gaps(rng, rows)))
    return pa.table(list(arrays.values()), schema=pa.schema(fields))


def _gaps(rng: np.random.Generator, rows: int, missing: float | None = None) -> npt.NDArray[np.bool_]:
    return rng.random(rows) < (rng.uniform(0.01, 0.30) if missing is None else missing)


def _named(
    rng: np.random.Generator, values: tuple[str, ...], rows: int, power: float = 1.1, missing: float | None = None
) -> pa.Array:
    """Names; the register of enterprises knows nearly every place and branch, others less."""
    places = pa.array(zipf(rng, len(values), rows, power), mask=_gaps(rng, rows, missing))
    return pa.DictionaryArray.from_arrays(places, pa.array(values))


def _listed(rng: np.random.Generator, values: tuple[str, ...], rows: int) -> pa.Array:
    lengths = rng.integers(0, 4, rows)
    starts = np.zeros(rows + 1, np.int32)
    np.cumsum(lengths, out=starts[1:])
    members = pa.DictionaryArray.from_arrays(pa.array(zipf(rng, len(values), int(starts[-1]))), pa.array(values))
    return pa.ListArray.from_arrays(pa.array(starts), members, mask=pa.array(_gaps(rng, rows)))


@cache
def _any_test(name: str) -> Test:
    kind = str(field(name).type)
    op, value = {
        "number": (Op.GE, Decimal(1)), "date": (Op.GE, AS_OF), "bool": (Op.IS, True), "set": (Op.HAS_ANY, ("甲",)),
    }.get(kind, (Op.IN, ("110000",) if kind == "region" else ("甲",)))  # fmt: skip
    return Test(name, op, value, period_of(name))  # type: ignore[arg-type]


def conditions(count: int, cuts: int, seed: int) -> list[Node]:
    """The policies' conditions: 3 to 12 tests, to depth 3; four in five ask for a place, one in four for a judgement."""
    maker = Maker(np.random.default_rng(seed + 1), cuts)
    return [maker.condition() for _ in range(count)]


class Maker:
    """Draws conditions."""

    def __init__(self, rng: np.random.Generator, cuts: int) -> None:
        self.rng = rng
        self.cuts = cuts
        numbers = [*RATIOS, *COUNTS, *MONEY]
        self.kinds = [*([self.number] * 5), self.flag, self.flag, self.named, self.member, self.branch, self.day]
        self.numbers = [numbers[place] for place in rng.permutation(len(numbers))]

    def pick(self, values: Any, power: float = 1.1) -> Any:
        """One value, the first most often."""
        return values[int(zipf(self.rng, len(values), 1, power)[0])]

    def condition(self) -> Node:
        """One policy: 3 to 12 tests in all."""
        left = int(self.rng.integers(3, 13))
        parts: list[Node] = [self.place()] if self.rng.random() < 0.8 else []
        left -= len(parts)
        while left > 0:
            grouped = left >= 2 and self.rng.random() < 0.2
            part = self.group(min(left, 4), 2) if grouped else self.test()
            left -= sum(1 for _ in tests(part))
            parts.append(part)
        if self.rng.random() < 0.2:
            parts.append(Judgement(self.pick(JUDGEMENTS)))
        if self.rng.random() < 0.05:
            parts.append(AnyOf((self.test(), Judgement(self.pick(JUDGEMENTS)))))
        return All(tuple(parts))

    def group(self, most: int, depth: int) -> Node:
        """A group inside a policy, of two to ``most`` tests."""
        parts: list[Node] = [self.test() for _ in range(int(self.rng.integers(2, most + 1)))]
        if depth > 1 and len(parts) > 2 and self.rng.random() < 0.4:
            parts = [parts[0], AnyOf(tuple(parts[1:])) if self.rng.random() < 0.5 else All(tuple(parts[1:]))]
        draw = self.rng.random()
        if draw < 0.75:
            return AnyOf(tuple(parts))
        return Not(All(tuple(parts))) if draw < 0.9 else AtLeast(min(2, len(parts)), tuple(parts))

    def test(self) -> Test:
        """One test."""
        return self.kinds[int(self.rng.integers(len(self.kinds)))]()

    def place(self) -> Test:
        """A place: county, city or province."""
        draw = self.rng.random()
        county = self.pick(counties())
        code = county if draw < 0.5 else county[:4] + "00" if draw < 0.9 else "440000"
        return Test(self.pick(REGIONS, 2.0), Op.IN, (code,))

    def branch(self) -> Test:
        """Branches: a section or divisions."""
        picked = {self.pick(branches())[: int(self.rng.choice([1, 1, 3]))] for _ in range(int(self.rng.integers(1, 3)))}
        return Test("industry", Op.IN, tuple(sorted(picked)))

    def number(self) -> Test:
        """A bound on a figure."""
        name = self.pick(self.numbers, 0.7)
        bound = int(zipf(self.rng, self.cuts, 1, 1.1 if self.cuts < MANY else 0.3)[0])
        op = (Op.GE, Op.GE, Op.GE, Op.LT)[int(self.rng.integers(4))]
        return Test(name, op, self._bound(name, bound), period_of(name))

    def _bound(self, name: str, place: int) -> Decimal:
        if name in RATIOS:
            return Decimal(place * 13 % 97 if self.cuts < MANY else place) / (100 if self.cuts < MANY else 10_000)
        step = (place * 37 % 101 if self.cuts < MANY else place) + 1
        return Decimal(step) if name in COUNTS else Decimal(step) * (200_000 if self.cuts < MANY else 7_000)

    def flag(self) -> Test:
        """A truth value."""
        name = self.pick(FLAGS)
        return Test(name, Op.IS, name in ("legal_person", "above_scale", "credit_good"), period_of(name))

    def named(self) -> Test:
        """An enumeration."""
        name = self.pick(ENUMS)
        values = values_of(name)
        chosen = {self.pick(values) for _ in range(2)}
        return Test(name, (Op.IN, Op.IN, Op.NOT_IN)[int(self.rng.integers(3))], tuple(sorted(chosen)))

    def member(self) -> Test:
        """A set."""
        name = self.pick(SETS)
        chosen = {self.pick(values_of(name)) for _ in range(int(self.rng.integers(1, 4)))}
        op = (Op.HAS_ANY, Op.HAS_ANY, Op.HAS_ALL, Op.HAS_NONE)[int(self.rng.integers(4))]
        return Test(name, op, tuple(sorted(chosen)))

    def day(self) -> Test:
        """A day."""
        name = self.pick(DATES)
        return Test(name, Op.GE, EPOCH + timedelta(days=15000 + 100 * int(zipf(self.rng, 30, 1)[0])))
