"""What a reader hands over: one clean text, its lines, its tables, and for every character the way back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import field
from enum import StrEnum

from policymatch.parsing.immutable import immutable


class BlockKind(StrEnum):
    """What a line of the text is in the original."""

    TITLE = "title"
    HEADING = "heading"
    METADATA = "metadata"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    CELL = "cell"


@immutable
class Origin:
    """A place in the original file; None where the format has no such thing.

    Args:
        page: page, from 1.
        paragraph: ordinal of the paragraph (line of a text file) in the original, from 1.
        sheet: name of the worksheet.
        table: ordinal of the table, from 1.
        row: row of the table or sheet, from 1.
        column: column of the table or sheet, from 1.
        offset: characters from the beginning of the file (txt), the page (pdf, ofd), else of the paragraph or cell,
            from 0; None for characters that are not written there (automatic numbers, cell separators).
    """

    page: int | None = None
    paragraph: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    offset: int | None = None

    def at(self, shift: int) -> Origin:
        """The place ``shift`` characters further on."""
        if shift == 0 or self.offset is None:
            return self
        return Origin(self.page, self.paragraph, self.sheet, self.table, self.row, self.column, self.offset + shift)

    def __str__(self) -> str:
        parts = [
            f"第{self.page}页" if self.page is not None else "",
            f"工作表“{self.sheet}”" if self.sheet is not None else "",
            f"表{self.table}" if self.table is not None else "",
            f"第{self.row}行" if self.row is not None else "",
            f"第{self.column}列" if self.column is not None else "",
            f"第{self.paragraph}段" if self.paragraph is not None else "",
        ]
        return "".join(parts)


@immutable
class Block:
    """One line of the text: ``text[start:end]`` holds no line break.

    Args:
        level: depth of a heading or list item, from 1; None where the original does not say.
        number: the automatic number that the reader wrote out at the line's beginning; None where there is none.
    """

    kind: BlockKind
    start: int
    end: int
    origin: Origin
    level: int | None = None
    number: str | None = None


@immutable
class Run:
    """Characters from ``start`` to the next run; consecutive in the original when its offset is known."""

    start: int
    origin: Origin


@immutable
class Cell:
    """A cell of a table; merged cells stand once, with their spans.

    Args:
        text: its words as they stand in the source text.
        row, column: its upper left place in the grid, from 0.
    """

    text: str
    start: int
    end: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@immutable
class Table:
    """A table as a full grid: a merged cell is found at every place it covers.

    Args:
        rows: the grid; every row has the same number of places, None where nothing stands.
        header_rows: how many rows at the top name the columns.
        caption: what a first row across the whole table, or the sheet, calls it; "" where nothing does.
    """

    rows: tuple[tuple[Cell | None, ...], ...]
    start: int
    end: int
    origin: Origin
    header_rows: int = 0
    caption: str = ""

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def column_names(self) -> tuple[str, ...]:
        """A name for each column, header rows joined by a slash; "" where it has none."""
        return tuple(self._name(column) for column in range(self.width))

    def _name(self, column: int) -> str:
        parts: list[str] = []
        for row in self.rows[: self.header_rows]:
            cell = row[column]
            if cell is not None and cell.text and cell.column_span < max(2, self.width) and cell.text not in parts:
                parts.append("".join(cell.text.split()))
        return "/".join(parts)

    def records(self) -> Iterator[dict[str, Cell]]:
        """The rows below the header, cells by the name of their column; merged cells appear in each row they cover."""
        names = self.column_names()
        for row in self.rows[self.header_rows :]:
            record = {name: cell for name, cell in zip(names, row, strict=True) if name and cell is not None}
            if record:
                yield record


@immutable
class Attachment:
    """A file that the page links to; its title is not part of the text."""

    title: str
    address: str


@immutable
class SourceText:
    """One document as clean text.

    The text is one line a block, NFC, and holds no character that is not in the original but line breaks, cell
    separators (tabs) and the automatic numbers of word processors. Traditional characters are turned into simplified
    ones; ``verbatim`` gives them back.

    Args:
        warnings: what the officer should know about the reading, in Chinese.
        needs_review: whether a person must compare text and original (OCR, repaired encodings).
        alignment: for converted text, pairs (start in ``text``, start in ``written``), both ascending.
        written: the text before conversion of traditional characters; None where nothing was converted.
    """

    name: str
    media_type: str
    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    warnings: tuple[str, ...] = ()
    needs_review: bool = False
    pages: int | None = None
    runs: tuple[Run, ...] = field(default=(), repr=False)
    written: str | None = field(default=None, repr=False)
    alignment: tuple[tuple[int, int], ...] = field(default=(), repr=False)

    def origin_at(self, offset: int) -> Origin:
        """Where a character of the text stands in the original.

        Raises:
            IndexError: no such character.
        """
        if not 0 <= offset < len(self.text):
            raise IndexError(offset)
        position = self._position_written(offset)
        index = bisect_right(self.runs, position, key=lambda run: run.start) - 1
        run = self.runs[index]
        return run.origin.at(position - run.start)

    def verbatim(self, start: int, end: int) -> str:
        """The words of ``text[start:end]`` in the original's own characters."""
        if self.written is None:
            return self.text[start:end]
        stop = self._position_written(end) if end < len(self.text) else len(self.written)
        return self.written[self._position_written(start) : stop]

    def _position_written(self, offset: int) -> int:
        if self.written is None:
            return offset
        index = bisect_right(self.alignment, offset, key=lambda pair: pair[0]) - 1
        here, there = self.alignment[index]
        limit = self.alignment[index + 1][1] if index + 1 < len(self.alignment) else len(self.written)
        return min(there + offset - here, max(there, limit - 1))
