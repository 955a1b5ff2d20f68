"""The papers that a point or a sentence names and whom it asks for them: 付息凭证（申请贴息的）, 贷款贴息的单位必须提供贷款合同."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.parsing.applying.asking import AND_HAND_IN, BARE, COLON, INCLUDES, INLINE, LEAD, POINT
from policymatch.parsing.applying.papers import COPIES, ENDS_AS_PAPER, UNNAMED, bare, names_in, short_name
from policymatch.parsing.text.wording import masked

_TO_GIVE = (
    r"(?:(?:还|另|均|必|仅|只)?(?:(?:须|需要?|应当?|必须|请)(?:额外|另外|另行|同时|一并|分别|再|还)*|另行|同时|一并)"
    r"(?:提供|提交|出具|报送|附上?(?:有(?=[^效]))?)|(?<=的，)(?:另外?|还|再)?(?:附[上送报]?(?!件)|提供|提交))(?:以下|下列)?"
)
ASKED = re.compile(rf"(?P<kind>[^，。；：《》]{{0,30}}?)，?{_TO_GIVE}(?!材料|资料)[：:]?(?P<list>[^：:]{{2,}})$")
"""贷款贴息的单位必须提供贷款合同: whom a point asks, and for what."""
_FURTHER = re.compile("(?:其[他它余]|另外?|此外)(?:依法|按规定|依规)?")
"""其他需要提供的材料 asks nobody in particular."""
_OF_KIND = re.compile(
    r"(?P<kind>[^，。；：]{2,30}?(?:类|方向|项目|企业|单位|机构|组织|(?:奖励|奖补|补贴|补助|资助|扶持|贴息)的?(?:申[请报])?"
    r"(?:材料|资料)?))[：:](?P<list>[^：:]{3,})$"
)
"""贴息类：贷款合同; 园区奖励材料：营业执照、认定文件: which support a point names papers for."""
_SORT_OF_PAPERS = re.compile(r"[^，。；：:《》]{0,8}(?:材料|资料|要件)[：:]\s*(?P<list>[^：:]{3,})$")
"""佐证材料：合同、发票: a sort of papers before them is no paper."""
_ANY_PAPERS = re.compile(
    "(?:相关|有关|其[他它余]|佐证|证明|支撑|说明|附件|申[请报]|以下|下列|书面|电子|纸质|必备|基本|项目|企业|的)*(?:材料|资料|要件)[：: ]*"
)


def _explains(label: str, listed: str) -> bool:
    """Whether the words behind a sort of papers only say what they are about: 研发活动材料：项目名称、项目组成员、立项报告."""
    told = [part for part in re.split("[、；，]", re.sub("等$", "", masked(listed))) if part]
    plain = [part for part in told if not ENDS_AS_PAPER.search(bare(part))]
    return len(plain) > 1 and _ANY_PAPERS.fullmatch(label) is None


ONLY_FOR = re.compile(
    r"（(?:[^（）]*[，；])?(?:仅|只|限|适用)*(?:限于|适用于)?(?P<kind>(?!原件|复印件|加盖|如)(?:申[请报领]|属于?|享受)?[^（），；]{2,30}?)"
    r"(?:的?(?:时|的|企业|单位|人员?|项目)，?(?:需要?|须|应|另)?(?:提供|提交)|的?(?:需要?|须|应|另)(?:提供|提交)|(?<=奖励|奖补|补贴|补助|津贴|贴息|资助|机构|励类|补类|贴类|助类|项目|方向)(?:提供|提交))）"
)
"""毕业证（申请高校毕业生补贴时提供）: for which support a bracket asks for the paper."""
_NOT_FOR = re.compile(
    r"（(?:申[请报领])?(?P<kind>[^（），；]{2,20}?)(?:的)?(?:企业|单位|项目)?(?:不需要?|无需|不用|免于?|毋需|可不)(?:提供|提交|报送)?）"
)
"""项目验收报告（方向四不需提供）: for which support a bracket does not ask for the paper."""
OTHERS = "除"
"""Opens what a head calls those whom it does not ask."""
_ANYBODY = re.compile(
    r"(?:项目)?(?:申[请报领])?(?:单位|企业|人|主体|机构|者|项目)?|.*(?:材料|资料|文件|证明)|其中|以上|上述.*|所有.*|.*(?:根据|按照?|依据).*"
)
_FOR_ONE_POINT = re.compile(r"(?<=[一-龥])（[^（）]*第[^（），；]{1,6}[条项款][^（），；]*）$")
"""活动方案、现场照片、支出凭证（仅第八条提供）: the bracket ends the whole row."""
WHOSE = re.compile(
    r"(?<=.{2})（(?:限|仅限?|适用(?:于|：)?)?(?P<kind>(?:申[请报领]|享受|涉及|选择)(?!表|书)[^（）《》，；。\d]{2,20}?(?:的|项目|企业|单位)?"
    r"|[^（）《》，；。\d]{2,20}?(?:项目|类|机构|企业|单位|个人|人员|团队|平台|园区|基地|合作社|农场|银行|个体工商户|方向|奖励|补贴|补助|贴息)的?)(?:适用|专用)?）$"
)
"""业务台账（担保机构）, 付息凭证（申请贴息的）: whose paper it is, told in a bracket behind its name."""
POINT_CITED = re.compile(r"申[请报领]第?[（(](?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})[）)](?:项|类|款|点)?(?=的?$)")
"""申报（一）: the support goes by the number of its point."""


def kind_named(words: str) -> str:
    """Whom a head names: 重点企业 of «重点企业需提供：»; empty where anybody is asked."""
    if cited := POINT_CITED.match(words):
        return cited[0]
    words = re.split(r"在(?:提交|申[请报])|(?<!第)（|，", re.sub(r"[：:]\s*(?:（[^（）]*）)?$", "", words))[0]
    words = re.sub(rf"(?:{_TO_GIVE})?(?:申[请报]|证明)?(?:材料|资料|文件)?(?:要求|清单)?$", "", words)
    words = re.sub(r"^(?:属于?|符合|对于?|涉及|凡|若|如)|的$|。$|[“”]", "", words).strip()
    return "" if _ANYBODY.fullmatch(words) else words


def names_of_point(line: str) -> tuple[str, list[str]]:
    """The papers of one point and whom it asks for them, where it says so."""
    lead = LEAD.search(line)
    if lead and lead.end() < len(line):
        return "", list(inline_names(line))
    words = re.sub(r"[。；;\s]+$", "", line)
    if spared := _NOT_FOR.search(words):
        rest = names_in(words[: spared.start()] + words[spared.end() :])
        return (OTHERS + kind if (kind := kind_named(spared["kind"])) else ""), rest
    if only := ONLY_FOR.search(words):
        return kind_named(only["kind"]), names_in(words[: only.start()] + words[only.end() :])
    if (single := _FOR_ONE_POINT.search(words)) and "、" in words[: single.start()]:
        return "", [name + single[0] for name in names_in(words[: single.start()])]
    if whose := WHOSE.search(words):
        return kind_named(whose["kind"]), names_in(words[: whose.start()])
    if sorted_out := _SORT_OF_PAPERS.match(words):
        listed = sorted_out["list"]
        if _explains(words[: sorted_out.start("list")], listed):
            return "", names_in(words[: sorted_out.start("list")].rstrip("：: "))
        return "", list(inline_names(listed)) if "、" in listed else names_in(listed)
    asked = ASKED.match(COPIES.sub("", words))
    if asked and not _FURTHER.fullmatch(asked["kind"]):
        listed = asked["list"]
        return kind_named(asked["kind"]), list(inline_names(listed)) if "、" in listed else names_in(listed)
    sort = _OF_KIND.match(words)
    if sort and (names := names_in(sort["list"])) and all(ENDS_AS_PAPER.search(bare(name)) for name in names):
        return kind_named(sort["kind"]), names
    return "", names_in(line)


def named_part(body: str) -> str:
    """The part of a sentence that names the papers."""
    lead = LEAD.search(body)
    if lead:
        return re.split(r"[。→]", body[lead.end() :])[0]
    found = COLON.search(body) or INCLUDES.search(body) or BARE.search(body) or INLINE.search(body)
    return found["list"] if found else re.split(r"[：:]", body)[-1]


def inline_names(body: str) -> Iterator[str]:
    """The papers that a sentence names one behind another."""
    listed = _GIVEN_HEAD.sub("", COPIES.sub("", named_part(body)))
    for group in re.split(r"等(?:相关|有关|证明|佐证|支撑)*(?:材料|资料|要件|文件)", listed):
        yield from group_names(group)


def group_names(group: str) -> Iterator[str]:
    """The papers before one «等相关资料»; words that name none, at the end, are papers about that: 年检合格资料."""
    waiting: list[str] = []
    group = re.sub(r"(?:以?及|和|与)?(?:其他)?(?:相关|有关)(?:的?证明)?$", "", group)
    if not group.endswith("证明"):
        group = re.sub(r"(?:等(?:佐证|支撑)(?:材料|资料)?)?等?(?:相关|有关|证明|申请|申报|附件|其他|书面)*$", "", group)
    for part in re.split(
        rf"{AND_HAND_IN}|[、；，①-⑩]|以及|(?<=[表书证告明件料照文同票单据章议案历])[及和与](?=[^、；，]{{2,}})", group
    ):
        name = re.sub(r"等$", "", short_name(POINT.sub("", re.sub(r"等$", "", part.strip()))))
        if not name or UNNAMED.fullmatch(name):
            continue
        if not ENDS_AS_PAPER.search(bare(name)):
            waiting.append(name)
            continue
        name = (
            "、".join([*waiting, name])
            if waiting and all(len(word) <= 4 or _YEAR.fullmatch(word) for word in waiting)
            else name
        )
        waiting = []
        if 2 <= len(name) <= 40 and not _VAGUE.fullmatch(name):
            yield name
    yield from (f"{word}资料" for word in waiting if _NOUNS.search(word))


_NOUNS = re.compile(
    r"(?:登记|注册|注册登记|合格|年检|资质|资格|情况|业绩|信用|审计|纳税|社保|缴费|备案|立项|批准|验收)$"
)
_YEAR = re.compile(r"\d{4}年度?")
_GIVEN_HEAD = re.compile(r"^[^、；，。和]{0,60}(?:出具|签署|开具|核发)的(?=[^、]{0,20}(?:请示|意见|报告))")
_VAGUE = re.compile(
    r"(?:并|提供|提交|相应|证明|说明|相关|有关|其他|其它|申请|申报|证明|附件|上述|项目|企业|单位|以上|书面|补正|全部|"
    r"真实|该|所有|完整|规定|必要|齐全|的)*(?:材料|资料|文件|要件|手续|证明|说明)|[^、]{0,20}(?:资助|合作|"
    r"租赁)协议|协议|合同|意见|报告|审核|方案|计划|承诺"
)
