"""Calendar arithmetic: stretches of days with a granularity, and their TIMEX3 and EDTF forms."""

from __future__ import annotations

import calendar
import dataclasses
import datetime
from collections.abc import Callable

from dateutil.relativedelta import relativedelta

Day = datetime.date

#: From fine to coarse; the order decides which of two periods can hold the other.
GRAINS = ("time", "day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade", "century", "range")
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SEASON_OF = {month: code for code, month in SEASONS.items()}
_TIMEX = {
    "weekend": "{iso_year:04d}-W{week:02d}-WE",
    "week": "{iso_year:04d}-W{week:02d}",
    "month": "{year:04d}-{month:02d}",
    "quarter": "{year:04d}-Q{quarter}",
    "half": "{year:04d}-H{half}",
    "season": "{year:04d}-{season}",
    "year": "{year:04d}",
    "decade": "{decade:03d}",
    "century": "{century:02d}",
}
_MONTHS_IN = {
    "month": 1,
    "season": 3,
    "quarter": 3,
    "half": 6,
    "year": 12,
    "decade": 120,
    "century": 1200,
    "millennium": 12000,
}


@dataclasses.dataclass(frozen=True, slots=True)
class Period:
    """A stretch of whole days, both ends included; ``grain`` is the word it was named by."""

    first: Day
    last: Day
    grain: str

    def odd(self) -> bool:
        """Whether it is a quarter or half of a financial year that is none of the calendar."""
        size = {"quarter": 3, "half": 6}.get(self.grain)
        return size is not None and (self.first.day != 1 or self.first.month % size != 1)

    def timex(self) -> str:
        """The TIMEX3 value.

        >>> quarter(2024, 3).timex(), decade(1990).timex(), century(20).timex()
        ('2024-Q3', '199', '19')
        """
        year, month = self.first.year, self.first.month
        if self.grain in ("day", "time"):
            return self.first.isoformat()
        if self.grain == "year" and month > 1:
            return f"{self.last.year:04d}"
        if self.grain == "range":
            return edtf(self.first.isoformat(), self.last.isoformat()) or ""
        if self.odd():  # the quarter or half of the calendar that most of it lies in
            return containing(self.first + (self.last - self.first) / 2, self.grain).timex()
        iso = self.first.isocalendar() if self.grain in ("week", "weekend") else (year, 1)
        return _TIMEX[self.grain].format(
            year=year,
            month=month,
            iso_year=iso[0],
            week=iso[1],
            quarter=(month + 2) // 3,
            half=1 if month < 7 else 2,
            season=_SEASON_OF.get(month, "SP"),
            decade=year // 10,
            century=year // 100,
        )


def last_day(number: int, month_number: int) -> int:
    """The number of days in a month."""
    return calendar.monthrange(number, month_number)[1]


def day(of: Day) -> Period:
    """One day."""
    return Period(of, of, "day")


def month(number: int, month_number: int) -> Period:
    """A calendar month."""
    first = Day(number, month_number, 1)
    return Period(first, first.replace(day=last_day(number, month_number)), "month")


def year(number: int) -> Period:
    """A calendar year."""
    return Period(Day(number, 1, 1), Day(number, 12, 31), "year")


def quarter(number: int, ordinal: int) -> Period:
    """A quarter of a calendar year, ``ordinal`` 1 to 4."""
    return months(number, 3 * ordinal - 2, 3, "quarter")


def half(number: int, ordinal: int) -> Period:
    """A half of a calendar year, ``ordinal`` 1 or 2."""
    return months(number, 6 * ordinal - 5, 6, "half")


def season(number: int, code: str) -> Period:
    """A meteorological season of the north; winter begins in December of its year."""
    return months(number, SEASONS[code], 3, "season")


def months(number: int, first_month: int, count: int, grain: str = "range") -> Period:
    """A run of calendar months."""
    first = Day(number, first_month, 1)
    return Period(first, first + relativedelta(months=count, days=-1), grain)


def decade(first_year: int) -> Period:
    """Ten years from a year that ends in 0."""
    return Period(Day(first_year, 1, 1), Day(first_year + 9, 12, 31), "decade")


def century(ordinal: int) -> Period:
    """The 20th century, as news counts it: 1900 to 1999."""
    start = max(1, 100 * (ordinal - 1))
    return Period(Day(start, 1, 1), Day(100 * ordinal - 1, 12, 31), "century")


