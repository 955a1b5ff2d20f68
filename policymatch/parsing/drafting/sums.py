"""Which sum of a passage is one of its own: supports named by what they pay for, and mere instalments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.whowords import WHO
from policymatch.parsing.text.sentences import begin_of
from policymatch.parsing.values.numerals import SCALES
from policymatch.spans import Span

INSTALMENT = re.compile(
    r"(?:[再先另可]|首[次期]|余下|剩余|其余)*(?:支付|拨付|发放|兑现|兑付|预拨)(?:(?:全部|应得|剩余|其余)?(?:补[贴助]|奖励|资助|奖补)(?:资金|金额)?(?:总额|标准)?的?)?\d+%"
)
"""满6个月后支付补贴的50%: a part of what was granted before."""
_PAID_OUT = "(?:拨付|兑现|兑付|发放|支付|拨|到位)"
IN_INSTALMENTS = re.compile(
    rf"(?:[^，。；\d]{{0,12}}(?:奖[励补]|补[贴助]|资助|扶持|资金|款项?)[^，。；\d]{{0,4}}|按)?分[两二三四五六\d](?:期|次|年|批|步|个?阶段|个?年度)[^，。；]{{0,10}}{_PAID_OUT}"
    rf"|(?:(?:[^，。；\d]{{0,8}}(?:奖[励补]|补[贴助]|资助|扶持|资金|款项?))?(?:自[^，。；\d]{{2,12}}[后起])?，?)?(?:第[一二三四五](?:年度?|期)|首年|次年|首[次期])[^，。；\d按]{{0,12}}{_PAID_OUT}(?:\d+%|一半|[一二三四五六七八九]成)"
)
"""奖励分两期拨付，首期60%，次年…; 资金自认定后第一年兑现40%: how what was granted before is paid."""
_BY_YEAR = re.compile(
    r"(?:其中，?)?(?:第[一1]年度?|首年)(?:(?!补[贴助])[^，。；\d]){0,14}\d[\d.]*[万亿]?元[^，。；\d]{0,10}[，；](?:第[二2](?:年|、|[至到])|次年|后[一二两三四]年|其[余后])[^。]*"
)
_SUM = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<scale>[万亿]?)元")


def by_year(text: str, at: int, last: Draft) -> bool:
    """Whether a sentence parts the total before it by years: 最高300万元。第一年不超过100万元，第二、三年每年不超过100万元."""
    told = _BY_YEAR.match(text, begin_of(text, at, "。\n"))
    if told is None or _KIND_GIVEN.search(told[0]):
        return False
    given, parted = ([_number(one) for one in _SUM.finditer(words)] for words in (_given(text, last), told[0]))
    return bool(given) and len(parted) > 1 and sum(parted) <= max(given)


def _given(text: str, draft: Draft) -> str:
    return "，".join(one.of(text) for one in draft.benefits)


def _number(found: re.Match[str]) -> Decimal:
    return Decimal(found["number"]) * SCALES[found["scale"]]


_OWN_KIND = (
    "(?:建设|运营|改造|装修|开办|租金|房租|购房|租房|安家|生活|岗位|社保|社会保险|保费|保险费?|培训|鉴定|交通|设备|购置|床位|收住|护理|服务|管理|指导"
    "|带教|见习|留用|开业|创业|免租|水电|物业|宣传|展位|人才)费?(?:补[贴助]|奖励|津贴)"
)
_KIND = re.compile(rf"(?P<kind>{_OWN_KIND})(?:标准)?(?:按|为|每)")
_KIND_GIVEN = re.compile(rf"{_OWN_KIND}")
"""Supports named by what they pay for."""

DIFFERENCE = re.compile(
    r"(?:对)?[^，。；\d]{0,16}(?:[升晋]级|晋升|升格|提档|提升|升为)[^，。；\d]{0,14}，?(?:[给予][予以与]|按(?:照)?|补[足齐发]|奖励|补)[^，。；\d]{0,8}(?:级差|差额|差价|晋级|补差)[^，。；\d]{0,10}"
)
"""对升级的企业给予级差奖励: part of the grades before it."""
ON_TOP = re.compile(
    "在(?:此|该|本|原有?|上述|以上|前述|前款)[^，。；]{0,8}基础上|^(?:合同|聘|任|租|孵化|服务|政策)?期?(?:期满|届满|到期)后"
)
"""在以上奖励基础上再奖励, 期满后可申请延长: more for those who have what stands before."""


def gives_another(text: str, span: Span, last: Draft) -> bool:
    """Whether a part opens with the name of a support that the grant before it does not give (运营补贴按…)."""
    named = _KIND.match(text, span.start, span.end)
    if named is None or last.vague:
        return False
    given = "".join(one.of(text) for one in last.benefits)
    return _KIND_GIVEN.search(given) is not None and named["kind"] not in given


_LIMIT = re.compile("以[上下]|达到?|超过?|不低于|不少于|满\\d|含")


def besides(text: str, span: Span, own: Sequence[Span]) -> bool:
    """Whether more is given to some of those of the sentence before: …。利用自有房产举办的，另按每生100元给予补助."""
    said = [one.of(text) for one in own]
    named = any(WHO.search(words) or _LIMIT.search(words) for words in said)
    return bool(said) and not named and not text.startswith(("对", "凡"), span.start)


__all__ = ["DIFFERENCE", "INSTALMENT", "IN_INSTALMENTS", "ON_TOP", "besides", "by_year", "gives_another"]
