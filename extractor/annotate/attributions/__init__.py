"""The ``attributions`` layer."""

from __future__ import annotations

from extractor.annotate.analysis import Analysis
from extractor.records import Attribution
from extractor.rules import RuleSet

__all__ = ["AttributionAnnotator"]


class AttributionAnnotator:
    """Finds the mentions of this layer in an analysed article."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules

    def __call__(self, analysis: Analysis) -> list[Attribution]:
        return []
