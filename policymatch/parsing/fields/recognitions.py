"""Recognitions an enterprise holds: known names, and whatever a text says one is 认定为 / 获得 / 列入 / 通过…认证.

Levels are multiplied out: 国家级、省级企业技术中心、工程中心 is four names; 省级以上 is 省级 and 国家级.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.conditions.nodes import Op
from policymatch.parsing.fields.denied import UNHELD
from policymatch.parsing.fields.holding import SOUGHT, extend, held
from policymatch.parsing.fields.honours import (
    BESIDE,
    END,
    PLACE_FIRST,
    as_written,
    completed,
    given_by,
    home_of,
    later_levels,
    named_beside,
    names_of,
    of_another,
    postdoctoral,
    put_down,
)
from policymatch.parsing.fields.levels import LEVEL, LEVELS
from policymatch.parsing.fields.placekinds import CONTEST
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.rules import rule
from policymatch.vocabulary import qualifications, regions

GOT = (
    r"(?:首次|新|当年|年度|已|初次|被|经|成功|再次|本年度|并|或|近\w年|\d{4}年度?){0,5}+(?:被)?(?:重新)?"
    r"(?:认（评）定为|评（认）定为|认定为|认定的|评定为|评定的|评为|授予|获评为?|获得|获批为?|取得|列入|入选|入围|"
    r"获|晋升为|晋级为|列为(?=“|国家|[省市区县])|晋升|获选|获颁|创成|通过|认定|评选为|命名为|认证为|升级为|纳入|确定为|备案为|备案的|获认定为|新列入|新认定|复核为|确认的|确认为)"
    r"(?:了|并|有效期内的?|为|的|由|或|通过|获批|评定|认定|过){0,4}+"
)
_ASIDE = r"名单|附件|[详具]?体?见|证书|(?:以下|下)?简?称|有效|[须需]|复[审核]|截[至止]"
"""How brackets begin that are no part of a name: 骨干企业（名单见附件1）."""
ITEM = (
    rf"(?:“[^”]{{2,16}}”[^，。；：、“”（）的]{{0,10}}(?:{END})|专精特新“[^”]{{2,6}}”(?:企业)?"
    rf"|[“《]?[^，。；：、“”《》（）且并给予奖励按达到]{{0,22}}?(?:（[^（）]{{1,8}}）)?"
    rf"[^，。；：、“”（）给予且]{{0,10}}?(?:{END})(?!(?:试点|示范|标杆)(?:企业|单位|项目|基地|园区|平台|机构))[”》]?(?:（(?!{_ASIDE})[^（）]{{2,8}}）)?)"
)
JOINT = r"(?:、|和|及|或|以及|或者|与|(?<=”)(?=“))"
HONOUR = rule(
    "资质.认定",
    rf"(?P<got>{GOT})(?P<levels>{LEVELS})?(?:的)?(?P<items>{ITEM}(?:{JOINT}(?:{LEVELS})?{ITEM})*)",
    needs="认定 评 获 取得 列入 列为 入选 通过 授予 命名 升级 纳入 确定 备案 入围",
    confidence=0.8,
)
LEVELLED = rule(
    "资质.级别",
    rf"(?P<got>(?:首获|首次|新|符合条件的|新设立的|新建的)?(?:的)?)(?P<levels>(?:省部级|国家级|省级|市级|区级|"
    rf"县级)(?:(?:、|和|及|或|以及|与){LEVEL})*(?:及?以上)?)(?:的)?"
    rf"(?P<items>{ITEM}(?:{JOINT}{ITEM})*)",
    needs="级",
    confidence=0.8,
)
CERTIFIED = rule(
    "资质.通过认证",
    (
        r"(?:通过|取得|"
        r"获得)(?P<items>[《“]?[^，。；：、的]{2,30}?[》”]?(?:（[^（）]{2,24}）)?(?:[、和或及][^，。；：、的]{2,24}?)*(?:认证|"
        r"贯标))(?:证书)?"
    ),
    needs="认证 贯标",
    confidence=0.8,
)
GENERIC = re.compile(
    r"^(?:[一-龥]{2,4}[省市区县])?(?:[国省市区县][家部]?级)?(?:民营|国有|外资|中小微?|小微|个体|私营|集体|各类)+(?:企业|经济)$|^[甲乙丙一二三]级资质$|^(?:国家|[省市区县])级重点项目$|^[大中小微型]+企业$|"
    r"^(?:国家级|省部级|省级|市级|区级)?(?:科技|相关|有关|现有|新办|权威|知名|专业)?(?:企业|项目|单位|机构|平台|园区|奖|中心|部门|政策)$|"
    r"^(?:[的等各类相关有关该本其上述同一]*)(?:项目|企业|单位|机构|平台|产品|认证|资质|证书|奖|荣誉|称号|中心|基地|"
    r"园区|名单|目录|品牌|试点|酒店|街区|楼宇)$"
)
UNFIT = re.compile(
    r"^等?方面|^者|授予|^(?:认定|获奖|荣誉)?证书|^(?:项目|创业|创新)?团队|租用|租赁|承租|部门|的|相关|重要|各类|国内外|项目(?:储备|备选)?库$|^[^（）]*[（）][^（）]*$"
)
NOT_HONOUR = re.compile(
    r"营业执照|载体[内外]|创办|许可|批准|受理|辅导|备案证|资金|资助|补助|补贴|补偿|贴息|奖励|扶持|支持|贷款|投资|统计|规模以上|订单|收入|专利|融资|"
    r"毕业证|学位|职称|审批|验收|评审|审核|股权|土地|扶持项目|科技计划|科研项目|立项|科技奖|局备案|部备案|委备案|"
    r"目录项目|局批|大赛|竞赛|比赛|展会|政策|财政|用地|授权|投产|项目库|服务平台的|(?:监测|监管|监控|追溯|填报|申报|征信|预警)(?:信息|管理|服务)*(?:平台|系统)"
)
BAD_GOT = re.compile(r"(?:奖励|资助|通过(?:审|评审|验收|专家))$")
BY_WAY_OF = re.compile("(?:平台|系统|网站|网|渠道|方式|中心|机构|单位|企业|基地|园区)$")
"""通过某平台完成自评估: by way of what, where no recognition follows."""


def find(reading: Reading) -> Iterator[Fact]:
    """Facts of recognitions."""
    yield from _known(reading)
    yield from _honours(reading)


def leaf(reading: Reading, names: tuple[str, ...], start: int, end: int, rule_name: str, confidence: float,
          rank: int) -> Fact:  # fmt: skip
    """The fact that the applicant holds one of the names; none of them where the words before say so."""
    if negative := UNHELD.search(reading.text[:start], max(0, start - 12)):
        start = negative.start() if negative[0][0] in "从尚均未没" else start
    op = Op.HAS_NONE if negative else Op.HAS_ANY
    period = next((p.value.period for p in reading.periods if start - 3 <= p.start and p.end <= end), None)
    if len({RUNG.sub("", name) for name in names}) == len(names) == 1:
        names = tuple(RUNG.sub(r"\1", name) for name in names)
    # 市级以上 asks for any rung; of 国家和市级专精特新中小企业及小巨人企业 the nation's rung is 小巨人
    if _ANY_RUNG.issubset(names) or any("小巨人" in name for name in names):
        names = tuple(dict.fromkeys(RUNG.sub(r"\1", name) for name in names))
    leaf = reading.test("qualification", op, names, start, end, confidence=confidence, period=period)
    return reading.fact(rule_name, leaf, start, end, rank=rank)


def _known(reading: Reading) -> Iterator[Fact]:
    """Names of the vocabulary; those in a row are one list."""
    group: list[tuple[int, int, tuple[str, ...]]] = []
    text = reading.text
    for short in SHORT_FORM.find(text):
        yield leaf(reading, ("高新技术企业",), *short.span(), SHORT_FORM.name, SHORT_FORM.confidence, 6)
    for match in _of_the_applicant(text):
        start = match.span.start
        if (
            text[start] in "省市区县"
            and text[start + 1 : start + 2] != "级"
            and re.search(r"[一-龥]{2}$", text[:start])
            and not re.search(r"[为的经由获过和或及与定选成被对入]$", text[:start])
        ):
            continue
        if match.text in ("国家科研机构", "国际科研机构", "科研机构") or text.startswith("型", match.span.end):
            continue
        if text[:start].endswith("非") and "总部" in match.text:
            continue
        if (
            match.level is None
            and GENERIC_NAME.fullmatch(match.text)
            and match.text != text
            and not RECOGNISED.search(text[max(0, start - 10) : start])
        ):
            continue
        between = reading.text[group[-1][1] : match.span.start] if group else ""
        if beside := BESIDE.fullmatch(between):
            group.append((*beside.span("names"), names_of("", beside["names"])))
            between = "、"
        if group and not ((row := IN_ROW.fullmatch(between)) and _is_place(row["place"])):
            yield _known_leaf(reading, group)
            group = []
        group.append((match.span.start, match.span.end, expanded(match)))
    if group:
        yield _known_leaf(reading, group)


IN_ROW = re.compile(
    r"(?:企业)?(?:认定|称号|资质)?(?:、|或者?|和|及|以及|/|(?=”“))”?(?:首次|新)?(?:认定(?:为|的)|获得|评为)?(?P<place>[一-龥]{2})?“?"
)


def _is_place(word: str | None) -> bool:
    return word is None or bool(regions.named(word + "市"))


def _of_the_applicant(text: str) -> Iterator[qualifications.RecognitionMatch]:
    """The names that the applicant holds; beside one that is not its own in a row none is (入驻孵化器、众创空间).

    A known name inside another is neither (创业孵化基地 of 创新创业孵化基地).
    """
    refused = -1
    for match in qualifications.find(text):
        beside = refused >= 0 and text[refused : match.span.start] in ("、", "和", "及", "或", "以及")
        cut = text.startswith("创业", match.span.start) and text.endswith("创新", 0, match.span.start)
        if beside or cut or not held(text, *(span := (match.span.start, match.span.end))) or of_another(text, *span):
            refused = match.span.end
        elif match.recognitions[0].qualification not in NOT_THE_APPLICANTS:
            yield match


GIVER_PLACE = re.compile(r"(?P<place>(?:(?![或和与及、由经为])[一-龥]){2,4}[省市区县])(?:认定|评定|评选|命名)的$")
RUNG = re.compile(r"^[^“”]{1,8}?((?:专精特新|创新型|科技型)中小企业)$")
"""Rungs of the national ladder of enterprises: whoever names the level or the city means the same honour.
Two levels named side by side (国家级和省级) stay two."""
_ANY_RUNG = frozenset(f"{level}专精特新中小企业" for level in ("国家级", "省级", "市级"))
SHORT_FORM = rule(
    "资质.高新技术认定", r"(?:获得|通过|取得)国家?级?高新技术(?:认定|资质)", needs="高新技术", confidence=0.85
)
NOT_THE_APPLICANTS = frozenset(
    [
        "药品注册批件",
        "专利奖",
        "专利金奖",
        "专利银奖",
        "专利优秀奖",
        "中国外观设计金奖",
        "仿制药一致性评价",
        "医疗器械注册证",
        "第三类医疗器械注册证",
        "第二类医疗器械注册证",
        "创新医疗器械",
        "新产品",
    ]
)
GENERIC_NAME = re.compile(
    "研发中心|工程中心|技术中心|孵化器|科技园区?|农业企业|实验室|龙头企业|检验检测|创新中心|设计中心|科研机构|"
    "研究机构|产业园区?|示范园区|工作站|服务平台|公共服务平台|总部|绿色建筑|检验检测认证|(?:知名|优质|自主)?品牌|首店|专利奖?|"
    ".{2,3}"
)
RECOGNISED = re.compile("认定|评|授予|获批|列入|级|示范")


def _known_leaf(reading: Reading, group: list[tuple[int, int, tuple[str, ...]]]) -> Fact:
    names = tuple(dict.fromkeys(name for at, member in enumerate(group) for name in _at_home(reading.text, at, member)))
    both = re.search(r"国家级?(?:、|和|及|或)$", reading.text[: group[0][0]])
    if names == ("省级高新技术企业",) and both:
        names, group = ("高新技术企业", *names), [(both.start(), *group[0][1:]), *group[1:]]
    home = home_of(reading.text, group[0][0]) if names[0].startswith("老字号") else ""
    first = group[0][0] - len(home or _placed(reading.text, group[0][0]))
    start, end = extend(reading.text, first), group[-1][1]
    if (giver := GIVER_PLACE.search(reading.text[: group[0][0]])) and not re.match("国家|省级|市级|区级", names[0]):
        names = tuple(name if qualifications.read(name).level else giver["place"] + name for name in names)
    names = _of_home(reading, (home + names[0], *names[1:]), group[0][0])
    names, end = postdoctoral(reading.text, names, end)
    names, end = later_levels(reading.text, names, end)
    names, end = _rest_of_row(reading.text, group[-1][0], names, end)
    beside, end = named_beside(reading.text, start, group[0][0], end)
    names += beside
    tail = re.match(
        r"”?(?:(?:管理|质量)?(?:体系)?认证(?!机构)|贯标|证书|认证证书|企业|称号|认定|资质|资格|荣誉)?(?:公示|推荐)?(?:信息库|名单|名录|目录)?(?:[特一二三]等奖(?:(?:、|和|及|或|以及)[特一二三]等奖)*(?:的?(?:项目|成果|单位|企业)(?=的|，|$))?)?(?:（(?!规上|限上|规模|限额|不?含|除)[^）]{1,4}）)?",
        reading.text[end:],
    )
    return leaf(reading, names, start, end + (tail.end() if tail else 0), "资质.名录", 0.88, 7)


def _at_home(text: str, at: int, member: tuple[int, int, tuple[str, ...]]) -> tuple[str, ...]:
    """The names of a later member of a row with the place right before them: 中华老字号、«北京»老字号."""
    start, _, names = member
    home = home_of(text, start) if at and names[0].startswith("老字号") else ""
    return (home + names[0], *names[1:])


def _placed(text: str, start: int) -> str:
    """The place before an honour that the nation gives: 浙江省科技型中小企业 are those in the province."""
    found = re.search(r"(?<![一-龥])[一-龥]{2,4}[省市]$", text[:start])
    return found[0] if found and regions.named(found[0]) else ""


def _of_home(reading: Reading, names: tuple[str, ...], start: int) -> tuple[str, ...]:
    """区政府质量奖 is the issuer's own; a place named for the first of a row holds for the rest."""
    word = reading.text[max(0, start - 1) : start]
    code = reading.definitions.home_region
    if names == ("政府质量奖",) and code and word in ("省", "市", "区", "县"):
        held = {"省": code[:2] + "0000", "市": code[:4] + "00"}.get(word, code)
        return (regions.region(held).name + names[0],)
    place = PLACE_FIRST.match(names[0])
    if not place or not regions.named(place[0]):
        return names
    own = [name if re.match(r"[一-龥]{2,4}[省市区县]|国家|省|市|区|中国", name) else place[0] + name for name in names]
    return tuple(own)


