"""What the compiled kernel is made with: the compiler's switches, and two of the processor's own instructions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

F = TypeVar("F", bound=Callable[..., Any])
ONE = np.uint64(1)
ALL_ONES = np.uint64(0xFFFFFFFFFFFFFFFF)
NONE = np.uint64(0)


def jit(function: F) -> F:
    """Compile, keep the machine code on disk, let other threads run."""
    made: F = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    return made


@intrinsic  # type: ignore[untyped-decorator]
def popcount(_typing: Any, _word: Any) -> Any:
    """The number of ones of a word, by the processor's own instruction."""

    def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), build


@intrinsic  # type: ignore[untyped-decorator]
def reached_word(_typing: Any, codes: Any, _first: Any, _bound: Any) -> Any:
    """64 codes compared with a bound at once: bit i is ``codes[first + i] >= bound``. No check of bounds."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        lane = ir.IntType(signature.args[0].dtype.bitwidth)
        lanes = ir.VectorType(lane, 64)
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        start = builder.gep(array.data, [arguments[1]])
        loaded = builder.load(builder.bitcast(start, lanes.as_pointer()), align=1)
        one = builder.insert_element(lanes(ir.Undefined), arguments[2], ir.IntType(32)(0))
        every = builder.shuffle_vector(one, lanes(ir.Undefined), ir.VectorType(ir.IntType(32), 64)(None))
        return builder.bitcast(builder.icmp_unsigned(">=", loaded, every), ir.IntType(64))

    return types.uint64(codes, types.uint64, codes.dtype), build


@intrinsic  # type: ignore[untyped-decorator]
def float_bits(_typing: Any, _number: Any) -> Any:
    """The bits of a whole number as a float: sign, exponent, leading digits."""

    def build(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        number = builder.sitofp(arguments[0], context.get_value_type(types.float64))
        return builder.bitcast(number, context.get_value_type(types.int64))

    return types.int64(types.int64), build
