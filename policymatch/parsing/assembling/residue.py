"""What no field explains: judgements with the clause's own words, and what is no condition at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policymatch.conditions.nodes import Node, Test
from policymatch.parsing.assembling.adding import STAYS_OUT
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.text.asides import IDLE_PHRASE, is_procedural
from policymatch.parsing.text.wording import one_of
from policymatch.parsing.values.calendar import PERIOD

FUNCTION = (
    r"社会组织|第[一二三四五六七八九十百\d]+条|的|了|且|并且|并|或者|或|和|及|以及|与|、|，|：|（|）|“|”|在|于|为|是|有|对|"
    r"应当|应|须|需|必须|要|其|其中|且|均|都|已|等|可|能够|能|被|经|该|此|上述|以下|下列|如下|条件|之一|同时|符合|"
    r"满足|具备|"
    r"具有|属于|凡|申报|申请|单位|企业|机构|公司|项目|主体|组织|人员|个人|申请人|申报人|申报单位|申请单位|申报企业|"
    r"申报项目|申报主体|团体|要求|情形|范围|内|之|各类|各|每|年度|当年|上年度|年|由|从|给予|予以|"
    r"按|按照|以|时|后|前|中|上|下|将|而|又|还|也|则|若|如|如果|对于|关于|根据|等情形|等条件|相关|有关|另|原则上|"
    r"一般|主要|包括|含|具体|以及其他|标准|除外|业务|工作|方面|领域|产业|行业|方向|类|型|名单|称号|资质|资格|认定|"
    r"新|首次|获得|获|取得|列入|地区|市|区|县|省|全市|全区|国家|依法|合法|注册|登记|设立|成立|累计|合计|达到|达|"
    r"超过|(?:的)?前提下?|申[请报](?:之)?日|不低于|不少于|不超过|以上|首|次|连续|期间|期限|有效期|有效|数量|总额|金额|比例|占比|每年|全年|支持|鼓励|"
    r"不含|上一年度|近三年|近两年|目前|截至|开展|从事|经营|服务|生产|现有|实际|规模|本|我|时间|之日起|起|至|到|"
    r"(?:重点|优先)(?=支持|鼓励)|记录|行为|问题|事故|等级|信用|良好|无|未|没有|发生|存在|不得"
)
FUNCTION_ONLY = re.compile(rf"^(?:{FUNCTION}|[\d.%\-~一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩A-Za-z])*$")
CONNECTIVE = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+条|的|了|且|并|或|和|及|与|、|，|：|（|）|“|”|在|于|为|是|有|对|应|须|需|要|"
    r"其|其中|均|都|已|等|可|申报|申请|单位|企业|机构|公司|项目|主体|条件|之一|同时|至少|符合|满足|具备|"
    r"以下|下列|上述|如下|相应|要求|情形|范围|本|该|各|类|人员|对象|政策|措施|办法|年度|按照?|规定|标准|鼓励|支持|"
    r"按|以|具体|一般|原则上|[\d.①-⑩一二三四五六七八九十]|I|内|此外|另|另外|一是|二是|三是)*$"
)
EDGE_LEFT = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+条|本(?:政策|办法|措施|细则|通知|意见|方案|规程|操作规程|规定)|适用于|适用对象为?|支持对象为?|"
    r"申报对象为?|的|了|且|并且|并|或者|或|和|及(?!时)|以及|与(?![^，。；]{2,20}?(?:合作|共建|签订|签约|结对))|、|，|：|）|”|应当|应(?![用急届税纳收付对征聘邀])|须|需|必须|其中|其(?!他|它|余)|均|都|"
    r"已(?!经)|等(?![次级额同])|该|上述|同时|还(?![款贷债本清息])|也|则|另|由|对于|对(?![外内口方接标])|凡|符合以下条件|以下|若|如果|为(?![^，。；]{1,40}?(?:提供|服务|培训|缴纳|办理|担保|配套|代理|购买|投保|开展))|是|按规定|、|"
    r"[（(]?[\d一二三四五六七八九十]{1,2}[）)、.．]|[①②③④⑤⑥⑦⑧⑨⑩]|[一二三四五六七八九十]是|鼓励|支持|申报单位|"
    r"申报项目|申请人|申请单位|申报企业|申报人|申报主体|项目申报单位|(?:扶持|支持|奖励|补[贴助]|资助)对象(?=应|须|需)|企业应当?|企业须|单位应当?)+"
)
EDGE_RIGHT = re.compile(
    r"(?=[还均都应须要需必同可符满具达的了且并或和及以与、，：（“等在为有情于])"  # one look at the sign, where most words open none of these
    r"(?:(?:还|均|都|应|须|要|需|应当|必须|同时|可)*(?:符合|满足|具备|达到)(?:以下|下列|如下|上述|"
    r"相应(?!的?[^，。；]{0,10}(?:能力|实力|基础|水平|场[所地]|设[备施]|人员|团队|资[质格]|措施|制度|功能)))[^，。；]{0,10}|(?<!目)的|了|且|(?<!兼)并|或者?|(?<!饱)和|及|以及|(?<![参授赋])与|、|，|：|（|“|(?<![同平高对])等|并且|(?<![存现实])在|(?<=[点店目程备台品房场地])于|(?<![行作])为|"
    r"(?<![拥所具国享持自])有|以及其他|等条件|情形|，|并于)+$"
)
FORMULA = re.compile(
    r"^(?:（?[\d一二三四五六七八九十]{0,3}[）、.．]?)(?:申报|申请|项目|企业|单位|机构|主体|人|对象|应|须|需|必须|"
    r"一般|原则上|且|并|要|的|享受|本|政策|奖励|扶持|补贴|补助|资金|支持|认定|补贴对象|参与|参评|承担|具体|"
    r"基本)*(?:同时)?"
    r"(?:符合|满足|具备|达到|有)?(?:以下|下列|上述|如下|相应|前述|其中|本办法|本条|"
    r"第[一二三四五六七八九十\d]+条)?(?:规定)?(?:的)?(?:各项|全部|所有|任意|任一|基本|申报|相关|一般|申请|情形|"
    r"情况|列)*(?:条件|要求|标准|情形|规定|行为)?(?:之一|"
    r"中的?(?:任意)?[一二两三四五\d]项(?:以上)?)?(?:的)?(?:者)?(?:，)?[：]?$"
    r"|^(?:同时)?(?:符合|满足|具备|达到)(?:以下|下列|上述|如下)[^，。；：]{0,10}(?:条件|要求|标准)(?:之一)?的?(?:企业|单位|机构|主体|项目|人员|个人|申[请报]人)?，?(?:均|方|即|才|都)*可(?:以)?(?:申[请报领]|享受|获得)[^，。；：]{0,16}：?$"
    r"|^(?:且|并|或)?(?:一?经)(?:查证|查实|核实|核查|调查|审查|有关部门)(?:属实|核实|认定|确认|查实)?的?$"
)
SORT_OF_PROJECT = re.compile(r"(?:一般|重点|普通|常规)(?:类|型)?(?:项目|企业|产品|园区|平台|活动)")
"""一般项目 beside 重点项目: a sort, though each word by itself says nothing."""
BENEFIT = Seldom(
    r"(?:给予|予以|奖励|补助|补贴|资助|奖补|扶持|拨付|发放(?![^，。；\d]{0,10}(?:贷款|保单|融资))|按[^，。；]{0,12}(?:标准|比例))[^，。；]{0,24}(?:\d|元|"
    r"奖励|补助|补贴|资助|支持|扶持)|最高(?:不超过)?\d|不超过[\d.]+万?元|每(?:家|户|人|个|件|"
    r"年)[^，。；]{0,8}[\d.]+万?元"
)
PROCEDURE = Seldom(
    r"^(?:[^，。；]{0,10})(?:(?:提交|(?<!按时)(?<!按要求)(?<!按规定)(?<!如实)报送|报送(?![^，。；]{0,4}(?:统计|财务|经营)[^，。；]{0,8}(?:报表|数据|资料|信息)(?:$|的)))(?![^，。；]*(?:获|取得|通过|辅导|上市|发行|并购))|登录|填报|公示(?!的|系统|平台)|拨付(?![^，。；]{0,12}的[^，。；的]{2,10}$)|网上申报|上传|下载|联系|咨询|装订|盖章|"
    r"由[^，。；]{2,14}负责|另行通知|按(?:照)?(?:以下|下列)?程序)"
)
EXPLAIN = re.compile(
    r"^(?:以下简称|以下统称|统称|下称|下同|简称|见附件|详见|附件|具体见|注|如|例如|即|指|是指|参照|根据|按照|以[^）]{1,12}为准|含本数|"
    r"不?含|包括|其中|[^，。；]{0,8}(?:参见|详见|参阅|另见|见(?:附件|《)))"
)
HEADS = re.compile(
    r"(?:的|类)?(?:企业|单位|机构|公司|项目|主体|组织|人员|个人|申请人|法人|平台|产品|团队|经营者|用人单位|"
    r"各类主体|对象|者)$"
)
_SAYS_NOTHING = (
    r"(?:本(?:政策|办法|措施|细则|意见|方案|规定|通知|指南))?(?:均|可|仅|主要)?适用于?(?:本[^，。；]{1,6})?"
    r"|(?:凡)?(?:申[请报领]|享受)(?:奖[励补]|补[贴助]|资助|扶持|支持)?(?:资金)?(?:支持|扶持|补助)?的?(?:企业|单位|机构|主体)(?:还|均|同时)*(?:应当?|须|需|必须|要)(?:符合|满足|具备)?"
    r"|(?:根据|按照?)实际[^，。；]{2,10}(?:期限|时间|面积|人数|数量|情况)"
    r"|(?:考虑到?|鉴于)[^，。；]{2,20}(?:影响|因素|情况|实际|特点)"
    r"|(?:自|从)?[^，。；]{0,20}(?:注册|登记|成立|设立|批准|备案|开业|领照)(?:登记|注册)?之日起"
)
_COUNTED_FROM = re.compile(_SAYS_NOTHING)
DANGLING = Seldom(
    one_of(
        "所称的?[一-龥]{1,8}|同一(?:举办|运营|经营|投资|申[报请]|实际控制)(?:者|方|企业|主体|单位|机构|人)|所?(?:称|述|指|支持|扶持|申[请报]|资助|奖励|涉及)的?(?:企业|单位|项目|机构|主体|对象)?(?:应|须|需|必须|均)*",
        "[^，。；]{0,6}涉及的?(?:企业|单位|项目|机构|主体|对象)(?:应|须|需|必须|均)*|(?:所有|凡|各类)?(?:申[请报])?(?:企业|单位|项目|机构|主体)(?:当年度?)?对?|(?:文中|本文)?所称的?(?:企业|单位|机构|主体)(?:应|须|需|必须|均)*",
        r"(?:各类|所有|以上|上述)(?:奖励|扶持|支持|补[贴助]|资助|奖补)对象|(?:享受|申[请报领])(?:本|上述|该|以上|第[一二三四五六七八九十、第条款至和及\d]+)[^，。；]{0,10}的(?:企业|单位|项目|机构|主体|人才|人员|个人)(?:应当?|须|需|必须)?",
        r"(?:可(?:以)?|能够?)(?:自主|自行|独立)?(?:支配|使用|提供|容纳|配备)(?:使用)?|\d+号(?:[和及、]附件\d*)?|(?:原则上|一般)?(?:实行|采[取用])(?:事[后前]|后|先建后补|以奖代补)[^，。；]{0,4}|\d+家",
        "[^，。；（）]{2,16}(?:面积|收入|金额|费用|部分|土地款?)(?:除外|不计)|(?:配备|拥有|建立|组建|具有|具备|设有|有)(?:了|有)?一[支个批]|次年起",
        rf".{{0,14}}?(?:应|须|需|必须)?(?:属于|符合|是|为)(?:本市|我市|本区|我区|国家)?(?:重点发展|重点支持)?|.{{0,12}}(?:领域|方向|机构|主体|对象|范围|业态)(?:应|须|需)|{_SAYS_NOTHING}",
        "(?:之?后)?(?:方可|才可|才能|即可)(?:以)?(?:申[请报领]|享受)[^，。；]{0,10}|每[趟列架艘场班次][一-龥]{0,4}|(?:在)?[^，。；]{0,14}(?:建设|发展|培育|引进|支持)方面|可(?:以)?(?:按规定)?(?:申[请领报]|享受)(?![^，。；]*(?:资格|证书))[^，。；]{2,20}",
        "(?:用人单位|企业|单位|机构)(?:组织|每月按?|为其)|本人(?:及其?|和)(?:员工|职工)|所?创办?的?(?:商事|创业|经营|市场)?(?:主体|企业|实体|机构)(?:或个体工商户)?|(?:企业)?主营业务(?:范围)?(?:应|须|需)?(?:为|属于)?",
        r"(?:此后|以后|[^，。；]{0,14})每(?:再|新)?(?:上|升|跨|迈|增加?|增长|提高|递增|超过?)(?:了|到)?(?=[^，。；\d]{0,4}\d|一)[^，。；]{0,20}|除.{1,10}外|从.{2,18}中",
        "并?按照?(?:相关|有关)?(?:规定|要求)|(?:通过|采用|采取).{2,24}(?:等)?(?:方式|形式|手段)|最[近新]一[期次]|每人每[月年]",
        "(?:凡)?(?:企业|单位|主体|机构)?(?:申[报请领]|享受)(?:本|上述|该|以上)[^，。；]{0,14}(?:资金|政策|奖励|补贴|扶持|补助|支持|项目|办法|措施|细则|规定|条款|本条)(?:规定的?)?(?:的(?:单位|企业|主体|申请人|机构|项目)?)?(?:应当?|须|需|必须)?",
        "[^，。；]{2,16}以[^，。；]{2,60}为准|(?:.{0,8}每(?:招用|吸纳|新增|增加|引进|招收|培养|留用|新?建)?(?:1|一)?(?:人|名|家|个|件|项|户|美元|万?元)?)|[^，。；]{0,8}每(?:增加|新增|增长)",
        "(?:企业|单位)?(?:上年度|上一年度|当年)?(?:年)?末|.{0,4}(?:期|期内)自然年|(?:企业|单位|其)?(?:在职|在岗|从业)?(?:员工|职工|人员|团队|成员|从业者)(?:总数|队伍)?中",
    )
)
"""Words that lead to a fact, or say how and whence, and demand nothing by themselves."""
WITHIN = re.compile(
    r"符合(?:上述|相关|规定|以上|前述|本条|有关)(?:的)?条件的?|\d{1,2}(?:月份?)?[-—至]\d{1,2}月份?(?:期间|累计)?"
    r"|(?:前[一二三两]个?|第?[一二三四]|上|下)(?:季度|半年)(?:期间|累计|末)?"
)
"""The months that a limit is reckoned over, and conditions that only point to those told elsewhere."""
BETWEEN_DAYS = re.compile(
    r"(?:自|从|在)?20\d\d年[^，。；]{0,8}(?:至|到|-)[^，。；]{0,4}(?:20\d\d年)?[^，。；]{0,8}(?:期间|间|内|止)?"
    r"|在申[请报领][^，。；]{2,14}之?[前时]"
    r"|(?:在|自)?(?:提出)?申[请报领](?:[^，。；\d]{0,4}之?日)?起?[之以往]?前推?\d{1,2}个?[月年]内?"
    r"|(?:项目|工程|平台)?(?:建成|建设完成|实施完成|改造完成)[之以]?后"
)
"""When something was done, set off by a comma: it demands nothing by itself."""
UNPLACED = re.compile(
    r"(?:[本我全][区市县省州镇]|辖区|[区市县]内)[^，。；]{0,8}(?:注册|登记|纳税|设立|经营|落户|迁入|纳统)"
)
"""A place relation that no region was found for: the document does not say whose 本区 it is."""
_FITTING = re.compile(r"符合(?:相关|规定|有关)?条件的[^，。；、的]{2,8}")
"""符合条件的创业者: the conditions are told elsewhere."""
_WORKS_HERE = re.compile(
    "[在到来](?:[本我全][市区县省州]|辖区|[市区县省]内)(?:行政区域|辖区)?内?(?:企业|用人单位|单位)?(?:全职|实际)?(?:工作|就业|创业|从业|任职|择业)"
)
"""在本市工作的|高层次人才, 到本县就业的|毕业生: where somebody works decides as much as who he is."""
_IN_GOOD_ORDER = re.compile("(?:信用|信誉|经营|财务|纳税)[^，。；、]{0,4}(?:良好|正常)")
"""A demand though each of its words alone says nothing."""
SHORTEST = 3
NOT_AMONG = re.compile(
    r"不(?:包?含|包括)[^，。；]*(?:部门|人员|单位|企业|机构|公司|组织|合作社|农场|项目|干部|士兵|军人|农民|渔民|职工|学生|毕业生|家庭|人口|对象|户|者|店)$"
)
"""Who is not meant, told in a bracket: （不含已享受补贴的村干部、公益性岗位人员）."""


_RESPONSIBLE = re.compile(
    r"^[（(]?(?:责任|牵头|配合|实施|主管|承办|落实|主办|负责|协办)(?:单位|部门|科室|处室)(?:：|为|$)"
)
"""Which office sees to it, told in a bracket behind a demand."""


def judge(reading: Reading, facts: list[Fact], start: int, end: int, noun: bool) -> Iterator[tuple[int, int, Node]]:
    """Judgements for what the facts of a segment leave over."""
    segment = reading.text[start:end]
    if SORT_OF_PROJECT.fullmatch(segment):
        yield start, end, reading.judgement(segment, start, end, 0.6)
        return
    shut_out = "不予支持" in reading.subject
    if FORMULA.match(segment) or (PROCEDURE.match(segment) and not shut_out) or _RESPONSIBLE.match(segment):
        return
    if not facts:
        if made := _whole(reading, start, end, noun):
            yield made
        return
    covered = [(f.start, f.end) for f in facts] + [c for f in facts for c in f.cover]
    for low, high in _gaps(start, end, covered):
        yield from _gap(reading, low, high)


def _gaps(start: int, end: int, covered: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = start
    for low, high in sorted(covered):
        if low > at:
            yield at, min(low, end)
        at = max(at, high)
    if at < end:
        yield at, end


def _whole(reading: Reading, start: int, end: int, noun: bool) -> tuple[int, int, Node] | None:
    """A segment without any fact: one judgement, unless it says nothing that could be judged."""
    low, high = _trim(reading.text, start, _before_benefit(reading.text, start, end))
    words = reading.text[low:high]
    if high - low < 2 or CONNECTIVE.match(words) or FORMULA.match(words) or BETWEEN_DAYS.fullmatch(words):
        return None
    if PERIOD.fullmatch(words):
        return None  # 近2年，场地利用率不低于70%: when, told ahead of what
    if _FITTING.fullmatch(words) or _COUNTED_FROM.fullmatch(words) or (noun and HEADS.sub("", words) == ""):
        return None
    if reading.text[high : high + 1] == "：" and _ASPECT.fullmatch(words):
        return None  # 新技术应用方面：…, 经营规模：…: what the demand is about
    return low, high, reading.judgement(_label(words), low, high, 0.6)


_ASPECT = re.compile(
    r".*方面|(?:[^，。；：\d]{0,6}(?:年限|规模|投入|能力|水平|实力|业绩|资质|信用|财务|状况|情况|制度|团队|队伍|条件|要求|效益|贡献|作用|效果|影响力|基础|资格|指标|记录|诚信|场地|设施|成效|特色|成果|创新性?))"
)


def _before_benefit(text: str, start: int, end: int) -> int:
    """Where a benefit begins in the stretch: what stands before it may still be a condition."""
    for found in BENEFIT.finditer(text, start, end):
        if text.count("《", start, found.start()) <= text.count("》", start, found.start()):
            return found.start()
    return end


def _gap(reading: Reading, start: int, end: int) -> Iterator[tuple[int, int, Node]]:
    """What stands between facts: judged where it has words of its own."""
    for low, high in _pieces(reading.text, start, end):
        low += len(said[0]) if (said := _MEANS.match(reading.text, low, high)) else 0
        low, high = _trim(reading.text, low, _before_benefit(reading.text, low, high))
        words = reading.text[low:high]
        bare = HEADS.sub("", words).strip("“”")
        if NOT_AMONG.match(words):
            yield low, high, reading.judgement(_label(words), low, high, 0.5)
            continue
        if BETWEEN_DAYS.fullmatch(words) and (conferred := _CONFERRED.match(reading.text, high)):
            yield low, high, reading.judgement(_label(words + conferred[0]), low, conferred.end(), 0.5)
            continue
        if UNPLACED.search(words):
            yield low, high, reading.judgement(_label(words), low, high, 0.5)
            continue
        in_row = reading.text.startswith(_JOINERS, max(0, low - 1)) or reading.text.startswith(_JOINERS, high)
        beside = in_row and len(bare) == SHORTEST - 1 and _CALLED.search(words) is not None
        house = _BESIDE_FIRMS.match(reading.text, low)
        beside = beside or (house is not None and house.end() == high) or _BODY.fullmatch(words) is not None
        beside = beside or _TELLS_APART.fullmatch(words) is not None
        if (
            (len(bare) < SHORTEST and not beside and not _WORKS_HERE.fullmatch(words))
            or STAYS_OUT.fullmatch(words)
            or (_SIZED.fullmatch(words) and reading.text.startswith("企业", high))
            or DANGLING.fullmatch(words)
            or _only_remarks(reading, low, high)
            or WITHIN.fullmatch(words)
            or BETWEEN_DAYS.fullmatch(words)
            or PERIOD.fullmatch(words)
            or (FUNCTION_ONLY.match(bare) and not _IN_GOOD_ORDER.search(bare) and not _WORKS_HERE.fullmatch(words))
            or EXPLAIN.match(words)
            or _RESPONSIBLE.match(words)
        ):
            continue
        yield low, high, reading.judgement(_label(words), low, high, 0.5)


_TELLS_APART = re.compile(
    "[民公]办|[公私]立|[省市区县境]外|外[地埠省]|新[设建办开]|农村|连锁|[独合]资|自营|公益|普惠|在职|全职|离岗|退休"
)
"""Two signs that tell a kind of applicant from the rest of its trade: 民办养老机构, 省外建筑企业, 全职高层次人才."""


def _only_remarks(reading: Reading, low: int, high: int) -> bool:
    """Whether a piece in brackets tells of procedure or asks nothing: 上年度纳税100万元以上（以完税证明为准，由区税务局核定）."""
    bracket = reading.bracket(low) if "（" in reading.text else None
    if bracket is None:
        return False
    start = max(bracket[0] + 1, reading.text.rfind("，", bracket[0], low) + 1)
    said = reading.text[start:high]
    return IDLE_PHRASE.fullmatch(said) is not None or is_procedural(said) or _HANDED_IN.fullmatch(said) is not None


_HANDED_IN = re.compile(
    "(?:申[请报]时)?(?:需要?|须|应)?(?:同时)?(?:提[交供]|出具|附)(?:相关|有关|相应)?[^，。；]{0,16}?(?:证明|材料|文件|复印件|扫描件|报告|合同|执照|发票|凭证|协议|承诺书)"
)
"""（提供完税证明）: which paper shows it."""


_CONFERRED = re.compile("(?:新|首次|初次|再次)?(?:被|经)?(?:获[评批得]?|获认定|取得|入选|评为|认定|晋升|迁入|落户)")
"""What happened between two days: 2024年1月1日至12月31日期间|首次认定的企业."""
_BODY = re.compile(
    r"(?:(?:担保|保险|金融|银行|证券|信托|期货|基金|医疗|托育|托幼|培训|教育|中介|检测|检验|评估|认证|典当|小贷|康养|护理|体检|家政|演艺|会展|测绘|咨询|公证|鉴定|征信|支付)(?:机构|公司)|银行"
    r"|(?:设计|咨询|检测|测绘|印刷|包装|拍卖|典当|经纪|广告|翻译|安装|维修|租赁|代理|保洁|保安|家装|装修|装饰|出版|发行|演出|建材|家居|五金|快递|仓储|冷链|勘察|监理|造价|认证|检验|护理|殡葬|园林|环卫|供热|印染|铸造|电镀)(?:企业|公司|机构))"
)
"""Sorts of body by which alone many are told from the rest: 在本市注册的担保机构."""
_JOINERS = tuple("、或和及与")
_CALLED = re.compile(
    "(?<!相关)(?<!有关)(?<!重点)(?<!骨干)(?<!优质)(?<!申报)(?<!申请)(?<!项目)(?<!实施)(?<!各类)(?:企业|单位)$"
)
_HOUSE = "(?:医院|诊所|影院|剧[院场]|景区|书店|酒店|饭店|宾馆|民宿|商场|超市|学校|院校|药店|门店|餐馆)"
_BESIDE_FIRMS = re.compile(
    rf"{_HOUSE}(?=[、和或及与][^，。；、的]{{2,10}}(?:企业|机构|单位|公司))|(?<=[企机单公][业构位司][、和或及与]){_HOUSE}"
)
"""Two signs that tell a kind of applicant in a row with others: 用能单位和节能服务机构, 医院和医疗器械企业."""
_SIZED = re.compile("[大中小微]{1,4}型?")
"""中小微 of 中小微企业、个体工商户: the size of which its field has told."""
_MEANS = re.compile(r"(?<=[员生者象力军民])(?:主要)?(?:是指|指的是)")
"""…人员是指本市户籍、…的: persons are defined by what they must be."""
_CUTS = re.compile("《[^《》]*》|（不?(?:含|包括)(?:本[数日]|等于|相等)?）|[（），；]")


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The gap cut at brackets and commas, so that a piece is one phrase."""
    at = start
    for match in _CUTS.finditer(text, start, end):
        if len(match[0]) > 1:
            continue
        if match.start() > at:
            yield at, match.start()
        at = match.end()
    if at < end:
        yield at, end


