"""A condition as rows of a form: read, changed row by row, and made a condition again with what is wrong at its row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from api.officer.values import read_period, read_value, write_period, write_value
from policymatch.conditions import All, AtLeast, Judgement, Node, Not, Op, Test, children, read_node
from policymatch.conditions import Any as AnyOf
from policymatch.errors import InvalidInputError, PolicyMatchError
from policymatch.vocabulary.fields import catalogue

GROUPS = {"all": "全部满足", "any": "满足其一", "some": "至少满足几项", "not": "不属于以下情形"}
OPERATORS = {
    "数值与日期": {
        ">=": "不低于（不早于）",
        ">": "高于（晚于）",
        "<=": "不高于（不晚于）",
        "<": "低于（早于）",
        "==": "等于",
    },
    "一个值": {"in": "为其中之一", "not_in": "不属于"},
    "多个值": {"has_any": "含其一", "has_all": "同时含", "has_none": "都不含"},
    "是否": {"is": "是（否）"},
}
TEXTS = (
    "field",
    "op",
    "value",
    "period",
    "years",
    "aggregate",
    "label",
    "quote",
    "path",
    "confidence",
    "count",
    "added",
)
DEEPEST, MOST = 12, 400


@dataclass(slots=True)
class Row:
    """One node of the condition as the form has it: texts as they were typed.

    Args:
        kind: ``test``, ``manual``, or one of ``GROUPS``.
        texts: by the names in ``TEXTS``.
        below: the rows of a group.
        problem: what is wrong with it; empty where nothing is.
    """

    kind: str
    texts: dict[str, str] = field(default_factory=dict)
    below: list[Row] = field(default_factory=list)
    problem: str = ""

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "")

    @property
    def is_group(self) -> bool:
        """Whether it holds other rows."""
        return self.kind in GROUPS

    @property
    def faults(self) -> list[str]:
        """What is wrong with it and below."""
        own = [self.problem] if self.problem else []
        return own + [fault for row in self.below for fault in row.faults]


def rows_of(node: Node) -> Row:
    """A condition as rows; its root is a group, so that something can be added beside it."""
    found = _row(node)
    return found if found.is_group else Row("all", {"added": "1"}, [found])


def _row(node: Node) -> Row:
    if isinstance(node, Test):
        return _test_row(node)
    if isinstance(node, Judgement):
        return Row("manual", {"label": node.label} | _source(node))
    if isinstance(node, Not):
        listed = node.child.children if isinstance(node.child, AnyOf) else (node.child,)
        return Row("not", below=[_row(child) for child in listed])
    below = [_row(child) for child in children(node)]
    if isinstance(node, AtLeast):
        return Row("some", {"count": str(node.count)}, below)
    return Row("all" if isinstance(node, All) else "any", below=below)


def _test_row(test: Test) -> Row:
    known = catalogue().field(test.field)
    which, years, aggregate = write_period(test.period)
    said = {
        "field": test.field, "op": str(test.op), "value": write_value(known, test.value), "period": which, "years": years,
        "aggregate": aggregate, "label": test.label or "",
    }  # fmt: skip
    return Row("test", said | _source(test))


def _source(leaf: Test | Judgement) -> dict[str, str]:
    source = leaf.source
    confidence = "" if leaf.confidence is None else repr(leaf.confidence)
    return {"quote": source.quote if source else "", "path": source.path if source else "", "confidence": confidence}


def read_rows(form: Mapping[str, str], place: str, *, depth: int = 0) -> Row:
    """The rows below a place of a form.

    Raises:
        InvalidInputError: deeper than anybody can read.
    """
    if depth > DEEPEST:
        raise InvalidInputError(f"条件嵌套超过{DEEPEST}层", hint="拆成几个事项")
    kind = form.get(f"{place}:kind", "all")
    texts = {name: form[f"{place}:{name}"] for name in TEXTS if form.get(f"{place}:{name}")}
    size = form.get(f"{place}:size", "0")
    count = min(int(size), MOST) if size.isdecimal() and len(size) < 6 else 0
    below = [read_rows(form, f"{place}.{at}", depth=depth + 1) for at in range(count)]
    return Row(kind if kind in GROUPS or kind in ("test", "manual") else "all", texts, below)


def condition_of(root: Row, stands: Callable[[str], bool]) -> Any:
    """The condition in exchange form; what is wrong is noted at its row.

    Args:
        root: the rows.
        stands: whether a quote stands in the source.
    """
    if root["added"] and root.kind == "all" and len(root.below) == 1:
        return _node(root.below[0], stands)
    return _node(root, stands)


def _node(row: Row, stands: Callable[[str], bool]) -> Any:
    row.problem = ""
    try:
        made = _group(row, stands) if row.is_group else _leaf(row)
        if not row.is_group:
            read_node(made)
            if row["quote"] and not stands(row["quote"]):
                raise InvalidInputError("原文中没有这句引文", hint="逐字取自原文")
    except PolicyMatchError as error:
        row.problem = error.message + (f"（{error.hint}）" if error.hint else "")
        return {"manual": "？"}
    return made


def _group(row: Row, stands: Callable[[str], bool]) -> dict[str, Any]:
    below = [_node(child, stands) for child in row.below]
    if row.kind == "all":
        return {"all": below}
    if not below:
        raise InvalidInputError(f"“{GROUPS[row.kind]}”下面没有条件", hint="加一个条件，或删去这一组")
    if row.kind == "any":
        return {"any": below}
    if row.kind == "not":
        return {"not": below[0] if len(below) == 1 else {"any": below}}
    count = row["count"]
    if not count.isdecimal() or not 1 <= int(count) <= len(below):
        raise InvalidInputError("“至少满足几项”的项数不对", hint=f"填 1 至 {len(below)}")
    return {"at_least": int(count), "of": below}


def _leaf(row: Row) -> dict[str, Any]:
    said: dict[str, Any] = {name: row[name].strip() for name in ("quote", "path") if row[name].strip()}
    if row["confidence"]:
        said["confidence"] = _confidence(row["confidence"])
    if row.kind == "manual":
        if not row["label"].strip():
            raise InvalidInputError("没有写明要认定什么", hint="如“信用良好”")
        return {"manual": row["label"].strip()} | said
    if not row["field"]:
        raise InvalidInputError("没有选择指标", hint="没有合适的指标时，改为人工认定")
    known = catalogue().field(row["field"])
    op = Op(row["op"]) if row["op"] in set(Op) else None
    if op is None:
        raise InvalidInputError("没有选择关系", hint="如 不低于、为其中之一")
    label = row["label"].strip() if known.id == "declared_number" else None
    named = {"label": label} if label else {}
    period = read_period(row["period"], row["years"], row["aggregate"])
    return (
        {"field": known.id, "op": str(op), "value": read_value(known, op, row["value"]), "period": period}
        | named
        | said
    )


def _confidence(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def change_rows(root: Row, action: str, place: str) -> None:
    """Add, remove, move, wrap or unwrap a row, in place; what is not there is left alone.

    Args:
        root: the rows.
        action: ``test``, ``manual``, ``group`` (added below), ``remove``, ``up``, ``down``, ``wrap``, ``unwrap``.
        place: the numbers of the row below the root, joined by points; empty for the root.
    """
    path = [int(part) for part in place.split(".") if part.isdecimal()]
    row = find(root, path)
    if row is None:
        return
    if action in ("test", "manual", "group"):
        if row.is_group:
            row.below.append(Row("all") if action == "group" else Row(action))
    elif path:
        above = find(root, path[:-1])
        assert above is not None
        _MOVES.get(action, _leave)(above.below, path[-1])


def find(root: Row, path: list[int]) -> Row | None:
    """The row at a place; None where there is none."""
    for at in path:
        if at >= len(root.below):
            return None
        root = root.below[at]
    return root


def _leave(rows: list[Row], at: int) -> None:
    """Nothing of that name can be done."""


def _up(rows: list[Row], at: int) -> None:
    if at > 0:
        rows[at - 1], rows[at] = rows[at], rows[at - 1]


def _unwrap(rows: list[Row], at: int) -> None:
    rows[at : at + 1] = rows[at].below if rows[at].is_group else [rows[at]]


def _wrap(rows: list[Row], at: int) -> None:
    rows[at] = Row("any", below=[rows[at]])


_MOVES: dict[str, Callable[[list[Row], int], None]] = {
    "remove": lambda rows, at: rows.__delitem__(at), "up": _up, "down": lambda rows, at: _up(rows, at + 1) if at + 1 < len(rows) else None,
    "wrap": _wrap, "unwrap": _unwrap,
}  # fmt: skip


def all_rows(root: Row) -> Iterator[Row]:
    """The row and everything below."""
    yield root
    for row in root.below:
        yield from all_rows(row)
