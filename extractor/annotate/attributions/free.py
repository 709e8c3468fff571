"""Free speech: a quotation that stands by itself after a sentence about its speaker."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from extractor.annotate.analysis import Analysis, Sentence
from extractor.annotate.attributions.grammar import source_phrase, stretch, subject, trimmed
from extractor.annotate.attributions.quotes import Quotation, Quotations
from extractor.annotate.attributions.report import Report
from extractor.records import Span
from extractor.rules import RuleSet

_RULE = "attributions.quote.free"
_COLON = "attributions.quote.colon"
_SHORTEST = 20
_SHORTEST_LEAD = 4


class FreeSpeech:
    """Gives whole-sentence quotations that no cue claims to the person of the sentence before them."""

    def __init__(self, rules: RuleSet) -> None:
        self._active = rules.has(_RULE)
        self._colon = rules.has(_COLON)

    def __call__(self, analysis: Analysis, quotations: Quotations, reports: Sequence[Report]) -> list[Report]:
        """Return the reports for the quotations that ``reports`` leave over."""
        if not (self._active or self._colon):
            return []
        pieces = sorted((piece.start, piece.end) for report in reports for piece in report.content)
        speakers: dict[int, Report] = {}
        for report in reports:
            if report.noun is not None and report.noun.ent_type_ in ("PERSON", "") and not report.free:
                speakers[report.sentence.index] = report
        found: list[Report] = []
        for quotation in quotations.found:
            if quotation.end - quotation.start < _SHORTEST or _is_claimed(quotation, pieces):
                continue
            spoken = self._read(quotation, analysis, speakers)
            if spoken is not None:
                found.append(spoken)
        return found

    def _read(self, quotation: Quotation, analysis: Analysis, speakers: dict[int, Report]) -> Report | None:
        first, last = analysis.sentence_at(quotation.start), analysis.sentence_at(quotation.end - 1)
        if first is None or last is None or last.end > quotation.end + 1:
            return None
        if first.start != quotation.start:
            return self._after_colon(quotation, first, analysis) if self._colon else None
        if not self._active:
            return None
        if first.index == 0 or analysis.sentences[first.index - 1].paragraph_index != first.paragraph_index:
            return None
        before = analysis.sentences[first.index - 1]
        content = trimmed(analysis.text, 0, quotation.start, quotation.end)
        if content is None:
            return None
        mark = Span(quotation.start, quotation.start + 1, content.text[:1])
        speaker = speakers.get(before.index)
        if speaker is not None:
            return Report(first, "direct", mark, (content,), (_RULE,), speaker.source, speaker.noun, free=True)
        return self._by_subject(before, first, mark, content)

    def _after_colon(self, quotation: Quotation, sentence: Sentence, analysis: Analysis) -> Report | None:
        """*Anna Weber has not found another job: “…”*: the speech of the subject before the colon."""
        lead = sentence.tokens(sentence.start, quotation.start)
        if len(lead) < _SHORTEST_LEAD or lead[-1].text != ":":
            return None
        root = next((t for t in lead if t.tag_[0] == "V" and t.dep_ in ("ROOT", "ccomp", "dep", "parataxis")), None)
        noun = None if root is None else next((c for c in root.lefts if c.dep_ == "nsubj"), None)
        if noun is None or root is None or not (noun.ent_type_ == "PERSON" or noun.lower_ in ("he", "she")):
            return None
        content = trimmed(analysis.text, 0, quotation.start, quotation.end)
        source = stretch(sentence, *source_phrase(noun, stop=root))
        if content is None or source is None:
            return None
        mark = Span(quotation.start, quotation.start + 1, content.text[:1])
        return Report(sentence, "direct", mark, (content,), (_COLON,), source, noun, free=True)

    def _by_subject(self, before: Sentence, here: Sentence, mark: Span, content: Span) -> Report | None:
        root = next((token for token in before.span if token.dep_ == "ROOT"), None)
        noun = None if root is None else subject(root)
        if noun is None or not (noun.ent_type_ == "PERSON" or noun.lower_ in ("he", "she")):
            return None
        source = stretch(before, *source_phrase(noun, stop=root))
        return Report(here, "direct", mark, (content,), (_RULE,), source, noun, free=True) if source else None


def _is_claimed(quotation: Quotation, pieces: list[tuple[int, int]]) -> bool:
    position = bisect.bisect_left(pieces, (quotation.end, 0))
    return any(end > quotation.start for _, end in pieces[max(0, position - 6) : position])
