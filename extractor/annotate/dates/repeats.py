"""Read expressions that stand for an earlier one: "the same period", "that month", "the full year"."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

from extractor.annotate.dates import calendar
from extractor.annotate.dates.anaphora import COARSE, weeks_back
from extractor.annotate.dates.calendar import Period
from extractor.annotate.dates.reading import Anchor, Context, Reading, dated

Groups = Mapping[str, str]
Yields = Mapping[str, Any]
_FEW, _FAR = 3, 12
_LOOSE = 31  # days: what has run on since then is about as long as it is said to be
_WHOLE = frozenset({"full", "whole", "entire"})
_POINTS = frozenset({"date", "point", "stage"})
_STRETCHES = frozenset({"half", "quarter", "range", "season"})


def same(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``the same period``, ``that month``; with a year, the same stretch of that year."""
    word = (groups.get("unit") or groups.get("unit2") or groups.get("unit3") or "period").lower()
    if word.removesuffix("s") in _POINTS:
        return _same_point(context)
    grains: tuple[str, ...] = ()
    running = None
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
        running = _running(context) if word in ("period", "span", "time", "stretch") else None
        anchor = running or _stretch_told(context) or context.anchor(*COARSE, "decade", "week", reach=4)
        anchor = anchor or context.anchor(reach=2)
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
        period = calendar.shift(calendar.week(context.published), -weeks_back(context.published), "week")
    if anchor.to is not None and (word == "time" or anchor is running or "n" in groups):
        period = Period(period.first, anchor.to, "range")
    if context.within is not None:
        years = context.within.first.year - period.first.year
        period = calendar.shift(period, years, "year")
    return dated(period, basis="anaphoric", anchor=anchor.span)


def _stretch_told(context: Context) -> Anchor | None:
    """The stretch last told of, behind the year that it is a part of, or one that it is held against.

    *In the 24 hours to noon 12 died, 40 this year. Over the same period …*; *… 9 were held, more than in 2023*.
    """
    last = context.anchor(*COARSE, reach=4)
    if last is None or last.period != calendar.year(last.period.first.year):
        return None
    year = last.period.first.year
    near = [a for a in context.anchors if context.sentence - a.sentence <= 4 and not (a.base or a.reported or a.ahead)]
    told = next((a for a in reversed(near) if a.period.grain in _STRETCHES), None)
    if told is None or not (str(year) in context.follows or told.period.first.year == year == told.period.last.year):
        return None
    return told


def _same_point(context: Context) -> Reading | None:
    """``the same date last year``: the day up to which was told, in the year that the text gives."""
    anchor = context.anchor(*COARSE, "day", "week", reach=2)
    last = (anchor.to or anchor.period.last) if anchor is not None else context.published
    if last is None or context.within is None:
        return None
    spot = calendar.shift(calendar.day(last), context.within.first.year - last.year, "year")
    return dated(spot, basis="anaphoric", anchor=anchor.span if anchor is not None else None)


def _running(context: Context) -> Anchor | None:
    """What runs on to publication in the sentence last dated: the period of "since January", not the year beside it."""
    beside = [a for a in context.anchors[-_FEW:] if a.sentence == context.anchors[-1].sentence]
    if not beside or context.sentence - beside[0].sentence > 1:
        return None
    return next((a for a in beside if a.to is not None and not a.base), None)


def _nearest(grains: tuple[str, ...], context: Context) -> Anchor | None:
    """The unit last spoken of: the month itself, or that of a day with a date of its own."""
    anchor = context.anchor(*grains, reach=4)
    if grains[0] not in ("month", "year"):
        return anchor
    finer = [a for a in context.anchors if _finer(a, grains[0])]
    last = finer[-1] if finer and context.sentence - finer[-1].sentence <= 1 else None
    if last is None or last.reported or (anchor is not None and anchor.span.start > last.span.start):
        return anchor
    return dataclasses.replace(last, period=calendar.containing(last.period.first, grains[0]))


