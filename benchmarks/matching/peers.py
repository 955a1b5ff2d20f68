"""The same conditions in general engines, on input that suits them: places and branches as sorted numbers (an area is a
range), enumerations as small numbers, sets as one truth value a name; three-valued by their own null.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.matching.data import EPOCH, World
from policymatch.batch.names import column_name
from policymatch.conditions import Any as AnyOf
from policymatch.conditions import AtLeast, Judgement, Node, Not, Op, Test, tests
from policymatch.decisions.testing import interpretations, matches

Counts = tuple[int, int]
"""Surely true, unknown."""


@dataclass(frozen=True)
class Favoured:
    """Input that suits general engines.

    Args:
        table: plain columns ``c0`` … of numbers and truth values.
        places: which column is what.
        values: the sorted values of a column of names.
    """

    table: pa.Table
    places: dict[str, str]
    values: dict[str, list[str]]
    scales: dict[str, int]

    def wanted(self, test: Test) -> list[tuple[int, int]]:
        """The runs of numbers that a test on names asks for, ends included."""
        name = column(test)
        codes = self.values[name]
        hits = [n for n, code in enumerate(codes) for want in test.value if matches(test.field, code, want)]
        runs: list[tuple[int, int]] = []
        for hit in sorted(set(hits)):
            runs[-1:] = [(runs[-1][0], hit)] if runs and runs[-1][1] == hit - 1 else [*runs[-1:], (hit, hit)]
        return runs

    def number(self, test: Test) -> int:
        """The bound of a number or a day."""
        if isinstance(test.value, date):
            return (test.value - EPOCH).days
        scaled = test.value.scaleb(self.scales.get(column(test), 0))  # type: ignore[union-attr]
        assert scaled == int(scaled)
        return int(scaled)


def column(test: Test) -> str:
    """The name of the column that a test reads."""
    return column_name(interpretations(test)[0][0])


def favoured(world: World) -> Favoured:
    """Prepare the input; not timed."""
    arrays: dict[str, pa.Array] = {}
    places: dict[str, str] = {}
    values: dict[str, list[str]] = {}
    scales: dict[str, int] = {}
    asked = {name for _, node in world.items for test in tests(node) if test.op in SETS for name in test.value}
    for spec in world.table.schema:
        array = world.table[spec.name].combine_chunks()
        array = array.chunk(0) if isinstance(array, pa.ChunkedArray) else array
        if pa.types.is_list(spec.type):
            for member in sorted(asked & set(array.values.dictionary.to_pylist())):
                places[f"{spec.name}:{member}"] = f"c{len(places)}"
                arrays[places[f"{spec.name}:{member}"]] = _holds(spec.name, array, member)
            continue
        places[spec.name] = f"c{len(places)}"
        if pa.types.is_dictionary(spec.type):
            values[spec.name] = sorted(array.dictionary.to_pylist())
            rank = np.argsort(np.argsort(array.dictionary.to_pylist())).astype(np.int16)
            array = pc.take(pa.array(rank), array.indices)
        elif pa.types.is_date(spec.type):
            array = array.cast(pa.int32())
        scales[spec.name] = int((spec.metadata or {}).get(b"scale", b"0"))
        arrays[places[spec.name]] = array
    return Favoured(pa.table(arrays), places, values, scales)


SETS = (Op.HAS_ANY, Op.HAS_ALL, Op.HAS_NONE)


def _holds(name: str, array: pa.ListArray, member: str) -> pa.Array:
    field_id = name.partition("@")[0]
    known = array.values.dictionary.to_pylist()
    places = [place for place, held in enumerate(known) if matches(field_id, held, member)]
    hits = np.zeros(len(array) + 1, np.int64)
    owners = np.repeat(np.arange(len(array)), np.diff(array.offsets.to_numpy()))
    found = np.isin(array.values.indices.to_numpy(zero_copy_only=False), places)
    hits[:-1] = np.bincount(owners[found], minlength=len(array))
    return pa.array(hits[:-1] > 0, mask=array.is_null().to_numpy(zero_copy_only=False))


def pairs_of(
    count: int, parts: Sequence[Any], both: Callable[[Any, Any], Any], either: Callable[[Any, Any], Any]
) -> Any:
    """At least ``count`` of the parts, written out."""
    whole = None
    for chosen in combinations(parts, count):
        one = chosen[0]
        for part in chosen[1:]:
            one = both(one, part)
        whole = one if whole is None else either(whole, one)
    return whole


# ---- Polars


class Polars:
    """Each distinct test once, as a column of truth values; then each policy over those, in Polars' three-valued logic."""

    def __init__(self, input_: Favoured) -> None:
        import polars as pl

        self.pl = pl
        self.input = input_
        self.frame = pl.from_arrow(input_.table)

    def counts(self, items: Sequence[tuple[int, Node]]) -> list[Counts]:
        """Surely true and unknown, by policy."""
        known = list(dict.fromkeys(test for _, node in items for test in tests(node)))
        names = {test: f"t{place}" for place, test in enumerate(known)}
        truths = self.frame.lazy().select([self._test(test).alias(names[test]) for test in known]).collect()
        columns = {test: truths[name] for test, name in names.items()}
        nothing = self.pl.Series([None], dtype=self.pl.Boolean).new_from_index(0, len(self.frame))
        return [self._count(self._node(node, columns, nothing)) for _, node in items]

    def counts_lazily(self, items: Sequence[tuple[int, Node]], batch: int = 100) -> list[Counts]:
        """The same in lazy queries of many policies, whose common parts Polars finds itself."""
        found: list[Counts] = []
        for piece in _batches(items, batch):
            columns = {test: self._test(test) for _, node in piece for test in tests(node)}
            nothing = self.pl.lit(None, dtype=self.pl.Boolean)
            wholes = [self._node(node, columns, nothing) for _, node in piece]
            asked = [one.sum().alias(f"y{n}") for n, one in enumerate(wholes)]
            asked += [one.is_null().sum().alias(f"u{n}") for n, one in enumerate(wholes)]
            row = self.frame.lazy().select(asked).collect().row(0, named=True)
            found += [(row[f"y{n}"] or 0, row[f"u{n}"]) for n in range(len(piece))]
        return found

    def _count(self, whole: Any) -> Counts:
        return int(whole.sum() or 0), int(whole.null_count())

    def _test(self, test: Test) -> Any:
        pl = self.pl
        if test.op in SETS:
            held = [pl.col(self.input.places[f"{column(test)}:{name}"]) for name in test.value]
            joined = pl.all_horizontal(held) if test.op is Op.HAS_ALL else pl.any_horizontal(held)
            return ~joined if test.op is Op.HAS_NONE else joined
        col = pl.col(self.input.places[column(test)])
        if test.op is Op.IS:
            return col if test.value else ~col
        if test.op in (Op.IN, Op.NOT_IN):
            runs = [col.is_between(low, high) if low != high else col == low for low, high in self.input.wanted(test)]
            joined = pl.any_horizontal(runs) if runs else col < 0
            return ~joined if test.op is Op.NOT_IN else joined
        bound = self.input.number(test)
        return {Op.GE: col >= bound, Op.GT: col > bound, Op.LE: col <= bound, Op.LT: col < bound, Op.EQ: col == bound}[
            test.op
        ]

    def _node(self, node: Node, columns: dict[Test, Any], nothing: Any) -> Any:
        if isinstance(node, Test):
            return columns[node]
        if isinstance(node, Judgement):
            return nothing
        if isinstance(node, Not):
            return ~self._node(node.child, columns, nothing)
        parts = [self._node(child, columns, nothing) for child in node.children]
        count = node.count if isinstance(node, AtLeast) else 1 if isinstance(node, AnyOf) else len(parts)
        if isinstance(node, AnyOf):
            return pairs_of(1, parts, lambda a, b: a & b, lambda a, b: a | b)
        return pairs_of(count, parts, lambda a, b: a & b, lambda a, b: a | b)


