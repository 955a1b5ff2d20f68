"""Rows of sorts, each with its sum: 国家级100万元，省级50万元; 初级工每人500元、中级工每人800元; 连栋温室每亩补2万元，单体大棚…."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from policymatch.parsing.drafting.capping import with_case_ceilings
from policymatch.parsing.drafting.phrase import AMOUNT, Phrase, Role
from policymatch.parsing.text.sentences import phrases, trimmed
from policymatch.parsing.text.wording import without_brackets
from policymatch.spans import Span

_STANDARD = (
    r"(?:具体|补[贴助]|奖[励补]|资助|发放|支持|扶持|执行|分档|要求及|[的其])*标准(?:分别)?(?:为|是|如下|：){1,2}"
)
_GIVES = r"给予|予以|奖励|奖补|补助|补贴|资助|支持|扶持|发放|补偿|奖|补"
_ROW = re.compile(
    rf"(?:其中，?|分别|按照?|对(?=.{{3}})|{_STANDARD}|[（(]?[一二三四五六七八九十\d]{{1,2}}[）)、.．])*"
    r"(?P<sort>(?!同一|单[个家项船台套场批]|每|累计|合计|最高|最多|不超过|总额|年度|共|再|另|此后|超[过出]|其余|按|从|第|前|后|首年|次年|给予|奖励|补)"
    r"(?:[^，。；：、\d%]|\d{1,2}(?=[A级星类档等A])|(?<=型)、(?=[中小微]型)){1,24}?)"
    rf"(?:的|者|为|是|：|—|可|按照?|单[个家项][一-龥]{{0,4}}?|每[一-龥]{{1,4}}?(?:每(?:[年月天]|学年|季度))?|一次性|分别|最高|不超过|{_GIVES}|标准)*"
    r"(?:[^，。；：、\d]{1,12}(?:费用?|额|投入|支出|租金|利息|投资|成本|价款?)的?(?=\d[\d.]*%))?"
    rf"(?P<sum>{AMOUNT})(?!以[上下内]|（含|的(?!标准|[一-龥]{{0,4}}(?:奖|补|资助|支持)))"
    rf"(?:[/每][一-龥]{{1,4}}?(?:[/·每][一-龥]{{1,2}})?)?(?:（[^（）]{{0,16}}）)?"
    rf"(?:的|标准|一次性|{_GIVES}|[一-龥]{{2,6}}(?=补[贴助]|奖励|资助|津贴)|津贴|资金|经费)*"
)
_OTHER_SUM = re.compile(
    r"(?:资本|投资|投入|收入|产值|销售|额|税|税收|价|价格|成本|资产|费用?|预算|规模|贷款|资金|财政|配套|自筹|工资|利润|保证金|罚款|营收|达到?|[高低大多少]于|超过|满|突破|增加|新增|增长|以[上下内])(?:的|为)?$"
    r"|(?:额度|比例|金额|标准|限额|总额|面积|[人台次天件户]数|总吨|吨位|里程|[数产重容用发载流气电]量)$|资金|财政|自筹|季度|月份|投资者|[给予][予以与]"
)
"""A sum of something else than money given: what is invested, earned, paid, or where the money comes from."""
_ASKED = re.compile(
    r"收费|罚|价格|缴[费纳]|工资|预算|(?:达到|不低于|不少于|超过|注册资本|投资|收入|要求|条件|门槛)[^，。；：]{0,6}[：，]?(?:其中，?)?$"
)
_COUNTED = re.compile(r"每|/[一-龥]")
_LEVEL = re.compile(
    r"(?:国家|国际|省|市|区|县|部|州|自治区|行业|团体|地方)(?:部?级|标准)?|[一二三四五六特甲乙丙\d]{1,2}[等级星档类][奖级]?|[A-EＡ-Ｅ\d]{1,2}[A级类]+|[金银铜][奖牌]|[优良合][秀好格]"
    r"|博士.{0,4}|硕士.{0,4}|(?:大学)?本科.{0,4}|大?专科?.{0,4}|[高中初]级.{0,4}|高级技师|技师|.{0,4}职称|特等奖?|[冠亚季]军|优胜|入围|提名|鼓励|最佳.{0,6}"
    r"|(?:工业|建筑业|农业|制造业|服务业|商贸业?|批发业?|零售业?|住宿业?|餐饮业?|(?:批发和?零售|批零|住宿和?餐饮|住餐|批零住餐)业?|[一-龥]{2,6}服务业|[一-龥]{2,4}[运游化]输?业)"
)
_DEED = re.compile(r"^(?:获|取得|通过|经|被|认定|评|入选|列入|纳入|达到|完成|参加|参与|首次|新)")
_TOLD = re.compile(
    r"[^。；]*(?:的|企业|单位|机构|项目|人员|人才|职工|员工|民宿|园|店|合作社|中心|基地|平台|农场|户|生|青年|老人|老年人|残疾人|家庭|选手|专家|教师|医师|护理员)$|对"
)
SORT_ITS_SUM = re.compile(  # …给予3万元补贴；硕士研究生每人每年1.2万元: one more sort, and its sum
    rf"(?:其中)?(?:对)?[^，。；\d每]{{2,14}}?(?:的|为|：|，)?(?:每(?:[人家个件项户名](?:每[年月])?|[年月]))?(?:按|给予|最高|不超过|补贴|补助|奖励|资助|分别)*{AMOUNT}(?!以|（含）)[^，。；]{{0,10}}(?:，[^，。；]{{0,16}}[年月])?$"
)
RUNG = re.compile(rf"的，?(?:按|每)[^，。；]{{0,16}}{AMOUNT}、$")
"""A grade without a word of giving, which stands after the last of its row: 自有的按每张1.5万元、租赁的按每张8000元给予补贴."""


_SUM_SIGNS = frozenset("元万%")


def sorts_of(text: str, spans: Sequence[Span]) -> list[Span]:
    """The sorts of the rows that the phrases consist of; empty where one is no row."""
    found: list[Span] = []
    for span in spans:
        if not _SUM_SIGNS.intersection(text[span.start : span.end]):
            return []
        for piece in _pieces(text, trimmed(text, span)):
            sort = _sort_in(piece.of(text).replace("的，", "的：").replace("、", "和"))
            if sort is None:
                return []
            found.append(Span(piece.start + sort[0], piece.start + sort[1]))
    return found


@lru_cache(maxsize=1024)  # a phrase is asked whether it is a row by itself, then beside others
def _sort_in(row: str) -> tuple[int, int] | None:
    """Where the sort stands in a row; None where the words are none, or name another sum than money given."""
    found = _ROW.fullmatch(row)
    return None if found is None or _is_other_sum(found["sort"]) else found.span("sort")


_EACH_SUM = re.compile(
    rf"每[一-龥]{{1,4}}(?:每[一-龥]{{1,2}})?(?:一次性|最高|不超过|{_GIVES})*{AMOUNT}(?:的?标准|{_GIVES})*"
)
"""What one of a sort gets, set apart from the sort: 收住自理老年人的，每人每月100元."""


_NO_SORT = re.compile(
    rf"\d|{_DEED.pattern}|^(?:主导|牵头|主持|承担|承办|主办|参[与加])|^在[^，。；]{{2,20}}(?:完成|注册|登记|设立|授权|转化|开展|举办|销售|落地)"
)


def _sort_and_sum(text: str, one: Span, other: Span) -> bool:
    """Whether two phrases are a sort, no deed, and its sum."""
    said = one.of(text)
    return (
        said[-1] == "的" and not _NO_SORT.search(said) and _EACH_SUM.fullmatch(text, other.start, other.end) is not None
    )


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """Phrases with a sort and the sum behind it as one."""
    found: list[Span] = []
    for span in [trimmed(text, one) for one in spans]:
        if found and _sort_and_sum(text, found[-1], span):
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def _with_sums(text: str, read: list[Phrase]) -> list[Phrase]:
    """The phrases with a sort and the sum behind it as one; what a promise before them gives."""
    found: list[Phrase] = []
    for phrase in read:
        given = phrase.role is Role.OFFER and not phrase.bare
        if found and not given and _sort_and_sum(text, found[-1].span, phrase.span):
            whole = Span(found[-1].span.start, phrase.span.end)
            found[-1] = _as_money(Phrase(whole, Role.MONEY), first=phrase.bare)
            promised = any(one.role is Role.OFFER for one in found[:-1])
            if not phrase.bare and not promised:
                found[-1] = Phrase(whole, Role.CONDITION)
        else:
            found.append(phrase)
    return found


_UPWARDS = re.compile("及?以[上下]$")


def _is_other_sum(sort: str) -> bool:
    """Whether the words before a sum say that it is no money given; a level upwards does not (硕士及以上每人2万元)."""
    return _OTHER_SUM.search(sort) is not None and not _LEVEL.fullmatch(_UPWARDS.sub("", sort))


def _pieces(text: str, span: Span) -> list[Span]:
    """The members of a phrase between pause marks, brackets whole; two sorts that share a sum are one (二级、一级每月1500元)."""
    if text.find("、", span.start, span.end) < 0:
        return [span]
    found, start, depth = [], span.start, 0
    for at in range(span.start, span.end):
        depth += (text[at] == "（") - (text[at] == "）")
        if text[at] == "、" and depth == 0 and _SUM_SIGNS.intersection(text[start:at]):
            found.append(Span(start, at))
            start = at + 1
    return [*found, Span(start, span.end)]


_STOPS = str.maketrans("，—-、", "：：：和")


def row_of_point(text: str, span: Span) -> Span | None:
    """The sort of a point that is a row by itself: 博士研究生：每人5万元；; 五星级民宿，20万元; None where it is none."""
    kept = trimmed(text, span)
    sort = _sort_in(kept.of(text).translate(_STOPS)) if len(kept) <= LONGEST_ROW else None
    return None if sort is None else Span(kept.start + sort[0], kept.start + sort[1])


def is_graded(text: str, sorts: Sequence[Span], points: Sequence[Span]) -> bool:
    """Whether rows are grades of one support: levels, prices of units, or what differs in its level alone."""
    said = [sort.of(text) for sort in sorts]
    if all(_names_level(words) for words in said) or all(_COUNTED.search(point.of(text)) for point in points):
        return True
    return len({_GRADES.sub("", words) for words in said}) == 1


_GRADES = re.compile(
    r"重点|一般|重大|示范|普通|常规|国家级?|国际级?|[省市区县州部]级?|自治区级?|[一二三四五六七特甲乙丙ABCDE\d]{1,2}(?:星级?|[等类级档]|A级?)|[高中初]级|[大中小微]型|[大中小微]{1,3}(?=企业)|、"
)
LONGEST_ROW = 48


def _is_sort_of_all(text: str, last: list[Span]) -> bool:
    """Whether the phrase is a row that names a sort of what stands before it, not a deed or an applicant of its own."""
    sorts = [] if last and text.startswith("对", trimmed(text, last[0]).start) else sorts_of(text, last)
    return bool(sorts) and not any(_DEED.match(sort.of(text)) or _is_case(text, sort) for sort in sorts)


_CASE = re.compile(rf"的，?(?:{_GIVES})")


def _is_case(text: str, sort: Span) -> bool:
    """Whether the words say what has been done, and what is given for it: 申报材料获受理的奖励200万元."""
    return _CASE.match(text, sort.end) is not None and not is_level(text, sort)


def rowed_parts(text: str, found: Sequence[Span]) -> list[Span]:
    """Which parts of a sentence are rows told one after another: …的，自理老人每人每月100元；失能老人每人每月300元."""
    told_in = {part: _joined(text, phrases(text, part)) for part in found} if len(found) > 1 else {}
    rows = [part for part, told in told_in.items() if _is_sort_of_all(text, told[-1:])]
    if len(rows) < 2 or found.index(rows[-1]) - found.index(rows[0]) != len(rows) - 1:
        return []
    opening = told_in[rows[0]][:-1]
    led = rows[0] is not found[0]
    told = any(_TOLD.match(trimmed(text, phrase).of(text)) for phrase in opening)
    return rows if all(len(told_in[row]) == 1 for row in rows[1:]) and (told or (led and not opening)) else []


def with_rows(text: str, found: list[Phrase], *, least: int = 2) -> list[Phrase]:
    """The phrases of a part in which nothing is given by a verb, its rows of sums made what is offered.

    Args:
        text: the working text.
        found: the phrases of the part.
        least: how many rows it takes; one where the parts beside it are rows as well.
    """
    found = _with_sums(text, found)
    if (honours := _honours(text, found)) is not None:
        return honours
    offers = [phrase for phrase in found if phrase.role is Role.OFFER]
    if any(not phrase.bare or not sorts_of(text, [phrase.span]) for phrase in offers):
        return with_case_ceilings(text, found)
    rows = [at for at, phrase in enumerate(found) if phrase.role is not Role.DRESS and sorts_of(text, [phrase.span])]
    rows = [at for at in rows if all(other in rows for other in range(rows[0], at))]
    if not rows:
        return found
    sorts = [sort for at in rows for sort in sorts_of(text, [found[at].span])]
    before = found[: rows[0]]
    if len(sorts) < least or (before and _ASKED.search(text[before[0].span.start : found[rows[0]].span.start])):
        return found
    told = least == 1 or any(_TOLD.match(phrase.span.of(text)) for phrase in before if phrase.role is Role.CONDITION)
    counted = all(_COUNTED.search(found[at].span.of(text)) for at in rows)
    plain = counted or all(is_level(text, sort) for sort in sorts)
    opening = text[found[0].span.start : found[rows[0]].span.start]
    plain = plain and (_ACTOR.search(opening) is not None or _is_promised(text, found[0].span.start))
    if not (told or plain or offers):
        return found
    return [_as_money(phrase, first=at == rows[0]) if at in rows else phrase for at, phrase in enumerate(found)]


def _honours(text: str, found: list[Phrase]) -> list[Phrase] | None:
    """Phrases that are rows of honours, the first told as a deed: 被认定为甲的奖励100万元，乙奖励50万元; None where they are not."""
    told = [phrase for phrase in found if phrase.role is not Role.DRESS]
    if len(told) < 2 or any(phrase.role is Role.CONDITION for phrase in told[1:]):
        return None
    sorts = [sorts_of(text, [phrase.span]) for phrase in told]
    if any(len(one) != 1 for one in sorts) or not _shares_deed(text, [one for row in sorts for one in row]):
        return None
    return [phrase if phrase.role is Role.DRESS else _as_money(phrase, first=phrase is told[0]) for phrase in found]


_HONOURED = re.compile(r"(?:对)?(?:当年|首次|新)?(?:获[得评]?|被|经|认定|评[为定]|入选|列入|纳入)")


def _shares_deed(text: str, sorts: Sequence[Span]) -> bool:
    """Whether only the first says how one comes by it, which holds for the others as well: 获评5A级景区, 国家级旅游度假区."""
    return (
        len(sorts) > 1
        and _HONOURED.match(text, sorts[0].start, sorts[0].end) is not None
        and not any(_DEED.match(sort.of(text)) or is_level(text, sort) or _is_case(text, sort) for sort in sorts[1:])
        and all(_HONOUR.search(sort.of(text)) for sort in sorts)
    )


_HONOUR = re.compile(
    r"(?:单位|企业|项目|基地|园区?|景区|度假区|街区|村|镇|品牌|中心|平台|产品|店|民宿|酒店|剧目|作品|称号|机构|线路|路线|工厂|车间)$"
)


LED = re.compile(_STANDARD)
"""What opens a sentence of sums: 补贴标准是：博士每月2000元."""
_ACTOR = re.compile(
    r"企业|单位|机构|[员职]工|人员|人才|个人|学[员校]|农户|合作社|毕业生|申请人|老年人|残疾人|青年|学徒|护理员"
)
_PROMISED = re.compile(r"支持|奖|补|资助|扶持|激励")
_PRICED = re.compile(r"租金|价格|收费|费率|房租")


def _is_promised(text: str, start: int) -> bool:
    """Whether the words just before the rows, in their paragraph, speak of giving: 支持农产品认证。有机产品每个5万元…."""
    before = text[max(0, start - 60) : start].rpartition("\n")[2]
    return _PROMISED.search(before) is not None and _PRICED.search(before) is None


def _as_money(phrase: Phrase, *, first: bool) -> Phrase:
    if first:
        return Phrase(phrase.span, Role.OFFER, phrase.span.start, bare=True)
    return Phrase(phrase.span, Role.MONEY)


_PEOPLE = re.compile("博士|硕士|研究生|本科|专科|大专|职称|技师|高级工|中级工|人才")
"""Sorts of people, which say whom the money is for where nothing else does: 博士每月2000元、硕士每月1200元."""


def is_level(text: str, sort: Span) -> bool:
    """Whether a sort is a mere level: 国家级, 一等奖, 博士."""
    return _names_level(sort.of(text))


_AND = re.compile("、|和|及|与")


def _names_level(words: str) -> bool:
    """Whether words name levels alone, what a bracket says of them left out: 五级（初级工）, 技师和高级技师."""
    return all(_LEVEL.fullmatch(one) for one in _AND.split(without_brackets(words)))


def choice_of(text: str, sorts: Sequence[Span], *, told: bool) -> list[Span]:
    """The sorts one of which an applicant must be of: where nothing else says whom it is for, or where they are deeds.

    Args:
        text: the working text.
        sorts: of the rows.
        told: whether the words before the rows say whom they are for.
    """
    if any(is_level(text, sort) for sort in sorts):
        people = not told and all(_PEOPLE.search(sort.of(text)) for sort in sorts)
        return list(sorts) if people else []
    if _shares_deed(text, sorts):
        return list(sorts)
    return list(sorts) if not told or all(_DEED.match(sort.of(text)) for sort in sorts) else []
