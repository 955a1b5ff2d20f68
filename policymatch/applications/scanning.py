"""The virus scan of uploads: a clamd socket, a command, or none; none says so on every file."""

from __future__ import annotations

import shlex
import socket
import struct
import subprocess
from collections.abc import Callable
from contextlib import closing

from policymatch.errors import InvalidInputError, PolicyMatchError

Scan = Callable[[bytes], str]
"""Looks at a file's bytes: ``clean``, or ``off`` where nothing looked.

Raises:
    InfectedError: something was found.
    ScanFailedError: nothing can be said; the file is not taken.
"""
CLEAN, OFF = "clean", "off"
SECONDS = 60
_CHUNK = 1 << 20


class InfectedError(InvalidInputError):
    """The scanner found something."""

    code = "infected"


class ScanFailedError(PolicyMatchError):
    """The scanner that is configured did not answer."""

    code = "scan_failed"
    status = 503


def make_scan(setting: str) -> Scan:
    """The scan that a setting names.

    Args:
        setting: ``clamd:/run/clamav/clamd.ctl``, ``clamd:host:3310``, ``command:clamdscan --no-summary -`` (the file comes on
            its standard input; exit code 0 is clean, 1 infected); empty: none.

    Raises:
        InvalidInputError: it names nothing of the kind.
    """
    kind, _, rest = setting.partition(":")
    if not setting:
        return lambda _: OFF
    if kind == "clamd" and rest:
        return lambda data: _ask_clamd(rest, data)
    if kind == "command" and shlex.split(rest):
        return lambda data: _run(shlex.split(rest), data)
    raise InvalidInputError(
        "病毒扫描设置无法识别", where=setting, hint="写成 clamd:/路径、clamd:主机:端口 或 command:命令"
    )


def _run(command: list[str], data: bytes) -> str:
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _failed(command[0]) from error
    if done.returncode == 1:
        raise _infected(done.stdout.decode(errors="replace"))
    if done.returncode != 0:
        raise _failed(f"{command[0]} 退出码 {done.returncode}")
    return CLEAN


def _ask_clamd(place: str, data: bytes) -> str:
    try:
        with closing(_connect(place)) as connection:
            connection.sendall(b"zINSTREAM\0")
            for at in range(0, len(data), _CHUNK):
                part = data[at : at + _CHUNK]
                connection.sendall(struct.pack(">I", len(part)) + part)
            connection.sendall(struct.pack(">I", 0))
            answer = _read(connection)
    except OSError as error:
        raise _failed(place) from error
    if answer.endswith("FOUND"):
        raise _infected(answer)
    if not answer.endswith("OK"):
        raise _failed(f"{place} {answer}")
    return CLEAN


def _connect(place: str) -> socket.socket:
    host, _, port = place.rpartition(":")
    if place.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(SECONDS)
        connection.connect(place)
        return connection
    return socket.create_connection((host or "127.0.0.1", int(port)), SECONDS)


def _read(connection: socket.socket) -> str:
    seen = b""
    while b"\0" not in seen and len(seen) < 4096:
        part = connection.recv(4096)
        if not part:
            break
        seen += part
    return seen.split(b"\0")[0].decode(errors="replace").strip()


def _infected(said: str) -> InfectedError:
    return InfectedError("病毒扫描未通过，文件没有保存", where=said.strip()[:120], hint="清除后重新导出再传")


def _failed(place: str) -> ScanFailedError:
    return ScanFailedError("病毒扫描服务没有应答，文件没有保存", where=place, hint="稍后再传；仍不行请告知管理员")
