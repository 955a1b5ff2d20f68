"""The pieces of one segment joined: demands add up, kinds of applicants in a row and 或 make alternatives.

A piece is a stretch of the compact view with the node it means. What a bracket says holds for the identity before it
(留学回国人员（毕业5年内）); 或 before a closing noun phrase takes the whole noun phrase before it as the other side.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from policymatch.conditions.nodes import All, Any, Judgement, Node, Test, leaves, tests
from policymatch.parsing.immutable import immutable
from policymatch.parsing.structure import relations

Piece = tuple[int, int, Node]
Read = Callable[[int, int, bool], Node | None]
"""Reads a stretch of the clause's compact view; the flag says whether it is the noun phrase of an applicant."""

BRACKETS = re.compile(r"（(?:[^（）]|（[^（）]*）)*）?")
OR = re.compile(r"(?:，|、|；)?(?:或者|或)(?!以上|称|者以上|许可)")
_OR_IN_BRACKETS = re.compile(r"^（或者?$")
"""What may stand in its place, told in brackets: 年销售额500万元以上（或月均40万元以上）."""
ENUMERATED = frozenset({"、", "和", "及", "及其", "以及", "与", "、和", "/"})
KINDS = frozenset(
    {
        "qualification",
        "entity_type",
        "size",
        "applicant_identity",
        "industry",
        "business_domain",
        "above_scale",
        "ownership",
        "listing",
    }
)
NOUNS = re.compile(
    r"(?:企业|机构|单位|学校|组织|院所|协会|商会|基地|中心|平台|团队|人员|公司|高校|园区|主体|合作社|农场|个人|者"
    r"|联盟|期刊|出版社|媒体|银行|医院|院校|实验室|研究院|研究所|工作站|门店|商户|场馆|剧院|工厂|事务所|基金会|书店|酒店|民宿|景区"
    r"|综合体|载体|孵化器|加速器|众创空间|交易所|交易场所|交易市场|博物馆|图书馆|运营商|服务商|供应商|经营户|大户|农户|学会|联合会|研究会|专家|院士|教授|教师|医师|工程师|设计师"
    r"|研究生|本科生|专科生|大学生|旅行社|景点|饭店|宾馆|诊所|商场|超市|牧场|影院|传承人|毕业生|人才|骨干|负责人|代表人|技师|高级工|[职员]工|学生|青年|博士|硕士|护理员|选手|工匠)$"
)


_LONGEST_NOUN = 4


@immutable
class Alternatives:
    """Nodes of which one holds; ``glued`` where nothing but 的 stands between it and what came before."""

    nodes: tuple[Node, ...]
    glued: bool


def join(text: str, pieces: list[Piece]) -> Node | None:
    """The pieces of one segment, in the order of the text, as one node; None of none."""
    pieces = _qualified(text, _overlaid(pieces))
    if not pieces:
        return None
    if ("的、" in text or "的或" in text) and (deeds := _deeds(text, pieces)):
        return relations.group("any", [node for deed in deeds if (node := join(text, deed)) is not None])
    groups = [Alternatives((pieces[0][2],), glued=False)]
    at = 0
    while (at := at + 1) < len(pieces):
        start, _, node = pieces[at]
        _, before, last = pieces[at - 1]
        between = BRACKETS.sub("", text[before:start]) if before <= start else "，"
        if _OR_IN_BRACKETS.search(text[before:start]):
            groups[-1] = Alternatives((*groups[-1].nodes, node), groups[-1].glued)
        elif (OR.search(between) or (not between and OR.match(text, start))) and not _no_choice(
            text[:before], node, last
        ):
            to = _noun_phrase(text, pieces, at)
            kinds = nominal(pieces[to][2]) and (nominal(last) or _legal(last))
            if to == len(pieces) - 1 and kinds and not _honours(last, node):
                _fold(groups)
            node = relations.group("all", [piece[2] for piece in pieces[at : to + 1]]) or node
            groups[-1] = Alternatives((*groups[-1].nodes, node), groups[-1].glued)
            at = to
        elif between in ENUMERATED and _personal(last) and (to := _person(text, pieces, at)):
            if groups[-1].glued and len(groups) > 1 and _of_person(groups[-2].nodes[0]):
                _fold_limit(groups)
            node = relations.group("all", [piece[2] for piece in pieces[at : to + 1]]) or node
            groups[-1] = Alternatives((*groups[-1].nodes, node), groups[-1].glued)
            at = to
        elif between.removeprefix("企业") in ENUMERATED and nominal(last) and nominal(node):
            groups[-1] = Alternatives((*groups[-1].nodes, node), groups[-1].glued)
        else:
            groups.append(Alternatives((node,), between in ("", "的")))
    nodes = [relations.group("any", relations.merge_lists(group.nodes)) for group in groups]
    return relations.group("all", [node for node in nodes if node is not None])


