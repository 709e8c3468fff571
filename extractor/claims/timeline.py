"""What time a sentence speaks of: the date on its main clause, whether or not that holds a figure.

The sentences after it go on speaking of that time (*A storm hit the coast on 7 June. Twelve people
died*) until one of them names another.
"""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.clausal import background, narrates, occasion
from extractor.claims.context import Context
from extractor.claims.dating import (
    attachment,
    describes,
    in_dateline,
    names,
    of_comparison,
    reporting,
    usable,
    verb_above,
)
from extractor.claims.draft import Draft, overlaps
from extractor.claims.grammar import SUBJECTS, ancestors
from extractor.claims.screen import screened
from extractor.claims.tense import Tense, tense
from extractor.records import DateMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_LEAD = 160
_STATES = frozenset({"be", "have", "number", "stand"})
_BEFORE = frozenset({"previous", "prior"})


@dataclasses.dataclass(frozen=True, slots=True)
class Topic:
    """A time that is spoken of, the tense it is spoken of in, and the words that it hangs on."""

    date: DateMention
    tense: Tense
    verb: Token
    noun: Token


class Timeline:
    """The times that the sentences of an article speak of, looked up once each."""

    def __init__(self, context: Context, table: dict[str, Any]) -> None:
        self.context = context
        self.bases = frozenset(table["bases"])
        self.things = frozenset(table["dated_things"])
        self.events = frozenset(table["dated_events"])
        self.base_words = screened(re.compile(table["base_words"] + r"\s*$", re.IGNORECASE))
        self.superlative = screened(re.compile(table["superlative"] + r"\s*$", re.IGNORECASE))
        self.occasions = frozenset(table["occasions"])
        self.covering = frozenset(table["covering"])
        self.publications = frozenset(table["publications"])
        self._topics: dict[int, list[Topic]] = {}

    def topics(self, sentence: Sentence) -> list[Topic]:
        """The times on the main clauses of a sentence, in order."""
        if sentence.index not in self._topics:
            self._topics[sentence.index] = list(self._find(sentence))
        return self._topics[sentence.index]

    def topic(self, sentence: Sentence) -> Topic | None:
        """The one time that a sentence speaks of; none where it speaks of several."""
        found = self.topics(sentence)
        fronted = [t for t in found if t.noun.i < t.verb.i] or found
        return fronted[0] if len({(t.date.from_, t.date.to) for t in fronted}) == 1 else None

    def named(self, sentence: Sentence) -> Iterator[Topic]:
        """The times that name an event, wherever it stands: *the number killed in Wednesday's shelling*."""
        for date in self.context.dates(sentence):
            head = attachment(sentence, date)
            if head is None or head.dep_ != "poss" or self._publishes(head, date):
                continue
            if usable(date) and date.from_ is not None:
                yield Topic(date, "past", head.head, head)

    def _find(self, sentence: Sentence) -> list[Topic]:
        found = []
        dates = [date for date in self.context.dates(sentence) if usable(date)]
        for date in dates:
            if date.from_ is None and date.to is None:
                continue
            if in_dateline(date, sentence) or describes(date, dates, sentence):
                continue
            if reporting(date, sentence, self.context) or overlaps(date, self.context.references(sentence)):
                continue
            head = attachment(sentence, date)
            verb = verb_above(head) if head is not None else None
            if self.opens_base(sentence, date):
                continue
            if head is None or verb is None or self._compared(head, verb):
                continue
            if _recalls(verb, head):
                continue
            if background(verb) and not (narrates(verb) or occasion(verb, self.occasions)):
                continue
            if not (
                (date.bound != "until" and names(head, self.things, self.events))
                or superseded(verb)
                or self._publishes(head, date)
            ):
                found.append(Topic(date, self._told(date, head, verb), verb, head))
        return found

    def _told(self, date: DateMention, head: Token, verb: Token) -> Tense:
        """The tense of a clause; one about a subject of a time that is over is past: *The total for 2024 is grim*.

        Nothing has yet happened in a time to come, whatever was said of it: *In 2023 it announced a plan for 2026*.
        """
        found, today = tense(verb), self.context.analysis.published
        if ahead(date, today) and found in ("past", "perfect", "pluperfect"):
            return "none"
        if found != "present" or today is None or date.to is None or date.to >= today.isoformat():
            return found
        if lemma(verb) in self.covering:
            return "past"
        below = itertools.takewhile(lambda node: node != verb, ancestors(head))
        return "past" if any(node.dep_ in SUBJECTS for node in below) else found

    def opens_base(self, sentence: Sentence, date: DateMention) -> bool:
        """Whether the words before a date make it the base of a comparison: *fewer than last season*."""
        first = max([sentence.start, date.start - _LEAD, *modified(self.context.in_sentence(sentence), date)])
        lead = sentence.plain[first - sentence.start : date.start - sentence.start]
        if self.base_words.search(lead) is not None or of_comparison(date, lead):
            return True
        return self.superlative.search(lead) is not None

    def _publishes(self, head: Token, date: DateMention) -> bool:
        """Whether a day only says when something came out: *Saturday's poll*."""
        return head.dep_ == "poss" and date.granularity == "day" and lemma(head.head) in self.publications

    def _compared(self, head: Token, verb: Token) -> bool:
        """Whether a word of comparison stands between a date and its verb."""
        for node in list(ancestors(head))[1:8]:
            if node == verb:
                return lemma(node) in self.bases
            if node.lower_ in self.bases or (node.lower_ in ("from", "since") and node.head != verb):
                return True
        return False


def _recalls(verb: Token, head: Token) -> bool:
    """Whether a clause behind a semicolon only gives a figure's base: *Labour took 24%; in 2021 it had 27*."""
    if lemma(verb) not in _STATES or head.i > verb.i or not any(child.tag_ == "PRP" for child in verb.lefts):
        return False
    first = min(token.i for token in verb.lefts)
    return (first > 0 and verb.doc[first - 1].lower_ == ";") or any(c.lower_ == ";" for c in verb.lefts)


def modified(drafts: list[Draft], date: DateMention) -> list[int]:
    """Where the figures before a date end whose own words compare: the *than* of *fewer than ten* opens no base."""
    return [d.end for d in drafts if d.end <= date.start < d.end + _LEAD and " than " in d.number.text]


def ahead(date: DateMention, today: datetime.date | None) -> bool:
    """Whether a period begins after the article came out."""
    return today is not None and date.from_ is not None and date.from_ > today.isoformat()


def superseded(verb: Token) -> bool:
    """Whether a clause only tells what something had been before: *The previous record was set in March*."""
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            return any(token.dep_ == "amod" and token.lower_ in _BEFORE for token in child.children)
    return False
