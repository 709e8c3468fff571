"""Keep a dateline ("LONDON (Reuters) - ") out of the source and content of the sentence after it."""

from __future__ import annotations

import dataclasses

from extractor.annotate.attributions.grammar import trimmed
from extractor.annotate.attributions.report import Report
from extractor.records import Span
from extractor.rules import RuleSet

_LONGEST_SOURCE = 120


class Dateline:
    """Cuts the dateline that opens a paragraph off the pieces of a report."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = tuple((rule, rule.regex()) for rule in rules.layer("attributions.edge.dateline"))

    def __call__(self, report: Report) -> Report:
        """The report, its source and content beginning after the dateline."""
        sentence = report.sentence
        if sentence.start != sentence.paragraph.start:
            return report
        for rule, regex in self._rules:
            match = regex.match(sentence.plain)
            if match is None:
                continue
            edge = sentence.start + match.end()
            source = _after(report.source, edge) if report.source else None
            if report.source is not None and source is None and edge < report.cue.start < edge + _LONGEST_SOURCE:
                source = trimmed(sentence.text, sentence.start, edge, report.cue.start)
            content = tuple(piece for piece in (_after(span, edge) for span in report.content) if piece is not None)
            if not content or (source, content) == (report.source, report.content):
                return report
            rules = (*report.rules, rule.id)
            return dataclasses.replace(report, source=source or report.source, content=content, rules=rules)
        return report


def _after(span: Span, edge: int) -> Span | None:
    if span.start >= edge:
        return span
    if span.end <= edge:
        return None
    return Span(edge, span.end, span.text[edge - span.start :])
