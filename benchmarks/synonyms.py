"""Rewordings of what a policy demands and whom it names, as other cities write it: one word of the field for another."""

from __future__ import annotations

import re

from benchmarks.rewording import NUMBER, Rewording, replaced


def _turned(words: dict[str, str]) -> Rewording:
    """Each of some words by another of its meaning."""
    pattern = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return replaced(pattern, lambda match: words[match[0]])


SYNONYMS: dict[str, Rewording] = {
    # who
    "legal person 具备": _turned({"具有独立法人资格": "具备独立法人资格", "具有法人资格": "具备法人资格"}),
    "legal person 独立法人": replaced("具有独立法人资格的(?=企业|单位|机构|法人)", "独立法人"),
    "applicant 申报主体": _turned(
        {"申报单位": "申报主体", "申报企业": "申请企业", "申请单位": "申报单位", "申请人": "申报人"}
    ),
    "every 单个": _turned(
        {"每家企业": "单个企业", "每个企业": "每家企业", "单个企业": "每户企业", "同一企业": "同一家企业"}
    ),
    "whoever 凡": replaced("(?<=[。；\\n）、])对(?=[^，。；\\n]{4,60}的(?:企业|单位|机构|个人)，)", "凡"),
    "to whom 针对": replaced(
        "(?<=[。；\\n）])对(?=[^，。；\\n]{4,60}的(?:企业|单位|机构|个人|项目)?，(?:给予|一次性|按|分别))", "针对"
    ),
    "here 我": _turned(
        {"本市": "我市", "本区": "我区", "本县": "我县", "我市": "本市", "我区": "本区", "我县": "本县"}
    ),
    # recognitions
    "recognised 评定": replaced("(?<=被)认定为|(?<![重申])认定为", "评定为"),
    "recognised 获评": replaced("(?:被认定|被评定|被评|评定)为(?=[^，。；]{2,30}的[，企单])", "获评"),
    "gained 取得": replaced("获得(?=[^，。；\\n]{2,24}(?:认定|认证|资质|称号|证书|许可))", "取得"),
    "gained 荣获": replaced("获得?(?=[^，。；\\n的]{2,24}(?:称号|奖项|[特一二三等]等?奖))", "荣获"),
    "first 首次被": replaced("首次(?=认定|评定|评为|获得|通过|入选|纳入)", "首次被"),
    "newly 新": replaced("首次(?:被)?(?=认定|评定)", "新"),
    # time
    "last year 上一年度": replaced("上年度|上一年(?!度|内)", "上一年度"),
    "last year 上年": replaced("上一年度|上年度", "上年"),
    "recent 最近": replaced("(?<!最)近(?=[一二两三四五\\d][个]?年)", "最近"),
    "recent figures": _turned(
        {
            "近三年": "近3年",
            "近两年": "近2年",
            "近一年": "近1年",
            "近五年": "近5年",
            "三年内": "3年内",
            "两年内": "2年内",
        }
    ),
    "recent inside": replaced("近(三|3|两|2|五|5)年(?=[^内来以度])", r"近\1年内"),
    # limits
    "reach 达": replaced(f"达到(?={NUMBER})", "达"),
    "reach 在": replaced(f"达到(?={NUMBER}[^，。；]{{0,6}}以上)", "在"),
    "bracket behind": replaced(rf"(?P<n>{NUMBER}[ ]?(?:万元|亿元|元|人|家|%|平方米))（含）以上", r"\g<n>以上（含）"),
    "bracket 本数": replaced("（含）", "（含本数）"),
    "growth 增幅": replaced(f"(?<=同比)增长(?={NUMBER}%)|(?<=比上年)增长(?={NUMBER}%)", "增幅达"),
    "growth 增速": replaced(f"增长(?={NUMBER}%以?上?)", "增速达到"),
    "not over 不高于": replaced(f"(?<=[率比重例])不超过(?={NUMBER}%)", "不高于"),
    # lists and joints
    "one of 任一": replaced("(?:下列|以下)条件之一", "以下任一条件"),
    "one of 任意": replaced("(?:下列|以下)条件之一", "以下任意一项条件"),
    "all of 具备": _turned(
        {
            "同时符合以下条件": "同时具备下列条件",
            "同时满足以下条件": "同时具备以下条件",
            "应符合以下条件": "须具备下列条件",
            "应符合下列条件": "须满足以下条件",
            "应当符合下列条件": "应具备以下条件",
            "应具备以下条件": "应符合如下条件",
            "应当具备下列条件": "须同时符合下列条件",
        }
    ),
    "or 或者": replaced("(?<=[\\u4e00-\\u9fff])或(?![者有许以])(?=[\\u4e00-\\u9fff])", "或者"),
    "and 并且": replaced("(?<=[，])且(?=[^，。；]{3,})", "并且"),
    "must 须": replaced("(?<=[单位企业者人目])应(?=在|为|具|符|是|同时|有)", "须"),
    "must 应当": replaced("(?<=[单位企业者人目])应(?![当急届收用对付])(?=[\\u4e00-\\u9fff])", "应当"),
    # denials
    "never 没有": replaced("未(?=被列入|发生|受到|出现|存在)", "没有"),
    "never 不存在": replaced("无(?=重大|严重|不良|违法|违规)", "不存在"),
    "not 不得": _turned(
        {"不予支持": "不予扶持", "不得申报": "不得申请", "不再奖励": "不再给予奖励", "不享受本": "不得享受本"}
    ),
    "except 不含": replaced("（(?P<what>[^（）]{2,12})除外）", r"（不含\g<what>）"),
    # giving
    "cap 最高": replaced(f"(?<!最高)(?<!累计)(?<!总额)不超过(?=[ ]?{NUMBER}[ ]?[万亿]?元[。；，])", "最高不超过"),
    "cap 封顶": replaced(rf"(?<=，)最高(?:不超过)?(?P<n>[ ]?{NUMBER}[ ]?[万亿]?元)(?=[。；，])", r"\g<n>封顶"),
    "give 可": replaced("(?<=，)给予(?=[^，。；]{0,8}\\d)", "可给予"),
    "give by whom": replaced("(?<=，)给予(?=[^，。；]{0,8}\\d)", "由财政给予"),
    "give once": replaced("(?<=给予)(?=\\d[\\d.,]*[ ]?万元(?:的)?奖励)", "一次性"),
    "rate by share": replaced(
        rf"按(?:照)?(?P<base>[^，。；\d]{{4,30}})的(?P<n>{NUMBER}%)给予", r"按照\g<base>\g<n>的比例给予"
    ),
    "semicolons": replaced("；(?=\\n)", "。"),
    "stops": replaced("(?<=[\\u4e00-\\u9fff）])。(?=\\n[（(]?[一二三四五六七八九十\\d]{1,2}[）).、．])", "；"),
}
"""Rewordings by name."""
