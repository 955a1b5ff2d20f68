"""Sentences on how supports go together: 就高不重复, 不得叠加, 只奖励差额部分, 总额不超过…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.parsing.rules import Rule, rule
from policymatch.spans import Span

RULES: tuple[Rule, ...] = (
    rule(
        "叠加.就高",
        r"就高(?:不(?:就低|重复)|原则|执行|享受|奖励)|从[优高](?:不重复|、|，|原则|享受)|孰高|取高|(?:多次|多项|同时|重复)(?:获得?|取得|认定|入选)[^。；]{2,24}，(?:按|对|以|取|就)[^。；]{0,16}最[高好优]|最高(?:额|"
        r"标准|级别|一项|奖项|的奖项|等次)[^，。；]{0,12}(?:不重复|奖励|执行|享受|[给予][予以与]|补助)|执行最高(?:额|"
        r"标准)",
        needs="就高 从优 从高 孰高 取高 最高",
    ),
    rule(
        "叠加.不重复",
        r"不(?:得|可|能|予|再)?(?:以?重复|同时|叠加|累[计加])(?:享受|申[报请领]|支持|奖励|补[助贴]|资助|扶持|"
        r"领取|计算|奖补|兑现|获得|配套|使用|[给予][予以与]|安排)?|不(?:得|可|能)(?:重复|同时|叠加)|"
        r"不与[^，。；]{2,30}(?:叠加|重复|同时享受)",
        needs="重复 同时 叠加 累计 累加",
    ),
    rule(
        "叠加.可叠加",
        r"可(?:以)?(?:同时|叠加|累加|重复)(?:享受|申请|申报|执行|给予)?|叠加(?:执行|享受|支持)|(?:可|予以)累计",
        needs="同时 叠加 累加 重复 累计",
    ),
    rule(
        "叠加.择一",
        r"(?:只能|仅能|只可|仅可|仅限|限|可|应|须)?(?:择[优一高](?!劣|支持|奖励|[给予][予以与]|扶持|资助|确定|认定|推荐|"
        r"遴选|选|提出|安排|资助|纳入)|选择(?:其中)?[一1](?:项|种|个)|任选[一其])|可以?申请其中[一1]种|"
        r"(?:两者|二者)(?:取|择|选)|[二三]选一|选(?:择)?其[一1]|不[可能得](?:以)?兼得",
        needs="择 选 其中 两者 二者 兼得",
    ),
    rule(
        "叠加.一次",
        r"(?:只|仅|最多|限)(?:能|可|限|予)?(?:以)?(?:用于)?(?:享受|申[请报领]|奖励|补[助贴]|支持|资助|[给予][予以与]|"
        r"补足|补差)(?:[^，。；]{0,14})?(?:[一1]\s*[次项个家笔]|最高|差额|不足部分)|(?:每年|每家|"
        r"限)(?:[^，。；]{0,8})(?:可)?(?:最多)?(?:申[请报]|享受)[一1]\s*[次项个笔]|只有一家可|"
        r"限(?:每年)?(?:申报|享受)一[次项]|每年最多享受",
        needs="只 仅 最多 限 每年 每家",
    ),
    rule(
        "叠加.差额",
        r"(?:差额|不足)部分(?:[^，。；]{0,10})(?:补足|奖励|补[助贴]|[给予][予以与])|(?:补足|补齐|补差|奖励|"
        r"[给予][予以与])(?:[^，。；]{0,6})差额|只[^，。；]{0,8}差额|扣除[^，。；]{0,16}(?:已|上级|市级|"
        r"省级)[^，。；]{0,16}(?:后|部分|资金|奖励)|视作已配套",
        needs="差额 不足部分 扣除 视作已配套",
    ),
    rule(
        "叠加.已获",
        r"(?:已(?:经)?(?:获得?|享受|取得)|获得(?:过)?)[^。；]{2,40}(?:的(?:项目|企业|"
        r"单位)?)?，?[^。；]{0,12}(?:不再|不予|不得|不享受|不重复|不纳入)[^，。；]{0,6}(?:支持|享受|申报|申请|"
        r"奖励|补[助贴]|资助|扶持|重复|[给予][予以与])",
        needs="不再 不予 不得 不享受 不重复 不纳入",
    ),
    rule(
        "叠加.总额",
        r"(?:总额|合计|累计|之和|总计)(?:最高)?(?:不(?:得)?(?:超过|高于)|为)[^，。；]{0,8}(?:其|该|项目|自筹|"
        r"投资|个人|实际|企业|研发|投入|同期|应纳|贡献)[^，。；]{0,24}|资助总额不超过|"
        r"(?:上述|本条|以上|各项)[^，。；]{0,12}(?:总额|总金额|金额|合计|累计)不(?:得)?超过",
        needs="总额 合计 累计 之和 总计 总金额 金额不",
    ),
)
_SPEAKS = re.compile("|".join(sorted({word for each in RULES for word in each.needs})))
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_OTHER = re.compile(
    r"累计.{0,10}(?:纳税|缴纳|营业|投资额?达|销售|就业|年限|时间|工龄)|同时(?:符合|满足|具备|废止)|可同时(?!享|申|领|执|适用|给|获|叠)|"
    r"重复(?:建设|认定|计算|检验|提交|备案)"
)


def is_stacking(sentence: str) -> bool:
    """Whether a sentence says how supports go together."""
    if not _SPEAKS.search(sentence):
        return False
    return any(found for each in RULES for found in each.find(sentence) if not _OTHER.match(sentence, found.start()))


def find_stacking(text: str, span: Span | None = None) -> Iterator[Span]:
    """Every such sentence of a stretch, without the blanks around it."""
    span = span or Span(0, len(text))
    for sentence in _SENTENCE.finditer(text, span.start, span.end):
        if is_stacking(sentence[0]):
            words = sentence[0].strip()
            start = sentence.start() + sentence[0].find(words)
            yield Span(start, start + len(words))
