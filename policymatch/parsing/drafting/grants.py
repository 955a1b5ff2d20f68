"""Where a sentence grants something: its phrases told apart into condition, money and mere dressing."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.helped import settle_help
from policymatch.parsing.drafting.inside import part_tiers
from policymatch.parsing.drafting.neighbours import MEANT_FOR, PLAIN_GIVE, money_start, part_sorts, settle
from policymatch.parsing.drafting.onlytold import only_tells
from policymatch.parsing.drafting.phrase import AMOUNT, MONEY, Phrase, Role
from policymatch.parsing.drafting.segment_words import HELD_MONEY, LASTS, LOCALS, MEANT, MEASURED, OBLIGES, RAISES
from policymatch.parsing.drafting.whowords import WHO
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.text.sentences import phrases, trimmed
from policymatch.parsing.text.wording import one_of
from policymatch.spans import Span

KINDS = (
    "奖励|奖补|奖金|补助|补贴|资助|扶持|资金|经费|支持|配套"
    "|贴息|补偿|保费|津贴|返还|减免|优惠|奖|激励|租金|贷款|额度|服务|安家|房租|场租|入户|入学|待遇|费用|股权投资|一事一议|一企一策"
)
# One look at the sign, where trying every way of giving in turn would find none: a new way adds its first sign here.
_OPENINGS = "最扶跟进采通不与予享优作依保先免全减单即发可同奖安实扣执投抵拨择按推提支核津激照由纳给补视贴资返还追退配额"
GIVE = re.compile(
    rf"(?=[{_OPENINGS}])(?:"
    + one_of(
        r"最[高多](?:可)?(?:支持|扶持|奖补)(?=\d)|(?:支持|扶持)(?=(?:金额|额度|资金)?(?:最[高多]|不超过)\d)",
        "给予|(?<!供)给与|予以|奖励(?!性|政策|标准|资金|办法|额度|金额|金(?!牌|奖)|期|项目|对象|条|在|申|按|兑|待|可|累|总|原|资格|上限|限额|封顶)|奖补(?!政策|资金|标准|对象|项目|上限|限额|总)",
        "补助(?!方式|政策|标准|资金|期|对象|项目|范围|额度|总|金|比例|申|面|上限|限额)|补贴(?!方式|政策|标准|资金|期|对象|申|面积|总|包|额度|金|由|条|费用|支付|比例|范围|可|项目|发放|每|上限|限额)",
        r"进行(?=(?:全额|定额|等额|适当|一定)?(?:奖励|补[助贴]|资助|扶持|激励|奖补)$)|追加(?=[^，。；]{0,8}\d个百分点)|(?<!股权)(?<!正向)(?<!正)(?<!期权)(?<!分红)激励(?=$|[，。；]|[^，。；的机政措约]{0,6}\d)",
        r"资助(?!金|标准|期|项目|额度|比例|总|对象|资|年|协|方)|追加|额外|投入(?=最高\d)|(?<=进行)配套|(?<=[%元])配套|(?<=比例)配套|(?<=标准)配套|(?<=[再另加给的上])奖(?=\d)|^奖(?=\d)",
        r"(?:依次)?(?:扣减|抵减)(?=[^，。；]{0,30}(?:税|附加|费))|配套(?=资金|\d|补[助贴]|资助)|贴息(?!政策|标准|期|资金|时间|金额|利率|比例|额|贷款)|发放(?!贷款|方式|时间)|免[收征交除]|免[予于](?=缴[存纳交])|免缴",
        "减半(?=收取|缴[存纳交])|不征收|先征后返|即征即退|作为(?=[^，。；]{0,10}不征税)|可?免租|减半|减按|减征|全[部额](?:返还|(?:补[贴助]|资助|报销)(?![的过后]|[^，。；]{0,12}的))|全免(?=$|[，。；])",
        r"返还(?!标准|对象|比例|政策|方式|额度|条件|范围)|退还|补偿(?!额|金额|资金|比例|标准|政策|范围|机制)|(?:还)?可以?(?:按(?:规定|程序|标准|相关\S{0,4})|依法)?(?:优先|直接|继续|免费)?(?:享受|申请|申领|获得|获|办理|提供|安排|选择|无偿|入住)",
        "可报.{2,8}[给予][予以与]|享受|拨付(?!资金的|金额的|款)|核拨|安排|提供|优先|照顾|择优(?=扶持|支持|奖励|资助|[给予][予以与])|可(?:以)?(?:报名)?参加",
        r"(?:补[贴助]|津贴|奖金|资助|奖励)(?:标准)?为?(?=每[人月年张床亩件个户家次餐平台辆套])|按(?=\d+(?:\.\d+)?%(?:收取|征收|缴纳|计收|交纳))",
        r"按(?:照)?(?=(?:不低于)?[^，。；\d]{0,24}(?:地价|底价|价格?|价标准|租金|电价|水价|出让金|租金标准|收费标准)的?\d+(?:\.\d+)?%(?:执行|收取|缴纳|计收|确定|出让|供应))|纳入(?=[^，。；的]{2,10}定点(?:单位|机构|医[院疗]|药店|服务|范围|管理)*(?:$|[，。；]))",
        "执行(?=与?[^，。；]{0,20}(?:同等|相同|一致|居民))|(?:与|同(?![一类时]))(?=[^，。；]{2,16}(?:(?<!不)同[等价]|(?:实行|享受|执行)?相同的?[^，。；]{0,4}(?:价格|政策|标准|待遇)))",
        "同等享[有受](?=[^，。；]{2,30}(?:待遇|政策|优惠|权益|补[贴助]))|按(?:照)?(?=[^，。；]{0,6}居民[^，。；]{0,12}(?:执行|收[取费]|计[收价]))",
        r"(?<=费)由(?=[^，。；]{0,10}(?:财政|政府|专项资金)[^，。；]{0,6}(?:承担|负担)[^，。；]{0,4}(?:\d|全部|全额|$))",
        "由(?=[^，。；]{0,8}财政[^，。；]{0,6}(?:(?:扶持|奖励|补[贴助]|返还)给?(?:企业|投资)|(?:奖[补励]|补[贴助]|返还)[^，。；\\d]{0,6}部分))|由(?=[^，。；]{2,8}(?:资助|补[贴助])[^，。；]{0,8}费)",
        r"减免(?=\d+(?:\.\d+)?%|[^，。；]{0,8}(?:租金|房租|场租|租)(?:的?\d|$))|不(?:再)?(?:增收|补缴|加收|补收|收取|补交)(?=[^，。；]{0,10}(?:价款|出让金|[^消]费))",
        "执行(?=[^，。；]{0,12}(?:地价|电价|水价|气价|用地价格|用电价格|用水价格|优惠价格))|不受(?![^，。；]{0,4}(?:年龄|户籍|学历|地域))(?=.{1,12}限制)",
        r"(?:实行|(?:采[取用]|按照?|通过)(?![^，。；]*(?:方式|形式|办法)(?:$|[^，。；]{0,12}(?:开展|进行|组织))))[“”\x22]?\s*一[事企项]一[议策]|(?<!实际)(?<!已)支付|视同|补给(?=$|[，。；]|企业|个人|单位|机构|用人|\d)|跟进投资(?=$|[，。；])",
        "跟投(?=$|[，。；])|(?<=企业)免费(?=开展|提供|进行)|可(?:以)?(?:适当|相应)(?=提高|放宽|上浮|延长|降低|减免)",
        "可(?:以)?(?=(?:按|以|采[取用]|依法|通过)[^，。；]{2,32}(?:供应|供地|出让|供给|取得|保障[^，。；]{0,6}用地))|可(?:以)?(?=(?:暂|继续|长期)?(?:不变更|不改变|暂不变更|保持不变))",
        "^推荐(?=[^，。；]{2,14}(?:企业|单位|项目|机构|园区|基地)申[报请])|保留(?=[^，。；]{0,8}(?:关系|编制|身份|待遇|档案|工龄))|单列(?=[^，。；]{0,10}(?:名额|指标|计划))",
        "不(?:纳入|占用?|计入)(?=[^，。；]{2,24}(?:总量|编制|岗位|指标|基数|名额|限额))",
        "可(?:以)?(?=(?:按(?:照)?(?:有关|相关)?(?:规定|程序)|(?:根据|结合|按照?)(?:工作|自身|实际|发展|科研|业务)*(?:需要|需求|实际|情况)|凭[^，。；]{2,20}?|不受[^，。；]{2,16}限制)?(?:考核引进|直接(?:考核|认定|申报|聘[用任]|评审|晋升)|破格|自主(?:开展|评审|认定|设置)|免于|单独申报|简化))",
    )
    + ")"
)
_THRESHOLD = re.compile(
    rf"(?:达到?|超过?|突破|不低于|不少于|[高大多]于|满|[低小少]于|不足|{AMOUNT}(?:（含）|（不含）)?(?:及|或)?以[上下内])"
)
_VAGUE = re.compile(
    one_of(
        r"进行(?:全额|定额|等额|适当|一定)?(?:奖励|补[助贴]|资助|扶持|激励|奖补)$|追加[^，。；]{0,8}\d个百分点",
        rf"(?:给予|给与|予以|发放|可[以还]?[^，。；]{{0,8}}(?:获得?|申请|申领|享受|选择|安排|提供))(?:[^，。；]{{0,40}}?)(?:{KINDS}|(?:认定|评定|命名)为|楼层|用地|入驻|厂房|公寓|公租房|政策(?!性))",
        "可[以还]?[^，。；]{0,12}(?:获得?|申请|享受|办理)[^，。；]{0,24}(?:资格|居留|绿卡|名额|指标)|可[以还]?(?:依法|再|按规定)?申请(?:延长|延期|(?:使用|取得)[^，。；]{0,8}土地)",
        "享受(?![^，。；]{0,24}的(?:企业|单位|机构|主体|个人|项目|对象|人员|毕业生|申请人))(?:[^，。；]{0,30}?)(?:价格|奖励|补[助贴]|资助|扶持|优惠|减免|待遇|政策)|免[收征交除]|免[予于]缴|免缴|不征收|先征后返|即征即退",
        r"作为[^，。；]{0,10}不征税|免租|减半|减免|视同|不受|不(?:再)?(?:增收|补缴|加收|补收|收取|补交)|享受[^，。；]{2,40}(?:等|绿色通道|免费|上门)[^，。；]{0,6}服务$|按\d+(?:\.\d+)?%(?:收取|征收|缴纳|计收|交纳)|纳入",
        "执行|(?:与|同)[^，。；]{2,16}(?:同[等价]|相同)|由|同等享[有受]|按(?:照)?[^，。；]{0,6}居民|优先(?:予以|安排|推荐(?!为人大|授予)|办理|支持|保障|享受|[给予][予以与]|纳入|入住|配租|承租|租赁|购买|供地|落户)",
        r"提供[^，。；]{0,24}(?:免费|无偿|贴息|担保|信用贷款|资金支持|补[贴助])|可[^，。；]{0,8}(?:办理|获赠|免费|入住)|(?:实行|采[取用]|按照?|通过)[“”\x22]?一[事企项]一[议策]",
        "发放[^，。；]{0,20}(?<!消费)(?<!购物)(?<!惠民)(?<!旅游)(?<!餐饮)(?<!文旅)(?<!文惠)券|择优(?:扶持|支持|奖励|资助|[给予][予以与])|可(?:以)?(?:报名)?参加[^，。；]{0,24}免费",
        "照顾[^，。；]{2,20}(?:入[读学]|入园|就读)|安排[^，。；]{0,12}(?:学位|入[学读园]|就读)|(?:给予|予以)[^，。；]{0,6}(?:表[彰扬]|通报|荣誉|授牌)|(?:奖励|奖补|补贴|补助|资助|扶持|支持)$",
        "(?:奖励|奖补|返还|补[助贴])给(?:纳税|投资|其)?(?:企业|者|个?人|本人|单位)|免费(?:开展|提供|进行)|可(?:以)?(?:适当|相应)(?:提高|放宽|上浮|延长|降低|减免)|推荐[^，。；]{2,14}申[报请]",
        "可(?:以)?(?:按|以|采[取用]|依法|通过)[^，。；]{2,32}(?:供应|供地|出让|供给|取得|保障[^，。；]{0,6}用地)|可(?:以)?(?:暂|继续|长期)?(?:不变更|不改变|暂不变更|保持不变)",
        "由[^，。；]{0,6}财政[^，。；]{0,8}(?:奖补|奖励|返还|补[助贴]|贴补|列支)|保留|单列|(?:全部|全额)?返还$|全[部额](?:返还|补[贴助]|资助|报销)[^，。；]{2,16}$|全免$|不(?:纳入|占|计入)",
        "可(?:以)?(?:按(?:照)?(?:有关|相关)?(?:规定|程序)|(?:根据|结合|按照?)(?:工作|自身|实际|发展|科研|业务)*(?:需要|需求|实际|情况)|凭[^，。；]{2,20}?|不受[^，。；]{2,16}限制)?(?:考核引进|直接|破格|自主|免于|单独|简化)",
    )
)
_MONEY = Seldom(
    r"(?=[最不上封限累总合标额比按占\d百千万一二三四五六七八九十])"
    rf"(?:(?:最高|不超过|上限|封顶|限额|累计|总额|合计|标准|额度|比例|按|占).{{0,40}}{AMOUNT}|{AMOUNT}.{{0,6}}(?:封顶|为限)|(?<!（)(?<!（一般)(?<!（最长)(?<!（原则上)(?<![龄立册业])(?<!(?:成立|注册|毕业|使用|入驻)(?:时间|年限))不超过.{{0,12}}(?:年|名|个月)|上不封顶|不设上限)"
)
_GRADE = re.compile(  # 博士6万元, 二等奖15万元: a grade and its amount
    rf"[^，。；\d以不]{{2,10}}{AMOUNT}/[一-龥]{{1,4}}|[^，。；\d]{{0,12}}(?:等奖|[金银铜][奖牌]|优秀奖|优胜奖|研究生|本科生|博士|硕士|本科|大专|[一二三]等|优秀|良好|合格|[ABCⅠⅡⅢ一二三甲乙丙]类|[国省市区县]级|技师|高级工)(?:的|人才|企业|单位|为|：|每[人家年个]|最高|奖励|不超过)*{AMOUNT}"
)
_TAIL = re.compile(
    one_of(
        "(?:补[助贴]|资助|奖励|支持|享受|扶持|贴息)?(?:期限|年限|时间|时长|资金|总额|金额|额度|面积|比例|标准).{0,20}(?:不超过|最长|最高|为|按|分)|专项用于|用于|分.{1,3}[年期次]|直接划入|由.{2,16}(?:承担|分担|负担)",
        "(?:每年|每家|单个|同一|每个).{0,16}(?:不超过|最高|限)|所需(?:资金|经费)|(?:奖励|补[贴助]|扶持|支持)?(?:资金|经费)由|具体|不重复|就高|择优|原则上|以此类推|期限",
        "可?与(?:其[他它]|本|上级)(?![^，。；]*(?:签订|签署|合作|联合|共建|共同|订立|劳动|合同|协议))|其余|剩余",
    )
)
_BASE = re.compile(
    r"(?:再|另|并|均|分别|可|则|按规定)?(?:按照?|参照|比照|从.{4,30}中$|以.{2,60}为(?:基数|标准|基准|依据)|依据|根据|依照|对照)"
)
_DRESS = re.compile(
    one_of(
        "在(?!获得|取得).{2,40}(?:基础上|同时|外)|除.{2,30}外",
        "经(?:(?!承担|实施|建设|开展|获[得批]|取得|[列纳]入|入选|[建设]立|组建|新建|引进)[^，。；]){0,24}(?:审[核定批]|评[审估定选]|认[定可]|批准|同意|确认|备案|核[定实准]|公示|验收|考[核评]|鉴定|申请)(?:合格|通过|无异议|无误)?(?:后|的)?",
        r"(?:(?:必要时|(?:特殊|特别|例外)情况下?)(?:也|还)?可(?:以)?)?(?:采[取用]|通过|以|实行).{2,24}(?:方式|形式|办法|途径)(?:进行.{2,6})?|[^，。；\d]{0,16}(?:方式|资金|补[贴助]|支持|奖励|资助|扶持)以[^，。；\d]{2,16}为主(?:、[^，。；]{2,16}为辅)?|(?:分阶段|分期|分次|共计|合计|累计)+",
        r"(?:开展|实施|推出|完善|升级|优化|进一步|推进|深化|健全|设立|建立|每年安排|每[两二三]?年(?:组织|开展|举办|评选)).{2,40}(?<!的)(?<!企业)(?<!单位)(?<!机构)(?<!项目)(?<!的\S\S组织)(?<!合作社)(?<!农场)(?<!大户)(?<!主体)(?<!公司)(?<!个人)(?<!旅行社)",
        r"在计算.{2,16}时|在.{2,40}过程中|在.{2,16}前提下|.{0,8}(?:财政|专项资金|区政府|市政府|县政府)(?:部门)?|[^，。；\d]{2,20}(?:补[贴助]|奖励|津贴)(?:是|为|指)*[自从][^，。；]{2,20}起[^，。；]{0,8}内?",
        "(?:[一二三四五六七八九十]是)?自.{2,16}起(?:连续.{1,4}年)?|[自从于].{2,20}之日起.{1,8}内|.{0,8}(?:财政|政府)(?:每年)?(?:设立|安排|筹集|出资|统筹)[^，。；]{2,40}(?:资金|基金|资金池|经费)|每年|连续.{1,3}年|按程序",
        "按规定|一次性|分别|视情况?|视.{2,20}情况|符合条件的|对符合(?:上述|相关|以上|规定)?条件的?(?:申报)?(?:单位|企业|项目)?|综合.{2,30}因素|授予[^，。；]{2,20}(?:奖|称号|牌匾?|”)",
        r"(?:每年)?(?:择优)?遴选(?:一批|若干|\d)[^，。；]{2,20}(?<!的)|原则上",
        r"为(?!其|招用|员工|职工|[^，。；]*的(?:[^，。；的\d]{0,8}(?:公司|服务商|协会|商会|事务所|服务机构)|企业|机构|单位|主体|组织|平台)$)(?:(?!缴纳|的$)[^，。；]){4,40}|同时|此外|另外|其中|即|专项用于.{2,40}",
        r"根据(?:实际|具体)情况|(?:第)?[一二三前后]年|[^，。；\d]{0,16}(?:资助|补[贴助]|奖励|支持|扶持|项目)(?:资金|标准|方式)?(?:共|主要)?(?:分为?|划分为|设有?)(?:[^，。；\d]{2,24}(?:[两二三四五2-5]|若干)(?:个)?(?:[类种档级]|等级|等次|层次)(?:别|型|次)?|[A-E甲乙丙ⅠⅡⅢⅠ-Ⅲ一二三]类[^，。；\d]{1,16}类)",
    )
)
_FOUNDS = re.compile(
    r"(?:[区市县省][^，。；]{0,8})?(?:每年|探索)?(?:统筹)?(?:设立|组建|(?<!%)安排)[^，。；]{0,40}(?:资金|基金|专项|经费|资金池)|自\d{4}年起，.{0,10}财政"
)
_DUTY = re.compile(
    r"要(?:[把将对在]|加[大强快]|进一步|积极|切实|认真|充分|及时|严格|建立|完善|优先|落实)|(?:应当?|须|要|应该|必须)[^，。；]{0,14}(?:向|为|给|按)[^，。；]{0,20}(?:提供|支付|发放|[给予][予以与]|补[贴助]|缴)|(?:各级|各|市|区|县|镇|省|自治区|有关)[^，。；]{0,14}(?:部门|镇街|政府|[委局厅]|乡镇)(?:，|、[^，]{0,12}，)?(?:等)?(?:要|应|须|负责|会同|牵头|每年)"
)
CEILING = re.compile(
    r"(?:享受|获得)的?(?:上述|本条|本款|以上)?(?:所?规定的?)?[^，。；]{0,6}(?:补[助贴]|奖励|资助)的?(?:总)?(?:金额|额|总额)(?:不超过|最高)|^(?:对)?(?:同一|单[个一家笔项次户]|每[个家人户笔次项]|一[家个])[^，。；]{0,30}(?:奖励|补[贴助]|资助|金额|额度|总额)[^，。；]{0,8}(?:最高|不超过|限)"
)


def read_phrases(text: str, part: Span, *, vague: bool = True, bare: bool = False) -> list[Phrase]:
    """The phrases of a part of a sentence with their roles.

    Args:
        text: the working text.
        part: a part between semicolons.
        vague: whether offers without an amount count.
        bare: whether an amount or quota by itself is an offer, as under the heading 支持标准.
    """
    words = part.of(text)
    if OBLIGES.match(words) or (_SHUTS_OUT.search(words) and not MONEY.search(words)):
        return [Phrase(trimmed(text, span), Role.CONDITION) for span in phrases(text, part)]
    if MEANT_FOR.match(words) and not MONEY.search(words):
        return [Phrase(trimmed(text, span), Role.TAIL) for span in phrases(text, part)]
    duty = bool(_FOUNDS.match(words) or _DUTY.match(words))
    found = []
    vague = vague and not LOCALS.match(words)
    for span in phrases(text, part):
        duty = duty and not text.startswith("对", span.start)
        found.append(_phrase(text, trimmed(text, span), vague=vague and not duty))
    settle_help(text, found)
    part_tiers(text, found)
    settle(text, found)
    if bare and not any(phrase.role is Role.OFFER for phrase in found) and not _BORNE.match(words):
        at = next(
            (
                at
                for at, phrase in enumerate(found)
                if (phrase.role is Role.MONEY and not LASTS.search(phrase.span.of(text)))
                or _is_quota(text, phrase)
                or _is_rung(text, phrase)
            ),
            None,
        )
        if at is not None:
            capped = CEILING.search(found[at].span.of(text)) is not None and "获得" in found[at].span.of(text)
            start = found[at].span.start if capped else money_start(text, found[at].span)
            found[at] = Phrase(found[at].span, Role.OFFER, start, bare=True)
    part_sorts(text, found)
    _reckon(text, found)
    return found


_RECKONED = re.compile(
    rf"(?:则|均|统一|只|仅)?按照?[^，。；]{{0,12}}?(?P<sum>{AMOUNT})(?:的)?(?:比例|标准|金额|额度)?(?:进行|来)?(?:计算|核算|折算|测算|计(?![提划]))"
)


def _reckon(text: str, found: list[Phrase]) -> None:
    """单笔贷款超过800万元的，按800万元计算: what counts at most, or at least, is no money given."""
    for at, phrase in enumerate(found[1:], 1):
        reckoned = _RECKONED.match(text, phrase.span.start, phrase.span.end)
        before = text[found[0].span.start : phrase.span.start]
        if reckoned and re.search(
            rf"(?:超过?|[高大多]于|不足|不满|[低少]于)[^，。；]{{0,8}}{re.escape(reckoned['sum'])}", before
        ):
            found[at] = Phrase(phrase.span, Role.TAIL)


_QUOTA = Seldom(
    rf"(?:最高|最多|不超过|限额|额度|标准|总额|金额|为|：)[^，。；]{{0,10}}(?:{AMOUNT}|\d+(?:名|个|楼层|间|套)(?!（?含?）?[及或]?以[上下]))|{AMOUNT}(?:[/每][项个家人件户年])?$|^{AMOUNT}|等奖{AMOUNT}"
)


_RUNG = re.compile(rf"的，?(?:按|每)[^，。；]{{0,16}}{AMOUNT}$")


def _is_rung(text: str, phrase: Phrase) -> bool:
    """A limit and its rate in one phrase: 500万元以上的按5%."""
    return phrase.role is Role.CONDITION and _RUNG.search(phrase.span.of(text)) is not None


def _is_quota(text: str, phrase: Phrase) -> bool:
    words = phrase.span.of(text)
    return (
        phrase.role in (Role.CONDITION, Role.TAIL)
        and "用于" not in words
        and not _FOUNDS.match(words)
        and not re.search("(?:设立|组建)[^，。；]{0,20}(?:基金|资金池)", words)
        and bool(_QUOTA.search(words))
        and not (_bounded(words) or RAISES.fullmatch(words))
    )


def _phrase(text: str, span: Span, *, vague: bool) -> Phrase:
    words = span.of(text)
    if words.startswith("在") and _ON_TOP_OF.fullmatch(words):
        return Phrase(span, Role.CONDITION)
    if CEILING.search(words):
        return Phrase(span, Role.MONEY)
    if words.startswith(("对", "凡")) and _WHOM_ALONE.fullmatch(words):
        return Phrase(span, Role.CONDITION)
    verb = offer_verb(words, vague=vague)
    if verb is not None:
        return Phrase(span, Role.OFFER, span.start + verb)
    if _DRESS.fullmatch(words):
        return Phrase(span, Role.DRESS)
    if words.endswith("的") and not (words.startswith("按") and MONEY.search(words)):
        return Phrase(span, Role.CONDITION)
    if (_BASE.match(words) and not _BUILT_BY.match(words)) or ("每" in words and _EACH_MORE.match(words)):
        return Phrase(span, Role.BASE)
    if (_MONEY.search(words) or (_SUM_SIGN.search(words) and _GRADE.fullmatch(words))) and not (
        _bounded(words) or _WHOSE.search(words) or _QUALIFIED.fullmatch(words)
    ):
        return Phrase(span, Role.MONEY)
    if _TAIL.match(words):
        return Phrase(span, Role.TAIL)
    return Phrase(span, Role.CONDITION)


_SUM_SIGN = re.compile("[元万亿%‰]|分之")
"""What every amount holds."""
_BUILT_BY = re.compile(
    r"按照?[^，。；\d%]{2,20}(?:标准|规范|要求)(?:进行)?(?:投资|规划|设计|改造|新建|建设|建造|装修|运营|生产)"
)
"""按照五星级饭店标准投资建设: how a thing is made, which is no measure of the money."""
_ON_TOP_OF = re.compile(
    r"在(?:已|按规定)?(?:享受|获得|取得|落实)(?![^，。；]*(?:相关|有关|上述|以上|各项))[^，。；\d]{4,30}(?:补[贴助]|奖[励补]|资助|扶持)(?:资金)?的?(?:基础上|同时|前提下)"
)
"""What the applicant has already, on top of which more is given: 在享受中央补贴的基础上."""
_QUALIFIED = re.compile(
    r"[^（），。；]*(?:企业|单位|机构|公司|主体|组织|合作社|农场|商户|人才|人员|毕业生|门店|团队|者)（[^（）]*）(?:的)?"
)
"""Who is told with a limit of its own in a bracket: 初创企业（成立时间不超过3年）."""
_WHOSE = re.compile(
    r"^(?!(?:对)?(?:同一|单[个家项]|每|其中单)|[^，。；]*(?:最高|封顶|补[贴助]|奖励|资助|扶持|[给予][予以与]|返还|退还))[^，。；]{2,}不[超高][过于][^，。；]*?\d[^，。；]*?的(?:[^，。；的]{0,12}(?:企业|单位|机构|公司|项目|主体|组织|合作社|商户|人才|人员|毕业生|门店|园区|基地|平台|团队|个人|农户|者|部分)(?:[^，。；\d]{2,24})?)?$"
)
"""Who is told by a ceiling: 上年度出口额不超过6500万美元的企业 limits the applicant, not the money."""
_EACH_MORE = re.compile(
    r"^(?![^，。；]*(?:企业|单位|机构|公司|合作社))[^，。；]*每(?:[新净多]?增加?|增长|提高|提升|上升|递增|多|超过?|减少|下降|降低)(?:了|满|达到?)?\d[\d.]*(?:[万亿千百]*(?:元|美元|港元|欧元|吨|平方米|千瓦时?|立方米|亩|标箱|人次|辆次?|箱|票)|%|个?百分点)$"
)
"""A step of what grows, by which money is counted: 进出口额比上年每增加2000万元，奖励1万元."""


def _bounded(words: str) -> bool:
    """Whether the amount in the words is a limit to reach rather than money to receive."""
    if re.search("最高|封顶|补[贴助]|奖励|资助|支持", words):
        return False
    return bool(MEASURED.search(words) or _THRESHOLD.search(re.sub(r"不超过|最高", "", words)))


_BORNE = re.compile(r"[^，。；\d]{0,8}(?:财政|[省市区县]级)[^，。；\d费]{0,6}(?:负担|承担|分担)")
"""Which budget bears how much of the support: 省级财政负担支持资金的60%."""
_SHUTS_OUT = re.compile(
    r"的，?(?:均|一律|则|原则上)*不(?:[得能可]|再)(?:再|重复)?(?:申[报请领]|享受|领取)[^，。；]{0,12}[。；]?$"
)
"""已享受减免租金场地的，不能申请: what they have had is nothing given here."""


_WHOM = rf"(?!其|同一|单[个家项]|每)[^，。；]{{2,60}}?的[^，。；的\d]{{0,14}}?(?:{WHO.pattern}|银行|[商卖]场|超市|店|事务所|工会|社区)(?:（[^（）]*）)?"
"""Who does or has a thing that might be given (发放首贷的银行, 减免租金的业主), told before what he is given."""
_WHOM_THEN = re.compile(
    rf"(?:对于?|凡是?)?{_WHOM}(?=(?:均|再|另|可|按规定|按[^，。；]{{2,30}}?|一次性|分别|每[年家个人]|最高)*(?:[给予][予以与]|奖[励补]|补[贴助]|资助|减免|返还))"
    r"|(?:对于?|凡是?)?(?![给予][予以与]|享受|按|可|最高|每|奖|补|再|另|其)[^，。；]{4,60}?的(?=(?:一次性|分别|再|另)?[给予][予以与])"
    r"|(?:对于?|凡是?)(?!其|同一|单[个家项]|每)[^，。；]{2,60}?的(?![^，。；的]{0,12}(?:费|金|息|支出|部分|投[资入]|额|款|价|成本|税|损失|面积|增量|差))"
    r"[^，。；的\d]{1,12}?(?=(?:均|再|一次性|分别|每[年人家户个])*(?:[给予][予以与]|(?:补[贴助]|奖励)\d))"
)
_WHOM_ALONE = re.compile(rf"(?:对于?|凡是?){_WHOM}")


def offer_verb(words: str, *, vague: bool = True) -> int | None:
    """Where the verb of an offer begins in a phrase; None where the phrase offers nothing."""
    verbs = list(GIVE.finditer(words))
    if verbs and (whom := _WHOM_THEN.match(words)) is not None:
        verbs = [verb for verb in verbs if verb.start() >= whom.end()]
    if not verbs or only_tells(words):
        return None
    for verb in verbs:
        after, before = words[verb.start() :], words[: verb.start()]
        if before.rfind("（") > before.rfind("）") and (verb[0] == "视同" or MEANT.search(after)):
            continue  # （由个体工商户转为企业的视同新办）, （以初次享受补贴时间为准）: what a word means, in a bracket
        if _HOW_MANY.fullmatch(after):
            return None
        if _granted_amount(before, after, verb[0]):
            return verb.start()
        if vague and _VAGUE.match(after) and not _negated(before) and not _does_itself(before, verb[0]):
            return verb.start()
    return None


def _does_itself(before: str, verb: str) -> bool:
    """Whether it is the applicant who provides: 能提供共享场所; 服务机构为规上企业免费开展诊断."""
    return (verb == "提供" and _ABLE.search(before) is not None) or (
        verb == "免费" and _SERVES.search(before) is not None
    )


_HOW_MANY = re.compile(
    r"(?:择优|重点|优先|每年|每批|[给予][予以与])*(?:支持|扶持|资助|遴选|评选|立项)(?:总数)?(?:不超过|不多于|最多|至多|约)?\d+(?:[-—~至]\d+)?(?:个|家|项)(?:左右|以内)?(?:项目|企业|单位|平台|课题|示范)*"
)
"""How many are chosen (择优支持不超过10个项目) says nothing of what they get."""
_ABLE = re.compile(r"(?:能够?|具备|应当?|须|需|必须)(?:为[^，。；]{2,16})?$")
"""Whoever is to provide is no office: 能提供共享场所和免费网络."""
_SERVES = re.compile(
    "(?:机构|平台|公司|协会|商会|服务商|事务所|院所|高校|基地|企业|单位)(?:面向|为|向|对)[^，。；]{2,24}企业$"
)


_MADE = re.compile(
    "(?:认定|评定|评|命名|授予|晋升|升级|培育成?|确定|列|纳入|转)为?(?<=[为入定])[^，。；]{2,24}(?:企业|单位|项目|人员)的$|(?:获评|入选|列入|成为|新增)[^，。；]{2,24}(?:企业|单位|项目)的$"
)
"""对首次认定为高新技术企业的|奖励30万元: who becomes one, no firm's award."""


def _granted_amount(before: str, after: str, verb: str) -> bool:
    amount = MONEY.search(after)
    if amount:
        threshold = re.match(r"(?:（含）)?(?:及|或)?以上(?!.{0,20}奖)", after[amount.end() :])
        held = HELD_MONEY.search(before) and verb not in ("给予", "予以", "给与") and not _MADE.search(before)
        return not threshold and not held
    stated = MONEY.search(before)
    return bool(stated) and bool(PLAIN_GIVE.match(after)) and not before.endswith(("已", "获", "获得", "的"))


def _negated(before: str) -> bool:
    return before.endswith(("不", "不再", "未", "不得", "无", "停止", "已", "已经"))
