"""Subjects that the tree does not give: those who are told to act, the nearer of two, that of a verb read as a noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import is_noun, is_passive, is_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

_AUXILIARY = frozenset({"aux", "neg", "advmod"})
_BEING = frozenset({"is", "are", "was", "were", "be", "been"})
_SHOWN = frozenset({"that", "this", "these", "those"})


def commanded(verb: Token, object_control: frozenset[str]) -> Token | None:
    """*Ordered Moscow to pay*, *told regions to hire*: who is to do it is the object of the verb above."""
    above = verb.head
    if verb.dep_ not in ("xcomp", "ccomp", "advcl") or verb.tag_ != "VB" or not is_verb(above) or is_passive(above):
        return None
    if lemma(above) not in object_control or not any(child.tag_ == "TO" for child in verb.lefts):
        return None
    return next((c for c in above.rights if c.dep_ in ("dobj", "dative") and c.i < verb.i), None)


def existing(draft: Draft, verb: Token) -> Token | None:
    """*There were 84 arrests by police*: who does what there is."""
    if lemma(verb) != "be" or draft.anchor is None or not any(child.dep_ == "expl" for child in verb.lefts):
        return None
    by = next((child for child in draft.anchor.rights if child.lower_ == "by"), None)
    return next((child for child in by.children if child.dep_ == "pobj"), None) if by is not None else None


def nearest(verb: Token, doer: Token) -> Token:
    """*No jury needed*, *shots that Alabama gives*: of two subjects that the tree gives a verb the one beside it.

    Not behind a comma, as of an apposition, nor what a preposition behind the first one takes.
    """
    if doer.head != verb or doer.i > verb.i:
        return doer
    first = verb
    for child in reversed(list(verb.lefts)):
        if child.dep_ in _AUXILIARY:
            first = child
            continue
        if child.dep_ != doer.dep_ or not is_noun(child) or not child.text[:1].isalpha():
            break
        stranded = doer.nbor(1).tag_ == "IN" and not doer.nbor(1).n_rights
        return child if first.nbor(-1).text != "," and not stranded else doer
    return doer


def misread(verb: Token) -> list[Token]:
    """*A mortgage costs 5%*, *the class spans 84 sectors*: the subject of a verb that was read as a noun."""
    told = next((child for child in verb.lefts if child.dep_ == "nsubj" and is_noun(child)), None)
    if told is not None and not any(child.dep_ == "cop" or child.lower_ in _BEING for child in verb.children):
        return [t for t in told.subtree if t.i <= told.i]
    return [t for child in verb.lefts if child.dep_ in ("compound", "amod", "nmod") for t in child.subtree]


def shows(doer: Token) -> bool:
    """*That is 84 more*: a word that points to a figure is nobody."""
    return doer.tag_ == "DT" and doer.lower_ in _SHOWN


def of_next(by: Token, draft: Draft, context: Context) -> bool:
    """*84 were tried, 12 by courts*: whether the ``by`` behind a figure without a noun is another's."""
    place = draft.sentence.offset(by)
    return any(
        other is not draft and other.end <= place <= other.end + 1 and other.start > draft.start
        for other in context.beside(draft)
    )


def of_subject(draft: Draft, doer: Token, context: Context) -> bool:
    """*46% are farmers, up from 43%*, *of the 40 men, 12 left*: a base or a whole of the figure that is the subject."""
    place = draft.sentence.offset(doer)
    subject = next((d for d in context.beside(draft) if d.start <= place < d.end or d.anchor == doer), None)
    if subject is None or subject is draft:
        return False
    alike = subject.reading.kind == draft.reading.kind
    bare = subject.start <= place < subject.end and subject.reading.kind in ("percent", "fraction")
    if bare or (
        alike and (draft.event is None or draft.event.lemma == "be" or context.lead(draft).endswith("including "))
    ):
        return True
    apposed = draft.sentence.plain[draft.end - draft.sentence.start : subject.start - draft.sentence.start]
    return draft.compared is subject or subject.whole is draft or apposed.strip() in (",", ", or", "–", "—", "(")


def modifies(draft: Draft) -> bool:
    """*The company's five-year plan*: the figure stands before a noun that it is no count of."""
    last = draft.sentence.token_at(draft.end - 1)
    after = last.nbor() if last is not None and last.i + 1 < draft.sentence.span.end else None
    return after is not None and (is_noun(after) or after.tag_ in ("JJ", "HYPH", "VBG", "VBN"))


def can_act(token: Token) -> bool:
    """Whether a token names somebody or something: *the deadliest*, *the accused* and *net* do as subjects."""
    if is_noun(token) or token.tag_ == "PRP" or token.lower_ == "one":
        return True
    if token.tag_ in ("DT", "WDT"):
        return token.dep_ != "det"
    return token.dep_ in ("nsubj", "nsubjpass") and token.tag_ in ("JJ", "JJS", "JJR", "VBN", "VBG")
