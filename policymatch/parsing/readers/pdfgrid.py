"""Ruled tables: rulings that cross make a grid, places without a ruling between them are one merged cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from policymatch.parsing.readers.pdflines import Line, PageLines, Ruling

_SLACK = 3.0
_SAME_EDGE = 4.0
_MOST_CROSSINGS = 250_000
_MOST_PLACES = 20_000


@dataclass(slots=True)
class GridCell:
    """A cell in PDF units, its place in the grid (row 0 on top) and the lines in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    left: float
    bottom: float
    right: float
    top: float
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A ruled table of one page."""

    page: int
    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    owner: dict[tuple[int, int], GridCell] = field(default_factory=dict, repr=False)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.ys[-1]

    @property
    def lines(self) -> list[Line]:
        """All lines in it."""
        return [line for cell in self.cells for line in cell.lines]

    @property
    def is_frame(self) -> bool:
        """Whether words stand in one of its cells only: a box around prose, unless it goes on with a table."""
        return sum(bool(cell.lines) for cell in self.cells) < 2

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.ys[0]


def grids(page: PageLines) -> tuple[list[Grid], list[Line]]:
    """The ruled tables of a page with their lines in them, and the lines outside any."""
    found = [grid for group in _groups(page.horizontal, page.vertical) if (grid := _grid(group, page.number))]
    outside = [line for line in page.lines if not any(_take(grid, line) for grid in found)]
    return [grid for grid in found if grid.lines], outside


def _groups(across: Sequence[Ruling], down: Sequence[Ruling]) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Rulings that hang together by crossing one another."""
    if not across or not down or len(across) * len(down) > _MOST_CROSSINGS:
        return
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for a, horizontal in enumerate(across):
        for d, vertical in enumerate(down):
            if _cross(horizontal, vertical):
                parent[root(a)] = root(len(across) + d)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for a, horizontal in enumerate(across):
        groups.setdefault(root(a), ([], []))[0].append(horizontal)
    for d, vertical in enumerate(down):
        groups.setdefault(root(len(across) + d), ([], []))[1].append(vertical)
    yield from (group for group in groups.values() if len(group[0]) >= 2 and len(group[1]) >= 2)


def _cross(across: Ruling, down: Ruling) -> bool:
    return (
        across.start - _SLACK <= down.place <= across.end + _SLACK
        and down.start - _SLACK <= across.place <= down.end + _SLACK
    )


def _places(rulings: Sequence[Ruling]) -> list[float]:
    places: list[float] = []
    for place in sorted(ruling.place for ruling in rulings):
        if not places or place - places[-1] > _SLACK:
            places.append(place)
    return places


def _grid(group: tuple[list[Ruling], list[Ruling]], page: int) -> Grid | None:
    across, down = group
    xs, ys = _places(down), _places(across)
    width, height = len(xs) - 1, len(ys) - 1
    if width < 1 or height < 1 or width * height < 2 or width * height > _MOST_PLACES:
        return None
    owner: dict[tuple[int, int], GridCell] = {}
    cells: list[GridCell] = []
    for row in range(height):
        for column in range(width):
            if (row, column) in owner:
                continue
            cell = _cell(row, column, xs, ys, group, owner)
            cells.append(cell)
    return Grid(page, xs, ys, cells, owner)


def _cell(
    row: int,
    column: int,
    xs: Sequence[float],
    ys: Sequence[float],
    group: tuple[list[Ruling], list[Ruling]],
    owner: dict[tuple[int, int], GridCell],
) -> GridCell:
    """The cell whose upper left place this is; it grows right, then down, until a ruling stops it."""
    across, down = group
    height = len(ys) - 1
    top = ys[height - row]

    def walled(edge: int, low: float, high: float) -> bool:
        return _covered(down, xs[edge], low, high)

    right = column + 1
    while right < len(xs) - 1 and (row, right) not in owner and not walled(right, ys[height - row - 1], top):
        right += 1
    below = row + 1
    while below < height and not _covered(across, ys[height - below], xs[column], xs[right]):
        below += 1
    cell = GridCell(row, column, below - row, right - column, xs[column], ys[height - below], xs[right], top)
    owner.update({(r, c): cell for r in range(row, below) for c in range(column, right)})
    return cell


