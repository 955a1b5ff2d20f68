"""The quantity named after its limit: 20人以上的研发团队, 吸纳50人以上就业, 签订100万元以上的技术合同."""

from __future__ import annotations

import re

from policymatch.parsing.fields.measured import Target, suits, unit_of
from policymatch.parsing.fields.metrics import find as find_metrics
from policymatch.parsing.fields.reading import Reading
from policymatch.parsing.fields.target_words import HIRES, OTHERS, PROJECTS, TEAM
from policymatch.parsing.values.quantity import Read


def by_right(reading: Reading, read: Read, dimension: str) -> Target | None:
    """The quantity named after the limit: 20人以上的研发团队, 吸纳50人以上就业."""
    text = reading.text
    _, stop = reading.segment(read.end - 1)
    right = text[read.end : min(stop, read.end + 24)]
    left = text[max(0, read.start - 8) : read.start]
    if dimension == "count" and re.match(r"^(?:及以上|以上)?(?:的)?(?:就业|员工就业|人员就业|城乡劳动力就业)", right):
        return Target("new_hires", None, _verb(left, read.start), read.end + 2, 0.85, "数值.new_hires")
    if dimension == "money" and (amount := _amount(reading, read, right)) is not None:
        return amount
    if dimension == "time" and (loan := _LOANS.match(right)) and _TERMED.search(left):
        return Target(
            "loan_term_months", None, _term(left, read.start), read.end + loan.end(), 0.75, "数值.loan_term_months"
        )
    if dimension == "money" and PROJECTS.match(right) and re.fullmatch("(?:新引进|新建|单个|投资)?", left[-4:]):
        return Target("project_investment", None, read.start, read.end, 0.75, "数值.project_investment")
    if dimension == "count" and unit_of(read) in ("人", "名") and (taken_on := _taken_on(left, right)) is not None:
        name, before_it, stop = taken_on
        return Target(name, None, read.start - before_it, read.end + stop, 0.8, f"数值.{name}")
    firms = re.match(r"^的?(?P<insured>参保)?(?:企业|用人单位|单位)(?!数|家)", right)
    if (
        dimension == "count"
        and firms
        and unit_of(read) in ("人", "名")
        and not (_PEOPLE.search(left) or _COUNTED.search(left))
    ):
        name = "insured_employees" if firms["insured"] else "employees"
        return Target(name, None, read.start, read.end + firms.end(), 0.7, f"数值.{name}")
    match = next(iter(find_metrics(right)), None)
    if (
        match is None
        or not suits(match.value, dimension, read)
        or not re.fullmatch(r"(?:的|左右|）|全职|专职|在职|固定|正式)*", right[: match.span.start])
    ):
        return None
    if match.value.dimension == "money" or OTHERS.search(left):
        return None
    name = match.value.field
    if name == "employees" and "专职" in right[: match.span.end] and TEAM.search(left):
        return None
    return Target(name, None, read.start, read.end + match.span.end, 0.85, f"数值.{name}")


_INVESTS = re.compile(
    r"(?:^|(?<=[，；。：、且并等的]))(?:申[请报]|项目)?(?:企业|单位)?(?:当年|年度|上年度|累计|新增|实际)*(?:总|共)?投资(?:总额|额|达到?|在|为|应|须|不低于|不少于|超过)*$"
)
_MACHINE = re.compile("(?:设备|装备|生产线|软硬件|仪器|机器人)[^，。；]{0,12}(?:，且?|且|等|、)")


def _invested(reading: Reading, read: Read) -> Target | None:
    """What is invested, told by the verb alone: 投资200万元以上; in machines, where these are told right before it."""
    begin = max(0, read.start - 60)
    found = _INVESTS.search(reading.text, begin, read.start)
    if found is None or reading.text.startswith(("的基金", "的初创", "的被投"), read.end):
        return None
    machines = _MACHINE.search(reading.text, begin, found.start() + 1) is not None
    name = "equipment_investment" if machines else "project_investment"
    return Target(name, None, reading.text.index("投资", found.start()), read.end, 0.7, f"数值.{name}")


_PEOPLE = re.compile("(?:人才|专家|博士|硕士|教师|导师|学员|学生|会员|游客|成员|讲师|技师|毕业生|人员)$")
"""引进人才|50人以上的企业: those counted are told before the number, and not all who work there."""
_COUNTED = re.compile(r"(?<![职员]工)(?<!人员)(?<!从业|用工|在职|就业|参保|缴费)(?<!企业|单位|公司|机构)人数$")
"""培训人数|达到50人以上的企业."""


def _amount(reading: Reading, read: Read, right: str) -> Target | None:
    """A sum named after its limit, of a contract, a loan, a fund; or what is invested, told by the verb alone."""
    left = reading.text[max(0, read.start - 8) : read.start]
    if (bargain := _BARGAIN.search(left)) and (of_what := _CONTRACTS.match(right)):
        low, stop = read.start - len(bargain[0]), read.end + of_what.end()
        return Target("contract_amount", None, low, stop, 0.75, "数值.contract_amount")
    if (lent := _LENT.match(right)) and (whose := _LOAN_OF.search(left)):
        low, stop = read.start - len(whose[0]), read.end + (0 if lent["term"] else lent.end())
        return Target("loan_amount", None, low, stop, 0.8, "数值.loan_amount")
    if (bought := _BUYS.search(left)) and (what := _MACHINES.match(right)):
        low, stop = read.start - len(bought[0]), read.end + what.end()
        return Target("equipment_investment", None, low, stop, 0.8, "数值.equipment_investment")
    if (sized := _SIZE.search(left)) and (fund := _FUND.match(right)):
        label = f"{fund['what']}规模（元）"
        low, stop = read.start - len(sized[0]), read.end + fund.end()
        return Target("declared_number", label, low, stop, 0.8, "数值.申报数")
    return _invested(reading, read)