REST = re.compile(
    r"(?:、|和|及|以及|或)(?P<rest>(?!其他|相关)[^，。；：、的（）\d和及或]{2,12}(?:、(?!其他)[^，。；：、的（）\d和及或]{2,12}){0,3}?)(?:等)?(?:名单|名录|目录|称号|荣誉|认定(?!的|标准|办法|管理|工作|条件))"
)
GIVER = re.compile("(?:[市省县区]|协会|商会|局|厅|部|委|政府|部门|机构|单位|中心)$|经|由")


def _rest_of_row(text: str, start: int, names: tuple[str, ...], end: int) -> tuple[tuple[str, ...], int]:
    """The last of a row whose 名单, 称号 or 认定 they share (数字化车间、未来工厂名单), with the level of the first."""
    found = REST.match(text, end)
    if found is None or GIVER.search(found["rest"]):
        return names, end
    level = next((word for word in ("国家级", "省级", "市级", "区级") if names[-1].startswith(word)), "")
    parts = completed([text[start:end], *found["rest"].split("、")])[1:]
    parts = [re.sub(rf"^(?:(?:新|首次|获得|获评|认定|{LEVEL})+)(?=.{{2,}})", "", part) for part in parts]
    return (*names, *(level + part for part in parts)), found.end()


def expanded(match: qualifications.RecognitionMatch) -> tuple[str, ...]:
    """One name a level; 省级以上 is 省级 and everything above it."""
    names: list[str] = []
    written = as_written(match)
    for one in match.recognitions:
        if one.or_above and one.level is not None:
            given = qualifications.qualification(one.qualification).levels
            levels = [level for level in given if level.rank <= one.level.rank] or [one.level]
            made = [qualifications.Recognition(one.qualification, level) for level in levels]
        else:
            made = [one]
        names += [each.name.replace(each.qualification, written) if written else each.name for each in made]
    if len(names) == 1 and (said := re.match(r"(?:中国|国家地理|中华)[^，。；、]{3,}", match.text)):
        return (said[0],)
    level = next((word for word in _LEVEL_AS_SAID if match.text.startswith(word)), "")
    return tuple(re.sub(f"^{_LEVEL_AS_SAID[level]}", level, name) for name in names) if level else tuple(names)


