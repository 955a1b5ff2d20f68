"""Sentences beside a grant that bear on it: definitions, demands, exceptions, terms."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.phrase import MONEY
from policymatch.parsing.drafting.whowords import KIND, STATE, WHO
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.besideprocedure import demanded_first
from policymatch.parsing.structure.leads import MUST, announced
from policymatch.parsing.structure.requirements import Clause, Group, Requirement
from policymatch.parsing.structure.tiers import told_tiers
from policymatch.parsing.text.asides import is_procedural, outside_brackets
from policymatch.parsing.text.sentences import phrases, trimmed
from policymatch.parsing.text.wording import one_of
from policymatch.spans import Span

_NO_GRANT = re.compile(
    r"(?=[不享低取叠另夫就工已弄得抵按接期清组虚迁违追采重预])(?:"  # one look at the sign
    r"不(?:得|再)?参与(?:补|奖|资助|扶持|申报|评)|不受(?:前述|上述|以上|前款|此|该|本|第)|不(?:再)?(?:享受|适用)(?:第|本[政办措细意])|不[作做][^，。；]{0,12}要求"
    r"|享受本(?:政策|办法|措施|细则|意见)的(?:企业|单位|机构|主体)|期间(?:应|须|需)?(?:自觉|主动)?接受|接受[^，。；]{0,8}(?:监督|检查|审计)|得分高低|按[^，。；]{0,6}得分"
    r"|组织[^，。；]{0,8}评审，按|夫妻双方|就高一方|重复(?:享受|奖励|申报|支持)|不重复|叠加|抵扣|工资总额|追回|追缴|预拨|清算|违反|虚假|弄虚作假|迁出|取消.{0,6}资格"
    r"|不再(?:享受|支持|[给予][予以与])|另有规定|按照?上述(?:标准|比例)|按照?本.{2,8}第.{1,5}条.{0,10}规定(?!享受[^，。；]{0,12}(?:补[贴助]|奖[励补]|资助|待遇))"
    r"|采[取用](?![“”]?一[事企项]一)[^。；]{2,40}方式(?:予以|给予|进行)?(?:支持|扶持|补助)$|享受过|低于.{0,8}标准的?，?按|已(?:享受|获得).{0,20}(?:奖励|补[贴助]|资助|支持)(?:的|后)"
    r")"
)
_OPENS_NO_GRANT = re.compile(
    r"(?:[^，。；]{0,8}方式(?:为|：))?(?:主要)?(?:采[取用])?(?:事后|事前|无偿|直接|一次性|后|分期|定额|以奖代)(?:资助|补助|补贴|奖励|奖补|补|奖)(?:的?方式)?[。；]?$"
    r"|本(?:专题|专项(?:资金)?|资金|政策|办法|细则|项目|指南|方案)(?:主要|重点)*对[^，。；\d]{2,30}(?:进行|给予|予以)(?:奖[励补]|资助|补[助贴]|支持|扶持)，(?:引导|推动|促进|鼓励|激励|带动|支持)"
    r"|[^，。；]{0,8}(?:期限?|年限|时间|周期)(?:应当?|原则上)?[与同][^，。；]{2,16}(?:一致|相同|同步)|除第[^，。；]{1,12}[条项类]"
)


def grants_nothing(words: str) -> bool:
    """Whether words around a grant tell how it is paid, bounded or taken back."""
    return bool(_OPENS_NO_GRANT.match(words) or _NO_GRANT.search(words))


ANEW = re.compile(
    r"对(?!其|该|上述)[^，。；]{4,}的(?:各类)?(?:主体|企业|单位|机构|个人|农户|合作社|项目)，"
    r"|(?!其|该|上述|以上|同时|并|对)(?=[^，。；]*\d)[^，。；]{6,}以[上内]的(?:主体|企业|单位|机构|个人|农户|合作社)，?(?=[再另额])"
)
"""对新购置农机的各类主体，…再给予补贴: 再 beside what others give, since it says anew whom it is for."""
SLOGAN = re.compile(
    r"^(?:坚持|进一步|不断|努力|力争|全面|积极|大力|着力|深入|逐年|鼓励有条件的?|鼓励各?(?:区|县|市|地|镇)|引导|[^，。；]{0,8}(?:财政|部门|政府|镇街|委|局)[^，。；]{0,12}(?:要|应|须|负责|会同|组织))"
)
_DEFINES = re.compile(
    r"^(?P<what>[^。；]{6,}的[^，。；]{2,20})(?:为|视为|认定为|属于)(?P<name>[^，。；]{3,14})[。；]?$"
)
ONCE = Seldom(
    one_of(
        r"符合[^，。；]{0,6}其[他它][^。；]{2,40}不再?重复(?:支持|享受|奖励|补[贴助]|资助)",
        r"限每年(?:申[报请]|享受)(?:一|1)[次项个]",
        r"(?:已(?:经)?(?:(?:按照?|依据|根据|通过)[^，。；]{2,14}?)?(?:获得?|享受|取得)|获得过)[^。；]{2,40}(?:不再|不得(?!超过?|高于|大于|多于)|不予|不重复)",
        r"(?:[只仅]能|限|最多|只可|仅限)[^，。；]{0,12}(?:享受|申[请领报]|获得?|得到|选择)[^，。；]{0,4}[一1][次项种个]",
        r"[只仅][能可]?(?:享受|资助|补[贴助]|奖[励补]|支持|发放|领取|申领)[一1]次",
        r"(?:只能|仅能)用于享受|只有一家可|不能再次(?:申[请领报])",
    )
)
"""What is had once, or not beside the same from others."""
_STAY_OUT = one_of(
    "不(?:予|再)?(?:纳入|列入)[^，。；]{0,8}(?:范围|对象)?",
    "不予(?:支持|奖[励补]|补[贴助偿]|资助|扶持|返还|贴息|减免|兑[现付]|受理|发放|享受|申[报请])|不再(?:补[贴助]|奖[励补]|资助|扶持)",
    "不(?:得)?享受|不[得能可](?:再)?(?:申[报请领]|享受|领取)|不(?:得|再)?参与(?:本[条项款])?(?:补[贴助]|奖[励补]|资助|扶持|申报|评[选审])",
    "除外|不适用于?(?:本|此)(?:条款?|款|项|政策|补[贴助]|奖[励补])|不属于(?:支持|补[贴助])",
    "不在[^，。；]{0,6}(?:支持|补[贴助]|奖[励补]|资助|扶持|享受|本)[^，。；]{0,4}(?:范围|之列|对象)|不在(?:此|其)列",
)
_EXCEPTS = Seldom(
    rf"^(?P<who>(?:对(?!外|内|口|方))?[^，。；]{{2,50}}?)(?:(?<=[的员业位构体目人者])，(?:则|均|一律)?)?(?:原则上)?(?:{_STAY_OUT})[^，。；]{{0,8}}$"
)
_FAILED = re.compile(
    r"虚假|骗|弄虚作假|逾期|过期|[未不]按(?:规定|要求|时|程序|照)|材料不|拒不|拒绝|审[核查]不|未通过|不符合|不合格|不达标|超过.{0,6}(?:期限|时限)|不足部分"
)
"""Who gets nothing because he does not do as the procedure asks."""
_HAD_BEFORE = re.compile(r"已|曾|获得|享受|取得|领取|列入|资助|补[贴助]|奖励|财政|资金|政策|重复")
_LISTED_STANDARD = re.compile(
    r"^[^，。；：]{0,16}(?:标准|(?<!有)条件|要求)(?!的)(?:为|是|如下)?：?(?P<said>[^，。；]{2,}.{6,})$"
)
_TERMED = Seldom(r"^(?P<term>[^，。；：]{4,20}?)(?:主要)?(?:是指|指|是)(?P<said>[^。；]{10,})[。；]?$")
_SHOULD = re.compile(
    one_of(
        r"^(?:其中，?|[^，。；]{2,8}期间，)?(?:相关|该|上述|所)?[^，。；]{0,24}?(?:应(?![用急届税对付收邀征])当?|须|需(?!求)要?|必须|不得低于|不低于)"
        r"[^。；]*?(?:符合|具备|具有|持有|持证|备案|登记|达到|不低于|不少于|满足|取得|通过|提供不低于|纳入|已)",
        r"^其中，?(?![^。；]*(?:补[贴助]|奖励|资助|资金|支持|额度))[^，。；]{4,40}不[低少]于[^，。；]*\d[^，。；]*[。；]?$",
        r"^(?:申请人|申报人|申领人)?(?:需要|须|应|必须)(?:是|为)",
    )
)
_MUST_BE = Seldom(  # 申请企业须有健全的财务制度
    r"^(?:其中|同时|且|另外)?，?(?:申[请报领]|享受|参[加评]|上述|该类?|以上|相关|承担|实施|获[得评])?[^，。；]{0,16}?"
    r"(?:企业|单位|机构|公司|主体|项目|对象|个人|人员|申[请报]人|者|平台|园区|基地|团队|合作社|农场|人才|毕业生|产品|活动|赛事|展会|门店|设备|技术)"
    r"(?:还|均|都|同时)?(?:应(?![用急届税对付收邀征聘])当?|须|需(?!求)要?|必须|要(?!求))(?:同时|均|都)?"
    rf"(?:{STATE})"
    # 片区内民宿应当证照齐全; 申请缓缴的企业应当制定缓缴计划
    r"|^(?:其中|同时|且|另外)?，?(?![^，。；]{0,12}(?:材料|资料|文件|资金|经费|账|部门|报告|申[请报][书表]))[^，。；]{2,16}(?:应当?|须|需要?|必须)(?:做到|保证|确保)?"
    r"[^，。；\d的]{0,10}(?:齐全|健全|规范|完善|完备|清晰|明晰|合理|协调|稳定|良好|齐备|合规|达标)(?=[，。；、]|$)"
    r"|^(?:申[请报领]|参[加评])[^，。；]{0,16}(?:企业|单位|机构|主体|个人|人员|申[请报]人|者|的)，?(?:还|均|同时)?(?:应当?|须|需要?|必须)(?:同时|事先|提前)?(?:制定|编制|签订|签署|作出|书面)"
)


_REQUIRES = Seldom(
    r"^(?:[；，]|且|并|但|同时|还|均)*(?:(?:其中，?)?(?:[^，。；]{0,10}(?:企业|单位|机构|主体|项目|产品|设备|活动|人员|平台|基地))?"
    r"(?:要求(?!的|如下|见|参)|(?:其)?前提(?:条件)?(?:是|为)|条件(?:是|为))|应当?(?![用急届税对付收邀征聘])|须|必须)"
    rf"(?:其|该)?(?:同时)?(?:{STATE})"
)
"""…给予补助，要求已完成项目备案; 前提是未列入经营异常名录; 但须依法纳税."""
_IS_OR_HAS = Seldom(
    rf"^(?:申[请报领]|参[加评]|享受)(?:本|该|上述)?[^，。；]{{0,8}}?的?(?:企业|单位|机构|主体|项目|人|对象|产品|平台|基地)(?!指|可)(?:{STATE})"
)
"""申报企业近三年未发生安全生产事故, without 应 or 须."""
_CLEAN = re.compile(
    r"^(?:且|并|同时)?(?:(?:近|最近|过去)[一二两三四五\d]年(?:之?内|来)?(?:均|都)?(?:未|无|没有)|未(?:发生|被?列入|受到?|出现|拖欠|欠缴)|无(?:不良|重大|严重|违法|失信|欠)"
    r"|具[有备]独立(?:法人|承担)|财务(?:制度|管理)|信用(?:记录|状况)?良好|依法(?:注册|登记|纳税|缴纳))(?![^。；]*(?:的[，。；]|的$))"
)
"""What is said of an applicant by such words alone: 近三年未发生安全生产事故."""
_FITTING = re.compile(
    rf"(?:对于?|凡是?)?(?:同时)?(?:符合|满足|具备)(?:相关|有关|规定|上述|以上|前述|本[^，。；的]{{0,4}})?的?(?:申[请报领]|享受|补[贴助]|奖励|认定)*(?:条件|要求|规定)的"
    rf"(?=[^，。；]*(?:{KIND.pattern})|(?!(?:申[请报]|相关|有关|各类|上述|参[加评]|承担|实施)*(?:企业|单位|机构|项目|主体))[^，。；的\d]{{4,16}}(?<=企业|单位|机构|项目|平台|园区|基地|门店|场馆|院校|医院)(?![^，。；]))"
)


_LISTED_BELOW = re.compile(
    r"(?:对于?|凡是?)?(?:同时)?(?:符合|满足|具备)(?:以下|下列|如下)[^，。；的]{0,12}(?:之一|[项个])?的(?=[^，。；]{4,}$)"
)
"""符合下列条件之一的|企业员工，可申请…：（一）…: whom the points below limit."""


def whose(text: str, span: Span) -> Span:
    """A condition that only points to conditions told elsewhere, down to the kind of applicant: 符合条件的小微企业."""
    found = _FITTING.match(text, span.start, span.end) or _LISTED_BELOW.match(text, span.start, span.end)
    return Span(found.end(), span.end) if found else span


_EASES = re.compile(
    r"(?:其中，?|但)?(?:对于?)?(?![^。；]*(?:补[贴助]|奖[励补]|资助|支持|利率|比例|标准|额度|价))[^。；，：\d]{4,30}(?:放宽|下调|降低?)[至到为][^。；，\d]{0,6}\d[^。；，]{1,14}[。；]?"
)
"""乡镇门店面积可放宽至60平方米: a limit made easier for some, behind what is given."""


def read_demand(text: str, sentence: Span, *, first: bool) -> Requirement | None:
    """What a sentence that grants nothing demands; None where it demands nothing.

    Args:
        text: the working text.
        sentence: the sentence.
        first: whether it stands before the first grant of its passage.
    """
    words = sentence.of(text).strip()
    if (tiered := told_tiers(text, trimmed(text, sentence))) is not None:
        return tiered
    if words.endswith("：") and MUST.search(words):
        return next(iter(announced(text, trimmed(text, sentence, " \n"))), None)
    defined = _DEFINES.match(words)
    following = text[sentence.end : sentence.end + 60]
    if defined and following.startswith(defined["name"]):
        start = text.index(defined["what"], sentence.start)
        return Clause(Span(start, start + len(defined["what"])))
    excepted = _excepted(words)
    once = ONCE.search(words)
    if once and not (excepted and _is_mixed(excepted["who"])):
        said = [phrase for phrase in phrases(text, sentence) if phrase.end - sentence.start > once.start()]
        if once[0].startswith("符合"):
            return Clause(trimmed(text, said[-1]), whole=trimmed(text, Span(said[0].start, sentence.end)))
        return Clause(trimmed(text, said[0] if "已" not in once[0] and "过" not in once[0] else sentence))
    if excepted and not ("，" in excepted[0] and _FAILED.search(excepted["who"])):
        start = text.index(excepted["who"], sentence.start)
        return _shut_out(Span(start, start + len(excepted["who"])), excepted["who"])
    listed = _LISTED_STANDARD.match(words)
    if listed and not MONEY.search(words) and first:
        start = text.index(listed["said"], sentence.start)
        return Clause(trimmed(text, Span(start, sentence.end)))
    termed = _TERMED.match(words)
    if termed and termed["term"] in text[sentence.end : sentence.end + 120]:
        start = text.index(termed["said"], sentence.start)
        return Clause(trimmed(text, Span(start, sentence.end)), subject=True)
    if (spoken := _spoken(text, sentence, words, first=first)) is not None:
        return spoken
    return _all_limited(text, sentence) if first else _limited(text, sentence)


def _spoken(text: str, sentence: Span, words: str, *, first: bool) -> Requirement | None:
    """A sentence that speaks as demands do, all of it or what it asks beside its words on procedure."""
    speaks = any(one.match(words) for one in (_SHOULD, _MUST_BE, _REQUIRES, _IS_OR_HAS, _CLEAN))
    if not (speaks or (not first and _EASES.fullmatch(words))) or SLOGAN.match(words):
        return None
    if not grants_nothing(words) and not is_procedural(outside_brackets(words)):
        return Clause(trimmed(text, sentence))
    return _beside_procedure(text, sentence)


def _beside_procedure(text: str, sentence: Span) -> Requirement | None:
    """What a sentence that opens with a demand asks beside its words on procedure; None where it asks nothing."""
    runs = [run for run in demanded_first(text, trimmed(text, sentence)) if not grants_nothing(run.of(text))]
    asked = [Clause(run) for run in runs]
    return Group("all", tuple(asked)) if len(asked) > 1 else asked[0] if asked else None


def _excepted(words: str) -> re.Match[str] | None:
    """Who stays out by the sentence's end; a bracket there frees whom it names, and shuts out nobody."""
    found = _EXCEPTS.match(words.strip("，。；"))
    return found if found and found["who"].count("（") == found["who"].count("）") else None


