"""How a document asks for papers: headings over their lists, lead-ins, sentences that name them, and the points of lists."""

from __future__ import annotations

import re

from policymatch.parsing.applying.papers import PAPER
from policymatch.parsing.seldom import Seldom

_APPLYING = (
    "申请|申报|申领|提交|提供|报送|递交|所需|需提交|需提供|应提交|办理|报名|受理|附报|附送|上报|兑现|认定|"
    "审核|验收|需要|必备|所附|举证|办事|应交|证明"
)
_APPLY = f"(?:{_APPLYING})"
_FIRSTS = "".join(sorted({word[0] for word in _APPLYING.split("|")}))
_WORD = r"(?:材料|资料|要件|文件)"
_SHARED = "(?:通用|共性|公共|共同|基本|基础|必备)性?(?:申[请报])?"
COMMON = re.compile(_SHARED + _WORD)
"""Papers that every applicant hands in, whatever he applies for: 通用材料."""
HEADING = re.compile(
    rf"^[ 　]*(?P<mark>(?:第?[一二三四五六七八九十]+[、.．章条]|（[一二三四五六七八九十\d]+）|"
    rf"\d{{1,2}}[、.．)）]|[【\[〔])?)\s*"
    rf"(?P<beside>[^，。；：\n]{{0,8}}(?:方式|条件|程序|流程|对象|范围|时间|时限|地点|手续|要求|办法)[、及和与以]+)?"
    rf"(?:(?P<about>[^，。；：\n]{{0,24}}?){_APPLY}的?|(?=材料|资料|相关|有关|书面|所需|佐证|支撑|{_SHARED}))(?:书面|纸质|电子|相关|佐证|支撑|"
    rf"有关|主要|具体|所需|需|{_SHARED})*{_WORD}(?:清单|目录|要求|及要求|名称|包括|如下|及份数|明细|和要求|与要求)?\s*[】\]〕]?\s*(?:[：:]|"
    rf"（[^（）\n]{{0,30}}）)?[ 　]*$",
    re.M,
)
LEAD = Seldom(
    r"(?=[上准凭出备报持携提填附递])(?:"  # one look at the sign
    r"(?:提交|提供|报送|递交|出具|准备|上传|附送|附报|填报|携带|备齐)"
    rf"[^，。；：\n]{{0,20}}?{_WORD}(?:[^。；：\n]{{0,24}}?[：:]|[^。；：，\n]{{0,24}}?，$)"
    rf"|(?:凭|持)(?:以下|下列)[^，。；：\n]{{0,8}}?{_WORD}[^。；：\n]{{0,36}}?[：:])",
    re.M,
)
LISTS_BELOW = re.compile(r"(?:提交|提供|报送|递交|出具|附送|附报|备齐|附上?)(?:以下|下列|如下)?[：:][ 　]*$", re.M)
"""…提出申请，同时提供：, with the papers below it and no word for them."""
ASKS = re.compile(r"(?:应当?|须|需要?|要|并|请|分别|同时|一并|如实|向[^，。；\n]{2,30}?|\s)+$")
INCLUDES = re.compile(
    rf"(?=[{_FIRSTS}材资要文])"  # one look at the sign, where trying all words in turn would find none
    rf"(?:{_APPLY}{{1,2}}的?(?:书面|相关|有关|主要)?{_WORD}(?:(?:清单|目录|要求)(?=[：:]))?|{_WORD}(?:清单|(?:目录|要求)(?=[：:]))|所附{_WORD})(?:主要|一般|应当?|须|需|"
    rf"具体)?(?:包括|包含|有|为|如下|(?=[：:]))[：:]?(?P<list>1[.．、](?!\d)[^\n]{{4,2000}}|[^。\n]{{4,400}})"
)
_FIRST_POINT = r"(?:1[.．、](?!\d)|①|（[1一]）)"
BRACKETED = re.compile(  # 【申报材料】①申请表；②营业执照; （二）申报材料。1.申请表；2.营业执照
    rf"[【〔]{_APPLY}{{0,2}}的?(?:书面|相关|有关|主要)?{_WORD}(?:清单|目录|要求)?[】〕][ 　]*(?P<list>[^\n]{{3,800}})"
    rf"|^(?:[（第]?[一二三四五六七八九十\d]{{1,3}}[）条、.．]+[ 　]*)?{_APPLY}{{1,2}}的?(?:书面|相关|有关|主要)?{_WORD}(?:清单|目录)?"
    rf"(?:。[ 　]*|[ 　]+)(?P<row>{_FIRST_POINT}[^\n]{{4,1500}}|(?:[^，。；：、\n]{{2,30}}、)+[^，。；：\n]{{2,30}}[。； 　]*$)",
    re.M,
)
INLINE = re.compile(
    r"(?:(?<![支坚保维扶])持|凭(?!借|证|据)|提供|提交|报送|递交|填报|填写|上传|携带)(?:以下|"
    r"下列)?(?P<list>[^。；：→\n]{2,200})(?:等)?(?:相关|有关|证明|书面|申请|申报|附件|其他)*(?:等|以及|及)?"
    rf"(?:相关|有关|附件|证明|申报|申请)*(?:{_WORD}|附件)(?!认定|为准|核定|计算|确定|审核|真实|不[实全齐]|的真实)"
)
BRING = re.compile(  # 请带上营业执照复印件、建设申请于月底前来办理
    rf"(?:带上|带好|携带|带齐|备齐|备好|准备好)(?P<list>[^，。；：\n]{{2,40}}?(?:{PAPER}|[书建立项目]?[面设项]?申请)(?:[、和及][^，。；：\n]{{2,30}}?(?:{PAPER}|申请))*)(?=[，。；\n]|前?来|到|向|前往|于|在)"
)
_FORM = "《?[^，。；：、\\n《》]{0,16}(?:申[报请][书表]|登记表|推荐表|申请单)》?"
AND_HAND_IN = (
    "(?:，(?:并|同时|一并|同步|另|还)*|(?:并|同时|一并|同步|另|还)+)(?:在线|网上|如实)?(?:上传|提[交供]|附上?|报送)"
)
"""填写《申报书》，同时|提交营业执照、合同: what joins the form to the papers that go with it."""
BARE = re.compile(  # 应当提交备案文件、发票清单和验收报告: papers named without the word 材料
    rf"(?=[应须需请并提报递将持凭上另还同附随填一])(?:(?:填写|填报)(?={_FORM}{AND_HAND_IN})|随[文表]?附(?:上|送|报)?[：:]?|(?:应当?|须|需要?|请)(?:一并|同时|如实)?(?:提交|提供|报送|递交|上传|附)[：:]?|上传[：:](?=[^\n]*、)|(?<=[，；后内前日])(?:并|同时|一并|同步)?(?:提交|报送|递交|提供|上传)|(?<=。)(?:提交|提供|上传)|(?<=的，)(?:另|还|同时)*附[上送]?|(?<=，)并附[上送]?(?!加|件|近|[着有])|(?<=（)(?:提交|提供|附)(?!件)|(?<=[局门心口构行会厅委镇乡道处所台统])(?:提交|报送|递交)|请?将|(?<![支坚保维扶])持|凭(?!借|证|据))"
    rf"(?P<list>(?:{_FORM}{AND_HAND_IN}(?:[^，。；：、\n]{{2,24}}、)*|(?:[^，。；：、\n]{{2,24}}[、②③④⑤])+)[^，。；\n]{{2,40}}?(?:{PAPER}))(?:（(?:[^（）\n]|（[^（）\n]{{0,8}}）){{0,60}}）)?"
    r"(?:等)?(?=[。；）→\n]|$|，(?:并|同时|另|还|其中|[由经报交于])|(?:一并|统一)?(?:报送|提交|递交|送|寄|装订|胶装|盖章|加盖|扫描|上传|打印|密封|按(?:照)?顺序|整理|各?一式)|到|向|前往|(?:直接)?(?:办理|领取|申领))"
)
COLON = re.compile(  # 需提交：申请表，营业执照、许可证扫描件，租赁合同（申请租金补贴的提供）
    r"(?:需要?|须|应当?|请)(?:一并|同时|如实)?(?:提交|提供|报送|递交|上传)[：:](?![^。\n]*(?:材料|资料))"
    rf"(?P<list>(?:[^，。；：、\n（）]{{2,30}}(?:（[^（）\n]{{0,40}}）)?[，、；])+[^，。；：、\n（）]{{0,40}}?(?:{PAPER})[^，。；：、\n]{{0,24}})(?=[。\n]|$)"
)
POINT = re.compile(
    r"^[ 　]*(?P<mark>第[一二三四五六七八九十\d]+(?:[、，]|项)|[一二三四五六七八九十]{1,3}[、.．]|"
    r"（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[、.．）)](?!\d{1,3}(?!\d))|[①-⑳⑴-⒇]|[a-zA-Z][.、)）]|"
    r"[-—●•·◆■▪*])\s*"
)


def style_of(line: str) -> str:
    """The style of a line's number, alike for all points of one list; empty for a line that is no point."""
    mark = POINT.match(line)
    return style(mark["mark"]) if mark else ""


def style(mark: str) -> str:
    """What is alike in all numbers of one list: 1. for 1. and 12., （一） for （一） and （十）."""
    for alike, one in _ALIKE:
        mark = alike.sub(one, mark)
    return mark.strip()


_ALIKE = [
    (re.compile(alike), one)
    for alike, one in (
        (r"[一二三四五六七八九十]+", "一"),
        (r"\d+", "1"),
        ("[①-⑳]", "①"),
        ("[⑴-⒇]", "⑴"),
        ("[a-zA-Z]", "a"),
    )
]
"""Figures of one kind, and the one that stands for all of them."""
