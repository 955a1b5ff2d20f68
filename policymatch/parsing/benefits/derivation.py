"""How figures were read: the rule for each, and what they made together."""

from __future__ import annotations

from policymatch.documents import Benefit
from policymatch.parsing.benefits.figures import Figure, find_figures
from policymatch.parsing.benefits.reading import read_benefits
from policymatch.parsing.benefits.roles import Role, role_of
from policymatch.parsing.rules import Derived
from policymatch.quantities import render_amount, render_ratio
from policymatch.spans import Span

_RULES = {
    Role.AMOUNT: "支持.定额",
    Role.RATE: "支持.比例",
    Role.CAP: "支持.上限",
    Role.NONE: "非支持.门槛或其他数字",
}


def derive(text: str, span: Span) -> tuple[Derived, ...]:
    """The derivation of every benefit of a stretch, then of the figures that nobody receives.

    >>> from policymatch.spans import Span
    >>> words = "投资500万元以上的，给予30%补助，最高100万元。"
    >>> [step.rule for step in derive(words, Span(0, len(words)))]
    ['支持.成项', '非支持.门槛或其他数字']
    """
    steps = [_step(text, figure) for figure in find_figures(text, [span])]
    made = [_made(text, benefit, steps) for benefit in read_benefits(text, span)]
    used = {part for step in made for part in step.parts}
    return (*made, *(step for step in steps if step not in used))


def _step(text: str, figure: Figure) -> Derived:
    made = render_ratio(figure.number) if figure.ratio else render_amount(figure.number)
    return Derived(_RULES[role_of(text, figure)], figure.span, figure.span.of(text), made)


def _made(text: str, benefit: Benefit, steps: list[Derived]) -> Derived:
    at = benefit.source.span if benefit.source and benefit.source.span else Span(0, 0)
    said = [
        ("定额", render_amount(benefit.amount) if benefit.amount is not None else ""),
        ("比例", render_ratio(benefit.rate) if benefit.rate is not None else ""),
        ("上限", render_amount(benefit.cap) if benefit.cap is not None else ""),
        ("每", benefit.per or ""),
        ("年限", str(benefit.years or "")),
    ]
    words = "，".join(f"{label}{value}" for label, value in said if value) or "未写明数额"
    values = {value for _, value in said}
    parts = tuple(step for step in steps if step.made in values and not step.rule.startswith("非"))
    return Derived("支持.成项", at, at.of(text), words, parts)