def _is_mixed(who: str) -> bool:
    """Whether not all who stay out do so for what they have had before: 已享受租金减免或对外转租的."""
    return len(_kinds_out(who)) > 1


def _kinds_out(who: str) -> list[tuple[int, int]]:
    """The stretches of those who stay out for what they have had before, and of the others."""
    found: list[tuple[int, int]] = []
    had: bool | None = None
    for one in re.finditer(r"(?:(?!、|或|和|以?及).)+", who):
        funded = _HAD_BEFORE.search(one[0]) is not None
        if found and funded is had:
            found[-1] = (found[-1][0], one.end())
        else:
            found.append(one.span())
        had = funded
    return [(start + len(lead[0]) if (lead := re.match("者", who[start:])) else start, end) for start, end in found]


def _shut_out(span: Span, who: str) -> Requirement:
    """Those who stay out, each sort by itself."""
    kinds = [Clause(Span(span.start + start, span.start + end), negated=True) for start, end in _kinds_out(who)]
    return kinds[0] if len(kinds) == 1 else Group("all", tuple(kinds))


_HEAD = re.compile(
    r"(?:其中，?)?(?:(?:享受|申[请报领]|获得)(?:本|该|上述|以上|此)?[^，。；]{0,10}的(?:[^，。；]{0,6}，|(?:企业|单位|机构|主体|项目|申[请报]人)))?"
)
_LIMIT = re.compile(
    r"(?:并?且|同时)?(?P<what>[^，。；\d]{2,24}?)(?:应当?|须|需|必须|一般|原则上)*(?:不得?[低少小]于|达到?|超过|满|在)?\d[^，。；]{0,14}(?:以[上内下]|（含）|[之以]前)?[^，。；\d]{0,8}"
)
PREFERRED = re.compile(
    r"(?:其中，?)?(?:对于?)?[^，。；：\d]{2,60}?，?(?:在?同等条件下，?)?(?:予以|[给予][予以与]|可)*优先(?:予以|[给予][予以与])?(?:重点)?(?:支持|资助|扶持|考虑|安排|补[贴助]|奖[励补])[。；]?\s*"
)
"""Who comes first among those for whom the sentences around it grant: 对老旧小区的项目优先予以支持."""
LIMITS_TAKER = re.compile(
    r"(?:其中，?)?(?:享受|申[请报领]|获得)[^，。；]{0,12}的(?:企业|单位|机构|主体|项目|申[请报]人)[^，。；\d]{2,24}?(?:应当?|须|需|必须)?不得?[低少小]于\d[^，。；]*[。；]?\s*$"
)
"""享受补贴的企业研发费用占比不得低于5%, which gives no 5%."""
_BOUND = re.compile(
    r"不得?[低少小]于\d|(?:达到|超过|满)\d|\d[^，。；]{0,8}以[上内下]|\d[^，。；]{0,6}(?:（含）|[日月年](?:底|末)?(?:之|以)?前)"
)
_OF_SUPPORT = re.compile(
    r"补[贴助]|奖[励补金]|资助|支持|扶持|资金|经费|额度|名额|兑[现付]|拨付|贴息|配套|最高|最[长多]|累计|总额|限额|标准|评[选审]|(?:[每一][年家个户人次]|单[个家户])(?![^，。；]{0,8}(?:投资|收入|产值|销售|造价|面积))(?=[^，。；]{0,16}(?:不[得可能]?超|不多于|至多|限|[选支]|安排|认定|元))|^一[年家个户人次]|不超过\d+[个家名项]|按[^，。；]{0,14}计|政府|财政|部门|到20\d\d年|力争|目标|全[区市县省]"
)
"""What is said of the support itself, or of what a district means to reach."""
_YEARS = re.compile(r"\d+年(?:内|期)?$")
_LASTING = re.compile(
    r"(?:龄|[合租保展工]期|(?:合同|租[赁用]|使用|服务|[运经]营|履约|承租|存续|剩余)[^，。；\d]{0,4}(?:期限?|年限|时[间长]))[^，。；\d]{0,8}\d+年"
)


