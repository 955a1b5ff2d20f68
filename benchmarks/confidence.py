"""What confidence is worth: ``python -m benchmarks.confidence GOLD [GOLD …] --scorer score.py [--json]``.

GOLD holds NAME.txt beside NAME.json in the exchange form. Of the field conditions in items that pair with a reference
item, the share that the reference holds too (field, operator and values), by the confidence that the parser gave them.

The worth of a family of fields (``policymatch.parsing.confidence``) is fitted anew, and then held against documents that
it was not fitted to: each document in turn is left out, its conditions are weighed by what the others are worth, and of
those that end at 0.9 and more the share that is right is ``held_out``. ``--fit`` prints the worths of all documents.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.variations import load_scorer
from policymatch.conditions import tests
from policymatch.documents import write_document
from policymatch.parsing.confidence import Held, Kind, is_judged, weighed, worth
from policymatch.parsing.pipeline import STAGES, document, run, weigh
from policymatch.parsing.readers import read_file

Families = dict[Kind, float]
PRIOR, WEIGHT = 0.85, 4
"""What a family is held to be worth before it is seen, counted like so many conditions."""
MOST_OF_ONE = 8
"""Conditions of one document that count at most: twenty items repeat one mistake twenty times."""
NINE_TENTHS, ENOUGH = 0.9, 20


@dataclass(frozen=True, slots=True)
class Seen:
    """One field condition of a parse.

    Args:
        document: where it was read.
        kind: its family of fields, how many items hold it and whether its item is left to judgement.
        said: the confidence of the rule.
        given: the confidence after weighing.
        right: whether the reference holds it too.
    """

    document: str
    kind: Kind
    said: float
    given: float
    right: bool


def seen(folder: Path, scorer: Any) -> Iterator[Seen]:
    """The field conditions of every document of a folder."""
    stages = [stage for stage in STAGES if stage is not weigh]
    for path in sorted(folder.glob("*.json")):
        reference = json.loads(path.read_text(encoding="utf-8"))
        state = run(read_file(path.with_suffix(".txt")), stages)
        held = Held(state.items)
        of_items = [
            [held.kind(test, judged=is_judged(item.condition)) for test in tests(item.condition)]
            for item in state.items
        ]
        plain = write_document(document(state))["items"]
        state.items = weighed(state.items)
        sure = write_document(document(state))["items"]
        places = {id(item): at for at, item in enumerate(plain)}
        source = scorer.Source(path.with_suffix(".txt").read_text(encoding="utf-8"))
        for wanted, made in scorer.pair_items(source, reference["items"], plain):
            if made is not None:
                at = places[id(made)]
                yield from _conditions(path.stem, wanted, made, sure[at], of_items[at], scorer)


def _conditions(name: str, wanted: Any, made: Any, sure: Any, of_tests: list[Kind], scorer: Any) -> Iterator[Seen]:
    known = scorer.field_atoms(wanted)
    pairs = zip(scorer.leaves(made["condition"]), scorer.leaves(sure["condition"]), strict=True)
    kind = iter(of_tests)
    for (leaf, negated), (after, _) in pairs:
        its_kind = next(kind) if "field" in leaf else None
        if its_kind is not None and leaf.get("confidence") is not None:
            right = all(any(scorer.same_atom(atom, one[:3]) for one in known) for atom in scorer.atoms(leaf, negated))
            yield Seen(name, its_kind, leaf["confidence"], after["confidence"], right)


def fitted(conditions: Iterable[Seen]) -> Families:
    """The worth of every kind, each document counting for at most a few conditions.

    Of a family whose rules are sure of enough of them, only those count; they alone can end at 0.9 and more.
    """
    every = list(conditions)
    sure = Counter(one.kind[0] for one in every if one.said >= NINE_TENTHS)
    counts: dict[Kind, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for one in every:
        if one.said < NINE_TENTHS and sure[one.kind[0]] >= ENOUGH:
            continue
        count = counts[one.kind][one.document]
        count[0] += one.right
        count[1] += 1
    return {kind: _worth(list(documents.values())) for kind, documents in counts.items()}


def _worth(documents: list[list[int]]) -> float:
    shares = [(right / total, min(total, MOST_OF_ONE)) for right, total in documents]
    right = sum(share * weight for share, weight in shares)
    return (right + PRIOR * WEIGHT) / (sum(weight for _, weight in shares) + WEIGHT)


def held_out(conditions: list[Seen]) -> tuple[int, int]:
    """Right and all of the conditions at 0.9 and more, each weighed by what the other documents are worth."""
    right = total = 0
    for name in sorted({one.document for one in conditions}):
        others = fitted(one for one in conditions if one.document != name)
        own = [one for one in conditions if one.document == name]
        sure = [one for one in own if worth(one.said, others.get(one.kind, PRIOR)) >= NINE_TENTHS]
        right += sum(one.right for one in sure)
        total += len(sure)
    return right, total


def by_confidence(conditions: Iterable[Seen]) -> dict[float, list[int]]:
    """Right and all conditions by the confidence given."""
    counts: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    for one in conditions:
        count = counts[round(one.given, 2)]
        count[0] += one.right
        count[1] += 1
    return dict(sorted(counts.items()))


def main() -> None:
    """Print the table and what it is worth on documents left out."""
    parser = argparse.ArgumentParser(prog="benchmarks.confidence", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--fit", action="store_true", help="print the worth of each family")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    scorer = load_scorer(options.scorer)
    conditions = [one for folder in options.gold for one in seen(folder, scorer)]
    rows = [{"confidence": at, "right": good, "all": total} for at, (good, total) in by_confidence(conditions).items()]
    right, total = held_out(conditions)
    if options.json:
        print(json.dumps({"rows": rows, "held_out": round(right / max(1, total), 4), "of": total}, indent=2))
        return
    for row in rows:
        print(f"{row['confidence']:.2f} {row['right']:>5} of {row['all']:>5} {row['right'] / row['all']:.2f}")
    print(f"0.90 and more, documents left out: {right} of {total} {right / max(1, total):.3f}")
    if options.fit:
        for (name, reach, judged), share in sorted(fitted(conditions).items()):
            print(f"{name:20} {reach.name:4} {'judged' if judged else 'plain':6} {share:.2f}")


if __name__ == "__main__":
    main()
