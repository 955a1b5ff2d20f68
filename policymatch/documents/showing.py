"""A policy document for reading: as text on a terminal, as one HTML page with the source and its clauses marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from policymatch.conditions import Judgement, Node, Test, children, leaves
from policymatch.conditions.rendering import group_word, render
from policymatch.documents.model import BENEFIT_LABELS, Benefit, Item, PolicyDocument
from policymatch.documents.quotes import QuoteFinder
from policymatch.documents.stacking import stacking_sentence
from policymatch.quantities import render_amount, render_ratio
from policymatch.spans import Span
from policymatch.vocabulary import regions

NATION = "100000"
"""The region of a measure of the whole country: no division of its own."""


def head_lines(document: PolicyDocument) -> Iterator[str]:
    """Title, number, issuers, region and dates; what is unknown is said so."""
    yield document.title or "（未识别标题）"
    region = (
        "全国" if document.region == NATION else regions.region(document.region).name if document.region else "未识别"
    )
    issuers = "、".join(document.issuers) or "未载明"
    yield f"  文号：{document.doc_number or '未载明'}　发文机构：{issuers}　适用地区：{region}"
    days = (("发布", document.published_on), ("施行", document.valid_from), ("有效期至", document.valid_to))
    yield "  " + "　".join(f"{word}：{day or '未载明'}" for word, day in days)


def as_text(document: PolicyDocument) -> str:
    """The document as indented Chinese text."""
    lines = list(head_lines(document))
    for number, item in enumerate(document.items, 1):
        lines += ["", f"【{number}】{item.name}", *item_lines(item)]
    lines += list(rule_lines(document))
    if not document.items:
        lines += ["", "（没有可申请的事项）"]
    return "\n".join(lines)


def rule_lines(document: PolicyDocument) -> Iterator[str]:
    """The document's rules on stacking, each in words with its quote."""
    names = {item.id: item.name for item in document.items}
    if document.stacking_rules:
        yield ""
        yield "叠加规则："
    for rule in document.stacking_rules:
        quote = f"「{rule.source.quote}」" if rule.source else ""
        yield f"  · {stacking_sentence(rule, names)}{quote}"


def item_lines(item: Item) -> Iterator[str]:
    """One item: condition tree, benefits, window, materials, stacking."""
    yield "  条件："
    yield from condition_lines(item.condition, depth=2)
    if item.benefits:
        yield "  支持："
        yield from (f"    · {benefit_sentence(benefit)}" for benefit in item.benefits)
    if item.window.opens_on or item.window.closes_on:
        yield f"  申报：{item.window.opens_on or '即日'} 至 {item.window.closes_on or '未载明'}"
    if item.materials:
        yield "  材料：" + "；".join(item.materials)
    for source in item.stacking:
        yield f"  叠加：「{source.quote}」"


def condition_lines(node: Node, *, depth: int) -> Iterator[str]:
    """The condition tree, a line a node, the clause's words behind it."""
    indent = "  " * depth
    if isinstance(node, Test | Judgement):
        quote = f"「{node.source.quote}」" if node.source else ""
        yield f"{indent}· {render(node)}{quote}"
        return
    yield f"{indent}{group_word(node)}："
    for child in children(node):
        yield from condition_lines(child, depth=depth + 1)


def benefit_sentence(benefit: Benefit) -> str:
    """One benefit in a short Chinese sentence."""
    parts = [BENEFIT_LABELS[benefit.type]]
    if benefit.amount is not None:
        unit = f"每{benefit.per}" if benefit.per else ""
        parts.append(f"{unit}{render_amount(benefit.amount)}")
    if benefit.rate is not None:
        parts.append(f"{render_ratio(benefit.rate)}")
    if benefit.cap is not None:
        parts.append(f"最高{render_amount(benefit.cap)}")
    if benefit.years:
        parts.append(f"不超过{benefit.years}年")
    if benefit.when is not None:
        parts.append(f"适用于：{render(benefit.when)}")
    return "，".join(parts) + (f"「{benefit.source.quote}」" if benefit.source else "")


PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>
body{{font:16px/1.7 "Noto Sans CJK SC","Microsoft YaHei","WenQuanYi Micro Hei",sans-serif;margin:0;
color:#1d2733;background:#fff}}
header{{padding:1rem 1.5rem;border-bottom:1px solid #d6dde5}}h1{{font-size:1.25rem;margin:0}}
main{{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:1.5rem;padding:1rem 1.5rem}}
@media(max-width:800px){{main{{grid-template-columns:minmax(0,1fr)}}}}
.source{{white-space:pre-wrap;overflow-wrap:anywhere}}pre{{white-space:pre-wrap;font:inherit;overflow-wrap:anywhere}}
mark.condition{{background:#dcebff}}mark.benefit{{background:#e2f5e0}}mark.judgement{{background:#fff0cc}}
h2{{font-size:1rem}}.key mark{{padding:0 .4em;margin-right:.6em}}</style></head>
<body><header><h1>{title}</h1><p class="key"><mark class="condition">条件</mark>
<mark class="judgement">需人工认定</mark>
<mark class="benefit">支持标准</mark></p></header>
<main><section aria-label="解析结果"><h2>解析结果</h2><pre>{reading}</pre></section>
<section aria-label="原文"><h2>原文</h2><div class="source">{source}</div></section></main></body></html>
"""


def as_html(document: PolicyDocument, source_text: str) -> str:
    """One self-contained page: the reading beside the source, in which the clauses are marked."""
    title = escape(document.title or "政策解析")
    return PAGE.format(title=title, reading=escape(as_text(document)), source=marked(document, source_text))


def marked(document: PolicyDocument, source_text: str) -> str:
    """The source as HTML with its clauses marked; where marks overlap the first that begins wins."""
    parts, reached = [], 0
    for span, kind in sorted(_marks(document, source_text), key=lambda mark: (mark[0].start, -mark[0].end)):
        if span.start < reached:
            continue
        parts.append(escape(source_text[reached : span.start]))
        parts.append(f'<mark class="{kind}">{escape(span.of(source_text))}</mark>')
        reached = span.end
    return "".join(parts) + escape(source_text[reached:])


def _marks(document: PolicyDocument, source_text: str) -> Iterable[tuple[Span, str]]:
    finder = QuoteFinder(source_text)
    for item in document.items:
        for leaf in leaves(item.condition):
            kind = "condition" if isinstance(leaf, Test) else "judgement"
            if leaf.source and (span := leaf.source.span or finder.find(leaf.source.quote)):
                yield span, kind
        for benefit in item.benefits:
            if benefit.source and (span := benefit.source.span or finder.find(benefit.source.quote)):
                yield span, "benefit"
