"""Whether a figure has a period or place of its own, so that it is no part of what stands near it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import is_subject

if TYPE_CHECKING:
    from extractor.annotate.analysis import Sentence
    from extractor.records import PlaceMention

_OPENING = re.compile(r"[;:]|,\s|\b(?:and|but|while|though|yet)\s", re.IGNORECASE)
_SINGULAR = frozenset({"is", "was", "has"})
_STOP = re.compile(r"[;:]")
_SAID = re.compile(
    r",[”\"’']?\s+(?:according to\b|(?:[\w’'.-]+\s+){1,4}?(?:said|says|reported|told|announced|added|wrote)\b)",
    re.IGNORECASE,
)
# What makes a place the place of a figure; *Republicans*, *Spaniards* are none.
_WITHIN = re.compile(
    r"\b(?:in|at|across|from|of|for|outside|near|on|to|throughout|around)\s+(?:the\s+)?\Z", re.IGNORECASE
)


def one_more(draft: Draft) -> bool:
    """*Two men were jailed. A third was acquitted*: one more, no share of them; of money a share is singular, too."""
    anchor, verb = draft.anchor, draft.verb
    if draft.reading.kind != "fraction" or not draft.bare or anchor is None or verb is None or not is_subject(anchor):
        return False
    alone = not any(child.lower_ == "of" for child in anchor.rights)
    return alone and any(token.lower_ in _SINGULAR for token in (verb, *verb.lefts))


def goes_on(draft: Draft, whole: Draft, context: Context) -> bool:
    """*Police held 84 men. Twelve were freed in May*: what came of some of a set has a time and place behind its verb.

    One that opens the clause sets it apart, and so does a place of the kind that the set has itself.
    """
    begin = draft.start - len(context.lead(draft))
    places = context.places(draft.sentence)
    starts = [*(date.start for date in context.dates(draft.sentence)), *(place.start for place in places)]
    if any(begin <= start < draft.start for start in starts):
        return False
    kinds = {place.kind for place in context.places(whole.sentence)}
    return all(place.kind not in kinds for place in places)


def placed(draft: Draft, context: Context) -> bool:
    """Whether a figure has a period or place of its own: one named in its clause."""
    base, before = draft.sentence.start, context.preceding(draft)
    begin = base
    if before is not None:
        # What stands before the mark that opens the clause is the other figure's.
        marks = list(_OPENING.finditer(draft.sentence.plain, before.end - base, draft.start - base))
        begin = base + marks[-1].start() if marks else base
    # Nor is the time when something was said the figure's.
    stop = _STOP.search(draft.sentence.plain, draft.end - base) or _SAID.search(draft.sentence.plain, draft.end - base)
    end = base + stop.start() if stop is not None else draft.sentence.end
    dates = [date for date in context.dates(draft.sentence) if begin <= date.start < end]
    places = (place for place in context.places(draft.sentence) if begin < place.start < end)
    return any(date.type != "DURATION" or date.to is not None for date in dates) or any(
        within(place, draft.sentence) for place in places
    )


def within(place: PlaceMention, sentence: Sentence) -> bool:
    """Whether a place is where something is: *in Lima*; not *Lima's*, nor a dateline."""
    at = place.start - sentence.start
    return _WITHIN.search(sentence.plain[max(0, at - 16) : at]) is not None
