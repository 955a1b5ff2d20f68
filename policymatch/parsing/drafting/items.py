"""Drafts of items: which passage grants what, under which of the requirements around it."""

from __future__ import annotations

import re
from dataclasses import replace

from policymatch.parsing.drafting.amongst import amongst
from policymatch.parsing.drafting.attachments import is_policy
from policymatch.parsing.drafting.behind import is_ceiling
from policymatch.parsing.drafting.beside_recognition import with_title
from policymatch.parsing.drafting.capping import say_what_for
from policymatch.parsing.drafting.categories import categories
from policymatch.parsing.drafting.directions import add_only_direction
from policymatch.parsing.drafting.drafts import Draft, take_over
from policymatch.parsing.drafting.fees import without_prices
from policymatch.parsing.drafting.grants import offer_verb
from policymatch.parsing.drafting.handing import lead_context
from policymatch.parsing.drafting.lists import (
    announcing,
    beside_others,
    by_content,
    grants_money,
    is_share_behind,
    last_rows,
    leave_out,
    rows_below,
    service_of,
    with_list,
)
from policymatch.parsing.drafting.loans import by_kind_of_loan
from policymatch.parsing.drafting.merging import Merger
from policymatch.parsing.drafting.mixed import is_measure, settle_mixed, with_conditions
from policymatch.parsing.drafting.parts import (
    graded_points,
    is_counted,
    is_measure_of,
    is_term_of,
    repeats,
    with_standards,
)
from policymatch.parsing.drafting.phrase import MONEY
from policymatch.parsing.drafting.sharing import share_conditions
from policymatch.parsing.drafting.single import single_item
from policymatch.parsing.drafting.sought import defined_statuses
from policymatch.parsing.drafting.varieties import varieties
from policymatch.parsing.structure.headings import Topic, asks_how_much
from policymatch.parsing.structure.nodes import LINES
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.requirements import Requirement, shuts_out
from policymatch.parsing.structure.telling import is_regulation
from policymatch.parsing.text.sentences import trimmed
from policymatch.spans import Span

SKIPPED = frozenset({Topic.BASIS, Topic.METADATA, Topic.CONTACT, Topic.MATERIALS, Topic.WINDOW, Topic.PROCEDURE,
                     Topic.GENERAL, Topic.STACKING, Topic.ATTACHMENT})  # fmt: skip
STRICT = frozenset({Topic.ORGANISATION})


def draft_items(text: str, root: Node) -> list[Draft]:
    """All items of a document, in reading order."""
    settle_mixed(text, root)
    found = _collect(text, root)
    if is_regulation(text):
        found = [draft for draft in found if draft.names_sum(text)]
    for node in root.children:
        if node.topic is Topic.ATTACHMENT and (not found or is_policy(text, node)):
            found += _inside(text, node)
    return _without_preferences(text, found)


_PREFERENCE = re.compile(
    r"(?:（?[\d一二三四五六七八九十]{1,2}[）、.．]\s*)?(?:同等条件下)?(?:优先|重点)(?:予以|给予)?(?:支持|资助|扶持|考虑|奖励|补助)"
    r"|(?:其中，?)?对?[^，。；：\d]{2,40}，?(?:在?同等条件下)?(?:予以|[给予][予以与]|可)?优先(?:予以|[给予][予以与])?(?:支持|资助|扶持|考虑)[。；\n]"
)


def _without_preferences(text: str, found: list[Draft]) -> list[Draft]:
    """The drafts without those that only say who comes first, where others say what is given."""
    given = [draft for draft in found if draft.names_sum(text)]
    first = [draft for draft in found if draft not in given and _only_announces(text, draft)]
    return [draft for draft in found if draft not in first] if given else found


_BELOW = re.compile(r"按照?(?:以下|下列|如下)(?:标准|比例|方式)|折算(?:为|成)人民币")
_TABLE = re.compile(r"[：:。]?\s*\n[^\n]*\t")
_LISTS_BELOW = re.compile(
    r"(?![^。；：\n]*认定)[^。；\n]{0,30}?(?:符合|满足|具备)(?:以下|下列|如下)[^，。；：\n]{0,12}(?:条件|要求|情形)[^。；：\d\n]{0,40}可(?:以)?(?:申[请报领]|享受)[^。；：\d\n]{0,20}：(?=\n|$)"
)
"""符合以下条件的企业，可申请补贴： says whom a support is for that stands elsewhere."""
_PREAMBLE = re.compile(
    r"[^\n]{0,120}(?:(?:通知|公告|说明|制定)(?:本[^，。；\n]{0,6})?(?:如下)?|(?:对象|标准|办法|内容|条件|事项|政策|措施)(?:如下|为))[：。](?=\n|$)"
)


