"""Ellipsis: which earlier figure lends its noun and its event to one that stands alone.

*Ukrainian courts received 2,355*, *as well as 31 for faking illness*, *compared to only nine*,
*Out of these, 17,721 had …*: the number has no noun of its own; the reader takes the nearest
earlier noun that was counted in the same construction.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import ancestors
from extractor.rules import RuleSet


class EllipsisResolver:
    """Gives every figure without a noun its donor."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims", "discourse")
        self.comparison = frozenset(rules.table("claims", "event")["comparison"])
        self.sentences_back: int = table["sentences_back"]
        self.on = {rule.id for rule in rules.layer("claims.unit")}

    def __call__(self, context: Context) -> None:
        """Set ``donor`` of elliptical figures, and their unit and counted noun where missing."""
        for draft in context.drafts:
            draft.compares = self._compares(draft)
            if draft.counted is not None and any(i.slot == "counted" for i in draft.inherited):
                continue
            if draft.reading.kind == "count" and (draft.number.counted_inherited or draft.counted is None):
                self._resolve(draft, context)
            elif draft.compares:
                draft.donor = self._same_kind(draft, context)

    def _compares(self, draft: Draft) -> bool:
        return draft.anchor is not None and any(
            node.lower_ in self.comparison for node in list(ancestors(draft.anchor))[1:4]
        )

    def _same_kind(self, draft: Draft, context: Context) -> Draft | None:
        for earlier in context.before(draft):
            if earlier.sentence is not draft.sentence:
                return None
            if earlier.reading.kind == draft.reading.kind and earlier.reading.unit == draft.reading.unit:
                return earlier
        return None

    def _resolve(self, draft: Draft, context: Context) -> None:
        if draft.number.counted_inherited and draft.counted is not None:
            if "claims.unit.sentence" not in self.on:
                return
            draft.elliptical = True
            draft.donor = self._by_noun(draft, context)
            draft.fired("claims.unit.sentence")
            draft.inherit("counted", draft.counted)
            return
        donor, rule = self._earlier(draft, context)
        if donor is None or donor.counted is None or rule not in self.on:
            return
        draft.donor, draft.elliptical, draft.counted = donor, True, donor.counted
        draft.reading = dataclasses.replace(draft.reading, unit=donor.reading.unit)
        draft.inherit("counted", donor.counted)
        draft.fired(rule)

    def _by_noun(self, draft: Draft, context: Context) -> Draft | None:
        noun = draft.counted
        for earlier in context.before(draft):
            if earlier.sentence is not draft.sentence:
                break
            if noun is not None and earlier.counted is not None and earlier.counted.start == noun.start:
                return earlier
        return self._same_kind(draft, context)

    def _earlier(self, draft: Draft, context: Context) -> tuple[Draft | None, str]:
        """The nearest earlier counted figure, within reach of the discourse."""
        for earlier in context.before(draft):
            distance = draft.sentence.index - earlier.sentence.index
            if distance > self.sentences_back:
                break
            if earlier.reading.kind != "count" or earlier.counted is None:
                continue
            if distance == 0:
                return earlier, "claims.unit.sentence"
            return earlier, "claims.unit.discourse"
        return None, ""
