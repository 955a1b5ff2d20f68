"""A rate told first and its ceilings case by case: 按投资额的10%给予补助，投资500万元以下的，最高30万元；500万元以上的，最高50万元.

Each case is a grant of its own: the rate, its ceiling, and whom the sentence is for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policymatch.parsing.assembling.rungs import is_bare
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.grants import CEILING
from policymatch.parsing.drafting.phrase import AMOUNT, Phrase, Role
from policymatch.parsing.structure.requirements import Clause, clauses, lent
from policymatch.parsing.text.sentences import trimmed
from policymatch.spans import Span

if TYPE_CHECKING:
    from policymatch.parsing.drafting.segments import Segment

_CASE = re.compile(
    r"\d[^，。；]*?(?:以[上下内]|[—\-~～至到]\d)|(?:达到?|超过?|不低于|不少于|不足|不满|突破|[高低大小少多]于)[^，。；]{0,6}\d"
)
_CEILING = re.compile(
    rf"(?:对?(?:每[个家场次项人年户]|单[个家项场]|同一)?[^，。；\d%]{{0,12}})(?:最高|不超过|上限|封顶|限额)[^，。；\d%]{{0,10}}{AMOUNT}[^，。；\d%]{{0,8}}"
)


def with_case_ceilings(text: str, read: list[Phrase]) -> list[Phrase]:
    """The phrases, where a ceiling behind a case of its own is an offer: 按50%给予补助，参会企业30至59家的，每场最高2万元."""
    offered = next((at for at, phrase in enumerate(read) if phrase.role is Role.OFFER), None)
    if offered is None or not _is_rate(read[offered].span.of(text)):
        return read
    return [
        Phrase(phrase.span, Role.OFFER, phrase.span.start, bare=True)
        if at > offered + 1 and _is_ceiling_of_case(text, read[at - 1], phrase)
        else phrase
        for at, phrase in enumerate(read)
    ]


def _is_ceiling_of_case(text: str, case: Phrase, phrase: Phrase) -> bool:
    return (
        phrase.role is Role.MONEY
        and case.role is Role.CONDITION
        and _CASE.search(case.span.of(text)) is not None
        and "%" not in phrase.span.of(text)
        and _CEILING.fullmatch(phrase.span.of(text)) is not None
    )


def _is_rate(words: str) -> bool:
    """Whether money is told as a share without a ceiling."""
    return "%" in words and "元" not in words


def capped(text: str, drafts: list[Draft], own: Sequence[Span], segment: Segment) -> Draft | None:
    """The grant of a case that only has a ceiling: at the rate before it, which stands for no grant of its own then.

    None where the segment is something else; the rate's own draft leaves ``drafts`` with the first of its cases.
    """
    last = drafts[-1] if drafts else None
    if last is None or segment.sentence - last.sentence > 1 or not own or not _CASE.search(own[-1].of(text)):
        return None
    if "%" in (given := segment.benefit.of(text).rstrip("，。；")) or _CEILING.fullmatch(given) is None:
        return None
    plain = last.base is None and not last.grades and all(_is_rate(span.of(text)) for span in last.benefits)
    base = last if plain else last.base
    if base is None:
        return None
    like = _measure(text, last)
    made = Draft(
        last.node,
        base.anchor if plain else segment.span,
        own=[Clause(span, like=like if is_bare(span.of(text)) else None) for span in own],
        context=[*base.context, *(lent(one) for one in base.own)],
        benefits=[*base.benefits, segment.benefit],
        passage=[*(base.passage if plain else []), segment.span],
        sentence=segment.sentence,
        stated=True,
        base=base,
    )
    if plain:
        drafts.pop()
    return made


_OF_A_SORT = (
    r"(?![^，；、]*(?:单[个家项次]|每[年个家次]|同一|累计|合计|全年|年度))[^，。；：、\d%]{2,16}"
    rf"(?:最高|不超过|上限)[^，。；\d%]{{0,8}}{AMOUNT}[^，。；\d%]{{0,6}}"
)
_CEILINGS_OF_SORTS = re.compile(rf"(?:其中，?)?{_OF_A_SORT}(?:[，、；]{_OF_A_SORT})+")


def only_ceilings(text: str, last: Draft, segment: Segment) -> bool:
    """Whether a sentence only bounds the sums before it: 单户补贴总额不超过…; at the rate before, 景区最高50万元，民宿最高20万元."""
    if CEILING.match(segment.span.of(text)):
        return True
    near = 0 <= segment.sentence - last.sentence <= 1
    if not near or not last.benefits or not all(_is_rate(span.of(text)) for span in last.benefits):
        return False
    return _CEILINGS_OF_SORTS.fullmatch(trimmed(text, segment.span).of(text)) is not None


_COST = re.compile(r"[^，。；：\d的]{2,14}?(?:费用?|支出|成本|制作|购置)")


def say_what_for(text: str, draft: Draft, label: Span) -> None:
    """Give a draft the label of its line where nothing else says what it is for.

    产品认证：最高支持比例50%; 境外投标：标书购置费最高支持50%，…；设计费最高支持70%: costs of which each has its share name no applicant.
    """
    said = [clause.span for one in draft.own for clause in clauses(one)]
    costs = len(draft.passage) > 1 and bool(said) and all(_COST.fullmatch(span.of(text)) for span in said)
    if not draft.grades and not draft.context and (not said or costs):
        draft.own = [Clause(label, subject=True)]
    elif draft.base is not None and not draft.context:
        draft.context = [Clause(label, subject=True)]


def _measure(text: str, last: Draft) -> Span | None:
    """The limit before a bare one, which says what is measured."""
    told = [clause for one in last.own for clause in clauses(one) if _CASE.search(clause.span.of(text))]
    return (told[-1].like or told[-1].span) if told else None


__all__ = ["capped", "only_ceilings", "say_what_for", "with_case_ceilings"]
