"""Everybody × everything: conditions as bit-plane programs over coded columns. Import it late: it loads Arrow.

    program = compile_policies([(key, condition), …])
    encoded = encode_profiles(profiles, program, as_of)     # or encode(arrow_table, program, as_of)
    verdicts = run(program, encoded)
    verdicts.counts(), verdicts.pairs(Verdict.ELIGIBLE), verdicts.bitmap(key)

``match_everything`` is the three in one. Verdicts are those of ``decide``; reasons come from ``decide`` on demand.
"""

from policymatch.batch.comparing import Comparison
from policymatch.batch.compiling import Program, compile_policies
from policymatch.batch.deltas import STATES, Change, changes, delta_policies, delta_profiles, named
from policymatch.batch.encoding import Encoded, encode
from policymatch.batch.keeping import Kept, read_codes, write_codes
from policymatch.batch.outputs import write_pairs
from policymatch.batch.reading import columns_from_profiles, encode_profiles
from policymatch.batch.running import Verdicts, match_everything, run
from policymatch.batch.single import Matcher, match
from policymatch.batch.timing import delta_time

__all__ = [
    "STATES", "Change", "Comparison", "Encoded", "Kept", "Matcher", "Program", "Verdicts", "changes", "columns_from_profiles",
    "compile_policies", "delta_policies", "delta_profiles", "delta_time", "encode", "encode_profiles", "match",
    "match_everything", "named", "read_codes", "run", "write_codes", "write_pairs",
]  # fmt: skip
