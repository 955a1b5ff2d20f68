"""Word documents (docx, also saved by WPS): text with its automatic numbers, tables with merged cells.

Headers, footers, comments, tables of contents and tracked deletions are left out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from policymatch.parsing.immutable import immutable
from policymatch.parsing.readers.archives import child, local, opened, part_names, value, xml_part
from policymatch.parsing.readers.building import Piece, RawCell, TextBuilder
from policymatch.parsing.readers.failures import DamagedFileError, PictureOnlyError
from policymatch.parsing.readers.numbering import Numbering
from policymatch.parsing.readers.text import BlockKind, Origin, SourceText

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXTENSIONS = (".docx", ".docm", ".dotx")
KIND = "Word"
_LEFT_OUT = frozenset(
    ("del", "moveFrom", "rt", "pPr", "rPr", "sdtPr", "Fallback", "instrText", "delText", "footnotePr", "tblPr")
)
_HEADING = re.compile(r"^(?:heading|标题)\s*(\d)$", re.IGNORECASE)


@immutable
class Style:
    """A paragraph style: what it is called, built on, and numbered by."""

    name: str
    based_on: str | None
    number: str | None
    depth: int | None
    outline: int | None


def sniff(data: bytes) -> bool:
    """Whether an archive holds a word processor's document."""
    return any(name.startswith("word/document") for name in part_names(data))


def read(data: bytes, *, name: str) -> SourceText:
    """Read a document; origins count its paragraphs, offsets the characters of a paragraph.

    Raises:
        DamagedFileError: a part is missing or broken.
        PictureOnlyError: it holds pictures and no text.
        EmptyFileError: it holds nothing.
    """
    with opened(data, name=name, kind=KIND) as archive:
        path = _main_part(archive, name)
        document = xml_part(archive, path, name=name, kind=KIND)
        folder = posixpath.dirname(path)
        styles = _styles(xml_part(archive, f"{folder}/styles.xml", name=name, kind=KIND))
        numbering = Numbering(xml_part(archive, f"{folder}/numbering.xml", name=name, kind=KIND))
        pictures = any(part.startswith(f"{folder}/media/") for part in archive.namelist())
    body = child(document, "body")
    if body is None:
        raise DamagedFileError(name, kind=KIND, detail="没有正文部分")
    writer = _Writer(styles, numbering)
    writer.body(body)
    if writer.builder.is_empty and pictures:
        raise PictureOnlyError(name, kind=KIND)
    return writer.builder.build(name, MEDIA_TYPE)


def _main_part(archive: ZipFile, name: str) -> str:
    rels = xml_part(archive, "_rels/.rels", name=name, kind=KIND)
    for relation in rels if rels is not None else ():
        if (value(relation, "Type") or "").endswith("/officeDocument"):
            return (value(relation, "Target") or "").lstrip("/")
    return "word/document.xml"


def _styles(root: Element | None) -> dict[str, Style]:
    found: dict[str, Style] = {}
    for element in root if root is not None else ():
        if local(element) == "style":
            properties = child(element, "pPr")
            found[value(element, "styleId") or ""] = Style(
                value(child(element, "name")) or "",
                value(child(element, "basedOn")),
                value(child(properties, "numPr", "numId")),
                _integer(value(child(properties, "numPr", "ilvl"))),
                _integer(value(child(properties, "outlineLvl"))),
            )
    return found


def _integer(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"\d{1,4}", text) else None


