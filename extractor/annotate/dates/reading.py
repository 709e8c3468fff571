"""What an expression says, and what is known where it is read."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Literal

from extractor.annotate.dates import calendar
from extractor.annotate.dates.calendar import Period
from extractor.annotate.dates.fiscal import Fiscal
from extractor.annotate.dates.lexicon import Lexicon
from extractor.records import Span

_LAST_THIRD = 2
Kind = Literal["DATE", "TIME", "DURATION", "SET"]
Basis = Literal["explicit", "relative", "anaphoric"]


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """The TIMEX3 reading of an expression; ``period`` is null where it has no known place.

    ``part`` narrows the period to its first, middle or last third, ``edge`` to its first or last
    day. ``unit`` and ``count`` are kept for durations; ``rule`` names a rule
    in code that helped.
    """

    type: Kind
    value: str
    period: Period | None = None
    mod: str | None = None
    part: str | None = None
    edge: str | None = None
    basis: Basis = "explicit"
    anchor: Span | None = None
    fiscal: bool = False
    approx: bool = False
    comparison: bool = False
    unit: str | None = None
    count: float | None = None
    rule: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Anchor:
    """An earlier expression that a later one may lean on.

    ``ahead`` says that its clause looks ahead; ``to`` is where one that runs on ("since May") ends; ``name`` is the
    value of a quarter of a financial year.
    """

    span: Span
    period: Period
    sentence: int
    reported: bool
    basis: Basis
    base: bool = False
    edge: bool = False
    ahead: bool = False
    to: datetime.date | None = None
    name: str | None = None

    def in_chain(self, published: datetime.date | None) -> bool:
        """Whether a date of an earlier year, no base of a comparison, may lend it to the next one."""
        return not self.base and not self.reported and (published is None or self.period.first.year < published.year)

    def named(self, years: int = 0) -> dict[str, str]:
        """The value of a quarter of a financial year, which is not that of its days; ``years`` away."""
        return {"value": f"{int(self.name[:4]) + years}{self.name[4:]}"} if self.name else {}


@dataclasses.dataclass(slots=True)
class Context:
    """What is known where an expression is read.

    ``tense`` says whether its clause speaks of what was or of what is to come; ``within`` is the year that the
    text gives it ("of 2024"); ``anchors`` are the expressions read before it; ``at`` is its place in the article,
    ``compared`` says that a figure is compared with that of this time, and ``led_from`` that it rose or fell from it.
    """

    lexicon: Lexicon
    published: datetime.date | None
    sentence: int
    anchors: list[Anchor]
    fiscal: Fiscal | None = None
    tense: Literal["past", "future"] | None = None
    within: Period | None = None
    around: str = ""
    follows: str = ""
    at: int = 0
    compared: bool = False
    led_from: bool = False

    def anchor(self, *grains: str, reach: int = 3) -> Anchor | None:
        """The nearest earlier expression of one of the granularities, at most ``reach`` sentences back.

        The day on which somebody spoke, and what a figure was compared with ("than in March",
        "a year earlier"), are passed over unless nothing else is there.
        """
        weak = None
        for found in reversed(self.anchors):
            if self.sentence - found.sentence > reach:
                break
            if grains and found.period.grain not in grains:
                continue
            ahead = found.ahead and found.sentence != self.sentence and self.tense != "future"
            if not found.reported and not found.base and not ahead:
                return found
            if weak is None or (weak.reported and not found.reported):
                weak = found
        return weak

    def latest(self, *grains: str, reach: int) -> Anchor | None:
        """The expression that lies latest in time, up to publication: the time that the article is about."""
        fit = [
            a
            for a in self.anchors
            if self.sentence - a.sentence <= reach
            and a.period.grain in grains
            and not a.base
            and not a.ahead
            and (self.published is None or a.period.first <= self.published)
        ]
        return max(fit, key=lambda a: a.period.last, default=None)

    @property
    def basis(self) -> Basis:
        """The basis of an expression that lacks its year: explicit once the text gives it."""
        return "explicit" if self.within else "relative"


def dated(period: Period, **more: object) -> Reading:
    """A DATE reading of a period, valued by it."""
    return Reading(**{"type": "DATE", "value": period.timex(), "period": period, **more})  # type: ignore[arg-type]


def offset_grain(unit: str) -> str:
    """The granularity of "N units ago": a month for months, a year for years, a day for days."""
    return {
        "fortnight": "week",
        "hour": "day",
        "minute": "day",
        "second": "day",
        "half": "month",
        "quarter": "quarter",
    }.get(unit, unit if unit in calendar.GRAINS else "year")


def narrowed(reading: Reading) -> tuple[datetime.date, datetime.date] | None:
    """The first and last day that a reading covers, after ``edge`` and ``part``."""
    period = reading.period
    if period is None:
        return None
    first, last = period.first, period.last
    if reading.edge:
        day = first if reading.edge == "start" else last
        return day, day
    if reading.part and (last - first).days >= 6:
        return _third(first, last, reading.part)
    return first, last


def _third(first: datetime.date, last: datetime.date, part: str) -> tuple[datetime.date, datetime.date]:
    index = {"START": 0, "MID": 1, "END": 2}[part]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.day == 1 and months == 1:
        begin = first.replace(day=10 * index + 1)
        return begin, last if index == _LAST_THIRD else first.replace(day=10 * index + 10)
    if first.day == 1 and months % 3 == 0:
        begin = calendar.add(first, index * months // 3, "month")
        return begin, calendar.add(begin, months // 3, "month") - datetime.timedelta(days=1)
    days = (last - first).days + 1
    cuts = [first + datetime.timedelta(days=round(days * i / 3)) for i in range(4)]
    return cuts[index], cuts[index + 1] - datetime.timedelta(days=1)
