"""Enterprise profiles: shared data mapped, checked and merged into facts with origin."""

from policymatch.profiles.facts import Fact, FactValue, Origin, Profile
from policymatch.profiles.readings import GAP_LABELS, Column, Gap, Reading, read

__all__ = ["GAP_LABELS", "Column", "Fact", "FactValue", "Gap", "Origin", "Profile", "Reading", "read"]
