"""One pattern for hundreds of names, tried letter by letter rather than name by name."""

from __future__ import annotations

import re
from collections.abc import Iterable

_Tree = dict[str, "_Tree"]
_END = ""
_FEW = 12


def any_of(words: Iterable[str]) -> str:
    """A pattern that fits any of the words, at each place the longest first.

    >>> any_of(["养老", "养老服务", "养殖"])
    '养(?:殖|老(?:服务)?)'
    """
    tree: _Tree = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[_END] = {}
    if len(tree) <= _FEW or _END in tree:
        return _pattern(tree)
    # one look at the letter in a set, where trying hundreds of branches in turn would find none; then a few at a time
    letters = sorted(tree)
    some = [letters[at : at + _FEW] for at in range(0, len(letters), _FEW)]
    groups = [_looked_for(group, _pattern({letter: tree[letter] for letter in group})) for group in some]
    return _looked_for(letters, f"(?:{'|'.join(groups)})")


def _looked_for(letters: list[str], pattern: str) -> str:
    return f"(?=[{''.join(map(re.escape, letters))}]){pattern}"


def _pattern(tree: _Tree) -> str:
    branches = [re.escape(letter) + _pattern(rest) for letter, rest in sorted(tree.items()) if letter != _END]
    if not branches:
        return ""
    one = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    if _END not in tree:
        return one
    return f"{one}?" if one.startswith("(?:") and len(branches) > 1 else f"(?:{one})?"
