"""The financial year of an article: the one that its text defines, else its country's."""

from __future__ import annotations

import datetime
import re

from extractor.annotate.dates.calendar import Period, add, months
from extractor.rules import RuleSet

_FILE = "dates_fiscal"
_COUNTRY, _DEFINED, _STATED = "dates.fiscal.country", "dates.fiscal.defined", "dates.fiscal.stated"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NEAR = 600
_ONE = datetime.timedelta(days=1)


class FiscalYears:
    """The countries' financial years and how an article shows whose it speaks of."""

    def __init__(self, rules: RuleSet) -> None:
        self._known = rules.has(_COUNTRY)
        self._defined = rules.has(_DEFINED)
        self._needs = re.compile(rules.get(_COUNTRY).yields["needs"], re.I) if self._known else None
        self._countries = (
            [(row, re.compile(row["evidence"])) for row in rules.table(_FILE, "country")] if self._known else []
        )

        self._stated = rules.get(_STATED).regex() if rules.has(_STATED) else None

    def stated(self, text: str) -> list[tuple[int, str, int, int]]:
        """Where a text says when a year or a quarter ended: the place, which of them, month and day."""
        if self._stated is None:
            return []
        return [
            (m.start(), m["what"].split()[-1].lower(), _MONTHS.index(m["month"][:3].lower()) + 1, int(m["day"]))
            for m in self._stated.finditer(text)
        ]

    def of(self, text: str) -> Fiscal:
        """The financial year of an article, searched for once it is asked for."""
        return Fiscal(self, text)

    def country(self, text: str) -> tuple[int, int, bool] | None:
        """Month and day of the start, and whether years are written in pairs; null unless one country leads."""
        if self._needs is None or not self._needs.search(text):
            return None
        counts = sorted(
            ((len(p.findall(text)), i) for i, (_, p) in enumerate(self._countries)), key=lambda c: (-c[0], c[1])
        )
        if not counts or not counts[0][0] or (len(counts) > 1 and counts[1][0] * 2 > counts[0][0]):
            return None
        row = self._countries[counts[0][1]][0]
        month, day = row["starts"].split("-")
        return int(month), int(day), bool(row["pairs"])

    def may_define(self) -> bool:
        """Whether a dated financial year of the text rules the others."""
        return self._defined


class Fiscal:
    """The financial year of one article."""

    __slots__ = ("_country", "_ends", "_start", "_text", "_whole", "_years")

    def __init__(self, years: FiscalYears, text: str) -> None:
        self._years = years
        self._text: str | None = text
        self._whole = text
        self._ends: list[tuple[int, str, int, int]] | None = None
        self._start: tuple[int, int] | None = None
        self._country: tuple[int, int, bool] | None = None

    def define(self, period: Period) -> None:
        """Take a financial year that the text dates as the rule for the others."""
        if self._years.may_define():
            self._start = (period.first.month, period.first.day)

    def ending_in(self, year: int) -> tuple[Period, str] | None:
        """The financial year named by one number, and the id of the rule that knew it."""
        country = self._found()
        if self._start:
            return _year_from(year - 1, *self._start), _DEFINED
        return (_year_from(year - 1, country[0], country[1]), _COUNTRY) if country else None

    def around(self, today: datetime.date, step: int) -> tuple[Period, str] | None:
        """The financial year that a day lies in, or one ``step`` years away."""
        found = self.ending_in(today.year)
        if found is None:
            return None
        ends = found[0].last < today
        return self.ending_in(today.year + step + (1 if ends else 0))

    def quarter(
        self, number: int, year: int | None, today: datetime.date | None, at: int, *, named: bool
    ) -> tuple[Period, str] | None:
        """The quarter of a financial year; without a year the last one over. ``named`` when the text calls it fiscal.

        Words close by that say when the quarter or the year ended rule it: *the quarter ended Sept. 30*.
        """
        if year is not None or today is None:
            found = self.ending_in(year) if year is not None else None
            return (part(found[0], number, 3), found[1]) if found is not None else None
        close = min((e for e in self._stated() if abs(e[0] - at) < _NEAR), key=lambda e: abs(e[0] - at), default=None)
        if close is not None and (named or (close[1] == "year" and close[2] != 12)):
            end = _last(close[2], close[3], today)
            if close[1] == "quarter":
                return Period(add(end + _ONE, -1, "quarter"), end, "quarter"), _STATED
            ends = add(add(end + _ONE, 3 * number - 12, "month"), 0, "day") - _ONE
            following = add(ends + _ONE, 1, "year") - _ONE
            ends = following if following < today else ends
            return Period(add(ends + _ONE, -1, "quarter"), ends, "quarter"), _STATED
        for step in (0, -1) if named else ():
            known = self.around(today, step)
            inner = part(known[0], number, 3) if known else None
            if known and inner and inner.last < today:
                return inner, known[1]
        return None

    def _stated(self) -> list[tuple[int, str, int, int]]:
        if self._ends is None:
            self._ends = self._years.stated(self._whole)
        return self._ends

    def pair(self, year: int, *, named: bool) -> tuple[Period, str] | None:
        """The financial year that straddles ``year`` and the next; ``named`` when the text calls it so."""
        country = self._found()
        if country and (named or country[2]):
            return _year_from(year, country[0], country[1]), _COUNTRY
        return None

    def _found(self) -> tuple[int, int, bool] | None:
        if self._text is not None:
            self._country = self._years.country(self._text)
            self._text = None
        return self._country


def part(year: Period, number: int, size: int) -> Period:
    """The ``number``-th stretch of ``size`` months of a financial year: its quarter or half."""
    first = add(year.first, (number - 1) * size, "month")
    if first.day == 1:
        return months(first.year, first.month, size, "quarter" if size == 3 else "half")
    return Period(first, add(first, size, "month") - _ONE, "range")


def _last(month: int, day: int, today: datetime.date) -> datetime.date:
    """The last such day that is over."""
    year = today.year if (month, day) < (today.month, today.day) else today.year - 1
    return datetime.date(year, month, min(day, 28 if month == 2 else day))


def _year_from(year: int, month: int, day: int) -> Period:
    first = datetime.date(year, month, day)
    return Period(first, add(first, 1, "year") - datetime.timedelta(days=1), "year")
