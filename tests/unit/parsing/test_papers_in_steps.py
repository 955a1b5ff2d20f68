"""Papers told in the steps of a procedure: behind a colon, by letters, beside a form that is filled in."""

from __future__ import annotations

import pytest

from policymatch.parsing import parse_text

_CARD = (
    "绵竹市某项目资金支持\n发文机构\n绵竹市商务局\n服务内容\n1．房租补贴。对租房的书店，给予10万元补助。\n"
    "2．阅读活动补助。举办阅读活动的，每场给予1000元补助。\n条件要求\n1．信用良好。\n办理流程\n{}\n时间/频度\n每年一次\n"
)


def papers(flow: str) -> list[tuple[str, ...]]:
    return [item.materials for item in parse_text(_CARD.format(flow)).document.items]


@pytest.mark.parametrize(
    ("flow", "asked"),
    [
        (
            "需提交：申报表，营业执照、出版物许可证扫描件，门店照片3-5张。",
            ("申报表", "营业执照", "出版物许可证", "门店照片"),
        ),
        (
            "将以下材料通过平台提交：\nA．申报表；B．营业执照；C．播放数据证明（由平台盖章）。",
            ("申报表", "营业执照", "播放数据证明"),
        ),
        (
            "1．申请。登录网站，填写《奖励资金申请表》，上传营业执照、承诺书。\n2．审核。",
            ("奖励资金申请表", "营业执照", "承诺书"),
        ),
        ("1．企业申报。提交申报表、营业执照。\n2．市级审核。", ("申报表", "营业执照")),
    ],
)
def test_papers_of_all(flow: str, asked: tuple[str, ...]) -> None:
    assert papers(flow) == [asked, asked]


@pytest.mark.parametrize(
    "flow",
    [
        "需提交：申报表，营业执照，租金支付凭证（申报房租补贴的提供），活动台账（申报阅读活动补助的提供）。",
        "1．企业申报。提交申报表、营业执照。申报房租补贴的，还须报送租金支付凭证。申报阅读活动补助的，还须报送活动台账。",
    ],
)
def test_papers_of_one_support(flow: str) -> None:
    first, second = papers(flow)
    assert first == ("申报表", "营业执照", "租金支付凭证")
    assert second == ("申报表", "营业执照", "活动台账")


def test_a_paper_that_another_may_stand_for() -> None:
    (first, _) = papers("申报房租补贴的，提供租赁合同、租金发票（或物业出具的收据）。")
    assert first[0] == "租赁合同"
    assert first[1].startswith("租金发票")


@pytest.mark.parametrize("flow", ["1．初审。区商务局审核后，报送市商务局。", "需提交：网上申请，等待审核，现场核查。"])
def test_steps_that_name_no_papers(flow: str) -> None:
    assert papers(flow) == [(), ()]
