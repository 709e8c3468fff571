"""The ``numbers`` layer."""

from __future__ import annotations

from extractor.annotate.numbers.annotator import NumberAnnotator

__all__ = ["NumberAnnotator"]
