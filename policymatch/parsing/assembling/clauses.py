"""One eligibility stretch of a policy → its node in the condition language.

Families of fields find facts; what overlaps is settled by rank and length; what no fact explains becomes a judgement
with its own words, so nothing is dropped; and the joining words (且, 或, 除外, 若…则) make the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from operator import itemgetter

from policymatch.conditions.nodes import All, Judgement, Node, Not, Test, leaves
from policymatch.parsing.assembling.adding import STAYS_OUT, Part, add_up, kept_out
from policymatch.parsing.assembling.byage import parted_by_age
from policymatch.parsing.assembling.bysort import but_for, by_sort, further, gathered, goes_on, lone_sort, of_sort
from policymatch.parsing.assembling.cases import Case, opening_case, read_case, split_case, with_case
from policymatch.parsing.assembling.collecting import collect
from policymatch.parsing.assembling.freeing import counted, eased, enough, freed
from policymatch.parsing.assembling.including import including
from policymatch.parsing.assembling.joining import NOUNS, also, join, turned
from policymatch.parsing.assembling.limited import crossed, limited_row, paid_apart, told_apart
from policymatch.parsing.assembling.reading import ClauseReading, Ladder
from policymatch.parsing.assembling.residue import in_full, judge
from policymatch.parsing.assembling.settling import explained, settle
from policymatch.parsing.assembling.signs import left_out, signed
from policymatch.parsing.assembling.sized import eased_for_some, limit_for_some
from policymatch.parsing.assembling.someof import announcing, behind, behind_colon, chosen
from policymatch.parsing.fields.reading import Fact, Reading, split_outside
from policymatch.parsing.fields.rows import PAIRED
from policymatch.parsing.structure import relations
from policymatch.parsing.structure.definitions import Definitions
from policymatch.parsing.structure.others import of_others, whom
from policymatch.parsing.text.sentences import cut_long
from policymatch.parsing.values.folded import Folded
from policymatch.spans import Span


def read_clause(text: str, span: Span, definitions: Definitions, *, subject: str = "") -> ClauseReading:
    """Read ``text[span]`` as a condition.

    Args:
        text: the whole source.
        span: one eligibility stretch of it.
        definitions: how the document's words are to be read.
        subject: who the stretch speaks of, where the sentence says it elsewhere.

    Returns:
        The node with verbatim quotes; what no field holds is a judgement.
    """
    return _read(text, span, definitions, subject=subject, noun=False)


def read_subject(text: str, span: Span, definitions: Definitions) -> ClauseReading:
    """Read the noun phrase of whom a sentence supports (在区内注册、具有独立法人资格的高新技术企业)."""
    return _read(text, span, definitions, subject="", noun=True)


LONGEST = 3000
"""Characters of one clause; longer stretches are no clause and are read piece by piece, so that time stays linear."""


def _read(text: str, span: Span, definitions: Definitions, *, subject: str, noun: bool) -> ClauseReading:
    if len(span) > LONGEST:
        pieces = [
            _read(text, piece, definitions, subject=subject, noun=noun) for piece in cut_long(text, span, LONGEST)
        ]
        return ClauseReading(
            relations.group("all", [piece.node for piece in pieces if piece.node is not None]),
            tuple(ladder for piece in pieces for ladder in piece.ladders),
            tuple(fact for piece in pieces for fact in piece.facts),
        )
    reading = Reading(Folded(text, span.start, span.end), definitions, subject)
    if not reading.text:
        return ClauseReading(None)
    facts = explained(reading, settle(collect(reading)))
    node = _choice(reading, facts, noun) or _all_of(reading, facts, 0, len(reading.text), noun)
    node = _requoted(node, text) if node is not None else None
    ladders = tuple(Ladder(fact.node, fact.ladder) for fact in facts if fact.ladder) or tuple(
        Ladder(rungs[0], rungs)
        for start, end in segments(reading, facts, 0, len(reading.text))
        if "、" in reading.text[start:end] and (rungs := tuple(_paid_apart(reading, facts, start, end)[0]))
    )
    return ClauseReading(node, ladders, tuple((reading, fact) for fact in facts))


def _requoted(node: Node, text: str) -> Node:
    """The node with quotes cut from the text: a row of names that became one list is quoted whole."""
    if isinstance(node, Test):
        source = node.source
        if source is None or source.span is None or len(source.quote) == len(source.span):
            return node
        return replace(node, source=replace(source, quote=source.span.of(text)))
    if isinstance(node, Not):
        return Not(_requoted(node.child, text))
    if isinstance(node, Judgement):
        return node
    quoted = tuple(_requoted(child, text) for child in node.children)
    same = all(new is old for new, old in zip(quoted, node.children, strict=True))
    return node if same else replace(node, children=quoted)


def _all_of(reading: Reading, facts: list[Fact], start: int, end: int, noun: bool) -> Node | None:
    """The sentences of a stretch, added up."""
    spans = [(max(a, start), min(b, end)) for a, b in cut(reading, "。；！") if b > start and a < end]
    spans = _uncut(spans, facts)
    if noun and (sorts := _sorts(reading, facts, spans)) is not None:
        return sorts
    told: list[Part] = []
    aged = parted_by_age(reading.text, spans, lambda a, b: _stretch(reading, facts, a, b, noun))
    for at, (a, b) in enumerate(spans):
        if aged is not None and aged[0] <= at <= aged[0] + 1:
            told += [Part("", aged[1], reading.text[a : spans[at + 1][1]])] if at == aged[0] else []
            continue
        both = partial(_stretch, reading, facts), partial(_afresh, reading)
        paired = _is_paired(facts, a, b)
        if not (paired or by_sort(reading)) and (varied := limit_for_some(reading, a, b, *both)) is not None:
            told.append(Part("", varied, reading.text[a:b]))
            continue
        if told and not paired and (eased := eased_for_some(reading, a, b, told[-1].node, both[1])) is not None:
            told[-1] = replace(told[-1], node=eased)
            continue
        turn = b if paired else split_case(reading.text, a, b, reading.segments)
        case = None
        if turn < b:
            case = read_case(reading.text, turn, b, partial(_for_case, reading, facts))
            case = case if case is None or case.then is None or told or turn > a else None
        if case is not None and case.easier and turn == a and told and _OF_A_SORT.match(told[-1].text):
            case = None  # sorts side by side, each with its own limit: neither varies the other
        told += _told(reading, facts, a, turn if case is not None else b, noun)
        if case is not None and not _vary(told, case) and case.easier:
            told += _told(reading, facts, turn, b, noun)
    return add_up(gathered(told))


def _uncut(spans: list[tuple[int, int]], facts: list[Fact]) -> list[tuple[int, int]]:
    """The sentences of a stretch, those that one fact runs through as one (批发企业…2亿元；零售企业…5000万元)."""
    found: list[tuple[int, int]] = []
    for a, b in spans:
        if found and any(fact.start < found[-1][1] and a < fact.end for fact in facts):
            found[-1] = (found[-1][0], b)
        else:
            found.append((a, b))
    return found


def _afresh(reading: Reading, start: int, end: int, noun: bool) -> Node | None:
    """A stretch read by itself, whatever was made of the words around it."""
    span = reading.folded.span(start, end)
    return _read(reading.folded.source, span, reading.definitions, subject="", noun=noun).node


def _for_case(reading: Reading, facts: list[Fact], start: int, end: int, noun: bool) -> Node | None:
    """A stretch of a case, with the facts of the clause; who is told by what he is alone, by itself."""
    who = counted(_afresh(reading, start, end, noun)) if noun else None
    return who or _stretch(reading, facts, start, end, noun)


_OF_A_SORT = re.compile(r"[^，；]{2,24}的，")
_DEMANDS = re.compile(r"应当?|须|需|必须|不得|未|不[低少]于|除外|[^，。；]的$")


def _sorts(reading: Reading, facts: list[Fact], spans: list[tuple[int, int]]) -> Node | None:
    """Kinds of applicant side by side (在本市注册的甲企业；高等学校设立的研究机构): whoever is one may apply."""
    said = [reading.text[a:b] for a, b in spans]
    if len(said) < 2 or not all(NOUNS.search(words) and not _DEMANDS.search(words) for words in said):
        return None
    if any(reading.text[b : b + 1] != "；" for _, b in spans[:-1]):
        return None
    nodes = [_stretch(reading, facts, a, b, True) for a, b in spans]
    return relations.group("any", [node for node in nodes if node is not None])


def _told(reading: Reading, facts: list[Fact], start: int, end: int, noun: bool) -> list[Part]:
    """The sentence of a stretch, where it says anything."""
    word, node, sorts = _sentence(reading, facts, start, end, noun) if end > start else ("", None, [])
    return [*([Part(word, node, reading.text[start:end])] if node is not None else []), *sorts]


def _vary(told: list[Part], case: Case) -> bool:
    """Let a case vary the demand that it speaks of, the nearest before it first."""
    for at in reversed(range(len(told))):
        if (varied := with_case(told[at].node, case)) is not None:
            told[at] = replace(told[at], node=varied)
            return True
    return False


def _stretch(reading: Reading, facts: list[Fact], start: int, end: int, noun: bool) -> Node | None:
    """The segments of a stretch, added up."""
    read = [_segment(reading, facts, a, b, noun) for a, b in segments(reading, facts, start, end)]
    return relations.group("all", [node for node in read if node is not None])


LEAD_IN = re.compile(r"[^。；：]{0,60}(?:之一|任[一意]|[一二两三四五六\d]\s*[项个条种])[^。；：]{0,24}：(?=.{4,})")
POINT = re.compile(
    r"(?:^|(?<=[；。，：]))(?:（[一二三四五六七八九十\d]{1,2}）|[①②③④⑤⑥⑦⑧⑨⑩]|[一二三四五六七八九\d]{1,2}[.．、）]|[一二三四五]是)"
)


def _choice(reading: Reading, facts: list[Fact], noun: bool) -> Node | None:
    """A list in one stretch: 符合下列条件之一：（1）…；（2）…; the words before the colon say how its points join."""
    lead = LEAD_IN.match(reading.text) if "：" in reading.text else None
    kind = relations.joiner(lead[0]) if lead else "all"
    if lead is None or kind == "all":
        return None
    row: list[tuple[int, int]] = []
    points = [match.start() for match in POINT.finditer(reading.text, lead.end())]
    spans = [*zip(points, [*points[1:], len(reading.text)], strict=True)] if points else []
    if len(spans) < 2:
        row = behind_colon(reading.text, lead.end(), kind)
        spans = row or [(max(a, lead.end()), b) for a, b in cut(reading, "。；！") if b > lead.end()]
    nodes = [
        _all_of(reading, facts, a, b, noun) or (reading.judgement(reading.text[a:b], a, b, 0.5) if row else None)
        for a, b in spans
    ]
    before = _all_of(reading, facts, 0, announcing(lead[0]), noun)
    chosen = relations.group(kind, [node for node in nodes if node is not None])
    return relations.group("all", [node for node in (before, chosen) if node is not None])


def cut(reading: Reading, stops: str) -> Iterator[tuple[int, int]]:
    """Sentences of the clause."""
    return split_outside(reading.text, stops)


def _sentence(
    reading: Reading, facts: list[Fact], start: int, end: int, noun: bool
) -> tuple[str, Node | None, list[Part]]:
    """A sentence's segments joined, and its limits of sorts; the first word tells how it joins the sentence before."""
    text = reading.text[start:end]
    word, read = "或" if text.startswith("或") else "", partial(_stretch, reading, facts)
    if choice := opening_case(reading.text, start, end, partial(_for_case, reading, facts), reading.around):
        return word, choice, []
    parts: list[Part] = []
    if "，且" in text and (row := limited_row(reading.text, start, end)):
        sorts_of = [_stretch(reading, facts, low, high, noun) for low, high in row]
        return word, relations.group("any", [node for node in sorts_of if node is not None]), []
    spans = segments(reading, facts, start, end)
    if len(spans) > 2 and reading.text.startswith("以及", spans[-1][0]) and _all_kinds(reading, spans):
        kinds = [_segment(reading, facts, low, high, noun) for low, high in spans]
        return word, relations.group("any", [node for node in kinds if node is not None]), []
    out = len(spans) > 1 and bool(STAYS_OUT.fullmatch(reading.text, *spans[-1]))
    lone = not (sorts := by_sort(reading))
    sorts = sorts or lone_sort(reading)
    enough = behind(reading.text, *spans[-1]) if len(spans) > 1 else None
    for low, high in spans[:-1] if out or enough else spans:
        whose = sorts.get(low) if not _is_paired(facts, low, high) else None
        if whose is not None and (only := of_sort(reading, whose, low, high, read, lone=lone)) is not None:
            parts.append(only)
            continue
        if parts and (freer := but_for(reading, parts[-1], low, high)) is not None:
            parts[-1] = freer
            continue
        if (node := _segment(reading, facts, low, high, noun)) is not None:
            _add(parts, Part("", node, reading.text[low:high]), first=low == start)
    word = "各" if parts and all(part.word == "各" for part in parts) else word
    if out:
        return word, kept_out(parts), []
    if enough and parts:
        every = parts if len(parts) > 1 else [Part("", one) for one in relations.members(parts[0].node)]
        return word, relations.group(enough, [part.node for part in every]), []
    sorted_out = [part for part in parts if part.word in ("类", "独")]
    return word, add_up([part for part in parts if part not in sorted_out]), sorted_out


