"""The actor of a figure: who does or undergoes what is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.claims.context import Context
from extractor.claims.draft import Draft, overlaps
from extractor.claims.grammar import agent, ancestors, inside, is_noun, is_passive, is_verb, noun_phrase
from extractor.claims.grammar import subject as subject_of
from extractor.claims.ranking import holder
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_GAP = 120


class ActorFinder:
    """Finds who does what is counted: subject of an active verb, ``by`` phrase of a passive one."""

    def __init__(self, rules: RuleSet) -> None:
        self.boundaries = frozenset(rules.table("claims", "actor")["boundaries"])
        self.on = {rule.id for rule in rules.layer("claims.actor")}
        known = "claims.actor.dateline" in self.on
        self.dateline = rules.get("claims.actor.dateline").regex() if known else None

    def __call__(self, context: Context) -> None:
        """Set ``actor``; an agentless passive, or a figure that is itself the subject, has none."""
        for draft in context.drafts:
            verb = draft.predicate
            if verb is None:
                continue
            if not is_verb(verb):
                self._misread(draft, verb)
                continue
            if self._ranked(draft, context) or self._gapped(draft, verb, context):
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
        if "claims.event.measure" not in draft.rules or "claims.actor.subject" not in self.on:
            return
        tokens = [t for child in verb.lefts if child.dep_ in ("compound", "amod", "nmod") for t in child.subtree]
        if tokens and is_noun(tokens[-1]):
            draft.actor = draft.sentence.cover(tokens)
            draft.fired("claims.actor.subject")

    def _from_donor(self, draft: Draft, donor: Draft) -> None:
        if donor.actor is not None and "claims.actor.ellipsis" in self.on:
            draft.actor = donor.actor
            draft.fired("claims.actor.ellipsis")
            draft.inherit("actor", donor.actor)

    def _own(self, draft: Draft, verb: Token, context: Context) -> None:
        passive = is_passive(verb)
        doer, rule = (agent(verb), "claims.actor.agent") if passive else (subject_of(verb), "claims.actor.subject")
        if doer is not None and self.dateline is not None:
            doer = self._behind_dateline(doer, verb, draft)
        if doer is None or rule not in self.on or not _can_act(doer):
            return
        if draft.anchor is None or draft.sentence.token_at(draft.sentence.offset(doer)) != doer:
            return
        relative = any(node.dep_ == "relcl" and inside(node, doer) for node in ancestors(verb))
        if doer == draft.anchor or (inside(draft.anchor, doer) and not relative):
            return
        span = noun_phrase(draft.sentence, doer)
        if passive and (overlaps(span, context.beside(draft)) or overlaps(span, context.dates(draft.sentence))):
            return
        draft.actor = span
        draft.fired(rule)

    def _behind_dateline(self, doer: Token, verb: Token, draft: Draft) -> Token | None:
        """*NAIROBI, Oct 5 - Police killed 84 men*: a town read as the subject gives way to the noun behind the dash."""
        sentence = draft.sentence
        match = self.dateline.match(sentence.plain) if self.dateline is not None and doer.i < verb.i else None
        end = sentence.start + match.end() if match is not None else sentence.start
        if match is None or sentence.offset(doer) >= end or sentence.token_at(sentence.offset(doer)) != doer:
            return doer
        tokens = [t for t in sentence.tokens(end, sentence.offset(verb)) if t.i < verb.i]
        for token, after in zip(tokens, [*tokens[1:], verb], strict=True):
            if is_noun(token) and not is_noun(after) and after.tag_ != "POS":
                draft.fired("claims.actor.dateline")
                return token
        return None

    def _gapped(self, draft: Draft, verb: Token, context: Context) -> bool:
        """*Egypt hosts 1.5 million, South Sudan 1 million and Chad 770,000*: the noun before the figure.

        In a gapped clause the verb is left out, so that subject and object stand side by side.
        """
        if "claims.actor.gapping" not in self.on or subject_of(verb) is None:
            return False
        before = [
            t for t in draft.sentence.tokens(max(draft.sentence.start, draft.start - _GAP), draft.start) if t.i > verb.i
        ]
        segment: list[Token] = []
        for token in reversed(before):
            if token.lower_ in self.boundaries:
                break
            segment.append(token)
        else:
            return False
        segment.reverse()
        if len(segment) > 1 and segment[-1].tag_ == "IN" and segment[-1].lower_ == self._preposition(draft, context):
            segment.pop()
        while segment and segment[0].tag_ in ("DT", "PRP$"):
            segment = segment[1:]
        if not segment or not is_noun(segment[-1]) or segment[0].tag_ == "IN":
            return False
        if any(is_verb(t) or t.tag_ in ("CD", "MD", "TO", "WDT", "RB", "$") or t.tag_ == "-LRB-" for t in segment):
            return False
        if segment[-1] in draft.sentence.tokens(draft.start, draft.end):
            return False
        draft.actor = draft.sentence.cover(segment)
        draft.fired("claims.actor.gapping")
        return True

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

    def _preposition(self, draft: Draft, context: Context) -> str | None:
        """The preposition before the figure of the clause before: *accounted for 489, the navy for 171*."""
        before = context.preceding(draft)
        token = draft.sentence.token_at(before.start) if before is not None else None
        left = token.nbor(-1) if token is not None and token.i > draft.sentence.span.start else None
        return left.lower_ if left is not None and left.tag_ == "IN" else None


def _can_act(token: Token) -> bool:
    return (
        is_noun(token) or token.tag_ == "PRP" or token.lower_ == "one" or (token.tag_ == "DT" and token.dep_ != "det")
    )
