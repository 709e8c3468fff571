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
from extractor.claims.anchored import anchor_again
from extractor.claims.context import Context
from extractor.claims.contrast import part_of_them
from extractor.claims.dating import attachment, days, reporting, timeless, usable
from extractor.claims.discourse import Discourse, alike
from extractor.claims.draft import Draft
from extractor.claims.grammar import is_passive
from extractor.claims.headed import Headings
from extractor.claims.leads import base_of_share, singled_out
from extractor.claims.reach import until_now
from extractor.claims.reported import told
from extractor.claims.screen import screened
from extractor.claims.story import MONTH, Story
from extractor.claims.tense import tense
from extractor.claims.terms import SHARES
from extractor.claims.timeline import Timeline
from extractor.claims.within import SentenceLender
from extractor.records import DateMention
from extractor.rules import RuleSet

_LEAD = 160
_NEAR = 2
_FAR = 8  # sentences from a whole to a part of which nothing nearer says when
_LARGE = 100  # so many are the same in other words: *1,000 people*, *1,012 prisoners*
_ROUNDED = {"more_than": (1.0, 1.1), "at_least": (1.0, 1.1), "nearly": (0.9, 1.0), "approx": (0.95, 1.05)}
_SPOKEN = frozenset({"month", "quarter", "season", "year"})
_PAST = frozenset({"past", "pluperfect", "none"})
_OPENING = 16
_FRONT = 8  # characters: *During *
_WORTH = re.compile(r"\b(?:equivalent (?:of|to)|enough (?:for|to cover)|equal to|cover(?:s|ing)?) \Z", re.IGNORECASE)
_STANDING = frozenset({"await", "face", "hold", "live", "remain", "serve", "stand", "stay", "wait", "work"})
_NOW = re.compile(r"\b(?:now|still|today|currently|already|yet)\b", re.IGNORECASE)
_SO_FAR = re.compile(r"\b(?:so far|to date|until now|up to now|thus far)\b", re.IGNORECASE)
_ARTICLE = 8
_THE = re.compile(r"\b(?:the|these|those|all) \Z", re.IGNORECASE)


