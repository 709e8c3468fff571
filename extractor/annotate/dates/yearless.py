"""Give a day, month, quarter or season that is told without its year the year that is meant."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from extractor.annotate.dates.calendar import Period
from extractor.annotate.dates.reading import Context

FEW = 4  # sentences, and dates, that a stretch speaks for
_SHORT = 300
_DATED = frozenset({"day", "month"})


def placed(context: Context, make: Callable[[int], Period | None], rel: str | None = None) -> Period | None:
    """Give a yearless period its year.

    The year of the text if there is one; else, from the day of publication: the last one begun
    in reports, the next one not yet over where the clause looks ahead. Null with neither.
    """
    if context.within is not None:
        for year in range(context.within.first.year, context.within.last.year + 1):
            found = make(year)
            if found and found.first >= context.within.first and found.first <= context.within.last:
                return found
        return make(context.within.first.year)
    today = context.published
    chained = _after_anchor(context, make) if rel is None else None
    if chained is not None:
        return chained
    if today is None:
        return _inside_anchor(context, make) if rel is None else None
    before = _before_anchor(context, make, today) if context.compared and rel is None else None
    if before is not None:
        return before
    inside = _inside_told(context, make, today) if rel is None and context.tense != "future" else None
    if inside is not None:
        return inside
    step = context.lexicon.step(rel) if rel else 0
    around = [p for p in (make(today.year + d) for d in range(-5, 6)) if p]
    over = [p for p in around if p.last < today]
    begun = [p for p in around if p.first <= today]
    ahead = [p for p in around if p.first > today]
    if rel and rel.split()[-1] in ("last", "past", "previous"):
        return over[-1] if over else None
    if rel and (step > 0 or rel == "this coming"):
        return ahead[0] if ahead else None
    if rel == "this":
        return next((p for p in around if p.first.year == today.year), None)
    return _by_tense(context, today, begun, ahead)


def _after_anchor(context: Context, make: Callable[[int], Period | None]) -> Period | None:
    """The first one after a date of the same sentence that has its year: *In November 2023 …, by December*."""
    if context.tense == "future" or not context.anchors:
        return None
    near = context.anchors[-1]
    if near.sentence != context.sentence or near.basis != "explicit" or near.period.grain not in ("day", "month"):
        return None
    if near.to is not None:  # what runs on since then is told of up to now
        return None
    year = near.period.first.year
    found = next((p for p in (make(year), make(year + 1)) if p is not None and p.first > near.period.first), None)
    over = context.published is None or (found is not None and found.first <= context.published)
    return found if over and near.in_chain(context.published) else None


def _before_anchor(context: Context, make: Callable[[int], Period | None], today: datetime.date) -> Period | None:
    """The last one before the date that it led to: *In July 84, down from 90 in November*.

    What a figure is merely held against (*compared with 90 in November*) comes first only where it is not over yet.
    """
    near = context.anchors[-1] if context.anchors else None
    if near is None or near.sentence != context.sentence or near.period.grain not in _DATED or near.base:
        return None
    year = near.period.first.year
    own = make(year)
    if own is not None and own.last < today and not context.led_from:
        return None
    return next((p for p in (own, make(year - 1)) if p is not None and p.last < near.period.first), None)


def _inside_told(context: Context, make: Callable[[int], Period | None], today: datetime.date) -> Period | None:
    """The one within a stretch of this sentence, or of the one before if this year's is to come.

    *Many were held in August and September 2024. On the night of 12 August …*, said in June 2025.
    """
    own = make(today.year)
    to_come = own is None or own.first > today
    inside = _inside_anchor(context, make, 1 if to_come else 0)
    if inside is None or inside.last >= today or inside.first.year < today.year - 1:
        return None
    return inside if all(a.period != inside for a in context.anchors) else None


def _inside_anchor(context: Context, make: Callable[[int], Period | None], reach: int = FEW) -> Period | None:
    """The one within a stretch named shortly before: *in the first quarter of 2025 … in March alone*."""
    for anchor in reversed(context.anchors[-FEW:]):
        whole = anchor.period
        if anchor.sentence < context.sentence - reach or anchor.basis != "explicit" or anchor.base:
            continue
        if (whole.last - whole.first).days > _SHORT:  # the next year's month may be meant as well
            continue
        found = make(whole.first.year)
        if found is not None and whole.first <= found.first and found.last <= whole.last:
            return found
    return None


def _by_tense(context: Context, today: datetime.date, begun: list[Period], ahead: list[Period]) -> Period | None:
    """The last one begun, or the next one: by the tense of the clause, else the far nearer one."""
    if not begun or not ahead:
        return begun[-1] if begun else ahead[0] if ahead else None
    last, following = begun[-1], ahead[0]
    since, until = (today - last.last).days, (following.first - today).days
    if since <= 0:
        return last
    if context.tense == "future":
        just_over = following.grain in ("quarter", "half") and since <= 90 and until >= 90
        return last if just_over else following
    if context.tense == "past":
        if following.grain == "month" and _beside_past(context, today):
            return last
        soon = 60 if following.grain == "day" else 35
        return following if until <= soon and since >= 240 and following.grain in ("day", "month") else last
    return following if until * 2.5 < since else last


def _beside_past(context: Context, today: datetime.date) -> bool:
    """Whether the sentence has named a month that is over: *The worst month was August, the best February*."""
    near = context.anchors[-1] if context.anchors else None
    return near is not None and near.sentence == context.sentence and near.period.last < today
