"""Where on a web page the article stands: the smallest part with most of the prose, and the title above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policymatch.parsing.immutable import immutable
from policymatch.parsing.readers.pageblocks import walk

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_KNOWN = (
    "#UCAP-CONTENT, .TRS_Editor, .TRS_UEDITOR, .trs_editor_view, #zoom, #zoomcon, #js_content, .article-content,"
    " .article_content, .content_article, .pages_content, .info_cont, .v_news_content, .vsb_content, .news_content,"
    " .wp_articlecontent, .xxgk_content, [itemprop=articleBody]"
)
"""Content boxes of the systems that most authorities' sites run on; believed where one holds most of the prose."""
_NEVER = frozenset(
    ["p", "li", "span", "a", "b", "strong", "font", "em", "u", "i", "pre", "dd", "dt", "ul", "ol", "dl", "blockquote"]
    + [f"h{level}" for level in range(1, 7)]
)
"""Elements that are parts of an article, never its box."""
_SCAFFOLD = frozenset(("table", "tbody", "thead", "tfoot", "tr", "th"))
_ENOUGH = 0.75
"""Share of the weight above that the next box must hold."""
_MARKS = re.compile("[，。；]")
_SITE = re.compile("版权所有|ICP备|公网安备|网站标识码|主办单位|技术支持|Copyright", re.IGNORECASE)
_LEAST_PROSE = 12
"""Characters of prose below which a page has no article."""
_MOST_TITLE = 160
_NEAR = 12
"""Levels above the core in which its title is looked for."""


@dataclass(slots=True)
class Content:
    """What stands below an element, in characters, and which text nodes of the page these are."""

    node: LexborNode
    first: int
    prose: int = 0
    marked: int = 0
    last: int = 0
    children: list[Content] = field(default_factory=list)


@immutable
class Region:
    """Reading-order positions of the article (from its title on) and of its core, ends included.

    Args:
        scaffolds: ids of the tables around the core, which lay out the page and hold no data.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    title: int | None
    scaffolds: frozenset[int]


def squeezed(text: str) -> str:
    """A text without white space, for comparing titles."""
    return "".join(text.split())


def article_region(body: LexborNode, titles: Sequence[str], unseen: frozenset[int]) -> Region | None:
    """Find the article; None where the page has no prose."""
    root = _measured(body, unseen)
    if root.prose < _LEAST_PROSE:
        return None
    path = _known_box(_path(root), body)
    core = path[-1]
    title = _title(path, titles)
    region = core if title is None else next(box for box in reversed(path) if box.first <= title.first)
    start = core.first if title is None else title.first
    around = frozenset(box.node.mem_id for box in path if box.node.tag == "table")
    found = None if title is None else title.first
    return Region(start, max(region.last, core.last), core.first, core.last, found, around)


def _measured(body: LexborNode, unseen: frozenset[int]) -> Content:
    root = Content(body, 1)
    stack = [root]
    order, links = 0, 0
    for node, entered in walk(body, unseen):
        if node.is_text_node:
            if entered:
                order += 1
                _count(stack[-1], node.text_content or "", linked=links > 0)
        elif node.is_element_node and node.mem_id != body.mem_id:
            links += (1 if entered else -1) if node.tag == "a" else 0
            if entered:
                stack.append(Content(node, order + 1))
            else:
                _fold(stack, order)
    root.last = order
    return root


def _count(content: Content, text: str, *, linked: bool) -> None:
    size = len(text) - text.count(" ") - text.count("\n")
    if not size or linked or _SITE.search(text):
        return
    marks = len(_MARKS.findall(text))
    if marks or size >= 8:
        content.prose += size
        content.marked += marks


def _fold(stack: list[Content], order: int) -> None:
    content = stack.pop()
    content.last = order
    parent = stack[-1]
    parent.prose += content.prose
    parent.marked += content.marked
    parent.children.append(content)


def _weight(content: Content) -> int:
    return content.prose + 10 * content.marked


def _path(root: Content) -> list[Content]:
    """From the body down to the smallest box with most of the prose; tables are passed through only as scaffolding."""
    path = [root]
    while path[-1].children:
        best = max(path[-1].children, key=_weight)
        if best.node.tag in _NEVER or _weight(best) < _ENOUGH * _weight(path[-1]):
            break
        path.append(best)
    while path[-1].node.tag in _SCAFFOLD or (path[-1].node.tag == "td" and len(path[-1].children) < 4):
        path.pop()
    return path


def _known_box(path: list[Content], body: LexborNode) -> list[Content]:
    """The path cut at a known content box: all boxes on it hold most of the prose."""
    known = {node.mem_id for node in body.css(_KNOWN)}
    for depth, content in enumerate(path):
        if content.node.mem_id in known:
            return path[: depth + 1]
    return path


def _title(path: Sequence[Content], titles: Sequence[str]) -> Content | None:
    """The last element before the core whose words are the page's title; else the last headline before it."""
    wanted = [squeezed(title) for title in titles]
    named: Content | None = None
    headline: Content | None = None
    for content in _before(path[-_NEAR:][0], path[-1]):
        text = squeezed(content.node.text(deep=True)) if content.last - content.first < 40 else ""
        if not 4 <= len(text) <= _MOST_TITLE:
            continue
        if any(text == title or (len(text) >= 10 and title.startswith(text)) for title in wanted):
            named = content
        elif content.node.tag in ("h1", "h2") and not re.search("位置|[:：>＞]", text):
            headline = content
    return named or headline


def _before(box: Content, core: Content) -> list[Content]:
    """Elements of the box that begin before the core does, or that open the core, in reading order."""
    found: list[Content] = []
    waiting = [box]
    while waiting:
        content = waiting.pop()
        opened = (child for child in reversed(content.children) if child.first <= core.first and child is not core)
        waiting.extend(opened)
        if content is not box and content.last < core.first:
            found.append(content)
    return found
