"""Facts computed from facts, with their inputs: growth, ratios, size class, standing as a legal person.

Where sources disagree about an input, every value that the sources allow is derived; only what no source states is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import product

from policymatch.profiles.facts import Fact, FactValue, Origin
from policymatch.quantities import Money
from policymatch.vocabulary.fields import field as catalogue_field
from policymatch.vocabulary.size_classes import Size, size_class

Facts = Mapping[str, Sequence[Fact]]
Formula = Callable[[Sequence[Decimal]], "Decimal | None"]

DERIVED = "derived"
_LEGAL = {"企业法人": True, "农民专业合作社": True, "事业单位": True, "社会组织": True, "民办非企业单位": True,
          "分支机构": False, "个体工商户": False, "合伙企业": False, "个人独资企业": False}  # fmt: skip
_MOST = 16
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Derivation:
    """One derived field.

    Args:
        field: what is derived.
        inputs: the fields it is computed from, each with the year's offset (-1: the year before).
        formula: from the inputs' values to the result; None where it has none (growth from nothing).
    """

    field: str
    inputs: tuple[tuple[str, int], ...]
    formula: Formula


def _growth(values: Sequence[Decimal]) -> Decimal | None:
    return (values[0] - values[1]) / values[1] if values[1] > 0 else None


def _increase(values: Sequence[Decimal]) -> Decimal | None:
    return values[0] - values[1]


def _share(values: Sequence[Decimal]) -> Decimal | None:
    return values[0] / values[1] if values[1] > 0 else None


def _debt(values: Sequence[Decimal]) -> Decimal | None:
    return (values[1] - values[0]) / values[1] if values[1] > 0 else None


_GROWTHS = {
    "revenue_growth": "revenue", "output_growth": "output_value", "profit_growth": "profit", "tax_growth": "tax_paid",
    "local_contribution_growth": "local_contribution", "retail_growth": "retail_sales", "trade_growth": "trade_value",
    "export_growth": "export_value", "import_growth": "import_value", "rd_growth": "rd_expense",
}  # fmt: skip
_INCREASES = {"output_increase": "output_value", "local_contribution_increase": "local_contribution"}
_SHARES = {
    "main_revenue_ratio": ("main_revenue", "revenue"), "rd_ratio": ("rd_expense", "revenue"), "rd_staff_ratio": ("rd_staff", "employees"),
    "hightech_revenue_ratio": ("hightech_revenue", "revenue"), "new_product_ratio": ("new_product_revenue", "revenue"),
}  # fmt: skip
DERIVATIONS = (
    *(Derivation(field, ((of, 0), (of, -1)), _growth) for field, of in _GROWTHS.items()),
    *(Derivation(field, ((of, 0), (of, -1)), _increase) for field, of in _INCREASES.items()),
    *(Derivation(field, ((part, 0), (whole, 0)), _share) for field, (part, whole) in _SHARES.items()),
    Derivation("debt_ratio", (("net_assets", 0), ("total_assets", 0)), _debt),
)
_SIZE_INPUTS = ("employees", "revenue", "total_assets")
_OTHER = {
    "size": ("industry", *_SIZE_INPUTS),
    "legal_person": ("entity_type",),
    "years_established": ("established_on",),
}


def dependents(field_id: str) -> tuple[str, ...]:
    """The derived fields that a field enters, through others too: 营业收入 enters size, growth and every share of it."""
    direct = [derived.field for derived in DERIVATIONS if field_id in {of for of, _ in derived.inputs}]
    direct += [field for field, inputs in _OTHER.items() if field_id in inputs]
    return tuple(dict.fromkeys(direct))


def derive(facts: Facts) -> list[Fact]:
    """What follows from an enterprise's facts and no source states."""
    years = {field: _by_year(facts[field]) for field in _INPUTS if facts.get(field)}
    derived: list[Fact] = []
    for derivation in DERIVATIONS:
        if derivation.inputs[0][0] in years and not facts.get(derivation.field):
            derived.extend(_derived(derivation, years))
    if not facts.get("size"):
        derived.extend(_sizes(facts, years))
    if not facts.get("legal_person"):
        derived.extend(_legal_person(facts.get("entity_type", ())))
    return derived


