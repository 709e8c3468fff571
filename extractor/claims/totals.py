"""The sets of an article: counts whose parts are told of in later sentences.

*Courts convicted 1,312 officers*, says the lead; paragraphs later *Captains made up 204*, *Only 12 got
suspended terms*, *Eleven were women*. Each is told in words that tell of some of a set, and no other set
of the kind was named between.
"""

from __future__ import annotations

import bisect
import dataclasses
import operator
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.alike import Kin
from extractor.claims.apart import within
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.fates import Fates, deeds
from extractor.claims.holders import HOLDER, THERE, beside
from extractor.claims.otherness import Otherness
from extractor.claims.places import SMALL
from extractor.claims.telling import (
    ABOARD,
    CASES,
    CAUSE,
    CHARGE,
    GROUP,
    KINDS,
    MOST,
    NARROWER,
    OUTCOME,
    PERIOD,
    Telling,
)
from extractor.claims.terms import SHARES, second_term
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from extractor.records import DateMention

_SENTENCES, _LEAST, _MOST, _FEW = 3, 20, 24, 4
_NEAR, _PARAGRAPHS = 8, 3
_NEXT = re.compile(
    r"\)?(?:\s+[\w-]+)?(?:,|\s+and|\s+followed by|\s+ahead of|,?\s+while)(?:\s+[\w’'-]+){1,5}"
    r"(?:\s+(?:with|for|at|by|on)\s+|\s*\(\s*)(?:just |only |about )?",
    re.IGNORECASE,
)

# Words that tell of some of a set, whether or not the set is found: what they tell of is no set itself.
_SOME = frozenset({*KINDS, CASES, CAUSE, CHARGE, GROUP, MOST})

_ORDER = operator.attrgetter("order")
_BOARD = re.compile(r"\s+[\w-]+\s+(?:on board|aboard)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\bnumber of\b", re.IGNORECASE)

Fits = Callable[[Draft, Draft], bool]


@dataclasses.dataclass(slots=True)
class Sets:
    """The counts of an article that may be sets: all, those that open it (the first of people and of cases), the one
    of those on board, and the places of those that are told as some of one."""

    every: list[Draft] = dataclasses.field(default_factory=list)
    opening: list[Draft] = dataclasses.field(default_factory=list)
    aboard: Draft | None = None
    some: set[int] = dataclasses.field(default_factory=set)


