"""The outline of a document: 章, 节, 条, 一、, （一）, 1., （1）, ①, card labels and bare headings, as a tree.

A node begins at its marker and ends where the next of its own or a higher kind begins. The order of kinds is not
fixed: each document shows its own (``1.`` may stand above or below ``（一）``), so a kind that is new opens a level
below, and a kind already open returns to it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from policymatch.parsing.structure.headings import Topic, topic_of
from policymatch.parsing.structure.openings import (
    FURNITURE,
    LABEL,
    bracket_label,
    bracketed,
    free_label,
    heading_of,
    is_heading,
    labels_inside,
    part_of_block,
    question,
)
from policymatch.parsing.values.numerals import read_number
from policymatch.spans import Span

_NUMERALS = "零一二三四五六七八九十百"
_HAN = f"[{_NUMERALS}]{{1,4}}"


class Kind(StrEnum):
    """What kind of mark opens a node."""

    ROOT = "root"
    LABEL = "label"
    HEADING = "heading"
    CHAPTER = "chapter"
    SECTION = "section"
    HAN = "han"
    ARTICLE = "article"
    HAN_PAREN = "han_paren"
    NUMBER = "number"
    NUMBER_PAREN = "number_paren"
    CIRCLE = "circle"
    LETTER = "letter"
    BULLET = "bullet"
    TEXT = "text"


_MARKERS: tuple[tuple[Kind, str], ...] = (
    (Kind.CHAPTER, rf"第\s*(?:{_HAN}|\d{{1,2}})\s*[章篇编](?!程)"),
    (Kind.SECTION, rf"第\s*(?:{_HAN}|\d{{1,2}})\s*节"),
    (Kind.ARTICLE, rf"第\s*(?:{_HAN}|\d[\d\s]{{0,3}})\s*条(?:之{_HAN})?(?![件款例]|规定)"),
    (Kind.HAN_PAREN, rf"（\s*{_HAN}\s*）[、.]?"),
    (Kind.HAN, rf"{_HAN}\s*[、.](?!\d)"),
    (Kind.NUMBER_PAREN, r"（\s*\d{1,2}\s*）[、.]?|\d{1,2}）"),
    (Kind.NUMBER, r"\d{1,2}\s*(?:、|[.](?!\d|[a-z]))|\d{1,2}[.](?=20\d\d年)|\d{1,2}\s(?=[\u3400-\u9fff《“])"),
    (Kind.CIRCLE, r"[①-⑳⑴-⒇❶-❿]"),
    (
        Kind.LETTER,
        r"[A-Z]\s*类(?:项目|资助|支持)?\s*[：:、.]|(?:方向|类别|专题|专项|事项|项目|政策|条款|任务|板块|奖项)\s*(?:[一二三四五六七八九十]{1,2}|\d{1,2}|[A-Z])\s*[：:、.]|[A-Za-z][.、）]",
    ),
    (Kind.BULLET, r"[•●◆■◇▪★☆※·]\s*|—\s(?=\S)"),
)
_MARKER = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _MARKERS))
_INLINE = {  # with what stands in the second of each kind: a list has two points at least
    Kind.NUMBER_PAREN: ("2）", re.compile(r"（(\d{1,2})）")),
    Kind.CIRCLE: ("②", re.compile(r"([①-⑳])")),
    Kind.HAN_PAREN: ("二）", re.compile(rf"（({_HAN})）")),
    Kind.NUMBER: ("2", re.compile(r"(?<=[：；。])(\d{1,2})[.、](?!\d)")),
}
_RUN_ON = re.compile(
    rf"(?<=[。；])(?=第{_HAN}章)|(?<![、至和及，的])(?=第{_HAN}条(?![件款例第、至和及，的]|规定))(?<=第.章[\u3400-\u9fff]{{4}})"
)
_LINE = re.compile(r"[^\n]+")
_AFTER_LIST = re.compile(
    r"。(?=(?:对|经|凡|[给予][予以与]|上述|以上|满足|符合(?!.{0,12}之一)|(?:申[请报领]|享受)(?:第|上述|以上)|除第|另外|此外))"
)
"""Where a list inside a paragraph ends and its passage goes on: …（3）…。对符合条件的，给予…."""
_FORM = re.compile(r"附\s*[件表录]")
_GUIDE = re.compile(r"[^，。；：\n]{4,}(?:申报|申请|申领|办事|兑现|服务)(?:指南|办法|细则|须知|说明)")
"""The title of a guide to one support: 技术改造项目申报指南."""


@dataclass(slots=True, eq=False)
class Node:
    """One node of the outline.

    Args:
        kind: what opens it.
        number: its ordinal, 0 where it has none.
        label: its mark as written, such as ``第三条``; a label's own words.
        span: everything, children included.
        heading: where its heading stands; empty where it has none.
        body: its own words, marker and heading left out, children left out.
    """

    kind: Kind
    number: int
    label: str
    span: Span
    heading: Span
    body: Span
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None
    topic: Topic | None = None

    def walk(self) -> Iterator[Node]:
        """The node and everything below, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> Iterator[Node]:
        """The nodes above, the nearest first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def path(self) -> str:
        """Where it stands: ``第三条/（二）``."""
        return "/".join(reversed([node.label for node in (self, *self.ancestors()) if node.label]))

    def inherited_topic(self) -> Topic | None:
        """Its own topic or that of the nearest node above that has one."""
        return next((node.topic for node in (self, *self.ancestors()) if node.topic is not None), None)


def outline(text: str) -> Node:
    """Read the outline of a working text (one paragraph a line)."""
    return outline_of(text, Span(0, len(text)))


def outline_of(text: str, span: Span) -> Node:
    """Read the outline of a stretch, such as the cell of a table."""
    root = Node(Kind.ROOT, 0, "", span, Span(span.start, span.start), Span(span.start, span.start))
    nodes = [
        _node(text, start, end)
        for line in _LINE.finditer(text, span.start, span.end)
        if not FURNITURE.fullmatch(line[0].strip())
        for start, end in _parts(text, line.start(), line.end())
    ]
    if nodes and nodes[0].kind is Kind.HEADING and nodes[0].topic is not Topic.ATTACHMENT:
        first = nodes[0].span
        nodes[0] = Node(Kind.TEXT, 0, "", first, Span(first.start, first.start), first)
    labels = Counter(node.label for node in nodes if node.kind is Kind.LABEL)
    builder = _Builder(text, [root], frozenset(label for label, count in labels.items() if count > 1))
    for node in nodes:
        builder.place(node)
    _close(root, span.end)
    return root


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a paragraph where a list runs on inside it: …：（1）…；（2）…."""
    cuts = [start]
    if text.find("第", start + 1, end) >= 0:
        cuts += [match.start() for match in _RUN_ON.finditer(text, start + 1, end)]
    cuts += labels_inside(text, start, end)
    first = _MARKER.match(text, start, end)
    for kind, (second, pattern) in _INLINE.items():
        if text.find(second, start + 1, end) < 0:
            continue
        begun = first if first and first.lastgroup == kind else None
        if begun and _number_of(begun) != 1:
            continue
        found = [match for match in pattern.finditer(text, start + 1, end) if text[match.start() - 1] in "：；。，、 "]
        numbers = [*([1] if begun else []), *(ordinal(match[1]) for match in found)]
        if len(numbers) >= 2 and numbers == list(range(1, len(numbers) + 1)):
            cuts += [match.start() for match in found]
            after = _AFTER_LIST.search(text, found[-1].end(), end)
            cuts += [after.end()] if after else []
            break
    cuts = sorted(set(cuts))
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _node(text: str, start: int, end: int) -> Node:
    marker = _MARKER.match(text, start, end)
    if marker:
        inner = _MARKER.match(text, marker.end(), end) if marker.lastgroup == Kind.BULLET else None
        return _marked(text, inner or marker, end)
    asked = question(text, start, end)
    if asked is not None:
        return _asked(text, asked, start, end)
    answer = _ANSWER.match(text, start, end)
    begin = answer.end() if answer else start
    label = LABEL.match(text, begin, end) or free_label(text, begin, end) or bracket_label(text, begin, end)
    if label:
        return _labelled_node(label, end)
    if is_heading(text, begin, end):
        node = Node(Kind.HEADING, 0, text[begin:end].strip("："), Span(start, end), Span(begin, end), Span(end, end))
        if _FORM.match(text, begin, end):
            node.topic = Topic.ATTACHMENT
        elif not _GUIDE.fullmatch(text, begin, end):
            node.topic = topic_of(text[begin:end])
        return node
    return Node(Kind.TEXT, 0, "", Span(start, end), Span(start, start), Span(begin, end))


