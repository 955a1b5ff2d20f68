"""Write a synthetic sample: ``python -m enterprise_profiles.generate --enterprises 2000 --seed 7 --out DIR``.

The same seed gives the same files. Nothing in them is anybody's: names, codes and figures are drawn.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import IO, Protocol

from enterprise_profiles.extracts import EXTRACTS, Extract
from enterprise_profiles.world import Enterprise, enterprise
from enterprise_profiles.writing import Pen, slip


class _Writer(Protocol):
    def write(self, row: list[str]) -> None: ...


def generate(
    folder: Path, *, enterprises: int = 2000, seed: int = 7, sources: Iterable[str] | None = None, first: int = 0
) -> dict[str, int]:
    """Write the extracts of a world.

    Args:
        folder: where to; made where missing. Files are named ``<source>@<day>.csv`` or ``.json``.
        enterprises: how many.
        seed: of the world and of every slip of the pen.
        sources: ids of the sources to write; None for all.
        first: the number of the first enterprise, for worlds written in parts.

    Returns:
        Rows written, by source.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chosen = [extract for extract in EXTRACTS if sources is None or extract.source in set(sources)]
    counts = dict.fromkeys((extract.source for extract in chosen), 0)
    with ExitStack() as stack:
        writers = [(at, extract, _open(stack, folder, extract)) for at, extract in enumerate(chosen)]
        for made in worlds(enterprises, seed, first=first):
            for _, extract, writer in writers:
                for row in rows_of(extract, made, seed):
                    writer.write(row)
                    counts[extract.source] += 1
    return counts


def worlds(enterprises: int, seed: int, *, first: int = 0) -> Iterator[Enterprise]:
    """The enterprises of a world in order of their numbers."""
    return (enterprise(number, seed) for number in range(first, first + enterprises))


def rows_of(extract: Extract, made: Enterprise, seed: int) -> Iterator[list[str]]:
    """What one extract says of one enterprise, slips included; the same whichever other extracts are written."""
    place = next(at for at, other in enumerate(EXTRACTS) if other is extract)
    random = Random(((seed << 40) + made.number) * 64 + place)
    pen = Pen(random)
    for row in extract.rows(made, pen):
        yield from slip(row, made, random)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="生成合成样例数据（全部虚构）")
    parser.add_argument("--enterprises", type=int, default=2000, help="企业数")
    parser.add_argument("--seed", type=int, default=7, help="随机种子")
    parser.add_argument("--out", type=Path, required=True, help="输出目录")
    parser.add_argument("--source", action="append", help="只生成这些来源，可重复")
    chosen = parser.parse_args()
    counts = generate(chosen.out, enterprises=chosen.enterprises, seed=chosen.seed, sources=chosen.source)
    print(f"写入 {len(counts)} 个来源，共 {sum(counts.values())} 行：{chosen.out}")


def _open(stack: ExitStack, folder: Path, extract: Extract) -> _Writer:
    suffix = "json" if extract.form == "json" else "csv"
    encoding = "gb18030" if extract.form == "gb18030" else "utf-8"
    path = folder / f"{extract.source}@{extract.day}.{suffix}"
    file = stack.enter_context(path.open("w", encoding=encoding, newline=""))
    return stack.enter_context(_Objects(file, extract.header)) if suffix == "json" else _Lines(file, extract.header)


class _Lines:
    """A CSV."""

    def __init__(self, file: IO[str], header: tuple[str, ...]) -> None:
        self._writer = csv.writer(file, lineterminator="\n")
        self._writer.writerow(header)

    def write(self, row: list[str]) -> None:
        self._writer.writerow(row)


class _Objects:
    """A JSON array of objects, one a line."""

    def __init__(self, file: IO[str], header: tuple[str, ...]) -> None:
        self._file = file
        self._header = header
        self._separator = '{"rows": [\n'

    def __enter__(self) -> _Objects:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.write("\n]}\n" if self._separator == ",\n" else '{"rows": []}\n')

    def write(self, row: list[str]) -> None:
        keys = [*self._header, *(f"多余{at}" for at in range(1, len(row) - len(self._header) + 1))]
        self._file.write(self._separator + json.dumps(dict(zip(keys, row, strict=True)), ensure_ascii=False))
        self._separator = ",\n"


if __name__ == "__main__":
    main()
