"""The kernel in numpy alone, function by function the same as ``compiled``."""

from policymatch.batch.kernels.plain_codes import choose, gather, look_up, rank, spread
from policymatch.batch.kernels.plain_planes import code_planes, flag_plane, mark_planes, patch, recipes, states
from policymatch.batch.kernels.plain_policies import changes_block, count_block, pairs_block, plane_block
from policymatch.batch.kernels.plain_profile import judge_profile, profile_truths

__all__ = [
    "changes_block", "choose", "code_planes", "count_block", "flag_plane", "gather", "judge_profile", "look_up",
    "mark_planes", "pairs_block", "patch", "plane_block", "profile_truths", "rank", "recipes", "spread", "states",
]  # fmt: skip
