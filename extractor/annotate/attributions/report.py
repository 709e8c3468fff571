"""A report that was found in one sentence, before its source is resolved."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Literal

from extractor.annotate.analysis import Sentence
from extractor.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

ReportType = Literal["direct", "indirect", "according_to", "headline"]


@dataclasses.dataclass(frozen=True, slots=True)
class Report:
    """A cue with its content and the words of its source; ``noun`` is the head of the source.

    A ``free`` report has no cue: the place of its quotation stands for one.
    """

    sentence: Sentence
    type: ReportType
    cue: Span
    content: tuple[Span, ...]
    rules: tuple[str, ...]
    source: Span | None = None
    noun: Token | None = None
    addressee: Span | None = None
    compiled_by: Span | None = None
    verb: Token | None = None
    free: bool = False

    @property
    def start(self) -> int:
        """Where its first piece begins."""
        pieces = [self.cue, *self.content, *([self.source] if self.source else [])]
        return min(piece.start for piece in pieces)

    @property
    def size(self) -> int:
        """Characters of content."""
        return sum(piece.end - piece.start for piece in self.content)
