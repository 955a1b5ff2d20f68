"""Puts a reader's pieces together: cleans them, keeps the way back of every character, lays out tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from policymatch.parsing.immutable import immutable
from policymatch.parsing.readers.failures import EmptyFileError
from policymatch.parsing.readers.tabular import headings, is_card
from policymatch.parsing.readers.text import Attachment, Block, BlockKind, Cell, Origin, Run, SourceText, Table

Piece = tuple[str, Origin]
"""Characters that follow one another in the original, and where the first of them stands."""

_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff]"
)
_BREAKS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_STATEMENT = re.compile(
    r"^\s*(?:\d+[.、．)）](?!\d)|[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|[①-⑳])|[。；;：:，,]\s*$"
)
_BROKEN_NAME = 30
"""Characters of a cell whose short lines are one name, broken to fit."""
_MOST_MARKS = 30
"""Combining marks kept on one character (as in Unicode's stream-safe text); real text has two or three."""


@immutable
class RawCell:
    """A cell as a reader found it: paragraphs made of pieces, its place in the grid and what it covers."""

    paragraphs: tuple[tuple[Piece, ...], ...]
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False

    @property
    def text(self) -> str:
        """Its words as found."""
        return "\n".join("".join(text for text, _ in pieces) for pieces in self.paragraphs)


class TextBuilder:
    """Collects lines and tables in reading order."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._runs: list[Run] = []
        self._blocks: list[Block] = []
        self._tables: list[Table] = []
        self.warnings: list[str] = []
        self.attachments: list[Attachment] = []
        self.needs_review = False

    def line(
        self,
        kind: BlockKind,
        pieces: Sequence[Piece],
        *,
        level: int | None = None,
        number: str | None = None,
    ) -> Block | None:
        """Add one line; nothing is added where no visible character is left."""
        text, runs = _assemble(pieces)
        if not text:
            return None
        start = self._write(text, runs, separator="\n")
        origin = self._runs[-len(runs)].origin
        block = Block(kind, start, self._length, origin, level=level, number=number)
        self._blocks.append(block)
        return block

    def _write(self, text: str, runs: Sequence[Run], *, separator: str) -> int:
        if self._length:
            self._parts.append(separator)
            self._length += len(separator)
        start = self._length
        self._parts.append(text)
        self._runs += [Run(start + run.start, run.origin) for run in runs]
        self._length += len(text)
        return start

    def table(
        self, cells: Iterable[RawCell], *, origin: Origin, header_rows: int | None = None, caption: str = ""
    ) -> Table | None:
        """Add a table, one line a row; cells of several paragraphs and of policy cards stand on lines of their own.

        Args:
            cells: in any order; their places in the grid decide.
            origin: where the table stands.
            header_rows: rows that name the columns; None to find out.
            caption: what the file calls it; "" to take a first row that spans the table.
        """
        before = self._length
        rows = _by_row(cells)
        card = is_card([[cell.text for cell in row] for row in rows])
        placed = [self._place(row, apart=card) for row in rows]
        written = [cell for row in placed for cell in row]
        if self._length == before:
            return None
        start = before + 1 if before else 0
        grid = _grid(written)
        found, heads = headings(grid)
        caption = caption or found
        table = Table(
            grid, start, self._length, origin, 0 if card else heads if header_rows is None else header_rows, caption
        )
        self._tables.append(table)
        return table

    def _place(self, row: Sequence[RawCell], *, apart: bool) -> list[Cell]:
        """Write a row; on a card every cell stands ``apart``, its label above its content."""
        placed: list[Cell] = []
        fresh = True
        for raw in row:
            lines = _cell_lines(raw)
            start = self._length
            if len(lines) == 1 and not apart:
                start = self._append_cell(*lines[0], fresh=fresh)
                fresh = False
            elif lines:
                start = self._own_lines(lines)
                fresh = True
            placed.append(self._cell(raw, start if lines else self._length))
        return placed

    def _append_cell(self, text: str, runs: Sequence[Run], *, fresh: bool) -> int:
        kind = BlockKind.TABLE_ROW
        if fresh:
            start = self._write(text, runs, separator="\n")
            self._blocks.append(Block(kind, start, self._length, self._runs[-len(runs)].origin))
            return start
        self._runs.append(Run(self._length, replace(runs[0].origin, offset=None)))
        start = self._write(text, runs, separator="\t")
        self._blocks[-1] = replace(self._blocks[-1], end=self._length)
        return start

    def _own_lines(self, lines: Sequence[tuple[str, list[Run]]]) -> int:
        starts = []
        for text, runs in lines:
            starts.append(self._write(text, runs, separator="\n"))
            self._blocks.append(Block(BlockKind.CELL, starts[-1], self._length, self._runs[-len(runs)].origin))
        return starts[0]

    def _cell(self, raw: RawCell, start: int) -> Cell:
        text = _tail(self._parts, self._length - start)
        return Cell(text, start, self._length, raw.row, raw.column, raw.row_span, raw.column_span, raw.header)

    def build(self, name: str, media_type: str, *, pages: int | None = None) -> SourceText:
        """The finished text.

        Raises:
            EmptyFileError: no line was added.
        """
        from policymatch.parsing.readers.characters import simplified

        if not self._blocks:
            raise EmptyFileError(name)
        text = SourceText(
            name,
            media_type,
            "".join(self._parts),
            tuple(self._blocks),
            tables=tuple(self._tables),
            attachments=tuple(self.attachments),
            warnings=tuple(dict.fromkeys(self.warnings)),
            needs_review=self.needs_review,
            pages=pages,
            runs=tuple(self._runs),
        )
        return simplified(text)

    def count_tables(self) -> int:
        """How many tables have been added."""
        return len(self._tables)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been added yet."""
        return not self._blocks


def split_lines(text: str, origin: Origin) -> Iterator[Piece]:
    """The lines of a text with their places; offsets count on from ``origin.offset``."""
    start = 0
    for line in text.splitlines(keepends=True):
        yield line, origin.at(start)
        start += len(line)


def _cell_lines(cell: RawCell) -> list[tuple[str, list[Run]]]:
    """The paragraphs of a cell; a few words broken over lines, as in narrow cells, are one."""
    lines = [line for line in (_assemble(pieces) for pieces in cell.paragraphs) if line[0]]
    if (
        len(lines) > 1
        and sum(len(text) for text, _ in lines) <= _BROKEN_NAME
        and not any(_STATEMENT.search(text) for text, _ in lines)
    ):
        return [_assemble([piece for text, runs in lines for piece in _cut(text, runs)])]
    return lines


def _cut(text: str, runs: Sequence[Run]) -> Iterator[Piece]:
    """A line taken apart into its pieces again."""
    for run, following in zip(runs, [*runs[1:], Run(len(text), Origin())], strict=True):
        yield text[run.start : following.start], run.origin


def _tail(parts: Sequence[str], length: int) -> str:
    taken: list[str] = []
    for part in reversed(parts):
        if length <= 0:
            break
        taken.append(part)
        length -= len(part)
    return "".join(reversed(taken))


def _assemble(pieces: Sequence[Piece]) -> tuple[str, list[Run]]:
    kept = [part for text, origin in pieces for part in _kept(text, origin)]
    line = "".join(text for text, _ in kept)
    if not unicodedata.is_normalized("NFC", line):
        kept = [part for text, origin in kept for part in _composed(text, origin)]
        line = "".join(text for text, _ in kept)
    lead = len(line) - len(line.lstrip())
    line = line.strip()
    return line, list(_runs(kept, lead, len(line)))


def _runs(kept: Sequence[Piece], lead: int, length: int) -> Iterator[Run]:
    start = -lead
    for text, origin in kept:
        end = start + len(text)
        if end > 0 and start < length:
            yield Run(max(start, 0), origin.at(max(-start, 0)))
        start = end


def _kept(text: str, origin: Origin) -> Iterator[Piece]:
    if text[:-1].isprintable() and (text[-1:] == "\n" or text.isprintable()):  # nearly every line: nothing to drop
        yield text.replace("\n", " "), origin
        return
    text = _BREAKS.sub(" ", text)
    start = 0
    for match in _DROPPED.finditer(text):
        if match.start() > start:
            yield text[start : match.start()], origin.at(start)
        start = match.end()
    if start < len(text):
        yield text[start:], origin.at(start)


def _composed(text: str, origin: Origin) -> Iterator[Piece]:
    start = 0
    for cluster in _clusters(text):
        yield unicodedata.normalize("NFC", cluster[: _MOST_MARKS + 1]), origin.at(start)
        start += len(cluster)


def _clusters(text: str) -> Iterator[str]:
    start = 0
    for index in range(1, len(text)):
        if unicodedata.combining(text[index]) or _joins(text[max(start, index - 2) : index], text[index]):
            continue
        yield text[start:index]
        start = index
    if text:
        yield text[start:]


def _joins(before: str, character: str) -> bool:
    if character < "\u0300" or "\u3000" <= character < "\ua000":
        return False
    return len(unicodedata.normalize("NFC", before + character)) < len(unicodedata.normalize("NFC", before)) + 1


def _by_row(cells: Iterable[RawCell]) -> list[list[RawCell]]:
    rows: dict[int, list[RawCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    return [sorted(rows[row], key=lambda cell: cell.column) for row in sorted(rows)]


def _grid(cells: Sequence[Cell]) -> tuple[tuple[Cell | None, ...], ...]:
    height = max((cell.row + cell.row_span for cell in cells), default=0)
    width = max((cell.column + cell.column_span for cell in cells), default=0)
    grid: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for cell in cells:
        for row in grid[cell.row : cell.row + cell.row_span]:
            for column in range(cell.column, cell.column + cell.column_span):
                row[column] = row[column] or cell
    return tuple(tuple(row) for row in grid)