def _only_announces(text: str, draft: Draft) -> bool:
    """Whether a draft without money only says who comes first, or that the standards stand below."""
    if _PREFERENCE.match(text, draft.anchor.start):
        return True
    if any(_BELOW.search(span.of(text)) and not _TABLE.match(text, span.end) for span in draft.benefits):
        return True
    if _LISTS_BELOW.match(text, draft.anchor.start) or is_counted(text, draft.anchor.start):
        return True
    opens = draft.node.kind is Kind.TEXT and draft.node.parent is not None and draft.node.parent.kind is Kind.ROOT
    return opens and any(_PREAMBLE.match(text, span.end) for span in draft.benefits)


def _collect(text: str, node: Node) -> list[Draft]:
    """The items below a node: those of a block with labelled parts, or of its passages one by one."""
    barred = node.kind is not Kind.ROOT and (
        node.topic in SKIPPED or (shuts_out(text, node) and not grants_money(text, node))
    )
    return [] if barred else _inside(text, node)


def _inside(text: str, node: Node) -> list[Draft]:
    """The items of a node that may hold some."""
    node = with_conditions(text, node)
    fields = [child for child in node.children if child.topic in (Topic.ELIGIBILITY, Topic.SUBJECT)]
    conditions = [child for child in fields if not is_measure(text, child)]
    if conditions:
        return _block(text, node, conditions)
    if node.kind is Kind.ROOT or node.topic is Topic.ATTACHMENT:
        return _side_by_side(text, [child for child in node.children if not _is_title(text, child)])
    if _is_one_item(text, node):
        found = _passage(text, node)
        return _led(found) if _each_its_own(text, found) else _one(node, found)
    return _passage(text, node)


def _side_by_side(text: str, nodes: list[Node]) -> list[Draft]:
    """The items of nodes beside one another; a line among them may say whom the points behind it are for."""
    found: list[Draft] = []
    led: list[Requirement] = []
    for node in nodes:
        drafts = _collect(text, node)
        if node.kind is Kind.TEXT:
            led = lead_context(text, said[-1]) if (said := announcing(text, node)) else []
        elif node.kind in (Kind.LABEL, Kind.HEADING):
            led = []
        else:
            for draft in drafts:
                draft.context[:0] = led
        found += drafts
    return found


def _is_title(text: str, node: Node) -> bool:
    """A line without a stop is a title, a date or a signature."""
    if node.parent is None or node.parent.kind is not Kind.ROOT:
        return False
    return node.kind is Kind.TEXT and len(node.body) < 60 and not re.search(r"[。；：]$", node.body.of(text).strip())


def _is_one_item(text: str, node: Node) -> bool:
    """Whether conditions elsewhere speak of this heading as one thing."""
    if node.inherited_topic() is not Topic.BENEFIT or not len(node.heading) or not node.children:
        return False
    heading = node.heading.of(text).strip("。：")
    root = [*node.ancestors()][-1]
    return any(
        other is not node
        and other.heading.of(text).strip("。：") == heading
        and other.inherited_topic() is Topic.ELIGIBILITY
        for other in root.walk()
        if len(other.heading)
    )


def _each_its_own(text: str, found: list[Draft]) -> bool:
    """Whether the grants of one heading are for different applicants, each named first (（1）对研发创新中心…)."""
    stated = [draft for draft in found if not draft.vague]
    return len(stated) > 1 and all(_FOR.match(text, draft.anchor.start) for draft in stated[-2:])


def _led(found: list[Draft]) -> list[Draft]:
    """The grants without the sentence above them that only says that and how support is given."""
    led = [one for draft in found if draft.vague for one in [*draft.context, *draft.own]]
    kept = [draft for draft in found if not draft.vague]
    for draft in kept:
        draft.context[:0] = led
    return kept


_FOR = re.compile(r"对(?!项目|符合|同一)")


def _one(node: Node, found: list[Draft]) -> list[Draft]:
    """All grants of one heading as one item."""
    for draft in found[1:]:
        found[0].benefits += draft.benefits
        found[0].passage += draft.passage
    for draft in found[:1]:
        draft.node = node
    return found[:1]


