"""The matter that a whole report is about: its headline and its lead name it, its later figures go on about it.

A report on an offence (*Prosecutions for hoarding pass 1,000*) breaks its count down by place, outcome, sex and
month without naming the offence again. The figures of its kind (of justice; of a disease; of applications) are about
it until a sentence names another matter; a paragraph that names none comes back to it.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.mention import Mentions
from extractor.claims.said import Said
from extractor.claims.screen import screened
from extractor.claims.topic_kind import FigureKind
from extractor.records import Span

if TYPE_CHECKING:
    from extractor.annotate.analysis import Sentence

_LEAD = 2
_FAR = 12
_MANY = 10
_BEYOND = 20
_STEM = 5
_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(
    ["against", "and", "case", "charg", "crime", "for", "from", "offen", "other", "the", "their", "with"]
)
_WIDER = screened(
    re.compile(r"\b(?:overall|altogether|in all\b(?! of)|all (?:crimes|offen[cs]es)|any (?:crime|offen[cs]e))\b", re.I)
)
_REPORTED = frozenset({"complaint", "report", "petition", "appeal"})
_SHARES = frozenset({"percent", "fraction"})


@dataclasses.dataclass(frozen=True)
class Matter:
    """What a report is about: the phrase that says so, which figures it is for, and its largest count."""

    span: Span
    stems: frozenset[str]
    fits: Callable[[Draft], bool]
    largest: float
    counted: bool
    disease: bool


class TopicStory:
    """Lends the matter of the headline or the lead to the figures that go on about it."""

    def __init__(self, context: Context, kind: FigureKind, mentions: Mentions, said: Said) -> None:
        self.context = context
        self.kind = kind
        self.mentions = mentions
        self.said = said

    def __call__(self, draft: Draft) -> Span | None:
        """*Measles spreads in Norland … Some 147 deaths were recorded*: the matter of the headline."""
        matter = self._matter
        if matter is None or not (matter.fits(draft) or self._next_in_line(draft, matter)):
            return None
        return matter.span if self._goes_on(draft, matter) else None

    @functools.cached_property
    def _matter(self) -> Matter | None:
        """The one matter that the headline names, else the lead."""
        opening = self._opening()
        for sentence in opening:
            said = [span for span in self.said(sentence) if sentence.start <= span.start < sentence.end]
            if len(said) > 1:
                return None
            if said:
                return self._of(said[0], sentence, opening)
        return None

    def _opening(self) -> list[Sentence]:
        sentences = list(itertools.islice(self.context.analysis.sentences, _LEAD * 3))
        titles = [s for s in sentences if s.paragraph.role == "title"]
        return [*titles, *[s for s in sentences if s.paragraph.role != "title"][:_LEAD]]

    def _first(self, sentence: Sentence) -> bool:
        """Whether a sentence is of the lead: one of the first paragraph below the title."""
        lead = next((s for s in self._opening() if s.paragraph.role != "title"), None)
        return lead is not None and lead.paragraph_index == sentence.paragraph_index

    def _of(self, span: Span, sentence: Sentence, opening: list[Sentence]) -> Matter:
        words = self.kind.words
        head = sentence.head(span.start, span.end)
        disease = self.mentions.disease(sentence, span)
        if disease:
            fits = self.kind.tells_of_disease
        elif head is not None and lemma(head) in words.sought:
            fits = self.kind.tells_of_asking
        else:
            fits = self.kind.tells_of_justice
        stems = _stems(span)
        told = [d for s in opening for d in self.context.in_sentence(s) if d.topic is not None]
        own = [d for d in told if d.topic is not None and stems & _stems(d.topic)]
        if own and not disease and all(d.reading.unit in _REPORTED for d in own if d.reading.kind == "count"):
            fits = _reported  # what is complained of is no offence that people are held for
        counts = [d.reading.value for d in own if d.reading.kind == "count" and d.reading.value is not None]
        largest = max(counts, default=0.0)
        counted = largest >= _MANY or any(d.reading.kind in _SHARES for d in own)
        return Matter(span, stems, fits, largest, counted or disease, disease)

    def _goes_on(self, draft: Draft, matter: Matter) -> bool:
        """Whether nothing between the opening and a figure says that it is about something else."""
        if (
            not matter.counted
            or self.kind.elsewhere(draft)
            or self.kind.single(draft)
            or self._beyond(draft, matter)
            or self._by_law(draft, matter)
        ):
            return False
        paragraph = draft.sentence.paragraph_index
        for sentence in itertools.chain((draft.sentence,), self.context.previous(draft.sentence, _FAR)):
            if sentence.paragraph_index < paragraph:
                return True
            said = self.said(sentence)
            if said:
                return all(matter.stems & _stems(span) for span in said)
        return True

    def _next_in_line(self, draft: Draft, matter: Matter) -> bool:
        """*Osterby heard 140 cases. Halden comes next with 44*: a number alone, behind a figure on the matter."""
        before = self.context.drafts[draft.order - 1] if draft.order else None
        if before is None or draft.reading.kind != "count" or not (self.kind.bare(draft) and self.kind.silent(draft)):
            return False
        near = draft.sentence.index - before.sentence.index <= 1
        return near and before.topic is not None and bool(matter.stems & _stems(before.topic))

    def _beyond(self, draft: Draft, matter: Matter) -> bool:
        """*12,400 people in all*: whether a count is of more than the report is about."""
        value = draft.reading.value
        largest = matter.largest
        if matter.disease or draft.reading.kind != "count" or value is None or not 0 < largest < value:
            return False
        return value > largest * _BEYOND or _WIDER.search(draft.sentence.plain) is not None

    def _by_law(self, draft: Draft, matter: Matter) -> bool:
        """Whether a figure falls under a provision under which no earlier figure on the matter does."""
        own = {reference.number for reference in draft.legal}
        cited = {reference.number for reference in self.context.references(draft.sentence)}
        if not own:
            return bool(cited)
        if self._first(draft.sentence):  # the law that the lead cites alone is the one that the report is about
            return len(cited) > 1
        return not any(
            own & {reference.number for reference in other.legal}
            for other in self.context.before(draft)
            if other.topic is not None and matter.stems & _stems(other.topic)
        )


def _reported(draft: Draft) -> bool:
    """Whether a figure counts complaints, or a share of something."""
    return draft.reading.unit in _REPORTED or draft.reading.kind in _SHARES


def _stems(span: Span) -> frozenset[str]:
    """The beginnings of the words of a phrase: *insulting officials* and *an insult* are of one matter."""
    return frozenset({word[:_STEM] for word in _WORD.findall(span.text.lower())} - _COMMON)
