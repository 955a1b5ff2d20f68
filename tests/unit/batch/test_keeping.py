"""Codes kept on disk answer as those in memory, are brought up to date by row, and say what they cannot answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from policymatch.batch import (
    Encoded,
    Program,
    columns_from_profiles,
    compile_policies,
    delta_profiles,
    encode,
    encode_profiles,
    named,
    read_codes,
    run,
    write_codes,
)  # fmt: skip
from policymatch.batch.errors import KeptCodesError
from policymatch.conditions import Node
from policymatch.decisions import Verdict, decide
from policymatch.profiles import Profile
from tests.properties.drawing import Drawer
from tests.properties.strategies import AS_OF

DRAWER = Drawer(31)
ITEMS = [(number, DRAWER.condition()) for number in range(60)]
FIRMS = [DRAWER.profile(f"firm {number}") for number in range(150)]


def verdicts(program: Program, encoded: Encoded) -> list[list[Verdict]]:
    found = run(program, encoded)
    held = {verdict: [found.bitmap(key, verdict) for key in program.keys] for verdict in Verdict}
    return [
        [next(verdict for verdict in Verdict if held[verdict][place][row]) for row in range(encoded.rows)]
        for place in range(len(program))
    ]


def decided(items: Sequence[tuple[int, Node]], firms: Sequence[Profile]) -> list[list[Verdict]]:
    return [[decide(node, firm, AS_OF).verdict for firm in firms] for _, node in items]


@pytest.mark.parametrize("sort", [True, False])
def test_kept_codes_answer_as_before(tmp_path: Path, sort: bool) -> None:
    program = compile_policies(ITEMS)
    write_codes(encode_profiles(FIRMS, program, AS_OF, sort=sort), tmp_path / "codes.arrow")
    kept = read_codes(tmp_path / "codes.arrow", compile_policies(ITEMS))
    assert kept.lacking == ()
    assert kept.encoded.as_of == AS_OF
    assert kept.encoded.subjects is not None
    assert kept.encoded.subjects.to_pylist() == [firm.subject for firm in FIRMS]
    assert verdicts(kept.encoded.program, kept.encoded) == decided(ITEMS, FIRMS)
    assert [path.name for path in tmp_path.iterdir()] == ["codes.arrow"]


def test_changed_profiles_are_brought_in_by_row(tmp_path: Path) -> None:
    path, program = tmp_path / "codes.arrow", compile_policies(ITEMS)
    write_codes(encode_profiles(FIRMS, program, AS_OF, sort=True), path)
    rows, others = np.array([3, 77, 140]), [DRAWER.profile(f"other {number}") for number in range(3)]
    later = list(FIRMS)
    for row, other in zip(rows.tolist(), others, strict=True):
        later[row] = other
    kept = read_codes(path, program).encoded
    updated, found = delta_profiles(kept, rows, encode_profiles(others, program, AS_OF, like=kept))
    before, after = decided(ITEMS, FIRMS), decided(ITEMS, later)
    wanted = {(key, row) for key, _ in ITEMS for row in rows.tolist() if before[key][row] is not after[key][row]}
    assert {(change.key, change.row) for change in named(found, program)} == wanted
    assert wanted
    write_codes(updated, path)
    assert verdicts(program, read_codes(path, program).encoded) == after


@pytest.mark.parametrize("sort", [True, False])
def test_what_they_do_not_answer_is_encoded_again(tmp_path: Path, sort: bool) -> None:
    path, few, all_items = tmp_path / "codes.arrow", compile_policies(ITEMS[:20]), compile_policies(ITEMS)
    write_codes(encode_profiles(FIRMS, few, AS_OF, sort=sort), path)
    kept = read_codes(path, all_items)
    assert 0 < len(kept.lacking) < len(all_items.axes)
    table = columns_from_profiles(FIRMS, all_items.columns, AS_OF)
    judged = [axis for axis in kept.lacking if axis.column is None]
    assert not judged
    whole = kept.encoded.completed(encode(table, all_items, AS_OF, axes=kept.lacking))
    assert verdicts(all_items, whole) == decided(ITEMS, FIRMS)
    fewer = read_codes(path, compile_policies(ITEMS[5:10]))
    assert fewer.lacking == ()
    assert verdicts(fewer.encoded.program, fewer.encoded) == decided(ITEMS[5:10], FIRMS)


def test_what_is_not_there_or_none_of_ours_is_named(tmp_path: Path) -> None:
    program = compile_policies(ITEMS[:1])
    with pytest.raises(KeptCodesError, match="没有已保存的编码"):
        read_codes(tmp_path / "codes.arrow", program)
    (tmp_path / "codes.arrow").write_bytes(b"something else")
    with pytest.raises(KeptCodesError, match="无法读取"):
        read_codes(tmp_path / "codes.arrow", program)
