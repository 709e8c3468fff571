"""A run: read, extract, check and write every input, and sum up what came of it."""

from __future__ import annotations

from extractor.run.learn import learn
from extractor.run.run import LAYOUTS, run
from extractor.shards.summary import Summary

__all__ = ["LAYOUTS", "Summary", "learn", "run"]
