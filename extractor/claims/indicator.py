"""The indicator that a share, a rate or a sum of money measures: *turnout slumped to 66%* is about turnout."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import is_noun, is_verb, preposition
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_KINDS = frozenset({"percent", "percentage_points", "money", "multiple", "fraction"})
_BEFORE = frozenset({"compound", "amod", "nmod"})
_PRONOUNS = frozenset({"it", "that", "this"})
_OF = frozenset({"of", "in"})
_RULES = frozenset({"claims.topic.indicator", "claims.topic.indicator_again", "claims.topic.measured"})


class IndicatorFinder:
    """Finds what an indicator's figure measures, by the noun it is said of."""

    def __init__(self, rules: RuleSet, changes: frozenset[str]) -> None:
        table: dict[str, Any] = rules.table("claims_topic", "indicator")
        self.named = frozenset(table["named"])
        self.general = frozenset(table["general"])
        self.verbs = changes | frozenset(table["verbs"])

    def __call__(self, draft: Draft, context: Context) -> Iterator[tuple[Span | None, str]]:
        """The phrase of the indicator, or that of the figure before which *it* and *the rate* go on about."""
        if draft.reading.kind not in _KINDS or draft.anchor is None:
            return
        for noun in self._nouns(draft, draft.anchor):
            yield self._phrase(draft, noun), "claims.topic.indicator"
            yield self._again(draft, noun, context), "claims.topic.indicator_again"

    def _nouns(self, draft: Draft, anchor: Token) -> Iterator[Token]:
        """The nouns it may be said of: *inflation of 4%*, *4% inflation*, *a 4% rise in prices*, the subject."""
        prep = preposition(anchor)
        if prep is not None and prep.lower_ in _OF:
            yield prep.head
        above = anchor.head
        if anchor.dep_ in _BEFORE | {"nummod", "quantmod", "npadvmod"} and is_noun(above):
            yield above
            for child in above.rights:
                if child.dep_ == "prep" and child.lower_ in _OF:
                    yield from (inner for inner in child.children if inner.dep_ == "pobj")
        verb = draft.predicate
        gapped = "claims.actor.gapping" in draft.rules  # "wages rose 6% and food prices 9%"
        if verb is not None and is_verb(verb) and lemma(verb) in self.verbs and not gapped:
            named = draft.subject
            if named is not None:
                yield named

    def _phrase(self, draft: Draft, noun: Token) -> Span | None:
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
        elif word in self.general and len(tokens) == 1:
            return None
        return draft.sentence.cover(tokens)

    def _again(self, draft: Draft, noun: Token, context: Context) -> Span | None:
        """The indicator that a pronoun or a definite noun stands for, of a figure in this sentence or the last."""
        definite = lemma(noun) in self.general and any(child.lower_ == "the" for child in noun.lefts)
        if not definite and not (noun.lower_ in _PRONOUNS and noun.tag_ in ("PRP", "DT")):
            return None
        if draft.counted is not None and not draft.elliptical:
            return None  # "it was 5% of the drivers"
        for sentence in itertools.chain((draft.sentence,), context.previous(draft.sentence, 1)):
            for earlier in reversed(context.in_sentence(sentence)):
                if earlier.order < draft.order and earlier.topic is not None and not _RULES.isdisjoint(earlier.rules):
                    named = not definite or noun.lower_ in earlier.topic.text.lower().split()
                    return earlier.topic if named and earlier.reading.kind == draft.reading.kind else None
        return None
