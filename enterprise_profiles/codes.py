"""Made-up unified social credit codes that pass the check of GB 32100, and ways in which people spoil them."""

from __future__ import annotations

from random import Random

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WORTH = {character: worth for worth, character in enumerate(_ALPHABET)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def credit_code(prefix: str, region: str, number: int) -> str:
    """A code of a register (``91`` enterprises, ``92`` 个体, ``93`` 合作社, ``52`` 社会服务机构) for a running number.

    The organisation part begins with ``X``, which no real code is given, so that no sample is anybody's code.
    """
    body = "X" + _base(number, 7)
    total = sum(int(character, 36) * weight for character, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    first = f"{prefix}{region}{body}{'0123456789X0'[(11 - total % 11)]}"
    check = -sum(_WORTH[character] * weight for character, weight in zip(first, _WEIGHTS, strict=True)) % 31
    return first + _ALPHABET[check]


def registration_number(region: str, number: int) -> str:
    """A fifteen-digit registration number of the old form with its check digit."""
    body = f"{region}{number:08d}"[:14]
    rest = 10
    for digit in body:
        rest = ((rest + int(digit)) % 10 or 10) * 2 % 11
    return f"{body}{(11 - rest) % 10}"


def spoil(code: str, random: Random) -> str:
    """A code as it comes from a keyboard: a look-alike, a lost or changed character, spaces, small letters."""
    way = random.randrange(5)
    if way == 0:
        spots = [at for at, character in enumerate(code) if character in "0125" and at > 7] or [17]
        at = random.choice(spots)
        return code[:at] + {"0": "O", "1": "I", "2": "Z", "5": "S"}.get(code[at], "O") + code[at + 1 :]
    if way == 1:
        return code[:-1]
    if way == 2:
        at = random.randrange(9, 17)
        return code[:at] + _ALPHABET[(_WORTH[code[at]] + 1) % 31] + code[at + 1 :]
    return f"{code[:2]} {code[2:8]} {code[8:17]} {code[17:]}" if way == 3 else code.lower()


def _base(number: int, length: int) -> str:
    digits = ""
    for _ in range(length):
        number, digit = divmod(number, 31)
        digits = _ALPHABET[digit] + digits
    return digits