_LEVEL_AS_SAID = {"自治区级": "省级", "县级": "区级"}
"""Words for a level that the vocabulary names otherwise; a parse keeps the document's."""


def _honours(reading: Reading) -> Iterator[Fact]:
    for one in (HONOUR, LEVELLED, CERTIFIED):
        for match in one.find(reading.text):
            groups, items = match.groupdict(), match["items"]
            if _of_others(reading.text, match, led=one is LEVELLED) or re.search(
                "(?:申报|接入|登[录陆]|对接|并入|使用|应用|加入|录入|上传至?|归集至?)$|(?:入驻|进驻|落户|租[用赁]|位于|依托|进入)(?:在|于)?$",
                reading.text[: match.start()],
            ):
                continue
            if (
                re.match("条件|标准|管理|工作|程序", items)
                or reading.text.startswith(("励", "立项", "库"), match.end())
                or CONTEST.match(reading.text, match.end())
                or NOT_HONOUR.search(items)
                or BAD_GOT.search(groups.get("got") or "")
                or _by_way_of(reading.text, match, items)
                or put_down(reading.text, match.end(), items)
                or (one is LEVELLED and _carried_out(reading.text, match.start(), items))
            ):
                continue
            names = names_of(groups.get("levels") or "", items)
            if not names or any(GENERIC.match(name) or UNFIT.search(name) for name in names):
                continue
            register = REGISTER.match(reading.text, match.end())
            if one is HONOUR and not groups.get("levels") and not register and not _telling(match["got"], items):
                continue
            end = (register or match).end()
            if register and register["sort"]:
                names = (*names[:-1], names[-1] + register["sort"])
            if not groups.get("levels"):
                names, end = (
                    later_levels(reading.text, names, end) if register else _to_the_end(reading.text, names, end)
                )
            rank = 8 if len(names) > 2 and "、" in items else 5 if one is not LEVELLED else 4
            start = given_by(reading.text, match.start()) if one is HONOUR else match.start()
            yield leaf(reading, names, start, end, one.name, one.confidence, rank)


