"""Supports without a sum: leave to do a thing, what a grant is about, how it is given, what goes on after a term."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Judgement, leaves
from policymatch.conditions.nodes import Test as Leaf
from policymatch.documents import Item
from policymatch.parsing import parse_text

HEAD = "云岭市人民政府关于促进社会事业发展的实施意见\n云政发〔2023〕9号\n一、扶持政策\n（一）落实优惠政策。"


def read(body: str) -> tuple[Item, ...]:
    return parse_text(f"{HEAD}{body}\n云岭市人民政府\n2023年12月23日\n").document.items


def asked(item: Item) -> list[str]:
    return [one.label if isinstance(one, Judgement) else one.field for one in leaves(item.condition)
            if isinstance(one, Leaf | Judgement)]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "labels"),
    [
        ("民办学校可采取面向社会公开招聘的办法补充教师，人才引进享受公办学校同等优惠政策。", ["民办学校"]),
        ("孵化器运营机构可自主选择合作单位，也可参加统一采购，享受公办平台同等待遇。", ["孵化器运营机构"]),
        (
            "取得中级职称的民办幼儿园保育员，可参加事业单位社会保险，并享受相应社保待遇。",
            ["取得中级职称的民办幼儿园保育员"],
        ),
        ("可参加培训的小餐饮店，享受展位费减免。", ["可参加培训的小餐饮店"]),
    ],
)
def test_leave_to_do_a_thing_asks_nothing(body, labels):
    (item,) = read(body)
    assert asked(item) == labels


@pytest.mark.parametrize(
    ("body", "labels"),
    [
        ("利用存量厂房兴办文化场馆的，土地用途和使用权人可暂不变更。", ["利用存量厂房兴办文化场馆"]),
        ("剧场迁建的，地上建筑物根据市场评估价予以补偿。", ["剧场迁建"]),
        ("民办学校用水、用电、用气执行居民价格。", ["民办学校"]),
        ("投资者以税后利润再投资的，投资额对应的企业所得税地方所得部分由财政予以奖补。", ["投资者以税后利润再投资"]),
        ("民办学校取得土地使用权，享受公办学校同等政策。", ["民办学校取得土地使用权"]),
        ("民办学校已缴清土地出让金，享受公办学校同等政策。", ["民办学校已缴清土地出让金"]),
    ],
)
def test_what_a_grant_is_about_is_asked_of_nobody_and_a_deed_about_it_is(body, labels):
    (item,) = read(body)
    assert asked(item) == labels


@pytest.mark.parametrize(
    ("body", "labels"),
    [
        ("对重要创新平台，采取特事特办措施给予支持。", ["重要创新平台"]),
        ("剧团聘请名家的，薪酬水平由剧团自主确定，不纳入绩效工资总量。", ["剧团聘请名家"]),
        ("打破地域限制，对外地剧团来演的，享受本地剧团同等待遇。", ["外地剧团来演"]),
    ],
)
def test_how_a_support_is_given_and_settled_is_no_demand(body, labels):
    (item,) = read(body)
    assert asked(item) == labels


@pytest.mark.parametrize(
    "body",
    [
        "民办学校因扩建需要可依法申请使用新增土地。",
        "剧院可根据工作需要自主设置流动岗位。",
        "营利性剧院的企业所得税先征缴再由财政奖补地方所得部分。",
        "对更新电梯的小区给予补助用于采购设备。",
    ],
)
def test_supports_without_a_sum_are_found(body):
    assert len(read(body)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "采取一企一策的方式在园区开展职称评审。",
        "探索组建产业发展基金，为民办学校提供股权投资、融资担保等服务。",
        "市财政安排专项资金用于补助文化事业。",
    ],
)
def test_how_offices_work_and_what_they_plan_grants_nothing(body):
    assert read(body) == ()


def test_what_goes_on_after_a_term_is_for_those_who_had_it():
    first, then = read("对科技人员离岗创业的，3年内保留人事关系，期满后所办企业尚未盈利的可申请延长1次。")
    assert asked(first) == ["科技人员离岗创业"]
    assert asked(then) == ["科技人员离岗创业", "期满后所办企业尚未盈利"]


@pytest.mark.parametrize(
    ("body", "labels"),
    [
        ("民办博物馆人员在职称评聘、课题申报等方面与公办博物馆人员享受同等待遇。", ["民办博物馆人员"]),
        ("民办剧院在供地、税费等方面享受公办剧院同等待遇。", ["民办剧院"]),
        ("非营利性民办学校的建设项目规费减免与公办学校享有同等待遇。", ["非营利性民办学校"]),
        ("在人才培养方面取得突出成绩的学校，享受同等待遇。", ["在人才培养方面取得突出成绩的学校"]),
    ],
)
def test_in_what_somebody_is_treated_like_others_is_no_demand(body, labels):
    (item,) = read(body)
    assert asked(item) == labels


def test_the_offices_that_let_somebody_in_are_no_part_of_him():
    (item,) = read("卫生、人社等部门将通过年检的民办诊所纳入医保定点单位。")
    assert asked(item) == ["通过年检的民办诊所"]
    assert read("纳入医保定点的诊所药品零售价不得高于限价。") == ()


def test_two_sorts_let_off_differently_are_two_supports():
    first, then = read("非营利性剧院建设免征有关行政事业性收费，营利性剧院建设减半征收。")
    assert asked(first) == ["非营利性剧院建设"]
    assert asked(then) == ["营利性剧院建设"]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ("物流企业仓储用地城镇土地使用税减半征收。", ["business_domain"]),
        ("民办教育机构用电、用水、用气价格按照居民生活类价格执行。", ["business_domain"]),
        ("企业所得税减按15%征收。", []),
    ],
)
def test_who_is_let_off_a_charge_is_asked(body, fields):
    (item,) = read(body)
    assert asked(item) == fields


@pytest.mark.parametrize(
    ("body", "labels"),
    [
        ("留学回国人员可凭学历认证直接申报相应职称。", ["applicant_identity"]),
        ("高层次人才可不受学历、资历限制直接申报高级职称。", ["applicant_identity"]),
        ("支教满3年的教师，在职称评审时同等条件下优先推荐。", ["declared_number", "applicant_identity"]),
        ("博士后设站单位每招收1名博士后研究人员，给予10万元资助。", ["博士后设站单位每招收1名博士后研究人员"]),
    ],
)
def test_supports_for_persons_and_for_those_who_take_them_in(body, labels):
    (item,) = read(body)
    assert asked(item) == labels
