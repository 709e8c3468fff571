"""The figure that the same was told of, some sentences before: *it was the worst crash since 2018, when 24 died*."""

from __future__ import annotations

from extractor.annotate.lemma import lemma
from extractor.claims.alike import Kin
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.fates import Fates
from extractor.claims.grammar import is_noun
from extractor.claims.terms import LEVELS, Terms, comparable, kin, same_verb, second_term, subjects
from extractor.rules import RuleSet

_FAR = 6
_SUMS = ("money", "measure")
# How many people somebody has: *the firm has 840 staff … four years ago it employed 1,200 people*.
_STAFFED = frozenset({"employ", "have"})


class Retold:
    """Finds what a second term is measured with where its own sentence and the one before do not hold it."""

    def __init__(self, rules: RuleSet, terms: Terms) -> None:
        self.terms = terms
        self.kin = Kin(rules)
        self.telling = frozenset(rules.table("claims_relations", "comparison")["telling"])
        self.levels = frozenset(rules.table("claims", "discourse")["level_verbs"])
        self.fates = Fates(rules)

    def __call__(self, draft: Draft, context: Context, *, sure: bool = False, loose: bool = True) -> Draft | None:
        """The nearest figure of the sentences before that counts the same, and of which the same is said.

        Where something is ``sure`` to be compared, that it counts the same is enough; where nothing but the
        clause itself says so, not even what became of people is: ``loose`` is false.
        """
        alike: Draft | None = None
        for earlier in context.before(draft):
            distance = draft.sentence.index - earlier.sentence.index
            if distance > _FAR:
                break
            if distance == 0 or earlier.sentence.paragraph.role == "title" or not kin(earlier, draft):
                continue
            one, other = earlier.reading, draft.reading
            if (one.change, one.statistic, one.per) != (other.change, other.statistic, other.per) or second_term(
                earlier
            ):
                continue
            mere = earlier.bare and one.kind == "count" and LEVELS.isdisjoint(earlier.rules)
            if self.terms.partitive(earlier, context) or (sure and mere and not draft.bare):
                continue
            if self._same(earlier, draft) if loose else self.said_again(earlier, draft):
                return earlier
            named = not earlier.bare if one.kind == "count" else one.kind in _SUMS
            if alike is None and named and earlier.reading.unit == draft.reading.unit:
                alike = earlier
        return alike if sure else None

    def _same(self, earlier: Draft, draft: Draft) -> bool:
        """Whether the same is said of what two figures count, or the same became of the people that they count."""
        if self.said_again(earlier, draft):
            return True
        persons = {earlier.reading.unit, draft.reading.unit} <= self.kin.people
        if (
            persons
            and not draft.bare
            and all(d.verb is not None and lemma(d.verb) in _STAFFED for d in (earlier, draft))
        ):
            return True
        people = persons or comparable(earlier, draft)
        return people and draft.reading.kind == "count" and not self.fates(draft).isdisjoint(self.fates(earlier))

    def tells(self, earlier: Draft, draft: Draft) -> bool:
        """Whether a figure has the verb of an earlier one, or a verb that only says how many: *when there were 40*."""
        return draft.verb is None or same_verb(earlier, draft) or lemma(draft.verb) in self.telling

    def said_again(self, earlier: Draft, draft: Draft) -> bool:
        """Whether two figures count one noun with one verb, or are what one subject comes to."""
        if draft.verb is not None and same_verb(earlier, draft) and draft.reading.unit == earlier.reading.unit:
            return not draft.bare or lemma(draft.verb) not in self.telling
        known = draft.reading.unit == earlier.reading.unit or (draft.bare and draft.reading.unit is None)
        level = draft.verb is not None and lemma(draft.verb) in self.levels
        told = level or (same_verb(earlier, draft) and _same_place(earlier, draft))
        return known and told and _same_noun_acts(earlier, draft)


def _same_noun_acts(earlier: Draft, draft: Draft) -> bool:
    """*Imports came to $4 billion … in April imports had been $3 billion*."""
    own = {lemma(noun) for noun in subjects(draft) if is_noun(noun) and noun != draft.anchor}
    return any(lemma(noun) in own for noun in subjects(earlier))


def _same_place(earlier: Draft, draft: Draft) -> bool:
    """Whether both figures are the object of their verb, or both its subject."""
    return earlier.anchor is not None and draft.anchor is not None and earlier.anchor.dep_ == draft.anchor.dep_
