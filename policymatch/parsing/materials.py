"""Materials asked of applicants: lists under 申报材料, points after 提交下列材料：, and 申报材料包括A、B和C."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from policymatch.parsing.citations import refers
from policymatch.parsing.papers import COPIES, ENDS_AS_PAPER, PAPER, bare, names_in, short_name
from policymatch.spans import Span

_APPLYING = (
    "申请|申报|申领|提交|提供|报送|递交|所需|需提交|需提供|应提交|办理|报名|受理|附报|附送|上报|兑现|认定|"
    "审核|验收|需要|必备|所附|举证|证明"
)
_APPLY = f"(?:{_APPLYING})"
_FIRSTS = "".join(sorted({word[0] for word in _APPLYING.split("|")}))
_WORD = r"(?:材料|资料|要件|文件)"
_HEADING = re.compile(
    rf"^[ 　]*(?P<mark>(?:第?[一二三四五六七八九十]+[、.．章条]|（[一二三四五六七八九十\d]+）|"
    rf"\d{{1,2}}[、.．)）]|[【\[〔])?)\s*"
    rf"(?:(?P<about>[^，。；：\n]{{0,24}}?){_APPLY}的?|(?=材料|资料|相关|有关|书面))(?:书面|纸质|电子|相关|"
    rf"有关|主要|具体)?{_WORD}(?:清单|目录|要求|及要求|名称|包括|如下|及份数|明细)?\s*[】\]〕]?\s*(?:[：:]|"
    rf"（[^（）\n]{{0,30}}）)?[ 　]*$",
    re.M,
)
_LEAD = re.compile(
    r"(?:提交|提供|报送|递交|出具|准备|上传|附送|附报|填报|携带|备齐)"
    rf"[^，。；：\n]{{0,20}}?{_WORD}[^。；：\n]{{0,24}}?[：:]"
)
_ASKS = re.compile(r"(?:应当?|须|需要?|要|并|请|分别|同时|一并|如实|向[^，。；\n]{2,30}?|\s)+$")
_INCLUDES = re.compile(
    rf"(?=[{_FIRSTS}材资要文])"  # one look at the sign, where trying all words in turn would find none
    rf"(?:{_APPLY}{{1,2}}的?(?:书面|相关|有关|主要)?{_WORD}|{_WORD}清单|所附{_WORD})(?:主要|一般|应当?|须|需|"
    rf"具体)?(?:包括|包含|有|为|如下|(?=[：:]))[：:]?(?P<list>1[.．、](?!\d)[^\n]{{4,2000}}|[^。\n]{{4,400}})"
)
_BRACKETED = re.compile(  # 【申报材料】①申请表；②营业执照
    rf"[【〔]{_APPLY}{{0,2}}的?(?:书面|相关|有关|主要)?{_WORD}(?:清单|目录|要求)?[】〕][ 　]*(?P<list>[^\n]{{3,800}})"
)
_INLINE = re.compile(
    r"(?:(?<![支坚保维扶])持|凭(?!借|证|据)|提供|提交|报送|递交|填报|填写|上传|携带)(?:以下|"
    r"下列)?(?P<list>[^。；：→\n]{2,200})(?:等)?(?:相关|有关|证明|书面|申请|申报|附件|其他)*(?:等|以及|及)?"
    rf"(?:相关|有关|附件|证明|申报|申请)*(?:{_WORD}|附件)(?!认定|为准|核定|计算|确定|审核|真实|不[实全齐]|的真实)"
)
_BARE = re.compile(  # 应当提交备案文件、发票清单和验收报告: papers named without the word 材料
    rf"(?=[应须需请并提报递将持凭])(?:(?:应当?|须|需要?|请)(?:一并|同时|如实)?(?:提交|提供|报送|递交)[：:]?|(?<=[，；后内前日])并?(?:提交|报送|递交|提供)|请?将|(?<![支坚保维扶])持|凭)"
    rf"(?P<list>(?:[^，。；：、\n]{{2,24}}[、②③④⑤])+[^，。；\n]{{2,40}}?(?:{PAPER}))(?:（[^（）\n]{{0,20}}）)?"
    r"(?=[。；\n]|$|(?:一并|统一)?(?:报送|提交|递交|送|寄|装订|胶装|盖章|加盖|扫描|上传|打印|密封|按(?:照)?顺序|整理|各?一式)|到|向|前往)"
)
_POINT = re.compile(
    r"^[ 　]*(?P<mark>第[一二三四五六七八九十\d]+(?:[、，]|项)|[一二三四五六七八九十]{1,3}[、.．]|"
    r"（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[、.．）)](?!\d{1,3}(?!\d))|[①-⑳⑴-⒇]|[a-zA-Z][.、)）]|"
    r"[-—●•·◆■▪*])\s*"
)


@dataclass(frozen=True, slots=True)
class MaterialList:
    """One list of materials of a document.

    Args:
        about: what it is asked for (申请示范基地, 企业); empty where the document does not say.
        names: short names, in order.
        span: where it stands.
    """

    about: str
    names: tuple[str, ...]
    span: Span


@lru_cache(maxsize=2)
def find_materials(text: str) -> tuple[MaterialList, ...]:
    """Every list of materials of a document, in order; the sections of one list are one list."""
    found: list[MaterialList] = []
    taken = 0
    stretches = sorted(_stretches(text), key=lambda stretch: (stretch[0], -stretch[1]))
    for at, (start, end, about) in enumerate(stretches):
        inner = "\n" in text[start:end] and _holds_list(text, start, end, stretches, at)
        if start < taken or (inner and "\n" in text[start:end]):
            continue
        lists = _lists(text, Span(start, end), about)
        found += lists
        taken = max(taken, end) if lists else taken
    telling = [one for one in found if not all(name in _ANY_FORM for name in one.names)]
    return tuple(telling or found or _told_in_passing(text))


_FORM = re.compile(  # 在线填写项目申报书; 登录平台填报并提交《资金申请表》
    r"(?:填写|填报)(?:并(?:在线)?(?:提交|上传|报送|打印))?《?(?P<list>[^，。；、：→（\n《》]{0,16}(?:申报书|申请书|申报表|申请表|报名表|登记表|推荐表|申请单))》?"
)
_AGAINST = re.compile(  # 凭合同、发票和交付凭证申请兑付
    rf"(?<![支坚保维扶])(?:凭|持)(?!借|证|据|身份)(?:已签订的|有效的?)?(?P<list>[^，。；：→\n]{{2,40}}?(?:{PAPER}))(?:等)?(?:，)?(?:可|到|向|前往|在|通过)?[^，。；\n]{{0,20}}(?:申[请报领]|兑[付现换]|领取|办理|报销|结算)"
)


_ANY_FORM = frozenset({"申请表", "申报表", "申请书", "申报书"})
"""Forms that a procedure mentions (在线填报申请表), which the list itself calls by their names."""


def _told_in_passing(text: str) -> list[MaterialList]:
    """Papers that a procedure mentions, where the document has no list of its own."""
    stretches = sorted(match.span("list") for pattern in (_FORM, _AGAINST) for match in pattern.finditer(text))
    names = [name for start, end in stretches for name in _group_names(text[start:end])]
    kept = [name for name in dict.fromkeys(names) if name not in _ANY_FORM]
    if not kept:
        return []
    return [MaterialList("", tuple(kept), Span(stretches[0][0], stretches[-1][1]))]


def _holds_list(text: str, start: int, end: int, stretches: list[tuple[int, int, str]], at: int) -> bool:
    """Whether a list of its own stands inside a stretch."""
    for later in islice(stretches, at + 1, None):
        if later[0] >= end:
            return False
        if start < later[0] and "\n" in text[later[0] : later[1]]:
            return True
    return False


def read_materials(text: str, span: Span) -> tuple[str, ...]:
    """The short names of the materials that a stretch lists, in order, each once.

    Args:
        text: the working text.
        span: the list: its points, or the sentence that names them; the lead-in may stand in it.
    """
    body = span.of(text)
    lines = [part for line in body.split("\n") if line.strip() for part in _unfolded(line)]
    rows = [line.split("\t") for line in lines if "\t" in line]
    if len(rows) >= 2:
        return tuple(dict.fromkeys(name for name in _table_names(rows) if name))
    points = [line for line in lines if _POINT.match(line)]
    if len(points) >= 2 or (points and len(lines) <= 2):
        names = [name for line in _leaf_points(lines) for name in _names_of_point(line)]
    elif len(lines) >= 2 and all(len(line) <= 60 for line in lines) and ENDS_AS_PAPER.search(short_name(lines[0])):
        names = [name for line in lines for name in names_in(line.strip())]
    else:
        names = list(_inline_names(body))
    return tuple(dict.fromkeys(name for name in names if name))


_NUMBERED = re.compile(r"(?:^|(?<=[：:。；;，,）)\s]))(?P<n>\d{1,2})[.．、](?!\d)")


def _unfolded(line: str) -> list[str]:
    """The points of a list run together in one line: 1.申请表；2.营业执照。3.…; else the line itself."""
    marks: list[int] = []
    for mark in _NUMBERED.finditer(line):
        if int(mark["n"]) == len(marks) + 1:
            marks.append(mark.start())
    if len(marks) < 2:
        return [line]
    ends = [*marks[1:], len(line)]
    return [line[start:end].strip(" ；;。") for start, end in zip(marks, ends, strict=True)]


def _table_names(rows: list[list[str]]) -> Iterator[str]:
    """The papers of a table: its column 材料名称, else in each row the first cell that is a paper."""
    head = next((row for row in rows if any(re.search("名称|材料|资料", cell) for cell in row)), None)
    column = next((at for at, cell in enumerate(head or []) if re.search("名称|材料|资料", cell)), None)
    for row in rows:
        if row is head:
            continue
        cells = row[column : column + 1] if column is not None else row
        yield from next((names for cell in cells if (names := names_in(cell.strip()))), [])


def _leaf_points(lines: list[str]) -> Iterator[str]:
    """The points that name papers themselves; what only heads further points is left out."""
    for at, line in enumerate(lines):
        mark = _POINT.match(line)
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if not mark or _HEADING.match(line):
            continue
        rest = line[mark.end() :].strip()
        heads = rest.endswith(("：", ":")) or re.search(r"[：:]\s*（[^（）]*）$|（[^（）]*）[：:]$", rest)
        below = _POINT.match(following) is not None
        if below and (heads or (_kind(following) != _kind(line) and _HEADS_PAPERS.search(rest))):
            continue
        if not _HOW_TO.match(rest):
            yield rest


_HEADS_PAPERS = re.compile(r"^[^，；：]{2,30}(?:项目|企业|单位|机构|类|方向|补[贴助]|奖励|资助)[。：]?$")
"""海关高级认证项目 above papers of its own: what they are for."""
_HOW_TO = re.compile(
    r"(?:申[请报](?:单位|企业|人|主体)|企业|单位)?(?:应当?|须|需|要|请)(?:认真|按照?|严格|如实|确保|保证|对|将|于|在)"
)
_ASKED_OF = re.compile(
    r"(?:申[请报](?:单位|企业|人|主体)|企业|单位)?(?:应当?|须|需|要|请)(?:同时|一并)?(?:提供|提交|出具|报送|附)(?:以下|下列)?(?!材料|资料)"
)


def _names_of_point(line: str) -> list[str]:
    """The papers of one point, which may itself be a sentence that asks for them."""
    lead = _LEAD.search(line)
    if lead and lead.end() < len(line):
        return list(_inline_names(line))
    asked = _ASKED_OF.match(line)
    return list(_inline_names(line[asked.end() :]) if asked else names_in(line))


def _listed(body: str) -> str:
    """The part of a sentence that names the papers."""
    lead = _LEAD.search(body)
    if lead:
        return re.split(r"[。→]", body[lead.end() :])[0]
    found = _INCLUDES.search(body) or _BARE.search(body) or _INLINE.search(body)
    return found["list"] if found else re.split(r"[：:]", body)[-1]


def _inline_names(body: str) -> Iterator[str]:
    listed = _GIVEN_HEAD.sub("", COPIES.sub("", _listed(body)))
    for group in re.split(r"等(?:相关|有关|证明)*(?:材料|资料|要件|文件)", listed):
        yield from _group_names(group)


def _group_names(group: str) -> Iterator[str]:
    """The papers before one «等相关资料»; words that name none, at the end, are papers about that: 年检合格资料."""
    waiting: list[str] = []
    group = re.sub(r"(?:以?及|和|与)?(?:其他)?(?:相关|有关)(?:的?证明)?$", "", group)
    if not group.endswith("证明"):
        group = re.sub(r"等?(?:相关|有关|证明|申请|申报|附件|其他|书面)*$", "", group)
    for part in re.split(r"[、；，①-⑩]|以及|(?<=[表书证告明件料照文同票单据章议案历])[及和与](?=[^、；，]{2,})", group):
        name = short_name(_POINT.sub("", re.sub(r"等$", "", part.strip())))
        if not name:
            continue
        if not ENDS_AS_PAPER.search(bare(name)):
            waiting.append(name)
            continue
        name = "、".join([*waiting, name]) if waiting and all(len(word) <= 4 for word in waiting) else name
        waiting = []
        if 2 <= len(name) <= 40 and not _VAGUE.fullmatch(name):
            yield name
    yield from (f"{word}资料" for word in waiting if _NOUNS.search(word))


_NOUNS = re.compile(
    r"(?:登记|注册|注册登记|合格|年检|资质|资格|情况|业绩|信用|审计|纳税|社保|缴费|备案|立项|批准|验收)$"
)
_GIVEN_HEAD = re.compile(r"^[^、；，。和]{0,60}(?:出具|签署|开具|核发)的(?=[^、]{0,20}(?:请示|意见|报告))")
_VAGUE = re.compile(
    r"(?:并|提供|提交|相应|证明|说明|相关|有关|其他|其它|申请|申报|证明|附件|上述|项目|以上|书面|补正|全部|"
    r"真实|该|所有|完整|规定|必要|齐全|的)*(?:材料|资料|文件|要件|手续|证明|说明)|[^、]{0,20}(?:资助|合作|"
    r"租赁)协议|协议|合同|意见|报告|审核|方案|计划|承诺"
)


_LINE = re.compile(r"[^\n]+")
_MENTIONED = re.compile("材料|资料|要件|文件|附件")


def _stretches(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _HEADING.finditer(text):
        end = _section_end(text, found.end(), found["mark"]) if found["mark"] else _list_end(text, found.end())
        if end == found.end():  # a card's label: the papers stand on the next line
            end = _line_end(text, end + 1)
        yield found.end(), end, found["about"] or ""
    for found in _LEAD.finditer(text):
        opening = _opening(text, found.start())
        about = _ASKS.sub("", opening)
        if text[found.end() : found.end() + 3].lstrip(" 　")[:1] != "\n":
            yield found.start() - len(opening), _clause_end(text, found.end()), about
        else:
            yield found.end(), _list_end(text, found.end()), about
    for found in _BRACKETED.finditer(text):
        yield *found.span("list"), ""
    for pattern in (_INCLUDES, _BARE):
        for found in pattern.finditer(text):
            yield found.start(), found.end(), _before(text, found.start())
    yield from _inline_stretches(text)


def _inline_stretches(text: str) -> Iterator[tuple[int, int, str]]:
    """Papers named in a sentence that calls them papers: 持营业执照等材料."""
    for line in _LINE.finditer(text):
        if not _MENTIONED.search(text, line.start(), line.end()):
            continue
        for found in _INLINE.finditer(text, line.start(), line.end()):
            yield found.start(), found.end(), _before(text, found.start())


def _opening(text: str, at: int) -> str:
    """The words before a lead-in in its clause: «第六条 申请基地认定，应当»提交…."""
    return re.split(r"[。；\n]", text[max(0, at - 80) : at])[-1][-60:]


def _before(text: str, at: int) -> str:
    """What a sentence is about: the article that it cites, or the label of its point: «2．企业：提供…»."""
    line = text[max(text.rfind("\n", 0, at) + 1, at - 300) : at]
    clause = re.split(r"[。；]", line)[-1]
    if refers(clause, "0") is not None:
        return clause
    mark = _POINT.match(line)
    label = re.match(r"([^，。；：:]{2,24})[：:]", line[mark.end() :] if mark else line)
    return label[1] if label else ""


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _clause_end(text: str, at: int) -> int:
    """Where the clause ends, at most 800 characters on."""
    last = min(len(text), at + 800)
    found = re.compile(r"[。→\n]").search(text, at, last)
    return found.start() if found else last


def _kind(line: str) -> str:
    """The style of a line's number, to tell a section's own points from what follows it."""
    mark = _POINT.match(line)
    return re.sub(r"\d+", "1", re.sub(r"[一二三四五六七八九十]+", "一", mark["mark"])) if mark else ""


def _section_end(text: str, at: int, mark: str) -> int:
    """Where the section under a heading ends: at the next number of its own style, or where the points stop."""
    style = re.sub(r"\d+", "1", re.sub(r"[一二三四五六七八九十]+", "一", mark)).strip()
    end = _line_end(text, at)
    plain = 0
    while end < len(text):
        stop = _line_end(text, end + 1)
        line = text[end + 1 : stop]
        kind = _kind(line)
        if line.strip() and (
            (style and kind == style) or re.match(r"\s*第[一二三四五六七八九十百]+[章条]|附件|附：", line)
        ):
            break
        plain = 0 if kind else plain + bool(line.strip())
        headed = re.match(r"\s*[^\s，。；：]{2,8}(?:[：:]\s*)?$", line) and not ENDS_AS_PAPER.search(line.strip())
        named = plain and all(
            ENDS_AS_PAPER.search(short_name(each.strip(" 　；;。")))
            for each in text[at:stop].split("\n")
            if each.strip()
        )
        if (plain > 2 and not named and "\t" not in line) or (not kind and headed):
            break
        end = stop
    return end


def _list_end(text: str, at: int) -> int:
    """Where the points after a lead-in end: at the first line that is no point, or of a style that came before."""
    end = at
    first = ""
    while end < len(text):
        stop = _line_end(text, end + 1)
        line = text[end + 1 : stop]
        kind = _kind(line)
        if line.strip() and not kind:
            break
        first = first or kind
        above = _kind_above(text, at) if kind and kind != first else None
        if above is not None and (kind == above or (re.match(r"一|（一|第", kind) and re.match(r"[1①a（]", first))):
            break
        end = stop
    return end


def _kind_above(text: str, at: int) -> str:
    """The style of the number that the lead-in stands under: of its own line or the nearest above; empty for none."""
    lines = text[max(0, at - 200) : at].split("\n")
    return next((kind for line in reversed(lines) if (kind := _kind(line))), "")


_BY_KIND = re.compile(r"分别|类别|按项目|各类|不同")


def _lists(text: str, span: Span, about: str) -> list[MaterialList]:
    """The lists of one stretch; a sentence whose clauses name different papers for different supports gives several."""
    body = span.of(text)
    if "\n" not in body.strip() and "；" in body and _BY_KIND.search(body):
        lists = []
        at = span.start
        for piece in body.split("；"):
            names = read_materials(text, Span(at, at + len(piece)))
            head = re.split(r"[：:]", piece)[-1].strip()
            if names:
                lists.append(MaterialList(head[:20], names, Span(at, at + len(piece))))
            at += len(piece) + 1
        return lists
    names = () if "……" in body else read_materials(text, span)  # the contents page of an annex
    return [MaterialList(about.strip(), names, span)] if names else []
