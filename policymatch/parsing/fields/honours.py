"""How a recognition is called: by its canonical name where the words only shorten it, else by the words themselves.

The vocabulary files related honours under one name, so that holders answer either; a policy that asks for 灯塔工厂
asks for that and no other.
"""

from __future__ import annotations

import re

from policymatch.parsing.fields.levels import LEVEL, own_level, spread
from policymatch.vocabulary import qualifications, regions

_PREFIX = re.compile(r"^(?:国家级|国家|全国|省级|市级|区级|有效期内的?|入库)")
_RENAMED_WORDS = (
    "高新技术企业 科技型中小企业 创新型中小企业 专精特新中小企业 专精特新“小巨人”企业 制造业单项冠军企业 "
    "农业产业化龙头企业 中国驰名商标 海关AEO高级认证企业 数据管理能力成熟度评估模型（DCMM）认证 "
    "企业知识产权管理规范认证 CMMI认证 ISO27001信息安全管理体系认证 ISO9001质量管理体系认证 "
    "ISO14001环境管理体系认证 信息技术服务标准（ITSS）认证 就业见习基地 创业培训定点机构 首台（套）重大技术装备 "
    "首批次新材料 首版次软件 博士后工作站 博士后流动站 科技企业孵化器 政府质量奖 科学技术奖 检验检测认证 "
    "工程设计甲级资质 国家级重点“小巨人”企业 产业链主企业 "
)
RENAMED = frozenset(_RENAMED_WORDS.split())
"""Names under which every other way of saying means the same honour."""
_FURTHER = re.compile("潜在|隐形|试点|专业|综合|卓越|特色|培育|标杆|分站|勘察|监理|咨询|种子|准|提名")


def as_written(match: qualifications.RecognitionMatch) -> str:
    """The words of a recognition without its level, where they name another honour than the canonical name; else empty."""
    name = match.recognitions[0].qualification
    known = qualifications.qualification(name)
    text = re.sub("[“”]", "", match.text)
    said = max((word for word in known.synonyms if text.endswith(word)), key=len, default="")
    rest = _PREFIX.sub("", said).replace("的", "")
    if rest.endswith(name) and len(rest) > len(name) and (name not in RENAMED or _FURTHER.match(rest)):
        return rest
    if not rest or rest == _PREFIX.sub("", name) or text.endswith(re.sub("[“”]", "", name)) or rest == name:
        return ""
    if _FURTHER.search(rest) and not _FURTHER.search(name):
        return rest
    return "" if name in RENAMED or _shortens(rest, name) else rest


_SAYS_NOTHING = re.compile("企业|单位|机构|认定|认证|称号|管理体系|产业化")


def _shortens(short: str, name: str) -> bool:
    """Whether a word is the name without what tells nothing of which honour it is."""
    return _SAYS_NOTHING.sub("", short) == _SAYS_NOTHING.sub("", name)


_ANOTHERS = re.compile(
    "(?:帮助|辅导|指导|协助|孵化|在孵|入驻|助推)[^，。；、的]{0,4}(?:企业|单位|机构|主体)(?:首次|被|新|年度|成功|获评|获|认定|评|为)*$|(?:个人|人员|职工|员工|教师|本人|选手|运动员|学生|学员)(?:首次|被|新|年度|获评|获|认定|评|为)*$"
)
_PERSONS = re.compile(
    "(?:称号|荣誉|认定|表彰|奖励)*的?(?:在职|本市|本区)*(?:个人|人员|人才|员工|职工|教师|医生|学生|专家|选手|运动员|农民工)"
)


