"""Speech: quotations beside a reporting verb, and clauses that stand before it or around it."""

from __future__ import annotations

from extractor.annotate.analysis import Analysis
from extractor.annotate.attributions.beside import Beside
from extractor.annotate.attributions.frames import Clause
from extractor.annotate.attributions.grammar import stretch, trimmed
from extractor.annotate.attributions.quotes import Quotation, Quotations
from extractor.annotate.attributions.report import Report, ReportType
from extractor.records import Span
from extractor.rules import RuleSet

_BEFORE = "attributions.quote.before"
_AFTER = "attributions.quote.after"
_CHAIN = "attributions.quote.chain"
_FRONTED = "attributions.verb.fronted"
_SPEAKING = frozenset({"clause", "quote"})
_BLANK_OR_MARK = " \t\r\n.\u00a0"
_LONGEST_REST = 40
_LOOSE = frozenset({"parataxis", "ccomp", "ROOT", "conj", "dep"})
_BULLETS = frozenset("•▪●◦*·")


class Speech:
    """Reads direct speech, and indirect speech whose clause comes first ("It fell, Lee said")."""

    def __init__(self, rules: RuleSet) -> None:
        self._has = {rule: rules.has(rule) for rule in (_BEFORE, _AFTER, _CHAIN, _FRONTED)}

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
        if "clause" in names and clause.source is not None and self._has[_FRONTED]:
            return self._fronted(clause, start, end)
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

    def _fronted(self, clause: Clause, start: int, end: int) -> Report | None:
        """The reported clause stands before subject and verb, or on both sides of them."""
        sentence = clause.sentence
        if clause.own is None or any(child.dep_ in ("ccomp", "xcomp") for child in clause.verb.rights):
            return None
        head = sentence.text[: start - sentence.start].rstrip()
        if not head.endswith((",", "—", "–", "-", "”", '"', "''", "?", "!")):
            return None
        verb = clause.verb
        coordinated = verb.dep_ == "conj" and any(child.dep_ == "cc" and child.i < verb.i for child in verb.head.rights)
        left = any(child.dep_ == "ccomp" for child in verb.lefts)
        if not left and (coordinated or verb.dep_ not in _LOOSE):
            return None
        first = verb.left_edge.i if coordinated else sentence.span.start
        if verb.doc[first].tag_ in ("NFP", ":") or verb.doc[first].text in _BULLETS:
            first += 1
        pieces = [stretch(sentence, first, clause.core[0] - 1)]
        tail = sentence.text[end - sentence.start :]
        if clause.verb.dep_ != "ROOT" and tail.lstrip().startswith((",", "—", "–")):
            pieces.append(stretch(sentence, clause.core[1] + 1, sentence.span.end - 1))
        content = tuple(piece for piece in pieces if piece is not None)
        if not any(t.tag_[0] in "VM" for piece in content for t in sentence.tokens(piece.start, piece.end)):
            return None
        kind: ReportType = "headline" if sentence.paragraph.role == "title" else "indirect"
        return clause.report(kind, content, (_FRONTED,))