def _covered(rulings: Sequence[Ruling], place: float, low: float, high: float) -> bool:
    """Whether rulings at this place cover at least half of the way from low to high."""
    total = 0.0
    for ruling in rulings:
        if abs(ruling.place - place) <= _SLACK:
            total += max(0.0, min(ruling.end, high) - max(ruling.start, low))
    return total >= 0.5 * (high - low)


def _take(grid: Grid, line: Line) -> bool:
    x, y = min((line.left + line.right) / 2, line.left + 6), line.middle
    if not (grid.xs[0] - _SLACK <= x <= grid.xs[-1] + _SLACK and grid.bottom - 1 <= y <= grid.top + 1):
        return False
    column = min(max(bisect_right(grid.xs, x) - 1, 0), len(grid.xs) - 2)
    row = min(max(len(grid.ys) - 1 - bisect_right(grid.ys, y), 0), len(grid.ys) - 2)
    grid.owner[row, column].lines.append(line)
    return True


def continues(above: Grid, below: Grid) -> bool:
    """Whether a table at the top of a page goes on with the one before: columns of one are columns of the other."""
    few, many = sorted((above.xs, below.xs), key=len)
    edges = abs(few[0] - many[0]) <= _SAME_EDGE and abs(few[-1] - many[-1]) <= _SAME_EDGE
    return edges and all(any(abs(a - b) <= _SAME_EDGE for b in many) for a in few)


def stacked(grids: Sequence[Grid]) -> tuple[list[GridCell], int]:
    """The cells of one table that runs over several pages, and the number of its rows.

    A header repeated on a new page is left out; a row that a page break cut is put together again.
    """
    xs = max((grid.xs for grid in grids), key=len)
    header = _row_text(grids[0], 0)
    cells: list[GridCell] = []
    height = 0
    for grid in grids:
        first = 1 if cells and header and _row_text(grid, 0) == header else 0
        rows = len(grid.ys) - 1 - first
        fresh = [_placed(cell, xs, height - first) for cell in grid.cells if cell.row >= first]
        if cells and _cut(fresh, height):
            fresh = _sewn(cells, fresh, height)
            rows -= 1
        cells += fresh
        height += rows
    return cells, height


def _row_text(grid: Grid, row: int) -> str:
    return "|".join("".join(line.text for line in cell.lines) for cell in grid.cells if cell.row == row)


def _placed(cell: GridCell, xs: Sequence[float], down: int) -> GridCell:
    first = min(range(len(xs)), key=lambda index: abs(xs[index] - cell.left))
    last = min(range(len(xs)), key=lambda index: abs(xs[index] - cell.right))
    return replace(cell, row=cell.row + down, column=first, column_span=max(last - first, 1))


def _cut(fresh: Sequence[GridCell], height: int) -> bool:
    """Whether the first row has no beginning of its own: its first cell is empty, others are not."""
    row = [cell for cell in fresh if cell.row == height]
    return bool(row) and not row[0].lines and row[0].row_span == 1 and any(cell.lines for cell in row)


def _sewn(cells: Sequence[GridCell], fresh: Sequence[GridCell], height: int) -> list[GridCell]:
    """Lines of the first row given to the cells above them; the rows that stay, one further up."""
    last = [cell for cell in cells if cell.row + cell.row_span == height]
    for cell in fresh:
        if cell.row == height:
            above = max(last, key=lambda upper: _shared(upper, cell))
            above.lines.extend(cell.lines)
    return [replace(cell, row=cell.row - 1) for cell in fresh if cell.row > height]


def _shared(upper: GridCell, cell: GridCell) -> float:
    return min(upper.right, cell.right) - max(upper.left, cell.left)