NOT_HELD = re.compile(
    r"^管理(?:暂行)?办法|^专板|^[^，。；、]{0,16}(?:保险|责任险|财产险|健康险)(?!企业|机构|公司|费)|^(?:申请)?材料|^(?:企业)?认定(?:管理|条件|标准|办法|工作|材料|申请|受理)|^(?:企业)?(?:数量?|总数|达到?|应|须|不少于|"
    r"不低于|超过|均|新增)*\d|^(?:的)?(?:获得者|获奖|得主|支持|扶持|奖励|申报|培育(?:库|名单|对象|入库)|后备|公共服务|服务|"
    r"(?:企业)?认定(?:管理|条件|标准|办法|工作)|高管|标准制定|名单|政策|相关|所得税|税收)"
    r"|^”?(?:的)?(?:主要)?(?:评价|评审|考核|建设|认定|团体)?(?:指标|标准|要求)(?!者)"
    r"|^(?:予以|[给予][予以与]|进行)(?:认定|评定|备案|命名|授牌)|^(?:企业)?(?:认定|评定|备案|遴选)(?:的)?(?:范围|对象|方向|重点|领域)"
    r"|^(?:建设|评定|评价|创建|服务|管理|质量|运营)?(?:基本要求|等级(?:划分|评定|标准)|(?:建设|评定|评价|创建)(?:标准|要求|规范)|规范|指南|导则|指引|技术要求)"
    r"|^[^，。；、的“”（）]{0,8}?(?:领导小组|工作专班|工作组|管理?委员会|管委会|(?:推进|管理|工作)办公室|联席会议|指挥部)"
    r"|^(?:梯度)?(?:培育|经营|辅导|申报|成长|咨询)(?:辅导|咨询|指导)?(?:服务(?!收入|额)|机构|平台|中介)"
    r"|^(?:提[升质]|改造|升级|建设|培育|创建|打造|更新)+(?:项目|工程|行动)(?=[。：]|$)"
)
"""What a name is only a part of: the register, the standard or the office that is called after it."""
_BY_STANDARD = re.compile(r"(?:按照?|依照|参照|对照|遵[循照])[^，。；的]{0,12}$")
_STANDARD = re.compile(r"(?:及?以上)?(?:的)?(?:标准|要求|规范)")


def built_by(text: str, start: int, end: int) -> bool:
    """Whether a name tells a standard that is kept to: 按丙级旅游民宿标准建设."""
    return bool(_STANDARD.match(text, end) and _BY_STANDARD.search(text, max(0, start - 20), start))


def of_another(text: str, start: int, end: int) -> bool:
    """Whether a title is another's than the applicant's: of those it hatches or helps, of persons, or one taken away."""
    return bool(
        ("被" in text and _TAKEN.search(text, max(0, start - 14), start))
        or _ANOTHERS.search(text, max(0, start - 14), start)
        or _PERSONS.match(text, end)
        or (_SHOPS.match(text, end) and _BROUGHT.search(text, max(0, start - 14), start))
    )


_TAKEN = re.compile(r"被(?:依法|责令)?(?:撤销|取消|吊销|收回|摘牌|除名|撤回)[^，。；、]{0,6}$")
"""近三年被取消|市级示范基地|资格的: who lost it does not hold it, and who holds it has not lost it."""
_BROUGHT = re.compile("(?:引入|引进|招引)(?:了|的)?[^，。；]{0,8}$")
_SHOPS = re.compile("[^，。；\\d]{0,12}?(?:门店|店铺|商户|首店|网点|专柜|品牌)(?![^，。；]{0,4}(?:企业|单位|公司))")
"""引入|中华老字号|门店2家: the honour of those brought in."""


def home_of(text: str, start: int) -> str:
    """The place right before a name, called without its ending (北京老字号, 广州老字号); empty where there is none."""
    for length in (3, 2):
        word = text[max(0, start - length) : start]
        if (
            len(word) == length
            and _named(word)
            and not re.match(r"[一-龥]", text[start - length - 1 : start - length].strip("的为定是"))
        ):
            return word
    return ""


def _named(word: str) -> bool:
    return any(regions.named(word + ending) for ending in ("市", "省", "自治区") if word[-1] not in "省市区县州")


_STARS = "一二三四五"
_LETTERS = "甲乙丙"


_RISING = re.compile("医院|医疗机构|养老|敬老院|护理院|托育|幼儿园|能力|成熟度")
"""What is graded upwards: a hospital of the third grade is above one of the second."""


