"""A web page as a flat list of lines and tables in reading order, with what is needed to judge each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from policymatch.parsing.readers.building import Piece, RawCell
from policymatch.parsing.readers.text import Attachment, BlockKind, Origin

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

INVISIBLE = (
    "script,style,noscript,template,svg,canvas,iframe,object,embed,select,button,textarea,input,audio,video,map,"
    "nav,footer,aside,head"
)
_BLOCKS = frozenset(
    ["address", "article", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt", "form"]
    + [
        "fieldset",
        "figcaption",
        "figure",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "ol",
        "p",
        "pre",
        "ul",
    ]
    + ["section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr"]
    + [f"h{level}" for level in range(1, 7)]
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WIDE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’]")
_FILE_LINK = re.compile(r"\.(docx?|wps|pdf|xlsx?|et|ofd|zip|rar|7z|pptx?|jpe?g|png|tiff?)(?:$|[?#])", re.IGNORECASE)
_WIDEST_SPAN = 1000
"""Largest rowspan/colspan believed, as in browsers."""


@dataclass(slots=True)
class PageLine:
    """A line of the page.

    Args:
        linked: how many of its visible characters are links.
        files: the links to files among them, with the characters of their titles.
        order: position of its first text in the page's reading order.
    """

    kind: BlockKind
    pieces: list[Piece]
    order: int
    level: int | None = None
    number: str | None = None
    linked: int = 0
    files: list[Attachment] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its characters as found."""
        return "".join(text for text, _ in self.pieces)


@dataclass(slots=True)
class PageTable:
    """A table that holds data; a table that only lays out the page comes as lines."""

    cells: list[RawCell]
    order: int
    caption: str
    origin: Origin


PagePart = PageLine | PageTable


def page_parts(
    root: LexborNode, scaffolds: frozenset[int] = frozenset(), unseen: frozenset[int] = frozenset()
) -> list[PagePart]:
    """The lines and data tables below a node, in reading order.

    Args:
        root: where to begin.
        scaffolds: ids of tables that only lay out the page.
        unseen: ids of nodes that a reader of the page does not see.
    """
    walker = _Walker(scaffolds=scaffolds, unseen=unseen)
    walker.walk(root)
    return walker.parts


def walk(root: LexborNode, unseen: frozenset[int] = frozenset()) -> Iterator[tuple[LexborNode, bool]]:
    """Every node below (and with) the root, entered (True) and left (False); no recursion, however deep the page."""
    node, top = root, root.mem_id
    while True:
        hidden = node.mem_id in unseen
        if not hidden:
            yield node, True
        child = None if hidden else node.child
        if child is not None:
            node = child
            continue
        while True:
            if not hidden:
                yield node, False
            hidden = False
            if node.mem_id == top:
                return
            following = node.next
            if following is not None:
                node = following
                break
            parent = node.parent
            if parent is None:
                return
            node = parent


class _Walker:
    """Goes through the page once and closes a line wherever a browser would."""

    def __init__(
        self,
        *,
        tables: bool = True,
        origin: Origin | None = None,
        scaffolds: frozenset[int] = frozenset(),
        unseen: frozenset[int] = frozenset(),
    ) -> None:
        self.parts: list[PagePart] = []
        self._tables = tables
        self._origin = origin
        self._paragraph = 0
        self._table = 0
        self._order = 0
        self._lists: list[_List] = []
        self._heading = 0
        self._link: str | None = None
        self._skip_until: int | None = None
        self._line: PageLine | None = None
        self._offset = 0
        self._preformatted = 0
        self._scaffolds = scaffolds
        self._unseen = unseen

    def walk(self, root: LexborNode) -> None:
        self._scaffolds |= _scaffolds(root) if self._tables else set()
        for node, entered in walk(root, self._unseen):
            if self._skip_until is not None:
                self._order += entered and node.is_text_node
                if not entered and node.mem_id == self._skip_until:
                    self._skip_until = None
                continue
            if node.is_text_node:
                if entered:
                    self._order += 1
                    self._text(node.text_content or "")
            elif node.is_element_node:
                self._element(node, node.tag or "", entered=entered)
        self._close()

    def _element(self, node: LexborNode, tag: str, *, entered: bool) -> None:
        if entered:
            self._enter(node, tag)
        else:
            self._leave(tag)

    def _enter(self, node: LexborNode, tag: str) -> None:
        if tag == "br":
            self._close()
        elif tag == "table" and self._tables and node.mem_id not in self._scaffolds and is_data_table(node):
            self._close()
            self._data_table(node)
            self._skip_until = node.mem_id
        elif tag == "a":
            self._link = node.attributes.get("href") or ""
        elif tag in _BLOCKS:
            self._close()
            self._open_block(node, tag)

    def _open_block(self, node: LexborNode, tag: str) -> None:
        if tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(_List.of(node))
        elif tag == "li" and self._lists:
            self._lists[-1].next()
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._heading = int(tag[1])
        elif tag == "pre":
            self._preformatted += 1

    def _leave(self, tag: str) -> None:
        if tag == "a":
            self._link = None
        elif tag in _BLOCKS:
            self._close()
            if tag in ("ol", "ul", "menu", "dir") and self._lists:
                self._lists.pop()
            elif tag == "li" and self._lists:
                self._lists[-1].number = None
            elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
                self._heading = 0
            elif tag == "pre":
                self._preformatted -= 1

    def _text(self, text: str) -> None:
        if self._preformatted and "\n" in text:
            for part in text.splitlines():
                self._add(part)
                self._close()
            return
        self._add(text)

    def _add(self, text: str) -> None:
        if not text.strip():
            if self._line is not None:
                self._line.pieces.append((" ", self._here()))
            return
        line = self._line or self._open()
        for piece, start in _collapsed(text):
            line.pieces.append((piece, self._here(start)))
        if self._link is not None:
            visible = text.strip()
            line.linked += len(visible)
            if _FILE_LINK.search(self._link) or _FILE_LINK.search(visible):
                line.files.append(Attachment(visible, self._link))
        self._offset += len(text)

    def _here(self, start: int = 0) -> Origin:
        base = self._origin or Origin()
        return replace(base, paragraph=self._paragraph, offset=self._offset + start)

    def _open(self) -> PageLine:
        self._paragraph += 1
        self._offset = 0
        kind, level, number = BlockKind.PARAGRAPH, None, None
        if self._heading:
            kind, level = BlockKind.HEADING, self._heading
        elif self._lists and self._lists[-1].number is not None:
            kind, level, number = BlockKind.LIST_ITEM, len(self._lists), self._lists[-1].number
            self._lists[-1].number = ""
        self._line = PageLine(kind, [], self._order, level=level, number=number or None)
        if number:
            self._line.pieces.append((number, replace(self._here(), offset=None)))
        return self._line

    def _close(self) -> None:
        if self._line is not None:
            self._line.pieces = _tightened(self._line.pieces)
            self.parts.append(self._line)
            self._line = None

    def _data_table(self, node: LexborNode) -> None:
        self._table += 1
        origin = Origin(table=self._table)
        caption = next((child for child in node.iter() if child.tag == "caption"), None)
        title = "" if caption is None else " ".join(caption.text(deep=True).split())
        cells = list(_cells(node, origin, self._unseen))
        self.parts.append(PageTable(cells, self._order + 1, title, origin))


