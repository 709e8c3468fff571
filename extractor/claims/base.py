"""The period of what a change is measured from, where the base has no date of its own.

*Convictions rose to 412 in 2024 from 377*: the 377 are those of 2023. A base is never for the period of
the new figure. Which period it is for follows from the length of the new one, and from how the article
compares otherwise: *from 9 a year earlier*, *the month before*. Where nothing tells, it has none. The
bases of a forecast are forecasts for the same time, and stay.
"""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import re
from typing import Any, NamedTuple

from extractor.annotate.dates import calendar
from extractor.annotate.dates.calendar import Period
from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import SUBJECTS, ancestors
from extractor.records import DateMention, Span
from extractor.rules import RuleSet

_FROM = frozenset({"claims.relation.from", "claims.relation.endpoints"})
_COMPARED = "claims.relation.compared"
_ENDS = "claims.relation.endpoints"
_BEFORE, _PAIR = "claims.period.year_before", "claims.period.from_to"
_MEASURED = frozenset(
    {
        "dates.anaphor.offset",
        "dates.anaphor.adjective",
        "dates.anaphor.stepped",
        "dates.anaphor.same",
        "dates.offset.ago",
        "dates.duration.comparison",
    }
)
_UNIT = re.compile(r"\b(year|quarter|month|week)s?\b|\b([ymqw])/?-?o?-?/?[ymqw]\b", re.IGNORECASE)
_LETTERS = {"y": "year", "q": "quarter", "m": "month", "w": "week"}
_OR = re.compile(r"[^;.]{0,40},? or (?:[a-z]+ ){0,2}\Z")
_ELSEWHERE = re.compile(r"[ %]*(?:[a-z]+ )?(?:in|among|for|at) ", re.IGNORECASE)
_SPREADING = frozenset({"run", "range", "vary", "stretch", "span", "differ"})
_OTHER = re.compile(
    r"['’]s?\b|['’] |\b(?:its|his|her|their|polls?|consensus|analysts?|expect\w*|forecasts?|estimate[sd]?) ", re.I
)
_REACH = 3_000
_YEAR, _LONG = 364, 100


class _Step(NamedTuple):
    """Where an article says how far back it compares, and by which unit."""

    start: int
    unit: str


class BasePeriods:
    """Moves the period of a base that has none of its own back from that of the new figure."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims_period", "period")
        self.looking = frozenset(table["expecting"]) | frozenset(table["targets"])
        self.on = {rule.id for rule in rules.layer("claims.period")}

    def __call__(self, context: Context) -> None:
        """Change ``time`` of the bases, once every figure has the period that its words give it."""
        steps: list[_Step] | None = None
        for draft in context.drafts:
            base, new = self._terms(draft, context)
            if base is None or new is None or new.time is None:
                continue
            if _lent(base) and not _lent(new) and self._looks(base, new):
                _give(base, new.time)  # *raised its forecast from 280 to 295 for 2025*
                continue
            if not _shared(base, new):
                continue
            if self._parallel(base, new) or self._expected(base, new, context) or _spread(base, context):
                continue
            if _BEFORE in self.on:
                steps = _steps(context) if steps is None else steps
                self._move(base, new, steps)
                self._restated(base, context)

    def _terms(self, draft: Draft, context: Context) -> tuple[Draft | None, Draft | None]:
        """The base and the new figure of a change: *to B from A*, *from A to B*."""
        other = draft.compared
        if other is None or other.sentence is not draft.sentence:
            return None, None
        results = _COMPARED in draft.rules and draft.reading.kind == other.reading.kind == "money" and draft.bare
        results = results and _OTHER.search(context.lead(draft)) is None
        if _FROM.isdisjoint(draft.rules) and not results:
            return None, None
        return (other, draft) if _ENDS in draft.rules else (draft, other)

    def _parallel(self, base: Draft, new: Draft) -> bool:
        """*It held 90 in 2024, against 60 in 2023; in Orsk the number went from 20 to 34*: both in their order."""
        donor = base.donor
        first = donor.compared if donor is not None and donor.compares else None
        if _PAIR not in self.on or donor is None or first is None or first.sentence is not base.sentence:
            return False
        if donor.time is None or first.time is None or donor.time == first.time or base.time != donor.time:
            return False
        new.time = first.time
        new.inherit("time", first.time)
        new.fired(_PAIR)
        return True

    def _expected(self, base: Draft, new: Draft, context: Context) -> bool:
        """Whether both are what was thought of the same time: *cut its forecast to 2% from 2.4%*."""
        if self._looks(base, new):
            return True
        today = context.analysis.published
        assert new.time is not None
        over = new.time.to is None or today is None or new.time.to < today.isoformat()
        return not over and "claims.period.so_far" not in new.rules

    def _looks(self, base: Draft, new: Draft) -> bool:
        """Whether the words around two terms are of what was expected."""
        verb = base.predicate or new.predicate
        words = [verb, *itertools.islice(ancestors(verb), 1, 4)] if verb is not None else []
        words += [child for child in verb.children if child.dep_ in SUBJECTS or child.dep_ == "dobj"] if verb else []
        return any(lemma(word) in self.looking for word in words)

    def _move(self, base: Draft, new: Draft, steps: list[_Step]) -> None:
        assert new.time is not None
        date = new.time
        unit = _unit(date, new, steps)
        found = _back(date, unit) if unit else None
        _give(base, found)
        base.fired(_BEFORE)

    def _restated(self, base: Draft, context: Context) -> None:
        """The base said in other words is for its period: *from $9 million, or 31 cents a share*."""
        after = context.following(base)
        if after is None or after.time is None or not _OR.fullmatch(context.lead(after)):
            return
        if not after.rules or "claims.period.after" in after.rules:
            return
        _give(after, base.time)
        after.fired(_BEFORE)


def _give(draft: Draft, date: DateMention | None) -> None:
    """Set the period of a figure to one that was told elsewhere, or to none."""
    draft.time = date
    draft.inherited = [item for item in draft.inherited if item.slot != "time"]
    if date is not None:
        draft.inherit("time", date)


def _spread(base: Draft, context: Context) -> bool:
    """Whether the figures are those of several places or people at one time: *from 8% in Arta to 15% in Kozani*."""
    verb = base.predicate
    return (verb is not None and lemma(verb) in _SPREADING) or bool(_ELSEWHERE.match(context.follow(base)))


def _lent(base: Draft) -> bool:
    """Whether a figure has its period from another sentence, or none."""
    date = base.time
    return date is None or not base.sentence.start <= date.start < base.sentence.end


def _shared(base: Draft, new: Draft) -> bool:
    """Whether a base has got the new figure's period, or its place, for want of its own."""
    if base.time is None or new.time is None:
        return False
    if new.start < base.start < base.time.start < base.sentence.end:  # *to 40 from 30 last year*: the base's own
        return False
    same = (base.time.from_, base.time.to) == (new.time.from_, new.time.to)
    return same and ("claims.period.after" not in base.rules or base.time.start < base.start)


