"""Does the parser read the same policy in other words? ``python -m benchmarks.variations FOLDER --scorer score.py``.

FOLDER holds NAME.txt beside NAME.json in the exchange form. Every document is reworded (``benchmarks.rewording``), text
and the reference's quotes alike, parsed and scored; the table shows by how much each figure falls. A fall says that the
rules know the wording of these documents rather than what it means.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.rewording import REWORDINGS as LAYOUTS
from benchmarks.rewording import Reworded, fold
from benchmarks.synonyms import SYNONYMS
from policymatch.documents import write_document
from policymatch.parsing import parse_file

FIGURES = ("items", "predicates", "decisions", "false_eligible", "clauses", "invented", "benefits", "materials", "windows", "metadata")  # fmt: skip
REWORDINGS = LAYOUTS | SYNONYMS
LOWER_IS_BETTER = frozenset({"false_eligible", "invented"})


def load_scorer(path: Path) -> Any:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"cannot load {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(scorer: Any, text: str, reference: dict[str, Any]) -> Any:
    """One document's score."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "policy.txt")
        file.write_text(text, encoding="utf-8")
        parsed = parse_file(file)
    made = scorer.Score()
    made.add(text, reference, write_document(parsed.document))
    return made


def reworded(folder: Path, name: str, only: str) -> Iterator[tuple[str, str, dict[str, Any], int]]:
    """Each document in other words: name, text, reference, how many stretches changed; as it is without a name."""
    for path in sorted(folder.glob(f"{only}*.json")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        reference = json.loads(path.read_text(encoding="utf-8"))
        made = Reworded(text, REWORDINGS[name](text) if name else iter(()))
        yield path.stem, made.after, _relabelled(made.reference(reference), name), made.count


def _relabelled(part: Any, name: str) -> Any:
    """A reference whose labels of declared numbers, which are made of the text's words, are in the new words too."""
    if isinstance(part, dict):
        told = {key: _relabelled(value, name) for key, value in part.items()}
        if name in SYNONYMS and isinstance(label := part.get("label"), str):
            told["label"] = Reworded(label, SYNONYMS[name](label)).after
        return told
    return [_relabelled(one, name) for one in part] if isinstance(part, list) else part


def falls(
    folder: Path, name: str, scorer: Any, plain: dict[str, Any], only: str
) -> tuple[dict[str, float], dict[str, Any]]:
    """By how much each figure falls, in points, over the documents that the rewording changes; and their scores."""
    scores = {
        stem: score(scorer, text, reference) for stem, text, reference, count in reworded(folder, name, only) if count
    }
    if not scores:
        return {}, {}
    before, after = scorer.mean([plain[stem] for stem in scores]), scorer.mean(list(scores.values()))
    return {figure: fall(figure, before, after) for figure in FIGURES}, scores


def fall(figure: str, before: dict[str, float], after: dict[str, float]) -> float:
    """By how many points a figure is worse than it was."""
    less = after[figure] - before[figure] if figure in LOWER_IS_BETTER else before[figure] - after[figure]
    return round(100 * less, 1)


def _show(scores: dict[str, Any], plain: dict[str, Any]) -> None:
    """What each document lost by the rewording."""
    for stem, made in scores.items():
        known = {fold(note) for note in plain[stem].notes}
        for note in made.notes:
            if fold(note) not in known:
                print(f"{stem[:12]} {note}".replace("\n", ""))


def main() -> int:
    """Print the table; 1 where a figure falls by more than the limit."""
    parser = argparse.ArgumentParser(prog="benchmarks.variations", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--only", default="", help="documents whose name begins so")
    parser.add_argument("--name", action="append", choices=list(REWORDINGS), help="only these rewordings")
    parser.add_argument("--limit", type=float, default=2.0, help="points that a figure may fall")
    parser.add_argument("--show", action="store_true", help="what was lost, document by document")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    scorer = load_scorer(options.scorer)
    plain = {stem: score(scorer, text, ref) for stem, text, ref, _ in reworded(options.folder, "", options.only)}
    table = {}
    for name in options.name or REWORDINGS:
        table[name], scores = falls(options.folder, name, scorer, plain, options.only)
        if not options.json:
            worse = " ".join(f"{figure}={fell:+.1f}" for figure, fell in table[name].items() if abs(fell) >= 0.5)
            print(f"{name:18} {len(scores):>3} documents  {worse}", flush=True)
        if options.show:
            _show(scores, plain)
    if options.json:
        print(json.dumps(table, ensure_ascii=False, indent=2))
    worst = max((fell for row in table.values() for fell in row.values()), default=0.0)
    print(f"worst fall {worst:.1f} points", file=sys.stderr)
    return int(worst > options.limit)


if __name__ == "__main__":
    raise SystemExit(main())
