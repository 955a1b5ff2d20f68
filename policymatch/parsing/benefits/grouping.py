"""Figures joined into benefits: a share with its ceiling, grades with one share, ceilings shared by several."""

from __future__ import annotations

import re
from collections.abc import Callable

from policymatch.parsing.benefits.drafts import NEAR, Draft
from policymatch.parsing.benefits.figures import Figure
from policymatch.parsing.benefits.roles import Role, role_of
from policymatch.parsing.benefits.scope import unit_of
from policymatch.parsing.benefits.totals import is_total, over_units, points_before
from policymatch.parsing.benefits.words import RAISED, SCOPE, VERB


def group(
    text: str,
    figures: list[Figure],
    *,
    granting: Callable[[Figure], bool] = lambda _: True,
    trusted: Callable[[Figure], bool] = lambda _: False,
) -> list[Draft]:
    """The benefits that the figures make, in the order of the text.

    Args:
        text: the working text.
        figures: in order.
        granting: whether a figure may be a benefit of its own; else it only bounds what stands before it.
        trusted: whether a figure stands where money is known to be granted.
    """
    made: list[Draft] = []
    for figure in figures:
        role = role_of(text, figure, trusted=trusted(figure))
        before = len(made)
        if role is Role.AMOUNT:
            _add_amount(text, made, figure)
        elif role is Role.RATE:
            _add_rate(text, made, figure)
        elif role is Role.CAP:
            _add_cap(text, made, figure)
        if len(made) > before and not granting(figure) and not (role is Role.RATE and is_varied(text, figure)):
            made.pop()
    return [draft for draft in made if not draft.used]


def _same_sentence(draft: Draft, figure: Figure) -> bool:
    return draft.main.sentence == figure.sentence


def _add_amount(text: str, made: list[Draft], figure: Figure) -> None:
    if figure.low is not None:  # 10万元至100万元: the upper end is what one can get at most
        made.append(Draft(cap=figure, per=unit_of(text, figure)))
        return
    if made and _is_instalment(text, made[-1], figure):
        made[-1].instalments.append(figure)
        return
    same = made[-1] if made and figure.series >= 0 and made[-1].main.series == figure.series else None
    counted = same.per if same and same.per and figure.step else unit_of(text, figure)
    draft = Draft(amount=figure, per=counted or (same.per if same else _row_unit(text, made, figure)))
    if draft.per:
        draft.cap = _leading_cap(made, figure)
    made.append(draft)


_NEXT_OF_ROW = re.compile(
    r"(?:元|万)?(?:、|和)(?!一次性|最高)[^，。；、：\d]{2,14}(?<!奖励)(?<!补贴)(?<!补助)(?<!给予)(?<!资助)"
)


def _row_unit(text: str, made: list[Draft], figure: Figure) -> str | None:
    """The unit of a row of sums, told before its first: 按每件国内专利1000元、国外专利1万元的标准."""
    last = made[-1] if made else None
    if last is None or last.amount is None or last.per is None or last.main.part != figure.part:
        return None
    return last.per if _NEXT_OF_ROW.fullmatch(text, last.amount.span.end, figure.span.start) else None


def _leading_cap(made: list[Draft], figure: Figure) -> Figure | None:
    """The ceiling that stands before the list in which a figure stands."""
    leading = next((draft for draft in reversed(made[-NEAR:]) if draft.shared and _same_sentence(draft, figure)), None)
    if leading is None:
        return None
    leading.used = True
    return leading.cap


_STAGE = re.compile(
    r"(?:分[一二两三四五\d]+(?:个)?年(?:按|[给予][予以与]|拨付|兑现|发放|奖励)?|第[一二三四五\d]+年|首年|次年|"
    r"第[一二三]期)[^，。；]{0,12}$"
)


def _is_instalment(text: str, last: Draft, figure: Figure) -> bool:
    """Whether a figure is a year's part of the total before it: 给予10万元，分三年5万元、3万元、2万元."""
    total = last.amount
    if total is None or last.per or not _same_sentence(last, figure) or figure.number >= total.number:
        return False
    between = text[total.span.end : figure.span.start]
    whole = re.search(r"(?:合计|共计|总计|总额|共)[^，。；]{0,6}$", total.before(text)) or re.search(
        r"（|其中|分", between
    )
    staged = (whole and _STAGE.search(between[-30:])) or bool(last.instalments)
    paid = sum(part.number for part in last.instalments) + figure.number
    return bool(staged) and paid <= total.number


_BOUNDED_SHARE = re.compile(r"(?:不超过|不高于|不得超过|不能超过|最高|占)[^，。；]{0,40}$")