def _of_support(words: str) -> bool:
    """Whether words tell of the support: a number of years is how long it lasts, but for those of a thing (船龄不超过10年)."""
    return bool(_OF_SUPPORT.search(words) or (_YEARS.search(words) and not _LASTING.search(words)))


_A_SORT = re.compile(r"的[^，。；的\d]{0,10}$")
"""带动3人以上就业的借款人: who gets more than the others."""


def _limited(text: str, sentence: Span) -> Requirement | None:
    """A sentence behind a grant whose first words limit a figure of the applicant: 孵化面积不少于3000平方米，在孵企业20家以上."""
    head = _HEAD.match(text, sentence.start, sentence.end)
    said = trimmed(text, Span(head.end() if head else sentence.start, sentence.end))
    told = [trimmed(text, phrase) for phrase in phrases(text, said)]
    if not told or _of_support(said.of(text)) or is_procedural(said.of(text)):
        return None
    first = told[0].of(text)
    if not _LIMIT.fullmatch(first) or not _BOUND.search(first) or _A_SORT.search(first):
        return None
    kept = [phrase for phrase in told if not grants_nothing(phrase.of(text))]
    return Clause(Span(kept[0].start, kept[-1].end)) if kept else None


_GIVEN = re.compile(
    r"补[贴助]|奖[励补金]|资助|扶持|额度|兑[现付]|拨付|贴息|配套资金|引导基金|母基金|最高|最[长多]|限额|政府|财政|力争|目标|到20\d\d年|全[区市县省]|新增\d|每年"
)


