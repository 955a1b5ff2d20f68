"""Whether a recognition that a text names is held by the applicant, and the words that say how."""

from __future__ import annotations

import re

from policymatch.parsing.fields.honours import (
    AUTHORITY,
    BUILT,
    COMES_ITSELF,
    NO_RELATION,
    NOT_HELD,
    built_by,
    is_so,
    of_its_own,
)


def held(text: str, start: int, end: int) -> bool:
    """Whether a name is one the applicant holds, not a partner's, a rule's or a register's."""
    before = text[max(0, start - 16) : start]
    if (re.search(r"联合$|(?:与|和|同|会同)[^，。；]{2,}$", before) and _TOGETHER.match(text, end)) or re.search(
        r"联合(?:[^，。；的]{2,12}[、和及或])?$", before
    ):
        return False
    if text.startswith("有效期", start):
        return True
    if SOUGHT.search(text[max(0, start - 20) : start]) or _is_anothers_good(text, start, end):
        return False
    if text.endswith("遗产", start, end) and (
        _HEIR.match(text, end) or not (_LISTED.match(text, end) or _LISTING.search(before))
    ):
        return False
    before = NO_RELATION.sub("", before)[-8:]
    if text.endswith(("平台", "系统"), start, end) and _USED.search(before):
        return False
    if NOT_HELD.match(text[end:]) or text[end : end + 1] == "》" or of_its_own(text, start, end):
        return False
    if built_by(text, start, end):
        return False
    if BUILT.search(text[max(0, start - 16) : start]) or COMES_ITSELF.search(before) or is_so(text, start, end):
        return True
    if re.search("(?:设立|建立|建设|新建|获批)$", before) and re.search(
        "工作站|流动站|实践基地|实验室", text[start:end]
    ):
        return True
    beside = _BESIDE.search(before) and not _TOGETHER.match(text, end)
    return (
        bool(beside)
        or not re.search(
            (
                r"(?:入驻|进驻)(?:了|在|于|到)?(?:[本我][区市县]|[区市县]内|经[^，。；]{0,6}认定的)?$|(?:入驻|进入|租用|依托|培育|引进|孵化|辅导|服务|推荐|引入|申报|创建|优先推荐)(?:的)?$|(?:游览|参观|前往|走进)[^，。；、]{0,4}$|(?:在|与|为|由|(?<!方)向|"
                r"围绕|对接|从|(?<!适用)(?<!对)于|(?<!新)(?<!批)(?<!准)设立|投资|建设)[^，。；、]{0,3}$"
            ),
            before,
        )
        or bool(re.search(r"(?:认定为|评为|评定为|升级为|命名为|确定为|成为)[^，。；、]{0,3}$", before))
    )


def _is_anothers_good(text: str, start: int, end: int) -> bool:
    """Whether the name is of a thing that is insured, or bought by the one who is meant."""
    bought = "首台" in text[start:end] and _BOUGHT.search(text, max(0, start - 8), start) is not None
    return bought or _INSURANCE.match(text, end) is not None


_TOGETHER = re.compile(r"[^，。；]{0,14}(?:共建|合作|联合|共同|签订|签署|签约|建立|达成|结对|对接|协作|配套|竞争|之间)")
_BESIDE = re.compile(r"(?:企业|单位|机构|基地|园区)与(?:首次认定的?|新认定的?|市级|省级|国家级?|“)?$")
"""高新技术企业与|科技型中小企业 are two kinds in a row, where nothing is done together."""
SOUGHT = re.compile(
    "(?:[只仅][能可限]|最多|不(?:得|再|能|予)*重复)[^，。；]{0,4}(?:申[请报]|创建|组建|建设|认定|推荐)[^，。；]{0,8}$"
)
"""只能申请组建1个工程研究中心: what is applied for is not held."""
_USED = re.compile("(?:使用|应用|接入|登录|登陆|录入|上传[至到]|加入|通过|依托|注册|上线)(?:了|到|至)?$")
"""使用市级养老服务信息平台: what the applicant works with is not its own."""
_HEIR = re.compile("(?:代表性)?(?:项目)?(?:代表性)?传承人")
_INSURANCE = re.compile(
    "(?:重大技术装备|产品|推广应用|质量|综合|责任|财产|信用|研发|费用|损失|专利|、){0,4}(?:保险|险)"
)
_BOUGHT = re.compile("(?:购[买置]|采购|应用|使用|投保)(?:了|的)?$")
"""购买首台（套）装备, 投保首台（套）综合险: what one buys or insures is another's recognition."""
_LISTED = re.compile("(?:代表性)?(?:项目(?!传承|[^，。；]{0,2}人)|名录|名单|称号|认定|保护单位|企业|单位)")
_LISTING = re.compile("(?:列入|入选|获得?|获批|认定为|评为|具有|拥有)[^，。；、]{0,6}$")
"""依托非物质文化遗产等资源: heritage is what the applicant works with, unless its own is on the list."""


def extend(text: str, start: int) -> int:
    """Where the words begin that say how a name is held (经市科技局认定的, 新获评, 获批牵头建设的)."""
    if built := BUILT.search(text, max(0, start - 16), start):
        return built.start()
    match = _GIVEN.search(text, max(0, start - 30), start) or _GOT.search(text, max(0, start - 14), start)
    return match.start() if match else start


_GIVEN = re.compile(
    rf"(?:(?:获得?|取得)?{AUTHORITY}(?:认定|评定|评选|命名|授予|备案)(?:的|为)|(?:(?![或和与及由经])[一-龥]){{2,4}}[省市区县](?:认定|评定|评选|命名)的)$"
)
_GOT = re.compile(
    r"(?:(?:首次|(?:到期|有效期满|期满)?重新|复审|复核|新|初次|被|获|经|(?:纳入|列入|入选)(?:[本我][市区县])|本区|有效期内的?|当年|上一?年度|\d{4}年度?|年度|新评价入库的|的|处于)*(?:(?:认定|评定|评选|命名|授予|获批|获评|获选|评上|评为|晋升|晋级|升级|"
    r"评价入库|入库|入选|列入|获得|获|取得|通过|具有|具备|属于)(?:为|的|国家|并){0,2}){0,2}(?:为|的|国家|并)*)$"
)
