"""Segments of one passage joined into items: grades, steps and standards with the grant they belong to."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.behind import MAY_HAVE_SEVERAL, ask, behind_ceiling, bounds_several
from policymatch.parsing.drafting.capping import capped, only_ceilings
from policymatch.parsing.drafting.drafts import (
    Draft,
    add_other_case,
    go_on_counting,
    had,
    is_other_sort,
    is_rung,
    let_in,
    measured_before,
    measures_anew,
)
from policymatch.parsing.drafting.furthergrades import has_money, is_grade, is_sort_beside, raises
from policymatch.parsing.drafting.goals import before_purpose, named_in_full, urges
from policymatch.parsing.drafting.gradewords import ELSE, FURTHER_LEVEL, HALVED, NUMERIC, PURE_LEVEL, STEP, is_level
from policymatch.parsing.drafting.headed import GOALS, headed, listed_under, needs_goal, title_of, titled
from policymatch.parsing.drafting.remarks import (
    ANEW,
    LIMITS_TAKER,
    PREFERRED,
    SLOGAN,
    bound_by,
    grants_nothing,
    led,
    left_out,
    opens_line,
    read_demand,
    whose,
)
from policymatch.parsing.drafting.segment_words import FURTHER, HEADCOUNT, INTENSIVE
from policymatch.parsing.drafting.segments import Segment, read_segments
from policymatch.parsing.drafting.stated import stated
from policymatch.parsing.drafting.subjects import ask_of_all, brought_in, has_subject, names_aforesaid, taken_over
from policymatch.parsing.drafting.sums import (
    DIFFERENCE,
    IN_INSTALMENTS,
    INSTALMENT,
    ON_TOP,
    besides,
    by_year,
    gives_another,
)
from policymatch.parsing.drafting.whowords import IDLE_CONDITION, OF_ALL_ABOVE, WHO
from policymatch.parsing.stacking import is_stacking
from policymatch.parsing.structure.outline import Node
from policymatch.parsing.structure.requirements import Clause, Group, Requirement, lent
from policymatch.parsing.structure.tiers import tiers_behind
from policymatch.parsing.text.sentences import parts, sentences, trimmed
from policymatch.spans import Span

_ENUMERATED = 4
_FITS = re.compile("(?:其中，?)?符合[^，。；]{2,20}(?:条件|要求|规定)的，")
"""符合落户条件的，优先办理: those of the sentence before it."""
_SHARED = re.compile(r"夫妻双方|就高一方|^(?:[其剩][余他])?[以依][此次]类推，")
_STANDARD = re.compile(
    r"^(?:(?:具体)?(?:补[贴助]|奖励|资助|支持|扶持|贴息|贷款)?(?:标准|额度|期限|金额|比例)(?:为|是|按|：|最[高长多]|累计|一般|可|不超过)|首次申请|最后一次|该.{0,6}(?:补[助贴]|奖励|资金|资助|政策)|上述(?:补[助贴]|奖励|资金|资助|政策)|以上(?!企业|机构|单位|人员|项目|平台|园区))"
)
_BOUNDED = re.compile(  # 每个企业当年累计获得资金支持|最多不超过100万元: a ceiling over what was granted before
    r"^(?:每[个家户]|单[个家户]|同一|[一1]家?|各)[^，。；]{0,16}(?:企业|单位|项目|机构|主体|申请人|个人|年)[^，。；]{0,14}(?:获得?|享受|申请|得到)[^，。；]{0,16}(?:支持|资金|补[贴助]|奖励|资助|扶持)[^，。；]{0,6}$"
)
_RECOGNISED = re.compile(r"(?:认定|评定|命名|授予)为")
_ANNOUNCED = re.compile(r"(?:奖励|补[贴助]|资助|支持|扶持|贷款|配套|券|补偿|贴息|优惠)(?:政策)?$")
_SORT_OF_MONEY = re.compile(r"贴息|补贴|补助|奖励|资助|奖补|补偿|租金|贷款|配套")


class Merger:
    """Segments of one passage joined into items."""

    def __init__(self, text: str, node: Node, *, strict: bool = False, bare: bool = False) -> None:
        self.text, self.node = text, node
        self.strict, self.bare = strict, bare
        self.drafts: list[Draft] = []
        self.last: Segment | None = None
        self.pending: list[Requirement] = []
        self.led: list[Requirement] = []
        self.heading = title_of(text, node)
        self.goal: Requirement | None = titled(text, node)
        self.listed = listed_under(text, node)
        self.promise: Draft | None = None
        self.begun = 0
        self.stated: Requirement | None = None

    def add(self, body: Span) -> None:
        """Read one paragraph of the passage."""
        self.promise = None
        self.begun = len(self.drafts)
        bare = self.bare or bool(self.drafts and self.drafts[-1].vague)
        segments = read_segments(self.text, body, vague=not self.strict, bare=bare)
        if not (segments and segments[0].graded):
            self.last = None
        paid = any(has_money(self.text, segment) for segment in segments)
        segments = [one for one in segments if not (paid and PREFERRED.fullmatch(one.span.of(self.text)))]
        granting = {segment.sentence for segment in segments}
        for ordinal, sentence in enumerate(sentences(self.text, body)):
            if ordinal in granting:
                told = [segment for segment in segments if segment.sentence == ordinal]
                for segment in told:
                    self._consider(segment)
                self._hear_beside(sentence, told)
            else:
                self._remark(sentence)

    def _remark(self, sentence: Span) -> None:
        """A sentence that grants nothing: a definition, a demand or a goal bears on the grant beside it."""
        words = sentence.of(self.text).strip()
        if OF_ALL_ABOVE.match(words) and len(self.drafts) == self.begun:
            return  # what several points before it must do is asked of each elsewhere
        self.led = self.led if (said := led(self.text, sentence)) is None else said
        requirement = read_demand(self.text, behind_ceiling(self.text, sentence), first=not self.drafts)
        if requirement is not None:
            if self.drafts:
                ask(self.text, requirement, self.drafts, self.begun)
            else:
                self.pending.append(requirement)
        elif GOALS.match(words) and (
            not (zeal := SLOGAN.match(words)) or urges(self.text, trimmed(self.text, sentence))
        ):
            self.goal = Clause(before_purpose(self.text, trimmed(self.text, sentence)), verbatim=zeal is not None)
        elif not self.drafts and (said_ := stated(self.text, sentence)) is not None:
            self.stated = said_
        several = bounds_several(self.text, self.node, sentence, self.drafts, self.begun)
        if self.drafts and not several and not _SHARED.search(words):
            self.drafts[-1].passage.append(sentence)

    def _consider(self, segment: Segment) -> None:
        words = segment.span.of(self.text)
        money = has_money(self.text, segment)
        idle = grants_nothing(words) or is_stacking(words) or SLOGAN.match(words)
        if LIMITS_TAKER.match(words) or (not money and (idle or (self.drafts and INTENSIVE.search(words)))):
            self._remark(segment.span)
            return
        several = all(MAY_HAVE_SEVERAL.match(span.of(self.text)) for span in segment.conditions)
        if several and money and is_stacking(words):
            return
        if bounds_several(self.text, self.node, segment.span, self.drafts, self.begun):
            return
        if self.drafts and (INSTALMENT.match(segment.benefit.of(self.text)) or IN_INSTALMENTS.match(words)):
            return
        if self.drafts and by_year(self.text, segment.span.start, self.drafts[-1]):
            return
        self._segment(segment)

    def _segment(self, segment: Segment) -> None:
        if not self.drafts and not has_money(self.text, segment) and _STANDARD.match(segment.span.of(self.text)):
            return
        own = [
            whose(self.text, span)
            for span in segment.conditions
            if not IDLE_CONDITION.match(words := span.of(self.text)) and not (self.drafts and _BOUNDED.match(words))
        ]
        if self.listed is not None and segment.bare and not any(NUMERIC.search(span.of(self.text)) for span in own):
            own = [] if self.drafts else [self.listed]
        last = self.drafts[-1] if self.drafts else None
        ceilings = last is not None and only_ceilings(self.text, last, segment)
        own = [] if ceilings else own
        if (case := capped(self.text, self.drafts, own, segment)) is not None:
            self.drafts.append(case)
        elif last is not None and not own and gives_another(self.text, segment.span, last):
            self._open([], segment)
        elif last is not None and segment.again and not own and _RECOGNISED.search(last.benefits[-1].of(self.text)):
            self._open([last.benefits[-1]], segment)
        elif last is not None and (
            not (own or segment.options)
            or ceilings
            or let_in(last, self.last, segment, own)
            or is_sort_beside(self.text, own, segment, last, self.last)
            or self._continues(own, segment, last)
        ):
            self._extend(last, segment)
            last.further += [span for span in own if FURTHER_LEVEL.match(span.of(self.text))]
            add_other_case(self.text, last, own)
        elif last is not None and self.last is not None and is_grade(self.text, own, segment, self.last):
            self._grade(last, own, segment)
        else:
            self._open(own, segment)
        self._hear(segment)
        self.last = segment

    def _hear(self, segment: Segment) -> None:
        """What the end of a grant's own sentence demands: …给予补助，享受补助的企业须…."""
        for tail in segment.tail:
            if self.drafts and segment.span.contains(tail):
                self._ask_behind(tail)

    def _hear_beside(self, sentence: Span, told: list[Segment]) -> None:
        """What a part of a sentence behind its grants demands: …给予补助；企业须有职工20人以上."""
        behind = [part for part in parts(self.text, sentence) if part.start >= told[-1].span.end]
        for part in behind if self.drafts else ():
            if not any(draft.tells(part) for draft in self.drafts[self.begun :]):
                self._ask_behind(part)

    def _ask_behind(self, words: Span) -> None:
        """What words behind a grant demand is asked of those told since the paragraph began."""
        if (demand := read_demand(self.text, words, first=False)) is not None:
            ask(self.text, demand, self.drafts, self.begun)

    def _continues(self, own: list[Span], segment: Segment, last: Draft) -> bool:
        """Whether the words before the money only name a grade, a step or a standard of the grant before."""
        words = "".join(span.of(self.text) for span in own)
        said = segment.span.of(self.text)
        if HEADCOUNT.match(words) and "每" in said:
            go_on_counting(self.text, last)
            return True
        if (
            _STANDARD.match(said)
            or STEP.match(words)
            or ELSE.match(words)
            or PURE_LEVEL.match(words)
            or FURTHER_LEVEL.match(words)
        ):
            return True
        if raises(self.text, segment) and (not NUMERIC.search(words) or measures_anew(self.text, words, last)):
            return True
        if not last.vague and (HALVED.fullmatch(said) or DIFFERENCE.match(said)):
            return True
        if last.stated and last.sentence == segment.sentence and FURTHER.match(said):
            return True
        if last.vague and has_money(self.text, segment):
            return False
        listed = "".join(one.span.of(self.text) for one in [*last.context, *last.own] if isinstance(one, Clause))
        return segment.graded and len(words) >= _ENUMERATED and words in listed

    def _extend(self, draft: Draft, segment: Segment) -> None:
        draft.benefits.append(segment.benefit)
        draft.further += segment.levels
        draft.passage.append(segment.span)
        draft.vague = draft.vague and not has_money(self.text, segment)

    def _grade(self, draft: Draft, own: list[Span], segment: Segment) -> None:
        requirements: list[Requirement] = [Clause(span) for span in own]
        named = "".join(span.of(self.text) for span in own)
        if segment.graded and len(named) <= 12 and not WHO.search(named):
            self._extend(draft, segment)
            return
        if draft.stated and segment.graded and not (self.last and self.last.graded and draft.grades):
            self._extend(draft, segment)
            return
        if draft.vague or (segment.graded and self.last is not None and not self.last.graded):
            draft.context = [*draft.context, *draft.own]
            draft.own = requirements
        else:
            ask_of_all(self.text, draft, own)
            draft.grades.append(requirements)
        self._extend(draft, segment)
        draft.stated = draft.stated or (segment.stated and not segment.graded)

    def _open(self, own: list[Span], segment: Segment) -> None:
        """Begin an item with a grant, and bind it to what stands before it."""
        levels = [span for span in own if len(own) > 1 and is_level(span.of(self.text))]
        own = [span for span in own if span not in levels]
        draft = self._made(own, levels, segment)
        last = self.drafts[-1] if self.drafts else None
        if last is not None and self._is_announced(last, draft, segment):
            self._spell_out(draft, last, segment)
        elif self.promise is not None and self._is_kind_of(self.promise, draft):
            draft.context[:0] = [*self.promise.context, *self.promise.own]
        elif last is not None and (
            ON_TOP.search(segment.span.of(self.text)) or names_aforesaid(self.text, segment.span, last)
        ):
            draft.context = had(self.drafts)
        elif last is not None and segment.again and besides(self.text, segment.span, own):
            draft.context = [*last.context, *last.own]
        elif (
            last is not None
            and self.last is not None
            and (
                self.last.sentence == segment.sentence
                or segment.graded
                or raises(self.text, segment)
                or _FITS.match(self.text, segment.span.start)
            )
            and not segment.lead
        ):
            self._inherit(draft, last, segment)
        self.drafts.append(draft)

    def _spell_out(self, draft: Draft, last: Draft, segment: Segment) -> None:
        """Let a grant stand for the one before it, which only announced it."""
        self.drafts.pop()
        self.bare = True
        draft.anchor = last.anchor
        draft.context = [*last.context, *draft.context]
        of_kind = self._is_kind_of(last, draft)
        self.promise = last if of_kind else self.promise
        lines = opens_line(self.text, last.passage[-1], segment.span)
        self.led = [*last.context, *last.own] if lines else self.led
        if lines or not has_subject(self.text, segment) or segment.graded or of_kind:
            draft.context += last.own

    def _made(self, own: list[Span], levels: list[Span], segment: Segment) -> Draft:
        """A grant with what its own sentence and its heading ask."""
        about = own[0] if len(own) > 1 else None
        own_ = [
            Clause(
                span,
                like=measured_before(self.text, self.drafts, span),
                about=segment.measure or (about if at else None),
            )
            for at, span in enumerate(own)
        ]
        draft = Draft(
            self.node, segment.span, levels=levels, benefits=[segment.benefit], passage=[segment.span],
            own=list(brought_in(self.text, own_, segment.benefit)),
        )  # fmt: skip
        draft.context = bound_by(self.text, self.led, segment.span) + self.pending
        told = [span for span in own if span.start < segment.benefit.start]
        if self.stated is not None and not (told or segment.lead or segment.options):
            draft.context.append(self.stated)
        self.stated = None
        draft.context += [Clause(span) for span in segment.lead]
        self.pending = []
        draft.context += self._aims([*own, *segment.lead], own)
        self._add_options(draft, segment)
        draft.further += segment.levels
        draft.own += left_out(self.text, segment.excluded)
        draft.own += tiers_behind(self.text, segment.span)
        draft.vague, draft.sentence, draft.stated = not has_money(self.text, segment), segment.sentence, segment.stated
        draft.again = segment.again
        return draft

    def _aims(self, told: list[Span], own: list[Span]) -> list[Requirement]:
        """What the sentence of purpose or the title before a grant adds to whom it is for."""
        if self.goal is not None and needs_goal(self.text, self.goal, told):
            return [self.goal]
        named = headed(self.text, self.heading, told, whom=bool(own) and not self.goal, sorts=self.bare)
        if named is not None:
            return [Clause(named, subject=True)]
        full = named_in_full(self.text, self.goal.span, own) if isinstance(self.goal, Clause) else None
        return [] if full is None else [full]

    def _add_options(self, draft: Draft, segment: Segment) -> None:
        members: list[Requirement] = [Clause(option) for option in segment.options]
        if draft.own and segment.among:
            draft.own[0] = Group("any", (*members, draft.own[0]))
        elif members:
            draft.context.append(members[0] if len(members) == 1 else Group("any", tuple(members)))

    def _is_announced(self, last: Draft, draft: Draft, segment: Segment) -> bool:
        """Whether the grant before only announced this one: 对获得专利奖的资助。对获得国家级专利奖的项目，给予…."""
        if not last.vague or draft.vague or not _ANNOUNCED.search(last.benefits[-1].of(self.text).rstrip("，。；：即")):
            return False
        if (
            segment.graded
            or not has_subject(self.text, segment)
            or opens_line(self.text, last.passage[-1], segment.span)
        ):
            return True
        return self.last is not None and (len(last.passage[0]) <= 24 or not last.own or self._is_kind_of(last, draft))

    def _is_kind_of(self, last: Draft, draft: Draft) -> bool:
        """Whether a grant spells out the one promised before it: 鼓励…，给予贴息支持。对…的项目，按…给予贷款贴息."""
        given, kinds = draft.benefits[0].of(self.text), _SORT_OF_MONEY.findall(last.benefits[-1].of(self.text))
        return bool(GOALS.match(last.passage[0].of(self.text))) and any(kind in given for kind in kinds)

    def _inherit(self, draft: Draft, last: Draft, segment: Segment) -> None:
        """再给予… takes over all of the grant before it; a grant without a subject takes over who it was for."""
        bare = any(isinstance(one, Clause) and one.like is not None for one in draft.own)
        named = has_subject(self.text, segment)
        first = next((known for known in self.drafts if known.sentence == segment.sentence), last)
        if is_other_sort(self.text, last, draft):
            draft.context = [*last.context]
        elif segment.again and not bare and not ANEW.match(self.text, segment.span.start):
            beside = last.again and draft.own and (self.text.startswith("对", segment.span.start) or named)
            draft.context = [*last.context, *([] if beside else last.own)]
        elif bare or is_rung(self.text, draft, last) or (segment.graded and not named) or raises(self.text, segment):
            draft.context = [*last.context, *(lent(one) for one in last.own)]
        else:
            draft.context = taken_over(self.text, first, draft, segment, named=named)
