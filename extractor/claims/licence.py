"""Which prepositions lead to a topic: those that a word of justice takes, those whose complement is a matter."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.draft import Draft
from extractor.claims.grammar import ancestors, is_noun, is_verb
from extractor.claims.topical import TopicWords
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

MATTERS = ("for", "over")  # what a noun of justice takes
_ON_CHARGES = ("on", "over", "under")
_NEAR = 3
_COMPARING = frozenset({"ahead", "instead", "regardless", "short"})


class Licence:
    """Tells whether a preposition leads to what a figure is about."""

    def __init__(self, rules: RuleSet, words: TopicWords) -> None:
        table: dict[str, Any] = rules.table("claims_topic", "topic")
        self.words = words
        self.governors: dict[str, frozenset[str]] = {k: frozenset(v) for k, v in table["governors"].items()}
        self.idle = frozenset(table["idle"])
        self.leading = frozenset(table["leading"])
        self.purposes = frozenset(table["purposes"]) | frozenset(rules.table("claims_topic", "price")["sums"])

    def __call__(self, token: Token, draft: Draft) -> bool:
        """Whether the word above the preposition takes a topic with it (*charged with*), or it names an offence."""
        wanted = self.governors.get(token.lower_)
        anchor = draft.anchor
        if wanted and anchor is not None and token.i == anchor.i + 1 and lemma(anchor) in wanted:
            return True
        if token.head.tag_ in ("JJ", "RB") and token.head.lower_ == "clear":  # "five points clear of Leeds"
            return False
        offered = token.lower_ == "for" and any(map(self.words.offered, token.children))
        if offered and lemma(token.head) not in self.words.process:
            return False
        if token.lower_ in _ON_CHARGES and self._on_charges(token):
            return True
        if token.lower_ == "for" and token.i == draft.sentence.span.start and token.head.i > draft.sentence.span.start:
            return True
        if token.head.tag_ == "CD":
            return token.lower_ not in ("of", "in") or (token.lower_ == "in" and draft.reading.kind == "money")
        if token.lower_ in MATTERS and is_noun(token.head) and lemma(token.head) in self.words.process:
            return True
        if (
            token.lower_ == "of"
            and draft.reading.kind == "measure"
            and 0 <= draft.sentence.offset(token) - draft.end <= 1
        ):
            return True  # "two kilograms of heroin"
        if wanted is None or self.names(token) or self._said_of(token, draft):
            return True
        if draft.event is not None and draft.event.lemma in wanted and _hangs_on(token, draft):
            return True
        if token.lower_ == "for" and self._done_to(token, draft):
            return True
        if token.lower_ == "of" and is_noun(token.head) and draft.predicate is not None and token.i < draft.predicate.i:
            return lemma(token.head) in wanted  # "the county of Brav reported 84 cases"
        node = token
        # "Convicted 84 people of theft"; what else stands between has its own "of": "the opening of stations".
        own = token.head == anchor or lemma(token.head) in self.words.persons or _torn(token)
        near = _NEAR if token.lower_ != "of" or own else 1
        for _ in range(near):
            if node.head.i == node.i:
                break
            node = node.head
            if lemma(node) in wanted or node.lower_ in wanted:
                return True
        return False

    def _done_to(self, token: Token, draft: Draft) -> bool:
        """*Ejected 84 fans for racist chanting*, *84 were praised for bravery*: why something is done to people."""
        verb, anchor = draft.predicate, draft.anchor
        if verb is None or anchor is None or not is_verb(verb) or lemma(verb) in self.idle:
            return False
        if lemma(verb) in self.leading or any(lemma(child) in self.purposes for child in token.children):
            return False
        if anchor.head != verb or anchor.dep_ not in ("dobj", "nsubjpass"):
            return False
        # What is read as the noun's is as well why it was done if it is an act: "ejected 84 fans for chanting".
        below = token.head == verb or (token.head == anchor and any(c.text.endswith("ing") for c in token.children))
        return below and (draft.reading.unit in self.words.persons or draft.reading.unit in self.words.parties)

    def _said_of(self, token: Token, draft: Draft) -> bool:
        """*84 of the complaints were about noise*: what cases are said to be about, over or for."""
        copula = token.head == draft.predicate and draft.event is not None and draft.event.lemma == "be"
        return copula and draft.reading.unit in self.words.process and token.lower_ in ("about", "for", "over")

    def names(self, token: Token, *, bare: bool = False) -> bool:
        """Whether a complement says itself what it is: a noun of offences, or what somebody did (*for posting*)."""
        if token.head.lower_ in _COMPARING or (token.lower_ == "of" and not self._of_justice(token.head)):
            return False
        for child in token.children:
            if child.dep_ == "pobj" and token.lower_ == "with" and self.words.disease(child):
                return True
            if child.dep_ == "pobj" and self.words.offence(child):
                return not any(c.tag_ == "PRP$" for c in child.lefts)
            if child.dep_ == "pcomp" and child.tag_ == "VBG" and (token.lower_ == "for" or bare):
                return lemma(token.head) not in self.idle
        return False

    def _of_justice(self, head: Token) -> bool:
        """*Convicted of*, *victims of*, *84 of theft*; not *a spate of thefts*, *the scene of the murder*."""
        if not is_noun(head):
            return True
        word = lemma(head)
        return word in self.words.process or word in self.words.charges or word in self.governors["of"]

    def _on_charges(self, token: Token) -> bool:
        """*On national security charges*: the offence stands before the noun of legal process."""
        nouns = [c for c in token.children if c.dep_ == "pobj" and lemma(c) in ("charge", "count")]
        return any(c.dep_ in ("compound", "nmod", "amod") and c.tag_ != "CD" for noun in nouns for c in noun.lefts)


def _torn(token: Token) -> bool:
    """*Convicted Ana Ruiz, 51, of theft*: whether an "of" is not that of the name or the aside before it."""
    return token.head.ent_type_ == "PERSON" or (token.i > 0 and token.nbor(-1).text == ",")


def _hangs_on(token: Token, draft: Draft) -> bool:
    """Whether a word is below the predicate, even through a provision: *jailed under Article 5 for it*."""
    above = itertools.islice(ancestors(token), 1, 8)
    way = itertools.takewhile(lambda node: node != draft.predicate, above)
    return draft.predicate is not None and all(n.ent_type_ == "LAW" or n.lower_ in ("of", "under") for n in way)
