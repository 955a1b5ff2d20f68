"""Where a page's edge broke lines: most long lines of such a text end at one and the same place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from policymatch.parsing.immutable import immutable
from policymatch.parsing.structure.headings import LABELS, topic_of

MARKER = re.compile(
    r"\s*(?:第\s*[一二三四五六七八九十百零\d\s]{1,6}[章节篇条部]|[一二三四五六七八九十]{1,3}\s*[、.．]|[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[）)]"
    r"|\d{1,2}\s*(?:[.．](?!\d)|[、)）]|\s(?=[\u3400-\u9fff]))|[①-⑳⑴-⒇❶-❿]|[A-Za-z][.、)）]|[•●◆■◇▪★*·-]\s*|附件|附表|附\s*则|问[:：]|答[:：])"
)
LABELLED = re.compile(r"\s*[^\s，。；：:]{2,12}[：:]")
_CITED = re.compile(r"\s*第\s*[一二三四五六七八九十百零\d]{1,6}[条章](?:[、和及至第所的款]|规定)")
_CLOSING = re.compile(r"\d{1,2}[)）]")
LABEL_LINE = re.compile(rf"[“《<「]?(?:{LABELS.pattern})(?:[\s：:|｜→—”》>」-].*)?|总\s*则|附\s*则")
FACT_LINE = re.compile(r"\S{1,14}〔\d{4}〕\s?\d+\s?号|[（(]?\d{4}[年.-]\s?\d{1,2}[月.-]\s?\d{1,2}日?[)）]?.{0,20}")
NARROWEST = 18
STOPS = "。；：！？;:!?"
_MOST_WHOLE = 0.4
_SLACK = 2.0
"""A sign that may not begin a line is pulled up or pushed down, so that lines differ by a character or two."""


@immutable
class Edge:
    """How wide the page is, and how a line's width is told.

    Args:
        width: of the widest lines that the edge broke; 0 where no edge shows.
        measure: the width of a line, indent included.
    """

    width: float
    measure: Callable[[str], float]

    def reached_by(self, line: str) -> bool:
        """Whether a line runs to the edge of the page.

        >>> Edge(20, len).reached_by("一" * 19), Edge(20, len).reached_by("一" * 12)
        (True, False)
        """
        return self.width > 0 and self.width - _SLACK <= self.measure(line) <= self.width + _SLACK / 2


def printed_width(line: str) -> float:
    """The width as printed: a Latin letter or figure takes half a Chinese character."""
    printed = line.rstrip()
    return len(printed) - len(printed.encode("ascii", "ignore")) / 2


def counted_width(line: str) -> float:
    """The width in characters."""
    return float(len(line.rstrip()))


def find_edge(lines: Sequence[str]) -> Edge:
    """The edge of the page, if lines of a text ended at one.

    A third of the lines that are not short must end there, most of these in mid-sentence, and hardly any go beyond;
    where every line does, they are of one length because they say one thing.
    """
    found = [(*_edge(sorted(measure(line) for line in lines)), measure) for measure in (printed_width, counted_width)]
    _, width, measure = max(found, key=lambda one: one[0])
    edge = Edge(width, measure)
    if not width:
        return edge
    full = [line.rstrip() for line in lines if edge.reached_by(line)]
    whole = sum(line[-1:] in STOPS for line in full)
    return edge if whole < _MOST_WHOLE * len(full) else Edge(0, measure)


def _edge(widths: Sequence[float]) -> tuple[int, float]:
    """How many lines end at the edge, and where it is."""
    best = (0, 0.0)
    allowed = len(widths) // 20
    for width in sorted(set(widths[-allowed - 1 - len(widths) // 2 :]), reverse=True):
        beyond = len(widths) - bisect_right(widths, width)
        if width < NARROWEST or beyond > allowed:
            break
        at_edge = bisect_right(widths, width) - bisect_left(widths, width - _SLACK)
        long = len(widths) - bisect_left(widths, 0.5 * width)
        if max(4, long / 3) <= at_edge <= 0.95 * len(widths) and at_edge > best[0]:
            best = (at_edge, width)
    return best


def ends_there(here: str, after: str) -> bool:
    """Whether a line that runs to the edge of the page ends there all the same, as far as the next line tells."""
    stopped = here[-1] in "。；！？;!?"
    if here[-1] in "：:" or (stopped and after[0] in " \u3000"):
        return True
    after = after.strip()
    if _CITED.match(after) or (is_unclosed(here) and _CLOSING.match(after)):
        return False
    labelled = LABELLED.match(after)
    if FACT_LINE.fullmatch(after) or LABEL_LINE.fullmatch(after):
        return True
    if labelled and (stopped or topic_of(labelled[0].strip(" ：:")) is not None):
        return True
    return bool(MARKER.match(after)) and after[0] not in "-*·"


def is_unclosed(line: str) -> bool:
    """Whether a bracket opens in the line that does not close in it."""
    opened = line.count("（") + line.count("(") + line.count("《")
    return opened > line.count("）") + line.count(")") + line.count("》")
