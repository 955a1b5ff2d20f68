"""办事指南: how an item is handled: how it is granted, its time limits, who pays, what may be promised, later duties.

A policy's text seldom says all of it. What the text does say is proposed from its words; what an officer sets wins, for
one item or (``*``) for all items of a policy; the rest follows the defaults here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from policymatch.applications.clocks import Clock
from policymatch.errors import InvalidInputError
from policymatch.parsing.values.numerals import read_number
from policymatch.registry.decidability import Service

ALL_ITEMS = "*"
LONGEST = 250
"""Working days of a limit, about a year; more is a slip of the pen."""

DEFAULTS: Mapping[Clock, int | None] = {
    Clock.CONFIRMATION: None, Clock.ACCEPTANCE: 5, Clock.CORRECTION: 15, Clock.HANDLING: 20, Clock.PUBLICITY: 5, Clock.PAYMENT: 15,
    Clock.APPEAL: 30,
}  # fmt: skip
"""Working days. Acceptance and handling as 行政许可法 第三十二条, 第四十二条 have them; the others are this program's."""


class DutyKind(StrEnum):
    """What an enterprise promises for the time after an award."""

    STAY_REGISTERED = "stay_registered"
    STAY_TAXED = "stay_taxed"
    STAY_OPERATING = "stay_operating"
    KEEP_CAPITAL = "keep_capital"
    KEEP_REGISTRATION = "keep_registration"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return _DUTIES[self]


