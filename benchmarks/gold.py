"""Score the parser against reference answers: ``python -m benchmarks.gold FOLDER --scorer score.py [--each]``.

FOLDER holds NAME.txt beside NAME.json in the exchange form. All documents are parsed in this process, the answers
written to a folder, and the scorer called with ``--answers``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

from policymatch.documents import write_document
from policymatch.parsing import parse_file


def main() -> int:
    """Parse, score, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--answers", type=Path, help="keep the answers here")
    parser.add_argument("--only", default="", help="documents whose name begins so")
    args, rest = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as temporary:
        answers = args.answers or Path(temporary)
        answers.mkdir(parents=True, exist_ok=True)
        spent, size, failed = answer_all(args.folder, answers, args.only)
        print(f"{size} characters in {spent:.2f} s, {failed} failed", file=sys.stderr)
        return subprocess.run([sys.executable, args.scorer, args.folder, "--answers", answers, *rest]).returncode


def answer_all(folder: Path, answers: Path, only: str = "") -> tuple[float, int, int]:
    """Parse every NAME.txt beside a NAME.json; seconds, characters and failures."""
    spent, size, failed = 0.0, 0, 0
    for reference in sorted(folder.glob(f"{only}*.json")):
        file = reference.with_suffix(".txt")
        began = time.perf_counter()
        try:
            parsed = parse_file(file)
        except Exception:
            traceback.print_exc()
            failed += 1
            continue
        spent += time.perf_counter() - began
        size += len(parsed.source.text)
        (answers / reference.name).write_text(
            json.dumps(write_document(parsed.document), ensure_ascii=False, indent=1), "utf-8"
        )
    return spent, size, failed


if __name__ == "__main__":
    raise SystemExit(main())
