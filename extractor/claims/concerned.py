"""The matter that a word of justice takes, whatever it is: *a ban on rallies*, *jailed for hoarding*."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.grammar import is_noun, noun_phrase
from extractor.claims.topical import COMPLEMENTS, TopicWords
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_COMMON = ("NN", "NNS")
_BEFORE = frozenset({"amod", "compound", "nmod"})
_AGAINST = frozenset({"against", "on"})
_SOMEBODY = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_LONGEST = 6
_ENDS = frozenset({",", ":", "CD", "''", "-LRB-", "IN"})


class ConcernFinder:
    """Finds what laws, bans, charges and trials are about by the preposition or the participle behind them."""

    def __init__(self, rules: RuleSet, words: TopicWords) -> None:
        table: dict[str, list[str]] = rules.table("claims_topic", "concerned")
        self.words = words
        self.on = rules.has("claims.topic.concerned")
        self.laws = frozenset(table["laws"])
        self.texts = frozenset(table["texts"])
        self.outlawing = frozenset(table["outlawing"])
        self.prepositions = {name: frozenset(table[name]) for name in ("of", "on", "against", "over", "for", "with")}
        times: list[str] = rules.table("claims_apt", "apt")["times"]
        self.nothing = (
            words.barred | words.never | words.unfit | words.no_occasions | words.penalties | frozenset(times)
        )

    def __call__(self, sentence: Sentence) -> list[Span]:
        """The phrases of a sentence that a word of justice makes its matter, in order."""
        if not self.on:
            return []
        found: list[Span] = []
        for token in sentence.span:
            span = self._span(sentence, token) if not found or sentence.offset(token) >= found[-1].end else None
            if span is not None:
                found.append(span)
        return found

    def law(self, sentence: Sentence, end: int) -> bool:
        """Whether a sentence names a rule of law before an offset."""
        return any(
            lemma(token) in self.texts and sentence.offset(token) < end for token in sentence.span if is_noun(token)
        )

    def of_others(self, sentence: Sentence) -> bool:
        """*A crackdown on migrants*, *a law against Poles*: whether a sentence is of a measure against somebody."""
        for token in sentence.span:
            if token.lower_ in _AGAINST and self._takes(token):
                thing = next((c for c in token.children if c.dep_ == "pobj"), None)
                if thing is not None and (thing.ent_type_ in _SOMEBODY or lemma(thing) in self.words.persons):
                    return True
        return False

    def _span(self, sentence: Sentence, token: Token) -> Span | None:
        if token.lower_ in self.prepositions:
            return self._taken(sentence, token) if self._takes(token) else None
        if token.dep_ == "acl" and token.tag_ == "VBG" and lemma(token) in self.outlawing and self._law(token.head):
            return next((self._phrase(sentence, c) for c in token.rights if c.dep_ in ("dobj", "xcomp")), None)
        if self._law(token) and not any(child.dep_ == "prep" for child in token.rights):
            parts = [t for t in token.lefts if t.dep_ in _BEFORE and t.tag_ in ("NN", "JJ") and not t.ent_type_]
            named = [t for t in parts if t.tag_ == "NN" and self._apt(t)]
            return sentence.cover(parts[parts.index(named[0]) :]) if named else None
        return None

    def _law(self, noun: Token) -> bool:
        return noun.tag_ in _COMMON and lemma(noun) in self.laws

    def _takes(self, token: Token) -> bool:
        """Whether the word above a preposition is one of justice: *a law on*, *charges of*, *jailed over*."""
        above = lemma(token.head)
        if above in self.prepositions[token.lower_]:
            return True
        return token.lower_ in ("for", "over") and above in self.words.strict

    def _taken(self, sentence: Sentence, token: Token) -> Span | None:
        thing = next((c for c in token.children if c.dep_ in ("pobj", "pcomp")), None)
        return self._phrase(sentence, thing) if thing is not None else None

    def _phrase(self, sentence: Sentence, thing: Token) -> Span | None:
        if thing.tag_ == "VBG":
            tokens = [t for t in thing.subtree if thing.i <= t.i < thing.i + _LONGEST]
            rest = itertools.takewhile(lambda t: t.tag_ not in _ENDS, tokens[1:])
            return sentence.cover([thing, *rest])
        if not is_noun(thing) or thing.tag_ not in _COMMON or not self._apt(thing):
            return None
        span = noun_phrase(sentence, thing, complements=COMPLEMENTS)
        return span if not any(c.isdigit() for c in span.text) else None

    def _apt(self, noun: Token) -> bool:
        """Whether a common noun can be a matter: no person, time, place or word of the law."""
        word = lemma(noun)
        if noun.ent_type_ or any(child.tag_ == "PRP$" for child in noun.lefts):
            return False
        return word not in self.nothing and word not in self.words.persons and noun.lower_ not in self.nothing
