"""Arrow arrays → plain numpy arrays without copying: values, and a bit for each that is known."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from policymatch.batch.errors import BatchColumnError

Array = npt.NDArray[Any]
NARROWEST, WIDEST = -(2**63), 2**63 - 1


@dataclass(frozen=True, slots=True)
class Whole:
    """Whole numbers.

    Args:
        values: 32 or 64 bits; meaningless where not known.
        known: a bit a value, in words of 64; None where all are known.
        scale: the number is ``value / 10**scale``.
    """

    values: Array
    known: Array | None
    scale: int = 0


def one_array(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    """The chunks of a column as one array."""
    if isinstance(column, pa.ChunkedArray):
        chunks = column.chunks or [pa.nulls(0, column.type)]
        return chunks[0] if len(chunks) == 1 else pa.concat_arrays(chunks)
    return column


def known_bits(array: pa.Array) -> Array | None:
    """A bit a value: 1 where it is known; None where all are."""
    return _bits(array.buffers()[0], array.offset, len(array)) if array.null_count else None


def _bits(buffer: pa.Buffer, offset: int, count: int) -> Array:
    """Words of 64 bits from the middle of a buffer; there is a last word for what fills none."""
    octets = np.frombuffer(buffer, np.uint8)
    moved = np.packbits(unpacked(octets, offset + count)[offset:], bitorder="little") if offset & 7 else None
    octets = octets[offset >> 3 : (offset + count + 7) >> 3] if moved is None else moved
    words = np.zeros((count >> 6) + 1, np.uint64)
    words.view(np.uint8)[: len(octets)] = octets
    return words


def unpacked(bits: Array, count: int) -> Array:
    """A byte a bit."""
    return np.unpackbits(bits.view(np.uint8), count=count, bitorder="little")


@dataclass(frozen=True, slots=True)
class Truths:
    """Truth values, a bit each in words of 64.

    Args:
        yes: meaningless where not known.
        known: None where all are known.
        rows: how many.
    """

    yes: Array
    known: Array | None
    rows: int

    @property
    def surely(self) -> Array:
        """A byte each: known and true."""
        return unpacked(self.yes if self.known is None else self.yes & self.known, self.rows)


def whole_numbers(array: pa.Array, where: str, scale: int = 0) -> Whole | None:
    """Integers, decimals and days as whole numbers; None where they do not fit 64 bits.

    Raises:
        BatchColumnError: binary floats, or anything else that holds no exact numbers.
    """
    kind = array.type
    if pa.types.is_date32(kind) or pa.types.is_int32(kind):
        return Whole(_view(array, np.int32), known_bits(array), scale)
    if pa.types.is_int64(kind):
        return Whole(_view(array, np.int64), known_bits(array), scale)
    if pa.types.is_integer(kind) and not pa.types.is_uint64(kind):
        return whole_numbers(array.cast(pa.int64()), where, scale)
    if pa.types.is_null(kind):
        return Whole(np.zeros(len(array), np.int64), _none_known(len(array)))
    if pa.types.is_decimal(kind):
        return _decimals(array if pa.types.is_decimal128(kind) else array.cast(pa.decimal128(38, kind.scale)))
    hint = "金额与比例用 int64 或 decimal128，浮点数不能精确表示界限"
    raise BatchColumnError(f"列类型 {kind} 不能用作数值", where=f"列 {where}", hint=hint)


def _none_known(rows: int) -> Array:
    return np.zeros((rows >> 6) + 1, np.uint64)


def _view(array: pa.Array, dtype: type) -> Array:
    return np.frombuffer(array.buffers()[1], dtype)[array.offset : array.offset + len(array)]


def _decimals(array: pa.Array) -> Whole | None:
    words = np.frombuffer(array.buffers()[1], np.int64).reshape(-1, 2)[array.offset : array.offset + len(array)]
    low, known = words[:, 0], known_bits(array)
    spilled = words[:, 1] != low >> 63
    if (spilled if known is None else spilled & unpacked(known, len(array)).view(np.bool_)).any():
        return None
    return Whole(np.ascontiguousarray(low), known, array.type.scale)


def flags(array: pa.Array, where: str) -> Truths:
    """Truth values.

    Raises:
        BatchColumnError: something else.
    """
    rows = len(array)
    if pa.types.is_null(array.type):
        return Truths(_none_known(rows), _none_known(rows), rows)
    if not pa.types.is_boolean(array.type):
        raise BatchColumnError(f"列类型 {array.type} 不能用作是否", where=f"列 {where}", hint="用 bool，缺失写 null")
    return Truths(_bits(array.buffers()[1], array.offset, rows), known_bits(array), rows)


def names(array: pa.Array, where: str) -> tuple[Whole, list[str]]:
    """Texts as places in a list of the distinct ones.

    Raises:
        BatchColumnError: something else.
    """
    if pa.types.is_null(array.type):
        array = array.cast(pa.string())
    if not pa.types.is_dictionary(array.type):
        if not (pa.types.is_string(array.type) or pa.types.is_large_string(array.type)):
            hint = "用 string 或 dictionary<string>"
            raise BatchColumnError(f"列类型 {array.type} 不能用作名称", where=f"列 {where}", hint=hint)
        array = pc.dictionary_encode(array)
    places = array.indices
    if places.type not in (pa.int32(), pa.int64()):
        places = places.cast(pa.int32())
    whole = whole_numbers(places, where)
    assert whole is not None
    return whole, array.dictionary.to_pylist()


@dataclass(frozen=True, slots=True)
class Listed:
    """Lists of texts.

    Args:
        starts: list i is ``members[starts[i]:starts[i + 1]]``, where it is known.
        known: a bit a list; None where all are known. What lies under an unknown list is not there.
        members: as places in ``distinct``.
        distinct: the distinct texts.
    """

    starts: Array
    known: Array | None
    members: Array
    distinct: list[str]


def listed(array: pa.Array, where: str) -> Listed:
    """Lists of texts, without copying.

    Raises:
        BatchColumnError: something else, or a null inside a list.
    """
    if pa.types.is_null(array.type):
        return Listed(np.zeros(len(array) + 1, np.int32), _none_known(len(array)), np.zeros(0, np.int32), [])
    if not (pa.types.is_list(array.type) or pa.types.is_large_list(array.type)):
        hint = "用 list<string>，缺失写 null"
        raise BatchColumnError(f"列类型 {array.type} 不能用作集合", where=f"列 {where}", hint=hint)
    if array.values.null_count and array.flatten().null_count:
        raise BatchColumnError("集合中含空值", where=f"列 {where}", hint="删去空值；整个集合未知时写 null")
    members, distinct = names(array.values, where)
    starts = array.offsets.to_numpy() if len(array) else np.zeros(1, np.int32)
    return Listed(starts, known_bits(array), members.values, distinct)


def bounds(values: list[tuple[Decimal, bool]], scale: int) -> Array | None:
    """Cuts as whole numbers: a value reaches the cut where it is at least this; None where one does not fit 64 bits."""
    scaled = [(value.scaleb(scale), strict) for value, strict in values]
    whole = [_floor(value) + 1 if strict else -_floor(-value) for value, strict in scaled]
    if any(not NARROWEST < bound <= WIDEST for bound in whole):
        return None
    return np.array(whole, np.int64)


def _floor(value: Decimal) -> int:
    return int(value // 1) if value >= 0 or value == int(value) else int(value) - 1
