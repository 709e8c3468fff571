"""Claims: each figure tied to who, what, when, where, which law, and who says so."""

from __future__ import annotations

from extractor.annotate.analysis import Analysis
from extractor.records import Claim, NumberMention
from extractor.rules import RuleSet

__all__ = ["ClaimAssembler"]


class ClaimAssembler:
    """Assembles the claims of an analysed article from its layers."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules

    def __call__(self, analysis: Analysis) -> tuple[list[Claim], list[NumberMention]]:
        return [], analysis.numbers
