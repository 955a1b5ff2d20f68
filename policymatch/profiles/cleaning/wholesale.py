"""The usual case of the rules that run on every row, decided for a whole column at once; what is not usual goes to the rule.

Each function gives for every cell the canonical text or ``UNUSUAL``; it agrees with its rule wherever it decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from policymatch.profiles.cleaning.cells import EMPTY
from policymatch.vocabulary.credit_code import ALPHABET

UNUSUAL = object()

_LENGTH = 18
_PLAIN_NAME = re.compile(r"[\u3400-\u9fff（）]{2,}[A-Za-z0-9\u3400-\u9fff（）]*")
_SUSPECT_NAME = re.compile(r"[原曾][\u3400-\u9fff]*）$")


def credit_codes(texts: Sequence[str]) -> list[object]:
    """Codes that are valid as they stand."""
    import numpy as np

    joined = "".join(texts)
    if not joined.isascii() or set(map(len, texts)) != {_LENGTH}:
        return _one_by_one(texts)
    worth_of, weights = _tables()
    worths = worth_of[np.frombuffer(joined.encode("ascii"), dtype=np.uint8)].reshape(-1, _LENGTH)
    digits = (worths[:, :8] <= 9).all(axis=1) & (worths[:, 0] > 0)
    valid = digits & (worths < len(ALPHABET)).all(axis=1) & ((worths @ weights) % len(ALPHABET) == 0)
    if valid.all():
        return list(texts)
    return [text if good else UNUSUAL for text, good in zip(texts, valid.tolist(), strict=True)]


def company_names(texts: Sequence[str]) -> list[object]:
    """Names of Chinese characters, letters, digits and Chinese brackets alone."""
    plain, suspect = _PLAIN_NAME.fullmatch, _SUSPECT_NAME.search
    return [text if plain(text) and not (text[-1] == "）" and suspect(text)) else UNUSUAL for text in texts]


def free_texts(texts: Sequence[str]) -> list[object]:
    """Texts without control characters that neither begin nor end with a space."""
    return [
        text if text not in EMPTY and text.isprintable() and text[0] != " " != text[-1] else UNUSUAL for text in texts
    ]


WHOLESALE: dict[str, Callable[[Sequence[str]], list[object]]] = {
    "credit_code": credit_codes,
    "company_name": company_names,
    "text": free_texts,
}
"""By the name of the rule."""


def _one_by_one(texts: Sequence[str]) -> list[object]:
    """A column with cells of other lengths: the others together, those as unusual."""
    usual = [text for text in texts if len(text) == _LENGTH and text.isascii()]
    checked = iter(credit_codes(usual) if usual else ())
    return [next(checked) if len(text) == _LENGTH and text.isascii() else UNUSUAL for text in texts]


@cache
def _tables() -> tuple[Any, Any]:
    """The worth of each ASCII character (99 where it is none of the code's) and the weights of the places."""
    import numpy as np

    worths = np.full(128, 99, dtype=np.int64)
    worths[[ord(character) for character in ALPHABET]] = range(len(ALPHABET))
    weights = np.array([*(pow(3, place, len(ALPHABET)) for place in range(_LENGTH - 1)), 1], dtype=np.int64)
    return worths, weights
