"""The actor of a gapped clause: *Egypt hosts 1.5 million, South Sudan 1 million and Chad 770,000*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft, overlaps
from extractor.claims.grammar import is_noun, is_passive, is_verb
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_GAP = 120


class GappedActors:
    """Finds the noun right before a figure whose verb is left out."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = rules.has("claims.actor.gapping")
        self.boundaries = frozenset(rules.table("claims", "actor")["boundaries"])
        self.given = frozenset(rules.table("claims_topic", "deed")["granting"])

    def __call__(self, draft: Draft, verb: Token, context: Context) -> bool:
        """*Egypt hosts 1.5 million, South Sudan 1 million and Chad 770,000*: the noun before the figure.

        In a gapped clause the verb is left out, so that subject and object stand side by side.
        """
        if not self.on or draft.subject is None or lemma(verb) in self.given:
            return False
        if is_passive(verb):  # "bail was given to 21%, fines to 44%": what is given
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
        if len(segment) > 1 and segment[-1].tag_ == "IN" and segment[-1].lower_ == _preposition(draft, context):
            first = context.in_sentence(draft.sentence)[0].start
            if any(child.dep_ == "dobj" and draft.sentence.offset(child) < first for child in verb.rights):
                return False  # "cited the fire in 38% of cases, the flood in a fifth": what is cited
            segment.pop()
        while segment and segment[0].tag_ in ("DT", "PRP$"):
            segment = segment[1:]
        if segment and overlaps(draft.sentence.cover(segment), context.dates(draft.sentence)):
            return False
        numbered = len(segment) > 1 and segment[-1].tag_ == "CD" and segment[-2].text[:1].isupper()
        if not segment or not (is_noun(segment[-1]) or numbered) or segment[0].tag_ == "IN":
            return False
        named = segment[:-1] if numbered else segment
        # "Contract soldiers make up 62%, mobilised men 31%": a participle that was read as a verb
        inner = named[1:] if "claims.event.listed" in draft.rules and len(named) > 1 else named
        if any(is_verb(t) for t in inner) or any(
            t.tag_ in ("CD", "MD", "TO", "WDT", "RB", "$") or t.tag_ == "-LRB-" for t in named
        ):
            return False
        if segment[-1] in draft.sentence.tokens(draft.start, draft.end):
            return False
        draft.actor = draft.sentence.cover(segment)
        draft.fired("claims.actor.gapping")
        return True


def _preposition(draft: Draft, context: Context) -> str | None:
    """The preposition before the figure of the clause before: *accounted for 489, the navy for 171*."""
    before = context.preceding(draft)
    token = draft.sentence.token_at(before.start) if before is not None else None
    left = token.nbor(-1) if token is not None and token.i > draft.sentence.span.start else None
    return left.lower_ if left is not None and left.tag_ == "IN" else None
