"""Search of items by their words: TF-IDF over runs of one to three characters, with the other names of things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from api.areas import area_name
from policymatch.conditions.rendering import render
from policymatch.documents import PolicyDocument
from policymatch.vocabulary import qualifications
from policymatch.vocabulary.fields import catalogue as field_catalogue

if TYPE_CHECKING:
    from api.catalogue import Entry

Array = npt.NDArray[Any]
FLOOR = 0.25
"""Of the best hit's score: what scores less shares a stray character, not the subject."""
LONGEST_QUERY = 200
LONGEST_TEXT = 1500


class ItemSearch:
    """An index over items, built once for a catalogue.

    Args:
        entries: the items, in the order in which hits name them.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, dtype=np.float32)
        texts = [words_of(entry) for entry in entries]
        self._columns = self._vectorizer.fit_transform(texts).tocsc() if any(texts) else None
        self._size = len(texts)

    def scores(self, query: str) -> Array:
        """How well each item answers, 0 to 1; 0 where not at all."""
        if self._columns is None:
            return np.zeros(self._size, np.float32)
        asked = self._vectorizer.transform([expand(query[:LONGEST_QUERY])])
        scores = np.asarray(self._columns[:, asked.indices].dot(asked.data), np.float32)
        best = scores.max(initial=0.0)
        return np.where(scores >= FLOOR * best, scores, 0.0) if best > 0 else scores


def words_of(entry: Entry) -> str:
    """What an item is found by: its name above all, then its policy, themes, supports and conditions, in canonical names."""
    item, document = entry.item, entry.policy.document
    quotes = " ".join(benefit.source.quote for benefit in item.benefits if benefit.source)
    parts = [item.name] * 3 + [
        document.title or "",
        *document.issuers,
        *_places(document),
        *item.themes,
        quotes,
        render(item.condition),
    ]
    return "\n".join(parts)[:LONGEST_TEXT]


def _places(document: PolicyDocument) -> Iterator[str]:
    if document.region:
        yield area_name(document.region)


def expand(text: str) -> str:
    """The text with the full names of what it abbreviates: 高企 stands beside 高新技术企业."""
    named = [name for found in qualifications.find(text) for name in found.names if name not in text]
    named += [full for short, full in _short_names() if short in text and full not in text]
    return "\n".join([text, *dict.fromkeys(named)])


@cache
def _short_names() -> tuple[tuple[str, str], ...]:
    """Other wordings of fields, and what they are called here."""
    pairs = [(word, field.label) for field in field_catalogue() for word in field.synonyms if 2 <= len(word) <= 8]
    return tuple(pairs + [(word, full) for full, words in COMMON.items() for word in words])


COMMON = {
    "贷款贴息": ("利息补贴", "补息"), "补助": ("补贴", "资助", "奖补", "扶持资金"), "减免税": ("免税", "减税", "税收优惠"),
    "小型微利企业": ("小微", "小微企业"), "人才引进": ("引才", "招才"), "稳岗返还": ("失业保险返还", "稳岗补贴"),
    "首次": ("新认定", "首次认定"), "租金补贴": ("房租", "场租", "房租补贴"), "技术改造": ("技改",), "数字化转型": ("上云", "数转"),
}  # fmt: skip
"""Words of those who ask, beside those of the texts."""
