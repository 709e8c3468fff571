"""Which country an article is about, if it is about one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from extractor.annotate.analysis import Analysis
from extractor.records import PlaceMention

_TITLE_WEIGHT = 3
_LEAD_WEIGHT = 2
_SHARES = 12


def dominant_country(mentions: Sequence[PlaceMention], analysis: Analysis) -> tuple[str, PlaceMention] | None:
    """The country that the article is about, with its first mention as evidence, or null.

    The article names one country only; or one has at least half of the weight of all mentions and
    twice that of the next. A mention in the title weighs three, one in the lead two, any other one;
    countries that a sentence lists share its weight.

    >>> dominant_country([], None) is None  # type: ignore[arg-type]
    True
    """
    if not mentions:
        return None
    title, lead = _openings(analysis)
    named: dict[int, set[str]] = defaultdict(set)
    for mention in mentions:
        named[_sentence(mention, analysis)].add(mention.code)
    weights: Counter[str] = Counter()
    for mention in mentions:
        weight = _TITLE_WEIGHT if mention.end <= title else _LEAD_WEIGHT if mention.end <= lead else 1
        weights[mention.code] += weight * _SHARES // len(named[_sentence(mention, analysis)])
    (code, weight), *others = weights.most_common()
    if others and (weight < 2 * others[0][1] or 2 * weight < sum(weights.values())):
        return None
    return code, next(m for m in mentions if m.code == code)


def _sentence(mention: PlaceMention, analysis: Analysis) -> int:
    found = analysis.sentence_at(mention.start)
    return -1 if found is None else found.index


def _openings(analysis: Analysis) -> tuple[int, int]:
    """Where the title and the first body paragraph end."""
    paragraphs = analysis.article.paragraphs()
    title = next((p.end for p in paragraphs if p.role == "title"), 0)
    lead = next((p.end for p in paragraphs if p.role not in ("title", "standfirst", "heading")), 0)
    return title, lead