def above(grade: str, noun: str = "") -> list[str]:
    """A grade and all above it (4A级 → 4A级, 5A级; AAAA级; 四星级; 乙级 → 甲级); empty where the scale is not known."""
    if _RISING.match(noun) and (found := re.fullmatch("([一二三四五])级", grade)):
        ranks = "一二三" if re.match("医院|医疗", noun) else "一二三四五"
        return [f"{rank}级" for rank in ranks[ranks.find(found[1]) :]]
    if found := re.fullmatch(r"([1-5])A级?", grade):
        return [f"{rank}A级" for rank in range(int(found[1]), 6)]
    if re.fullmatch("A{2,5}级?", grade):
        return ["A" * rank + "级" for rank in range(grade.count("A"), 6)]
    if found := re.fullmatch(rf"([{_STARS}])星级", grade):
        return [f"{star}星级" for star in _STARS[_STARS.index(found[1]) :]]
    if found := re.fullmatch(rf"([{_LETTERS}])级", grade):
        return [f"{letter}级" for letter in _LETTERS[: _LETTERS.index(found[1]) + 1]]
    if found := re.fullmatch("([一二三])级", grade):
        return [f"{rank}级" for rank in "一二三"[: "一二三".index(found[1]) + 1]]
    return []


_LEVELLED_BODY = r"(?:国家|省|市|区|自治区)级?[^，。；：、的（）和及或与]{2,14}(?:实验室|研究院|研究所|中心|平台|基地|工作站|示范区|试验区|园区?)"
BESIDE = re.compile(
    rf"(?:、|和|及|或)(?P<names>{_LEVELLED_BODY}(?:(?:、|和|及|或){_LEVELLED_BODY})*)(?:、|和|以?及|或者?)"
)
"""Bodies of a level between two known names in a row: …、国家工业设计研究院、…."""
NO_RELATION = re.compile(
    r"于[\d.]+%?[^，。；、]{0,3}的$|(?:在|于)(?:[本我全该][市区县省州镇]|园区|辖区|市|区|县)(?:范围|辖区|境)?内?的$"
    r"|(?:注册|登记|设立|成立|落户|位|地址?|关系)(?:在|于)[^，。；、]{1,6}的$"
)
"""Words before a name that tell a limit (不低于3%的高新技术企业) or where the applicant is (注册在本区的高新技术企业)."""
BUILT = re.compile(
    "(?:获批|获准|批准|经批准)[^，。；、]{0,6}(?:建设|组建|设立|筹建|承建|成立)的$|(?:牵头|承担)(?:建设|组建|筹建|承建)的?$"
)
"""What the applicant was allowed to build is its own: 获批牵头建设的国家重点实验室."""

_LATER = re.compile(
    r"[^。；]{0,50}?[，的](?P<levels>(?:国家级|省级|市级|区级)(?:(?:、|和|及)(?:国家级|省级|市级|"
    r"区级))+)(?=的?(?:，)?(?:分别|各))"
)


def later_levels(text: str, names: tuple[str, ...], end: int) -> tuple[tuple[str, ...], int]:
    """认定的重点实验室、工程中心，国家级、省级分别…: the levels that follow hold for every name."""
    found = _LATER.match(text, end)
    if not found or any(re.match("国家级|省级|市级|区级", name) for name in names):
        return names, end
    return tuple(level + name for level in spread(found["levels"]) for name in names), found.end()