@dataclass(slots=True)
class _List:
    """A list of the page and the number of its current item ("" once written, None between items)."""

    ordered: bool
    count: int
    number: str | None = None

    @classmethod
    def of(cls, node: LexborNode) -> _List:
        plain = "none" in (node.attributes.get("style") or "")
        start = node.attributes.get("start") or "1"
        return cls(node.tag == "ol" and not plain, int(start) - 1 if re.fullmatch(r"\d{1,6}", start) else 0)

    def next(self) -> None:
        self.count += 1
        self.number = f"{self.count}." if self.ordered else ""


def _collapsed(text: str) -> Iterator[tuple[str, int]]:
    """The parts of a text node with its white space folded, each with its place."""
    start = 0
    for match in _SPACES.finditer(text):
        if match[0] == " ":
            continue
        if match.start() > start:
            yield text[start : match.start()], start
        yield ("\n" if "\n" in match[0] or "\r" in match[0] else " "), match.start()
        start = match.end()
    if start < len(text):
        yield text[start:], start


def _tightened(pieces: list[Piece]) -> list[Piece]:
    """Line breaks of the page's source: nothing between Chinese characters, a space elsewhere; double spaces folded."""
    tight: list[Piece] = []
    last = ""
    for index, (text, origin) in enumerate(pieces):
        if text == "\n":
            following = next((later for later, _ in pieces[index + 1 : index + 3] if later.strip()), "")
            if _WIDE.match(last) or _WIDE.match(following[:1]):
                continue
            text = " "
        if text == " " and last in (" ", ""):
            continue
        tight.append((text, origin))
        last = text[-1:]
    return tight


def _scaffolds(root: LexborNode) -> set[int]:
    """The tables that hold other tables."""
    found: set[int] = set()
    for table in root.css("table table"):
        parent = table.parent
        while parent is not None and parent.tag != "table":
            parent = parent.parent
        if parent is not None:
            found.add(parent.mem_id)
    return found


def is_data_table(table: LexborNode) -> bool:
    """Whether a table holds data: two columns or more, no cell that is a whole article."""
    if table.attributes.get("role") == "presentation":
        return False
    rows = [[len(cell.text(deep=True)) for cell in row] for row in _rows(table)]
    if not rows or max(len(row) for row in rows) < 2:
        return False
    lengths = sorted((length for row in rows for length in row), reverse=True)
    return not (lengths[0] > 1500 and lengths[0] > 0.9 * sum(lengths) and len(lengths) < 12)


def _rows(table: LexborNode) -> Iterator[list[LexborNode]]:
    for child in table.iter():
        rows = child.iter() if child.tag in ("thead", "tbody", "tfoot") else iter((child,))
        for row in rows:
            if row.tag == "tr":
                yield [cell for cell in row.iter() if cell.tag in ("td", "th")]


def _cells(table: LexborNode, origin: Origin, unseen: frozenset[int]) -> Iterator[RawCell]:
    reserved: dict[int, int] = {}
    """Column → first row that is free again below a cell that reaches down."""
    rows = list(_rows(table))
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while reserved.get(column, 0) > number:
                column += 1
            height = min(_span(cell, "rowspan") or len(rows), len(rows) - number)
            width = max(_span(cell, "colspan"), 1)
            place = replace(origin, row=number + 1, column=column + 1)
            yield RawCell(_paragraphs(cell, place, unseen), number, column, height, width, _is_header(cell))
            if height > 1:
                reserved.update(dict.fromkeys(range(column, column + width), number + height))
            column += width


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(int(value), _WIDEST_SPAN) if re.fullmatch(r"\d{1,9}", value) else 1


def _is_header(cell: LexborNode) -> bool:
    row = cell.parent
    group = row.parent if row is not None else None
    return cell.tag == "th" or (group is not None and group.tag == "thead")


def _paragraphs(cell: LexborNode, origin: Origin, unseen: frozenset[int]) -> tuple[tuple[Piece, ...], ...]:
    walker = _Walker(tables=False, origin=origin, unseen=unseen)
    walker.walk(cell)
    return tuple(tuple(part.pieces) for part in walker.parts if isinstance(part, PageLine) and part.text.strip())
