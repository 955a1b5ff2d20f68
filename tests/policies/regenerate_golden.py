"""Write ``parse.golden.yaml`` of every shipped policy anew, for review by diff: ``make golden``."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))


def main() -> None:
    from tests.policies.golden import golden_text

    for source in sorted((ROOT / "policies" / "published").glob("*/v*/source.txt")):
        path = source.with_name("parse.golden.yaml")
        text = golden_text(source.read_text(encoding="utf-8"))
        changed = not path.exists() or path.read_text(encoding="utf-8") != text
        path.write_text(text, encoding="utf-8")
        print(f"{'changed' if changed else 'same   '} {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