class PeriodCarrier:
    """Gives a period to the figures that have none of their own."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims_period", "period")
        self.discourse = Discourse(rules)
        self.penalties = frozenset(rules.table("claims_law", "law")["penalties"])
        self.timeless = frozenset(table["timeless_kinds"])
        self.table = table
        self.studies = frozenset(table["publications"]) - {"report"}
        self.expecting = frozenset(table["expecting"])
        self.documents = frozenset(table["documents"])
        self.elsewhen = screened(re.compile(table["elsewhen"], re.IGNORECASE))
        self.so_far = screened(_SO_FAR)
        self.moments = screened(re.compile(table["moments"], re.IGNORECASE))
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
            whole = draft.whole
            if whole is not None and whole.order > draft.order and whole.sentence is draft.sentence:
                self._lend(whole, context, timeline, story, headings)  # *Women are 22 of the 145*
            self._lend(draft, context, timeline, story, headings)
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
                    self._take(draft, later.time, "claims.period.headline", context)
                    break

    def _lend(self, draft: Draft, context: Context, timeline: Timeline, story: Story, headings: Headings) -> None:
        if draft.time is None and not timeless(draft, self.penalties):
            self._inherit(draft, context, timeline, story, headings)
        elif draft.time is not None and "claims.period.anchored" in self.on:
            anchor_again(draft, context)

    def _inherit(self, draft: Draft, context: Context, timeline: Timeline, story: Story, headings: Headings) -> None:
        donor = draft.donor
        if donor is not None and base_of_share(donor, context):
            donor = donor.compared
        rule = self._lent_by(donor, draft) if donor is not None else None
        if donor is not None and donor.time is not None and rule is not None and rule in self.on:
            self._take(draft, donor.time, rule, context)
            return
        if draft.reading.kind in self.timeless and draft.reading.statistic is None and draft.reading.change is None:
            worth = _WORTH.search(draft.sentence.plain[: draft.start - draft.sentence.start][-_LEAD:])
            lent = self._nearby(draft, context, timeline, story) if worth else iter(())
            if draft.reading.kind == "duration":
                lent = itertools.chain(
                    self.within.goes_on(draft, context), self.within.taken(draft, context), lent, story(draft)
                )
        else:
            lent = itertools.chain(
                self._nearby(draft, context, timeline, story),
                headings(draft, told(draft)),
                story(draft),
                self._part(draft, _FAR),
            )
        if draft.whole is not None and _undated(draft.whole, draft):
            return
        if self._of_study(draft):
            lent = itertools.chain(self.within.first(draft, context), self.within.beside(draft, context))
        momentary = self.moments.search(draft.sentence.plain) is not None
        so_far = self.so_far.search(context.lead(draft)) is not None
        if self.elsewhen.search(draft.sentence.plain) or _unplaced(draft, context, timeline):
            return
        if _said_then(draft, context):
            return
        for rule, date in lent:
            if so_far and not _runs(date, context):
                continue
            if rule in self.on and not (momentary and days(date) >= MONTH):
                self._take(draft, date, rule, context)
                return

    def _of_study(self, draft: Draft) -> bool:
        """Whether a study that the sentence brings in says so, of a time of its own: *A survey found that 12% had*."""
        said = draft.attribution
        if said is None or not said.mention.text.lower().startswith(("a ", "an ")):
            return False
        head = draft.sentence.head(said.mention.start, said.mention.end)
        return head is not None and lemma(head) in self.studies

    def _nearby(
        self, draft: Draft, context: Context, timeline: Timeline, story: Story
    ) -> Iterator[tuple[str, DateMention]]:
        """The times that the sentence and the ones before it lend, the nearest first."""
        return itertools.chain(
            self.within.first(draft, context),
            self._of_here(draft),
            self._repeated(draft, context),
            self.within.beside(draft, context),
            self._expected(draft, context),
            self._of_all(draft, context, story),
            self.discourse(draft, context, timeline, story),
            self._part(draft, _NEAR) if part_of_them(draft) else (),
        )

    def _expected(self, draft: Draft, context: Context) -> Iterator[tuple[str, DateMention]]:
        """The period of the figure that was expected to be this one: *Economists had forecast 2.2%*."""
        verb = draft.predicate
        if verb is None or lemma(verb) not in self.expecting or tense(verb) != "pluperfect":
            return
        for earlier in context.before(draft):
            if earlier.sentence is draft.sentence:  # *Nine analysts had expected 2%*
                continue
            if draft.sentence.index - earlier.sentence.index > 1 or earlier.reading.kind != draft.reading.kind:
                return
            if earlier.time is not None and not earlier.compares:
                yield "claims.period.expected", earlier.time
                return

    def _of_all(self, draft: Draft, context: Context, story: Story) -> Iterator[tuple[str, DateMention]]:
        """The story's period, after a figure of one stretch of it: *74 died in May alone. Turkey had 120 cases*."""
        before = next((d for d in context.before(draft) if d.sentence is not draft.sentence), None)
        if before is not None and singled_out(before) and self.discourse.points_back(draft) is None:
            yield from story(draft)

    def _part(self, draft: Draft, reach: int) -> Iterator[tuple[str, DateMention]]:
        """The period of what a figure told in the past is a part of: *Prison awaited 70 of them*."""
        whole = draft.whole
        if whole is None or whole.time is None or whole.compares:
            return
        if singled_out(whole) and whole.sentence.paragraph_index != draft.sentence.paragraph_index:
            return
        if told(draft) not in _PAST and not (_share(draft) and told(whole) == "past") and not _still_told(whole, draft):
            return
        if 0 <= draft.sentence.index - whole.sentence.index <= reach:
            yield "claims.period.part", whole.time

    def _of_here(self, draft: Draft) -> Iterator[tuple[str, DateMention]]:
        """The period of the whole that stands right behind a part: *Women were 22 of the 145*."""
        whole = draft.whole
        if whole is not None and whole.time is not None and whole.order == draft.order + 1:
            yield from self._part(draft, 0)

    def _repeated(self, draft: Draft, context: Context) -> Iterator[tuple[str, DateMention]]:
        """The figure that this one says again with an article: *Of the 193, 81 had …*."""
        place = draft.start - draft.sentence.start
        if draft.reading.value is None or not _THE.search(draft.sentence.plain, max(0, place - _ARTICLE), place):
            return
        for earlier in context.before(draft):
            if earlier.reading.value == draft.reading.value and earlier.reading.kind == draft.reading.kind:
                if earlier.time is not None:
                    yield "claims.period.repeated", earlier.time
                return

    def _lent_by(self, donor: Draft, draft: Draft) -> str | None:
        """The rule by which an elliptical figure is for its donor's period: one clause, or an anaphoric opening."""
        if donor.sentence is draft.sentence:
            return "claims.period.discourse"
        return self.discourse.points_back(draft) if alike(donor, draft) else None

    def _take(self, draft: Draft, date: DateMention, rule: str, context: Context) -> None:
        draft.time = until_now(draft, date, context) if "claims.period.so_far" in self.on else date
        draft.inherit("time", date)
        draft.fired(rule)


