"""Where a node of the outline hangs: below the open ones, as the marks of the document have shown their order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.nodes import Kind, Node
from policymatch.spans import Span

_OF_A_POINT = frozenset({Topic.ELIGIBILITY, Topic.SUBJECT, Topic.BENEFIT, Topic.MATERIALS, Topic.WINDOW})
"""What a bare heading inside a point announces."""
_RANK = {Kind.CHAPTER: 1, Kind.SECTION: 2}
_OF_ALL_POINTS = re.compile(
    r"(?:对|凡)?(?:符合|满足|达到)?(?:上述|以上)(?:各类?|所有)?(?:条件|要求|规定|标准|奖励|补[贴助]|项目|对象|企业|单位|申[请报])"
)
"""How a paragraph opens that speaks of all the points before it: 对符合上述条件的单位，…."""


_OF_THE_WHOLE = re.compile(
    r"(?:凡|所有|除另有[^，。；]{2,8}外，)?(?:拟?(?:申[请报领]|享受|获得|适用|执行)(?:了)?)?(?:本|上述|以上)(?:若干|有关|各项|所有|全部)*"
    r"(?:措施|政策|办法|意见|通知|细则|规定|方案|条款|奖[励补]|补[贴助]|扶持|资助|资金|优惠)"
)
"""How a paragraph opens that speaks of the whole document: 享受本措施支持的单位应…; 本办法自…起施行."""
_SHUTS_OUT = re.compile(
    r"[^，。；：]{0,10}(?:有|存在|属于?)(?:下列|以下)[^，。；：]{0,14}的?，[^：。]{0,20}不[^：。]{1,10}："
)
"""How a paragraph opens that lists who is shut out: 有下列情形之一的，不得申报：…."""
_SECTIONS = (Kind.CHAPTER, Kind.SECTION, Kind.HAN, Kind.ARTICLE, Kind.LABEL, Kind.HEADING)


@dataclass(slots=True)
class Builder:
    """The open nodes, outermost first; ``base`` of them stay open (an attachment keeps what follows)."""

    text: str
    stack: list[Node]
    repeated: frozenset[str]
    base: int = 1
    left: list[Node] = field(default_factory=list)

    def place(self, node: Node, *, closing: bool = False) -> None:
        """Hang a node where it belongs and make it the open one; the document's closing words hang below no point."""
        if closing:
            del self.stack[self.base :]
        if self._is_told(self.stack[-1], node.kind):
            self.stack.pop()
        if node.kind is Kind.TEXT or (node.kind is Kind.HEADING and self._is_value()):
            self._leave_list(whole=_OF_ALL_POINTS.match(self.text, node.body.start) is not None)
            self._leave_points(node)
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
            if node.kind is Kind.BULLET and len(node.heading):
                self._leave_list()
            self._to_sibling(node)
        self._hang(node)
        self.stack.append(node)

    def _is_told(self, last: Node, kind: Kind) -> bool:
        """Whether what follows a mere fact is no part of it: 发布时间 above its day, 申报时间：… above 一、."""
        if last.topic is Topic.METADATA:
            return bool(last.children) and kind is not Kind.TEXT
        days = last.topic is Topic.WINDOW and last.kind is Kind.LABEL and len(last.body) > 0
        return days and kind is Kind.HAN and self.text[last.body.end - 1] != "："

    def _leave_list(self, *, whole: bool = False) -> None:
        """A paragraph after the points of a list belongs to the passage that announced them; one that speaks of the whole list stands outside it."""
        while len(self.stack) > self.base + (0 if whole else 1) and self._is_point(self.stack[-1]):
            self.stack.pop()

    def _leave_points(self, node: Node) -> None:
        """Close the last of several untitled points: a list of who is shut out stands beside all of them."""
        if not _SHUTS_OUT.match(self.text, node.body.start):
            return
        while len(self.stack) > self.base and (last := self.stack[-1]).kind not in _SECTIONS and last.number > 1:
            if len(last.heading) and self.text[last.heading.end - 1] not in "。；":
                return
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
        self.left = self.stack[self.base :] if node.topic in _OF_A_POINT else []
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
        if len(node.body) or node.label in self.repeated or self._in_point():
            self._under_title()
        elif self._in_section():
            self._beside_labels()
        else:
            del self.stack[self.base :]
        return True

    def _in_point(self) -> bool:
        """Whether a label before it stands in a titled point that is still open: （一）带徒补贴 | 补贴对象：… | 补贴条件：①…."""
        opened = next((one for one in self.stack[self.base :] if one.kind is Kind.LABEL), None)
        above = opened.parent if opened is not None else None
        return above is not None and above.kind is Kind.HAN_PAREN and self._is_block(above)

    def _in_section(self) -> bool:
        """Whether the open section has a heading, so that a label without a value is one of its parts."""
        return any(
            above.kind is Kind.HAN and len(above.heading) and not self._in_card(above)
            for above in self.stack[self.base :]
        )

    @staticmethod
    def _in_card(section: Node) -> bool:
        """Whether a section stands below one of a card's labels: 服务对象 | … | 服务内容 | 一、…, behind which 条件要求 is the next label."""
        label = section.parent
        if label is None or label.kind is not Kind.LABEL or label.parent is None or len(label.body):
            return False
        return any(one.kind is Kind.LABEL for one in label.parent.children if one is not label)

    def _beside_labels(self) -> None:
        """Close what the label before holds, or all below the section."""
        at = next(at for at, above in enumerate(self.stack) if above.kind is Kind.HAN and at >= self.base)
        blocks = [low for low in range(at + 1, len(self.stack)) if self._is_block(self.stack[low])]
        del self.stack[max(blocks, default=at) + 1 :]

    def _is_block(self, node: Node) -> bool:
        """Whether a point is but a title, whose parts the labels behind it are: （一）设备补助 | 申报条件： | 1.…."""
        titled = len(node.heading) > 0 and not len(node.body) and node.kind not in _SECTIONS
        titled = titled and self.text[node.heading.end - 1] not in "。；："
        return titled and (not node.children or node.children[0].kind is Kind.LABEL)

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

    def _resumed(self, node: Node) -> None:
        """Hang a bare heading below the point that it stands in, once the next point tells that the list goes on.

        1、… | 享受条件 | （一）… | 2、…: the heading and what is below it belong to the first point.
        """
        at = next((at for at, one in enumerate(self.left) if one.kind is node.kind), None)
        heading = self.stack[self.base] if len(self.stack) > self.base else None
        if at is None or heading is None or self.left[at].number + 1 != node.number:
            return
        if heading.kind is not Kind.HEADING or any(one.kind is node.kind for one in heading.walk()):
            return
        above = self.stack[self.base - 1].children
        begun = next(place for place, one in enumerate(above) if one is self.left[0])
        for one in above[begun + 1 :]:
            one.parent = self.left[at]
        self.left[at].children += above[begun + 1 :]
        del above[begun + 1 :]
        self.stack[self.base :] = [*self.left[: at + 1], heading]
        self.left = []

    def _to_sibling(self, node: Node) -> None:
        if self.left and node.number > 1:
            self._resumed(node)
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


def closing_words(text: str, nodes: list[Node]) -> int:
    """From which node on the paragraphs behind the last of the marked points speak of the whole document."""
    marked = max((at for at, node in enumerate(nodes) if node.kind is not Kind.TEXT), default=len(nodes))
    behind = range(marked + 1, len(nodes))
    return next((at for at in behind if _OF_THE_WHOLE.match(text, nodes[at].body.start)), len(nodes))


def close(node: Node, end: int) -> None:
    """Stretch every node to where the next begins."""
    for child, following in zip(node.children, [*node.children[1:], None], strict=False):
        close(child, following.span.start if following else end)
    node.span = Span(node.span.start, end)


__all__ = ["Builder", "close", "closing_words"]
