"""The offence that stands beside a noun of legal process: *bribery cases*, *murder accounted for 28 cases*."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import inside, is_noun, is_subject, is_verb
from extractor.claims.grammar import subject as subject_of
from extractor.claims.topical import TopicWords, here
from extractor.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHARES = frozenset({"percent", "fraction", "ratio"})
_BELOW = 24
_COUNTING = frozenset({"CD", "DT", "JJR", "JJS", "PRP$"})


class ChargeFinder:
    """Finds the offence in the noun phrase that is counted, or in the subject of what is said of a count."""

    def __init__(self, words: TopicWords) -> None:
        self.words = words
        self.tried = words.process | words.parties

    def compound(self, draft: Draft) -> Span | None:
        """*Sedition cases*, *draft-evasion convictions*: the noun before a noun of legal process."""
        if draft.counted is None or draft.elliptical:
            return None
        head = draft.sentence.head(draft.counted.start, draft.counted.end)
        return self._before(draft, head) if head is not None else None

    def _before(self, draft: Draft, head: Token) -> Span | None:
        """What stands before a noun of legal process or of a party to it, an adjective only if it is an offence."""
        if lemma(head) not in self.tried or not here(draft, head):
            return None
        return self._modifiers(draft, head, adjectives=False)

    def _modifiers(self, draft: Draft, head: Token, *, adjectives: bool) -> Span | None:
        """The words before a noun that name an offence: a noun among them, and one of offences before a party."""
        parts = [t for t in head.lefts if t.dep_ in ("compound", "nmod", "amod") and lemma(t) not in self.words.never]
        parts = [t for t in parts if adjectives or t.dep_ != "amod" or self.words.offence(t)]
        tokens = [t for part in parts for t in part.subtree if t.i < head.i and t.tag_ not in _COUNTING]
        while tokens and (tokens[0].ent_type_ in ("NORP", "GPE") or tokens[0].lower_ in ("new", "such", "other")):
            tokens = tokens[1:]
        if any(map(self.words.offence, tokens)):
            return draft.sentence.cover(tokens)
        plain = lemma(head) in self.words.process and lemma(head) != "count" and any(map(_common, tokens))
        return draft.sentence.cover(tokens) if plain else None

    def named(self, draft: Draft, context: Context) -> Span | None:
        """*Murder accounted for 28 cases*, *sedition cases fell to 11*: the subject names the offence."""
        verb = draft.predicate
        if verb is None or not is_verb(verb) or draft.event is None:
            return None
        named = subject_of(verb)
        if named is None or inside(draft.anchor or named, named) or not here(draft, named):
            return None
        if lemma(named) in self.tried and draft.event.lemma in self.words.levels | self.words.naming:
            return self._modifiers(draft, named, adjectives=True)
        if draft.event.lemma not in self.words.naming or not self._cases(draft):
            return None
        before = context.preceding(draft)
        if before is not None and before.start > draft.sentence.offset(verb):
            return None
        return self.words.phrase(draft, named, plain=draft.reading.unit in self.words.process)

    def in_subject(self, draft: Draft) -> Span | None:
        """*The average sentence in bribery cases was nine years*, *the number of bribery cases fell*."""
        verb = draft.predicate
        if verb is None or not is_verb(verb) or draft.event is None or draft.event.lemma not in self.words.levels:
            return None
        named = subject_of(verb)
        if named is None or inside(draft.anchor or named, named) or not here(draft, named):
            return None
        for token in itertools.islice(named.subtree, _BELOW):
            if token.i > named.i and lemma(token) in self.words.process and token.dep_ in ("pobj", "conj"):
                return self._before(draft, token)
        return None

    def involved(self, draft: Draft) -> Span | None:
        """*84 of the cases involved theft*: what the verb says that they are about."""
        verb = draft.predicate
        if (
            verb is None
            or draft.event is None
            or draft.event.lemma not in self.words.involving
            or not here(draft, verb)
        ):
            return None
        if draft.anchor is None or not is_subject(draft.anchor) or not self._cases(draft):
            return None
        thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
        return self.words.phrase(draft, thing)

    def charge_was(self, draft: Draft) -> Span | None:
        """*In 84 cases the charge was theft*: what the subject, a noun of charges, is said to be."""
        verb = draft.predicate
        if verb is None or draft.event is None or draft.event.lemma != "be" or not self._cases(draft):
            return None
        named = subject_of(verb)
        if named is None or lemma(named) not in self.words.charges or not here(draft, verb):
            return None
        thing = next(
            (c for c in verb.rights if c.dep_ == "attr" and c.i != (draft.anchor.i if draft.anchor else -1)), None
        )
        return self.words.phrase(draft, thing)

    def _cases(self, draft: Draft) -> bool:
        """Whether a figure counts cases, or nothing that is said."""
        return draft.reading.unit in self.words.process or draft.bare or draft.reading.kind in _SHARES


def _common(token: Token) -> bool:
    """Whether a noun is no name of a place, a person or a people: *insult cases*, not *Kochi cases*."""
    return is_noun(token) and token.ent_type_ not in ("GPE", "LOC", "FAC", "PERSON", "NORP")
