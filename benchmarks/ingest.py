"""How fast shared data are taken in: ``python -m benchmarks.ingest [--rows N] [--file CSV] [--enterprises N] [--json]``.

1. A file of the ten columns of ``open_registry`` (made here and now, or ``--file``): rows a second with cleaning, storing
   and accounting, at a tenth of the rows and at all of them (is it linear, is memory flat), beside Polars merely
   reading the file.
2. Enterprises × eight sources: taken in, then all profiles built, in as many processes as there are cores.

Each measurement runs in a process of its own; memory is the peak of that process and its children.
"""

from __future__ import annotations

import argparse
import csv
import json
import multiprocessing
import os
import resource
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import enterprise_profiles
from enterprise_profiles.codes import credit_code
from enterprise_profiles.generate import generate
from enterprise_profiles.trades import CITIES, GIVEN, STEMS, SURNAMES, TRADES

DAY = date(2026, 6, 1)
HEADER = (
    "企业名称", "统一社会信用代码", "注册日期", "企业类型", "法人代表", "注册资金", "经营范围", "所在省份", "地区", "注册地址",
)  # fmt: skip
EIGHT = (
    "market_registration", "market_abnormal", "tax_annual", "hr_insurance", "statistics_scale", "science_hnte",
    "industry_honours", "credit_dishonest",
)  # fmt: skip


def write_registry(path: Path, rows: int, *, seed: int = 7) -> None:
    """A file of registrations with the habits, gaps and faults of real ones."""
    draw = Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(rows):
            writer.writerow(_registration(draw, number))


def _registration(draw: Random, number: int) -> list[str]:
    city, trade = draw.choice(CITIES), draw.choice(TRADES)
    code = credit_code("91", city.authority(draw), number)
    if draw.random() < 0.0003:
        code = code[:-1] + ("A" if code[-1] != "A" else "B")
    amount = draw.choice((10, 50, 100, 200, 1000, 5600, draw.randint(1, 99_999)))
    capital = draw.choice(
        (f"{amount:,}(万元)", f"{amount}.0000(万元)", f"{amount}万人民币", f"{amount}(万美元)", "N/A")
    )
    name = f"{city.city}{draw.choice(STEMS)}{draw.choice(STEMS)}{trade.word}{number}有限公司"
    day = date.fromordinal(date(1985, 1, 1).toordinal() + draw.randrange(14_000)).isoformat()
    scope = "；".join(draw.choice(TRADES).scope for _ in range(draw.randint(1, 5)))
    address = f"{city.province}{city.city}{city.county}{draw.choice(city.streets)}{draw.randint(1, 999)}号"
    kind = draw.choice(("N/A", "N/A", "N/A", "有限责任公司", "集体所有制"))
    person = draw.choice(SURNAMES) + draw.choice(GIVEN)
    return [name, code, day, kind, person, capital, scope, city.province, city.city.removesuffix("市"), address]


def take_in(path: str, store: str) -> dict[str, float]:
    """One file into a fresh store; time from opening the file to the closed account."""
    from policymatch.ingest.intake import ingest
    from policymatch.profiles.specfiles import load_specs
    from policymatch.store.engine import open_store

    spec = load_specs(enterprise_profiles.sources_dir())["open_registry"]
    engine = open_store(store)
    started = time.perf_counter()
    report = ingest(engine, spec, path, known_on=DAY)
    seconds = time.perf_counter() - started
    assert report.rows_in == report.stored + report.quarantined + report.duplicates
    counts = {"rows": report.rows_in, "stored": report.stored, "quarantined": report.quarantined}
    return {**counts, "duplicates": report.duplicates, "seconds": seconds, "rows_per_second": report.rows_in / seconds}


def read_with_polars(path: str) -> dict[str, float]:
    """Polars reading the same file into text columns, and nothing else."""
    import polars

    started = time.perf_counter()
    rows = polars.read_csv(path, infer_schema_length=0, truncate_ragged_lines=True).height
    return {"rows": rows, "seconds": time.perf_counter() - started}


