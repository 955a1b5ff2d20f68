"""Figures joined into benefits: a share with its ceiling, grades with one share, ceilings shared by several."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from policymatch.parsing.benefits.figures import Figure
from policymatch.parsing.benefits.roles import Role, role_of
from policymatch.parsing.benefits.scope import unit_of
from policymatch.parsing.benefits.words import SCOPE, VERB


@dataclass(slots=True, eq=False)
class Draft:
    """A benefit in the making; the figures that it was read from."""

    amount: Figure | None = None
    rate: Figure | None = None
    cap: Figure | None = None
    per: str | None = None
    shared: bool = False
    instalments: list[Figure] = field(default_factory=list)

    @property
    def first(self) -> Figure:
        """The figure that comes first in the text."""
        return min(self.figures, key=lambda figure: figure.span)

    @property
    def figures(self) -> list[Figure]:
        """Every figure that it holds."""
        return [figure for figure in (self.amount, self.rate, self.cap) if figure is not None]

    @property
    def main(self) -> Figure:
        """The figure that is its own: a ceiling may be shared."""
        figure = self.amount or self.rate or self.cap
        assert figure is not None
        return figure


def group(text: str, figures: list[Figure]) -> list[Draft]:
    """The benefits that the figures make, in the order of the text."""
    made: list[Draft] = []
    for figure in figures:
        role = role_of(text, figure)
        if role is Role.AMOUNT:
            _add_amount(text, made, figure)
        elif role is Role.RATE:
            _add_rate(text, made, figure)
        elif role is Role.CAP:
            _add_cap(text, made, figure)
    return made


def _same_sentence(draft: Draft, figure: Figure) -> bool:
    return draft.main.sentence == figure.sentence


def _add_amount(text: str, made: list[Draft], figure: Figure) -> None:
    if figure.low is not None:  # 10万元至100万元: the upper end is what one can get at most
        made.append(Draft(cap=figure, per=unit_of(text, figure)))
        return
    if made and _is_instalment(text, made[-1], figure):
        made[-1].instalments.append(figure)
        return
    draft = Draft(amount=figure, per=unit_of(text, figure))
    leading = made[-1] if made else None
    if leading is not None and leading.shared and _same_sentence(leading, figure) and draft.per:
        draft.cap = leading.cap
    made.append(draft)


_STAGE = re.compile(
    r"(?:分[一二两三四五\d]+[年期次批](?:按|给予|拨付|兑现|发放)?|第[一二三四五\d]+年|首年|次年|第[一二三]期|首期|其中|[一二三]年分别|分别)[^，。；]{0,12}$"
)


def _is_instalment(text: str, last: Draft, figure: Figure) -> bool:
    """Whether a figure is a year's part of the total before it: 给予10万元，分三年5万元、3万元、2万元."""
    total = last.amount
    if total is None or last.per or not _same_sentence(last, figure) or figure.number >= total.number:
        return False
    staged = _STAGE.search(text[total.span.end : figure.span.start][-30:]) or bool(last.instalments)
    paid = sum(part.number for part in last.instalments) + figure.number
    return bool(staged) and paid <= total.number and "年" in text[total.span.end : figure.span.start][:60]


def _add_rate(text: str, made: list[Draft], figure: Figure) -> None:
    before = figure.before(text)
    last = made[-1] if made else None
    bound = re.search(r"(?:不超过|不高于|最高|占)[^，。；]{0,24}$", before)
    if (
        last is not None
        and last.rate is None
        and last.amount is None
        and _same_sentence(last, figure)
        and bound
        and not last.per
    ):
        if not re.search(r"给予|奖励|补贴", before) or figure.phrase == last.main.phrase:
            last.rate = figure
            return
    draft = Draft(rate=figure)
    if last is not None and last.shared and _same_sentence(last, figure):
        draft.cap = last.cap
    made.append(draft)


def _add_cap(text: str, made: list[Draft], figure: Figure) -> None:
    per = unit_of(text, figure)
    before = figure.before(text)
    open_ones = [draft for draft in _recent(text, made, figure) if draft.cap is None and _takes_cap(draft, figure)]
    series = [draft for draft in open_ones if draft.main.series == open_ones[-1].main.series >= 0] if open_ones else []
    if figure.series >= 0 and series:
        if figure.step < len(series) and series[-1].cap is None:
            open_ones[0].cap = figure
            return
    own = _is_own(text, figure)
    if open_ones and not (own and open_ones[-1].rate is None):
        for draft in open_ones:
            draft.cap = figure
        return
    last = made[-1] if made else None
    if (
        last is not None
        and last.rate is not None
        and last.cap is not None
        and _same_sentence(last, figure)
        and not _is_scope(before)
    ):
        made.append(Draft(rate=last.rate, cap=figure, per=per))
        return
    if (
        last is not None
        and not own
        and last.amount is not None
        and last.cap is None
        and _same_sentence(last, figure)
        and not last.per
    ):
        return  # 给予50万元，三年累计不超过…: the sum itself is fixed
    made.append(Draft(cap=figure, per=per, shared=_heads_list(text, figure)))


def _recent(text: str, made: list[Draft], figure: Figure) -> list[Draft]:
    """The benefits that a ceiling can speak of: of its sentence, else of the one before where it names no grant of its own."""
    same = [draft for draft in made if _same_sentence(draft, figure)]
    if same or _is_own(text, figure) or not made:
        return same
    previous = made[-1].main.sentence
    near = figure.sentence.start - previous.end <= 2
    return [draft for draft in made if draft.main.sentence == previous] if near else []


def _takes_cap(draft: Draft, figure: Figure) -> bool:
    if draft.rate is not None:
        return True
    return draft.amount is not None and draft.per is not None and figure.number > draft.amount.number


def _is_own(text: str, figure: Figure) -> bool:
    """Whether a ceiling's phrase grants by itself: 给予最高200万元奖励."""
    before = figure.before(text)
    return bool(re.search(r"(?:给予|给与|予以|发放|提供|安排|投入)[^，。；]*$", before)) and not before.lstrip(
        "，"
    ).startswith(("每年最高", "最高"))


def _is_scope(before: str) -> bool:
    return bool(SCOPE.search(before))


def _heads_list(text: str, figure: Figure) -> bool:
    """Whether a ceiling stands before the list that it bounds: 每年资助总额不超过300万元：其中…."""
    return bool(re.match(r"(?:的)?[：:]|，?其中", text[figure.span.end : figure.span.end + 4]))
