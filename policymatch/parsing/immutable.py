"""Values of the parser that nobody changes once they are made.

A document makes tens of thousands of them. The type checker holds to it that none is changed; a frozen class would
check it again at run time, at every attribute of every value made, which took a twentieth of the parser's time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def immutable(cls: type[T]) -> type[T]:
    """A dataclass with slots, equal and hashed by its fields, whose attributes are only read.

    >>> @immutable
    ... class Place:
    ...     start: int
    ...     end: int = 0
    >>> Place(3) == Place(3, 0), hash(Place(3)) == hash(Place(3, 0))
    (True, True)
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