def _add(parts: list[Part], part: Part, *, first: bool) -> None:
    """Put a segment to those before it: beside the kind of applicant or the limit that it goes on with, or by itself."""
    lead, last = part.text, parts[-1] if parts else None
    if last is not None and goes_on(last, lead):
        parts[-1] = further(last, part.node)
    elif last is not None and lead.startswith("以及") and (beside := also(last.node, part.node)) is not None:
        parts[-1] = replace(last, node=beside)
    elif last is not None and "的" in lead and lead.startswith("以及") and all(map(NOUNS.search, (lead, last.text))):
        parts[-1] = replace(last, node=relations.group("any", [last.node, part.node]) or part.node)
    elif (
        last is not None
        and lead.startswith("以及")
        and all(map(NOUNS.search, (lead, last.text)))
        and (beside := also(last.node, part.node, named=True)) is not None
    ):
        parts[-1] = replace(last, node=beside)
    else:
        joint = None if first else _JOINT.match(lead)
        parts.append(part if joint is None else replace(part, word="或" if joint["or"] else "但"))


_JOINT = re.compile("(?:(?P<or>或|或者)(?!称)|但(?!不))")


def _all_kinds(reading: Reading, spans: list[tuple[int, int]]) -> bool:
    """Whether every segment ends in a kind of applicant: …的企业，…的项目，以及…的机构."""
    return all(
        re.search("(?:项目|企业|机构|单位|平台|园区|基地|团队)的?$", reading.text[low:high]) for low, high in spans
    )


