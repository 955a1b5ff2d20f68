"""How a line opens: with a heading that names its subject, a label before its words, or at once with what it says."""

from __future__ import annotations

import re

from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.headings import LABELS, Topic, colloquial, topic_of
from policymatch.parsing.text.wording import one_of
from policymatch.spans import Span

LONGEST_HEADING = 40
LONGEST_QUESTION = 70
_BRACKET_LABEL = re.compile(r"[【〔]\s*(?P<label>[^】〕\n]{2,12}?)\s*[】〕]\s*：?\s*")
_QUOTED_LABEL = re.compile(rf"[“《〈<「『]\s*(?P<label>{LABELS.pattern})\s*[”》〉>」』]\s*：?\s*")
_FREE_LABEL = re.compile(r"(?P<label>[\u3400-\u9fff/、]{2,12})：")
_TITLE = re.compile(r"[^。；！？\n]{2,36}[。！]|[^。；！？：\n]{2,24}：")
_GAPPED = re.compile(r"(?P<title>[\u3400-\u9fff“”、]{4,20}) (?=[\u3400-\u9fff“《])")
_ATTACHED = re.compile(r"附\s*[件表录]\s*[\d一二三四五六七八九十]{0,2}\s*(?:[：:.、].*)?|附\s*则")
LABEL = re.compile(
    rf"(?P<label>{LABELS.pattern})\s*(?:（(?:须|需|应|同时|均)[^（）]{{1,10}}）)?(?:(?:[：/\s|｜→]|——?)\s*|$)(?!频度)"
)


def free_label(text: str, start: int, end: int) -> re.Match[str] | None:
    """A label of no known wording whose words nevertheless name a topic: 贷款期限：…."""
    found = _FREE_LABEL.match(text, start, end)
    if found is None or colloquial(found["label"]):
        return found
    return found if not _DEMANDS.search(found["label"]) and topic_of(found["label"]) else None


_DEMANDS = re.compile(r"应|须|需|以下|下列|如下|符合|满足")


def bracket_label(text: str, start: int, end: int) -> re.Match[str] | None:
    """A label in brackets: 【支持对象】在本区注册的企业."""
    found = _BRACKET_LABEL.match(text, start, end)
    return found if found and topic_of(found["label"]) else _QUOTED_LABEL.match(text, start, end)


_QUESTION = re.compile(r"\s*(?:问题?|Q)\s*\d{0,2}\s*[：.、]\s*(?P<asked>[^？\n]{2,80}？(?:[^？。：\n]{2,40}？)*)")


def question(text: str, start: int, end: int) -> Span | None:
    """The question that a line asks (问：补助标准是多少？), its answer left out; None where it asks none."""
    found = _QUESTION.match(text, start, end)
    return Span(*found.span("asked")) if found else None


_IN_BRACKETS = re.compile(r"[【〔]\s*(?P<title>[^】〕\n]{2,24}?)\s*[】〕]")
_IN_ROUND = re.compile(
    r"（(?P<title>(?!试行|暂行|不?含|以下|简称|修订)[\u3400-\u9fff“”、]{2,16})）(?=\s*[\u3400-\u9fff])"
)


def bracketed(text: str, start: int, end: int, *, article: bool) -> Span | None:
    """A heading in brackets before the words of a point (第三条【落户奖励】…) or, round ones, of an article (第三条（落户奖励）…)."""
    found = _IN_BRACKETS.match(text, start, end) or (_IN_ROUND.match(text, start, end) if article else None)
    return Span(*found.span("title")) if found else None


def heading_of(text: str, start: int, end: int) -> Span:
    """The heading of a marked paragraph: the whole of a short line, else a first sentence that only names."""
    line = text[start:end]
    if not line:
        return Span(start, start)
    label = _FREE_LABEL.match(text, start, end)
    if label and label.end() < end and part_of_block(label["label"]):
        return Span(start, label.end())
    gapped = _GAPPED.match(text, start, end)
    if gapped and topic_of(gapped["title"]):
        return Span(start, gapped.end("title"))
    if line[-1] in "？?" and len(line) <= LONGEST_QUESTION and not re.search(r"[。；？]", line[:-1]):
        return Span(start, end)
    if (titled := _TITLED_WISH.match(text, start, end)) is not None:
        return Span(start, titled.end("title"))
    if len(line) <= LONGEST_HEADING and not re.search(r"[。；]", line[:-1]) and line[-1] != "；" and not _speaks(line):
        return Span(start, end)
    if gapped and not _speaks(gapped["title"]):
        return Span(start, gapped.end("title"))
    titles = (one.match(text, start, end) for one in (_TITLE, _SUPPORT, _MUST_MEET))
    named = (one.end() for one in titles if one is not None and one.end() < end and not _speaks(one[0]))
    return Span(start, next(named, start))


