"""Read expressions that lie before or after an earlier one: "a year earlier", "the three months that followed"."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

from extractor.annotate.dates import calendar
from extractor.annotate.dates.calendar import Period
from extractor.annotate.dates.durations import length
from extractor.annotate.dates.reading import Anchor, Context, Reading, dated, offset_grain

Groups = Mapping[str, str]
Yields = Mapping[str, Any]
_WEEK, _FRIDAY = 6, 4
_FEW = 3
_YEAR = 366  # days
_SHORT = frozenset({"day", "month", "week"})
COARSE = ("year", "half", "quarter", "season", "month", "range")


def _base(context: Context, unit: str) -> Anchor | None:
    """What "a year earlier" is a year earlier than: the latest expression, coarse ones first for years."""
    if unit in ("year", "decade", "century", "quarter", "month"):
        near = context.anchor(*COARSE, reach=1)
        day = context.anchor("day", reach=1)
        if day and day.edge and not day.base and (near is None or near.span.start < day.span.start):
            return day
        if near and not near.base and not (near.ahead and near.sentence != context.sentence):
            return near
        level = _level(context)
        if level is not None:
            return level
        return context.latest(*COARSE, reach=12) or near or context.anchor("day", "week", "time", reach=2)
    if unit == "week":
        beside = context.anchor("range", reach=0)
        if beside and (beside.period.last - beside.period.first).days == _WEEK:
            return beside
    return context.anchor("day", "week", "weekend", "time", reach=4) or context.anchor()


def _level(context: Context) -> Anchor | None:
    """The day of a level a few sentences back, if it is the last time that was spoken of: *at the end of March*."""
    for found in reversed(context.anchors):
        if context.sentence - found.sentence > _FEW or (found.period.grain != "day" and not found.base):
            return None
        if found.edge and found.to is None and not found.base and not found.reported:
            return found
    return None


def _began(context: Context) -> Anchor | None:
    """What runs on in this sentence, before which other years lie: *Since 2023 nine, in the ten years before 40*."""
    here = [a for a in context.anchors[-_FEW:] if a.sentence == context.sentence]
    return next((a for a in reversed(here) if a.to is not None and not a.base), None)


def offset(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``a year earlier``, ``two weeks later``."""
    unit = context.lexicon.unit(groups["unit"])
    count = context.lexicon.number(groups["n"])
    ahead = groups["dir"].lower().startswith(("later", "after"))
    fallback = "FUTURE_REF" if ahead else "PAST_REF"
    if count is None or unit in ("hour", "minute", "second", "millennium"):
        return Reading("DATE", fallback, basis="anaphoric")
    step = int(count) if ahead else -int(count)
    mod = "APPROX" if groups.get("mod") else None
    return _moved(context, step, "week" if unit == "fortnight" else unit, fallback, mod)


def _moved(context: Context, step: int, unit: str, fallback: str, mod: str | None) -> Reading:
    base = _base(context, unit)
    if base is not None and unit in _SHORT and (base.period.last - base.period.first).days > _YEAR:
        return Reading("DATE", fallback, basis="anaphoric", mod=mod)  # "in 2023-26 …; three months earlier"
    try:
        if base is None:
            if context.published is None:
                return Reading("DATE", fallback, basis="anaphoric", mod=mod)
            found = calendar.containing(calendar.add(context.published, step, unit), offset_grain(unit))
            return dated(found, basis="relative", mod=mod, approx=mod is not None)
        found = calendar.shift(base.period, step, unit)
        month = calendar.containing(base.period.first, "month")
        if base.edge and base.period.first == month.last and unit in ("year", "month", "quarter", "half"):
            found = calendar.day(calendar.containing(found.first, "month").last)
    except (ValueError, OverflowError):
        return Reading("DATE", fallback, basis="anaphoric", mod=mod)
    if found.grain in ("day", "time") and unit not in ("day", "week", "weekend") and not base.edge:
        found = calendar.containing(found.first, offset_grain(unit))
    name = base.named(step) if unit == "year" else {}
    return dated(found, basis="anaphoric", anchor=base.span, mod=mod, approx=mod is not None, **name)


