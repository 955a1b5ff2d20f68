"""Lists of papers that ask several kinds of applicants for papers of their own."""

from __future__ import annotations

import pytest

from policymatch.parsing import parse_text
from policymatch.parsing.applying.materials import find_materials
from policymatch.parsing.applying.paperlists import read_materials
from policymatch.spans import Span

_HEAD = "临河市扶持办法\n临河市商务局\n"


def _papers(text: str) -> dict[str, tuple[str, ...]]:
    return {item.name: tuple(item.materials) for item in parse_text(_HEAD + text).document.items}


def test_a_point_that_asks_some_applicants_only_is_theirs() -> None:
    papers = _papers(
        "一、支持标准\n（一）贷款贴息。对企业给予不超过20万元贷款贴息。\n（二）设备补助。对企业给予不超过50万元设备补助。\n"
        "二、申报材料\n1.资金申请表；\n2.申报贷款贴息的单位必须提供贷款合同及付息凭证；\n3.申报设备补助的企业还需提供设备发票；\n4.营业执照。\n"
    )
    assert list(papers.values()) == [
        ("资金申请表", "贷款合同及付息凭证", "营业执照"),
        ("资金申请表", "设备发票", "营业执照"),
    ]


def test_the_longest_head_that_names_an_item_has_its_papers() -> None:
    papers = _papers(
        "一、支持标准\n（一）示范园区认定。符合条件的，认定为示范园区，给予奖励10万元。\n（二）示范园区运营补贴。给予5万元运营补贴。\n"
        "二、申请资料\n（一）示范园区认定。\n申请示范园区认定提交材料：\n1.认定申请表；\n2.园区评估表。\n"
        "（二）示范园区运营补贴。\n申请示范园区运营补贴提交材料：\n1.补贴申请表；\n2.运营情况报告。\n"
    )
    assert list(papers.values()) == [("认定申请表", "园区评估表"), ("补贴申请表", "运营情况报告")]


def test_papers_of_a_head_that_names_no_item_are_asked_of_everybody() -> None:
    papers = _papers(
        "一、支持标准\n对入驻企业给予不超过20万元房租补贴。\n二、申报材料\n（一）基础资料\n1.申请表；\n2.营业执照。\n"
        "（二）财务资料\n1.租金发票；\n2.付款凭证。\n"
    )
    assert list(papers.values()) == [("申请表", "营业执照", "租金发票", "付款凭证")]


@pytest.mark.parametrize(
    "words",
    [
        "（1）基本材料：申请表、营业执照；（2）佐证材料：采购发票、付款凭证。",
        "1.申请表；2.营业执照；3.采购发票；4.付款凭证。",
        "①申请表；②营业执照；③采购发票；④付款凭证。",
    ],
)
def test_points_of_one_line_and_sorts_of_papers(words: str) -> None:
    assert read_materials(words, Span(0, len(words))) == ("申请表", "营业执照", "采购发票", "付款凭证")


def test_papers_in_the_blocks_of_some_are_not_asked_of_those_who_have_none() -> None:
    papers = _papers(
        "一、支持事项\n1.参展补助\n补助标准：对企业参加境外展会，给予展位费50%补助，最高3万元。\n申报材料：（1）申报表；（2）参展合同。\n"
        "2.升规奖励\n工业企业首次上规的，奖励10万元。\n"
        "3.技改补助\n补助标准：设备投资300万元以上的，按10%给予补助，最高500万元。\n申报材料：（1）申报表；（2）设备发票。\n"
    )
    assert list(papers.values()) == [("申报表", "参展合同"), (), ("申报表", "设备发票")]


