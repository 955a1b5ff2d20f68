"""Names of papers that applicants hand in: short, without who signs them, how many copies, and what for."""

from __future__ import annotations

import re

from policymatch.parsing.text.wording import without_brackets

PAPER = (
    r"申请表|申报表|[表书证册函单照状]|报告|证明|说明|制度|方案|协议|合同|凭证|凭据|票据|发票|清单|名单|明细|"
    r"材料|资料|文件|批文|批复|批件|核准件|意见|请示|承诺|"
    r"证件|章程|决议|纪要|照片|图片|视频|剧本|简历|台账|流水|单据|截图|副本|计划|图纸|备案|回执|回单|户口簿|"
    r"户口本|护照|学历|学位|通行证|数据|介绍信|执照|要件|获奖情况|年报|档案|"
    r"文本|公告|[概预决]算|声明|简介|总结|记录|收据|保单|存根|鉴定|备案号|佐证|复印件|原件|账|账册|底稿|账单|对账单|代码|信息表|汇总表|花名册|光盘|电子版|(?<=[障保行])卡|(?<=[估测定])结果|样品|标书|(?<!网)页|封面"
)
ENDS_AS_PAPER = re.compile(rf"(?:{PAPER}|(?<=[面设项目金])申请)(?:等)?$")
_NOTE = re.compile(
    r"^(?:注|备注|说明|以上|上述|其中|申请材料|申报材料|材料(?:一式|要求|需|须|应)|所有|复印件|各|如有|须按|请)"
)
COPIES = re.compile(
    r"（[^（）]*(?:原件|复印件|复印|盖章|公章|加盖|附件|见附|份|扫描|签字|核|样式|模板|下载|电子|可|需|须|应|"
    r"如|含|包括|格式|自拟|截图|A4|打印|业务章|签章|线上|网上|系统生成|一一对应|任选|承诺|报告需|均|若|正反面|本人页|导出|[必选]填|可选|二维码|注明|限于)"
    r"[^（）]*(?:（[^（）]*）[^（）]*)*）|（[^（）第]*提[供交]）|（?附件\d*）"
)
_TRAIL = re.compile(
    r"(?:(?:[，、]|\s)+(?:一式|原件|复印件|加盖|盖章|并|须|需|应|要求|包括|内容|主要|附|由|如|若|详见|见|按|"
    r"格式|可|以便|用于|其中|具体|均|另|不含|同时|[一二三两四五六七八九十\d]+份)"
    r"|一式[一二三四五六七八九十\d]+份|(?:原件)?(?:及|和|、|或)?复印件|原件$|扫描件|正反面|"
    r"各?[一二三两四五六七八九十\d]+份$|\d{1,2}(?:[-—~至]\d{1,2})?[张页幅套]$|，?(?:须|需|应|并)?加盖|，?以[\u4e00-\u9fa5]{1,6}为准|，?详见).*$"
)
_LEADING = re.compile(
    r"^(?:材料)?(?:主要|一般|具体)?(?:包括|包含)(?=..)|^随?附(?:上|送|报)?(?![件录加页图则近])(?=..)|^[^，、《》：；]{2,14}(?:还?需|须|应|同时|另外?|一并)(?:额外|另外|同时|一并)?(?:提供|提交)(?:本人)?|^或(?!许)|^(?:若|如|凡|属|对|涉及)[^，]{2,30}的?，(?:须|需|应当?|还|另|并|同时)*(?:提供|提交|附|出具|附上)?"
)
_GIVEN = re.compile(
    r"^.{0,40}(?:出具|签署|签发|颁发|核发|开具|盖章|认可|审定|填写|批准|鉴证|审验|盖有[^，。；]{2,16}章|(?<=审核)|(?<=审计))的(?!承诺$)"
)
_OWNER = re.compile(
    r"^(?:[^《》]{4,40}中的(?=《)|有效期内的|(?:每位|每个)?(?:申报|申请|项目)(?:单位|企业|人)(?![及和与、或])的?|"
    r"本?企业的|单位的|加盖公章的|(?:加?盖有|加盖)[^，、；]{2,16}章的|填写完整的|真实有效的|由|经(?!营|济|费|纪|销)|并(?=上传|提供|提交|附)|最新的|有效的|相关的|填写|提供|提交|"
    r"递交|报送|出具|上传|填报|打印|签署)"
)


_SORT_OF = re.compile(r"^[^，。；：]{2,10}(?:类|方向|项目)：(?=[^：]{3,})")
"""For which sort of support a point names the papers: 贴息类：贷款合同."""


_AS_COPY = re.compile(
    r"的?原件(?:[及和、与或或者]|以及)*复印件|(?<=[证照书表件同单据议簿本])的?(?:原件|复印件)(?=$|[、，；。及和与各])"
)
"""Whether the paper itself or a copy is asked for: 身份证原件、复印件."""