_INPUTS = tuple(dict.fromkeys([of for derived in DERIVATIONS for of, _ in derived.inputs] + list(_SIZE_INPUTS)))
_Years = dict[int, tuple[Decimal, ...]]


def _by_year(facts: Iterable[Fact]) -> _Years:
    years: dict[int, tuple[Decimal, ...]] = {}
    for fact in facts:
        if fact.year is not None and fact.origin.confidence >= 1:
            value = fact.value
            if isinstance(value, Money):
                years[fact.year] = ()
            elif isinstance(value, Decimal) and value not in (held := years.get(fact.year, ())):
                years[fact.year] = (*held, value)
    return years


def _derived(derivation: Derivation, years: Mapping[str, _Years]) -> Iterator[Fact]:
    (part, _), (whole, offset) = derivation.inputs
    others = years.get(whole)
    if not others:
        return
    for year, values in years[part].items():
        against = others.get(year + offset)
        if not values or not against:
            continue
        if len(values) == len(against) == 1:
            found = derivation.formula((values[0], against[0]))
            results: Iterable[Decimal] = () if found is None else (found,)
        else:
            results = _results(derivation.formula, (values, against))
        for value in results:
            yield Fact(derivation.field, value, _origin(((part, year), (whole, year + offset))), year)


def _results(formula: Formula, inputs: Sequence[Sequence[Decimal]]) -> Iterable[Decimal]:
    """Every result that the sources allow; none where one of them has none."""
    combined = {formula(values) for values in list(product(*inputs))[:_MOST]}
    return () if None in combined else sorted(value for value in combined if value is not None)


def _sizes(facts: Facts, years: Mapping[str, _Years]) -> Iterator[Fact]:
    """The size class on a year's figures, from the day they are settled to the day the next year's are; several if open."""
    industries = tuple(dict.fromkeys(str(f.value) for f in facts.get("industry", ()) if f.origin.confidence >= 1))
    industry = industries[0] if len(industries) == 1 else None
    settled = catalogue_field("revenue")
    for year in sorted({year for field in _SIZE_INPUTS for year in years.get(field, ())}):
        figures = [years.get(field, {}).get(year) or (None,) for field in _SIZE_INPUTS]
        classes = {size for values in product(*figures) for size in _classes(industry, *values)}
        if not classes or len(classes) == len(Size):
            continue
        first, last = settled.settled_on(year), settled.settled_on(year + 1)
        known = tuple((field, year) for field in _SIZE_INPUTS if years.get(field, {}).get(year))
        for size in sorted(classes, key=list(Size).index):
            yield Fact("size", str(size), _origin((("industry", 0), *known)), None, first, last and last - _DAY)


@lru_cache(maxsize=65_536)
def _classes(
    industry: str | None, employees: Decimal | None, revenue: Decimal | None, assets: Decimal | None
) -> tuple[Size, ...]:
    return size_class(industry, employees=employees, revenue=revenue, assets=assets).classes


def _legal_person(types: Sequence[Fact]) -> Iterator[Fact]:
    for fact in types:
        standing: FactValue | None = _LEGAL.get(str(fact.value))
        if standing is not None:
            yield Fact("legal_person", standing, _origin((("entity_type", 0),)), None, fact.valid_from, fact.valid_to)


@lru_cache(maxsize=4096)
def _origin(inputs: tuple[tuple[str, int], ...]) -> Origin:
    words = tuple(
        f"{catalogue_field(field).label}（{year}年）" if year else catalogue_field(field).label
        for field, year in inputs
    )
    return Origin(DERIVED, "计算得出", inputs=words)
