"""The exchange form of a policy document: JSON over the API, YAML in files; unknown keys are ignored."""

from __future__ import annotations

from decimal import Decimal

from policymatch.conditions import ALWAYS, read_node, write_node
from policymatch.conditions.exchange import read_period, write_number
from policymatch.documents.model import Benefit, BenefitType, Ceiling, CeilingOf, Item, PolicyDocument, Window
from policymatch.documents.reading import (
    Data,
    Plain,
    day_of,
    decimal_from,
    decimal_of,
    iso,
    list_of,
    mapping,
    number,
    source_of,
    text_of,
    texts_of,
)
from policymatch.documents.stacking_exchange import read_rule, write_rule
from policymatch.errors import DocumentError, PolicyMatchError
from policymatch.spans import SourceRef


def read_document(data: object, *, where: str = "document") -> PolicyDocument:
    """Build a document from its exchange form.

    Raises:
        DocumentError: a key of the wrong kind, a bad date or number, with its path.
        ConditionError: a condition that cannot be built, with its path.
    """
    top = mapping(data, where)
    items = tuple(
        read_item(item, where=f"{where}.items[{at}]", default_id=str(at + 1))
        for at, item in enumerate(list_of(top, "items", where))
    )
    _check_ids(items, where)
    return PolicyDocument(
        id=str(top.get("id") or ""),
        title=text_of(top, "title", where),
        doc_number=text_of(top, "doc_number", where),
        issuers=texts_of(top, "issuers", where),
        region=text_of(top, "region", where),
        published_on=day_of(top, "published_on", where),
        valid_from=day_of(top, "valid_from", where),
        valid_to=day_of(top, "valid_to", where),
        items=items,
        stacking_rules=tuple(
            read_rule(rule, where=f"{where}.stacking_rules[{at}]")
            for at, rule in enumerate(list_of(top, "stacking_rules", where))
        ),
    )


def _check_ids(items: tuple[Item, ...], where: str) -> None:
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise DocumentError(f"事项编号“{item.id}”重复", where=where, hint="每个事项用不同的 id")
        seen.add(item.id)


def read_item(data: object, *, where: str, default_id: str) -> Item:
    """Build an item from its exchange form."""
    top = mapping(data, where)
    condition = top.get("condition")
    try:
        node = ALWAYS if condition is None else read_node(condition)
    except PolicyMatchError as error:
        raise error.at(where) from None
    return Item(
        id=str(top.get("id") or default_id),
        name=text_of(top, "name", where) or default_id,
        condition=node,
        benefits=tuple(
            read_benefit(benefit, where=f"{where}.benefits[{at}]")
            for at, benefit in enumerate(list_of(top, "benefits", where))
        ),
        stacking=tuple(SourceRef(text) for text in texts_of(top, "stacking", where)),
        window=_read_window(top.get("window"), where=f"{where}.window"),
        materials=texts_of(top, "materials", where),
        anchor=source_of(top, "anchor"),
        themes=texts_of(top, "themes", where),
    )


def read_benefit(data: object, *, where: str) -> Benefit:
    """Build a benefit from its exchange form."""
    top = mapping(data, where)
    try:
        kind = BenefitType(str(top.get("type")))
    except ValueError:
        raise DocumentError(
            f"没有支持类型“{top.get('type')}”", where=where, hint=f"可用：{'、'.join(BenefitType)}"
        ) from None
    when = top.get("when")
    years = decimal_of(top, "years", where)
    return Benefit(
        type=kind,
        amount=decimal_of(top, "amount", where),
        rate=decimal_of(top, "rate", where),
        cap=decimal_of(top, "cap", where),
        per=text_of(top, "per", where),
        when=None if when is None else read_node(when),
        base=text_of(top, "base", where),
        base_period=read_period(top.get("base_period")),
        base_label=text_of(top, "base_label", where),
        base_over=decimal_of(top, "base_over", where),
        base_upto=decimal_of(top, "base_upto", where),
        every=_positive(top, "every", where),
        starts_at=decimal_of(top, "starts_at", where),
        first=decimal_of(top, "first", where),
        counted=text_of(top, "counted", where),
        adds=top.get("adds") is True,
        ceilings=tuple(
            _read_ceiling(one, where=f"{where}.ceilings[{at}]")
            for at, one in enumerate(list_of(top, "ceilings", where))
        ),
        currency=text_of(top, "currency", where),
        years=None if years is None else int(years),
        instalments=tuple(decimal_from(part, f"{where}.instalments") for part in list_of(top, "instalments", where)),
        step=decimal_of(top, "step", where),
        source=source_of(top, "quote"),
        confidence=top.get("confidence"),
    )