def _block(text: str, node: Node, conditions: list[Node]) -> list[Draft]:
    own = _passage(text, replace(node, children=[])) if len(node.body) else []
    found = own + [
        draft
        for child in node.children
        if child not in conditions and not _is_title(text, child)
        for draft in _collect(text, child)
    ]
    found = _without_promises(text, with_standards(text, _merge_bare(text, graded_points(text, found))))
    if any(draft.stated or MONEY.search(span.of(text)) for draft in found for span in draft.benefits):
        found = _with_services(text, node, found)
    conditions = [
        *[target for child in node.children if child.topic is Topic.BENEFIT for target in _demands(text, child)],
        *conditions,
    ]
    money = any(MONEY.search(span.of(text)) for draft in found for span in draft.benefits)
    whose = any([*draft.own, *draft.context, *draft.grades] for draft in found)
    if not (money and whose) and (sorts := categories(text, node, conditions)):
        return sorts
    if not (money and whose and _separate(found)) and (kinds := varieties(text, conditions, found)):
        return kinds
    if titled := with_title(text, node, conditions, found):
        return titled
    if not found:
        conditions, found = amongst(text, conditions, _passage)
    found = found or single_item(text, node, conditions)
    add_only_direction(text, node.children, found)
    return share_conditions(text, conditions, found)


def _separate(found: list[Draft]) -> bool:
    """Whether the supports stand apart, each in a passage of its own with demands of its own."""
    return len(found) > 1 and len({draft.node for draft in found}) > 1


_CONTENTS = re.compile(r"(?:申[请报]|资助|支持|扶持|补助|奖励)(?:的)?(?:内容|事项)[：:。]?")
_PROMISE = re.compile(
    r"(?:给予|予以|进行|采[取用]|实行)(?:一次性|资金|适当|相应|一定|事后|后|的)*(?:奖励|奖补|补助|补贴|资助|扶持|支持)[。；，]?$"
)


def _without_promises(text: str, found: list[Draft]) -> list[Draft]:
    """The grants without those that only announce them: what is applied for (申报内容：…配套资助), 达标的企业给予奖励."""
    money = [draft for draft in found if draft.names_sum(text)]
    return [draft for draft in found if draft in money or not _only_promised(text, draft, money)]


def _only_promised(text: str, draft: Draft, money: list[Draft]) -> bool:
    around = [*draft.node.upwards()]
    if money and any(_CONTENTS.fullmatch(node.heading.of(text).strip()) for node in around if len(node.heading)):
        return True
    beside = [one for one in money if one.node is draft.node or one.node.parent is draft.node.parent]
    later = any(one.anchor.start > draft.anchor.start for one in beside)
    plain = draft.node.kind in (Kind.TEXT, Kind.LABEL) and draft.node.inherited_topic() is Topic.BENEFIT
    return plain and later and _PROMISE.search(draft.benefits[-1].of(text)) is not None


_AIMED = re.compile(r"目标|要求|条件|任务|门槛")


def _demands(text: str, node: Node) -> list[Node]:
    """Sections among the supports that state what must be reached (改造目标)."""
    return [
        child
        for child in node.children
        if len(child.heading) and _AIMED.search(child.heading.of(text)) and not _collect(text, child)
    ]


def _merge_bare(text: str, found: list[Draft]) -> list[Draft]:
    """Stretches of money without a condition of their own belong to the grant before them."""
    kept: list[Draft] = []
    for draft in found:
        if kept and is_term_of(text, kept[-1], draft):
            kept[-1].passage += draft.passage
            continue
        if kept and repeats(text, kept[-1], draft):
            kept[-1] = draft
            continue
        if kept and kept[-1].vague and is_measure_of(text, kept[-1], draft):
            take_over(kept[-1], draft)
            continue
        plain = not draft.own and not draft.grades and not draft.context
        if kept and plain and (_same_benefit(kept[-1], draft) or _CAP.match(text, draft.anchor.start)):
            kept[-1].benefits += draft.benefits
            kept[-1].passage += draft.passage
        else:
            kept.append(draft)
    return kept


def _with_services(text: str, node: Node, found: list[Draft]) -> list[Draft]:
    """The points of a card that grant services beside those that grant money."""
    granted = {each for draft in found for each in draft.node.upwards()}
    points = [
        point
        for section in node.children
        if section.kind is Kind.LABEL and section.topic is Topic.BENEFIT
        for point in section.children
        if point.kind not in LINES and point not in granted
    ]
    found = [*found, *(draft for point in points for draft in service_of(text, point))]
    return sorted(found, key=lambda draft: draft.anchor.start)