def then(_groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``since then``: the time last spoken of."""
    last = context.anchors[-1] if context.anchors else None
    alone = last is not None and last.base and last.sentence == context.sentence - 1
    if alone and any(other.sentence == context.sentence - 1 for other in context.anchors[-2:-1]):
        alone = False
    anchor = last if alone else dataclasses.replace(context, tense="future").anchor(reach=3)
    if anchor is None:
        return None
    return dated(anchor.period, basis="anaphoric", anchor=anchor.span)


def next_one(_groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``next`` after "this year": the unit that follows."""
    base = context.anchor("year", "month", "week", "quarter", reach=0)
    if base is None:
        return None
    return dated(calendar.shift(base.period, 1, base.period.grain), basis="anaphoric", anchor=base.span)


def step(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``the previous year``, ``the month before``: the neighbouring unit of an earlier expression."""
    unit = context.lexicon.unit(groups.get("unit") or groups["unit2"])
    ahead = (groups.get("rel") or groups.get("rel2", "")).lower() in (
        "following",
        "subsequent",
        "ensuing",
        "next",
        "after",
        "that followed",
    )
    count = 1 if ahead else -1
    fallback = "FUTURE_REF" if ahead else "PAST_REF"
    unit = "week" if unit == "fortnight" else unit
    base = context.anchors[-1] if "that" in groups and context.anchors else _base(context, unit)
    try:
        if base is None:
            if context.published is None:
                return Reading("DATE", fallback, basis="anaphoric")
            back = weeks_back(context.published) if unit == "week" and context.compared and not ahead else 0
            spot = calendar.add(context.published, count - back, unit)
            return dated(calendar.containing(spot, unit), basis="relative")
        if (
            unit == "year"
            and 364 <= (base.period.last - base.period.first).days <= 731
            and base.period.grain in ("year", "range")
        ):
            return dated(calendar.shift(base.period, count, unit), basis="anaphoric", anchor=base.span)
        if unit == "week" and base.period.grain == "range":
            return dated(calendar.shift(base.period, count, unit), basis="anaphoric", anchor=base.span)
        whole = calendar.containing(base.period.first, unit)
        found = calendar.containing(calendar.add(whole.first, count, unit), unit)
    except (ValueError, OverflowError):
        return Reading("DATE", fallback, basis="anaphoric")
    return dated(found, basis="anaphoric", anchor=base.span)


def weeks_back(published: datetime.date) -> int:
    """How many weeks before that of publication a weekly report tells of: one, until the week is nearly over."""
    return 1 if published.weekday() < _FRIDAY else 0


def step_window(groups: Groups, context: Context, yields: Yields) -> Reading | None:
    """``the preceding five years``: the units right before (after) an earlier expression."""
    unit, count = context.lexicon.unit(groups["unit"]), context.lexicon.number(groups["n"])
    rel = str(yields.get("rel") or groups["rel"]).lower()
    ahead = rel in ("following", "subsequent", "ensuing")
    bare = Reading("DURATION", length(count, unit, context), basis="anaphoric", unit=unit, count=count)
    base = (None if ahead else _began(context)) or _base(context, unit)
    if (base is None and context.published is None) or not count or unit in ("hour", "minute", "second"):
        return bare
    unit = "week" if unit == "fortnight" else unit
    try:
        beside = base is not None and (base.sentence == context.sentence or _as_long(base, count, unit, context))
        if rel == "previous" and not context.compared and not beside:
            today = context.published
            if today is None:
                return bare
            far = calendar.add(today, count if ahead else -count, unit)
            return dataclasses.replace(bare, basis="relative", period=Period(min(far, today), max(far, today), "range"))
        if base is None:
            return bare
        one = datetime.timedelta(days=1)
        if ahead:
            start = base.period.last + one
            period = Period(start, calendar.add(start, count, unit) - one, "range")
        else:
            period = Period(calendar.add(base.period.first, -count, unit), base.period.first - one, "range")
    except (ValueError, OverflowError):
        return bare
    return dataclasses.replace(bare, period=period, anchor=base.span)


def _as_long(base: Anchor, count: float, unit: str, context: Context) -> bool:
    """Whether the sentence before told of a stretch of that length: *In the third quarter … the previous 3 months*."""
    one = datetime.timedelta(days=1)
    same = calendar.add(base.period.first, count, unit) - one == base.period.last
    return same and context.sentence - base.sentence == 1


def year_earlier(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``the year-ago quarter``, ``year-earlier``."""
    unit = context.lexicon.unit(groups.get("n") or groups["n2"])
    if "q" in groups and context.published:
        ordinal = context.lexicon.ordinal(groups["q"])
        this = calendar.containing(context.published, "year").first.year
        found = calendar.quarter(this, ordinal)
        if found.first > context.published:
            found = calendar.quarter(this - 1, ordinal)
        return dated(calendar.shift(found, -1, unit), basis="relative")
    head = groups.get("head", "").lower()
    if head in ("quarter", "month", "half", "week"):
        anchor = context.anchor(head, reach=4)
        if anchor:
            return dated(calendar.shift(anchor.period, -1, unit), basis="anaphoric", anchor=anchor.span)
    return _moved(context, -1, unit, "PAST_REF", None)
