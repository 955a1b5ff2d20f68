"""What binds applicants where a document speaks of its procedure: 申报与审核：申报单位应具备以下条件：…; 失信企业不予支持."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.parsing.binding.barred import EXCLUDES, barred, from_record, is_paid, is_record
from policymatch.parsing.binding.terms import WHO
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.requirements import Clause
from policymatch.parsing.text.asides import is_procedural
from policymatch.parsing.text.sentences import parts, sentences
from policymatch.spans import Span

_ANNOUNCES = re.compile(
    rf"(?:申[请报领]|享受)?[^。；，：]{{0,30}}?{WHO}，?(?:应当?|须|需|必须)(?:同时|均)?(?:符合|满足|具备)[^。；：]{{0,20}}：$"
)


def announced_in(text: str, procedure: Node) -> Iterator[Node]:
    """The points of a procedure that announce a list of what all applicants must meet, or of who stays out."""
    for node in procedure.walk():
        points = [child for child in node.children if child.kind is not Kind.TEXT]
        words = (node.body if len(node.body) else node.heading).of(text).strip()
        if not points or not words.endswith("："):
            continue
        said = [words, *(point.span.of(text) for point in points)]
        if _ANNOUNCES.search(words) or (EXCLUDES.search(words) and any(is_record(words + one) for one in said[1:])):
            yield node


def shut_out_in_passing(text: str, root: Node) -> Iterator[Clause]:
    """Who is shut out by his record, or by what he has had, in sentences of their own among procedure."""
    for section in _procedure(root):
        for node in section.walk():
            body = node.body if len(node.body) else node.heading
            if EXCLUDES.search(text, body.start, body.end) is not None:
                for sentence in sentences(text, body):
                    yield from (one for part in parts(text, sentence) for one in _shut_out(text, part))


def _procedure(root: Node) -> Iterator[Node]:
    for child in root.children:
        if child.topic is Topic.PROCEDURE:
            yield child
        elif child.topic is None or child.topic is Topic.ORGANISATION:
            yield from _procedure(child)


def _shut_out(text: str, part: Span) -> Iterator[Clause]:
    told = from_record(text, part)
    if told is None and EXCLUDES.search(words := part.of(text)) and is_paid(words) and not is_procedural(words):
        told = part
    if told is not None:
        yield from (one for one in barred(text, told) if isinstance(one, Clause))


__all__ = ["announced_in", "shut_out_in_passing"]
