"""统一社会信用代码 (GB 32100-2015) and the fifteen-digit registration numbers that it replaced."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from policymatch.errors import CreditCodeError

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of the standard: no I, O, S, V, Z."""

_LENGTH = 18
_REGISTRATION_LENGTH = 15
_WEIGHTS = tuple(pow(3, place, 31) for place in range(_LENGTH - 1))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_SEPARATORS = re.compile(r"[\s\-－—\u200b\ufeff]+")
_LOOK_ALIKES = str.maketrans({"I": "1", "O": "0", "Z": "2", "S": "5", "V": "U"})
_DIGITS_ONLY = str.maketrans({"L": "1", "B": "8", "D": "0", "Q": "0", "G": "6", "U": "0"})
_PAIRS = {"0": "DQ", "D": "0", "1": "L", "L": "1", "8": "B", "B": "8", "6": "G", "G": "6", "Q": "0"}
_DEPARTMENTS = {
    "1": "机构编制", "2": "外交", "3": "司法行政", "4": "文化", "5": "民政", "6": "旅游", "7": "宗教", "8": "工会",
    "9": "市场监管", "A": "中央军委改革和编制办公室", "N": "农业农村", "Y": "其他",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CodeVerdict:
    """What a check found.

    Args:
        valid: whether the code stands the standard's check, blanks, hyphens and small letters aside.
        code: the code as it should be written; as far as it could be cleaned where not valid.
        reason: what is wrong, in Chinese; empty where valid.
        suggestion: the one valid code that differs only by look-alikes; empty where there is none or several.
        department: which register it is of; empty where not valid.
        region: the six digits of the registering authority; empty where not valid.
        organisation_valid: whether characters 9 to 17 stand the check of GB 11714; some valid codes do not.
    """

    valid: bool
    code: str
    reason: str = ""
    suggestion: str = ""
    department: str = ""
    region: str = ""
    organisation_valid: bool = False


def check(code: str) -> CodeVerdict:
    """Check a unified social credit code.

    Source: GB 32100-2015, 4 and annex A.
    """
    plain = clean(code)
    reason = _fault(plain)
    if reason:
        return CodeVerdict(False, plain, reason, _repaired(plain))
    return CodeVerdict(
        True, plain, department=_DEPARTMENTS[plain[0]], region=plain[2:8], organisation_valid=_organisation(plain[8:17])
    )


def require(code: str) -> str:
    """The code as it should be written.

    Raises:
        CreditCodeError: it is not valid; what is wrong, and what may be meant.
    """
    verdict = check(code)
    if verdict.valid:
        return verdict.code
    hint = f"是否为 {verdict.suggestion}" if verdict.suggestion else "请核对营业执照上的统一社会信用代码"
    raise CreditCodeError(f"统一社会信用代码“{code}”无效：{verdict.reason}", hint=hint)


def is_valid(code: str) -> bool:
    """Whether a code stands the check."""
    return not _fault(clean(code))


def check_character(body: str) -> str:
    """The eighteenth character that belongs to the first seventeen."""
    total = sum(_values()[character] * weight for character, weight in zip(body, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def clean(code: str) -> str:
    """The code in plain capitals, without blanks and hyphens."""
    return _SEPARATORS.sub("", code.translate(_narrow())).upper()


def is_registration_number(number: str) -> bool:
    """Whether a fifteen-digit registration number (市场主体注册号) stands its check (ISO 7064, MOD 11,10)."""
    plain = clean(number)
    if len(plain) != _REGISTRATION_LENGTH or not (plain.isascii() and plain.isdigit()):
        return False
    carry = 10
    for digit in plain[:-1]:
        carry = ((carry + int(digit)) % 10 or 10) * 2 % 11
    return (carry + int(plain[-1])) % 10 == 1


def _fault(plain: str) -> str:
    """What is wrong with a cleaned code; empty where nothing is."""
    if len(plain) != _LENGTH:
        old = "，像是旧注册号" if len(plain) == _REGISTRATION_LENGTH and plain.isdigit() else ""
        return f"应为18位，实为{len(plain)}位{old}"
    odd = sorted(set(plain) - set(ALPHABET))
    if odd:
        return f"含有不该出现的字符 {'、'.join(odd)}"
    if plain[0] not in _DEPARTMENTS or not plain[2:8].isdigit():
        return "登记管理部门或登记机关区划码不对"
    if plain[-1] != check_character(plain[:-1]):
        return f"校验码不符，末位应为 {check_character(plain[:-1])}"
    return ""


def _organisation(part: str) -> bool:
    total = sum(int(character, 36) * weight for character, weight in zip(part, _ORGANISATION_WEIGHTS, strict=False))
    return "0123456789X0"[(11 - total % 11) % 11 if total % 11 != 0 else 0] == part[-1]


def _repaired(plain: str) -> str:
    """The one valid code that looks like this; empty where none does or more than one."""
    if len(plain) != _LENGTH:
        return ""
    fixed = plain.translate(_LOOK_ALIKES)
    fixed = fixed[:2] + fixed[2:8].translate(_DIGITS_ONLY) + fixed[8:]
    if not _fault(fixed):
        return fixed
    found = {code for code in _variants(fixed) if not _fault(code) and _organisation(code[8:17])}
    return found.pop() if len(found) == 1 else ""


def _variants(code: str) -> set[str]:
    """The codes with one character changed for one that looks like it."""
    return {
        code[:place] + other + code[place + 1 :] for place in range(8, _LENGTH) for other in _PAIRS.get(code[place], "")
    }


@cache
def _values() -> dict[str, int]:
    return {character: value for value, character in enumerate(ALPHABET)}


@cache
def _narrow() -> dict[int, int]:
    """Full-width letters and digits to plain ones."""
    return {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
