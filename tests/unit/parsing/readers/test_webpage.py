"""Web pages of authorities: the article, not the site around it."""

from __future__ import annotations

import contextlib
import time
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from policymatch.parsing.readers import BlockKind, read_bytes
from policymatch.parsing.readers.failures import NoMainContentError

ARTICLE = [
    "为促进企业高质量发展，根据有关规定，制定本办法。",
    "第一条 对上年度营业收入2000万元以上的企业，给予一次性奖励50万元。",
    "第二条 申请企业应当符合下列条件：在本区注册、纳税；近三年无重大违法记录。",
    "第三条 本办法自印发之日起施行，有效期五年。",
]
NAVIGATION = "".join(f'<li><a href="/{n}">栏目{n}</a></li>' for n in range(30))


def page(body: str, *, title: str = "企业奖励办法 - 某某区人民政府", head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>"
        f'<div class="header"><ul>{NAVIGATION}</ul></div>'
        '<div class="crumb">您现在的位置：<a>首页</a> &gt; <a>政策</a></div>'
        f'{body}<div class="footer"><p>主办单位：某某区人民政府办公室 版权所有</p>'
        "<p>粤ICP备10041711号 网站标识码4401</p></div>"
        f"<script>var a = '企业，奖励，条件，标准，规定。';</script></body></html>"
    )


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


