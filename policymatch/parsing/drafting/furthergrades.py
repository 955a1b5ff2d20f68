"""Whether a part goes on with the grant before it: a further grade (博士30万元；|硕士20万元), another sort, more for those above a limit."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.gradewords import NUMERIC, RAISED, alike, family_of, sorts_of_right
from policymatch.parsing.drafting.phrase import MONEY
from policymatch.parsing.drafting.segments import Segment
from policymatch.parsing.structure.requirements import Clause, Group, clauses
from policymatch.spans import Span

_APPLICANT = re.compile(r"企业|个人|单位|机构|借款人|人员|团队|个体")


def has_money(text: str, segment: Segment) -> bool:
    """Whether the segment says how much is given."""
    return MONEY.search(segment.benefit.of(text)) is not None


def raises(text: str, segment: Segment) -> bool:
    """Whether those who reach a limit get more of the same: 留用率达到50%的，补贴标准提高到80%."""
    return RAISED.search(segment.span.of(text)) is not None


def is_sort_beside(text: str, own: list[Span], segment: Segment, draft: Draft, last: Segment | None) -> bool:
    """Whether the words name another sort beside that of the grant before (博士…；硕士…), and let it in there."""
    if len(own) != 1 or (family := family_of(own[0].of(text))) is None:
        return False
    for at, one in enumerate(draft.own):
        known = [clause.span.of(text) for clause in clauses(one)]
        if any(family.search(words) for words in known):
            members = one.members if isinstance(one, Group) and one.joiner == "any" else (one,)
            draft.own[at] = Group("any", (*members, Clause(own[0])))
            return True
    return segment.bare and last is not None and last.sentence == segment.sentence


def is_grade(text: str, own: list[Span], segment: Segment, last: Segment) -> bool:
    """Whether the segment is a further grade of the grant before it rather than a grant of its own."""
    words = "".join(span.of(text) for span in own)
    if NUMERIC.search(words):
        return False
    before = "".join(span.of(text) for span in last.conditions)
    told = (last.span.of(text), segment.span.of(text))
    if last.sentence == segment.sentence and sorts_of_right(*told):
        return True
    if segment.again:
        return False
    given = segment.benefit.of(text)
    if not has_money(text, segment) and len(given) >= 6 and given == last.benefit.of(text):
        return True
    if segment.graded and not has_money(text, segment):
        return True
    if segment.graded and segment.bare and not own:
        return True  # …按50%给予补贴，其中甲最高3万元，乙最高1万元
    if segment.bare and last.bare:
        return not _APPLICANT.search(words)
    if segment.graded:
        return len(own) == 1 or last.graded or not NUMERIC.search(before)
    return alike(before, words)
