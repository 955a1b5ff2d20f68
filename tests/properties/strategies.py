"""Random conditions and profiles over a small vocabulary, so that values meet thresholds often."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from policymatch.conditions import All, Any, AtLeast, Judgement, Node, Not, Op, Test
from policymatch.profiles import Fact, Origin, Profile
from policymatch.quantities import Money, Period

AS_OF = date(2026, 6, 30)
ORIGIN = Origin("test", "测试局")
NUMBERS = ("revenue", "employees", "rd_ratio", "registered_capital")
AMOUNTS = tuple(map(Decimal, ("-1", "0", "0.05", "19", "20", "20.01", "5000000")))
AGES = tuple(map(Decimal, ("0", "0.5", "2", "3")))
PERIODS = (
    None,
    "last_year",
    "this_year",
    "2024",
    "last_3_years",
    "last_3_years:sum",
    "last_2_years:avg",
    "2023-2025:each",
)
ENUMS = {"entity_type": ("企业法人", "个体工商户", "合伙企业"), "size": ("大型", "中型", "小型", "微型")}
REGIONS = ("440000", "440100", "440115", "330110", "110108")
INDUSTRIES = ("C", "C39", "65", "6510", "G")
HONOURS = ("高新技术企业", "专精特新中小企业", "国家级企业技术中心", "省级企业技术中心")
STATES = ("dishonest", "legal_person")
EVENTS = ("safety_accident", "major_violation")
DAYS = tuple(date(2022, 1, 1) + timedelta(days=97 * step) for step in range(20))

periods = st.sampled_from(PERIODS).map(lambda text: Period.parse(text) if text else None)
ordered = st.sampled_from((Op.GE, Op.GT, Op.LE, Op.LT, Op.EQ))
money = st.one_of(st.sampled_from(AMOUNTS), st.sampled_from((Money("USD", Decimal(10)), Money("EUR", Decimal(10)))))


def _some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(tuple)


member = st.sampled_from((Op.IN, Op.NOT_IN))
number_tests = st.builds(Test, field=st.sampled_from(NUMBERS), op=ordered, value=money, period=periods)
date_tests = st.builds(Test, field=st.just("established_on"), op=ordered, value=st.sampled_from(DAYS))
age_tests = st.builds(Test, field=st.just("years_established"), op=ordered, value=st.sampled_from(AGES))
enum_tests = st.sampled_from(tuple(ENUMS)).flatmap(
    lambda f: st.builds(Test, field=st.just(f), op=member, value=_some(ENUMS[f]))
)
region_tests = st.builds(Test, field=st.just("registered_region"), op=member, value=_some(REGIONS))
industry_tests = st.builds(Test, field=st.just("industry"), op=member, value=_some(INDUSTRIES))
set_tests = st.builds(
    Test,
    field=st.just("qualification"),
    op=st.sampled_from((Op.HAS_ANY, Op.HAS_ALL, Op.HAS_NONE)),
    value=_some(HONOURS),
)
state_tests = st.builds(Test, field=st.sampled_from(STATES), op=st.just(Op.IS), value=st.booleans())
event_tests = st.builds(
    Test, field=st.sampled_from(EVENTS), op=st.just(Op.IS), value=st.booleans(),
    period=st.sampled_from((None, "last_year", "last_3_years", "2024")).map(lambda t: Period.parse(t) if t else None),
)  # fmt: skip
field_tests = st.one_of(
    number_tests, date_tests, age_tests, enum_tests, region_tests, industry_tests, set_tests, state_tests, event_tests
)
judgements = st.sampled_from(("财务制度健全", "符合产业政策")).map(Judgement)
leaves = st.one_of(field_tests, field_tests, field_tests, judgements)


def _groups(child: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    some = st.lists(child, min_size=1, max_size=4).map(tuple)
    return st.one_of(
        some.map(All), some.map(Any), child.map(Not),
        some.flatmap(lambda nodes: st.builds(AtLeast, st.integers(1, len(nodes)), st.just(nodes))),
    )  # fmt: skip


conditions: st.SearchStrategy[Node] = st.recursive(leaves, _groups, max_leaves=10)


def _fact(field: str, value: object, **keys: object) -> Fact:
    return Fact(field, value, ORIGIN, **keys)  # type: ignore[arg-type]


_day = st.one_of(st.none(), st.sampled_from(DAYS))
number_facts = st.builds(_fact, st.sampled_from(NUMBERS), money, year=st.sampled_from((2023, 2024, 2025, 2026)))
date_facts = st.builds(_fact, st.just("established_on"), st.sampled_from(DAYS))
enum_facts = st.sampled_from(tuple(ENUMS)).flatmap(
    lambda f: st.builds(_fact, st.just(f), st.sampled_from((*ENUMS[f], None)))
)
region_facts = st.builds(_fact, st.just("registered_region"), st.sampled_from(REGIONS), valid_from=_day)
industry_facts = st.builds(_fact, st.just("industry"), st.sampled_from(INDUSTRIES))
set_facts = st.builds(
    _fact, st.just("qualification"), st.sampled_from((*HONOURS, None)), valid_from=_day, valid_to=_day
)
state_facts = st.builds(_fact, st.sampled_from(STATES), st.sampled_from((True, False, None)), valid_from=_day)
event_facts = st.builds(_fact, st.sampled_from(EVENTS), st.booleans(), valid_from=_day)
year_events = st.builds(_fact, st.sampled_from(EVENTS), st.booleans(), year=st.sampled_from((2023, 2024, 2025, 2026)))
facts = st.one_of(
    number_facts, date_facts, enum_facts, region_facts, industry_facts, set_facts, state_facts, event_facts, year_events
)
answers = st.dictionaries(st.sampled_from(("财务制度健全", "符合产业政策")), st.booleans())
profiles = st.builds(
    lambda listed, given: Profile.of("91440115TEST", listed, answers=given), st.lists(facts, max_size=14), answers
)
