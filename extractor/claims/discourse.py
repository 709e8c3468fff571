"""What the sentences before lend a figure: their figures' period, or the time that they speak of.

A sentence that points back (*Of these*, *It includes*) is for the period of what it points at; one that goes
on in the same tense is for the time last spoken of in its paragraph.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.dating import days, moving, within
from extractor.claims.draft import Draft
from extractor.claims.grammar import is_noun
from extractor.claims.leads import aside, base, base_of_share, decreed, singled_out
from extractor.claims.reach import has_since
from extractor.claims.reported import quoted, told
from extractor.claims.screen import pattern_of
from extractor.claims.story import MONTH, Story
from extractor.claims.tense import tense
from extractor.claims.terms import SHARES
from extractor.claims.timeline import Timeline, ahead
from extractor.records import DateMention
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from extractor.annotate.analysis import Sentence

_TENSES = frozenset({"past", "perfect", "future"})
_POINTING = frozenset({"the", "those", "these", "such"})
_NARROWING = frozenset({"acl", "relcl", "prep", "amod"})
_DEMONSTRATIVE = re.compile(
    r"\s*[\"“]?(?:(?:out of|of|among) )?(?:all )?(?:this|that|these|those|them)\b", re.IGNORECASE
)
_ADDING = re.compile(r"\s*(?:another|a further|an additional)\b|\s*[\w,]{1,12} (?:more|others)\b", re.IGNORECASE)
_REACH = 4
_LONG = 31
_DEFINITE = frozenset({"its", "that", "the", "their", "this"})
_GIVING = frozenset({"amount", "average", "be", "come", "equal", "mark", "represent", "stand", "work"})
_MEASURES = frozenset(
    {"average", "count", "figure", "mean", "median", "number", "proportion", "rate", "ratio", "share", "total"}
)
_NOW = re.compile(r"\b(?:now|still|today|currently|already|yet)\b", re.IGNORECASE)


class Discourse:
    """Carries a period from sentence to sentence, each with the rule that says so."""

    def __init__(self, rules: RuleSet) -> None:
        self.evidential = frozenset(rules.table("claims_period", "period")["evidential"])
        self.carried = pattern_of(rules, "claims.period.discourse")
        self.members = pattern_of(rules, "claims.period.members")
        self.parts = pattern_of(rules, "claims.period.part")

    def __call__(
        self, draft: Draft, context: Context, timeline: Timeline, story: Story
    ) -> Iterator[tuple[str, DateMention]]:
        """The times that the sentences before lend, each with the rule that says so."""
        sentence = draft.sentence
        carries = self.points_back(draft)
        last = self._last(draft, context)
        before = itertools.takewhile(lambda d: d.sentence.index >= last, context.before(draft))
        previous = [d for d in before if d.sentence is not sentence and not base(d)]
        if has_since(draft):
            yield from self._told_before(draft, context, timeline)
        points = self._opens_part(draft) or (carries and _DEMONSTRATIVE.match(sentence.plain))
        near = 1 if points or _ADDING.match(sentence.plain) else 0
        previous = [d for d in previous if sentence.paragraph_index - d.sentence.paragraph_index <= near][::-1]
        dated = [d for d in previous if d.time is not None and not d.compares and not aside(d)]
        dated = [d for d in dated if not base_of_share(d, context) and not decreed(d)]
        dated = [d for d in dated if d.sentence.paragraph_index == sentence.paragraph_index or not singled_out(d)]
        if dated and dated[0].time and (carries or points) and alike(dated[0], draft):
            yield carries or "claims.period.part", dated[0].time
        elif carries and not previous:
            yield from self._pointed_at(draft, context, timeline)
        if quoted(draft) and not (dated and quoted(dated[0])):
            return
        same = self._same_things(draft, context, story)
        if same is not None and same.time is not None:
            yield "claims.period.coreference", same.time
        first = dated[0] if dated and dated[0] is previous[0] and not _contrasting(dated) else None
        if first is not None and first.time and self._goes_on(first, first.time, draft, context, story):
            yield "claims.period.paragraph", first.time
        yield from self._spoken_of(draft, context, timeline, story)

    def _last(self, draft: Draft, context: Context) -> int:
        """The number of the sentence before, or of the one before that where it only gave the base of a comparison."""
        sentence = draft.sentence
        for earlier in context.previous(sentence, 1):
            figures = context.in_sentence(earlier)
            if figures and all(map(base, figures)):
                return earlier.index - 1
        return sentence.index - 1

    def _goes_on(self, first: Draft, date: DateMention, draft: Draft, context: Context, story: Story) -> bool:
        """Whether a clause goes on where the sentence before left off, in its tense.

        What a period that is over is told of in the present (*The figures for May show 84*) is past; shares
        and figures of one unit go on in the present (*61% are for it. Some 12% are against*).
        """
        now, then = told(draft), first.tense
        lent = any(item.slot == "time" for item in first.inherited)
        past = (
            then in ("past", "none") or (then == "pluperfect" and lent) or (then == "present" and over(date, context))
        )
        if self._shows(draft):
            return self._shows(first) or (past and over(date, context))
        running = then == "perfect" and (moving(date) or date.bound == "from")
        if now == "past":
            return past
        if now in ("present", "none") and story.shares_out(draft):
            return past or running
        if now == "perfect":
            return running
        if now == "pluperfect":
            return then == "pluperfect"
        if now == "present" and past and over(date, context) and _says_measure(draft):
            return True
        return now == then == "present" and _measured_alike(first, draft)

    def _shows(self, draft: Draft) -> bool:
        """Whether a list or a bulletin tells in the present what has been: *The register lists 84 boats*."""
        verb = draft.predicate
        return verb is not None and lemma(verb) in self.evidential and told(draft) == "present"

    def _pointed_at(self, draft: Draft, context: Context, timeline: Timeline) -> Iterator[tuple[str, DateMention]]:
        """The time of what a sentence points at, where that was no figure: *Last year's total fell. It includes 12*."""
        before = next(context.previous(draft.sentence, 1), None)
        if before is None or before.paragraph_index != draft.sentence.paragraph_index:
            return
        topic = timeline.topic(before)
        if topic is not None and topic.tense != "future" and days(topic.date) >= MONTH:
            yield "claims.period.discourse", topic.date

    def _around(
        self, told_of: Sentence, date: DateMention, draft: Draft, context: Context, story: Story
    ) -> DateMention | None:
        """The longer period out of which a sentence tells of one person, whose cases are counted again after it.

        *Courts tried 90 men in 2024. In August they jailed a 49-year-old. Acquittals numbered 12*.
        """
        if draft.reading.kind != "count" or all(d.reading.kind != "age" for d in context.in_sentence(told_of)):
            return None
        lead = next(story.leads.before(draft), None)
        whole = lead.time if lead is not None else None
        return whole if whole is not None and days(date) < _LONG < days(whole) and within(date, whole) else None

    def _spoken_of(
        self, draft: Draft, context: Context, timeline: Timeline, story: Story
    ) -> Iterator[tuple[str, DateMention]]:
        """The time that the nearest dated sentence of the paragraph speaks of, in the same tense."""
        now = draft.tense
        shows = self._shows(draft)
        now = "past" if shows else now
        if now not in _TENSES:
            return
        for earlier in context.previous(draft.sentence, _REACH):
            if earlier.paragraph_index != draft.sentence.paragraph_index:
                return
            if not timeline.topics(earlier) or any(map(base, context.in_sentence(earlier))):
                continue
            topic = timeline.topic(earlier)
            if topic is None:
                return
            around = self._around(earlier, topic.date, draft, context, story)
            if around is not None and topic.tense == now == "past":
                yield "claims.period.topic", around
                return
            if topic.tense == "pluperfect" and now == "past":
                continue
            ongoing = topic.tense == "perfect" and (moving(topic.date) or topic.date.bound == "from")
            if ongoing and now in ("perfect", "past") and not shows:
                yield "claims.period.topic", self._open(topic.date, context)
            elif topic.tense == now != "perfect":
                yield "claims.period.topic", topic.date
            return

    def _told_before(self, draft: Draft, context: Context, timeline: Timeline) -> Iterator[tuple[str, DateMention]]:
        """When what the sentence before told happened: *The law was passed in May. Courts have since fined 12*."""
        for earlier in context.previous(draft.sentence, _REACH):
            if earlier.paragraph_index != draft.sentence.paragraph_index:
                return
            topic = timeline.topic(earlier)
            if topic is not None and topic.tense == "past":
                yield "claims.period.since", topic.date
                return
            if any(ahead(t.date, context.analysis.published) for t in timeline.topics(earlier)):
                return

    def _open(self, date: DateMention, context: Context) -> DateMention:
        sentence = context.analysis.sentence_at(date.start)
        drafts = context.in_sentence(sentence) if sentence is not None else []
        return next((d.time for d in drafts if d.time and d.time.start == date.start), date)

    def _same_things(self, draft: Draft, context: Context, story: Story) -> Draft | None:
        """The earlier figure that counted what this one is a part of: *61 of the cases*."""
        noun = _definite(draft)
        if noun is None or draft.tense not in ("past", "pluperfect", "none"):
            return None
        if draft.whole is not None and draft.whole.time is not None and draft.whole.order < draft.order:
            whole = draft.whole
            return None if story.parted(whole.sentence, draft.whole.time, draft) else whole
        for earlier in context.before(draft):
            if (
                earlier.sentence is draft.sentence
                or earlier.counted is None
                or earlier.compares
                or singled_out(earlier)
            ):
                continue
            if earlier.reading.kind == "count" and earlier.reading.unit == noun and not earlier.elliptical:
                date = earlier.time
                return earlier if date is not None and not story.parted(earlier.sentence, date, draft) else None
        return None

    def _opens_part(self, draft: Draft) -> bool:
        """Whether the sentence takes a part out of what the one before counted: *Of the total*."""
        return self.parts is not None and bool(self.parts.match(draft.sentence.plain))

    def points_back(self, draft: Draft) -> str | None:
        """The rule by which the sentence points at the figures before: *Of these*; in the past, *Most of them*.

        Others that are still to be dealt with are of now: *Another 12 await trial*.
        """
        words = draft.sentence.plain
        if told(draft) == "present" and _ADDING.match(words) and not _classes(draft):
            return None
        if self.carried is not None and self.carried.match(words):
            return "claims.period.discourse"
        past = told(draft) in ("past", "pluperfect") or _classes(draft)
        if past and self.members is not None and self.members.match(words):
            return "claims.period.members"
        return None