def _add_rate(text: str, made: list[Draft], figure: Figure) -> None:
    if _BOUNDED_SHARE.search(figure.before(text)):
        if _EACH_BOUNDED.search(figure.before(text)) and (open_ones := _unshared(made, figure)):
            for draft in open_ones:
                draft.rate = figure
            return
        waiting = _without_share(text, made, figure)
        if waiting:
            for draft in waiting:
                draft.rate = figure
            return
        if _only_bounds(text, made, figure):
            return
    made.append(Draft(rate=figure, cap=_leading_cap(made, figure) or _inherited_cap(text, made, figure)))


_EACH_BOUNDED = re.compile(r"均[应须]?不(?:得)?(?:超过|高于)[^，。；\d]{0,20}$")


def _unshared(made: list[Draft], figure: Figure) -> list[Draft]:
    """The ceilings of one sentence that a share bounds each: 国际级最高200万元，国家级最高100万元，均不超过支出的40%."""
    same = [draft for draft in made[-NEAR:] if _same_sentence(draft, figure)]
    return same if len(same) > 1 and all(draft.rate is None and draft.amount is None for draft in same) else []


_VARIED = re.compile(r"(?:比例|标准)(?:可|统一)?(?:提高?|上[浮调]|提升|调[整高]?|增加|升)?(?:至|到|为)$")


def _inherited_cap(text: str, made: list[Draft], figure: Figure) -> Figure | None:
    """The ceiling of the share before, where only the share changes: …最高50万元；小微企业补助比例提高至50%; 其中，甲按30%."""
    last = made[-1] if made else None
    if last is None or last.rate is None:
        return None
    among = _AMONG.match(text, figure.part.start) and figure.sentence.start - last.main.sentence.end <= NEXT
    return last.cap if among or is_varied(text, figure) else None


_AMONG = re.compile("(?:其中|但)，?(?=[^，。；])")
_OF_ANOTHER_COST = re.compile(
    r"(?:(?:费用?|租金|款|支出|利息)的?(?:最高)?|最高)(?:支持|补[贴助]|资助|奖[励补])?(?:比例|标准)为$"
)
"""…；项目设计费最高支持比例为50%: the share of another cost, with or without a ceiling of its own."""
NEXT = 2
"""Signs between one sentence and the next."""


def is_varied(text: str, figure: Figure) -> bool:
    """Whether a share only takes the place of the one before it: 补助比例提高至70%."""
    before = figure.before(text)
    return bool(_VARIED.search(before)) and not _OF_ANOTHER_COST.search(before)


_BOUNDS_TOO = re.compile(r"(?:且|同时|并)(?:均|应|须|累计|合计|最高)*不(?:得|能|应)?(?:超过|高于)[^，。；\d]{2,24}$")


def _only_bounds(text: str, made: list[Draft], figure: Figure) -> bool:
    """Whether a share only bounds what stands before it: 按60%给予奖励，累计不超过实缴资本的10%; 每吨400元，不超过400万元且不超过总投资的30%."""
    last = made[-1] if made else None
    if last is not None and last.per and last.main.part == figure.part and _BOUNDS_TOO.search(figure.before(text)):
        return True
    gives = re.search(
        r"[给予][予以与]|奖励(?!总额|金额|额)|补贴(?!总额|金额|额)|补助(?!总额|金额|额)|比例|按", figure.before(text)
    )
    return last is not None and last.rate is not None and last.main.part == figure.part and not gives


def _without_share(text: str, made: list[Draft], figure: Figure) -> list[Draft]:
    """The ceilings before a share that bounds them too: 最高100万元，不超过项目投资的30%."""
    last = made[-1] if made else None
    if last is None or last.rate is not None or last.amount is not None:
        return []
    gives = re.search(r"[给予][予以与]|奖励|补贴", figure.before(text))
    if _same_sentence(last, figure):
        joined = last.main.part == figure.part and (not gives or figure.phrase == last.main.phrase)
        return [last] if joined else []
    if gives or figure.sentence.start - last.main.sentence.end > 2:
        return []
    same = [draft for draft in made[-NEAR:] if draft.main.sentence == last.main.sentence]
    return same if all(draft.amount is None and draft.rate is None for draft in same) else []


def _is_replaced(last: Draft, figure: Figure) -> bool:
    """Whether a raised share, which took over the ceiling before it, is followed by one of its own."""
    if last.rate is None or last.cap is None or last.rate.part != figure.part:
        return False
    return last.cap.part != figure.part and last.cap.span < last.rate.span < figure.span and not last.cap.low


def _is_whole_over_units(last: Draft, figure: Figure) -> bool:
    """Whether it bounds the whole behind a share's ceiling for the unit: 按30%补助，每平方米不超过100元，每家最高50万元."""
    if last.rate is None or last.cap is None or last.per is None:
        return False
    return last.cap.part == figure.part and figure.number > last.cap.number and figure.series < 0