def _asked(text: str, asked: Span, start: int, end: int) -> Node:
    """A question, which heads its answer as a label heads its value."""
    begin = asked.end
    answer = _ANSWER.match(text, begin, end)
    node = Node(Kind.LABEL, 0, asked.of(text), Span(start, end), asked, Span(answer.end() if answer else begin, end))
    node.topic = topic_of(asked.of(text))
    return node


_ANSWER = re.compile(r"\s*(?:(?:答|A)\s*：\s*|0\d\s*(?=[\u3400-\u9fff]{2,12}：?$))")  # 答：…; 02申请条件


def _labelled_node(label: re.Match[str], end: int) -> Node:
    node = Node(
        Kind.LABEL, 0, label["label"], Span(label.start(), end), Span(*label.span("label")), Span(label.end(), end)
    )
    node.topic = topic_of(label["label"])
    return node


def _marked(text: str, marker: re.Match[str], end: int) -> Node:
    kind = Kind(str(marker.lastgroup))
    start = marker.end()
    while start < end and text[start] in " \t":
        start += 1
    number = _number_of(marker)
    heading = bracketed(text, start, end, article=kind is Kind.ARTICLE) or heading_of(text, start, end)
    begin = max(heading.end, start)
    begin += text[begin:end][:1] in ("】", "〕", "）") and len(heading) > 0
    node = Node(kind, number, marker[0].strip(), Span(marker.start(), end), heading, Span(begin, end))
    if not len(heading) and kind is Kind.ARTICLE and _CONDITIONS.fullmatch(text, start, end):
        node.topic = Topic.ELIGIBILITY
    if len(heading):
        node.topic = topic_of(heading.of(text)) or (part_of_block(heading.of(text)) if len(node.body) else None)
    return node