_ADDED = 1.5
_APART = re.compile(r"[（）《》“”\d]|简称|统称")
_AIMS = re.compile(
    "(?:进一步|积极|大力|全面)*(?:推[进动]|支持|鼓励|引导|促进|加[快强]|提[升高]|培育|打造|做[大强优]|发展|优化|扩大|完善|深化|保障|统筹)"
)


def in_full(reading: Reading, pieces: list[tuple[int, int, Node]], start: int, end: int) -> list[tuple[int, int, Node]]:
    """The outer fields of a phrase with what stands before the first and behind the last in their quotes.

    企业申报当年须是规模以上工业企业; 具有独立法人资格的企业、社会组织: what says nothing by itself, but belongs to the field.
    """
    if not pieces or "不予支持" in reading.subject:
        return pieces
    found = list(pieces)
    first, last = _trim(reading.text, start, _before_benefit(reading.text, start, end))
    low, high = pieces[0][0], max(piece[1] for piece in pieces)
    if _AIMS.match(reading.text, first, low):
        first = low
    if first < low:
        found[0] = _wider(reading, found[0], first, found[0][1])
    if last >= high + SHORTEST and high == found[-1][1] and not HEADS.fullmatch(reading.text, high, last):
        found[-1] = _wider(reading, found[-1], first if len(found) == 1 else found[-1][0], last)
    return found


def _wider(reading: Reading, piece: tuple[int, int, Node], first: int, last: int) -> tuple[int, int, Node]:
    low, high, node = piece
    added = reading.text[first:low] + reading.text[high:last]
    if not isinstance(node, Test) or len(added) > _ADDED * (high - low) or _APART.search(added):
        return piece
    wider, known = reading.source(first, last), node.source
    if known is None or known.span is None or wider.span is None or not wider.span.contains(known.span):
        return piece
    return low, high, replace(node, source=wider)


_LAST_SIGNS = "的了且并或者和及与、，：（“等在为有他件形于"
"""With one of these ends what is cut off at the right, but for what a demand announces."""
_ANNOUNCES = re.compile("以下|下列|如下|上述|相应")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while True:
        words = text[start:end]
        left = EDGE_LEFT.match(words)
        right = EDGE_RIGHT.search(words) if words[-1:] in _LAST_SIGNS or _ANNOUNCES.search(words) else None
        if left and left.end() < len(words):
            start += left.end()
        elif right and right.start() > 0:
            end -= len(words) - right.start()
        else:
            return start, end


def _label(words: str) -> str:
    return words.replace("“", "").replace("”", "")[:60] or words
