"""Materials under one name each: what 营业执照复印件（加盖公章） and 企业营业执照 both are, and what proves it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from policymatch.vocabulary.tables import read_yaml


@dataclass(frozen=True, slots=True)
class Proof:
    """A fact of shared data that proves a material.

    Args:
        field: the fact.
        sources: who must state it; empty: any source of shared data.
        value: what it must say; None: anything but a "no".
        none: whether it is the "no" of a complete list that proves it.
        year: whether it must be the newest final year's figure.
    """

    field: str
    sources: tuple[str, ...] = ()
    value: str | bool | None = None
    none: bool = False
    year: bool = False


@dataclass(frozen=True, slots=True)
class MaterialKind:
    """One material of the catalogue.

    Args:
        id: its name in data.
        name: its Chinese name, as shown.
        names: its other wordings.
        form: whether the one form stands in its place.
        certificate: whether an electronic certificate of it exists.
        promise: whether it may be met by a promise (告知承诺).
        proofs: facts, any one of which proves it.
    """

    id: str
    name: str
    names: tuple[str, ...] = ()
    form: bool = False
    certificate: bool = False
    promise: bool = False
    proofs: tuple[Proof, ...] = ()


@cache
def material_kinds() -> tuple[MaterialKind, ...]:
    """The catalogue that ships."""
    return tuple(
        MaterialKind(
            one["id"], one["name"], tuple(one.get("names", ())), one.get("form", False), one.get("certificate", False),
            one.get("promise", False), tuple(Proof(**(proof | {"sources": tuple(proof.get("sources", ()))})) for proof in one.get("proven_by", ())),
        )
        for one in read_yaml("materials.yaml")
    )  # fmt: skip


@cache
def _index() -> dict[str, MaterialKind]:
    return {word: kind for kind in material_kinds() for word in (kind.name, *kind.names)}


_NUMBER = re.compile(r"^\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）.．、]|[①-⑳])\s*")
_REMARK = re.compile(
    r"[（(][^（()）]*(?:复印件|原件|盖章|公章|签字|一式|份|扫描|电子|正反面|如有|查验|验原|正本|副本|PDF|pdf|上传|加盖)[^（()）]*[)）]"
)
_TAIL = re.compile(
    r"(?:（?(?:原件及)?复印件）?|(?:和|及)复印件|原件|副本|正本|扫描件|影印件|电子版|纸质版|加盖(?:单位|企业)?公章|并?加盖公章|一式[一二两三四五六七八九十0-9]+份|[一二三四五六0-9]+份|各一份|[，,])+$"
)
_OWNER = re.compile(r"^(?:申报|申请|实施|承担|项目)?(?:单位|企业|主体|人|公司|机构)的?")
_YEAR = re.compile(r"^(?:[0-9]{4}年度?|上一?(?:个)?(?:会计)?年度?|最?近一(?:个)?(?:会计)?年度?|上年)的?")
_EDGES = " 。；;，,　"
_PARTS = re.compile(r"[、；;]|以及|和|及|与")


def normal_name(text: str) -> str:
    """A material's wording without number, copies, seals and the like.

    >>> normal_name("1.营业执照复印件（加盖公章）")
    '营业执照'
    """
    name = re.sub("[《》]", "", _NUMBER.sub("", text.strip())).strip(_EDGES)
    before = None
    while before != name:
        before = name
        name = _TAIL.sub("", _REMARK.sub("", name)).strip(_EDGES)
    return name or text.strip()


def material_kind(text: str) -> MaterialKind | None:
    """The catalogue's entry for a wording; None where it has none.

    >>> material_kind("申报单位营业执照副本复印件").id
    'business_licence'
    """
    name, known = normal_name(text), _index()
    bare, dated = _OWNER.sub("", name), _YEAR.sub("", name)
    for tried in (name, bare, dated, _OWNER.sub("", dated), _YEAR.sub("", bare)):
        if tried in known:
            return known[tried]
    return known["申请表"] if re.fullmatch(r"[^、，；]{2,40}(?:申请表|申报表|申请信息表)", name) else None


def material_parts(text: str) -> tuple[str, ...]:
    """The materials that one line names: split only where the catalogue knows every part.

    >>> material_parts("发票及付款凭证")
    ('发票', '付款凭证')
    """
    if material_kind(text) is not None:
        return (text,)
    parts = [part for part in _PARTS.split(normal_name(text)) if part]
    return tuple(parts) if len(parts) > 1 and all(material_kind(part) for part in parts) else (text,)