class _Writer:
    """Goes through the body once, in reading order, since automatic numbers depend on it."""

    def __init__(self, styles: dict[str, Style], numbering: Numbering) -> None:
        self.builder = TextBuilder()
        self._styles = styles
        self._numbering = numbering
        self._paragraph = 0
        self._table = 0

    def body(self, body: Element) -> None:
        for element in _blocks(body):
            if local(element) == "tbl":
                self._write_table(element)
            else:
                self._write_paragraph(element)

    def _write_paragraph(self, element: Element) -> None:
        style = value(child(element, "pPr", "pStyle")) or ""
        if self._style_name(style).lower().startswith("toc"):
            return
        kind, level = self._kind(element, style)
        number, lines = self._lines(element, style, Origin())
        if number is not None and kind is BlockKind.PARAGRAPH:
            kind = BlockKind.LIST_ITEM
        for index, pieces in enumerate(lines):
            self.builder.line(kind, pieces, level=level, number=(number or None) if index == 0 else None)

    def _lines(self, element: Element, style: str, place: Origin) -> tuple[str | None, list[list[Piece]]]:
        """The lines of a paragraph, the first led by its automatic number."""
        self._paragraph += 1
        origin = replace(place, paragraph=self._paragraph, offset=0)
        lines = list(_text_lines(element, origin))
        if not any(text.strip() for pieces in lines for text, _ in pieces):
            return None, [*lines, *self._boxes(element, place)]
        scheme, depth = self._numbered(element, style)
        number = None if scheme is None else self._numbering.next(scheme, depth)
        if number:
            lines[0].insert(0, (number, replace(origin, offset=None)))
        return number, [*lines, *self._boxes(element, place)]

    def _boxes(self, element: Element, place: Origin) -> Iterator[list[Piece]]:
        """Paragraphs of the text boxes that hang on this one."""
        for box in _boxes(element):
            for paragraph in _blocks(box):
                if local(paragraph) == "p":
                    self._paragraph += 1
                    yield from _text_lines(paragraph, replace(place, paragraph=self._paragraph, offset=0))

    def _numbered(self, element: Element, style: str) -> tuple[str | None, int]:
        """The numbering scheme of a paragraph, its own or its style's, and the depth in it from 0."""
        properties = child(element, "pPr", "numPr")
        number = value(child(properties, "numId"))
        depth = _integer(value(child(properties, "ilvl")))
        if number is None:
            for key in self._ancestry(style):
                if self._styles[key].number is not None:
                    number = self._styles[key].number
                    tied = self._numbering.level_of_style(number or "", key)
                    depth = self._styles[key].depth if tied is None else tied
                    break
        return None if number in (None, "0") else number, depth or 0

    def _ancestry(self, style: str) -> Iterator[str]:
        seen: set[str] = set()
        current: str | None = style
        while current is not None and current in self._styles and current not in seen:
            seen.add(current)
            yield current
            current = self._styles[current].based_on

    def _style_name(self, style: str) -> str:
        return self._styles[style].name if style in self._styles else ""

    def _kind(self, element: Element, style: str) -> tuple[BlockKind, int | None]:
        outline = _integer(value(child(element, "pPr", "outlineLvl")))
        for key in self._ancestry(style):
            name = self._styles[key].name
            heading = _HEADING.match(name)
            if heading:
                return BlockKind.HEADING, int(heading[1])
            if name.lower() in ("title", "标题", "文档标题"):
                return BlockKind.TITLE, None
            outline = self._styles[key].outline if outline is None else outline
        if outline is not None and outline < 9:
            return BlockKind.HEADING, outline + 1
        return BlockKind.PARAGRAPH, None

    def _write_table(self, table: Element) -> None:
        rows = list(_rows(table))
        if max((len(list(_tcs(row))) for row in rows), default=0) < 2:
            for row in rows:
                for cell in _tcs(row):
                    self.body(cell)
            return
        self._table += 1
        origin = Origin(table=self._table)
        self.builder.table(list(self._cells(rows, origin)), origin=origin)

    def _cells(self, rows: list[Element], origin: Origin) -> Iterator[RawCell]:
        reaching: dict[int, RawCell] = {}
        """Column → the cell above that may go on."""
        done: list[RawCell] = []
        for number, row in enumerate(rows):
            column = _integer(value(child(row, "trPr", "gridBefore"))) or 0
            header = child(row, "trPr", "tblHeader") is not None
            for cell in _tcs(row):
                width = min(max(_integer(value(child(cell, "tcPr", "gridSpan"))) or 1, 1), 500)
                merge = child(cell, "tcPr", "vMerge")
                if merge is not None and value(merge) != "restart" and column in reaching:
                    reaching[column] = replace(reaching[column], row_span=number - reaching[column].row + 1)
                else:
                    done += [reaching.pop(column)] if column in reaching else []
                    place = replace(origin, row=number + 1, column=column + 1)
                    reaching[column] = RawCell(self._cell(cell, place), number, column, 1, width, header)
                column += width
        yield from done
        yield from reaching.values()

    def _cell(self, cell: Element, place: Origin) -> tuple[tuple[Piece, ...], ...]:
        lines: list[list[Piece]] = []
        for element in _all_paragraphs(cell):
            lines += self._lines(element, value(child(element, "pPr", "pStyle")) or "", place)[1]
        return tuple(tuple(line) for line in lines if line)


def _blocks(container: Element) -> Iterator[Element]:
    """Paragraphs and tables in reading order; content controls and custom XML are looked into."""
    stack = [iter(container)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif local(element) in ("p", "tbl"):
            yield element
        elif local(element) in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            stack.append(iter(element))


def _all_paragraphs(cell: Element) -> Iterator[Element]:
    """The paragraphs of a cell, those of tables inside it too."""
    stack = [_blocks(cell)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif local(element) == "p":
            yield element
        else:
            stack.append(inner for row in _rows(element) for tc in _tcs(row) for inner in _blocks(tc))


def _rows(table: Element) -> Iterator[Element]:
    return _inside(table, "tr")


def _tcs(row: Element) -> Iterator[Element]:
    return _inside(row, "tc")


def _inside(container: Element, name: str) -> Iterator[Element]:
    stack = [iter(container)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif local(element) == name:
            if child(element, f"{name}Pr", "del") is None:
                yield element
        elif local(element) in ("sdt", "sdtContent", "customXml"):
            stack.append(iter(element))


def _text_lines(paragraph: Element, origin: Origin) -> Iterator[list[Piece]]:
    """The characters of a paragraph, cut at its line breaks; offsets count them all."""
    line: list[Piece] = []
    offset = 0
    for text in _characters(paragraph):
        if text == "\n":
            yield line
            line = []
        else:
            line.append((text, origin.at(offset)))
        offset += len(text)
    yield line


def _characters(paragraph: Element) -> Iterator[str]:
    stack = [iter(paragraph)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
            continue
        name = local(element)
        if name == "t":
            yield element.text or ""
        elif name in ("tab", "ptab"):
            yield "\t"
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "cr" or (name == "br" and value(element, "type") is None):
            yield "\n"
        elif name == "txbxContent" or name in _LEFT_OUT or (name == "r" and _is_hidden(element)):
            continue
        else:
            stack.append(iter(element))


def _is_hidden(run: Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and value(vanish) not in ("0", "false", "off")


def _boxes(paragraph: Element) -> Iterator[Element]:
    stack = [iter(paragraph)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif local(element) == "txbxContent":
            yield element
        elif local(element) not in _LEFT_OUT:
            stack.append(iter(element))
