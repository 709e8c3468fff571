"""Speech whose speaker is named by the layout: a signature under a quotation, a label before it."""

from __future__ import annotations

import bisect
import re

from extractor.annotate.analysis import Analysis, Sentence, plain
from extractor.annotate.attributions.grammar import trimmed
from extractor.annotate.attributions.quotes import Quotations
from extractor.annotate.attributions.report import Report
from extractor.records import Span
from extractor.rules import Rule, RuleSet

_LONGEST_SIGNATURE = 90
_FEWEST_LABELS = 2


class LabelReader:
    """Finds signatures ("…" ― Anna Weber) and the labels of a transcript (WEBER: …)."""

    def __init__(self, rules: RuleSet) -> None:
        self._signatures = tuple((rule, rule.regex()) for rule in rules.layer("attributions.label.signature"))
        self._common = frozenset(rules.table("attributions_sources", "headings"))
        self._speakers = tuple((rule, rule.regex()) for rule in rules.layer("attributions.label.speaker"))

    def __call__(self, analysis: Analysis, quotations: Quotations) -> list[Report]:
        """Return the reports of the article."""
        openings = [sentence for sentence in analysis.sentences if sentence.start == sentence.paragraph.start]
        signed = [self._signed(quotation.start, quotation.end, analysis) for quotation in quotations.found]
        spoken = [report for sentence in openings if (report := self._spoken(sentence, analysis)) is not None]
        found = [report for report in signed if report is not None]
        return found + spoken if len(spoken) >= _FEWEST_LABELS else found

    def _signed(self, start: int, end: int, analysis: Analysis) -> Report | None:
        sentence = analysis.sentence_at(end - 1)
        if sentence is None or not 3 < sentence.paragraph.end - end < _LONGEST_SIGNATURE:
            return None
        tail = plain(analysis.text[end : sentence.paragraph.end])
        for rule, regex in self._signatures:
            match = regex.match(tail)
            if match:
                return _report(rule, match, end, trimmed(analysis.text, 0, start, end), analysis)
        return None

    def _spoken(self, sentence: Sentence, analysis: Analysis) -> Report | None:
        for rule, regex in self._speakers:
            match = regex.match(sentence.plain)
            if match:
                if _is_place(sentence, match, analysis) or not self._common.isdisjoint(match["source"].lower().split()):
                    return None
                speech = trimmed(analysis.text, 0, sentence.start + match.end(), sentence.paragraph.end)
                return _report(rule, match, sentence.start, speech, analysis)
        return None


def _is_place(sentence: Sentence, match: re.Match[str], analysis: Analysis) -> bool:
    """Whether the label is a place, that is a dateline."""
    start, end = sentence.start + match.start("source"), sentence.start + match.end("source")
    first = bisect.bisect_left(analysis.places, start, key=lambda p: p.start)
    named = bisect.bisect_left(analysis.entities, end, key=lambda e: e.start)
    return any(place.start < end for place in analysis.places[first : first + 1]) or any(
        entity.label in ("GPE", "LOC") and entity.end > start for entity in analysis.entities[max(0, named - 2) : named]
    )


def _report(rule: Rule, match: re.Match[str], base: int, content: Span | None, analysis: Analysis) -> Report | None:
    start, end = base + match.start("source"), base + match.end("source")
    sentence = analysis.sentence_at(start)
    if content is None or sentence is None:
        return None
    cue = Span(base + match.start("cue"), base + match.end("cue"), match["cue"])
    source = trimmed(analysis.text, 0, start, end)
    noun = sentence.head(start, end)
    if source is None:
        return None
    return Report(sentence, "direct", cue, (content,), (rule.id,), source, noun)
