"""One exception tree: every error says what is wrong, where, and what to do, in Chinese for the officer.

PolicyMatchError
├── InvalidInputError              what somebody handed in breaks a rule
│   ├── ConditionError             a condition that cannot be built
│   │   ├── UnknownFieldError      no such field in the catalogue
│   │   ├── OperatorError          the operator does not suit the field's type
│   │   ├── ValueTypeError         the value does not suit the field's type or unit
│   │   └── EmptyConditionError    an empty list, an empty interval, at_least out of range
│   ├── DocumentError              a policy document that cannot be read from its exchange form
│   │   ├── DuplicateKeyError      the same key twice in a YAML mapping
│   │   └── QuoteNotFoundError     a quote that is not in the source text
│   ├── VocabularyError            a word that a closed vocabulary does not hold
│   │   ├── UnknownRegionError     no such administrative code, zone or place
│   │   ├── UnknownIndustryError   no such code or name in GB/T 4754
│   │   └── UnknownTermError       no such value in a closed list, no such recognition
│   ├── CreditCodeError            an invalid 统一社会信用代码
│   ├── SourceSpecError            a source spec that contradicts itself or the catalogue
│   └── RecordError                a broken row (kept in quarantine, never fatal to the rest)
├── UnreadableFileError            a file that cannot be read (readers derive finer ones)
├── NotFoundError                  no such enterprise, item, version
├── ForbiddenError                 this person may not; says why
└── ConflictError                  the state of things forbids it (published versions are immutable, …)
    └── StaleError                 somebody else changed it in between
"""

from __future__ import annotations


class PolicyMatchError(Exception):
    """The root of all errors raised on purpose.

    Args:
        message: what is wrong, one Chinese sentence.
        where: file, path inside it, row, clause; empty where it has no place.
        hint: what the reader can do about it; empty where nothing can be done.
    """

    code = "error"

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        parts = [self.message]
        if self.where:
            parts.append(f"位置：{self.where}")
        if self.hint:
            parts.append(f"处理：{self.hint}")
        return "；".join(parts)

    def at(self, where: str) -> PolicyMatchError:
        """The same error, its place put before what it already names."""
        self.where = f"{where} {self.where}".strip()
        return self


class InvalidInputError(PolicyMatchError):
    """What somebody handed in breaks a rule."""

    code = "invalid_input"


class ConditionError(InvalidInputError):
    """A condition that cannot be built."""

    code = "condition"


class UnknownFieldError(ConditionError):
    """A field that the catalogue does not hold."""

    code = "unknown_field"


class OperatorError(ConditionError):
    """An operator that does not suit the type of its field."""

    code = "operator"


class ValueTypeError(ConditionError):
    """A value that does not suit the type or the unit of its field."""

    code = "value_type"


class EmptyConditionError(ConditionError):
    """An empty list, an empty interval or a count out of range."""

    code = "empty_condition"


class DocumentError(InvalidInputError):
    """A policy document that cannot be read from its exchange form."""

    code = "document"


class DuplicateKeyError(DocumentError):
    """The same key twice in one YAML mapping."""

    code = "duplicate_key"


class QuoteNotFoundError(DocumentError):
    """A quote that is not in the source text."""

    code = "quote_not_found"


class VocabularyError(InvalidInputError):
    """A word that a closed vocabulary does not hold."""

    code = "vocabulary"


class UnknownRegionError(VocabularyError):
    """No such administrative code, zone or place."""

    code = "unknown_region"


class UnknownIndustryError(VocabularyError):
    """No such code or name in GB/T 4754."""

    code = "unknown_industry"


class UnknownTermError(VocabularyError):
    """No such value in a closed list, no such recognition."""

    code = "unknown_term"


class CreditCodeError(InvalidInputError):
    """An invalid unified social credit code."""

    code = "credit_code"


class SourceSpecError(InvalidInputError):
    """A source spec that contradicts itself or the field catalogue."""

    code = "source_spec"


class RecordError(InvalidInputError):
    """A row that breaks a rule of its source spec."""

    code = "record"


class UnreadableFileError(PolicyMatchError):
    """A file that cannot be read."""

    code = "unreadable_file"


class NotFoundError(PolicyMatchError):
    """No such enterprise, item or version."""

    code = "not_found"


class ConflictError(PolicyMatchError):
    """The state of things forbids what was asked."""

    code = "conflict"


class ForbiddenError(PolicyMatchError):
    """This person may not do it; the message says why."""

    code = "forbidden"


class StaleError(ConflictError):
    """Somebody else changed it in between: what was seen is no longer what stands."""

    code = "stale"
