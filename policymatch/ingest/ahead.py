"""The process that reads and cleans ahead: ``python -m policymatch.ingest.ahead``, its orders on stdin, its chunks on stdout.

A process of its own program, not a fork and not a copy of whatever script is running: it touches nothing but the extract.
It waits while a chunk has not been taken, and ends when nobody is left to take it.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator

from policymatch.ingest.chunks import Chunk, clean_chunks
from policymatch.ingest.extracts import open_extract
from policymatch.profiles.rows import RowCleaner
from policymatch.profiles.specs import SourceSpec


def chunks_ahead(location: str, spec: SourceSpec, *, size: int, skip: int) -> Iterator[Chunk]:
    """The chunks of a file after the rows that are done, read and cleaned by another process.

    Raises:
        PolicyMatchError: what the other process raised.
    """
    command = [sys.executable, "-m", __spec__.name]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        try:
            pickle.dump((location, spec, size, skip), worker.stdin)
            worker.stdin.close()
            while (found := pickle.load(worker.stdout)) is not None:
                if isinstance(found, BaseException):
                    raise found
                yield found
        except EOFError:
            raise RuntimeError("清洗进程意外终止；重新导入同一文件即可续导") from None
        finally:
            worker.kill()


def main() -> None:
    """Do as told on stdin."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    location, spec, size, skip = pickle.load(sys.stdin.buffer)
    try:
        extract = open_extract(location, spec, digest=False)
        for chunk in clean_chunks(extract, RowCleaner(spec, extract.header), size=size, skip=skip):
            pickle.dump(chunk, out, protocol=pickle.HIGHEST_PROTOCOL)
            out.flush()
        pickle.dump(None, out)
    except BrokenPipeError:
        os._exit(0)
    except BaseException as error:  # whatever it is, it belongs to the process that waits
        pickle.dump(error, out)
    out.flush()


if __name__ == "__main__":
    main()
