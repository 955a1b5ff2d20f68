"""Every benchmark after another, as ``make bench`` runs them: ``python -m benchmarks [NAME …]``.

Each runs in a process of its own and prints its JSON; a benchmark that fails is named at the end and fails the whole.
"""

from __future__ import annotations

import subprocess
import sys

NAMES = ("readers", "parsing", "ingest", "matching", "stacking", "push", "api")


def main(wanted: list[str]) -> int:
    """Run the wanted benchmarks, all of them where none is named."""
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        print(f"没有基准测试 {'、'.join(unknown)}；可用：{'、'.join(NAMES)}", file=sys.stderr)
        return 2
    failed = []
    for name in wanted or NAMES:
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}", "--json"], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"失败：{'、'.join(failed)}", file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
