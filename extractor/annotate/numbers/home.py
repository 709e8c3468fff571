"""The countries that an article names: where several share the name of a currency, they tell whose it is."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Mapping

from extractor.annotate.analysis import Analysis

_DOLLARS = ("AU", "CA", "NZ", "SG", "HK")
_MARKED = re.compile(r"\b(?:A|AU|C|CA|NZ|S|HK)\s?\$|\$(?:A|C|NZ|S)\b")
_AMERICAN = re.compile(r"\bUS\s?\$|\$US\b|\b(?:US|U\.S\.|American) dollars?\b")


@dataclasses.dataclass(frozen=True, slots=True)
class Home:
    """``country``: the one that most places of the article lie in, null where none has half of them.

    ``mentions``: how often each country is named, by ISO 3166 code. ``text``: the article's.
    """

    country: str | None
    mentions: Counter[str]
    text: str = ""

    def member(self, family: Mapping[str, str]) -> str | None:
        """The currency of the country that is named most among those that share a name, null when none is."""
        best = max(family, key=lambda code: self.mentions[code], default=None)
        return family[best] if best is not None and self.mentions[best] else None


def home_of(analysis: Analysis) -> Home:
    """Return the countries of an article.

    A country whose money is a dollar is its home where it is named first, as in a dateline, and not far less
    than the United States. ``country`` is null where such an article marks its own dollars ("A$"), since its
    bare sign then is another's; where it marks those of the United States, the bare ones are its own.
    """
    counts = Counter(place.code for place in analysis.places)
    home, seen = counts.most_common(1)[0] if counts else (None, 0)
    first = min(analysis.places, key=lambda place: place.start).code if counts else None
    if first in _DOLLARS and home == "US" and 2 * counts[first] >= seen:
        home, seen = first, counts[first]
    if home in _DOLLARS:
        foreign = 3 * seen < counts.total() and counts["US"] and not _AMERICAN.search(analysis.text)
        if foreign or _MARKED.search(analysis.text):
            home = None
    elif 2 * seen < counts.total():
        home = None
    return Home(home, counts, analysis.text)
