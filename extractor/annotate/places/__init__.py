"""The ``places`` layer."""

from __future__ import annotations

from extractor.annotate.analysis import Analysis
from extractor.records import PlaceMention
from extractor.rules import RuleSet

__all__ = ["PlaceAnnotator"]


class PlaceAnnotator:
    """Finds the mentions of this layer in an analysed article."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules

    def __call__(self, analysis: Analysis) -> list[PlaceMention]:
        return []


def dominant_country(places: list[PlaceMention], analysis: Analysis) -> tuple[str, PlaceMention] | None:
    """The one country that the document is about, with the mention that shows it."""
    codes = {place.code for place in places}
    return (places[0].code, places[0]) if len(codes) == 1 else None
