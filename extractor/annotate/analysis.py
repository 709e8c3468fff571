"""What the annotators work on: an article, its parsed sentences and the layers found so far.

An annotator is a callable that reads an :class:`Analysis` and returns the mentions of its layer,
with offsets into the article's text. It works sentence by sentence; what crosses sentences
(antecedents, instruments, anchors) is a second, light step over the mentions. Sentences may be
parsed alone, in batches across articles, or come from one whole-document parse: a
:class:`Sentence` hides which.
"""

from __future__ import annotations

import bisect
import dataclasses
import datetime
import operator
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.records import (
    Attribution,
    CleanArticle,
    DateMention,
    Entity,
    LegalReference,
    NumberMention,
    Paragraph,
    PlaceMention,
    Span,
)

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

_START = operator.attrgetter("start")
_SAME_WIDTH = {
    ord(blank): " "
    for blank in "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
}
_SAME_WIDTH.update({ord("\u2010"): "-", ord("\u2011"): "-", ord("\u2212"): "-"})
_EXOTIC = re.compile(f"[{''.join(map(chr, _SAME_WIDTH))}]")


def plain(text: str) -> str:
    """Return the text with exotic blanks and hyphens made plain, character for character.

    >>> plain("1\\u00a0234")
    '1 234'
    """
    return text if text.isascii() or _EXOTIC.search(text) is None else text.translate(_SAME_WIDTH)


class Sentence:
    """A parsed sentence and its place in the article.

    ``span`` is a spaCy span (of a one-sentence or a whole-article ``Doc``); ``start``, ``end``
    and all arguments called *offset* count characters of the article's text. ``plain`` is the
    sentence's text with exotic blanks made plain (same length), for regular expressions.
    """

    __slots__ = (
        "_heads",
        "_starts",
        "_tokens",
        "base",
        "end",
        "index",
        "paragraph",
        "paragraph_index",
        "plain",
        "span",
        "start",
        "text",
    )

    def __init__(
        self, span: SpacySpan, text: str, base: int, index: int, paragraph: Paragraph, paragraph_index: int
    ) -> None:
        self.span = span
        self.base = base
        self.index = index
        self.paragraph = paragraph
        self.paragraph_index = paragraph_index
        self.start = base + span.start_char
        self.end = base + span.end_char
        self.text = text[self.start : self.end]
        self.plain = plain(self.text)
        self._tokens = list(span)
        self._starts = [token.idx for token in self._tokens]
        self._heads: dict[tuple[int, int], Token | None] = {}

    def record(self) -> Span:
        """The sentence as a span record."""
        return Span(self.start, self.end, self.text)

    def slice(self, start: int, end: int) -> Span:
        """A span record for two offsets inside the sentence."""
        return Span(start, end, self.text[start - self.start : end - self.start])

    def token_at(self, offset: int) -> Token | None:
        """The token that covers an offset, or null between tokens or outside."""
        position = bisect.bisect_right(self._starts, offset - self.base) - 1
        if position < 0:
            return None
        token: Token = self._tokens[position]
        return token if offset - self.base < token.idx + len(token.text) else None

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that overlap ``[start, end)``, in order."""
        first = bisect.bisect_right(self._starts, start - self.base) - 1
        first = first if first > 0 else 0
        last = bisect.bisect_left(self._starts, end - self.base)
        found = self._tokens[first:last]
        return found[1:] if found and found[0].idx + len(found[0].text) <= start - self.base else found

    def starting(self, start: int, end: int) -> list[Token]:
        """The tokens that start in ``[start, end)``, in order."""
        starts = self._starts
        return self._tokens[bisect.bisect_left(starts, start - self.base) : bisect.bisect_left(starts, end - self.base)]

    def after(self, offset: int, count: int) -> list[Token]:
        """The first ``count`` tokens that start at an offset or behind it."""
        first = bisect.bisect_left(self._starts, offset - self.base)
        return self._tokens[first : first + count]

    def head(self, start: int, end: int) -> Token | None:
        """The syntactic head of a stretch: its token whose own head lies outside."""
        key = (start, end)
        if key not in self._heads:
            self._heads[key] = _head(self.tokens(start, end))
        return self._heads[key]

    def offset(self, token: Token) -> int:
        """Where a token starts in the article."""
        return self.base + token.idx

    def offset_end(self, token: Token) -> int:
        """Where a token ends in the article."""
        return self.base + token.idx + len(token.text)

    def cover(self, tokens: Sequence[Token]) -> Span:
        """The span record from the first to the last of some tokens, as far as they stand in the sentence.

        A phrase of a document parsed as a whole may begin in a heading.
        """
        start = self.base + min([token.idx for token in tokens])
        end = self.base + max([token.idx + len(token.text) for token in tokens])
        return self.slice(max(start, self.start), min(end, self.end))

    def phrase(self, tokens: Sequence[Token]) -> Span:
        """As ``cover``, but no word joined by hyphens is cut: *drink-driving*, not *driving*."""
        span = self.cover(tokens)
        first, last = span.start - self.start, span.end - self.start
        while first > 1 and self.plain[first - 1] == "-" and self.plain[first - 2].isalnum():
            first -= 2
            while first and self.plain[first - 1].isalnum():
                first -= 1
        while self.plain[last : last + 1] == "-" and self.plain[last + 1 : last + 2].isalnum():
            last += 2
            while self.plain[last : last + 1].isalnum():
                last += 1
        return span if last - first == span.end - span.start else self.slice(self.start + first, self.start + last)


def _head(inside: Sequence[Token]) -> Token | None:
    members = {token.i for token in inside}
    for token in inside:
        if token.head.i not in members or token.head.i == token.i:
            return token
    return None


@dataclasses.dataclass
class Analysis:
    """An article under annotation; each annotator fills one layer, in the order of the fields."""

    article: CleanArticle
    sentences: list[Sentence]
    dates: list[DateMention] = dataclasses.field(default_factory=list)
    legal_references: list[LegalReference] = dataclasses.field(default_factory=list)
    entities: list[Entity] = dataclasses.field(default_factory=list)
    places: list[PlaceMention] = dataclasses.field(default_factory=list)
    attributions: list[Attribution] = dataclasses.field(default_factory=list)
    numbers: list[NumberMention] = dataclasses.field(default_factory=list)

    @property
    def text(self) -> str:
        """The article's cleaned text, into which all offsets point."""
        return self.article.text

    @property
    def published(self) -> datetime.date | None:
        """The day against which relative dates are resolved; never the clock."""
        return self.article.date

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that covers an offset of the article."""
        position = bisect.bisect_right(self.sentences, offset, key=_START) - 1
        if position < 0:
            return None
        found = self.sentences[position]
        return found if offset < found.end else None
