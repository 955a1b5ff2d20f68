"""A page without line breaks is parted where its lines would begin; a paragraph is not."""

from __future__ import annotations

from datetime import date

import pytest

from policymatch.parsing import parse_text
from policymatch.parsing.structure.parting import SHORTEST, breaks

HAN = """关于申报2024年江宁区设备补助的通知
各街道办事处，各有关企业：
根据《江宁区制造业专项资金管理办法》第三条、第五条规定，现将有关事项通知如下：
一、申报对象
在江宁区依法登记注册的规模以上工业企业，工业统计关系在本区，依法正常经营并按时报送统计报表。
二、申报条件
（一）设备投资额200万元以上；（二）成立满2年。
三、补助标准
按设备投资额的8%给予补助，单个项目最高300万元。
四、申报材料
1.设备补助申请表；2.购置合同；3.付款凭证。
五、申报时间
请于2024年5月20日前将申报材料报至区工信局。
南京市江宁区工业和信息化局
2024年4月28日
"""
ARTICLES = """江宁区科技创新券实施办法（试行）
第一条为鼓励企业购买科技服务，根据《江苏省科技创新券管理办法》第三条、第四条规定，制定本办法。
第二条科技创新券的支持对象为注册在江宁区、职工总数不超过500人、年销售收入不超过2亿元的科技型中小企业。
第三条创新券用于检验检测、研发设计等科技服务。
第四条创新券按照实际支付服务费用的50%予以补助，每家企业每年最高不超过10万元。
第五条本办法自2024年1月10日起施行，有效期2年。
"""


@pytest.mark.parametrize("text", [HAN, ARTICLES])
def test_without_line_breaks_the_same_is_read(text: str) -> None:
    broken, run_on = parse_text(text).document, parse_text(text.replace("\n", "")).document
    assert run_on.title == broken.title
    assert run_on.issuers == broken.issuers
    assert (run_on.published_on, run_on.valid_to) == (broken.published_on, broken.valid_to)
    assert [item.condition for item in run_on.items] == [item.condition for item in broken.items]
    assert [item.materials for item in run_on.items] == [item.materials for item in broken.items]
    assert [item.window.closes_on for item in run_on.items] == [item.window.closes_on for item in broken.items]
    assert len(run_on.items) == 1


def test_what_is_read_is_what_stands_there() -> None:
    document = parse_text(HAN.replace("\n", "")).document
    assert document.issuers == ("南京市江宁区工业和信息化局",)
    assert document.published_on == date(2024, 4, 28)
    assert document.items[0].materials == ("设备补助申请表", "购置合同", "付款凭证")


FILLER = "本区各有关单位要认真贯彻落实，加强协同配合，" * 8


@pytest.mark.parametrize(
    "line",
    [
        FILLER + "按照第一条、第二条、第三条的规定执行。",
        FILLER + "符合第一条规定的，参照第二条所列标准；符合第三条规定的，参照第四条所列标准。",
        FILLER + "第二条、第三条、第四条自发布之日起停止执行。",
        FILLER + "一是加强领导；二是明确责任；三是强化督查。",
        "一、支持对象。二、支持标准。三、附则。",
    ],
)
def test_a_paragraph_is_not_parted(line: str) -> None:
    assert breaks(line) == []


def test_numbers_above_ten_count_on() -> None:
    numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    line = "某办法" + "".join(f"第{number}条对符合条件的企业给予{at}万元奖励。" for at, number in enumerate(numbers, 1))
    assert len(line) > SHORTEST
    assert len(breaks(line)) == 12