def segments(reading: Reading, facts: list[Fact], start: int, end: int) -> list[tuple[int, int]]:
    """Stretches between commas, but never a cut through a fact."""
    found: list[tuple[int, int]] = []
    low = start
    for a, b in reading.segments:
        if b <= start or a >= end:
            continue
        b = min(b, end)
        if any(fact.start < b < fact.end for fact in facts):
            continue
        found.append((low, b))
        low = b + 1
    if low < end and (not found or found[-1][1] < end):
        found.append((low, end))
    return [(a, b) for a, b in found if a < b]


def _is_paired(facts: list[Fact], start: int, end: int) -> bool:
    """Whether sorts with limits of their own have been read in a stretch already."""
    return bool(facts) and any(fact.rule == PAIRED.name and fact.start < end and start < fact.end for fact in facts)


def _segment(reading: Reading, facts: list[Fact], start: int, end: int, noun: bool) -> Node | None:
    """One segment: its facts and what is left over, joined in order."""
    each, whose = _paid_apart(reading, facts, start, end)
    if each:
        all_of = _segment(reading, facts, *whose, noun) if whose is not None else None
        return relations.group("all", [node for node in (relations.group("any", each), all_of) if node is not None])
    row = [] if _is_paired(facts, start, end) else limited_row(reading.text, start, end)
    apart = (
        row if crossed(facts, row) else [] if row or "的" not in reading.text else told_apart(reading.text, start, end)
    )
    if apart:
        spans = [reading.folded.span(a, b) for a, b in apart]
        kinds = [
            _read(reading.folded.source, each, reading.definitions, subject=reading.subject, noun=noun).node
            for each in spans
        ]
        return relations.group("any", [node for node in kinds if node is not None])
    if row:
        sorts = [_segment(reading, facts, a, b, noun) for a, b in row]
        return relations.group("any", [node for node in sorts if node is not None])
    inside = [fact for fact in facts if start <= fact.start and fact.end <= end]
    out = left_out(reading, start, end)
    pieces = [
        *((f.start, f.end, signed(reading.text, start, f)) for f in inside if f.node != All(())),
        *judge(reading, inside, start, end, noun),
    ]
    pieces = in_full(reading, sorted(pieces, key=_PLACE), start, end)
    if out:
        pieces = [(a, b, turned(n) if any(x <= a and b <= y for x, y in out) else n) for a, b, n in pieces]
    pieces = chosen(reading.text, sorted(pieces, key=_PLACE), end)
    pieces = freed(reading, pieces, start, end, afresh := partial(_afresh, reading))
    pieces = enough(reading, pieces, start, end, afresh)
    pieces = including(reading, eased(reading, pieces, start, end, afresh), start, end)
    node = join(reading.text, sorted(pieces, key=_PLACE))
    other = whom(reading.text, start, end)
    node = _of_another(reading, node, other, start, end) if node is not None and other else node
    stays_out = OUT.search(reading.text[start:end]) and not LISTED.search(reading.text[start:end])
    return turned(node) if node is not None and stays_out else node


