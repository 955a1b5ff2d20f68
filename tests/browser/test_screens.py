from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.api.live import Live

pytestmark = pytest.mark.browser
PHONE = 390
expect.set_options(timeout=30_000)  # other tests run beside these


def test_an_enterprise_sees_what_it_can_get_and_why(visit: Any, city: Live) -> None:
    page = visit("enterprise")
    assert page.url.endswith("/enterprise")
    expect(page.get_by_role("heading", level=1)).to_have_text(city.service.names().name_of(city.subject("enterprise")))
    page.get_by_role("navigation", name="按结论筛选").get_by_role("link").nth(3).click()
    card = page.locator(".card").first
    name = card.get_by_role("link").inner_text()
    card.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_role("heading", name="逐条判定")).to_be_visible()
    expect(page.get_by_role("heading", name="补齐以下事实即可定论")).to_be_visible()
    page.get_by_role("link", name="企业画像").first.click()
    expect(page.get_by_role("row").nth(5)).to_be_visible()
    assert "权威" in page.locator("table").inner_text() or "单一来源" in page.locator("table").inner_text()
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()


def test_an_officer_uploads_reviews_checks_and_a_second_one_publishes(visit: Any, source_file: Path) -> None:
    page = visit("officer1")
    page.get_by_role("link", name="上传新政策").click()
    page.get_by_label("政策编号").fill("nansha-browser-2026")
    page.get_by_label("文件").set_input_files(source_file)
    page.get_by_role("button", name="解析").click()
    expect(page.locator(".source mark").nth(10)).to_be_visible()
    draft = page.url
    first = page.locator(".review a", has_text="原文").first
    target = first.get_attribute("href")
    first.click()
    expect(page.locator(f"{target}:target")).to_be_visible()
    page.get_by_role("link", name="修改“").first.click()
    page.get_by_label("名称", exact=True).fill("高新技术企业认定奖励（改）")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="高新技术企业认定奖励（改）")).to_be_visible()
    page.get_by_role("link", name="检查与边界样例").click()
    expect(page.get_by_text("边界样例（已签 0")).to_be_visible()
    page.get_by_label("结论是否正确").first.select_option("正确")
    page.get_by_role("button", name="保存签署").click()
    expect(page.get_by_text("边界样例（已签 1")).to_be_visible()
    page.get_by_role("link", name="可判定率与影响").click()
    expect(page.get_by_role("heading", name="数据需求清单")).to_be_visible()
    page.get_by_role("button", name="提交复核").click()
    expect(page.get_by_text("等待未参与起草的同事复核")).to_be_visible()
    second = visit("officer2")
    second.goto(draft + "/checks")
    for reason in second.get_by_label("放行").all():
        reason.fill("演示")
    second.get_by_role("button", name="复核无误，发布").click()
    expect(second.get_by_text("施行中")).to_be_visible()
    expect(second.get_by_role("link", name="高新技术企业认定奖励（改）")).to_be_visible()


def test_what_cannot_be_saved_stays_in_the_form_with_the_reason(visit: Any, source_file: Path) -> None:
    page = visit("officer1")
    page.goto("/officer/upload")
    page.get_by_label("政策编号").fill("nansha-form-2026")
    page.get_by_label("或粘贴原文").fill(source_file.read_text(encoding="utf-8"))
    page.get_by_role("button", name="解析").click()
    page.get_by_role("link", name="修改“").first.click()
    page.get_by_role("link", name="按交换格式修改").click()
    page.get_by_label("条件", exact=False).first.fill('{"manual": "甲", "quote": "原文没有的话"}')
    with page.expect_response(lambda answer: answer.request.method == "POST") as posted:
        page.get_by_role("button", name="保存").click()
    assert posted.value.status == 422
    assert "原文中没有" in page.get_by_role("alert").inner_text()
    assert "原文没有的话" in page.get_by_label("条件", exact=False).first.input_value()


def test_conditions_are_changed_row_by_row_beside_the_source(visit: Any, source_file: Path) -> None:
    page = visit("officer1", width=PHONE)
    page.goto("/officer/upload")
    page.get_by_label("政策编号").fill("nansha-rows-2026")
    page.get_by_label("或粘贴原文").fill(source_file.read_text(encoding="utf-8"))
    page.get_by_role("button", name="解析").click()
    page.get_by_role("link", name="修改“").first.click()
    expect(page.get_by_label("原文", exact=True)).to_be_visible()  # the last part of the page: the rows are all there
    rows = page.locator("#c > .edit-rows > .edit-row")
    before = rows.count()
    page.get_by_role("button", name="在“条件”加一个条件").click()
    expect(page.get_by_text("改动尚未保存")).to_be_visible()
    expect(rows).to_have_count(before + 1)
    added = rows.last
    added.get_by_label("指标").select_option("employees")
    added.get_by_label("关系").select_option(">=")
    added.get_by_label("值").fill("二十")
    page.get_by_role("button", name="保存").click()
    expect(rows.last.get_by_role("alert")).to_contain_text("不是数值")
    rows.last.get_by_label("值").fill("20人")
    rows.last.get_by_role("button", name="套入一组").click()
    group = rows.last
    expect(group.locator(".edit-row")).to_have_count(1)
    group.get_by_role("button", name="加一项人工认定").click()
    rows.last.get_by_label("须人工认定").fill("经区政府同意")
    page.get_by_role("button", name="保存").click()
    card = page.locator("article").first
    expect(card).to_contain_text("满足其一")
    expect(card).to_contain_text("从业人员数不低于20人")
    expect(card).to_contain_text("经区政府同意")


