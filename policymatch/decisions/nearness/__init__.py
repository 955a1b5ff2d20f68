"""差一点: the smallest lawful change that turns a 不符合, and the day on which it can be reached."""

from policymatch.decisions.nearness.adjusting import Adjustment
from policymatch.decisions.nearness.planning import NearMiss, near_miss, near_misses, out_of_reach

__all__ = ["Adjustment", "NearMiss", "near_miss", "near_misses", "out_of_reach"]