def _share(draft: Draft) -> bool:
    """Whether a share in the present is of what is over, with no word of now: *Half of the arrivals come from Mali*."""
    if draft.tense != "present" or draft.reading.kind not in SHARES:
        return False
    return _NOW.search(draft.sentence.plain) is None


def _still_told(whole: Draft, draft: Draft) -> bool:
    """Whether a part of what has been counted until now is told of in the same breath, not of how its members are now.

    *Some 900 men have been charged since 2022. The article on fakes lies behind 300 of the cases*, not *90 are held*.
    """
    verb, date = draft.predicate, whole.time
    if verb is None or date is None or date.bound != "from" or told(draft) not in ("present", "perfect"):
        return False
    if told(draft) == "present" and (is_passive(verb) or lemma(verb) in _STANDING):
        return False
    if lemma(verb) == "be" and not any(child.dep_ == "attr" for child in verb.children):
        return False
    return _NOW.search(draft.sentence.plain) is None


def _undated(whole: Draft, draft: Draft) -> bool:
    """Whether what a figure is a part of was told of before, in the perfect, with no time: its parts have none."""
    return whole.order < draft.order and whole.time is None and whole.tense == "perfect"


def _runs(date: DateMention, context: Context) -> bool:
    """Whether a period goes on at publication, so that *so far* may speak of it."""
    today = context.analysis.published
    return date.to is None or today is None or date.to >= today.isoformat()


def _said_then(draft: Draft, context: Context) -> bool:
    """Whether a sentence says in which month or year it was said: *The court held in June 2023 that 40 are legal*."""
    return any(
        date.granularity in _SPOKEN and date.basis == "explicit" and reporting(date, draft.sentence, context)
        for date in context.dates(draft.sentence)
        if usable(date)
    )


def _unplaced(draft: Draft, context: Context, timeline: Timeline) -> bool:
    """Whether a time is named that has no place in the calendar: *now*, *a week before the vote*, *last season*."""
    verb = draft.predicate
    for date in context.dates(draft.sentence) if verb is not None else ():
        if date.type != "DATE" or date.from_ is not None or date.to is not None or date.comparison:
            continue
        if date.start - draft.sentence.start < _FRONT and not timeline.opens_base(draft.sentence, date):
            return True  # *In the second quarter of this year, they report, leases were struck at 16*
        head = attachment(draft.sentence, date)
        over = head.head if head is not None else None
        if (over == verb or (over is not None and over.dep_ == "prep" and over.head == verb)) and not (
            timeline.opens_base(draft.sentence, date)
        ):
            return True
    return False


def _says_again(later: Draft, title: Draft) -> bool:
    """Whether a figure of the body is the one of the title, which may be rounded: *over 1,000*, *at least 1,012*."""
    one, other = title.reading, later.reading
    if one.kind != other.kind or one.change != other.change:
        return False
    first = one.value if one.value is not None else one.low or one.high
    second = other.value if other.value is not None else other.low or other.high
    if not first or not second:
        return False
    if first == second:
        return True
    if one.kind not in ("count", "money") or (one.unit != other.unit and first < _LARGE):
        return False
    least, most = _ROUNDED.get(one.modifier, (1.0, 1.0))
    return first * least <= second <= first * most
