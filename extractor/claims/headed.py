"""The period that a heading, a label or an introducing line gives to what stands below it.

*Verdicts in 2024* over a list, *In the first half of 2024:* over its items. Only what is surely a heading
speaks for prose: a line without a verb may as well be the caption of a picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.claims.context import Context
from extractor.claims.contrast import of_document
from extractor.claims.dating import attachment, days, in_dateline, moving, reporting, usable
from extractor.claims.draft import Draft, overlaps
from extractor.claims.grammar import is_verb
from extractor.claims.tense import Tense
from extractor.claims.timeline import Timeline
from extractor.records import DateMention

if TYPE_CHECKING:
    from extractor.annotate.analysis import Sentence

_RULE = "claims.period.heading"
_ITEMS = frozenset({"list_item", "table_row"})
_LONGEST = 90
_REACH = 24
_WEEK = 6
_COLON = ":"
_ENDS = (".", "!", "?", "”", '"', ",", ";")


class Headings:
    """What stands over each paragraph of an article, found once, with the one period that it names."""

    def __init__(self, context: Context, timeline: Timeline, documents: frozenset[str]) -> None:
        self.context = context
        self.timeline = timeline
        self.documents = documents
        self._over: dict[int, tuple[bool, DateMention]] = {}
        self._items: dict[int, DateMention] = {}
        self._read()

    def __call__(self, draft: Draft, now: Tense) -> Iterator[tuple[str, DateMention]]:
        """The period of the line that introduces a figure's list, or of the heading over its paragraph."""
        sentence = draft.sentence
        place = sentence.paragraph_index
        if place in self._items:
            if now != "future":
                yield _RULE, self._items[place]
            return
        if place not in self._over or self._speaks(sentence):
            return
        heading, date = self._over[place]
        fragment = now == "none" or sentence.paragraph.role in _ITEMS
        goes_on = now == "past" or (now == "perfect" and moving(date))
        if fragment or (goes_on and heading and days(date) > _WEEK):
            yield _RULE, date

    def _read(self) -> None:
        """Walk over the paragraphs: a heading is over all up to the next, an introducing line over its items."""
        over: tuple[bool, DateMention] | None = None
        items: DateMention | None = None
        place = -1
        for sentence in self.context.analysis.sentences:
            if sentence.paragraph_index == place:
                continue
            place, paragraph = sentence.paragraph_index, sentence.paragraph
            if paragraph.role == "title":
                continue
            if paragraph.role in _ITEMS and items is not None:
                self._items[place] = items
                continue
            text = self._line(sentence)
            introduces = text.endswith(_COLON) and paragraph.role not in _ITEMS
            items = self._date(self._last(sentence)) if introduces else None
            heading = paragraph.role == "heading"
            if heading or (not introduces and self._labels(sentence, text)):
                date = self._date(sentence)
                over = (heading, date) if date is not None else None
            elif over is not None:
                self._over[place] = over

    def _labels(self, sentence: Sentence, text: str) -> bool:
        """Whether a line of prose is a label: short, without a verb or a figure, and no sentence."""
        if sentence.paragraph.role != "paragraph" or len(text) > _LONGEST or text.endswith(_ENDS):
            return False
        return not (self.context.in_sentence(sentence) or any(is_verb(token) for token in sentence.span))

    def _line(self, sentence: Sentence) -> str:
        text = self.context.analysis.text
        return text[sentence.paragraph.start : sentence.paragraph.end].rstrip()

    def _last(self, sentence: Sentence) -> Sentence:
        """The last sentence of a paragraph."""
        every, last = self.context.analysis.sentences, sentence.index
        while last + 1 < len(every) and every[last + 1].paragraph_index == sentence.paragraph_index:
            last += 1
        return every[last]

    def _date(self, sentence: Sentence) -> DateMention | None:
        """The one bounded period that a line names, which is not when something was said or written."""
        found = [date for date in self.context.dates(sentence) if self._names(date, sentence)]
        return found[0] if len({(date.from_, date.to) for date in found}) == 1 else None

    def _names(self, date: DateMention, sentence: Sentence) -> bool:
        if not usable(date) or (date.from_ is None and date.to is None) or in_dateline(date, sentence):
            return False
        if reporting(date, sentence, self.context) or overlaps(date, self.context.references(sentence)):
            return False
        return not of_document(date, attachment(sentence, date), self.documents)

    def _speaks(self, sentence: Sentence) -> bool:
        """Whether the paragraph has named a time of its own before a sentence, or does so in it."""
        for earlier in (sentence, *self.context.previous(sentence, _REACH)):
            if earlier.paragraph_index != sentence.paragraph_index:
                return False
            if self.timeline.topics(earlier):
                return True
        return False