_CAP = re.compile(
    r"(?:同一|单个|单项|每个|每家|每项|单家|一家|申[请报]人)[^，。；]{0,16}(?:最高|累计|年度)[^，。；]{0,12}(?:不超过|限额|总额|额度)"
)


def _same_benefit(a: Draft, b: Draft) -> bool:
    """Labels of one block (补贴标准, 补贴期限), not points of their own."""
    return a.node.kind is Kind.LABEL and b.node.kind is Kind.LABEL and a.node.parent is b.node.parent


def _passage(text: str, node: Node) -> list[Draft]:
    """The items of a node and everything below it."""
    if (statuses := defined_statuses(text, node)) and node.inherited_topic() is not Topic.ELIGIBILITY:
        return list(statuses)
    topic = node.inherited_topic()
    bare = topic is Topic.BENEFIT or (node.kind is Kind.LABEL and asks_how_much(node.heading.of(text)))
    merger = Merger(text, node, strict=topic in STRICT, bare=bare)
    lists = [child for child in node.children if child.kind is not Kind.TEXT]
    lines = _without_ceilings(
        text,
        lists,
        [child for child in node.children if child.kind is Kind.TEXT and not is_share_behind(text, child, lists)],
    )
    rows = last_rows(text, lines)
    behind = lines.index(rows[-1]) + 1 if rows else len(lines)
    bodies = [node.body, *(child.body for child in lines[: behind - len(rows)])]
    alone = not len(node.body) and not node.children
    for body in [node.heading, *bodies] if alone else bodies:
        if len(body):
            merger.add(body)
    _add_rows(text, node, merger, rows)
    for line in (one for one in lines[behind:] if not is_share_behind(text, one, rows)):
        merger.add(line.body)
    if not alone and not merger.drafts and len(node.heading) and _is_offer(text, node.heading):
        merger.add(node.heading)
    if bare and node.topic is None and node.heading.of(text).endswith("："):
        for draft in merger.drafts:
            say_what_for(text, draft, trimmed(text, node.heading))
    lists = _without_rates(text, merger, lists)
    if not lists and not merger.drafts and bare and node.kind is not Kind.TEXT:
        return [] if beside_others(node) else by_content(text, node, [])
    drafts = merger.drafts = without_prices(text, node, by_kind_of_loan(text, merger.drafts))
    if not lists:
        return drafts
    told = not (merger.drafts and leave_out(text, node, lists))
    return with_list(text, node, merger, lists, [_collect(text, child) if told else [] for child in lists])


def _without_ceilings(text: str, lists: list[Node], lines: list[Node]) -> list[Node]:
    """The lines of a passage without the ceiling behind points that give money: it bounds these, and is no grant above them."""
    ceilings = [line for line in lines if lists and lists[-1].span < line.span and is_ceiling(text, line)]
    if not ceilings:
        return lines
    granting = sum(any(draft.names_sum(text) for draft in _collect(text, child)) for child in lists)
    return [line for line in lines if granting < len(lists[:2]) or line not in ceilings]


def _add_rows(text: str, node: Node, merger: Merger, rows: list[Node]) -> None:
    """The lines at the end of a passage that are rows of sums: grades of its grant, else passages like the others."""
    if rows and rows_below(text, node, merger, rows) is None:
        for child in rows:
            merger.add(child.body)


def _without_rates(text: str, merger: Merger, lists: list[Node]) -> list[Node]:
    """The points of a passage without the label below them that says how much it promised: …的，可申请奖励：（一）…奖励比例：…."""
    rates = [child for child in lists if child.kind is Kind.LABEL and child.topic is Topic.BENEFIT]
    if len(rates) in (0, len(lists)) or not merger.drafts or not merger.drafts[-1].vague:
        return lists
    for rate in rates:
        told = _collect(text, rate)
        if rate.children or not told or any([*draft.own, *draft.context, *draft.grades] for draft in told):
            return lists
    for rate in rates:
        merger.add(rate.body)
    return [child for child in lists if child not in rates]


def _is_offer(text: str, heading: Span) -> bool:
    """Whether a heading is itself a grant: 优先推荐示范园区申报国家级试点。."""
    words = heading.of(text)
    verb = offer_verb(words)
    return words.endswith("。") and verb is not None and verb <= 4
