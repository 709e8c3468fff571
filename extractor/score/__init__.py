"""Score an output folder against hand-written gold."""

from __future__ import annotations

from extractor.score.floors import below_floors, measures, raised
from extractor.score.report import Report, Tally, score_folder

__all__ = ["Report", "Tally", "below_floors", "measures", "raised", "score_folder"]
