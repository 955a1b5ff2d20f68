"""Whom a bracket frees from the demand before it: 注册资本50万元以上（律师事务所除外）; 办理备案（自贸区企业无需备案）."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from policymatch.conditions.nodes import All, Any, Judgement, Node, Not, Op, Test, leaves
from policymatch.parsing.assembling.joining import Piece, Read
from policymatch.parsing.fields.numbers import convert
from policymatch.parsing.fields.reading import Reading
from policymatch.parsing.text.sentences import begin_of
from policymatch.parsing.values.model import Amount, Bound

_FREED = re.compile(
    r"（(?:其中，?|但|对)?(?P<who>[^（），；]{2,40}?)的?，?(?:可以?|均|则|暂)*"
    r"(?:(?P<out>除外)|无需|无须|毋需|不需要?|不必|免于|免予|免[提缴办]|可?不(?:[提作做设办][^（）]{0,2}|要求)|不受(?:此|该|本|上述|前述)[^（）]{0,6}限制?|不受限制?|视同|同等对待|(?:参照|比照)执行)"
    r"[^（）]{0,40}）"
    r"|（(?P<out_>除)(?P<who_>[^（），；]{2,60}?)(?:外|以外|之外)?）"
    r"|（(?:其中，?|但|对)?(?P<let>[^（），；]{2,30}?(?:项目|类|(?=的?申[请报])))(?:的?申[请报]的?(?:主体|单位|企业|人|者)?|的)?，?(?:也|均)?(?:可以?|允许)(?:为|是|由)(?:非|不具|其[他它]|无|未)[^（），；可]{2,16}）"
    r"|（(?:其中，?|但|对)?(?P<less>[^（）；\d]{2,40}?(?:可以?|应)(?:适当|相应|酌情)?(?:减半|放宽|降低|从宽|下调)(?:要求|条件|标准|掌握|执行)?)）"
)


_THING = re.compile(
    "(?:面积|收入|金额|费用?|投资|税[收金费额]?|部分|款|人数|产值|销售额|利润|贷款|资金|用地|补[贴助]|奖励)$"
)
"""（仓储面积除外）: what the figure leaves out, nobody who is freed from it."""

_NOT_COUNTED = re.compile(
    "(?:(?:该|本|其)?(?:初创)?(?:企业|单位|公司|机构)的?)?(?:(?:法定代表人|法人代表|法人|经营者|投资人|股东|合伙人|负责人|创业者|申请人|本人|实际控制人)(?:、|和|及|或|以及|本人|配偶|除)*)+"
    "|(?:不含|除)?(?:[^，；]{0,4}(?:派遣|退休|返聘|实习|见习|兼职|临时|外包|外聘)[^，；、]{0,4}(?:人员|员工|职工|用工|生|工)?(?:、|和|及|或|以及)?)+"
)
"""（法定代表人除外）, （劳务派遣人员除外）: who is not counted among those before it; the demand holds for every applicant."""


def freed(reading: Reading, pieces: list[Piece], start: int, end: int, read: Read) -> list[Piece]:
    """The pieces of a segment, with an alternative to each demand that a bracket right behind it lifts for some.

    除外 frees only from a limit; behind a kind of applicant it shuts out. Who is told by a figure (成立不满一年的企业) is
    read by ``read``; any other kind is a judgement.
    """
    if not pieces or "（" not in reading.text:
        return pieces
    pieces = [(low, high, _by_what_it_is(reading.text, low, node, read)) for low, high, node in pieces]
    for match in _FREED.finditer(reading.text, start, end):
        named = match["who"] or match["who_"] or match["let"] or match["less"]
        if _THING.search(named) or _NOT_COUNTED.fullmatch(named):
            continue
        before = next(
            (
                piece
                for piece in pieces
                if piece[1] == match.start() and _frees(reading.text[piece[0] : piece[1]], piece[2], match)
            ),
            None,
        )
        if before is None and (duty := _untold(reading, pieces, start, match)) is not None:
            before, pieces = duty, [*pieces, duty]
        if before is None:
            continue
        low, high = next(match.span(name) for name in ("who", "who_", "let", "less") if match[name])
        quoted = match.end() - 1 if match["out"] else high
        who = counted(read(low, high, True))
        if isinstance(who, Test):
            who = replace(who, source=reading.source(low, match.end() - 1))
        who = who or reading.judgement(reading.text[low:high], low, quoted, 0.6)
        both = Any((before[2], who))
        pieces = [
            (piece[0], match.end(), both) if piece is before else piece
            for piece in pieces
            if not (match.start() < piece[0] and piece[1] <= match.end())
        ]
    return pieces


def _by_what_it_is(text: str, low: int, node: Node, read: Read) -> Node:
    """A limit with another one of a sort (1000万元（小微企业300万元）), the sort in a field where one tells what it is."""
    match node:
        case Any((All((Not(Judgement(label=sort)), limit)), All((Judgement(label=same), theirs)))) if sort == same:
            at = text.find(sort, low)
            known = counted(read(at, at + len(sort), True)) if at >= 0 else None
            if known is not None:
                return Any((All((Not(known), limit)), All((known, theirs))))
    return node


def counted(who: Node | None) -> Node | None:
    """Applicants told by figures, or by what they are, alone; None for all others."""
    told = list(leaves(who)) if who is not None else []
    return who if told and all(isinstance(one, Test) and _tells_who(one) for one in told) else None


def _tells_who(one: Test) -> bool:
    if isinstance(one.value, Decimal) or one.field in _STANDING:
        return True
    return one.field == "qualification" and one.value in _TITLES


_STANDING = frozenset({"entity_type", "size", "ownership"})
"""What an applicant is, whoever asks; a trade or most titles may be told of what he does."""
_TITLES = frozenset((name,) for name in ("高新技术企业", "科技型中小企业", "创新型中小企业", "专精特新中小企业"))


_ENOUGH = re.compile(
    r"（(?:其中，?|但|对)?(?P<who>[^（），；]{2,30}?)(?:的(?:企业|单位|机构|申[请报]人)?)?，(?P<then>[^（）；]{3,40}?)(?:即可|也可|亦可|可视为符合)）"
)
"""专利5件以上（成立不足两年的企业，专利3件以上即可）: what is enough for some."""


_RECKONED = re.compile(
    r"（[^（）；]{2,30}?(?:的(?:企业|单位|机构)?，?)?(?:可|则)?(?:按照?|以|参照)[^（）；]{2,30}?(?:计算|核算|折算|测算|统计|计|为准|执行|换算)）"
)
"""营业收入3000万元以上（成立不足一年的按实际月份折算）: how it is reckoned for some, which asks nothing of all."""


def enough(reading: Reading, pieces: list[Piece], start: int, end: int, read: Read) -> list[Piece]:
    """The pieces with what is enough for some, told in a bracket right behind a demand, beside that demand.

    How the demand is reckoned for some is no demand.
    """
    if not pieces or "）" not in reading.text:
        return pieces
    for match in _RECKONED.finditer(reading.text, start, end):
        if any(piece[1] == match.start() for piece in pieces):
            pieces = [piece for piece in pieces if not (match.start() < piece[0] and piece[1] <= match.end())]
    for match in _ENOUGH.finditer(reading.text, start, end):
        before = next((piece for piece in pieces if piece[1] == match.start()), None)
        who, then = read(*match.span("who"), True), read(*match.span("then"), False)
        if before is None or who is None or then is None:
            continue
        both = Any((before[2], All((who, then))))
        pieces = [
            (piece[0], match.end(), both) if piece is before else piece
            for piece in pieces
            if not (match.start() < piece[0] and piece[1] <= match.end())
        ]
    return pieces


_YOUNG = re.compile(
    r"(?:新|[当本]年)*(?:成立|注册|设立|开业|登记|运营|经营|投产)[^，。；]{0,6}?(?:不满|未满|不足|不到)"
    r"|(?:[当本]年度?|年内)?新(?:成立|设立|注册|开办)"
)
_SMALL = re.compile(
    r"(?:不[足满到超过]|未满|未达到?|[低少小]于|不超过)\d[^，。；]{1,12}$|\d[^，。；]{1,8}以[下内]的?[^，。；]{0,6}$"
)
_DUTY = re.compile(r"(?:报送|上报|填报|提供|提交|披露|纳入|入库|完成|缴纳|连续|持续|参加|公示|申报纳税|实现|通过)")
"""What the newly founded cannot have done yet frees them, limit or not: 按时报送统计报表（成立未满一年的除外）."""


def _untold(reading: Reading, pieces: list[Piece], start: int, match: re.Match[str]) -> Piece | None:
    """A duty before the bracket that nothing has read, for the newly founded and the small are freed from it, not shut out."""
    at = begin_of(reading.text, match.start(), "，；。、", start)
    words = reading.text[at : match.start()]
    if not (match["out"] and (_YOUNG.match(match["who"]) or _SMALL.search(match["who"])) and _DUTY.search(words)):
        return None
    if any(piece[0] < match.start() and at < piece[1] for piece in pieces):
        return None
    return at, match.start(), reading.judgement(words, at, match.start(), 0.6)


_EASED = re.compile(
    r"（(?:其中，?|但|对)?(?P<who>[^（），；\d]{2,30}?)(?:的)?，?(?:可以?|则|应|须)?(?:适当|相应)?(?P<then>(?:放宽|降低?|下调|减少|缩短|延长|提高)(?:至|到|为)?[^（），；\d]{0,4}\d[^（），；]{0,14}"
    r"|(?<=[的内外县市区乡镇村，社业位构才士师家者间站称历军])(?:年龄)?(?:(?:不[低少高]于|不得?超过|达到|在)\d[^（），；]{0,10}|\d[^（），；]{0,10}以[上下内]))）"
)
"""The other limit with a word that says so, or bare behind a place or a kind: （县域内的600平方米以上）, （领军人才不超过55周岁）."""


def eased(reading: Reading, pieces: list[Piece], start: int, end: int, read: Read) -> list[Piece]:
    """The pieces with the other limit that a bracket behind one sets for some: 不低于500平方米（县域机构可放宽至300平方米）."""
    if not pieces or "（" not in reading.text:
        return pieces
    for match in _EASED.finditer(reading.text, start, end):
        if match[0].startswith("（其中") and re.match(r"\d|不|达", match["then"]):
            continue  # a part of all, not another limit
        before = next((piece for piece in pieces if piece[1] == match.start() and isinstance(piece[2], Test)), None)
        limit = _limit(reading, before[2], match) if before is not None and isinstance(before[2], Test) else None
        if before is None or limit is None:
            continue
        if isinstance(before[2], Test) and match["who"][-2:] in (before[2].label or ""):
            continue  # 在孵企业不少于20家（高新技术企业不少于3家）: some of those counted
        who = counted(read(*match.span("who"), True)) or reading.judgement(match["who"], *match.span("who"), 0.6)
        both: Node = Any((before[2], All((who, limit))))
        if _is_tighter(before[2], limit):
            both = All((before[2], Any((Not(who), limit))))
        pieces = [
            (piece[0], match.end(), both) if piece is before else piece
            for piece in pieces
            if not (match.start() < piece[0] and piece[1] <= match.end())
        ]
    return pieces


def _is_tighter(limit: Node, theirs: Test) -> bool:
    """Whether some are asked for more than all are: 不低于500万元（工业项目不低于1000万元）."""
    if not isinstance(limit, Test) or not isinstance(limit.value, Decimal) or not isinstance(theirs.value, Decimal):
        return False
    upper = limit.op in (Op.LE, Op.LT)
    return theirs.value < limit.value if upper else theirs.value > limit.value


def _limit(reading: Reading, known: Test, match: re.Match[str]) -> Test | None:
    """The limit with the figure of the bracket."""
    inside = [read for read in reading.quantities if match.start("then") <= read.start and read.end <= match.end()]
    value = inside[0].value if inside else None
    amount = value.amount if isinstance(value, Bound) else value
    if not isinstance(amount, Amount):
        return None
    made = convert(known.field, amount)
    if made is None or type(made) is not type(known.value):
        return None
    return reading.test(
        known.field, known.op, made, *match.span("then"), period=known.period, label=known.label, confidence=0.7
    )


def _frees(words: str, node: Node, match: re.Match[str]) -> bool:
    if match["out"] and _YOUNG.match(match["who"]) and _DUTY.search(words):
        return True
    if match["out"] or match["out_"]:
        return isinstance(node, Test) and not isinstance(node.value, bool | tuple)
    return any(isinstance(leaf, Test | Judgement) for leaf in leaves(node))


__all__ = ["counted", "eased", "enough", "freed"]