def _noun_phrase(text: str, pieces: list[Piece], at: int) -> int:
    """Where the kind of applicant ends that a piece behind 或 opens (甲企业或在本区设有机构的|乙企业); the piece itself where it opens none."""
    last = pieces[at - 1][2]
    if not nominal(last.children[-1] if isinstance(last, All) else last):
        return at
    for to in range(at, len(pieces)):
        if nominal(pieces[to][2]) and (text[pieces[to][1] : pieces[to][1] + 1] != "的" or to == len(pieces) - 1):
            return to
        if to == len(pieces) - 1 or text[pieces[to][1] : pieces[to + 1][0]] not in ("", "的"):
            return at
    return at


def _person(text: str, pieces: list[Piece], at: int) -> int:
    """Where the kind of person ends that opens with its years or age (在校生和|毕业5年以内的高校毕业生); 0 where none does."""
    limit = pieces[at][2]
    if not _of_person(limit) or at + 1 == len(pieces):
        return 0
    return at + 1 if text[pieces[at][1] : pieces[at + 1][0]] in ("", "的") and _personal(pieces[at + 1][2]) else 0


def _of_person(node: Node) -> bool:
    """Whether a node may limit a person: years and age."""
    return isinstance(node, Test) and node.field in ("declared_number", "applicant_age")


_PERSONAL = re.compile(
    "(?:毕业生|研究生|本科生|专科生|大学生|人才|博士|硕士|专家|教授|[职员]工|技师|青年|高级工|工程师|医师|教师|骨干)$"
)


def _personal(node: Node) -> bool:
    """Whether a piece names a kind of person, in a field or in words."""
    return _identity(node) or (isinstance(node, Judgement) and bool(_PERSONAL.search(node.label)))


def _fold_limit(groups: list[Alternatives]) -> None:
    """Take the limit before a kind of person into it: 毕业5年内的研究生 beside other persons with limits of their own."""
    right, left = groups.pop(), groups.pop()
    both = relations.group("all", [*left.nodes, *right.nodes])
    groups.append(Alternatives((both,) if both else (), left.glued))


