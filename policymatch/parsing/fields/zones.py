"""Zones that have no area code (示范区, 自贸片区, 高新区, 产业园区): being there is for a person to see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.conditions.nodes import All, Judgement, Node, Op
from policymatch.parsing.fields.placekinds import kinds_of, verbs_of
from policymatch.parsing.fields.placerules import IN_DONE, INSIDE, KINDS_IN, MARK
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.fields.regions import places
from policymatch.parsing.rules import rule
from policymatch.vocabulary import zones

ZONE = (
    r"(?:[一-龥“”]|（[一-龥]{2,6}）){0,14}?(?:示范区|自由贸易试验区(?:[^，。；、的]{2,8}片区)?|自贸试验区|自贸区|自贸片区|"
    r"高新技术产业开发区|高新区|经济技术开发区|经开区|开发区|综合保税区|保税区|综保区|科学城|集聚区|功能区|先行区|合作区|"
    r"(?:工业|产业|科技|软件|物流|创业|创意|特色|孵化|本|产业基地)?园区|(?:工业|产业|科技|软件|物流|创业|创意)园)"
    r"(?:（(?:以下|下)?(?:简称|统称|称)[^（）]{2,16}）)?(?:特定|指定|核心|试点|重点)?(?:范围|区域)?(?:之?内)?"
)
IN_ZONE = rule(
    "园区.注册于",
    rf"(?:依法|工商|实际)*(?:注册|登记|设立|落户)(?:地址?)?(?:在|于|到|位于)+{ZONE}(?=的|，|。|；|、|且|并|$)",
    needs="区 城",
    confidence=0.75,
)
OF_ZONE = rule(
    "园区.在…注册",
    rf"(?:(?<![一-龥])|(?<=企业)|(?<=单位)|(?<=机构)|(?<=公司)|(?<=主体)|(?<=[应须需均已当]))在{ZONE}(?:依法|工商|新|实际|独立)*(?:注册|登记|设立|落户)(?:登记|成立|设立)?",
    needs="区 城",
    confidence=0.75,
)


_HOME_ZONE = re.compile(
    rf"(?<=[在于到至属])(?:[本我]|(?P<name>[一-龥]{{2,8}}?)市?)?(?P<kind>高新(?:技术)?(?:产业)?(?:开发)?区|经济(?:技术)?开发区|经开区|开发区|(?P<other>(?:综合)?保税区|综保区|旅游度假区|(?:产业|工业)园区|科学城|科技城))"
    rf"(?!管委会|财政|税务|有关)(?:主园区|核心区|起步区|先行区|直管园?区?|规划区)?(?:行政)?{INSIDE}(?:（(?:包?含|包括|不含)[^（）]{{2,30}}）{INSIDE})?"
)
"""A zone without a place's name lies in the area of whoever speaks of it; one by the issuer's own name does, too."""


def _is_home(zone: re.Match[str], known: str | None) -> bool:
    return bool(known and known.endswith(zone["name"])) if zone["name"] else zone["other"] is None


def _at_home(reading: Reading) -> Iterator[Fact]:
    """工商注册和税务登记在高新区: both in the issuer's area, and within the zone for a person to see."""
    code = reading.definitions.home_region
    if not code or "区" not in reading.text:
        return
    for zone in _HOME_ZONE.finditer(reading.text):
        if not _is_home(zone, reading.definitions.home_zone):
            continue
        masked = reading.text[: zone.start()] + MARK + reading.text[zone.end() :]
        told = KINDS_IN.pattern.search(masked, max(0, zone.start() - 40), zone.start() + 1)
        kinds, span = (kinds_of(told["kinds"]), (told.start(), zone.end())) if told else _done_in(masked, zone)
        if not kinds:
            continue
        tests = [reading.test(kind, Op.IN, (code,), *span, confidence=0.7) for kind in kinds]
        inside = reading.judgement(reading.text[slice(*span)], *span)
        yield reading.fact("园区.关系", All((*tests, inside)), *span, rank=8)


def _done_in(masked: str, zone: re.Match[str]) -> tuple[tuple[str, ...], tuple[int, int]]:
    """What is done in the zone besides being registered there: 在高新区注册并纳税."""
    done = IN_DONE.pattern.search(masked, zone.start() - 1, min(len(masked), zone.start() + 40))
    kinds = verbs_of(done[0]) if done and done.start() <= zone.start() else ()
    end = zone.end() + (done.end() - zone.start() - 1 if done else 0)
    return (kinds if len(kinds) > 0 else ()), (zone.start() - 1, end)


def find(reading: Reading) -> Iterator[Fact]:
    """Judgements on zones; a zone whose place has a code is a region."""
    yield from _at_home(reading)
    named: list[tuple[int, int]] | None = None
    for one in (IN_ZONE, OF_ZONE):
        for match in one.find(reading.text):
            if named is None:  # a zone is rare, and places are dear
                named = [(start, end) for start, end, _, _ in places(reading)] if "区" in reading.text else []
            if any(start < match.end() and match.start() < end for start, end in named) and "（" not in match[0]:
                continue
            node = reading.judgement(match[0], match.start(), match.end(), one.confidence)
            yield reading.fact(one.name, _within_hosts(reading, match, node), match.start(), match.end(), rank=6)


def _within_hosts(reading: Reading, match: re.Match[str], inside: Judgement) -> Node:
    """Being in a zone with the divisions that it lies in: who is in none of them is not in the zone (苏州高新区: 虎丘区)."""
    zone = next((found.value for found in zones.find(match[0])), None)
    if zone is None or not zone.hosts:
        return inside
    test = reading.test("registered_region", Op.IN, zone.hosts, match.start(), match.end(), confidence=0.7)
    return All((test, inside)) if zone.part else test
