"""Turn nodes into readings, and readings with their prepositions into bounds."""

from __future__ import annotations

import dataclasses
import datetime
import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from extractor.annotate.dates import anaphora, calendar, durations, explicit, fiscal, relative, repeats, years
from extractor.annotate.dates.calendar import Period
from extractor.annotate.dates.nodes import Node
from extractor.annotate.dates.reading import Context, Reading, dated, narrowed
from extractor.rules import Rule

Op = Callable[[Mapping[str, str], Context, Mapping[str, Any]], Reading | None]
_MODULES = (explicit, years, relative, durations, anaphora, repeats)
_NAMES = (
    "day days day_spoken_of slashed month quarter half season feast clock",
    "year year_same year_spoken year_pair fiscal_year decade century",
    "deictic vague past future weekday weekday_set unit so_far within ago from_now unit_edge",
    "nth duration duration_long duration_vague window first comparison every adverb_set",
    "then offset next_one step step_window year_earlier",
    "same definite nth_again",
)
_MOSTLY = 0.75  # of a stretch gone by, so that it may be summed up
_FISCAL = re.compile(r"\b(?:fiscal|financial) year\Z", re.I)


def operations() -> dict[str, Op]:
    """The readings by the ``op`` that rules name."""
    return {
        name: getattr(module, name) for module, names in zip(_MODULES, _NAMES, strict=True) for name in names.split()
    }


def _unfinished(reading: Reading, context: Context) -> bool:
    """Whether a stretch told of in the past is far from over: *in the first half of the year*, said in March."""
    today, period = context.published, reading.period
    if context.tense != "past" or today is None or period is None:
        return False
    return (today - period.first) < _MOSTLY * (period.last - period.first)


class Resolver:
    """Reads nodes in a context."""

    def __init__(self) -> None:
        self._ops = operations()

    def __call__(self, node: Node, context: Context) -> Reading | None:
        """The reading of a node, or null when it turns out to be none."""
        try:
            reading = self._read(node, context)
        except (ValueError, OverflowError):
            return None
        if reading is None:
            return None
        if node.edge or node.part or node.approx:
            reading = dataclasses.replace(
                reading,
                edge=node.edge or reading.edge,
                part=node.part or reading.part,
                mod=node.mod or reading.mod or ("APPROX" if node.approx else None),
                approx=reading.approx or node.approx,
            )
        return reading

    def _read(self, node: Node, context: Context) -> Reading | None:
        if node.join is None:
            context.around = node.text
            return self._ops[node.op](node.groups, context, node.yields)
        if node.join == "event":
            spot = calendar.day(datetime.date.fromisoformat(str(node.yields["date"])))
            return dated(spot, rule=next(rule for rule in node.rules if rule.startswith("dates.event.")))
        assert node.left is not None
        assert node.right is not None
        if node.join == "window":
            return self._window(node.left, node.right, node.side, context)
        return getattr(self, f"_{node.join}")(node.left, node.right, context)  # type: ignore[no-any-return]

    def _nest(self, left: Node, right: Node, context: Context) -> Reading | None:
        holder = self(right, context)
        if holder is None:
            return None
        if left.op in ("quarter", "half") and not holder.fiscal and _FISCAL.search(right.text):
            known = self(dataclasses.replace(left, groups={**left.groups, "fiscal": right.text}), context)
            if known is not None and known.period is not None:
                return known
        if holder.period is None and not holder.value[:4].isdigit():
            return dataclasses.replace(holder, type="DATE")
        year = holder.period or calendar.year(int(holder.value[:4]))
        reading = self(left, dataclasses.replace(context, within=year))
        if reading is None:
            return None
        if "of" in right.groups and left.op in ("half", "quarter") and _unfinished(reading, context):
            reading = self(left, dataclasses.replace(context, within=calendar.shift(year, -1, "year"))) or reading
        basis = holder.basis if reading.basis == "explicit" else reading.basis
        reading = dataclasses.replace(reading, basis=basis, anchor=reading.anchor or holder.anchor)
        if holder.fiscal and holder.period is None:
            return dataclasses.replace(reading, period=None, fiscal=True)
        if holder.fiscal and holder.period is not None and left.op in ("quarter", "half"):
            number, size = int(reading.value[-1]), 3 if left.op == "quarter" else 6
            inner = fiscal.part(holder.period, number, size)
            value = f"{holder.value[:4]}{reading.value[-3:]}"
            return dataclasses.replace(reading, value=value, period=inner, fiscal=True, rule=holder.rule)
        return reading

    def _part(self, left: Node, right: Node, context: Context) -> Reading | None:
        whole = self(right, context)
        if whole is None:
            return None
        reading = self(left, dataclasses.replace(context, within=whole.period)) if whole.period else None
        if reading is None:
            return whole
        return dataclasses.replace(reading, basis=whole.basis, anchor=whole.anchor)

    def _time(self, left: Node, right: Node, context: Context) -> Reading | None:
        clock, day = self(left, context), self(right, context)
        if clock is None or day is None:
            return None
        value = f"{day.value[:10]}{clock.value[clock.value.index('T') :]}" if "T" in clock.value else day.value
        spot = dataclasses.replace(day.period, grain="time") if day.period else None
        return Reading("TIME", value, spot, basis=day.basis)

    def _range(self, left: Node, right: Node, context: Context) -> Reading | None:
        pair = self.ends(left, right, context)
        if pair is None:
            return None
        first, last = pair
        begin, end = narrowed(first), narrowed(last)
        basis = "relative" if "relative" in (first.basis, last.basis) else first.basis
        if begin is None or end is None:
            return Reading("DATE", f"{first.value}/{last.value}", basis="relative", fiscal=first.fiscal)
        if begin[0] > end[1]:
            return None
        period = Period(begin[0], end[1], "range")
        value = f"{first.value}/{last.value}"
        return Reading("DATE", value, period, basis=basis, approx=first.approx or last.approx)

    def ends(self, left: Node, right: Node, context: Context) -> tuple[Reading, Reading] | None:
        """The readings of both ends of a range; the end with a year gives it to the other."""
        if right.open and not left.open:
            first = self(left, context)
            last = self(right, _of_year(context, first, 0)) if first and first.period else self(right, context)
            if first and last and first.period and last.period and last.period.last < first.period.first:
                last = self(right, _of_year(context, first, 1))
        else:
            last = self(right, context)
            first = (
                self(left, _of_year(context, last, 0)) if last and last.period and left.open else self(left, context)
            )
            if left.open and first and last and first.period and last.period and first.period.first > last.period.last:
                first = self(left, _of_year(context, last, -1))
        return (first, last) if first and last else None

    def _window(self, left: Node, right: Node, side: str, context: Context) -> Reading | None:
        length, spot = self(left, context), self(right, context)
        if spot is None:
            return None
        unit, count = _extent(left, length, context)
        place = narrowed(spot)
        named = "fiscal" in left.text.lower()
        basis = spot.basis
        value = length_value(left, length, context)
        if place is None or count is None:
            return Reading("DURATION", value, basis=basis, fiscal=named)
        one = datetime.timedelta(days=1)
        if unit == "hour":
            days, unit = math.ceil(count / 24), "day"
            count, one = days + 1, one if side == "end" else datetime.timedelta()
        if side == "end":
            period = Period(calendar.add(place[1] + one, -count, unit), place[1], "range")
        elif side == "before":
            period = Period(calendar.add(place[0], -count, unit), place[0] - one, "range")
        elif side == "after" and right.join != "event":  # what came after an event may have come on its day
            period = Period(place[1] + one, calendar.add(place[1] + one, count, unit) - one, "range")
        else:
            period = Period(place[0], calendar.add(place[0], count, unit) - one, "range")
        if unit == "year" and count == 1:
            period = dataclasses.replace(period, grain="year" if period.first.month > 1 else "range")
            if named and context.fiscal:
                context.fiscal.define(period)
        if (
            unit == "quarter"
            and count == 1
            and period == dataclasses.replace(calendar.containing(period.first, "quarter"), grain="range")
        ):
            period = dataclasses.replace(period, grain="quarter")
        if unit == "week" and count == 1 and length is not None and length.type != "DURATION":
            middle = period.last if side == "end" else period.first
            return Reading("DATE", calendar.week(middle).timex(), period, basis=basis)
        return Reading("DURATION", value, period, basis=basis, fiscal=named)


