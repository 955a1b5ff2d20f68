"""The books of the store as the quality report needs them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Engine, func, select

from policymatch.ingest.deliveries import DELIVERIES, source_number
from policymatch.ingest.quarantine import OPEN
from policymatch.ingest.storing import QUARANTINE
from policymatch.profiles.quality import SourceQuality, source_quality
from policymatch.profiles.specs import SourceSpec


def quality_report(engine: Engine, specs: Iterable[SourceSpec], as_of: date) -> list[SourceQuality]:
    """The account of every source, of those that never delivered too."""
    report = []
    with engine.connect() as connection:
        for spec in specs:
            number = source_number(connection, spec.id)
            rows = connection.execute(select(DELIVERIES).where(DELIVERIES.c.source == number)).mappings()
            deliveries = [
                {**row, "rules": json.loads(row["rules"]), "filled": json.loads(row["columns"]).get("filled", {})}
                for row in rows
            ]
            waiting = (QUARANTINE.c.source == number) & (QUARANTINE.c.state == OPEN) & (QUARANTINE.c.scope == "row")
            open_rows = int(connection.execute(select(func.count()).where(waiting)).scalar() or 0)
            report.append(source_quality(spec, deliveries, open_rows, as_of))
    return report