_CONDITIONS = re.compile(
    r"(?:拟)?(?:申[请报领]|参[与加]|享受)[^，。；：第]{2,30}，(?:[^，。；：]{0,8})?(?:应当?|须|需|必须)(?:同时)?(?:符合|具备|满足)(?:以下|下列|如下)[^，。；：之]{0,6}条件："
)
"""An article that is all a list of conditions: 申请认定市级孵化器的，应当同时具备下列条件：."""


_NO_FIGURE = re.compile(r"\D")


def _number_of(marker: re.Match[str]) -> int:
    return ordinal(_NO_FIGURE.sub("", marker[0]) or marker[0])


def ordinal(mark: str) -> int:
    """The number that a mark writes, in figures, Chinese numerals or a circle; 0 where it writes none.

    >>> ordinal("12"), ordinal("二十三"), ordinal("③")
    (12, 23, 3)
    """
    if mark.isdigit() and mark.isascii():
        return int(mark)
    if len(mark) == 1 and "①" <= mark <= "⑳":
        return ord(mark) - ord("①") + 1
    return int(read_number("".join(sign for sign in mark if sign in _NUMERALS)) or 0)


_RANK = {Kind.CHAPTER: 1, Kind.SECTION: 2}


_SECTIONS = (Kind.CHAPTER, Kind.SECTION, Kind.HAN, Kind.ARTICLE, Kind.LABEL, Kind.HEADING)


