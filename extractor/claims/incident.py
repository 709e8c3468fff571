"""The happening that a story opens with: its day is that of all that is told before another time is named.

A contest (a match, a vote) and a day of a market are told to their end: a paragraph about another time
is an aside, after which the story goes on (*In 2021 the party won 29%.* – next paragraph – *It took 12 seats*).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.dating import days
from extractor.claims.draft import Draft, overlaps
from extractor.claims.grammar import SUBJECTS
from extractor.claims.tense import Tense
from extractor.claims.timeline import Timeline, Topic
from extractor.records import DateMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_PAIR = 2
_AT_ONCE = frozenset({"arrest", "attend", "detain"})
_JUDGING = frozenset({"acquit", "charge", "convict", "fine", "indict", "jail", "sentence"})  # the harm was done before
_LATER = 24
_RESULTS = frozenset({"money", "percent", "percentage_points"})
_TOLD = SUBJECTS | {"dobj", "pobj", "compound"}


class Incident:
    """What the day that a story tells of lends to its figures, with the rule that says so."""

    def __init__(self, context: Context, timeline: Timeline, table: dict[str, Any]) -> None:
        self.context = context
        self.timeline = timeline
        self.opening: int = table["opening_paragraphs"]
        self.happenings = frozenset(table["happenings"])
        self.contests = frozenset(table["contests"])
        self.markets = frozenset(table["markets"])
        self.moves = frozenset(table["moves"])
        self.results = frozenset(table["results"])
        self.harms = frozenset(table["harms"])
        self.origins = frozenset(table["origins"])
        self.daily = False
        self.judged = False
        self.topic = self._find()

    def __call__(self, draft: Draft, now: Tense) -> Iterator[tuple[str, DateMention]]:
        """The day of the incident, for the harm that it did, and for all that is told before another time is named."""
        if self.topic is None or draft.start <= self.topic.date.start:
            return
        if now not in ("past", "perfect", "none") or self.timeline.topics(draft.sentence):
            return
        words = {draft.event.lemma if draft.event else "", draft.reading.unit or ""}
        if self.judged and words & (self.harms - _AT_ONCE):
            return
        if words & self.harms and draft.reading.kind != "duration":
            yield "claims.period.incident", self.topic.date
        elif now == "past" and not self._lasting(draft) and self._still(draft, self.topic):
            yield "claims.period.narrative", self.topic.date

    def _find(self) -> Topic | None:
        """The happening of a day or two that the story opens with: *A bus overturned on Tuesday*."""
        sentences = self.context.analysis.sentences
        for sentence in itertools.takewhile(lambda s: s.paragraph_index <= self.opening, sentences):
            for topic in itertools.chain(self.timeline.topics(sentence), self.timeline.named(sentence)):
                told = 0 <= days(topic.date) <= _PAIR and topic.tense in ("past", "perfect")
                if told and self._happens(topic, sentence):
                    return topic
        return None

    def _happens(self, topic: Topic, sentence: Sentence) -> bool:
        words = {lemma(topic.verb), lemma(topic.noun.head)}
        for token in sentence.span:
            if token.dep_ not in _TOLD:
                continue
            over = token.head.head if token.dep_ in ("pobj", "compound") else token.head
            if over == topic.verb and not overlaps(sentence.cover([token]), [topic.date]):
                words.add(lemma(token).lower())
        self.judged = lemma(topic.verb) in _JUDGING
        moved = lemma(topic.verb) in self.moves and bool(words & self.markets)
        self.daily = moved or bool(words & self.contests) or self._score(sentence)
        return self.daily or bool(words & self.happenings)

    def _score(self, sentence: Sentence) -> bool:
        """Whether a sentence gives the score of a game: *Osterby beat Halden 84-79*."""
        numbers = self.context.numbers(sentence)
        return any(number.disposition == "score" for number in numbers)

    def _lasting(self, draft: Draft) -> bool:
        """Whether a verb tells how a thing came to be, or what it is allowed: *was founded with 30 members*."""
        verbs = [draft.predicate, draft.predicate.head] if draft.predicate is not None else []
        return any(lemma(verb) in self.origins for verb in verbs)

    def results_in(self, draft: Draft) -> bool:
        """Whether a figure may be one of the results of a contest or a market: *Greens 24% (12 seats)*."""
        return self.daily and (draft.reading.kind in _RESULTS or draft.reading.unit in self.results)

    def _still(self, draft: Draft, incident: Topic) -> bool:
        """Whether the incident's day is the last time that was spoken of in the past."""
        for earlier in self.context.previous(draft.sentence, _LATER):
            topics = [t for t in self.timeline.topics(earlier) if t.tense == "past"]
            same = any((t.date.from_, t.date.to) == (incident.date.from_, incident.date.to) for t in topics)
            if same or (topics and not self._resumes(earlier, draft)):
                return same
            if earlier.start <= incident.date.start < earlier.end:
                return True
        return False

    def _resumes(self, aside: Sentence, draft: Draft) -> bool:
        """Whether the story of a contest or a market goes on after what one of its paragraphs told of another time."""
        return self.daily and aside.paragraph_index != draft.sentence.paragraph_index


def is_up(verb: Token) -> bool:
    """Whether a clause tells of a level beside that of the day before: *Shares were down 4% at 210 pence*."""
    return lemma(verb) == "be" and any(child.lower_ in ("up", "down", "higher", "lower") for child in verb.rights)