def _positive(top: Data, key: str, where: str) -> Decimal | None:
    found = decimal_of(top, key, where)
    if found is not None and found <= 0:
        raise DocumentError(f"“{key}”应大于 0", where=where, hint="如 30")
    return found


def _read_ceiling(data: object, *, where: str) -> Ceiling:
    top = mapping(data, where)
    if top.get("of") not in tuple(CeilingOf):
        raise DocumentError(f"没有限额种类“{top.get('of')}”", where=where, hint=f"可用：{'、'.join(CeilingOf)}")
    found = Ceiling(
        of=CeilingOf(str(top["of"])),
        amount=decimal_of(top, "amount", where),
        rate=decimal_of(top, "rate", where),
        base=text_of(top, "base", where),
        base_period=read_period(top.get("base_period")),
        base_label=text_of(top, "base_label", where),
    )
    if found.amount is None and found.rate is None:
        raise DocumentError("限额没有写数额", where=where, hint="写 amount（元）或 rate 与 base")
    return found


def _write_ceiling(ceiling: Ceiling) -> Plain:
    body: Plain = {
        "of": str(ceiling.of),
        "amount": number(ceiling.amount),
        "rate": number(ceiling.rate),
        "base": ceiling.base,
        "base_period": str(ceiling.base_period) if ceiling.base_period else None,
        "base_label": ceiling.base_label,
    }
    return {key: value for key, value in body.items() if value is not None}


def _read_window(data: object, *, where: str) -> Window:
    if data is None:
        return Window()
    top = mapping(data, where)
    return Window(day_of(top, "opens_on", where), day_of(top, "closes_on", where), source_of(top, "quote"))


def write_document(document: PolicyDocument) -> Plain:
    """The exchange form of a document; reading it back gives an equal document."""
    head: Plain = {"id": document.id} if document.id else {}
    rules = [write_rule(rule) for rule in document.stacking_rules]
    tail: Plain = {"stacking_rules": rules} if rules else {}
    body: Plain = {
        "title": document.title,
        "doc_number": document.doc_number,
        "issuers": list(document.issuers),
        "region": document.region,
        "published_on": iso(document.published_on),
        "valid_from": iso(document.valid_from),
        "valid_to": iso(document.valid_to),
        "items": [write_item(item) for item in document.items],
    }
    return head | body | tail


def write_item(item: Item) -> Plain:
    """The exchange form of an item."""
    body: Plain = {
        "id": item.id,
        "name": item.name,
        "anchor": item.anchor.quote if item.anchor else None,
        "condition": write_node(item.condition),
        "benefits": [write_benefit(benefit) for benefit in item.benefits],
        "stacking": [source.quote for source in item.stacking],
        "window": {
            "opens_on": iso(item.window.opens_on),
            "closes_on": iso(item.window.closes_on),
            "quote": item.window.source.quote if item.window.source else None,
        },
        "materials": list(item.materials),
    }
    return body | ({"themes": list(item.themes)} if item.themes else {})


def write_benefit(benefit: Benefit) -> Plain:
    """The exchange form of a benefit; keys beyond version 1 appear only where they say something."""
    body: Plain = {
        "type": str(benefit.type),
        "amount": number(benefit.amount),
        "rate": number(benefit.rate),
        "cap": number(benefit.cap),
        "per": benefit.per,
        "quote": benefit.source.quote if benefit.source else None,
    }
    further: Plain = {
        "when": write_node(benefit.when) if benefit.when is not None else None,
        "base": benefit.base,
        "base_period": str(benefit.base_period) if benefit.base_period else None,
        "base_label": benefit.base_label,
        "base_over": number(benefit.base_over),
        "base_upto": number(benefit.base_upto),
        "every": number(benefit.every),
        "starts_at": number(benefit.starts_at),
        "first": number(benefit.first),
        "counted": benefit.counted,
        "adds": benefit.adds or None,
        "ceilings": [_write_ceiling(ceiling) for ceiling in benefit.ceilings] or None,
        "currency": benefit.currency,
        "years": benefit.years,
        "instalments": [write_number(part) for part in benefit.instalments] or None,
        "step": number(benefit.step),
        "confidence": benefit.confidence,
    }
    return body | {key: value for key, value in further.items() if value is not None}
