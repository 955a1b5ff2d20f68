"""From a stretch of text to its benefits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from policymatch.conditions import Node
from policymatch.documents import Benefit
from policymatch.parsing.benefits.drafts import Draft
from policymatch.parsing.benefits.figures import Figure, find_figures, merged, stretch
from policymatch.parsing.benefits.grades import grades_of
from policymatch.parsing.benefits.grouping import group
from policymatch.parsing.benefits.scope import (
    base_of,
    base_over,
    kind_of,
    kind_without_figures,
    parts_of,
    step_of,
    years_of,
)
from policymatch.parsing.benefits.words import GIVING, VERB
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.definitions import Definitions
from policymatch.spans import SourceRef, Span

_VAGUE = re.compile(
    rf"(?:{GIVING}|优先|免费|入户|免交|减免|免征|减征|减按|免税|不征收?|先征后返|即征即退|加计扣除|递延|"
    rf"可(?:直接)?(?:办理|申请|享受|安排|购买)|一事一议|一企一策|视同|表扬|推荐)"
)


def read_benefits(
    text: str,
    spans: Span | Sequence[Span],
    definitions: Definitions | None = None,
    *,
    passages: Sequence[Span] = (),
    tails: Sequence[Span] = (),
) -> tuple[Benefit, ...]:
    """The benefits that a passage grants, in the order of the text.

    Args:
        text: the working text.
        spans: the stretches that grant; thresholds and budgets in them are told apart from money granted.
        definitions: how the document uses its words.
        passages: wider stretches of the same support, conditions and all, in which more of its money may stand.
        tails: further stretches of the passage, which may bound what is granted (每家企业最高…) but grant nothing.

    Returns:
        One benefit an amount stated; a share and its ceiling are one. Where money or help is granted without a figure,
        one benefit without figures; nothing where nothing is granted.
    """
    spans = [spans] if isinstance(spans, Span) else list(spans)
    figures = find_figures(text, [*spans, *passages, *tails])
    own = [*spans, *passages]
    stated = any(span.contains(figure.span) for figure in figures for span in own)
    drafts = group(
        text,
        figures,
        granting=lambda figure: (
            any(span.contains(figure.span) for span in own)
            or _goes_on(text, figure)
            or (not stated and any(figure.part.contains(span) for span in spans))  # 按实给予补助，每盏最高4000元
        ),
        trusted=lambda figure: bool(passages) and any(span.contains(figure.span) for span in spans),
    )
    if drafts:
        grades = grades_of(text, drafts, definitions or Definitions())
        built = [_build(text, draft, grade) for draft, grade in zip(drafts, grades, strict=True)]
        return (*built, *_in_kind(text, own))
    words = next((words for span in own if (words := _grant_words(text, span)) is not None), None)
    if words is None and passages and spans:
        words = Span(spans[0].start, min(spans[0].end, spans[0].start + 60))  # known to grant, in words of its own
    if words is None:
        return ()
    return (Benefit(kind_without_figures(words.of(text)), source=SourceRef(words.of(text), words), confidence=0.7),)


_PREMISES = Seldom(  # 给予300万元资助或最高200平方米人才公寓
    r"(?:[给予][予以与]|提供|安排|享受|或者?|、|和|及)(?:[^，。；、\d]{0,8})(?P<words>(?:最高|不超过|约|最多)?\d[\d—\-~至]*平方米(?:左右|以内)?(?:的)?"
    r"(?:免租金?|免费|低租金)?[\u4e00-\u9fa5]{0,4}(?:公寓|住房|办公(?:场地|用房|场所|空间)|周转房|安居房|保障房|场地))"
)


_EXEMPT = re.compile(r"(?:(?<=[，；：、])|(?<=并))(?P<words>免征[^，。；、\d]{1,16}税)(?=[，；]|。|$)")
"""取得的收入，|免征增值税|，减按90%计入收入总额: one tax not asked beside another's share."""


