"""The evidence of what a figure takes from elsewhere, completed in one place when the claim is frozen.

A slot may pass through several hands: an elliptical figure takes the event of the figure before it,
which had taken its own from the sentence before. Whoever hands on a slot notes what it knows; that a
slot which stands outside the claim's sentence is shown as inherited holds here for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.claims.draft import Draft
from extractor.records import Area, DateMention, Event, Inherited, LegalReference, Span


def evidence(draft: Draft) -> tuple[Inherited, ...]:
    """What the steps noted, in their order, then each slot outside the sentence that none of them noted."""
    shown = {item.slot for item in draft.inherited}
    first, last = draft.sentence.start, draft.sentence.end
    found = list(draft.inherited)
    for slot, place in _slots(draft):
        if slot not in shown and not first <= place.start < last:
            shown.add(slot)
            found.append(Inherited(slot, place.start, place.end, place.text))
    return tuple(found)


def _slots(draft: Draft) -> Iterator[tuple[str, Span | Event | Area | DateMention | LegalReference]]:
    if draft.counted is not None:
        yield "counted", draft.counted
    if draft.event is not None:
        yield "event", draft.event
    if draft.actor is not None:
        yield "actor", draft.actor
    if draft.topic is not None:
        yield "topic", draft.topic
    if draft.area is not None:
        yield "area", draft.area
    if draft.time is not None:
        yield "time", draft.time
    for law in draft.legal:
        yield "legal", law
