"""How the demands of one granting sentence hang together: which are alternatives, how many are enough, who stays out."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import All, Any, AtLeast, Judgement, Node, Not
from policymatch.parsing import parse_text


def asked(words: str) -> list[str]:
    """The conditions of the supports that a sentence grants, one line each: the fields with their joining words."""
    text = f"绵竹市支持企业发展若干措施\n绵竹市人民政府\n一、支持标准\n{words}\n"
    return [shape(item.condition) for item in parse_text(text).document.items]


def shape(node: Node | None) -> str:
    """A condition in one line."""
    match node:
        case All():
            return f"all({', '.join(shape(child) for child in node.children)})" if node.children else "-"
        case Any():
            return f"any({', '.join(shape(child) for child in node.children)})"
        case AtLeast():
            return f"{node.count} of({', '.join(shape(child) for child in node.children)})"
        case Not():
            return f"not({shape(node.child)})"
        case Judgement():
            return f"«{node.label}»"
        case None:
            return "-"
    value = "、".join(node.value) if isinstance(node.value, tuple) else f"{node.value}"
    return f"{node.label or node.field} {node.op} {value}"


LIMITS = ("revenue >= 100000000", "tax_paid >= 5000000", "employees >= 100")
ROW = "营业收入1亿元以上、纳税500万元以上、从业人员100人以上"


@pytest.mark.parametrize(
    ("row", "many"),
    [
        (f"满足{ROW}三项条件中的两项的企业", "2 of"),
        (f"{ROW}，满足其中任意两项的企业", "2 of"),
        (f"{ROW.replace('、', '，')}，符合其中两项的企业", "2 of"),
        (f"{ROW}（三项满足其二）的企业", "2 of"),
        (f"满足{ROW}其中一项的企业", "any"),
        (f"{ROW}三者之一的企业", "any"),
        (f"具备{ROW}三个条件之一的企业", "any"),
        (f"同时满足{ROW}三个条件的企业", "all"),
    ],
)
def test_words_behind_a_row_say_how_many_are_enough(row: str, many: str) -> None:
    want = ", ".join(LIMITS) if many == "all" else f"{many}({', '.join(LIMITS)})"
    assert asked(f"对{row}，给予10万元奖励。") == [f"all({want})"]


def test_so_many_counts_the_row_alone() -> None:
    found = asked("在本市注册的营业收入1亿元以上、纳税500万元以上两项条件之一的企业，给予10万元奖励。")
    assert found == [f"all(registered_region in 510683, any({LIMITS[0]}, {LIMITS[1]}))"]


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("除房地产企业和金融企业外，年纳税500万元以上的企业，给予10万元奖励。",
         f"all({LIMITS[1]}, industry not_in 房地产业、金融业)"),
        ("年纳税500万元以上的企业，除金融业外，给予10万元奖励。", f"all({LIMITS[1]}, industry not_in 金融业)"),
        ("除享受过一事一议政策的企业外，对年纳税500万元以上的企业给予10万元奖励。",
         f"all({LIMITS[1]}, «不存在：享受过一事一议政策的企业»)"),
        ("除金融业、房地产业以外的规上服务业企业，给予5万元奖励。",
         "all(above_scale is True, business_domain has_any 服务业, industry not_in 金融业、房地产业)"),
        ("除本办法另有规定外，对年纳税500万元以上的企业给予10万元奖励。", f"all({LIMITS[1]})"),
        ("除特殊情况外，对年纳税500万元以上的企业给予10万元奖励。", f"all({LIMITS[1]})"),
    ],
)  # fmt: skip
def test_who_is_left_out_before_the_grant_stays_out(words: str, want: str) -> None:
    assert asked(words) == [want]


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("对符合下列情形之一的企业，给予30万元奖励：上年度营业收入超过1亿元；上年度纳税超过500万元。",
         "all(any(revenue > 100000000, tax_paid > 5000000))"),
        ("对符合下列条件的规上企业，给予30万元奖励：上年度营业收入超过1亿元；上年度纳税超过500万元。",
         "all(above_scale is True, revenue > 100000000, tax_paid > 5000000)"),
        ("工业企业年产值达1亿元以上，商贸企业年销售额达2亿元以上，服务业企业年营业收入达5000万元以上的，给予10万元奖励。",
         "all(any(all(business_domain has_any 工业, output_value >= 100000000), all(business_domain has_any 商贸, "
         "revenue >= 200000000), all(business_domain has_any 服务业, revenue >= 50000000)))"),
        ("对营业收入增长10%以上且纳税500万元以上，或营业收入增长20%以上的规上工业企业，给予10万元奖励。",
         "all(any(all(revenue_growth >= 0.1, tax_paid >= 5000000), revenue_growth >= 0.2), above_scale is True, "
         "business_domain has_any 工业)"),
        ("对产值增长20%以上的规上工业企业，或纳税500万元以上的规上服务业企业，给予5万元奖励。",
         "all(any(all(above_scale is True, business_domain has_any 工业, output_growth >= 0.2), "
         "all(above_scale is True, business_domain has_any 服务业, tax_paid >= 5000000)))"),
    ],
)  # fmt: skip
def test_alternatives_of_one_sentence(words: str, want: str) -> None:
    assert asked(words) == [want]


def test_a_place_among_those_that_a_limit_leaves() -> None:
    found = asked(
        "年营业收入在500万元以上的，奖励3万元；在300万元至500万元之间且排名前5名的，奖励1万元；300万元以下的前10名，奖励0.5万元。"
    )
    assert found == [
        "all(revenue >= 5000000)",
        "all(revenue >= 3000000, revenue <= 5000000, 营业收入排名 <= 5)",
        "all(revenue <= 3000000, 营业收入排名 <= 10)",
    ]
    assert asked("对销售额增长前十名的企业，每家奖励5万元。") == ["all(销售额增长排名 <= 10)"]
    assert "排名" not in asked("营业收入超过1亿元且在评审中排名前3名的，奖励10万元。")[0].replace("在评审中排名", "")
    assert asked("纳税总额位列全市前三的企业，给予奖励10万元。") == ["all(纳税总额排名 <= 3)"]


def test_two_deeds_side_by_side_ask_nothing_of_each_other() -> None:
    found = asked(
        "对完成股份制改造的企业给予50万元奖励；向省证监局提交辅导备案的给予100万元奖励；在科创板上市的给予300万元奖励。"
    )
    assert found == ["all(«完成股份制改造的企业»)", "all(«向省证监局提交辅导备案»)", "all(listing has_any 科创板)"]
    found = asked("对购买办公用房的企业，按房价的5%给予补贴；租赁办公用房的，按租金的30%给予补贴。")
    assert found == ["all(«购买办公用房的企业»)", "all(«租赁办公用房»)"]


def test_who_opens_a_sentence_is_asked_of_all_that_follow() -> None:
    found = asked("本区企业首次获评国家级绿色工厂的，给予50万元奖励；首次获评省级绿色工厂的，给予20万元奖励。")
    assert len(found) == 1
    assert found[0].startswith("all(registered_region in 510683, any(qualification has_any 国家级绿色工厂, ")
    found = asked("高新技术企业通过复审的，给予10万元奖励；新认定的科技型中小企业，给予5万元奖励。")
    assert found[1] == "all(qualification has_any 科技型中小企业)"


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("对营业收入增长15%以上的企业，增速每超过1个百分点奖励1万元，最高20万元。", "all(revenue_growth >= 0.15)"),
        ("对营业收入增长15%以上的企业，每提高1个百分点奖励1万元，最高20万元。", "all(revenue_growth >= 0.15)"),
        ("入驻园区的初创企业（成立时间不超过3年），前两年免收租金，第三年减半收取租金。", "all(«入驻园区的初创企业», years_established <= 3)"),
        ("托育机构收托3岁以下婴幼儿，按每人每月300元给予补助。", "all(«托育机构收托3岁以下婴幼儿»)"),
        ("为60周岁及以上老年人提供助餐服务的机构，按每餐2元给予补贴。", "all(«为60周岁及以上老年人提供助餐服务的机构»)"),
        ("对年满60周岁的居民，每月补贴100元。", "all(applicant_age >= 60)"),
        ("对连续两年营业收入增长10%以上的规上企业，给予20万元奖励。", "all(revenue_growth >= 0.1, above_scale is True)"),
        ("对设立研发中心的企业给予50万元补助，每引进一名博士后再给予10万元。", "all(«设立研发中心的企业»)"),
    ],
)  # fmt: skip
def test_what_is_asked_of_the_applicant_and_what_is_not(words: str, want: str) -> None:
    assert asked(words)[0] == want
