"""Materials of several items, listed once: proven, held, promised, or to upload."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from policymatch.applications.declared import SOURCE, Slot
from policymatch.profiles import Fact, Profile
from policymatch.profiles.derive import DERIVED
from policymatch.profiles.views import render_value
from policymatch.vocabulary.fields import field as catalogue_field
from policymatch.vocabulary.materials import MaterialKind, Proof, material_kind, material_parts, normal_name


class Way(StrEnum):
    """How a material is met."""

    FORM = "form"
    PROVEN = "proven"
    CERTIFICATE = "certificate"
    SPACE = "space"
    PROMISE = "promise"
    UPLOAD = "upload"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return _WAYS[self]


_WAYS = {
    Way.FORM: "由统一表单生成", Way.PROVEN: "免提交（数据已证明）", Way.CERTIFICATE: "免提交（电子证照）", Way.SPACE: "企业空间已有",
    Way.PROMISE: "告知承诺", Way.UPLOAD: "需上传",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Material:
    """One material that one or several items ask for.

    Args:
        key: its name in the bundle: the catalogue's id, else the normal wording.
        name: as shown.
        wordings: how the items word it.
        items: the items that ask it.
        kind: its entry in the catalogue; None where it has none.
    """

    key: str
    name: str
    wordings: tuple[str, ...]
    items: tuple[str, ...]
    kind: MaterialKind | None = None


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file of the enterprise's space, as materials see it."""

    id: str
    material: str
    name: str
    digest: str
    media_type: str
    size: int
    scan: str


@dataclass(frozen=True, slots=True)
class Choice:
    """How the enterprise wants to meet a material."""

    way: Way
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Met:
    """How a material stands.

    Args:
        material: the material.
        way: how it is, or has to be, met.
        settled: whether nothing remains to do.
        evidence: the record that proves it, in words; empty where none does.
        files: what is handed in.
        may_promise: whether a promise would do.
    """

    material: Material
    way: Way
    settled: bool
    evidence: str = ""
    files: tuple[HeldFile, ...] = ()
    may_promise: bool = False


class Certificates(Protocol):
    """Where electronic certificates are found."""

    def find(self, subject: str, kind: str) -> str | None:
        """The certificate's name for an enterprise, by kind of material; None where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class CertificateFolder:
    """Certificates that the city's certificate platform lays down as ``<credit code>/<material>.<pdf|ofd|xml>``."""

    root: Path

    def find(self, subject: str, kind: str) -> str | None:
        """The certificate's file name; None where there is none."""
        if not subject.isalnum():
            return None
        found = (self.root / subject / f"{kind}.{ending}" for ending in ("ofd", "pdf", "xml"))
        return next((path.name for path in found if path.is_file()), None)


def union(asked: Iterable[tuple[str, str]]) -> tuple[Material, ...]:
    """The materials of several items, each once; the same whatever the order.

    Args:
        asked: item and wording.
    """
    found: dict[str, tuple[MaterialKind | None, set[str], set[str]]] = {}
    for item, text in asked:
        for part in material_parts(text):
            kind = material_kind(part)
            key = kind.id if kind else normal_name(part)
            _, wordings, items = found.setdefault(key, (kind, set(), set()))
            wordings.add(text)
            items.add(item)
    made = [
        Material(key, kind.name if kind else key, tuple(sorted(wordings)), tuple(sorted(items)), kind)
        for key, (kind, wordings, items) in found.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.kind is None, one.name)))


def meet(
    materials: Sequence[Material],
    profile: Profile,
    as_of: date,
    *,
    files: Iterable[HeldFile] = (),
    choices: Mapping[str, Choice] | None = None,
    promises: Collection[str] = (),
    certificates: Certificates | None = None,
) -> tuple[Met, ...]:
    """How each material stands: what need not be handed in first, what has to be uploaded last.

    Args:
        materials: from ``union``.
        profile: shared data.
        as_of: the day.
        files: what lies in the enterprise's space.
        choices: what the enterprise chose, by material.
        promises: further materials, by key or name, that may be met by a promise.
        certificates: where electronic certificates are found; None: there is no such place.
    """
    held: dict[str, list[HeldFile]] = {}
    for one in files:
        held.setdefault(one.material, []).append(one)
    return tuple(
        _met(one, profile, as_of, held.get(one.key, []), (choices or {}).get(one.key), promises, certificates)
        for one in materials
    )


def _met(
    material: Material, profile: Profile, as_of: date, held: Sequence[HeldFile], choice: Choice | None,
    promises: Collection[str], certificates: Certificates | None,
) -> Met:  # fmt: skip
    kind = material.kind
    if kind is not None and kind.form:
        return Met(material, Way.FORM, True, "随申请一并生成")
    if kind is not None and (proof := _proof(kind, profile, as_of)):
        return Met(material, Way.PROVEN, True, proof)
    found = (
        certificates.find(profile.subject, kind.id) if kind is not None and kind.certificate and certificates else None
    )
    if found is not None:
        return Met(material, Way.CERTIFICATE, True, f"电子证照 {found}")
    may = bool(kind and kind.promise) or material.key in promises or material.name in promises
    if choice is not None and choice.way is Way.PROMISE and may:
        return Met(material, Way.PROMISE, True, "企业承诺属实，虚假承诺的承担责任", may_promise=True)
    picked = [one for one in held if choice is None or not choice.files or one.id in choice.files]
    if picked:
        return Met(material, Way.SPACE, True, files=tuple(sorted(picked, key=lambda one: one.id)), may_promise=may)
    return Met(material, Way.UPLOAD, False, may_promise=may)


def _proof(kind: MaterialKind, profile: Profile, as_of: date) -> str | None:
    """The record of shared data that proves a material, in words; None where none does."""
    for proof in kind.proofs:
        for fact in _candidates(proof, profile, as_of):
            if _says(proof, fact):
                return _record(fact)
    return None


def _candidates(proof: Proof, profile: Profile, as_of: date) -> tuple[Fact, ...]:
    """Facts of shared data that speak of the day; none where the sources disagree."""
    year = None if not proof.year else _final_year(proof.field, as_of)
    reading = Slot(proof.field, year).reading(profile, as_of)
    if len(reading.candidates) > 1:
        return ()
    stated = (
        fact for fact in profile.known(proof.field) if fact.origin.source not in (SOURCE, DERIVED) and fact.origin.confidence >= 1
    )  # fmt: skip
    fitting = (fact for fact in stated if not proof.sources or fact.origin.source in proof.sources)
    return tuple(fact for fact in fitting if (fact.year == year if year else fact.holds_on(as_of)))


def _final_year(field: str, as_of: date) -> int:
    settled = catalogue_field(field).settled_on(as_of.year - 1)
    return as_of.year - 2 if settled is not None and as_of < settled else as_of.year - 1


def _says(proof: Proof, fact: Fact) -> bool:
    if proof.none:
        return fact.value is False
    if proof.value is not None:
        return fact.value == proof.value
    return fact.value not in (None, False)


def _record(fact: Fact) -> str:
    origin, known = fact.origin, catalogue_field(fact.field)
    place = f"，批次{origin.batch}" + (f"第{origin.record}行" if origin.record else "") if origin.batch else ""
    since = f"，{origin.known_on}获知" if origin.known_on else ""
    when = f"{fact.year}年度" if fact.year else ""
    said = "名单中无记录" if fact.value is False and not origin.record else render_value(known, fact.value)
    return f"{origin.department}：{when}{known.label} {said}（{origin.source}{place}{since}）"
