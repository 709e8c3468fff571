"""Read expressions that are counted from the day of publication."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

from extractor.annotate.dates import calendar
from extractor.annotate.dates.calendar import Period
from extractor.annotate.dates.reading import Anchor, Context, Reading, dated, offset_grain
from extractor.annotate.dates.yearless import placed

Groups = Mapping[str, str]
Yields = Mapping[str, Any]
_PARTS = {"early": "START", "earlier": "START", "late": "END", "later": "END"}
_DATING = ("day", "month", "quarter")
_RECENT = 100
_FEW = 3
_YEAR = 366


def deictic(groups: Groups, context: Context, _: Yields) -> Reading:
    """``yesterday``, ``tomorrow night``, ``this morning``."""
    words = groups["word"].lower()
    code = next((c for w, c in context.lexicon.parts_of_day.items() if w in words.split()[-1]), None)
    if "part" in groups:
        code = context.lexicon.parts_of_day[groups["part"].lower()]
    step = {"before yesterday": -2, "after tomorrow": 2}.get(words)
    if step is None:
        step = (
            -1
            if words.startswith("last ")
            else int(context.lexicon.step(words.split()[0]) if words in ("yesterday", "tomorrow") else 0)
        )
    mod = _PARTS.get(groups.get("when", "").lower())
    if context.published is None:
        return Reading(
            "TIME" if code else "DATE", f"XXXX-XX-XXT{code}" if code else "XXXX-XX-XX", basis="relative", mod=mod
        )
    found = calendar.day(calendar.add(context.published, step, "day"))
    if code:
        return Reading("TIME", f"{found.timex()}T{code}", dataclasses.replace(found, grain="time"), basis="relative")
    return dated(found, basis="relative", mod=mod)


def vague(_groups: Groups, _context: Context, yields: Yields) -> Reading:
    """``now``: a reference without a place on the calendar."""
    return Reading("DATE", str(yields["value"]), basis="relative")


def past(groups: Groups, context: Context, _: Yields) -> Reading:
    """``recently``, ``recent weeks``, ``decades ago``."""
    return (
        _open_reference(groups, context, "PAST_REF")
        if "unit" in groups
        else Reading("DATE", "PAST_REF", basis="relative")
    )


def future(_groups: Groups, _context: Context, _: Yields) -> Reading:
    """``soon``, ``coming months``."""
    return Reading("DATE", "FUTURE_REF", basis="relative")


def _open_reference(groups: Groups, context: Context, fallback: str) -> Reading:
    if context.around.endswith("ago"):
        return Reading("DATE", fallback, basis="relative")
    unit = context.lexicon.unit(groups["unit"].split()[0])
    if unit == "year":
        return Reading("DATE", fallback, basis="relative")
    return Reading("DURATION", open_value(unit, context), basis="relative", unit=unit)


def open_value(unit: str, context: Context) -> str:
    """The TIMEX3 value of an unknown number of units: ``PXW``."""
    if unit == "fortnight":
        return "PXW"
    return ("PTX" if unit in ("hour", "minute", "second") else "PX") + str(context.lexicon.unit_codes[unit])


def weekday(groups: Groups, context: Context, _: Yields) -> Reading:
    """``Thursday``, ``last Friday``, ``Monday morning``; a bare one is the last, today included."""
    number = context.lexicon.weekday(groups["wd"])
    rel = groups.get("rel", "").lower()
    part = _PARTS.get(groups.get("part", "").lower())
    code = context.lexicon.parts_of_day.get(groups.get("dp", "").lower())
    today = context.published
    if context.within is not None and context.within.grain == "week":
        spot = calendar.day(context.within.first + datetime.timedelta(days=number))
        return dated(spot, basis="relative")
    if today is None:
        value = f"XXXX-WXX-{number + 1}"
        return Reading("TIME" if code else "DATE", value + (f"T{code}" if code else ""), basis="relative", mod=part)
    back = (today.weekday() - number) % 7
    if rel in ("last", "this past"):
        moved = -(back or 7)
    elif rel in ("next", "this coming") or ((context.tense == "future") and not rel):
        moved = (7 - back) if back or rel else 0
    elif rel == "this":
        moved = number - today.weekday()
    else:
        moved = -back
    found = calendar.day(today + datetime.timedelta(days=moved))
    if code:
        spot = dataclasses.replace(found, grain="time")
        return Reading("TIME", f"{found.timex()}T{code}", spot, basis="relative", mod=part)
    return dated(found, basis="relative", mod=part)


def weekday_set(groups: Groups, context: Context, _: Yields) -> Reading:
    """``every Saturday``, ``Mondays``."""
    number = context.lexicon.weekday(groups.get("wd") or groups["wd2"])
    return Reading("SET", f"XXXX-WXX-{number + 1}", basis="explicit")


def unit(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``last year``, ``this week``, ``the current quarter``."""
    name = context.lexicon.unit(groups["unit"])
    step = context.lexicon.step(groups["rel"])
    fiscal = groups.get("fiscal", "").strip().lower() not in ("", "calendar")
    if name == "fortnight":
        name = "week"
    today = context.published
    known = context.fiscal.around(today, step) if fiscal and name == "year" and context.fiscal and today else None
    if known is not None and not groups["fiscal"].lower().startswith(("academic", "school")):
        return Reading("DATE", f"{known[0].last.year:04d}", known[0], basis="relative", fiscal=True, rule=known[1])
    spoken = _just_spoken_of(name, context) if "the" in groups else None
    if spoken is not None:
        return spoken
    if today is None or name == "season":
        return Reading("DATE", _unknown(name), basis="relative", fiscal=fiscal)
    try:
        found = calendar.containing(calendar.add(calendar.containing(today, name).first, step, name), name)
    except (ValueError, OverflowError):
        return None
    reading = dated(found, basis="relative", fiscal=fiscal)
    return dataclasses.replace(reading, period=None) if fiscal else reading


