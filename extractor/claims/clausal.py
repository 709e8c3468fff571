"""How the clause that a date hangs in stands to a figure's verb: below it, beside it, or narrowing what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.grammar import SUBJECTS, ancestors, inside, is_verb
from extractor.claims.tense import tense

if TYPE_CHECKING:
    from spacy.tokens import Token

_GATHERING = frozenset({"carry", "collect", "conduct", "cover", "hold", "span", "take"})
_STAGING = frozenset({"hold", "organise", "organize", "stage", "take"})
_AT = frozenset({"at", "during", "in"})
_BELOW = frozenset({"pobj", "prep", "dobj", "attr", "conj"})
_POLLS = frozenset({"census", "poll", "study", "survey"})
_PERCEPTION = frozenset({"see", "watch", "hear", "let", "make"})
_FINITE = frozenset({"was", "were", "is", "are", "has", "have", "had", "did", "does", "do", "having"})
_NON_FINITE = frozenset({"VB", "VBG", "VBN", "VBD"})
_BEYOND = frozenset({"after", "before", "following", "since", "until", "by"})


def background(governor: Token) -> bool:
    """Whether a verb stands in a clause that only describes something: *founded in 1897*.

    One that describes what the sentence is about, as its predicate noun or in place of a finite
    verb (*A bus overturned on Tuesday, killing 12*), is no background.
    """
    for node in ancestors(governor):
        if node.dep_ in ("relcl", "acl") and node.head.dep_ not in ("attr", "ROOT"):
            return True
        if node.dep_ == "advcl":
            return True
    return False


def in_complement(governor: Token, predicate: Token, *, participles: bool) -> bool:
    """Whether a verb is a non-finite complement of another: *died trying to cross in May*.

    ``participles`` lets those that describe a noun count too: *has represented 17 men accused since 2022*.
    """
    for node in ancestors(governor):
        if node == predicate:
            return node != governor
        if is_verb(node):
            if node.dep_ == "ccomp" and lemma(node.head) in _PERCEPTION and tense(node) in ("none", "past"):
                continue
            if node.tag_ not in _NON_FINITE or any(c.dep_ in SUBJECTS or c.lower_ in _FINITE for c in node.children):
                return False
            if node.dep_ in ("acl", "advcl") and not (participles or (node.tag_ == "VBG" and node.i > predicate.i)):
                return False
            if node.dep_ == "relcl":
                return False
        elif node.lower_ in _BEYOND and not participles:
            return False
    return False


def at_once(governor: Token, predicate: Token, harms: frozenset[str]) -> bool:
    """Whether a clause tells when the other happened: *stood empty when reporters came on Tuesday*.

    What a day's event did is of that day as well: *died after a storm broke on 7 June*.
    """
    if governor.dep_ != "advcl" or tense(governor) != tense(predicate):
        return False
    if governor.head != predicate and not (governor.head.dep_ == "conj" and governor.head.head == predicate):
        return False
    marks = {c.lower_ for c in governor.children if c.dep_ in ("advmod", "mark")}
    return bool(marks & {"when", "as"}) or ("after" in marks and lemma(predicate) in harms)


def narrates(governor: Token) -> bool:
    """Whether a clause tells the happening itself: *Twelve people died when a bus overturned on Tuesday*."""
    if governor.dep_ != "advcl" or tense(governor) != "past" or tense(governor.head) not in ("past", "perfect"):
        return False
    return any(c.lower_ in ("when", "as", "after") for c in governor.children if c.dep_ in ("advmod", "mark"))


def on_subject(governor: Token, predicate: Token) -> bool:
    """Whether a participle narrows what a verb gives the level of: *the number treated since May stands at 12*.

    Of *put* that is the object: *It put cases filed in 2024 at 90*.
    """
    if governor.dep_ != "acl" or governor.tag_ not in _NON_FINITE:
        return False
    put = lemma(predicate) == "put"
    return any(
        (child.dep_ in SUBJECTS or (put and child.dep_ == "dobj")) and inside(governor, child)
        for child in predicate.children
    )


def occasion(governor: Token, verbs: frozenset[str], predicate: Token | None = None) -> bool:
    """Whether a clause dates what its subject brought: *a telethon held on Friday raised $12*."""
    if governor.dep_ not in ("acl", "relcl") or lemma(governor) not in verbs:
        return False
    noun = governor.head
    while noun.dep_ in ("pobj", "prep") and noun.head.i < noun.i:
        noun = noun.head
    if noun.dep_ not in SUBJECTS or predicate is None or noun.head == predicate:
        return noun.dep_ in SUBJECTS
    return lemma(governor) in _GATHERING and any(node == noun.head for node in ancestors(predicate))


def staged(governor: Token, predicate: Token) -> bool:
    """Whether a clause dates the event that a verb happened at: *won 12 seats in elections held on Sunday*."""
    if governor.dep_ not in ("acl", "relcl") or lemma(governor) not in _STAGING or tense(predicate) != "past":
        return False
    noun = governor.head
    if noun.dep_ != "pobj" or noun.head.lower_ not in _AT:
        return False
    node = noun.head.head
    while node != predicate and node.dep_ in _BELOW and node.head.i < node.i:
        node = node.head
    return node == predicate


def polled(head: Token, predicate: Token) -> bool:
    """Whether a date tells when a poll was taken, which the figure is of: *12% agree, says a poll taken in May*."""
    if head.dep_ != "pobj" or head.head.head.dep_ != "acl":
        return False
    governor = head.head.head
    if lemma(governor) not in _GATHERING or lemma(governor.head) not in _POLLS:
        return False
    noun = governor.head
    while noun.dep_ in ("pobj", "prep") and noun.head.i < noun.i:
        noun = noun.head
    return noun == predicate and noun != governor.head


def restricts(governor: Token, anchor: Token) -> bool:
    """Whether a clause narrows what a figure counts: *Of the 312 men tried in 2024*; one after a comma does not."""
    while governor.dep_ == "conj" and is_verb(governor.head) and governor.head.i < governor.i:
        governor = governor.head
    if governor.dep_ not in ("acl", "relcl"):
        return False
    noun = governor.head
    if anchor.dep_ == "nummod" and noun == anchor.head:  # *Eight out of ten pupils who sat it in 2024*
        anchor = noun
    if noun != anchor and noun.dep_ == "pobj" and noun.head.lower_ in ("in", "on"):
        whose = any(token.tag_ == "WP$" for child in governor.lefts for token in child.lefts)
        noun = noun.head.head if whose else noun  # *the people on the list whose cases*
    if noun != anchor:
        return False
    return not any(token.text == "," for token in anchor.doc[anchor.i : governor.i])


def shared(governor: Token, predicate: Token, head: Token) -> bool:
    """Whether a date that closes the second of two coordinate clauses is for both: *12 died and 30 fled on Monday*."""
    if head.i < governor.i or tense(governor) != tense(predicate) or predicate.i > governor.i:
        return False
    node = governor
    while node.dep_ == "conj" and node.head.i != node.i:
        node = node.head
        if node == predicate:
            return any(child.lower_ == "and" for child in predicate.children)
    return False


def clause_between(lower: Token, upper: Token) -> bool:
    """Whether a verb stands between a token and one above it."""
    for node in ancestors(lower):
        if node == upper:
            return False
        if is_verb(node):
            return True
    return False


def of_whole(head: Token, anchor: Token) -> bool:
    """Whether a date owns the whole that a figure is a part of: *12 of last year's cases*."""
    if head.dep_ != "poss" or head.head.dep_ != "pobj":
        return False
    of = head.head.head
    return of.lower_ == "of" and anchor in (head.head, of.head) and of.head.tag_ == "CD"
