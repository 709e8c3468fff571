"""The period of a figure: the date that its clause, its donor or the discourse gives it.

Tiers, the strongest first: a date right after the figure (*527 in 2021*); one inside its noun
phrase; one that hangs on its predicate; one that hangs on a predicate above or beside; one that
opens the sentence; one that stands before the figure elsewhere in the sentence; then the donor's;
then what an anaphoric opening carries over; then, for a
clause in the past tense, the period of the sentence before or of the story's lead. A date inside a
comparison (*6% more than in 2023*) is the period of the figure there and of no other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from extractor.claims.draft import Context, Draft
from extractor.claims.grammar import ancestors, inside, is_verb
from extractor.claims.tense import tense
from extractor.records import DateMention
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_TIERS = ("after", "phrase", "predicate", "clause", "opening", "sentence")


class PeriodFinder:
    """Gives each figure the period that it is for."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims", "period")
        self.adjacent = re.compile(table["adjacent"], re.IGNORECASE)
        self.carried = rules.get("claims.period.discourse").regex() if rules.has("claims.period.discourse") else None
        self.timeless = frozenset(table["timeless_kinds"])
        self.bases = frozenset(table["bases"])
        self.levels = frozenset(table["levels"])
        self.on = {rule.id for rule in rules.layer("claims.period")}

    def __call__(self, context: Context) -> None:
        """Set ``time`` of every figure."""
        for sentence in {id(d.sentence): d.sentence for d in context.drafts}.values():
            drafts = context.in_sentence(sentence)
            dates = [d for d in context.analysis.dates if sentence.start <= d.start < sentence.end and _usable(d)]
            dates = [d for d in dates if not _reporting(d, context)]
            for draft in drafts:
                self._own(draft, drafts, dates)
        for draft in context.drafts:
            if draft.time is None:
                self._inherited(draft, context)

    def _own(self, draft: Draft, drafts: list[Draft], dates: list[DateMention]) -> None:
        best: tuple[int, int, DateMention] | None = None
        for date in dates:
            tier = self._tier(draft, drafts, date)
            if tier is None or f"claims.period.{_TIERS[tier]}" not in self.on:
                continue
            gap = date.start - draft.end if date.start >= draft.end else draft.start - date.end + 1
            if best is None or (tier, gap) < best[:2]:
                best = (tier, gap, date)
        if best is not None:
            draft.time = best[2]
            draft.fired(f"claims.period.{_TIERS[best[0]]}")

    def _tier(self, draft: Draft, drafts: list[Draft], date: DateMention) -> int | None:
        if draft.start < date.end and date.start < draft.end:
            return None
        owner = self._owner(drafts, date)
        if owner is draft:
            return 0
        head = _attachment(draft.sentence, date)
        if head is None or draft.anchor is None:
            return None
        if (owner is not None and _rivals(draft, owner)) or self._base(head, draft.anchor):
            return None
        if inside(head, draft.anchor):
            return 1
        if draft.reading.kind in self.timeless and owner is not None:
            return None
        governor = _verb_above(head)
        if draft.predicate is not None and governor is not None and governor == draft.predicate:
            return 2
        if governor is not None and draft.predicate is not None and _above(governor, draft.predicate):
            return 3
        if date.start - draft.sentence.start < 40 and date.end <= draft.start:
            return 4
        return 5 if date.end <= draft.start else None

    def _base(self, head: Token, anchor: Token) -> bool:
        """Whether a date belongs to a comparison that the figure is not in: *more than in 2023*."""
        for node in list(ancestors(head))[1:8]:
            if is_verb(node) and node.lower_ not in self.bases:
                return False
            if node.lower_ in self.bases and not inside(anchor, node):
                return True
            if node.lower_ in self.levels and not inside(anchor, node) and node.nbor(-1).lower_ in ("the", "that"):
                return any(child.dep_ == "predet" or child.lower_ in ("twice", "half") for child in node.lefts)
        return False

    def _owner(self, drafts: list[Draft], date: DateMention) -> Draft | None:
        """The figure right before a date, with nothing between but its noun and a preposition."""
        before = [d for d in drafts if d.end <= date.start]
        if not before:
            return None
        nearest = before[-1]
        sentence = nearest.sentence
        between = sentence.plain[max(nearest.reach, nearest.end) - sentence.start : date.start - sentence.start]
        return nearest if self.adjacent.fullmatch(between) else None

    def _inherited(self, draft: Draft, context: Context) -> None:
        donor = draft.donor
        if donor is not None and donor.time is not None and self._lends(donor, draft):
            self._take(draft, donor, "claims.period.ellipsis")
            return
        if draft.reading.kind in self.timeless:
            return
        governing = self._governing(draft, context)
        if governing is not None:
            self._take(draft, governing, "claims.period.clause")
            return
        lent = self._before(draft, context)
        if lent is not None:
            self._take(draft, *lent)

    def _governing(self, draft: Draft, context: Context) -> Draft | None:
        """The figure of the same sentence whose predicate stands above, with its period."""
        for earlier in context.in_sentence(draft.sentence):
            if earlier is not draft and earlier.time is not None and self._governs(earlier, draft):
                return earlier
        return None

    def _before(self, draft: Draft, context: Context) -> tuple[Draft, str] | None:
        """The figure before whose period holds on, and the rule that says so."""
        sentence = draft.sentence
        previous = [d for d in context.before(draft) if d.sentence.index == sentence.index - 1]
        previous = [d for d in previous if d.sentence.paragraph_index == sentence.paragraph_index][::-1]
        dated = [d for d in previous if d.time is not None and not d.compares]
        if dated and self._carries(draft) and "claims.period.discourse" in self.on:
            return dated[0], "claims.period.discourse"
        if _quoted(draft):
            return None
        past = tense(draft.predicate)
        if dated and dated[0] is previous[0] and "claims.period.paragraph" in self.on and _fits(past, dated[0]):
            return dated[0], "claims.period.paragraph"
        lead = self._lead(context, draft)
        if lead is not None and "claims.period.story" in self.on and _fits(past, lead):
            return lead, "claims.period.story"
        return None

    def _lead(self, context: Context, draft: Draft) -> Draft | None:
        """The first dated figure of the lead paragraph: the period that the story is about."""
        body = next((s for s in context.analysis.sentences if s.paragraph.role == "paragraph"), None)
        if body is None or draft.sentence.index <= body.index:
            return None
        for earlier in context.drafts[: draft.order]:
            if earlier.sentence.paragraph_index == body.paragraph_index:
                inherited = any(item.slot == "time" for item in earlier.inherited)
                if earlier.time is not None and not inherited and not earlier.compares:
                    return earlier
        return None

    def _lends(self, donor: Draft, draft: Draft) -> bool:
        """Whether an elliptical figure is for its donor's period: one clause, or an anaphoric opening."""
        if "claims.period.ellipsis" not in self.on:
            return False
        return donor.sentence is draft.sentence or self._carries(draft)

    def _governs(self, earlier: Draft, draft: Draft) -> bool:
        """Whether the other figure's predicate stands above this one's in the same sentence."""
        if earlier.predicate is None or draft.predicate is None or "claims.period.clause" not in self.on:
            return False
        return _above(earlier.predicate, draft.predicate)

    def _carries(self, draft: Draft) -> bool:
        return self.carried is not None and bool(self.carried.match(draft.sentence.plain))

    def _take(self, draft: Draft, earlier: Draft, rule: str) -> None:
        assert earlier.time is not None
        draft.time = earlier.time
        draft.inherit("time", earlier.time)
        draft.fired(rule)


