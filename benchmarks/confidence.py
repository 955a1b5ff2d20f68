"""What confidence is worth: ``python -m benchmarks.confidence GOLD --answers DIR --scorer score.py [--json]``.

Of the field conditions in items that pair with a reference item, the share that the reference holds too (field,
operator and values), by the confidence that the parser gave them. ``benchmarks.gold --answers`` writes the answers.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections import defaultdict
from pathlib import Path
from typing import Any


def load_scorer(path: Path) -> Any:
    """The scorer as a module: what pairs and what is equal is its to say."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"cannot load {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(gold: Path, answers: Path, scorer: Any) -> dict[float, list[int]]:
    """Right and all conditions by confidence."""
    counts: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    for path in sorted(answers.glob("*.json")):
        reference = json.loads((gold / path.name).read_text(encoding="utf-8"))
        found = json.loads(path.read_text(encoding="utf-8"))
        source = scorer.Source((gold / path.with_suffix(".txt").name).read_text(encoding="utf-8"))
        for wanted, made in scorer.pair_items(source, reference["items"], found["items"]):
            for leaf, negated in scorer.leaves(made["condition"]) if made is not None else ():
                if "field" not in leaf or leaf.get("confidence") is None:
                    continue
                known = scorer.field_atoms(wanted)
                stated = scorer.atoms(leaf, negated)
                right = all(any(scorer.same_atom(atom, one[:3]) for one in known) for atom in stated)
                count = counts[round(leaf["confidence"], 2)]
                count[0] += right
                count[1] += 1
    return counts


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.confidence", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--answers", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    counts = measure(options.gold, options.answers, load_scorer(options.scorer))
    rows = [{"confidence": value, "right": right, "all": total} for value, (right, total) in sorted(counts.items())]
    sure = [row for row in rows if row["confidence"] >= 0.9]
    share = sum(row["right"] for row in sure) / max(1, sum(row["all"] for row in sure))
    if options.json:
        print(json.dumps({"rows": rows, "sure": round(share, 4)}, indent=2))
        return
    for row in rows:
        print(f"{row['confidence']:.2f} {row['right']:>5} of {row['all']:>5} {row['right'] / row['all']:.2f}")
    print(f"0.90 and more: {share:.3f}")


if __name__ == "__main__":
    main()
