"""The day on which a report was made: the date expression that modifies its cue."""

from __future__ import annotations

import bisect

from extractor.annotate.analysis import Analysis
from extractor.annotate.attributions.report import Report
from extractor.records import DateMention
from extractor.rules import RuleSet

_RULE = "attributions.cue.reported"
_MODIFIERS = frozenset({"npadvmod", "prep", "advmod", "dobj", "dep"})
_PREPOSITIONS = frozenset({"on", "in", "during", "late", "early"})
_SPOKEN = frozenset(
    {"attributions.verb.fronted", "attributions.quote.before", "attributions.quote.after", "attributions.verb.put_at"}
)


class ReportDate:
    """Finds the date that hangs on the cue and not on the content ("said Thursday that …")."""

    def __init__(self, rules: RuleSet) -> None:
        self._active = rules.has(_RULE)

    def __call__(self, report: Report, analysis: Analysis) -> tuple[str | None, tuple[str, ...]]:
        """The ISO day (or month, year) of the report and the rule, or null."""
        if not self._active or not analysis.dates:
            return None, ()
        sentence = report.sentence
        first = bisect.bisect_left(analysis.dates, sentence.start, key=lambda d: d.start)
        for date in analysis.dates[first:]:
            if date.start >= sentence.end:
                break
            if any(piece.start <= date.start < piece.end for piece in report.content):
                continue
            if date.type in ("DATE", "TIME") and self._modifies(report, date):
                return _value(date), (_RULE,)
        return None, ()

    def _modifies(self, report: Report, date: DateMention) -> bool:
        verb = report.verb
        if verb is None or date.comparison or ("clause" not in report.rules[0] and report.rules[0] not in _SPOKEN):
            return False
        token = report.sentence.head(date.start, date.end)
        if token is None:
            return False
        if token.dep_ == "pobj" and token.head.lower_ in _PREPOSITIONS:
            token = token.head
        return (token.dep_ in _MODIFIERS and token.head.i == verb.i) or 0 <= date.start - report.cue.end <= 1


def _value(date: DateMention) -> str | None:
    if date.from_ is not None and date.from_ == date.to:
        return date.from_
    return date.value[:10] if date.value[:4].isdigit() else None
