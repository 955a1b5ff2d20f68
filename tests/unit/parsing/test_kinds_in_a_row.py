"""Rows of kinds of applicants: judged whole where a trade tells but the fewest of them."""

from policymatch.conditions.nodes import Judgement, Test, leaves
from policymatch.parsing import parse_text

HEAD = "绵竹市科技服务业扶持办法\n绵竹市人民政府\n一、适用范围\n"
GRANT = "\n二、支持标准\n对获得专利质押贷款的企业，给予10万元奖励。\n"


def asked(said: str) -> tuple[list[str], list[str]]:
    """The fields and the judgements of the one support of a document that is for those named."""
    [item] = parse_text(HEAD + said + GRANT).document.items
    found = list(leaves(item.condition))
    return [one.field for one in found if isinstance(one, Test)], [
        one.label for one in found if isinstance(one, Judgement)
    ]


def test_a_row_of_kinds_that_fields_do_not_know_is_judged_whole() -> None:
    fields, judged = asked("本办法适用于在本市注册的孵化载体运营机构、科技服务机构和科技型企业。")
    assert "business_domain" not in fields
    assert "孵化载体运营机构、科技服务机构和科技型企业" in judged


def test_trades_in_a_row_stay_told_apart() -> None:
    fields, _ = asked("本办法适用于在本市注册的动漫企业、物流企业和体育企业。")
    assert "business_domain" in fields


def test_a_row_with_any_firm_shuts_no_firm_out_by_what_else_it_names() -> None:
    fields, judged = asked("本办法适用于在本市注册、信用记录良好的企业、新型研发机构及其培养的人才。")
    assert "qualification" not in fields
    assert any(label.endswith("新型研发机构及其培养的人才") for label in judged)


def test_a_deed_in_a_row_leaves_the_title_beside_it_told_apart() -> None:
    fields, _ = asked("本办法适用于在本市注册、承担国家重大项目的企业、高新技术企业。")
    assert "qualification" in fields
