"""The indicator that a share, a rate or a sum of money measures: *turnout slumped to 66%* is about turnout."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import SUBJECTS, ancestors, is_finite, is_noun, is_verb, preposition
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_KINDS = frozenset({"percent", "percentage_points", "money", "multiple", "fraction"})
_BEFORE = frozenset({"compound", "amod", "nmod"})
_PRONOUNS = frozenset({"it", "that", "this"})
_OF = frozenset({"of", "in"})
_LEVEL = frozenset({"above", "around", "at", "below", "from", "near", "to"})
_MENTIONED = frozenset({"nsubj", "nsubjpass", "dobj"})
_OWN = frozenset({"for", "of", "on"})
_AUXILIARY = frozenset({"aux", "auxpass"})
_MOVED = frozenset({"down", "up"})  # "with food prices up 4%"
_VALUED = frozenset({"cost", "price"})
_AGAIN = 3
_UP = 5  # words above a figure that may be the "with" of an aside


class IndicatorFinder:
    """Finds what an indicator's figure measures, by the noun it is said of."""

    def __init__(self, rules: RuleSet, changes: frozenset[str]) -> None:
        table: dict[str, Any] = rules.table("claims_topic", "indicator")
        self.named = frozenset(table["named"])
        self.general = frozenset(table["general"])
        self.rates = frozenset(rules.table("claims_topic", "story")["rates"])
        self.known = self.named | self.general
        self.verbs = changes | frozenset(table["verbs"])

    def __call__(self, draft: Draft, context: Context) -> Iterator[tuple[Span | None, str]]:
        """The phrase of the indicator, or that of the figure before which *it* and *the rate* go on about."""
        if draft.anchor is None or not (draft.reading.kind in _KINDS or _plain(draft)):
            return
        for noun in self._nouns(draft, draft.anchor):
            yield self._phrase(draft.sentence, noun), "claims.topic.indicator"
            yield self._again(draft, noun, context), "claims.topic.indicator_again"

    def _nouns(self, draft: Draft, anchor: Token) -> Iterator[Token]:
        """The nouns it may be said of: *inflation of 4%*, *4% inflation*, *a 4% rise in prices*, the subject."""
        prep = preposition(anchor)
        if prep is not None and prep.lower_ in _OF:
            yield prep.head
        first = draft.sentence.token_at(draft.start)
        if first is not None and first.i - draft.sentence.span.start > 1 and first.nbor(-1).lower_ in _MOVED:
            yield first.nbor(-2)
        above = anchor.head
        if anchor.dep_ == "conj" and is_noun(above):  # "inflation of 3% this year and 2% in 2027"
            yield above
        if anchor.dep_ in _BEFORE | {"nummod", "quantmod", "npadvmod"} and is_noun(above):
            yield above
            for child in above.rights:
                if child.dep_ == "prep" and child.lower_ in _OF:
                    yield from (inner for inner in child.children if inner.dep_ == "pobj")
        verb = draft.predicate
        gapped = "claims.actor.gapping" in draft.rules  # "wages rose 6% and food prices 9%"
        if prep is not None and prep.lower_ in _LEVEL and not gapped:
            yield from self._put_at(verb, prep)
        cut = _cut(verb, prep)
        if cut is not None:  # "the tariffs cut wages by 2%"
            yield cut
            return
        aside = not draft.compares and any(  # "with the euro up 2%"; not "compared with 2%"
            node.lower_ == "with" and node.dep_ == "prep" for node in itertools.islice(ancestors(anchor), 1, _UP)
        )
        if verb is not None and is_verb(verb) and not (gapped or aside) and lemma(verb) in self.verbs:
            yield from _subjects(draft, verb)

    def _put_at(self, verb: Token | None, prep: Token) -> Iterator[Token]:
        """*Kept its policy rate at 4%*, *took inflation down to 4%*, *as turnout slumps to 60%*, read as a noun."""
        before = prep.nbor(-1) if prep.i else prep
        if is_noun(before) and lemma(before) in self.verbs:
            yield from (child for child in before.lefts if child.dep_ == "compound" and child.i == before.i - 1)
        if verb is not None and verb in (prep.head, prep.head.head):
            yield from (child for child in verb.rights if child.dep_ == "dobj" and child.i < prep.i)

    def _phrase(self, sentence: Sentence, noun: Token) -> Span | None:
        word = lemma(noun)
        if not is_noun(noun) or not (word in self.named or word in self.general):
            return None
        left = [t for t in noun.lefts if t.dep_ in _BEFORE and not t.ent_type_ and t.tag_ not in ("CD", "JJR", "JJS")]
        tokens = [*(t for part in left for t in part.subtree), noun]
        while tokens[-1].i - tokens[0].i >= len(tokens):
            tokens = tokens[1:]
        of = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ == "of" and c.i == noun.i + 1), None)
        whole = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
        if (
            whole is not None
            and is_noun(whole)
            and not whole.ent_type_
            and not any(c.tag_ == "CD" for c in whole.lefts)
        ):
            tokens = [*tokens, *(t for t in noun.doc[noun.i + 1 : whole.i + 1] if t.i <= whole.i)]
        elif (word in self.general or word in _VALUED) and len(tokens) == 1:
            return None
        return sentence.cover(tokens)

    def _again(self, draft: Draft, noun: Token, context: Context) -> Span | None:
        """The indicator that a pronoun or a definite noun stands for, last said in this sentence or before it."""
        own = any(child.dep_ == "prep" and child.lower_ in _OWN for child in noun.rights)  # "the rate on mortgages"
        definite = lemma(noun) in self.general and not own and any(child.lower_ == "the" for child in noun.lefts)
        if not definite and not (noun.lower_ in _PRONOUNS and noun.tag_ in ("PRP", "DT")):
            return None
        if draft.counted is not None and not draft.elliptical:
            return None  # "it was 5% of the drivers"
        said = None if definite else self._said(draft.sentence, noun.i)
        if said is not None:
            return said
        for sentence in itertools.chain((draft.sentence,), context.previous(draft.sentence, _AGAIN if definite else 1)):
            for earlier in reversed(context.in_sentence(sentence)):
                if earlier.order >= draft.order:
                    continue
                if earlier.topic is None and earlier.reading.kind == draft.reading.kind:
                    return None  # "Inflation was 5%. The bank kept its rate at 4%. It fell to 3%"
                if earlier.topic is not None and self._indicates(earlier.topic):
                    words = earlier.topic.text.lower().split()
                    named = not definite or noun.lower_ in words or (noun.lower_ == "rate" and words[-1] in self.rates)
                    return earlier.topic if named and earlier.reading.kind == draft.reading.kind else None
            if sentence is not draft.sentence and not definite:
                return self._said(sentence, None)
        return None

    def _said(self, sentence: Sentence, before: int | None) -> Span | None:
        """*The bank trimmed its policy rate, and it now stands at 8%*: the last indicator said as subject or object."""
        for token in reversed(sentence.span):
            if (before is None or token.i < before) and token.dep_ in _MENTIONED and is_noun(token):
                span = self._phrase(sentence, token)
                if span is not None or before is None:
                    return span
        return None

    def _indicates(self, topic: Span) -> bool:
        """Whether a topic is an indicator's."""
        words = topic.text.lower().split()
        return any(word in self.known or word.rstrip("s") in self.known for word in words)