_GUARANTEES = """绵竹市融资支持
发文机构
绵竹市地方金融管理局
服务内容
1．担保降费奖补。融资担保机构年化担保费率不超过1%的，按担保额的0.5%奖补。
2．代偿风险补偿。担保贷款发生代偿的，按损失的20%补偿。
3．首贷贴息。小微企业首次获得贷款的，按利息的30%贴息。
条件要求
1．经营正常。
申报材料
{papers}
时间/频度
每年一次
"""
_EACH = [("申请表", "业务台账", "承诺书"), ("申请表", "代偿证明", "承诺书"), ("申请表", "付息凭证", "承诺书")]


@pytest.mark.parametrize(
    "papers",
    [
        "1．申请表；2．业务台账（申请降费奖补的）；3．代偿证明（申请代偿补偿的）；4．付息凭证（贴息项目）；5．承诺书。",
        "申请表、业务台账（降费奖补提供）、代偿证明（申请代偿补偿的提供）、付息凭证（贴息提供）、承诺书",
        "第一项：申请表、业务台账、承诺书。\n第二项：申请表、代偿证明、承诺书。\n第三项：申请表、付息凭证、承诺书。",
    ],
)
def test_a_bracket_or_a_number_tells_whose_paper_it_is(papers: str) -> None:
    found = parse_text(_GUARANTEES.format(papers=papers)).document.items
    assert [item.materials for item in found] == _EACH


def test_a_paper_as_above_goes_with_the_one_above_and_other_brackets_ask_everybody() -> None:
    papers = "1．申请表（一式两份）；2．付息凭证（申请贴息的）；3．借款合同（同上）；4．营业执照（三证合一）。"
    first, _, third = parse_text(_GUARANTEES.format(papers=papers)).document.items
    assert first.materials[:1] == ("申请表",)
    assert "借款合同" not in first.materials
    assert {"付息凭证", "借款合同"} <= set(third.materials)
    assert len(first.materials) == 2


_BY_ARTICLE = """青山区促进会展业发展实施细则
第一条  在青山区注册的企业可以申请。
第二条  展会奖励。展览面积1万平方米以上的展会，给予举办单位20万元奖励。
第三条  场地补助。租用会展中心办会的企业，按场租的30%给予补助，最高50万元。
第四条  落户奖励。新设立的会展企业，给予10万元奖励。
第五条  企业应于每年6月向区商务局提出申请，{asks}：
（一）资金申请表；
（二）营业执照；
（三）{head}：
1.申请第二条的，提供展会备案文件、展位清单；
2.申请第三条的，提供场租合同、付款凭证；
第六条  本细则自2024年1月1日起施行。
"""


@pytest.mark.parametrize("asks", ["并提交", "同时提供", "提交下列材料"])
@pytest.mark.parametrize("head", ["与申请项目对应的证明材料", "其他证明材料", "各项目还应提供的材料"])
def test_points_that_cite_an_article_ask_its_applicants_alone(asks: str, head: str) -> None:
    found = {item.name: item.materials for item in parse_text(_BY_ARTICLE.format(asks=asks, head=head)).document.items}
    common = ("资金申请表", "营业执照")
    assert list(found.values()) == [
        (*common, "展会备案文件", "展位清单"),
        (*common, "场租合同", "付款凭证"),
        common,
    ]


CARD = (
    "绵竹市技术改造资金支持\n发文机构\n绵竹市商务局\n服务对象\n企业\n服务内容\n1．改造奖励。对完成技术改造的企业，按设备投资的20%给予奖励。\n"
    "2．示范创建奖励。对获评市级绿色工厂的企业，一次性奖励30万元。\n3．保费补助。企业投保专利险的，按保费的50%补助。\n"
    "条件要求\n1．信用良好。\n办理流程\n{flow}\n时间/频度\n每年一次\n"
)


