"""Periods that are carried over: by ellipsis, by the clause above, by discourse, by the story.

A figure without a date of its own takes its donor's period; that of the clause above it; that of
the figures which an anaphoric opening points to (*Of these*); that of the figure which counted the
same things (*61 of the cases*); and, where its clause is in the same tense, the time that the
sentences before speak of, or the one that the story is about.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.dating import attachment, days, moving, timeless
from extractor.claims.draft import Draft
from extractor.claims.headed import Headings
from extractor.claims.leads import aside
from extractor.claims.story import MONTH, Story, quoted, told
from extractor.claims.tense import tense
from extractor.claims.timeline import Timeline
from extractor.claims.within import SentenceLender
from extractor.records import DateMention
from extractor.rules import RuleSet

_TENSES = frozenset({"past", "perfect", "future"})
_POINTING = frozenset({"the", "those", "these", "such"})
_NARROWING = frozenset({"acl", "relcl", "prep", "amod"})
_REACH = 4
_LEAD = 160
_OPENING = 16
_WORTH = re.compile(r"\b(?:equivalent (?:of|to)|enough (?:for|to cover)|equal to|cover(?:s|ing)?) \Z", re.IGNORECASE)
_THE = re.compile(r"\b(?:the|these|those|all) \Z", re.IGNORECASE)


class PeriodCarrier:
    """Gives a period to the figures that have none of their own."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims_period", "period")
        self.carried = rules.get("claims.period.discourse").regex() if rules.has("claims.period.discourse") else None
        self.members = rules.get("claims.period.members").regex() if rules.has("claims.period.members") else None
        self.parts = rules.get("claims.period.part").regex() if rules.has("claims.period.part") else None
        self.penalties = frozenset(rules.table("claims_law", "law")["penalties"])
        self.timeless = frozenset(table["timeless_kinds"])
        self.table = table
        self.expecting = frozenset(table["expecting"])
        self.documents = frozenset(table["documents"])
        self.moments = re.compile(table["moments"], re.IGNORECASE)
        self.on = {rule.id for rule in rules.layer("claims.period")}
        self.within = SentenceLender(table, self.on)

    def __call__(self, context: Context) -> None:
        """Set ``time`` where it is still null and something lends it."""
        timeline = Timeline(context, self.table)
        for draft in context.drafts if "claims.period.label" in self.on else ():
            if draft.time is None and not timeless(draft, self.penalties):
                self.within.label(draft, context)
        story = Story(context, timeline, self.table)
        headings = Headings(context, timeline, self.documents)
        for draft in context.drafts:
            if draft.time is None and not timeless(draft, self.penalties):
                self._inherit(draft, context, timeline, story, headings)
        if "claims.period.headline" in self.on:
            self._headline(context)

    def _headline(self, context: Context) -> None:
        """Give a figure of the title the period of the one in the story's opening that says it again."""
        for draft in context.drafts:
            if draft.sentence.paragraph.role != "title":
                return
            if draft.time is not None:
                continue
            for later in itertools.islice(context.drafts, draft.order + 1, draft.order + 1 + _OPENING):
                if later.sentence is not draft.sentence and later.time is not None and _says_again(later, draft):
                    self._take(draft, later.time, "claims.period.headline")
                    break

    def _inherit(self, draft: Draft, context: Context, timeline: Timeline, story: Story, headings: Headings) -> None:
        donor = draft.donor
        rule = self._lent_by(donor, draft) if donor is not None else None
        if donor is not None and donor.time is not None and rule is not None and rule in self.on:
            self._take(draft, donor.time, rule)
            return
        if draft.reading.kind in self.timeless and draft.reading.statistic is None:
            worth = _WORTH.search(draft.sentence.plain[: draft.start - draft.sentence.start][-_LEAD:])
            lent = self._nearby(draft, context, timeline, story) if worth else iter(())
            lent = itertools.chain(lent, story(draft)) if draft.reading.kind == "duration" else iter(())
        else:
            lent = itertools.chain(
                self._nearby(draft, context, timeline, story), headings(draft, told(draft)), story(draft)
            )
        momentary = self.moments.search(draft.sentence.plain) is not None
        if _unplaced(draft, context, timeline):
            return
        for rule, date in lent:
            if rule in self.on and not (momentary and days(date) >= MONTH):
                self._take(draft, date, rule)
                return

    def _nearby(
        self, draft: Draft, context: Context, timeline: Timeline, story: Story
    ) -> Iterator[tuple[str, DateMention]]:
        """The times that the sentence and the ones before it lend, the nearest first."""
        return itertools.chain(
            self.within.first(draft, context),
            self._repeated(draft, context),
            self.within.beside(draft, context),
            self._expected(draft, context),
            self._before(draft, context, timeline, story),
        )

    def _expected(self, draft: Draft, context: Context) -> Iterator[tuple[str, DateMention]]:
        """The period of the figure that was expected to be this one: *Economists had forecast 2.2%*."""
        verb = draft.predicate
        if verb is None or lemma(verb) not in self.expecting or tense(verb) != "pluperfect":
            return
        for earlier in context.before(draft):
            if draft.sentence.index - earlier.sentence.index > 1 or earlier.reading.kind != draft.reading.kind:
                return
            if earlier.time is not None and not earlier.compares:
                yield "claims.period.expected", earlier.time
                return

    def _repeated(self, draft: Draft, context: Context) -> Iterator[tuple[str, DateMention]]:
        """The figure that this one says again with an article: *Of the 193, 81 had …*."""
        before = draft.sentence.plain[: draft.start - draft.sentence.start]
        if not _THE.search(before) or draft.reading.value is None:
            return
        for earlier in context.before(draft):
            if earlier.reading.value == draft.reading.value and earlier.reading.kind == draft.reading.kind:
                if earlier.time is not None:
                    yield "claims.period.repeated", earlier.time
                return

    def _before(
        self, draft: Draft, context: Context, timeline: Timeline, story: Story
    ) -> Iterator[tuple[str, DateMention]]:
        """The times that the sentences before lend, each with the rule that says so."""
        sentence = draft.sentence
        carries = self._carries(draft)
        previous = [d for d in context.before(draft) if d.sentence.index == sentence.index - 1]
        near = 1 if self._opens_part(draft) else 0
        previous = [d for d in previous if sentence.paragraph_index - d.sentence.paragraph_index <= near][::-1]
        dated = [d for d in previous if d.time is not None and not d.compares and not aside(d)]
        if dated and dated[0].time and (carries or near) and _alike(dated[0], draft):
            yield carries or "claims.period.part", dated[0].time
        if quoted(draft):
            return
        same = self._same_things(draft, context)
        if same is not None and same.time is not None:
            yield "claims.period.coreference", same.time
        now = told(draft)
        first = dated[0] if dated and dated[0] is previous[0] else None
        goes_on = now == "past" or (now == "present" and story.shares_out(draft))
        if first is not None and first.time and goes_on and tense(first.predicate) in ("past", "none"):
            yield "claims.period.paragraph", first.time
        yield from self._spoken_of(draft, context, timeline)

    def _spoken_of(self, draft: Draft, context: Context, timeline: Timeline) -> Iterator[tuple[str, DateMention]]:
        """The time that the nearest dated sentence of the paragraph speaks of, in the same tense."""
        now = tense(draft.predicate)
        if now not in _TENSES:
            return
        for earlier in context.previous(draft.sentence, _REACH):
            if earlier.paragraph_index != draft.sentence.paragraph_index:
                return
            if not timeline.topics(earlier):
                continue
            topic = timeline.topic(earlier)
            if topic is None:
                return
            if topic.tense == "pluperfect" and now == "past":
                continue
            ongoing = topic.tense == "perfect" and (moving(topic.date) or topic.date.bound == "from")
            if ongoing and now in ("perfect", "past"):
                yield "claims.period.topic", self._open(topic.date, context)
            elif topic.tense == now != "perfect":
                yield "claims.period.topic", topic.date
            return

    def _open(self, date: DateMention, context: Context) -> DateMention:
        return next((d.time for d in context.drafts if d.time and d.time.start == date.start), date)

    def _same_things(self, draft: Draft, context: Context) -> Draft | None:
        """The earlier figure that counted what this one is a part of: *61 of the cases*."""
        noun = _definite(draft)
        if noun is None or tense(draft.predicate) not in ("past", "none"):
            return None
        for earlier in context.before(draft):
            if earlier.sentence is draft.sentence or earlier.counted is None or earlier.compares:
                continue
            if earlier.reading.kind == "count" and earlier.reading.unit == noun and not earlier.elliptical:
                return earlier if earlier.time is not None else None
        return None

    def _lent_by(self, donor: Draft, draft: Draft) -> str | None:
        """The rule by which an elliptical figure is for its donor's period: one clause, or an anaphoric opening."""
        if donor.sentence is draft.sentence:
            return "claims.period.discourse"
        return self._carries(draft) if _alike(donor, draft) else None

    def _opens_part(self, draft: Draft) -> bool:
        """Whether the sentence takes a part out of what the one before counted: *Of the total*."""
        return self.parts is not None and bool(self.parts.match(draft.sentence.plain))

    def _carries(self, draft: Draft) -> str | None:
        """The rule by which the sentence points at the figures before: *Of these*; in the past, *Most of them*."""
        words = draft.sentence.plain
        if self.carried is not None and self.carried.match(words):
            return "claims.period.discourse"
        past = told(draft) in ("past", "pluperfect")
        if past and self.members is not None and self.members.match(words):
            return "claims.period.members"
        return None

    def _take(self, draft: Draft, date: DateMention, rule: str) -> None:
        draft.time = date
        draft.inherit("time", date)
        draft.fired(rule)


