"""The time that a whole story is about: the day of what it tells, or the period of its first figure.

A story about what happened on a day goes on telling of that day until it names another time (*Rovers
won on Saturday. … Police made 14 arrests*). A story that opens with the figure of a longer period goes
on giving figures of it (*Courts heard 84 cases in 2024. … Judges fined 12*).
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.dating import moving
from extractor.claims.draft import Draft, overlaps
from extractor.claims.grammar import SUBJECTS, is_verb
from extractor.claims.leads import Leads
from extractor.claims.tense import Tense, tense
from extractor.claims.timeline import Timeline, Topic
from extractor.records import DateMention, Span

if TYPE_CHECKING:
    from extractor.annotate.analysis import Sentence

MONTH = 27
_PAIR = 2
_LATER = 24
_TOLD = SUBJECTS | {"dobj", "pobj"}


class Story:
    """What an article lends to the figures that have no time of their own, with the rule that says so."""

    def __init__(self, context: Context, timeline: Timeline, table: dict[str, Any]) -> None:
        self.context = context
        self.timeline = timeline
        self.opening: int = table["opening_paragraphs"]
        self.happenings = frozenset(table["happenings"])
        self.harms = frozenset(table["harms"])
        self.states = frozenset(table["states"])
        self.origins = frozenset(table["origins"])
        self.shares = frozenset(table["shares"])
        self.incident = self._incident()
        self.leads = Leads(context, self.opening)

    def __call__(self, draft: Draft) -> Iterator[tuple[str, DateMention]]:
        """The times that the story lends to a figure, the strongest first."""
        if quoted(draft):
            return
        if self.incident is not None and draft.start > self.incident.date.start:
            yield from self._happened(draft, self.incident)
        if draft.reading.kind != "duration" or draft.reading.statistic is not None:
            yield from self._lead(draft)
            yield from self.fragment(draft)

    def _incident(self) -> Topic | None:
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
            over = token.head.head if token.dep_ == "pobj" else token.head
            place = Span(sentence.offset(token), sentence.offset_end(token), token.text)
            if over == topic.verb and token.dep_ in _TOLD and not overlaps(place, [topic.date]):
                words.add(lemma(token))
        return bool(words & self.happenings)

    def _happened(self, draft: Draft, incident: Topic) -> Iterator[tuple[str, DateMention]]:
        """The day of the incident, for the harm that it did, and for all that is told before another time is named."""
        now = told(draft)
        if now not in ("past", "perfect", "none") or self.timeline.topics(draft.sentence):
            return
        words = {draft.event.lemma if draft.event else "", draft.reading.unit or ""}
        if words & self.harms and draft.reading.kind != "duration":
            yield "claims.period.incident", incident.date
        elif now == "past" and not self._lasting(draft) and self._still(draft, incident):
            yield "claims.period.narrative", incident.date

    def _lasting(self, draft: Draft) -> bool:
        """Whether a verb tells how a thing came to be, or what it is allowed: *was founded with 30 members*."""
        verbs = [draft.predicate, draft.predicate.head] if draft.predicate is not None else []
        return any(lemma(verb) in self.origins for verb in verbs)

    def _still(self, draft: Draft, incident: Topic) -> bool:
        """Whether the incident's day is the last time that was spoken of in the past."""
        for earlier in self.context.previous(draft.sentence, _LATER):
            topics = [t for t in self.timeline.topics(earlier) if t.tense == "past"]
            if topics:
                return any((t.date.from_, t.date.to) == (incident.date.from_, incident.date.to) for t in topics)
            if earlier.start <= incident.date.start < earlier.end:
                return True
        return False

    def _lead(self, draft: Draft) -> Iterator[tuple[str, DateMention]]:
        """The period of the first dated figure among the opening paragraphs."""
        now = told(draft)
        share = now == "present" and self._shares(draft)
        if now not in ("past", "perfect") and not share:
            return
        for earlier in self.leads.drafts:
            if earlier.start > draft.start or earlier.sentence.paragraph_index == draft.sentence.paragraph_index:
                return
            found = self._lends(earlier, draft, share=share) if self.leads.goes_on(earlier, draft) else None
            if found is not None:
                yield found
            if tense(earlier.predicate) in ("past", "none", "perfect"):
                return

    def _lends(self, earlier: Draft, draft: Draft, *, share: bool) -> tuple[str, DateMention] | None:
        """The lead's period with the rule that lends it, if the later figure's clause goes on in its tense."""
        date, then, now = earlier.time, told(earlier), told(draft)
        assert date is not None
        long = days(date) >= MONTH or (date.granularity in ("week", "range") and days(date) > 0)
        if share:
            return ("claims.period.share", date) if long and then in ("past", "none", "perfect") else None
        if now == "perfect":
            if draft.predicate is not None and draft.predicate.dep_ == "relcl":
                return None
            return ("claims.period.story", date) if long and then == "perfect" and moving(date) else None
        today = self.context.analysis.published
        over = today is not None and date.to is not None and date.to < today.isoformat()
        if then not in ("past", "none") and not (then == "present" and over):
            return None
        if long:
            return "claims.period.story", date
        if days(date) == 0 and self._state(earlier) and self._state(draft):
            return "claims.period.state", date
        return None

    def _shares(self, draft: Draft) -> bool:
        """Whether a verb in the present tells a part of a whole: *women make up 12%*."""
        verb = draft.predicate
        if verb is None or lemma(verb) not in self.shares:
            return False
        return lemma(verb) != "make" or any(child.lower_ == "up" for child in verb.children)

    def fragment(self, draft: Draft) -> Iterator[tuple[str, DateMention]]:
        """The story's period, for what is no sentence: a cell of a table, an item of a list."""
        paragraph = draft.sentence.paragraph
        if paragraph.role == "title" or any(is_verb(token) for token in draft.sentence.span):
            return
        if paragraph.role not in ("list_item", "heading", "table_row"):
            return
        for earlier in self.leads.drafts:
            if tense(earlier.predicate) in ("past", "perfect") and earlier.time and days(earlier.time) >= MONTH:
                yield "claims.period.fragment", earlier.time
                return

    def _state(self, draft: Draft) -> bool:
        """Whether a figure says how things stood: *There were 84 men in the prison*."""
        return draft.predicate is not None and lemma(draft.predicate) in self.states


def quoted(draft: Draft) -> bool:
    """Whether the figure stands in somebody's own words, which have a time of their own."""
    return draft.attribution is not None and draft.attribution.type == "direct"


def told(draft: Draft) -> Tense:
    """The tense of a figure's clause; in what is reported the pluperfect is a past: *said it had fired 14 missiles*."""
    now = tense(draft.predicate)
    reported = draft.attribution is not None and draft.attribution.type == "indirect"
    return "past" if now == "pluperfect" and reported else now


def days(date: DateMention) -> int:
    """How many days a date is long, less one; less than none where an end is open."""
    if date.from_ is None or date.to is None:
        return -1
    return (datetime.date.fromisoformat(date.to) - datetime.date.fromisoformat(date.from_)).days
