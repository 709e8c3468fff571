"""The ``attributions`` layer: who says what, in which words."""

from __future__ import annotations

import dataclasses

from extractor.annotate.analysis import Analysis
from extractor.annotate.attributions.antecedents import SourceResolver
from extractor.annotate.attributions.closing import ClosingClauses
from extractor.annotate.attributions.compiled import compiler
from extractor.annotate.attributions.dateline import Dateline
from extractor.annotate.attributions.free import FreeSpeech
from extractor.annotate.attributions.labels import LabelReader
from extractor.annotate.attributions.lexicon import Lexicon
from extractor.annotate.attributions.phrases import PhraseReader, ShapeReader
from extractor.annotate.attributions.quotes import Quotations
from extractor.annotate.attributions.report import Report
from extractor.annotate.attributions.reported import ReportDate
from extractor.annotate.attributions.verbs import CueReader
from extractor.records import Attribution, Span
from extractor.rules import RuleSet

_BUCKET = 1024
_COMPILED = "attributions.source.compiled_by"

__all__ = ["AttributionAnnotator"]


class AttributionAnnotator:
    """Finds reported statements and resolves their sources.

    Cues are found sentence by sentence; quotations, antecedents and the days of reports are read
    across sentences. A report inside the content of another is not listed: what Lee said that
    Kim had said is Lee's report. The result is sorted by the first character of each attribution.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._lexicon = Lexicon(rules)
        self._cues = CueReader(rules, self._lexicon)
        self._closing = ClosingClauses(rules, self._lexicon)
        self._phrases = PhraseReader(rules, self._lexicon)
        self._shapes = ShapeReader(rules, self._lexicon)
        self._labels = LabelReader(rules)
        self._free = FreeSpeech(rules)
        self._dateline = Dateline(rules)
        self._sources = SourceResolver(rules, self._lexicon)
        self._day = ReportDate(rules)
        self._compiled = rules.has(_COMPILED)

    def __call__(self, analysis: Analysis) -> list[Attribution]:
        """Return the attributions of the article, sorted by start."""
        quotations = Quotations(analysis)
        found = self._shapes(analysis) + self._labels(analysis, quotations)
        for sentence in analysis.sentences:
            found += self._phrases(sentence)
            cues = self._cues(sentence, analysis, quotations)
            found += [*cues, *self._closing(sentence, cues)]
        found = [_with_whole_quotation(report, quotations, analysis) for report in _outermost(found)]
        found += self._free(analysis, quotations, found)
        reports = sorted(found, key=lambda report: (report.start, report.cue.start))
        reports = [self._with_compiler(self._dateline(report)) for report in reports]
        result = []
        for report, source, rules in self._sources(reports, analysis):
            day, day_rules = self._day(report, analysis)
            result.append(
                Attribution(
                    report.type,
                    source,
                    None if report.free else report.cue,
                    report.content,
                    report.addressee,
                    day,
                    (*report.rules, *rules, *day_rules),
                )
            )
        return result

    def _with_compiler(self, report: Report) -> Report:
        maker = compiler(report.sentence, report.noun, self._lexicon) if self._compiled else None
        if maker is None:
            return report
        if maker.start < report.cue.start < maker.end:  # the parse took the verb for the end of the name
            text = maker.text[: report.cue.start - maker.start].rstrip()
            maker = Span(maker.start, maker.start + len(text), text)
        return dataclasses.replace(report, compiled_by=maker, rules=(*report.rules, _COMPILED))


def _with_whole_quotation(report: Report, quotations: Quotations, analysis: Analysis) -> Report:
    """Let content that ends inside a quotation of several sentences run on to the closing mark."""
    last = report.content[-1]
    quotation = quotations.at(last.end - 1)
    if quotation is None or quotation.end <= last.end or quotation.start <= last.start or quotation.continues:
        return report
    if quotation.start < report.sentence.start or last.end < report.sentence.end - 1:
        return report
    longer = Span(last.start, quotation.end, analysis.text[last.start : quotation.end])
    return dataclasses.replace(report, content=(*report.content[:-1], longer))


def _outermost(reports: list[Report]) -> list[Report]:
    """Drop each report whose cue lies in the content of a longer one, and doubles of one cue.

    Of two whose cues begin together the one with the longer cue is kept: "voiced fears", not "voiced".
    """
    kept: list[Report] = []
    covered: dict[int, list[tuple[int, int]]] = {}
    best: dict[int, Report] = {}
    for report in sorted(reports, key=lambda r: (-r.cue.end, -r.size)):
        best.setdefault(report.cue.start, report)
    for report in sorted(best.values(), key=lambda r: (-r.size, r.cue.start)):
        at = report.cue.start
        if any(start <= at < end for start, end in covered.get(at // _BUCKET, ())):
            continue
        kept.append(report)
        for piece in report.content:
            for bucket in range(piece.start // _BUCKET, piece.end // _BUCKET + 1):
                covered.setdefault(bucket, []).append((piece.start, piece.end))
    return kept