def _of_others(text: str, match: re.Match[str], *, led: bool) -> bool:
    """Whether an honour is another's; one that no verb gives, where the words before it name a partner or a place."""
    start, end = match.span()
    if led and (re.match("(?:范围)?内的?", text[end:]) or SOUGHT.search(text, max(0, start - 20), start)):
        return True
    return of_another(text, start, end) or bool(led and _PARTNERS.search(text, max(0, start - 4), start))


def _carried_out(text: str, start: int, items: str) -> bool:
    """Whether the words are of work that somebody did (承担过国家或市级合作项目), which is no honour."""
    if not items.endswith(("项目", "课题", "任务", "专项", "工程", "计划")):
        return False
    return _DID.search(text, max(0, start - 16), start) is not None


_DID = re.compile(
    r"(?:承担|参与|主持|牵头|实施|执行|承接|开展|完成)(?:过|了|并完成|的)?(?:国家级?|省部?级?|市级?|、|和|及|或者?|以上)*$"
)
_PARTNERS = re.compile("(?:与|由|在|从|向|为|和|同|联合|依托|引进|参加|服务)$")


def _by_way_of(text: str, match: re.Match[str], items: str) -> bool:
    """Whether a verb goes on behind what was passed, which then is a way and no recognition."""
    got = match.groupdict().get("got") or ""
    goes_on = re.match("(?!认定|评|复|验收|审|考核|备案|认证)[^，。；、的]", text[match.end() :]) is not None
    return got.endswith("通过") and BY_WAY_OF.search(items) is not None and goes_on


