"""Who says the figure: the attribution whose content holds it."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.records import Attribution, ClaimAttribution, Source, Span
from extractor.rules import RuleSet


class SourceFinder:
    """Ties each figure to the innermost reported statement that contains it."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = {rule.id for rule in rules.layer("claims.source")}
        self.carried = rules.get("claims.source.discourse").regex() if rules.has("claims.source.discourse") else None

    def __call__(self, context: Context) -> None:
        """Set ``attribution``; null is the article's own voice."""
        for draft in context.drafts:
            found = self._holding(draft, context.reports(draft.sentence))
            if found is not None and "claims.source.content" in self.on:
                draft.attribution = _of(context, found)
                draft.content = found.content
                draft.fired("claims.source.content")
            else:
                self._carried(draft, context)

    def _holding(self, draft: Draft, attributions: Sequence[Attribution]) -> Attribution | None:
        holding = [
            (sum(span.end - span.start for span in a.content), order, a)
            for order, a in enumerate(attributions)
            if a.source is not None and any(s.start < draft.end and draft.start < s.end for s in a.content)
        ]
        return min(holding, key=lambda item: item[:2])[2] if holding else None

    def _carried(self, draft: Draft, context: Context) -> None:
        if self.carried is None or not self.carried.match(draft.sentence.plain):
            return
        for earlier in context.before(draft):
            if earlier.sentence is draft.sentence:
                continue
            if earlier.sentence.paragraph_index != draft.sentence.paragraph_index:
                return
            if draft.sentence.index - earlier.sentence.index > 1:
                return
            if earlier.attribution is not None:
                draft.attribution = earlier.attribution
                draft.inherit("source", earlier.attribution.mention)
                draft.fired("claims.source.discourse")
                return


def _of(context: Context, attribution: Attribution) -> ClaimAttribution:
    source = attribution.source
    assert source is not None
    mention = Span(source.start, source.end, source.text)
    return ClaimAttribution(
        type=attribution.type,
        source=_named(context, source),
        mention=mention,
        cue=attribution.cue,
        compiled_by=source.compiled_by,
        reported=attribution.reported,
    )


def _named(context: Context, source: Source) -> Span:
    """The source by name: the antecedent of a pronoun; data together with who compiled them."""
    if source.antecedent is not None:
        return source.antecedent
    by = source.compiled_by
    if by is not None and (by.start < source.start or by.end > source.end):
        start, end = min(source.start, by.start), max(source.end, by.end)
        if end - start <= 120 and "\n" not in context.analysis.text[start:end]:
            return Span(start, end, context.analysis.text[start:end])
        return by
    return Span(source.start, source.end, source.text)
