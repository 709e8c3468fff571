"""The financial year of an article: the one that its text defines, else its country's."""

from __future__ import annotations

import datetime
import re

from extractor.annotate.dates.calendar import Period, add
from extractor.rules import RuleSet

_FILE = "dates_fiscal"
_COUNTRY, _DEFINED = "dates.fiscal.country", "dates.fiscal.defined"


class FiscalYears:
    """The countries' financial years and how an article shows whose it speaks of."""

    def __init__(self, rules: RuleSet) -> None:
        self._known = rules.has(_COUNTRY)
        self._defined = rules.has(_DEFINED)
        self._needs = re.compile(rules.get(_COUNTRY).yields["needs"], re.I) if self._known else None
        self._countries = (
            [(row, re.compile(row["evidence"])) for row in rules.table(_FILE, "country")] if self._known else []
        )

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

    __slots__ = ("_country", "_start", "_text", "_years")

    def __init__(self, years: FiscalYears, text: str) -> None:
        self._years = years
        self._text: str | None = text
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


def _year_from(year: int, month: int, day: int) -> Period:
    first = datetime.date(year, month, day)
    return Period(first, add(first, 1, "year") - datetime.timedelta(days=1), "year")
