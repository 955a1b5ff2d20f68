"""What a heading announces: 申请条件 conditions, 奖励标准 money, 申报材料 materials, and so on."""

from __future__ import annotations

import re
from enum import StrEnum


class Topic(StrEnum):
    """What the passage under a heading speaks of."""

    BASIS = "basis"
    SUBJECT = "subject"
    ELIGIBILITY = "eligibility"
    BENEFIT = "benefit"
    STACKING = "stacking"
    MATERIALS = "materials"
    WINDOW = "window"
    PROCEDURE = "procedure"
    CONTACT = "contact"
    METADATA = "metadata"
    GENERAL = "general"
    ORGANISATION = "organisation"
    ATTACHMENT = "attachment"
    MEASURE = "measure"


SUPPORT = (
    "支持|扶持|奖励|奖补|奖扶|补贴|补助|资助|资金|优惠|政策|服务|配套|贴息|贷款|激励|认定|申请|申报|申领|享受|兑现|受理|入驻|招商|准入|参评|评定|"
    "推荐|评选|评审|遴选|试点|适用|基本|具体|一般|必备|共同|通用|限制|主要|重点|条件|事项|项目|保障|实施|惠及|发放|办理|报名|征集"
)
_ACTS = f"(?:{SUPPORT}|[的之及和与、/]|企业|单位|机构|人才|人员|对象|范围|类别|类型|种类|分类)"

# in order: the first that matches the whole heading decides
_TOPICS: tuple[tuple[Topic, str], ...] = (
    (
        Topic.METADATA,
        r"(?:依据文件|文件依据|政策文件|文件名称|政策名称|(?:发文|发布|印发|制定|颁布)(?:机构|单位|部门|机关)|(?:发文|文件)?(?:字|文)号"
        r"|(?:发文|发布|成文|印发|公开)(?:日期|时间)|(?:工具|政策|信息|主题)(?:分类|类型|类别)|实施日期|失效日期|文件状态|索引号|来源|信息来源|文章来源|关键词|政策级别|有效性|文件状态|政策来源)",
    ),
    (
        Topic.BASIS,
        r".{0,6}(?:政策依据|制定依据|法律依据|设定依据|依据|背景|总体要求|指导思想|基本原则|总体原则|支持原则|工作原则|(?:总体|主要|工作|发展)目标|目的|重要意义|目标任务|目标与任务|总体思路)",
    ),
    (
        Topic.CONTACT,
        r".{0,12}(?:联[系络](?:方式|人|电话)?|咨询(?:电话|方式)?|电话|地址|邮箱|网址|网站|受理部门|业务主管部门|主管部门|受理(?:单位|机构|地点)|经办(?:机构|银行)|责任(?:单位|部门)|牵头(?:单位|部门)|解释(?:单位|部门)|(?:办公|办理)地点)",
    ),
    (
        Topic.PROCEDURE,
        r"(?:.{0,8}(?:申领|申请|申报|办理|报名|兑现|受理|发放|拨付|支付)(?:方式|途径|渠道|流程|程序|办法|指南|入口)|(?:办理|审核|审批|承诺)时限)",
    ),
    (
        Topic.MATERIALS,
        r".{0,14}(?:材料|资料|所需文件|申报文件|附报文件|提交文件)(?:清单|目录|要求|及要求|包括|如下|明细|和要求)?",
    ),
    (
        Topic.SUBJECT,
        rf"(?:{_ACTS}{{0,6}}(?:对象|范围|主体|人群)|面向对象|对象|享受人群|目标人群|适用企业)(?:及范围|和范围)?",
    ),
    (
        Topic.ELIGIBILITY,
        rf"(?:{_ACTS}{{0,8}}(?:条件|资格|门槛|要求)(?:{_ACTS}{{0,4}}(?:要求|标准|条件|范围|对象))?|条件要求|负面清单|不予支持(?:的)?(?:情形|情况)?"
        r"|.{2,12}(?:应当?|须)?(?:同时)?(?:符合|满足|具备)(?:以下|下列)?.{0,6}条件|申请?人?资格|.{2,12}(?:认定|申报|申请|准入|入驻|资助|支持|补贴|基本)(?:条件|资格))",
    ),
    (Topic.STACKING, r"(?:兑现|奖补|支持|资助)?原则|(?:不)?重复享受.{0,6}|(?:关于)?重复、?叠加.{0,8}|限制条款"),
    (
        Topic.WINDOW,
        rf"(?:时间/频度|{_ACTS}{{0,4}}(?:时间|时段|期间|日期|截止(?:日期|时间)?)(?:及|和|与)?(?:方式|地点|安排|要求|期限)?|(?:申报|申请|受理|报名)(?:时限|期限|窗口))",
    ),
    (
        Topic.BENEFIT,
        rf"(?:{_ACTS}{{0,6}}(?:标准|内容|方式|政策|措施|额度|金额|期限|力度|办法|比例|条款|年限|待遇|规模)(?:[及和与、]{_ACTS}{{0,4}}(?:标准|内容|方式|政策|措施|额度|金额|期限|办法|比例|要求)){{0,2}}|优惠政策|支持举措|享受待遇|政策红利)",
    ),
    (
        Topic.PROCEDURE,
        r".{0,12}(?:流程|程序|步骤|办理|审核|审批|拨付|兑付|兑现|评审|公示|申领方式|申请方式|申报方式|办理方式|申报途径|申请渠道|办事指南|时限|组织实施|受理|核查|申报|申请|方式|渠道|路径|入口)(?:和拨付|与拨付|及拨付|与审批|和管理|与管理|及时限)?",
    ),
    (
        Topic.GENERAL,
        r"附则|总则|其他|其它|其[他它](?:事项|规定|要求|说明|政策)?|有关(?:规定|说明|事项|要求)|(?:政策)?说明|备注|注意事项|相关(?:规定|说明|要求|事项)|附加说明|特别说明|名词解释|一般规定",
    ),
    (
        Topic.ORGANISATION,
        r".{0,14}(?:组织保障|组织领导|保障措施|工作保障|监督管理|监督检查|监督|职责|职责分工|责任|绩效评价|绩效考核|宣传|监管|罚则|法律责任|违规处理|领导机构|责任追究|管理要求|工作要求|政策兑现|规范管理|资金管理|资金来源)",
    ),
    (Topic.ATTACHMENT, r"附[件表](?:\d{0,2}|[一二三四五六七八九十])"),
)
_COMPILED = tuple((topic, re.compile(pattern)) for topic, pattern in _TOPICS)
_DRESS = re.compile(r"^[《“\"【\s]+|[》”\"】\s：。；;:]+$")

