"""Read durations, windows that touch the day of publication, and sets."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Mapping
from typing import Any

from extractor.annotate.dates import calendar
from extractor.annotate.dates.calendar import Period
from extractor.annotate.dates.reading import Context, Reading
from extractor.annotate.dates.relative import open_value

_OF_EVENT = re.compile(
    r",? (?:after|following|since|of (?:its|his|her|their|the (?!\w*\s?(?:year|period))))", re.IGNORECASE
)
_SINCE = re.compile(r" (?:that have passed )?since\b(?! (?:[A-Z][a-z]+ )?\d)", re.IGNORECASE)

# What narrows a length is another one than that which was told of: *the three months before the vote*.
_NARROWING = re.compile(r" (?:of|in(?! question\b)|before|after|until|till)\b", re.IGNORECASE)
_NEAR, _FAR = 3, 24  # sentences back
_EARLY = 3  # months in which a year's first half and the like are mostly those of the year before
Groups = Mapping[str, str]
Yields = Mapping[str, Any]


def length(count: float | None, unit: str, context: Context) -> str:
    """The TIMEX3 value of a length: ``P2Y``, ``PT5H``, ``P1Y6M``, ``PXW``.

    >>> length(2, "year", ...)  # doctest: +SKIP
    'P2Y'
    """
    if count is None:
        return open_value(unit, context)
    if unit == "fortnight":
        unit, count = "week", count * 2
    if unit == "half":
        unit, count = "month", count * 6
    if unit == "decade" and count == int(count):
        return f"P{int(count) * 10}Y"
    if unit == "century" and count == int(count):
        return f"P{int(count) * 100}Y"
    code = context.lexicon.unit_codes[unit]
    clock = unit in ("hour", "minute", "second")
    whole, rest = int(count), count - int(count)
    lower = {"year": ("M", 12), "hour": ("M", 60), "minute": ("S", 60)}.get(unit)
    text = f"{whole}{code}" if whole or not rest else ""
    if rest and lower:
        text += f"{round(rest * lower[1])}{lower[0]}"
    elif rest:
        text = f"{count:g}{code}"
    return ("PT" if clock else "P") + text


def modifier(groups: Groups, context: Context) -> str | None:
    """The TIMEX3 ``mod`` of "more than", "nearly" and the like."""
    word = groups.get("mod", "").lower()
    return None if not word else context.lexicon.modifiers.get(word, "EQUAL_OR_LESS" if word == "within" else "APPROX")


def duration(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``two years``, ``more than a week``, ``ten to 12 months``: a length without a place."""
    unit = context.lexicon.unit(groups.get("unit") or groups["unit2"])
    count = context.lexicon.number(groups.get("n") or groups["n4"])
    if count is not None and "n" in groups and _has_half(groups, context.around):
        count += 0.5
    mod = modifier(groups, context)
    if "n2" in groups or "n3" in groups:
        return Reading("DURATION", open_value(unit, context), mod=mod, approx=True, unit=unit)
    bare = Reading("DURATION", length(count, unit, context), mod=mod, approx=mod == "APPROX", unit=unit, count=count)
    if "the" not in groups:
        return bare
    return _until_now(bare, context) if _SINCE.match(context.follows) else _known(bare, context)


def _until_now(bare: Reading, context: Context) -> Reading:
    """ "The three years since it was banned": they end at publication."""
    if context.published is None or not bare.unit or not bare.count or bare.unit in ("hour", "minute", "second"):
        return bare
    try:
        start = calendar.add(context.published, -bare.count, bare.unit)
    except (KeyError, ValueError, OverflowError):
        return bare
    return dataclasses.replace(bare, period=Period(start, context.published, "range"), basis="relative")


def _known(bare: Reading, context: Context) -> Reading:
    """ "The four months" after "between January and April": the stretch of that length spoken of."""
    if bare.unit not in ("day", "week", "month", "quarter", "year") or not bare.count:
        return bare
    if _NARROWING.match(context.follows):
        return bare
    reach = _NEAR if bare.unit in ("day", "week") else _FAR
    near = [a for a in context.anchors if context.sentence - a.sentence <= reach and not a.base]
    anchor = next((a for a in reversed(near) if _lasts(a.period, bare.count, bare.unit)), None)
    if anchor is None:
        return bare
    return dataclasses.replace(bare, period=anchor.period, basis="anaphoric", anchor=anchor.span)


def _lasts(period: Period, count: float, unit: str) -> bool:
    """Whether a period is so many units long."""
    try:
        return calendar.add(period.first, count, unit) - datetime.timedelta(days=1) == period.last
    except (ValueError, OverflowError):
        return False


def _has_half(groups: Groups, around: str) -> bool:
    words = around.lower()
    if "and a half" in words or (" 1/2" in words and "1/2" not in groups["n"]):
        return True
    return "half" in words and "half" not in groups["n"].lower() and groups["n"].lower() in ("a", "an")


def duration_long(groups: Groups, context: Context, _: Yields) -> Reading:
    """``decade-long``, ``weeks-long``."""
    unit = context.lexicon.unit(groups["unit"])
    plural = f"{groups['unit'].lower()}s" in context.around.lower()
    return Reading("DURATION", length(None if plural else 1, unit, context), unit=unit)


def duration_vague(groups: Groups, context: Context, _: Yields) -> Reading:
    """``months``, ``years``."""
    unit = context.lexicon.unit(groups["unit"])
    return Reading("DURATION", open_value(unit, context), unit=unit)