def _steps(context: Context) -> list[_Step]:
    """How far back the article compares, wherever it says so."""
    found = []
    for date in context.analysis.dates:
        if _MEASURED.isdisjoint(date.rules) or not (date.comparison or date.basis == "anaphoric" or "ago" in date.text):
            continue
        units = _UNIT.findall(date.text)
        if units:
            word, letter = min(units, key=lambda u: "year" not in (u[0].lower(), _LETTERS.get(u[1].lower())))
            found.append(_Step(date.start, word.lower() or _LETTERS[letter.lower()]))
    return found


def _unit(date: DateMention, new: Draft, steps: list[_Step]) -> str | None:
    """How far back the base of a period lies; null where the article does not tell."""
    if date.from_ is None or date.to is None:
        return None
    days = (datetime.date.fromisoformat(date.to) - datetime.date.fromisoformat(date.from_)).days
    if "claims.period.so_far" in new.rules or days > _YEAR + 2:
        return None
    if days >= _LONG:  # what is told of a half, of nine months or of a year repeats with the year
        return "year"
    own = {"week": "week", "month": "month", "quarter": "quarter"}.get(date.granularity or "")
    own = own or ("week" if days == 6 else None)
    near = [s for s in steps if abs(s.start - new.start) < _REACH and s.unit in ("year", own)]
    if not near:  # the results of a quarter are held against those of the same one
        return "year" if own == "quarter" and new.reading.kind == "money" else None
    if own is not None and (own == "week" or new.reading.kind == "percent") and any(s.unit == own for s in near):
        return own  # a rate is held against the one before it
    return min(near, key=lambda s: abs(s.start - new.start)).unit


def before(date: DateMention, unit: str) -> Period:
    """The period that lies one unit before a bounded one."""
    assert date.from_ is not None
    assert date.to is not None
    first, last = datetime.date.fromisoformat(date.from_), datetime.date.fromisoformat(date.to)
    grain = date.granularity if date.granularity in ("day", "month", "quarter", "half", "year", "week") else "range"
    return calendar.shift(Period(first, last, grain), -1, unit)


def of_period(date: DateMention, moved: Period, anchor: DateMention) -> DateMention:
    """A date expression that stands for another period, which its anchor has told."""
    start, end = moved.first.isoformat(), moved.last.isoformat()
    return dataclasses.replace(
        date,
        value=moved.timex(),
        edtf=calendar.edtf(start, end, approx=date.approx),
        from_=start,
        to=end,
        basis="anaphoric",
        anchor=Span(anchor.start, anchor.end, anchor.text),
        bound=None,
        parts=(),
    )


def _back(date: DateMention, unit: str) -> DateMention:
    """A period moved back by one unit."""
    return of_period(date, before(date, unit), date)
