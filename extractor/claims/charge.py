"""The offence that stands beside a noun of legal process: *bribery cases*, *murder accounted for 28 cases*.

What can name an offence is either a noun of offences or a common noun that tells of no one and
nothing countable: a mass noun, a gerund, without an article and not a name.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import inside, is_finite, is_noun, is_subject, is_verb, noun_phrase
from extractor.claims.grammar import subject as subject_of
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOT_FIRST = frozenset({"CD", "MD", "VBZ", "VBP"})
_SHARES = frozenset({"percent", "fraction", "ratio"})
_BELOW = 24
_COUNTING = frozenset({"CD", "DT", "JJR", "JJS", "PRP$"})
COMPLEMENTS = ("of", "without", "against", "to")  # that belong to the name of an offence


class Nameable:
    """Whether some tokens can name an offence."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims_topic", "topic")
        self.offences = frozenset(rules.table("laws_offences", "offences")["nouns"])
        self.barred = frozenset(table["naming_nothing"]) | frozenset(table["process"]) | frozenset(table["agents"])

    def offence(self, token: Token) -> bool:
        """Whether a word is a noun of offences."""
        return token.lower_ in self.offences or lemma(token) in self.offences

    def __call__(self, tokens: Sequence[Token]) -> bool:
        """Whether they hold a noun of offences, or are a common noun in the singular or a gerund with its object."""
        if len(tokens) == 1 and self.offence(tokens[0]):
            return True
        if not tokens or any(t.tag_ == "CD" or is_finite(t) for t in tokens[1:]) or tokens[0].tag_ in _NOT_FIRST:
            return False
        if any(self.offence(t) for t in tokens):
            return True
        if any(t.ent_type_ or (t.tag_ in ("NNP", "NNPS", "PRP", "WP", "WDT", "PRP$")) for t in tokens):
            return False
        first = tokens[0]
        if first.tag_ in ("VBD", "VBN") and len(tokens) > 1 and is_noun(tokens[1]):
            return self(tokens[1:])  # a participle that is parsed as the verb: "feigned illness"
        if first.tag_ == "VBG":
            return lemma(first) not in self.barred and len(tokens) > 1
        head = next((t for t in tokens if t.head not in tokens), tokens[-1])
        return first.tag_ != "DT" and head.tag_ == "NN" and lemma(head) not in self.barred


