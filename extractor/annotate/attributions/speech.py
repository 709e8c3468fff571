"""Speech: quotations beside a reporting verb, and clauses that stand before it or around it."""

from __future__ import annotations

from extractor.annotate.analysis import Analysis
from extractor.annotate.attributions.beside import Beside
from extractor.annotate.attributions.clause import Clause
from extractor.annotate.attributions.fronted import FRONTED, fronted
from extractor.annotate.attributions.grammar import trimmed
from extractor.annotate.attributions.quotes import Quotation, Quotations
from extractor.annotate.attributions.report import Report
from extractor.records import Span
from extractor.rules import RuleSet

_BEFORE = "attributions.quote.before"
_AFTER = "attributions.quote.after"
_CHAIN = "attributions.quote.chain"
_SPEAKING = frozenset({"clause", "quote"})
_BLANK_OR_MARK = " \t\r\n.\u00a0"
_LONGEST_REST = 40


class Speech:
    """Reads direct speech, and indirect speech whose clause comes first ("It fell, Lee said")."""

    def __init__(self, rules: RuleSet) -> None:
        self._has = {rule: rules.has(rule) for rule in (_BEFORE, _AFTER, _CHAIN, FRONTED)}

    def __call__(
        self, clause: Clause, names: frozenset[str], analysis: Analysis, quotations: Quotations
    ) -> Report | None:
        """The report, or null when the verb's content does not stand in one of these places."""
        if not names & _SPEAKING:
            return None
        first, last = clause.core
        sentence, doc = clause.sentence, clause.verb.doc
        start = sentence.base + doc[first].idx
        end = sentence.base + doc[last].idx + len(doc[last])
        beside = Beside(clause, analysis, quotations)
        pieces: list[Span] = []
        rules: tuple[str, ...] = (_AFTER,)
        before = beside.before(start) if self._has[_BEFORE] else None
        if before is not None:
            pieces, rules = [before], (_BEFORE,)
            after = beside.resumed(end)
        else:
            after = beside.after(end) if self._has[_AFTER] else None
        if after is not None:
            pieces.append(after)
        if pieces:
            content, rules = self._chained(pieces, rules, clause, analysis, quotations)
            return clause.report("direct", content, rules)
        if "clause" in names and clause.source is not None and self._has[FRONTED]:
            return fronted(clause, start, end)
        return None

    def _chained(
        self,
        pieces: list[Span],
        rules: tuple[str, ...],
        clause: Clause,
        analysis: Analysis,
        quotations: Quotations,
    ) -> tuple[tuple[Span, ...], tuple[str, ...]]:
        """Add the quotations that follow at once and have no cue of their own."""
        if not self._has[_CHAIN]:
            return tuple(pieces), rules
        size = len(pieces)
        end = max(pieces[-1].end, clause.sentence.end)
        while True:
            quotation = quotations.after(end)
            if quotation is None or analysis.text[end : quotation.start].strip(_BLANK_OR_MARK):
                break
            last = self._alone_until(quotation, clause, analysis)
            if last is None:
                break
            piece = trimmed(analysis.text, 0, quotation.start, last)
            if piece is None:
                break
            pieces.append(piece)
            end = max(last, quotation.end)
        return tuple(pieces), ((*rules, _CHAIN) if len(pieces) > size else rules)

    def _alone_until(self, quotation: Quotation, clause: Clause, analysis: Analysis) -> int | None:
        """Where the sentences of a quotation end, if none of them says who speaks; else null.

        In a new paragraph the quotation must fill it.
        """
        first, last = analysis.sentence_at(quotation.start), analysis.sentence_at(quotation.end - 1)
        if first is None or last is None or first.start != quotation.start:
            return None
        if last.end <= quotation.end + 1:
            fills = first.paragraph.start == quotation.start and last.paragraph.end <= quotation.end + 1
            return quotation.end if fills or first.paragraph_index == clause.sentence.paragraph_index else None
        if first.paragraph_index != clause.sentence.paragraph_index:
            return None
        rest = last.tokens(quotation.end, last.end)
        if len(rest) > _LONGEST_REST or any(clause.reports(t) or t.lower_ == "according" for t in rest):
            return None
        return last.end
