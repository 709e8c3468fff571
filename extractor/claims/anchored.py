"""The period of a date that only says how long before another one it lies: *a year earlier*, *the previous year*.

The other one is that of the figure compared with, whatever dates stand between (*The rate was 25%, against
42% a year earlier*, paragraphs after *in 2024*), and in a sentence of its own that of the figures told of last.
"""

from __future__ import annotations

import re

from extractor.annotate.dates import calendar
from extractor.claims.base import before, of_period
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.records import DateMention, Span

_RULE = "claims.period.anchored"
_OFFSET = re.compile(
    r"(?:a|one|the|the same period (?:a|one)) (year|quarter|month|week) (?:earlier|before|previously)", re.IGNORECASE
)
_NEIGHBOUR = re.compile(r"the (?:previous|prior|preceding) (year|quarter|month|week)", re.IGNORECASE)
_FAR = 2
_OPENING = 8


def anchor_again(draft: Draft, context: Context) -> None:
    """Give a figure dated by the distance from another period that which the figure before it has."""
    date = draft.time
    if date is None or date.basis != "anaphoric" or date.anchor is None:
        return
    if not _own(draft, date) or _own(draft, date.anchor):
        return
    offset = _OFFSET.fullmatch(date.text)
    step = offset or _NEIGHBOUR.fullmatch(date.text)
    if step is None:
        return
    told = _told(draft, date, context)
    if told is None or told.from_ is None or told.to is None or told.bound or told.start == date.anchor.start:
        return
    unit = step[1].lower()
    moved = before(told, unit)
    if offset is None and told.granularity != unit:
        moved = calendar.containing(calendar.add(moved.first, 0, "day"), unit)
    draft.time = of_period(date, moved, told)
    draft.fired(_RULE)


def _told(draft: Draft, date: DateMention, context: Context) -> DateMention | None:
    """The period that a distance is measured from: that of the first term, or of the figure told of last."""
    if draft.compared is not None:
        return draft.compared.time
    if date.start - draft.sentence.start > _OPENING:
        return None
    for earlier in context.before(draft):
        if earlier.sentence is not draft.sentence and earlier.time is not None and not earlier.compares:
            return earlier.time if draft.sentence.index - earlier.sentence.index <= _FAR else None
    return None


def _own(draft: Draft, date: DateMention | Span) -> bool:
    """Whether a date stands in the figure's own sentence."""
    return draft.sentence.start <= date.start < draft.sentence.end
