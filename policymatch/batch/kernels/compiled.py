"""The kernel in numba. Planes are rows of 64-bit words, bit i of word w is stored place ``64 w + i`` of the block."""

from policymatch.batch.kernels.compiled_codes import expand, look_up, pick_items, pick_lengths, rank
from policymatch.batch.kernels.compiled_planes import code_planes, flag_plane, list_planes, patch, recipes, states
from policymatch.batch.kernels.compiled_policies import changes_block, count_block, pairs_block, plane_block
from policymatch.batch.kernels.compiled_profile import judge_profile

__all__ = [
    "changes_block", "code_planes", "count_block", "expand", "flag_plane", "judge_profile", "list_planes", "look_up",
    "pairs_block", "patch", "pick_items", "pick_lengths", "plane_block", "rank", "recipes", "states",
]  # fmt: skip
