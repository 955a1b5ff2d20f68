"""Words around a limit: those that only fill, those that say growth, those that make the figure somebody else's."""

from __future__ import annotations

import re

FILLER = re.compile(
    r"^(?:[应须需要均都各总额共为在是约的已能可将且每单年月个不]|必须|完成|需要|累计|首次|分别|实际|合计|平均|全年|年度|"
    r"当年|同比|持续|保持|稳定|不含税|人民币|折合|规模|"
    r"金额|数额|总数|总量|数量|人数|比例|占比|比重|原则上|一般|最[低长]|连续|上年|上一年度|达标|各自|单项|能够|面积|数|"
    r"值|率|额|其中|（[^）]*）|年均|首次突破|左右|达|件数|拥有量|保有量|持有量|授权量|标准|门槛|项目|之和|合格|有效)*$"
)
GROWTH_TAIL = re.compile(
    r"(?:(?:同比|环比|年均|平均|均|[较比](?:[上前去]一?年度?|[上前]一年|上年同期|去年同期)|复合|首次|应|须|达到?|实现|保持|的|"
    r"率|速|幅)*(?:增长|增速|增幅|增长率|递增|提升|提高|增加)(?:率|速度|幅度)?(?:应|须|需|均|达到?|为|在|实现|保持|"
    r"应当|不低于)*)$"
)
OTHERS = re.compile(
    r"^服务(?!收入|业)|季度|[上下]半(?:年|$)|(?<![至到\-—\d])\d{1,2}月份?(?![\d至到\-—])|当月|单月|代理(?=[^，。；]{0,8}(?:企业|单位|机构|客户))|中方|骨干企业|集聚区内|园内企业|母公司|控股股东|投资方(?!在)|在孵|孵化企业|入驻企业|入园企业|园区(?!企业)|基地内|产品(?!销售收入(?:总额)?$)|品种|单台|"
    r"单个(?!项目(?:的)?(?:设备|软硬件|固定资产|总?投[资入])?$)|单项|单品|单体|[单每][场次期]|会员|成果|楼宇|大楼|商圈|平台|市场内|每家|每户|各店|门店|本项目|"
    r"服务对象|帮扶|参赛|参展|被投|投资企业|引进企业|所服务|毕业企业|供应商|客户|街区|集群|联盟|区内企业|辖区内?企业|单店|首店|综合体|亩均|每亩|"
    r"单位面积|人均|户均|店均|新药|专利形成|相关|(?:学历|职称|学位|资格|以上)的?$"
    r"|(?:[省市州区县域]外|(?<!内)[境海]外|异地|对外承包工程|对外劳务合作?)(?:的|实际|已|累计|施工|承包|工程|业务|项目|、|实现|完成)*$"
    r"|(?:推广|辐射|服务|覆盖|示范|带动)(?:应用)?(?:种植)?面积|(?:工业设计|设计|孵化服务|创业服务|物流|快递|专利|检验|检测)(?:类|专业|专职)?$"
)
PAID_IN = re.compile("(?:元)?(?:人民币)?(?:及?以上)?（[^（）\\d]{0,8}(?:实缴|实收|实际到位|已到位)[^（）\\d]{0,8}）")
"""注册资本500万元以上（实缴）: what has been paid in."""
PER_SUM = re.compile("(?<!的)每(?:一)?[百千万]元(?!以)")
"""每百元营业收入|研发投入不低于3元: a share told in money, no amount of its own."""
TEAM = re.compile("(?:团队|部门|处室|科室|队伍)[^。；]{0,16}$|\\d人[^。；]{0,4}，其中[，：]?$")
"""运营团队中专职人员5人以上: some of those employed."""
ONLY_GROWTH = re.compile(
    r"^(?:[，、]|且|并且|并|同时|其|或者?)*(?P<words>(?:近[一二两三四五\d]年|当年|本年度?|年度|全年|当季度?|当期|实现|保持)?(?:年均|年|同比|平均|环比|[较比](?:[上前去]一?年度?|上年同期|去年同期|同期))?(?:实现|保持)?(?:正)?(?:增长率?|增速|增幅|同比增长|增长速度|(?<=[年度期比])(?:增加|提高|提升|上升))(?:应当?|"
    r"须|需要?|必须|要|原则上|均|达到?|在|为)*)$"
)
_TELLS_ALL = re.compile("(?:上一?年度?|当年|全年|年度?|实现|完成|取得|企业|机构|单位|公司|中心|总|其|的)*")


