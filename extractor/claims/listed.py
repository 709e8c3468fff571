"""Lists of figures that share one verb, where the parser hangs a later one below a modifier of an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import is_finite
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_RULE = "claims.event.listed"
_MAKING = frozenset({"constitute", "form", "make", "total"})
_JOINTS = frozenset({",", "and", ";"})


class ListReader:
    """Finds the figure whose verb is also that of the next member of its list."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = rules.has(_RULE)

    def __call__(self, draft: Draft, token: Token | None, context: Context) -> Draft | None:
        """The earlier member, null where the figure has a verb of its own.

        ``token`` is the predicate that the tree gives. *It hired five cooks to run the bar and four cooks to bake*;
        *theft accounts for 84, insulted dignity for 12*.
        """
        before = context.preceding(draft) if self.on else None
        if before is None or before.event is None or before.predicate is None or token is None or token.n_lefts > 9:
            return None
        if token.doc is not before.predicate.doc or token == before.predicate or before.predicate.i >= token.i:
            return None
        if _glossed(draft, token, context):
            return before
        first, last = draft.sentence.token_at(before.start), draft.sentence.token_at(draft.start)
        if first is None or last is None or not token.i < last.i or before.predicate.i > first.i:
            return None
        if token.i < first.i and _RULE not in before.rules:
            return None
        if (
            self._repeats(before, draft, last)
            or _shared(before, draft, token, last)
            or (token.tag_ != "VBG" and _gapped(first, last))
        ):
            return before
        return None

    def _repeats(self, before: Draft, draft: Draft, last: Token) -> bool:
        """*24 points among those who pray, 15 points among others*: the same unit right behind a joint."""
        one, other = before.reading, draft.reading
        joined = last.nbor(-1).lower_ in _JOINTS
        return joined and one.unit is not None and (one.kind, one.unit) == (other.kind, other.unit)


def _shared(before: Draft, draft: Draft, token: Token, last: Token) -> bool:
    """*Contract soldiers make up 62%, mobilised men 31%*: a participle before the next subject, read as its verb."""
    if before.reading.kind != draft.reading.kind or before.predicate is None or before.anchor is None:
        return False
    if before.anchor.head != before.predicate or before.anchor.dep_ != "dobj" or lemma(before.predicate) not in _MAKING:
        return False
    alone = token.tag_ in ("VBD", "VBN") and token.dep_ == "conj" and token.n_lefts == 0
    return alone and last.nbor(-1).dep_ == "dobj" and last.nbor(-1).head == token


def _glossed(draft: Draft, token: Token, context: Context) -> bool:
    """*Under Article 342, on actions that breach order, 84*: a verb that only says what a provision punishes."""
    place = draft.sentence.offset(token)
    offences = (r.offence for r in context.references(draft.sentence))
    return draft.bare and any(o is not None and o.start <= place < o.end <= draft.start for o in offences)


def _gapped(first: Token, last: Token) -> bool:
    """*Theft accounts for 84, insulted dignity for 12*: the same preposition, and no verb between."""
    one, other = first.nbor(-1) if first.i else first, last.nbor(-1)
    if one.tag_ != "IN" or one.lower_ in ("of", "with") or one.lower_ != other.lower_:
        return False
    between = list(first.doc[first.i + 1 : last.i])
    return any(t.lower_ in _JOINTS for t in between) and not any(_own(t) for t in between)


def _own(token: Token) -> bool:
    return is_finite(token) and (token.tag_ != "VBD" or any(c.dep_ in ("nsubj", "aux") for c in token.lefts))