_ENDS = (
    "企业技术（研发）中心|企业技术中心|技术中心|工程（技术）研究中心|工程技术研究中心|工程研究中心|工程中心|工程实验室|重点实验室|实验室|技术创新中心|科技创新中心|制造业创新中心|创新中心|研发中心|"
    "检验检测中心|设计中心|研究中心|研发机构|新型研发机构|科研机构|孵化器|众创空间|加速器|科技园区?|示范基地|见习基地|实训基地|创业基地|孵化基地|培训基地|后备人才基地|基地|示范园区|产业园区?|"
    "园区|院士专家工作站|院士（专家）工作站|院士工作站|博士后科研工作站|博士后流动站|博士后工作站|博士后创新实践基地|工作站|流动站|工作室|示范企业|龙头企业|重点企业|领军企业|标杆企业|单项冠军企业?|"
    "冠军企业|示范平台|公共服务平台|示范工厂|绿色供应链管理示范企业|绿色供应链管理企业|绿色供应链|绿色工厂|智能工厂|未来工厂|灯塔工厂|实验工厂|样板工厂|标杆工厂|工厂|数字化车间|智能车间|示范车间|"
    "车间|产业大脑|服务商|直播基地|集聚区|特色小镇|示范项目|试点项目|试点示范项目|示范单位|示范区|示范县|示范市|示范村|示范镇|示范乡|示范户|示范社|示范院校|特色名镇|重点村|重点镇|先进集体|示范点|试点企业|试点单位|试点|驰名商标|著名商标|名牌产品|地理标志证明商标|地理标志保护产品|"
    "证明商标|集体商标|老字号|名牌|质量奖|专利金奖|专利优秀奖|科技进步奖|奖|称号|荣誉|认证证书|体系认证|认证|资质|证书|版权示范单位|独角兽企业|瞪羚企业|创新型企业|科技型企业|高新技术企业|"
    "技术先进型服务企业|定点机构|培训机构|服务机构|优秀项目|精品线路|税收楼|特色楼宇|楼宇|景区|旅游度假区|酒店|饭店|商圈|特色街区|街区|总部企业|物业公司|企业|产品|平台|机构|单位|中心|项目|"
    "联盟|高级认证|小巨人|单项冠军|专精特新|产业集群|农业企业|合作社|家庭农场|运营中心|首台套|新产品|卓越工程|博物馆|书店|影院|研究院"
)  # fmt: skip
END = (
    "|".join(sorted(set(_ENDS.split("|")), key=len, reverse=True))
    .replace("|企业|", "|企业(?!孵化|育成|加速|技术中心|技术创新|服务平台|服务中心|工程|研究院|研发中心)|")
    .replace("|产品|", "|产品(?!质量|安全|加工|销售|流通|生产|认证|地理|产业|展|冷链|电商|批发)|")
)


_LAST = "心台区地园室站目点奖证书称号企业库器间厂店院牌标志县市村镇乡户社集体】）”"
"""How names of recognitions end: 与 behind another word stands within a name (信息技术与制造业融合发展试点)."""
_OF_THE_NATION = re.compile("专精特新“小巨人”|[1-5]A级|A{2,5}级")
"""Honours that the nation alone gives, so that no level is part of their name."""
_ROW_OF_NAMES = re.compile(rf"(?:、|和(?!信息)|以?及(?!其?以上)|或者?|(?<=[{_LAST}])与|(?<=”)(?=“))(?![^（]*）)")


def names_of(levels: str, items: str) -> tuple[str, ...]:
    """The names of a row of recognitions, each at each level."""
    names: list[str] = []
    parts = completed(_with_levels([part for part in _ROW_OF_NAMES.split(items) if part]))
    for at, part in enumerate(parts):
        own, name = own_level(part, levels, first=at == 0)
        name = canonical(name)
        if own == [""] and (known := qualifications.read(name)).known and not re.match("中国|国家地理|中华", name):
            name = known.name
        own = [""] if _OF_THE_NATION.match(name) else own
        names += [made for level in own if (made := level + name) not in names]
    return tuple(names)


def _with_levels(parts: list[str]) -> list[str]:
    """Levels of a row inside the row stay with their name: …或国家、省、市级龙头企业."""
    done: list[str] = []
    for part in parts:
        if done and _LEVELS_ALONE.fullmatch(done[-1]):
            part = f"{done.pop()}、{part}"
        done.append(part)
    return done


_LEVELS_ALONE = re.compile(rf"{LEVEL}(?:、{LEVEL})*")


def completed(parts: list[str]) -> list[str]:
    """Items with what the first one lends them: its place, and its subject where they are bare (示范基地、精品线路)."""
    place = PLACE_FIRST.match(parts[0])
    theme = _END_OF_NAME.sub("", parts[0])
    done = parts[:1]
    for part in parts[1:]:
        if len(part) <= 4 and len(theme) >= 4 and not _PRIZE.fullmatch(part):
            part = theme + part
        elif place and not _PLACED.match(part):
            part = place[0] + part
        done.append(part)
    return done