_LOAN_OF = re.compile(
    "(?:(?:单[笔户](?:(?:贷款)?(?:金额|额度|本金)(?:在|为|不超过)?)?|每笔|取得|获得|获批|申请|发放|借入)的?|^)+$"
)
_LENT = re.compile(
    r"(?:（含）)?(?P<term>、[^，。；、]{0,4}期限[^，。；、]{2,12}?)?的?(?:[^，。；、的\d]{0,8}?)(?:贷款|借款)(?![利贴担损风机][息率保失险构]?)"
)
"""单笔1000万元以下、期限1年以上的流动资金贷款: the loan itself is limited."""
_TAKES_ON = (
    ("disabled_employees", re.compile("(?:安[置排]|雇[用佣]|招[用聘录收]|吸纳|聘用|带动|帮助|为)$"), re.compile("的?(?:持证)?残疾(?:人|职工|员工)(?:就业)?")),
    ("graduates_hired", re.compile(f"(?:新|当年)*(?:{HIRES})$"),
     re.compile(r"的?(?:[^，。；、\d硕博研]{0,12}?)毕业生(?:稳定|实现)?(?:就业)?(?!见习|实习)")),
    ("insured_employees", re.compile("(?:为|给|有)$"),
     re.compile("的?(?:在职|正式|全职)?(?:员工|职工|人员|从业人员|劳动者)(?:依法|按规定|足额|按时|正常|连续|在[^，。；]{1,6})*(?:缴纳|参加|办理|购买)(?:职工)?(?:社会保险费?|社保|基本养老保险费?|职工养老保险|五险一?金?)")),
    ("new_hires", re.compile("(?:(?:新|当年)+(?:招[用录聘收]|聘用|吸纳|接收|录用|增)|招用|吸纳|招收)$"),
     re.compile("的?(?:以上)?(?:城乡|农村|本地|本市|各类)?(?:劳动者|劳动力|职工|员工|就业人员|用工|就业)")),
)  # fmt: skip


def _taken_on(left: str, right: str) -> tuple[str, int, int] | None:
    """Who is taken on around a number (安排10名以上残疾人就业): the field, and how much its words take before and after."""
    for name, verb, whom in _TAKES_ON:
        if (done := verb.search(left)) and (who := whom.match(right)):
            return name, len(done[0]), who.end()
    return None


_BUYS = re.compile(
    "(?:当年|年度|累计|一次性|新)*(?:新[购增]|购[置买入进]|采购|添置|引进)(?:了)?(?:总?价值?|总额|金额)?$"
)
_MACHINES = re.compile(
    r"(?:（[^（）]*）)?的?[^，。；、\d的]{0,10}(?:设备|装备|机械|仪器|生产线|机器人|软硬件|农机具?)(?!租)"
)
"""新购|50万元以上|的农机装备: what was spent on machines, told before them."""
_SIZE = re.compile(
    "(?P<how>(?:自有|自主|自行|独立|联合|合作|共同|牵头|参与|发起|引导|配套|社会资本|或者?|与|和|、|已|拟|须|应)*)"
    "(?:(?:设立|组建|建立|拥有|具有|设有|配套|发起|管理|自有|参股)(?:了|有)?|(?=(?:资金|总|基金)?规模))(?:(?:资金|总|基金)?规模(?:为|在|达|应|须)*)?$"
)
_FUND = re.compile(r"(?:（含）)?的(?P<what>[^，。；、\d的]{0,14}?(?:资金池?|基金))(?![池公投管])")
"""设立规模不低于1000万元的种子资金: how much the fund holds, named behind its limit."""
_BARGAIN = re.compile("(?:签订|签署|签约|达成|承接|成交|登记|单笔|单项|金额)(?:了|的|为|在)*$")
_CONTRACTS = re.compile(r"的?(?!劳动|劳务|用工|租赁|贷款|借款)[^，。；、\d的]{0,10}(?:合同|订单)")
_LOANS = re.compile(r"(?:期限?)?(?:的|（[^（）]*）)?[^，。；、\d的存]{0,8}(?:贷款|借款)")


_LENT_BY = re.compile("(?:获得?|取得|获批|申请|向)[^，。；]{0,6}(?:银行|机构)$")
_TERMED = re.compile(f"(?:期限|周期|为期|^|的|得|款|取)$|{_LENT_BY.pattern}")
"""What a time of a loan stands behind: 取得|1年期以上贷款, 获得银行|一年期以上流动资金贷款."""


def _term(left: str, at: int) -> int:
    """Where the words that name a term begin before its figure."""
    named = re.search("(?:期限|周期|为期)(?:为|在)?$", left) or _LENT_BY.search(left)
    return at - len(named[0]) if named else at


def _verb(left: str, at: int) -> int:
    match = re.search(r"(?:吸纳|带动|新增|解决|安置|招用|创造)(?:了)?$", left)
    return at - (len(left) - match.start()) if match else at