def window(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``the past two years``, ``the next three months``: a length that ends or begins at publication."""
    rel = groups.get("rel") or groups.get("rel2") or "past"
    unit = context.lexicon.unit(next(groups[k] for k in ("unit", "unit2", "unit3", "unit4") if k in groups))
    given = groups.get("n") or groups.get("n3")
    if not given and ("unit2" in groups or "unit4" in groups):
        given = "one"
    count = context.lexicon.number(given) if given else None
    value = length(count, unit, context)
    mod = modifier(groups, context)
    bare = Reading("DURATION", value, mod=mod, basis="relative", unit=unit, count=count)
    if count is None or context.published is None or "n2" in groups or unit in ("hour", "minute", "second"):
        return _hours(bare, context) if unit == "hour" and count and context.published else bare
    today = context.published
    try:
        far = calendar.add(
            today, count if context.lexicon.step(rel) > 0 else -count, unit if unit != "fortnight" else "week"
        )
    except (ValueError, OverflowError):
        return bare
    if unit == "day" and far < today:
        far = far + datetime.timedelta(days=0)
    period = Period(min(far, today), max(far, today), "range")
    return dataclasses.replace(bare, period=period, approx=mod is not None)


def _hours(bare: Reading, context: Context) -> Reading:
    if context.published is None or not bare.count:
        return bare
    far = calendar.add(context.published, -bare.count, "hour")
    return dataclasses.replace(bare, period=Period(min(far, context.published), context.published, "range"))


def first(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``the first five months`` of a year (the running one, unless the text names one)."""
    unit = context.lexicon.unit(groups["unit"])
    count = context.lexicon.number(groups["n"])
    bare = Reading("DURATION", length(count, unit, context), basis=context.basis, unit=unit, count=count)
    if count is None or unit not in ("month", "week", "quarter", "day", "half"):
        return bare
    whole = context.within
    if whole is None and _OF_EVENT.match(context.follows):
        return bare
    if whole is None:
        anchor = context.anchor("year", reach=1)
        anchor = None if anchor is not None and anchor.base and context.published else anchor
        if unit not in ("month", "quarter", "half") or (context.published is None and anchor is None):
            return bare
        whole = anchor.period if anchor else _current(groups, count, unit, context)
        bare = dataclasses.replace(
            bare, basis="anaphoric" if anchor else "relative", anchor=anchor.span if anchor else None
        )
    if context.lexicon.ordinal(groups["rel"]) < 0:
        start = calendar.add(whole.last + datetime.timedelta(days=1), -count, unit)
        return dataclasses.replace(bare, period=Period(start, whole.last, "range"))
    end = calendar.add(whole.first, count, unit) - datetime.timedelta(days=1)
    if end > whole.last:
        return bare
    return dataclasses.replace(bare, period=Period(whole.first, end, "range"))


def _current(groups: Groups, count: float, unit: str, context: Context) -> Period:
    """The year of publication, or the one before it where so much of that one is yet to come."""
    assert context.published is not None
    this = calendar.year(context.published.year)
    ordinal = context.lexicon.ordinal(groups["rel"])
    over = this.last if ordinal < 0 else calendar.add(this.first, count, unit) - datetime.timedelta(days=1)
    early = context.published.month <= _EARLY and over > context.published
    return calendar.shift(this, -1, "year") if early and context.tense == "past" else this


def nth(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``the first week`` of a month, ``the last day`` of a year; nothing without what it is counted in."""
    whole = context.within
    if whole is None:
        return None
    unit = context.lexicon.unit(groups["unit"])
    ordinal = context.lexicon.ordinal(groups["nth"])
    name, size = ("week", 2) if unit == "fortnight" else (unit, 1)
    one = datetime.timedelta(days=1)
    if unit in ("weekend", "month") and ordinal < 0:
        found = calendar.containing(whole.last - one * (6 if unit == "weekend" else 0), unit)
    elif ordinal < 0:
        found = Period(calendar.add(whole.last + one, -size, name), whole.last, "range")
    else:
        start = calendar.add(whole.first, (ordinal - 1) * size, name)
        if unit == "weekend":
            found = calendar.weekend(start)
        else:
            found = Period(start, calendar.add(start, size, name) - one, "range")
    if found.first < whole.first or found.last > whole.last:
        return None
    if found.first == found.last:
        found = calendar.day(found.first)
    return Reading("DATE", whole.timex() if found.grain == "range" else found.timex(), found)


def comparison(groups: Groups, context: Context, _: Yields) -> Reading:
    """``year-on-year``, ``m/m``: the length back to what a figure is compared with."""
    unit = (
        groups.get("unit", "").lower()
        or {"y": "year", "m": "month", "q": "quarter", "w": "week"}[groups["letter"].lower()]
    )
    return Reading("DURATION", length(1, unit, context), comparison=True, unit=unit, count=1)


def every(groups: Groups, context: Context, _: Yields) -> Reading:
    """``every month``, ``each year``, ``once a week``."""
    word = groups.get("unit") or groups["unit2"]
    lower = word.lower()
    if lower in context.lexicon.seasons:
        return Reading("SET", f"XXXX-{context.lexicon.seasons[lower]}")
    if lower in ("morning", "evening", "night"):
        return Reading("SET", f"XXXX-XX-XXT{context.lexicon.parts_of_day[lower]}")
    if lower not in ("second",) and lower[:3] in (
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
    ):
        return Reading("SET", f"XXXX-{context.lexicon.month(word):02d}")
    count = context.lexicon.number(groups["n"]) if "n" in groups else 1.0
    return Reading("SET", length(count, context.lexicon.unit(word), context))


def adverb_set(_groups: Groups, context: Context, _: Yields) -> Reading:
    """``daily``, ``annually``."""
    word = context.around.lower()
    unit = {"daily": "day", "weekly": "week", "hourly": "hour", "nightly": "day"}.get(word, "year")
    return Reading("SET", length(1, unit, context))