_ALREADY = re.compile("(?:均|都|应当?|须|需|必须|已经?)*")


def _of_another(reading: Reading, node: Node, who: str, start: int, end: int) -> Node | None:
    """What a segment says of others; one judgement where it is all for a person to see: 引进项目|已在本市|注册."""
    told = of_others(node, who)
    if not isinstance(told, All):
        return told
    if all(isinstance(leaf, Judgement) for leaf in leaves(told)):
        return reading.judgement(reading.text[start:end].rstrip("，。；"), start, end, 0.6)
    rest = tuple(
        child
        for child in told.children
        if not (isinstance(child, Judgement) and _ALREADY.fullmatch(child.label.removeprefix(who)) is not None)
    )
    return relations.group("all", list(rest)) if rest else told


def _paid_apart(reading: Reading, facts: list[Fact], start: int, end: int) -> tuple[list[Node], tuple[int, int] | None]:
    """The measures of a segment that are paid for each on its own, and the words on whom all are said of."""
    source, span = reading.folded.source, reading.folded.span(start, end)
    row, whose = paid_apart(reading.text, start, end, source[span.end : span.end + 60])
    if not row or _is_paired(facts, start, end) or any(f.ladder and f.start < end and start < f.end for f in facts):
        return [], None
    spans = (reading.folded.span(low, high) for low, high in row)
    read = [_read(source, one, reading.definitions, subject=reading.subject, noun=False).node for one in spans]
    each = [node for node in read if node is not None]
    return (each, whose) if len(each) == len(row) else ([], None)


_PLACE = itemgetter(0, 1)
LISTED = re.compile(r"(?:下列|以下|如下|上述)[^，。；]{0,6}(?:情形|情况|行为|条件|之一)")
OUT = re.compile(
    r"(?:不纳入[^，。；]{0,8}|除外|不享受[^，。；]{0,10}|不予[^，。；]{0,6}|不在[^，。；]{0,6}(?:支持|扶持|奖励|"
    r"补助|资助)范围[^，。；]{0,2}|不得申报|不(?:[再得予能可])*重复(?:申[请报]|认定)|不适用[^，。；]{0,8})的?$"
)
