"""What a document says about its own words: 含本数, 本区, terms with an explanation (附则 and the like)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from types import MappingProxyType

from policymatch.parsing.immutable import immutable
from policymatch.parsing.text.sentences import begin_of
from policymatch.spans import Span

NOTHING: Mapping[str, bool] = MappingProxyType({})

WORDS = "以上|以下|以内|之内|以外|以前|以后|不少于|不低于|不高于|不超过|不足|不满|超过|突破|高于|低于|多于|少于|达到|达|满|至|内|含"
_TERM = re.compile(
    r"(?:本(?:办法|措施|细则|政策|意见|规定|规程|操作规程|规则|指南|通知|方案|若干措施|扶持政策)(?:中)?所称(?:的)?)"
    r"[“\"'‘「]?(?P<term>[^，。；\n“”\"]{1,20}?)[”\"'’」]?(?:，|,)?(?:是指|指的是|主要是指|主要指|指|系指|包括)"
    r"(?P<meaning>[^。\n]{2,200})"
)
_CALLED = re.compile(r"以下(?:统一?|简|合|均|通)称(?:为)?[“\"]?(?P<name>[\u4e00-\u9fff]{2,12}?)[”\"]?[）)]")
_BINDS = re.compile(r"适用(?:于|范围|对象)|(?:支持|扶持|奖[励补]|补[助贴]|资助|申[报请]|政策)(?:的)?(?:对象|范围|主体)")


@immutable
class Term:
    """A term that the document explains.

    Args:
        name: the term, such as ``体育企业``.
        meaning: the explanation, verbatim.
        span: where the explanation stands.
    """

    name: str
    meaning: str
    span: Span | None = None


@immutable
class Definitions:
    """How the words of one document are to be read; the empty one means the law's defaults.

    Args:
        inclusive: comparison word → whether it includes the number itself, as the document says (含本数);
            words it does not name follow the default of 民法典 第1259条.
        home_region: GB/T 2260 code of the issuer's own area (本区, 本市, 我市, 全市, 辖区); None where unknown.
        home_zone: the name before 高新区, 经开区 … in the title or the issuer's name (芜湖经济技术开发区: 芜湖); None without one.
        currency: the document's money, ISO code.
        terms: explained terms.
        called: short names of those whom the document is for, told in full where it says so (以下统称影视企业).
        published_on, valid_from, valid_to: the document's dates; None where unknown.
        year: the year that 当年, 本年度 and bare months mean; None where unknown.
    """

    inclusive: Mapping[str, bool] = field(default_factory=lambda: NOTHING)
    home_region: str | None = None
    home_zone: str | None = None
    currency: str = "CNY"
    terms: tuple[Term, ...] = ()
    called: frozenset[str] = frozenset()
    published_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    year: int | None = None

    def explain(self, term: str) -> Term | None:
        """The document's explanation of a term; None where it gives none."""
        return next((known for known in self.terms if known.name == term), None)


def read_inclusive(text: str) -> dict[str, bool]:
    """What the text says of 以上, 以下 …: word → whether the number itself counts.

    >>> read_inclusive("本办法所称“以上”“不超过”均含本数，“以下”不含本数。")
    {'以上': True, '不超过': True, '以下': False}
    """
    found: dict[str, bool] = {}
    for sentence in re.split(r"[。\n]", text):
        if "本数" not in sentence and "本级" not in sentence:
            continue
        for part in re.finditer(r".*?(?:不(?:包?含|包括)|包含|包括|含)(?:有)?本(?:数|级)", sentence):
            verdict = re.search(r"(?:不(?:包?含|包括)|包含|包括|含)(?:有)?本(?:数|级)$", part[0])
            if verdict is None:
                continue
            words = part[0][: verdict.start()]
            for word in re.finditer(WORDS, words):
                found[word[0]] = not verdict[0].startswith("不")
    found.pop("内", None)
    found.pop("含", None)
    return found


def read_terms(text: str) -> tuple[Term, ...]:
    """Terms that the text explains: 本办法所称…，是指…."""
    return tuple(
        Term(found["term"].strip(), found["meaning"].strip(), Span(*found.span("meaning")))
        for found in _TERM.finditer(text)
    )


def read_called(text: str) -> frozenset[str]:
    """Short names that the sentence on whom the document is for gives them.

    >>> sorted(read_called("本办法适用于在本县注册、从事影视制作的企业（以下简称影视企业）。"))
    ['影视企业']
    """
    found = set()
    for match in _CALLED.finditer(text):
        if _BINDS.search(text, begin_of(text, match.start(), "。\n", max(0, match.start() - 200)), match.start()):
            found.add(match["name"])
    return frozenset(found)


def read_definitions(
    text: str,
    *,
    home_region: str | None = None,
    home_zone: str | None = None,
    published_on: date | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    year: int | None = None,
) -> Definitions:
    """Everything the document says about its own words.

    Args:
        text: the whole source.
        home_region: the issuer's area, from the metadata.
        home_zone: the name of the issuer's zone, from the metadata.
        published_on: the document's date, from the metadata.
        valid_from: where its validity begins.
        valid_to: where it ends.
        year: the year of 当年; by default that of the publication.
    """
    return Definitions(
        inclusive=MappingProxyType(read_inclusive(text)),
        home_region=home_region,
        home_zone=home_zone,
        currency="CNY",
        terms=read_terms(text),
        called=read_called(text) if "称" in text else frozenset(),
        published_on=published_on,
        valid_from=valid_from,
        valid_to=valid_to,
        year=year or (published_on.year if published_on else None),
    )
