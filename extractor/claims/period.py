"""The period of a figure: the date that its clause, its donor or the discourse gives it.

Tiers, the strongest first: a date right after the figure (*527 in 2021*); one inside its noun
phrase; one that hangs on its predicate; one that hangs on a predicate above or beside; one that
opens the sentence; then the donor's; then what an anaphoric opening carries over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from extractor.claims.draft import Context, Draft
from extractor.claims.grammar import ancestors, inside, is_verb
from extractor.records import DateMention
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_TIERS = ("after", "phrase", "predicate", "clause", "opening")


class PeriodFinder:
    """Gives each figure the period that it is for."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims", "period")
        self.adjacent = re.compile(table["adjacent"], re.IGNORECASE)
        self.carried = rules.get("claims.period.discourse").regex() if rules.has("claims.period.discourse") else None
        self.timeless = frozenset(table["timeless_kinds"])
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
        if owner is not None and _rivals(draft, owner):
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
        return None

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
        for earlier in context.before(draft):
            if earlier.sentence is draft.sentence:
                if earlier.time is not None and self._governs(earlier, draft):
                    self._take(draft, earlier, "claims.period.clause")
                    return
                continue
            if draft.sentence.paragraph_index != earlier.sentence.paragraph_index or not self._carries(draft):
                return
            if earlier.time is not None:
                self._take(draft, earlier, "claims.period.discourse")
                return

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


def _usable(date: DateMention) -> bool:
    """A date that places a figure: not a bare duration, a set, or a basis of comparison."""
    if date.type == "SET" or date.comparison:
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
