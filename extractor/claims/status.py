"""The topic that a status or a measure of justice gives: *declared foreign agents*, *bail was refused in 84 cases*."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.draft import Draft
from extractor.claims.grammar import inside, is_noun, is_passive, is_verb, noun_phrase, phrase_after
from extractor.claims.topical import TopicWords, here
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_ADJUNCTS = frozenset({"against", "for", "in", "on", "to"})
_DURING = frozenset({"in", "of", "on", "under"})
_BEHIND = 5
_COUNTED = frozenset({"count", "percent", "fraction", "ratio"})
_BEFORE = frozenset({"amod", "compound"})


class StatusFinder:
    """Finds the topic of a figure in what people are declared, are granted or are held under."""

    def __init__(self, rules: RuleSet, words: TopicWords) -> None:
        table: dict[str, Any] = rules.table("claims_topic", "status")
        self.words = words
        self.designating = frozenset(table["designating"])
        self.branding = frozenset(table["branding"])
        self.measures = frozenset(table["measures"])
        self.lasting = frozenset(table["lasting"])
        self.registers = frozenset(table["registers"])
        self.holding, self.entering = frozenset(table["holding"]), frozenset(table["entering"])
        self.culprits = frozenset(table["culprits"])
        self.doubtful = frozenset(table["doubtful"])
        self.trades = frozenset(table["trades"])

    def __call__(self, draft: Draft) -> Iterator[tuple[Span | None, str]]:
        """What each rule finds, the surest first."""
        verb = draft.predicate
        if verb is None or draft.anchor is None or not is_verb(verb) or not here(draft, verb):
            return
        if draft.reading.kind == "duration":
            yield self._undergone(draft, verb), "claims.topic.undergone"
        elif draft.reading.kind in _COUNTED:
            if lemma(verb) in self.designating:
                yield self._designated(draft, verb), "claims.topic.designated"
            if is_passive(verb):
                yield self._applied(draft, verb), "claims.topic.applied"
            else:
                yield self._doing(draft, draft.anchor), "claims.topic.doing"

    def last(self, draft: Draft) -> Iterator[tuple[Span | None, str]]:
        """What a figure is about that nothing else tells: the list that it is on, what those who are counted did."""
        if draft.reading.kind in _COUNTED and draft.anchor is not None:
            yield self._register(draft), "claims.topic.register"
            yield self._culprits(draft), "claims.topic.culprits"

    def _register(self, draft: Draft) -> Span | None:
        """*The register of foreign agents holds 84 names*, *added 84 names to its list of banned books*."""
        verb = draft.predicate
        if verb is None or not is_verb(verb) or not here(draft, verb):
            return None
        for child in verb.children:
            if child.dep_ == "prep" and lemma(verb) in self.entering:
                word = next((c for c in child.children if c.dep_ == "pobj"), child)
            elif child.dep_ == "nsubj" and lemma(verb) in self.holding:
                word = child
            else:
                continue  # "sent a list of demands to 84 firms"
            if lemma(word) not in self.registers or inside(draft.anchor or verb, word):
                continue
            of = next((c for c in word.rights if c.dep_ == "prep" and c.lower_ == "of"), None)
            thing = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
            if of is None or thing is None or thing.tag_ != "NNS" or thing.ent_type_:
                continue
            if lemma(thing) not in self.words.persons or lemma(thing) in self.culprits:
                return phrase_after(draft.sentence, of)
        return None

    def _culprits(self, draft: Draft) -> Span | None:
        """*Pardoned 84 rapists*, *2% of poachers*, *84 drug dealers*: those who are called by what they did."""
        counted = draft.counted
        head = draft.sentence.head(counted.start, counted.end) if counted is not None and not draft.elliptical else None
        if head is None or lemma(head) not in self.culprits:
            return None
        verb = draft.predicate
        if draft.reading.kind == "count" and (verb is None or lemma(verb) not in self.words.justice):
            return None  # "the film has 12 pirates"
        which = lemma(head) not in self.doubtful or any(child.lower_ in self.trades for child in head.lefts)
        return self.words.uncounted(draft, head) if which else None

    def _designated(self, draft: Draft, verb: Token) -> Span | None:
        """*Declared 84 people foreign agents*, *84 books were listed as extremist*: what they are held to be."""
        if not any(
            child.dep_ in ("dobj", "nsubjpass") and inside(draft.anchor or verb, child) for child in verb.children
        ):
            return None
        for child in verb.rights:
            if child.dep_ == "prep" and child.lower_ == "as":
                word = next((c for c in child.children if c.dep_ in ("pobj", "amod", "acomp")), None)
            else:
                word = child if child.dep_ == "oprd" else None
            if word is None:
                continue
            if is_noun(word) and lemma(word) not in self.words.persons and not inside(draft.anchor or verb, word):
                return noun_phrase(draft.sentence, word, complements=("of",))
            if word.lower_ in self.branding:
                return draft.sentence.cover([word])
        return None

    def _applied(self, draft: Draft, verb: Token) -> Span | None:
        """*Bail was refused in 84 cases*, *house arrest was chosen for 84 suspects*: the measure is the subject."""
        named = next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)
        anchor = draft.anchor
        if named is None or anchor is None or inside(anchor, named) or not self._measure(named):
            return None
        node = anchor.head if anchor.dep_ in ("nummod", "amod", "quantmod") else anchor
        if node.dep_ == "pobj" and node.head.lower_ == "of" and node.head.head.dep_ == "pobj":
            node = node.head.head
        if node.dep_ != "pobj" or node.head.lower_ not in _ADJUNCTS or node.head.head != verb:
            return None
        return noun_phrase(draft.sentence, named, complements=())

    def _undergone(self, draft: Draft, verb: Token) -> Span | None:
        """*Spent 14 months in pre-trial detention*, *house arrest lasted 14 months*: what the time is of."""
        after = itertools.islice(draft.sentence.after(draft.end, _BEHIND), _BEHIND)
        token = next((t for t in after if t.tag_ == "IN"), None)
        if token is not None and token.lower_ in _DURING:
            thing = next((child for child in token.children if child.dep_ == "pobj"), None)
            if thing is not None and self._measure(thing):
                return phrase_after(draft.sentence, token)
        named = draft.subject
        if named is None or lemma(verb) not in self.lasting or inside(draft.anchor or named, named):
            return None
        return noun_phrase(draft.sentence, named, complements=()) if self._measure(named) else None

    def _doing(self, draft: Draft, anchor: Token) -> Span | None:
        """*The arson killed 84 people*, *drug crimes put 84 people behind bars*: an offence that does something."""
        named = draft.subject
        if named is None or anchor.dep_ != "dobj" or not here(draft, named) or not self.words.offence(named):
            return None
        return noun_phrase(draft.sentence, named, complements=("of",))

    def _measure(self, noun: Token) -> bool:
        """Whether a noun is a measure of justice that is no penalty: *bail*, *pre-trial detention*."""
        if noun.lower_ not in self.measures:
            return False
        if noun.lower_ not in ("arrest", "detention", "release"):
            return True
        return any(child.dep_ in _BEFORE for child in noun.lefts)
