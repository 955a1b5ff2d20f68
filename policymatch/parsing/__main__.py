"""``python -m policymatch.parsing FILE`` prints the exchange form of what the parser finds in a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from policymatch.documents import write_document
from policymatch.errors import PolicyMatchError
from policymatch.parsing import parse_file


def main(arguments: list[str]) -> int:
    """Parse each file and print its JSON; 1 where one cannot be read, 2 where none is named."""
    if not arguments:
        print("用法：python -m policymatch.parsing 文件…", file=sys.stderr)
        return 2
    failed = 0
    for argument in arguments:
        try:
            print(json.dumps(write_document(parse_file(Path(argument)).document), ensure_ascii=False, indent=1))
        except PolicyMatchError as error:
            print(error, file=sys.stderr)
            failed = 1
    return failed


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
