"""policymatch: which government supports an enterprise may have, why, and how it gets them in one go."""

__version__ = "0.1.0"
