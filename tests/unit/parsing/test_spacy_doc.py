"""A parse leaves for spaCy without losing a character."""

from __future__ import annotations

import spacy
from spacy.tokens import DocBin

from policymatch.parsing import parse_text
from policymatch.parsing.spacy_doc import JUDGEMENT, to_bytes, to_doc

TEXT = "某区支持企业发展若干措施\n一、对上年度 营业收入2000万元以上、财务制度健全的企业（AI 领域），给予一次性奖励20万元。\n"


def test_the_text_and_its_conditions_survive() -> None:
    parsed = parse_text(TEXT, name="x")
    doc = to_doc(parsed)
    assert doc.text == parsed.source.text
    labels = {span.label_ for span in doc.spans["conditions"]}
    assert {"revenue", JUDGEMENT} <= labels
    assert "营业收入2000万元以上" in {span.text.removeprefix("上年度 ") for span in doc.spans["conditions"]}
    assert "lump_sum" in {span.label_ for span in doc.spans["benefits"]}


def test_a_doc_bin_is_read_back() -> None:
    packed = to_bytes(parse_text(TEXT, name="x"))
    docs = list(DocBin().from_bytes(packed).get_docs(spacy.blank("zh").vocab))
    assert len(docs) == 1
    assert docs[0].spans["conditions"]
