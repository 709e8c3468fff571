"""Parts that are told by a noun of partition or a total: *a majority, 48*, *71% of the total*, *eight were among them*.

Where no words of partition stand, a share is of the count that its clause is about: *90 farms; a third
failed*.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.apart import placed
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import inside, is_subject, is_verb, verb_of
from extractor.claims.screen import fires, patterns_of, screened
from extractor.claims.terms import LEVELS, SHARES
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_TOTAL_BACK, _ASKED_BACK = 3, 4
_SHARE = "claims.relation.part_share"
Candidates = Callable[[Draft, Context, int], Iterator[Draft]]


class Shares:
    """Finds the whole of a figure from a noun of partition, a total, or the clause that it is the subject of."""

    def __init__(self, rules: RuleSet, candidates: Candidates) -> None:
        self.patterns = patterns_of(rules, "claims.relation")
        self.bulk = screened(re.compile(rules.table("claims_relations", "part")["bulk"], re.IGNORECASE))
        self.holding = frozenset(rules.table("claims_relations", "part")["whole_verbs"])
        self.levels = frozenset(rules.table("claims", "discourse")["level_verbs"]) - {"be"}
        self.asking = frozenset(rules.table("claims_relations", "part")["asking"])
        self.candidates = candidates

    def __call__(self, draft: Draft, context: Context, lead: str, follow: str) -> Iterator[tuple[str, Draft | None]]:
        """The wholes that a figure may have, each with the rule that says so."""
        if fires(self.patterns, "claims.relation.part_majority", lead):
            yield "claims.relation.part_majority", self._majority(draft, context)
        if fires(self.patterns, "claims.relation.part_foremost", lead):
            yield "claims.relation.part_foremost", self._foremost(draft, context)
        if fires(self.patterns, "claims.relation.part_of_total", follow):
            yield "claims.relation.part_of_total", self._top(draft, context)
        if fires(self.patterns, "claims.relation.part_alone", f"{lead}\0{follow}"):
            yield "claims.relation.part_alone", self._alone(draft, context)
        yield "claims.relation.part_participle", self._participle(draft, context, follow)
        yield "claims.relation.part_included", self._included(draft, context)
        yield "claims.relation.part_share", self._share(draft, context, lead)

    def _majority(self, draft: Draft, context: Context) -> Draft | None:
        """*A majority, 48, went unnoticed*; *most of them, 48*: of the nearest figure that is no part itself."""
        found = list(self.candidates(draft, context, 1))
        alike = [d for d in found if d.whole is None and draft.reading.unit in (None, d.reading.unit)]
        return alike[0] if alike else next(iter(found), None)

    def _foremost(self, draft: Draft, context: Context) -> Draft | None:
        """*Got the lion's share of the 412, with 203*: of the figure behind the noun of partition."""
        whole = context.preceding(draft)
        if whole is None or not self.bulk.search(context.lead(whole)):
            return None
        return whole if whole is next(self.candidates(draft, context, 0), None) else None

    def _top(self, draft: Draft, context: Context) -> Draft | None:
        """*71% of the total*: of the nearest figure that is no part itself."""
        again = (
            context.preceding(draft) if fires(self.patterns, "claims.relation.part_or", context.lead(draft)) else None
        )
        found = self.candidates(draft, context, _TOTAL_BACK)
        return next((d for d in found if d.whole is None and d is not again), None)

    def _alone(self, draft: Draft, context: Context) -> Draft | None:
        """*840 fires, 120 in Utah alone*: of the nearest figure that counts the same and is no part itself."""
        found = [d for d in self.candidates(draft, context, 1) if draft.bare or draft.reading.unit == d.reading.unit]
        return next((d for d in found if d.whole is None), found[0] if found else None)

    def _participle(self, draft: Draft, context: Context, follow: str) -> Draft | None:
        """*15% of those convicted*: of the figure to whom that was done."""
        pattern = self.patterns.get("claims.relation.part_participle")
        match = pattern.match(follow) if pattern is not None else None
        token = draft.sentence.token_at(draft.end + match.start("verb")) if match is not None else None
        if token is None or token.tag_ not in ("VBN", "VBD", "JJ"):
            return None
        name = lemma(token)
        for whole in self.candidates(draft, context, _TOTAL_BACK):
            verb = whole.verb
            if whole.whole is None and verb is not None and lemma(verb) == name and not whole.compares:
                return whole
        return None

    def _included(self, draft: Draft, context: Context) -> Draft | None:
        """*A profit of $94 million included a gain of $31 million*: the figure in the subject of the verb."""
        verb = draft.verb
        if verb is None or lemma(verb) not in self.holding:
            return None
        named = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        if named is None:
            return None
        found = self.candidates(draft, context, 0)
        return next((d for d in found if d.anchor is not None and inside(d.anchor, named)), None)

    def _share(self, draft: Draft, context: Context, lead: str) -> Draft | None:
        """*The province has 3,100 teachers; 71% are women*: a bare share as subject, of the count before."""
        anchor = draft.anchor
        if draft.reading.kind not in SHARES or draft.reading.change is not None or anchor is None:
            return None
        if not is_subject(anchor) or (draft.counted is not None and not draft.elliptical):
            return None
        if not fires(self.patterns, "claims.relation.part_subject", lead) or _complemented(anchor, draft):
            return None
        verb = verb_of(anchor)
        if verb is None or not is_verb(verb) or (lemma(verb) in self.levels and anchor.dep_ != "nsubjpass"):
            return None
        if placed(draft, context):
            return None
        near = [
            whole
            for whole in self.candidates(draft, context, 1)
            if whole.sentence.paragraph_index == draft.sentence.paragraph_index
        ]
        # "It asked 240 men in four camps": the share is of the men.
        core = next((d for d in near if not _below(d)), next(iter(near), None))
        if core is not None and core.verb is not None and lemma(core.verb) == "have":
            # "It asked 2,000 people. It has 40 staff. A third like the reform": of those who were asked.
            core = next((d for d in self.candidates(draft, context, _ASKED_BACK) if self._asked(d, core)), core)
        if core is not None and _below(core) and core.whole is not None:
            return core.whole  # "It found mould in 51 of them. A third had no doctor"
        if core is not None:
            named = not core.bare or (core.reading.unit is not None and not LEVELS.isdisjoint(core.rules))
            return core if core.reading.kind == "count" and named else None
        before = next(iter(context.before(draft)), None)
        told = before is not None and _SHARE in before.rules and draft.sentence.index - before.sentence.index == 1
        return before.whole if before is not None and told else None

    def _asked(self, draft: Draft, other: Draft) -> bool:
        """Whether a figure of the same paragraph is of people who were asked something."""
        told = draft.verb is not None and lemma(draft.verb) in self.asking and not _below(draft)
        return told and draft.sentence.paragraph_index == other.sentence.paragraph_index


def _below(draft: Draft) -> bool:
    """Whether a figure stands in an adjunct of place: *in four camps*."""
    return (
        draft.anchor is not None and draft.anchor.dep_ == "pobj" and draft.anchor.head.lower_ in ("in", "at", "across")
    )


def _complemented(anchor: Token, draft: Draft) -> bool:
    """Whether a share says itself of what it is: *a third of them*; *two in five* is no such share."""
    return any(child.dep_ == "prep" and child.idx >= anchor.idx + draft.end - draft.start for child in anchor.rights)
