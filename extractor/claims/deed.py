"""The topic that a verb gives: what people admit, are caught at, are granted, or did before they were punished."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import inside, is_noun, is_passive, is_verb, noun_phrase, phrase_after
from extractor.claims.terms import SHARES
from extractor.claims.topical import COMPLEMENTS, TopicWords, here
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONGEST = 8
_STOPS = frozenset({",", ":", "-LRB-", "WDT", "WP", "CD"})
_WHICH = frozenset({"which", "whom"})
_LEADING = frozenset({"about", "for", "into", "on", "over"})
_TO_WHOM = frozenset({"to", "for"})


class DeedFinder:
    """Finds the topic of a figure in what its verb takes, or in a clause about those who are counted."""

    def __init__(self, rules: RuleSet, words: TopicWords) -> None:
        table: dict[str, Any] = rules.table("claims_topic", "deed")
        self.words = words
        self.admitting = frozenset(table["admitting"])
        self.catching = frozenset(table["catching"])
        self.granting = frozenset(table["granting"])
        self.occupying = frozenset(table["occupying"])
        self.citing = frozenset(table["citing"])
        self.counting = frozenset(table["counting"]) | words.levels
        self.answering = frozenset(table["answering"]) | words.persons | words.parties

    def __call__(self, draft: Draft, context: Context) -> Iterator[tuple[Span | None, str]]:
        """What each rule finds, the surest first."""
        verb = draft.predicate
        if verb is None or draft.anchor is None or not is_verb(verb) or not here(draft, verb):
            return
        if draft.reading.kind == "money":
            yield self._for_which(draft, verb), "claims.topic.for_which"
            return
        if draft.reading.unit in self.words.process and verb.dep_ == "relcl":
            yield self._for_which(draft, verb), "claims.topic.for_which"
        name = lemma(verb)
        if name in self.citing and draft.reading.kind in SHARES:
            yield self._cited(draft, verb), "claims.topic.cited"
        if name in self.admitting and not is_passive(verb):
            yield self._admitted(draft, verb), "claims.topic.admitted"
        if name in self.catching and is_passive(verb):
            yield self._caught(draft, verb), "claims.topic.caught"
        if name in self.granting:
            yield self._granted(draft, verb, context), "claims.topic.granted"
        people = draft.reading.unit in self.words.persons or draft.reading.unit in self.words.parties
        if name in self.words.justice and people:
            yield self._who_did(draft, draft.anchor), "claims.topic.who_did"

    def _admitted(self, draft: Draft, verb: Token) -> Span | None:
        """*84 men admitted bribery*, *confessed to forging stamps*, *pleaded guilty to fraud*."""
        guilty = next((c for c in verb.rights if c.lower_ == "guilty"), verb)
        for child in itertools.chain(verb.rights, guilty.rights if guilty != verb else ()):
            if child.dep_ == "prep" and child.lower_ == "to" and lemma(verb) != "commit":  # to a plan
                if any(c.dep_ == "dobj" for c in verb.rights):  # "admitted 84 members to the party"
                    return None
                return phrase_after(draft.sentence, child)
            if child.dep_ in ("dobj", "xcomp", "ccomp") and not inside(draft.anchor or child, child):
                if child.tag_ == "VBG":
                    return self._clause(draft, child)
                if is_noun(child) and lemma(child) not in self.words.charges | self.words.persons:
                    return noun_phrase(draft.sentence, child, complements=COMPLEMENTS)
        return None

    def last(self, draft: Draft) -> Iterator[tuple[Span | None, str]]:
        """*The census counted 84 pupils playing rugby*: what there are so many people doing."""
        anchor, verb = draft.anchor, draft.predicate
        if anchor is None or draft.bare or draft.reading.unit not in self.words.persons:
            return
        if verb is None or lemma(verb) not in self.counting:  # what those who are held or hit had in hand
            return
        clause = next((c for c in anchor.rights if c.dep_ == "acl" and c.tag_ == "VBG"), None)
        thing = next((c for c in clause.rights if c.dep_ == "dobj"), None) if clause is not None else None
        if clause is not None and thing is not None and lemma(clause) in self.occupying and self._plain(thing):
            yield noun_phrase(draft.sentence, thing, complements=()), "claims.topic.occupied"

    def _plain(self, thing: Token) -> bool:
        """Whether a noun is a common one of no person."""
        if thing.tag_ not in ("NN", "NNS") or thing.ent_type_ or thing.lower_ in self.words.never:
            return False
        return lemma(thing) not in self.words.persons and not any(c.tag_ == "CD" for c in thing.lefts)

    def _cited(self, draft: Draft, verb: Token) -> Span | None:
        """*31% of the women named the cost*, *31% support the reform*: what those who are asked give for an answer."""
        anchor = draft.anchor
        if anchor is None or is_passive(verb) or not any(c.dep_ == "nsubj" and inside(anchor, c) for c in verb.lefts):
            return None
        if draft.counted is not None:
            whole = draft.sentence.head(draft.counted.start, draft.counted.end)
            asked = whole is None or whole.ent_type_ == "NORP" or lemma(whole) in self.answering
            if not asked:  # "60% of the beams support the roof"
                return None
        thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
        if thing is None or not self._plain(thing):
            return None
        return noun_phrase(draft.sentence, thing, complements=("of",))

    def _caught(self, draft: Draft, verb: Token) -> Span | None:
        """*84 drivers were caught speeding*, *84 shops were found to be selling alcohol*, *to have broken rules*."""
        for child in verb.rights:
            if child.dep_ in ("xcomp", "ccomp", "advcl") and child.tag_ in ("VBG", "VBN") and child.i - verb.i < 5:
                return self._clause(draft, child)
        return None

    def _granted(self, draft: Draft, verb: Token, context: Context) -> Span | None:
        """*Granted bail to 84 men and parole to 12*: what they get, or do not get."""
        first = draft.sentence.token_at(draft.start)
        before = first.nbor(-1) if first is not None and first.i > draft.sentence.span.start else None
        if before is not None and before.lower_ in _TO_WHOM and before.i > draft.sentence.span.start:
            noun = before.nbor(-1)
            if noun.tag_ in ("NN", "NNS"):
                return noun_phrase(draft.sentence, noun, complements=())
        thing = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
        if thing is not None and is_noun(thing) and lemma(thing) not in self.words.persons and _to_them(draft, verb):
            return noun_phrase(draft.sentence, thing, complements=("of",))
        thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
        given = draft.anchor is not None and draft.anchor.dep_ in ("dative", "nsubjpass", "iobj")
        if not given or thing is None or not is_noun(thing) or context.preceding(draft) is not None:
            return None
        return noun_phrase(draft.sentence, thing, complements=("of",))

    def _who_did(self, draft: Draft, anchor: Token) -> Span | None:
        """*Jailed 84 men who had fled their units*: what those who are punished did."""
        for clause in anchor.rights:
            if clause.dep_ != "relcl" or clause.tag_ not in ("VBD", "VBN") or lemma(clause) in self.words.no_deeds:
                continue
            who = next((c for c in clause.lefts if c.dep_ == "nsubj"), None)
            if who is not None and who.lower_ in ("who", "that", "which"):
                return self._clause(draft, clause)
        return None

    def _for_which(self, draft: Draft, verb: Token) -> Span | None:
        """*The tunnel, on which the city spent $3 million*, *schemes on which 84 complaints came in*."""
        if verb.dep_ != "relcl" or not is_noun(verb.head) or verb.head.ent_type_:
            return None
        led = any(c.lower_ in _LEADING and any(w.lower_ in _WHICH for w in c.children) for c in verb.lefts)
        return noun_phrase(draft.sentence, verb.head, complements=("of",)) if led else None

    def _clause(self, draft: Draft, verb: Token) -> Span:
        """A verb and what follows it in its clause."""
        tokens = [t for t in verb.subtree if verb.i <= t.i < verb.i + _LONGEST]
        stop = next((n for n, t in enumerate(tokens) if t.tag_ in _STOPS), len(tokens))
        return draft.sentence.cover(tokens[:stop])


def _to_them(draft: Draft, verb: Token) -> bool:
    """*Asylum was granted to 84 men*: whether those who are counted get what the passive verb gives."""
    to = draft.anchor.head if draft.anchor is not None and draft.anchor.dep_ == "pobj" else None
    return to is not None and to.lower_ == "to" and to.head == verb