def _all_limited(text: str, sentence: Span) -> Requirement | None:
    """A sentence before a grant all of whose phrases limit a figure of what it is for; one is enough where it names that."""
    said = trimmed(text, sentence)
    told = [trimmed(text, phrase) for phrase in phrases(text, said)]
    if _GIVEN.search(said.of(text)) or is_procedural(said.of(text)):
        return None
    if len(told) < _ENOUGH and (_of_support(said.of(text)) or not _OF_TAKER.match(said.of(text))):
        return None
    limits = _LIMIT.fullmatch(told[0].of(text)) and all(_BOUND.search(phrase.of(text)) for phrase in told)
    return Clause(said) if limits and not _A_SORT.search(told[0].of(text)) else None


_ENOUGH = 2
_OF_TAKER = re.compile(
    r"(?![每各])(?:(?=[^，。；]*不得?[低少小]于)|(?:申[请报领]|参[加评与保]|享受|上述|该|所)?[^，。；\d]{0,10}(?:企业|单位|机构|公司|主体|项目|申[请报]人|者|平台|园区|基地|合作社|农场|门店|产品|活动|展会|赛事)(?!数)"
    r"|[^，。；\d]{0,8}(?:职工|员工|从业人员|营业收入|销售额|产值|研发|投资额?|面积|[船车房机楼]龄|床位|功率|注册资[本金]))"
)


