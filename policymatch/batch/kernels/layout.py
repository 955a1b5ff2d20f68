"""Numbers that the kernels and the rest of the batch share."""

ZEROS, ONES, FREE = 0, 1, 2
"""Slot 0 is a plane of zeros, slot 1 of ones; those of axes and predicates come after."""

RUNS, ANY_OF, ALL_OF = 0, 2, 3
"""How a plane is made of others."""

EMPTY, FULL = 1, 2
"""A literal that nobody of a block can meet, or that everybody surely meets."""

ELIGIBLE, TO_JUDGE, TO_VERIFY, NOT_ELIGIBLE = 0, 1, 2, 3
"""Verdicts; the first three are planes."""
