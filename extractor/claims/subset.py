"""Some of a set: parts that a clause tells of without words of partition.

*Five were under 18*; *it received 84 requests and granted 12*; *theft accounted for 40*; *Lima leads with
12, followed by Cusco with nine*; *charges followed in nine*: a number without a noun of its own, and what
is told of it can be told only of some of what was counted before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.alike import Kin
from extractor.claims.apart import placed
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import SUBJECTS, preposition, verb_of
from extractor.claims.lone import LoneSubject
from extractor.claims.screen import fires, patterns_of
from extractor.claims.terms import LATEST, SHARES
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_PRONOUNS = frozenset({"it", "they", "he", "she", "we"})
_WHOLES = ("count", "money", "measure")
_PRESENT = ("VBZ", "VBP")
_MORE = re.compile(r"\b(?:another|further|additional)\s*\Z", re.IGNORECASE)
_ANSWERED = 2
_IN = re.compile(r"\bin\s+(?:[\w-]+\s+){0,2}\Z", re.IGNORECASE)
_JOINED = re.compile(r"\s+[\w-]+(?:\s+(?!and\b|but\b)[\w-]+){0,6}(?:,|,? and|,? but)\s+(?:only |just )?")
_NEXT = re.compile(r"\)?(?:\s+\w+)?(?:,|\s+and|\s+before|\s+ahead of|\s+followed by)[^.;:()]{2,60}\(")

Candidates = Callable[[Draft, Context, int], Iterator[Draft]]
Fits = Callable[[Draft, Draft], bool]


class Subsets:
    """Finds the whole of a figure whose own clause says no more than that it is some of a set."""

    def __init__(self, rules: RuleSet, candidates: Candidates, fits: Fits) -> None:
        self.patterns = patterns_of(rules, "claims.relation")
        table: dict[str, Any] = rules.table("claims_relations", "part")
        self.handling = frozenset(table["handling"])
        self.getting = frozenset(table["getting"])
        self.firing, self.downing = frozenset(table["firing"]), frozenset(table["downing"])
        self.weapons = frozenset(table["weapons"])
        self.kin = Kin(rules)
        self.alone = LoneSubject(rules, candidates, fits, self.kin)
        self.candidates, self.fits = candidates, fits

    def __call__(self, draft: Draft, context: Context, lead: str) -> Iterator[tuple[str, Draft | None]]:
        """The wholes that the clause gives a figure, each with the rule that says so."""
        if draft.reading.kind == "count" and draft.verb is not None and lemma(draft.verb) in self.downing:
            yield "claims.relation.part_downed", self._downed(draft, context)
        if draft.reading.change is not None:
            return
        if not draft.bare:
            if draft.reading.kind == "count" and fires(self.patterns, "claims.relation.part_ranked", lead):
                yield "claims.relation.part_ranked", self._counted(draft, context)
            return
        if "(" in lead[-2:]:
            yield "claims.relation.part_ranked", self._next_place(draft, context, lead)
        share = draft.reading.kind in SHARES
        for rule in ("claims.relation.part_account", *(() if share else ("claims.relation.part_ranked",))):
            if fires(self.patterns, rule, lead):
                yield rule, self._counted(draft, context)
        if fires(self.patterns, "claims.relation.part_absolute", lead) and _participle(draft):
            yield "claims.relation.part_absolute", next(self.candidates(draft, context, 0), None)
        if share:
            return
        if fires(self.patterns, "claims.relation.part_participles", context.follow(draft)):
            yield "claims.relation.part_participles", self._became(draft, context)
        if fires(self.patterns, "claims.relation.part_in", lead):
            yield "claims.relation.part_in", self._in(draft, context)
        yield "claims.relation.part_object", self._object(draft, context)
        yield "claims.relation.part_category", self._category(draft, context, lead)
        yield "claims.relation.part_subject", self.alone(draft, context, lead)

    def _counted(self, draft: Draft, context: Context) -> Draft | None:
        """The count of the sentence before, or of this one, that the kinds or places are told of."""
        more = _MORE.search(context.lead(draft)) is not None
        for found in self.candidates(draft, context, 1):
            whole = found.whole or found
            if found.whole is None and found.compared is not None and LATEST.isdisjoint(found.rules):
                whole = found.compared  # "It saw 310 births. A year ago it was 355. Boys made up 52%"
            # "Another 40" are beside a figure that is counted in the same way, not some of it.
            if whole is found and more:
                continue
            if whole.reading.kind in _WHOLES and self.kin.same_noun(draft, found) and self.fits(draft, whole):
                return whole
        return None

    def _next_place(self, draft: Draft, context: Context, lead: str) -> Draft | None:
        """*Theft led with 840 cases, ahead of fraud (390) and arson (12)*: of the same whole."""
        before = context.preceding(draft)
        if before is None or before.whole is None or "claims.relation.part_ranked" not in before.rules:
            return None
        return before.whole if _NEXT.fullmatch(lead) and self.fits(draft, before.whole) else None

    def _downed(self, draft: Draft, context: Context) -> Draft | None:
        """*It launched 84 drones. Air defences shot down 62*: of those that were sent out."""
        for earlier in context.before(draft):
            if draft.sentence.index - earlier.sentence.index > _ANSWERED:
                return None
            weapon = earlier.reading.unit in self.weapons and earlier.verb is not None and earlier.verb != draft.verb
            sent = weapon and earlier.verb is not None and lemma(earlier.verb) in self.firing
            if sent and not earlier.bare and draft.reading.unit in (None, earlier.reading.unit):
                return earlier if self.fits(draft, earlier) and draft.compared is None else None
        return None

    def _became(self, draft: Draft, context: Context) -> Draft | None:
        """*84 people tried and nine acquitted*: what became of some of those with a participle of their own."""
        before = context.preceding(draft)
        if before is None or before.bare or _JOINED.fullmatch(draft.sentence.plain, *_between(before, draft)) is None:
            return None
        after = draft.sentence.token_at(before.reach + 1)
        return before if after is not None and lemma(after) in self.getting and self.fits(draft, before) else None

    def _in(self, draft: Draft, context: Context) -> Draft | None:
        """*It tried 84 cases, and convicted in nine*: of the cases, those in which it was so."""
        if draft.anchor is None or preposition(draft.anchor) is None or placed(draft, context):
            return None
        before = context.preceding(draft)
        if before is not None and draft.bare and _IN.search(context.lead(before)) and _IN.search(context.lead(draft)):
            # "Privates were accused in 84 cases, officers in nine": in others than the 84.
            return before.whole if before.whole is not None and self.fits(draft, before.whole) else None
        for found in self.candidates(draft, context, 1):
            # "26 of the 31 were solved. In 14 the suspect was a friend": of those that were counted with a noun.
            whole = found.whole if found.bare and found.whole is not None else found
            if self.kin.same_noun(draft, whole) and not whole.bare and whole.verb is not None:
                dealt = found.sentence is draft.sentence or lemma(whole.verb) in self.getting
                other = not dealt and _other_doer(draft.verb, whole.verb)
                return whole if self.fits(draft, whole) and not other else None
        return None

    def _object(self, draft: Draft, context: Context) -> Draft | None:
        """*Received 84 requests and granted 12*: of what the same subject got, the part that it dealt with."""
        anchor = draft.anchor
        if anchor is None or anchor.dep_ not in ("dobj", "nsubj"):
            return None
        verb = verb_of(anchor)
        if verb is None or lemma(verb) not in self.handling:
            return None
        before = context.preceding(draft)
        if before is not None and "claims.relation.part_object" in before.rules and _conjoined(verb, before):
            return before.whole if before.whole is not None and self.fits(draft, before.whole) else None
        for whole in self.candidates(draft, context, 1):
            other = whole.verb
            if other is None or whole.anchor is None or not self.kin.same_noun(draft, whole):
                return None
            if lemma(other) == "have" and other.tag_ in _PRESENT and verb.tag_ == "VBD":
                return None  # "It has 840 nurses and lost 90 last year": those are no longer among them
            own = next((c for c in verb.lefts if c.dep_ in SUBJECTS and c != anchor), None)
            if own is None:
                joined = verb.head == other and verb.dep_ in ("conj", "advcl") and self._gets(other)
                of = whole.anchor.dep_ == "pobj" and whole.anchor.head.lower_ == "of"
                return whole if joined and (of or whole.anchor.dep_ == "dobj") else None
            return whole if self._gets(other) and _same_subject(own, other) else None
        return None

    def _category(self, draft: Draft, context: Context, lead: str) -> Draft | None:
        """*A tenth of the 2,604 charges were for absence. Theft came to 611 and fraud to 498*: kinds of one count.

        The sentence before told what some of the whole is; here each kind comes to so many of it.
        """
        rule = "claims.relation.part_category"
        if draft.reading.kind != "count" or not fires(self.patterns, rule, lead) or placed(draft, context):
            return None
        before = context.preceding(draft)
        if before is not None:
            return before.whole if rule in before.rules and before.whole and self.fits(draft, before.whole) else None
        for earlier in context.before(draft):
            if draft.sentence.index - earlier.sentence.index > 1:
                return None
            whole = earlier.whole
            if whole is not None and whole.reading.kind == "count":
                return whole if self.fits(draft, whole) else None
        return None

    def _gets(self, verb: Token) -> bool:
        """Whether what a verb did to a set leaves it to be dealt with: *tried 84*, not *jailed 84*."""
        return lemma(verb) in self.getting or lemma(verb) not in self.handling


def _between(before: Draft, draft: Draft) -> tuple[int, int]:
    """Where the words between the noun of a figure and the next figure stand in their sentence."""
    return before.reach - before.sentence.start, draft.start - draft.sentence.start


def _participle(draft: Draft) -> bool:
    """Whether a participle follows the number: *with 40 coming from the state*."""
    after = draft.sentence.token_at(draft.end + 1)
    return after is not None and after.tag_ in ("VBG", "VBN", "VBD")


def _conjoined(verb: Token, before: Draft) -> bool:
    """Whether a verb is coordinated with the one of the figure before."""
    other = before.verb
    return other is not None and verb.dep_ == "conj" and verb.head == other


def _same_subject(own: Token, other: Token) -> bool:
    """Whether a subject is a pronoun for, or names again, the subject of a verb before."""
    first = _subject_of(other)
    if first is None:
        return False
    if own.lower_ in _PRONOUNS:
        # "Spain has 12 in jail. France said it had freed 7": the pronoun is for the one who says so.
        teller = _subject_of(own.head.head) if own.head.dep_ == "ccomp" else None
        return teller is None or lemma(teller) == lemma(first) or teller.lower_ in _PRONOUNS
    return lemma(own) == lemma(first) and any(c.lower_ == "the" for c in own.lefts)


def _other_doer(verb: Token | None, other: Token) -> bool:
    """*Courts fined 84 men. Prosecutors opened cases against nine*: somebody else does something else."""
    own = _subject_of(verb) if verb is not None else None
    if own is None or verb is None or not any(c.dep_ == "dobj" for c in verb.rights):
        return False
    first = _subject_of(other)
    return own.lower_ not in _PRONOUNS and (first is None or lemma(own) != lemma(first))


def _subject_of(verb: Token) -> Token | None:
    return next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