_ADDED = re.compile(r"(?:其中|此外|另外)?[^，。；]{0,20}(?:另|再|还可|额外)(?:按|[给予][予以与]|补|奖|最高|可)")
"""What is given beside what stands before it, with a ceiling of its own."""


def _replaces(made: list[Draft], figure: Figure, per: str | None) -> bool:
    """Whether the ceiling is, or takes the place of, the one that the last benefit has."""
    last = made[-1]
    if per is not None and _BY_AREA.search(per):  # 按农药款50%、最高不超过每亩80元
        if last.rate is not None and last.cap is not None and (last.per, last.cap.part) == (per, figure.part):
            made.append(Draft(rate=last.rate, cap=figure, per=per))  # 甲最高每亩3万元，乙最高每亩1万元
            return True
        bounds = last.rate is not None and last.cap is None and last.main.part == figure.part
        last.cap, last.per = (figure, per) if bounds else (last.cap, last.per)
        return bounds
    if _is_replaced(made[-1], figure):
        made[-1].cap = figure
        return True
    if _is_whole_over_units(made[-1], figure):
        made.append(Draft(amount=made[-1].cap, per=made[-1].per, cap=figure))
        made[-2].cap, made[-2].per = figure, None
        return True
    return False


def _add_cap(text: str, made: list[Draft], figure: Figure) -> None:
    per = unit_of(text, figure)
    if over_units(text, made, figure) or (made and _replaces(made, figure, per)):
        return
    if (apart := _apart(text, made, figure, per)) is not None:
        made.append(apart)
        return
    own = (raised := RAISED.search(figure.before(text))) is None and _is_own(text, made, figure)
    open_ones = [
        draft for draft in _recent(text, made, figure, own=own) if draft.cap is None and _takes_cap(text, draft, figure)
    ]
    if figure.series >= 0 and _pair_series(open_ones, figure):
        return
    last = made[-1] if made else None
    if open_ones and _ADDED.match(open_ones[-1].main.before(text)):
        open_ones = open_ones[-1:]  # …每床3000元，其中租赁的另按租金的20%给予补贴，每年不超过30万元
    if open_ones and not (own and last is not None and last.main.part != figure.part and open_ones[-1].rate is None):
        for draft in open_ones:
            draft.cap = figure
        return
    near = last is not None and (raised or _same_sentence(last, figure) or _follows_ceiling(last, figure))
    if near and _joins_last(text, made, made[-1], figure, own=own, per=per):
        return
    if (
        last is not None
        and not own
        and not _same_sentence(last, figure)
        and re.search("同一|累计|合计", text[figure.sentence.start : figure.span.start])
    ):
        return  # a ceiling over several claims of one applicant: it bounds them, it grants nothing
    if not (_BOUNDS_ALL.search(figure.before(text)) or is_total(text, made, figure)):
        made.append(Draft(cap=figure, per=per, shared=_heads_list(text, figure)))


_BOUNDS_ALL = re.compile(  # 享受上述奖励总额不超过500万元: it bounds what others grant
    r"(?:享受|获得|申请|领取)[^，。；]{0,8}(?:上述|本|以上|各项|各类|同类|该)[^，。；]{0,16}"
    r"(?:总额|累计|合计|之和|金额|总和)[^，。；]{0,4}$|享受的(?:每年)?(?:补[助贴]|奖励|资助)(?:金额|总额|资金)[^，。；]{0,4}$"
)


def _pair_series(open_ones: list[Draft], figure: Figure) -> bool:
    """Whether the ceiling is a step of a series that goes with a series of shares: 按50%、30%，最高20万元、10万元."""
    series = [draft for draft in open_ones if draft.main.series == open_ones[-1].main.series >= 0]
    if not series:
        return False
    series[0].cap = figure
    return True


def _joins_last(text: str, made: list[Draft], last: Draft, figure: Figure, *, own: bool, per: str | None) -> bool:
    """Whether a ceiling goes with the benefit before it, which has one already or takes none."""
    scoped = bool(SCOPE.search(figure.before(text)))
    listed = (
        last.cap is not None
        and last.cap.phrase == figure.phrase
        and "、" in text[last.cap.span.end : figure.span.start]
    )
    if (
        last.rate is not None
        and last.cap is not None
        and (listed or not scoped)
        and (not own or last.cap.part == figure.part)
    ):
        # grades of one share: 首店最高500万元，旗舰店最高100万元
        made.append(Draft(rate=last.rate, cap=figure, per=per))
        return True
    counted = last.amount is None and last.rate is None and last.per is not None and per != last.per
    if counted and last.cap is not None and scoped and last.cap.part == figure.part and figure.number > last.cap.number:
        last.amount, last.cap = last.cap, figure  # 每人最高5000元，每家企业最高10万元
        return True
    fixed = last.amount is not None and last.cap is None and not last.per and last.main.part == figure.part
    return fixed and not own  # 给予50万元，三年累计不超过…: the sum itself is fixed