_DUTIES = {
    DutyKind.STAY_REGISTERED: "注册地不迁离", DutyKind.STAY_TAXED: "不改变纳税义务（税收征管关系不迁离）", DutyKind.STAY_OPERATING: "办公经营地不迁离",
    DutyKind.KEEP_CAPITAL: "不减少注册资本", DutyKind.KEEP_REGISTRATION: "不注销、不歇业", DutyKind.OTHER: "其他承诺",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DutyRule:
    """One duty that an award brings.

    Args:
        kind: what is promised.
        years: for how long from the day of the award.
        words: the clause.
    """

    kind: DutyKind
    years: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """How an item is handled.

    Args:
        service: how it is granted; 免申即享 only where the officer says so.
        limits: working days of each clock; None: no limit; 公示 of 0: none is held.
        payer: who pays; empty: the department itself.
        promises: materials (by name) that may be met by 告知承诺, beside those of the catalogue.
        duties: what an award brings.
        appeal_days: calendar days for an appeal after a rejection.
    """

    service: Service = Service.REVIEWED
    limits: Mapping[Clock, int | None] = field(default_factory=lambda: dict(DEFAULTS))
    payer: str = ""
    promises: tuple[str, ...] = ()
    duties: tuple[DutyRule, ...] = ()
    appeal_days: int = 60

    @property
    def publicity_days(self) -> int:
        """How long a decision is shown to the public, in working days; 0: it is not."""
        return self.limits.get(Clock.PUBLICITY) or 0


def write_guide(guide: Guide) -> dict[str, Any]:
    """A guide as plain data."""
    return {
        "service": str(guide.service), "limits": {str(clock): days for clock, days in guide.limits.items()}, "payer": guide.payer,
        "promises": list(guide.promises), "appeal_days": guide.appeal_days,
        "duties": [{"kind": str(one.kind), "years": one.years, "words": one.words} for one in guide.duties],
    }  # fmt: skip


def read_guide(data: Mapping[str, Any], base: Guide | None = None) -> Guide:
    """A guide out of plain data; what is left out stays as in ``base``.

    Raises:
        InvalidInputError: a word that is none, a number out of range.
    """
    guide = base or Guide()
    unknown = sorted(set(data) - {"service", "limits", "payer", "promises", "duties", "appeal_days"})
    if unknown:
        raise InvalidInputError(
            f"办事指南没有这一项：{'、'.join(unknown)}", where="guide", hint="对照 docs/applications.md"
        )
    _check_shape(data)
    made: dict[str, Any] = {}
    if "service" in data:
        made["service"] = _word(Service, data["service"], "service")
    if "limits" in data:
        made["limits"] = {**guide.limits, **_limits(data["limits"])}
    if "payer" in data:
        made["payer"] = str(data["payer"]).strip()
    if "promises" in data:
        made["promises"] = tuple(dict.fromkeys(str(name).strip() for name in data["promises"]))
    if "duties" in data:
        made["duties"] = tuple(_duty(one, place) for place, one in enumerate(data["duties"]))
    if "appeal_days" in data:
        made["appeal_days"] = _number(data["appeal_days"], "appeal_days", 1, 730)
    return replace(guide, **made)


def _check_shape(data: Mapping[str, Any]) -> None:
    shapes = {"limits": (dict, "映射"), "promises": (list, "列表"), "duties": (list, "列表"), "payer": (str, "文本")}
    for name, (kind, word) in shapes.items():
        if name in data and not isinstance(data[name], kind):
            raise InvalidInputError(f"应为{word}", where=name, hint="对照 docs/applications.md")


def _limits(data: Mapping[str, Any]) -> dict[Clock, int | None]:
    return {
        _word(Clock, name, "limits"): None if days is None else _number(days, f"limits.{name}", 0, LONGEST)
        for name, days in data.items()
    }


def _duty(data: Mapping[str, Any], place: int) -> DutyRule:
    where = f"duties.{place}"
    if not isinstance(data, dict):
        raise InvalidInputError("应为映射", where=where, hint="写明 kind、years、words")
    kind = _word(DutyKind, data.get("kind"), where)
    words = str(data.get("words", "")).strip()
    if kind is DutyKind.OTHER and not words:
        raise InvalidInputError("其他承诺须写明内容", where=where, hint="在 words 中写原文")
    return DutyRule(kind, _number(data.get("years"), f"{where}.years", 1, 50), words)


def _word(kind: Any, value: object, where: str) -> Any:
    try:
        return kind(value)
    except ValueError:
        hint = f"可用：{'、'.join(f'{one.value}（{one.label}）' for one in kind)}"
        raise InvalidInputError(f"不认识“{value}”", where=where, hint=hint) from None


def _number(value: object, where: str, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise InvalidInputError(f"应为{least}至{most}的整数", where=where, hint=f"现为 {value!r}")
    return value


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a policy's words say of handling; an officer takes it over or not.

    Args:
        duties: later duties, with the words.
        handling: working days within which it is to be done; None where the text names none.
        publicity: working days of 公示; None where the text names none.
        quotes: the words of both limits.
    """

    duties: tuple[DutyRule, ...] = ()
    handling: int | None = None
    publicity: int | None = None
    quotes: tuple[str, ...] = ()


_COUNT = r"([0-9]{1,2}|十五|[一二两三四五六七八九十])"
_SENTENCE = re.compile(r"[^。；\n]+")
_YEARS = re.compile(_COUNT + r"\s*年(?:之)?内?")
_HANDLED = re.compile(_COUNT + r"个?工作日内(?:办结|完成审核|审核完毕|审结|作出决定)")
_SHOWN = re.compile(r"公示[^。；\n]{0,12}?" + _COUNT + r"个?工作日|公示期[^。；\n]{0,6}?" + _COUNT + r"个?工作日")
_MOVES = r"(?:不得?迁[出离]|不迁移|不搬离|不外迁)"
_SAYS: tuple[tuple[DutyKind, re.Pattern[str]], ...] = (
    (DutyKind.STAY_REGISTERED, re.compile(r"注册[^。；，]{0,10}" + _MOVES + "|" + _MOVES + r"[^。；，]{0,4}注册")),
    (DutyKind.STAY_OPERATING, re.compile(r"(?:办公|经营)[^。；，]{0,8}" + _MOVES)),
    (DutyKind.STAY_TAXED, re.compile(r"(?:税务|税收征管|纳税)[^。；，]{0,12}" + _MOVES)),
    (DutyKind.STAY_REGISTERED, re.compile(_MOVES)),
    (DutyKind.STAY_TAXED, re.compile(r"不改变[^。；，]{0,8}纳税(?:义务|关系)?")),
    (DutyKind.KEEP_CAPITAL, re.compile(r"不得?减(?:少注册)?资(?:本)?")),
)  # fmt: skip
"""In this order: that it does not move at all is said where nothing says what does not move."""


def propose(text: str) -> Proposal:
    """What a policy's words say of handling.

    >>> propose("获得落户奖的企业应当承诺10年内注册及办公地址不迁离本区、不减少注册资本。").duties[0].years
    10
    """
    duties = tuple(rule for sentence in _SENTENCE.findall(text) for rule in _promised(sentence.strip()))
    handled, shown = _HANDLED.search(text), _SHOWN.search(text)
    return Proposal(
        tuple({rule.kind: rule for rule in duties}.values()),
        _count(handled[1]) if handled else None,
        _count(shown[1] or shown[2]) if shown else None,
        tuple(found[0] for found in (handled, shown) if found),
    )


def _promised(sentence: str) -> Iterator[DutyRule]:
    years = _YEARS.search(sentence)
    if years is None or "承诺" not in sentence:
        return
    seen: set[DutyKind] = set()
    for kind, pattern in _SAYS:
        if pattern.search(sentence) and kind not in seen and not (seen and pattern.pattern == _MOVES):
            seen.add(kind)
            yield DutyRule(kind, _count(years[1]), sentence)


def _count(text: str) -> int:
    return int(read_number(text) or 0)
