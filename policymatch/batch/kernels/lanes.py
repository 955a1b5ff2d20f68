"""64 profiles at once: what the compiler does not find by itself, written as vectors of 64 lanes. No check of bounds."""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

LANES = 64
WORD = ir.IntType(LANES)
BITS = ir.VectorType(ir.IntType(1), LANES)
OCTETS = ir.VectorType(ir.IntType(8), LANES)


def _splat(builder: Any, value: Any, lanes: Any) -> Any:
    one = builder.insert_element(lanes(ir.Undefined), value, ir.IntType(32)(0))
    return builder.shuffle_vector(one, lanes(ir.Undefined), ir.VectorType(ir.IntType(32), LANES)(None))


def _lanes(array: Any) -> Any:
    return ir.VectorType(ir.IntType(array.dtype.bitwidth), LANES)


def _address(context: Any, builder: Any, kind: Any, array: Any, first: Any) -> Any:
    data = context.make_array(kind)(context, builder, array).data
    return builder.bitcast(builder.gep(data, [first]), _lanes(kind).as_pointer())


def _load(context: Any, builder: Any, kind: Any, array: Any, first: Any) -> Any:
    return builder.load(_address(context, builder, kind, array, first), align=1)


def _store(context: Any, builder: Any, kind: Any, array: Any, first: Any, lanes: Any) -> None:
    builder.store(lanes, _address(context, builder, kind, array, first), align=1)


def _resized(builder: Any, lanes: Any, wanted: Any, *, signed: bool = False) -> Any:
    """As lanes of another width; signed numbers that do not fit become the nearest that do."""
    have, want = lanes.type.element.width, wanted.element.width
    if have <= want:
        return lanes if have == want else builder.sext(lanes, wanted) if signed else builder.zext(lanes, wanted)
    if signed:
        for sign, end in (("<", -(2 ** (want - 1))), (">", 2 ** (want - 1) - 1)):
            limit = ir.Constant(lanes.type, [end] * LANES)
            lanes = builder.select(builder.icmp_signed(sign, lanes, limit), limit, lanes)
    return builder.trunc(lanes, wanted)


@intrinsic  # type: ignore[untyped-decorator]
def reached_word(_typing: Any, codes: Any, _first: Any, _bound: Any) -> Any:
    """64 codes compared with a bound: bit i is ``codes[first + i] >= bound``."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        loaded = _load(context, builder, signature.args[0], arguments[0], arguments[1])
        every = _splat(builder, arguments[2], loaded.type)
        return builder.bitcast(builder.icmp_unsigned(">=", loaded, every), WORD)

    return types.uint64(codes, types.uint64, codes.dtype), build


@intrinsic  # type: ignore[untyped-decorator]
def marked_word(_typing: Any, marks: Any, _first: Any, _mark: Any) -> Any:
    """64 bytes asked for a mark: bit i is ``marks[first + i] & mark != 0``."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        loaded = _load(context, builder, signature.args[0], arguments[0], arguments[1])
        held = builder.and_(loaded, _splat(builder, arguments[2], loaded.type))
        return builder.bitcast(builder.icmp_unsigned("!=", held, ir.Constant(held.type, None)), WORD)

    return types.uint64(marks, types.uint64, types.uint8), build


@intrinsic  # type: ignore[untyped-decorator]
def rank_word(_typing: Any, values: Any, _row: Any, bounds: Any, _first: Any, _known: Any, codes: Any) -> Any:
    """64 codes from 64 numbers: ``first`` and how many of the bounds each reaches; 0 where the bit of known is not set.

    Numbers wider than the bounds are compared as the nearest that the narrow ones can say.
    """

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        bound_lanes, out = _lanes(signature.args[2]), _lanes(signature.args[5])
        loaded = _load(context, builder, signature.args[0], arguments[0], arguments[1])
        value = _resized(builder, loaded, bound_lanes, signed=True)
        bound_array = context.make_array(signature.args[2])(context, builder, arguments[2])
        total = cgutils.alloca_once_value(builder, _splat(builder, arguments[3], bound_lanes))
        with cgutils.for_range(builder, bound_array.nitems) as loop:
            bound = builder.load(builder.gep(bound_array.data, [loop.index]))
            reached = builder.icmp_signed(">=", value, _splat(builder, bound, bound_lanes))
            builder.store(builder.sub(builder.load(total), builder.sext(reached, bound_lanes)), total)
        found = _resized(builder, builder.load(total), out)
        kept = builder.select(builder.bitcast(arguments[4], BITS), found, ir.Constant(out, None))
        _store(context, builder, signature.args[5], arguments[5], arguments[1], kept)
        return context.get_dummy_value()

    return types.void(values, types.uint64, bounds, bounds.dtype, types.uint64, codes), build


@intrinsic  # type: ignore[untyped-decorator]
def keep_word(_typing: Any, codes: Any, _row: Any, _known: Any) -> Any:
    """64 codes become 0 where the bit of known is not set."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        loaded = _load(context, builder, signature.args[0], arguments[0], arguments[1])
        kept = builder.select(builder.bitcast(arguments[2], BITS), loaded, ir.Constant(loaded.type, None))
        _store(context, builder, signature.args[0], arguments[0], arguments[1], kept)
        return context.get_dummy_value()

    return types.void(codes, types.uint64, types.uint64), build


@intrinsic  # type: ignore[untyped-decorator]
def choose_word(_typing: Any, _yes: Any, _high: Any, _low: Any, codes: Any, _row: Any) -> Any:
    """64 codes: the one of two that each bit says."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        high, low = (_splat(builder, value, OCTETS) for value in arguments[1:3])
        chosen = builder.select(builder.bitcast(arguments[0], BITS), high, low)
        _store(context, builder, signature.args[3], arguments[3], arguments[4], chosen)
        return context.get_dummy_value()

    return types.void(types.uint64, types.uint8, types.uint8, codes, types.uint64), build
