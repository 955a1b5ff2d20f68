"""A declared number's name without what names nothing, so that two documents name one quantity alike."""

from __future__ import annotations

import re

VERBS = re.compile(
    r"(?:举办|组织|开展|接收|接待|安排|提供|培育|引进|服务|建有|建设|拥有|配备|设置|承办|新增|完成|参加|培训|签订|"
    r"入驻|开设|开办|设有|设立|布局|工作|任职|从事|连续|持续|运营|经营|租赁|指导|辅导|扶持|展示|孵化|毕业)"
)
"""What somebody does with the things that are counted."""
_EMPTY = re.compile(
    r"^[）、]+|^(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:之?后|以[后来]|起)?(?=[一-龥]{2})|某一?(?:特定|个|项|类)?(?=[一-龥]{2})|各(?:类|种|级)+(?=[一-龥]{2})|^(?:开展)?常态化(?:的|开展)?(?=[一-龥]{2})"
    r"|(?<=每年)(?:应当?|须|需要?|必须)(?=[一-龥]{2})"
    r"|^(?:申[请报])?(?:企业|单位)(?=在?(?:[一-龥]{2,3}[省市]|[本我][省市区县]|[省市县]|中国?境)内)"
    r"|^项目(?=已|(?:改造|实施|建设|建成|完成|投产)后)|^通过(?:[^，；]{2,16}方式|(?=[线网]))|(?:在|^)?全[国省市区县](?:范围)?内?(?=总|建筑|经营)|^被(?:用人)?单位(?=[一-龥]{2})|^(?:截[至止]到?[^，。；\d]{0,8}?|申[请报领])(?:之?日|时|前|之?前|底|末)(?:止|为止)?(?:已|须|应)?(?=[一-龥]{2})"
)
"""Words that tell no quantity from another: any one, each kind of, the project itself."""
_LOOSE_OF = re.compile(
    r"(?<=后)的|的(?=(?:同比)?(?:增量|增幅|增速|增长率|增长额|占比|比例|比重|SKU数量|数量)(?:（[^（）]*）)?$)"
)
_WHO_YEARLY = re.compile(rf"^[^的，（）]{{2,12}}?(?=每年(?:{VERBS.pattern}))")
"""指导老师每年指导: who does it is told by what is done."""
_HOW_LONG = re.compile(r"^(?P<what>[^的]{2,10}?)连续(?=年限|月数|天数|期数)")
_TWICE = re.compile(r"(天数|月数|年限|人数)(?=\1$)")
_PEOPLE = re.compile(rf"^(?!(?:每年)?(?:{VERBS.pattern})[^的]*$).*人员人数$")
AUDITED = re.compile(
    "(?:经|由)[^，。；、的]{2,16}?(?:审核|核定|核算|审定|鉴定|检测|评估|认证|审计|核查|核实|认定|确认)(?:后|确认|认定|的)?(?=[^，。；]{3,})"
)
"""经第三方机构审核年节能量: who finds the figure is no part of its name."""
HELD_BESIDE = re.compile(
    r"[^，；\d]{0,16}(?:场所|场地|用房|设施|设备|制度|章程|机构|条件)(?:和|及|以及|并(?:配备)?)(?=[^，；]{0,12}(?:人员|人才|教师|医师|团队|技师)(?:应当?|须|不|达)?[^，；]{0,4}$)"
)
"""设有固定场所和专职人员5人以上: what is held beside is not counted with the people."""


_DEED_BEFORE = re.compile(
    rf"(?:^|[，。；：对）.、])(?P<deed>{VERBS.pattern}(?:(?!的)[^，。；：、\d]){{2,22}})，(?P<often>年度|每年|全年|年均|年|当年|上一?年度?)?(?:累计|合计|总计|共|达到?|不少于|不低于|超过)*$"
)
_TO_A_BODY = re.compile(
    r"(?:的[^，。；、\d]{0,10}?(?:旅行社|企业|单位|机构|公司|协会|合作社|平台|主体|组织|场馆|景区|民宿|个人)|的?)(?=$|[，。；）])"
)


def of_the_deed(before: str, after: str, unit: str) -> str | None:
    """Times counted without a noun are of the deed before them: 组织县外游客住宿，年度累计|2000人次以上|的旅行社."""
    deed = _DEED_BEFORE.search(before) if unit in ("人次", "场次") and _TO_A_BODY.match(after) else None
    return f"{deed['often'] or ''}{deed['deed']}{unit}" if deed else None


WHOSE_YEARS = re.compile(
    "(?P<who>(?:(?!应|须|需|有|的|[和及])[^，。；：、（）\\d]){0,10}(?:负责人|法定代表人|带头人|主理人|经理|校长|院长|园长|主任|导师|教师|讲师|医师|厨师))(?:应当?|须|需要?|均|必须|至少|具[有备]|拥有|有|从事)*$"
)
"""Whose years they are: 培训负责人应具有|3年以上教育管理经验."""


_MODAL = re.compile("(?<=[一-龥])(?<![供对效反感相])(?:应当?|须|需)(?=占|达到?|不)")


def tidy(label: str) -> str:
    """The name without empty words: 某一主导产业企业占比 is 主导产业企业占比, 闲置连续年限 is 连续闲置年限."""
    name = _MODAL.sub("", _LOOSE_OF.sub("", _EMPTY.sub("", label)))
    name = _TWICE.sub("", _WHO_YEARLY.sub("", name))
    name = _HOW_LONG.sub(r"连续\g<what>", name)
    return name[:-2] + "数" if _PEOPLE.match(name) else name


_SINGLE = re.compile("单[户笔]$")
_OF_SINGLE = re.compile(
    r"(?:（含）)?的(?P<what>[^，。；、\d的]{0,6}(?:贷款|担保|融资|授信|保单|订单|合同|业务))(?=[，。；、]|$)"
)


def of_single(label: str, right: str, unit: str) -> tuple[int, str, int] | None:
    """What each single one is of, told behind its limit: 提供单户1000万元以下的|贷款担保.

    Args:
        label: the words before the limit.
        right: the words behind it.
        unit: the unit of the limit.

    Returns:
        Where the name begins among the words before, the name, and how far it goes on behind; None where nothing is told.
    """
    single, kind = _SINGLE.search(label), _OF_SINGLE.match(right)
    if single is None or kind is None:
        return None
    return single.start(), f"{single[0]}{kind['what']}金额（{unit}）", kind.end()