class Totals:
    """Finds the set of a figure that is told as some of one."""

    def __init__(self, rules: RuleSet, fits: Fits) -> None:
        part: dict[str, Any] = rules.table("claims_relations", "part")
        self.tried, self.punished = frozenset(part["tried"]), frozenset(part["punished"])
        self.process = frozenset(part["process"])
        self.people = frozenset(rules.table("numbers_slots", "persons")["nouns"])
        self.offences = frozenset(rules.table("laws_offences", "offences")["nouns"])
        self.kin, self.fits, self.fates = Kin(rules), fits, Fates(rules)
        self.telling, self.matter = Telling(rules), Otherness(rules)

    def open(self, context: Context) -> Sets:
        """The counts of an article that may be sets."""
        found = Sets()
        body = [d for d in context.drafts if d.sentence.paragraph.role not in ("table_row", "title")]
        for draft in body:
            if not self._is_set(draft, context):
                continue
            found.every.append(draft)
            unit = draft.reading.unit
            aboard = unit in self.people and draft.reading.modifier != "at_most" and self._on_board(draft, context)
            if aboard and found.aboard is None:
                found.aboard = draft
            cases = unit in self.kin.counted - self.people
            early = draft.sentence.index - body[0].sentence.index < _SENTENCES and draft.order < _MOST
            taken = any((d.reading.unit in self.people) != cases for d in found.opening)
            if early and not taken and (cases or unit in self.people) and not (self._small(draft) or _before(draft)):
                found.opening.append(draft)
        return found

    def _is_set(self, draft: Draft, context: Context) -> bool:
        """Whether a figure is a count with a noun of its own, told for itself."""
        reading, anchor = draft.reading, draft.anchor
        level = reading.kind == "count" and reading.change is None and reading.statistic is None and not reading.per
        if not level or draft.compares or second_term(draft):
            return False
        if reading.modifier == "vague" or (_least(draft) or 0) < _FEW:
            return False
        if anchor is not None and anchor.dep_ == "pobj" and anchor.head.lower_ == "in":
            return False  # "in 84 cases the charge was theft"
        counted = _NUMBER.search(context.lead(draft)) is not None or self._brought(draft)
        return not draft.bare or (reading.unit is not None and counted)

    def _on_board(self, draft: Draft, context: Context) -> bool:
        """*Carrying 214 people*, *had 214 people on board*."""
        return "aboard" in self.fates(draft) or _BOARD.match(context.follow(draft)) is not None

    def _small(self, draft: Draft) -> bool:
        return (_least(draft) or 0) < _LEAST

    def __call__(self, draft: Draft, context: Context, sets: Sets) -> Iterator[tuple[str, Draft | None]]:
        """The set that a figure is some of, with the rule that says so."""
        aboard = self._aboard(draft, sets, context)
        if aboard is not None:
            yield ABOARD, aboard
            return
        rule = self.telling(draft, context) if sets.every and sets.every[0].order < draft.order else None
        if rule is not None:
            if rule in _SOME:
                sets.some.add(draft.order)
            yield rule, self._whole(draft, sets, context, rule)
        else:
            yield from self._beside(draft, context)

    def _aboard(self, draft: Draft, sets: Sets, context: Context) -> Draft | None:
        """*A ferry carrying 214 people sank, killing 61*: what became of those who were on board."""
        whole = sets.aboard
        if whole is None or whole.order >= draft.order or draft.reading.kind != "count" or draft.compares:
            return None
        if not (draft.bare or draft.reading.unit in self.people) or draft.compared or draft.reading.change:
            return None
        told = self.fates.follow(draft, "aboard") and draft.sentence.index - whole.sentence.index <= _NEAR
        if not told or not self.fits(draft, whole):
            return None
        return None if draft.sentence is not whole.sentence and self._elsewhere(draft, whole, sets, context) else whole

    def _elsewhere(self, draft: Draft, whole: Draft, sets: Sets, context: Context) -> bool:
        """Whether what became of some is told of others than those on board: of another time, place, cause or doer."""
        if self._timed_apart(draft, whole, context) or self._placed_apart(draft, whole, context):
            return True
        between = (d for d in sets.every if whole.order < d.order < draft.order and d.reading.unit in self.people)
        apart = (d for d in between if d.sentence not in (whole.sentence, draft.sentence) and d.whole is None)
        if any(d.sentence.paragraph_index != whole.sentence.paragraph_index for d in apart):
            return True
        saved = self.fates(draft) <= {"saved", "aboard"}
        return not saved and (self.matter.other_cause(draft, whole) or self.matter.other_doer(draft, whole))

    def _beside(self, draft: Draft, context: Context) -> Iterator[tuple[str, Draft | None]]:
        """*Captains made up 204 and majors 96*; *Lima led with 204, followed by Cusco with 96*: of the same total."""
        before = context.preceding(draft)
        if before is None or before.whole is None or before.sentence is before.whole.sentence:
            return
        rule = next((name for name in (*KINDS, HOLDER) if name in before.rules), None)
        level = draft.bare and draft.reading.kind == "count" and not draft.relations and draft.reading.change is None
        if rule is not None and level and _NEXT.fullmatch(context.lead(draft)) and self.fits(draft, before.whole):
            yield rule, before.whole

    def _whole(self, draft: Draft, sets: Sets, context: Context, rule: str) -> Draft | None:
        """The nearest set that a figure can be some of, or the one that the article opens with."""
        opening = sets.opening
        place = draft.sentence.paragraph_index
        end = bisect.bisect_left(sets.every, draft.order, key=_ORDER)
        earlier = [d for d in reversed(sets.every[max(0, end - _MOST) : end]) if d.sentence is not draft.sentence]
        earlier = [d for d in (*earlier, *(d for d in opening if d not in earlier)) if d.order not in sets.some]
        beside = [d for d in earlier if d.sentence.paragraph_index == place]
        beside.sort(key=lambda d: not draft.bare and d.reading.unit != draft.reading.unit)
        first = sorted(opening, key=lambda d: not draft.bare and d.reading.unit != draft.reading.unit)
        for whole in (*beside, *(d for d in first if d in earlier), *earlier):
            share = draft.reading.kind in SHARES
            told = whole.whole is not None and not (rule == OUTCOME and self._brought(whole))
            if told or not (self.fits(draft, whole) and (share or self.kin(draft, whole))):
                continue
            if not self.fates.agree(draft, whole) or (rule == OUTCOME and not self._tried(whole, draft)):
                continue
            if (
                whole in beside
                and whole not in opening
                and not (draft.bare or draft.reading.unit == whole.reading.unit)
            ):
                return None  # "Peru jailed 300 nurses. Some 90 people got fines": of them, or of all before
            here, there = draft.sentence, whole.sentence
            if self._small(whole) and here.index - there.index > _SENTENCES:
                continue
            near = here.index - there.index <= _NEAR and place - there.paragraph_index <= _PARAGRAPHS
            return whole if (near or whole in opening) and self._holds(whole, draft, context, rule) else None
        return None

    def _holds(self, whole: Draft, draft: Draft, context: Context, rule: str) -> bool:
        """Whether nothing sets a figure apart: a time, a place or a matter that is not the set's."""
        if self._timed_apart(draft, whole, context) or self._placed_apart(draft, whole, context):
            return False
        if self._of_another_matter(draft, whole):
            return False
        if rule in (HOLDER, THERE, PERIOD) and self.matter.other_cause(draft, whole):
            return False
        if rule == OUTCOME and (whole.reading.unit or "") not in self.kin.counted:
            return False  # "A man was jailed for the theft of 12 paintings. Three were acquitted"
        before = next(iter(context.previous(draft.sentence, 1)), None)
        if rule == OUTCOME and before is not whole.sentence and self.matter.others(draft, whole, before):
            return False
        if rule == KINDS[0] and not draft.bare and draft.reading.unit not in (whole.reading.unit, *self.people):
            return False  # "Courts heard 840 cases. Women filed 90 complaints"
        if rule == NARROWER and draft.reading.unit != whole.reading.unit and not self.fates(draft):
            return False
        if rule == PERIOD:
            return self._inside(draft, whole, context)
        return rule not in (HOLDER, THERE) or self.telling.holders.shared(whole, draft, context, rule)

    def _inside(self, draft: Draft, whole: Draft, context: Context) -> bool:
        """Whether a figure is of a part of the time that the set is of, and of the same noun or fate."""
        same = draft.reading.unit == whole.reading.unit and draft.reading.unit not in self.people
        if not (same or self.telling.holders.fated(draft, whole)):
            return False
        times = {(d.from_, d.to) for d in context.dates(whole.sentence)}
        return any(d.from_ is not None and (d.from_, d.to) not in times for d in context.dates(draft.sentence))

    def _brought(self, part: Draft) -> bool:
        """*412 of them have been tried*: a part whose outcomes are still to be told."""
        return part.verb is not None and lemma(part.verb) in self.process

    def _tried(self, whole: Draft, draft: Draft) -> bool:
        """Whether a total is of cases or of people that were brought to court, none of whom was freed already."""
        words = {whole.reading.unit or "", *deeds(whole)}
        if words.isdisjoint(self.tried | self.punished) and self.fates.own(whole).isdisjoint(("tried", "held")):
            return False
        told = {token.lower_ for token in draft.sentence.tokens(draft.start, draft.end + 60)[:10]}
        told |= {lemma(draft.verb)} if draft.verb is not None else set()
        return words.isdisjoint(self.punished) or told.isdisjoint({"acquit", "acquitted", "acquittal", "acquittals"})

    def _timed_apart(self, draft: Draft, whole: Draft, context: Context) -> bool:
        """Whether the sentence of a figure has a time that is not within one of the set's."""
        times = context.dates(whole.sentence)
        own = (d for d in context.dates(draft.sentence) if d.type != "DURATION")
        return any(not any(_within(date, time) for time in times) for date in own)

    def _placed_apart(self, draft: Draft, whole: Draft, context: Context) -> bool:
        """Whether a figure is told with a country that its set is not told with, or with another town than its set."""
        own = context.places(draft.sentence)
        theirs = context.places(whole.sentence) if own else ()
        names = {p.text.lower() for p in theirs}
        kinds = {p.kind for p in theirs if beside(p, whole) and within(p, whole.sentence)}
        return any(p.text.lower() not in names and (p.kind not in SMALL or p.kind in kinds) for p in own)

    def _of_another_matter(self, draft: Draft, whole: Draft) -> bool:
        """Whether a figure is told with another offence than the set."""
        ours, theirs = self._offences(draft), self._offences(whole)
        return bool(ours and theirs) and ours.isdisjoint(theirs)

    def _offences(self, draft: Draft) -> set[str]:
        return {lemma(token) for token in draft.sentence.span if token.lower_ in self.offences} if draft else set()


def _least(draft: Draft) -> float | None:
    return draft.reading.value if draft.reading.low is None else draft.reading.low


def _before(draft: Draft) -> bool:
    """Whether a figure is told in the past perfect: of a time before the article's."""
    return draft.verb is not None and any(child.lower_ == "had" and child.dep_ == "aux" for child in draft.verb.lefts)


def _within(date: DateMention, time: DateMention) -> bool:
    """Whether a date is a period that lies in another, or the same."""
    if (date.from_, date.to) == (time.from_, time.to):
        return True
    if date.to is None or time.to is None:
        return False
    return (time.from_ or "") <= (date.from_ or "") and date.to <= time.to
