"""Quotations beside a reporting verb: right before its clause, right after it, or resumed after it."""

from __future__ import annotations

import re

from extractor.annotate.analysis import Analysis
from extractor.annotate.attributions.clause import Clause
from extractor.annotate.attributions.grammar import trimmed
from extractor.annotate.attributions.quotes import Quotation, Quotations
from extractor.records import Span

_JOINT = re.compile(r"[\s,—–-]*\Z")
_JOINED = re.compile(r"\s*[,;—–-]+\s*(?:and|but|so|because|or|yet|though|while|which|that)\b")
_LONGEST_GAP = 120
_SHORTEST_BREAK = frozenset(".,;:?!—–-…)")


class Beside:
    """The quotations around one reporting clause."""

    def __init__(self, clause: Clause, analysis: Analysis, quotations: Quotations) -> None:
        self._clause = clause
        self._text = analysis.text
        self._analysis = analysis
        self._quotations = quotations

    def before(self, start: int) -> Span | None:
        """The speech that ends where the clause starts at ``start``."""
        sentence = self._clause.sentence
        quotation = self._quotations.before(start)
        if quotation is None or quotation.end <= sentence.paragraph.start or start - quotation.end > 4:
            return None
        if not _JOINT.match(self._text, quotation.end, start) or self._has_complement(quotation.end):
            return None
        if self._text[quotation.end : quotation.end + 1] != "," and not self._leads_on(quotation):
            return None
        begin = quotation.start
        if begin > sentence.start:
            lead = self._text[sentence.start : begin]
            words = sentence.tokens(sentence.start, quotation.end)
            if lead.strip() and not any(word.tag_[0] in "VM" for word in words):
                return None
            other = self._quotations.before(begin)
            if not lead.rstrip().endswith(":") and (other is None or other.end <= sentence.start):
                begin = sentence.start
        return trimmed(self._text, 0, begin, quotation.end)

    def _leads_on(self, quotation: Quotation) -> bool:
        """Whether the quotation ends like one whose clause still follows: on a comma, not a full stop."""
        mark = self._text[quotation.start : quotation.end].rstrip("”\"'’» ")[-1:]
        if mark.isalnum():
            return False
        return mark != "." or not any(child.dep_ in ("dobj", "prep") for child in self._clause.verb.rights)

    def resumed(self, end: int) -> Span | None:
        """What of the sentence goes on in quotes after the clause ("…," he said, "…")."""
        sentence = self._clause.sentence
        quotation = self._quotations.after(end)
        if quotation is None or quotation.start >= sentence.end or quotation.start - end > _LONGEST_GAP:
            return None
        gap = self._text[end : quotation.start]
        joined = _JOINED.match(gap)
        if joined is None and not gap.rstrip().endswith((",", ":", "—", "–", "-")):
            return None
        inside = sentence.tokens(end, quotation.start)
        if any(self._clause.reports(token) for token in inside):
            return None
        begin = end if joined is not None else quotation.start
        return trimmed(self._text, 0, begin, self._end_of(quotation))

    def after(self, end: int) -> Span | None:
        """The speech that begins right after the clause, or after its colon."""
        sentence = self._clause.sentence
        quotation = self._quotations.after(end)
        if quotation is None or quotation.start - end > _LONGEST_GAP:
            return self._block(end)
        gap = self._text[end : quotation.start]
        colon = gap.rstrip().endswith(":")
        if quotation.start >= sentence.end:
            if gap.count(":") != 1 or not colon:
                return self._block(end)
        elif not colon:
            if gap.strip() not in ("", ",", "that", "that,") and not gap.rstrip().endswith(","):
                return None
            if self._has_complement(end, quotation.start) or not self._is_whole(quotation):
                return None
        if any(t.tag_[0] == "V" for t in sentence.tokens(end, min(quotation.start, sentence.end))):
            return None
        that = gap.find("that") if not colon and gap.strip(" ,") == "that" else -1
        begin = quotation.start if that < 0 else end + that
        return trimmed(self._text, 0, begin, self._end_of(quotation))

    def _block(self, end: int) -> Span | None:
        """The next paragraph, where the clause ends its own with a colon and no quote marks follow."""
        sentence = self._clause.sentence
        if self._text[end : sentence.paragraph.end].strip() != ":":
            return None
        following = self._analysis.sentences[sentence.index + 1 : sentence.index + 2]
        if not following:
            return None
        paragraph = following[0].paragraph
        return trimmed(self._text, 0, paragraph.start, paragraph.end)

    def _has_complement(self, start: int, stop: int | None = None) -> bool:
        """Whether the verb has a clause of its own after ``start`` that is not a quotation."""
        sentence = self._clause.sentence
        for child in self._clause.verb.rights:
            if child.dep_ in ("ccomp", "xcomp"):
                edge = sentence.offset(child.left_edge)
                if edge > start and (stop is None or edge < stop) and self._quotations.at(edge) is None:
                    return True
        return False

    def _is_whole(self, quotation: Quotation) -> bool:
        """Whether the quotation stands by itself and is not a piece of a longer phrase."""
        last = self._text[quotation.end - 2]
        following = self._text[quotation.end : quotation.end + 1]
        return last in _SHORTEST_BREAK or following in _SHORTEST_BREAK or quotation.end >= self._clause.sentence.end

    def _end_of(self, quotation: Quotation) -> int:
        """Where the clause that begins with the quotation ends: past its closing mark, it may go on."""
        sentence, verb = self._clause.sentence, self._clause.verb
        if quotation.end >= sentence.end:
            return quotation.end
        token, child = sentence.token_at(quotation.start + 1), None
        while token is not None and token.head.i != token.i and token.i != verb.i:
            child, token = token, token.head
        if token is None or token.i != verb.i or child is None or child.dep_ != "ccomp":
            return quotation.end
        return max(quotation.end, sentence.offset_end(verb.doc[child.right_edge.i]))