_MUST_MEET = re.compile(
    r"(?!申[请报])[^。；！？：，\n]{2,16}(?:应当?|须|需|必须)(?:同时)?(?:符合|满足|具备)(?:以下|下列|如下)?(?:条件|要求)："
)
"""甲企业须满足以下条件：净资产不低于1亿元。: a short line is headed as a long one is."""
_TITLED_WISH = re.compile(r"(?P<title>[^，。；：\d]{2,16}：)(?:支持|鼓励|引导|推动|扶持)[^。；：]{6,}。$")
"""A title before a sentence of purpose on its line: 节能改造项目：支持企业实施…。."""
_PARTS_OF_BLOCK = (Topic.SUBJECT, Topic.ELIGIBILITY, Topic.BENEFIT, Topic.MATERIALS, Topic.WINDOW)
_DIRECTION = re.compile(r"(?:支持|扶持|资助|补[贴助]|奖励|申报|重点)+(?:方向|领域|环节)：?")


def part_of_block(label: str) -> Topic | None:
    """The part of a block that a label before words on its line opens: 支持方向：获得信贷的企业."""
    if _DIRECTION.fullmatch(label):
        return Topic.SUBJECT
    topic = topic_of(label)
    return topic if topic in _PARTS_OF_BLOCK else None


_SPOKEN = Seldom(
    one_of(
        r"[给予][予以与]|奖励\d|补[贴助]\d|不[超低少高]|[低高少多]于|超过(?!员)|未(?:裁员|发生|被列?|受到|列入|获得?|享受|出现|拖欠)|达到|以上(?<!规模以上)(?<!限额以上)",
        "(?:规模|限额)以上(?![^，。；：的]*(?:奖[励补]|补[贴助]|资助|支持|扶持|政策|项目)$)|以下|(?<![供响适对反相效呼感])应(?![用急届税对付收邀征聘])当?|须(?!知)|的，|可以?(?:优先|免费|直接|按规定)*(?:申[请领]|享受|入住|承租|配租|购买|办理|落户)|^对.{4,}的|^按|具有|具备|符合.{2,}[的，]|不得|元",
        "%|、.{1,20}、.{1,20}、|无.{0,6}(?:记录|违法)|健全|注册|不[可能予再]|存在|尚未|未(?!来|成年)[^，。]{2,}的|未(?:发生|被|受|列入|出现|存在|违)|(?:信用|经营|财务|纳税)[^，。；]{0,6}(?:良好|正常|规范)",
        "^申[请报](?:企业|单位|项目|主体|机构|人)(?:已|拥|取得|持有|属于|[与和同]|主营|财务|信用|纳入|配[备有]|通过|完成|近|为|在|依法|从事|没有|未|无|建|连续)",
        r"^(?:企业|单位|机构|公司|项目(?:单位)?)(?:已|均|须)?(?:建立|设立|实行|享受|开展|从事|通过|取得|属于|获得|纳入)(?![^，。；]*(?:奖[励补]|补[贴助]|资助|支持|扶持|政策|项目|认定)[。；]?$)",
        r"必须|满(?:\d|[一二两三五十](?:个?月|年|周岁))|\d(?:周岁|个月|平方米)",
    )
)


_NAMES_SUPPORT = re.compile(
    r"对?(?![^，。；]*的(?:企业|单位|项目|机构|个人)?[给予][予以与])[^，。；、\d]{2,30}(?:[给予][予以与]|进行)(?:资金|适当|一定|专项)*(?:补[助贴]|奖[励补]|资助|扶持|支持|贴息|配套)"
    r"|对[^，。；、\d的]{2,20}的(?!(?:企业|单位|项目|机构|个人|主体|人员)[^，。；]{0,2}$)[^，。；、\d的]{0,10}(?:补[助贴]|奖[励补]|资助|扶持|支持|贴息|减免|优惠)"
    r"|[给予][予以与](?![^，。；]*(?:最高|不超过|一次性|每))[^，。；\d]{2,28}(?:补[助贴]|奖[励补]|资助|扶持|支持|贴息|配套)"
)
"""A support named without saying who or how much: 对企业技改项目投资予以补助."""


