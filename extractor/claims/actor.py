"""The actor of a figure: who does or undergoes what is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.doer import (
    can_act,
    commanded,
    existing,
    misread,
    modifies,
    nearest,
    of_next,
    of_subject,
    shows,
)
from extractor.claims.draft import Draft, overlaps
from extractor.claims.gapped_actor import GappedActors
from extractor.claims.grammar import agent, ancestors, inside, is_noun, is_passive, is_purpose, is_verb, noun_phrase
from extractor.claims.grammar import subject as subject_of
from extractor.claims.ranking import holder
from extractor.claims.screen import pattern_of
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_MISREAD = frozenset({"claims.event.measure", "claims.event.homograph"})
_FOR = re.compile(r" for (?:the )?[A-Z]")
_TO = re.compile(r"\b(?:to|against|versus|vs\.?|compared with)\s(?:about |just |only )?\Z")


class ActorFinder:
    """Finds who does what is counted: subject of an active verb, ``by`` phrase of a passive one."""

    def __init__(self, rules: RuleSet) -> None:
        table = rules.table("claims", "actor")
        self.light = frozenset(table["light"])
        self.transparent = frozenset({*rules.table("claims", "discourse")["transparent"], "average", "record"})
        self.intransitive = frozenset(table["intransitive"])
        self.twofold = frozenset(table["twofold"])
        self.gapped = GappedActors(rules)
        self.object_control = frozenset(table["object_control"])
        self.on = {rule.id for rule in rules.layer("claims.actor")}
        self.dateline = pattern_of(rules, "claims.actor.dateline")
        self.label = pattern_of(rules, "claims.actor.label")

    def __call__(self, context: Context) -> None:
        """Set ``actor``; an agentless passive, or a figure that is itself the subject, has none."""
        for draft in context.drafts:
            verb = draft.predicate
            if verb is None:
                continue
            if self._owned(draft, context) or self._by(draft, context) or self._for(draft, context):
                continue
            if not is_verb(verb):
                self._misread(draft, verb)
                self._nominal(draft, verb, context)
                continue
            if self._ranked(draft, context) or self.gapped(draft, verb, context) or self._labelled(draft, verb):
                continue
            if (
                draft.donor is not None
                and draft.donor.sentence is not draft.sentence
                and draft.event is draft.donor.event
            ):
                self._from_donor(draft, draft.donor)
            else:
                self._own(draft, verb, context)

    def _misread(self, draft: Draft, verb: Token) -> None:
        """*A mortgage costs 5%*: a verb read as a noun has its subject as the noun's modifier."""
        if _MISREAD.isdisjoint(draft.rules) or "claims.actor.subject" not in self.on:
            return
        tokens = misread(verb)
        if tokens and is_noun(tokens[-1]) and not _own_words(draft, tokens):
            draft.actor = draft.sentence.cover(tokens)
            draft.fired("claims.actor.subject")

    def _nominal(self, draft: Draft, noun: Token, context: Context) -> None:
        """*The bank's purchase of 84 vans*, *an offer by the bank*, *the bank had a loss of $84 million*."""
        held = "claims.event.held" in draft.rules
        if "claims.actor.nominal" not in self.on or not (held or "claims.event.nominal" in draft.rules):
            return
        doer = next((child for child in noun.lefts if child.dep_ == "poss" and not held), None)
        by = next((child for child in noun.rights if child.lower_ == "by"), None)
        if doer is None and by is not None:
            doer = next((child for child in by.children if child.dep_ == "pobj"), None)
        verb = noun.head
        if doer is None and noun.dep_ == "dobj" and is_verb(verb) and lemma(verb) in self.light:
            doer = subject_of(verb)
        if doer is None or not can_act(doer) or doer.tag_ == "PRP$":
            return
        span = noun_phrase(draft.sentence, doer)
        if not overlaps(span, context.beside(draft)) and not overlaps(span, context.dates(draft.sentence)):
            draft.actor = span
            draft.fired("claims.actor.nominal")

    def _owned(self, draft: Draft, context: Context) -> bool:
        """*47% to Haddad's 41%*: whose a figure without a noun is."""
        first = draft.sentence.token_at(draft.start) if "claims.actor.owned" in self.on and draft.bare else None
        mark = first.nbor(-1) if first is not None and first.i > draft.sentence.span.start else None
        if mark is None or mark.tag_ != "POS" or not is_noun(mark.head) or modifies(draft):
            return False
        return _take(draft, context, mark.head, "claims.actor.owned")

    def _by(self, draft: Draft, context: Context) -> bool:
        """*Four were killed by mines and two by gunfire*: the agent of a figure that shares another's verb."""
        word = draft.sentence.token_at(draft.end + 1) if draft.donor is not None and draft.bare else None
        if "claims.actor.by" not in self.on or word is None or word.lower_ != "by" or word.i <= 0:
            return False
        doer = next((child for child in word.children if child.dep_ == "pobj"), None)
        verb = draft.predicate
        if doer is None or verb is None or verb.tag_ != "VBN" or not is_noun(doer):
            return False
        return _take(draft, context, doer, "claims.actor.by")

    def _for(self, draft: Draft, context: Context) -> bool:
        """*Rossi had 51% to 49% for Bianchi*: whose the other share of a vote or a poll is."""
        known = "claims.actor.for" in self.on and draft.reading.kind == "percent" and draft.start > draft.sentence.start
        if not known or _FOR.match(context.follow(draft)) is None or _TO.search(context.lead(draft)) is None:
            return False
        start = draft.end + len(" for ")
        name = next(
            (e for e in context.entities(draft.sentence) if e.start <= start + len("the ") and e.end > start), None
        )
        if name is None or name.start < start or name.label not in ("PERSON", "ORG", "NORP"):
            return False
        draft.actor = draft.sentence.slice(name.start, name.end)
        draft.fired("claims.actor.for")
        return True

    def _labelled(self, draft: Draft, verb: Token) -> bool:
        """*Tigers: 7-3, averaging 84 points*: what stands before the colon is the subject of the participle."""
        sentence = draft.sentence
        match = self.label.match(sentence.plain) if self.label is not None and verb.tag_ == "VBG" else None
        if match is None or sentence.offset(verb) < sentence.start + match.end():
            return False
        doer = draft.subject
        if doer is not None and sentence.offset(doer) >= sentence.start + match.end():
            return False
        draft.actor = sentence.slice(sentence.start + match.start("label"), sentence.start + match.end("label"))
        draft.fired("claims.actor.label")
        return True

    def _active(self, verb: Token) -> bool:
        """*A ride by 85 cyclists brought in $62,000*, *the court disposed of 84 cases*: no passive participle."""
        if verb.dep_ != "acl" or lemma(verb) in self.intransitive:
            return verb.dep_ == "acl"
        return any(child.dep_ == "dobj" for child in verb.rights) and lemma(verb) not in self.twofold

    def _from_donor(self, draft: Draft, donor: Draft) -> None:
        if donor.actor is not None and "claims.actor.ellipsis" in self.on:
            draft.actor = donor.actor
            draft.fired("claims.actor.ellipsis")
            draft.inherit("actor", donor.actor)

    def _own(self, draft: Draft, verb: Token, context: Context) -> None:
        passive = is_passive(verb) and not self._active(verb)
        doer, rule = self._doer(draft, verb, context, passive)
        if doer is not None and verb.tag_ == "VBN" and verb.dep_ == "acl" and not passive:
            doer = _outermost(doer)
        if doer is not None and self.dateline is not None:
            doer = self._behind_dateline(doer, verb, draft)
        if doer is None or rule not in self.on or not can_act(doer):
            return
        if draft.anchor is None or draft.sentence.token_at(draft.sentence.offset(doer)) != doer:
            return
        relative = any(_relates(node) and inside(node, doer) for node in ancestors(verb))
        if doer == draft.anchor or (inside(draft.anchor, doer) and not relative and not self._qualifies(draft, doer)):
            return
        if _joint(draft.anchor, doer):
            return
        if "claims.actor.base" in self.on and of_subject(draft, doer, context):
            draft.fired("claims.actor.base")
            return
        span = noun_phrase(draft.sentence, doer)
        if passive and (overlaps(span, context.beside(draft)) or overlaps(span, context.dates(draft.sentence))):
            return
        draft.actor = self._undated(draft, span, doer)
        draft.fired(rule)

    def _undated(self, draft: Draft, span: Span, doer: Token) -> Span:
        """*TUNIS, May 4, 2025 - Federal judges*: the phrase of the subject without the dateline before it."""
        sentence = draft.sentence
        match = self.dateline.match(sentence.plain) if self.dateline is not None else None
        end = sentence.start + match.end() if match is not None else sentence.start
        return sentence.slice(end, span.end) if span.start < end <= sentence.offset(doer) else span

    def _doer(self, draft: Draft, verb: Token, context: Context, passive: bool) -> tuple[Token | None, str]:
        """Who does it, with the rule that found them: the agent, the one who is told to, the subject."""
        if passive:
            doer = agent(verb)
            return (None if doer is not None and of_next(doer.head, draft, context) else doer), "claims.actor.agent"
        told = commanded(verb, self.object_control) if "claims.actor.told" in self.on else None
        if told is not None and told != draft.anchor:
            return told, "claims.actor.told"
        doer = draft.subject
        if doer is None and (there := existing(draft, verb)) is not None:
            return there, "claims.actor.nominal"
        if doer is not None:
            doer = None if shows(doer) else nearest(verb, doer)
        return doer, "claims.actor.subject"

    def _qualifies(self, draft: Draft, doer: Token) -> bool:
        """*Rates above 7% hurt builders*: the figure tells of the subject, and does not count it."""
        if draft.reading.kind not in ("percent", "money", "measure") or lemma(doer) in self.transparent:
            return False
        return is_noun(doer) and not draft.start <= draft.sentence.offset(doer) < draft.end

    def _behind_dateline(self, doer: Token, verb: Token, draft: Draft) -> Token | None:
        """*NAIROBI, Oct 5 - Police killed 84 men*: a town read as the subject gives way to the noun behind the dash."""
        sentence = draft.sentence
        match = self.dateline.match(sentence.plain) if self.dateline is not None and doer.i < verb.i else None
        end = sentence.start + match.end() if match is not None else sentence.start
        if match is None or sentence.offset(doer) >= end or sentence.token_at(sentence.offset(doer)) != doer:
            return doer
        tokens = [t for t in sentence.tokens(end, sentence.offset(verb)) if t.i < verb.i]
        if not tokens:
            return doer
        for token, after in zip(tokens, [*tokens[1:], verb], strict=True):
            if is_noun(token) and not is_noun(after) and after.tag_ != "POS":
                draft.fired("claims.actor.dateline")
                return token
        return None

    def _ranked(self, draft: Draft, context: Context) -> bool:
        """*Poland led with 40 cases, followed by Hungary (31)*: who holds the next place."""
        if "claims.actor.ranked" not in self.on:
            return False
        span = holder(draft, context)
        if span is None:
            return False
        draft.actor = span
        draft.fired("claims.actor.ranked")
        return True