def take_in_world(folder: str, store: str) -> dict[str, float]:
    """All extracts of a world."""
    from policymatch.ingest.intake import ingest_folder
    from policymatch.store.engine import open_store

    started = time.perf_counter()
    reports = ingest_folder(open_store(store), enterprise_profiles.sources_dir(), Path(folder))
    rows = sum(report.rows_in for report in reports)
    return {"rows": rows, "seconds": time.perf_counter() - started}


def build_part(store: str, part: tuple[str, str]) -> tuple[int, int]:
    """The profiles between two codes: how many, with how many facts."""
    from policymatch.ingest.profiles import load_profiles
    from policymatch.store.engine import open_store

    engine = open_store(store)
    sizes = [sum(map(len, profile.facts.values())) for profile in load_profiles(engine, part=part)]
    engine.dispose()
    return len(sizes), sum(sizes)


def build_world(store: str, processes: int) -> dict[str, float]:
    """All profiles, in parts of equal size."""
    from policymatch.ingest.profiles import split_subjects
    from policymatch.store.engine import open_store

    started = time.perf_counter()
    parts = split_subjects(open_store(store), processes * 4)
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        built = pool.starmap(build_part, [(store, part) for part in parts], chunksize=1)
    profiles, facts = (sum(counts) for counts in zip(*built, strict=True))
    return {"profiles": profiles, "facts": facts, "seconds": time.perf_counter() - started}


def apart(work: Callable[..., dict[str, float]], *given: Any) -> dict[str, float]:
    """Do something in a process of its own; its peak memory in MB, children's too, beside what it returns."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, work, given))
    process.start()
    found: dict[str, float] = ours.recv()
    process.join()
    return found


def _work(pipe: Any, work: Callable[..., dict[str, float]], given: tuple[Any, ...]) -> None:
    found = work(*given)
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    pipe.send({**found, "peak_mb": max(peaks) // 1024})


def measure_file(folder: Path, rows: int, given: Path | None) -> dict[str, dict[str, float]]:
    """The first measurement."""
    whole = given or folder / "whole.csv"
    if given is None:
        write_registry(whole, rows)
    tenth = folder / "tenth.csv"
    with whole.open(encoding="utf-8", newline="") as file:
        lines = sum(1 for _ in file)
        file.seek(0)
        tenth.write_text("".join(line for _, line in zip(range(lines // 10), file, strict=False)), encoding="utf-8")
    return {
        "ingest_tenth": apart(take_in, str(tenth), f"sqlite:///{folder / 'tenth.sqlite3'}"),
        "ingest": apart(take_in, str(whole), f"sqlite:///{folder / 'whole.sqlite3'}"),
        "polars_read": apart(read_with_polars, str(whole)),
    }


def measure_world(folder: Path, enterprises: int) -> dict[str, dict[str, float]]:
    """The second measurement."""
    generate(folder / "world", enterprises=enterprises, sources=EIGHT)
    store = f"sqlite:///{folder / 'world.sqlite3'}"
    return {
        "world_ingest": apart(take_in_world, str(folder / "world"), store),
        "world_build": apart(build_world, store, os.cpu_count() or 1),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--file", type=Path, help="a real file of the ten columns, instead of the made one")
    parser.add_argument("--enterprises", type=int, default=20_000, help="0 leaves the second measurement out")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    found: dict[str, dict[str, float]] = {}
    with TemporaryDirectory() as folder:
        if chosen.rows or chosen.file:
            found |= measure_file(Path(folder), chosen.rows, chosen.file)
            found["ratio"] = {"ingest_to_polars": found["ingest"]["seconds"] / found["polars_read"]["seconds"]}
        if chosen.enterprises:
            found |= measure_world(Path(folder), chosen.enterprises)
    if chosen.json:
        print(json.dumps(found, indent=1))
        return
    for name, figures in found.items():
        print(
            name.ljust(14), "  ".join(f"{key} {value:,.2f}".rstrip("0").rstrip(".") for key, value in figures.items())
        )


if __name__ == "__main__":
    main()
