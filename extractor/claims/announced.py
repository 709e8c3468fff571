"""The period that an article says its figures are of, before it gives any.

*The court service published its statistics for 2023 on Friday* and the headline *What the police did in 2024*
hold no figure, and yet speak for those that follow.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.dating import attachment, days, in_dateline, names, usable
from extractor.claims.draft import overlaps
from extractor.claims.grammar import is_passive, is_verb
from extractor.records import DateMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_MONTH = 27
_RECENT = 366
_ABOUT = frozenset({"about", "concerning", "covering", "for", "of", "on"})
_DURING = frozenset({"during", "for", "in", "over", "throughout"})
_FRAGMENTS = frozenset({"list_item", "heading", "table_row"})
_OWN = frozenset({"compound", "nmod", "nummod", "poss"})
_REACH = 24


def last_of_opening(sentences: Sequence[Sentence], opening: int) -> int:
    """The number of the paragraph that ends the opening: the points of a list before the story are none of it."""
    last, place = opening, 0
    for sentence in sentences:
        if sentence.paragraph_index > last:
            break
        if sentence.paragraph_index > place:
            place = sentence.paragraph_index
            last += sentence.paragraph.role in _FRAGMENTS
    return last


class Announced:
    """The periods that the headline and the opening announce, the first of them first."""

    def __init__(self, context: Context, table: dict[str, Any]) -> None:
        self.context = context
        self.things = frozenset(table["dated_things"])
        self.events = frozenset(table["dated_events"])
        self.accounts = frozenset(table["accounts"])
        self.counts = frozenset(table["counts"])
        self.covering = frozenset(table["covering"])
        self.examining = frozenset(table["examining"])
        self.opening: int = table["opening_paragraphs"]
        self._found: DateMention | None = None
        self._sought = False

    @property
    def date(self) -> DateMention | None:
        """The period announced first, looked for once."""
        if not self._sought:
            self._sought = True
            self._found = next(self._announced(), None)
        return self._found

    def _announced(self) -> Iterator[DateMention]:
        sentences = self.context.analysis.sentences
        last = last_of_opening(sentences, self.opening)
        for sentence in itertools.takewhile(lambda s: s.paragraph_index <= last, itertools.islice(sentences, _REACH)):
            for date in self.context.dates(sentence):
                if self._period(date) and self.speaks(date, sentence):
                    yield date

    def _period(self, date: DateMention) -> bool:
        """Whether a date is a month or longer, and over since no more than a year, or going on."""
        today = self.context.analysis.published
        if not usable(date) or date.from_ is None or days(date) < _MONTH:
            return False
        if today is None or date.to is None:
            return True
        late = (today - datetime.date.fromisoformat(date.to)).days
        return late <= _RECENT and date.from_ <= today.isoformat()

    def speaks(self, date: DateMention, sentence: Sentence) -> bool:
        """Whether a sentence says that figures are of a period, or the headline what was so in it."""
        if in_dateline(date, sentence) or overlaps(date, self.context.references(sentence)):
            return False
        head = attachment(sentence, date)
        if head is None:
            return False
        over = head.head
        if head.dep_ in _OWN:
            return lemma(over) in self.counts
        if self._examined(head if head.dep_ == "prep" else over):  # *from July to May* begins with its preposition
            return True
        if is_verb(over):
            return lemma(over) in self.covering or (is_passive(over) and lemma(over) == "date")
        if head.dep_ != "pobj" or over.dep_ != "prep":
            return False
        before = over.nbor(-1) if over.i else over  # wherever the parse hangs *for 2023*
        if over.lower_ in _ABOUT and (self._accounts(over.head) or self._accounts(before)):
            return True
        return (
            sentence.paragraph.role == "title" and over.lower_ in _DURING and not names(head, self.things, self.events)
        )

    def _examined(self, preposition: Token) -> bool:
        """Whether a clause says which things were gone through: *It looked at 90 cases closed from July to May*."""
        closed = preposition.head
        if closed.dep_ != "acl" or closed.tag_ != "VBN":
            return False
        things = closed.head
        over = things.head.head if things.dep_ == "pobj" else things.head
        return things.dep_ in ("dobj", "pobj") and lemma(over) in self.examining

    def _accounts(self, noun: Token) -> bool:
        return lemma(noun) in self.accounts or lemma(noun) in self.counts
