"""From requirements to condition nodes: clauses read, lists joined, exclusions turned round, repetitions dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from policymatch.conditions import All, Any, AtLeast, Judgement, Leaf, Node, Not, Op, Test, leaves
from policymatch.errors import PolicyMatchError
from policymatch.parsing.assembling.idle import without_idle
from policymatch.parsing.assembling.kinds import judged_if_mixed, judged_if_open
from policymatch.parsing.assembling.likewise import is_place, with_place
from policymatch.parsing.assembling.periods import in_period
from policymatch.parsing.assembling.rungs import read_rung
from policymatch.parsing.structure.applicants import asked_of_kind
from policymatch.parsing.structure.definitions import Definitions
from policymatch.parsing.structure.others import of_others
from policymatch.parsing.structure.requirements import Clause, Group, Requirement
from policymatch.spans import SourceRef, Span

if TYPE_CHECKING:
    from policymatch.parsing.assembling.reading import Ladder

RECORDS = frozenset(
    {"dishonest", "abnormal_operation", "safety_accident", "quality_accident", "environmental_violation", "major_violation",
     "tax_arrears", "wage_arrears", "already_funded"}
)  # fmt: skip
"""Offences and earlier support: two that one field holds are two demands still, each with its own words."""
LONGEST_LABEL = 60
WANTED = frozenset({"legal_person", "social_insurance_paid", "above_scale", "newly_above_scale"})
"""Truths that count for the applicant; those of the other fields are offences and earlier support."""
INVERSE = {Op.GE: Op.LT, Op.LT: Op.GE, Op.GT: Op.LE, Op.LE: Op.GT, Op.IN: Op.NOT_IN, Op.NOT_IN: Op.IN,
           Op.HAS_ANY: Op.HAS_NONE, Op.HAS_NONE: Op.HAS_ANY}  # fmt: skip


@dataclass(slots=True)
class Reader:
    """Reads the clauses of one document, each stretch once.

    Args:
        text: the working text.
        definitions: how the document's words are to be read.
    """

    text: str
    definitions: Definitions
    ladders: dict[Span, tuple[Ladder, ...]] = field(default_factory=dict)
    _nodes: dict[tuple[Span, bool, bool, Span | None], Node | None] = field(default_factory=dict)

    def node(self, requirement: Requirement) -> Node | None:
        """The condition of a requirement; None where it states none."""
        if isinstance(requirement, Clause):
            return self._clause(requirement)
        members = [node for member in requirement.members if (node := self.node(member)) is not None]
        node = join(requirement.joiner, _as_cases(members) if requirement.joiner == "all" else members)
        return in_period(self.text, requirement.lead, node) if node and requirement.lead is not None else node

    def _clause(self, clause: Clause) -> Node | None:
        if clause.verbatim:
            stands = _as_it_stands(clause.span.of(self.text), clause.span)
            return _negated_judgement(stands) if clause.negated else stands
        key = (clause.span, clause.subject, clause.negated, clause.others)
        try:
            node = self._nodes[key]
        except KeyError:
            node = self._of_a_sort(self._read(clause), clause)
            if clause.subject and node is not None:
                node = judged_if_mixed(self.text, clause.span, node)
            node = judged_if_open(self.text, clause.span, node) if node is not None else None
            self._nodes[key] = node
        if node is not None and clause.negated:
            node = self._turned(node, clause)
        if node is not None and clause.whole is not None:
            node = _quoted(node, SourceRef(clause.whole.of(self.text), clause.whole))
        return node

    def _of_a_sort(self, node: Node | None, clause: Clause) -> Node | None:
        """食品生产企业应取得生产许可证, of a trade that the document names nowhere else: asked of those of the trade alone."""
        if (
            node is not None
            and not (clause.subject or clause.negated)
            and (kind := asked_of_kind(self.text, clause.span))
        ):
            who = _as_it_stands(kind[1].of(self.text), kind[1])
            rest = [one for one in flat([node]) if not (isinstance(one, Judgement) and one.label == who.label)]
            return Any((Not(who), join("all", rest) or node))
        if not isinstance(node, All) or clause.subject or not isinstance(first := node.children[0], Test):
            return node
        if first.field not in ("industry", "business_domain") or first.op not in (Op.IN, Op.HAS_ANY):
            return node
        sort = _OF_A_TRADE.match(self.text, clause.span.start, clause.span.end)
        if sort is None or self.text.count(sort["stem"]) > 1:
            return node
        return Any((negate(first), join("all", list(node.children[1:])) or node))

    def _turned(self, node: Node, clause: Clause) -> Node:
        """What an exclusion leaves: of offences in a row (发生安全、环保事故的) none may hold."""
        if _is_part(node, clause.span.of(self.text)) or _is_kind_of_case(node):
            return _negated_judgement(_as_it_stands(clause.span.of(self.text), clause.span))
        if isinstance(node, All) and not _TOGETHER.search(clause.span.of(self.text)):
            return All(tuple(flat(negate(child) for child in node.children)))
        return negate(node)

    def _read(self, clause: Clause) -> Node | None:
        if clause.like is not None:
            before = self._clause(Clause(clause.like))
            rung = read_rung(self.text, clause.span, before, self.definitions) if before is not None else None
            if rung is not None:
                return rung
        from policymatch.parsing.assembling.clauses import read_clause, read_subject

        about = clause.about.of(self.text) if clause.about is not None else ""
        about += "不予支持" if clause.negated else ""
        try:
            if clause.subject:
                reading = read_subject(self.text, clause.span, self.definitions)
            else:
                reading = read_clause(self.text, clause.span, self.definitions, subject=about)
        except PolicyMatchError:  # a value no field takes: what the words ask for is for a person to judge
            return _as_it_stands(clause.span.of(self.text), clause.span)
        if reading.ladders:
            self.ladders[clause.span] = reading.ladders
        node = without_idle(self.text, reading.node) if reading.node is not None else None
        if node is not None and clause.others is not None:
            node = of_others(node, clause.others.of(self.text))
        return self._widened(node, clause.likewise) if node is not None and clause.likewise is not None else node

    def _widened(self, node: Node, likewise: Span) -> Node:
        """The node with another place beside its own: who is there is treated alike."""
        from policymatch.parsing.assembling.clauses import read_subject

        other = read_subject(self.text, likewise, self.definitions).node
        place = (
            next((leaf for leaf in leaves(other) if isinstance(leaf, Test) and is_place(leaf)), None) if other else None
        )
        if place is None:
            return node
        return with_place(node, replace(place, source=SourceRef(likewise.of(self.text), likewise)))


_KINDS = frozenset({"business_domain", "industry", "entity_type", "size", "ownership", "above_scale", "new_hires",
                    "graduates_hired"})  # fmt: skip


def _is_kind_of_case(node: Node) -> bool:
    """Whether what is shut out is a case that a person judges, of a kind of firm: 逾期未开发的矿泉水企业, 派遣单位招用后派往别处."""
    if not isinstance(node, All) or len({isinstance(child, Judgement) for child in node.children}) < 2:
        return False
    return all(
        isinstance(child, Judgement) or (isinstance(child, Test) and child.field in _KINDS) for child in node.children
    )


def _as_it_stands(words: str, span: Span) -> Judgement:
    return Judgement(words[:LONGEST_LABEL], source=SourceRef(words, span), confidence=0.5)


_FLOORS, _CEILINGS = (Op.GE, Op.GT), (Op.LT, Op.LE)


def _as_cases(members: list[Node]) -> list[Node]:
    """The points of a list; those that cannot hold together (经营不满1年，…; 持续经营1年以上，…) as the cases of one."""
    said = [_ages(member) for member in members]
    apart = [any(_apart(one, other) for place, other in enumerate(said) if place != at) for at, one in enumerate(said)]
    if not any(apart):
        return members
    cases = Any(tuple(member for member, case in zip(members, apart, strict=True) if case))
    first = apart.index(True)
    kept = [member for member, case in zip(members, apart, strict=True) if not case]
    return [*kept[:first], cases, *kept[first:]]


def _apart(one: list[Test], other: list[Test]) -> bool:
    return any(_above(low, high) or _above(high, low) for low in one for high in other)


def _ages(node: Node) -> list[Test]:
    """The ages that a point asks for, beside other demands of its own."""
    tests = list(node.children) if isinstance(node, All) else [node]
    return [test for test in tests if isinstance(test, Test) and test.field == "years_established"]


def _above(floor: Test, ceiling: Test) -> bool:
    if floor.op not in _FLOORS or ceiling.op not in _CEILINGS:
        return False
    if not isinstance(floor.value, Decimal) or not isinstance(ceiling.value, Decimal):
        return False
    together = floor.op is Op.GE and ceiling.op is Op.LE
    return floor.value > ceiling.value or (floor.value == ceiling.value and not together)


_SORTS = frozenset({"business_domain", "industry", "entity_type", "size", "ownership"})
_SAID_ALONE = re.compile(
    r"属于|从事|为|系|的|等|类|各类|企业|单位|机构|项目|公司|行业|产业|领域|业务|经营|生产|主营|（[^（）]*）|[、“”]|以及|及|和|或|与"
)


def _is_part(node: Node, words: str) -> bool:
    """Whether a sort of applicant is only part of who is shut out: 公办养老机构 are not all 养老机构."""
    if isinstance(node, All) and len(node.children) == 2 and _TOGETHER.search(words):
        sort, other = node.children
        return isinstance(sort, Test) and sort.field in _SORTS and isinstance(other, Judgement)
    if not isinstance(node, Test) or node.field not in _SORTS or node.source is None:
        return False
    read = node.source.quote
    if "除外" in words or read not in words:
        return False
    return len(_SAID_ALONE.sub("", words.replace(read, "", 1))) >= 2


_TOGETHER = re.compile(r"[，；]|且|同时|并(?!购|网)|的[^、，；]+的?$")


def join(joiner: str | int, members: list[Node]) -> Node | None:
    """Hold nodes together; a group of one is that one."""
    if not members:
        return None
    if len(members) == 1:
        return members[0]
    if joiner == "any":
        return Any(tuple(members))
    if isinstance(joiner, int) and joiner < len(members):
        return Any(tuple(members)) if joiner == 1 else AtLeast(joiner, tuple(members))
    return All(tuple(flat(members)))


def flat(members: Iterable[Node]) -> list[Node]:
    """Members of nested ``all`` groups side by side."""
    found: list[Node] = []
    for member in members:
        found += flat(member.children) if isinstance(member, All) else [member]
    return found


def conjunction(members: Iterable[Node | None]) -> All:
    """Every one of the nodes, equal ones once, in order."""
    kept: dict[object, Node] = {}
    for member in flat(member for member in members if member is not None):
        key = _identity(member)
        if _surer(member, kept.setdefault(key, member)):
            kept[key] = member
    return All(tuple(kept.values()))


def _surer(new: Node, old: Node) -> bool:
    """Of two places that say the same, the one read with more certainty is quoted."""
    return isinstance(new, Test) and isinstance(old, Test) and (new.confidence or 0) > (old.confidence or 0) + 0.1


def _identity(node: Node) -> object:
    """What makes two conditions one; judgements of the same words elsewhere in the text are two."""
    if isinstance(node, Test) and node.field in RECORDS and node.source is not None:
        return (node, node.source.quote)
    return (node.label, node.source) if isinstance(node, Judgement) else node


def negate(node: Node) -> Node:
    """The node turned round, without ``not`` wherever a positive form exists."""
    if isinstance(node, Test):
        return _negated_test(node)
    if isinstance(node, Judgement):
        return _negated_judgement(node)
    if isinstance(node, Not):
        return node.child
    if isinstance(node, All):
        if all(isinstance(child, Test) and _is_offence(child) for child in node.children):
            return node  # 发生安全、环保、质量事故的: each is an offence, and none of them may be
        turned = [negate(child) for child in node.children]
        if any(isinstance(child, Test) and child.field in RECORDS and child.value is False for child in node.children):
            return All(tuple(flat(turned)))  # offences among other words: none of them may be
        return turned[0] if len(turned) == 1 else Any(tuple(turned)) if turned else Not(node)
    if isinstance(node, Any):
        return All(tuple(flat(negate(child) for child in node.children)))
    return Not(node)


def _is_offence(test: Test) -> bool:
    return test.op is Op.IS and test.value is False and test.field not in WANTED


def _negated_test(test: Test) -> Node:
    if test.op is Op.IS and test.field in WANTED:
        return replace(test, value=not test.value)
    if test.op is Op.IS:
        # 有下列情形的不予支持：未依法纳税; a list of offences states them both ways, the offence is what is meant
        return replace(test, value=False) if test.value else test
    if test.op in INVERSE:
        return replace(test, op=INVERSE[test.op])
    return Not(test)


_PAID_BEFORE = re.compile(
    r"(?:同一|该|本)?(?:项目|企业|单位)?(?:已|曾)?(?:经)?(?:获得?过?|享受过?|取得过?|得到过?|领取过?)(?![^，。；]*(?:贷款|融资|风险投资|股权|一[企事]一[策议]|优惠))"
    r"[^，。；]{0,24}?(?:资金|补[贴助]|资助|扶持|支持|奖[励补])(?:政策|资金|支持|资助|扶持|的)*"
    r"(?:(?:同一|同类)?[^，。；、的\d]{2,6})?"
)
"""Who stays out for what he has had: 已获得上级技改资金资助的项目除外."""


def _negated_judgement(judgement: Judgement) -> Leaf:
    label = judgement.label
    if _PAID_BEFORE.fullmatch(label):
        return Test("already_funded", Op.IS, False, source=judgement.source, confidence=0.8)
    turned = label if label.startswith("不存在：") else f"不存在：{label}"  # 未按期报送的 stay out: 不存在：未按期报送
    return replace(judgement, label=turned[:200])


_OF_A_TRADE = re.compile(
    r"(?:其中，?)?(?P<stem>[^，。；：、\d的]{2,8}?)(?:类)?(?:企业|单位|机构|公司|商户|项目)(?:均|还|都|同时|另)?(?:应(?![用急届税对付收邀征聘])当?|须|需(?!求)要?|必须)"
)


_LEVEL = re.compile(r"国家级?|省级?|自治区级?|市级?|区级?|县级?")


_ONE_LEVEL = re.compile(r"(?:国家|省|自治区|市|区|县|州)级")


def levelled(node: Node, levels: Iterable[str], further: Iterable[str] = ()) -> Node:
    """Recognitions at each of the levels that the sentence gives apart from them.

    Args:
        node: a condition.
        levels: those of recognitions named without a level.
        further: those beside the one level at which recognitions are named.
    """
    apart, beside = _levels(levels), _levels(further)
    return _at_levels(node, apart, beside) if apart or beside else node


def _levels(told: Iterable[str]) -> list[str]:
    return [word if word.endswith("级") else f"{word}级" for text in told for word in _LEVEL.findall(text)]


def _at_levels(node: Node, apart: list[str], beside: list[str]) -> Node:
    if isinstance(node, Test) and node.field == "qualification" and isinstance(node.value, tuple):
        return replace(node, value=tuple(_names_at(node.value, apart, beside)))
    if isinstance(node, Test | Judgement):
        return node
    if isinstance(node, Not):
        return Not(_at_levels(node.child, apart, beside))
    return replace(node, children=tuple(_at_levels(child, apart, beside) for child in node.children))


def _names_at(names: Sequence[object], apart: list[str], beside: list[str]) -> list[str]:
    known = [str(name) for name in names]
    if not any(map(_LEVEL.match, known)):
        return [level + name for level in (apart and [*apart, *beside]) for name in known] or known
    found = [match for name in known if (match := _ONE_LEVEL.match(name))]
    if len({match[0] for match in found}) != 1:
        return known
    others = [level + match.string[match.end() :] for level in beside for match in found]
    return list(dict.fromkeys([*known, *others]))


def _quoted(node: Node, source: SourceRef) -> Node:
    """The node with one quote for all its leaves."""
    if isinstance(node, Test | Judgement):
        return replace(node, source=source)
    if isinstance(node, Not):
        return Not(_quoted(node.child, source))
    return replace(node, children=tuple(_quoted(child, source) for child in node.children))


def with_source(leaf: Leaf, source: SourceRef | None) -> Leaf:
    """The same leaf with other words; built outright, since a document's leaves all pass here to be traced."""
    if isinstance(leaf, Judgement):
        return Judgement(leaf.label, source, leaf.confidence)
    return Test(leaf.field, leaf.op, leaf.value, leaf.period, leaf.label, source, leaf.confidence)


def count(node: Node) -> int:
    """How many leaves a node has."""
    return sum(1 for _ in leaves(node))


__all__ = ["AtLeast", "Group", "Reader", "conjunction", "count", "flat", "join", "negate", "with_source"]
