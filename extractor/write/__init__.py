"""Write the records of a run: JSON Lines and Parquet, whole or not at all."""

from __future__ import annotations

from extractor.write.output import Output
from extractor.write.owned import FORMATS, refuse_inputs

__all__ = ["FORMATS", "Output", "refuse_inputs"]
