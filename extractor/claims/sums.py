"""Sums: figures that add up to another one are its parts and its terms.

*Fourteen people: nine men and five women*; *nine were men and five were women*; *nine men and five
women, 14 in all*. That they add up is the evidence; what parts them from the whole must be there too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.screen import pattern_of
from extractor.rules import RuleSet

_KINDS = frozenset({"count", "money", "measure"})
_REACH = 14
_SMALL, _MANY = 5, 20
_WINDOW = 160
_ABOUT = 0.01
_RANKED = re.compile(r"\b(?:followed|trailed) by\b|\bahead of\b", re.IGNORECASE)
_OVER = re.compile(r"\s*(?:over|under|behind)\s+(?:the|its|their)\s+", re.IGNORECASE)


class SumFinder:
    """Relates the figures of a breakdown to their total."""

    def __init__(self, rules: RuleSet) -> None:
        self.differential = re.compile(rules.table("claims_relations", "comparison")["differential"], re.IGNORECASE)
        self.parting = pattern_of(rules, "claims.relation.part_list")
        self.total = pattern_of(rules, "claims.relation.part_total")

    def __call__(self, context: Context) -> None:
        """Append ``part_of`` to the figures of every breakdown whose sum is said."""
        for whole in context.drafts:
            if whole.reading.kind not in _KINDS or not whole.reading.value or whole.reading.change or whole.compares:
                continue
            for parts, rule in ((self._after(whole, context), "list"), (self._before(whole, context), "total")):
                for part in parts:
                    part.relations.append(("part_of", whole))
                    part.fired(f"claims.relation.part_{rule}")

    def _after(self, whole: Draft, context: Context) -> list[Draft]:
        """The figures right after one that add up to it."""
        if self.parting is None:
            return []
        near = [
            d
            for d in context.drafts[whole.order + 1 : whole.order + _REACH]
            if d.sentence.index - whole.sentence.index < 2
            and d.sentence.paragraph_index == whole.sentence.paragraph_index
        ]
        for same in (True, False):
            parts = _adding_up([d for d in near if (d.sentence is whole.sentence) is same], whole)
            if parts and self._parted(whole, parts, context):
                return parts
        return []

    def _parted(self, whole: Draft, parts: list[Draft], context: Context) -> bool:
        """Whether a mark or words of partition stand before the parts, or they make a sentence of their own."""
        first = parts[0]
        gap = context.follow(first)
        if self.differential.match(gap) is not None or _OVER.fullmatch(gap) is not None:
            return False
        if first.sentence is whole.sentence:
            lead = whole.sentence.plain[whole.end - whole.sentence.start : first.start - first.sentence.start]
            return self.parting is not None and self.parting.search(lead[-_WINDOW:]) is not None
        if any(d.sentence is not first.sentence for d in parts) or (whole.reading.value or 0) < _SMALL:
            return False
        if _RANKED.search(first.sentence.plain) is not None:
            return False  # "Lima leads with 164. It is followed by Cusco with 103 and Ica with 61"
        if all(d.bare and not _object(d) for d in parts) or all(_copular(d) for d in parts):
            return True
        # "62 cases. Forty cases were for theft and 22 for fraud": named again, and too many for chance.
        unit, many = whole.reading.unit, (whole.reading.value or 0) >= _MANY
        named = first.reading.unit == unit and not first.bare and all(d.bare or d.reading.unit == unit for d in parts)
        return many and unit is not None and named

    def _before(self, whole: Draft, context: Context) -> list[Draft]:
        """The figures right before one that is called their total."""
        if self.total is None or not self.total.search(f"{context.lead(whole)}\0{context.follow(whole)}"):
            return []
        return _adding_up([d for d in context.before(whole) if d.sentence is whole.sentence], whole)


def _object(draft: Draft) -> bool:
    """*The Greens won nine*: what others have is no part of what is counted before."""
    return draft.anchor is not None and draft.anchor.dep_ == "dobj"


def _copular(draft: Draft) -> bool:
    verb = draft.verb
    return verb is not None and lemma(verb) == "be"


def _adding_up(figures: Iterable[Draft], whole: Draft) -> list[Draft]:
    """The first of some figures that together are worth the whole, two at least, else none."""
    parts: list[Draft] = []
    total = 0.0
    value = whole.reading.value or 0
    wanted, most = (value, value) if whole.reading.modifier == "exact" else (value * (1 - _ABOUT), value * (1 + _ABOUT))
    for draft in figures:
        reading = draft.reading
        if reading.kind != whole.reading.kind or draft.compares or reading.change is not None:
            continue
        if reading.value is None or draft.whole is not None:
            return []
        parts.append(draft)
        total += reading.value
        if total >= wanted:
            break
    return parts if len(parts) > 1 and wanted <= total <= most else []
