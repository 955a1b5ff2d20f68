"""The kernel in numpy alone, function by function the same as ``compiled``."""

from policymatch.batch.kernels.plain_codes import expand, look_up, pick_items, pick_lengths, rank
from policymatch.batch.kernels.plain_planes import code_planes, flag_plane, list_planes, patch, recipes, states
from policymatch.batch.kernels.plain_policies import changes_block, count_block, pairs_block, plane_block
from policymatch.batch.kernels.plain_profile import judge_profile

__all__ = [
    "changes_block", "code_planes", "count_block", "expand", "flag_plane", "judge_profile", "list_planes", "look_up",
    "pairs_block", "patch", "pick_items", "pick_lengths", "plane_block", "rank", "recipes", "states",
]  # fmt: skip