@dataclass(slots=True)
class _Builder:
    """The open nodes, outermost first; ``base`` of them stay open (an attachment keeps what follows)."""

    text: str
    stack: list[Node]
    repeated: frozenset[str]
    base: int = 1

    def place(self, node: Node) -> None:
        """Hang a node where it belongs and make it the open one."""
        if self.stack[-1].topic is Topic.METADATA and self.stack[-1].children and node.kind is not Kind.TEXT:
            self.stack.pop()  # what follows the value of a mere fact (发布时间 above its day) is no part of it
        if node.kind is Kind.TEXT or (node.kind is Kind.HEADING and self._is_value()):
            self._leave_list()
            self._hang(node)
            return
        if node.kind is Kind.HEADING:
            self._heading(node)
        elif node.kind is Kind.LABEL:
            if not self._label(node):
                return
        elif node.kind in _RANK:
            while len(self.stack) > self.base and _RANK.get(self.stack[-1].kind, 9) >= _RANK[node.kind]:
                self.stack.pop()
        else:
            self._to_sibling(node)
        self._hang(node)
        self.stack.append(node)

    def _leave_list(self) -> None:
        """A paragraph after the points of a list belongs to the passage that announced them."""
        while len(self.stack) > self.base + 1 and self._is_point(self.stack[-1]):
            self.stack.pop()

    def _is_point(self, node: Node) -> bool:
        """Whether a node is a point of a list that the words before it announce with a colon."""
        above = node.parent
        titled = len(node.heading) and self.text[node.heading.end - 1] not in "。；"
        if above is None or titled or node.kind in _SECTIONS:
            return False
        first = next(at for at, child in enumerate(above.children) if child.kind is node.kind)
        before = above.children[first - 1].body if first else above.body if len(above.body) else above.heading
        return self.text[max(0, before.end - 1) : before.end] == "："

    def _is_value(self) -> bool:
        """Whether a card's label waits for its value."""
        last = self.stack[-1]
        return last.kind is Kind.LABEL and not last.children and not len(last.body)

    def _heading(self, node: Node) -> None:
        del self.stack[self.base :]
        if node.topic is Topic.ATTACHMENT:
            del self.stack[1:]
            self.base = 2

    def _label(self, node: Node) -> bool:
        """Find the place of a label; False where it is a mere fact that holds nothing else."""
        if len(node.body) and node.topic in (Topic.METADATA, Topic.CONTACT, Topic.ATTACHMENT):
            self._hang(node)
            return False
        article = next((at for at, above in enumerate(self.stack) if above.kind is Kind.ARTICLE), None)
        if article is not None:  # a label inside an article ends with the article
            del self.stack[article + 1 :]
            return True
        if len(node.body) or node.label in self.repeated:
            self._under_title()
        elif self._in_section():
            self._beside_labels()
        else:
            del self.stack[self.base :]
        return True

    def _in_section(self) -> bool:
        """Whether the open section has a heading, so that a label without a value is one of its parts."""
        return any(above.kind is Kind.HAN and len(above.heading) for above in self.stack[self.base :])

    def _beside_labels(self) -> None:
        """Close what the label before holds, or all below the section."""
        at = next(at for at, above in enumerate(self.stack) if above.kind is Kind.HAN and at >= self.base)
        del self.stack[at + 1 :]

    def _under_title(self) -> None:
        """A label inside a block stands below the block's title."""
        open_label = next(
            (at for at, above in enumerate(self.stack) if above.kind is Kind.LABEL and at >= self.base), None
        )
        if open_label is not None:
            del self.stack[open_label:]
            return
        while len(self.stack) > self.base and not (len(self.stack[-1].heading) and self._titles(self.stack[-1])):
            self.stack.pop()

    def _titles(self, node: Node) -> bool:
        """Whether a short line titles a block: the last of several points that end as sentences do does not."""
        ended = node.kind not in _SECTIONS and self.text[node.heading.end - 1] in "。；"
        beside = [one for one in node.parent.children[:-1] if one.kind is node.kind] if ended and node.parent else []
        return not beside or any(one.children for one in beside)

    def _to_sibling(self, node: Node) -> None:
        kinds = [above.kind for above in self.stack]
        if node.kind in kinds[self.base :]:
            at = len(kinds) - 1 - kinds[::-1].index(node.kind)
            if not self._restarts(node, at):
                del self.stack[at:]

    def _restarts(self, node: Node, at: int) -> bool:
        """Whether a list that begins again at 1 stands below the open one rather than beside it."""
        label_between = any(above.kind is Kind.LABEL for above in self.stack[at + 1 :])
        announced = (
            self.text[max(0, self.stack[at].body.end - 1) : self.stack[at].body.end] == "："
            and at == len(self.stack) - 1
        )
        return node.number == 1 and self.stack[at].number >= 1 and (label_between or announced)

    def _hang(self, node: Node) -> None:
        node.parent = self.stack[-1]
        self.stack[-1].children.append(node)


def _close(node: Node, end: int) -> None:
    """Stretch every node to where the next begins."""
    for child, following in zip(node.children, [*node.children[1:], None], strict=False):
        _close(child, following.span.start if following else end)
    node.span = Span(node.span.start, end)
