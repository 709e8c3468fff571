"""The words of topics: nouns of offences, of legal process, of acts, and what can name an offence.

What can name an offence is either a noun of offences or a common noun that tells of no one and
nothing countable: a mass noun, a gerund, without an article and not a name.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.draft import Draft
from extractor.claims.grammar import is_finite, is_noun, noun_phrase
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

COMPLEMENTS = ("of", "without", "against", "to")  # that belong to the name of an offence
_OFFERS = frozenset({"hire", "rent", "sale"})
_NOT_FIRST = frozenset({"CD", "MD", "VBZ", "VBP"})
_LONGEST = 14
_COUNTING = frozenset({"CD", "DT", "JJR", "JJS", "PRP$"})
_NAMES = ("NNP", "NNPS", "PRP", "WP", "WDT", "PRP$")


class TopicWords:
    """The word lists that the finders of topics share."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims_topic", "topic")
        self.offences = frozenset(rules.table("laws_offences", "offences")["nouns"])
        self.process = frozenset(table["process"])
        self.parties = frozenset(table["parties"])
        self.naming_nothing = frozenset(table["naming_nothing"])
        self.agents = frozenset(table["agents"])
        self.barred = self.naming_nothing | self.process | self.agents
        self.acts = frozenset(table["acts"])
        self.crimes = frozenset(table["crimes"])
        self.charges = frozenset(table["charges"])
        self.figures = frozenset(table["figures"])
        self.subjects = frozenset(table["subjects"])
        self.classing = frozenset(table["classing"])
        self.sought = frozenset(table["sought"])
        self.never = frozenset(table["never"])
        self.naming = frozenset(table["naming"])
        self.fetching = frozenset(table["fetching"])
        self.involving = frozenset(table["involving"])
        self.convicting = frozenset(rules.table("claims_topic", "purpose")["convicting"])
        self.vague = frozenset(table["vague"])
        self.diseases = frozenset(table["diseases"])
        self.suffering = frozenset(table["suffering"])
        self.harms = frozenset(table["harms"])
        story: dict[str, list[str]] = rules.table("claims_topic", "story")
        self.medical, self.asked = frozenset(story["medical"]), frozenset(story["asked"])
        self.wards, self.studies = frozenset(story["wards"]), frozenset(story["studies"])
        self.killing, self.mishaps = frozenset(story["killing"]), frozenset(story["mishaps"])
        self.injuring, self.befalling = frozenset(story["injuring"]), frozenset(story["befalling"])
        self.unrest = frozenset(story["unrest"])
        self.jabs, self.blows = frozenset(story["jabs"]), frozenset(story["blows"])
        self.ailments = self.medical | frozenset(story["ailments"])
        self.occasions, self.no_occasions = frozenset(story["occasions"]), frozenset(story["no_occasions"])
        # A word of no other kind, unless it is a gerund, names no matter.
        self.matters = self.offences | self.crimes | self.diseases | self.acts | self.process
        self.justice = frozenset(table["justice"])
        self.loose, self.no_deeds = frozenset(table["loose"]), frozenset(table["no_deeds"])
        self.strict = self.justice - self.loose
        self.kinds = frozenset(rules.table("claims_apt", "apt")["kinds"])
        self.regarding = frozenset(rules.table("claims_apt", "apt")["regarding"])
        self.persons = frozenset(rules.table("numbers_slots", "persons")["nouns"])
        self.imposing = frozenset(rules.table("claims_topic", "purpose")["imposing"])
        self.unfit = self.never | self.agents | self.kinds
        self.penalties = frozenset(rules.table("claims_law", "law")["penalties"]) | frozenset(table["bounds"])
        discourse: dict[str, list[str]] = rules.table("claims", "discourse")
        self.levels = frozenset(discourse["level_verbs"]) | frozenset(table["multiplying"])
        self.changes = self.levels | frozenset(discourse["change_verbs"])

    def offence(self, token: Token) -> bool:
        """Whether a word is a noun of offences, or of crimes with the word that says which: *drug offences*."""
        word = lemma(token)
        if token.tag_ == "NNP":  # a plural that opens a sentence and was read as a name: "Homicides fell"
            word = word.removesuffix("s")
        if token.lower_ in self.offences or word in self.offences:
            return True
        return (word in self.crimes and self.described(token)) or self._hyphened(token)

    def _hyphened(self, token: Token) -> bool:
        """*Drink-driving*: whether a word is the last of one that was taken apart at its hyphen."""
        if token.i <= 1 or token.nbor(-1).text != "-":
            return False
        return f"{token.nbor(-2).lower_}-{token.lower_}" in self.offences

    def disease(self, token: Token) -> bool:
        """Whether a word is the name of a disease."""
        return token.lower_ in self.diseases or lemma(token) in self.diseases

    def act(self, token: Token) -> bool:
        """Whether a word is a noun of acts, which are an offence only before a court: *sale*, *display*."""
        return not self.offence(token) and lemma(token) in self.acts

    def described(self, noun: Token) -> bool:
        """Whether a noun has a modifier that says which: *sexual offences*, not *such offences*."""
        return any(
            child.dep_ in ("amod", "compound", "nmod") and child.tag_ != "CD" and child.lower_ not in self.vague
            for child in noun.lefts
        )

    def can_name(self, tokens: Sequence[Token]) -> bool:
        """Whether they hold a noun of offences, or are a common noun in the singular or a gerund with its object."""
        if len(tokens) == 1 and self.offence(tokens[0]):
            return True
        if not tokens or any(t.tag_ == "CD" or is_finite(t) for t in tokens[1:]) or tokens[0].tag_ in _NOT_FIRST:
            return False
        if any(self.offence(t) for t in tokens):
            return True
        if any(t.ent_type_ or t.tag_ in _NAMES for t in tokens):
            return False
        first = tokens[0]
        if first.tag_ in ("VBD", "VBN") and len(tokens) > 1 and is_noun(tokens[1]):
            return self.can_name(tokens[1:])  # a participle that is parsed as the verb: "feigned illness"
        if first.tag_ == "VBD":  # "topped the list"
            return False
        if first.tag_ == "VBG":
            return lemma(first) not in self.barred and len(tokens) > 1
        head = next((t for t in tokens if t.head not in tokens), tokens[-1])
        return first.tag_ != "DT" and head.tag_ in ("NN", "VBG") and lemma(head) not in self.barred

    def before(self, head: Token, *, adjectives: bool = False) -> list[Token]:
        """The words before a noun of justice that say what it is for: *insult cases*, not *Paris cases*.

        A noun is among them, and before a party to it (*fraud suspects*) one of offences.
        """
        parts = [t for t in head.lefts if t.dep_ in ("compound", "nmod", "amod") and lemma(t) not in self.unfit]
        parts = [t for t in parts if adjectives or t.dep_ != "amod" or self.offence(t) or t.lower_ in self.classing]
        # "In the north 84 cases were heard": what stands before a number says where or when.
        number = max((t.i for t in head.doc[head.left_edge.i : head.i] if t.tag_ == "CD"), default=-1)
        tokens = [t for part in parts for t in part.subtree if number < t.i < head.i and t.tag_ not in _COUNTING]
        while tokens and (tokens[0].ent_type_ in ("NORP", "GPE") or self._says_nothing(tokens[0])):
            tokens = tokens[1:]
        if lemma(head) in self.crimes and tokens:
            return [*tokens, head]
        if any(map(self.offence, tokens)):
            return tokens
        if any(token.lower_ in self.classing for token in tokens):
            return [*tokens, head]
        plain = lemma(head) in self.process and lemma(head) != "count"
        return tokens if plain and any(map(_common, tokens)) else []

    def offered(self, thing: Token) -> bool:
        """*Cars for sale*, *flats for rent*: what can be had, not what a figure is about."""
        return thing.lower_ in _OFFERS and thing.n_lefts + thing.n_rights == 0

    def uncounted(self, draft: Draft, noun: Token, *complements: str) -> Span | None:
        """The phrase of a noun without the number of another figure: *suits*, not *two other suits*."""
        span = noun_phrase(draft.sentence, noun, complements=complements)
        tokens = draft.sentence.tokens(span.start, span.end)
        rest = list(itertools.dropwhile(lambda t: t.tag_ in _COUNTING or t.lower_ in self.vague, tokens))
        return draft.sentence.cover(rest) if rest else None

    def _says_nothing(self, token: Token) -> bool:
        """*New*, *such*, *commonest*: before a noun of justice, but not what it is for."""
        return token.lower_ in self.vague or token.lower_.endswith("est")

    def phrase(self, draft: Draft, named: Token | None, *, plain: bool = True) -> Span | None:
        """The phrase of a noun or gerund, if it names an offence; ``plain``: any that can, without an article."""
        span = _phrase(draft, named) if named is not None else None
        if span is None or named is None:
            return None
        tokens = draft.sentence.tokens(span.start, span.end)
        if plain and lemma(named) in self.acts and any(c.lower_ in COMPLEMENTS for c in named.rights):
            return span
        definite = any(c.dep_ in ("det", "poss") for c in named.lefts)
        sure = any(map(self.offence, tokens))
        return span if self.can_name(tokens) and (sure or (plain and not definite)) else None


