"""The policies that ship: folders ``<policy-id>/v<n>/`` read, checked and put in the order of their versions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable

from policymatch.documents import PolicyDocument, read_document
from policymatch.documents.quotes import check_quotes
from policymatch.documents.yaml_text import load_yaml
from policymatch.errors import DocumentError, PolicyMatchError

VERSION = re.compile(r"v(\d+)")


@dataclass(frozen=True, slots=True)
class ShelfPolicy:
    """One version of a shipped policy.

    Args:
        document: the reviewed, published form.
        version: its number, from 1.
        source_text: the policy's words.
        supersedes: the version number that it replaces; None for a first version.
    """

    document: PolicyDocument
    version: int
    source_text: str
    supersedes: int | None


def read_shelf(root: Traversable, *, on_error: Callable[[PolicyMatchError], None] | None = None) -> list[ShelfPolicy]:
    """Read all versions of all policies below a directory.

    Args:
        root: the directory that holds ``<policy-id>/v<n>/policy.yaml`` and ``source.txt``.
        on_error: receives what a broken folder raised, the rest is read on; None raises the first.

    Returns:
        Ordered by policy id, then version.

    Raises:
        DocumentError: a folder that cannot be read, where ``on_error`` is None.
    """
    found: list[ShelfPolicy] = []
    for policy_id, version, folder in _folders(root):
        try:
            found.append(read_folder(folder, policy_id=policy_id, version=version))
        except PolicyMatchError as error:
            if on_error is None:
                raise
            on_error(error)
    return found


def _folders(root: Traversable) -> Iterator[tuple[str, int, Traversable]]:
    for policy in sorted((entry for entry in root.iterdir() if entry.is_dir()), key=lambda entry: entry.name):
        versions = [(int(match[1]), entry) for entry in policy.iterdir() if (match := VERSION.fullmatch(entry.name))]
        for version, folder in sorted(versions, key=lambda pair: pair[0]):
            yield policy.name, version, folder


def read_folder(folder: Traversable, *, policy_id: str, version: int) -> ShelfPolicy:
    """Read one version's folder.

    Raises:
        DocumentError: a file is missing or breaks the form, or a quote is not in the source.
    """
    where = f"{policy_id}/v{version}"
    data = load_yaml(_text(folder, "policy.yaml", where), where=f"{where}/policy.yaml")
    source_text = _text(folder, "source.txt", where)
    try:
        document = read_document(data)
        check_quotes(document, source_text)
    except PolicyMatchError as error:
        raise error.at(f"{where}/policy.yaml") from None
    if document.id != policy_id:
        raise DocumentError(f"id 为“{document.id}”，与文件夹名不符", where=where, hint=f"写 id: {policy_id}")
    return ShelfPolicy(document, version, source_text, data.get("supersedes"))


def _text(folder: Traversable, name: str, where: str) -> str:
    try:
        return folder.joinpath(name).read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise DocumentError(f"无法读取 {name}", where=where, hint="须为 UTF-8 文本文件") from error


def in_force(shelf: list[ShelfPolicy], day: date) -> list[ShelfPolicy]:
    """The version of each policy in force on a day; a repealed one never falls through to an older version.

    Of several versions whose time covers the day the newest counts; where the newest that has begun has ended, none.
    """
    chosen: dict[str, ShelfPolicy] = {}
    for policy in sorted(shelf, key=lambda entry: entry.version):
        begins = policy.document.valid_from or policy.document.published_on
        if begins is None or begins <= day:
            chosen[policy.document.id] = policy
    return [policy for policy in chosen.values() if policy.document.in_force(day) is not False]