def tells_a_part(word: str, before: str) -> bool:
    """Whether the words before 业务收入, which names the whole by itself, make it a part: 检测|业务收入."""
    return word == "业务收入" and not _TELLS_ALL.fullmatch(before)


def by_points(words: str, limit: str) -> bool:
    """Whether a share grows by points (比上年提高2个百分点), which is no rate of growth."""
    return "百分点" in limit and re.search("增加|提[高升]|上升", words) is not None


HEAD_TRIM = re.compile(r"^(?:特殊情况下?|但是?|而|且|并且|并|或者?|同时|其|其中|对|凡|若|如|应|须|需|要求|的)+")
BOOTH = re.compile(r"展位|展览|展会|参展|海外仓")
PRODUCT = re.compile(
    r"新药|品种|仿制药|剂型|单品|(?:申报|所报|参评)的?(?:产品|装备|新材料)(?!企业|单位)|对外承包工程|对外劳务合作|(?:[该此]|单[个款件部]|同一)(?:产品|商品|作品|剧目|影片|图书)|(?:产品|商品|新品|作品|游戏)(?:上市|上线|面市|发布|投产)后"
)
BUILDING = re.compile(r"综合体|楼宇|大楼|商务楼|单体建筑|装配式|建筑项目|工程项目|住宅")
EQUIPMENT = re.compile("设备|软件(?![^，。；、]{0,12}(?:领域|产业|行业|业|企业|项目)(?!的?(?:设备|软件|软硬件|硬件)))")
"""Equipment and software bought, not the trade of software whose project it is."""
PROJECTS = re.compile(
    r"的?(?!(?:政府)?采购|招标|科研|科技|课题|合同|融资|捐赠|横向|服务外包|研究)[^，。；、\d的（]{0,12}?(?:项目|技改)(?:$|[的，。；、）和及或])"
)
"""1000万元以上的技术改造项目: what is limited without a name is what the project costs."""
NOTED = re.compile(r"^（[^（）]*）")
"""What an amount leaves out or takes in (不含土地增值税), told between its name and its limit."""
DEFINED = re.compile(r"“(?P<term>(?:在孵|入驻|入园|服务|初创|引进)[^”]{1,8})”(?:是)?指")
NEW_BY_NATURE = frozenset(
    {"new_hires", "loan_amount", "project_investment", "fixed_investment", "equipment_investment"}
)
"""What 新增 does not make another figure: whoever is hired and whatever is invested is new."""
TRADED = re.compile(r"[^，。；、且并的年度]{0,10}(?:交易额|零售额|销售额)[^，。；]{0,4}$")
ONLINE = re.compile(r"(?:线上|网络|网上|电商|直播|平台)[^，。；]*(?:交易额|零售额|销售额)[^，。；]{0,4}$")
OR_BY_RANK = re.compile(
    "学历[^，。；、]{0,6}[、和及与][^，。；、]{0,10}(?:职称|职业资格|技师)|(?:职称|职业资格|技能|技师|证书)[^，。；]{0,6}或|或[^，。；]{0,6}(?:职称|职业资格|技能|技师)"
    "|人员、[^，。；]{2,20}(?:职称|职业资格|职务|技师|人才)"
)
"""A share that a title or a certificate counts towards as well as a degree is no share of graduates."""
COUNTED = re.compile("(?!企业|单位|的|以|及|且|并|或|给|奖|补|分别|每|按|左右)[一-龥]{3,}")
"""A noun right after a count, which says itself what is counted (3项以上实用新型专利)."""
PART_OF = re.compile(r"^(?:[，、]|且|并且|并|同时|其|或者?)*(?P<words>占(?P<whole>[^，。；]{2,20}))$")