_PRIZE = re.compile("(?![特一二三四]等|[金银铜]|优[秀胜]|提名|入围|鼓励|单项|创新|贡献)[一-龥]{2,3}奖")
"""飞天奖, a prize by its own name, beside 提名奖, which is one of the prize before it."""
PLACE_FIRST = re.compile("[一-龥]{2,4}[省市区县](?=.{4,})")
_PLACED = re.compile("[一-龥]{2,4}[省市区县]|国家|中国|全国|省|市")
_END_OF_NAME = re.compile(rf"(?:{END})$")


def canonical(name: str) -> str:
    """The name without what only a sentence needs."""
    name = _BEFORE_NAME.sub("", _NORM.sub("", name))
    name = name.replace("企业技术（研发）中心", "企业技术中心").replace("“专精特新”", "专精特新")
    name = name if _QUOTED_PART.match(name) else name.strip("“”《》")
    return name.removesuffix("荣誉") if name.endswith("荣誉") else name.removesuffix("称号")


_NORM = re.compile(r"》?（GB/?T?[\d—-]*）|[《》]")
_BEFORE_NAME = re.compile("^(?:为|的|我区|我市|本市|本区|全国|年度(?=.{4}))+")
_QUOTED_PART = re.compile("“[^”]+”.|.+“[^”]+”$")


AUTHORITY = (
    r"(?:(?:经|由|被)?(?:(?!企业)[^，。；：、或和及的（）]|(?<=工业|建设|资源|文化|经济|发展|卫生|规划|林业|城乡|科学|教育|住房|旅游)和){2,16}"
    r"(?:部|局|厅|委|委员会|协会|政府|部门|办公室|商会|联合会))"
)
_GIVEN = re.compile(rf"{AUTHORITY}$")


def given_by(text: str, start: int) -> int:
    """Where the body begins that gave an honour: 自治区工业和信息化厅| 认定的龙头企业; the place itself where none is named."""
    found = _GIVEN.search(text, max(0, start - 30), start) if text.startswith(_GIVING, start) else None
    return found.start() if found else start


_GIVING = ("认定", "评定", "评选", "命名", "授予", "备案", "公布", "发布")
_BESIDE_GIVEN = re.compile(
    r"(?:、|和|及|或)(?!规|限|上市|外|国有|民营|中小|小微|大型|中型|初创|成长|[^，。；：、]*(?:制造|加工|行业|产业|服务业|工业企业|科技型企业))(?P<name>[^，。；：、的（）\d和及或与]{2,8}企业)(?=[，。；：、的（）和及或与]|$)"
)


def named_beside(text: str, start: int, known: int, end: int) -> tuple[tuple[str, ...], int]:
    """Honours in a row with a known one that is 认定的 (…认定的链主企业、| 领航企业), and where the row ends."""
    names: list[str] = []
    while re.search("认定|评定|命名|授予|评选", text[start:known]) and (found := _BESIDE_GIVEN.match(text, end)):
        names.append(found["name"])
        end = found.end()
    return tuple(names), end


_STATIONS = re.compile(r"(?:、|和|及)(?P<name>科研工作站|工作站|创新实践基地|流动站)(?:（分站）)?")


def postdoctoral(text: str, names: tuple[str, ...], end: int) -> tuple[tuple[str, ...], int]:
    """博士后流动站、工作站: the later ones are postdoctoral too."""
    while names and "博士后" in names[-1] and (found := _STATIONS.match(text, end)):
        names, end = (*names, "博士后" + found["name"]), found.end()
    return names, end


_STOCK = re.compile("(?:储备|备选|入库|培育)?库(?!存|房)")


_SOUGHT = re.compile(
    "(?:予以|[给予][予以与]|进行)(?:认定|评定|备案|命名)|(?:认定|评定|备案|遴选)的?(?:范围|对象|方向|重点|领域)"
    "|(?:主要|的)?(?:(?:评价|评审|考核|认定)(?:指标|要求)|要素条件)"
)
"""What the notice is to confer: whoever applies for it does not hold it yet."""


def put_down(text: str, end: int, items: str) -> bool:
    """Whether a project is only put down for something (列入省级重点技改项目库): or an honour is what is applied for (市级企业技术中心认定范围)."""
    return (items.endswith("项目") and _STOCK.match(text, end) is not None) or _SOUGHT.match(text, end) is not None


