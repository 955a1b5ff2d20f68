"""What tells of supports grants none: news, readings, replies, reports, tenders, lists of names."""

from __future__ import annotations

import pytest

from policymatch.parsing import parse_text
from policymatch.parsing.structure.telling import only_tells

GRANT = "对新认定的高新技术企业给予20万元奖励。\n"


@pytest.mark.parametrize(
    "title",
    [
        "《江宁区促进软件产业发展若干措施》政策解读",
        "一图读懂《江宁区稳外贸十条》",
        "我市召开惠企政策兑现推进会",
        "区领导赴开发区开展助企调研",
        "江宁区2024年上半年经济运行情况",
        "2023年江宁区国民经济和社会发展统计公报",
        "对区政协第0156号提案的答复",
        "关于市人大第23号建议办理情况的复函",
        "企业服务平台运营项目竞争性磋商公告",
        "惠企政策宣传服务项目中标公告",
        "关于2024年专精特新奖励资金拟支持企业名单的公示",
        "人才公寓第二次配租结果公告",
        "关于2023年度科技创新券兑付情况的通报",
        "关于2023年国民经济和社会发展计划执行情况的报告",
        "江宁区兑现奖励资金3.2亿元",
    ],
)
def test_titles_of_what_only_tells(title: str) -> None:
    assert only_tells(title)
    assert parse_text(f"{title}\n{GRANT}").document.items == ()


@pytest.mark.parametrize(
    "title",
    [
        "关于兑现2024年百强企业奖励的通知",
        "关于开展2024年度政策兑现工作的通知",
        "关于组织申报2024年度技术改造项目的公告",
        "江宁区政府采购支持中小企业若干措施",
        "关于公开征集首批次应用奖励项目的公告",
        "江宁区支持企业参加招投标奖励办法",
        "关于发放2024年稳岗返还补贴的公告",
        "江宁区会议活动奖励办法",
        "创业担保贷款政策问答",
        "江宁区促进服务业发展十条",
        "2024年惠企政策清单",
    ],
)
def test_titles_of_what_grants(title: str) -> None:
    assert not only_tells(title)


def test_news_are_told_by_how_they_speak() -> None:
    news = f"惠企红利直达企业\n本报讯（记者 李明）{GRANT}"
    assert parse_text(news).document.items == ()
    policy = f"江宁区扶持办法\n（记者专栏转载）{GRANT}本报讯"
    assert len(parse_text(policy).document.items) == 1
