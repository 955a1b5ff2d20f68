"""What a sentence demands before or behind its words on procedure: 在本市注册，具有独立法人资格，|须提交营业执照等材料."""

from __future__ import annotations

import re

from policymatch.parsing.text.asides import demands_nothing
from policymatch.parsing.text.sentences import phrases, trimmed
from policymatch.spans import Span

_STANDS = re.compile(
    r"在[^，。；]{1,12}(?:注册|登记|纳税|参保|缴纳|缴存)|(?:具有|具备|拥有|持有|取得|建有)[^，。；]{2,}|法人资格|[未无][^，。；]{0,12}(?:记录|行为|处罚|事故|违法|违规|失信|欠税|欠薪|纠纷|名单|名录)"
    r"|(?:不得?[低少高多小大]于|不得?超过|达到?|超过|满)[^，。；\d]{0,6}\d|\d[^，。；\d]{0,6}(?:以[上下内]|及以上)|(?:制度|机构|体系)[^，。；]{0,4}(?:健全|完善)|健全的|(?:信用|信誉|经营|财务|纳税)[^，。；]{0,6}(?:良好|正常)"
    r"|(?:^|应当?|须|必须|单位|主体|[人构业])(?:为|是|属于)[^，。；]{2,20}(?:企业|机构|单位|组织|法人|项目)|依法(?:纳税|注册|登记|设立|成立|经营|缴)"
)
"""What an applicant is, has or has kept free of, as conditions say it."""
_NO_DEMAND = re.compile(
    r"公示|公告|通知|工作日|评审|审[核批查定议]|受理|拨付|兑[现付]|验收|抽[查取]|核[查实定拨]|专家|主管部门|材料|申[请报]表|申报书|资料|系统|平台填|网站|得分|评分|打分|排[名序]|名额|比例[抽推]|监督|检查|整改"
    r"|优先|享受|扣减|换算|方可|资助|补[贴助]|奖[励补]|扶持|拨款|资金|(?:提交|报送|报至|上报|递交|登录|填[报写])"
)
"""Words of procedure: a phrase with one of them is left out with the rest of it."""
_LEADS = re.compile(
    r"(?:[的时后前内]|期间|过程中|情况下|基础上|之日起?|起)$|^(?:根据|按照?|依据|经(?!营|济)|由|对(?!外)|如|若|凡|当(?!年|地)|自(?!有|主|营)|在[^，。；]{2,24}(?:前|后|内|时))"
)
"""When or on what grounds the rest of the sentence is done."""


_WHOEVER = re.compile(r"^(?:凡)?(?:申[请报领]|享受|获得)[^，。；]{0,16}?的(?:企业|单位|机构|项目|主体|个人|申[请报]人)")
"""享受本措施的企业|应在本市纳税: whoever applies."""


def demanded_beside(text: str, sentence: Span) -> list[Span]:
    """The runs of phrases that demand something of an applicant in a sentence of which others tell of procedure.

    Empty where the sentence has one phrase alone, or where no phrase speaks as conditions do.
    """
    said = [phrase for one in phrases(text, sentence) if len(phrase := trimmed(text, one)) > 1]
    runs: list[list[Span]] = [[]]
    for phrase in said:
        if _demands(phrase.of(text)):
            runs[-1].append(phrase)
        else:
            runs.append([])
    return [run[0].cover(run[-1]) for run in runs if run] if len(said) > 1 else []


def demanded_first(text: str, sentence: Span) -> list[Span]:
    """The same of a sentence that opens with a demand, so that its subject is who is asked; else nothing."""
    runs = demanded_beside(text, sentence)
    return runs if runs and runs[0].start <= trimmed(text, sentence).start else []


def _demands(words: str) -> bool:
    """Whether a phrase speaks as conditions do, and tells of no procedure."""
    words = _WHOEVER.sub("", words)
    if demands_nothing(words) or _NO_DEMAND.search(words) or _LEADS.search(words):
        return False
    return _STANDS.search(words) is not None


__all__ = ["demanded_beside", "demanded_first"]