def _in_kind(text: str, spans: Sequence[Span]) -> list[Benefit]:
    """Premises and exemptions granted beside money."""
    found = []
    for span in merged(spans):
        beside = [*_PREMISES.finditer(text, span.start, span.end), *_EXEMPT.finditer(text, span.start, span.end)]
        for match in sorted(beside, key=lambda one: one.start()):
            words = Span(*match.span("words"))
            found.append(
                Benefit(kind_without_figures(words.of(text)), source=SourceRef(words.of(text), words), confidence=0.7)
            )
    return found


_GOES_ON = re.compile(r"[\s（）一二三四五六七八九十\d.、①-⑩]*(?:其中|另外|此外|属于|若为|如为)")


def _goes_on(text: str, figure: Figure) -> bool:
    """Whether a sentence after the grant carries it on: 其中，高新技术企业每年额度不超过50万元."""
    return bool(_GOES_ON.match(text, figure.sentence.start, figure.span.start))


def _build(text: str, draft: Draft, grade: Node | None) -> Benefit:
    main = draft.main
    base, label = base_of(text, draft.rate) if draft.rate else (None, None)
    currency = main.currency if not main.ratio and main.currency != "CNY" else None
    total = draft.amount.number if draft.amount and draft.instalments else Decimal(0)
    quote = _quote(text, draft)
    return Benefit(
        kind_of(text, main, rate=draft.rate is not None, per=draft.per is not None),
        amount=draft.amount.number if draft.amount else None,
        rate=draft.rate.number if draft.rate else None,
        cap=draft.cap.number if draft.cap else None,
        per=draft.per,
        when=grade,
        base=base,
        base_label=label,
        base_over=base_over(text, draft.rate) if draft.rate else None,
        currency=currency,
        years=years_of(text, main) or (len(draft.instalments) or None),
        instalments=tuple(part.number / total for part in draft.instalments) if total else parts_of(text, main),
        step=step_of(text, main),
        source=SourceRef(quote.of(text), quote),
        confidence=0.9,
    )


_LABELLED = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}条[\s　]*|[（）一二三四五六七八九十\d.、]{0,4}[^，。；：\d]{1,8}："
)


def _quote(text: str, draft: Draft) -> Span:
    """The shortest words that state it: from the verb before its figure to the noun after, its ceiling included."""
    figures = [figure for figure in draft.figures if figure.sentence == draft.main.sentence]
    first, last = min(figures, key=lambda figure: figure.span), max(figures, key=lambda figure: figure.span)
    start, end = first.phrase.start, last.phrase.end
    if first.phrase != last.phrase and last.span.start - first.span.end > 80:
        last, end = draft.main, draft.main.phrase.end
        first, start = draft.main, draft.main.phrase.start
    label = _LABELLED.match(text, start, first.span.start)
    start = label.end() if label else start
    if end - start > 60:
        verb = next((found for found in VERB.finditer(text, start, first.span.start)), None)
        start = verb.start() if verb and first.span.start - verb.start() < 40 else max(start, first.span.start - 12)
        closing = _UP_TO_SIGN.match(text, last.span.end, end)
        end = closing.end() if closing else end
    return Span(start, end)


_UP_TO_SIGN = re.compile("[^、，。；]{0,10}")


def _grant_words(text: str, span: Span) -> Span | None:
    """The phrase that grants without a figure; None where nothing is granted."""
    for found in _VAGUE.finditer(text, span.start, span.end):
        phrase = stretch(text, Span(*found.span()), "，。；：\n")
        if not find_figures(text, [phrase]) and _offers(text, phrase):
            start = max(phrase.start, found.start() - 20)
            return Span(start, min(phrase.end, start + 60))
    return None


def _offers(text: str, phrase: Span) -> bool:
    from policymatch.parsing.drafting.grants import offer_verb

    return offer_verb(phrase.of(text)) is not None


def split_grant(text: str, span: Span) -> tuple[Span, Span] | None:
    """Who and when, and what: 对…的企业，| 给予…; None where the stretch grants nothing."""
    from policymatch.parsing.drafting.segments import read_segments

    segments = read_segments(text, span)
    if not segments:
        return None
    first = segments[0]
    start = min([first.benefit.start, *(part.start for part in first.conditions)])
    return Span(start, first.benefit.start), first.benefit
