"""Lists of supports in table form (兑现清单): one row an item, its columns told apart by their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.remarks import ONCE
from policymatch.parsing.immutable import immutable
from policymatch.parsing.readers import Cell, Table
from policymatch.parsing.structure.clean import Clean
from policymatch.parsing.structure.headings import Topic, topic_of
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.requirements import Clause, Requirement, read_requirements
from policymatch.parsing.text.sentences import phrases, sentences, trimmed, unmarked
from policymatch.spans import Span

_NAME = re.compile(
    r"(?:政策|事项|项目|条款|奖补|奖励|支持|补贴|服务|扶持)?(?:事项|项目|政策|条款|措施|类别|名称|标题|内容名称)?名称|(?:政策|兑现|扶持|奖补|支持|申报)?(?:事项|项目|条款)|政策点|奖补项目|支持项目"
)
_CONDITION = re.compile(r"条件|对象|范围|主体|资格|要求|情形")
_BENEFIT = re.compile(r"标准|内容|金额|额度|措施|方式|政策内容|支持政策|优惠|奖励|补贴|扶持|资助|条款内容")


@immutable
class Columns:
    """Which columns of a list say what; ``name`` None where no column names the support."""

    name: str | None
    conditions: tuple[str, ...]
    benefits: tuple[str, ...]
    materials: tuple[str, ...]
    windows: tuple[str, ...]
    how: tuple[str, ...] = ()
    """How to apply, which may tell the papers and the days."""
    contents: tuple[str, ...] = ()
    """What is supported, beside a column on how much (支持内容 | 支持标准): demands, where the cell gives nothing itself."""


def draft_rows(clean: Clean, tables: tuple[Table, ...]) -> list[Draft]:
    """The items of every table that is a list of supports, a row each."""
    return [draft for table in tables if (columns := columns_of(table)) for draft in _rows(clean, table, columns)]


def columns_of(table: Table) -> Columns | None:
    """The columns of a list of supports; None where the table is something else (a form, a scoring table)."""
    if table.header_rows == 0:
        return None
    name: str | None = None
    sorted_: dict[Topic, list[str]] = {topic: [] for topic in _SORTED}
    for title in dict.fromkeys(filter(None, table.column_names())):
        topic = _topic(title)
        if topic in sorted_:
            sorted_[topic].append(title)
        elif name is None and _names(title):
            name = title
    eligibility, benefits = sorted_[Topic.ELIGIBILITY], sorted_[Topic.BENEFIT]
    if name is None and len(benefits) > 1 and (name := next(filter(_names, benefits), None)) is not None:
        benefits.remove(name)  # 政策条款 beside 支持标准
    contents = [title for title in benefits if _CONTENT.search(title) and not _STANDARD.search(title)]
    if any(map(_STANDARD.search, benefits)) and contents:
        benefits = [title for title in benefits if title not in contents]
    else:
        contents = []
    if name is None and (contents or len(eligibility) > 1):  # 支持方向 names what the columns beside it describe
        name = next(filter(_DIRECTION.fullmatch, eligibility), None)
        eligibility = [title for title in eligibility if title != name]
    if not benefits or not (name or eligibility or contents):
        return None
    materials, windows, how = (tuple(sorted_[one]) for one in (Topic.MATERIALS, Topic.WINDOW, Topic.PROCEDURE))
    return Columns(name, tuple(eligibility), tuple(benefits), materials, windows, how, tuple(contents))


_CONTENT = re.compile("内容|方向|领域|环节")
_STANDARD = re.compile("标准|金额|额度|力度|比例|限额")
_GIVES = re.compile("给予|奖励|补[贴助偿]|奖补|资助|贴息|减免|免征|免收")
_DIRECTION = re.compile(r"(?:支持|扶持|奖补|补[贴助]|资助|申报|项目)?(?:方向|类型|类别|领域|环节)")


_SORTED = (Topic.ELIGIBILITY, Topic.BENEFIT, Topic.MATERIALS, Topic.WINDOW, Topic.PROCEDURE)
"""What columns speak of."""
_HANDS_IN = re.compile("材料|资料|提供|提交")


def _names(title: str) -> bool:
    return _NAME.fullmatch(re.sub(r"[（(].*", "", title.split("/")[-1])) is not None


def _topic(title: str) -> Topic | None:
    word = title.split("/")[-1]
    topic = topic_of(word)
    if topic is Topic.SUBJECT:
        return Topic.ELIGIBILITY
    if topic in _SORTED:
        return topic
    if topic is None and len(word) <= 10 and not _NAME.fullmatch(word):
        return Topic.ELIGIBILITY if _CONDITION.search(word) else Topic.BENEFIT if _BENEFIT.search(word) else None
    return None


def _rows(clean: Clean, table: Table, columns: Columns) -> Iterator[Draft]:
    for record in table.records():
        benefits = [span for title in columns.benefits if (span := _span(clean, record.get(title)))]
        if not benefits:
            continue
        name = _span(clean, record.get(columns.name)) if columns.name else None
        name = unmarked(clean.text, name) if name else None
        materials, windows, how = (
            [span for title in titles if (span := _span(clean, record.get(title)))]
            for titles in (columns.materials, columns.windows, columns.how)
        )
        papers = [one for span in how for one in sentences(clean.text, span) if _HANDS_IN.search(one.of(clean.text))]
        asked = [(title, record.get(title)) for title in columns.conditions]
        for title in columns.contents:
            cell = record.get(title)
            if (span := _span(clean, cell)) and _GIVES.search(span.of(clean.text)):
                benefits.insert(0, span)
            else:
                asked.append((title, cell))
        draft = _row(clean, name, benefits, asked)
        draft.passage += how
        draft.materials, draft.windows = materials or papers, windows
        yield draft


def _row(
    clean: Clean,
    name: Span | None,
    benefits: list[Span],
    conditions: list[tuple[str, Cell | None]],
) -> Draft:
    start = name or benefits[0]
    heading = name or Span(start.start, start.start)
    node = Node(Kind.NUMBER, 0, "", start, heading, Span(benefits[0].start, benefits[0].end))
    own: list[Requirement] = []
    for title, cell in conditions:
        span = _span(clean, cell)
        if span is not None:
            own += _requirements(clean.text, span, subject=bool(re.search("对象|主体|范围", title)))
    own += (Clause(said) for span in benefits for said in _once(clean.text, span))
    return Draft(node, start, own=own, benefits=benefits, passage=[*benefits, *([name] if name else [])])


def _once(text: str, benefit: Span) -> Iterator[Span]:
    """The phrases of a cell of money that bound the support to once: 最高300万元，且只能享受一次补助."""
    for sentence in sentences(text, benefit):
        yield from (trimmed(text, one) for one in phrases(text, sentence) if ONCE.search(one.of(text)))


def _requirements(text: str, span: Span, *, subject: bool) -> list[Requirement]:
    """What a cell demands; its lines and points are conditions side by side."""
    from policymatch.parsing.structure.outline import outline_of

    root = outline_of(text, span)
    read = list(read_requirements(text, root, subject=subject))
    return read or [Clause(trimmed(text, span), subject=subject)]


def _span(clean: Clean, cell: Cell | None) -> Span | None:
    """Where a cell's words stand in the working text; None for an empty cell or a dash."""
    if cell is None or cell.end <= cell.start or not re.search(r"\w", cell.text):
        return None
    return trimmed(clean.text, clean.from_source(Span(cell.start, cell.end)), " \t\n")
