"""Score the parser on documents kept apart: ``python -m benchmarks.apart --corpus FOLDER --score score.py [--each]``.

``apart/NAME.json`` holds a careful reading of NAME.txt, made without looking at the parser or at its answers and never
to be tuned on; five are left (023, 045, 065, 071, 083), and one that a rule's writer has read leaves the folder. Its
quotes are not words but [start, end] offsets into the text of the corpus, so that the readings can be published without
the texts; the length and the SHA-256 of the text say which text the offsets belong to.

FOLDER holds the texts. The references are put together in a temporary folder, every document is parsed in this process,
and the scorer compares the two; what else is given (``--each``, ``--json``, ``--show NAME``) goes to the scorer.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.gold import answer_all
from policymatch.conditions import read_node
from policymatch.documents import read_document
from policymatch.errors import PolicyMatchError, UnreadableFileError

READINGS = Path(__file__).parent / "apart"
ONE_PASSAGE = ("title", "anchor", "quote")
PASSAGES = ("stacking", "materials")


def main() -> int:
    """Put the references together, parse, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the documents' texts, NAME.txt")
    parser.add_argument("--score", type=Path, required=True, help="the scorer, score.py")
    args, rest = parser.parse_known_args()
    try:
        return _measure(args.corpus, args.score, rest)
    except PolicyMatchError as error:
        print(error, file=sys.stderr)
        return 2


def _measure(corpus: Path, scorer: Path, options: list[str]) -> int:
    _check_present(corpus, scorer)
    with tempfile.TemporaryDirectory() as temporary:
        references, answers = Path(temporary, "references"), Path(temporary, "answers")
        references.mkdir()
        answers.mkdir()
        for reading in readings():
            _put_together(reading, corpus / f"{reading.stem}.txt", references)
        spent, size, failed = answer_all(references, answers)
        print(f"{size} characters in {spent:.2f} s, {failed} failed", file=sys.stderr)
        return subprocess.run([sys.executable, scorer, references, "--answers", answers, *options]).returncode


def readings() -> list[Path]:
    """The readings kept here, one a document."""
    return sorted(READINGS.glob("*.json"))


def _check_present(corpus: Path, scorer: Path) -> None:
    missing = [name for reading in readings() if not (corpus / (name := f"{reading.stem}.txt")).is_file()]
    if missing:
        raise UnreadableFileError(
            f"找不到原文：{'、'.join(missing)}",
            where=str(corpus),
            hint="原文不随代码分发；用 --corpus 指定存放这些 NAME.txt 的目录",
        )
    if not scorer.is_file():
        raise UnreadableFileError("找不到评分程序", where=str(scorer), hint="用 --score 指定 score.py 的路径")


def _put_together(reading: Path, source: Path, folder: Path) -> None:
    kept, text = json.loads(reading.read_text("utf-8")), source.read_text("utf-8")
    if hashlib.sha256(text.encode()).hexdigest() != kept["sha256"]:
        raise UnreadableFileError(
            f"原文与标注时不同（标注时 {kept['characters']} 字，现为 {len(text)} 字）",
            where=str(source),
            hint="换回标注时的文本；偏移量只对那一份文本有效",
        )
    reference = in_words(kept["reference"], text)
    read_document(reference, where=reading.stem)
    for item in reference["items"]:
        read_node(item["condition"], where=reading.stem)
    (folder / reading.name).write_text(json.dumps(reference, ensure_ascii=False, indent=1), "utf-8")
    (folder / source.name).write_text(text, "utf-8")


def in_words(part: Any, text: str, key: str = "") -> Any:
    """A reading, or a part of it, with the words of the text in place of offsets."""
    if isinstance(part, dict):
        return {name: in_words(value, text, name) for name, value in part.items()}
    if key in ONE_PASSAGE and part is not None:
        return _words(part, text)
    if key in PASSAGES:
        return [_words(passage, text) for passage in part]
    return [in_words(value, text) for value in part] if isinstance(part, list) else part


def _words(passage: list[int], text: str) -> str:
    start, end = passage
    return text[start:end]


if __name__ == "__main__":
    raise SystemExit(main())
