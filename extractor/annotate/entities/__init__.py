"""The ``entities`` layer: names, each with the fullest mention of the same name."""

from __future__ import annotations

from extractor.annotate.analysis import Analysis
from extractor.annotate.entities.canonical import Namesakes
from extractor.annotate.entities.names import NameFinder
from extractor.records import Entity
from extractor.rules import RuleSet

__all__ = ["EntityAnnotator"]


class EntityAnnotator:
    """Finds named entities and links each to its canonical mention.

    Names come from the recogniser, from definitions of acronyms ("Federal Statistics Service
    (FSS)") and from other mentions of a name that was recognised elsewhere in the article. They
    do not overlap. ``canonical`` is the first of the fullest mentions of the name: the full name
    for a surname, the expansion for an acronym, and itself for a name that has no fuller one.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._finder = NameFinder(rules)
        self._namesakes = Namesakes(rules)

    def __call__(self, analysis: Analysis) -> list[Entity]:
        """Return the entities of the article, sorted by start."""
        names, definitions = self._finder(analysis)
        return self._namesakes(names, definitions)
