"""The words for the relations that tie an applicant to a place: registration, tax, statistics, operation."""

from __future__ import annotations

import re

_RELATION = "(?:(?:关系|登记|隶属|归属|管理|申报|缴纳|征收|征管|解缴|管辖|户管|入库|汇缴|结算)*(?:关系|所在地|属地|地址|级次|地|单位)?)"
KIND_WORDS = {
    "registered_region": "(?:(?:工商|商事|市场主体|法人|企业|营业执照)?(?:注册登记|登记注册|注册|登记)|工商)(?:登记)?(?:及?办公)?"
    "(?:关系|所在地|地址|住所地?|地)?|住所地?|企业住所地?|法定住所地?",
    "tax_region": "(?:[区市县]级|地方级?)?"
    f"(?:税务|税收|纳税|财税|税源|国税地税){_RELATION}|财政收入(?:级次)?|财政(?:级次|关系)|主要税源|税款(?:缴纳|解缴|入库){_RELATION}",
    "statistics_region": f"(?:数据)?统计(?:数据|登记|归属|隶属|直报)*{_RELATION}"
    f"|(?:(?:工业)?(?:总?产值|增加值|销售额?|营业收入)(?:（[^（）]{{1,10}}）)?)统计{_RELATION}|纳统{_RELATION}|入统地",
    "operating_region": "(?:(?:实际|主要)?(?:生产经营|经营办公|办公经营|生产|(?<!个体)经营|办公|营业|运营)|实际)(?:地址?|场所|所在地|地点|场地)?",
}
_OTHER_KIND = "社会?保险?(?:参保|缴纳|缴费)?(?:关系|地)"
"""A relation in a row with the others that no field holds."""
ANY_KIND = "(?:" + "|".join([*KIND_WORDS.values(), _OTHER_KIND]) + ")"
GLUE = r"(?:(?:、|及|和|与|以及|，|/|并且?|且)(?:其)?|(?<=注册)(?=(?:生产)?经营地)|(?<=工商)(?=税务))"

BODY_THERE = "(?=的[^，。；、]{0,16}(?:机构|医院|学校|幼儿园|养老院|企业|单位)(?:$|[，。；：]))"
"""A body that somebody runs there, which is no event: 在本市举办|的民办医院."""
RANKED = re.compile(
    "(?:[^，。；]{0,6}(?:排名|排位|位居|名列|居于?|列)?第?前[\\d一二三四五六七八九十]|排名|排位|位居|名列|领先|靠前|同行业|同类)"
)
"""A standing among others (税收在全区排名前五十), no relation."""
PLACED = re.compile(
    r"(?:范围)?(?:同?行业)?(?:内|中)?(?:综合)?(?:排名|排位)?(?:在)?第?前[\d一二三四五六七八九十]{1,3}(?:[名位强]|的)"
)
"""全县前五名的企业: among whom somebody is placed, not where he is."""
CONTEST = re.compile(
    r"[省市区县]?(?:分?赛区|分站|赛站|站(?=[^，。；]{0,4}(?:赛|[一二三]等奖|[金银铜]奖))|选拔赛|分赛|交易团)"
    r"|(?:(?!参加|参与|参赛|举[办行]|承办|主办|获|入围|[在于])[^，。；、的\ue000]){0,16}?(?:大赛|竞赛|挑战赛|锦标赛)"
    r"|(?:成功)?(?:举[办行]|承办|主办)的[^，。；、的\ue000]{0,16}?(?:大赛|竞赛|挑战赛|锦标赛|比赛|评选)(?:活动)?[中里上]?(?:荣?获|取得|入围|胜出)"
)
"""江苏|赛区, 苏州市|中小企业创新创业大赛, 在苏州市|举办的比赛中获奖: where a contest is held, not where somebody is."""
NAMED = frozenset({"协会", "社会组织", "公司", "平台"})
"""After a place by name these end the name of one body (北京老字号协会), no kind of applicant."""


def verbs_of(done: str) -> tuple[str, ...]:
    """The fields of what is done in a place: 注册登记并纳税."""
    kinds = []
    if re.search(
        "注册|登记(?!地)|工商|成立|设立|落户|组建|营业执照|创办|开办|兴办|举办", re.sub("税务登记|纳税登记", "", done)
    ):
        kinds.append("registered_region")
    if re.search("纳税|缴税|税务登记|纳税登记|税收|税[费款]", done):
        kinds.append("tax_region")
    if re.search("纳统|统计|入统", done):
        kinds.append("statistics_region")
    if re.search("经营|运行|运营|办公|生产", done):
        kinds.append("operating_region")
    return tuple(kinds)


def kinds_of(words: str) -> tuple[str, ...]:
    """The fields of a list of relations: 工商注册地、税务征管关系及统计关系."""
    kinds: list[str] = []
    for part in re.split(r"、|以?及|和|与|，|/|并且?|且|(?<=注册)(?=(?:生产)?经营地)|(?<=工商)(?=税务)", words):
        for name, pattern in KIND_WORDS.items():
            if name not in kinds and re.fullmatch(f"(?:其|实际|主要)?(?:{pattern})(?:关系|地|地址)?", part):
                kinds.append(name)
                break
    if "办公" in words and "operating_region" not in kinds:
        kinds.append("operating_region")
    return tuple(kinds)


_THING = re.compile(
    "(?:商标|品牌|船舶|船只|船籍港?|渔船|游艇|车辆|货车|汽车|飞机|航空器|飞行器|品种|域名|专利|药品|药械|器械|化妆品|软件|著作权|版权|作品|数据资产|数据产权"
    "|不动产|房产|产权|抵押|动产|农产品|食品|产品|地理标志|证书|结婚|失业|求职|就业|户籍|户口)(?:权|证书?|名称|国籍|港|牌照|应当?|须|需|均|都|已|已经|首次|新|自|所有权)*$"
    "|(?:购[买置]|更新|新增)[^，。；、]{0,10}(?:车辆?|船舶?|飞机)(?:并|且|后|，)*$"
)


def of_a_thing(text: str, start: int) -> bool:
    """Whether what is registered there is a thing, not the applicant: 船籍港|登记为…, 商标|注册在…, 购买乘用车并|在…上牌."""
    return _THING.search(text, max(0, start - 20), start) is not None


_SHORT = """
    沪310000 津120000 渝500000 冀130000 晋140000 蒙150000 辽210000 沈210100 吉220000 黑230000 哈230100
    苏320500/320000 宁320100/640000 锡320200 徐320300 扬321000 浙330000 杭330100 甬330200 温330300 嘉330400
    绍330600 台331000 皖340000 闽350000 榕350100 厦350200 莆350300 泉350500 赣360700/360000 洪360100 鲁370000
    济370100 青370200/630000 烟370600 豫410000 郑410100 洛410300 鄂420000 汉420100 宜420500 襄420600 湘430000
    株430200 衡430400 粤440000 穗440100 深440300 珠440400 汕440500 佛440600 湛440800 惠441300 莞441900 桂450000
    邕450100 琼460000 川510000 蓉510100 黔520000 贵520000 筑520100 滇530000 昆530100 藏540000 陕610000 秦610000
    甘620000 陇620000 兰620100
"""
SHORT_PLACES = {pair[0]: tuple(pair[1:].split("/")) for pair in _SHORT.split()}
"""Provinces and cities by the one sign that their own documents call them by; where two share it, the narrower first."""
