"""Once only (同一商会只能享受一次, 同一项目限每年申报一次): told beside the supports that it bounds, in a sentence of its own."""

from __future__ import annotations

from policymatch.parsing.binding.terms import UNREAD
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.requirements import Clause
from policymatch.parsing.text.stretches import Stretches
from policymatch.spans import Span

_ONCE = Seldom(
    r"[。；，：\n） ](?P<said>(?:同一|每[家个人户名项]|单个|一[家个])[^，。；：（）\n]{0,20}?(?:只能|只可|仅能|仅可|仅限|限|最多|只)[^，。；（）\n]{0,10}"
    r"(?:享受|申[请报领]|获得?)[^，。；（）\n]{0,8}?(?:一|1)[次项][^，。；：（）\n]{0,14})"
)


def add_once(text: str, root: Node, drafts: list[Draft]) -> None:
    """Give the drafts what bounds them to once, where no demand of theirs says so already."""
    if not drafts or _ONCE.search(text) is None:
        return
    said = Stretches((clause.span, draft) for draft in drafts for clause in draft.told())
    for node in root.walk():
        if node.inherited_topic() in UNREAD:
            continue
        said_here = node.body if len(node.body) else node.heading
        for found in _ONCE.finditer(text, max(0, said_here.start - 1), said_here.end):
            span = Span(*found.span("said"))
            if not said.touch(span):
                for draft in _bound(node, span, drafts):
                    draft.ask(Clause(span))


def _bound(node: Node, span: Span, drafts: list[Draft]) -> list[Draft]:
    """The drafts whose passage the words stand in; else those of the points beside them, else those above."""
    inside = [draft for draft in drafts if any(passage.overlaps(span) for passage in draft.passage)]
    while not inside and node.parent is not None and node.kind is not Kind.ROOT:
        node = node.parent
        inside = [draft for draft in drafts if node.span.contains(draft.anchor)]
    return inside