class ChargeFinder:
    """Finds the offence in the noun phrase that is counted, or in the subject of what is said of a count."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims_topic", "topic")
        self.never = frozenset(table["never"])
        self.process = frozenset(table["process"]) | frozenset(table["parties"])
        self.counted = frozenset(table["process"])
        self.naming = frozenset(table["naming"])
        self.levels = frozenset(rules.table("claims", "discourse")["level_verbs"]) | frozenset(table["multiplying"])
        self.involving = frozenset(table["involving"])
        self.acts = frozenset(table["acts"])
        self.charges = frozenset(table["charges"])
        self.nameable = Nameable(rules)

    def compound(self, draft: Draft) -> Span | None:
        """*Sedition cases*, *draft-evasion convictions*: the noun before a noun of legal process."""
        if draft.counted is None or draft.elliptical:
            return None
        head = draft.sentence.head(draft.counted.start, draft.counted.end)
        return self._before(draft, head) if head is not None else None

    def _before(self, draft: Draft, head: Token) -> Span | None:
        """What stands before a noun of legal process or of a party to it, an adjective only if it is an offence."""
        if lemma(head) not in self.process or draft.sentence.token_at(draft.sentence.offset(head)) != head:
            return None
        return self._modifiers(draft, head, adjectives=False)

    def _modifiers(self, draft: Draft, head: Token, *, adjectives: bool) -> Span | None:
        """The words before a noun that name an offence: a noun among them, and one of offences before a party."""
        parts = [t for t in head.lefts if t.dep_ in ("compound", "nmod", "amod") and lemma(t) not in self.never]
        parts = [t for t in parts if adjectives or t.dep_ != "amod" or self.nameable.offence(t)]
        tokens = [t for part in parts for t in part.subtree if t.i < head.i and t.tag_ not in _COUNTING]
        while tokens and (tokens[0].ent_type_ in ("NORP", "GPE") or tokens[0].lower_ in ("new", "such", "other")):
            tokens = tokens[1:]
        if any(map(self.nameable.offence, tokens)):
            return draft.sentence.cover(tokens)
        plain = lemma(head) in self.counted and lemma(head) != "count" and any(map(is_noun, tokens))
        return draft.sentence.cover(tokens) if plain else None

    def named(self, draft: Draft, context: Context) -> Span | None:
        """*Murder accounted for 28 cases*, *sedition cases fell to 11*: the subject names the offence."""
        verb = draft.predicate
        if verb is None or not is_verb(verb) or draft.event is None:
            return None
        named = subject_of(verb)
        if named is None or inside(draft.anchor or named, named) or not self._here(draft, named):
            return None
        if lemma(named) in self.process and draft.event.lemma in self.levels | self.naming:
            return self._modifiers(draft, named, adjectives=True)
        if draft.event.lemma not in self.naming or not self._cases(draft):
            return None
        before = context.preceding(draft)
        if before is not None and before.start > draft.sentence.offset(verb):
            return None
        return self._naming(draft, named, plain=draft.reading.unit in self.counted)

    def _naming(self, draft: Draft, thing: Token | None, *, plain: bool = True) -> Span | None:
        """The phrase of a noun or gerund, if it names an offence; ``plain``: any that can, without an article."""
        span = self._phrase(draft, thing) if thing is not None else None
        if span is None or thing is None:
            return None
        tokens = draft.sentence.tokens(span.start, span.end)
        definite = any(c.dep_ in ("det", "poss") for c in thing.lefts)
        sure = any(map(self.nameable.offence, tokens))
        if plain and lemma(thing) in self.acts and any(c.lower_ in COMPLEMENTS for c in thing.rights):
            return span
        return span if self.nameable(tokens) and (sure or (plain and not definite)) else None

    def _phrase(self, draft: Draft, named: Token) -> Span | None:
        if named.tag_ == "VBG":
            tokens = list(itertools.takewhile(lambda t: t.tag_ != ",", (t for t in named.subtree if t.i >= named.i)))
            return draft.sentence.cover(tokens[:6])
        if not is_noun(named):
            return None
        span = noun_phrase(draft.sentence, named, complements=COMPLEMENTS)
        tokens = draft.sentence.tokens(span.start, span.end)
        stop = next((n for n, t in enumerate(tokens) if t.tag_ in ("-LRB-", ",", ":")), len(tokens))
        return draft.sentence.cover(tokens[:stop]) if stop else None

    def in_subject(self, draft: Draft) -> Span | None:
        """*The average sentence in bribery cases was nine years*, *the number of bribery cases fell*."""
        verb = draft.predicate
        if verb is None or not is_verb(verb) or draft.event is None or draft.event.lemma not in self.levels:
            return None
        named = subject_of(verb)
        if named is None or inside(draft.anchor or named, named) or not self._here(draft, named):
            return None
        for token in itertools.islice(named.subtree, _BELOW):
            if token.i > named.i and lemma(token) in self.counted and token.dep_ in ("pobj", "conj"):
                return self._before(draft, token)
        return None

    def involved(self, draft: Draft) -> Span | None:
        """*84 of the cases involved theft*: what the verb says that they are about."""
        verb = draft.predicate
        if (
            verb is None
            or draft.event is None
            or draft.event.lemma not in self.involving
            or not self._here(draft, verb)
        ):
            return None
        if draft.anchor is None or not is_subject(draft.anchor) or not self._cases(draft):
            return None
        thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
        return self._naming(draft, thing)

    def charge_was(self, draft: Draft) -> Span | None:
        """*In 84 cases the charge was theft*: what the subject, a noun of charges, is said to be."""
        verb = draft.predicate
        if verb is None or draft.event is None or draft.event.lemma != "be" or not self._cases(draft):
            return None
        named = subject_of(verb)
        if named is None or lemma(named) not in self.charges or not self._here(draft, verb):
            return None
        thing = next(
            (c for c in verb.rights if c.dep_ == "attr" and c.i != (draft.anchor.i if draft.anchor else -1)), None
        )
        return self._naming(draft, thing)

    def _cases(self, draft: Draft) -> bool:
        """Whether a figure counts cases, or nothing that is said."""
        return draft.reading.unit in self.counted or draft.bare or draft.reading.kind in _SHARES

    def _here(self, draft: Draft, token: Token) -> bool:
        return draft.sentence.token_at(draft.sentence.offset(token)) == token
