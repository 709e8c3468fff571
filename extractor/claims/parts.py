"""Parts and wholes: which figure another one is a part of.

*Seven of the nine*, *of whom 62 were shot*, *of these, 12*, *the other two*, *nine for theft and
five for fraud*: the words of partition say that a figure is a part; its whole is the nearest
figure before that can hold it, for no part is greater than its whole.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator

from extractor.annotate.lemma import lemma
from extractor.claims.alike import nearest
from extractor.claims.antecedent import AntecedentFinder
from extractor.claims.apart import one_more
from extractor.claims.breakdown import Breakdown
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import is_finite, is_subject, is_verb
from extractor.claims.places import Places
from extractor.claims.runs import Runs
from extractor.claims.screen import fires, patterns_of
from extractor.claims.shares import Shares
from extractor.claims.subset import Subsets
from extractor.claims.tally import Tally
from extractor.claims.terms import SHARES, running_total, second_term
from extractor.claims.totals import Totals
from extractor.records import Reading
from extractor.rules import RuleSet

_PARTS = frozenset({"count", "percent", "fraction", "ratio", "money", "measure"})
_WHOLES = frozenset({"count", "money", "measure"})
_RELATIVE = ("of which", "of whom")
_REPEATED = frozenset({"time", "occasion"})
_MEANS = ("average", "median")
# By how much a figure may be passed that is said without an upper bound.
_LOOSE = {"more_than": 2, "at_least": 2, "approx": 1.25, "vague": 10}
_BACK = 2
_MOST = 24
_IN_THE = re.compile(r"\s[\w-]+\s+in\s+(?:the|its|their|our|a)\s+(?:[\w-]+\s+)?\Z", re.IGNORECASE)
_WHOM = re.compile(r"\bof (?:whom|which)\s+(?:[\w-]+\s+){0,3}\Z", re.IGNORECASE)
_THEM = re.compile(r"\s+of (?:them|these|those)\b", re.IGNORECASE)
_OR = re.compile(r"\s*,?\s*(?:or|\()\s*", re.IGNORECASE)
_OF = re.compile(r"\s*(?:of|among)\b(?!.*,\s*(?:of|among|including)\b)", re.IGNORECASE)


class PartFinder:
    """Relates each part to its whole."""

    def __init__(self, rules: RuleSet) -> None:
        layer = rules.layer("claims.relation")
        self.patterns = patterns_of(rules, "claims.relation")
        self.on = {rule.id for rule in layer}
        self.breakdown = Breakdown(rules, self._candidates, self.fits)
        self.shares = Shares(rules, self._candidates)
        self.subsets = Subsets(rules, self._candidates, self.fits)
        self.tally = Tally(rules)
        self.antecedents = AntecedentFinder(rules)
        self.places, self.runs, self.totals = Places(rules), Runs(rules), Totals(rules, self.fits)

    def __call__(self, context: Context) -> None:
        """Append ``part_of`` to the relations of every part."""
        sets = self.totals.open(context)
        for draft in context.drafts:
            if draft.reading.kind not in _PARTS or draft.whole is not None:
                continue
            for rule, whole in itertools.chain(self._found(draft, context), self.totals(draft, context, sets)):
                if whole is not None and whole.reading.kind == "count" and one_more(draft):
                    continue
                if whole is not None and whole is not draft and rule in self.on:
                    draft.relations.append(("part_of", whole))
                    draft.fired(rule)
                    break
            self.tally(draft, context)
        self.places(context)
        self.runs(context)

    def _found(self, draft: Draft, context: Context) -> Iterator[tuple[str, Draft | None]]:
        """The wholes that a figure may be part of, each with the rule that says so, the surest first."""
        yield "claims.relation.part_of_number", self._number(draft, context)
        if _THEM.match(context.follow(draft)) is None:  # "61 of them were penalties, out of 76"
            yield "claims.relation.part_out_of", self._out_of(draft, context)
        if draft.compares and draft.compared is not None:
            return
        lead, follow = context.lead(draft), _past(draft, context)
        if fires(self.patterns, "claims.relation.part_among_number", follow):
            later = context.following(draft)
            yield "claims.relation.part_among_number", later if later and self.fits(draft, later) else None
        yield "claims.relation.part_or", self._same_again(draft, context, lead)
        yield "claims.relation.part_definite", self.antecedents(draft, context, self.fits)
        if context.preceding(draft) is None and fires(self.patterns, "claims.relation.part_sentence", lead):
            yield "claims.relation.part_sentence", self._earlier(draft, context)
        if fires(self.patterns, "claims.relation.part_pronoun", follow):
            yield "claims.relation.part_pronoun", self._pronoun(draft, context, "claims.relation.part_pronoun")
        yield "claims.relation.part_shared", self.breakdown.exempt(draft, context, lead)
        if self._introduced(draft, context, lead):
            yield "claims.relation.part", self._pronoun(draft, context, "claims.relation.part")
        yield "claims.relation.part_colon", self.breakdown.colon(draft, context, lead)
        yield "claims.relation.part_opening", self._opening(draft, context)
        yield from self.shares(draft, context, lead, follow)
        yield from self.breakdown(draft, context, lead)
        for rule in ("claims.relation.part_manner", "claims.relation.part_instances"):
            if fires(self.patterns, rule, f"{lead}\0{follow}"):
                yield rule, next(self._candidates(draft, context, 0), None)
        yield from self.subsets(draft, context, lead)

    def _introduced(self, draft: Draft, context: Context, lead: str) -> bool:
        """Whether *of whom*, *including* … stands before the figure, with no verb of its own between."""
        pattern = self.patterns.get("claims.relation.part")
        match = pattern.search(lead) if pattern is not None else None
        if match is None or (context.preceding(draft) is not None and _OF.match(lead)):
            return False
        if any(word in match[0].lower() for word in _RELATIVE):
            return True
        tokens = draft.sentence.tokens(draft.start - len(lead) + match.start(), draft.start)[:16]
        verbs = [token for token in tokens if is_verb(token) and lemma(token) not in ("be", "include", "count")]
        # "Including those tried before, and 46 men": the participle is of the other member.
        return not any(token.nbor(-1).lower_ != "those" for token in verbs)

    def fits(self, part: Draft, whole: Draft) -> bool:
        """Whether one figure can be part of another: not greater, and of one kind or a share."""
        if whole.reading.kind not in _WHOLES or whole.reading.change is not None or whole is part:
            return False
        if whole.reading.unit in _REPEATED or whole.reading.statistic in _MEANS:
            return False
        return self._within(part.reading, whole.reading)

    def _within(self, part: Reading, whole: Reading) -> bool:
        """Whether one reading is less than another of its kind, or a share."""
        if part.kind in SHARES:
            return True
        if part.kind != whole.kind or (part.kind != "count" and part.unit != whole.unit):
            return False
        least, most = least_of(part), most_of(whole)
        return least is None or most is None or least < most

    def _number(self, draft: Draft, context: Context) -> Draft | None:
        """*Seven of the nine*: the figure right behind *of*; a share in apposition is leapt over."""
        gap, later = context.follow(draft), context.following(draft)
        if later is not None and later.reading.kind in SHARES and _OR.fullmatch(gap):
            gap, later = context.follow(later).lstrip(" ,)"), context.following(later)
        if later is None or not fires(self.patterns, "claims.relation.part_of_number", gap):
            return None
        tokens = draft.sentence.tokens(draft.end + 1, later.start - 1)[:12]
        plain = "out of" in gap or not any(is_finite(token) for token in tokens)
        return later if self.fits(draft, later) and plain else None

    def _out_of(self, draft: Draft, context: Context) -> Draft | None:
        """*660 voted, out of 1,395*; *40 seats in the 120-seat house*: the figure behind, if it counts the same."""
        later = context.following(draft)
        if later is None or not (later.bare or later.reading.unit == draft.reading.unit):
            return None
        gap = context.follow(draft)
        strong = draft.sentence.plain[later.end - draft.sentence.start :][:1] == "-" and _IN_THE.search(gap) is not None
        out = strong or fires(self.patterns, "claims.relation.part_out_of", gap)
        return later if out and self.fits(draft, later) else None

    def _same_again(self, draft: Draft, context: Context, lead: str) -> Draft | None:
        """*11, or less than 1%*: the same part in other terms has the same whole."""
        before = context.preceding(draft)
        if before is None or draft.reading.kind == before.reading.kind:
            return None
        if not fires(self.patterns, "claims.relation.part_or", lead):
            return None
        first = context.preceding(before)
        return before if first is not None and first.whole is before else before.whole

    def _pronoun(self, draft: Draft, context: Context, rule: str) -> Draft | None:
        """The set that *of them*, *of which*, *including* points to.

        A part that the same words made is beside the figure, not above it, unless it takes a share.
        """
        if (told := self._told(draft, context)) is not None:
            return told
        relative = _WHOM.search(context.lead(draft)) is not None
        for earlier in self._candidates(draft, context, 1):
            apart = relative and earlier.sentence is not draft.sentence
            if apart and draft.reading.unit not in (None, earlier.reading.unit):
                return None  # "Some 84 flights left. He met nurses, of whom 12 were Poles"
            sibling = earlier.sentence is draft.sentence and rule in earlier.rules and earlier.whole is not None
            if sibling and draft.reading.kind not in SHARES:
                continue
            return self._held(draft, earlier, context) or self._all(draft, earlier, context) or earlier
        return None

    def _all(self, draft: Draft, earlier: Draft, context: Context) -> Draft | None:
        """*88 were held in Lima, 41 in Cusco. Theft was the charge in 57 of them*: of what two parts were told of."""
        whole = earlier.whole
        if whole is None or earlier.sentence is draft.sentence or not earlier.bare or not self.fits(draft, whole):
            return None
        return whole if any(d.whole is whole and d is not earlier for d in context.beside(earlier)) else None

    def _told(self, draft: Draft, context: Context) -> Draft | None:
        """*Some 41% are children, of whom 212 came alone*; *it costs $90 on average, of which they pay $40*.

        A share or a mean is a whole only where the words of partition follow it at once.
        """
        before = context.preceding(draft)
        before = before.compared if before is not None and before.compared is not None else before
        if before is None or before.reading.change is not None or before.sentence is not draft.sentence:
            return None
        if before.reading.kind in SHARES:
            own = before.whole is None or "claims.relation.part_or" not in before.rules
            relative = own and draft.reading.kind == "count" and _WHOM.search(context.lead(draft)) is not None
            return before if relative else None
        if before.reading.statistic not in _MEANS or before.end > draft.start:
            return None
        level = dataclasses.replace(before.reading, statistic=None)
        return before if self._within(draft.reading, level) else None

    def _held(self, draft: Draft, whole: Draft, context: Context) -> Draft | None:
        """*Nine of the 12 boats sank, and three of them burned*: the figure that the one behind *of* only tells of."""
        held = (d for d in context.in_sentence(whole.sentence)[:_MOST] if d.whole is whole and d.start < whole.start)
        return next((d for d in held if d.end < draft.start and self.fits(draft, d)), None)

    def _candidates(self, draft: Draft, context: Context, back: int) -> Iterator[Draft]:
        """The figures before that can hold this one, the nearest first, ``back`` sentences at most."""
        for earlier in nearest(draft, context):
            if draft.sentence.index - earlier.sentence.index > back:
                return
            if earlier.sentence is not draft.sentence and earlier.sentence.paragraph.role in ("table_row", "title"):
                continue  # prose takes no part of a cell, nor of a headline that it says again
            if earlier.sentence is not draft.sentence and running_total(earlier, context):
                continue
            if self.fits(draft, earlier) and not (earlier.compares and earlier.compared):
                yield earlier

    def _earlier(self, draft: Draft, context: Context) -> Draft | None:
        """The figure of a sentence before that an opening of this one points to: *of these*."""
        previous = [d for d in self._candidates(draft, context, _BACK) if d.sentence is not draft.sentence]
        held = [d for d in previous if d.whole is None and not self._holds(d, context)]
        held = [d for d in held if not second_term(d)] or held
        return held[0] if held else next((d for d in previous if d.whole is None), previous[0] if previous else None)

    def _holds(self, whole: Draft, context: Context) -> bool:
        """Whether a figure only says of how many one before it is: *40% of the 2.5 million*; not *48, 19 of them*."""
        return any(d.whole is whole and d.start < whole.start for d in context.in_sentence(whole.sentence)[:_MOST])

    def _opening(self, draft: Draft, context: Context) -> Draft | None:
        """*Of the 17 sprinters, only four*: the figure behind the word that opens the clause."""
        for earlier in context.before(draft):
            if earlier.sentence is not draft.sentence:
                return None
            shares = earlier.reading.kind in SHARES and draft.reading.kind in SHARES
            if not (shares or self.fits(draft, earlier)):
                continue
            if not fires(self.patterns, "claims.relation.part_opening", context.lead(earlier)):
                continue
            own = draft.anchor is not None and draft.bare and is_subject(draft.anchor)
            kin = draft.bare or draft.reading.unit == earlier.reading.unit
            # "Of 840 firms with 30 staff": what the set is told with is no part of it.
            below = draft.anchor is not None and draft.anchor.dep_ == "pobj" and "," not in context.lead(draft)
            next_to = context.following(earlier) is draft and not below
            if draft.reading.kind in SHARES:
                kin = own
            return earlier if kin or next_to else None
        return None


def _past(draft: Draft, context: Context) -> str:
    """The words after a figure, past a share that says it again: *840 (72%) of them*."""
    follow, later = context.follow(draft), context.following(draft)
    if later is None or later.reading.kind not in SHARES or _OR.fullmatch(follow) is None:
        return follow
    return context.follow(later).lstrip(" ,)")


def least_of(reading: Reading) -> float | None:
    """The least that a figure can be, null when it says only what it is below."""
    return reading.value if reading.low is None else reading.low


def most_of(reading: Reading) -> float | None:
    """The most that a figure can well be: whoever says *at least 40* or *some 40* does not mean 400."""
    if reading.high is not None:
        return reading.high
    said = reading.value if reading.value is not None else reading.low
    return said * _LOOSE.get(reading.modifier, 1) if said is not None else None
