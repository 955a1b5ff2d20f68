"""Words by which the grades of one grant differ: levels, prizes, boards, sorts of applicant, limits."""

from __future__ import annotations

import re

NUMERIC = re.compile(
    r"\d.{0,12}(?:以[上下内]|美元|含）|台阶|大关)|(?:达到?|超过?|不低于|不少于|不超过|突破|满|高于|低于|增长|不[足满到]|[少多]于).{0,10}\d|\d[^，]{0,8}[—\-~至]\d"
)
_PROVINCES = "(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海)"
LEVELS = re.compile(
    rf"{_PROVINCES}(?=省)|国家级?|省级?|自治区级?|市级?|区级?|县级?|国际级?|世界级?|(?:行业|地方|团体)(?=标准)|全国|部级|镇级|主板|中小板|创业板|科创板|北交所|新三板|创新层|基础层|境内|境外|上市|挂牌|第[一二三四五六七八九十]+(?:至[一二三四五六七八九十]+)?名|前[一二三四五六七八九十\d]+名?|冠军|亚军|季军|[一二三四五特]等奖?|[一二三四五特]级|[甲乙丙]级|[金银铜][奖牌]|优秀|良好|合格|优胜奖"
    r"|年度|当年|新型?|首次|(?:[1-5](?=A))?A{1,5}级?|[一二三四五]星级?|[A-D][档等级]|第?[一二三四]档|博士|硕士|本科|高级|中级|初级|大专|研究生|[Ⅰ-ⅤIA-D]类|较[高低大小]|[一二三]类|Ⅰ|Ⅱ|、|，|的|在|对|等|及|和|或|获得?|认定|为|被|级|企业|单位|“|”"
)
PURE_LEVEL = re.compile(
    r"^(?:对|其中|国家级?|省级?|自治区级?|市级?|区级?|县级?|国际级?|部级|[一二三四五特]等奖?|[一二三四五甲乙丙]级|[金银铜][奖牌]|优秀|良好|优胜奖|博士|硕士|本科|高级|中级|初级|大专|研究生|年度|首次|新|、|，|的|和|或|及|等次|等级|为|项目|级别)+$"
)
FURTHER_LEVEL = re.compile(
    r"^(?:对|其中|属于?|为|新)*(?:获[评批得]?|被?(?:评|认)定?为|列入|入选|通过|达到)?(?:国家|国际|省|自治区|市|区|县|州|部)级(?:的|项目|企业|单位)?$"
)
"""Words that name a level alone, and what has brought it: 获评省级的, 属市级."""
FAMILIES = {
    "degree": re.compile("博士|硕士|研究生|本科|大专|专科"),
    "size": re.compile("(?:(?:大|中|小|微)+型?[、和及或]?)+(?:工业)?企业$"),
    "trade": re.compile("(?:工业|服务业|商贸(?:业)?|建筑业|批发业?|零售业?|住宿业?|餐饮业?|农业|外贸|文化|旅游)企业$"),
    "skill": re.compile("高级工|中级工|初级工|技师|[正副]高级?|中级职称|初级职称"),
}
"""Sorts of applicants of which each has its own sum."""
SORT = re.compile(
    "|".join(
        rf"(?P<{name}>(?:对)?(?:{family.pattern.rstrip('$')})[^，。；、]{{0,6}})" for name, family in FAMILIES.items()
    )
)
STEP = re.compile(r"^(?:每|此后每|以后每|其后每)(?:再)?(?:增加|新增|提高|增长|超过|多)")
HALVED = re.compile(
    r"[^，。；\d]{2,14}的?，?(?:分别|均)?(?:减半|折半|按(?:照)?(?:(?:上述|以上|前述|相应|该)[^，。；\d]{0,6}|标准)的?(?:\d+%|一半|半数))(?:执行|奖励|[给予][予以与](?:奖励|补[贴助])?|补[贴助]|计算|享受)?"
)
"""Half of what stands before, for a lesser deed: 参与制定的减半."""
RAISED = re.compile(
    r"(?:比例|标准|额度|限额|上限|最高|金额)(?:可|统一|相应|适当|均)*(?:提高?|上浮|放宽|增加?|上调|调高?|升)(?:至|到|为)?"
)
ELSE = re.compile(
    r"^(?:其[他它余].{0,10}(?:（[^（）]{2,16}）)?|在其[他它][^，。；]{2,16}|除.{2,8}外.{0,8}|.{2,6}(?:地区|区域|城市|国家)?(?:以外|之外).{0,4}|.{0,20}(?:低于|高于|不足|未达到)(?:上述)?(?:补[贴助]|奖励|规定)?标准|.{0,16}(?:达到?|符合|满足)(?:上述|以上|前款|该)(?:标准|条件|要求))$"
)

