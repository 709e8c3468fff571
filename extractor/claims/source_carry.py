"""Whose a figure is that goes on a count told before: *of that number, 84*, *a further 84 cases*."""

from __future__ import annotations

from extractor.claims.alike import Kin
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.screen import pattern_of
from extractor.rules import RuleSet

_RULE = "claims.source.series"
_REACH = 8  # sentences: so far back a count that goes on was told
_WITHHELD = frozenset({"claims.source.act", "claims.source.judged", "claims.source.open", "claims.source.place"})


class SourceCarrier:
    """Gives the part of a count, and the next figure of its series, the source of the count."""

    def __init__(self, rules: RuleSet) -> None:
        self.pattern = pattern_of(rules, _RULE)
        self.kin = Kin(rules)

    def __call__(self, context: Context) -> None:
        """Set ``attribution`` of figures whose sentence has no source; call it when relations are known."""
        if self.pattern is None:
            return
        for draft in context.drafts:
            if draft.attribution is not None or not _WITHHELD.isdisjoint(draft.rules):
                continue
            match = self.pattern.match(draft.sentence.plain)
            if match is None or any(report.source is not None for report in context.reports(draft.sentence)):
                continue
            donor = draft.whole if match["part"] else self._before(draft, context)
            if donor is None or donor.attribution is None or donor.order > draft.order:
                continue
            if draft.sentence.index - donor.sentence.index > _REACH:
                continue
            draft.attribution = donor.attribution
            draft.inherit("source", donor.attribution.mention)
            draft.fired(_RULE)

    def _before(self, draft: Draft, context: Context) -> Draft | None:
        """The nearest figure of a sentence before that counts the same."""
        earlier = (d for d in context.before(draft) if d.sentence is not draft.sentence)
        return next((d for d in earlier if self.kin(draft, d) and d.reading.kind == draft.reading.kind), None)
