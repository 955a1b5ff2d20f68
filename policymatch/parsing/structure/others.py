"""Facts about others than the applicant: firms in an incubator, owners, lenders, partners.

A number of theirs is a number to declare, anything else a judgement; only a record of offences is asked of the
applicant in the same words (企业及其法定代表人未被列入失信名单).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from policymatch.conditions.nodes import All, Any, AtLeast, Judgement, Node, Not, Test
from policymatch.parsing.text.sentences import begin_of
from policymatch.quantities import Money
from policymatch.spans import Span
from policymatch.vocabulary.fields import catalogue

_WHO = (
    r"(?:在(?:孵|园|加速|营|驻)|入孵|入驻|入园|毕业|被(?:投资?|孵化|担保|并购|收购|兼并)|受保|被帮扶|所?服务的?|受益|所?(?:引进|招引|孵化|培育)的?|会员|成员|合作|联盟|承租|签约)(?:的)?(?:科技型?|创新型?|初创型?|小微|中小微?|小型微型)*(?:企业|单位|机构|商户|团队|银行|公司|方|(?:创业|市场|经营)?(?:实体|主体))"
    r"|所?(?:引荐|推介|牵线)的?(?:项目|企业)"
    r"|(?:技术|成果)?(?:“?走出去”?|引进|引入|招引|孵化|落地|转化|被投|推荐|服务)的?项目(?=[已在应须年实需])"
    r"|(?:供应商|承租方|出租方|采购方|需求方|投资方|被投方|承建方|施工方|委托方|受托方|合作方|母公司|(?:控股)?股东|实际控制人|子公司|分公司|关联企业|用工单位|租户|入驻商户|集团公司)"
)
OTHERS = re.compile(
    r"(?:[，、；且并]|并且|其中，?|其|以及|对|符合[^，。；]{0,8}(?:条件|要求)的?)*"
    rf"(?P<who>{_WHO})(?!的?(?:数量?|总数|家数|占比|比例)|[，。；、]|(?:不[少低]于|达到?|超过)?\d+家)"
)
"""Who else a phrase speaks of, at its beginning."""
_GOES_ON = re.compile(r"(?:且|并且?|或者?)?(?:上?一?年度?|实现|总|累计)")
_IS = re.compile(
    r"(?:且|并且?)?(?:成立|注册|实缴资本|从业人员|职工|员工|年?营业收入|主营业务|资产总额|净资产|总资产|投资时|投后|[为属]于?(?!我|本)|拥有|具有|具备|处于|未(?!向)|上?一?年度|拥有的|研发)"
)
"""What goes on saying what a firm is, after the same sentence has said where it stands or what it has."""
_STANDS = re.compile("注册|成立|设立|登记|落户|收入|资产|利润|产值|纳税额|从业人员|职工")
INVESTED = re.compile(
    r"(?<!固定资产)(?<!总)(?<!年)(?<!设备)(?:投资|参股|入股)(?:于|到|了|过)?(?!额|总|强度|规模|金额|机构|者|人|公司|方|期|建设|主体|比例|基金)"
    r"(?P<object>(?=[^，。；：]{0,40}(?:成立|注册|登记|设立|初创|早期|种子期|天使期|未上市|中小|科技|以[内下]))[^，。；：]{2,60}?(?:企业|公司|团队))(?=[，。；的、]|$|并|且|超|达|满)"
)
"""Whom an investor has invested in: 投资本市成立5年以内的未上市科技企业."""
LED = re.compile(
    rf"(?:本[^，。；]{{2,8}}所[称指](?:的)?“?)?(?P<who>{_WHO}|见习人员|学员)”?，?(?:还)?(?:应当?|须|需|必须)(?:同时)?(?:符合|具备|满足)"
)
"""A list of what others must meet: 在孵企业应当具备以下条件."""
_DEFINES = re.compile(
    r"[，。；\s]*(?:其中，?)?(?:(?:(?:本|该)[^，。；]{2,8}?)?所[称指]的?)?“?(?P<term>[^，。；：“”的\d]{2,14}(?:企业|单位|机构|项目|团队|人才|产品|平台))”?，?(?:主要)?(?:是指|系指|指的是|指)(?!导|标|定|数|引)(?:：)?"
)
_DONE_TO = re.compile(
    r"(?:向|投资于?|培育|孵化|引进|引入|招[用引]|吸纳|服务|面向|带动|帮助|辅导|入驻|毕业)(?:了|的)?(?:我|本|全)?[省市区县]?(?!对象)[^，。；、：\s]{0,6}$|(?<!作)(?:为|给)[^，。；、：\s]{0,6}$"
)
_SERVED = re.compile(r"[^，。；]{0,8}(?:提供|开展|服务|培训|代理|担保|贷款|放贷|投资)")


def object_defined(text: str, sentence: Span) -> tuple[Span, Span] | None:
    """A word that a sentence explains and what it says of it, where the applicant only does something to such firms.

    向初创企业投资满一年。初创企业，是指成立5年以内…: the investee is young, not the investor. None where the word may
    be the applicant's own.
    """
    found = _DEFINES.match(text, sentence.start, sentence.end) if "指" in sentence.of(text) else None
    if found is None:
        return None
    low, high = found.span("term")
    places = [one.start() for one in re.finditer(re.escape(found["term"]), text) if one.start() != low]
    if not places or not all(_is_object(text, at, at + high - low) for at in places):
        return None
    return Span(low, high), Span(found.end(), sentence.end)


def _is_object(text: str, start: int, end: int) -> bool:
    done = _DONE_TO.search(text, max(0, start - 16), start)
    return done is not None and (done[0][0] not in "为给" or _SERVED.match(text, end) is not None)


_KEPT = frozenset(
    {"declared_number", "dishonest", "abnormal_operation", "major_violation", "safety_accident", "quality_accident",
     "environmental_violation", "tax_arrears", "wage_arrears", "already_funded", "project_region", "project_investment",
     "premises_area", "rent_area"}
)  # fmt: skip

_BROUGHT = frozenset({"project_region", "project_investment"})
"""What is the project's of him who invests, not of him who brought it in: 所引荐项目固定资产投资1000万元以上."""


