"""Codes kept on disk between runs: one Arrow file, about a byte a column and profile, written whole or not at all.

Codes say which cuts a value reaches and which wanted names it meets. They serve any program that asks for no others;
for a new cut the column is encoded again (``Kept.lacking``), the rest stays. Changed profiles are brought in by
``Encoded.updated`` or ``delta_profiles`` and written back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.ipc as ipc

from policymatch.batch.arrays import Array, one_array
from policymatch.batch.coding import Coder, FlagCoder, NameCoder, OrderCoder
from policymatch.batch.columns import Codes, Sets
from policymatch.batch.compiling import Program
from policymatch.batch.encoding import Encoded
from policymatch.batch.errors import KeptCodesError
from policymatch.batch.names import SUBJECT, axis_name, read_candidate, write_candidate
from policymatch.batch.predicates import Axis, Cut, Kind, cuts_of

FORMAT = 1
ORDER = "order"
HEADER = b"policymatch.codes"
Described = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """Codes read back.

    Args:
        encoded: those that the program can use.
        lacking: axes of the program that the kept codes do not answer; encode them again, or they are missing for
            everybody: ``kept.encoded.completed(encode(table, program, as_of, axes=kept.lacking))``.
    """

    encoded: Encoded
    lacking: tuple[Axis, ...]


def write_codes(encoded: Encoded, path: Path) -> None:
    """Keep codes in a file; one that is there is replaced at once."""
    header: Described = {"format": FORMAT, "as_of": encoded.as_of.isoformat(), "axes": []}
    arrays: dict[str, pa.Array] = {}
    for axis in encoded.program.axes:
        codes = encoded.axes.get(axis)
        header["axes"].append(_described(axis, codes))
        if codes is not None:
            arrays.update(_columns(_title(axis), codes))
    if encoded.subjects is not None:
        arrays[SUBJECT] = encoded.subjects
    arrays[ORDER] = pa.array(encoded.table_rows(np.arange(encoded.rows)))
    table = pa.table(arrays).replace_schema_metadata({HEADER: json.dumps(header, ensure_ascii=False)})
    partial = path.with_name(f".{path.name}.{uuid4().hex}.partial")
    with pa.OSFile(str(partial), "wb") as file, ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    partial.replace(path)


def read_codes(path: Path, program: Program) -> Kept:
    """Codes from a file, as far as they serve a program.

    Raises:
        KeptCodesError: the file is not there, or is none of ours.
    """
    table, header = _open(path)
    described = {(one["name"], one["currency"]): one for one in header["axes"]}
    axes: dict[Axis, Codes | Sets] = {}
    lacking: list[Axis] = []
    for axis in program.axes:
        one = described.get((axis_name(axis), axis.currency))
        if one is None or not _serves(axis, one, program):
            lacking.append(axis)
        elif one["held"]:
            axes[axis] = _codes(table, axis, one)
    order = table[ORDER].to_numpy()
    subjects = one_array(table[SUBJECT]) if SUBJECT in table.column_names else None
    as_of = date.fromisoformat(header["as_of"])
    moved = None if (order == np.arange(len(order))).all() else order
    return Kept(Encoded(as_of, len(order), axes, program, subjects, moved), tuple(lacking))


def _open(path: Path) -> tuple[pa.Table, Described]:
    hint = "重新编码（encode）并保存（write_codes）"
    try:
        with pa.OSFile(str(path)) as file:
            table = ipc.open_file(file).read_all()
    except FileNotFoundError as error:
        raise KeptCodesError("没有已保存的编码", where=str(path), hint=hint) from error
    except (OSError, pa.ArrowInvalid) as error:
        raise KeptCodesError(f"无法读取已保存的编码：{error}", where=str(path), hint=hint) from error
    header = json.loads((table.schema.metadata or {}).get(HEADER, b"{}"))
    if header.get("format") != FORMAT:
        raise KeptCodesError("不是本版本保存的编码文件", where=str(path), hint=hint)
    return table, header


def _title(axis: Axis) -> str:
    return f"{axis_name(axis)}|{axis.currency}"


def _described(axis: Axis, codes: Codes | Sets | None) -> Described:
    """What gave the codes of an axis, so that they can be understood again."""
    one: Described = {"name": axis_name(axis), "currency": axis.currency, "held": codes is not None}
    if codes is None:
        return one
    if isinstance(codes.coder, OrderCoder):
        one["cuts"] = [[str(cut.value), cut.strict] for cut in codes.coder.cuts]
    elif isinstance(codes.coder, NameCoder):
        one["wanted"] = list(codes.coder.wanted)
        one["coded"] = [sorted(met) for met in codes.coder.coded]
    if isinstance(codes, Sets):
        one["groups"] = [len(marks) for marks in codes.marks]
    else:
        one["readings"] = [[write_candidate(each) for each in reading] for reading in codes.readings]
    return one


def _serves(axis: Axis, one: Described, program: Program) -> bool:
    """Whether kept codes answer all that a program asks of an axis; what nobody has is missing whatever is asked."""
    predicates = [program.predicates[number] for number in program.index[axis]]
    if "cuts" in one:
        return {cut for predicate in predicates for cut in cuts_of(predicate)} <= set(_cuts(axis, one))
    if "wanted" in one:
        return frozenset().union(*(predicate.wanted for predicate in predicates)) <= frozenset(one["wanted"])
    return True


def _cuts(axis: Axis, one: Described) -> Iterator[Cut]:
    read = date.fromisoformat if axis.kind is Kind.DATE else Decimal
    return (Cut(read(value), strict) for value, strict in one["cuts"])


def _coder(axis: Axis, one: Described) -> Coder:
    if "cuts" in one:
        return OrderCoder(axis, _cuts(axis, one))
    if "wanted" not in one:
        return FlagCoder()
    coder = NameCoder(axis, one["wanted"])
    for met in one["coded"]:
        coder.code_of(frozenset(met))
    return coder


def _columns(title: str, codes: Codes | Sets) -> Iterator[tuple[str, pa.Array]]:
    if isinstance(codes, Sets):
        yield f"{title}|open", pa.array(codes.open)
        for place, marks in enumerate(codes.marks):
            yield from ((f"{title}|{place}.{group}", pa.array(row)) for group, row in enumerate(marks))
        return
    yield title, pa.array(codes.codes)
    if len(codes.odd_places):
        reading = np.full(len(codes.codes), -1, np.int32)
        reading[codes.odd_places] = codes.odd_readings
        yield f"{title}|odd", pa.array(reading)


def _codes(table: pa.Table, axis: Axis, one: Described) -> Codes | Sets:
    title, coder = _title(axis), _coder(axis, one)

    def column(name: str) -> Array:
        return np.array(table[name])

    if "groups" in one:
        assert isinstance(coder, NameCoder)
        marks = [
            np.array([column(f"{title}|{place}.{group}") for group in range(count)], np.uint8).reshape(count, -1)
            if count else np.zeros((0, table.num_rows), np.uint8)
            for place, count in enumerate(one["groups"])
        ]  # fmt: skip
        return Sets(coder, marks[0], marks[1], marks[2], column(f"{title}|open"))
    readings = tuple(tuple(read_candidate(axis.kind, text) for text in reading) for reading in one["readings"])
    reading = column(f"{title}|odd") if f"{title}|odd" in table.column_names else np.zeros(0, np.int32)
    odd = np.flatnonzero(reading >= 0)
    return Codes(coder, column(title), odd, reading[odd], readings)
