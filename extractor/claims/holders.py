"""Who or where has some of a set: *the Lima court heard 204*, *December saw 96*, *in Lima 19 people died*."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.fates import Fates
from extractor.claims.grammar import SUBJECTS, is_subject
from extractor.claims.places import SMALL
from extractor.claims.terms import same_verb
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.records import PlaceMention

HOLDER, THERE = "claims.relation.part_article_holder", "claims.relation.part_article_there"
_NAMES = frozenset({"GPE", "LOC", "FAC", "DATE"})
_BODIES = frozenset({"ORG", "NORP"})
_BEFORE = frozenset({"compound", "amod", "nmod", "poss"})
_WORDS = 60


class Holders:
    """Tells whether a figure is what one place, time, body or group has of what was counted of all."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = {rule.id for rule in rules.layer("claims.relation")}
        part: dict[str, Any] = rules.table("claims_relations", "part")
        self.having, self.sending = frozenset(part["having"]), frozenset(part["sending"])
        self.getting, self.holders = frozenset(part["getting"]), frozenset(part["holders"])
        self.regions = self.holders - frozenset(part["seasons"])
        self.people = frozenset(rules.table("numbers_slots", "persons")["nouns"])
        self.fates = Fates(rules)

    def __call__(self, draft: Draft, context: Context) -> str | None:
        """The rule that says so, null where none does."""
        if HOLDER in self.on and self._held(draft):
            return HOLDER
        return THERE if THERE in self.on and self._there(draft, context) else None

    def _held(self, draft: Draft) -> bool:
        """*The Lima court heard 204 cases*, *December saw 96*, *women lodged 300*."""
        anchor, verb = draft.anchor, draft.verb
        if (
            anchor is None
            or verb is None
            or "dobj" not in (anchor.dep_, anchor.head.dep_ if anchor.dep_ == "conj" else "")
        ):
            return False
        holder = _subject(verb)
        word = lemma(verb)
        if holder is None or not (word in self.having or word in self.sending):
            return False
        return self._places(holder) or lemma(holder) in self.people

    def _places(self, holder: Token) -> bool:
        """Whether a noun is of a place or a time: its name, *the port*, *the town of Lima*."""
        return lemma(holder) in self.holders or _named(holder, _NAMES)

    def _there(self, draft: Draft, context: Context) -> bool:
        """*In the town of Lima 19 people died*: a town or region beside the verb of which a figure is the subject."""
        if draft.anchor is None or not is_subject(draft.anchor):
            return False
        if any(place.kind in SMALL for place in context.places(draft.sentence)) or self._in_part(draft):
            return True
        countries = {place.start for place in context.places(draft.sentence)}
        return any(e.label in ("GPE", "LOC") and e.start not in countries for e in context.entities(draft.sentence))

    def _in_part(self, draft: Draft) -> bool:
        """*In the capital 120 firms were fined*."""
        verb = draft.verb
        places = (noun for of in verb.lefts if of.lower_ == "in" for noun in of.rights) if verb is not None else ()
        return any(noun.tag_ == "NN" and lemma(noun) in self.regions for noun in places)

    def shared(self, whole: Draft, draft: Draft, context: Context, rule: str) -> bool:
        """Whether what a holder has is of the set: one noun or fate, and the set is told of nobody's alone."""
        if any(place.kind == "city" and beside(place, whole) for place in context.places(whole.sentence)):
            return False
        fated = self.fated(draft, whole)
        if rule == THERE:
            again = draft.reading.unit == whole.reading.unit and same_verb(draft, whole)
            return fated or (again and not draft.bare)
        verb = draft.verb
        holder = _subject(whole.verb) if whole.verb is not None else None
        same = draft.reading.unit == whole.reading.unit and draft.reading.unit not in self.people
        if verb is not None and whole.verb is not None and lemma(verb) in self.sending:
            return draft.reading.unit == whole.reading.unit and lemma(whole.verb) in self.getting
        own = _subject(verb) if verb is not None else None
        if holder is None or holder is whole.anchor or own is None:
            return same or fated
        alone = _named(holder, _NAMES) or (_named(holder, _BODIES) and not self._places(own))
        return (same or fated) and not alone

    def fated(self, draft: Draft, whole: Draft) -> bool:
        """Whether the same became of both, and a figure counts no more kinds of people than the set."""
        wider = draft.reading.unit == "person" != whole.reading.unit and not draft.bare
        if wider and whole.reading.unit in self.people:
            return False
        return bool(self.fates(draft) & self.fates.own(whole))


def beside(place: PlaceMention, figure: Draft) -> bool:
    """Whether a place is named within a few words of a figure."""
    return place.end > figure.start - _WORDS and place.start < figure.end + _WORDS


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)


def _named(holder: Token, kinds: frozenset[str]) -> bool:
    """Whether a noun is a name of such a kind, or has one before it or behind its *of* or *in*."""
    if holder.ent_type_ in kinds or ("ORG" in kinds and holder.tag_ in ("NNP", "NNPS") and not holder.ent_type_):
        return True
    if any(child.dep_ in _BEFORE and child.ent_type_ in kinds for child in holder.lefts):
        return True
    below = (child for of in holder.rights if of.lower_ in ("of", "in") for child in of.rights)
    return any(child.ent_type_ in kinds for child in below)
