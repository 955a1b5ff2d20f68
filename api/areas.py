"""Areas of policies: a place, or the whole country."""

from __future__ import annotations

from policymatch.vocabulary import regions

COUNTRY = "100000"
"""In the catalogue's codes, what applies everywhere."""


def area_name(code: str) -> str:
    """The full name of an area."""
    return "全国" if code == COUNTRY else regions.full_name(code)


def applies_in(applies: str | None, area: str) -> bool:
    """Whether what applies in one area applies in another: the country's policy does in every city.

    Raises:
        UnknownRegionError: the second is no area.
    """
    regions.region(area)
    return applies in (None, COUNTRY) or regions.within(area, applies)
