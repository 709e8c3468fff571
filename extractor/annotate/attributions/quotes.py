"""Quotations of an article: where the quote marks open and close, over paragraphs too."""

from __future__ import annotations

import bisect
import dataclasses
import re

from extractor.annotate.analysis import Analysis

# One set of characters first, which is what the engine scans for fastest.
_MARK = re.compile(
    r"[“”„«»\"'`‘’](?:(?<=[“”„«»\"])|(?<=')'|(?<=`)`|(?<![\w'’.,!?].)(?<=[‘'])(?=\w)"
    r"|(?<=[.,!?…][’'])(?=[\s)\]—–-]|$))"
)
_OPENERS = "“„«"
_CLOSERS = "”»"


@dataclasses.dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks; ``continues``: the speech goes on in the next paragraph."""

    start: int
    end: int
    continues: bool = False


class Quotations:
    """The outermost quotations of an article, sorted, found in one pass over the text."""

    def __init__(self, analysis: Analysis) -> None:
        self.found: list[Quotation] = []
        paragraphs = analysis.article.paragraphs()
        for number, paragraph in enumerate(paragraphs):
            after = paragraphs[number + 1].start if number + 1 < len(paragraphs) else None
            goes_on = after is not None and analysis.text[after : after + 1] in ("“", '"', "„", "«")
            self._scan(analysis.text, paragraph.start, paragraph.end, goes_on)
        self._starts = [quotation.start for quotation in self.found]

    def _scan(self, text: str, start: int, end: int, goes_on: bool) -> None:
        opened: int | None = None
        kind = ""
        for match in _MARK.finditer(text, start, end):
            mark = match[0]
            if opened is None:
                if mark in _CLOSERS and mark != "»":
                    continue
                if (
                    match.end() < end
                    and not text[match.end()].isspace()
                    and self._opens(text, start, match.start(), mark)
                ):
                    opened, kind = match.start(), mark
            elif self._closes(text, end, mark, kind, match):
                self.found.append(Quotation(opened, match.end()))
                opened = None
        if opened is not None and kind not in "‘'":
            self.found.append(Quotation(opened, end, goes_on))

    def _opens(self, text: str, start: int, at: int, mark: str) -> bool:
        if mark in _OPENERS:
            return True
        return at == start or not text[at - 1].isalnum()

    def _closes(self, text: str, end: int, mark: str, kind: str, match: re.Match[str]) -> bool:
        if kind in _OPENERS:
            return mark in _CLOSERS
        if kind in "‘'":
            return mark in "’'"
        if mark != kind and not (kind == "``" and mark == "''"):
            return False
        return match.end() >= end or not text[match.end()].isalnum()

    def at(self, offset: int) -> Quotation | None:
        """The quotation that covers an offset."""
        position = bisect.bisect_right(self._starts, offset) - 1
        if position >= 0 and offset < self.found[position].end:
            return self.found[position]
        return None

    def starting_in(self, start: int, end: int) -> list[Quotation]:
        """The quotations that begin inside ``[start, end)``."""
        return self.found[bisect.bisect_left(self._starts, start) : bisect.bisect_left(self._starts, end)]

    def before(self, offset: int) -> Quotation | None:
        """The last quotation that ends at or before an offset."""
        position = bisect.bisect_left(self._starts, offset) - 1
        if position >= 0 and self.found[position].end <= offset:
            return self.found[position]
        return None

    def after(self, offset: int) -> Quotation | None:
        """The first quotation that begins at or after an offset."""
        position = bisect.bisect_left(self._starts, offset)
        return self.found[position] if position < len(self.found) else None