_ROOM = re.compile(
    "^(?:企业)?(?:工业设计|技术|工程技术(?:研究)?|工程研究|研发|研究开发|设计)中心$|^(?:重点|联合)?实验室$|^工程技术研究中心$"
)
_ITS_OWN = re.compile(
    "(?:的)?(?:(?:上年度|每年|年度)?(?:投入|经费|支出|预算)|负责人|主任|带头人|人员|场地|面积|组织|运[营行]|有(?!效)|具[有备]|拥有|应|须|需|能够?|建立|[一二两三1-5]年以上)"
)
_BUILT = re.compile("(?:完成|建[成有设]|改造(?:成|为))(?:了)?(?:智能工厂|智能车间|数字化车间)$")
_SITE = re.compile("(?:新建|改建|扩建|兴建|开发|投资建设|建设)(?:的|[^，。；、的]{1,4}、)?$")
"""新建|旅游景区: a place to be built, which holds no grade yet."""
_OF_A_TRADE = re.compile("(?:经营|运营)?(?:主体|者|户|单位|企业)")
"""旅游民宿|经营主体: who is of the trade, graded or not."""
_SET_UP = re.compile("(?:建立|设立|组建|建有|设有|成立)(?:了|有)?(?:独立|专门|专职|相对独立|健全|完善)+的?$")


_PERMIT = re.compile("许可证?$|批[文件]$|注册证$|备案证?$")
_THING = re.compile(
    "(?:产品|商品|剧目|作品|影片|游戏|项目|设备|药品|器械|演出|活动|车辆)(?:应当?|须|需|均|已|必须)*(?:依法)?(?:[取获]得|具[有备]|持有|通过)"
)
"""剧目应取得演出许可: the permit is the thing's, whoever brings it."""


def of_its_own(text: str, start: int, end: int) -> bool:
    """Whether a name without a level is a room of the firm that applies: 工业设计中心投入经费, 已建立独立的技术中心."""
    if _BUILT.search(text, max(0, start - 4), end):
        return True
    if text[start:end].endswith(("景区", "度假区", "酒店", "饭店", "民宿")) and _SITE.search(
        text, max(0, start - 10), start
    ):
        return True
    if text[start:end].endswith("民宿") and _OF_A_TRADE.match(text, end):
        return True
    if _PERMIT.search(text[start:end]) and _THING.search(text, max(0, start - 16), start + 2):
        return True
    if _ROOM.match(text[start:end]) is None or text[:start].endswith(("级", "省", "市")):
        return False
    return bool(_ITS_OWN.match(text, end) or _SET_UP.search(text, max(0, start - 14), start))


_IS = re.compile(
    r"(?:属于|[系是]|(?:应当?|须|需|必须)(?:均|都)?为|^为|(?<!合作)(?<!服务)(?<!投资)(?<!孵化)(?<!入驻)(?<!客户)(?<!引进)(?<!供应)(?:企业|单位|机构|主体|对象|申[请报]人|法人|申[请报]方|类型)(?:均|都)?为)"
    r"(?:(?:经[^，。；、]{1,12}|已|新|当年)?(?:认定|备案|评定|有效期内|在库|本[市区县]|我[市区县])的|在库|有效期内)?$"
)
_CLOSES = re.compile(r"$|[，。；、）（]|且|并|或|和|及|的(?:$|[，。；、])")
"""What the applicant is said to be (申报企业须为高新技术企业), where nothing is done for those named."""


def is_so(text: str, start: int, end: int) -> bool:
    """Whether a stretch tells that the applicant is what the name says: 申报企业须为高新技术企业."""
    return _IS.search(text, max(0, start - 20), start) is not None and _CLOSES.match(text, end) is not None


COMES_ITSELF = re.compile(r"(?:新(?:引进|引入|落户|迁入|入驻|招引)的?|(?:引进|引入|落户|迁入|招引)的)$")
"""Who is newly brought in gets the support himself (引进的高新技术企业); to have brought others in is somebody else's deed."""
