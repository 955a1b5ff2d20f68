"""The outline of a document: 章, 节, 条, 一、, （一）, 1., （1）, ①, card labels and bare headings, as a tree.

A node begins at its marker and ends where the next of its own or a higher kind begins. The order of kinds is not
fixed: each document shows its own (``1.`` may stand above or below ``（一）``), so a kind that is new opens a level
below, and a kind already open returns to it.
"""

from __future__ import annotations

import re
from collections import Counter

from policymatch.parsing.structure.citations import COUNTED
from policymatch.parsing.structure.headings import Topic, topic_of
from policymatch.parsing.structure.nodes import Kind, Node
from policymatch.parsing.structure.openings import (
    FURNITURE,
    LABEL,
    bracket_label,
    bracketed,
    free_label,
    heading_of,
    is_heading,
    labels_inside,
    named,
    part_of_block,
    question,
)
from policymatch.parsing.structure.placing import Builder, close, closing_words
from policymatch.parsing.values.numerals import read_number
from policymatch.spans import Span

_NUMERALS = "零一二三四五六七八九十百"
_HAN = f"[{_NUMERALS}]{{1,4}}"


_MARKERS: tuple[tuple[Kind, str], ...] = (
    (Kind.CHAPTER, rf"第\s*(?:{_HAN}|\d{{1,2}})\s*(?:[章篇编](?!程)|部分(?=[\s：、]))"),
    (Kind.SECTION, rf"第\s*(?:{_HAN}|\d{{1,2}})\s*节"),
    (Kind.ARTICLE, rf"第\s*(?:{_HAN}|\d[\d\s]{{0,3}})\s*条(?:之{_HAN})?(?![件款例]|规定)"),
    (Kind.HAN_PAREN, rf"（\s*{_HAN}\s*）[、.]?"),
    (Kind.HAN, rf"{_HAN}\s*[、.](?!\d(?!\d{{3}}年))"),
    (Kind.NUMBER_PAREN, r"（\s*\d{1,2}\s*）[、.]?|\d{1,2}）"),
    (Kind.PADDED, r"0\d\s*(?:、|[.](?!\d))|0\d\s(?=[\u3400-\u9fff《“])"),
    (Kind.NUMBER, r"\d{1,2}\s*(?:、|[.](?!\d|[a-z]))|\d{1,2}[.](?=20\d\d[年、])|\d{1,2}\s(?=[\u3400-\u9fff《“])"),
    (Kind.CIRCLE, r"[①-⑳⑴-⒇❶-❿]"),
    (
        Kind.LETTER,
        rf"[A-Z]\s*类(?:项目|资助|支持)?\s*[：:、.]|第\s*[一二三四五六七八九十]\s*类[：:、\s]|(?:支持|扶持|资助|补[贴助]|奖[励补]|申报|重点)?(?:{COUNTED})\s*(?:[一二三四五六七八九十]{{1,2}}|\d{{1,2}}|[A-Z])\s*(?:[：:、.]|——?|\s(?=[^\s，。；：]{{2,30}}$))|[A-Za-z][.、）]",
    ),
    (
        Kind.BULLET,
        r"[○◎](?![零〇○一二三四五六七八九\d])\s*|[•●◆■◇▪★☆※·▶►▷➢➤✦□❖▲△▌▍]\s*|—\s(?=\S)|[-–]\s?(?=[\u3400-\u9fff])",
    ),
)
_MARKER = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _MARKERS))
_INLINE = {  # with what stands in the second of each kind: a list has two points at least
    Kind.NUMBER_PAREN: ("2）", re.compile(r"（(\d{1,2})）")),
    Kind.CIRCLE: ("②", re.compile(r"([①-⑳])")),
    Kind.HAN_PAREN: ("二）", re.compile(rf"（({_HAN})）")),
    Kind.NUMBER: ("2", re.compile(r"(?<=[：；。])(\d{1,2})[.、](?!\d)")),
}
_RUN_ON = re.compile(
    rf"(?<=[。；])(?=第{_HAN}章)|(?<![、至和及，的])(?=第{_HAN}条(?![件款例第、至和及，的]|规定))(?<=第.章[\u3400-\u9fff]{{4}})"
)
_LINE = re.compile(r"[^\n]+")
_AFTER_LIST = re.compile(
    r"。(?=(?:对|经|凡|[给予][予以与]|上述|以上|满足|符合(?!.{0,12}之一)|(?:申[请报领]|享受)(?:第|上述|以上)|除第|另外|此外"
    r"|(?:申请|申报)(?:人|单位|企业|主体|机构)[^，。；]{0,6}(?:还|同时|均)?(?:应当?|须|需|必须|不得)"
    r"|(?:被列?入|列入|存在|发生|属于|有)[^。；：\n]{2,40}(?:除外|不(?:予|得|再|享受|纳入|适用|在)[^。；：\n]{0,12})(?:。|$)))"
)
"""Where a list inside a paragraph ends and its passage goes on: …（3）…。对符合条件的，给予…."""
_PAID_BEHIND = re.compile(
    r"。(?=(?:每[家个户人名]|一次性|按照?[^，。；]{2,24}?|统一|均|可)(?:的?标准)?(?:[给予][予以与]|奖[励补]|补[贴助]|资助|发放|返还|贴息|享受|申[请领])"
    r"|(?!其中|但)[^，。；：\n]{2,16}按[^，。；：\n]{2,30}(?:[给予][予以与]|奖[励补]|补[贴助]|资助|贴息|返还|发放))"
)
_ONE_SENTENCE = re.compile("[^。\n]*；[^。\n]*")
_NEW_SENTENCE = re.compile("。(?=[^。\n]{6,})(?!其中|但|该|具体|注|如|若|属于|指|含|不含|包括|即|（)")
"""Points parted by semicolons are one sentence; what follows its full stop is said of all of them, or of the grant."""
_GIVES = re.compile("[给予][予以与]|奖[励补]|补[贴助]|资助|贴息|返还")
_SAID = re.compile(r"(?:第(?P<a>[一二三四五六七八])类?(?:是|为)|(?P<b>[一二三四五六七八九])是(?!否|指))")
_LISTS_SAID = re.compile(
    r"(?:以下|下列|如下|之一|条件|情形|类型|[两二三四五]类|包括|对象|主体|要求|资格)[^，。；：]{0,16}：$"
)
"""What is listed by saying first, second: 符合下列条件之一的企业：一是…；二是…."""
_SHUTS_OUT = re.compile("不[予得再纳列享属适能]|除外|否决|取消|禁止")
_FORM = re.compile(r"附\s*[件表录]")
_GUIDE = re.compile(r"[^，。；：\n]{4,}(?:申报|申请|申领|办事|兑现|服务)(?:指南|办法|细则|须知|说明)")
"""The title of a guide to one support: 技术改造项目申报指南."""


