"""What each department's extract says of an enterprise: its columns, its rows, its gaps, its errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from enterprise_profiles.world import Enterprise
from enterprise_profiles.writing import Pen

Rows = Iterator[list[str]]


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


def _register(made: Enterprise, pen: Pen) -> Rows:
    code, random = made.trade.code, pen.random
    paid = made.capital if random.random() < 0.6 else int(made.capital * random.random())
    yield [
        made.code, made.name, made.old_number, made.type, made.status, pen.day(made.founded), pen.wan(made.capital), pen.sometimes(pen.wan(paid), 0.7),
        made.person, pen.sometimes(made.address), made.city.code if random.random() < 0.9 else "",
        made.moved_from, pen.day(made.moved_on), pen.sometimes(code if random.random() < 0.8 else code[1:], 0.93), made.trade.scope,
    ]  # fmt: skip


def _ownership(made: Enterprise, pen: Pen) -> Rows:
    if made.parent:
        yield [
            made.code,
            made.name,
            made.parent,
            "" if made.kind == "branch" else pen.share(made.share / 100),
            pen.day(made.founded),
            "",
        ]


def _branches(made: Enterprise, pen: Pen) -> Rows:
    last = made.years.get(2025)
    if made.kind == "company" and last is not None and last.revenue > 50_000_000:
        yield [made.code, made.name, str(pen.random.choice((0, 0, 1, 3, 8))), str(pen.random.choice((0, 0, 1, 2, 4)))]


def _annual_report(made: Enterprise, pen: Pen) -> Rows:
    for year, figures in made.years.items():
        if year < 2023 or pen.random.random() < 0.25:
            continue
        off = 1.0 if pen.random.random() < 0.85 else pen.random.choice((0.9, 1.02, 1.1, 1.3))
        yield [
            made.code, made.name, f"{year}年度", pen.sometimes(str(max(1, int(figures.employees * off)))), pen.sometimes(pen.wan(int(figures.revenue * off)), 0.7),
            pen.sometimes(pen.wan(figures.assets), 0.7), made.person,
        ]  # fmt: skip


def _tax(made: Enterprise, pen: Pen) -> Rows:
    if made.kind == "branch" or pen.random.random() < 0.04:
        return
    moved = made.city.code if pen.random.random() < 0.95 else "440305"
    for year, figures in made.years.items():
        if year == 2025 and pen.random.random() < 0.03:
            continue
        taxable = max(0, figures.profit)
        yield [
            made.code, made.name, str(year), moved, pen.yuan(figures.revenue), pen.yuan(figures.main_revenue), pen.yuan(figures.profit), pen.yuan(taxable),
            pen.sometimes(pen.yuan(figures.assets)), pen.sometimes(pen.yuan(figures.net_assets)), pen.sometimes(pen.yuan(figures.rd), 0.95), pen.yuan(figures.tax),
        ]  # fmt: skip


def _tax_credit(made: Enterprise, pen: Pen) -> Rows:
    for year in (2024, 2025):
        if year not in made.years or pen.random.random() < 0.08:
            continue
        grade = "D" if "tax_violation" in made.marks else pen.random.choices("ABMCD", (25, 50, 15, 8, 2))[0]
        yield [
            made.code,
            made.name,
            str(year),
            pen.random.choice((grade, grade + "级")),
            pen.day(date(year + 1, 4, 15)),
            pen.day(date(year + 2, 4, 14)),
        ]


def _marked(*kinds: tuple[str, str]) -> Callable[[Enterprise, Pen], Rows]:
    """A list of cases of several kinds: number, beginning, end, and the kind in words."""

    def rows(made: Enterprise, pen: Pen) -> Rows:
        for mark, word in kinds:
            if mark in made.marks:
                since, until = made.marks[mark]
                yield [made.code, made.name, f"〔{since.year}〕{made.number}号", pen.day(since), pen.day(until), word]

    return rows


def _insurance(made: Enterprise, pen: Pen) -> Rows:
    if pen.random.random() < 0.06:
        return
    months = min(12 * (2025 - made.founded.year) + 13 - made.founded.month, pen.random.choice((300, 300, 300, 10, 2)))
    for year, figures in made.years.items():
        yield [
            made.code, made.name, str(year), str(figures.insured), str(max(months, 1)), pen.flag("insurance_arrears" not in made.marks),
            str(figures.hires), str(figures.graduates), pen.share(figures.layoff), pen.sometimes(pen.share(pen.random.uniform(0.1, 0.9)), 0.8),
        ]  # fmt: skip


def _honours(*names: str, first: bool = False) -> Callable[[Enterprise, Pen], Rows]:
    """The holders of some honours: name, certificate, days, and whether it is the first."""

    def rows(made: Enterprise, pen: Pen) -> Rows:
        for name, given, until, is_first in made.honours:
            if name in names:
                again = "首次认定" if is_first else "复核通过" if "专精" in name else "重新认定"
                yield [
                    made.code,
                    made.name,
                    name,
                    f"{given.year}{made.number:06d}",
                    pen.day(given),
                    pen.day(until),
                    *([again] if first else []),
                ]

    return rows


def _scale(made: Enterprise, pen: Pen) -> Rows:
    since = made.above_scale_since
    for year, figures in made.years.items():
        if since is None or since.year > year:
            continue
        industry = made.trade.code[0] == "C"
        yield [
            made.code, made.name, str(year), made.trade.code, made.city.code, pen.flag(since.year == year), str(figures.revenue // 1000) if industry else "",
            str(figures.revenue // 1000) if made.trade.code[0] in "FH" else "", str(figures.employees), str(figures.revenue // 3000) if industry else "",
            str(figures.revenue // 40_000) if industry else "",
        ]  # fmt: skip


def _roster(made: Enterprise, pen: Pen) -> Rows:
    if made.above_scale_since is not None:
        yield [made.code, made.name, pen.day(made.above_scale_since)]


def _research(made: Enterprise, pen: Pen) -> Rows:
    for year, figures in made.years.items():
        if figures.rd and year >= 2023:
            high = int(figures.revenue * pen.random.uniform(0.4, 0.95))
            yield [made.code, made.name, str(year), str(figures.rd_staff), pen.wan(high), pen.sometimes(pen.wan(figures.rd), 0.6),
                   pen.sometimes(pen.wan(figures.revenue // 50), 0.3)]  # fmt: skip


def _chain(made: Enterprise, pen: Pen) -> Rows:
    for domain in made.trade.domains:
        if pen.random.random() < 0.7:
            yield [made.code, made.name, domain]


def _foreign(made: Enterprise, pen: Pen) -> Rows:
    if "外商" in made.type or "港澳台" in made.type:
        for year in made.years:
            yield [
                made.code,
                made.name,
                str(year),
                str(pen.random.choice((0, 50, 200, 1200))),
                pen.share(pen.random.choice((1.0, 0.51, 0.25))),
            ]


def _customs(made: Enterprise, pen: Pen) -> Rows:
    for year, figures in made.years.items():
        if figures.exports:
            total = figures.exports + figures.imports
            yield [
                made.code,
                made.name,
                str(year),
                pen.wan(total),
                pen.wan(figures.exports),
                pen.wan(figures.imports),
                pen.wan(figures.ecommerce),
            ]


def _listing(made: Enterprise, pen: Pen) -> Rows:
    if made.listing is not None:
        yield [made.code, made.name, made.listing[0], pen.day(made.listing[1]), ""]


def _loans(made: Enterprise, pen: Pen) -> Rows:
    if pen.random.random() < 0.2:
        amount = pen.random.choice((500_000, 1_000_000, 3_000_000, 8_000_000, 30_000_000, 60_000_000))
        yield [made.code, made.name, f"DK{made.number:08d}", pen.wan(amount), str(pen.random.choice((6, 12, 24, 36))), pen.day(date(2025, pen.random.randint(1, 12), 15)),
               pen.day(date(2027, pen.random.randint(1, 12), 14))]  # fmt: skip


def _rating(made: Enterprise, pen: Pen) -> Rows:
    if pen.random.random() < 0.9:
        yield [made.code, made.name, "差" if "dishonest" in made.marks else pen.random.choice("优良良中")]


def _projects(made: Enterprise, pen: Pen) -> Rows:
    if made.trade.code[0] in "CI" and pen.random.random() < 0.3:
        total = int(10 ** pen.random.uniform(5.5, 8)) // 10_000 * 10_000
        started = date(2024, pen.random.randint(1, 12), 10)
        done = date(2025, pen.random.randint(1, 12), 20) if pen.random.random() < 0.7 else None
        yield [made.code, made.name, f"2404-{made.city.code}-04-01-{made.number:06d}", made.city.code, pen.wan(total), pen.wan(int(total * pen.random.uniform(0.3, 0.9))),
               pen.day(started), pen.day(done)]  # fmt: skip


def _holdings(made: Enterprise, pen: Pen) -> Rows:
    for year, figures in made.years.items():
        if year >= 2023 and figures.rd:
            patents = figures.rd // 1_500_000 + pen.random.choice((0, 0, 1, 2))
            models, abroad, software = (
                pen.random.randint(0, 20),
                pen.random.choice((0, 0, 0, 1, 3)),
                pen.random.randint(0, 15),
            )
            counts = (patents, models, abroad, software, patents + models + software)
            yield [made.code, made.name, str(year), *map(str, counts)]


def _contribution(made: Enterprise, pen: Pen) -> Rows:
    for year, figures in made.years.items():
        if year >= 2024 and figures.tax > 100_000:
            yield [made.code, made.name, str(year), pen.wan(int(figures.tax * 0.4))]


def _disabled(made: Enterprise, pen: Pen) -> Rows:
    for year, figures in made.years.items():
        if year >= 2024 and figures.employees > 30:
            yield [made.code, made.name, str(year), str(pen.random.choice((0, 0, 1, 2, 12)))]


def _leases(made: Enterprise, pen: Pen) -> Rows:
    if pen.random.random() < 0.35:
        area = pen.random.choice((45, 80, 120, 300, 800, 1500, 4000))
        first = date(2024, pen.random.randint(1, 12), 1)
        yield [made.code, made.name, f"ZL{made.number:08d}", str(area), pen.yuan(area * pen.random.choice((360, 600, 960))), str(pen.random.choice((12, 24, 36))),
               pen.day(first), pen.day(date(2027, first.month, 1))]  # fmt: skip


_MONTH, _QUARTER, _SETTLED = date(2026, 6, 15), date(2026, 4, 10), date(2026, 6, 5)
_CASE = ("统一社会信用代码", "企业名称")
_NAMED = (*_CASE, "称号", "证书编号", "发证日期", "有效期至")

EXTRACTS = (
    Extract("market_registration", _MONTH, "csv", ("统一社会信用代码", "企业名称", "原注册号", "企业类型", "登记状态", "成立日期", "注册资本(万元)", "实缴资本(万元)", "法定代表人",
            "住所", "经营所在地", "迁入前区划", "迁入日期", "行业代码", "经营范围"), _register),
    Extract("market_ownership", _MONTH, "csv", (*_CASE, "上级信用代码", "持股比例", "起始日期", "终止日期"), _ownership),
    Extract("market_branches", _MONTH, "csv", (*_CASE, "分支机构数", "控股子公司数"), _branches),
    Extract("market_abnormal", _MONTH, "csv", (*_CASE, "列入文号", "列入日期", "移出日期", "列入原因"), _marked(("abnormal", "通过登记的住所无法联系"))),
    Extract("market_penalties", _MONTH, "csv", (*_CASE, "决定书文号", "处罚日期", "公示期至", "案件类别"), _marked(("major", "重大违法"), ("quality", "质量事故"))),
    Extract("market_annual_report", _SETTLED, "csv", (*_CASE, "年报年度", "从业人数", "营业总收入(万元)", "资产总额(万元)", "联系人"), _annual_report),
    Extract("tax_annual", _SETTLED, "gb18030", ("纳税人识别号", "纳税人名称", "所属年度", "主管税务机关区划", "营业收入(元)", "主营业务收入(元)", "利润总额(元)", "应纳税所得额(元)",
            "资产总额(元)", "所有者权益(元)", "研发费用(元)", "实缴税额(元)"), _tax),
    Extract("tax_credit", _QUARTER, "csv", ("纳税人识别号", "纳税人名称", "评价年度", "信用等级", "发布日期", "失效日期"), _tax_credit),
    Extract("tax_arrears", _QUARTER, "csv", ("纳税人识别号", "纳税人名称", "公告文号", "发生日期", "缴清日期", "事项类别"),
            _marked(("tax_arrears", "欠缴税款"), ("tax_violation", "税收违法"), ("insurance_arrears", "欠缴社会保险费"))),
    Extract("hr_insurance", _MONTH, "csv", ("统一社会信用代码", "单位名称", "年度", "年末参保人数", "连续缴费月数", "足额缴纳", "新增招用人数", "招用高校毕业生数", "裁员率(%)",
            "大专以上占比(%)"), _insurance),
    Extract("hr_labour", _MONTH, "csv", ("统一社会信用代码", "单位名称", "案号", "立案日期", "结案日期", "违法类别"), _marked(("wages", "拖欠工资"), ("dispute", "群体性劳动纠纷"))),
    Extract("hr_platforms", date(2026, 3, 20), "csv", ("统一社会信用代码", "单位名称", "平台名称", "文号", "认定日期", "有效期至"),
            _honours("就业见习基地", "博士后工作站", "省级博士后创新实践基地", "市级技能大师工作室")),
    Extract("statistics_scale", _SETTLED, "csv", ("统一社会信用代码", "单位名称", "报告期", "行业代码", "统计所在地", "本年新增纳统", "工业总产值(千元)", "社会消费品零售额(千元)", "从业人员(人)",
            "新产品销售收入(千元)", "综合能源消费量(吨标准煤)"), _scale),
    Extract("statistics_roster", _MONTH, "csv", ("统一社会信用代码", "单位名称", "入库日期"), _roster),
    Extract("science_hnte", _QUARTER, "csv", (*_NAMED, "认定类型"), _honours("高新技术企业", first=True)),
    Extract("science_tech_sme", _QUARTER, "csv", (*_CASE, "称号", "入库登记编号", "入库日期", "有效期至"), _honours("科技型中小企业")),
    Extract("science_research", _SETTLED, "csv", (*_CASE, "年度", "研发人员数", "高新技术产品收入(万元)", "研发费用(万元)", "技术合同成交额(万元)"), _research),
    Extract("industry_honours", _QUARTER, "json", (*_CASE, "认定称号", "文号", "认定日期", "有效期至", "认定类型"),
            _honours("专精特新中小企业", "专精特新“小巨人”企业", "创新型中小企业", "制造业单项冠军企业", "省级绿色工厂", "国家级绿色工厂", "省级智能工厂", "省级数字化车间",
                     "省级企业技术中心", "国家级企业技术中心", "中小企业数字化转型试点", first=True)),
    Extract("industry_chain", _QUARTER, "csv", (*_CASE, "产业领域"), _chain),
    Extract("agri_leading", date(2026, 3, 20), "csv", (*_CASE, "称号", "文号", "认定日期", "有效期至"), _honours("省级农业产业化龙头企业", "国家级农业产业化龙头企业")),
    Extract("commerce_headquarters", date(2026, 3, 20), "csv", (*_CASE, "称号", "认定批次", "认定日期", "有效期至"), _honours("总部企业")),
    Extract("commerce_foreign", _MONTH, "csv", (*_CASE, "年度", "实际使用外资(万美元)", "外资占比(%)"), _foreign),
    Extract("customs_trade", _MONTH, "csv", ("收发货人信用代码", "收发货人", "年份", "进出口额(万元)", "出口额(万元)", "进口额(万元)", "跨境电商交易额(万元)"), _customs),
    Extract("finance_listing", _MONTH, "csv", (*_CASE, "板块", "上市日期", "摘牌日期"), _listing),
    Extract("finance_loans", _MONTH, "csv", (*_CASE, "合同编号", "贷款金额(万元)", "贷款期限(月)", "放款日期", "到期日期"), _loans),
    Extract("credit_dishonest", _MONTH, "csv", (*_CASE, "案号", "认定日期", "退出日期", "类别"), _marked(("dishonest", "失信被执行人"))),
    Extract("credit_rating", _MONTH, "csv", (*_CASE, "评价等级"), _rating),
    Extract("planning_projects", _MONTH, "csv", ("项目单位信用代码", "项目单位", "项目代码", "项目所在地", "总投资(万元)", "设备投资(万元)", "备案日期", "竣工日期"), _projects),
    Extract("emergency_accidents", _MONTH, "csv", ("事故单位信用代码", "事故单位", "事故编号", "事故日期", "结案日期", "事故等级"), _marked(("safety", "一般事故"))),
    Extract("ecology_violations", _MONTH, "csv", ("统一社会信用代码", "当事人", "处罚文号", "处罚日期", "履行日期", "类别"), _marked(("ecology", "超标排放"))),
    Extract("ip_holdings", _SETTLED, "csv", ("权利人信用代码", "权利人", "统计年度", "有效发明专利", "实用新型专利", "境外授权专利", "软件著作权", "知识产权合计"), _holdings),
    Extract("ip_infringements", _QUARTER, "csv", ("统一社会信用代码", "当事人", "文书号", "生效日期", "履行日期", "类别"), _marked(("infringement", "商标侵权"))),
    Extract("finance_bureau_funds", _QUARTER, "csv", ("统一社会信用代码", "单位名称", "处理文号", "处理日期", "整改日期", "类别"), _marked(("fraud", "骗取财政资金"))),
    Extract("finance_bureau_contribution", _SETTLED, "csv", (*_CASE, "年度", "地方经济贡献(万元)"), _contribution),
    Extract("disabled_employment", _SETTLED, "csv", ("统一社会信用代码", "单位名称", "年度", "安置残疾人数"), _disabled),
    Extract("housing_leases", _MONTH, "csv", ("承租人信用代码", "承租人", "备案编号", "租赁面积(平方米)", "年租金(元)", "租期(月)", "起租日期", "到期日期"), _leases),
)  # fmt: skip
"""Every source of the sample with the day of its extract, in the form its department delivers."""
