"""The ``places`` layer: words that place a figure in a country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractor.annotate.analysis import Analysis
from extractor.annotate.places.evidence import Evidence
from extractor.annotate.places.gazetteer import Gazetteer
from extractor.records import PlaceMention
from extractor.rules import RuleSet

__all__ = ["PlaceAnnotator", "dominant_country"]


class PlaceAnnotator:
    """Finds countries, demonyms, regions, cities and institutions with their ISO 3166-1 code."""

    def __init__(self, rules: RuleSet) -> None:
        self.gazetteer = Gazetteer(rules)
        self._evidence = Evidence(rules)

    def __call__(self, analysis: Analysis) -> list[PlaceMention]:
        """The mentions of an article, sorted by place."""
        found: list[PlaceMention] = []
        for sentence in analysis.sentences:
            for start, end, place in self.gazetteer.find(sentence.plain):
                rules = self._evidence(sentence, start, end, place)
                if rules is not None:
                    at = sentence.start
                    found.append(
                        PlaceMention(at + start, at + end, sentence.text[start:end], place.code, place.kind, rules)  # type: ignore[arg-type]
                    )
        return found


def dominant_country(mentions: Sequence[PlaceMention], analysis: Analysis) -> tuple[str, PlaceMention] | None:
    """The country that the article is about, with its first mention as evidence, or null.

    Either the article names one country only, or one has at least three mentions and two thirds
    of all of them (the title, which says what an article is about, counts three times).
    """
    if not mentions:
        return None
    title = analysis.sentences[0].end if analysis.sentences else 0
    weights: Counter[str] = Counter()
    for mention in mentions:
        weights[mention.code] += 3 if mention.end <= title else 1
    (code, weight), *others = weights.most_common()
    if others and (weight < 3 or weight * 3 < 2 * sum(weights.values())):
        return None
    return code, next(m for m in mentions if m.code == code)