def outline(text: str) -> Node:
    """Read the outline of a working text (one paragraph a line)."""
    return outline_of(text, Span(0, len(text)))


def outline_of(text: str, span: Span) -> Node:
    """Read the outline of a stretch, such as the cell of a table."""
    root = Node(Kind.ROOT, 0, "", span, Span(span.start, span.start), Span(span.start, span.start))
    nodes = [
        _node(text, start, end)
        for line in _LINE.finditer(text, span.start, span.end)
        if not FURNITURE.fullmatch(line[0].strip())
        for start, end in _parts(text, line.start(), line.end())
    ]
    _read_on(text, nodes)
    if nodes and nodes[0].kind is Kind.HEADING and nodes[0].topic is not Topic.ATTACHMENT:
        first = nodes[0].span
        nodes[0] = Node(Kind.TEXT, 0, "", first, Span(first.start, first.start), first)
    for node, name in zip(nodes, named(text, [n.body if n.kind is Kind.TEXT else None for n in nodes]), strict=True):
        if name is not None:
            node.kind, node.label, node.heading = Kind.BULLET, name.of(text), name
            node.body = Span(name.end + 1, node.body.end)
    labels = Counter(node.label for node in nodes if node.kind is Kind.LABEL)
    repeated = frozenset(label for label, count in labels.items() if count > 1)
    _title_blocks(text, nodes, repeated)
    builder = Builder(text, [root], repeated)
    closing = closing_words(text, nodes)
    for at, node in enumerate(nodes):
        builder.place(node, closing=at == closing)
    close(root, span.end)
    return root


_BLOCK_TITLE = re.compile(
    r"[【〔]?\s*(?P<title>[^\s，。；：！？【〔】〕\t][^，。；：！？【〔】〕\t\n]{1,29})\s*[】〕]?\s*$"
)


def _title_blocks(text: str, nodes: list[Node], repeated: frozenset[str]) -> None:
    """Lines without a number that title blocks of labelled parts: the same label opens a block below each of several."""
    first = next((node.label for node in nodes if node.kind is Kind.LABEL), "")
    if first not in repeated:
        return
    opened = [at for at, node in enumerate(nodes) if node.label == first and node.kind is Kind.LABEL]
    titles = [
        _BLOCK_TITLE.match(text, nodes[at - 1].span.start, nodes[at - 1].span.end)
        if at > 1 and nodes[at - 1].kind is Kind.TEXT
        else None
        for at in opened
    ]
    if not all(titles):
        return
    for at, title in zip(opened, titles, strict=True):
        assert title is not None
        node = nodes[at - 1]
        node.kind, node.label, node.heading = Kind.BULLET, title["title"], Span(*title.span("title"))
        node.body = Span(node.span.end, node.span.end)


