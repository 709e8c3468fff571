"""A day of publication that is told without its year, and the year that the rest of the text leaves to it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence

from extractor.clean.candidate import Candidate
from extractor.clean.published import falls_on, iso
from extractor.records import MetadataValue
from extractor.rules import RuleSet

_FIRST = 16  # blocks among which a dateline stands
_YEAR = re.compile(r"(?<![\d.,$€£/-])((?:19|20)\d\d)(?![\d%]|[.,]\d)")
_AHEAD = re.compile(r"\b(?:by|until|till|before|through|to)(?: the (?:end|start|middle) of)? \Z")
_RIGHTS = re.compile(
    r"(?:©|\([Cc]\)|\b[Cc]opyright\b|COPYRIGHT)[^.!?]{0,48}?(?:\b(?:19|20)\d\d\s?[-–]\s?)?((?:19|20)\d\d)\b"
)
_WEEKDAY = re.compile(r"\b(?<!last )(?<!next )(?<!by )((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
_NEAR = 20  # characters before a year that tell of a day ahead
_SPAN = 12  # years before the last one named: an older one is history
_DAY = datetime.timedelta(days=1)


class DatelineReader:
    """Reads a dateline or a line of the head that has day and month alone."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = [(rule.regex(), rule.id) for rule in rules.layer("clean.dateline")]

    def __call__(self, blocks: Sequence[Candidate]) -> MetadataValue | None:
        """The one day told, with the year that the weekday and the years of the text leave to it, else null."""
        told = [
            (match, rule, block)
            for block in blocks[:_FIRST]
            for pattern, rule in self._rules
            if (match := pattern.match(block.text))
        ]
        days = {(_settled(match, block, blocks), rule, block.start, match.end()) for match, rule, block in told}
        if len(days) != 1:
            return None  # none, or one in each heading of a chronicle
        day, rule, start, length = days.pop()
        return MetadataValue(day, "text", rule, start, start + length) if day else None


def _settled(match: re.Match[str], block: Candidate, blocks: Sequence[Candidate]) -> str | None:
    """The one day that falls on the weekday told; a report may also be filed on the day after."""
    told = match["w"] or next(iter(_WEEKDAY.findall(block.text)), None)
    if told is None:
        return None
    rights = {int(year) for line in blocks for year in _RIGHTS.findall(line.text)}
    years = {int(year[1]) for line in blocks for year in _YEAR.finditer(line.text) if not _ahead(year)} | rights
    recent = {year for year in years if year > max(years, default=0) - _SPAN}
    month, number = (match["m1"], match["d1"]) if match["m1"] else (match["m2"], match["d2"])
    days = [day for year in recent | {year + 1 for year in recent} if (day := iso(str(year), month, number))]
    exact = [day for day in days if falls_on(day, told)]
    if rights:
        exact = [day for day in exact if int(day[:4]) in rights]
        return exact[0] if len(exact) == 1 else None
    late = [] if match["w"] else [day for day in days if falls_on(_before(day), told)]
    return exact[0] if len(exact) == 1 and not late and len(recent & _around(exact)) > 1 else None


def _ahead(year: re.Match[str]) -> bool:
    return bool(_AHEAD.search(year.string, max(0, year.start() - _NEAR), year.start()))


def _around(days: Iterable[str]) -> set[int]:
    """The years of some days and the two before each."""
    return {int(day[:4]) - back for day in days for back in (0, 1, 2)}


def _before(day: str) -> str:
    return (datetime.date.fromisoformat(day) - _DAY).isoformat()
