"""Whose matter a phrase is: that of another provision, of a figure that one is compared with, or of a part."""

from __future__ import annotations

from extractor.claims.context import Context
from extractor.claims.draft import Draft, overlaps
from extractor.records import Span


def belongs_to_another(draft: Draft, offence: Span, context: Context) -> bool:
    """Whether a phrase of a figure's sentence is the matter of another figure or provision."""
    return (
        _of_provision(draft, offence, context)
        or _of_compared(draft, offence, context)
        or _of_part(draft, offence, context)
    )


def _of_provision(draft: Draft, offence: Span, context: Context) -> bool:
    """Whether a phrase is what another provision than the figure's punishes."""
    own = {reference.number for reference in draft.legal}
    cited = context.references(draft.sentence) if own else ()
    return any(r.offence is not None and overlaps(offence, [r.offence]) and r.number not in own for r in cited)


def _of_compared(draft: Draft, offence: Span, context: Context) -> bool:
    """*Five years, compared with nine for theft*: whether a phrase belongs to a second figure behind this one."""
    plain, base = draft.sentence.plain, draft.sentence.start
    return any(
        other.order > draft.order
        and other.topic == offence
        and other.reading.kind == draft.reading.kind
        and draft.end <= offence.start
        and ((other.compares and other.reach <= offence.start) or ";" in plain[draft.end - base : offence.start - base])
        for other in context.in_sentence(draft.sentence)
    )


def _of_part(draft: Draft, offence: Span, context: Context) -> bool:
    """*84 cases were open, among them 12 rape trials*: whether a phrase belongs to a later figure's own noun."""
    return any(
        other.order > draft.order and draft.whole is not other and other.end <= offence.start < other.reach
        for other in context.in_sentence(draft.sentence)
    )
