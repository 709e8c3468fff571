"""The ``places`` layer: words that place a figure in a country."""

from __future__ import annotations

from extractor.annotate.places.annotator import PlaceAnnotator
from extractor.annotate.places.dominance import dominant_country

__all__ = ["PlaceAnnotator", "dominant_country"]
