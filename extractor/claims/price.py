"""The topic of a sum: what it was lost to, what it is the price of, what it is set beside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.draft import Draft
from extractor.claims.grammar import is_noun, is_verb, phrase_after
from extractor.claims.topical import TopicWords, here
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_COMMON = ("NN", "NNS")
_PARTING = frozenset({"IN", "RP", "CD", "DT", "CC", ","})
_BEFORE = frozenset({"amod", "compound", "nmod", "nummod", "quantmod"})


class PriceFinder:
    """Finds what a sum of money is lost to, is the price of, or measures as a modifier."""

    def __init__(self, rules: RuleSet, words: TopicWords) -> None:
        table: dict[str, Any] = rules.table("claims_topic", "price")
        self.words = words
        self.losing = frozenset(table["losing"])
        self.dealing = frozenset(table["dealing"])
        self.sums = frozenset(table["sums"])

    def __call__(self, draft: Draft) -> Iterator[tuple[Span | None, str]]:
        """What each rule finds, the surest first."""
        verb = draft.predicate
        if draft.reading.kind != "money" or draft.anchor is None or verb is None or not is_verb(verb):
            return
        if here(draft, verb):
            yield self._lost(draft, verb), "claims.topic.lost_to"
            yield self._deal(draft, verb, draft.anchor), "claims.topic.deal"

    def last(self, draft: Draft) -> Iterator[tuple[Span | None, str]]:
        """*A $84 million road programme*: the noun that a sum stands before, where nothing else is said."""
        if draft.reading.kind == "money" and draft.reading.change is None:
            yield self._beside(draft), "claims.topic.worth"

    def _lost(self, draft: Draft, verb: Token) -> Span | None:
        """*Lost $84 million to romance scams and $31 million to fake shops*: what took the money."""
        after = next(iter(draft.sentence.after(draft.reach, 1)), None)
        if lemma(verb) not in self.losing or after is None or after.lower_ != "to":
            return None
        thing = next((child for child in after.children if child.dep_ == "pobj"), None)
        return phrase_after(draft.sentence, after) if thing is not None and self._thing(thing) else None

    def _deal(self, draft: Draft, verb: Token, anchor: Token) -> Span | None:
        """*Settled the libel suit for $84*, *the house was sold for $84*: what changes hands."""
        if lemma(verb) not in self.dealing or anchor.dep_ != "pobj" or anchor.head.lower_ != "for":
            return None
        if anchor.head.head != verb:
            return None
        thing = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
        return self.words.uncounted(draft, thing, "of") if thing is not None and self._thing(thing) else None

    def _beside(self, draft: Draft) -> Span | None:
        number = draft.sentence.head(draft.start, draft.end)
        noun = number.head if number is not None and number.dep_ in _BEFORE else None
        if noun is None or number is None or not self._thing(noun) or noun.i < number.i or lemma(noun) in self.sums:
            return None
        if noun.dep_ == "attr":  # "the firm is a $4 billion company"
            return None
        sentence = draft.sentence
        tokens = [
            t for t in sentence.tokens(draft.end, sentence.offset_end(noun)) if t.tag_ not in ("HYPH", "POS", "''")
        ]
        if not tokens or any(t.tag_ in _PARTING or not t.text[0].isalpha() for t in tokens):
            return None
        return sentence.cover(tokens)

    def _thing(self, noun: Token) -> bool:
        """Whether a noun is a common one of no person and no amount."""
        if not is_noun(noun) or noun.tag_ not in _COMMON or noun.ent_type_:
            return False
        return lemma(noun) not in self.words.persons and lemma(noun) not in self.words.figures
