"""Who issued a document and when where no signature says so: a decree's bracket below the title, the printer's line at the end."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from policymatch.parsing.immutable import immutable
from policymatch.parsing.metadata.issuers import split_bodies
from policymatch.parsing.metadata.titles import lines_of, tidy_number
from policymatch.parsing.text.days import first_day
from policymatch.spans import Span

_HEAD = 1500
_DECREE = re.compile(
    r"(?P<day>\d{4}年\d{1,2}月\d{1,2}日)[ 　，]*(?:以)?(?P<number>(?P<body>[一-龥]{2,20}?人民政府)令[ 　]*第?[ 　]*\d{1,4}[ 　]*号)[ 　]*(?:公布|发布)"
)
_ADOPTED = re.compile(
    r"(?:(?<=日)|(?<![一-龥]))(?P<body>(?!日)[一-龥]{2,16}?[省市区县州盟旗])第[一二三四五六七八九十\d]+届(?P<congress>人民代表大会常务委员会|人民代表大会)第[一二三四五六七八九十\d]+次会议通过"
)
_DAY = r"\d{4}[ 　]*年[ 　]*\d{1,2}[ 　]*月[ 　]*\d{1,2}[ 　]*日"
_GIVEN_NUMBER = r"[一-龥]{1,12}[〔\[［]\s*\d{4}\s*[〕\]］]\s*\d+\s*号"
_NOTED = re.compile(
    rf"^[ \t　]*[（(][ 　]*(?=[^\n（）()]{{8,60}}[）)][ \t　]*$)(?:(?P<before>{_GIVEN_NUMBER})[ 　，,]*)?(?P<day>{_DAY})[ 　，,]*"
    rf"(?P<body>(?!第)[一-龥]{{2,16}}?(?:政府|办公室|委员会|管委会|[局厅委办]))?(?:以)?(?P<after>{_GIVEN_NUMBER})?[ 　]*(?:印发|发布|公布|颁布|颁发)?"
    r"[ 　]*[）)][ \t　]*$",
    re.M,
)
"""（某政规〔2021〕4号 2021年5月18日印发）, （2021年5月18日某县人民政府发布）, below the title."""
_TOP = 300
_TITLED = re.compile(
    r"^[ \t　]*(?P<body>[一-龥]{2,12}人民政府)令[ \t　]*(?:$|\n?[ 　（(]*第?[ 　]*\d{1,4}[ 　]*号)", re.M
)
_PRINTED = re.compile(
    r"(?P<names>[一-龥、（）()]{4,60}?)[ \t　]+(?P<date>\d{4}[ 　]*年[ 　]*\d{1,2}[ 　]*月[ 　]*\d{1,2}[ 　]*日)[ 　]*印发"
)


@immutable
class Issue:
    """Who issued a document, its number and its day, as one line tells them; each empty where it does not."""

    issuers: tuple[str, ...]
    span: Span
    number: str | None = None
    day: date | None = None


@lru_cache(maxsize=8)
def decreed(text: str) -> Issue | None:
    """The bracket below a rule's title: （… 2021年11月15日某市人民政府令第108号公布 …）, （…某市第十届人民代表大会常务委员会…通过）."""
    head = text[:_HEAD]
    if "令" in head and (found := _DECREE.search(head)) is not None:
        day = first_day(found["day"])
        return Issue((found["body"],), Span(*found.span()), tidy_number(found["number"]), day)
    if "令" in head and (titled := _TITLED.search(head)) is not None:
        return Issue((titled["body"],), Span(*titled.span("body")))
    noted = _NOTED.search(head, 0, _TOP)
    if noted is not None and (noted["before"] or noted["after"] or noted["body"]):
        body, number = noted["body"], noted["before"] or noted["after"]
        return Issue(
            (body,) if body else (), Span(*noted.span()), number and tidy_number(number), first_day(noted["day"])
        )
    if "会议通过" in head and (adopted := _ADOPTED.search(head)) is not None:
        return Issue((adopted["body"] + adopted["congress"],), Span(*adopted.span()))
    return None


@lru_cache(maxsize=8)
def printed(text: str) -> Issue | None:
    """The printer's line at the end: 某市人民政府办公室　2023年10月17日印发."""
    for line in lines_of(text)[:-8:-1]:
        found = _PRINTED.fullmatch(line.text)
        if found is not None and (names := split_bodies(found["names"])):
            return Issue(names, line.span, day=first_day(found["date"]))
    return None


__all__ = ["Issue", "decreed", "printed"]
