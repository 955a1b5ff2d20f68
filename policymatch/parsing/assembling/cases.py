"""Demands on some applicants within a clause: 其中，…的，应…; …放宽至…; 成立不满一年的除外; 不受…限制.

What binds some is not asked of all: a case with a demand of its own is 非此情形，或满足其要求; a case with a looser
limit, or with none, stands beside the limit for the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from policymatch.conditions.nodes import All, Any, Judgement, Node, Op, Test, leaves
from policymatch.parsing.assembling.joining import Read
from policymatch.parsing.immutable import immutable
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure import relations
from policymatch.spans import SourceRef, Span

_SORT = (
    r"[^，。；：\d]{0,12}?(?:企业|总部|单位|机构|园区|基地|个人|合作社|农场|大户|农户|"
    r"团队|社会组织|个体工商户|高校|院所|协会|自然人|人员|(?:重[大点]|[^，。；：\d]{2,6}类)项目)"
)
_KIND = r"(?:的(?:企业|单位|项目|机构|申[请报]人|主体|园区|基地|团队|产品)?)"
_MIDDLE = re.compile(
    rf"(?:其中|但是?)，?(?:对于?|若|如)?(?P<case>[^，。；：]{{2,40}}?){_KIND}，(?:则|可以?)?(?P<then>[^。；]{{3,}})$"
)
"""其中，参保职工30人以下的，裁员率不高于20%: stands behind the demand that it varies."""
_KIND_TOO = re.compile(
    r"(?<=，)(?!(?:所在|申[请报领办]|申领|拟|该|本|上述|承担|实施|牵头|参与|建设|运营|[^，。；：]{0,8}的)*(?:项目)?(?:企业|单位|机构|个人|人员|项目))"
    r"(?P<case>[^，。；：\d应须需]{2,10}?(?:企业|单位|机构|个人|人员|项目|作品|产品))还(?:应当?|须|需要?|必须)(?:同时)?(?P<then>[^。；]{3,})$"
)
"""应具有出口资质，游戏企业还须取得版号: what a sort is asked besides."""
_AS_ONE = re.compile(
    r"(?P<case>(?:[^，。；：\d]{0,6}(?:企业|高校|院校|院所|医院|机构|协会|社会组织|园区))(?:作为[^，。；：]{2,10}|牵头(?:申[请报]|建设|承担|组建)?|申[请报]))的，"
    r"(?:其|该)?(?P<then>(?!由|向|提[交供]|填)[^。；，]{0,24}(?:还|应|须|需|不得?[低少高]于|达到)[^。；]{3,})$"
)
"""研发投入4000万元以上，企业作为牵头单位的，其占比还应达到4%: what one kind of those who may apply is asked besides."""
_LOOSER = re.compile(
    rf"(?:其中|但是?)?，?(?P<case>{_SORT})的?"
    r"(?P<then>[^，。；：]{2,16}(?:放宽|降低|降|下调)[至到为][^。；，]{2,})$"
)
"""建筑业总部纳税额放宽至300万元."""
_SORT_WORDS = "专业|综合|特色|新建|初创|小微|科技|县级|乡镇|农村|山区|个人|社区"
_BARE = re.compile(
    rf"(?:其中|但是?)?，?(?P<case>(?:{_SORT_WORDS})[^，。；：、\d]{{0,10}}?)"
    r"(?P<then>(?:在孵企业|面积|人员|从业人员|营业收入|投资额?)?(?:应|须|需)?(?:不[低少]于|达到|不超过)\d[^，。；]{1,16})$"
)
"""专业孵化器不低于2000平方米: a limit of the kind before it, for a sort alone, where it is the easier one."""
_EASIER = re.compile(
    rf"(?:对于?)?(?P<case>[^，。；：\d]{{2,24}}?){_KIND}，(?P<then>[^，。；\d]{{0,16}}\d[^，。；]{{1,16}})$"
)
"""属于数字经济领域的，增速不低于10%: the same, of whatever sort."""
_ABOUT = "(?:申[请报]的?|资助|支持|扶持|补[贴助]|服务)?(?:对象|单位|主体|人|企业|机构|项目(?:单位)?|产品|设备|成果|作品|活动|专利权?|知识产权|场地|贷款)"
_SORT_MUST = re.compile(
    rf"(?:其中|但是?)，?(?P<case>{_SORT}(?:(?:、|和|及|或){_SORT}){{0,3}})(?P<then>(?:还|均)?(?:应当?|须|需|必须)(?:同时)?(?:为|是|属于|具[有备]|取得|持有|拥有)[^。；，]{{2,}})$"
)
"""其中高校、科研机构须为在京单位: what some sorts of those who may apply are asked besides."""
_DOES = (
    r"(?:经营(?!面积|场[所地]|[时期年]|状况|地|收入|者|范围|规模)|开展(?!情况)|举办|由|含有?(?=[^，。；]{2})|设有|使用|利用|聘[用请任]"
    r"|播[放出]|展[出示]|销售(?!额|收入|量)|进口(?!额|量))"
)
_AND_IF = re.compile(
    rf"(?:如|若)?(?P<case>(?:涉及|租[赁用]|委托|联合|{_DOES})[^，。；]{{2,40}}?)的，(?P<then>[^，。；应须需可]{{0,8}}?(?:还)?(?:应|须|需|必须)[^。；]{{3,}})$"
)
"""版权清晰，由多家出品的，申报主体须为第一出品方: what those are asked who do something, behind what all are asked."""
_RULED = (
    r"(?:(?:国家|行业|法律、?(?:行政)?法规|相关规定|有关规定|主管部门)(?:对[^，。；]{2,14})?(?:明确)?|对[^，。；]{2,14})?"
    r"(?<!没)(?<!所)有[^，。；]{0,16}?(?:要求|规定|限制|限定)"
    r"|(?:依法|按规定|按照规定)?(?:实行|实施)[^，。；]{0,12}(?:许可|准入|资质|备案|审批)[^，。；]{0,4}(?:制度|管理)?"
    r"|(?:依法|按规定|按照规定)?(?:应当?|须|需要?)(?:经|取得|办理|具[有备])[^，。；]{0,12}(?:许可|审批|批准|备案|资[质格]|核准)"
)
_MEETS = (
    r"(?:(?!(?:由|按|提[交供]|从其|以)[^，。；]*$)[^，。；]{0,20}?(?:应当?|须|需|必须)"
    r"|(?:依法|已|还)*(?:取得|具[有备]|持有|符合|满足|达到|办理|完成|通过|获得))[^。；]{2,}"
)
_IF_RULED = re.compile(
    rf"(?:如|若|对于?)?(?P<case>{_RULED})的(?:[^，。；]{{0,4}}(?:企业|单位|项目|机构|行业))?，(?P<then>{_MEETS})$"
)
"""有执业资格要求的，具有相应资格的人员应占30%以上: what those are asked for whom some rule asks it."""
_OPENING = re.compile(
    r"(?:(?:其中|其)?，?(?:若|如果?|对于)(?:为|是|属于|系)?(?P<case>[^，。；]{2,30}?)(?:的)?，(?:则|应|须|需)?(?P<then>.{2,})"
    rf"|(?:{_ABOUT})?(?P<being>(?:为|是|系|属于?)[^，。；]{{2,20}})的，(?P<so>(?:[^，。；]{{0,16}}(?:应|须|需|必须)|[则由]|其[^，。；]{{2,16}}不[能得])[^，；。]{{3,}}.*)"
    rf"|(?:对|{_ABOUT})?(?P<kind>(?:具备|属于?|涉及|采[用取]|租[赁用]|购[置买]|委托|依托|联合|以[^，。；]{{2,12}}名义)[^，。；]{{2,40}}?"
    rf"|{_DOES}[^，。；]{{2,40}}?(?=的，))"
    rf"的(?:项目|企业|单位|申报单位|机构)?，?(?:则)?(?P<must>(?:[^，。；应须需可]{{0,8}}?)(?:还)?(?:应|须|需|必须)[^，。；]{{3,}}.*)"
    rf"|(?:{_ABOUT})?(?P<one>(?:为|是|系|属于?)[^，。；\d]{{2,20}})的(?:企业|单位|项目|机构)?，(?P<limit>[^，。；\d]{{2,16}}(?:不[低少高大]于|不超过|达到?)\d[^，。；]*)"
    r"|(?P<none>(?:尚未|暂[无未]|没有|无)(?:形成|产生|实现|取得)?[^，。；]{0,6}(?:收入|营收|销售额|产值|利润))的(?:企业|单位|项目|机构)?，(?P<asked>[^。；]{4,}\d[^。；]*)"
    r"|(?P<several>(?:在[^，。；]{2,10}?)?(?:拥有|设有|下设|建有|开设|开办|有)(?:多个|多家|多所|若干|[两2二](?:个|家|所)及?以上|不同)[^，。；]{2,20}?的(?:企业|单位|院校|学校|机构|集团|公司|医院|主体)?|(?:集团|母公司|总公司)[^，。；]{0,4}(?:及|和|与)其?[^，。；]{2,14})，(?P<apart>(?:每|各|[同仅只]|其中|应|须|可)[^。；]{3,})"
    r"|(?P<young>[^，。；、\d]{0,10}(?:成立|注册|设立|登记|开业|运营)[^，。；、\d]{0,6}(?:不[足满到]|未满|未达)[^，。；、]{1,10})的，(?:则|可)?(?P<grown>[^。；]{4,})"
    r"|(?P<ruled>(?:[^，。；、\d]{0,8})(?:有|需要?)[^，。；、\d]{2,16}(?:要求|规定|限制))的，(?:则)?(?P<obeys>(?![^，。；]{0,6}从其)[^，。；]{0,20}(?:应|须|需|必须)[^。；]{3,})"
    rf"|(?P<sort>{_SORT})(?:(?:申[请报领]|申办)的，|除(?:符合|满足|具备|达到)[^，。；]{{2,30}}外，|不受[^，。；]{{2,20}}限制，但)(?:还)?(?P<also>[^。]{{3,}}))$"
)
_NO_LIMIT = Seldom(
    rf"(?:其中|但是?)?，?(?:对于?)?(?P<who>[^，。；：]{{2,40}}?){_KIND}?，?(?:可以?|均|暂)?(?:不受(?P<a>[^，。；]{{0,16}}?)的?(?:限制|约束|要求)"
    r"|不[作做设](?P<b>[^，。；]{0,12}?)的?(?:要求|限制|限定)|(?P<c>[^，。；的]{2,10}?)可?不[作做设](?:要求|限制|限定)"
    r"|可?不适用(?P<d>(?:本|此|该|前|上述)[^，。；]{1,8}))$"
)
_NEWCOMERS = re.compile(
    rf"(?P<who>[^，。；：（）]{{0,12}}(?:成立|注册|设立|登记|开业|运营|不满|未满|初创|新[设注成])[^，。；：（）]{{0,20}}?){_KIND}?除外$"
)
_SORT_OUT = re.compile(
    rf"(?:但)?(?:对于?)?(?P<who>(?!申[请报])[^，。；：（）\d]{{0,12}}?{_SORT})的?，?(?:除外|不受(?:此限|此限制))$"
)
"""成立满1年，农民专业合作社除外: frees from a limit alone; behind anything else it shuts out."""
_BUT_FOR = re.compile(
    rf"除(?P<who>(?!申[请报])[^，。；：（）\d]{{0,12}}?{_SORT})(?:以)?外，(?!还|另|同时|且|不)(?:其[他它余][^，。；]{{0,8}}?)?(?:均|都|应当?|须|需|必须)*(?P<then>[^。；]{{3,}})$"
)
"""除农民专业合作社外，成立满1年."""
_INSTEAD = re.compile(
    r"(?:但|对|如|若)?(?:不|未)(?:能)?(?:符合|满足|具备|达到)(?:上述|以上|前述|前款|前项|该|此)?(?P<what>[^，。；：]{0,16}?)(?:条件|要求|标准|规定)?的，"
    r"(?:则|也)?(?P<then>(?!不得|不予|不再|取消|视[为同]|应?退|按)[^。；]{4,})$"
)
"""不符合学历条件的，年薪应在30万元以上: what stands for the demand before it."""
_EVERYBODY = re.compile(r"(?:申[请报]|申领|拟申[请报])?(?:企业|单位|机构|个人|人员)")
_MARKED = Seldom(
    rf"其中|但|[求定制理可备批质格准]的[^，。；]{{0,6}}，|还[应须需必]|[不未]能?(?:符合|满足|具备|达到)|的(?:企业|单位|项目)?，[^，。；]*\d|的，[^，。；]{{0,9}}[应须需]|不受|不[作做设适]|除外|[宽低降调][至到为]|(?:{_SORT_WORDS})[^，。；：、\d]{{0,20}}\d"
)
_WHOLE = re.compile(r"(?:此|该|上述|前述|本|这一|以上|前)?(?:[条款项]|项条件)?(?:规定|限)?")


@immutable
class Case:
    """Some applicants and what is asked of them.

    Args:
        who: what tells them.
        then: what is asked of them; None where something is not asked.
        instead: who meets it need not meet the demand before.
        easier: it is a case only if it asks less than what stands before it.
        what: what is not asked, in the words of the text; empty for the demand just before.
        eased: the words say that it asks less (放宽至).
        limit: it frees from a limit, and from nothing else.
    """

    who: Node
    then: Node | None = None
    what: str = ""
    easier: bool = False
    instead: bool = False
    eased: str = ""
    limit: bool = False


def split_case(text: str, start: int, end: int, segments: Iterable[tuple[int, int]]) -> int:
    """Where a sentence turns to some applicants; its end where it does not."""
    if not _MARKED.search(text, start, end):
        return end
    inside = [low for low, high in segments if start <= low and high <= end]
    sentence = text[:end]
    return next((low for low in inside if _behind(sentence, low)), end)


def _behind(text: str, low: int) -> re.Match[str] | None:
    patterns = (
        _INSTEAD,
        _MIDDLE,
        _SORT_MUST,
        _KIND_TOO,
        _AS_ONE,
        _LOOSER,
        _BARE,
        _EASIER,
        _NO_LIMIT,
        _NEWCOMERS,
        _SORT_OUT,
        _AND_IF,
        _IF_RULED,
    )
    return next((found for pattern in patterns if (found := pattern.match(text, low))), None)


_BEYOND = (_MIDDLE, _SORT_MUST, _KIND_TOO, _AS_ONE, _LOOSER, _AND_IF, _IF_RULED)


def read_case(text: str, start: int, end: int, read: Read) -> Case | None:
    """The case that a stretch states; None where it states none."""
    sentence = text[:end]
    instead = _INSTEAD.match(sentence, start)
    if instead:
        then = read(*instead.span("then"), False)
        return Case(then, instead=True) if then is not None else None
    newcomers = _NEWCOMERS.match(sentence, start)
    if newcomers is None and (out := _SORT_OUT.match(sentence, start)) is not None:
        who = read(*out.span("who"), True)
        freed = who is not None and ("不受" in out[0] or all(_is_kind(leaf) for leaf in leaves(who)))
        return Case(who, limit=True) if freed and who is not None else None
    found = newcomers or _NO_LIMIT.match(sentence, start)
    if found:
        who = read(*found.span("who"), True)
        what = next((found[name] for name in "abcd" if found.groupdict().get(name)), "")
        return Case(who, what=what) if who is not None else None
    found = next((found for pattern in _BEYOND if (found := pattern.match(sentence, start))), None)
    bare = (_BARE.match(sentence, start) or _EASIER.match(sentence, start)) if found is None else None
    found = found or bare
    if found is None:
        return None
    who, then = read(*found.span("case"), True), read(*found.span("then"), False)
    if who is None or then is None:
        return None
    eased = _EASED.search(found["then"])
    return Case(who, then, easier=bare is not None, eased=eased["what"] if eased else "")


def _is_kind(leaf: Node) -> bool:
    """Whether it tells a legal form: a trade that is told behind a limit is shut out (营业收入2000万元以上，房地产企业除外)."""
    return isinstance(leaf, Test) and leaf.field == "entity_type"


def with_case(before: Node, case: Case) -> Node | None:
    """The demands on everybody with what holds for some; None where a case frees from none of them."""
    if case.instead:
        return relations.group("any", [before, case.who])
    if case.then is None:
        at = _unasked(before, case.what)
        if at is None or (case.limit and not (isinstance(at, Test) and not isinstance(at.value, bool | tuple))):
            return None
        return beside(before, at, case.who)
    at = next((at for at in relations.members(before) if is_looser(case.then, at)), None)
    if at is None and case.eased:
        at = next((part for part in reversed(relations.members(before)) if _measures(part, case.eased)), None)
    if at is not None:
        return beside(before, at, relations.group("all", [case.who, case.then]) or case.then)
    return None if case.easier else relations.group("all", [before, only_for(case)])


def only_for(case: Case) -> Node:
    """Not such an applicant, or what is asked of one."""
    assert case.then is not None
    return Any((relations.negate(case.who), case.then))


_CASES = (
    ("case", "then"),
    ("being", "so"),
    ("kind", "must"),
    ("one", "limit"),
    ("none", "asked"),
    ("several", "apart"),
    ("sort", "also"),
    ("young", "grown"),
    ("ruled", "obeys"),
)


def opening_case(text: str, start: int, end: int, read: Read, around: str = "") -> Node | None:
    """若为A，则B: not A, or B; None where the sentence opens otherwise, or the words around it tell the other case."""
    if text.startswith("对于", start) or "，" not in (sentence := text[:end]):
        return None
    if (but := _BUT_FOR.match(sentence, start)) is not None:
        who, then = read(*but.span("who"), True), read(*but.span("then"), False)
        return Any((who, then)) if who is not None and then is not None else None
    ruled = _IF_RULED.match(sentence, start)
    found = ruled or _OPENING.match(sentence, start)
    if found is None:
        return None
    told = ("case", "then") if ruled else next(names for names in _CASES if found[names[0]])
    if told[0] == "sort" and _EVERYBODY.fullmatch(found["sort"]):
        return None
    if told[0] == "case" and _NO_MORE.match(found[told[1]]):
        return None  # 如获得上级资助的，本级不再资助
    if told[0] == "young" and _GROWN.search(around or text):
        return None  # 成立2年以上的，…。成立不足2年的，…: cases of everybody, which are read together
    who, then = read(*found.span(told[0]), True), read(*found.span(told[1]), False)
    if who is None or then is None:
        return then
    return only_for(Case(_judged(who, found[told[0]]), then))


_NO_MORE = re.compile("(?:[省市区县本]级)?(?:均|则|一律|将)*不(?:再|予)(?:重复|予以|给予|享受|资助|支持|奖励|补)")
_GROWN = re.compile(
    "(?:成立|注册|设立|登记|开业|运营)[^，。；]{0,6}(?:(?<![不未])满|\\d[^，。；]{0,2}以上)[^，。；]{0,6}的，"
)
_DOING = re.compile(_DOES)


def _judged(who: Node, words: str) -> Node:
    """Who does something as a person judges it, where a field tells but the trade: 经营高危险性项目 is more than a trade of sport."""
    told = list(leaves(who))
    spans = [leaf.source.span for leaf in told if leaf.source is not None and leaf.source.span is not None]
    trades = any(isinstance(leaf, Test) and leaf.field in ("business_domain", "industry") for leaf in told)
    if not (trades and spans and _DOING.match(words)):
        return who
    span = Span(min(one.start for one in spans), max(one.end for one in spans))
    return Judgement(words, SourceRef(words, span), 0.6)


def beside(before: Node, at: Node, other: Node) -> Node:
    """The demands with an alternative to one of them."""
    both = relations.group("any", [at, other]) or at
    if not isinstance(before, All):
        return both
    return replace(before, children=tuple(both if child is at else child for child in before.children))


def _unasked(before: Node, what: str) -> Node | None:
    """The demand that is not asked: the one whose words are named, or the last; None where it stands elsewhere."""
    parts = relations.members(before)
    if _WHOLE.fullmatch(what):
        return parts[-1]
    return next((part for part in reversed(parts) if _speaks_of(part, what)), None)


def _speaks_of(node: Node, what: str) -> bool:
    said = "".join(
        (leaf.source.quote if leaf.source else "") + ((leaf.label or "") if isinstance(leaf, Judgement | Test) else "")
        for leaf in leaves(node)
    )
    return any(what[at : at + 2] in said for at in range(len(what) - 1))


_EASED = re.compile(
    r"(?P<what>[^，。；]{2,24}?)(?:的?(?:标准|要求|比例|条件|门槛|限制))?(?:适当)?(?:放宽|降低|下调|降)[至到为]"
)


def _measures(node: Node, what: str) -> bool:
    """Whether a demand is on what the words end in: 失业率 of 上年度…裁员率."""
    said = "".join(leaf.source.quote for leaf in leaves(node) if leaf.source is not None)
    return what[-3:] in said


_UP, _DOWN = (Op.GE, Op.GT), (Op.LE, Op.LT)


def is_looser(then: Node, known: Node) -> bool:
    """Whether a demand of one figure lets more pass than the known one of the same kind."""
    if not isinstance(then, Test) or not isinstance(known, Test) or then.field != known.field:
        return isinstance(known, Any) and any(is_looser(then, child) for child in known.children)
    if (then.label or "") not in (known.label or "") and (known.label or "") not in (then.label or ""):
        return False
    a, b = then.value, known.value
    if isinstance(a, date) and isinstance(b, date):
        return known.op in _DOWN and a > b
    if not isinstance(a, Decimal) or not isinstance(b, Decimal):
        return False
    return (then.op in _UP and known.op in _UP and a < b) or (then.op in _DOWN and known.op in _DOWN and a > b)


__all__ = ["Case", "beside", "is_looser", "only_for", "opening_case", "read_case", "split_case", "with_case"]