def _of_year(context: Context, reading: Reading | None, step: int) -> Context:
    if reading is None or reading.period is None:
        return context
    return dataclasses.replace(context, within=calendar.year(reading.period.first.year + step))


def length_value(left: Node, length: Reading | None, context: Context) -> str:
    """The TIMEX3 value of the length in a window: ``P12M`` of "the 12 months to", ``P1Y`` of "the year to"."""
    if length is not None and length.type == "DURATION":
        return length.value
    unit, count = _extent(left, length, context)
    return durations.length(count, unit, context)


def _extent(left: Node, length: Reading | None, context: Context) -> tuple[str, float | None]:
    if length is not None and length.unit:
        return ("week", 2 * (length.count or 1)) if length.unit == "fortnight" else (length.unit, length.count)
    word = (left.groups.get("unit") or "year").lower()
    return ("year", None) if word == "period" else (context.lexicon.unit(word), 1.0)


def bounds(
    reading: Reading, rule: Rule | None, published: datetime.date | None
) -> tuple[datetime.date | None, datetime.date | None]:
    """The inclusive bounds of a reading after its preposition; null for an open or unknown side."""
    place = narrowed(reading)
    if place is None:
        return None, None
    first, last = place
    if rule is None or reading.type in ("DURATION", "SET"):
        return first, last
    one = datetime.timedelta(days=1)
    outside = bool(rule.yields.get("outside"))
    kind = rule.yields.get("bound") or rule.yields.get("bound_after")
    if outside and (first == datetime.date.min or last == datetime.date.max):
        return None, None
    if kind in ("by", "until"):
        return None, (first - one if outside else last)
    if kind == "from":
        if outside:  # what came after an event may have come on its day
            return (first if (reading.rule or "").startswith("dates.event.") else last + one), None
        end = published if published and published >= first and rule.yields.keys() & {"bound", "now"} else None
        return first, end
    return first, last
