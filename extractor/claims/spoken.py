"""What the sentences before speak of, for a number that no figure lends a noun: *Sales fell. Only 418 were agreed*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.lemma import lemma
from extractor.annotate.numbers.choosing import Choosing, standing
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import is_noun, is_subject
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_BACK = 2
_LEAST = 3  # the standing of a subject or an object of a main clause, or of a subject in a clause below
_MOST = 6  # that of an object, or of a subject without one
_LARGE = 1_000_000
_DEFINITE = ("the", "these", "those")
_NUMBERS = ("ten", "dozen", "score", "hundred", "thousand", "million", "billion", "half", "third", "quarter", "thing")


class SpokenNoun:
    """Finds the plural that the sentences before a number are about."""

    def __init__(self, rules: RuleSet, choosing: Choosing) -> None:
        self.choosing = choosing
        self.spans = frozenset(rules.table("numbers_units", "duration"))
        dull: list[str] = rules.table("claims", "discourse")["transparent"]
        self.dull = frozenset([*dull, *rules.table("numbers_units", "currency_names"), *_NUMBERS])
        self.dull |= frozenset(rules.table("numbers_units", "measure"))

    def __call__(self, draft: Draft, context: Context) -> tuple[Sentence, Token] | None:
        """The noun and its sentence, null where the number needs none or there is none."""
        anchor = draft.anchor
        if anchor is None or not self._is_bare(anchor, draft):
            return None
        least = _LEAST if is_subject(anchor) else _MOST
        for sentence in context.previous(draft.sentence, _BACK):
            if sentence.paragraph.role != draft.sentence.paragraph.role:
                return None
            apart = sentence.paragraph_index != draft.sentence.paragraph_index
            if apart and sentence.index < draft.sentence.index - 1:
                return None
            nouns = [token for token in sentence.span if self._is_topic(token, least)]
            noun = self.choosing.best(anchor, nouns[::-1], lambda token: token, lemma, draft.rules)
            if noun is not None:
                return sentence, noun
        return None

    def _is_bare(self, anchor: Token, draft: Draft) -> bool:
        """Whether the number is a subject, an object or what there is, with no noun behind it."""
        existential = anchor.dep_ == "attr" and any(child.dep_ == "expl" for child in anchor.head.children)
        definite = anchor.dep_ == "pobj" and any(child.lower_ in _DEFINITE for child in anchor.lefts)  # "of the 26"
        if not (existential or definite or is_subject(anchor) or anchor.dep_ == "dobj"):
            return False
        value = draft.reading.value
        if anchor.tag_ != "CD" or (value is not None and (value >= _LARGE or value == 1)):
            return False
        after = anchor.doc[anchor.i + 1] if anchor.i + 1 < len(anchor.doc) else None
        return after is None or not (is_noun(after) or after.tag_ in ("VBZ", "JJ"))

    def _is_topic(self, token: Token, least: int) -> bool:
        if token.tag_ != "NNS" or token.lower_ in self.spans or lemma(token) in self.dull or token.lower_ in self.dull:
            return False
        return standing(token) >= least
