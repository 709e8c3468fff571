"""Read expressions that name their day, month, quarter or season, whole or but for the year."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Mapping
from typing import Any

from extractor.annotate.dates import calendar
from extractor.annotate.dates.calendar import Period
from extractor.annotate.dates.reading import Context, Reading, dated
from extractor.annotate.dates.yearless import FEW, placed
from extractor.annotate.dates.years import year_of

Groups = Mapping[str, str]
Yields = Mapping[str, Any]
_FEASTS_THAT_MOVE = ("thanksgiving", "easter", "good friday", "easter monday", "labor day", "memorial day")
_MONTH = 31


def _rel(groups: Groups) -> str | None:
    return groups.get("rel", "").lower() or None


def _month_number(groups: Groups, context: Context) -> int:
    return int(groups["m"]) if "m" in groups else context.lexicon.month(groups["month"])


def _safe_day(year: int, month: int, number: int) -> Period | None:
    try:
        return calendar.day(datetime.date(year, month, number))
    except ValueError:
        return None


def day(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``24 February 2022``, ``Feb. 24``."""
    number = context.lexicon.ordinal(groups["nth"]) if "nth" in groups else int(re.sub(r"\D", "", groups["d"]))
    month = _month_number(groups, context)
    if not _safe_day(2024, month, number):
        return None
    year = year_of(groups, context)
    if year is not None:
        found = _safe_day(year, month, number)
        return dated(found) if found else None
    found = placed(context, lambda y: _safe_day(y, month, number), _rel(groups))
    if found is None:
        return Reading("DATE", f"XXXX-{month:02d}-{number:02d}", basis="relative")
    return dated(found, basis=context.basis)