_A_LEAD = re.compile(
    rf"(?:对于?|凡是?)?(?P<who>[^。；：]{{6,}}?的(?:各类|所有)?[^，。；：的\d]{{0,10}}(?:{WHO.pattern}))(?:，[^。；：]{{2,50}})?：$"
)
"""…年收入1000万元以上的货运企业，在年初车辆数的基础上，本年度内：: whom the lines below it are for."""
_OF_TEXTS = (
    "(?:扶持|支持|标准|措施|政策|办法|事项|说明|公告|通知|比例|金额|额度|期限|范围|内容|流程|职责|任务|目标|意见|要求|问题|情况|原则"
    "|方式|依据|部门|方法|计划|规定|工作|重点|方向)"
)
_A_DEED = re.compile(
    r"(?:对于?|凡是?)?(?P<who>(?![^：]*(?:[给予][予以与]|奖励|补[贴助]|资助))(?:[^。；：]{6,}的|(?=[^：]*(?:以[上下内]|不[低少]于|[本我][区市县]|\d[天个家场年月]))[^。；：]{5,}的"
    rf"(?![^：，]*{_OF_TEXTS})[^，。；：的\d]{{2,8}}))：$"
)
"""在本区举办、展期3天以上的展览：; 新开通的货运航线，每周不少于2班的：."""
_NO_LEAD = re.compile(
    r"(?:以下|下列|如下|条件|材料|资料|情形|要求|包括|是指|分为|程序|流程|原则|不予|不得|给予|予以|办法|标准)[^，。；]{0,12}：$|^(?:为|根据|按照)"
)


