"""Reading source specs: YAML → checked ``SourceSpec``; every fault is named with its file and place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from policymatch.documents.yaml_text import load_yaml
from policymatch.errors import PolicyMatchError, SourceSpecError
from policymatch.profiles.cleaning import default_rule
from policymatch.profiles.specchecks import check_authorities, check_spec
from policymatch.profiles.specs import (
    Assertion,
    CatalogueEntry,
    CatalogueList,
    Claim,
    ColumnSpec,
    Delivery,
    OnError,
    Places,
    Role,
    SourceSpec,
)  # fmt: skip
from policymatch.vocabulary.fields import Sensitivity
from policymatch.vocabulary.fields import field as catalogue_field

Kind = TypeVar("Kind", bound=StrEnum)

_KEYS = frozenset(
    [
        "id",
        "title",
        "department",
        "catalogue",
        "cadence",
        "delivery",
        "key",
        "columns",
        "asserts",
        "complete",
        "places",
        "fresh_days",
        "origin",
        "table",
    ]
)
_COLUMN_KEYS = frozenset(
    ["headers", "clean", "field", "role", "unit", "values", "sensitivity", "required", "on_error", "authority"]
)
_ROLE_RULES = {
    Role.SUBJECT: "credit_code", Role.NAME: "company_name", Role.FORMER_NAME: "former_name", Role.FORMER_NUMBER: "former_number",
    Role.YEAR: "year", Role.FROM: "date", Role.TO: "date", Role.PERSON: "person", Role.PARENT: "credit_code", Role.SHARE: "ratio",
}  # fmt: skip


def load_specs(folder: Path) -> dict[str, SourceSpec]:
    """All specs of a folder by id, held against each other: one authority a field.

    Raises:
        SourceSpecError: a spec is faulty, or two claim to be the authority of one field.
    """
    specs = {spec.id: spec for spec in map(load_spec, sorted(folder.glob("*.yaml")))}
    check_authorities(specs.values())
    return specs


def load_spec(path: Path) -> SourceSpec:
    """One spec from its file.

    Raises:
        SourceSpecError: it contradicts itself or the field catalogue.
        UnreadableFileError: it cannot be read.
    """
    return read_spec(path.read_text(encoding="utf-8"), where=path.name)


def read_spec(text: str, *, where: str) -> SourceSpec:
    """One spec from YAML text."""
    data = load_yaml(text, where=where)
    try:
        spec = _spec(data, text)
        check_spec(spec)
    except PolicyMatchError as error:
        raise error.at(where) from None
    return spec


def _spec(data: Any, text: str) -> SourceSpec:
    if not isinstance(data, Mapping):
        raise SourceSpecError("数据源说明应为映射", hint="见 docs/profiles.md 的样例")
    _known(data, _KEYS, "")
    columns = _need(data, "columns", "")
    if not isinstance(columns, Mapping) or not columns:
        raise SourceSpecError("columns 应为“表头: 说明”的映射", where="columns")
    return SourceSpec(
        id=str(_need(data, "id", "")),
        title=str(_need(data, "title", "")),
        department=str(_need(data, "department", "")),
        catalogue=_entry(_need(data, "catalogue", "")),
        cadence=str(data.get("cadence", "每月")),
        delivery=_one_of(Delivery, data.get("delivery", "increment"), "delivery"),
        key=tuple(map(str, _need(data, "key", ""))),
        columns=tuple(_column(str(name), entry or {}) for name, entry in columns.items()),
        assertions=tuple(_assertion(entry) for entry in data.get("asserts", ())),
        claims=tuple(_claim(entry) for entry in data.get("complete", ())),
        places=_places(data["places"]) if data.get("places") else None,
        fresh_days=int(data.get("fresh_days", 45)),
        origin=str(data.get("origin", "")),
        table=str(data.get("table", "")),
        text=text,
    )


def _entry(data: Mapping[str, Any]) -> CatalogueEntry:
    return CatalogueEntry(
        _one_of(CatalogueList, _need(data, "list", "catalogue"), "catalogue.list"),
        str(_need(data, "code", "catalogue")),
        str(_need(data, "title", "catalogue")),
    )


def _column(name: str, data: Mapping[str, Any]) -> ColumnSpec:
    where = f"columns.{name}"
    _known(data, _COLUMN_KEYS, where)
    listed = data.get("role", ())
    roles = tuple(_one_of(Role, role, where) for role in ([listed] if isinstance(listed, str) else listed))
    field_id = str(data.get("field", ""))
    try:
        clean = str(data.get("clean") or _rule(field_id, roles))
    except PolicyMatchError as error:
        raise error.at(where) from None
    return ColumnSpec(
        name=name,
        clean=clean,
        headers=tuple(map(str, data.get("headers", ()))),
        field=field_id,
        roles=roles,
        unit=str(data.get("unit", "")),
        values={str(raw): str(value) for raw, value in data.get("values", {}).items()},
        sensitivity=str(data.get("sensitivity") or _sensitivity(field_id, roles)),
        required=bool(data.get("required", Role.SUBJECT in roles or Role.YEAR in roles)),
        on_error=_one_of(OnError, data.get("on_error", "row"), where),
        authority=bool(data.get("authority", False)),
    )


def _rule(field_id: str, roles: tuple[Role, ...]) -> str:
    return next((_ROLE_RULES[role] for role in roles if role in _ROLE_RULES), "") or (
        default_rule(field_id) if field_id else "text"
    )


def _sensitivity(field_id: str, roles: tuple[Role, ...]) -> str:
    if Role.PERSON in roles:
        return Sensitivity.PERSONAL
    return catalogue_field(field_id).sensitivity if field_id else Sensitivity.PUBLIC


def _assertion(data: Mapping[str, Any]) -> Assertion:
    value = _need(data, "value", "asserts")
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return Assertion(str(_need(data, "field", "asserts")), text, bool(data.get("authority", True)))


def _claim(data: Mapping[str, Any]) -> Claim:
    since = data.get("since")
    if since is not None and not isinstance(since, date):
        raise SourceSpecError(f"since 应为日期，得到“{since}”", where="complete", hint="写成 2018-01-01")
    return Claim(str(_need(data, "field", "complete")), tuple(map(str, data.get("members", ()))), since)


def _places(data: Mapping[str, Any]) -> Places:
    _known(data, frozenset({"address", "names", "field", "authority"}), "places")
    return Places(
        str(data.get("address", "")),
        tuple(map(str, data.get("names", ()))),
        str(data.get("field", "registered_region")),
        bool(data.get("authority", False)),
    )


def _need(data: Mapping[str, Any], key: str, where: str) -> Any:
    try:
        return data[key]
    except (KeyError, TypeError):
        raise SourceSpecError(f"缺少 {key}", where=where, hint="见 docs/profiles.md 的样例") from None


def _known(data: Mapping[str, Any], keys: Iterable[str], where: str) -> None:
    unknown = [str(key) for key in data if key not in keys]
    if unknown:
        raise SourceSpecError(f"不认识的键：{'、'.join(unknown)}", where=where, hint=f"可用：{'、'.join(sorted(keys))}")


def _one_of(kind: type[Kind], value: object, where: str) -> Kind:
    try:
        return kind(str(value))
    except ValueError:
        allowed = "、".join(kind)
        raise SourceSpecError(f"“{value}”不在取值之内", where=where, hint=f"可用：{allowed}") from None
