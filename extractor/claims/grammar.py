"""Questions to a dependency tree, in the terms of clauses: predicates, subjects, agents, phrases.

Labels are those of spaCy's English pipelines (ClearNLP style); word classes are read from the
Penn Treebank tag, so that no coarse tag is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_CLAUSAL = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "appos"})
_CONTROLLED = frozenset({"xcomp", "conj", "advcl", "pcomp", "acomp"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_MODIFIERS = frozenset({"amod", "compound", "nummod", "nmod", "poss", "quantmod", "det", "predet"})
_VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_VERBAL = _FINITE | {"MD"}
_OBJECT_CONTROL = frozenset({"of", "from", "for", "with", "into", "to"})
_LIMIT = 40


def is_verb(token: Token) -> bool:
    """Whether a token is a verb form (``VB*``); what holds a digit is none, whatever its tag.

    Nor is a participle that stands for people or things, behind an article: *104 of the accused*, but
    *of the 40 appeals lodged*.
    """
    tag = token.tag_
    if tag not in _VERBS:
        return False
    if tag in ("VBN", "VBD") and token.dep_ in _NOMINAL and any(child.dep_ == "det" for child in token.lefts):
        return is_noun(token.nbor(-1))
    text = token.text
    return text.isalpha() or not any(char.isdigit() for char in text)


def is_finite(token: Token) -> bool:
    """Whether a token is a finite verb or a modal: it heads a clause of its own."""
    return token.tag_ in _VERBAL and token.dep_ != "amod"


def is_noun(token: Token) -> bool:
    """Whether a token is a noun or name (``NN*``)."""
    return token.tag_ in _NOUNS


def ancestors(token: Token) -> Iterator[Token]:
    """The token, its head, the head's head … up to the root."""
    for _ in range(_LIMIT):
        yield token
        head = token.head
        if head is token or head.i == token.i:
            return
        token = head


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: it has a passive auxiliary, or is a bare participle."""
    if verb.tag_ != "VBN":
        return False
    labels = {child.dep_ for child in verb.children}
    return "auxpass" in labels or "nsubjpass" in labels or (verb.dep_ == "acl" and "aux" not in labels)


def subject(verb: Token) -> Token | None:
    """The subject of a verb: its own, or that of the verb it is coordinated with or controlled by."""
    node = verb
    for _ in range(6):
        for child in node.children:
            if child.dep_ in SUBJECTS:
                return None if child.dep_ == "expl" else _antecedent(child)
        purpose = is_purpose(node)
        if node.dep_ in ("acl", "relcl") and is_noun(node.head) and not purpose:
            return node.head
        fronted = _apposed(node) if node is verb and is_finite(verb) else None
        if fronted is not None:
            return fronted
        blamed = _blamed(node)
        if blamed is not None:
            return blamed
        above = _planner(node.head) if purpose else _controller(node)
        if purpose and above is not None and not is_verb(above):
            return above
        if above is None or (is_passive(node) and not is_passive(above)):
            return None
        node = above
    return None


def _apposed(verb: Token) -> Token | None:
    """*In Kapsabet, a concert on Sunday raised*: the subject that was read as an apposition to the place in front."""
    for child in verb.lefts:
        if child.dep_ == "prep" and child.n_rights:
            for token in child.subtree:
                if token.dep_ == "appos" and is_noun(token) and token.right_edge.i == verb.i - 1:
                    return token
    return None


def is_purpose(verb: Token) -> bool:
    """Whether a verb is an infinitive that a noun takes: *a plan to cut*."""
    return verb.dep_ == "acl" and verb.tag_ == "VB" and any(child.tag_ == "TO" for child in verb.lefts)


def _planner(noun: Token) -> Token | None:
    """*The firm's plan to cut*, *the firm announced a plan to cut*: whose it is, else the verb whose object it is."""
    owner = next((child for child in noun.lefts if child.dep_ == "poss"), None)
    if owner is not None:
        return owner
    return noun.head if noun.dep_ == "dobj" and is_verb(noun.head) else None


def _blamed(gerund: Token) -> Token | None:
    """*The mayor accused them of hiding 84 files*: who does what a gerund tells is the object of the verb above."""
    above = _above_gerund(gerund)
    if above is None or is_passive(above) or gerund.head.lower_ not in _OBJECT_CONTROL:
        return None
    return next((c for c in above.rights if c.dep_ == "dobj" and c.i < gerund.i), None)


def _above_gerund(verb: Token) -> Token | None:
    """The verb of which a gerund tells when, how or why: *after finding 84 graves*, *convicted of killing 84*."""
    preposition = verb.head
    if verb.dep_ != "pcomp" or verb.tag_ != "VBG" or preposition.tag_ != "IN" or not is_verb(preposition.head):
        return None
    return preposition.head


def _controller(verb: Token) -> Token | None:
    """The verb whose subject is that of a verb without one of its own.

    A finite verb has that of another only in coordination. One that the parser coordinates with a noun
    (*covers 19 districts and draws on 12 reports*) is coordinated with the verb above the noun.
    """
    if verb.dep_ not in _CONTROLLED or verb.head.i == verb.i or (verb.dep_ != "conj" and verb.tag_ in _FINITE):
        return None
    gerund = _above_gerund(verb)
    if gerund is not None:
        return gerund
    if verb.dep_ == "conj" and is_finite(verb) and not is_verb(verb.head):
        return verb_of(verb.head)
    return verb.head