SINGLY = {
    "project_investment": re.compile(
        "单[个项]$|[^，。；]{0,10}(?:建设|改造|装修|升级|技改)(?:项目|工程)?(?:审定|核定|审核|实际|累计)?的?$"
    ),
    "loan_amount": re.compile("(?:单[户笔个项家]|每[户笔])$"),
    "contract_amount": re.compile("(?:单[个项笔份]|每[个项笔份])$"),
}
"""What is told of one project, loan or contract is told of the one applied for."""
PURCHASED = re.compile(
    r"(?:购[置买入]|采购|添置|引进|更新|新增)(?![^，。；]*(?:建设|新建|扩建|厂房|装修|土地))[^，。；]*?(?:设备|装备|仪器|器材|软件|系统|机器人|生产线)[^，。；]{0,8}，(?:其|且|设备|累计|总|合计)*$"
)
"""Before a bare sum, what it was spent on: 购置自动化设备及软件，|投资额不低于300万元."""
ANOTHERS_PATENT = re.compile(
    "(?:[ⅡⅢ]类|II类|二类|实用新型|外观设计|外观|国外|境外|海外|国际|PCT|申请|受理|质押|转让|许可|高价值|转化|运营|购买|受让|服务|代理|标准必要)[^，。；、]{0,4}$"
)
"""A patent of a sort of its own, or what is done with one, is not what the applicant holds of any."""
LENDS = re.compile(
    "发放(?!的|$|[，。；且并])|投放|银行业|金融机构(?!取?得|的|贷)|为[^，。；]{1,12}(?:企业|主体)[^，。；]{0,6}(?:提供|办理)|撬动|带动|放款|累计为|在贷|(?:[业农色户]|普惠|小微|三农|中小)贷款余额"
    r"|涉及的?(?:贷款|融资|担保)|的(?:[^，。；、的]{0,4}银行(?!贷款|借款|授信)|金融|担保|小额|信贷)|(?:银行|金融机构)(?:机构)?(?:当年|年度|新增|累计)"
)
"""Loans given, not taken."""
_LENDER = re.compile(r"(?:贷款|合作|放款|经办|承贷)(?:银行|机构)(?:应当?|须)?(?:为|是|属于)[^，。；]*")


def lends(words: str) -> bool:
    """Whether the words tell of loans given; who may lend (贷款银行为在京金融机构) says nothing of that."""
    return LENDS.search(_LENDER.sub("", words)) is not None


BOUGHT = re.compile(
    r"(?:新|当年|年度|累计|实际|企业|项目)*(?P<on>(?:购[置买入进]|采购|引进|更新)(?!服务)[^，。；、\d]{0,10}?(?:设备|仪器|装备|软硬件|生产线))"
    r"(?:的|及(?:软件|系统))*(?:总?费用|支出|总?额|总?金额|投资额?|投入)?(?:应|须|在|为|（[^）]*）)*$"
)
"""Equipment by what is paid for it: 新购置生产设备500万元以上."""
HIRES = "招[用录聘收引]|聘用|吸纳|接收|引进|录用|吸收"
GRADUATES = re.compile(
    rf"(?:新|当年|年度)*(?:{HIRES})(?:(?!硕士|博士|研究生|见习)[^，。；、]){{0,16}}?毕业生(?:稳定|实现)?(?:就业)?(?:人数|数量?)?(?:应|须|均|不|在|为|累计|合计|共|达)*$"
)
"""Graduates hired, whichever: 招录离校2年内未就业高校毕业生5人以上."""