def _quoted(draft: Draft) -> bool:
    """Whether the figure stands in somebody's own words, which have a time of their own."""
    return draft.attribution is not None and draft.attribution.type == "direct"


def _fits(past: str, lender: Draft) -> bool:
    """Whether a clause of that tense can be about the lender's period."""
    return past == "past" and tense(lender.predicate) in ("past", "none")


def _usable(date: DateMention) -> bool:
    """A date that places a figure: not a bare duration, a set, or a basis of comparison."""
    if date.type == "SET" or date.comparison or date.value.endswith("_REF"):
        return False
    if date.type == "DURATION":
        return date.from_ is not None or date.to is not None
    return date.type == "DATE" or date.from_ is not None


def _reporting(date: DateMention, context: Context) -> bool:
    """Whether a date says when somebody reported, not what the figure is for."""
    for attribution in context.analysis.attributions:
        if any(span.start <= date.start < span.end for span in attribution.content):
            return False
    sentence = context.analysis.sentence_at(date.start)
    if sentence is None:
        return False
    head = _attachment(sentence, date)
    if head is None:
        return False
    cues = [a.cue for a in context.analysis.attributions if a.cue is not None]
    governor = _verb_above(head)
    if governor is None:
        return False
    place = sentence.offset(governor)
    return any(cue.start <= place < cue.end for cue in cues)


def _attachment(sentence: Sentence, date: DateMention) -> Token | None:
    return sentence.head(date.start, date.end)


def _verb_above(token: Token) -> Token | None:
    for node in list(ancestors(token))[1:]:
        if is_verb(node) and node.dep_ not in ("prep", "amod"):
            return node
    return None


def _above(upper: Token, lower: Token) -> bool:
    return upper.doc is lower.doc and upper != lower and inside(lower, upper)


def _rivals(draft: Draft, owner: Draft) -> bool:
    """Whether a date that another figure owns is closed to this one: they contrast in it."""
    return owner.elliptical or draft.elliptical or owner.start > draft.start
