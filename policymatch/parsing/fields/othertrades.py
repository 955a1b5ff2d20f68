"""Whether a trade is another's: 获得金融机构贷款, 引进的批发企业, 经备案的股权投资机构投资."""

from __future__ import annotations

import re

_LENDER = re.compile(
    r"(?:获得?|取得|得|向|与|和|从|由|经|通过|被|在|用于|对接|鼓励|引导|支持|委托|授权|全国性|国有|大型|银行等|持牌)(?:[^，。；、的]{0,4})$"
)
_LENDS = re.compile(
    r"(?:的?(?:[^，。；、]{0,6})(?:贷款|融资|授信|借款|信贷|债|放款|担保|签[订署]|出具|发放|提供|审批|支付|贴息|借贷|投放|网点|客户|合作|利率|利息))"
)


def lends(text: str, start: int, end: int) -> bool:
    """Whether 金融机构 are those that lend to the applicant (获得金融机构贷款), or a part of a longer name."""
    return bool(_LENDS.match(text, end)) or (
        bool(_LENDER.search(text[max(0, start - 12) : start])) and not text[:start].endswith(("支持对象为", "鼓励"))
    )


_FROM_WHOM = re.compile("(?:获得?|取得|得到|接受|引入|吸引)(?:了|过)?[^，。；、]{0,12}$")
_PROVIDES = re.compile("的?[^，。；、的]{0,6}(?:投资|融资|入股|贷款|授信|担保|认证|认可|推荐|评估|检测|出具|颁发)")


def is_provider(text: str, start: int, end: int) -> bool:
    """Whether a firm gives the applicant what he has: 获得经备案的|股权投资机构|投资."""
    return _PROVIDES.match(text, end) is not None and _FROM_WHOM.search(text[:start]) is not None


OTHERS_FIRM = re.compile(
    r"(?:引进|服务|带动|收购|招引|培育|孵化|帮扶|采购|投保|(?<![商外台侨])投资)[^，。；、的（]{0,8}$"
    r"|(?:未|不得?|没有|严禁|禁止)(?:违规|直接|变相)*(?:用于|投[向入]|流[入向])[^，。；]{0,20}$"
    r"|(?:贷款|合作|开户|放款|经办|承贷|受托)(?:银行|机构|方)(?:应|须|需)?(?:为|是|属于)[^，。；]{0,12}$"
)
"""Whose trade is not the applicant's: 引进的批发企业, what money may not go into (不得用于房地产), who lends (贷款银行为…金融机构)."""
