"""The financial year of an article: the one that its text defines, else its country's."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import NamedTuple

from extractor.annotate.dates.calendar import Period, add, months
from extractor.rules import RuleSet

_FILE = "dates_fiscal"
_COUNTRY, _DEFINED, _STATED = "dates.fiscal.country", "dates.fiscal.defined", "dates.fiscal.stated"
_REPORTED, _BUSINESS = "dates.fiscal.reported", "dates.fiscal.business"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDINALS = ("first", "second", "third", "fourth")
_STARTS = frozenset({4, 7, 10})
_NEAR = 600
_ONE = datetime.timedelta(days=1)


class Stated(NamedTuple):
    """Where a text says when a year or a quarter ended: the place, which of them, and the day after, of any year."""

    at: int
    what: str
    month: int
    day: int


class Country(NamedTuple):
    """When a country's financial year starts, and how it is told of (the fields of ``dates_fiscal.toml``)."""

    month: int
    day: int
    pairs: bool
    business: bool
    unnamed: bool
    by_start: bool


class FiscalYears:
    """The countries' financial years and how an article shows whose it speaks of."""

    def __init__(self, rules: RuleSet) -> None:
        known = rules.has(_COUNTRY)
        self._defined = rules.has(_DEFINED)
        self._business = rules.has(_BUSINESS)
        self._needs = re.compile(rules.get(_COUNTRY).yields["needs"], re.I) if known else None
        rows = rules.table(_FILE, "country") if known else []
        self._countries = [(_country(row), re.compile(row["evidence"])) for row in rows]
        self._stated = rules.get(_STATED).regex() if rules.has(_STATED) else None
        self._numbered = rules.get(_REPORTED).regex() if rules.has(_REPORTED) else None
        self._results = re.compile(rules.get(_REPORTED).yields["needs"], re.I) if self._numbered else None

    def stated(self, text: str) -> list[Stated]:
        """Where a text says when a year or a quarter ended."""
        return [_after(match) for match in self._stated.finditer(text)] if self._stated is not None else []

    def reported(self, text: str) -> int | None:
        """The number of the quarter that a text names first: the one that it reports."""
        found = self._numbered.search(text) if self._numbered is not None else None
        if found is None or self._results is None or not self._results.search(text):
            return None
        return int(found["digit"]) if found["digit"] else _ORDINALS.index(found["q"].lower()) + 1

    def of(self, text: str) -> Fiscal:
        """The financial year of an article, searched for once it is asked for."""
        return Fiscal(self, text)

    def country(self, text: str) -> Country | None:
        """The country whose financial year an article goes by; null unless one country leads."""
        if self._needs is None:
            return None
        counts = sorted(
            ((len(p.findall(text)), i) for i, (_, p) in enumerate(self._countries)), key=lambda c: (-c[0], c[1])
        )
        if not counts or not counts[0][0] or (len(counts) > 1 and counts[1][0] * 2 > counts[0][0]):
            return None
        country = self._countries[counts[0][1]][0]
        return country if (self._business and country.business) or self._needs.search(text) else None

    def rule_for(self, country: Country) -> str:
        """The id of the rule by which a country's financial year is taken."""
        return _BUSINESS if self._business and country.business else _COUNTRY

    def may_define(self) -> bool:
        """Whether a dated financial year of the text rules the others."""
        return self._defined


