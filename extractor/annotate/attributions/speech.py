"""Speech: quotations beside a reporting verb, and clauses that stand before it or around it."""

from __future__ import annotations

import re

from extractor.annotate.analysis import Analysis, Sentence
from extractor.annotate.attributions.frames import Clause
from extractor.annotate.attributions.grammar import stretch, trimmed
from extractor.annotate.attributions.quotes import Quotation, Quotations
from extractor.annotate.attributions.report import Report
from extractor.records import Span
from extractor.rules import RuleSet

_BEFORE = "attributions.quote.before"
_AFTER = "attributions.quote.after"
_CHAIN = "attributions.quote.chain"
_FRONTED = "attributions.verb.fronted"
_JOINT = re.compile(r"[\s,—–-]*\Z")
_LONGEST_GAP = 120
_END = re.compile(r"[.!?][\"”’')]*\s")


class Speech:
    """Reads direct speech, and indirect speech whose clause comes first ("It fell, Lee said")."""

    def __init__(self, rules: RuleSet) -> None:
        self._has = {rule: rules.has(rule) for rule in (_BEFORE, _AFTER, _CHAIN, _FRONTED)}

    def __call__(
        self, clause: Clause, names: frozenset[str], analysis: Analysis, quotations: Quotations
    ) -> Report | None:
        """The report, or null when the verb's content does not stand in one of these places."""
        if not names & {"clause", "quote", "thought"}:
            return None
        first, last = clause.core
        sentence, doc = clause.sentence, clause.verb.doc
        start = sentence.base + doc[first].idx
        end = sentence.base + doc[last].idx + len(doc[last])
        if clause.source is None and not (names & {"clause", "quote"}):
            return None
        before = self._quoted_before(start, sentence, analysis, quotations)
        if before is not None and self._has[_BEFORE]:
            return self._after_speech(clause, before, end, analysis, quotations)
        after = self._quoted_after(end, sentence, clause, analysis, quotations)
        if after is not None and self._has[_AFTER]:
            pieces, rules = self._chained([after], (_AFTER,), analysis, quotations)
            return clause.report("direct", pieces, rules)
        if "clause" in names and clause.source is not None and self._has[_FRONTED]:
            return self._fronted(clause, start, end)
        return None

    def _quoted_before(self, start: int, sentence: Sentence, analysis: Analysis, quotations: Quotations) -> Span | None:
        quotation = quotations.before(start)
        if quotation is None or quotation.end <= sentence.paragraph.start:
            return None
        if start - quotation.end > 4 or not _JOINT.match(analysis.text, quotation.end, start):
            return None
        if analysis.text[quotation.end - 2 : quotation.end - 1].isalnum() and analysis.text[quotation.end] != ",":
            return None
        begin = quotation.start
        if begin > sentence.start:
            begin = sentence.start
        return trimmed(analysis.text, 0, begin, quotation.end)

    def _after_speech(
        self, clause: Clause, before: Span, end: int, analysis: Analysis, quotations: Quotations
    ) -> Report | None:
        pieces = [before]
        after = self._quoted_after(end, clause.sentence, clause, analysis, quotations)
        if after is not None:
            pieces.append(after)
        content, rules = self._chained(pieces, (_BEFORE,), analysis, quotations)
        return clause.report("direct", content, rules)

    def _quoted_after(
        self, end: int, sentence: Sentence, clause: Clause, analysis: Analysis, quotations: Quotations
    ) -> Span | None:
        quotation = quotations.after(end)
        if quotation is None or quotation.start - end > _LONGEST_GAP:
            return None
        gap = analysis.text[end : quotation.start]
        colon = gap.rstrip().endswith(":")
        if quotation.start >= sentence.end:
            if not colon or gap.count(":") != 1:
                return None
        elif not (colon or gap.strip() in ("", ",", "that") or gap.rstrip().endswith(",")):
            return None
        if any(t.tag_[0] == "V" for t in sentence.tokens(end, min(quotation.start, sentence.end))):
            return None
        last = quotation.end
        if last < sentence.end:
            following = sentence.token_at(quotation.start + 1)
            child = None
            while following is not None and following.head.i != following.i and following.i != clause.verb.i:
                child, following = following, following.head
            if following is not None and following.i == clause.verb.i and child is not None and child.dep_ == "ccomp":
                last = max(last, sentence.offset_end(sentence.span.doc[child.right_edge.i]))
        return trimmed(analysis.text, 0, quotation.start, last)

    def _chained(
        self, pieces: list[Span], rules: tuple[str, ...], analysis: Analysis, quotations: Quotations
    ) -> tuple[tuple[Span, ...], tuple[str, ...]]:
        """Add the quotations that follow at once and have no cue of their own."""
        if not self._has[_CHAIN]:
            return tuple(pieces), rules
        added = False
        while True:
            end = pieces[-1].end
            here = analysis.sentence_at(end - 1)
            quotation = quotations.after(end)
            if quotation is None or here is None:
                break
            current = quotations.at(end - 1)
            goes_on = current is not None and current.continues
            edge = here.end if here.end > end else end
            if analysis.text[edge : quotation.start].strip() or (not goes_on and quotation.start > here.paragraph.end):
                break
            if not self._stands_alone(quotation, analysis):
                break
            pieces.append(Span(quotation.start, quotation.end, analysis.text[quotation.start : quotation.end]))
            added = True
        return tuple(pieces), ((*rules, _CHAIN) if added else rules)

    def _stands_alone(self, quotation: Quotation, analysis: Analysis) -> bool:
        first, last = analysis.sentence_at(quotation.start), analysis.sentence_at(quotation.end - 1)
        if first is None or last is None:
            return False
        return first.start == quotation.start and last.end <= quotation.end + 1

    def _fronted(self, clause: Clause, start: int, end: int) -> Report | None:
        """The reported clause stands before subject and verb, or on both sides of them."""
        sentence = clause.sentence
        if clause.own is None or any(child.dep_ in ("ccomp", "xcomp") for child in clause.verb.rights):
            return None
        head = sentence.text[: start - sentence.start].rstrip()
        if not head.endswith((",", "—", "–", "-", "”", '"', "''", "?", "!")):
            return None
        left = [child for child in clause.verb.lefts if child.dep_ in ("ccomp", "advcl")]
        if not (any(child.dep_ == "ccomp" for child in left) or clause.verb.dep_ in ("parataxis", "ccomp", "ROOT")):
            return None
        first = sentence.span.start if clause.verb.dep_ != "conj" else clause.verb.left_edge.i
        pieces = [stretch(sentence, first, clause.core[0] - 1)]
        tail = sentence.text[end - sentence.start :]
        if clause.verb.dep_ != "ROOT" and tail.lstrip().startswith((",", "—", "–")):
            pieces.append(stretch(sentence, clause.core[1] + 1, sentence.span.end - 1))
        content = tuple(piece for piece in pieces if piece is not None)
        if not any(t.tag_[0] in "VM" for piece in content for t in sentence.tokens(piece.start, piece.end)):
            return None
        return clause.report("indirect", content, (_FRONTED,))