def led(text: str, sentence: Span) -> list[Requirement] | None:
    """Whom a line that ends in a colon says that the lines below it are for; None where it is no such line."""
    said = trimmed(text, sentence, " \n")
    if text[said.end - 1] != "：":
        return None
    if _NO_LEAD.search(said.of(text)):
        return []
    found = _A_LEAD.fullmatch(text, said.start, said.end) or _A_DEED.fullmatch(text, said.start, said.end)
    return [Clause(Span(*found.span("who")))] if found is not None else []


def opens_line(text: str, sentence: Span, grant: Span) -> bool:
    """Whether a sentence ends in a colon before the line that a grant stands in: …按以下标准给予补助：."""
    between = text[sentence.end - (text[sentence.end - 1] == "：") : grant.start]
    return between.startswith("：") and between.count("\n") == 1


_ANEW_FOR = re.compile(r"(?:对于?|凡是?)")


def bound_by(text: str, led: list[Requirement], grant: Span) -> list[Requirement]:
    """What a line that ends in a colon demands of a grant below it; nothing of one that begins afresh behind a full stop."""
    line = text.rfind("\n", 0, grant.start)
    before = text[max(0, line - 2) : max(0, line)].strip()
    return led if led and (before.endswith(("：", "；")) or not _ANEW_FOR.match(text, grant.start)) else []


_OUT_ENDS = re.compile(r"）|(?:以|之)?外|(?=[，。；\n]|$)")


def left_out(text: str, spans: list[Span]) -> list[Requirement]:
    """Who stays out: a bracket behind the money (房地产项目除外), or words before whom it is for (除个体工商户外)."""
    found: list[Requirement] = []
    for span in spans:
        ends = _OUT_ENDS.search(text, span.end)
        begins = span.start - text.startswith("除", span.start - 1)
        found.append(Clause(span, negated=True, whole=Span(begins, ends.end() if ends else span.end)))
    return found
