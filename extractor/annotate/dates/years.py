"""Read expressions that name a year, or decades and centuries of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from extractor.annotate.dates import calendar
from extractor.annotate.dates.calendar import Period
from extractor.annotate.dates.reading import Context, Reading, dated

Groups = Mapping[str, str]
Yields = Mapping[str, Any]
# In which month a year begins that is named by two: those of schools, and those of clubs and of crops.
_BEGINS = {"academic": 9, "crop": 7, "marketing": 7, "school": 9, "season": 7}
_MILLENNIUM = 2000  # "the 1900s" are a hundred years; "the 2000s" are ten, so far


def year_of(groups: Groups, context: Context, key: str = "y") -> int | None:
    """The year written in a group; null where there is none."""
    if groups.get(key):
        return context.lexicon.year(groups[key], context.published.year if context.published else None)
    return None


def year(groups: Groups, context: Context, _: Yields) -> Reading:
    """``2024``."""
    return dated(calendar.year(context.lexicon.year(groups["y"])))


def year_same(groups: Groups, context: Context, _: Yields) -> Reading:
    """``the 1988 quarter``: the stretch spoken of, in another year."""
    number = context.lexicon.year(groups["y"])
    word = groups["unit"].lower()
    grains = (word,) if word != "period" else ("quarter", "half", "month", "season", "range")
    anchor = context.anchor(*grains, reach=5)
    if anchor is None:
        return dated(calendar.year(number))
    moved = calendar.shift(anchor.period, number - anchor.period.first.year, "year")
    return dated(moved, basis="anaphoric", anchor=anchor.span)


def year_spoken(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``nineteen ninety-six``, ``two thousand and five``."""
    words = re.sub(r"\boh[- ]", "", groups["words"].lower())
    if words.startswith("two thousand"):
        rest = words[len("two thousand") :].replace("and", "").strip()
        number = 2000 + int((context.lexicon.number(rest) if rest else 0) or 0)
    else:
        lead, rest = words.split(" ", 1)
        number = (1900 if lead == "nineteen" else 2000) + int(context.lexicon.number(rest) or 0)
    return dated(calendar.year(number))


def year_pair(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``2023-24``: a straddling year; ``1999–2004``: a range of years."""
    first = int(groups["y"])
    tail = groups["y2"]
    last = int(tail) if len(tail) == 4 else first - first % 100 + int(tail) + (100 if int(tail) < first % 100 else 0)
    if last <= first:
        return None
    period = Period(datetime.date(first, 1, 1), datetime.date(last, 12, 31), "range")
    kind = (groups.get("kind") or groups.get("kind2") or "").lower()
    if last > first + 1:
        return dated(period)
    if kind in _BEGINS:
        start = datetime.date(first, _BEGINS[kind], 1)
        straddling = Period(start, calendar.add(start, 1, "year") - datetime.timedelta(days=1), "year")
        return Reading("DATE", period.timex(), straddling)
    known = None
    if context.fiscal:
        known = context.fiscal.pair(first, named=bool(kind))
    if known:
        return Reading("DATE", period.timex(), known[0], fiscal=True, rule=known[1])
    return Reading("DATE", period.timex(), period, fiscal=bool(kind))


def fiscal_year(groups: Groups, context: Context, _: Yields) -> Reading | None:
    """``fiscal 2024``: the year by its number; its bounds depend on the country and stay open."""
    number = year_of(groups, context) or year_of(groups, context, "y2")
    if not number:
        return None
    known = context.fiscal.ending_in(number) if context.fiscal else None
    return Reading("DATE", f"{number:04d}", known[0] if known else None, fiscal=True, rule=known[1] if known else None)


def decade(groups: Groups, context: Context, _: Yields) -> Reading:
    """``the 1990s``, ``the '90s``, ``the nineties``."""
    if groups.get("word"):
        start = int(context.lexicon.decades[groups["word"].lower()])
    elif groups.get("dd"):
        start = 1900 + int(groups["dd"])
    else:
        start = int(groups["dec"])
    part = {"early": "START", "late": "END", "mid": "MID"}.get((groups.get("part") or "").lower())
    whole = calendar.century(start // 100 + 1) if start % 100 == 0 and start < _MILLENNIUM else calendar.decade(start)
    return dated(whole, mod=part, part=part)


def century(groups: Groups, context: Context, _: Yields) -> Reading:
    """``the 19th century``."""
    part = {"early": "START", "late": "END", "mid": "MID"}.get((groups.get("part") or "").lower())
    return dated(calendar.century(context.lexicon.ordinal(groups["n"])), mod=part, part=part)
