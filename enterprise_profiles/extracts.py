"""The extracts of the sample: source, day, form, columns as delivered, and who writes their rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from enterprise_profiles import statements as say
from enterprise_profiles.statements import Rows
from enterprise_profiles.world import Enterprise
from enterprise_profiles.writing import Pen


@dataclass(frozen=True, slots=True)
class Extract:
    """One source's extract.

    Args:
        source: id of the spec.
        day: the day of the extract.
        form: csv, gb18030 (a CSV in that encoding) or json.
        header: the columns as delivered.
        rows: the rows of one enterprise; none where the source does not know it.
    """

    source: str
    day: date
    form: str
    header: tuple[str, ...]
    rows: Callable[[Enterprise, Pen], Rows]


_MONTH, _QUARTER, _SETTLED = date(2026, 6, 15), date(2026, 4, 10), date(2026, 6, 5)
_CASE = ("统一社会信用代码", "企业名称")
_NAMED = (*_CASE, "称号", "证书编号", "发证日期", "有效期至")

EXTRACTS = (
    Extract(
        "market_registration",
        _MONTH,
        "csv",
        (
            "统一社会信用代码",
            "企业名称",
            "原注册号",
            "企业类型",
            "登记状态",
            "成立日期",
            "注册资本(万元)",
            "实缴资本(万元)",
            "法定代表人",
            "住所",
            "经营所在地",
            "迁入前区划",
            "迁入日期",
            "行业代码",
            "经营范围",
        ),
        say.register_rows,
    ),
    Extract(
        "market_ownership",
        _MONTH,
        "csv",
        (*_CASE, "上级信用代码", "持股比例", "起始日期", "终止日期"),
        say.ownership_rows,
    ),
    Extract("market_branches", _MONTH, "csv", (*_CASE, "分支机构数", "控股子公司数"), say.branches_rows),
    Extract(
        "market_abnormal",
        _MONTH,
        "csv",
        (*_CASE, "列入文号", "列入日期", "移出日期", "列入原因"),
        say.marked(("abnormal", "通过登记的住所无法联系")),
    ),
    Extract(
        "market_penalties",
        _MONTH,
        "csv",
        (*_CASE, "决定书文号", "处罚日期", "公示期至", "案件类别"),
        say.marked(("major", "重大违法"), ("quality", "质量事故")),
    ),
    Extract(
        "market_annual_report",
        _SETTLED,
        "csv",
        (*_CASE, "年报年度", "从业人数", "营业总收入(万元)", "资产总额(万元)", "联系人"),
        say.annual_report_rows,
    ),
    Extract(
        "tax_annual",
        _SETTLED,
        "gb18030",
        (
            "纳税人识别号",
            "纳税人名称",
            "所属年度",
            "主管税务机关区划",
            "营业收入(元)",
            "主营业务收入(元)",
            "利润总额(元)",
            "应纳税所得额(元)",
            "资产总额(元)",
            "所有者权益(元)",
            "研发费用(元)",
            "实缴税额(元)",
        ),
        say.tax_rows,
    ),
    Extract(
        "tax_credit",
        _QUARTER,
        "csv",
        ("纳税人识别号", "纳税人名称", "评价年度", "信用等级", "发布日期", "失效日期"),
        say.tax_credit_rows,
    ),
    Extract(
        "tax_arrears",
        _QUARTER,
        "csv",
        ("纳税人识别号", "纳税人名称", "公告文号", "发生日期", "缴清日期", "事项类别"),
        say.marked(("tax_arrears", "欠缴税款"), ("tax_violation", "税收违法"), ("insurance_arrears", "欠缴社会保险费")),
    ),
    Extract(
        "hr_insurance",
        _MONTH,
        "csv",
        (
            "统一社会信用代码",
            "单位名称",
            "年度",
            "年末参保人数",
            "连续缴费月数",
            "足额缴纳",
            "新增招用人数",
            "招用高校毕业生数",
            "裁员率(%)",
            "大专以上占比(%)",
        ),
        say.insurance_rows,
    ),
    Extract(
        "hr_labour",
        _MONTH,
        "csv",
        ("统一社会信用代码", "单位名称", "案号", "立案日期", "结案日期", "违法类别"),
        say.marked(("wages", "拖欠工资"), ("dispute", "群体性劳动纠纷")),
    ),
    Extract(
        "hr_platforms",
        date(2026, 3, 20),
        "csv",
        ("统一社会信用代码", "单位名称", "平台名称", "文号", "认定日期", "有效期至"),
        say.honours("就业见习基地", "博士后工作站", "省级博士后创新实践基地", "市级技能大师工作室"),
    ),
    Extract(
        "statistics_scale",
        _SETTLED,
        "csv",
        (
            "统一社会信用代码",
            "单位名称",
            "报告期",
            "行业代码",
            "统计所在地",
            "本年新增纳统",
            "工业总产值(千元)",
            "社会消费品零售额(千元)",
            "从业人员(人)",
            "新产品销售收入(千元)",
            "综合能源消费量(吨标准煤)",
        ),
        say.scale_rows,
    ),
    Extract("statistics_roster", _MONTH, "csv", ("统一社会信用代码", "单位名称", "入库日期"), say.roster_rows),
    Extract("science_hnte", _QUARTER, "csv", (*_NAMED, "认定类型"), say.honours("高新技术企业", first=True)),
    Extract(
        "science_tech_sme",
        _QUARTER,
        "csv",
        (*_CASE, "称号", "入库登记编号", "入库日期", "有效期至"),
        say.honours("科技型中小企业"),
    ),
    Extract(
        "science_research",
        _SETTLED,
        "csv",
        (*_CASE, "年度", "研发人员数", "高新技术产品收入(万元)", "研发费用(万元)", "技术合同成交额(万元)"),
        say.research_rows,
    ),
    Extract(
        "industry_honours",
        _QUARTER,
        "json",
        (*_CASE, "认定称号", "文号", "认定日期", "有效期至", "认定类型"),
        say.honours(
            "专精特新中小企业",
            "专精特新“小巨人”企业",
            "创新型中小企业",
            "制造业单项冠军企业",
            "省级绿色工厂",
            "国家级绿色工厂",
            "省级智能工厂",
            "省级数字化车间",
            "省级企业技术中心",
            "国家级企业技术中心",
            "中小企业数字化转型试点",
            first=True,
        ),
    ),
    Extract("industry_chain", _QUARTER, "csv", (*_CASE, "产业领域"), say.chain_rows),
    Extract(
        "agri_leading",
        date(2026, 3, 20),
        "csv",
        (*_CASE, "称号", "文号", "认定日期", "有效期至"),
        say.honours("省级农业产业化龙头企业", "国家级农业产业化龙头企业"),
    ),
    Extract(
        "commerce_headquarters",
        date(2026, 3, 20),
        "csv",
        (*_CASE, "称号", "认定批次", "认定日期", "有效期至"),
        say.honours("总部企业"),
    ),
    Extract(
        "commerce_foreign", _MONTH, "csv", (*_CASE, "年度", "实际使用外资(万美元)", "外资占比(%)"), say.foreign_rows
    ),
    Extract(
        "customs_trade",
        _MONTH,
        "csv",
        (
            "收发货人信用代码",
            "收发货人",
            "年份",
            "进出口额(万元)",
            "出口额(万元)",
            "进口额(万元)",
            "跨境电商交易额(万元)",
        ),
        say.customs_rows,
    ),
    Extract("finance_listing", _MONTH, "csv", (*_CASE, "板块", "上市日期", "摘牌日期"), say.listing_rows),
    Extract(
        "finance_loans",
        _MONTH,
        "csv",
        (*_CASE, "合同编号", "贷款金额(万元)", "贷款期限(月)", "放款日期", "到期日期"),
        say.loans_rows,
    ),
    Extract(
        "credit_dishonest",
        _MONTH,
        "csv",
        (*_CASE, "案号", "认定日期", "退出日期", "类别"),
        say.marked(("dishonest", "失信被执行人")),
    ),
    Extract("credit_rating", _MONTH, "csv", (*_CASE, "评价等级"), say.rating_rows),
    Extract(
        "planning_projects",
        _MONTH,
        "csv",
        (
            "项目单位信用代码",
            "项目单位",
            "项目代码",
            "项目所在地",
            "总投资(万元)",
            "设备投资(万元)",
            "备案日期",
            "竣工日期",
        ),
        say.projects_rows,
    ),
    Extract(
        "emergency_accidents",
        _MONTH,
        "csv",
        ("事故单位信用代码", "事故单位", "事故编号", "事故日期", "结案日期", "事故等级"),
        say.marked(("safety", "一般事故")),
    ),
    Extract(
        "ecology_violations",
        _MONTH,
        "csv",
        ("统一社会信用代码", "当事人", "处罚文号", "处罚日期", "履行日期", "类别"),
        say.marked(("ecology", "超标排放")),
    ),
    Extract(
        "ip_holdings",
        _SETTLED,
        "csv",
        (
            "权利人信用代码",
            "权利人",
            "统计年度",
            "有效发明专利",
            "实用新型专利",
            "境外授权专利",
            "软件著作权",
            "知识产权合计",
        ),
        say.holdings_rows,
    ),
    Extract(
        "ip_infringements",
        _QUARTER,
        "csv",
        ("统一社会信用代码", "当事人", "文书号", "生效日期", "履行日期", "类别"),
        say.marked(("infringement", "商标侵权")),
    ),
    Extract(
        "finance_bureau_funds",
        _QUARTER,
        "csv",
        ("统一社会信用代码", "单位名称", "处理文号", "处理日期", "整改日期", "类别"),
        say.marked(("fraud", "骗取财政资金")),
    ),
    Extract(
        "finance_bureau_contribution", _SETTLED, "csv", (*_CASE, "年度", "地方经济贡献(万元)"), say.contribution_rows
    ),
    Extract(
        "disabled_employment",
        _SETTLED,
        "csv",
        ("统一社会信用代码", "单位名称", "年度", "安置残疾人数"),
        say.disabled_rows,
    ),
    Extract(
        "housing_leases",
        _MONTH,
        "csv",
        ("承租人信用代码", "承租人", "备案编号", "租赁面积(平方米)", "年租金(元)", "租期(月)", "起租日期", "到期日期"),
        say.leases_rows,
    ),
)
"""Every source of the sample with the day of its extract, in the form its department delivers."""
