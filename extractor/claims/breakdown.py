"""Members of a breakdown: figures that stand in one list after their whole, or go on with it.

*14 arrests: nine for theft and five for fraud*, *84 complaints, 40 about noise*, *12 were fined and 30
jailed*, *some 40 live in camps, 30 in towns and the rest at home*, *the other two*.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import ancestors, inside, is_finite, is_subject
from extractor.claims.lone import rivals
from extractor.claims.screen import fires, patterns_of
from extractor.claims.terms import SHARES
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_LIST = re.compile(r"(?:,|\band\b|\bor\b|\bplus\b)\s*(?:[\w-]+\s+){0,4}\Z", re.IGNORECASE)
_REST = re.compile(
    r"\b(?:and|while|with)\s+(?:\w+\s+){0,1}the\s+(?:rest|others?|remainder|balance)\b(?!\s+\d)", re.IGNORECASE
)
_COLON = re.compile(r":\s*(?:[\w-]+\s+)?\Z")
_ITEM = re.compile(r"(?:[,;]\s*(?:and\s+)?|\band\s+)(?:[\w-]+\s+)?\Z", re.IGNORECASE)
_BUT = re.compile(r"\ball but\s+\Z", re.IGNORECASE)
_WORDS = re.compile(r"[\w’'-]+")
_NUMBERS, _ASIDES = frozenset({"count", "money"}), frozenset({"duration", "age"})
_BACK = 2

Candidates = Callable[[Draft, Context, int], Iterator[Draft]]
Fits = Callable[[Draft, Draft], bool]


class Breakdown:
    """Finds the whole of a figure from the list that it is a member of."""

    def __init__(self, rules: RuleSet, candidates: Candidates, fits: Fits) -> None:
        self.patterns = patterns_of(rules, "claims.relation")
        table: dict[str, Any] = rules.table("claims_relations", "part")
        self.listing = frozenset(table["listing"])
        self.gapping = frozenset(table["gapping"])
        self.outcomes: list[frozenset[str]] = [frozenset(words) for words in table["outcomes"]]
        self.candidates, self.fits = candidates, fits

    def __call__(self, draft: Draft, context: Context, lead: str) -> Iterator[tuple[str, Draft | None]]:
        """The wholes that the list gives a figure, each with the rule that says so."""
        yield "claims.relation.part_remainder", self._remainder(draft, context, lead)
        yield "claims.relation.part_matter", self._matter(draft, context, lead)
        yield "claims.relation.part_continued", self._continued(draft, context, lead)
        yield "claims.relation.part_rest", self._rest(draft, context)
        yield "claims.relation.part_gapped", self._gapped(draft, context, lead)
        yield "claims.relation.part_shared", self._shared(draft, context, lead)

    def exempt(self, draft: Draft, context: Context, lead: str) -> Draft | None:
        """*Of these, 412 were tried, and all but seven were jailed*: of those who were tried."""
        before = context.preceding(draft)
        if "all but" not in lead or _BUT.search(lead) is None or not draft.bare:
            return None
        if before is not None:
            return before if self.fits(draft, before) else None
        found = self.candidates(draft, context, _BACK)
        told = [
            t for t in draft.sentence.tokens(draft.sentence.start, draft.start) if t.tag_ == "NNS" and is_subject(t)
        ]
        whole = next((d for d in found if d.whole is None and d.reading.kind == draft.reading.kind), None)
        # "It has 40 planes. Passengers were lucky: all but two survived": of the passengers.
        return whole if whole is not None and all(lemma(noun) == whole.reading.unit for noun in told) else None

    def colon(self, draft: Draft, context: Context, lead: str) -> Draft | None:
        """*14 arrests: nine for theft and five for fraud*: of those before the colon, the one they add up to."""
        if draft.reading.kind in SHARES or not (draft.bare or draft.reading.kind == "count"):
            return None
        if not draft.bare:
            return self._item(draft, context, lead)
        if not fires(self.patterns, "claims.relation.part_colon", lead):
            return None
        here = [d for d in context.beside(draft) if d.start >= draft.start and d.reading.kind == draft.reading.kind]
        total = sum(d.reading.value or 0 for d in here if d.bare)
        before = list(self.candidates(draft, context, 0))
        return next((d for d in before if d.reading.value == total), before[0] if before else None)

    def _item(self, draft: Draft, context: Context, lead: str) -> Draft | None:
        """*840 offences: 300 thefts, 90 frauds and 12 fires*: a list behind a colon, each with a noun of its own."""
        before = context.preceding(draft)
        if before is None or before.reading.kind != "count" or draft.reading.unit == before.reading.unit:
            return None
        if _ITEM.search(lead) is not None and before.whole is not None and "claims.relation.part_colon" in before.rules:
            return before.whole if self.fits(draft, before.whole) else None
        if before.whole is not None or before.compares or _COLON.search(lead) is None or before.reading.change:
            return None
        here = [d for d in context.beside(draft) if d.start >= draft.start and d.reading.kind == "count"]
        most = before.reading.value or 0
        listed = len(here) > 1 and not any(d.compares or d.whole for d in here)
        return before if listed and sum(d.reading.value or 0 for d in here) <= most else None

    def _remainder(self, draft: Draft, context: Context, lead: str) -> Draft | None:
        """*The other two*, *the remaining 72*: what is left of the whole that the part before is of."""
        if not fires(self.patterns, "claims.relation.part_remainder", lead):
            return None
        found: list[Draft] = []
        for earlier in context.before(draft):
            if draft.sentence.index - earlier.sentence.index > _BACK:
                break
            whole = earlier.whole
            if whole is None or not self.fits(draft, whole):
                continue
            if _rest_of(whole, earlier, draft):
                return whole
            found.append(whole)
        if found:
            return found[0]
        return next(self.candidates(draft, context, _BACK), None) if draft.reading.kind not in SHARES else None

    def _matter(self, draft: Draft, context: Context, lead: str) -> Draft | None:
        """*84 complaints last year, 40 about noise and 12 about smells*: each for a matter that the whole has none of.

        With the same preposition before (*84 for theft, 40 for fraud*) it is another figure beside it.
        """
        if not draft.bare or not fires(
            self.patterns, "claims.relation.part_matter", f"{lead}\0{context.follow(draft)}"
        ):
            return None
        before = context.preceding(draft)
        if before is None:
            return None
        word = _WORDS.findall(context.follow(draft)[:24])[0].lower()
        if "claims.relation.part_matter" in before.rules and before.whole is not None:
            return before.whole if self.fits(draft, before.whole) else None
        if word in _WORDS.findall(lead.lower()) or before.compares:
            return None
        if before.bare and before.reading.kind == "count":
            return None
        return before if self.fits(draft, before) else None

    def _rest(self, draft: Draft, context: Context) -> Draft | None:
        """*Some 40 live in camps, 30 in towns and the rest at home*: with the rest they make up the whole."""
        if not draft.bare or draft.reading.kind in SHARES:
            return None
        end = draft.end - draft.sentence.start
        match = _REST.search(draft.sentence.plain, end)
        if match is None or {";", ":"} & set(draft.sentence.plain[end : match.start()]):
            return None
        before = context.preceding(draft)
        if before is not None and "claims.relation.part_rest" in before.rules:
            return before.whole
        if before is not None and before.whole is not None and before.whole.sentence is not draft.sentence:
            # "Six of the deaths were in Lima, two in Cusco and the other in Ica": beside the six, not among them.
            return before.whole if self.fits(draft, before.whole) else None
        if before is not None and (before.bare or before.reading.kind != draft.reading.kind):
            return None
        return next(self.candidates(draft, context, 1), None)

    def _gapped(self, draft: Draft, context: Context, lead: str) -> Draft | None:
        """*12 got fines and 30 prison terms*, *12 were men and 30 women*: two subjects of one verb."""
        before, anchor = context.preceding(draft), draft.anchor
        if before is None or before.whole is None or not before.bare or anchor is None or before.anchor is None:
            return None
        verb = before.verb
        if self.gapping.isdisjoint(before.rules) or not is_subject(before.anchor) or verb is None:
            return None
        thing = anchor.head
        gapped = anchor.dep_ == "conj" and thing.dep_ in ("dobj", "attr") and thing.head == verb
        if not gapped or _LIST.search(lead) is None:
            return None
        if draft.reading.kind != "count" or not self.fits(draft, before.whole):
            return None
        draft.counted, draft.elliptical = None, False
        draft.reading = dataclasses.replace(draft.reading, unit=None)
        return before.whole

    def _shared(self, draft: Draft, context: Context, lead: str) -> Draft | None:
        """*62 were shot down and 67 lost*: coordinated with a part, without a noun of its own."""
        before = context.preceding(draft)
        while before is not None and before.reading.kind in _ASIDES and draft.reading.kind in _NUMBERS:
            before = context.preceding(before)  # "41 for six months and 12 for a year"
        if before is not None and "claims.relation.part_or" in before.rules and draft.reading.kind not in SHARES:
            before = context.preceding(before)
        if before is not None and not before.bare and before.whole is not None and before.whole.bare:
            before = before.whole if before.whole.sentence is draft.sentence else before
        whole = before.whole if before is not None else None
        if before is None or whole is None or whole is draft or whole.start > draft.start or lead.endswith("out of "):
            return None
        if not self.fits(draft, whole):
            return None
        counted = "claims.relation.part_of_number" in before.rules
        if draft.bare and before.bare and not counted and not _aside(draft, before):
            return whole
        if draft.anchor is not None and is_subject(draft.anchor) and not _conjoined(draft.anchor, before):
            return None
        listed = not self.listing.isdisjoint(before.rules)
        tokens = draft.sentence.tokens(before.end, draft.start)[:24]
        # "Of these, 40 cases were for theft and 12 for fraud": the verb between is that of both.
        own = before.verb
        apart = any(is_finite(t) and own not in (t, t.head) for t in tokens)
        return whole if listed and _LIST.search(lead) and not apart else None

    def _continued(self, draft: Draft, context: Context, lead: str) -> Draft | None:
        """*Another 30 were put off*: one more part, when the parts together are within the whole."""
        if not fires(self.patterns, "claims.relation.part_continued", f"{lead}\0{context.follow(draft)}"):
            return None
        verb = draft.verb
        # "Police asked for 480 more", "it spent another 40 euros": beside what was counted, not of it.
        asked = lead.endswith(" for ")
        for earlier in context.before(draft) if not asked else ():
            if draft.sentence.index - earlier.sentence.index > 1:
                break
            whole = earlier.whole
            if whole is None or whole.reading.value is None or not self.fits(draft, whole):
                continue
            if draft.reading.kind == "money" and earlier.sentence is not draft.sentence:
                return None
            if not draft.bare and draft.reading.unit not in (earlier.reading.unit, whole.reading.unit):
                continue
            other = whole.verb
            if verb is not None and other is not None and rivals(self.outcomes, verb, other):
                return None
            series = (d for d in context.before(draft) if d.sentence.index >= earlier.sentence.index)
            kin = [d for d in series if d.whole is whole and d.reading.kind == whole.reading.kind]
            taken = sum(lowest(d) or 0 for d in (*kin, draft))
            return whole if taken <= whole.reading.value or whole.reading.modifier != "exact" else None
        return None


def lowest(draft: Draft) -> float | None:
    """The least that a figure can be, null when it says only what it is below."""
    return draft.reading.value if draft.reading.low is None else draft.reading.low


def _conjoined(anchor: Token, before: Draft) -> bool:
    """*Among the convicted were 12 officers and three nurses*: both stand behind one verb."""
    return anchor.dep_ == "conj" and anchor.head == before.anchor


def _aside(draft: Draft, before: Draft) -> bool:
    """*Eleven were for fraud, where the maximum is seven*: told in a relative clause of the figure before."""
    relative = (
        next((n for n in ancestors(draft.anchor) if n.dep_ == "relcl"), None) if draft.anchor is not None else None
    )
    return relative is not None and before.anchor is not None and not inside(before.anchor, relative)


def _rest_of(whole: Draft, part: Draft, rest: Draft) -> bool:
    """Whether two figures of one kind make up a whole exactly."""
    one, other, total = part.reading, rest.reading, whole.reading
    if one.kind != total.kind or other.kind != total.kind or None in (one.value, other.value, total.value):
        return False
    return (one.value or 0) + (other.value or 0) == total.value