def names_in(point: str) -> list[str]:
    """The papers of one point; usually one."""
    point = re.sub(r"[。；;\s]+$", "", point)
    if (
        _NOTE.match(point)
        and not point.startswith(("其他", "申请材料真实"))
        and not ENDS_AS_PAPER.search(short_name(point))
    ):
        return []
    kept = re.sub(
        r"(?:等|各)+(?:相关|有关)*(?:佐证|证明|支撑|原件|复印件)?(?:各?[一二三两四五\d]+份)?$",
        "",
        re.sub(r"[。；;\s]+$", "", _AS_COPY.sub("", COPIES.sub("", point))),
    )
    copied = len(re.findall("复印件|原件", point)) > 1
    parts = [part for part in _parts(kept, several=copied or "、" in _outside(kept)) if part]
    return [name for part in parts if (name := short_name(part)) and not UNNAMED.fullmatch(name)]


UNNAMED = re.compile("(?:有关|相关)的?(?:附件|证明|佐证|支撑|申[请报]|表格?|材料|资料|文件)+")
"""填报有关表格并上传有关附件: what names no paper."""


_AND = r"、|和(?=[^，]{2,})"
_AND_TOO = r"、|及(?=[^时、]{2,}$)"
_ROW = "、"
"""What parts the papers of a row: a 和 inside a row that 及 ends joins words of one paper, as does a 及 before its last."""


def _outside(text: str) -> str:
    """The text with the signs that part names left out inside brackets and between years (2022年、2023年审计报告)."""
    return re.sub(
        r"（[^（）]*）|《[^《》]*》|(?<=\d年)(?:度)?[、和及](?=\d{4}年)",
        lambda held: re.sub("[、，；及和与或]", "\0", held[0]),
        text,
    )


def _parts(text: str, *, several: bool) -> list[str]:
    """The papers that a point joins: 《甲》、《乙》, 甲表、乙表和丙表, 甲报告，乙证明; 合同及凭证 alone are one."""
    masked = _outside(text)
    for separator in (
        r"(?<=》)(?:（[^（）]*）)?[、及和与](?=《)",
        r"，?以及|；",
        r"，(?=(?!其中|应|须|需|并|包括|包含|含|即)[^，]{2,30}(?:$|，))",
        *((_AND_TOO, _ROW) if several and "及" in masked else (_AND,) if several else ()),
    ):
        at, pieces = 0, []
        for sign in re.finditer(separator, masked):
            pieces.append(text[at : sign.start()])
            at = sign.end()
        pieces.append(text[at:])
        if len(pieces) > 1 and all(
            piece.strip().endswith(("》", "》）")) or ENDS_AS_PAPER.search(bare(piece)) or "》（" in piece
            for piece in pieces
        ):
            again = several and separator not in (_AND, _AND_TOO, _ROW)
            return [part for piece in pieces for part in _parts(piece, several=again)]
    return [text]


def bare(text: str) -> str:
    """A name without brackets, quotation marks and signs at its end."""
    return re.sub(r"[》”\"]|（[^（）]*）|[，。；、\s]+$", "", text).strip()


_STAMPED = re.compile(rf"(?<=.)加盖[^，。；、]{{1,8}}章的?(?=[^，。；]{{2,20}}(?:{PAPER})$)")
"""年度加盖业务章利息清单: the stamp stands before what it is put on."""


def short_name(text: str) -> str:
    """A paper's name without who signs it, how many copies, and what it is for."""
    text = re.sub(r"^\s*(?:\d{1,2}[.、．](?!\d(?!\d{3}))|（[一二三四五六七八九十\d]+）|[①-⑩])\s*", "", text)
    text = re.sub(r"（\s*）", "", COPIES.sub("", text)).strip(" 　，,。；;、：:")
    text = _SORT_OF.sub("", text)
    text = _LEADING.sub("", text)
    head = re.split(r"[：:](?!\d)|。", text)[0]
    text = head if ENDS_AS_PAPER.search(bare(head)) else text
    text = _STAMPED.sub("", text)
    cut = _TRAIL.sub("", text)
    if cut.count("（") > cut.count("）"):  # 研发费用（不足两年的，按实际年度出具报告）的专项审计报告
        text = without_brackets(text)
        cut = _TRAIL.sub("", text)
    if len(cut) >= 2:
        text = cut
    text = _first_paper(text)
    given = _GIVEN.match(text)
    if given and given[0].count("（") == given[0].count("）") and len(text) - given.end() >= _SHORTEST:
        text = text[given.end() :]
    text = re.sub(r"^(《[^《》]{3,}》)（[^（）]*）$", r"\1", _OWNER.sub("", _OWNER.sub("", text)))
    text = re.sub(r"[《》“”\"]", "", text) if text.count("《") == 1 or "》" not in text else text
    return text.strip(" 　，,。；;、：:的《》")


_SHORTEST = 4
"""Signs of a name that says enough without who gives the paper."""


def _first_paper(text: str) -> str:
    """Up to the first comma after which no paper's name begins."""
    head, comma, rest = text.partition("，")
    return head if comma and ENDS_AS_PAPER.search(bare(head)) and not ENDS_AS_PAPER.search(bare(rest)) else text