LAYOUTS = {
    "known box": f'<div class="art"><h1>企业奖励办法</h1><div class="TRS_Editor">{paragraphs(ARTICLE)}</div></div>',
    "plain div": f"<div class='x'><h2>企业奖励办法</h2><div>{paragraphs(ARTICLE)}</div></div>",
    "no inner box": f"<div class='x'><div class='t'>企业奖励办法</div>{paragraphs(ARTICLE)}</div>",
    "layout table": f"<table><tr><td><ul>{NAVIGATION}</ul></td>"
    f"<td><div><b>企业奖励办法</b></div>{paragraphs(ARTICLE)}</td></tr></table>",
    "line breaks": f"<div><h1>企业奖励办法</h1><div>{'<br>'.join(ARTICLE)}</div></div>",
    "one form around": f"<form><div><h1>企业奖励办法</h1><div>{paragraphs(ARTICLE)}</div></div></form>",
    "deep spans": f"<div><h1>企业奖励办法</h1><div><span><span>{paragraphs(ARTICLE)}</span></span></div></div>",
    "share bar": f"<div><h1>企业奖励办法</h1><div>分享到：<a>微信</a><a>微博</a></div><div>{paragraphs(ARTICLE)}</div>"
    "<div>【打印本页】 【关闭窗口】</div><ul><li>上一篇：<a>关于召开某某会议的通知</a></li></ul></div>",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_article_and_title_are_found_in_every_layout(layout: str) -> None:
    source = read_bytes(page(LAYOUTS[layout]).encode(), name="a.html")
    assert source.text.split("\n") == ["企业奖励办法", *ARTICLE]
    assert source.blocks[0].kind is BlockKind.TITLE


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_bytes_count_more_than_the_label(encoding: str) -> None:
    source = read_bytes(page(LAYOUTS["plain div"]).encode(encoding), name="a.html")
    assert source.text.split("\n")[0] == "企业奖励办法"


def test_a_wrong_label_is_said() -> None:
    html = page(LAYOUTS["plain div"]).replace("charset=utf-8", 'charset="gb2312"')
    source = read_bytes(html.encode(), name="a.html")
    assert "gb2312" in source.warnings[0]
    assert ARTICLE[1] in source.text


def test_what_the_page_says_of_itself_is_kept() -> None:
    body = (
        "<div><ul><li><b>文　　号：</b><span>某府规〔2024〕3号</span></li>"
        "<li>发布日期：2024-03-01</li><li>浏览次数：12</li></ul>"
        f"<h1>企业奖励办法</h1><div>来源：区工信局 <i>浏览字号：大 中 小</i></div>"
        f"<div>{paragraphs(ARTICLE)}</div></div>"
    )
    source = read_bytes(page(body).encode(), name="a.html")
    kinds = [block.kind for block in source.blocks]
    assert source.text.split("\n")[:4] == [
        "企业奖励办法",
        "文　　号：某府规〔2024〕3号",
        "发布日期：2024-03-01",
        "来源：区工信局",
    ]
    assert kinds[:5] == [BlockKind.TITLE, *[BlockKind.METADATA] * 3, BlockKind.PARAGRAPH]


def test_the_table_of_a_policy_library_becomes_metadata() -> None:
    rows = (
        "<table><tr><td>索 引 号：</td><td>000014349/2024-1</td><td>主题分类：</td><td>财政\\其他</td></tr>"
        "<tr><td>发文机关：</td><td>某某区人民政府</td><td>成文日期：</td><td>2024年03月01日</td></tr>"
        "<tr><td>发文字号：</td><td>某府〔2024〕3号</td><td>发布日期：</td><td></td></tr></table>"
    )
    body = f"<div>{rows}<h1>企业奖励办法</h1><div id='UCAP-CONTENT'>{paragraphs(ARTICLE)}</div></div>"
    source = read_bytes(page(body).encode(), name="a.html")
    assert source.tables == ()
    lines = source.text.split("\n")
    assert lines[0] == "企业奖励办法"
    assert lines[3:6] == ["发文机关：某某区人民政府", "成文日期：2024年03月01日", "发文字号：某府〔2024〕3号"]
    assert lines[-len(ARTICLE) :] == ARTICLE


@pytest.mark.parametrize(
    "hidden",
    [
        "<nav>企业，<aside>奖励。<select><option>条件，</select></aside></nav>",
        '<div style="display: none">企业，<div style="display:none">奖励。</div></div>',
        "<div hidden>企业，<footer>奖励。</footer></div>",
        "<aside><nav>企业，" * 300 + "</nav></aside>" * 300,
    ],
)
def test_what_nobody_sees_is_left_out(hidden: str) -> None:
    body = f"<div><h1>企业奖励办法</h1><div>{paragraphs(ARTICLE[:2])}{hidden}{paragraphs(ARTICLE[2:])}</div></div>"
    assert read_bytes(page(body).encode(), name="a.html").text.split("\n") == ["企业奖励办法", *ARTICLE]


@pytest.mark.parametrize("title", ["某某区人民政府门户网站", "首页"])
def test_the_name_of_the_site_is_no_title(title: str) -> None:
    source = read_bytes(page(f"<div>{paragraphs(ARTICLE)}</div>", title=title).encode(), name="a.html")
    assert source.text.split("\n") == ARTICLE


def test_a_title_that_only_the_head_knows_is_put_first() -> None:
    source = read_bytes(page(f"<div>{paragraphs(ARTICLE)}</div>").encode(), name="a.html")
    assert source.text.split("\n") == ["企业奖励办法", *ARTICLE]


def test_a_saved_page_with_its_parts_is_read() -> None:
    message = MIMEMultipart("related")
    message.attach(MIMEText(page(LAYOUTS["plain div"]), "html", "gb18030"))
    message.attach(MIMEText("body {}", "css"))
    assert read_bytes(message.as_bytes(), name="a.mht").text.split("\n") == ["企业奖励办法", *ARTICLE]


def test_a_saved_page_without_a_page_is_refused() -> None:
    message = MIMEMultipart("related")
    message.attach(MIMEText("body {}", "css"))
    with pytest.raises(NoMainContentError):
        read_bytes(message.as_bytes(), name="a.mht")


def test_titles_of_attachments_are_kept_apart() -> None:
    body = LAYOUTS["plain div"].replace(
        "</div></div>", '<p>附件：1.<a href="/a/1.docx">申报书.docx</a></p></div></div>'
    )
    source = read_bytes(page(body).encode(), name="a.html")
    assert "申报书" not in source.text
    assert [(file.title, file.address) for file in source.attachments] == [("申报书.docx", "/a/1.docx")]


def test_a_link_inside_a_sentence_stays() -> None:
    sentence = '第四条 申报表见<a href="/1.docx">附件1</a>，由企业自行下载填写。'
    body = f"<div><h1>企业奖励办法</h1><div>{paragraphs([*ARTICLE, sentence])}</div></div>"
    assert read_bytes(page(body).encode(), name="a.html").text.endswith("申报表见附件1，由企业自行下载填写。")


def test_tables_keep_their_merged_cells() -> None:
    rows = (
        "<table><tr><th>序号</th><th>类别</th><th>奖励标准</th></tr>"
        "<tr><td>1</td><td rowspan=2>科技创新</td><td>50万元</td></tr><tr><td>2</td><td>30万元</td></tr>"
        "<tr><td>3</td><td colspan=2>一事一议</td></tr></table>"
    )
    body = f"<div><h1>企业奖励办法</h1><div>{paragraphs(ARTICLE)}{rows}</div></div>"
    source = read_bytes(page(body).encode(), name="a.html")
    (table,) = source.tables
    assert source.text.split("\n")[-4:] == ["序号\t类别\t奖励标准", "1\t科技创新\t50万元", "2\t30万元", "3\t一事一议"]
    assert table.header_rows == 1
    assert [record["类别"].text for record in table.records()] == ["科技创新", "科技创新", "一事一议"]
    assert source.origin_at(source.text.index("30万元")).column == 3


def test_a_policy_that_is_all_table_is_read() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td>第{n}类企业，上年度收入2000万元以上</td><td>给予奖励{n}万元。</td></tr>"
        for n in range(1, 9)
    )
    body = f"<div><h1>企业奖励办法</h1><table><tr><td>序号</td><td>条件</td><td>标准</td></tr>{rows}</table></div>"
    source = read_bytes(page(body).encode(), name="a.html")
    assert len(source.tables[0].rows) == 9
    assert source.text.startswith("企业奖励办法\n序号\t条件\t标准\n1\t第1类企业")


