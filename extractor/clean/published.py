"""Read a date of publication, from an attribute of a page or from a line of a text."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

_ISO = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?!\d)")
_COMPACT = re.compile(r"\s*(\d{4})(\d\d)(\d\d)(?:T\d|\s*$)")
_DAY_FIRST = re.compile(r"\W*(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})\b", re.I)
_MONTH_FIRST = re.compile(r"\W*(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b", re.I)
_DOTTED = re.compile(r"\W*(?:[a-z]{3,9},?\s+)?(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b", re.I)
_SECONDS = re.compile(r"\s*(1[0-9]{9})(?:\d{3})?\s*$")  # since 1970, as a page's attributes count
_IN_PATH = re.compile(
    r"/((?:19|20)\d\d)/(\d{1,2}|[a-z]{3})/(\d{1,2})(?=/|$|-)|[/-]((?:19|20)\d\d)-(\d\d)-(\d\d)(?=/|\W|$)"
    r"|(?<!/web)/((?:19|20)\d\d)([01]\d)([0-3]\d)(?=/)|[/_-]((?:19|20)\d\d)([01]\d)([0-3]\d)(?=/?(?:[.?#]|$))"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EARLIEST = 1900
_LONGEST = 64
_COMPLETE = re.compile(
    r"(?=.*(?<!\d)(?:19|20)\d\d(?!\d))(?=.*(?<!\d)\d{1,2}(?!\d)).*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
    r"|\s*(?:19|20)\d\d\s?[/.]\s?\d{1,2}\s?[/.]\s?\d{1,2}(?!\d)",
    re.I | re.S,
)


def parse_date(value: str) -> str | None:
    """The ISO date that a value plainly gives, or null; day and month are never guessed.

    An odd form is dateparser's, when it names all of year, month and day: a month by its name, or the
    year first.

    Dots are European: the day stands first.

    >>> parse_date("2024-02-22T16:47:00+03:00"), parse_date("Feb. 22, 2024"), parse_date("2/3/2024")
    ('2024-02-22', '2024-02-22', None)
    >>> parse_date("02.03.2024")
    '2024-03-02'
    >>> parse_date("Thu Feb 22 16:47:00 EST 2024")
    '2024-02-22'
    """
    for pattern in (_ISO, _COMPACT):
        if match := pattern.match(value):
            return iso(match[1], match[2], match[3])
    if match := _DAY_FIRST.match(value):
        return iso(match[3], match[2], match[1])
    if match := _MONTH_FIRST.match(value):
        return iso(match[3], match[1], match[2])
    if match := _DOTTED.match(value):
        return iso(match[3], match[2], match[1])
    if match := _SECONDS.match(value):
        return datetime.datetime.fromtimestamp(int(match[1]), datetime.timezone.utc).date().isoformat()
    return _odd_date(value) if len(value) <= _LONGEST and _COMPLETE.match(value) else None


@lru_cache(maxsize=4096)
def _odd_date(value: str) -> str | None:
    import dateparser

    found = dateparser.parse(
        value,
        languages=["en"],
        settings={
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "DATE_ORDER": "YMD",
        },
    )
    return found.date().isoformat() if found and found.year >= _EARLIEST else None


def date_in_path(uri: str) -> str | None:
    """The full date in the path of an address, or null.

    >>> date_in_path("https://example.org/2019/11/18/dam")
    '2019-11-18'
    """
    match = _IN_PATH.search(uri)
    if match is None:
        return None
    year, month, day = (part for part in match.groups() if part)
    return iso(year, month, day)


def iso(year: str, month: str, day: str) -> str | None:
    """An ISO date from its parts, the month as a number or a name; null when there is no such day."""
    if not month.isdigit():
        if month[:3].lower() not in _MONTHS:
            return None
        month = str(_MONTHS.index(month[:3].lower()) + 1)
    try:
        found = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if found.year >= _EARLIEST else None


def from_match(match: re.Match[str]) -> str | None:
    """An ISO date from the groups y1 m1 d1, y2 m2 d2 … of a rule's pattern.

    In y0 m0 d0 the numbers may stand either way round: only a weekday before them, group w, tells which.
    """
    for n in "123456":
        if match[f"y{n}"]:
            return iso(match[f"y{n}"], match[f"m{n}"], match[f"d{n}"])
    if match["y0"] and match["w"]:
        either = [iso(match["y0"], match["m0"], match["d0"]), iso(match["y0"], match["d0"], match["m0"])]
        told = {day for day in either if day and falls_on(day, match["w"])}
        return told.pop() if len(told) == 1 else None
    return None


def falls_on(day: str, weekday: str) -> bool:
    """Whether an ISO date falls on a weekday, given by three letters or more.

    >>> falls_on("2025-07-08", "Tues.")
    True
    """
    return _WEEKDAYS[datetime.date.fromisoformat(day).weekday()] == weekday[:3].lower()
