"""A parse as a spaCy ``Doc``: conditions and benefits as span groups, for displaCy, annotation tools and training.

The rules read characters, not tokens; this is the way out to tools that want tokens. The tokenizer is lossless: a
Chinese character is a token, and so is each run of digits, of Latin letters and of white space.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from policymatch.conditions import Test, leaves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policymatch.parsing import Parse
    from policymatch.spans import SourceRef

TOKEN = re.compile(r"[0-9０-９.．]+|[A-Za-zＡ-Ｚａ-ｚ]+|\s+|.", re.S)
JUDGEMENT = "judgement"


def nlp() -> Any:
    """A blank Chinese pipeline with the lossless tokenizer."""
    import spacy
    from spacy.tokens import Doc

    made = spacy.blank("zh")

    def tokenize(text: str) -> Any:
        words = TOKEN.findall(text)
        return Doc(made.vocab, words=words, spaces=[False] * len(words))

    made.tokenizer = tokenize
    return made


def to_doc(parsed: Parse) -> Any:
    """The source as a ``Doc``.

    Returns:
        ``doc.text`` equals the source text; ``doc.spans["conditions"]`` is labelled by field id or ``judgement``,
        ``doc.spans["benefits"]`` by the type of the benefit. Spans may overlap; one stands once a label.
    """
    doc = nlp()(parsed.source.text)
    doc.spans["conditions"] = _spans(doc, _conditions(parsed))
    doc.spans["benefits"] = _spans(doc, _benefits(parsed))
    doc.user_data["title"] = parsed.document.title
    return doc


def _conditions(parsed: Parse) -> Iterator[tuple[SourceRef | None, str]]:
    for item in parsed.document.items:
        for leaf in leaves(item.condition):
            yield leaf.source, leaf.field if isinstance(leaf, Test) else JUDGEMENT


def _benefits(parsed: Parse) -> Iterator[tuple[SourceRef | None, str]]:
    for item in parsed.document.items:
        for benefit in item.benefits:
            yield benefit.source, str(benefit.type)


def _spans(doc: Any, labelled: Iterator[tuple[SourceRef | None, str]]) -> list[Any]:
    places = {
        (source.span, label): None for source, label in labelled if source is not None and source.span is not None
    }
    return [doc.char_span(span.start, span.end, label=label, alignment_mode="expand") for span, label in places if span]


def to_bytes(parsed: Parse) -> bytes:
    """The parse as a ``DocBin``, which ``spacy train`` and ``DocBin().from_bytes`` read."""
    from spacy.tokens import DocBin

    packed: bytes = DocBin(docs=[to_doc(parsed)], store_user_data=True).to_bytes()
    return packed