def _just_spoken_of(name: str, context: Context) -> Reading | None:
    """ "In October 63 were tried; by the end of the month": the month that the clauses before tell of.

    "In December he said that since the beginning of the year": the year in which he said so.
    """
    near = context.anchors[-1] if context.anchors else None
    if name == "year" and near is not None and near.sentence == context.sentence and near.period.grain in _DATING:
        return dated(calendar.containing(near.period.first, "year"), basis="anaphoric", anchor=near.span)
    last = near is not None and name == "year" == near.period.grain and not near.base
    reach = _FEW if last else 1
    anchor = context.anchor(name, reach=reach)
    if anchor is None or anchor.base or context.tense != "past" or anchor.sentence < context.sentence - reach:
        return None
    return dated(anchor.period, basis="anaphoric", anchor=anchor.span)


def _unknown(name: str) -> str:
    return {
        "day": "XXXX-XX-XX",
        "week": "XXXX-WXX",
        "weekend": "XXXX-WXX-WE",
        "month": "XXXX-XX",
        "quarter": "XXXX-QX",
        "half": "XXXX-HX",
        "decade": "XXX",
        "century": "XX",
    }.get(name, "XXXX")


def so_far(groups: Groups, context: Context, _: Yields) -> Reading:
    """``so far this year``: from its first day to the day of publication."""
    name = next((groups[k] for k in ("unit", "unit2", "unit3", "unit4") if k in groups), "year")
    named = int(groups["y"]) if "y" in groups else None
    if named is not None and (context.published is None or named != context.published.year):
        return dated(calendar.year(named))
    if context.published is None:
        return Reading("DATE", _unknown(context.lexicon.unit(name)), basis="relative")
    whole = calendar.containing(context.published, context.lexicon.unit(name))
    return Reading("DATE", whole.timex(), Period(whole.first, context.published, "range"), basis="relative")