_COUNTS = re.compile(
    r"(?P<n>\d{1,2})[.](?=\d{1,4}(?:年|个|项|家|人|名|次|场|件|万元|亿元|%|月|岁|亩|平方米)[^，。；\n]{0,40}[，。；\u3400-\u9fff])"
)
"""A number and its stop before a line that itself begins with a figure: 2.3年内未受处罚."""


def _read_on(text: str, nodes: list[Node]) -> None:
    """Lines of a list that begin with a figure: 2.3年内未受处罚 behind 1. is the second point, not 2.3 years."""
    before = 0
    for at, node in enumerate(nodes):
        if node.kind is Kind.NUMBER:
            before = node.number
        found = _COUNTS.match(text, node.span.start, node.span.end) if node.kind in (Kind.TEXT, Kind.HEADING) else None
        if found is None:
            continue
        number = int(found["n"])
        follows = any(one.kind is Kind.NUMBER and one.number == number + 1 for one in nodes[at + 1 : at + 3])
        if number == before + 1 and (number > 1 or follows):
            nodes[at], before = _marked_at(text, Kind.NUMBER, found, node.span.end), number


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a paragraph where a list runs on inside it: …：（1）…；（2）…."""
    cuts = [start]
    if text.find("第", start + 1, end) >= 0:
        cuts += [match.start() for match in _RUN_ON.finditer(text, start + 1, end)]
    cuts += labels_inside(text, start, end)
    for kind, (second, pattern) in _INLINE.items():
        if text.find(second, start + 1, end) < 0:
            continue
        first = _MARKER.match(text, start, end)
        begun = first if first and first.lastgroup == kind else None
        if begun and _number_of(begun) != 1:
            continue
        found = [match for match in pattern.finditer(text, start + 1, end) if text[match.start() - 1] in "：；。，、 "]
        numbers = [*([1] if begun else []), *(ordinal(match[1]) for match in found)]
        if len(numbers) >= 2 and numbers == list(range(1, len(numbers) + 1)):
            cuts += [match.start() for match in found]
            cuts += _behind_list(text, found[0].start(), found[-1].end(), end)
            break
    if text.find("一是", start, end) >= 0 or text.find("第一", start, end) >= 0:
        cuts += _said_first(text, start, end)
    if len(cuts) == 1:
        return [(start, end)]
    cuts = sorted(set(cuts))
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _behind_list(text: str, first: int, last: int, end: int) -> list[int]:
    """Where a passage goes on behind the list inside it; where the points give nothing themselves, what is given for all."""
    after = _AFTER_LIST.search(text, last, end)
    if after is None and (paid := _PAID_BEHIND.search(text, last, end)) is not None:
        after = None if _GIVES.search(text, first, paid.start()) else paid
    if after is None and _ONE_SENTENCE.fullmatch(text, first, last) is not None:
        after = _NEW_SENTENCE.search(text, last, end)
    return [after.end()] if after else []


def _said_first(text: str, start: int, end: int) -> list[int]:
    """Where points open that are numbered by saying so, behind words that announce a list: …之一：一是…；二是…."""
    found = [one for one in _SAID.finditer(text, start + 1, end) if text[one.start() - 1] in "：；，。"]
    while found and not (
        ordinal(found[0]["a"] or found[0]["b"]) == 1
        and _LISTS_SAID.search(text, max(start, found[0].start() - 60), found[0].start())
    ):
        found = found[1:]
    numbers = [ordinal(one["a"] or one["b"]) for one in found]
    if found and _SHUTS_OUT.search(text, max(start, found[0].start() - 60), found[0].start()):
        return []
    if len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):
        return []
    return [*(one.start() for one in found), *_behind_list(text, found[0].start(), found[-1].end(), end)]


def _node(text: str, start: int, end: int) -> Node:
    marker = _MARKER.match(text, start, end)
    if marker is None and start and text[start - 1] in "：；，。" and (said := _SAID.match(text, start, end)):
        return _marked_at(text, Kind.CIRCLE, said, end)
    if marker:
        inner = _MARKER.match(text, marker.end(), end) if marker.lastgroup == Kind.BULLET else None
        return _marked(text, inner or marker, end)
    asked = question(text, start, end)
    if asked is not None:
        return _asked(text, asked, start, end)
    answer = _ANSWER.match(text, start, end)
    begin = answer.end() if answer else start
    if answer and (marker := _MARKER.match(text, begin, end)):
        return _marked(text, marker, end)  # 答：（一）…
    label = LABEL.match(text, begin, end) or free_label(text, begin, end) or bracket_label(text, begin, end)
    if label:
        return _labelled_node(label, end)
    if is_heading(text, begin, end):
        node = Node(Kind.HEADING, 0, text[begin:end].strip("："), Span(start, end), Span(begin, end), Span(end, end))
        if _FORM.match(text, begin, end):
            node.topic = Topic.ATTACHMENT
        elif not _GUIDE.fullmatch(text, begin, end):
            node.topic = topic_of(text[begin:end])
        return node
    return Node(Kind.TEXT, 0, "", Span(start, end), Span(start, start), Span(begin, end))


def _asked(text: str, asked: Span, start: int, end: int) -> Node:
    """A question, which heads its answer as a label heads its value."""
    begin = asked.end
    answer = _ANSWER.match(text, begin, end)
    node = Node(Kind.LABEL, 0, asked.of(text), Span(start, end), asked, Span(answer.end() if answer else begin, end))
    node.topic = topic_of(asked.of(text))
    return node


_ANSWER = re.compile(r"\s*(?:(?:答|A)\s*：\s*|0\d\s*(?=[\u3400-\u9fff]{2,12}：?$))")  # 答：…; 02申请条件


def _labelled_node(label: re.Match[str], end: int) -> Node:
    node = Node(
        Kind.LABEL, 0, label["label"], Span(label.start(), end), Span(*label.span("label")), Span(label.end(), end)
    )
    node.topic = topic_of(label["label"])
    if (
        node.topic is Topic.PROCEDURE
        and _APPLIES_AS.fullmatch(label["label"])
        and _GRANTS.search(label.string, label.end(), end)
    ):
        node.topic = None
    return node


_APPLIES_AS = re.compile(
    "(?:个人|个体|企业|单位|小微企业|小型微型企业|中小企业|用人单位|团队|机构|劳动者|合伙|合伙创业|个体工商户|大学生|创业者)(?:申[请报领]|办理)"
)
_GRANTS = re.compile(
    r"(?:可以?|能)(?:申[请报领]|享受|获得|办理)[^。；]{0,12}\d[^。；]{0,6}[元%]|(?:给予|按|奖励|补[贴助]|资助|最高)[^。；]{0,20}\d[^。；]{0,6}[元%]"
)
"""个人申请：…的，可申请最高30万元的贷款: a support for those who apply as such, no step of a procedure."""


def _marked(text: str, marker: re.Match[str], end: int) -> Node:
    return _marked_at(text, Kind(str(marker.lastgroup)), marker, end)


def _marked_at(text: str, kind: Kind, marker: re.Match[str], end: int) -> Node:
    start = marker.end()
    while start < end and text[start] in " \t":
        start += 1
    number = _number_of(marker)
    heading = bracketed(text, start, end, article=kind is Kind.ARTICLE) or heading_of(text, start, end)
    asks = _CONDITIONS.match(text, start, end) if not len(heading) and kind is Kind.ARTICLE else None
    if asks is not None and asks.end() < end:
        heading = Span(start, asks.end())
    begin = max(heading.end, start)
    begin += text[begin:end][:1] in ("】", "〕", "）") and len(heading) > 0
    node = Node(kind, number, marker[0].strip(), Span(marker.start(), end), heading, Span(begin, end))
    if asks is not None:
        node.topic = Topic.ELIGIBILITY
    elif len(heading):
        node.topic = topic_of(heading.of(text)) or (part_of_block(heading.of(text)) if len(node.body) else None)
    return node


_CONDITIONS = re.compile(
    r"(?:(?:拟)?(?:申[请报领]|参[与加]|享受)[^，。；：第]{2,30}，|[^，。；：应须需]{1,8}[类型级](?![别似])[^，。；：应须需]{2,14}?，?)(?:除[^，。；：]{2,24}外，)?(?:[^，。；：]{0,8})?"
    r"(?:应当?|须|需|必须)(?:还|同时)*(?:符合|具备|满足)(?:(?:以下|下列|如下)[^，。；：之]{0,6}(?:条件|要求|标准))?：(?=$|\n|(?![^\n]*(?:给予|奖励|补[贴助]))[^\n])"
)
"""An article that is all conditions: 申请认定市级孵化器的，应当同时具备下列条件：; 综合类平台还应符合以下条件：….."""


_NO_FIGURE = re.compile(r"\D")


def _number_of(marker: re.Match[str]) -> int:
    return ordinal(_NO_FIGURE.sub("", marker[0]) or marker[0])


def ordinal(mark: str) -> int:
    """The number that a mark writes, in figures, Chinese numerals or a circle; 0 where it writes none.

    >>> ordinal("12"), ordinal("二十三"), ordinal("③")
    (12, 23, 3)
    """
    if mark.isdigit() and mark.isascii():
        return int(mark)
    if len(mark) == 1 and "①" <= mark <= "⑳":
        return ord(mark) - ord("①") + 1
    return int(read_number("".join(sign for sign in mark if sign in _NUMERALS)) or 0)


__all__ = ["Kind", "Node", "ordinal", "outline", "outline_of"]
