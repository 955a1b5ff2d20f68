"""How fast policies are parsed: ``python -m benchmarks.parsing [--json] [--files DIR] [--rounds 3]``.

A made policy of ``--characters`` characters and its multiples are parsed from text, so that the file readers do not
count: characters a second, and whether the time grows in step with the length (``growth``: seconds a character of the
longest over those of the shortest, 1 where it does). With ``--files``, the ``.txt`` policies of a directory as well.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from policymatch.parsing import parse_text

TITLE = "河东区关于支持企业高质量发展的若干措施\n河东区人民政府\n2024年3月1日\n"
ARTICLES = (
    "支持企业上台阶。对在本区注册且纳入规上工业统计的企业，年营业收入首次突破{n}亿元、{m}亿元的，分别给予一次性奖励20万元、50万元。",
    "鼓励研发投入。对上年度研发费用达到{n}00万元以上且占营业收入比重不低于3%的高新技术企业，按照研发费用的{m}%给予补贴，最高不超过100万元。",
    "支持平台建设。申报企业应同时符合以下条件：（1）具有独立法人资格；（2）近三年无重大安全事故；（3）职工人数{n}0人以上。对符合条件的，给予{m}0万元资助。",
    "吸引人才。企业新引进的博士、硕士，与企业签订{n}年以上劳动合同并连续缴纳社会保险{m}个月以上的，分别给予每人6万元、3万元安家补贴。",
    "贷款贴息。对获得银行贷款{n}00万元以上、用于扩大生产的中小微企业，按照实际支付利息的50%给予贴息，单个企业每年最高{m}0万元。",
)


def policy(characters: int) -> str:
    """A made policy of about so many characters."""
    parts = [TITLE]
    length, number = len(TITLE), 0
    while length < characters:
        number += 1
        made = f"第{number}条 " + ARTICLES[number % len(ARTICLES)].format(n=number % 7 + 1, m=number % 9 + 2) + "\n"
        parts.append(made)
        length += len(made)
    return "".join(parts)


def seconds(text: str, rounds: int) -> float:
    """The middle of the processor times of some rounds."""
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        parse_text(text)
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


def measure(characters: int, rounds: int) -> dict[str, Any]:
    """Times at one, two, four and eight times the length."""
    parse_text(policy(1000))  # patterns and lists are loaded once a process
    lengths = []
    for times in (1, 2, 4, 8):
        text = policy(times * characters)
        took = seconds(text, rounds if times < 8 else 1)
        items = len(parse_text(text).document.items) if times == 1 else None
        row = {"characters": len(text), "seconds": round(took, 3), "characters_per_second": round(len(text) / took)}
        lengths.append(row if items is None else {**row, "items": items})
    growth = lengths[0]["characters_per_second"] / lengths[-1]["characters_per_second"]
    return {"lengths": lengths, "growth": round(growth, 2)}


def measure_files(directory: Path, rounds: int) -> dict[str, Any]:
    """The policies of a directory, all of them in each round, so that what is kept of one does not serve it again.

    ``once`` is the rate of the first round, in which no policy has been seen before and some patterns are compiled yet;
    ``loaded`` that of a process that has read the other half of the policies, of each half for the first time.
    """
    texts = [path.read_text(encoding="utf-8") for path in sorted(directory.glob("*.txt"))]
    taken = [[seconds(text, 1) for text in texts] for _ in range(rounds)]
    took = sum(map(statistics.median, zip(*taken, strict=True)))
    characters = sum(map(len, texts))
    rate = round(characters / took) if took else 0
    once = round(characters / sum(taken[0])) if texts else 0
    halves = texts[::2], texts[1::2]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as fresh:
        unseen = sum(fresh.map(first_reading, halves, halves[::-1]))
    return {
        "files": len(texts), "characters": characters, "seconds": round(took, 3), "characters_per_second": rate,
        "once": once, "loaded": round(characters / unseen) if unseen else 0,
    }  # fmt: skip


def first_reading(others: list[str], texts: list[str]) -> float:
    """The processor time of texts read once, others having been read before."""
    for text in others:
        parse_text(text)
    return sum(seconds(text, 1) for text in texts)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="benchmarks.parsing", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--characters", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--files", type=Path)
    options = parser.parse_args()
    figures = measure(options.characters, options.rounds)
    if options.files is not None:
        figures["files"] = measure_files(options.files, options.rounds)
    if options.json:
        print(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    for row in figures["lengths"]:
        print(f"{row['characters']:>9} characters {row['seconds']:>7.3f} s {row['characters_per_second']:>9} a second")
    print(f"growth {figures['growth']}")
    if "files" in figures:
        print(f"files  {figures['files']}")


if __name__ == "__main__":
    main()