_LISTED_WHOLE = re.compile(
    r"(?P<rest>[^，。；：、的“”（）\d]{2,18}?)(?:（[^（）]{2,16}）)?(?:名单|名录)(?=的|，|。|；|且|并|）|$)"
)
"""What a register lists goes on behind a word that ends a name, too: 数字化试点|拟改造企业名单."""


def _to_the_end(text: str, names: tuple[str, ...], end: int) -> tuple[tuple[str, ...], int]:
    """The names with what their register goes on to list, or with the levels that follow them."""
    whole = _LISTED_WHOLE.match(text, end)
    if whole:
        return (*names[:-1], names[-1] + whole["rest"]), whole.end()
    return later_levels(text, names, end)


REGISTER = re.compile(
    r"(?!的|，|。|；|、|且|并|）|$|企业$|单位|项目$|范围)(?P<sort>(?:企业|项目)?(?:(?:培育|后备|储备|候选|种子)(?:库|名单|名录|对象|企业库)|\d{1,3}强(?:企业)?|百强(?:企业)?|十强(?:企业)?)|)"
    r"(?:名录|名单|榜单|目录)?(?=的|，|。|；|、|且|并|）|$|企业|单位|项目|范围)"
)
"""The register that an honour means: to be in the 培育库 of a status is not to hold the status."""


def _telling(got: str, items: str) -> bool:
    """Without a level, the verb or the name itself must be one of recognition."""
    firm = re.search("认定|评定|确认|评为|授予|获评|列入|入选|命名|升级|评选|认证|获批", got)
    named = re.search(
        (
            "“|《|中国|国家|省|市|示范|驰名|老字号|质量奖|认证|冠军|龙头|称号|资质$|甲级|一级|AAA|贯标|商标|绿色工厂|"
            "标杆|定点"
        ),
        items,
    )
    return bool(firm or named) and len(items) >= 4
