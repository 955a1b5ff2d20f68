"""Names of a few words: the members of a row (奖励、补贴和贴息), a remark in brackets, whether other words tell the same."""

from __future__ import annotations

import re

_JOINTS = re.compile("、|以及|及|和|与|或者?")
_BRACKET = re.compile("（[^（）]*）")


def one_of(*ways: str) -> str:
    """A pattern for any of several ways of saying a thing."""
    return "|".join(ways)


def members(words: str) -> list[str]:
    """The members of a row of nouns.

    >>> members("奖励、补贴和贴息")
    ['奖励', '补贴', '贴息']
    """
    return [member for member in _JOINTS.split(words) if member]


def without_brackets(words: str) -> str:
    """The words without what brackets remark on them."""
    return _BRACKET.sub("", words)


def masked(words: str) -> str:
    """The words as long as they are, with NUL for what stands in brackets."""
    return _BRACKET.sub(lambda bracket: "\0" * len(bracket[0]), words)


def tells(said: str, name: str) -> bool:
    """Whether most of a name's pairs of characters stand in the words, in whatever order.

    >>> tells("支持高校院所设立专门的技术转移部门", "高校院所技术转移部门")
    True
    """
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    return sum(pair in said for pair in pairs) * 3 > len(pairs) * 2


__all__ = ["masked", "members", "one_of", "tells", "without_brackets"]