def _own_words(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Whether words hold the figure itself: *nearly half rest on one article* has no other actor."""
    first, last = draft.sentence.offset(tokens[0]), draft.sentence.offset(tokens[-1]) + len(tokens[-1].text)
    return first < draft.end and draft.start < last


def _take(draft: Draft, context: Context, doer: Token, rule: str) -> bool:
    """Make the phrase of a noun the actor, unless it is a date; whether it is."""
    span = noun_phrase(draft.sentence, doer)
    if overlaps(span, context.dates(draft.sentence)):
        return False
    draft.actor = span
    draft.fired(rule)
    return True


def _outermost(noun: Token) -> Token:
    """The noun that holds a noun by prepositions: *a ride by cyclists*."""
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and is_noun(noun.head.head):
        noun = noun.head.head
    return noun


def _joint(noun: Token, doer: Token) -> bool:
    """*Some 84 men and 12 women left*: whether the parser gave each member of one subject to the verb by itself."""
    if noun.dep_ != doer.dep_ or noun.head != doer.head or not doer.dep_.startswith("nsubj"):
        return False
    first = min(noun, doer, key=lambda token: token.i)
    return any(child.dep_ == "cc" for child in first.rights)


def _relates(verb: Token) -> bool:
    """Whether a verb tells of the noun above it: *boats that carry 40 men*, *boats carrying 40 men*."""
    return verb.dep_ == "relcl" or (verb.dep_ == "acl" and not is_purpose(verb))