def test_an_item_is_suspended_on_its_page(visit: Any) -> None:
    page = visit("officer1")
    page.get_by_role("link", name="的受理状态").first.click()
    page.get_by_label("对象").select_option(index=1)
    page.get_by_label("原因").fill("本年度资金已用完")
    page.get_by_label("下次核查").fill("2026-12-01")
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("cell", name="本年度资金已用完")).to_be_visible()
    expect(page.get_by_text("暂停受理").first).to_be_visible()


def test_an_agent_finds_the_caller_and_quotes_the_clause(visit: Any, city: Live) -> None:
    name = city.service.names().name_of(city.subject("enterprise"))
    page = visit("agent", width=PHONE)
    page.get_by_label("企业名称或统一社会信用代码").fill(name[1:-1])
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_label("来电人问的是").fill("稳岗补贴")
    page.get_by_role("button", name="查结论").click()
    page.locator(".card").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="可以这样答")).to_be_visible()
    assert page.locator("blockquote").first.inner_text()
    page.goto("/desk?q=" + city.subject("enterprise").lower())
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_wrong_code_is_told_and_a_right_one_proposed(visit: Any, city: Live) -> None:
    subject = city.subject("enterprise")
    wrong = subject[:-1] + ("1" if subject[-1] != "1" else "2")
    page = visit("agent")
    page.goto(f"/desk?q={wrong}")
    assert "不是有效的信用代码" in page.get_by_role("alert").inner_text()


SCREENS = [
    (None, "/sign-in"), (None, "/policies?q=高企"), (None, "/policies/cn-sme-tax-2023"), (None, "/items/cn-sme-tax-2023/six-taxes-halved"),
    (None, "/docs/problems"), ("enterprise", "/enterprise"), ("enterprise", "/enterprise/items/cn-sme-tax-2023/six-taxes-halved"),
    ("enterprise", "/enterprise/profile"), ("agent", "/desk?q=有限公司"), ("agent", "ENTERPRISE"), ("agent", "ANSWER"), ("officer1", "/officer"),
    ("officer1", "/officer/upload"), ("officer1", "DRAFT"), ("officer1", "CHECKS"),
    ("officer1", "ITEM"), ("officer1", "JSON"), ("officer1", "HEAD"), ("officer1", "SUCCESSION"), ("officer1", "STANDING"), ("supervisor", "/supervisor"),
    ("admin", "/supervisor/accounts"), ("admin", "ACCOUNT"),
]  # fmt: skip


@pytest.fixture(scope="session")
def places(city: Live) -> dict[str, str]:
    """Addresses that hang on what is in the store."""
    code = city.subject("enterprise")
    with city.client("officer1") as client:
        made = client.post("/api/v1/policies/gz-nansha-scitech-2025/next-version").json()
    draft, item = made["id"], made["document"]["items"][0]["id"]
    with city.client("admin") as client:
        account = next(one["id"] for one in client.get("/api/v1/accounts").json() if one["login"] == "agent")
    return {
        "ENTERPRISE": f"/desk/{code}?q=补贴", "ANSWER": f"/desk/{code}/items/cn-sme-tax-2023/six-taxes-halved",
        "DRAFT": f"/officer/drafts/{draft}", "CHECKS": f"/officer/drafts/{draft}/checks",
        "ITEM": f"/officer/drafts/{draft}/items/{item}", "JSON": f"/officer/drafts/{draft}/items/{item}?view=json",
        "SUCCESSION": f"/officer/drafts/{draft}/succession", "ACCOUNT": f"/supervisor/accounts/{account}",
        "HEAD": f"/officer/drafts/{draft}/head", "STANDING": "/officer/policies/gz-nansha-scitech-2025/versions/1/standing",
    }  # fmt: skip


@pytest.mark.parametrize("width", [1280, PHONE])
def test_every_screen_is_accessible_and_fits(visit: Any, places: dict[str, str], width: int) -> None:
    pages: dict[str | None, Any] = {}
    faults = []
    for login, path in SCREENS:
        page = pages.get(login) or pages.setdefault(login, visit(login, width=width))
        page.goto(places.get(path, path))
        results = Axe().run(page)
        faults += [f"{path}：{one['id']} {one['nodes'][0]['html'][:200]}" for one in results.response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{path} runs over")
    assert faults == []


def test_the_keyboard_reaches_the_content(visit: Any) -> None:
    page = visit()
    page.goto("/policies")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
