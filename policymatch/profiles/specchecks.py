"""What a spec must satisfy: roles, keys, fields and units that exist, and one authority a field."""

from __future__ import annotations

from collections.abc import Iterable

from policymatch.errors import SourceSpecError
from policymatch.profiles.cleaning import make_cleaner
from policymatch.profiles.specs import ColumnSpec, Role, SourceSpec
from policymatch.vocabulary.fields import FieldType, Sensitivity
from policymatch.vocabulary.fields import field as catalogue_field

_SUITING = {
    FieldType.NUMBER: {"amount", "number", "count", "ratio"},
    FieldType.BOOL: {"flag", "legal_person"},
    FieldType.DATE: {"date"},
    FieldType.REGION: {"region"},
    FieldType.INDUSTRY: {"industry"},
    FieldType.ENUM: {"listed", "entity_type", "ownership"},
    FieldType.SET: {"listed", "honour", "text"},
    FieldType.TEXT: {"text"},
}


def check_spec(spec: SourceSpec) -> None:
    """Hold a spec against itself and the catalogue.

    Raises:
        SourceSpecError: what is wrong, where, and what to do.
    """
    subjects = [column.name for column in spec.columns if Role.SUBJECT in column.roles]
    if len(subjects) != 1:
        raise SourceSpecError(
            f"应恰有一列 role: subject，现有 {len(subjects)} 列", where="columns", hint="指明统一社会信用代码列"
        )
    names = {column.name for column in spec.columns}
    _check_names("key", spec.key, names)
    if subjects[0] not in spec.key:
        raise SourceSpecError("主键须含统一社会信用代码列", where="key", hint=f"把“{subjects[0]}”写入 key")
    if spec.places:
        _check_names("places", (*spec.places.names, *filter(None, [spec.places.address])), names)
    for column in spec.columns:
        _check_column(column)
    _check_statements(spec)


def check_authorities(specs: Iterable[SourceSpec]) -> None:
    """One authority a field (for honours: a member).

    Raises:
        SourceSpecError: two specs claim the same field.
    """
    holders: dict[tuple[str, str], str] = {}
    for spec in specs:
        for claimed in spec.authoritative:
            other = holders.setdefault(claimed, spec.id)
            if other != spec.id:
                label = catalogue_field(claimed[0]).label + (f"（{claimed[1]}）" if claimed[1] else "")
                raise SourceSpecError(
                    f"“{label}”有两个权威来源：{other}、{spec.id}",
                    where=spec.id,
                    hint="一数一源：只保留一处 authority: true",
                )


def _check_names(key: str, listed: Iterable[str], names: set[str]) -> None:
    for name in listed:
        if name not in names:
            raise SourceSpecError(f"{key} 写了不存在的列“{name}”", where=key, hint="与 columns 的表头一致")


def _check_column(column: ColumnSpec) -> None:
    where = f"columns.{column.name}"
    try:
        if column.field:
            field = catalogue_field(column.field)
            if column.clean not in _SUITING[field.type]:
                raise SourceSpecError(f"规则 {column.clean} 不适合{field.type}型字段 {field.id}", hint="换规则或换字段")
        make_cleaner(column)
    except SourceSpecError as error:
        raise error.at(where) from None
    if column.sensitivity not in {str(level) for level in Sensitivity}:
        raise SourceSpecError(f"“{column.sensitivity}”不是敏感级别", where=where, hint="、".join(Sensitivity))


def _check_statements(spec: SourceSpec) -> None:
    for assertion in spec.assertions:
        catalogue_field(assertion.field)
    for claim in spec.claims:
        if claim.field not in spec.fields:
            raise SourceSpecError(
                f"声明了 {claim.field} 的完整性，但该来源并不提供这一字段",
                where="complete",
                hint="先在 columns 或 asserts 中写明",
            )
    if not spec.fields and spec.with_role(Role.PARENT) is None:
        raise SourceSpecError("没有任何列对应字段目录", where="columns", hint="至少一列写 field")
