"""A proposed spec for an unknown extract: headers by likeness, types by content; for a person to confirm."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from policymatch.documents.yaml_text import dump_yaml
from policymatch.profiles.cleaning import CellError, codes, dates, is_empty, kinds, make_cleaner
from policymatch.profiles.cleaning.cells import fold
from policymatch.profiles.specs import ColumnSpec, SourceSpec
from policymatch.vocabulary.fields import FieldType, catalogue
from policymatch.vocabulary.fields import field as catalogue_field

_UNIT = re.compile(r"[（(]\s*(?:单位[:：])?\s*(?P<unit>[^()（）]{1,8}?)\s*[)）]\s*$")
_MONEY_UNITS = re.compile(r"[十百千]?[万亿]?(?:美|欧|日|港)?元")
_SURE, _PLAUSIBLE = 90.0, 70.0
_MOSTLY = 0.8
_NEAREST, _TRIED = 5, 100
_MORE_WORDS = {
    "企业类型": "entity_type",
    "市场主体类型": "entity_type",
    "经营状态": "registration_status",
    "行业代码": "industry",
    "所属行业": "industry",
}
"""What registers call fields that policies call otherwise."""

_ROLES = {
    "subject": ("统一社会信用代码", "社会信用代码", "信用代码", "纳税人识别号", "统一代码", "税号", "机构代码"),
    "name": ("企业名称", "单位名称", "纳税人名称", "名称", "公司名称", "市场主体名称", "当事人", "申报单位"),
    "former_number": ("注册号", "原注册号", "工商注册号", "组织机构代码"),
    "address": ("住所", "注册地址", "地址", "企业地址", "单位地址", "经营地址"),
    "scope": ("经营范围", "业务范围"),
    "year": ("年度", "年份", "所属年度", "统计年度", "年报年度", "所属期", "报告期"),
    "from": ("发证日期", "认定日期", "列入日期", "处罚日期", "开始日期", "起始日期", "生效日期", "入库日期"),
    "to": ("有效期至", "截止日期", "移出日期", "到期日期", "失效日期", "退出日期", "有效期止"),
    "person": ("法定代表人", "法人代表", "负责人", "联系人", "经办人", "姓名", "法人"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """What a column of an unknown extract may be.

    Args:
        header: as delivered.
        role: as in ``Role``; empty where none is likely.
        field: a catalogue field; empty where none is likely.
        unit: read from the header's bracket.
        content: what its cells look like: credit_code, date, year, amount, count, ratio, flag, region, person or text.
        likeness: of the header to the field's or role's wording, 0 to 100.
        filled: the share of cells that say something.
        understood: the share of those that the proposed rule understands.
        doubts: what a person should look at.
    """

    header: str
    role: str
    field: str
    unit: str
    content: str
    likeness: float
    filled: float
    understood: float
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping to confirm: its columns, the spec it would be, and the known source that it resembles most, if any."""

    columns: tuple[ColumnProposal, ...]
    resembles: str
    yaml: str


def propose(
    name: str, header: Sequence[str], rows: Sequence[Sequence[str]], known: Iterable[SourceSpec] = ()
) -> Proposal:
    """Propose a mapping for an extract.

    Args:
        name: an id for the source, such as the file's name.
        header: its header.
        rows: its first rows, some hundreds.
        known: the sources there are, to say which one the extract resembles.
    """
    cells = [[row[at] for row in rows if at < len(row)] for at in range(len(header))]
    columns = tuple(_column(title, texts) for title, texts in zip(header, cells, strict=True))
    columns = tuple(_once(columns))
    return Proposal(columns, _resembling(header, known), dump_yaml(_spec(name, columns)))


def content_of(texts: Sequence[str]) -> str:
    """What cells look like, by the rules that understand most of them."""
    stated = [text for text in texts if not is_empty(text)][:200]
    if not stated:
        return "empty"
    for content, reads in _CONTENTS:
        if sum(map(reads, stated)) >= _MOSTLY * len(stated):
            return content
    return "text"


def _column(header: str, texts: Sequence[str]) -> ColumnProposal:
    content = content_of(texts)
    found = _UNIT.search(header)
    unit = found["unit"] if found else ""
    bare = _UNIT.sub("", header).strip() or header
    role, role_likeness = _best(bare, _role_words())
    field, likeness = _likest_field(bare, unit, content, texts)
    if content == "credit_code":
        role, role_likeness = "subject", 100.0
    if role_likeness >= likeness and _suits(role, content):
        field, likeness = "", role_likeness
    else:
        role = ""
    if likeness < _PLAUSIBLE:
        role, field = "", ""
    filled = [text for text in texts if not is_empty(text)]
    understood = _understood(header, field, unit, filled)
    return ColumnProposal(
        header, role, field, unit, content, round(likeness, 1), len(filled) / len(texts) if texts else 0.0, understood,
        tuple(_doubts(role, field, unit, content, likeness, understood)),
    )  # fmt: skip


def _doubts(role: str, field: str, unit: str, content: str, likeness: float, understood: float) -> Iterator[str]:
    if not role and not field:
        yield "未找到对应字段，将不采用"
        return
    if likeness < _SURE:
        yield "名称只是相近，请确认"
    if field and catalogue_field(field).unit == "元" and not unit and content in {"count", "amount"}:
        yield "表头未写金额单位，请填写 unit"
    if field and understood < 1:
        yield f"有 {1 - understood:.1%} 的值按建议规则读不懂"