class Fiscal:
    """The financial year of one article."""

    __slots__ = ("_country", "_sought", "_start", "_stated", "_text", "_years")

    def __init__(self, years: FiscalYears, text: str) -> None:
        self._years = years
        self._text = text
        self._stated: list[Stated] | None = None
        self._start: tuple[int, int] | None = None
        self._country: Country | None = None
        self._sought = False

    def define(self, period: Period) -> None:
        """Take a financial year that the text dates as the rule for the others."""
        if self._years.may_define():
            self._start = (period.first.month, period.first.day)

    def ending_in(self, year: int) -> tuple[Period, str] | None:
        """The financial year named by one number, and the id of the rule that knew it."""
        country = self._found()
        named_by_start = self._start is None and country is not None and country.by_start
        return self._ending(year + 1 if named_by_start else year)

    def around(self, today: datetime.date, step: int) -> tuple[Period, str] | None:
        """The financial year that a day lies in, or one ``step`` years away."""
        found = self._ending(today.year)
        if found is None:
            return None
        return self._ending(today.year + step + (1 if found[0].last < today else 0))

    def stretch(
        self, number: int, size: int, year: int | None, today: datetime.date | None, at: int, *, named: bool
    ) -> tuple[Period, str] | None:
        """The quarter (``size`` 3) or the half (6) of a financial year; without a year the last one over.

        ``named`` when the text calls it fiscal. What the text says close by of the end of a quarter or a year
        rules it (*the quarter ended Sept. 30*), then what it says elsewhere, then the country.
        """
        if year is not None or today is None:
            found = self.ending_in(year) if year is not None else None
            return (part(found[0], number, size), found[1]) if found is not None else None
        begins = self._begins(number, size, at, named=named)
        if begins is None:
            return None
        start, rule = begins
        years = (_year_from(today.year - back, *start) for back in range(3))
        return next(((p, rule) for year in years if (p := part(year, number, size)).last < today), None)

    def _begins(self, number: int, size: int, at: int, *, named: bool) -> tuple[tuple[int, int], str] | None:
        """Month and day of the start of the financial year that a place of the text goes by, and the rule."""
        near = sorted((s for s in self._ends() if abs(s.at - at) < _NEAR), key=lambda s: abs(s.at - at))
        year = next((s for s in near if s.what == "year"), None)
        if year is not None and (named or year.month != 1):
            return (year.month, year.day), _STATED
        if near and named and size == 3:
            return _start_of(near[0], number), _STATED
        reported = self._reported(named=named)
        if reported is not None:
            return reported, _REPORTED
        if named and self._start:
            return self._start, _DEFINED
        country = self._found()
        if country is None:
            return None
        rule = self._years.rule_for(country)
        return ((country.month, country.day), rule) if named or (country.unnamed and rule == _BUSINESS) else None

    def _reported(self, *, named: bool) -> tuple[int, int] | None:
        """The start that follows from the end of the quarter that the text reports by its number."""
        ends = [s for s in self._ends() if s.what != "year"]
        if len({s.month for s in ends}) != 1:
            return None
        number = self._years.reported(self._text)
        start = _start_of(ends[0], number) if number is not None else None
        return start if start and (named or start[0] in _STARTS) else None

    def _ends(self) -> list[Stated]:
        if self._stated is None:
            self._stated = self._years.stated(self._text)
        return self._stated

    def pair(self, year: int, *, named: bool) -> tuple[Period, str] | None:
        """The financial year that straddles ``year`` and the next; ``named`` when the text calls it so."""
        country = self._found()
        if country and (named or country.pairs):
            return _year_from(year, country.month, country.day), self._years.rule_for(country)
        return None

    def _ending(self, year: int) -> tuple[Period, str] | None:
        if self._start:
            return _year_from(year - 1, *self._start), _DEFINED
        country = self._found()
        if country is None:
            return None
        return _year_from(year - 1, country.month, country.day), self._years.rule_for(country)

    def _found(self) -> Country | None:
        if not self._sought:
            self._sought = True
            self._country = self._years.country(self._text)
        return self._country


def part(year: Period, number: int, size: int) -> Period:
    """The ``number``-th stretch of ``size`` months of a financial year: its quarter or half."""
    first = add(year.first, (number - 1) * size, "month")
    if first.day == 1:
        return months(first.year, first.month, size, "quarter" if size == 3 else "half")
    return Period(first, add(first, size, "month") - _ONE, "range")


def _country(row: Mapping[str, object]) -> Country:
    month, day = str(row["starts"]).split("-")
    told = (bool(row.get(name)) for name in ("pairs", "business", "unnamed", "by_start"))
    return Country(int(month), int(day), *told)


def _after(match: re.Match[str]) -> Stated:
    """The day after the one on which a year or a quarter ended; without a day it is the month's last."""
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    end = int(match["day"] or match["before"] or 31)
    what = "year" if match["what"] and match["what"].lower().endswith("year") else "quarter"
    return Stated(match.start(), what, month, end + 1) if end < 28 else Stated(match.start(), what, month % 12 + 1, 1)


def _start_of(end: Stated, number: int) -> tuple[int, int]:
    """Month and day of the start of a year whose ``number``-th quarter ended so."""
    return (end.month - 3 * number - 1) % 12 + 1, end.day


def _year_from(year: int, month: int, day: int) -> Period:
    first = datetime.date(year, month, day)
    return Period(first, add(first, 1, "year") - _ONE, "year")
