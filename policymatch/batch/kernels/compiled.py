"""The kernel in numba. Planes are rows of 64-bit words, bit i of word w is stored place ``64 w + i`` of the block."""

from policymatch.batch.kernels.compiled_codes import choose, gather, look_up, rank, spread
from policymatch.batch.kernels.compiled_planes import code_planes, flag_plane, mark_planes, patch, recipes, states
from policymatch.batch.kernels.compiled_policies import changes_block, count_block, pairs_block, plane_block
from policymatch.batch.kernels.compiled_profile import judge_profile, profile_truths

__all__ = [
    "changes_block", "choose", "code_planes", "count_block", "flag_plane", "gather", "judge_profile", "look_up",
    "mark_planes", "pairs_block", "patch", "plane_block", "profile_truths", "rank", "recipes", "spread", "states",
]  # fmt: skip
