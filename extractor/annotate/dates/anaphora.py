"""Read expressions that lean on an earlier one: "a year earlier", "the same period"."""

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
_COARSE = ("year", "half", "quarter", "season", "month", "range")


def _base(context: Context, unit: str) -> Anchor | None:
    """What "a year earlier" is a year earlier than: the latest expression, coarse ones first for years."""
    if unit in ("year", "decade", "century", "quarter", "month"):
        near = context.anchor(*_COARSE, reach=1)
        day = context.anchor("day", reach=1)
        if day and day.edge and not day.base and (near is None or near.span.start < day.span.start):
            return day
        if near and not near.base and not (near.ahead and near.sentence != context.sentence):
            return near
        return context.latest(*_COARSE, reach=12) or near or context.anchor("day", "week", "time", reach=2)
    if unit == "week":
        beside = context.anchor("range", reach=0)
        if beside and (beside.period.last - beside.period.first).days == _WEEK:
            return beside
    return context.anchor("day", "week", "weekend", "time", reach=4) or context.anchor()


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
    base = _base(context, unit)
    try:
        if base is None:
            if context.published is None:
                return Reading("DATE", fallback, basis="anaphoric")
            back = _weeks_back(context.published) if unit == "week" and context.compared and not ahead else 0
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


def _weeks_back(published: datetime.date) -> int:
    """How many weeks before that of publication a weekly report tells of: one, until the week is nearly over."""
    return 1 if published.weekday() < _FRIDAY else 0


def step_window(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``the preceding five years``: the units right before (after) an earlier expression."""
    unit, count = context.lexicon.unit(groups["unit"]), context.lexicon.number(groups["n"])
    ahead = groups["rel"].lower() in ("following", "subsequent", "ensuing")
    bare = Reading("DURATION", length(count, unit, context), basis="anaphoric", unit=unit, count=count)
    base = _base(context, unit)
    if (base is None and context.published is None) or not count or unit in ("hour", "minute", "second"):
        return bare
    unit = "week" if unit == "fortnight" else unit
    try:
        if groups["rel"].lower() == "previous" and (base is None or base.sentence != context.sentence):
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


def same(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``the same period``, ``that month``; with a year, the same stretch of that year."""
    word = (groups.get("unit") or groups.get("unit2") or groups.get("unit3") or "period").lower()
    grains: tuple[str, ...] = ()
    if word in context.lexicon.seasons:
        grains = ("season",)
    elif word not in ("period", "periods", "stretch", "span", "timeframe", "time", "months", "weeks", "days", "years"):
        unit = context.lexicon.unit(word)
        grains = (unit, *(("time",) if unit == "day" else ()))
    anchor = _as_long(groups, context)
    if anchor is not None:
        grains = ()
    elif grains:
        anchor = (
            _nearest(grains, context) if "that" in groups or "day" not in grains else context.anchor(*grains, reach=4)
        )
    else:
        anchor = context.anchor(*_COARSE, "decade", "week", reach=4) or context.anchor(reach=2)
    if anchor is None and grains and grains[0] in ("week", "month", "year", "quarter"):
        anchor = context.anchor(reach=2)
        if anchor:
            wide = calendar.containing(anchor.period.first, grains[0])
            anchor = dataclasses.replace(anchor, period=wide)
    if anchor is None:
        if context.within:
            return _of_year(context)
        return None if "that" in groups else Reading("DATE", "PAST_REF", basis="anaphoric")
    period = anchor.period if "that" in groups else _stretch(anchor, context, word)
    if word == "week" and anchor.base and context.published is not None and "that" not in groups:
        period = calendar.shift(calendar.week(context.published), -_weeks_back(context.published), "week")
    if word == "time" and anchor.to is not None:
        period = Period(period.first, anchor.to, "range")
    if context.within is not None:
        years = context.within.first.year - period.first.year
        period = calendar.shift(period, years, "year")
    return dated(period, basis="anaphoric", anchor=anchor.span)


def _nearest(grains: tuple[str, ...], context: Context) -> Anchor | None:
    """The unit last spoken of: the month itself, or that of a day with a date of its own."""
    anchor = context.anchor(*grains, reach=4)
    if grains[0] not in ("month", "year"):
        return anchor
    days = [a for a in context.anchors if a.period.grain == "day" and a.basis == "explicit" and not a.base]
    last = days[-1] if days and context.sentence - days[-1].sentence <= 1 else None
    if last is None or last.reported or (anchor is not None and anchor.span.start > last.span.start):
        return anchor
    return dataclasses.replace(last, period=calendar.containing(last.period.first, grains[0]))


def _as_long(groups: Groups, context: Context) -> Anchor | None:
    """What "the same nine months" repeats: the last stretch spoken of that is as long."""
    if "n" not in groups:
        return None
    unit, count = context.lexicon.unit(groups["unit"]), context.lexicon.number(groups["n"])
    one = datetime.timedelta(days=1)
    if not count:
        return None
    fit = [a for a in context.anchors if calendar.add(a.period.first, count, unit) - one == (a.to or a.period.last)]
    return next((a for a in reversed(fit) if not a.base), fit[-1] if fit else None)


def _stretch(anchor: Anchor, context: Context, word: str) -> Period:
    """What "the same period" repeats: "since January" to its end, all of "in January and February"."""
    running = context.anchor(reach=0)
    if word == "period" and running is not None and running.to is not None and not running.base:
        return Period(running.period.first, running.to, "range")
    if word not in ("period", "months") or anchor.period.grain != "month":
        return anchor.period
    first = anchor.period.first
    beside = [a for a in context.anchors if a.sentence == anchor.sentence and a.span.end < anchor.span.end]
    for other in reversed(beside):
        if other.period.grain != "month" or other.period.last + datetime.timedelta(days=1) != first:
            break
        first = other.period.first
    return anchor.period if first == anchor.period.first else Period(first, anchor.period.last, "range")


def _of_year(context: Context) -> Reading:
    """ "The same period last year" with nothing to lean on: the year up to the same day."""
    within = context.within
    if within is None or context.published is None:
        return Reading("DATE", "PAST_REF", basis="anaphoric")
    return Reading("DATE", within.timex(), None, basis="relative")


def definite(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``the quarter``, ``the latest period``, ``the year``: the one that was spoken of."""
    word = groups["unit"].lower()
    fiscal = groups.get("full", "").lower() in ("fiscal", "financial")
    unit = context.lexicon.unit(word) if word != "period" else "period"
    anchor = context.anchor(*(_COARSE if unit == "period" else (unit,)), reach=1 if unit == "day" else 6)
    if anchor is not None and anchor.base and unit != "period":
        anchor = None if unit != "year" else anchor
    today = context.published
    if anchor is not None and today and anchor.period.last >= today and "latest" in groups:
        anchor = None
    if anchor is not None and today and anchor.period.first > today and unit == "year":
        anchor = None
    if anchor is not None and unit != "weekend":
        return dated(anchor.period, basis="anaphoric", anchor=anchor.span, fiscal=fiscal, **anchor.named())
    if context.published is None or unit in ("period", "day"):
        return None
    now = calendar.containing(context.published, unit)
    if unit == "weekend" and now.first > context.published and context.tense != "future":
        now = calendar.shift(now, -1, "week")
    if unit == "week" and context.tense != "future":
        now = calendar.shift(now, -_weeks_back(context.published), unit)
    elif unit == "quarter" or "latest" in groups:
        now = calendar.shift(now, -1, unit)
    if fiscal:
        return Reading("DATE", now.timex(), basis="relative", fiscal=True)
    return dated(now, basis="relative")
