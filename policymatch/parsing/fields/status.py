"""Events that tell who qualifies but that no field holds: new arrivals, first times, promises. Judgements with a short name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.rules import needed, rule

_BUILDING = "(?:新建|改扩建|改建|扩建|迁建|续建|翻建|重建|修缮|改造|技改|扩容|迁移?入)"
_BUILT = f"(?:、|和|或者?|及|以及|/){_BUILDING}"
"""Ways of coming to be in a row, of which one is enough: 新建、改扩建的."""
_BARE_THING = (
    "(?!(?![^，。；、的]*(?:企业|项目|机构|单位|园区|中心|基地|平台))[^，。；、的或和及]{2,4}(?:$|[，。；、的]))"
)
"""新建冷库 is one deed; who or what has newly come stands for itself."""
_ALSO = "(?:、|/|，?(?:或者?|及|和|以及))(?:从?[市区县省]外)?(?:新|首次)?(?:落户|引进|迁入|设立|成立|注册|入驻|开办|招引|增资(?:扩股)?)(?![资额本金])"
"""Other ways of arriving, of which one is enough: 新设立或新迁入的."""
_MORE_THAN = "(?![^，。；、]{0,12}(?:数量?|额|量|面积|率)(?:应当?|须|需|要|必须)?(?:大于|多于|高于|超过)(?:（[^（）]{2,8}）)?[^\\d，。；])"
"""新建门店数量应大于闭店数量: which of two is the more is one demand."""
ARRIVED = rule(
    "事项.新落户",
    rf"{_MORE_THAN}(?:(?<!包括)(?<!包含)(?<!（含)(?:新|首次)(?:落户|引进|迁入|设立|成立|注册|入驻|开办|建成|建{_BARE_THING}|上|招引|办(?!理))"
    rf"(?:{_BUILT}|{_ALSO})*|{_BUILDING}(?:{_BUILT})+)(?:的)?(?:本区|我区|我市|本市|我县|本县|区内|到[^，。；的]{{1,8}})?",
    needs="新 首次 建",
    confidence=0.6,
)
_FIRM = "[^，。；、的对为在]{2,14}(?:公司|银行|机构|企业|证券|保险|集团)"
BRANCH = rule(
    "事项.分支机构",
    rf"(?:(?:{_FIRM}|银行|证券|保险)(?:、|和|及|或者?|以及))*(?:{_FIRM}|银行)的(?:[一二三]级|专业|全资|控股|[省市区]级|区域性?|新设)*(?:分支机构|分公司|子公司|分行|支行|营业部|专营机构|控股公司)",
    needs="分支机构 分公司 子公司 分行 支行 营业部 专营机构 控股公司",
    confidence=0.6,
)
"""Whose branch the applicant is, which tells no trade of its own: 银行、证券公司的一级分支机构."""
FIRST_REACHED = rule("事项.首次达到", r"[^，。；、（）]{0,10}首次(?:达到?|突破|超过)", needs="首次", confidence=0.6)
NO_OTHER = rule(
    "事项.除外",
    r"除[^。；]{2,120}?(?:外|以外)，[^，。；]{0,16}(?:没有|无)其[他它][^，。；]{1,12}",
    needs="没有 无其",
    confidence=0.7,
)
"""除助学贷款、10万元以下小额消费贷款外，本人没有其他贷款: what does not count asks for nothing by itself."""
PROMISE = rule(
    "事项.承诺",
    (
        r"(?:(?:书面)?承诺[^。；]{0,40}?)?(?:\d+|[一二三五十]+)年(?:之)?内[^，。；]{0,24}"
        r"不(?:得|会)?(?:[将把][^。；，]{2,20}?)?(?:外?迁|改变|减少|减资|注销|搬迁|变更|撤离)[^。；]{0,60}"
        r"|承诺[^，。；]{0,30}?(?:存续|经营|运营|营业|注册|留[在驻])[^，。；\d]{0,12}(?:\d+|[一二三五十]+)年(?:(?:及|或)?以上)?"
    ),
    needs="不 承诺",
    confidence=0.8,
)


_NEEDED = needed(ARRIVED, BRANCH, FIRST_REACHED, NO_OTHER, PROMISE)


def find(reading: Reading) -> Iterator[Fact]:
    """Judgements on events."""
    if not _NEEDED.search(reading.text):
        return
    for match in ARRIVED.find(reading.text):
        node = reading.judgement(match[0].removesuffix("的"), match.start(), match.end(), ARRIVED.confidence)
        yield reading.fact(ARRIVED.name, node, match.start(), match.end(), rank=2)
    for match in BRANCH.find(reading.text):
        node = reading.judgement(match[0], match.start(), match.end(), BRANCH.confidence)
        yield reading.fact(BRANCH.name, node, match.start(), match.end(), rank=8)
    for match in FIRST_REACHED.find(reading.text):
        start = match.start() + max(0, len(match[0]) - 14)
        node = reading.judgement("首次达到该标准", start, match.end(), FIRST_REACHED.confidence)
        yield reading.fact(FIRST_REACHED.name, node, start, match.end(), rank=1)
    for match in NO_OTHER.find(reading.text):
        words = match[0].partition("外，")[2]
        node = reading.judgement(words, match.end() - len(words), match.end(), NO_OTHER.confidence)
        yield reading.fact(NO_OTHER.name, node, match.start(), match.end(), rank=10)
    for match in PROMISE.find(reading.text):
        node = reading.judgement(_short(match[0]), match.start(), match.end(), PROMISE.confidence)
        yield reading.fact(PROMISE.name, node, match.start(), match.end(), rank=9)


def _short(words: str) -> str:
    return re.sub(r"[“”]", "", words)[:60]
