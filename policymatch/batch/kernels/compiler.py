"""What the compiled kernel is made with: the compiler's switches, and two of the processor's own instructions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba
import numpy as np
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
def float_bits(_typing: Any, _number: Any) -> Any:
    """The bits of a whole number as a float: sign, exponent, leading digits."""

    def build(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        number = builder.sitofp(arguments[0], context.get_value_type(types.float64))
        return builder.bitcast(number, context.get_value_type(types.int64))

    return types.int64(types.int64), build
