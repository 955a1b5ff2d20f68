"""What is put into a phrase comes out of it, and nothing that comes out was not put in."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from policymatch.parsing.applying.materials import find_materials
from policymatch.parsing.applying.windows import find_windows, read_window
from policymatch.parsing.benefits import read_benefits
from policymatch.parsing.metadata import read_metadata
from policymatch.parsing.stacking import find_stacking
from policymatch.parsing.structure.clean import clean
from policymatch.spans import Span

WAN = st.integers(min_value=1, max_value=9999)
SHARE = st.integers(min_value=1, max_value=99)
WHO = st.sampled_from(["对新认定的众创空间", "对首次入库的企业", "对获得省级称号的单位", "经评审合格的项目"])
GIVE = st.sampled_from(["给予", "一次性给予", "分别给予", "再给予", "最终给予"])
NOUN = st.sampled_from(["奖励", "补助", "资助", "一次性奖励", "建设补贴", "资金支持"])


@given(who=WHO, give=GIVE, wan=WAN, noun=NOUN)
def test_a_sum_is_read_as_stated(who: str, give: str, wan: int, noun: str) -> None:
    text = f"{who}，{give}{wan}万元{noun}。"
    (benefit,) = read_benefits(text, Span(0, len(text)))
    assert (benefit.amount, benefit.rate, benefit.cap) == (Decimal(wan * 10_000), None, None)


@given(who=WHO, share=SHARE, wan=WAN, noun=NOUN)
def test_a_share_and_its_ceiling_are_one(who: str, share: int, wan: int, noun: str) -> None:
    text = f"{who}，按实际投资额的{share}%给予{noun}，最高不超过{wan}万元。"
    (benefit,) = read_benefits(text, Span(0, len(text)))
    assert (benefit.amount, benefit.rate, benefit.cap) == (None, Decimal(share) / 100, Decimal(wan * 10_000))


@given(wan=WAN, limit=st.sampled_from(["注册资本不低于{}万元", "上年度营业收入{}万元以上", "固定资产投资达到{}万元"]))
def test_a_threshold_is_nothing_received(wan: int, limit: str) -> None:
    text = limit.format(wan) + "的企业。"
    assert read_benefits(text, Span(0, len(text))) == ()


@given(amounts=st.lists(WAN, min_size=2, max_size=5, unique=True))
def test_a_ladder_keeps_its_order(amounts: list[int]) -> None:
    listed = "、".join(f"{wan}万元" for wan in amounts)
    text = f"对符合条件的单位，分别给予{listed}奖励。"
    assert [benefit.amount for benefit in read_benefits(text, Span(0, len(text)))] == [
        Decimal(wan * 10_000) for wan in amounts
    ]


POLICY_WORDS = st.sampled_from([
        "对", "企业", "给予", "奖励", "补助", "最高", "不超过", "100万元", "50%", "每人", "每年", "分别", "、",
        "，", "。", "；", "：", "\n", "（", "）", "《", "》", "第三条", "申报", "材料", "提交", "营业执照",
        "2023年3月1日", "至", "起", "施行", "有效期", "三年", "时间", "1.", "（一）", "同一项目", "不重复", "享受",
        "其中", "的", "按", "设备投资额", "以上", "达到", "万元", "元", "%", "〔2023〕5号",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(words=st.lists(POLICY_WORDS, max_size=60))
def test_no_text_breaks_a_reader_and_every_quote_is_verbatim(words: list[str]) -> None:
    text = clean("".join(words)).text
    whole = Span(0, len(text))
    for benefit in read_benefits(text, whole):
        assert benefit.source is not None
        assert benefit.source.quote in text
        figures = [value for value in (benefit.amount, benefit.rate, benefit.cap) if value is not None]
        assert not figures or re.search(r"\d|全额|减半", benefit.source.quote)
    for span in find_stacking(text):
        assert whole.contains(span)
    window = read_window(text, find_windows(text))
    assert window.opens_on is None or window.closes_on is None or window.opens_on <= window.closes_on
    for each in find_materials(text):
        assert each.names


class Source:
    def __init__(self, text: str) -> None:
        self.text = text


@settings(max_examples=100, deadline=None)
@given(text=st.one_of(st.text(max_size=300), st.lists(POLICY_WORDS, max_size=60).map("".join)))
def test_no_text_breaks_the_head(text: str) -> None:
    read = read_metadata(Source(text))
    assert read.valid_from is None or read.valid_to is None or read.valid_from.year <= read.valid_to.year + 1
    assert read.title is None or read.title.strip()