def _likest_field(header: str, unit: str, content: str, texts: Sequence[str]) -> tuple[str, float]:
    """The field by its wording; among those whose wording is merely near, the one whose rule understands the cells."""
    from rapidfuzz import fuzz, process

    words = _field_words(content)
    if header in words:
        return words[header], 100.0
    near = {
        words[word]: score
        for word, score, _ in reversed(process.extract(header, words.keys(), scorer=fuzz.ratio, limit=_NEAREST))
    }
    filled = [text for text in texts if not is_empty(text)][:_TRIED]
    scores = {field: score * (0.5 + _understood(header, field, unit, filled) / 2) for field, score in near.items()}
    best = max(scores, key=lambda field: scores[field], default="")
    return best, near.get(best, 0.0) if scores.get(best, 0.0) >= _PLAUSIBLE / 2 else 0.0


def _understood(header: str, field: str, unit: str, filled: Sequence[str]) -> float:
    if not field or not filled:
        return 1.0
    from policymatch.profiles.cleaning import default_rule

    rule = make_cleaner(ColumnSpec(header, default_rule(field), field=field, unit=_usable(field, unit)))
    return sum(_reads(rule, text) for text in filled) / len(filled)


def _usable(field: str, unit: str) -> str:
    """A bracket that is a unit of the field; a remark is none."""
    known = catalogue_field(field)
    if known.unit == "元":
        return unit if _MONEY_UNITS.fullmatch(unit) else ""
    return unit if known.type is FieldType.NUMBER else ""


def _once(columns: Iterable[ColumnProposal]) -> Iterator[ColumnProposal]:
    """One column a field and one a role: the likest keeps it."""
    listed = list(columns)
    best: dict[str, ColumnProposal] = {}
    for column in sorted(listed, key=lambda column: -column.likeness):
        best.setdefault(column.role or column.field or column.header, column)
    for column in listed:
        if best[column.role or column.field or column.header] is column:
            yield column
        else:
            yield ColumnProposal(
                column.header, "", "", column.unit, column.content, 0.0, column.filled, 1.0, ("与另一列重复，将不采用",)
            )


def _spec(name: str, columns: Iterable[ColumnProposal]) -> dict[str, object]:
    taken = [column for column in columns if column.role or column.field]
    key = [column.header for column in taken if column.role in {"subject", "year"}]
    entries: dict[str, object] = {}
    for column in taken:
        entry: dict[str, object] = {"role": column.role} if column.role else {"field": column.field}
        if column.field and (unit := _usable(column.field, column.unit)):
            entry["unit"] = unit
        entries[column.header] = entry
    return {
        "id": name, "title": "（待填写）", "department": "（待填写）", "catalogue": {"list": "原始数据", "code": "（待填写）", "title": "（待填写）"},
        "cadence": "每月", "delivery": "increment", "key": key or ["（待填写）"], "columns": entries,
    }  # fmt: skip


def _resembling(header: Sequence[str], known: Iterable[SourceSpec]) -> str:
    wanted = set(map(fold, header))
    best, share = "", 0.5
    for spec in known:
        names = [{fold(name) for name in (column.name, *column.headers)} for column in spec.columns]
        found = sum(bool(choices & wanted) for choices in names) / len(names)
        if found > share:
            best, share = spec.id, found
    return best


def _best(header: str, words: dict[str, str]) -> tuple[str, float]:
    from rapidfuzz import fuzz, process

    exact = words.get(header)
    if exact is not None:
        return exact, 100.0
    found = process.extractOne(header, words.keys(), scorer=fuzz.ratio)
    return (words[found[0]], float(found[1])) if found else ("", 0.0)


@cache
def _role_words() -> dict[str, str]:
    return {word: role for role, words in _ROLES.items() for word in words}


@cache
def _field_words(content: str) -> dict[str, str]:
    """The wordings of the fields whose type suits the content."""
    suiting = _SUITING.get(content)
    fields = [field for field in catalogue() if suiting is None or field.type in suiting]
    words = {word: field.id for field in reversed(fields) for word in (*field.synonyms, field.label)}
    ids = {field.id for field in fields}
    return words | {word: field for word, field in _MORE_WORDS.items() if field in ids}


def _suits(role: str, content: str) -> bool:
    wanted = {"subject": {"credit_code"}, "year": {"year", "count"}, "from": {"date", "year"}, "to": {"date", "text"}}
    return content == "empty" or content in wanted.get(role, {content})


def _reads(rule: object, text: str) -> bool:
    try:
        rule(fold(text))  # type: ignore[operator]
    except (CellError, ValueError):
        return False
    return True


def _is_person(text: str) -> bool:
    return bool(re.fullmatch(r"[\u4e00-\u9fa5·]{2,4}", text))


_NUMBERS = {FieldType.NUMBER}
_SUITING: dict[str, set[FieldType]] = {
    "date": {FieldType.DATE}, "amount": _NUMBERS, "count": _NUMBERS, "ratio": _NUMBERS, "flag": {FieldType.BOOL}, "year": _NUMBERS,
    "region": {FieldType.REGION},
}  # fmt: skip
_CONTENTS = (
    ("credit_code", lambda text: _reads(codes.credit_code, text)),
    ("year", lambda text: _reads(dates.year, text)),
    ("flag", lambda text: text in {"是", "否", "有", "无", "Y", "N"}),
    ("region", lambda text: bool(re.fullmatch(r"\d{6}", fold(text))) and _reads(kinds.region, text)),
    ("date", lambda text: not fold(text).isdigit() or len(fold(text)) == 8 if _reads(dates.day, text) else False),
    ("ratio", lambda text: fold(text).endswith(("%", "‰"))),
    ("count", lambda text: bool(re.fullmatch(r"\d{1,15}", fold(text).replace(",", "")))),
    ("amount", lambda text: bool(re.fullmatch(r"[^\d]{0,4}-?[\d,]+(?:\.\d+)?[^\d]{0,10}", fold(text)))),
    ("person", _is_person),
)
