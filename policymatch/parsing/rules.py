"""The rule engine: named rules over the compact view of a text, each reading leaving a derivation.

A rule has a name in Chinese (``金额.下限``), a pattern and the words without which it cannot apply, so that most rules
cost one substring search a clause. What a rule makes remembers the rule and its parts: ``policymatch why`` prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.parsing.immutable import immutable
from policymatch.parsing.seldom import Seldom, compiled
from policymatch.spans import Span


@immutable
class Derived:
    """One step of a derivation: the rule, where it applied, the words, what it made, and from which parts."""

    rule: str
    span: Span
    words: str
    made: str
    parts: tuple[Derived, ...] = ()

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The tree as indented lines."""
        yield f"{'  ' * depth}{self.rule}  «{self.words}»  → {self.made}"
        for part in self.parts:
            yield from part.lines(depth + 1)


_NOTHING: Iterator[re.Match[str]] = iter(())


@immutable
class Rule:
    """A named pattern.

    Args:
        name: family and rule, such as ``地区.注册地``.
        pattern: what it matches in the compact view.
        needs: words of which at least one must be present; empty where the pattern must always be tried.
        confidence: how sure a reading by this rule is.
    """

    name: str
    pattern: re.Pattern[str] | Seldom
    needs: tuple[str, ...] = ()
    confidence: float = 0.9

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Every match in ``text[start:end]``, left to right."""
        for word in self.needs:
            if word in text:
                break
        else:
            if self.needs:
                return _NOTHING
        return self.pattern.finditer(text, start, len(text) if end is None else end)


def needed(*rules: Rule) -> re.Pattern[str]:
    """What a text must hold for any of the rules to apply: one search, where each rule would look for its own words.

    >>> needed(rule("a", "…", needs="新 首次"), rule("b", "…", needs="新建")).pattern
    '新|首次'
    """
    words = {word for one in rules for word in one.needs}
    assert all(one.needs for one in rules), "a rule without needs may always apply"
    shortest = {word for word in words if not any(other in word for other in words - {word})}
    return re.compile("|".join(map(re.escape, sorted(shortest))))


def rule(name: str, pattern: str, *, needs: str = "", confidence: float = 0.9) -> Rule:
    """Build a rule; ``needs`` are words separated by spaces."""
    return Rule(name, compiled(pattern), tuple(needs.split()), confidence)
