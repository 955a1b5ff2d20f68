"""A limit of their own that a bracket sets to firms of a size: 裁员率不高于5.5%（30人以下的企业不高于20%）."""

from __future__ import annotations

import re
from decimal import Decimal

from policymatch.conditions.nodes import All, Any, Not, Op, Test
from policymatch.parsing.fields.reading import Fact, Reading

_PEOPLE = r"(?P<whose>参保|缴费)?(?:职工|员工|从业人员|在职职工|人员)?(?:人数|总数)?(?:在|为|达到)?"
_FIRM = r"的?(?:参保|中小微|小微|用人)?(?:企业|单位)?"
_OF_A_SIZE = re.compile(
    rf"(?:以[上下])?（(?:其中，?)?(?:对于?)?{_PEOPLE}(?:(?P<over>超过)(?P<more>\d+)人|(?P<n>\d+)人(?:（含）)?及?(?P<side>以[上下内])(?:（含）)?){_FIRM}"
    r"，?(?:的?[^，。；：（）\d]{2,8}?)??(?:可|应|须|需)?(?:适当)?(?:达到?|不[低少高]于|不得?超过|为|放宽[到至])(?P<share>\d+(?:\.\d+)?)%(?:以[上内])?）"
)


def by_size(reading: Reading, fact: Fact) -> Fact | None:
    """A limit with the one that the bracket behind it sets to firms of a size; None where none is told.

    Where theirs asks less, either is enough for them; where it asks more, they must meet it as well.
    """
    told = _OF_A_SIZE.match(reading.text, fact.end)
    limit = fact.node
    if told is None or not isinstance(limit, Test) or not isinstance(limit.value, Decimal):
        return None
    if limit.field not in _SHARES or limit.op not in (Op.GE, Op.GT, Op.LE, Op.LT):
        return None
    span = told.start() + told[0].index("（") + 1, told.end() - 1
    share, people = Decimal(told["share"]) / 100, Decimal(told["more"] or told["n"])
    field = "insured_employees" if told["whose"] else "employees"
    op = Op.GT if told["over"] else Op.GE if told["side"] == "以上" else Op.LE
    of_size = reading.test(field, op, people, *span, confidence=0.8)
    theirs = reading.test(limit.field, limit.op, share, *span, label=limit.label, period=limit.period)
    looser = share > limit.value if limit.op in (Op.LE, Op.LT) else share < limit.value
    if told["over"] and looser:
        smaller = reading.test(field, Op.LE, people, *span, confidence=0.8)
        return Fact(
            fact.rule,
            fact.start,
            told.end(),
            Any((All((smaller, limit)), All((of_size, theirs)))),
            rank=8,
            parts=fact.parts,
        )
    node = Any((limit, All((of_size, theirs)))) if looser else All((limit, Any((Not(of_size), theirs))))
    return Fact(fact.rule, fact.start, told.end(), node, rank=8, parts=fact.parts)


_SHARES = frozenset({"declared_number", "layoff_rate", "rd_ratio", "rd_staff_ratio", "education_ratio", "debt_ratio"})


__all__ = ["by_size"]
