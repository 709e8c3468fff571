"""Flag articles that say nearly what an earlier one says; nothing is dropped."""

from __future__ import annotations

from extractor.similar.signature import signature
from extractor.similar.store import Similar, Text

__all__ = ["Similar", "Text", "signature"]
