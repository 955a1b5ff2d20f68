"""What several answers share: strict inputs, pages of lists, coded words."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

T = TypeVar("T")


class Strict(BaseModel):
    """An input: what it does not name is refused."""

    model_config = ConfigDict(extra="forbid")


class Shown(BaseModel):
    """An output."""

    model_config = ConfigDict(frozen=True)


ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _iso(value: object) -> object:
    """Numbers are no days, though they could be read as seconds since 1970."""
    if isinstance(value, int | float) or (isinstance(value, str) and not ISO_DAY.fullmatch(value)):
        raise ValueError("应为日期 YYYY-MM-DD")
    return value


Day = Annotated[date, BeforeValidator(_iso)]
"""A calendar day, written YYYY-MM-DD and no other way."""


def _number(value: object) -> object:
    """A number in quotes, or a truth value, is no number."""
    if isinstance(value, str | bool):
        raise ValueError("应为整数")
    return value


Whole = Annotated[int, BeforeValidator(_number)]
"""A whole number; 2025.0 is one too, as JSON has it."""
Year = Annotated[int, Field(ge=1949, le=2100), BeforeValidator(_number)]
"""A calendar year. The limits stand before the validator: behind it they would be held to and not be described."""
Hour = Annotated[int, Field(ge=0, le=23), BeforeValidator(_number)]
"""An hour of the day."""
Words = Annotated[str, Field(pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$")]
"""Text without control characters, which no database of ours would keep."""
CreditCode = Annotated[
    str, Field(pattern=r"^[0-9A-Z]{18}$", description="统一社会信用代码，18 位。", examples=["91340100MA2MRDPW0X"])
]


class Coded(Shown):
    """A value of a closed list with its Chinese word."""

    code: str = Field(description="代码。", examples=["eligible"])
    label: str = Field(description="中文名称。", examples=["符合"])


class Place(Shown):
    """An administrative area."""

    code: str = Field(description="GB/T 2260 代码。", examples=["340100"])
    name: str = Field(description="全称。", examples=["安徽省合肥市"])


class PageQuery(Strict):
    """Which part of a list is wanted."""

    page: int = Field(1, ge=1, le=100_000, description="第几页，从 1 起。")
    size: int = Field(20, ge=1, le=200, description="每页条数。")

    @property
    def start(self) -> int:
        """The first place."""
        return (self.page - 1) * self.size


class Page(Shown, Generic[T]):
    """One part of a list."""

    items: list[T] = Field(description="本页内容。")
    total: int = Field(description="总条数。")
    page: int = Field(description="第几页。")
    size: int = Field(description="每页条数。")

    @classmethod
    def of(cls, items: list[T], *, total: int, query: PageQuery) -> Page[T]:
        """A page of a list whose part is in hand."""
        return cls(items=items, total=total, page=query.page, size=query.size)