def _follows_ceiling(last: Draft, figure: Figure) -> bool:
    """Whether the share's ceiling stands in this sentence, behind the share's own: …按30%奖励。其中，甲最高300万元，乙最高150万元."""
    return last.rate is not None and last.cap is not None and last.cap.sentence == figure.sentence


def _recent(text: str, made: list[Draft], figure: Figure, *, own: bool) -> list[Draft]:
    """The benefits that a ceiling can speak of: of its part, else of its sentence, else of the sentence before."""
    same = [draft for draft in made[-NEAR:] if _same_sentence(draft, figure)]
    if not same and (points := points_before(text, made, figure)):
        return points
    part = [draft for draft in same if draft.main.part == figure.part]
    if part:
        return part + [
            draft for draft in same if draft not in part and draft.rate is not None and part[-1].rate is not None
        ]
    if same or own or not made:
        return same
    previous = made[-1].main.sentence
    near = figure.sentence.start - previous.end <= 2
    if not near:
        return []
    chosen = [draft for draft in made[-NEAR:] if draft.main.sentence == previous]
    before = made[-NEAR:][: -len(chosen)]
    if before and before[-1].rate is not None and chosen[0].rate is not None and is_varied(text, chosen[0].rate):
        chosen.insert(0, before[-1])  # 按30%给予补贴。其中甲补贴比例提高到50%。单个不超过200万元
    return chosen


_OF_A_SORT = re.compile(
    r"(?:^|[，；。：])(?:其中)?(?:一般|重点|重大|普通|常规|面上|示范|培育|[国省市区县](?:家)?级|[A-E甲乙丙]类)[^，；。\d]{0,6}(?:项目|企业|单位|机构|平台|园区|基地)[^，；。\d]{0,12}$"
)
"""重点项目不超过25万元 behind 一般项目15万元: the ceiling of another sort."""


def _takes_cap(text: str, draft: Draft, figure: Figure) -> bool:
    if draft.rate is None and draft.main.phrase != figure.phrase and _OF_A_SORT.search(figure.before(text)):
        return False
    if draft.rate is not None:
        return True
    return draft.amount is not None and draft.per is not None and figure.number > draft.amount.number


_OWN = re.compile(r"(?:给予|给与|予以|发放|提供|安排|投入)[^，。；]*$")


_NAMED = re.compile(
    r"(?P<what>[^，。；\d]{4,24}?(?:费|金|款|利息|支出)(?:（[^（）]*）)?)(?:补[助贴]|奖励|资助)(?:标准|金额|额)?(?:最高|不超过)"
)
"""A ceiling of another cost than that of the sums before it: …；人身保险费补助最高不超过每人50元."""


_BY_AREA = re.compile("平方米|平米|㎡|亩")


def _apart(text: str, made: list[Draft], figure: Figure, per: str | None) -> Draft | None:
    """A ceiling that bounds nothing before it: the price of a unit of space, or what another cost gets at most."""
    if per is not None and _BY_AREA.search(per):
        return Draft(amount=figure, per=per)  # 每平方米最高40元 is the price of a unit, not a ceiling on the whole
    named = _NAMED.match(figure.before(text))
    alone = not any(draft.main.part == figure.part for draft in made[-NEAR:])
    return Draft(cap=figure, per=per) if named is not None and alone and not SCOPE.search(named["what"]) else None


def _is_own(text: str, made: list[Draft], figure: Figure) -> bool:
    """Whether a ceiling's own words grant: 给予最高200万元奖励; or …给予奖励，最高200万元, nothing before it."""
    if _OWN.search(figure.before(text)):
        return True
    alone = not any(draft.main.part == figure.part for draft in made[-NEAR:])
    return alone and bool(VERB.search(_LASTS.sub("", text[figure.part.start : figure.phrase.start])))


_LASTS = re.compile(
    r"[^，。；]*(?:期限?|年限|时间|时长)[^，。；\d]{0,10}(?:\d{1,2}|[一二两三四五六])(?:年|个月)(?:以内|内)?，"
)
"""每笔补贴期限最长不超过3年，: how long it is paid grants nothing of its own before the ceiling."""


def _heads_list(text: str, figure: Figure) -> bool:
    """Whether a ceiling stands before the list that it bounds: 每年资助总额不超过300万元：其中…."""
    return bool(re.match(r"(?:的)?[：:]|，?其中", text[figure.span.end : figure.span.end + 4]))
