"""Arrow columns → codes: which types are taken, what null and the companion columns mean, what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from policymatch.batch import columns_from_profiles, compile_policies, encode, encode_profiles, run
from policymatch.batch.coding import NameCoder
from policymatch.batch.errors import BatchColumnError
from policymatch.batch.predicates import Axis
from policymatch.conditions import Judgement, Node, Op, Test
from policymatch.decisions import Verdict
from policymatch.decisions.testing import matches
from policymatch.profiles import Column, Fact, Origin, Profile
from policymatch.quantities import Money, Period
from policymatch.vocabulary import industries, region_tree
from policymatch.vocabulary.fields import catalogue
from policymatch.vocabulary.region_tree import successions

AS_OF = date(2026, 6, 30)
LAST = Period.parse("last_year")
REVENUE = Test("revenue", Op.GE, Decimal("20000000"), LAST)
YES, NO, OPEN = Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE, Verdict.OPEN
ORIGIN = Origin("t", "测试局")

pytestmark = pytest.mark.usefixtures("kernel")


def verdicts(condition: Node, **columns: object) -> list[Verdict]:
    table = pa.table(columns)
    program = compile_policies([("it", condition)])
    found = run(program, encode(table, program, AS_OF))
    held = {verdict: found.bitmap("it", verdict) for verdict in Verdict}
    return [next(v for v, who in held.items() if who[row]) for row in range(table.num_rows)]


@pytest.mark.parametrize(
    "array",
    [
        pa.array([19_999_999, 20_000_000, None], pa.int64()),
        pa.array([19_999_999, 20_000_000, None], pa.int32()),
        pa.array([Decimal("19999999.99"), Decimal("20000000.00"), None], pa.decimal128(18, 2)),
        pa.array([Decimal("19999999.9999"), Decimal("20000000"), None], pa.decimal256(40, 4)),
        pa.chunked_array([pa.array([19_999_999]), pa.array([20_000_000, None], pa.int64())]),
        pa.array([0, 19_999_999, 20_000_000, None])[1:],
    ],
)
def test_exact_numbers_are_compared_exactly(array: pa.Array) -> None:
    assert verdicts(REVENUE, **{"revenue@last_year": array}) == [NO, YES, OPEN]


@pytest.mark.parametrize("kind", [pa.float16(), pa.float32(), pa.float64(), pa.string()])
def test_binary_floats_never_hold_money(kind: pa.DataType) -> None:
    with pytest.raises(BatchColumnError, match="revenue@last_year") as caught:
        verdicts(REVENUE, **{"revenue@last_year": pa.array([1]).cast(pa.float32()).cast(kind)})
    assert "decimal128" in str(caught.value)


def test_numbers_beyond_64_bits_are_still_exact() -> None:
    huge = pa.array([Decimal(10) ** 30, Decimal(-(10**30)), None], pa.decimal128(38, 2))
    assert verdicts(REVENUE, **{"revenue@last_year": huge}) == [YES, NO, OPEN]
    far = Test("revenue", Op.GT, Decimal(10) ** 25, LAST)
    assert verdicts(far, **{"revenue@last_year": pa.array([2**62, None])}) == [NO, OPEN]


def test_a_scale_in_the_metadata_says_fen() -> None:
    schema = pa.schema([pa.field("revenue@last_year", pa.int64(), metadata={"scale": "2"})])
    table = pa.table([pa.array([1_999_999_999, 2_000_000_000])], schema=schema)
    program = compile_policies([("it", REVENUE)])
    assert run(program, encode(table, program, AS_OF)).bitmap("it").tolist() == [False, True]


@pytest.mark.parametrize(
    ("op", "expected"),
    [
        (Op.GE, [NO, YES, YES]),
        (Op.GT, [NO, NO, YES]),
        (Op.LE, [YES, YES, NO]),
        (Op.LT, [YES, NO, NO]),
        (Op.EQ, [NO, YES, NO]),
    ],
)
def test_every_order_at_the_bound(op: Op, expected: list[Verdict]) -> None:
    test = Test("rd_ratio", op, Decimal("0.05"), LAST)
    shares = pa.array([Decimal("0.0499"), Decimal("0.05"), Decimal("0.0501")], pa.decimal128(10, 4))
    assert verdicts(test, **{"rd_ratio@last_year": shares}) == expected


def test_a_column_of_the_calendar_year_serves_last_year() -> None:
    assert verdicts(REVENUE, **{"revenue@2025": pa.array([20_000_000])}) == [YES]
    assert verdicts(REVENUE, **{"revenue@2024": pa.array([20_000_000])}) == [OPEN]


def test_candidates_replace_the_value() -> None:
    columns = {
        "revenue@last_year": pa.array([1, 1, 1, 1, 30_000_000], pa.int64()),
        "revenue@last_year|candidates": pa.array(
            [["20000000", "30000000"], ["1", "30000000"], [None], ["USD 30000000"], None], pa.list_(pa.string())
        ),
    }
    assert verdicts(REVENUE, **columns) == [YES, OPEN, NO, OPEN, YES]


def test_absent_is_neither_at_least_nor_below() -> None:
    column = {"revenue@last_year|candidates": pa.array([[None], ["1"]], pa.list_(pa.string()))}
    below = Test("revenue", Op.LT, Decimal("20000000"), LAST)
    assert verdicts(below, **column) == [NO, YES]
    assert verdicts(REVENUE, **column) == [NO, NO]


def test_sets_open_and_complete() -> None:
    has_none = Test("qualification", Op.HAS_NONE, ("高新技术企业", "瞪羚企业"))
    columns = {
        "qualification": pa.array([["高新技术企业"], [], [], [], None], pa.list_(pa.string())),
        "qualification|open": pa.array([True, False, True, True, None]),
        "qualification|absent": pa.array(
            [None, None, ["高新技术企业"], ["高新技术企业", "瞪羚企业"], None], pa.list_(pa.string())
        ),
    }
    assert verdicts(has_none, **columns) == [NO, YES, OPEN, YES, OPEN]


def test_what_lies_under_a_null_list_is_not_there() -> None:
    starts, members = pa.array([0, 1, 2], pa.int32()), pa.array(["主板", "主板"])
    hidden = pa.ListArray.from_arrays(starts, members, mask=pa.array([False, True]))
    test = Test("listing", Op.HAS_ANY, ("主板",))
    assert verdicts(test, listing=hidden) == [YES, OPEN]
    assert verdicts(test, listing=hidden[1:]) == [OPEN]


@pytest.mark.parametrize("name", [field.id for field in catalogue() if field.values and field.type != "set"])
def test_every_listed_name_is_met_as_the_law_says(name: str) -> None:
    values = catalogue().field(name).values
    program = compile_policies([(value, Test(name, Op.IN, (value,))) for value in values])
    found = run(program, encode(pa.table({name: pa.array(values)}), program, AS_OF))
    for wanted in values:
        met = [matches(name, held, wanted) for held in values]
        assert found.bitmap(wanted).tolist() == [truth is True for truth in met]
        assert found.bitmap(wanted, OPEN).tolist() == [truth is None for truth in met]


def test_branches_that_are_not_asked_are_surely_apart() -> None:
    branches = [*sorted(industries.all_industries())[::9], "工业", "制造业", "没有的行业"]
    axis = Axis(Column("industry"))
    asked = NameCoder(axis, branches[::3])
    for held in branches:
        met = asked.meeting(held)
        for wanted in branches[::3]:
            truth = matches("industry", held, wanted)
            assert (wanted in met.surely, wanted in met.possibly) == (truth is True, truth is not False)


def test_places_that_are_not_asked_are_surely_apart() -> None:
    moved = [code for code in region_tree.all_regions() if code in region_tree.origins() or code in successions()]
    places = [*list(region_tree.all_regions())[::40], *moved[::9], "110100", "Z:中关村示范区"]
    axis = Axis(Column("registered_region"))
    asked = NameCoder(axis, places)
    for held in places:
        met = asked.meeting(held)
        for wanted in places:
            truth = matches("registered_region", held, wanted)
            assert (wanted in met.surely, wanted in met.possibly) == (truth is True, truth is not False)


def test_dictionaries_strings_and_nulls() -> None:
    region = Test("registered_region", Op.IN, ("440100",))
    plain = pa.array(["440115", "330110", None])
    assert verdicts(region, registered_region=plain) == [YES, NO, OPEN]
    assert verdicts(region, registered_region=plain.dictionary_encode()) == [YES, NO, OPEN]
    assert verdicts(region, registered_region=pa.nulls(2)) == [OPEN, OPEN]


def test_a_missing_column_is_missing_for_everybody() -> None:
    assert verdicts(REVENUE, subject=pa.array(["a", "b"])) == [OPEN, OPEN]


def test_age_comes_from_the_day_of_establishment() -> None:
    test = Test("years_established", Op.GE, Decimal(3))
    born = pa.array([date(2023, 6, 30), date(2023, 7, 1), None], pa.date32())
    assert verdicts(test, established_on=born) == [YES, NO, OPEN]


def test_judgements_are_answered_by_a_column() -> None:
    answers = pa.array([True, False, None])
    assert verdicts(Judgement("符合产业政策"), **{"?符合产业政策": answers}) == [YES, NO, Verdict.JUDGEMENT]


@pytest.mark.parametrize(
    ("condition", "name", "array"),
    [
        (Test("legal_person", Op.IS, True), "legal_person", pa.array(["是"])),
        (Test("size", Op.IN, ("小型",)), "size", pa.array([1])),
        (Test("established_on", Op.GE, AS_OF), "established_on", pa.array([1])),
        (Test("listing", Op.HAS_ANY, ("主板",)), "listing", pa.array(["主板"])),
        (Test("listing", Op.HAS_ANY, ("主板",)), "listing", pa.array([["主板", None]])),
        (REVENUE, "revenue@last_year|candidates", pa.array([["许多"]])),
    ],
)
def test_what_does_not_suit_the_field_is_refused_by_name(condition: Node, name: str, array: pa.Array) -> None:
    with pytest.raises(BatchColumnError, match=name.partition("|")[0]):
        verdicts(condition, **{name: array})


def test_profiles_become_columns_without_loss() -> None:
    facts = [
        Fact("revenue", Decimal(100) / 3, ORIGIN, year=2025),
        Fact("export_value", Money("USD", Decimal(5)), ORIGIN, year=2025),
        Fact("qualification", "高新技术企业", ORIGIN),
    ]
    columns = [Column("revenue", LAST), Column("export_value", LAST), Column("qualification")]
    row = columns_from_profiles([Profile.of("x", facts)], columns, AS_OF).to_pylist()[0]
    assert row["subject"] == "x"
    assert row["revenue@last_year"] is None
    assert row["revenue@last_year|candidates"] == [str(Decimal(100) / 3)]
    assert row["export_value@last_year|candidates"] == ["USD 5"]
    assert (row["qualification"], row["qualification|open"]) == (["高新技术企业"], True)


def test_updated_rows_leave_the_old_codes_alone() -> None:
    program = compile_policies([("it", REVENUE)])
    poor, rich = (Profile.of(n, [Fact("revenue", Decimal(v), ORIGIN, year=2025)]) for n, v in (("p", 1), ("r", 10**9)))
    before = encode_profiles([poor, poor, poor], program, AS_OF)
    after = before.updated(np.array([1]), encode_profiles([rich], program, AS_OF, like=before))
    assert run(program, before).bitmap("it").tolist() == [False, False, False]
    assert run(program, after).bitmap("it").tolist() == [False, True, False]


def test_no_profiles_and_no_policies() -> None:
    program = compile_policies([("it", REVENUE)])
    assert run(program, encode_profiles([], program, AS_OF)).counts()[YES].tolist() == [0]
    nothing = compile_policies([])
    assert run(nothing, encode_profiles([Profile.of("x", [])], nothing, AS_OF)).counts()[YES].tolist() == []