def whom(text: str, start: int, end: int) -> str | None:
    """Whom else a phrase speaks of; None where it speaks of the applicant.

    What follows a project goes on about it (引进项目已在本市落地，年营业收入达到1000万元), and what follows a firm that the
    sentence has told the place or the age of (被投资企业成立不超过5年，从业人员不超过200人).
    """
    found = OTHERS.match(text, start, end)
    if found is not None:
        return found["who"]
    on, is_ = _GOES_ON.match(text, start, end), _IS.match(text, start, end)
    if on is None and is_ is None:
        return None
    opening = begin_of(text, start, "。；")
    found = OTHERS.match(text, opening, start)
    if found is None:
        return None
    project = on is not None and found["who"].endswith("项目")
    firm = (
        is_ is not None and found["who"].endswith(("企业", "方", "公司")) and _STANDS.search(text, found.end(), start)
    )
    return found["who"] if project or firm else None


def of_others(node: Node, who: str) -> Node:
    """The node as it speaks of others, whom the words call ``who``."""
    if isinstance(node, Judgement):
        return node
    if isinstance(node, Test):
        return _test(node, who)
    if isinstance(node, Not):
        return Not(of_others(node.child, who))
    told = tuple(of_others(child, who) for child in node.children)
    if isinstance(node, AtLeast):
        return AtLeast(node.count, told)
    return Any(told) if isinstance(node, Any) else All(told)


def _test(test: Test, who: str) -> Node:
    if (test.field in _KEPT and not (test.field in _BROUGHT and "荐" in who)) or test.source is None:
        return test
    if not isinstance(test.value, Decimal | Money):
        return Judgement(test.source.quote[:60], test.source, 0.6)
    label = test.label or _said(test.source.quote, who) or catalogue().field(test.field).label
    return replace(test, field="declared_number", label=f"{who}{label}", confidence=min(test.confidence or 0.7, 0.7))


_BEFORE_FIGURE = re.compile(
    r"(?P<said>[^\d，。；：（）]{2,16}?)(?:均|都|应当?|须|需|不得?|达到?|超过?|在|为|[低少高多大小]于|约|已)*(?=\d)"
)
_QUANTITY = re.compile(
    "(?:上?一?年度?|上年度|当年度?|近[一二两三]年|年均|累计)?[^年]{0,8}?(?:收入|[额率值]|总数|人数|资产|投入|费用|利润|比例|占比)"
)


def _said(quote: str, who: str) -> str:
    """What is counted in the words of the text (上年度营业收入, 从业人员总数); empty where they do not name it whole."""
    found = _BEFORE_FIGURE.match("".join(quote.split()))
    said = found["said"].rpartition(who)[2].lstrip("的其且") if found is not None else ""
    return said if _QUANTITY.fullmatch(said) else ""


__all__ = ["INVESTED", "LED", "OTHERS", "object_defined", "of_others", "whom"]
