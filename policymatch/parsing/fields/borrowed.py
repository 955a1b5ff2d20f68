"""What a bare limit behind a loan limits: its term or its sum (取得银行贷款，|单笔金额不低于100万元|且期限不少于6个月)."""

from __future__ import annotations

import re

from policymatch.parsing.fields.labels import Named
from policymatch.parsing.fields.measured import Target
from policymatch.parsing.fields.reading import Reading
from policymatch.parsing.fields.target_words import lends
from policymatch.parsing.values.quantity import Read

_BORROWED = re.compile("贷款|授信|借款|贷”")
_TERM = re.compile(r"^(?:，|、|且|并且|并|同时|其)*(?P<words>(?:合同|实际)?(?:期限|期|周期)(?:应|须|需|均|为|在)*)$")


def loan_term(reading: Reading, read: Read, dimension: str, start: int, words: str) -> Target | None:
    """A bare time behind the loan that it is told of: 取得银行贷款，单笔金额不低于100万元且期限不少于6个月."""
    told = _TERM.match(words) if dimension == "time" else None
    before = reading.before + reading.text[:start]
    if told is None or not _BORROWED.search(before) or lends(before + reading.text[start:]):
        return None
    return Target("loan_term_months", None, start + told.start("words"), read.end, 0.8, "数值.loan_term_months")


_SINGLE_SUM = re.compile("(?:单[笔户个]|每笔)(?:金额|额度|数额|余额)?(?:（元）)?")
_BORROWED_SUM = re.compile("(?:单[笔户个]|每笔)(?:银行)?(?:贷款|借款)(?:合同)?(?:金额|额度|本金|总额)?(?:（元）)?")
_SUM_OF = re.compile("贷款(?!损失|风险|保证)|贷”|借款|合同(?!期|约定)")
"""…取得银行贷款，单笔金额200万元以上: of what the sentence spoke."""


def loan_sum(reading: Reading, named: Named) -> Target | None:
    """A sum that is the loan's or the contract's: 单笔金额 of what the sentence spoke of, 单笔银行贷款金额."""
    told = (
        [*_SUM_OF.finditer(reading.before + reading.text[: named.start])] if _SINGLE_SUM.fullmatch(named.label) else []
    )
    if told:
        field = "contract_amount" if "合同" in told[-1][0] else "loan_amount"
    elif _BORROWED_SUM.fullmatch(named.label) and not lends(reading.text):
        field = "loan_amount"
    else:
        return None
    return Target(field, None, named.start, named.end, 0.85, f"数值.{field}")