def _contrasting(dated: list[Draft]) -> bool:
    """Whether a sentence told of several months, none of which goes on: *The worst was May, with 12, the best July*."""
    times = [d.time for d in dated if d.time is not None and d.sentence is dated[0].sentence]
    apart = len({(time.from_, time.to) for time in times}) > 1
    return (
        apart and len({time.granularity for time in times}) == 1 and all(time.granularity == "month" for time in times)
    )


def over(date: DateMention, context: Context) -> bool:
    """Whether a period had ended when the article came out."""
    today = context.analysis.published
    return today is not None and date.to is not None and date.to < today.isoformat()


def _classes(draft: Draft) -> bool:
    """Whether a clause in the present says of what kind things are, then as now: *Twelve of them are women*."""
    verb = draft.predicate
    if verb is None or lemma(verb) != "be" or tense(verb) != "present":
        return False
    return any(child.dep_ == "attr" and is_noun(child) for child in verb.rights)


def _says_measure(draft: Draft) -> bool:
    """Whether a measure of what was told is given in the present, not one of now: *For theft the figure is 196*."""
    verb, named = draft.predicate, draft.subject
    if verb is None or named is None or lemma(named) not in _MEASURES or lemma(verb) not in _GIVING:
        return False
    return any(child.lower_ in _DEFINITE for child in named.lefts) and _NOW.search(draft.sentence.plain) is None


def _measured_alike(one: Draft, other: Draft) -> bool:
    """Whether two figures are both shares, or have the same unit."""
    if one.reading.kind in SHARES and other.reading.kind in SHARES:
        return True
    return one.reading.unit is not None and one.reading.unit == other.reading.unit


def alike(earlier: Draft, draft: Draft) -> bool:
    """Whether two figures are both of what is to come, or neither."""
    return _ahead(earlier) == _ahead(draft)


def _ahead(draft: Draft) -> bool:
    """Whether a figure is of what is to come: *will hire 300*, *7,000 jobs that would go*."""
    if told(draft) == "future":
        return True
    clauses = draft.anchor.children if draft.anchor is not None else ()
    return any(child.dep_ == "relcl" and tense(child) == "future" for child in clauses)


def _definite(draft: Draft) -> str | None:
    """The noun that a figure is a part of where it points back, alone: *of the cases*."""
    counted = draft.counted
    if counted is None or not draft.sentence.start <= counted.start < draft.sentence.end:
        return None
    head = draft.sentence.head(counted.start, counted.end)
    if head is None or any(child.dep_ in _NARROWING for child in head.children):
        return None
    return lemma(head) if any(child.lower_ in _POINTING for child in head.lefts) else None