def _cut(verb: Token | None, prep: Token | None) -> Token | None:
    """The object of a verb that moves it *by* so much."""
    if verb is None or prep is None or prep.lower_ != "by" or prep.head != verb:
        return None
    return next((child for child in verb.rights if child.dep_ == "dobj" and child.i < prep.i), None)


def _plain(draft: Draft) -> bool:
    """*Turnout had crept up to 34*: a number of nothing that is said, whose measure the reader knows."""
    return draft.reading.kind == "count" and draft.counted is None and draft.reading.unit is None


def _subjects(draft: Draft, verb: Token) -> Iterator[Token]:
    """The subject; of two the nearer one; where none was seen, the noun right before the verb."""
    own = [child for child in verb.lefts if child.dep_ in SUBJECTS]
    if len(own) > 1:
        yield own[-1]
    named = draft.subject
    if named is not None:
        yield named
        return
    first = verb.left_edge.i
    verbal = next(
        (t for t in verb.doc[first : verb.i + 1] if t == verb or (t.head == verb and t.dep_ in _AUXILIARY)), verb
    )
    if verbal.i > first and is_finite(verbal):
        before = verbal.nbor(-1)
        if before.dep_ == "pobj" and before.head.head == verb:  # "at noon turnout had stood at 17%"
            yield before
