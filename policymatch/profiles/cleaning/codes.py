"""Rules for identifiers: the unified social credit code (GB 32100-2015) and what stood before it."""

from __future__ import annotations

from operator import mul

from policymatch.profiles.cleaning.cells import CellError
from policymatch.vocabulary import credit_code as vocabulary

_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_WORTH = {character: worth for worth, character in enumerate(vocabulary.ALPHABET)}
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def compact(text: str) -> str:
    """A code without spaces and hyphens, in capitals."""
    return vocabulary.clean(text)


def credit_code(text: str) -> str:
    """A valid credit code, by the check of ``vocabulary.credit_code``; the usual case decided first, for it runs once a row.

    Raises:
        CellError: it is none. Where look-alikes (I O Z S) explain it, the code that was probably meant is suggested.
    """
    if len(text) == 18 and text[:8].isdigit() and text.isascii() and text[0] != "0":
        worths = list(map(_WORTH.get, text))
        if None not in worths and not (sum(map(mul, _WEIGHTS, worths)) + worths[17]) % 31:
            return text
    verdict = vocabulary.check(text)
    if verdict.valid:
        return verdict.code
    raise CellError(f"统一社会信用代码“{text}”{verdict.reason}", suggestion=verdict.suggestion)


def is_organisation_code(text: str) -> bool:
    """Whether it is an organisation code (GB 11714): eight characters and a check character."""
    code = compact(text)
    if len(code) != 9 or not code.isalnum() or not code.isascii():
        return False
    total = sum(weight * int(character, 36) for weight, character in zip(_ORGANISATION_WEIGHTS, code, strict=False))
    return code[8] == "0123456789X0"[(11 - total % 11)]


def former_number(text: str) -> str:
    """An identifier of before 2015: registration number (15, or 13 digits of the oldest) or organisation code."""
    number = compact(text)
    if (
        vocabulary.is_registration_number(number)
        or is_organisation_code(number)
        or (len(number) == 13 and number.isdigit())
    ):
        return number
    raise CellError(f"“{text}”不是15位注册号或9位组织机构代码")
