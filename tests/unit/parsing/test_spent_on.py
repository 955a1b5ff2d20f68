"""What a support is for where its words tell what may be paid (支持内容包括…), and who only comes first among its applicants."""

from __future__ import annotations

import pytest

from tests.cards import fields, items, judged

GENERAL = ["信用良好", "财务制度健全"]


def own(given: str) -> list[list[str]]:
    """What each support leaves to a person besides what the card asks of all."""
    return [[label for label in judged(item.condition) if label not in GENERAL] for item in items(given)]


@pytest.mark.parametrize(
    ("given", "want"),
    [
        (
            "1．支持方向\n（1）支持社区便民网点建设。支持内容包括店面装修。\n（2）鼓励开展智慧停车场改造，支持内容包括设备购置，软件开发。\n"
            "2．支持标准\n按投资额的30%给予补助，最高不超过100万元。",
            [["社区便民网点建设"], ["开展智慧停车场改造"]],
        ),
        (
            "1．对社区菜店、菜市场等，支持内容包括店面装修。按投资额的50%给予补助，最高300万元。\n2．对新建书店，每家补助5万元。",
            [["社区菜店、菜市场"], ["新建书店"]],
        ),
        ("对城乡快递网点、村级寄递站，补助内容为设备购置。每个网点补助2万元。", [["城乡快递网点、村级寄递站"]]),
        (
            "1．商圈改造项目：补助范围包括外立面改造。按投资额的20%给予补助。\n2．对新建书店，每家补助5万元。",
            [["商圈改造项目"], ["新建书店"]],
        ),
    ],
)
def test_whom_it_is_for_is_asked_and_what_is_paid_is_not(given: str, want: list[list[str]]) -> None:
    assert own(given) == want


@pytest.mark.parametrize(
    ("given", "want"),
    [
        ("对新建冷库给予支持。对产地冷库优先支持。按投资额的20%给予补助，最高50万元。", ["新建冷库"]),
        ("支持社区便民网点建设。对老旧小区的项目优先予以支持。按照投资额的30%给予补助。", ["社区便民网点建设"]),
        ("对新建便利店，同等条件下优先给予支持，按投资额的20%给予补助，最高50万元。", ["新建便利店"]),
        ("对企业在景区新建便利店优先给予支持。", ["企业在景区新建便利店"]),
    ],
)
def test_who_comes_first_is_not_who_may_come(given: str, want: list[str]) -> None:
    (said,) = own(given)
    assert said == want


def test_a_trade_named_before_what_is_paid_is_read() -> None:
    first, _ = items("1．冷链物流项目，支持内容包括冷库建设。按投资额的30%给予补助。\n2．对新建书店，每家补助5万元。")
    assert fields(first.condition) == {"business_domain"}


def test_a_support_is_named_by_its_own_words() -> None:
    first, _ = items(
        "1．管理体系认证：最高支持比例50%，每个项目最高5万元。\n2．产品认证：最高支持比例50%，每个项目最高30万元。"
    )
    assert first.name == "管理体系认证支持"


def test_the_share_of_another_cost_has_its_own_ceiling_or_none() -> None:
    (item,) = items(
        "对境外投标项目，标书购置费最高支持比例为50%，最高3万元；项目设计费最高支持比例为40%，最高5万元；考察交通费补助比例为30%。"
    )
    shares = [(str(one.rate), str(one.cap)) for one in item.benefits]
    assert shares == [("0.5", "30000"), ("0.4", "50000"), ("0.3", "None")]
