"""What a document attaches: policies of their own, which a notice passes on, beside forms and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Node
from policymatch.parsing.structure.requirements import Requirement, clauses

_POLICY = re.compile(
    r"(?:办法|措施|细则|政策|方案|意见|规定|指南|规则|规程|要点|若干条|[一二三四五六七八九十\d]+条)(?:（[^（）]*）)?[》”]?$"
)
_FORM = re.compile(r"(?:表|书|清单|模[板版]|样[式本]|格式|目录|名单|台账|提纲|函|流程图?|说明)(?:（[^（）]*）)?[》”]?$")
_TITLE_LINES = 3


def is_policy(text: str, attached: Node) -> bool:
    """Whether an attachment is a policy by its title, which stands beside the word 附件 or in the lines below it."""
    lines = [attached, *attached.children[:_TITLE_LINES]]
    for line in lines:
        words = line.opening.of(text).strip(" ：。")
        if _FORM.search(words):
            return False
        if _POLICY.search(words) and "，" not in words:
            return True
    return False


_LISTED = re.compile(r"附件\s*[：:]\s*1[.．、][^\n]*\n(?:\s*\d{1,2}[.．、][^\n]*\n)*\s*\d{1,2}[.．、]\s*$")
_FAR = 240
"""Characters within which the list of what is attached begins."""


def is_listed(text: str, node: Node) -> bool:
    """Whether a node is a line of the list of what is attached: 附件：1.申报表 | 2.承诺书."""
    start = node.heading.start if len(node.heading) else node.body.start
    return node.number > 1 and _LISTED.search(text, max(0, start - _FAR), start) is not None


class Attachments:
    """The attachments that hold items: what stands in one binds none outside it.

    Args:
        root: the outline.
        drafts: the items.
    """

    def __init__(self, root: Node, drafts: Iterable[Draft]) -> None:
        starts = [draft.anchor.start for draft in drafts]
        attached = (node.span for node in root.children if node.topic is Topic.ATTACHMENT)
        self._held = [span for span in attached if any(span.start <= start < span.end for start in starts)]

    def holds(self, node: Node) -> bool:
        """Whether a node is an attachment with items."""
        return node.span in self._held

    def binds(self, requirement: Requirement, draft: Draft) -> bool:
        """Whether a requirement speaks for an item too."""
        first = next(iter(clauses(requirement)), None)
        if first is None:
            return True
        around = next((span for span in self._held if span.contains(first.span)), None)
        return around is None or around.start <= draft.anchor.start < around.end