_SHORT_WISH = re.compile(r"(?:支持|鼓励|推动|促进|引导|推进)(?!对|按)[^，。；：、的\d%元在给予]{2,10}")
"""支持海外注册, 鼓励健全制度: a title, whatever its noun would say in a demand."""


def _speaks(line: str) -> bool:
    """Whether the words say something beyond naming a subject."""
    core = line.rstrip("。：；！")
    if topic_of(core) or (line[-1] not in "。；" and _NAMES_SUPPORT.fullmatch(core)):
        return False
    if _SHORT_WISH.fullmatch(core):
        return False
    return bool(_SPOKEN.search(core)) or ("，" in core and len(core) > 24) or core.count("，") > 1


def is_heading(text: str, start: int, end: int) -> bool:
    """Whether an unmarked paragraph is a bare heading (附则, 面向单位的扶持政策)."""
    line = text[start:end].strip()
    if _ATTACHED.fullmatch(line):
        return True
    if not 2 <= len(line) <= 20 or re.search(r"[。，；：！\t\d]|？.", line):
        return False
    if line.endswith("？"):
        return topic_of(line) is not None
    return bool(topic_of(line)) or line.endswith(("政策", "措施", "部分"))


_HELP = "支持|扶持|资助|补[贴助]|奖[励补]"
_LABEL_INSIDE = re.compile(
    rf"(?<=[。；])(?=(?:{LABELS.pattern})：$|(?:申[请报领]|享受|{_HELP})(?:条件|对象|范围|材料)：)"
)
_MONEY_INSIDE = re.compile(rf"(?<=[。；])(?=(?:{_HELP})(?:标准|额度|方式|金额)：)")
_WHOM_INSIDE = re.compile(r"(?:条件|对象|范围)：")


def labels_inside(text: str, start: int, end: int) -> list[int]:
    """Where labels open behind a sentence: 支持企业技术改造。| 申报条件：…。| 支持标准：…; the last only beside the first."""
    if text.find("：", start + 1, end) < 0:
        return []
    cuts = [match.start() for match in _LABEL_INSIDE.finditer(text, start + 1, end)]
    money = [match.start() for match in _MONEY_INSIDE.finditer(text, start + 1, end)]
    whom = _WHOM_INSIDE.search(text, start, end) if money else None
    return [*cuts, *(at for at in money if whom is not None and whom.start() < at)]


_SUPPORT = re.compile(
    r"(?!对|凡|[给予][予以与]|可|按|[申领]|上述|以上|具体|同时|其中)(?P<name>[\u3400-\u9fff（）“”]{1,12}(?:奖[励补]|补[贴助偿]|资助|贴息|津贴|返还|扶持|配套))：(?=[^，。；：\n]{2,})"
)


def named(text: str, lines: list[Span | None]) -> list[Span | None]:
    """What a support is called where its line opens with that, beside another such (建设补贴：…; 运营补贴：…)."""
    found = [_SUPPORT.match(text, line.start, line.end) if line is not None else None for line in lines]
    beside = [any(found[max(0, at - 1) : at] + found[at + 1 : at + 2]) for at in range(len(found))]
    return [Span(*one.span("name")) if one and by else None for one, by in zip(found, beside, strict=True)]


FURNITURE = re.compile(
    r"(?:浏览次数|阅读次数|点击数|字体|分享|来源)：?.{0,6}|分享(?:文章)?到.{0,8}|取消|返回(?:顶部)?|打印(?:本页)?|关闭(?:窗口)?|扫一扫.{0,16}|(?:上|下)一篇.{0,40}"
)
"""What the page around a document says."""


__all__ = [
    "FURNITURE",
    "LABEL",
    "LONGEST_HEADING",
    "bracket_label",
    "bracketed",
    "free_label",
    "heading_of",
    "is_heading",
    "labels_inside",
    "named",
    "part_of_block",
    "question",
]