def day_spoken_of(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``the 15th``: of the month that was last told of."""
    anchor = context.anchor("month", "day", "range", reach=2)
    if anchor is None or anchor.base or (anchor.period.last - anchor.period.first).days > _MONTH:
        return None
    number, last = int(groups["d"][:-2]), anchor.period.last
    found = _safe_day(last.year, last.month, number)
    return dated(found, basis="anaphoric", anchor=anchor.span) if found else None


def days(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``12 to 18 May``: a range of days in one month."""
    first = day(groups, context, {})
    last = day({**groups, "d": groups["d2"]}, context, {})
    if not first or not last:
        return None
    if not first.period or not last.period:
        return dataclasses.replace(first, value=f"{first.value}/{last.value}")
    if first.period.first > last.period.first:
        return None
    return dated(Period(first.period.first, last.period.last, "range"), basis=first.basis)


def slashed(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``31/05/2024``; read only where day and month cannot be confused."""
    a, b = int(groups["a"]), int(groups["b"])
    year = context.lexicon.year(groups["y"], context.published.year if context.published else None)
    options = {p for p in (_safe_day(year, m, d) if m <= 12 else None for d, m in ((a, b), (b, a))) if p}
    if not options:
        return None
    if len(options) > 1:
        return Reading("DATE", f"{year:04d}-XX-XX", approx=True)
    return dated(options.pop())


def month(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``May 2024``, ``May``, ``last May``."""
    number = _month_number(groups, context)
    year = year_of(groups, context)
    if year is not None:
        return dated(calendar.month(year, number))
    if groups.get("rel", "").lower() == "that":
        anchor = context.anchor(reach=FEW)
        return (
            dated(calendar.month(anchor.period.last.year, number), basis="anaphoric", anchor=anchor.span)
            if anchor
            else None
        )
    found = placed(context, lambda y: calendar.month(y, number), _rel(groups))
    if found is None:
        return Reading("DATE", f"XXXX-{number:02d}", basis="relative")
    return dated(found, basis=context.basis)


def quarter(groups: Groups, context: Context, _: Yields) -> Reading:
    """``Q3 2024``, ``3Q24``, ``the third quarter``, ``the December quarter``."""
    if "month" in groups:
        number = context.lexicon.month(groups["month"]) // 3
    else:
        ordinal = context.lexicon.ordinal(groups.get("q") or groups["q2"])
        if groups.get("q", "").lower() == "last" and context.within is None and context.published and len(groups) == 1:
            return dated(
                calendar.shift(calendar.containing(context.published, "quarter"), -1, "quarter"), basis="relative"
            )
        number = 4 if ordinal < 0 else ordinal
    fiscal = any(key.startswith("fiscal") for key in groups) or groups.get("y", "").startswith("FY")
    year = year_of(groups, context) or year_of(groups, context, "y2")
    known = None
    if context.fiscal and context.within is None and (fiscal or year is None) and "month" not in groups:
        known = context.fiscal.stretch(number, 3, year, context.published, context.at, named=fiscal)
    if known is not None:
        value = f"{year or known[0].last.year}-Q{number}"
        return Reading("DATE", value, known[0], basis="relative", fiscal=True, rule=known[1])
    found = calendar.quarter(year, number) if year else placed(context, lambda y: calendar.quarter(y, number))
    if found is None:
        return Reading("DATE", f"XXXX-Q{number}", basis="relative", fiscal=fiscal)
    reading = dated(found, basis="explicit" if year else context.basis, fiscal=fiscal)
    return dataclasses.replace(reading, period=None) if fiscal else reading


def half(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``H1 2024``, ``the first half``."""
    name = groups.get("h") or groups["h2"]
    if context.within is not None and context.within.grain == "month":
        return _half_month(context.within, first=name.lower() in ("first", "opening"))
    ordinal = context.lexicon.ordinal({"latter": "second"}.get(name.lower(), name))
    number = 2 if ordinal < 0 else ordinal
    fiscal = "fiscal" in groups or groups.get("y", "").startswith("FY")
    year = year_of(groups, context) or year_of(groups, context, "y2")
    anchor = None
    if year is None and context.within is None and "sure" not in groups and len(name) > 1:
        anchor = context.anchor("range", "half", "quarter", "year", reach=2)
        if anchor is None:
            return None
    known = None
    if context.fiscal and context.within is None and (fiscal or year is None):
        known = context.fiscal.stretch(number, 6, year, context.published, context.at, named=fiscal)
    if known is not None:
        value = f"{year or known[0].last.year}-H{number}"
        return Reading("DATE", value, known[0], basis="relative", fiscal=True, rule=known[1])
    if anchor is not None:
        first = anchor.period.first.year
        old = context.published is not None and first < context.published.year - 2
        last = context.anchors[-1]
        if old and not (last.sentence == context.sentence and last.basis == "anaphoric"):  # *that year*
            found = placed(context, lambda y: calendar.half(y, number))
            return dated(found, basis="relative") if found is not None else None
        return dated(calendar.half(first, number), basis="anaphoric", anchor=anchor.span)
    found = calendar.half(year, number) if year else placed(context, lambda y: calendar.half(y, number))
    if found is None or fiscal:
        return Reading("DATE", f"{found.timex() if found else f'XXXX-H{number}'}", basis="relative", fiscal=fiscal)
    return dated(found, basis="explicit" if year else context.basis)


def _half_month(whole: Period, *, first: bool) -> Reading:
    """*The first half of June*: its days to the fifteenth, or those after it."""
    middle = whole.first + datetime.timedelta(days=14)
    found = (whole.first, middle) if first else (middle + datetime.timedelta(days=1), whole.last)
    return Reading("DATE", whole.timex(), Period(*found, "range"))


def season(groups: Groups, context: Context, _: Yields) -> Reading:
    """``spring 2025``, ``last summer``, ``the winter``."""
    code = context.lexicon.seasons[groups["s"].lower()]
    year = year_of(groups, context)
    if year is not None:
        return dated(calendar.season(year, code))
    found = placed(context, lambda y: calendar.season(y, code), _rel(groups))
    if found is None:
        return Reading("DATE", f"XXXX-{code}", basis="relative")
    return dated(found, basis=context.basis)


def feast(groups: Groups, context: Context, _: Yields) -> Reading:
    """``Christmas Day``, ``Easter``, ``Thanksgiving``."""
    name = groups["feast"].lower().replace("’", "'")
    code = str(context.lexicon.feasts[name])
    year = year_of(groups, context)
    found = _feast_day(code, year) if year else placed(context, lambda y: _feast_day(code, y), _rel(groups))
    if found is None:
        return Reading("DATE", "XXXX" if code in _FEASTS_THAT_MOVE else f"XXXX-{code}", basis="relative")
    return dated(found, basis="explicit" if year else context.basis)


def _feast_day(code: str, year: int) -> Period | None:
    if code not in _FEASTS_THAT_MOVE:
        return _safe_day(year, int(code[:2]), int(code[3:]))
    from dateutil.easter import easter

    if code == "thanksgiving":
        first = datetime.date(year, 11, 1)
        return calendar.day(first + datetime.timedelta(days=(3 - first.weekday()) % 7 + 21))
    if code == "labor day":
        first = datetime.date(year, 9, 1)
        return calendar.day(first + datetime.timedelta(days=(-first.weekday()) % 7))
    if code == "memorial day":
        last = datetime.date(year, 5, 31)
        return calendar.day(last - datetime.timedelta(days=last.weekday()))
    moved = {"easter": 0, "good friday": -2, "easter monday": 1}[code]
    return calendar.day(easter(year) + datetime.timedelta(days=moved))


def clock(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``7:40 p.m.``, ``noon``: a time of the day of publication until a day is joined to it."""
    words = groups["clock"].lower()
    if words in ("noon", "midday", "midnight"):
        text = "24:00" if words == "midnight" else "12:00"
    else:
        numbers = [int(n) for n in re.findall(r"\d+", words)]
        hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
        if "p" in words and hour < 12:
            hour += 12
        elif "a" in words and hour == 12:
            hour = 0
        if hour > 24 or minute > 59:
            return None
        text = f"{hour:02d}:{minute:02d}"
    today = context.published
    period = Period(today, today, "time") if today else None
    return Reading("TIME", f"{today or 'XXXX-XX-XX'}T{text}", period, basis="relative")
