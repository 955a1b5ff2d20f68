"""What a grant without a sum says beside whom it is for: what it is about (用水、用电|执行居民价格), what else he may do (可自主招聘)."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.whowords import WHO
from policymatch.parsing.text.wording import one_of
from policymatch.spans import Span

_THING = one_of(
    "税[费收款]?|费用?|租金|房租|价[格款]?|出让金|(?:所得|留成|留存|贡献|新增|上缴)部分|用途|使用权人?|[建构]筑物|附着物",
    "年限|工龄|减免|薪酬|工资|用[水电气热暖]|水电气?热?|职称评[审聘定]|人才引进|(?:子女)?入学|配置|名额|指标",
)
_UNIT = rf"[^，。；、\d的]{{0,12}}?(?:{_THING})"
_DEED = (
    "取得|获|拥有|缴|支付|购|租[用赁]|承担|投入|实现|达|超|增长|减少|转让|完成|提供|使用(?!权|税)|符合|(?<!原)(?<!所)有(?![关偿])"
    "|无|未|结清|办理|通过|签订"
)
"""What somebody did or is about a thing (取得土地使用权) is asked of him."""
_THEME = (
    rf"(?:其|该|原有?|上述|所)?(?![^，。；]*(?:{_DEED}))(?:[^，。；、\d的]{{2,12}}的)?{_UNIT}(?:(?:、|以?及|和|与){_UNIT})*"
    r"(?:(?:根据|按照?|参照)[^，。；\d]{2,14})?(?:由[^，。；\d]{2,10})?(?:可以?|均|一律|全部|分别)*"
)
_IN_WHAT = r"在(?![^；。]*方面[^；。]*的)[^，。；\d]{2,40}方面(?:均|也|同等|享有|享受)*"
"""In what somebody is treated like others: 在职称评聘、课题申报等方面|享受同等待遇; 在科技创新方面取得成绩的 is asked."""
_ABOUT = re.compile(f"{_THEME}|{_IN_WHAT}")
_WHO_AND_ABOUT = re.compile(rf"(?P<who>[^，。；、\d]{{0,24}}?(?:{WHO.pattern}))(?:的?{_THEME}|{_IN_WHAT})")
_MAY = re.compile(
    "(?P<who>[^，。；]{0,24}?)(?:也|还|均)?可(?:以)?(?:自[主行]|采[取用]|参[加与]|按|依[法照]|直接|选择|申请|继续|优先|不(?!燃)"
    "|免(?!疫)|适当|根据|结合|享受|委托|通过|利用|单独|同时|面向)[^，。；]*"
)
_NAMES_WHOM = re.compile("的$|^可[^，。；]*的[^，。；的]{1,12}$")
"""可参加培训的小餐饮店 says who may, and is told by it."""
_ANYBODY = re.compile("(?:本[市区县])?(?:企业|单位|个人|机构|项目)")
_NOBODY = re.compile("(?:其|该|单位|企业|上述|同时|并|且)*")


def without_theme(text: str, span: Span, *, told: bool) -> Span | None:
    """Who is named before the verb of a grant, without what it is about; None where nobody is.

    Args:
        text: the working text.
        span: the words before the verb.
        told: whether other words say whom the grant is for.
    """
    if told and _ABOUT.fullmatch(text, span.start, span.end):
        return None
    found = _WHO_AND_ABOUT.fullmatch(text, span.start, span.end)
    return Span(*found.span("who")) if found else span


def charged(text: str, span: Span) -> Span | None:
    """Who is let off a charge told before its verb (物流企业城镇土地使用税|减半征收); None where the words name nobody in particular."""
    found = _WHO_AND_ABOUT.fullmatch(text, span.start, span.end)
    return Span(*found.span("who")) if found and not _ANYBODY.fullmatch(found["who"]) else None


def without_leave(text: str, span: Span) -> Span | None:
    """Who is given leave, without what for (民办学校|可自主招聘教师): leave to do a thing asks nothing of him; None where nobody is named."""
    may = _MAY.fullmatch(text, span.start, span.end)
    if may is None or _NAMES_WHOM.search(span.of(text)):
        return span
    return None if _NOBODY.fullmatch(may["who"]) else Span(*may.span("who"))


__all__ = ["charged", "without_leave", "without_theme"]
