"""Whether a share is what is paid: 按租金的|50%|给予补贴 is, 占股|30%|的企业 and 由市区两级按|50%|分担 are not."""

from __future__ import annotations

import re

from policymatch.conditions import Op
from policymatch.parsing.benefits.figures import Figure
from policymatch.parsing.benefits.giving import given_after
from policymatch.parsing.benefits.words import NOT_MONEY_GIVEN
from policymatch.parsing.text.wording import without_brackets

_SHARE_AFTER = re.compile(
    r"^(?:以内|左右)?(?:的|[一-龥]{0,4}(?:奖[励补]|补[贴助])|分别|一次性|资金|比例|标准|额度|部分|给|予|进行|发|配套|奖|补|资助|返|支持|贴|再|另|计算|、|和|及|"
    r"与|或|，|。|；|$|（|对|由|折合|减|核|标准|且|扶|激励|累加|叠加|追加|额外|提供|申请|可|封顶|为|—|确定|，最|担|享|安排(?=[^，。；]{0,14}(?:资金|奖励|补[贴助]|扶持))"
    r"|(?:每[年季月]度?|[按分逐][年季月期次批]度?|当年|同步|同比例|同等|等比例|相应|直接|统一|全额|一并)+(?=[给予补奖资返配支贴]))"
)
_SHARE_BEFORE = re.compile(
    r"按|以|给予|给与|予以|奖励|补[助贴]|资助|配套|返还|支持|贴息|减免|参照|比例|标准|额度|最高为?|不超过|"
    r"不得超过|不能超过|不高于|享受|每年|扶持|退还|承担|减征|保费|补偿|优惠|提供|贷款"
)
_RAISED = re.compile(
    r"(?:补助|补贴|奖励|资助|支持|贴息|扣除|返还|配套|扶持|奖补)(?:比例|标准|额度)(?:可|统一)?(?:提高?|上[浮调]|提升|调[整高]?|增加|升)?(?:至|到|为)(?:当地|本市|全市|上年度)?(?:月?最低工资标准|社会?平均工资)?的?$|可?(?:提高|上浮|提升)(?:至|到)(?:当地)?(?:月?最低工资标准)?的?$"
)
_DEDUCTED = re.compile(
    r"^(?:在?(?:税前|计算应纳税所得额时))?(?:加计扣除|抵扣|抵免|摊销)|^的税率(?:征收|缴纳|计征|计算)"
)
SERIES_BEFORE = re.compile(r"(?:[\d.]+(?:万|亿|%|‰)?(?:元|美元)?[、和及或与/])+(?:以?及)?$")
SERIES_AFTER = re.compile(
    r"^(?:[、和及或与/](?:[前后第]?[一二两三四五六\d]{1,2}年(?:按)?)?[\d.]+(?:万|亿)?(?:元|%|‰)?)+"
)
_RUNG_BEFORE = re.compile(r"的，?按照?$")
_RUNG_AFTER = re.compile(r"、[^，。；、]{1,30}的，?(?:按|给予|予以)")
"""500万元以上的按5%、1000万元以上的按8%给予补助: each limit with its rate."""
_DIVIDED = re.compile(
    r"^(?:的?比例，?分[一二两三四五\d]*(?:个)?(?:年度?|期|次|批))|^(?:的|比例|部分|标准|进行|予以|分[一二三四五]?[年期次批]|由[^，。；]{2,12}?)*(?:预?拨付|(?:补[助贴]|奖励|支付|发放|兑付)(?:到位|完毕)|拨|预付|先行|"
    r"作为首|用于|由|分期|分享|分担|承担|分配|负担|兑付|兑现|发放(?!补|奖|津|资|生活|租|[^，。；]{0,6}券)|计入|留存|上缴|缴纳|列支|"
    r"支付给(?!企))"
)


