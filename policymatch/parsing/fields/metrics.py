"""Which words name which numeric field, and what each field measures."""

from __future__ import annotations

import re
from functools import cache

from policymatch.parsing.immutable import immutable
from policymatch.vocabulary.phrases import Match, PhraseIndex


@immutable
class Metric:
    """A wording of a numeric field.

    Args:
        field: the field's id; empty for a known quantity that no field holds (it becomes a declared number).
        dimension: what it measures: money, ratio, area, time, age, count.
        growth: the field of its growth rate; empty where none holds it.
        word: the wording.
    """

    field: str
    dimension: str
    growth: str
    word: str


MONEY = {
    "revenue revenue_growth": "营业收入 营业总收入 营收 销售收入 销售额 营业额 经营收入 年销售 销售产值 销售总额 年总销售额 收入总额 产品销售收入 "
    "年总收入 企业总收入 经营总收入 销售营业额 销售（营业）收入 销售（营业）额 销售（营业）收入额 营业（销售）收入 "
    "业务收入 业务总收入 应税销售 应税销售额 应税销售收入 开票销售额 开票销售收入 开票销售 开票收入 销售总收入 营业总额",
    "main_revenue revenue_growth": "主营业务收入 主营收入 主营业务营业收入 主业收入 主营业务销售收入 主营业务销售额 主营业务营收 主营销售收入 "
    "主营业务总收入 "
    "主营业务收入总额 主营业务销售总额",
    "output_value output_growth": "工业总产值 总产值 产值 年产值 工业产值",
    "total_assets -": "资产总额 总资产 资产总计 资产规模",
    "net_assets -": "净资产 所有者权益",
    "profit -": "利润总额 净利润 利润 税前利润",
    "tax_paid tax_growth": "纳税总额 纳税额 税收贡献 缴纳税金 实缴税金 实际缴纳税金 入库税收 实缴税收 实缴税款 纳税 缴纳税收 缴纳税款 税收总额 税收 "
    "上缴税金 上缴税收 缴税额 缴税 税收收入 入库税金 完税额 纳税贡献 年纳税 实际纳税额 实际入库税收 缴纳税费 全口径税收 实际缴纳税收 "
    "税金 税款 税费 各项税金 各项税收 各项税费 各税 实现税收 税收入库 税收实际入库 入库税费 完税",
    "taxable_income -": "应纳税所得额",
    "local_contribution local_contribution_growth": "地方财政贡献 地方经济贡献 地方综合贡献 地方财力贡献 财政贡献 经济贡献 综合贡献 区级财政贡献 地方贡献 "
    "区级贡献 地方经济贡献额 地方财政贡献额 区域经济贡献 区级经济贡献 财力贡献 市区两级年地方综合贡献 年地方综合贡献 地方财政收入贡献 "
    "地方财力 区级财力 地方级财力 区级地方财力 形成地方财力 地方级财政贡献 地方级收入贡献 地方级税收贡献 地方留成 地方留成税收 税收地方留成 地方留存 "
    "税收地方留存 税收地方留成部分 税收地方留存部分 区级留成 县级留成 市级留成 税收区级留成 税收区级留成部分 税收县级留成 税收县级留成部分 "
    "区级留成部分 县级留成部分 地方留成部分 税收留成 留成税收 区级留存 地方留存部分 地方税收留成 区级税收留成 地方可用财力 区级可用财力 县级可用财力 "
    + " ".join(
        f"{level}{what}"
        for level in ("市级", "县级", "区级", "市县", "本级", "镇级", "市本级")
        for what in ["财政贡献", "经济贡献", "财力贡献", "综合贡献", "财政收入贡献", "税收贡献", "地方财政贡献", "地方财力", "财力"]
    ),
    "retail_sales revenue_growth": "社会消费品零售额 社会消费品零售总额 零售额 社零额 年零售额",
    "online_sales -": "网络零售额 网上零售额 网络交易额 线上销售额 电商交易额 电商销售额 电子商务交易额 网络销售额 线上交易额 网络零售交易额 "
    "网上销售额 网上交易额 线上零售额 平台交易额 网络（线上）零售额 直播销售额",
    "trade_value trade_growth": "进出口总额 进出口额 外贸进出口额 进出口总值 进出口实绩 外贸进出口总额 进出口业绩 外贸进出口 进出口贸易额 进出口金额 "
    "进出口贸易总额 外贸总额 外贸进出口总值",
    "export_value export_growth": "出口总额 出口额 自营出口额 出口实绩 外贸出口额 出口交货值 出口业绩 自营出口 外贸出口 出口总值 出口贸易额 出口金额 "
    "出口贸易总额 外贸出口总额 自营出口总额 出口创汇 出口创汇额 产品出口额 货物出口额 出口值",
    "import_value! import_growth": "进口额 进口总额 自营进口额 进口实绩",
    "foreign_investment -": "外商实际投资额 外商实际投资 外商直接投资额 实际外资金额 外资实际到账 外方实际出资额 实际到位外资额 "
    "实到外资  实际使用外资 实际利用外资 实际到位外资 到位外资 外资到账 实际到账外资 利用外资 实际外资 外资实际到位 实缴外资 "
    "实际使用外资金额 实际利用外资额 实际到位外资金额 外资到位 外资到资 外资实际到资 实到外资额 外资到位资金 外资到账额 "
    "外方出资 实际使用外资额 到账外资 外资实际到账",
    "fixed_investment -": "固定资产投资额 固定资产投资 固定资产投资纳统 固定资产投资入统 固定资产总投资 固定资产投入 固投 "
    "固定资产一次性投资 固定资产投资总额 固定资产实际投资 一次性固定资产投资 实际固定资产投资 固定资产投资规模",
    "project_investment -": "项目总投资 总投资额 总投资 项目投资额 投资总额 计划总投资 项目投资 计划投资 实际投资 实际投资额 投资额 项目总投资额 "
    "投资规模 "
    "实际完成投资 完成投资 累计投资 实际总投资 项目固定资产投资 实际投入 非购地的固定资产投资额 项目建设投资 资金投入 实际完成投资额",
    "equipment_investment -": "设备投资额 设备投资 设备投入 设备购置额 设备购置费 设备购置投入 生产设备投资 软硬件投入 设备软件投资 设备（软件）投资 "
    "设备购置费用 设备（含软件）投资 设备（含软件、系统）投资 设备（含软件系统）投资 设备（含软件）投资额 "
    "设备（含软件）购置 设备（软硬件）投资 "
    "设备和软件投资 设备及软件投资 设备购置 设备总投资 生产性设备投资 设备采购额 新购设备 购置设备 设备投资总额 软硬件投资 设备和技术投资 信息化投入 "
    "设备和技术投入 设备及技术投入 设备及技术投资 设备与技术投入 设备技术投入 设备软件投入 设备和软件投入 "
    "设备与软件投入 设备及软件投入 设备软件和技术投入 软件和设备投入 软件及设备投入 设备、软件投入 "
    "设备总额 生产设备总额 设备购置总额 设备总金额 设备投入总额",
    "rd_expense rd_growth": "研发费用 研发投入 研发经费 研究开发费用 研究开发经费 研发支出 研发经费支出 研发经费投入 研究开发投入 科研投入 R&D经费 "
    "研发费用总额 研究开发费用总额 研发费用支出 研发总投入 研发费 R&D经费支出 R&D经费投入 R&D投入 R&D支出 R&D费用 "
    "研究与试验发展经费 研究与试验发展经费支出 研究与试验发展（R&D）经费 "
    "研究与试验发展（R&D）经费支出 研究与试验发展经费投入 研发资金投入 科技研发投入 研究开发支出 研究开发经费支出 "
    "研究开发经费投入 科技研发费用 自主研发投入",
    "registered_capital -": "注册资本 注册资金 注册资本金 认缴资本 认缴出资额",
    "paid_in_capital -": "实缴资本 实收资本 实缴注册资本 实收注册资本 实际到位资金 实缴资金 实到注册资本 注册资本（实收） 注册资本（实缴） "
    "到位注册资金 "
    "实到资金 实缴出资额 实缴出资 实际到资 注册资金（实缴） 实缴注册资金 注册资本实缴 注册资本实收 实际到位注册资本 "
    "实际到位注册资本金 实际到位注册资金 到位注册资本金 实到注册资本金 实缴注册资本金 到位资本金 实际到位资本金 "
    "实缴资本金 注册资本实缴到位 注册资本实缴额 注册资金实缴到位 实缴到位资金 实缴到位资本 实缴到位注册资本 实缴到位注册资金",
    "loan_amount -": "贷款金额 贷款额 贷款总额 贷款规模 贷款额度 担保贷款额度 贷款本金 实际贷款额 贷款 授信 授信额度 授信额 授信金额 "
    "授信总额 借款金额 银行贷款 融资贷款 流动资金贷款 "
    "信用贷款 质押贷款 知识产权质押贷款 贷款资金 贷款发生额 贷款合同金额",
    "contract_amount -": "合同本金 技术合同成交额 合同成交额 合同金额 合同额 合同总额 技术合同交易额 技术交易额 交易金额 成交额 合同实际成交额 "
    "技术合同额 合同总金额 技术合同登记额 技术合同认定登记额 技术合同登记成交额 技术合同金额 合同交易额 "
    "技术合同总额 合同标的额 合同价款 合同总价 技术交易金额 技术合同交易金额 合同成交金额 合同总成交额 技术合同成交总额 技术合同登记金额",
}  # fmt: skip
RATIOS = {
    "debt_ratio": "资产负债率 负债率",
    "rd_ratio": "研发强度 研发投入强度 研发投入占比 研发费用占比 研发经费占比 研发投入比例 研发费用占营业收入比例 "
    "研发投入占营业收入比重 研发费用率 研发占比 研发比例 研发费用比例 研发经费比例 研发投入比重 研发支出占比 R&D占比 "
    "R&D投入强度 R&D经费投入强度 研发经费投入强度 研发投入比 研发经费支出占比 研究开发费用占比 研究开发投入占比",
    "hightech_revenue_ratio": "高新技术产品收入占比 高新技术产品（服务）收入占比",
    "rd_staff_ratio": "研发人员占比 科技人员占比 研发人员比例 科技人员比例 科技人员占职工总数比例 研发人员比重 科技人员比重 "
    "研发人员数量占比 科研人员占比 研发团队占比",
    "education_ratio": "大专以上学历人员占比 本科以上学历人员占比 大专以上学历占比",
    "layoff_rate": "裁员率 裁员比例 裁员人数占比",
    "revenue_growth": (
        "营业收入增长率 营业收入增速 营收增速 营收增长率 销售收入增长率 销售额增速 销售收入增速 营业收入同比增速 主营业务收入增长率 主营业务收入增速 "
        "营业收入增幅"
    ),
    "output_growth": "产值增速 产值增长率 工业总产值增速 工业总产值增长率 产值增幅",
    "tax_growth": "纳税额增长率 税收增速 税收增长率 纳税增幅 税收增幅",
}  # fmt: skip
COUNTS = {
    "rd_staff 人": "研究与试验发展人员 专职研究与试验发展人员 "
    "研发人员 科技人员 研究开发人员 专职研发人员 科研人员 研发人员数 科技活动人员 研发团队 研发人员总数 专职研究人员 "
    "从事研发的科技人员 从事研发的技术人员 从事研发的专业技术人员 从事研发工作的人员 从事研发工作的科技人员 从事研发活动的人员 从事研发活动的科技人员 "
    "从事研究开发的科技人员 从事研究开发活动的科技人员 从事技术研发的人员 从事产品研发的人员 从事技术开发的人员 "
    "专职科研人员 从事研发的人员 研发技术人员 全职研发人员 研发团队人数 研发团队人员 技术研发人员 科技研发人员 "
    "从事研究开发的人员 研发机构人员",
    "employees 人": "从业人员 职工 员工 职工总数 从业人数 员工人数 职工人数 员工总数 从业人员总数 企业人数 在职员工 在职职工 从业人员数 在岗职工 用工人数 "
    "正式员工 固定员工 专职员工 全职员工 用工总数 全职工作人员 专职人员 专职工作人员 "
    "相适应的人员 相适应的工作人员",
    "insured_employees 人": "参保人数 参保员工 参保职工 缴纳社保人数 缴纳社会保险人数 社保缴纳人数 参保职工人数 参保人员 "
    "社保人数 缴纳社保员工 社保参保人数 参加社会保险人数",
    "new_hires 人": "新增就业 吸纳就业 新增就业人数 吸纳就业人数 带动就业 带动就业人数 招用员工 新招用员工 新增用工 新增员工 吸纳就业人员 招用人数 招聘员工 "
    "新增就业岗位 吸纳就业岗位 创造就业岗位 安置就业 带动创业就业 解决就业 新招用人员",
    "graduates_hired 人": "招用高校毕业生 招用毕业生 吸纳高校毕业生 招聘高校毕业生 招收高校毕业生 接收高校毕业生 吸纳高校毕业生就业 新招用高校毕业生",
    "disabled_employees 人": "安置残疾人 残疾人职工 残疾职工 安置残疾人就业 残疾人 吸纳残疾人 吸纳残疾人就业 安排残疾人就业 雇用残疾人 "
    "残疾员工 带动残疾人就业 残疾人就业 吸收残疾人就业 聘用残疾人",
    "ip_count 件": "知识产权 自主知识产权 有效知识产权 核心自主知识产权 Ⅰ类知识产权 I类知识产权 有效自主知识产权 核心知识产权 专利 "
    "有效专利 授权专利 专利授权 自主专利 专利数 专利数量 专利拥有量 有效专利拥有量 专利权 授权知识产权 知识产权授权 "
    "国家专利 知识产权拥有量 有效知识产权拥有量",
    "invention_patents 件": "发明专利 有效发明专利 授权发明专利 发明专利授权 国家发明专利 国内发明专利 发明专利权 发明专利拥有量 "
    "有效发明专利拥有量 发明专利授权量",
    "software_copyrights 件": "软件著作权 软著 计算机软件著作权 软件著作权登记证书 软件著作权登记",
}  # fmt: skip
AREAS = {
    "rent_area": "租赁面积 租用面积 承租面积 租赁场地面积 租赁建筑面积 租赁办公用房面积 租赁办公面积",
    "premises_area": "场地面积 经营面积 营业面积 孵化面积 办公面积 建筑面积 使用面积 种植面积 场所面积 经营场地面积 实际使用面积 "
    "可自主支配面积 场地使用面积 "
    "总面积 展示面积 面积 场地 室内场所 实用面积 孵化场地面积 营业场所面积 展览面积 种养面积 养殖面积 总建筑面积 经营场所面积 用房面积 载体面积 "
    "种植规模 流转土地 流转面积 土地流转面积 流转规模 承包面积 连片面积 土地面积 办公用房面积 厂房面积 仓储面积 室内面积 新建面积",
}  # fmt: skip
OTHERS = {
    "insured_months": "",
    "applicant_age": "年龄 周岁 年满",
    "loan_term_months": "贷款期限 贷款每次期限 贷款单次期限 贷款年限 贷款期 贷款周期 贷款时间 贷款时长 借款期限 贷款合同期限 贷款存续期 授信期限",
}
UNITS_OF_COUNT = {"人": frozenset({"人", "名", "位", "个", "人次", ""}), "件": frozenset({"件", "项", "个", "种", ""})}
EXTENDED = frozenset({"local_contribution_growth", "trade_growth", "export_growth", "import_growth", "import_value",
                      "rd_growth"})  # fmt: skip
