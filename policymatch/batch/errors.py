"""What can be wrong with a batch: all of it input that breaks a rule."""

from __future__ import annotations

from policymatch.errors import InvalidInputError


class BatchColumnError(InvalidInputError):
    """A column of an Arrow table that does not suit its field."""

    code = "batch_column"


class KeptCodesError(InvalidInputError):
    """Kept codes that are not there or cannot be read."""

    code = "kept_codes"
