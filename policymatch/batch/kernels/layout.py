"""Numbers that both kernels and the binding share."""

EMPTY, FULL = 1, 2
RUNS, ANY_OF, ALL_OF = 0, 2, 3
ZEROS, ONES, FREE = 0, 1, 2
"""Slot 0 is a plane of zeros, slot 1 of ones; axes and predicates come after."""
