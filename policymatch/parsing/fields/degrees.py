"""Graduates told by their degrees: 本科、专科、中职毕业生."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.conditions.nodes import All, Op
from policymatch.parsing.fields.peoplewords import HIRED
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.rules import rule

_DEGREE = r"(?:博士|硕士|研究生|大学本科|本科|大专|专科|高职|中职|中专|技校|技工)(?:（[^（）]{1,8}）)?"
DEGREES = rule(
    "人员.学历毕业生",
    rf"(?:全日制|普通)?(?P<row>{_DEGREE}(?:(?:、|和|及|或|以及|与){_DEGREE})+)(?:以上)?(?:学历|学位|院校)?的?毕业生",
    needs="毕业生",
    confidence=0.75,
)


def find(reading: Reading) -> Iterator[Fact]:
    """Graduates of several degrees in a row, of which any will do; which degree it is no identity tells, so it is judged."""
    for match in DEGREES.find(reading.text):
        if HIRED.search(reading.text[: match.start()]):
            continue
        row = match["row"]
        names = ["高校毕业生"] if re.search("博士|硕士|研究生|本科|大专|专科|高职", row) else []
        names += ["中等职业学校毕业生"] if re.search("中职|中专", row) else []
        names += ["技工院校毕业生"] if re.search("技校|技工", row) else []
        leaf = reading.test("applicant_identity", Op.HAS_ANY, tuple(names), *match.span(), confidence=0.75)
        told = row if "高校毕业生" in names and not re.search("大专|专科|高职", row) else ""
        node = All((leaf, reading.judgement(f"{told}学历", *match.span(), 0.6))) if told else leaf
        yield reading.fact(DEGREES.name, node, *match.span(), rank=9)


__all__ = ["find"]
