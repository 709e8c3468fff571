"""The tense of a figure's clause: what decides whether a past period carries over to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from extractor.claims.grammar import ancestors, is_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

Tense = Literal["past", "perfect", "pluperfect", "present", "future", "none"]

_PAST_AUXILIARIES = frozenset({"was", "were", "had", "did"})
_PERFECT_AUXILIARIES = frozenset({"has", "have", "'ve", "’ve"})
_ONE_FORM = frozenset(
    {"beat", "bet", "broadcast", "burst", "cast", "cost", "cut", "hit", "hurt", "let", "put", "quit", "set", "shed"}
    | {"shut", "split", "spread", "thrust", "upset"}
)
_AUXILIARY = frozenset({"aux", "auxpass"})
_ONE = frozenset({"NN", "NNP"})
_PRESENT_AUXILIARIES = frozenset({"is", "are", "'s", "’s", "'re", "’re", "am", "does", "do"})


def tense(predicate: Token | None) -> Tense:
    """Return the tense of the finite verb of a predicate's clause, ``none`` where there is no verb.

    A bare participle (*with 289 defendants convicted*) counts as past.
    """
    if predicate is None:
        return "none"
    for node in ancestors(predicate):
        if not is_verb(node):
            continue
        found = _of(node)
        if found is not None:
            return found
    return "none"


def _of(verb: Token) -> Tense | None:
    auxiliaries = set()
    for child in verb.children:
        if child.dep_ in _AUXILIARY:
            if child.tag_ == "MD" and child.dep_ == "aux":
                return "future"
            auxiliaries.add(child.lower_)
    if "have" in auxiliaries and any(child.tag_ == "TO" for child in verb.children):
        return "past"  # "is believed to have killed 12"
    if "had" in auxiliaries and verb.tag_ == "VBN":
        return "pluperfect"
    if auxiliaries & _PERFECT_AUXILIARIES:
        return "perfect"
    if auxiliaries & _PAST_AUXILIARIES or verb.tag_ == "VBD":
        return "past"
    if verb.tag_ in ("VBP", "VB") and not auxiliaries and verb.lower_ in _ONE_FORM and _of_one(verb):
        return "past"
    if auxiliaries & _PRESENT_AUXILIARIES or verb.tag_ in ("VBZ", "VBP"):
        return "present"
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "ROOT", "pcomp", "advcl"):
        return "past"
    return None


def _of_one(verb: Token) -> bool:
    """Whether a verb has a subject in the singular, with which a form without *-s* is past: *The debt cost $90*."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    return subject is not None and subject.tag_ in _ONE and not any(c.dep_ == "conj" for c in subject.children)
