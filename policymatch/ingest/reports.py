"""What came of an ingest, with every row accounted for."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class IngestReport:
    """The account of one batch; ``rows_in == stored + quarantined + duplicates``, always.

    Args:
        source: id of the source.
        location: what was read.
        batch: the number of the batch in the store.
        rows_in: records read, the header not among them.
        stored: new or changed records.
        quarantined: records that broke a rule, kept aside for correction.
        duplicates: records that said nothing new.
        seconds: how long it took, resumed runs included.
        rules: how many records each rule sent to quarantine.
        flaws: how many single values each rule set aside in records that were stored.
        ended: records that a full delivery no longer holds.
        filled: by column, cells that say something.
        understood: by column, how many of those were understood.
        resumed_at: how many records an earlier, broken-off run had done; 0 where there was none.
        repeated: whether the very same content had been ingested before.
        missing: columns of the spec that the extract does not hold.
        unused: headers that the spec does not read.
    """

    source: str
    location: str
    batch: int
    rows_in: int = 0
    stored: int = 0
    quarantined: int = 0
    duplicates: int = 0
    seconds: float = 0.0
    rules: Mapping[str, int] = field(default_factory=dict)
    flaws: Mapping[str, int] = field(default_factory=dict)
    ended: int = 0
    filled: Mapping[str, int] = field(default_factory=dict)
    understood: Mapping[str, int] = field(default_factory=dict)
    resumed_at: int = 0
    repeated: bool = False
    missing: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As the command prints it."""
        return {
            "source": self.source, "batch": self.batch, "rows_in": self.rows_in, "stored": self.stored,
            "quarantined": self.quarantined, "duplicates": self.duplicates, "seconds": round(self.seconds, 3),
            "rules": dict(self.rules), "flaws": dict(self.flaws), "ended": self.ended, "resumed_at": self.resumed_at,
            "repeated": self.repeated, "missing_columns": list(self.missing), "unused_columns": list(self.unused),
            "columns": {name: {"filled": count, "understood": self.understood.get(name, 0)} for name, count in self.filled.items()},
        }  # fmt: skip


@dataclass(slots=True)
class Tally:
    """The running account of a batch, kept in its row of the store and committed with the records it counts."""

    position: int = 0
    rows_in: int = 0
    stored: int = 0
    quarantined: int = 0
    duplicates: int = 0
    seconds: float = 0.0
    rules: Counter[str] = field(default_factory=Counter)
    flaws: Counter[str] = field(default_factory=Counter)
    filled: Counter[str] = field(default_factory=Counter)
    understood: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Tally:
        """As the store holds it."""
        columns = json.loads(row["columns"])
        return cls(
            row["position"], row["rows_in"], row["stored"], row["quarantined"], row["duplicates"], row["seconds"],
            Counter(json.loads(row["rules"])), Counter(json.loads(row["flaws"])),
            Counter(columns.get("filled", {})), Counter(columns.get("understood", {})),
        )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """As the store keeps it."""
        return {
            "position": self.position, "rows_in": self.rows_in, "stored": self.stored, "quarantined": self.quarantined,
            "duplicates": self.duplicates, "seconds": self.seconds, "rules": _dump(self.rules), "flaws": _dump(self.flaws),
            "columns": _dump({"filled": self.filled, "understood": self.understood}),
        }  # fmt: skip


def _dump(counts: Mapping[str, Any]) -> str:
    return json.dumps(counts, ensure_ascii=False)
