"""The day on which a report was made: the date expression that modifies its cue."""

from __future__ import annotations

import bisect

from extractor.annotate.analysis import Analysis
from extractor.annotate.attributions.report import Report
from extractor.records import DateMention
from extractor.rules import RuleSet

_RULE = "attributions.cue.reported"
_MODIFIERS = ("npadvmod", "prep", "advmod", "dobj", "pobj", "tmod", "dep", "nmod")


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
        if verb is None:
            return False
        token = report.sentence.head(date.start, date.end)
        for _ in range(4):
            if token is None or token.i == verb.i or token.dep_ not in _MODIFIERS:
                break
            token = token.head
        if token is not None and token.i == verb.i:
            return True
        return 0 <= date.start - report.cue.end <= 4


def _value(date: DateMention) -> str | None:
    if date.from_ is not None and date.from_ == date.to:
        return date.from_
    return date.value[:10] if date.value[:4].isdigit() else None