"""Growth rates and amounts that stay declared numbers, with their own name."""

GROWTHS = {
    "revenue": "revenue_growth",
    "main_revenue": "revenue_growth",
    "output_value": "output_growth",
    "tax_paid": "tax_growth",
}
RATIO_FIELDS = (
    ("rd_ratio", re.compile(
        r"(?:研发|研究开发|研究与?试验发展|R&D|科技)(?:费用?|投入|经费|支出|"
        r"活动)[^，。；]{0,14}(?:占|(?:不[低少]于|达到?|超过|[高大]于)(?=[^，。；\d]{0,14}的?$))[^，。；]{0,14}(?:收入|销售|营收|产值)"
        r"|用于[^，。；的]{0,12}(?:研究开发|研究|研发)[^，。；]{0,4}的(?:经费|费用|投入|支出)[^，。；]{0,6}(?:占|不[低少]于|达到?|超过)[^，。；]{0,14}(?:收入|销售|营收)"
    )),
    ("hightech_revenue_ratio", re.compile(r"高新技术产品[^，。；]{0,10}收入[^，。；]{0,6}占")),
    ("rd_staff_ratio", re.compile(
        r"(?:(?:直接|主要|专门|专职)?从事[^，。；的]{2,24}的(?:专职|全职)?)?"
        r"(?:研发|科技|研究开发|科研|"
        r"技术)(?:和相关技术创新活动的科技)?(?:及?相关技术创新活动)?人员[^，。；]{0,10}占"
    )),
    ("education_ratio", re.compile(
        r"(?:具有|取得|拥有)?(?:国家承认的?)?(?:大学|全日制|高等学校)*(?:大专|本科|专科|研究生|学士|硕士)[^，。；]{0,14}(?:以上)?[^，。；]{0,10}(?:人员|员工|职工|"
        r"人数)?[^，。；]{0,8}(?:占|比例)"
    )),
)  # fmt: skip