@pytest.mark.parametrize(
    ("flow", "papers"),
    [
        (
            "1．网上填报。\n2．提交材料。主要包括申请书、营业执照、承诺书。申请示范创建奖励的，只需提交申请书和名单文件。\n3．公示。",
            [["申请书", "营业执照", "承诺书"], ["申请书", "名单文件"], ["申请书", "营业执照", "承诺书"]],
        ),
        (
            "申请单位登录网站办理，审核通过的拨款。\n企业申请改造奖励：申请表、设备合同、验收报告。\n"
            "企业申请保费补助：申请表，保险单，保费发票。\n示范创建：申请表、名单文件\n以上均需盖章。",
            [["申请表", "设备合同", "验收报告"], ["申请表", "名单文件"], ["申请表", "保险单", "保费发票"]],
        ),
        (
            "1．申请。经所在区推荐后报送，随附法人证书、审计报告、人员名单。\n2．审核。",
            [["法人证书", "审计报告", "人员名单"]] * 3,
        ),
    ],
)
def test_papers_told_for_one_support_in_the_midst_of_a_procedure(flow: str, papers: list[list[str]]) -> None:
    items = parse_text(CARD.format(flow=flow)).document.items
    assert [list(item.materials) for item in items] == papers


def test_lines_of_conditions_with_a_label_are_no_lists_of_papers() -> None:
    flow = "1．受理。\n工业企业：成立满一年、信用良好。\n商贸企业：成立满两年、制度健全。"
    assert not any(item.materials for item in parse_text(CARD.format(flow=flow)).document.items)


@pytest.mark.parametrize(
    ("sentence", "want"),
    [
        (
            "1．申报。实施主体提出申请，填写《改造项目申报书》，同时提交营业执照或登记证书、场地租赁（使用）合同、项目实施方案和投资概算。逾期不再受理。",
            ("改造项目申报书", "营业执照或登记证书", "场地租赁（使用）合同", "项目实施方案", "投资概算"),
        ),
        (
            "网上申报：企业登录平台，在线填报申请表并上传备案文件、竣工验收报告、电费发票。→现场核查。",
            ("申请表", "备案文件", "竣工验收报告", "电费发票"),
        ),
        (
            "申请单位登录网站填写申请表，并上传法人登记证书、标准文本及发布公告、信用承诺书等材料。",
            ("申请表", "法人登记证书", "标准文本及发布公告", "信用承诺书"),
        ),
        (
            "企业填报项目申报书，一并提交立项批复、付款凭证、资金预算等。",
            ("项目申报书", "立项批复", "付款凭证", "资金预算"),
        ),
        ("申请人填写申请表，提供身份证、劳动合同、社保缴费记录。", ("申请表", "身份证", "劳动合同", "社保缴费记录")),
    ],
)
def test_the_form_that_is_filled_in_goes_with_the_papers_handed_in(sentence: str, want: tuple[str, ...]) -> None:
    (papers,) = find_materials(sentence)
    assert papers.names == want


def test_points_go_by_their_number_alone() -> None:
    papers = _papers(
        "一、支持标准\n（一）认定奖励。对获评设计中心的企业，给予10万元奖励。\n（二）参展补助。对参加展会的企业，给予5万元补助。\n"
        "二、申报材料\n1.申报书；2.营业执照；3.申报（一）的提供认定文件；申报（二）的提供参展合同、发票。\n"
    )
    assert list(papers.values()) == [
        ("申报书", "营业执照", "认定文件"),
        ("申报书", "营业执照", "参展合同", "发票"),
    ]


def test_who_applies_for_what_the_title_names_is_everybody() -> None:
    text = (
        "海州市检测服务机构奖励申报指南\n一、奖励标准\n（一）资质奖励。对获得国家级实验室认定的机构，奖励20万元。\n"
        "（二）检测服务机构奖励。对检测服务收入1000万元以上的机构，奖励10万元。\n"
        "二、申报材料\n申请检测服务机构奖励需提交以下资料：\n1、奖励申报表；\n2、营业执照；\n3、审计报告。\n"
    )
    found = [item.materials for item in parse_text(text).document.items]
    assert found == [("奖励申报表", "营业执照", "审计报告")] * 2