def clause_of(gerund: Token, verb: Token) -> list[Token]:
    """The words of a gerund's clause, up to a comma or the verb that it is the subject of."""
    tokens = itertools.islice((token for token in gerund.subtree if token.i >= gerund.i), _LONGEST)
    return list(itertools.takewhile(lambda token: token.tag_ != "," and token != verb, tokens))


def _phrase(draft: Draft, named: Token) -> Span | None:
    if named.tag_ == "VBG":
        tokens = list(itertools.takewhile(lambda t: t.tag_ != ",", (t for t in named.subtree if t.i >= named.i)))
        return draft.sentence.cover(tokens[:6])
    if not is_noun(named):
        return None
    span = noun_phrase(draft.sentence, named, complements=COMPLEMENTS)
    tokens = draft.sentence.tokens(span.start, span.end)
    stop = next((n for n, t in enumerate(tokens) if t.tag_ in ("-LRB-", ",", ":")), len(tokens))
    return draft.sentence.cover(tokens[:stop]) if stop else None


def _common(token: Token) -> bool:
    """Whether a noun is no name, as of a place, a person or a people: *insult cases*, not *Paris cases*."""
    if not is_noun(token) or token.ent_type_ in ("GPE", "LOC", "FAC", "PERSON", "NORP"):
        return False
    named = token.tag_ == "NNP" and token.text.istitle() and token.head.text.islower()
    return not named or token.i == 0 or token.nbor(-1).tag_ == "."


def here(draft: Draft, token: Token) -> bool:
    """Whether a token stands in a figure's own sentence, and not in one that was parsed with it."""
    return draft.sentence.token_at(draft.sentence.offset(token)) == token