def _deeds(text: str, pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces of each of several deeds that end in 的 (制定国家标准的、获得国家质量奖的企业); empty where they are none."""
    found = [[pieces[0]]]
    for last, piece in pairwise(pieces):
        between = text[last[1] : piece[0]]
        between = between if text[last[1] - 1] != "的" else "的" + between
        if _NEXT_DEED.fullmatch(between):
            found.append([])
        found[-1].append(piece)
    clean = any(_negative(node) for _, _, node in pieces)
    placed = any(_stands(leaf) for _, _, node in pieces for leaf in leaves(node))
    return found if len(found) > 1 and not clean and not placed else []


_NEXT_DEED = re.compile("的(?:、|、?或者?)(?:获得?|被|经)?")


def _stands(leaf: Test | Judgement) -> bool:
    return (
        leaf.field in _STANDING
        if isinstance(leaf, Test)
        else bool(re.match("[在于].{2,16}(?:注册|举办|开设|实施|召开|新建|承办)|依法.{0,4}登记", leaf.label))
    )


_STANDING = frozenset(
    {"registered_region", "tax_region", "statistics_region", "operating_region", "project_region", "legal_person"}
    | {"years_established", "established_on", "project_started_on", "project_completed_on"}
)
"""Where, since when and what the applicant is holds beside what it does: 在本区注册的、从事养老服务的机构."""


def _fold(groups: list[Alternatives]) -> None:
    """Take the modifiers that are glued to the last group into it: 市内注册的法人单位 is one noun phrase."""
    while len(groups) > 1 and groups[-1].glued and len(groups[-1].nodes) == 1 == len(groups[-2].nodes):
        if is_limit(groups[-2].nodes[0]):
            return  # 床位50张以上的综合医院或专科医院: the limit is asked of either
        right, left = groups.pop(), groups.pop()
        both = relations.group("all", [*left.nodes, *right.nodes])
        groups.append(Alternatives((both,) if both else (), left.glued))


def is_limit(node: Node) -> bool:
    """Whether a node is one test against a number or a day."""
    return isinstance(node, Test) and not isinstance(node.value, bool | tuple)


def _overlaid(pieces: list[Piece]) -> list[Piece]:
    """Pieces that share words say one thing together (规上工业企业: 规模以上, and 工业)."""
    merged: list[Piece] = []
    for start, end, node in pieces:
        if merged and start < merged[-1][1]:
            low, high, before = merged[-1]
            both = relations.group("all", [before, node])
            merged[-1] = (low, max(high, end), both or node)
        else:
            merged.append((start, end, node))
    return merged


def _qualified(text: str, pieces: list[Piece]) -> list[Piece]:
    """A bracket after an identity holds for that identity alone."""
    done: list[Piece] = []
    for start, end, node in pieces:
        last = done[-1] if done else None
        if last and text[last[1] : start] == "（" and _identity(last[2]) and not _negative(node):
            both = relations.group("all", [last[2], node])
            done[-1] = (last[0], end, both or node)
        else:
            done.append((start, end, node))
    return done


def _identity(node: Node) -> bool:
    return isinstance(node, Test) and node.field == "applicant_identity"


def _legal(node: Node) -> bool:
    return isinstance(node, Test) and node.field == "legal_person"


def _negative(node: Node) -> bool:
    return any(test.value is False or str(test.op) in ("not_in", "has_none") for test in tests(node))


def _denies(node: Node, last: Node) -> bool:
    """Whether a judgement says what must not be: neither it nor what the record before it denies (无违法行为或涉嫌违法)."""
    if not isinstance(node, Judgement):
        return False
    return node.label.startswith(("不含", "不包括")) or (node.label.startswith("不存在") and _negative(last))


_THING = (
    "(?:店|网点|站点?|设施|场[所地]|基地|车间|生产线|装置|厂房?|机构|[桩库馆仓房船车]|车辆|船舶|房源|床位|工位|机位)"
)
_COUNTED_THING = re.compile(f"{_THING}$")
_IT_IS_SAID_OF = re.compile(
    rf"[^，。；\d]{{0,4}}?{_THING}(?:[在于均已须应自]|经(?!营)|取得|投[产入用]|完成|处于|正常)[^，。；]{{2,}}"
)


def _no_choice(said: str, node: Node, last: Node) -> bool:
    """Whether 或 makes no choice: what is denied, or another thing counted, of which the words tell: 5家门店|或|网点在申报前开业."""
    if _denies(node, last):
        return True
    if not isinstance(node, Judgement) or not isinstance(last, Test | Any) or not _COUNTED_THING.search(said):
        return False
    limits = [one for one in leaves(last) if isinstance(one, Test) and not isinstance(one.value, bool | tuple)]
    return bool(limits) and _IT_IS_SAID_OF.fullmatch(node.label) is not None


def _honours(a: Node, b: Node) -> bool:
    """Two honours side by side: what stands before them holds for both (在区内注册的甲企业或乙企业)."""
    return all(isinstance(node, Test) and node.field == "qualification" for node in (a, b))


def also(before: Node, node: Node, *, named: bool = False) -> Node | None:
    """A further kind of applicant beside the last one named (…的高新技术企业，以及高等学校); None where it is none.

    Args:
        before: what was read of those before it.
        node: what was read of it.
        named: whether its words end in a kind of applicant, whatever else they say of it (以及设计类行业协会).
    """
    last = before.children[-1] if isinstance(before, All) else before
    if not (nominal(last) and (named or nominal(node))):
        return None
    both = relations.group("any", relations.merge_lists([last, node]))
    if both is None or not isinstance(before, All):
        return both
    return All((*before.children[:-1], both))


def nominal(node: Node) -> bool:
    """Whether a piece names a kind of applicant: such pieces in a row are alternatives."""
    if isinstance(node, Judgement):
        return bool(NOUNS.search(node.label, max(0, len(node.label) - _LONGEST_NOUN)))
    if isinstance(node, All | Any):
        return any(nominal(leaf) for leaf in leaves(node)) and not any(_other(leaf) for leaf in leaves(node))
    return isinstance(node, Test) and node.field in KINDS and (node.value is True or str(node.op) in ("in", "has_any"))


def _other(leaf: Node) -> bool:
    """A leaf that keeps a group from being a kind of applicant: anything but its years and ages."""
    return not nominal(leaf) and not (isinstance(leaf, Test) and leaf.field in ("declared_number", "applicant_age"))


def turned(node: Node) -> Node:
    """A segment that says who stays out: turned round, unless its facts already say so."""
    if _negative(node) or isinstance(node, Judgement):
        return node
    return relations.negate(node)
