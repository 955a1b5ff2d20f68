"""``policymatch parse`` and ``policymatch why``."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policymatch.errors import InvalidInputError, PolicyMatchError

if TYPE_CHECKING:
    from policymatch.parsing import Parse
    from policymatch.parsing.coverage import Coverage


class Format(StrEnum):
    """How a parse is printed."""

    JSON = "json"
    TEXT = "text"
    HTML = "html"
    SPACY = "spacy"


SUFFIXES = {Format.JSON: ".json", Format.TEXT: ".txt", Format.HTML: ".html", Format.SPACY: ".spacy"}


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(parse)
    app.command()(why)


def parse(
    files: Annotated[list[Path], typer.Argument(help="政策文件或文件夹（txt html docx pdf xlsx xls ofd doc wps）。")],
    format_: Annotated[
        Format, typer.Option("--format", help="输出格式；spacy 为 DocBin，供标注与训练工具使用。")
    ] = Format.JSON,
    out: Annotated[Path | None, typer.Option("--out", help="输出文件夹，每个文件一个；多个文件时必填。")] = None,
) -> None:
    """把政策文件解析为结构化事项、条件与支持标准。"""
    paths = list(policy_files(files))
    if out is None and len(paths) != 1:
        hint = "加 --out 文件夹" if paths else "检查路径"
        raise InvalidInputError(f"共有 {len(paths)} 个文件", where=" ".join(map(str, files)), hint=hint)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    stems = Counter(path.stem for path in paths)
    failed = 0
    for path in paths:
        name = path.stem if stems[path.stem] == 1 else path.name
        failed += not _parse_one(path, format_, out and out / (name + SUFFIXES[format_]))
    if out is not None:
        typer.echo(f"已解析 {len(paths) - failed} 个文件，失败 {failed} 个，结果在 {out}", err=True)
    if failed:
        raise typer.Exit(2)


def policy_files(given: list[Path]) -> Iterator[Path]:
    """The files named, and those directly in the folders named."""
    for path in given:
        if path.is_dir():
            yield from sorted(entry for entry in path.iterdir() if entry.is_file() and not entry.name.startswith("."))
        else:
            yield path


def _parse_one(path: Path, format_: Format, out: Path | None) -> bool:
    """Parse one file; what is wrong with it is said and the rest goes on."""
    from policymatch.parsing import parse_file

    try:
        content = show(parse_file(path), format_)
    except PolicyMatchError as error:
        print(f"错误：{error}" if str(path) in str(error) else f"错误：{path}：{error}", file=sys.stderr)
        return False
    if out is None:
        typer.echo(content, nl=False)
    else:
        out.write_bytes(content)
    return True


def show(parsed: Parse, format_: Format) -> bytes:
    """A parse in the wanted format, UTF-8 where it is text."""
    if format_ is Format.SPACY:
        from policymatch.parsing.spacy_doc import to_bytes

        return to_bytes(parsed)
    return (as_words(parsed, format_) + "\n").encode()


def as_words(parsed: Parse, format_: Format) -> str:
    """A parse in one of the text formats."""
    from policymatch.documents import write_document
    from policymatch.documents.showing import as_html, as_text

    if format_ is Format.TEXT:
        notes = [f"提示：{warning}" for warning in parsed.warnings]
        return "\n".join([as_text(parsed.document), "", f"解析覆盖：{coverage_words(parsed.coverage)}", *notes])
    if format_ is Format.HTML:
        return as_html(parsed.document, parsed.source.text)
    body = write_document(parsed.document) | {"coverage": asdict(parsed.coverage), "warnings": list(parsed.warnings)}
    return json.dumps(body, ensure_ascii=False, indent=1)


def coverage_words(coverage: Coverage) -> str:
    """How much of the eligibility text became conditions, in words."""
    total = coverage.total or 1
    parts = (("结构化", coverage.structured), ("需人工认定", coverage.judgement), ("未读懂", coverage.not_understood))
    return "　".join(f"{word} {share / total:.0%}" for word, share in parts)


def why(text: Annotated[str, typer.Argument(help="一个短语或句子，如“上年度营业收入2000万元以上”。")]) -> None:
    """说明一个短语是按哪些规则读成条件的。"""
    from policymatch.parsing.why import explain

    typer.echo(explain(text))
