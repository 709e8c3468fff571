"""The topic of a sum: where it goes or comes from, what it buys, what it is the size of."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.draft import Draft
from extractor.claims.grammar import ancestors, inside, is_noun, is_passive, is_verb, noun_phrase, phrase_after, subject
from extractor.claims.topical import TopicWords, here
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_COMMON = ("NN", "NNS")
_PARTING = frozenset({"IN", "RP", "CD", "DT", "CC", ","})
_BEFORE = frozenset({"amod", "compound", "nmod", "nummod", "quantmod"})
_OBJECTS = frozenset({"dobj", "npadvmod", "nsubj", "nsubjpass", "oprd"})
_WORDED = frozenset({"amod", "compound", "nmod", "poss"})
_ABOUT = frozenset({"for", "of", "on"})
_NO_NAMES = frozenset({"", "QUANTITY"})  # "a gallon of diesel"
_UP = 3
_NEAR = 8


class PriceFinder:
    """Finds what a sum of money flows to or from, is the price of, or is the size of."""

    def __init__(self, rules: RuleSet, words: TopicWords) -> None:
        table: dict[str, Any] = rules.table("claims_topic", "price")
        self.words = words
        self.dealing = frozenset(table["dealing"])
        self.sums = frozenset(table["sums"])
        self.flows = {word: frozenset(verbs) for word, verbs in table["flows"].items()}
        self.owning = frozenset(table["owning"])
        self.idle = frozenset(table["idle"])
        self.sizing = frozenset(table["sizing"]) | words.levels
        self.valuing = frozenset(table["valuing"])

    def __call__(self, draft: Draft) -> Iterator[tuple[Span | None, str]]:
        """What each rule finds, the surest first."""
        verb = draft.predicate
        if draft.reading.kind != "money" or draft.anchor is None or verb is None or not is_verb(verb):
            return
        if here(draft, verb):
            yield self._flow(draft, verb, draft.anchor), "claims.topic.flow"
            yield self._deal(draft, verb, draft.anchor), "claims.topic.deal"

    def last(self, draft: Draft) -> Iterator[tuple[Span | None, str]]:
        """What has the size or the price, where nothing else is said: *a $84 million road programme*."""
        if draft.reading.kind != "money" or draft.reading.change is not None:
            return
        yield self._beside(draft), "claims.topic.worth"
        verb, anchor = draft.predicate, draft.anchor
        if verb is not None and anchor is not None and is_verb(verb):
            yield self._size(draft, self._sized(draft, verb, anchor)), "claims.topic.size"

    def _flow(self, draft: Draft, verb: Token, anchor: Token) -> Span | None:
        """*Lost $84 to scams*, *sank $84 into roads*, *got more from tickets ($84)*: where it goes or comes from."""
        above = anchor.head
        if anchor.dep_ == "appos" and above.dep_ == "pobj":
            if not self._flows(above.head, verb):
                return None
            return noun_phrase(draft.sentence, above, complements=()) if self._thing(above) else None
        moved = next((node for node in (anchor, *itertools.islice(ancestors(anchor), _UP)) if node.head == verb), None)
        if moved is None or moved.dep_ not in _OBJECTS:
            return None
        for token in draft.sentence.after(draft.reach, _NEAR):
            if self._flows(token, verb):
                thing = next((child for child in token.children if child.dep_ == "pobj"), None)
                money = token.head in (verb, moved, anchor) or token.head.dep_ == "npadvmod"
                named = thing is not None and money and self._thing(thing) and self._flowing(token, thing)
                return phrase_after(draft.sentence, token) if named else None
        return None

    def _flowing(self, preposition: Token, thing: Token) -> bool:
        """Whether a noun is what money goes into or comes out of, not where it lay or how it moved.

        *Took $84 from the drawer*, *made $84 on paper*; *from the sale of the house* says what it is.
        """
        told = any(child.dep_ == "prep" and child.lower_ == "of" for child in thing.rights)
        if lemma(thing) in self.idle or (lemma(thing) in self.sums and not told):
            return False
        definite = any(child.dep_ == "det" or child.tag_ == "PRP$" for child in thing.lefts)
        return told or preposition.lower_ not in ("from", "to") or not definite

    def _flows(self, preposition: Token, verb: Token) -> bool:
        """Whether a preposition stands with a verb whose money flows that way."""
        return preposition.tag_ == "IN" and lemma(verb) in self.flows.get(preposition.lower_, ())

    def _sized(self, draft: Draft, verb: Token, anchor: Token) -> Token | None:
        """*Repairs cost $84*, *fines reached $84*, *assets are valued at $84*, *put the needs at $84*."""
        if anchor.dep_ == "appos" and anchor.head.head != verb:  # "cost 84 pesos ($3)"
            anchor = anchor.head
        at = anchor.dep_ == "pobj" and anchor.head.lower_ == "at" and anchor.head.head == verb
        if at and lemma(verb) in self.valuing:
            if verb.dep_ == "acl":
                return verb.head
            if is_passive(verb):
                return draft.subject or (subject(verb.head) if verb.dep_ == "conj" else None)
            return next((child for child in verb.rights if child.dep_ == "dobj"), None)
        alone = draft.start <= draft.sentence.offset(anchor) < draft.end  # "a mill is a $4 million business"
        told = alone and anchor.dep_ == "attr" if lemma(verb) == "be" else lemma(verb) in self.sizing
        named = draft.subject if told and not is_passive(verb) else None
        owns = named is not None and lemma(named) in self.owning and lemma(verb) != "cost"
        return None if owns else named  # *the company averaged $84*: of what is not told

    def _size(self, draft: Draft, noun: Token | None) -> Span | None:
        """The phrase of a noun that has a size in money; of a word for a sum only with what it is for."""
        if noun is None or not here(draft, noun) or not self._thing(noun):
            return None
        clause = draft.predicate is not None and draft.predicate.head == noun  # "assets valued at $84"
        if inside(draft.anchor or noun, noun) and not clause:
            return None
        if lemma(noun) not in self.sums:
            return self.words.uncounted(draft, noun, "of")
        about = next((t for t in noun.subtree if t.i > noun.i and t.lower_ in _ABOUT and t.tag_ == "IN"), None)
        if about is not None:
            return phrase_after(draft.sentence, about)
        worded = any(child.dep_ in _WORDED and child.tag_ != "PRP$" for child in noun.lefts)
        return self.words.uncounted(draft, noun) if worded else None

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
        if not is_noun(noun) or noun.tag_ not in _COMMON or noun.ent_type_ not in _NO_NAMES:
            return False
        return lemma(noun) not in self.words.persons and lemma(noun) not in self.words.figures | self.words.agents
