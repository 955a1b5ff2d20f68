"""An item in the making: what grants it, under which requirements, and where its money stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policymatch.parsing.assembling.rungs import in_one_unit, is_bare, same_measure
from policymatch.parsing.drafting.gradewords import FAMILIES, NUMERIC
from policymatch.parsing.drafting.phrase import MONEY
from policymatch.parsing.structure.outline import Node
from policymatch.parsing.structure.requirements import Clause, Group, Requirement, clauses
from policymatch.spans import Span

if TYPE_CHECKING:
    from policymatch.parsing.drafting.segments import Segment


@dataclass(slots=True, eq=False)
class Draft:
    """An item in the making.

    Args:
        node: the passage that grants it.
        anchor: where that begins.
        own: its own requirements.
        context: requirements it takes over from lead-ins and from the grant before it.
        grades: further alternatives of who may claim it, each with conditions of its own.
        levels: levels told apart from what they are levels of (国家级、省级分别给予…).
        further: levels told with their sums behind what is named at one of them (国家级…奖励100万元，省级50万元).
        benefits: stretches about its money.
        passage: every stretch that speaks of it alone.
        name: what it recognises, where it is a recognition.
        again: it adds to the grant before it (再给予…).
        title: what to call it; empty where its words make its name.
        base: the grant whose rate it shares, where it tells a ceiling alone.
        meant: a name for whom the document tells by conditions, so that nobody confers it.
        holds: where it says that it is for those whom the document recognises.
        loan: whose loan it is (person, firm), where loans are told kind by kind; empty otherwise.
    """

    node: Node
    anchor: Span
    own: list[Requirement] = field(default_factory=list)
    context: list[Requirement] = field(default_factory=list)
    grades: list[list[Requirement]] = field(default_factory=list)
    benefits: list[Span] = field(default_factory=list)
    passage: list[Span] = field(default_factory=list)
    materials: list[Span] = field(default_factory=list)
    windows: list[Span] = field(default_factory=list)
    levels: list[Span] = field(default_factory=list)
    further: list[Span] = field(default_factory=list)
    vague: bool = False
    stated: bool = False
    again: bool = False
    sentence: int = 0
    name: str = ""
    title: str = ""
    base: Draft | None = None
    meant: str = ""
    holds: Span | None = None
    loan: str = ""

    def requirements(self) -> list[Requirement]:
        """Context first, then its own."""
        own = self.own
        if self.grades:
            own = [Group("any", tuple(Group("all", tuple(grade)) for grade in [self.own, *self.grades] if grade))]
        return [*self.context, *own]

    def ask(self, *demands: Requirement) -> None:
        """Ask something of everybody who may claim it, whichever its grades are."""
        (self.context if self.grades else self.own).extend(demands)

    def told(self) -> Iterator[Clause]:
        """The single clauses of all its requirements."""
        return clauses(*self.requirements())

    def tells(self, span: Span) -> bool:
        """Whether one of its requirements shares words with a stretch."""
        return any(span.overlaps(clause.span) for clause in self.told())

    def words(self, text: str) -> list[str]:
        """What it says and gives, stretch by stretch."""
        return [span.of(text) for span in (self.anchor, *self.passage, *self.benefits)]

    def titles(self, text: str) -> list[str]:
        """The headings that it stands under and that name something, the nearest first."""
        above = self.node.upwards()
        return [node.heading.of(text).strip("。：") for node in above if len(node.heading) and node.topic is None]

    def says(self, text: str, name: str) -> bool:
        """Whether its words, what it asks in its own passage, or its titles have a name."""
        own = (clause.span.of(text) for clause in self.told() if self.node.span.contains(clause.span))
        return self.goes_by(text, name) or any(name in words for words in (*self.words(text), *own))

    def goes_by(self, text: str, name: str) -> bool:
        """Whether its titles have a name."""
        opening = _OPENING.match(text, self.node.body.start, self.node.body.end)
        return any(name in title for title in [*self.titles(text), *([opening[0]] if opening else ())])

    def names_sum(self, text: str) -> bool:
        """Whether its money is told as an amount, not by kind alone."""
        return any(MONEY.search(span.of(text)) for span in self.benefits)


def some_of(chosen: list[Draft], found: Sequence[Draft]) -> list[Draft] | None:
    """The supports chosen, where they are some of all and not all of them."""
    return chosen if 0 < len(chosen) < len(found) else None


_OPENING = re.compile(r"[^，。；：\d]{4,20}(?=。)")
"""A title that stands in the same line as what it is the title of: 支持海外注册。新获得…."""


def take_over(first: Draft, second: Draft) -> None:
    """The amounts and conditions of the second part belong to the first."""
    first.own += [one for one in second.own if one not in first.own]
    first.benefits = list(second.benefits)
    first.passage += second.passage
    first.grades += second.grades
    first.vague, first.stated = False, second.stated


_GIVEN = re.compile(
    "(?:当年度?|本年度?|年度|年内|上年度?|首次|新|成功)*(?:被|经)?(?:获得|取得|通过|获评|获批|认定为?|评定为|入选|评为|列入|晋升为|创成|创建(?:成|为))(?!贷款|融资|授信|投资)"
)


_DEED = 2
"""Characters that name what is done: 招用, 购买, 引进."""


_DEEDS = re.compile(
    r"(?:成功|新|首次|自主|独立)*(?:完成|新?建[设成立造]|新建|设立|开[展设办]|参[加与]|举办|承[办担接]|引进|购[买置]|租[赁用]|制定|改[造建]|实施|使用|聘[请用]|投保|发行|入驻|迁入|研发|创作|拍摄|出版|打造|投资"
    r"|向[^，。；、]{2,16}(?:提交|报送|备案|申请)|在[^，。；]{2,16}(?:上市|挂牌))(?:[^，。；的]{2,}|(?<=上市)|(?<=挂牌))"
    r"的(?:企业|单位|机构|主体|公司|组织|个人)?"
)
"""What an applicant does, with what it does it to."""


def same_deed(text: str, first: Draft, second: Draft) -> bool:
    """Whether two grants are for two deeds, neither of which asks for the other: 招用甲的企业，…；招用乙的，…."""
    opening = [one.span for draft in (first, second) for one in draft.own[:1] if isinstance(one, Clause)]
    if len(opening) != 2:
        return False
    told = [span.of(text) + "的" * text.startswith("的", span.end) for span in opening]
    if len(first.own) == len(second.own) == 1 and all(_DEEDS.fullmatch(one) for one in told):
        return True
    deeds = [one[:_DEED] for one in told]
    return deeds[0] == deeds[1] or all(_GIVEN.match(text, span.start) for span in opening)


def is_other_sort(text: str, last: Draft, draft: Draft) -> bool:
    """Whether two grants open with two sorts of one family of people: 博士研究生，40周岁以下，…；硕士研究生，35周岁以下，…."""
    opening = [one.span.of(text) for each in (last, draft) for one in each.own[:1] if isinstance(one, Clause)]
    return len(opening) == 2 and any(
        all(FAMILIES[name].search(words) for words in opening) for name in ("degree", "skill")
    )


def is_rung(text: str, draft: Draft, last: Draft) -> bool:
    """Whether all it asks is another limit of what the grant before limits: 参会企业30至59家的，…；参会企业60家以上的，…."""
    before = [clause.span.of(text) for one in last.own for clause in clauses(one)]
    said = [clause.span.of(text) for one in draft.own for clause in clauses(one)]
    return len(said) == 1 and any(same_measure(words, said[0]) for words in before)


def measured_before(text: str, drafts: Sequence[Draft], span: Span) -> Span | None:
    """The limit of the grant before that says what a bare one measures (达到5000万元的, …；达到1亿元的, …)."""
    if not drafts or not is_bare(span.of(text)):
        return None
    before = [one for one in drafts[-1].own if isinstance(one, Clause) and NUMERIC.search(one.span.of(text))]
    alike = [one for one in before if in_one_unit(one.span.of(text), span.of(text))]
    return next((one.like or one.span for one in [*alike, *before]), None)


_OTHER = re.compile(r"^(?:在|通过|以|对|属于)?[^，。；]{0,12}?其[他它余]")
_TAIL = 2
"""Characters that two cases of one deed end in alike: 在美国获得授权, 在其他国家获得授权."""


def add_other_case(text: str, draft: Draft, said: list[Span]) -> None:
    """Let in the case that a grade sets against one of the grant before: 在甲地开设首店的，…；在其他区域开设首店的，…."""
    if len(said) != 1 or not _OTHER.match(words := said[0].of(text)):
        return
    asked = draft.grades[-1] if draft.grades else draft.own
    for at, one in reversed(list(enumerate(asked))):
        cases = one.members if isinstance(one, Group) and one.joiner == "any" else (one,)
        known = [case.span.of(text) for case in cases if isinstance(case, Clause) and not case.negated]
        if len(known) == len(cases) and any(_ends_alike(case, words) for case in known):
            asked[at] = Group("any", (*cases, Clause(said[0])))
            return


def _ends_alike(known: str, words: str) -> bool:
    """Whether two cases end in the same words, and the first says no more than its case: 在本区注册的规上企业 is two things."""
    known, words = known.rstrip("的"), words.rstrip("的")
    return known[-_TAIL:] == words[-_TAIL:] and "的" not in known and known not in words


def let_in(draft: Draft, before: Segment | None, segment: Segment, own: list[Span]) -> bool:
    """Whether rows of sums go on (国家级基地50万元、园区30万元；省级基地…); their sorts are then let in beside those before."""
    if own or before is None or not before.options or before.sentence != segment.sentence:
        return False
    for at, one in enumerate(draft.context):
        if isinstance(one, Group) and one.joiner == "any" and next(clauses(one)).span == before.options[0]:
            draft.context[at] = Group("any", (*one.members, *(Clause(option) for option in segment.options)))
            segment.options = [*before.options, *segment.options]
            return True
    return False


_UP_TO_SO_MANY = re.compile(
    r"(?P<who>[^，。；\d]{0,16}?)(?:招用|(?:吸纳|新增|带动)(?:就业)?|安置|录用)?\d+[人名家件户](?:（含）)?以[下内]的?"
)


def go_on_counting(text: str, draft: Draft) -> None:
    """A further sum for those above a count lifts the limit that the first was for: 招用3人以下的按每人…；4人以上的每增加1人…."""
    kept: list[Requirement] = []
    for one in draft.own:
        counted = _UP_TO_SO_MANY.fullmatch(one.span.of(text)) if isinstance(one, Clause) else None
        if counted is None or not isinstance(one, Clause):
            kept.append(one)
        elif len(counted["who"]) > 1:
            kept.append(Clause(Span(one.span.start, one.span.start + len(counted["who"])), subject=True))
    draft.own = kept


def had(drafts: Sequence[Draft]) -> list[Requirement]:
    """What those meet who have what stands last: any of the rungs, where a sentence told several."""
    last = drafts[-1]
    rungs = [one for one in drafts if one.own and one.sentence == last.sentence]
    if len(rungs) < 2:
        return [*last.context, *last.own]
    return [*rungs[0].context, Group("any", tuple(Group("all", tuple(one.own)) for one in rungs))]


_MEASURED = re.compile(r"(?P<what>[一-龥]{2})(?:累计|合计|已|达到?|超过?|不[低少]于|[高大多]于|满|在)*\d")


def measures_anew(text: str, words: str, last: Draft) -> bool:
    """Whether what is measured is nothing that the grant before measures: a further case of it, no tier of its own."""
    told = "".join(clause.span.of(text) for clause in last.told())
    return all(found["what"] not in told for found in _MEASURED.finditer(words))
