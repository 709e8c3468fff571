"""The ``dates`` layer."""

from __future__ import annotations

from extractor.annotate.dates.annotator import DateAnnotator

__all__ = ["DateAnnotator"]