def is_paid(before: str, after: str, figure: Figure, text_after: str) -> bool:
    """Whether the words around a share say that it is given."""
    before = SERIES_BEFORE.sub("", without_brackets(before))
    if _RUNG_BEFORE.search(before) and (given_after(after) or _RUNG_AFTER.match(after)):
        return True
    after = SERIES_AFTER.sub("", after)
    near = before[-16:]
    if re.search(r"减按$", near):
        return re.search(r"按\s*\d+%?的税率", after + text_after) is None
    awarded = _LET_OFF.search(near) or (_BY_SHARE.search(before) and _SPENT_ON_AWARDS.match(after))
    awarded = awarded or (_AT_PRICE.search(before) and _IS_CHARGED.match(after))
    raised = _RAISED.search(near) and figure.op not in (Op.GE, Op.GT)  # 入驻率提高到85%以上 is a limit
    if awarded or raised or _DEDUCTED.match(after) or _PAID_BY_BUDGET.search(before):
        return True
    if figure.op in (Op.GE, Op.GT) or re.search(r"(?:不低于|不少于|达到|(?<!不)高于)[^，。；]{0,14}$", near):
        offered = re.search(r"(?:给予|给与|予以|补[助贴]|奖励|资助)[^，。；]{0,16}$", near) and (
            given_after(after) or _BY_BUDGET.search(before)
        )
        paid = re.search(r"按照?[^，。；]{0,16}$", near) and re.match(
            r"的?(?:标准|比例)?(?:[给予][予以与](?!其)|补[助贴]|奖励)", after
        )
        return bool(offered or paid)
    if _OF_LOSS.search(before) or (
        figure.op is not None and re.search(r"(?<!贴息)(?<!补贴)(?<!补助)(?<!返还)(?<!资助)率$", before)
    ):
        return False  # 裁员率不高于20%, 担保费率不超过1%
    if _is_other_share(near, after) or (_OF_A_BODY.fullmatch(after) and not GIVES.search(before)):
        return False
    if not _OF_GROWTH.search(near) and re.search(
        r"占股|持股|股权比例|股比|税负|税率|增[长速幅]|首付|加点|拨付(?!(?:的?资金|经费|款项?|金额|额度?)的)|预[拨付]|分担|分享|总量|总数|市场价格?的|应(?:奖励|补助|补贴|拨付|付|兑现)(?:额|金额|资金)?的|平均(?:价格|租金|水平)的|承担$|(?:负担|承担|分担)[^，。；]{0,8}的$|"
        r"(?:低于|超过)$",
        near[-10:],
    ):
        return False
    if re.match(
        r"(?:及)?以[上下]|的(?:股权(?!支持|投资|资助)|企业|单位|项目|控股|产品|人员|税率|滞纳金|罚款|罚金|违约金)",
        after,
    ) or _DIVIDED.match(after):
        return False
    if not _SHARE_AFTER.match(after):
        given = _GIVEN.search(near) and (_CAPPED.match(after) or _COST_HELPED.match(after))
        return bool(given)
    return bool(_SHARE_BEFORE.search(before) or given_after(after))


_LET_OFF = re.compile(r"减免(?:前?\d{0,2}[个年月]{0,2})[^，。；\d]{0,4}(?:租金|房租|场租|租赁费)的?$")
"""减免前3年租金的|30%以上."""
_BY_BUDGET = re.compile("由?(?:各级|[省市县区])?(?:级)?财政(?:按比例)?(?:补[助贴]|资助)(?:不低于|不少于)?$")
"""保费由各级财政补贴|不低于80%."""
GIVES = re.compile("[给予][予以与]|奖[励补]|补[贴助偿]|资助|贴息|返还|享受|按")
_AT_PRICE = re.compile("按照?[^，。；]{0,24}(?:地价|底价|价标准|租金|租金标准|出让金|电价|水价)的?$")
_IS_CHARGED = re.compile("(?:的?标准)?(?:执行|收取|计收|确定|出让|缴纳)")
"""土地出让底价按基准地价的|70%|执行: a price at a share of itself."""
_OF_A_BODY = re.compile(
    r"(?:（[^（）]*）)?的[^，。；\d]{0,14}(?:企业|单位|项目|机构|业务|主体|银行|公司|产品|平台|基地|合作社)"
)
"""占比不足80%的担保机构，: a limit of whom the money is for."""
_OF_LOSS = re.compile(r"(?:裁员|失业|离职|流失|负债)率(?:(?!按|给予|返还|补)[^，。；])*$")
_COST_HELPED = re.compile(
    r"(?:年度?|实际)?(?:租金|房租|场租|租赁费|保费|保险费|利息|担保费|展位费|运费|物流费|电费|服务费)用?的?(?:补[贴助]|减免|奖[励补]|资助|优惠|返还)"
)
"""What is helped with, behind its share: 给予50%租金补贴."""
_CAPPED = re.compile("(?:且|但)?(?:单[个家][^，。；]{0,6})?(?:最高|最多|不超过)")
_GIVEN = re.compile("(?:[给予][予以与]|补[助贴]|奖励|资助)(?:一次性|最高)?$")
"""给予50%最高不超过20万元的补助: share and ceiling without a sign between them."""
_BY_SHARE = re.compile(r"按[^，。；]{2,30}的$")
_SPENT_ON_AWARDS = re.compile(r"用于(?:对|给)?[^，。；]{0,20}(?:奖励|奖补|补[助贴])(?:$|[^，。；]{0,10}$)")
"""按增量的20%用于奖励经营团队: so much is given, not parted."""


def _is_other_share(near: str, after: str) -> bool:
    """Whether the words before a share make it one that nobody is paid: 占股, 分担, 增长."""
    if _OF_GROWTH.search(near) and given_after(after):
        return False
    if not NOT_MONEY_GIVEN.search(near) or (given_after(after) and not NOT_MONEY_GIVEN.search(near[-6:])):
        return False
    return not re.search(r"(?:[给予][予以与]|奖励|补[助贴]|按|资助)[^，。；]{0,12}$", near[-12:])


_PAID_BY_BUDGET = re.compile(
    r"(?:保险?费|学费|[检鉴]测费|认证费|审计费|公证费|评估费|检验费|培训费|担保费|利息)由[^，。；]{0,10}(?:财政|政府|专项资金)[^，。；]{0,6}(?:承担|负担)$"
)
"""What others would pay, borne by the budget: 保费由县财政承担70%."""
_OF_GROWTH = re.compile(r"(?:增[长加量]|新增|超[出过]|提高)[^，。；]{0,4}(?:部分|额度?|量|值|支出|投入)的?$")
"""A share of what has grown, which is given: 按研发费用较上年增长部分的10%给予补助."""
