"""Parts and wholes: which figure another one is a part of.

*Seven of the nine*, *of whom 62 were shot*, *of these, 12*, *the other two*, *nine for theft and
five for fraud*: the words of partition say that a figure is a part; its whole is the nearest
figure before that can hold it, for no part is greater than its whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.antecedent import AntecedentFinder
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import is_finite, is_subject, is_verb, verb_of
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_PARTS = frozenset({"count", "percent", "fraction", "ratio", "money", "measure"})
_WHOLES = frozenset({"count", "money", "measure"})
_SHARES = frozenset({"percent", "fraction", "ratio"})
_RELATIVE = ("of which", "of whom")
_REPEATED = frozenset({"time", "occasion"})
_BACK = 2
_MOST = 24
_OR = re.compile(r"\s*,?\s*(?:or|\()\s*", re.IGNORECASE)
_OF = re.compile(r"\s*(?:of|among)\b(?!.*,\s*(?:of|among|including)\b)", re.IGNORECASE)
_LIST = re.compile(r"(?:,|\band\b|\bor\b|\bplus\b)\s*(?:[\w-]+\s+){0,4}\Z", re.IGNORECASE)


class PartFinder:
    """Relates each part to its whole."""

    def __init__(self, rules: RuleSet) -> None:
        layer = rules.layer("claims.relation")
        self.patterns = {rule.id: rule.regex() for rule in layer if isinstance(rule.pattern, str)}
        self.on = {rule.id for rule in layer}
        table: dict[str, Any] = rules.table("claims_relations", "part")
        self.outcomes: list[frozenset[str]] = [frozenset(words) for words in table["outcomes"]]
        self.listing = frozenset(table["listing"])
        self.antecedents = AntecedentFinder(rules)

    def __call__(self, context: Context) -> None:
        """Append ``part_of`` to the relations of every part."""
        for draft in context.drafts:
            if draft.reading.kind not in _PARTS or draft.whole is not None:
                continue
            for rule, whole in self._found(draft, context):
                if whole is not None and whole is not draft and rule in self.on:
                    draft.relations.append(("part_of", whole))
                    draft.fired(rule)
                    break

    def _found(self, draft: Draft, context: Context) -> Iterator[tuple[str, Draft | None]]:
        """The wholes that a figure may be part of, each with the rule that says so, the surest first."""
        yield "claims.relation.part_of_number", self._number(draft, context)
        if draft.compares and draft.compared is not None:
            return
        lead, follow = context.lead(draft), context.follow(draft)
        yield "claims.relation.part_or", self._same_again(draft, context, lead)
        yield "claims.relation.part_definite", self.antecedents(draft, context, self.fits)
        if context.preceding(draft) is None and self._fires("claims.relation.part_sentence", lead):
            yield "claims.relation.part_sentence", self._earlier(draft, context)
        if self._fires("claims.relation.part_pronoun", follow):
            yield "claims.relation.part_pronoun", self._pronoun(draft, context, "claims.relation.part_pronoun")
        if self._introduced(draft, context, lead):
            yield "claims.relation.part", self._pronoun(draft, context, "claims.relation.part")
        yield "claims.relation.part_remainder", self._remainder(draft, context, lead)
        yield "claims.relation.part_opening", self._opening(draft, context)
        yield "claims.relation.part_colon", self._colon(draft, context, lead)
        yield "claims.relation.part_shared", self._shared(draft, context, lead)
        yield "claims.relation.part_continued", self._continued(draft, context, lead)
        for rule in ("claims.relation.part_manner", "claims.relation.part_instances"):
            if self._fires(rule, f"{lead}\0{follow}"):
                yield rule, next(self._candidates(draft, context, 0), None)
        yield "claims.relation.part_subject", self._subject(draft, context, lead)

    def _fires(self, rule: str, text: str) -> bool:
        pattern = self.patterns.get(rule)
        return pattern is not None and pattern.search(text) is not None

    def _introduced(self, draft: Draft, context: Context, lead: str) -> bool:
        """Whether *of whom*, *including* … stands before the figure, with no verb of its own between."""
        pattern = self.patterns.get("claims.relation.part")
        match = pattern.search(lead) if pattern is not None else None
        if match is None or (context.preceding(draft) is not None and _OF.match(lead)):
            return False
        if any(word in match[0].lower() for word in _RELATIVE):
            return True
        tokens = draft.sentence.tokens(draft.start - len(lead) + match.start(), draft.start)[:16]
        return not any(is_verb(token) and lemma(token) not in ("be", "include", "count") for token in tokens)

    def fits(self, part: Draft, whole: Draft) -> bool:
        """Whether one figure can be part of another: not greater, and of one kind or a share."""
        if whole.reading.kind not in _WHOLES or whole.reading.change is not None or whole is part:
            return False
        if whole.reading.unit in _REPEATED:
            return False
        if part.reading.kind in _SHARES:
            return True
        if part.reading.kind != whole.reading.kind:
            return False
        if part.reading.kind != "count" and part.reading.unit != whole.reading.unit:
            return False
        least, most = lowest(part), highest(whole)
        return least is None or most is None or least < most

    def _number(self, draft: Draft, context: Context) -> Draft | None:
        """*Seven of the nine*: the figure right behind *of*; a share in apposition is leapt over."""
        gap, later = context.follow(draft), context.following(draft)
        if later is not None and later.reading.kind in _SHARES and _OR.fullmatch(gap):
            gap, later = context.follow(later).lstrip(" ,)"), context.following(later)
        if later is None or not self._fires("claims.relation.part_of_number", gap):
            return None
        tokens = draft.sentence.tokens(draft.end + 1, later.start - 1)[:12]
        return later if self.fits(draft, later) and not any(is_finite(token) for token in tokens) else None

    def _same_again(self, draft: Draft, context: Context, lead: str) -> Draft | None:
        """*11, or less than 1%*: the same part in other terms has the same whole."""
        before = context.preceding(draft)
        if before is None or draft.reading.kind == before.reading.kind:
            return None
        if not self._fires("claims.relation.part_or", lead):
            return None
        first = context.preceding(before)
        return before if first is not None and first.whole is before else before.whole

    def _pronoun(self, draft: Draft, context: Context, rule: str) -> Draft | None:
        """The set that *of them*, *of which*, *including* points to.

        A part that the same words made is beside the figure, not above it, unless it takes a share.
        """
        for earlier in self._candidates(draft, context, 1):
            sibling = earlier.sentence is draft.sentence and rule in earlier.rules and earlier.whole is not None
            if sibling and draft.reading.kind not in _SHARES:
                continue
            return earlier
        return None

    def _candidates(self, draft: Draft, context: Context, back: int) -> Iterator[Draft]:
        """The figures before that can hold this one, the nearest first, ``back`` sentences at most."""
        for earlier in context.before(draft):
            if draft.sentence.index - earlier.sentence.index > back:
                return
            if self.fits(draft, earlier) and not (earlier.compares and earlier.compared):
                yield earlier

    def _earlier(self, draft: Draft, context: Context) -> Draft | None:
        """The figure of a sentence before that an opening of this one points to: *of these*."""
        previous = [d for d in self._candidates(draft, context, _BACK) if d.sentence is not draft.sentence]
        held = [d for d in previous if d.whole is None and not self._holds(d, context)]
        return held[0] if held else next((d for d in previous if d.whole is None), previous[0] if previous else None)

    def _holds(self, whole: Draft, context: Context) -> bool:
        """Whether a figure only says of how many another one of its sentence is: *40% of the 2.5 million*."""
        return any(d.whole is whole for d in context.in_sentence(whole.sentence)[:_MOST])

    def _opening(self, draft: Draft, context: Context) -> Draft | None:
        """*Of the 17 sprinters, only four*: the figure behind the word that opens the clause."""
        for earlier in context.before(draft):
            if earlier.sentence is not draft.sentence:
                return None
            if not self.fits(draft, earlier) or not self._fires("claims.relation.part_opening", context.lead(earlier)):
                continue
            kin = draft.reading.kind not in _SHARES and (draft.bare or draft.reading.unit == earlier.reading.unit)
            return earlier if kin or context.following(earlier) is draft else None
        return None

    def _remainder(self, draft: Draft, context: Context, lead: str) -> Draft | None:
        """*The other two*, *the remaining 72*: what is left of the whole that the part before is of."""
        if not self._fires("claims.relation.part_remainder", lead):
            return None
        for earlier in context.before(draft):
            if draft.sentence.index - earlier.sentence.index > _BACK:
                break
            if earlier.whole is not None and self.fits(draft, earlier.whole):
                return earlier.whole
        return next(self._candidates(draft, context, _BACK), None) if draft.reading.kind not in _SHARES else None

    def _colon(self, draft: Draft, context: Context, lead: str) -> Draft | None:
        """*14 arrests: nine for theft and five for fraud*: of those before the colon, the one they add up to."""
        if not draft.bare or draft.reading.kind in _SHARES or not self._fires("claims.relation.part_colon", lead):
            return None
        here = [d for d in context.beside(draft) if d.start >= draft.start and d.reading.kind == draft.reading.kind]
        total = sum(d.reading.value or 0 for d in here if d.bare)
        before = list(self._candidates(draft, context, 0))
        return next((d for d in before if d.reading.value == total), before[0] if before else None)

    def _shared(self, draft: Draft, context: Context, lead: str) -> Draft | None:
        """*62 were shot down and 67 lost*: coordinated with a part, without a noun of its own."""
        before = context.preceding(draft)
        if before is not None and "claims.relation.part_or" in before.rules and draft.reading.kind not in _SHARES:
            before = context.preceding(before)
        if before is not None and not before.bare and before.whole is not None and before.whole.bare:
            before = before.whole if before.whole.sentence is draft.sentence else before
        whole = before.whole if before is not None else None
        if before is None or whole is None or whole is draft or whole.start > draft.start:
            return None
        if not self.fits(draft, whole):
            return None
        if draft.bare and before.bare and "claims.relation.part_of_number" not in before.rules:
            return whole
        if draft.anchor is not None and is_subject(draft.anchor):
            return None
        listed = not self.listing.isdisjoint(before.rules)
        tokens = draft.sentence.tokens(before.end, draft.start)[:24]
        return whole if listed and _LIST.search(lead) and not any(is_finite(t) for t in tokens) else None

    def _continued(self, draft: Draft, context: Context, lead: str) -> Draft | None:
        """*Another 30 were put off*: one more part, when the parts together are within the whole."""
        if context.preceding(draft) is not None or not self._fires("claims.relation.part_continued", lead):
            return None
        for earlier in context.before(draft):
            if draft.sentence.index - earlier.sentence.index != 1:
                break
            whole = earlier.whole
            if whole is None or whole.reading.value is None or not self.fits(draft, whole):
                continue
            kin = [d for d in context.before(draft) if d.whole is whole and d.reading.kind == whole.reading.kind]
            taken = sum(lowest(d) or 0 for d in (*kin, draft))
            return whole if taken <= whole.reading.value else None
        return None

    def _subject(self, draft: Draft, context: Context, lead: str) -> Draft | None:
        """*Five were under 18*: a bare number as subject, of the set that was counted before.

        It is no part when it has a period or place of its own, repeats the verb, or is another
        outcome of the same event: *six were killed, two were hurt*.
        """
        if not draft.bare or draft.reading.kind != "count" or not self._fires("claims.relation.part_subject", lead):
            return None
        if draft.anchor is None or not is_subject(draft.anchor):
            return None
        if context.dates(draft.sentence) or context.places(draft.sentence):
            return None
        verb = verb_of(draft.anchor)
        for earlier in self._candidates(draft, context, 1):
            if earlier.sentence.paragraph_index != draft.sentence.paragraph_index:
                return None
            other = verb_of(earlier.anchor)
            if draft.reading.unit not in (None, earlier.reading.unit):
                continue
            if verb is None or other is None or lemma(verb) == lemma(other) or self._rival(verb, other):
                return None
            return earlier.whole if earlier.sentence is draft.sentence and earlier.whole else earlier
        return None

    def _rival(self, verb: Token, other: Token) -> bool:
        """Whether two verbs tell of outcomes that exclude each other."""
        names = [next((n for n, words in enumerate(self.outcomes) if lemma(v) in words), -1) for v in (verb, other)]
        return -1 not in names and names[0] != names[1]


def lowest(draft: Draft) -> float | None:
    """The least that a figure can be, null when it says only what it is below."""
    return draft.reading.value if draft.reading.low is None else draft.reading.low


def highest(draft: Draft) -> float | None:
    """The most that a figure can be, null when nothing bounds it."""
    reading = draft.reading
    if reading.high is not None:
        return reading.high
    return None if reading.modifier in ("more_than", "at_least", "approx", "vague") else reading.value
