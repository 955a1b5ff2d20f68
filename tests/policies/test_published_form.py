"""The published form holds what the source says: quotes, numbers, names of the vocabulary, the chain of versions."""

from __future__ import annotations

import pytest

from policies import published
from policymatch.conditions import leaves
from policymatch.conditions import tests as field_tests
from policymatch.documents import read_document, write_document
from policymatch.documents.yaml_text import dump_yaml, load_yaml
from policymatch.registry.shelf import ShelfPolicy, read_shelf
from policymatch.vocabulary import qualifications, regions
from policymatch.vocabulary.fields import field
from tests.policies.casebook import folder, raw, shelf
from tests.policies.source_numbers import unread

VERSIONS = pytest.mark.parametrize("policy", shelf(), ids=lambda policy: f"{policy.document.id}-v{policy.version}")


@VERSIONS
def test_every_number_of_the_source_is_read_or_marked(policy: ShelfPolicy) -> None:
    data = raw(policy.document.id, policy.version, "policy.yaml")
    assert unread(policy.source_text, data) == []


def test_a_number_that_nothing_reads_is_found() -> None:
    data = raw("cn-sme-tax-2023", 1, "policy.yaml")
    source = (published() / "cn-sme-tax-2023" / "v1" / "source.txt").read_text(encoding="utf-8")
    [found] = unread(source.replace("不超过300人", "不超过301人"), data)
    assert "301人" in found


@VERSIONS
def test_every_unused_number_is_explained_and_unused(policy: ShelfPolicy) -> None:
    data = raw(policy.document.id, policy.version, "policy.yaml")
    marks = data.get("unused_numbers", [])
    for mark in marks:
        without = data | {"unused_numbers": [other for other in marks if other is not mark]}
        assert mark["reason"]
        assert unread(policy.source_text, without), f"{mark['text']} needs no mark"


@VERSIONS
def test_every_leaf_and_benefit_has_a_quote(policy: ShelfPolicy) -> None:
    for item in policy.document.items:
        assert item.anchor is not None, item.id
        assert len(item.anchor.quote) >= 15, item.id
        assert item.benefits, item.id
        assert item.themes, item.id
        assert all(leaf.source for leaf in leaves(item.condition)), item.id
        assert all(benefit.source for benefit in item.benefits), item.id


@VERSIONS
def test_names_are_those_of_the_vocabulary(policy: ShelfPolicy) -> None:
    for item in policy.document.items:
        for leaf in field_tests(item.condition):
            for name in leaf.value if isinstance(leaf.value, tuple) else ():
                if leaf.field == "qualification":
                    assert qualifications.canonical(name) == name
                elif leaf.field.endswith("_region"):
                    assert regions.region(name).code == name
                elif field(leaf.field).closed:
                    assert name in field(leaf.field).values


@VERSIONS
def test_exchange_form_round_trips(policy: ShelfPolicy) -> None:
    written = write_document(policy.document)
    assert read_document(load_yaml(dump_yaml(written), where="test")) == policy.document


@VERSIONS
def test_folder_is_whole(policy: ShelfPolicy) -> None:
    held = {entry.name for entry in folder(policy).iterdir()}
    assert held == {"policy.yaml", "source.txt", "parse.golden.yaml", "cases.yaml"}


def test_versions_follow_each_other() -> None:
    for policy in read_shelf(published()):
        data = raw(policy.document.id, policy.version, "policy.yaml")
        assert data["version"] == policy.version
        assert policy.supersedes == (policy.version - 1 or None)


def test_levels_and_themes_are_varied() -> None:
    data = [raw(policy.document.id, policy.version, "policy.yaml") for policy in shelf()]
    assert {entry["level"] for entry in data} == {"国家", "省级", "市级", "区级"}
    assert len({entry["region"] for entry in data}) >= 10
    assert len({theme for policy in shelf() for item in policy.document.items for theme in item.themes}) >= 20
