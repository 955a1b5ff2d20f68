"""Points that open with a support's title, what a document lists as if it recognised it, first sentences that ask."""

from __future__ import annotations

from policymatch.conditions.nodes import Test, leaves
from policymatch.parsing import parse_text

_GROUPED = """绵竹市绿色建材和节能建筑示范项目奖励
发文机构
绵竹市住房和城乡建设局
服务内容
1．节能建筑。按照每平方米150元给予奖励，单个项目不超过300万元。
2．绿色建材。按照采购额的10%给予补助，最高100万元。
条件要求
申报示范项目应当具备下列条件：
1．申报单位具有独立法人资格；
2．节能建筑建筑面积不小于2000平方米；
3．绿色建材生产企业上年度营业收入应在1000万元以上，产品通过检测，采用国产设备的优先；
4．竣工时间不早于2024年1月1日。
"""


def _asked(text: str) -> list[set[str]]:
    items = parse_text(text).document.items
    return [{one.field for one in leaves(item.condition) if isinstance(one, Test)} for item in items if item.condition]


def test_a_point_that_opens_with_a_title_is_for_that_support_and_the_others_for_all() -> None:
    building, material = _asked(_GROUPED)
    assert {"legal_person", "project_completed_on"} <= building & material
    assert "revenue" in material - building


_LISTING = """绵竹市首批次新材料推广应用支持
发文机构
绵竹市经济和信息化局
服务对象
在本市注册的新材料生产企业
服务内容
1．目录发布。市经济和信息化局每年组织一次评定，通过评定的产品列入《绵竹市首批次新材料目录》。
2．首批次奖励。列入目录的产品实现首次销售的，按照合同金额的10%给予奖励，不超过200万元。
条件要求
1．申请目录评定的单位应当具备以下条件：
（1）具有独立法人资格，上年度研发费用不低于100万元；
（2）拥有产品的核心技术，权属清晰。未被列入失信被执行人名单。
"""


def test_what_a_document_lists_it_recognises_and_its_conditions_bind_no_support() -> None:
    paid, listed = _asked(_LISTING)
    assert {"legal_person", "rd_expense", "dishonest"} <= listed
    assert paid == {"registered_region", "business_domain"}


def test_a_first_sentence_that_asks_is_asked() -> None:
    item = parse_text(_LISTING).document.items[1]
    assert "权属清晰" in str(item.condition)


_DEFINED = """绵竹市专利保险保费补贴
发文机构
绵竹市知识产权局
服务内容
1．单项冠军企业投保专利保险的，按保费的80%补贴，最高20万元。
2．重点领域企业投保专利保险的，按保费的50%补贴，最高10万元。
条件要求
1．具有独立法人资格，信用良好。
2．重点领域企业，是指从事集成电路产业、从业人员不超过300人的企业。
"""


def test_what_a_word_means_binds_where_the_word_is_used() -> None:
    champion, field = _asked(_DEFINED)
    assert "employees" in field - champion
    assert "legal_person" in champion & field