def test_automatic_numbers_of_lists_are_written_out() -> None:
    items = "<ol><li>营业执照复印件；</li><li>审计报告。</li></ol>"
    body = f"<div><h1>企业奖励办法</h1><div>{paragraphs(ARTICLE)}{items}</div></div>"
    source = read_bytes(page(body).encode(), name="a.html")
    assert source.text.split("\n")[-2:] == ["1.营业执照复印件；", "2.审计报告。"]
    assert source.blocks[-1].number == "2."
    assert source.origin_at(source.blocks[-1].start).offset is None
    assert source.origin_at(source.blocks[-1].start + 2).offset == 0


def test_line_breaks_of_the_page_source_do_not_cut_words() -> None:
    broken = ARTICLE[1][:10] + "\n        " + ARTICLE[1][10:]
    body = f"<div><h1>企业奖励办法</h1><div>{paragraphs([broken, *ARTICLE[2:]])}</div></div>"
    assert ARTICLE[1] in read_bytes(page(body).encode(), name="a.html").text


@pytest.mark.parametrize(
    "html",
    [
        page(""),
        f"<html><body><ul>{NAVIGATION}</ul></body></html>",
        "<html><body></body></html>",
        "<!DOCTYPE html><html><head><title>首页</title></head></html>",
        page("<div><a href=1>关于印发企业奖励办法的通知，关于开展某某工作的通知。</a></div>" * 30),
    ],
)
def test_a_page_of_nothing_but_navigation_is_refused(html: str) -> None:
    with pytest.raises(NoMainContentError, match="没有找到正文"):
        read_bytes(html.encode(), name="a.html")


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000 + ARTICLE[1],
        "<table><tr><td>" * 3_000 + ARTICLE[1],
        "<html>" + "<p>企业，奖励。" * 20_000,
        "<html><table>" + "<tr><td colspan=100000 rowspan=100000>企业，应当。<td>" * 50,
        "<html><ol start=99999999999><li>企业应当符合下列条件，给予奖励。</ol>",
        "<html><body><a href=''>" + "企业，应当" * 10,
    ],
)
def test_strange_pages_are_read_or_refused_quickly(html: str) -> None:
    start = time.thread_time()
    with contextlib.suppress(NoMainContentError):
        read_bytes(html.encode(), name="a.html")
    assert time.thread_time() - start < 20
