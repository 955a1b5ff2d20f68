"""Conditions of the application itself: the same project funded before, exclusions of double support."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.conditions.nodes import Op
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.rules import rule

_HOUSING = "(?:住房保障|保障性?住房|公(?:共租赁住房|租房)|人才(?:公寓|住房)|安居房)"
"""What the city houses people in, which is given once like money: 未享受其他住房保障."""
SUPPORT = "(?:财政|同类|资金|补贴|补助|补偿|贴息|资助|扶持|支持|奖励|奖补|政策)"
_GIVEN = (
    rf"(?:(?:财政|专项|其[他它]|同类)(?:性|专项|渠道|财政)*(?:资金|经费|政策)已(?:经)?|已(?:经)?由[^，。；]{{1,16}}?(?:资金|经费|渠道))"
    rf"(?:[给予][予以与]|安排)*过?(?:{SUPPORT}+过?|(?<=安排))的"
)
"""What other money has paid for: 其他财政资金已给予支持的项目; 已由市级专项资金安排支持的."""
_NO_MORE_GIVEN = (
    r"(?:(?:[省市区县本]级)?不再?(?:重复|予|[给予][予以与])?[^，。；]{0,6}(?:支持|申报|享受|资助|补助|补贴|奖励|扶持|安排|受理|立项|贴息|补偿|奖补|(?<=重复)发放)"
    r"|不得[^，。；]{0,6}(?:申[报请领]|享受)|不予[^，。；]{0,4})"
)
FUNDED = rule(
    "项目.未获资助",
    rf"(?:未|没有|不得|不曾|未曾)(?:重复|[在从向由就以][^，。；]{{2,16}}?)?(?:获得?过?|享受过?|得到过?|申报过?|申请过?|列入|领取过?)(?:[^，。；]{{0,20}})(?:{SUPPORT}|政府投资|{_HOUSING})(?:有关|相关|资金|支持|补贴|扶持|"
    rf"奖励|补助|资助|政策|的)*"
    rf"|(?:(?:同一|同类)[^，。；]{{1,24}}，)?(?:已|曾)(?:经)?(?:(?:按照?|依据|根据|通过)[^，。；]{{2,14}}?)?(?:获得?过?|享受过?|得到过?|(?:申领|领取|领)过?|列入|取得|安排|落实)[^，。；]{{0,22}}?{SUPPORT}+(?:的)?(?:或(?:者)?(?:正在)?[^，。；]{{2,30}}?{SUPPORT}+的)?[^，。；]{{0,8}}(?:，)?[^，。；]{{0,14}}?{_NO_MORE_GIVEN}"
    rf"|(?:项目)?(?:(?:[若如](?!何)|如果)?(?:因[^，。；]{{2,24}}?)?)(?:获得过?|享受过?|取得过?)[^，。；]{{0,30}}(?:支持|资金|资助|补[贴助]|奖[励补])的?(?:企业|单位|项目|产品|设备|装备|平台|机构)?，?(?:均|则)?不(?:得|再|予)(?:再次?|重复)(?:申[请报领]|享受|支持|资助|奖[励补]|补[贴助]|扶持)"
    rf"|(?:获得?过?|享受过?|取得过?|领取过?)[^，。；]{{2,24}}?(?:资助|补[贴助]|奖[励补]|津贴|贴息)的(?:企业|单位|项目|机构|人员)?，(?:均|则)?不再(?:重复)?(?:[给予][予以与]|享受|发放|安排|兑现)[^，。；]{{0,16}}"
    rf"|(?:(?:[若如](?!何)|如果)(?:已|曾)?)(?:经)?(?:获得?过?|享受过?|取得过?)[^，。；]{{2,24}}?{SUPPORT}+的，(?:[省市区县本]级)?(?:均|则)?不(?:再|予)(?:重复|予以|给予)?(?:申[请报领]|享受|支持|资助|奖[励补]|补[贴助]|扶持|受理)"
    rf"|不(?:得|能|可以?)同时(?:享受|申[请报领]|获得|领取)[^，。；]{{2,40}}(?<=[金贴助励持策])(?=[，。；、]|$)"
    rf"|(?:获得|享受|取得)[^，。；]{{0,24}}(?:财政|同类|相同)[^，。；]{{0,16}}(?:支持|资金|资助|补[贴助]|奖励)的?，?(?:均|则)?不予[^，。；]{{0,6}}"
    rf"|(?:同一|同类|相同)(?:个)?[^，。；]{{0,8}}(?:已|曾)(?:经)?(?:获得?过?|享受过?|得到过?|取得|领取过?|列入|申[请报领]过?)[^，。；]{{0,24}}?{SUPPORT}+(?!{SUPPORT}|的?，?(?:再(?!次|予)|按|给予|可|补足|差额|配套))(?:的)?(?:，)?(?:均|原则上|则|应)?(?:(?:[省市区县本]级)?(?:不得|不再|不能|不予|不可)(?:再次?|重复|予以|给予)*(?:申[请报领]|享受|支持|资助|奖励|补[贴助]|扶持|受理|认定|贴息|安排|补偿))?"
    rf"|(?:已|曾)?(?!享受(?:相同|同等|同类)的?(?:政策|待遇|扶持|优惠)(?:$|[，。；]))享受(?:过)?[^，。；]{{0,10}}(?:相同|同类|类似|同等)[^，。；]{{0,8}}(?:补贴|政策|资金|补助|扶持|奖励)(?:政策|资金)?"
    rf"|不(?:得|能|可)[与同和][^，。；]{{2,24}}(?:重复|同时|叠加)(?:享受|申[请报领]|领取)"
    rf"|不(?:再)?重复(?:支持|享受|资助|奖励|补助|申报)|(?:同一|每|单个|单项)[^，。；]{{0,14}}(?:只能|仅能|[仅只]可(?:以)?|仅限|最多|至多|限)(?:每[年月季])?(?:享受|申请|申领|申报|获得|补[贴助]|奖励|兑[现付])(?:一|1)次[^，。；]{{0,6}}"
    rf"|{_GIVEN}[^，。；]{{0,20}}，?(?:均|一律)?不(?:再|予|得)[^，。；]{{2,10}}"
    rf"|只能(?:享受|申请|申领)(?:一|1)次|限(?:享受|申请|申报)(?:一|1)次",
    needs="同时 仅 最多 只可 不再 不予 同一 相同 同类 类似 重复 "
    "已按 已依 已根据 已通过 未获 未享 未在 未从 未向 未由 未就 未以 没有 不得 已获 曾获 已享 未曾 只能 限 未得 未申 不曾 已列入 已得 已取得 "
    "已安排 已落实 曾享 未列入 已经 已由 获得 资金已 经费已 政策已 已领 已申领 领取",
    confidence=0.8,
)


_HAD = re.compile(
    rf"(?:(?:已|曾)?(?:经)?(?:获得?过?|享受过?|取得过?|得到过?|领取过?)|(?:已|曾)经?(?:申[请报领]过?|安排|落实|列入))[^，。；]{{0,24}}?(?:财政|同类|相同|类似|其他|(?<=享受)国家|(?<=享受过)国家|(?<=[已曾获得受过])(?:招商引资)?“一[事企]一[议策])[^，。；]{{0,10}}?{SUPPORT}+(?:的|等)*(?:(?:同一|同类|相同|该)?(?:个)?(?:项目|企业|单位|事项|内容|设备))?(?:的)?(?=$|[，；。、]|或)"
    rf"|{_GIVEN}(?:[^，。；]{{1,20}}(?=$|[，；。]))?"
)
"""Support had before, in a list of those who get nothing."""
_ONCE = re.compile("(?:一|1)次")
_NO_MORE = re.compile(r"^(?:已|曾|获得|享受|取得|领取|[若如]).{3,}不(?:再|予)")
"""What was had before is told whole: 已获得高新技术企业奖励的，不再给予 asks for no such title."""
LONGEST_ONCE = 40
"""Who may have what only once is said around the words 只能享受一次, which alone say neither."""


_BARE = re.compile(
    r"[^，。；：、应须需]{2,20}?(?:中心|基地|平台|企业|单位|项目|机构|园区|实验室|工厂|产品|工程|器|空间)(?:建设|运营)?(?:主体|单位)?"
)
"""市级以上验证中心|已获得支持的，不再支持: who has had it is told by a name, which nobody need bear."""


def find(reading: Reading) -> Iterator[Fact]:
    """Facts of earlier support."""
    had = _HAD.search(reading.text) if "不予支持" in reading.subject else None
    if had and not reading.text[: had.start()].endswith(("不宜", "不应", "不能", "不得", "不可")):
        leaf = reading.test("already_funded", Op.IS, False, *had.span(), confidence=0.8)
        yield reading.fact("项目.已获资助", leaf, had.start(), had.end(), rank=5)
    for match in FUNDED.find(reading.text):
        start, end = reading.segment(match.start())
        low, high = (start, end) if _ONCE.search(match[0]) and end - start <= LONGEST_ONCE else match.span()
        at = match.start()
        if match[0].startswith(("已", "曾")) and _BARE.fullmatch(reading.text, start, at):
            low = at = start
        leaf = reading.test("already_funded", Op.IS, False, low, high, confidence=FUNDED.confidence)
        joined = reading.text.rfind("且", start, match.start())
        last = reading.segment(match.end() - 1)
        cover = ((max(start, joined + 1), end), last if last[0] > start else (match.start(), last[1]))
        never = match[0].startswith(("未", "没有", "不曾")) or _NO_MORE.search(match[0]) is not None
        yield reading.fact(FUNDED.name, leaf, at, match.end(), rank=14 if never else 6, cover=cover)
