"""From raw articles to cleaned text, every removal kept and explained."""

from __future__ import annotations

from extractor.records import Block, CleanArticle, RawArticle
from extractor.rules import RuleSet

__all__ = ["Cleaner"]


class Cleaner:
    """Turns a raw article into blocks, text and metadata."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules

    def __call__(self, raw: RawArticle, *, junk: bool = True) -> CleanArticle:
        text = raw.text or ""
        return CleanArticle(raw, text, (Block(0, len(text), 0, len(text), "paragraph"),))