@cache
def index() -> PhraseIndex[Metric]:
    """All wordings of all numeric fields."""
    return PhraseIndex([(metric.word, metric) for metric in _metrics()])


def find(text: str) -> tuple[Match[Metric], ...]:
    """The metrics that a text names, longest first at each place."""
    return index().find(text)


def _metrics() -> list[Metric]:
    found = []
    for key, words in MONEY.items():
        name, growth = key.split()
        held = "" if name.endswith("!") else name
        grown = "" if growth in EXTENDED or growth == "-" else growth
        found += [
            Metric(held, "money", grown, prefix + word) for word in words.split() for prefix in ("", "年", "年度")
        ]
    for name, words in RATIOS.items():
        found += [Metric(name, "ratio", "", word) for word in words.split()]
    for key, words in COUNTS.items():
        name, unit = key.split()
        found += [Metric(name, unit, "", word) for word in words.split()]
    for name, words in AREAS.items():
        found += [Metric(name, "area", "", word) for word in words.split()]
    found += [Metric("applicant_age", "age", "", word) for word in OTHERS["applicant_age"].split()]
    found += [Metric("loan_term_months", "time", "", word) for word in OTHERS["loan_term_months"].split()]
    return found


_INNER = re.compile(
    r"（(?!含?(?:软件|软硬件))[^）]{5,}）|(?<=[入额收值])（(?:营业|销售|经营|交易|零售|商品销售|应税销售|开票|总)?(?:额|收入|产值|总额)(?:[、/或](?:营业|销售)(?:额|收入))?）"
)


def veiled(words: str) -> str:
    """The words with brackets unreadable, but as long, that only explain (不含…) or say the same again (销售额（营业额）)."""
    return _INNER.sub(lambda found: "（" + "\0" * (len(found[0]) - 2) + "）", words)


_TAX = "(?:增值税|营业税|消费税|(?:企业|个人)?所得税|城建税|城市维护建设税|教育费附加|地方教育附加|房产税|土地使用税|印花税|附加税费?|个税)"
TAXES = re.compile(
    rf"(?:实际|当年|年度?|累计|实缴|依法|共|合计|上?缴纳?的?|入库的?)*{_TAX}(?:(?:、|和|及其?|与|以及){_TAX})+(?:等)?(?:各项)?(?:税[收金款费])?(?:合计|总额|总和|之和|总计|额)?(?:（元）)?"
)
"""Taxes added up by their names: 增值税、企业所得税合计."""