def _batches(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


# ---- DuckDB


class DuckDB:
    """Counting queries of many policies each, over an in-memory table."""

    def __init__(self, input_: Favoured, threads: int = 2) -> None:
        import duckdb

        self.input = input_
        self.database = duckdb.connect()
        self.database.execute(f"SET threads = {threads}")
        source = input_.table  # noqa: F841 - DuckDB finds it by its name
        self.database.execute("CREATE TABLE firms AS SELECT * FROM source")

    def counts(self, items: Sequence[tuple[int, Node]], batch: int = 100) -> list[Counts]:
        """Surely true and unknown, by policy."""
        found: list[Counts] = []
        for piece in _batches(items, batch):
            wholes = [self._node(node) for _, node in piece]
            asked = ", ".join(f"count_if({one}), count(*) - count({one})" for one in wholes)
            row = self.database.execute(f"SELECT {asked} FROM firms").fetchone()
            found += [(int(row[n]), int(row[n + 1])) for n in range(0, len(row), 2)]
        return found

    def _test(self, test: Test) -> str:
        if test.op in SETS:
            joint = " AND " if test.op is Op.HAS_ALL else " OR "
            held = joint.join(self.input.places[f"{column(test)}:{name}"] for name in test.value)
            return f"(NOT ({held}))" if test.op is Op.HAS_NONE else f"({held})"
        col = self.input.places[column(test)]
        if test.op is Op.IS:
            return col if test.value else f"(NOT {col})"
        if test.op in (Op.IN, Op.NOT_IN):
            runs = [f"{col} BETWEEN {low} AND {high}" for low, high in self.input.wanted(test)]
            joined = " OR ".join(runs) or f"{col} < 0"
            return f"(NOT ({joined}))" if test.op is Op.NOT_IN else f"({joined})"
        return f"({col} {'=' if test.op is Op.EQ else test.op} {self.input.number(test)})"

    def _node(self, node: Node) -> str:
        if isinstance(node, Test):
            return self._test(node)
        if isinstance(node, Judgement):
            return "NULL::BOOLEAN"
        if isinstance(node, Not):
            return f"(NOT {self._node(node.child)})"
        parts = [self._node(child) for child in node.children]
        count = node.count if isinstance(node, AtLeast) else 1 if isinstance(node, AnyOf) else len(parts)
        joined: str = pairs_of(count, parts, lambda a, b: f"{a} AND {b}", lambda a, b: f"({a}) OR ({b})")
        return f"({joined})"


# ---- zen-engine


class Zen:
    """One expression node with a line a policy; facts that are missing are null, so its answers are two-valued."""

    def __init__(self, input_: Favoured, items: Sequence[tuple[int, Node]]) -> None:
        import json

        import zen

        self.input = input_
        lines = [{"id": f"e{key}", "key": f"p{key}", "value": self._node(node)} for key, node in items]
        nodes = [
            {"id": "in", "type": "inputNode", "name": "in"},
            {"id": "ex", "type": "expressionNode", "name": "ex", "content": {"expressions": lines}},
            {"id": "out", "type": "outputNode", "name": "out"},
        ]
        edges = [
            {"id": "a", "type": "edge", "sourceId": "in", "targetId": "ex"},
            {"id": "b", "type": "edge", "sourceId": "ex", "targetId": "out"},
        ]
        self.decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def match(self, row: int) -> dict[str, Any]:
        """The answers for one enterprise, whose facts are made ready before; see ``ready``."""
        found: dict[str, Any] = self.decision.evaluate(self.ready(row))["result"]
        return found

    def ready(self, row: int) -> dict[str, Any]:
        """The facts of one enterprise; missing ones as a value that no test meets."""
        facts = self.input.table.slice(row, 1).to_pylist()[0]
        return {name: -1 if value is None else value for name, value in facts.items()}

    def _test(self, test: Test) -> str:
        if test.op in SETS:
            joint = " and " if test.op is Op.HAS_ALL else " or "
            held = joint.join(f"{self.input.places[f'{column(test)}:{name}']} == true" for name in test.value)
            return f"(not ({held}))" if test.op is Op.HAS_NONE else f"({held})"
        col = self.input.places[column(test)]
        if test.op is Op.IS:
            return f"({col} == {'true' if test.value else 'false'})"
        if test.op in (Op.IN, Op.NOT_IN):
            runs = [f"({col} >= {low} and {col} <= {high})" for low, high in self.input.wanted(test)]
            joined = " or ".join(runs) or f"{col} < -1"
            return f"(not ({joined}))" if test.op is Op.NOT_IN else f"({joined})"
        return f"({col} {test.op} {self.input.number(test)})"

    def _node(self, node: Node) -> str:
        if isinstance(node, Test):
            return self._test(node)
        if isinstance(node, Judgement):
            return "true"
        if isinstance(node, Not):
            return f"(not {self._node(node.child)})"
        parts = [self._node(child) for child in node.children]
        count = node.count if isinstance(node, AtLeast) else 1 if isinstance(node, AnyOf) else len(parts)
        joined: str = pairs_of(count, parts, lambda a, b: f"{a} and {b}", lambda a, b: f"({a}) or ({b})")
        return f"({joined})"