def week(of: Day) -> Period:
    """The ISO week (Monday to Sunday) of a day."""
    monday = of - datetime.timedelta(days=of.weekday())
    return Period(monday, monday + datetime.timedelta(days=6), "week")


def weekend(of: Day) -> Period:
    """Saturday and Sunday of the ISO week of a day."""
    saturday = week(of).first + datetime.timedelta(days=5)
    return Period(saturday, saturday + datetime.timedelta(days=1), "weekend")


def containing(of: Day, grain: str) -> Period:
    """The period of that granularity that holds a day.

    >>> containing(Day(2025, 1, 15), "season").timex()
    '2024-WI'
    """
    if grain == "season":
        start = (of.month // 3) * 3
        code = {3: "SP", 6: "SU", 9: "FA", 12: "WI", 0: "WI"}[start]
        return season(of.year if start else of.year - 1, code)
    makers: dict[str, Callable[[Day], Period]] = {
        "day": day,
        "week": week,
        "weekend": weekend,
        "month": lambda d: month(d.year, d.month),
        "quarter": lambda d: quarter(d.year, (d.month + 2) // 3),
        "half": lambda d: half(d.year, 1 if d.month < 7 else 2),
        "year": lambda d: year(d.year),
        "decade": lambda d: decade(d.year - d.year % 10),
        "century": lambda d: century(d.year // 100 + 1),
    }
    return makers[grain](of)


def add(of: Day, count: float, unit: str) -> Day:
    """A day moved by a number of units; raises OverflowError or ValueError past the calendar.

    >>> add(Day(2025, 3, 3), 2, "week")
    datetime.date(2025, 3, 17)
    """
    if unit in ("day", "weekend"):
        return of + datetime.timedelta(days=int(count) * (7 if unit == "weekend" else 1))
    if unit in ("week", "fortnight"):
        return of + datetime.timedelta(days=round(count * (14 if unit == "fortnight" else 7)))
    if unit in ("hour", "minute", "second"):
        return of + datetime.timedelta(days=int(count / 24) if unit == "hour" else 0)
    return of + relativedelta(months=round(count * _MONTHS_IN[unit]))


def shift(period: Period, count: int, unit: str) -> Period:
    """A period moved by a number of units, keeping its granularity.

    >>> shift(month(2025, 5), -1, "year").timex()
    '2024-05'
    """
    first = add(period.first, count, unit)
    if period.grain in ("day", "time"):
        return day(first)
    if period.grain in ("week", "weekend"):  # most of its days lie in the week found, whatever weekday the date was
        return containing(add(week(period.first).first + datetime.timedelta(days=3), count, unit), period.grain)
    if period.grain == "range" or (period.grain == "year" and period.first.month > 1) or period.odd():
        if _ends_month(period.last):
            ahead = add(period.last + datetime.timedelta(days=1), count, unit) - datetime.timedelta(days=1)
            return Period(first, ahead, period.grain)
        return Period(first, add(period.last, count, unit), period.grain)
    return containing(first, period.grain)


def _ends_month(of: Day) -> bool:
    return of.day == last_day(of.year, of.month)


def edtf(first: str | None, last: str | None, *, approx: bool = False) -> str | None:
    """The EDTF form of inclusive bounds, as coarse as is exact; an open side is ``..``.

    >>> edtf("2024-01-01", "2024-12-31"), edtf(None, "2025-05-31"), edtf("1990-01-01", "1999-12-31")
    ('2024', '../2025-05-31', '199X')
    """
    mark = "~" if approx else ""
    if first is None and last is None:
        return None
    if first is None or last is None:
        return f"{first + mark if first else '..'}/{last + mark if last else '..'}"
    if first == last:
        return first + mark
    if first[4:] == "-01-01" and last[4:] == "-12-31":
        if first[:4] == last[:4]:
            return first[:4] + mark
        for size in (3, 2):
            if first[:4] == first[:size].ljust(4, "0") and last[:4] == first[:size].ljust(4, "9") and not approx:
                return first[:size].ljust(4, "X")
        return f"{first[:4]}{mark}/{last[:4]}{mark}"
    whole = first[8:] == "01" and _ends_month(Day.fromisoformat(last))
    if whole and first[:7] == last[:7]:
        return first[:7] + mark
    size = 7 if whole else 10
    return f"{first[:size]}{mark}/{last[:size]}{mark}"