_MEASURE = re.compile(
    r"(?:鼓励|支持|推动|促进|推进|提升|培育|打造|引导|降低|加大|做大|做强|优化|完善)(?!对象|范围|标准|内容|方式|条件|政策|措施|额度|期限|原则|重点|力度)|(?:加强|加快|强化|健全|落实)(?!组织|监督|领导|保障|宣传|考核|管理)"
)
_SPOKEN = re.compile(r"[，。；].*(?:不得|不予|可以?)|下列.*不得")
"""A sentence, not a heading: 有下列情形之一的，不得申请."""
_MIXED = re.compile(r"(?:条件|对象|标准).*(?:程序|流程|办理)")

LABELS = re.compile(
    r"(?:依据文件|文件依据|政策依据|(?:发文|发布|印发)(?:机构|单位|部门|机关)|发文字号|文号|(?:发文|发布|成文|印发)(?:日期|时间)|实施日期|失效日期|文件状态|工具分类|政策分类|政策类型"
    r"|(?:服务|适用|支持|扶持|补贴|申报|受益)(?:对象|范围)|(?:服务|支持|政策|扶持|补贴|资助)内容|(?:支持|补贴|奖励|扶持|资助|补助)(?:标准|方式)|条件要求|(?:申报|申请|补贴|认定|支持)条件"
    r"|(?:服务|办理|申报|申请|办事)(?:流程|程序)|(?:申报|申请)(?:材料|资料)|时间/频度|时间／频度|(?:申报|申请|受理|办理)(?:时间|时限)|联[络系]方式|联系电话|咨询电话|补贴期限|申领方式|有效期限?)"
)
"""Labels that stand before or above a value on policy cards."""

SUBJECT_LABEL = re.compile(r"(?:服务|适用|支持|扶持|补贴|申报|受益)(?:对象|范围)")


_ASKED = re.compile(r"有哪[些几][种类个]?|是什么|有什么|(?:分别)?是?(?:多少|多久|怎样的|哪些)|如何|怎[么样]|？|请问")


def topic_of(heading: str) -> Topic | None:
    """What a heading announces; None where it names a measure or a thing.

    >>> topic_of("申报条件和要求"), topic_of("奖励标准"), topic_of("促进高新技术企业发展")
    (<Topic.ELIGIBILITY: 'eligibility'>, <Topic.BENEFIT: 'benefit'>, None)
    """
    core = _DRESS.sub("", heading)
    core = re.sub(r"（.{0,12}）$|\s|^关于", "", core)
    if core.endswith("？"):
        core = _ASKED.sub("", core)
    if not 2 <= len(core) <= 20 or _MEASURE.match(core) or _MIXED.search(core) or _SPOKEN.search(core):
        return None
    return next((topic for topic, pattern in _COMPILED if pattern.fullmatch(core)), None)
