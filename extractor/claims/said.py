"""The matters that a sentence tells of, so that what follows may go on about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.claims.context import Context
from extractor.claims.draft import Draft, overlaps
from extractor.claims.mention import Mentions, different
from extractor.claims.topic_kind import FigureKind
from extractor.records import Span

if TYPE_CHECKING:
    from extractor.annotate.analysis import Sentence

OWN = frozenset({"claims.topic.occupied"})  # what some are busy with says nothing of others
_SUMS = frozenset({"claims.topic.deal", "claims.topic.flow", "claims.topic.size", "claims.topic.worth"})


class Said:
    """Tells what a sentence is about, as far as its figures have their topics by now."""

    def __init__(self, context: Context, kind: FigureKind, mentions: Mentions) -> None:
        self.context = context
        self.kind = kind
        self.mentions = mentions

    def __call__(self, sentence: Sentence) -> list[Span]:
        """The matters that a sentence names, and those that its figures of justice are about."""
        topics = [
            d.topic for d in self.context.in_sentence(sentence) if d.topic is not None and self._matter(d, d.topic)
        ]
        own = [span for span in topics if sentence.start <= span.start < sentence.end]
        named = own or self.mentions(sentence) or topics
        return different(sorted(named, key=lambda span: span.start))

    def _matter(self, draft: Draft, topic: Span) -> bool:
        """Whether a figure's topic is one that others can go on about: an offence, a disease, a matter of justice."""
        if not OWN.isdisjoint(draft.rules) or (draft.reading.kind == "money" and not _SUMS.isdisjoint(draft.rules)):
            return False
        return self.kind.judicial(draft) or any(overlaps(topic, [span]) for span in self.mentions(draft.sentence))
