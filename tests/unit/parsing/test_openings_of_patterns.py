"""Patterns that first look at one sign must know every sign they may open with; rules, the words they need.

A way of saying added to such a pattern without its first sign would never be found: these tests say which sign is missing.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import policymatch.parsing
import policymatch.parsing.fields
from policymatch.parsing.rules import Rule
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.values.folded import _TABLE, _UNSURE
from policymatch.vocabulary.alternation import any_of
from policymatch.vocabulary.signs import replacing

LOOKS_FIRST = re.compile(r"\(\?=\[[^\]]{6,}\]\)")


def patterns() -> Iterator[tuple[str, str]]:
    """Every pattern of the parser's modules by its name."""
    for module in pkgutil.walk_packages(policymatch.parsing.__path__, "policymatch.parsing."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, Rule | Seldom | re.Pattern):
                pattern = value.pattern.pattern if isinstance(value, Rule) else value.pattern
                if isinstance(pattern, str):
                    yield f"{module.name.removeprefix('policymatch.parsing.')}.{name}", pattern


def of_set(items: Any) -> set[str] | None:
    """The signs of a set; None where it is open-ended."""
    signs: set[str] = set()
    for kind, value in items:
        if kind is codes.LITERAL:
            signs.add(chr(value))
        elif kind is codes.RANGE and value[1] - value[0] < 200:
            signs |= {chr(code) for code in range(value[0], value[1] + 1)}
        elif kind is codes.CATEGORY and value is codes.CATEGORY_DIGIT:
            signs |= set("0123456789")
        else:
            return None
    return signs


def firsts(parts: Any) -> tuple[set[str] | None, bool]:
    """The signs that a pattern may open with (None: any), and whether it may be empty."""
    found: set[str] = set()
    for kind, value in parts:
        signs, empty = first_of(kind, value)
        if signs is None:
            return None, False
        found |= signs
        if not empty:
            return found, False
    return found, True


def first_of(kind: Any, value: Any) -> tuple[set[str] | None, bool]:
    if kind is codes.LITERAL:
        return {chr(value)}, False
    if kind is codes.IN:
        return of_set(value), False
    if kind is codes.SUBPATTERN:
        return firsts(value[3])
    if kind in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        signs, empty = firsts(value[2])
        return signs, empty or value[0] == 0
    if kind is codes.BRANCH:
        branches = [firsts(branch) for branch in value[1]]
        if any(signs is None for signs, _ in branches):
            return None, False
        return {sign for signs, _ in branches for sign in signs or ()}, any(empty for _, empty in branches)
    return (set(), True) if kind in (codes.ASSERT, codes.ASSERT_NOT, codes.AT) else (None, False)


def unlooked_for(pattern: str) -> set[str]:
    """The signs that a pattern may open with and does not look for."""
    look, rest = parser.parse(pattern)[0], parser.parse(pattern)[1:]
    signs, _ = firsts(rest)
    assert signs is not None
    return signs - (of_set(look[1][1][0][1]) or set())


GUARDED = [(name, pattern) for name, pattern in patterns() if LOOKS_FIRST.match(pattern)]


def test_there_are_such_patterns() -> None:
    assert {"drafting.grants.GIVE", "values.tokens.QUANTITY", "applying.windows._RANGE", "applying.asking.BARE"} <= {
        name for name, _ in GUARDED
    }


@pytest.mark.parametrize(("name", "pattern"), GUARDED, ids=[name for name, _ in GUARDED])
def test_every_opening_is_looked_for(name: str, pattern: str) -> None:
    assert not unlooked_for(pattern), f"{name}: add these signs to the look that opens the pattern"


def passed_over() -> Iterator[tuple[str, re.Pattern[str], list[Rule]]]:
    """The families that look for the words of all their rules at once, with their rules."""
    for module in pkgutil.iter_modules(policymatch.parsing.fields.__path__, "policymatch.parsing.fields."):
        read = importlib.import_module(module.name)
        found = vars(read)
        own = [found[name] for name in re.findall(r"^(\w+) = rule\(", inspect.getsource(read), re.MULTILINE)]
        if isinstance(look := found.get("_NEEDED"), re.Pattern) and own and all(rule.needs for rule in own):
            yield module.name, look, own


@pytest.mark.parametrize(("name", "look", "rules"), passed_over())
def test_a_family_looks_for_the_words_of_all_its_rules(name: str, look: re.Pattern[str], rules: list[Rule]) -> None:
    missing = {word for rule in rules for word in rule.needs if not look.search(word)}
    assert not missing, f"{name}: a rule with these words would never be tried; name it in needed(…)"


def test_a_missing_opening_is_told() -> None:
    assert unlooked_for("(?=[给予奖补发追])(?:给予|予以|奖励|补贴|激励(?=金)|(?<=进行)配套)") == {"激", "配"}


def test_many_words_open_with_one_look() -> None:
    words = [chr(code) + "业" * (code % 3) for code in range(ord("一"), ord("一") + 60)] + ["C++", "-1", "^", "]"]
    found = re.compile(any_of(words))
    assert all(found.fullmatch(word) for word in words)
    assert not any(found.match(word) for word in ("业务", "C+", "\\", "甲"))
    assert found.findall("甲" + "，".join(words)) == words


def test_signs_replaced_are_those_of_translate() -> None:
    table: dict[int, str | int] = {ord("("): "（", ord("]"): "〕", ord("Ａ"): ord("a"), ord("^"): "-", ord("-"): "—"}
    text = "甲(乙]^丙-Ａ"
    assert replacing(table)(text) == text.translate(table) == "甲（乙〕-丙—a"


def test_what_is_passed_over_stands_for_itself() -> None:
    """The compact view leaves ideographs, figures and kept signs as they are without asking its table."""
    sure = [chr(code) for code in range(0x10000) if not _UNSURE.match(chr(code)) and not 0xD800 <= code < 0xE000]
    assert len(sure) > 20_000
    assert all(_TABLE[sign] == sign for sign in sure)
