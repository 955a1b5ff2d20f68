"""A benefit in the making."""

from __future__ import annotations

from dataclasses import dataclass, field

from policymatch.parsing.benefits.figures import Figure

NEAR = 60
"""How many benefits back a ceiling looks."""


@dataclass(slots=True, eq=False)
class Draft:
    """A benefit in the making; the figures that it was read from."""

    amount: Figure | None = None
    rate: Figure | None = None
    cap: Figure | None = None
    per: str | None = None
    shared: bool = False
    used: bool = False
    instalments: list[Figure] = field(default_factory=list)

    @property
    def first(self) -> Figure:
        """The figure that comes first in the text."""
        return min(self.figures, key=lambda figure: figure.span)

    @property
    def figures(self) -> list[Figure]:
        """Every figure that it holds."""
        return [figure for figure in (self.amount, self.rate, self.cap) if figure is not None]

    @property
    def main(self) -> Figure:
        """The figure that is its own: a ceiling may be shared."""
        figure = self.amount or self.rate or self.cap
        assert figure is not None
        return figure
