"""Points of a list that some supports alone are asked, by their numbers: 申请甲奖励的，须符合第1项至第3项; 第4项仅适用于乙补贴."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policymatch.parsing.binding.spared import Spared
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.naming import named_in, opening_of
from policymatch.parsing.drafting.places import WHERE, numbers_of
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Node
from policymatch.parsing.text.sentences import parts, sentences, trimmed, unmarked
from policymatch.spans import Span

_OF = r"(?:中|内)?(?:所列|所述|所规定|规定|明确)?的?(?:各项|相关|有关)?(?:条件|要求|规定)?的?"
FREE = re.compile(
    rf"(?:可以?|均|则|一律)*(?:不受|不适用|不要求|免于|(?:可不|无需|无须|不需要?|不必)(?:再)?|不)(?:符合|满足|具备|受)?(?P<where>{WHERE}){_OF}"
    r"(?:限制|约束|制约)?[。；]?"
)
_BUT = re.compile(
    rf"除(?:不适用|不受|不要求)?(?P<where>{WHERE}){_OF}(?:限制)?(?:之?外|以外)，?(?:均|还|都|应当?|须|需|必须|要)*(?:同时)?(?:符合|满足|具备)?"
    r"(?:上述|以上|前述)?(?:其[他它余])?(?:各项|全部|所有)?(?:条件|要求)?(?:即可)?[。；]?"
)
_MEETS = re.compile(
    rf"(?:[只仅]?(?:还|均|都|应当?|须|需要?|必须|要)*(?:同时)?(?:符合|满足|具备))?(?P<where>{WHERE}){_OF}(?:即可(?:申[请报])?|方可申[请报])?[。；]?"
)
_ONLY_FOR = re.compile(
    rf"(?:其中，?|但)*(?P<where>{WHERE}){_OF}，?(?:[仅只](?:适用于?|针对|面向|限于?)|适用于?|限于|针对)(?P<who>[^，。；：]{{2,30}}?)[。；]?"
)
_NEXT = re.compile("，(?=申[请报领]|享受)")
_ASKS = (Topic.ELIGIBILITY, Topic.SUBJECT)


def find_by_number(text: str, root: Node, drafts: Sequence[Draft]) -> list[Spared]:
    """The points that a sentence below or among them asks of some supports alone, and the sentence itself."""
    if len(drafts) < 2 or not _CITES.search(text):
        return []
    return [
        one
        for node, sentence in asking_sentences(text, root)
        if _CITES.search(text, sentence.start, sentence.end)
        for one in _told(text, node, sentence, drafts)
    ]


def asking_sentences(text: str, root: Node) -> Iterator[tuple[Node, Span]]:
    """The sentences of the sections on who may apply, each with the node that it stands in."""
    for node in root.walk():
        if node.inherited_topic() in _ASKS:
            for words in (node.heading, node.body):  # a short point is read as a heading
                yield from ((node, sentence) for sentence in sentences(text, words))


_CITES = re.compile("第[^，。；：]{1,6}[项条款点]")


def _told(text: str, node: Node, sentence: Span, drafts: Sequence[Draft]) -> Iterator[Spared]:
    for part in parts(text, sentence):
        at = part.start
        for sign in [*_NEXT.finditer(text, part.start, part.end), None]:
            end = sign.start() if sign is not None else part.end
            piece = unmarked(text, trimmed(text, Span(at, end)))
            at = end + 1
            if (spared := _by_number(text, node, piece, list(drafts))) is not None:
                yield from spared
                yield Spared(piece, frozenset(drafts))


def _by_number(text: str, node: Node, piece: Span, drafts: list[Draft]) -> list[Spared] | None:
    """The points that do not bind some of the supports; None where the piece says nothing of the kind."""
    if (only := _ONLY_FOR.fullmatch(text, piece.start, piece.end)) is not None:
        named = named_in(text, only["who"], drafts)
        cited, _ = points_at(node, only["where"])
        others = frozenset(draft for draft in drafts if draft not in named)
        return [Spared(one.span, others) for one in cited] if cited and 0 < len(others) < len(drafts) else None
    opened = opening_of(text, piece, drafts)
    if opened is None:
        return None
    free = frozenset(opened[0])
    for pattern in (FREE, _BUT):
        excused = pattern.fullmatch(text, opened[1], piece.end)
        if excused is not None and (cited := points_at(node, excused["where"])[0]):
            return [Spared(one.span, free) for one in cited]
    met = _MEETS.fullmatch(text, opened[1], piece.end)
    cited, others_ = points_at(node, met["where"]) if met is not None else ([], [])
    return [Spared(one.span, free) for one in others_] if cited else None


def points_at(node: Node, where: str) -> tuple[list[Node], list[Node]]:
    """The points of the nearest list with the numbers cited, and its other points but the one that cites them."""
    numbers = numbers_of(where)
    inside: Node | None = node
    while inside is not None:
        listed = [one for one in inside.children if one.number and one is not node]
        cited = [one for one in listed if one.number in numbers]
        if len(cited) == len(numbers) > 0:
            return cited, [one for one in listed if one not in cited]
        inside = inside.parent
    return [], []


__all__ = ["FREE", "asking_sentences", "find_by_number", "points_at"]
