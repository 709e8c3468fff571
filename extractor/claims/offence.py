"""The topic that a figure's provision names: *Article 338 (desertion)*, once said, holds for later figures."""

from __future__ import annotations

from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.records import LegalReference, Span
from extractor.rules import RuleSet

_RELATIVE = frozenset({"which", "whom", "whose", "that", "it", "them", "this"})
_Provision = tuple[str, str | None]


class OffenceFinder:
    """Gives a figure without a topic the offence of the provision that it falls under."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = rules.has("claims.topic.provision")

    def __call__(self, context: Context) -> None:
        """Set ``topic`` where every provision of a figure names one and the same offence."""
        offences: dict[_Provision, Span] = {}
        for reference in context.analysis.legal_references if self.on else ():
            if reference.offence is not None and names_matter(reference.offence):
                offences.setdefault(_provision(reference), reference.offence)
        for draft in context.drafts if offences else ():
            named = [offences.get(_provision(reference)) for reference in draft.legal]
            first = named[0] if named else None
            if draft.topic is None and first is not None and all(span == first for span in named):
                self._give(draft, first)

    def _give(self, draft: Draft, offence: Span) -> None:
        draft.topic = offence
        draft.fired("claims.topic.provision")
        if not draft.sentence.start <= offence.start < draft.sentence.end:
            draft.inherit("topic", offence)


def _provision(reference: LegalReference) -> _Provision:
    return reference.number, reference.instrument.id if reference.instrument is not None else None


def names_matter(offence: Span) -> bool:
    """Whether a gloss is a phrase of its own: *for which judges can impose two years* names no offence."""
    return offence.text.split(None, 1)[0].lower() not in _RELATIVE
