"""Write the records of a run: JSON Lines and Parquet, whole or not at all."""

from __future__ import annotations

from extractor.write.output import FORMATS, Output

__all__ = ["FORMATS", "Output"]
