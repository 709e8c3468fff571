"""Verbs of speech that the tagger takes for plurals: *the agency projects that demand will rise*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.attributions.grammar import own_subject, stretch
from extractor.annotate.attributions.report import Report

if TYPE_CHECKING:
    from spacy.tokens import Token

_RULE = "attributions.verb.clause"
_CLAUSES = frozenset({"ccomp", "relcl", "acl"})
_SINGULAR = frozenset({"NN", "NNP"})


def misread(token: Token, sentence: Sentence) -> Report | None:
    """The report of a plural that heads its sentence, with a noun before it and a that-clause behind it."""
    if token.dep_ != "ROOT" or token.i + 1 >= sentence.span.end or token.nbor().lower_ != "that":
        return None
    noun = own_subject(token) or token.nbor(-1 if token.i > sentence.span.start else 0)
    if noun.i != token.i - 1 or noun.tag_ not in _SINGULAR or noun.head.i != token.i:
        return None
    for said in token.rights:
        own = own_subject(said) if said.dep_ in _CLAUSES else None
        if own is None or own.lower_ == "that" or said.left_edge.i != token.i + 1:
            continue
        first = noun.left_edge.i if noun.dep_ == "nsubj" else next(t.i for t in token.lefts if not t.is_punct)
        source = stretch(sentence, first, noun.i)
        content = stretch(sentence, said.left_edge.i, said.right_edge.i)
        if source is not None and content is not None:
            return Report(sentence, "indirect", sentence.cover([token]), (content,), (_RULE,), source, noun, verb=token)
    return None