def _finer(anchor: Anchor, unit: str) -> bool:
    """Whether a date names its month or year as well: *on 3 May 2024*; of a year that does a month too."""
    if anchor.base:
        return False
    return (anchor.period.grain == "day" and anchor.basis == "explicit") or (
        unit == "year" and anchor.period.grain in ("month", "quarter", "half", "season")
    )


def _as_long(groups: Groups, context: Context) -> Anchor | None:
    """What "the same nine months" repeats: the last stretch spoken of that is as long."""
    if "n" not in groups:
        return None
    unit, count = context.lexicon.unit(groups["unit"]), context.lexicon.number(groups["n"])
    one = datetime.timedelta(days=1)
    if not count:
        return None
    fit = [
        a
        for a in context.anchors
        if abs((calendar.add(a.period.first, count, unit) - one - (a.to or a.period.last)).days)
        <= (_LOOSE if a.to else 0)
    ]
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


def nth_again(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """*84 in the first half of 2024, and in the second 97*: another half or quarter of that year."""
    anchor = context.anchor("half", "quarter", reach=0)
    number = context.lexicon.ordinal(groups["nth"])
    if anchor is None or (anchor.period.grain == "half" and number > 2):
        return None
    make = calendar.half if anchor.period.grain == "half" else calendar.quarter
    other = make(anchor.period.first.year, number)
    return dated(other, basis="anaphoric", anchor=anchor.span) if other != anchor.period else None


def definite(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``the quarter``, ``the latest period``, ``the year``: the one that was spoken of."""
    word = groups["unit"].lower()
    fiscal = groups.get("full", "").lower() in ("fiscal", "financial")
    whole = _whole_year(groups, context)
    if whole is not None:
        return whole
    unit = context.lexicon.unit(word) if word != "period" else "period"
    anchor = context.anchor(*(COARSE if unit == "period" else (unit,)), reach=1 if unit == "day" else 6)
    if anchor is not None and unit == "year" and (anchor.base or anchor.sentence < context.sentence - 1):
        anchor = context.latest("year", reach=_FAR) or anchor
    elif anchor is not None and anchor.base and unit != "period":
        anchor = None
    today = context.published
    if anchor is not None and today and anchor.period.last >= today and "latest" in groups:
        anchor = None
    if anchor is not None and today and unit == "year" and (anchor.period.first > today or context.tense == "future"):
        anchor = None
    if anchor is not None and unit != "weekend":
        return dated(anchor.period, basis="anaphoric", anchor=anchor.span, fiscal=fiscal, **anchor.named())
    if context.published is None or unit in ("period", "day"):
        return None
    now = calendar.containing(context.published, unit)
    if unit == "weekend" and now.first > context.published and context.tense != "future":
        now = calendar.shift(now, -1, "week")
    if unit == "week" and context.tense != "future":
        now = calendar.shift(now, -weeks_back(context.published), unit)
    elif unit == "quarter" or "latest" in groups:
        now = calendar.shift(now, -1, unit)
    if fiscal:
        running = unit == "year" and "latest" not in groups and context.fiscal
        known = running.around(context.published, 0) if running else None
        if known is not None:
            return Reading("DATE", f"{known[0].last.year:04d}", known[0], basis="relative", fiscal=True, rule=known[1])
        return Reading("DATE", now.timex(), basis="relative", fiscal=True)
    return dated(now, basis="relative")


def _whole_year(groups: Groups, context: Context) -> Reading | None:
    """``the full year``, ``the year as a whole``: that of the month or quarter last told of."""
    if groups["unit"].lower() != "year" or not ("whole" in groups or groups.get("full", "").lower() in _WHOLE):
        return None
    anchor = context.anchor("month", "quarter", "half", reach=6)
    if anchor is None or anchor.base or (context.tense == "future" and context.published is not None):
        return None
    return dated(calendar.containing(anchor.period.first, "year"), basis="anaphoric", anchor=anchor.span)
