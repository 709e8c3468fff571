"""Periods that are carried over: by ellipsis, by the clause above, by discourse, by the story.

A figure without a date of its own takes its donor's period; that of the clause above it; that of
the figures which an anaphoric opening points to (*Of these*); and, where its clause is in the past
tense, that of the sentence before or of the story's opening.
"""

from __future__ import annotations

import datetime
import itertools
from typing import Any

from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import above
from extractor.claims.tense import tense
from extractor.records import DateMention
from extractor.rules import RuleSet


class PeriodCarrier:
    """Gives a period to the figures that have none of their own."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims_period", "period")
        self.carried = rules.get("claims.period.discourse").regex() if rules.has("claims.period.discourse") else None
        self.timeless = frozenset(table["timeless_kinds"])
        self.opening: int = table["opening_paragraphs"]
        self.on = {rule.id for rule in rules.layer("claims.period")}

    def __call__(self, context: Context) -> None:
        """Set ``time`` where it is still null and something lends it."""
        for draft in context.drafts:
            if draft.time is None:
                self._inherit(draft, context)

    def _inherit(self, draft: Draft, context: Context) -> None:
        donor = draft.donor
        if donor is not None and donor.time is not None and self._lends(donor, draft):
            self._take(draft, donor, "claims.period.discourse")
            return
        if draft.reading.kind in self.timeless:
            return
        governing = self._governing(draft, context)
        if governing is not None:
            self._take(draft, governing, "claims.period.clause")
            return
        lent = self._before(draft, context)
        if lent is not None:
            self._take(draft, *lent)

    def _governing(self, draft: Draft, context: Context) -> Draft | None:
        """The figure of the same sentence whose predicate stands above, with its period."""
        for earlier in context.beside(draft):
            if earlier is not draft and earlier.time is not None and self._governs(earlier, draft):
                return earlier
        return None

    def _before(self, draft: Draft, context: Context) -> tuple[Draft, str] | None:
        """The figure before whose period holds on, and the rule that says so."""
        sentence = draft.sentence
        previous = [d for d in context.before(draft) if d.sentence.index == sentence.index - 1]
        previous = [d for d in previous if d.sentence.paragraph_index == sentence.paragraph_index][::-1]
        dated = [d for d in previous if d.time is not None and not d.compares]
        if dated and self._carries(draft) and "claims.period.discourse" in self.on:
            return dated[0], "claims.period.discourse"
        if _quoted(draft):
            return None
        past = tense(draft.predicate)
        if dated and dated[0] is previous[0] and "claims.period.paragraph" in self.on and _fits(past, dated[0]):
            return dated[0], "claims.period.paragraph"
        lead = self._lead(context, draft)
        if lead is not None and "claims.period.story" in self.on and _fits(past, lead):
            return lead, "claims.period.story"
        return None

    def _lead(self, context: Context, draft: Draft) -> Draft | None:
        """The first dated figure among the opening paragraphs: the period that the story is about."""
        for earlier in itertools.islice(context.drafts, draft.order):
            if earlier.sentence.paragraph_index > self.opening:
                return None
            if earlier.sentence.paragraph_index == draft.sentence.paragraph_index:
                return None
            inherited = any(item.slot == "time" for item in earlier.inherited)
            titled = earlier.sentence.paragraph.role == "title"
            if earlier.time is not None and not inherited and not earlier.compares and not titled:
                return earlier if _lasting(earlier.time) else None
        return None

    def _lends(self, donor: Draft, draft: Draft) -> bool:
        """Whether an elliptical figure is for its donor's period: one clause, or an anaphoric opening."""
        if "claims.period.discourse" not in self.on:
            return False
        return donor.sentence is draft.sentence or self._carries(draft)

    def _governs(self, earlier: Draft, draft: Draft) -> bool:
        """Whether the other figure's predicate stands above this one's in the same sentence."""
        if earlier.predicate is None or draft.predicate is None or "claims.period.clause" not in self.on:
            return False
        return above(earlier.predicate, draft.predicate)

    def _carries(self, draft: Draft) -> bool:
        return self.carried is not None and bool(self.carried.match(draft.sentence.plain))

    def _take(self, draft: Draft, earlier: Draft, rule: str) -> None:
        assert earlier.time is not None
        draft.time = earlier.time
        draft.inherit("time", earlier.time)
        draft.fired(rule)


def _lasting(date: DateMention) -> bool:
    """Whether a period is long enough to be what a story is about: four weeks at least."""
    if date.from_ is None or date.to is None:
        return False
    return (datetime.date.fromisoformat(date.to) - datetime.date.fromisoformat(date.from_)).days >= 27


def _quoted(draft: Draft) -> bool:
    """Whether the figure stands in somebody's own words, which have a time of their own."""
    return draft.attribution is not None and draft.attribution.type == "direct"


def _fits(past: str, lender: Draft) -> bool:
    """Whether a clause of that tense can be about the lender's period."""
    return past == "past" and tense(lender.predicate) in ("past", "none")
