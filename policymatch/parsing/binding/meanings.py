"""Whom a document serves, told in steps: 见习人员是指A和B; 本办法中A指…; C参照关于A的规定执行."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.immutable import immutable
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.requirements import Clause, Group, Requirement
from policymatch.parsing.text.sentences import trimmed
from policymatch.spans import Span

_MEANS = Seldom(
    r"(?<=[。；\n])\s*(?:第[一二三四五六七八九十百]{1,5}条\s*)?(?:本|该)(?:政策|办法|措施|若干措施|意见|细则|实施细则|规定|方案|通知|指南)(?:中|内)(?:的|所称|所指)?"
    r"(?P<term>[^，。；“”\n]{4,24}?)(?:是指|指|是)(?P<said>[^。；\n]{8,})"
)
_LIKEWISE = Seldom(
    r"[。；\n](?P<who>[^，。；\n]{4,40}?(?:毕业生|人员|劳动者|学生|青年|企业|单位|机构|组织|个体工商户|农户)[^，。；\n]{0,8})，?"
    r"(?:可)?参照(?:本(?:办法|政策|措施|细则|规定|意见|通知)(?:中)?)?(?:关于|有关|对)?(?P<whom>[^，。；\n]{2,16}?)的?(?:相关|有关)?(?:规定|政策|标准)执行"
)
_PERSONS = re.compile(r"(?P<stem>.*?)(?:人员|学员|对象|者|生)")
_AND = re.compile(r"(?:、|以及|和|及|与|或者?)(?![^（]*）)")
_SIGN = re.compile(r"[（）()\-—–~、，“”]")
_ALIKE = 0.8
"""Share of its pairs of characters in which a word that is explained stands in other words."""


@immutable
class Meanings:
    """What a document says of its own words.

    Args:
        meant: words and what they mean.
        likewise: who is treated as whom.
    """

    meant: tuple[tuple[str, Span], ...]
    likewise: tuple[tuple[Span, str], ...]


def meanings_of(text: str) -> Meanings:
    """Every such sentence of a document."""
    meant = [(found["term"], trimmed(text, Span(*found.span("said")))) for found in _MEANS.finditer(text)]
    likewise = [(Span(*found.span("who")), found["whom"]) for found in _LIKEWISE.finditer(text)]
    return Meanings(tuple(meant), tuple(likewise))


def in_steps(text: str, said: Span, meanings: Meanings) -> Requirement | None:
    """Kinds of people named in a row, each with what the document says of it; None where it says nothing of any."""
    kinds = [_explained(text, kind, meanings) for kind in _row(text, said)]
    if not any(isinstance(kind, Group) for kind in kinds):
        return None
    return kinds[0] if len(kinds) == 1 else Group("any", tuple(kinds))


def _row(text: str, said: Span) -> list[Span]:
    stops = list(_AND.finditer(said.of(text)))
    starts = [said.start, *(said.start + stop.end() for stop in stops)]
    ends = [*(said.start + stop.start() for stop in stops), said.end]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True) if end > start]


def _explained(text: str, kind: Span, meanings: Meanings) -> Requirement:
    words = kind.of(text)
    told = [said for term, said in meanings.meant if _alike(term, words) and not said.overlaps(kind)]
    short = [_without_noun(text, said, words) for said in told]
    again = all(len(one) < len(said) for one, said in zip(short, told, strict=True))
    named = Clause(kind, subject=again, verbatim=not again)
    beside = [Clause(who, subject=True) for who, whom in meanings.likewise if whom in words and not who.overlaps(kind)]
    who: Requirement = Group("any", (named, *beside)) if beside else named
    return Group("all", (who, *(Clause(one, subject=not again) for one in short))) if told else who


def _without_noun(text: str, said: Span, kind: str) -> Span:
    """What is said of a kind, without the noun that only names it again (…进行未就业登记的高校毕业生)."""
    before, _, noun = said.of(text).rpartition("的")
    return Span(said.start, said.start + len(before)) if len(before) > 4 and noun in kind else said


def _alike(term: str, words: str) -> bool:
    one, other = _SIGN.sub("", term), _SIGN.sub("", words)
    pairs = {one[at : at + 2] for at in range(len(one) - 1)}
    return bool(pairs) and sum(pair in other for pair in pairs) >= _ALIKE * len(pairs)


def serves(text: str, draft: Draft, term: str) -> bool:
    """Whether an item's own words speak of the people of a term, by whatever name: 见习人员, 见习者, 见习学员.

    Those only counted (接收见习人员50人以上) are no matter of whom the item serves.
    """
    stem = _PERSONS.fullmatch(term)
    if draft.name or stem is None or len(stem["stem"]) < 2:
        return False
    named = re.compile(
        rf"(?:(?:^|[，。；]|[向为给对])(?:{re.escape(stem['stem'])}|{re.escape(stem['stem'][-2:])})|(?:留用|招用|录用|吸纳|聘用){re.escape(stem['stem'][-2:])})(?:人员|学员|对象|者|生)(?![^，。；]{{0,12}}(?:率|人数|数量|比例))"
    )
    return any(named.search(clause.span.of(text)) for clause in draft.told())
