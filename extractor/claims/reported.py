"""How a figure is told where somebody else speaks: in quotation marks, or one tense back behind *said*."""

from __future__ import annotations

from extractor.claims.draft import Draft
from extractor.claims.tense import Tense
from extractor.records import Span


def quoted(draft: Draft) -> bool:
    """Whether the figure stands in somebody's own words, which have a time of their own."""
    return draft.attribution is not None and draft.attribution.type == "direct"


def told(draft: Draft) -> Tense:
    """The tense of a figure's clause, as it was said: behind a past *said*, tenses stand one step back.

    *Said it had fired 14 missiles* tells a past; *said it was building 12 bridges* tells of the day of speaking.
    """
    now = draft.tense
    reported = draft.attribution is not None and draft.attribution.type == "indirect"
    if draft.attribution is None or not reported or now not in ("past", "pluperfect"):
        return now
    if now == "past":
        return "present" if _going_on(draft, draft.attribution.cue) else "past"
    cue = draft.attribution.cue
    if cue is not None and draft.predicate is not None:  # *Polls had put him at 12%*: the words that report
        place = draft.sentence.offset(draft.predicate)
        return now if cue.start <= place < cue.end else "past"
    return "past"


def _going_on(draft: Draft, cue: Span | None) -> bool:
    """Whether a clause behind a past word of saying tells what is going on: *said that police were searching 40*."""
    verb = draft.predicate
    if cue is None or verb is None or verb.tag_ != "VBG" or cue.start > draft.start:
        return False
    said = draft.sentence.head(cue.start, cue.end)
    return said is not None and said.tag_ == "VBD" and any(c.lower_ in ("was", "were") for c in verb.children)