def is_subject(token: Token) -> bool:
    """Whether a token, or what it is coordinated with, is the subject of a clause."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token.dep_ in SUBJECTS


def verb_of(token: Token | None) -> Token | None:
    """The nearest verb at or above a token."""
    if token is not None:
        for node in ancestors(token):
            if node.tag_ in _VERBS and is_verb(node):
                return node
    return None


def _antecedent(token: Token) -> Token:
    """What a relative pronoun stands for."""
    if token.tag_ in ("WDT", "WP") and token.head.dep_ == "relcl":
        noun = token.head.head
        return _described(noun) if token.lower_ == "who" else noun
    return token


def _described(noun: Token) -> Token:
    """*An economist at Banco Azul, who …*: the person, not the house."""
    if noun.dep_ == "pobj" and noun.head.lower_ in ("at", "with", "from") and is_noun(noun.head.head):
        return noun.head.head
    return noun


def agent(verb: Token) -> Token | None:
    """Who does it in a passive clause: the object of ``by``."""
    for child in verb.children:
        if child.dep_ == "agent" and child.i > verb.i:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return inner
    return None


def preposition(token: Token) -> Token | None:
    """The preposition that a token is the object of, across coordination."""
    node = token
    for _ in range(6):
        if node.dep_ in ("pobj", "pcomp"):
            return node.head
        if node.dep_ not in ("conj", "nummod", "quantmod"):
            return None
        node = node.head
    return None


def inside(token: Token, ancestor: Token) -> bool:
    """Whether ``token`` is ``ancestor`` or lies below it."""
    if token.doc is not ancestor.doc:
        return False
    place, node = ancestor.i, token
    for _ in range(_LIMIT):
        here, head = node.i, node.head
        if here == place:
            return True
        if head.i == here:
            return False
        node = head
    return False


def above(upper: Token, lower: Token) -> bool:
    """Whether one token stands above another in the same tree."""
    return upper != lower and inside(lower, upper)


def noun_phrase(sentence: Sentence, head: Token, *, complements: tuple[str, ...] = ("of", "for")) -> Span:
    """The span of a noun phrase: its left modifiers, its head, and the ``of`` phrases after it.

    Determiners at the left edge and clauses at the right one are left out, so that the phrase
    names and no more: *the independent outlet* gives ``independent outlet``.
    """
    tokens = [head]
    for child in head.lefts:
        if child.dep_ in _MODIFIERS and head.i - child.i < 12:
            tokens.extend(t for t in child.subtree if t.i <= head.i)
    tokens = _connected(sorted(tokens, key=lambda t: t.i), head)
    for child in head.rights:
        if child.dep_ == "appos" and child.i - child.n_lefts == tokens[-1].i + 1 and child.tag_ == "NNP":
            tokens.extend(t for t in child.subtree if t.i <= child.i)
            continue
        if child.dep_ == "prep" and (child.lower_ in complements or (child.lower_ == "on" and head.tag_ == "NNP")):
            tokens.extend(_phrase_tokens(child))
            break
        if child.dep_ == "nummod" and child.i == tokens[-1].i + 1 and head.text[:1].isupper():
            tokens.append(child)  # "Article 205"
            continue
        if child.dep_ == "prt":
            continue
        break
    while len(tokens) > 1 and tokens[0].dep_ in ("det", "predet", "punct", "cc") and tokens[0].i < head.i:
        tokens = tokens[1:]
    return sentence.phrase(tokens)


def _connected(tokens: list[Token], head: Token) -> list[Token]:
    kept = [head]
    for token in reversed([t for t in tokens if t.i < head.i]):
        if kept[-1].i - token.i > 1:
            break
        kept.append(token)
    return kept[::-1]


def _phrase_tokens(root: Token) -> list[Token]:
    """The subtree of a token without clauses and without what follows a gap or a comma."""
    dropped: set[int] = set()
    for token in root.subtree:
        if token.i != root.i and (token.dep_ in _CLAUSAL or token.head.i in dropped):
            dropped.add(token.i)
    kept: list[Token] = []
    for token in root.subtree:
        if token.i in dropped or token.i < root.i:
            continue
        if kept and (token.i - kept[-1].i > 1 or token.lower_ in (",", ";", "–", "—", ":", "(", ")")):
            break
        if token.tag_ == "CD" and kept and kept[-1].tag_ == "CC":
            break
        kept.append(token)
    return kept


def phrase_after(sentence: Sentence, root: Token, stops: frozenset[int] = frozenset()) -> Span | None:
    """The span of the complement below a preposition, without the preposition itself.

    ``stops`` are offsets in the article where the phrase ends at the latest.
    """
    tokens = _phrase_tokens(root)[1:]
    stop = next((n for n, token in enumerate(tokens) if sentence.offset(token) in stops), len(tokens))
    tokens = tokens[:stop]
    while tokens and tokens[0].dep_ in ("det", "punct"):
        tokens = tokens[1:]
    while tokens and (tokens[-1].dep_ in ("cc", "punct", "prep", "det") or tokens[-1].tag_ == "TO"):
        tokens = tokens[:-1]
    return sentence.phrase(tokens) if tokens else None
