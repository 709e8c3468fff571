"""A mere number as the subject of a clause, some of the set told before: *it tried 84 men. Twelve were acquitted*."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.alike import Kin
from extractor.claims.apart import goes_on, placed
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import is_subject
from extractor.claims.screen import fires, patterns_of
from extractor.claims.terms import SHARES, second_term
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_UNITS = ("NN", "NNS")
_OF_THESE = frozenset(
    {"claims.relation.part_sentence", "claims.relation.part_opening", "claims.relation.part_definite"}
)
# What tells of some as the subject of a clause: the next such clause is of others.
_PARALLEL = frozenset(
    f"claims.relation.part_{name}"
    for name in ("subject", "shared", "gapped", "in", "article_most", "article_group", "article_outcome", "continued")
)
# What there was to be, and is not.
_UNREAL = frozenset(f"claims.relation.{name}" for name in ("capacity", "expected", "norm", "threshold"))
_CORE = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
_BESIDES = re.compile(r"\s+more\b(?!\s+than\b)", re.IGNORECASE)
_VOTES = re.compile(r"\s+(?:\w+\s+){0,2}(?:against|in favou?r|missing)\b", re.IGNORECASE)

Candidates = Callable[[Draft, Context, int], Iterator[Draft]]
Fits = Callable[[Draft, Draft], bool]


class LoneSubject:
    """Finds the set that the subject of a clause is some of, where it is a number without a noun."""

    def __init__(self, rules: RuleSet, candidates: Candidates, fits: Fits, kin: Kin) -> None:
        self.patterns = patterns_of(rules, "claims.relation")
        table: dict[str, Any] = rules.table("claims_relations", "part")
        self.outcomes: list[frozenset[str]] = [frozenset(words) for words in table["outcomes"]]
        self.held, self.handling = frozenset(table["fates"]["held"]), frozenset(table["handling"])
        self.happening = frozenset(table["happening"])
        self.candidates, self.fits, self.kin = candidates, fits, kin

    def __call__(self, draft: Draft, context: Context, lead: str) -> Draft | None:
        """*Five were under 18*: a bare number as subject, of the set that was counted before.

        It is no part when it has a period or place of its own, repeats the verb, or is another
        outcome of the same event: *six were killed, two were hurt*.
        """
        if draft.reading.kind != "count" or not fires(self.patterns, "claims.relation.part_subject", lead):
            return None
        if draft.anchor is None or not _in_subject(draft.anchor, context.following(draft)):
            return None
        verb = draft.verb
        if verb is None or _VOTES.match(context.follow(draft)) is not None:
            return None
        if _BESIDES.match(context.follow(draft)) is not None:
            return None  # "84 have red cards, and 60 more have blue ones"
        elsewhere = placed(draft, context)
        for earlier in self.candidates(draft, context, 1):
            if earlier.sentence.paragraph_index != draft.sentence.paragraph_index:
                return None
            if not (self.kin.same_noun(draft, earlier) or self._without_it(draft, earlier, lead)):
                continue
            other = earlier.verb
            if second_term(earlier):
                # "They hold 840 men, but were built for 600. Twelve sleep on the floor": of those who are there.
                there = earlier.compared if not _UNREAL.isdisjoint(earlier.rules) else None
                return there if there is not None and self.fits(draft, there) else None
            if other is None or rivals(self.outcomes, verb, other):
                return self._other_outcome(draft, earlier, context) if other is not None else None
            if (shared := self._other_outcome(draft, earlier, context)) is not None:
                return shared
            if lemma(verb) == lemma(other) and not _existential(other):
                if elsewhere:
                    return None
                return self._beside(draft, earlier) or self._goes_on(draft, earlier, context)
            if elsewhere and not self._later(draft, earlier, context):
                return None
            return self._beside(draft, earlier) or earlier
        whole = self._told_next(draft, context)
        return whole if whole is None or not elsewhere or self._later(draft, whole, context) else None

    def _later(self, draft: Draft, whole: Draft, context: Context) -> bool:
        """Whether a clause with a time or place of its own tells what else became of some people, or of their cases.

        *It recorded 84 thefts in March. Twelve took place in April*: what only happens then is none of what was before.
        """
        verb, other = draft.verb, whole.verb
        if verb is None or other is None or one_outcome([*self.outcomes, self.held], verb, other):
            return False
        name, unit = lemma(verb), whole.reading.unit
        if name in self.happening or not (
            unit in self.kin.people or (unit in self.kin.counted and name in self.handling)
        ):
            return False
        told = whole.anchor is not None and whole.anchor.dep_ in _CORE
        return told and whole.sentence is not draft.sentence and goes_on(draft, whole, context)

    def _told_next(self, draft: Draft, context: Context) -> Draft | None:
        """*Fifteen were let go. Twenty spent the night in jail*: of the set that the part right before is of."""
        earlier = next(iter(context.before(draft)), None)
        if earlier is None or draft.sentence.index - earlier.sentence.index > 1:
            return None
        one_story = earlier.sentence.paragraph_index == draft.sentence.paragraph_index
        share = "claims.relation.part_share" in earlier.rules
        whole = earlier.whole
        if whole is None or not one_story or not (share or not _PARALLEL.isdisjoint(earlier.rules)):
            return None
        if draft.verb is None or whole.verb is None or lemma(draft.verb) == lemma(whole.verb):
            return None
        return whole if self.kin.same_noun(draft, whole) and self.fits(draft, whole) else None

    def _without_it(self, draft: Draft, earlier: Draft, lead: str) -> bool:
        """*Power was cut to 840 homes; 120 are still without it*: a pronoun holds the second clause to the first.

        The noun that a bare number was lent by another sentence is then not what it counts.
        """
        counted, verb = draft.counted, draft.verb
        lent = draft.bare and (counted is None or counted.start < draft.sentence.start)
        if not lent or verb is None or earlier.bare or not lead.rstrip().endswith(";"):
            return False
        below = (noun for child in verb.rights if child.dep_ == "prep" for noun in child.rights)
        return lemma(verb) in ("be", "remain") and any(noun.lower_ == "it" for noun in below)

    def _beside(self, draft: Draft, earlier: Draft) -> Draft | None:
        """The whole of the part before that is told of in the same way, or in the same sentence."""
        alike = earlier.sentence is draft.sentence or not _PARALLEL.isdisjoint(earlier.rules)
        return earlier.whole if alike and earlier.whole is not None and self.fits(draft, earlier.whole) else None

    def _other_outcome(self, draft: Draft, earlier: Draft, context: Context) -> Draft | None:
        """*Jailed 12 of the 27; eight were acquitted*: what became of some of them and of others."""
        held = context.preceding(earlier)
        shared = held is not None and held.whole is earlier and "claims.relation.part_of_number" in held.rules
        return earlier if shared and self.fits(draft, earlier) else None

    def _goes_on(self, draft: Draft, earlier: Draft, context: Context) -> Draft | None:
        """*Of these, 40 were for theft. Twelve were for fraud*: told in the same way, if the whole has room for it."""
        whole = earlier.whole
        if whole is None or _OF_THESE.isdisjoint(earlier.rules) or not self.fits(draft, whole):
            return None
        beside = [d for d in context.before(draft) if d.whole is whole and d.reading.kind == whole.reading.kind]
        taken = sum(d.reading.value or 0 for d in (*beside, draft))
        return whole if taken <= (whole.reading.value or 0) else None


def one_outcome(outcomes: list[frozenset[str]], verb: Token, other: Token) -> bool:
    """Whether two verbs are one, or tell of one outcome: *killed*, *died*."""
    return lemma(verb) == lemma(other) or any({lemma(verb), lemma(other)} <= words for words in outcomes)


def rivals(outcomes: list[frozenset[str]], verb: Token, other: Token) -> bool:
    """Whether two verbs tell of outcomes that exclude each other."""
    names = [next((n for n, words in enumerate(outcomes) if lemma(v) in words), -1) for v in (verb, other)]
    return -1 not in names and names[0] != names[1]


def _in_subject(anchor: Token, later: Draft | None) -> bool:
    """Whether a number is the subject of a clause, or is said again by the share that is: *84 (72%) were*."""
    if is_subject(anchor):
        return True
    again = later is not None and later.anchor is not None and later.reading.kind in SHARES
    return again and anchor.dep_ == "nummod" and anchor.head.tag_ in _UNITS and is_subject(anchor.head)


def _existential(verb: Token) -> bool:
    """*There were 84 victims*."""
    return any(child.dep_ == "expl" for child in verb.lefts)