_PERSON = rf"(?:{FAMILIES['degree'].pattern}|{FAMILIES['skill'].pattern})"
_PEOPLE = re.compile(_PERSON)
_PEOPLE_ROW = re.compile(rf"(?:对)?{_PERSON}[^，。；、\d]{{0,6}}(?:(?:、|和|及|或者?){_PERSON}[^，。；、\d]{{0,8}})+")


_TRADE = (
    r"(?:工业|制造业?|服务业|商贸(?:业)?|建筑业?|批发(?:业)?|零售(?:业)?|住宿(?:业)?|餐饮(?:业)?|批零|住餐|农业|外贸)"
)
_TRADES = re.compile(rf"^(?:对)?{_TRADE}(?:(?:、|和|及|与|或)?{_TRADE})*(?:企业|行业|类)?$")
"""A row of trades: 批发业、零售业; 住宿和餐饮业."""


def family_of(words: str) -> re.Pattern[str] | None:
    """Of which family the words name a sort, or several (硕士、副高级职称人才); None where they say more or something else."""
    sort = SORT.fullmatch(words)
    if sort is not None:
        return FAMILIES[sort.lastgroup or ""]
    if _TRADES.fullmatch(words):
        return _TRADES
    return _PEOPLE if _PEOPLE_ROW.fullmatch(words) else None


def alike(before: str, words: str) -> bool:
    """Whether two conditions differ in nothing but a level, a board, a prize."""
    if NUMERIC.search(before) or not LEVELS.search(words):
        return not NUMERIC.search(before) and before == words
    first, then = (_LISTED.sub("", _ASIDE.sub("", LEVELS.sub("", one))) for one in (before, words))
    if first == then:
        return True
    if not LEVELS.search(before):
        return False
    got = _GOT.match(words)
    bare = _LISTED.sub("", _ASIDE.sub("", LEVELS.sub("", words[got.end() :]))) if got else ""
    if len(then) >= _TOLD_IN_FULL and first.endswith(then):
        return True
    return (len(then) >= _TOLD and first.startswith(then)) or (len(bare) > 1 and first.endswith(bare))


_GOT = re.compile("(?:对|其中)?，?(?:首次|新|当年|再次)*(?:获[得评批]?|荣获|取得|被?[评认]定?为|入选|列入)")
"""What has got the honour is told once: 作品获得国家级奖项的…；获得省级奖项的…."""


_WHO_GOT = re.compile(
    rf"(?:对于?)?(?P<who>[^，。；：]{{2,24}}?(?:企业|单位|机构|合作社|农场|园区|基地|医院|学校|公司|组织))(?={_GOT.pattern.removeprefix('(?:对|其中)?，?')})"
)


def who_got(before: str, words: str) -> int:
    """How many signs of a first grade name who has got it, where the next only tells another level: 本区企业|首次获评国家级…；首次获评省级….

    Zero where the first names nobody, or nobody in particular (企业), or the next somebody himself.
    """
    found = _WHO_GOT.match(before) if _GOT.match(words) else None
    return found.end() if found is not None and found["who"] not in ("企业", "单位", "机构", "公司") else 0


_RIGHTS = re.compile("专利|获得?授权|PCT|实用新型|外观设计|商标|著作权|地理标志|布图设计|新品种")
_BY_THE_PIECE = re.compile(r"(?:每[件项个]|[/每][件项])[^，。；\d]{0,8}\d|\d[\d.]*万?元[/每][件项个]")


def sorts_of_right(*told: str) -> bool:
    """Whether grants, each in its own words, pay sorts of right by the piece, which is one support.

    >>> sorts_of_right("实用新型专利授权后每件资助1000元", "发明专利每件资助1万元")
    True
    """
    return all(_RIGHTS.search(words) and _BY_THE_PIECE.search(words) for words in told)


_ASIDE = re.compile(r"（[^（）]*）|^(?:对|自)?\d{4}年?(?:以来|以后|之后|后|起)")
"""Brackets, and since when it counts: 2022年以来首次入选…，入选…."""
_LISTED = re.compile("(?:名单|名录|目录|榜单|称号)(?:的)?$")
"""入选国家级绿色工厂、绿色园区名单的…；入选市级绿色工厂名单的: the list is no part of the honour."""
_TOLD = 4
"""Signs of a deed told again at another level, what it is done to left out: 通过国家审定的品种…；通过市级审定的."""
_TOLD_IN_FULL = 8
"""Signs of a deed told again in full, where it is done left out: 在本市注册并经国家主管部门认定的机构…；经省主管部门认定的机构."""


def is_level(words: str) -> bool:
    """Whether a condition names nothing but levels of places or offices: 国家级、省级; 属市级."""
    words = words.removeprefix("属")
    return PURE_LEVEL.match(words) is not None and re.search("[国省市区县部]", words) is not None