def within(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``earlier this year``: the part of the running unit that lies before (after) publication."""
    part = _PARTS[groups["part"].lower()]
    rel = groups["rel"].lower()
    name = groups["unit"].lower()
    if name in context.lexicon.seasons:
        found = placed(
            context, lambda y: calendar.season(y, context.lexicon.seasons[name]), rel.replace("in the", "this")
        )
    elif rel == "that":
        anchor = context.anchor(reach=3)
        if anchor is None:
            return Reading("DATE", _unknown(name), basis="anaphoric", mod=part)
        whole = calendar.containing(anchor.period.first, name)
        return Reading("DATE", whole.timex(), whole, mod=part, part=part, basis="anaphoric", anchor=anchor.span)
    elif context.published is None:
        return Reading("DATE", _unknown(name), basis="relative", mod=part)
    else:
        base = calendar.containing(context.published, name)
        found = calendar.shift(base, context.lexicon.step(rel) if rel in ("last", "next") else 0, name)
    if found is None:
        return None
    value = found.timex()
    today = context.published
    if rel in ("last", "next") or today is None:
        return Reading("DATE", value, found, mod=part, part=part, basis="relative")
    word = groups["part"].lower()
    if word == "earlier":
        found = Period(found.first, min(found.last, today), found.grain)
    elif word == "later":
        found = Period(max(found.first, today), found.last, found.grain)
    else:
        return Reading("DATE", value, found, mod=part, part=part, basis="relative")
    return Reading("DATE", value, found, mod=part, basis="relative")


def ago(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``three months ago``, ``nearly two years ago``."""
    name = context.lexicon.unit(groups["unit"])
    count = context.lexicon.number(groups["n"])
    if count is None or name == "millennium":
        return Reading("DATE", "PAST_REF", basis="relative")
    if "half" in context.around.split("ago")[0].split(name)[0] and groups["n"].lower() in ("a", "an"):
        count += 0.5
    approx = bool(groups.get("mod")) or "or so" in context.around
    mod = "APPROX" if approx else None
    weekday_name = groups.get("wd", "").lower()
    like = _same_stretch(context) if count == 1 and name == "year" and not approx else None
    try:
        if like:
            return dated(calendar.shift(like.period, -1, "year"), basis="anaphoric", anchor=like.span)
        if context.published is None:
            return Reading("DATE", "PAST_REF", basis="relative", approx=approx, mod=mod)
        spot = calendar.add(context.published, -count, name)
        grain = "year" if name == "decade" else offset_grain(name)
        found = calendar.containing(spot, "day" if weekday_name else grain)
    except (ValueError, OverflowError):
        return Reading("DATE", "PAST_REF", basis="relative")
    if name == "week" and not approx and count <= 1:
        return Reading("DATE", found.timex(), calendar.day(spot), basis="relative")
    return dated(found, basis="relative", approx=approx, mod=mod)


def _same_stretch(context: Context) -> Anchor | None:
    """What "a year ago" repeats: a month of this sentence or the last one, a quarter or half of the last few."""
    found = context.anchor("quarter", "half", "month", "range", reach=3)
    if found is None or found.base or (found.period.grain == "range" and not _recurs(found, context)):
        return None
    if found.period.grain != "month" or found.sentence == context.sentence:
        return found
    today = context.published
    recent = today is not None and 0 <= (today - found.period.last).days <= _RECENT
    return found if recent and context.sentence - found.sentence <= 1 else None


def _recurs(anchor: Anchor, context: Context) -> bool:
    """Whether a stretch told of just before is of whole months: *in the first five months … a year ago*."""
    first, last = anchor.period.first, anchor.period.last
    whole = first.day == 1 and (last + datetime.timedelta(days=1)).day == 1
    return whole and (last - first).days < _YEAR and context.sentence - anchor.sentence <= 1


def from_now(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``two years from now``."""
    name, count = context.lexicon.unit(groups["unit"]), context.lexicon.number(groups["n"])
    if count is None or context.published is None:
        return Reading("DATE", "FUTURE_REF", basis="relative")
    try:
        return dated(
            calendar.containing(calendar.add(context.published, count, name), offset_grain(name)), basis="relative"
        )
    except (ValueError, OverflowError):
        return Reading("DATE", "FUTURE_REF", basis="relative")


def unit_edge(groups: Groups, context: Context, _: Yields) -> Reading:
    """``year-end``, ``month's end``, ``midyear``."""
    name = groups.get("edge") or groups.get("own") or "year"
    middle = not (groups.get("edge") or groups.get("own"))
    edge = {} if middle else {"edge": "end"}
    extra: dict[str, Any] = {"mod": "MID", "part": "MID"} if middle else {"mod": "END", **edge}
    found = context.within
    if found is None:
        if context.published is None:
            return Reading("DATE", _unknown(name.lower()), basis="relative", mod=extra["mod"])
        found = calendar.containing(context.published, name.lower())
    if not middle and "-" in context.around:
        extra = {}
        found = calendar.day(found.last)
    return dated(found, basis=context.basis, **extra)