def _alike(earlier: Draft, draft: Draft) -> bool:
    """Whether two figures are both of what is to come, or neither."""
    return _ahead(earlier) == _ahead(draft)


def _ahead(draft: Draft) -> bool:
    """Whether a figure is of what is to come: *will hire 300*, *7,000 jobs that would go*."""
    if told(draft) == "future":
        return True
    clauses = draft.anchor.children if draft.anchor is not None else ()
    return any(child.dep_ == "relcl" and tense(child) == "future" for child in clauses)


def _unplaced(draft: Draft, context: Context, timeline: Timeline) -> bool:
    """Whether a time is named that has no place in the calendar: *now*, *a week before the vote*, *last season*."""
    verb = draft.predicate
    for date in context.dates(draft.sentence) if verb is not None else ():
        if date.type != "DATE" or date.from_ is not None or date.to is not None or date.comparison:
            continue
        head = attachment(draft.sentence, date)
        over = head.head if head is not None else None
        if (over == verb or (over is not None and over.dep_ == "prep" and over.head == verb)) and not (
            timeline.opens_base(draft.sentence, date)
        ):
            return True
    return False


def _definite(draft: Draft) -> str | None:
    """The noun that a figure is a part of where it points back, alone: *of the cases*."""
    counted = draft.counted
    if counted is None or not draft.sentence.start <= counted.start < draft.sentence.end:
        return None
    head = draft.sentence.head(counted.start, counted.end)
    if head is None or any(child.dep_ in _NARROWING for child in head.children):
        return None
    return lemma(head) if any(child.lower_ in _POINTING for child in head.lefts) else None


def _says_again(later: Draft, title: Draft) -> bool:
    """Whether a figure of the body is the one of the title: the same amount of the same kind."""
    one, other = title.reading, later.reading
    if one.kind != other.kind or one.change != other.change:
        return False
    first = one.value if one.value is not None else one.low or one.high
    second = other.value if other.value is not None else other.low or other.high
    return bool(first) and first == second
