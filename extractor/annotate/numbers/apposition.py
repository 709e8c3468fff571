"""A number beside the plural that it counts: "the convicts, 40 in all, left", "Fines were the commonest, with 40"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.ending import Ending
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.naming import Naming
from extractor.annotate.numbers.phrases import NOUNS
from extractor.annotate.numbers.roles import SUBJECT, subject_of
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_RULE = "numbers.count.beside"
_WITH = Ending(re.compile(r",\s(?:again\s)?with\s\Z", re.I))
_CLOSED = re.compile(r"[).,]|\s(?:in (?:all|total)|altogether|of them)\b")
_ENDED = re.compile(r"\s?[,.;)]|$|\s(?:and|in|last|this|against|compared|from|each)\b")
_CLAUSAL = (*SUBJECT, "dobj", "attr", "conj", "appos", "ROOT")
_EXTREMES = ("peak", "record", "high", "low", "maximum", "minimum")
_SUPERLATIVE = ("JJS", "RBS")
_STEPS = 8


class Apposition:
    """Gives a number the plural that it is put beside, by commas, brackets or *with*."""

    def __init__(self, rules: RuleSet, naming: Naming) -> None:
        self.on, self.naming = rules.has(_RULE), naming

    def __call__(self, sentence: Sentence, figure: Figure) -> bool:
        """Take the head of the phrase that ends before the number, or what is said to be the most; true when it did."""
        text = sentence.plain
        if not self.on or figure.form not in ("digits", "words") or figure.partitive:
            return False
        if text.endswith((", ", " ("), 0, figure.start):
            if "%" in text or "per cent" in text or "percent" in text:
                return False  # "cited crime (34%), jobs (26)"
            noun = self._head(sentence, figure) if _CLOSED.match(text, figure.end) else None
        elif text.endswith("with ", 0, figure.start) and _WITH.search(text[max(0, figure.start - 16) : figure.start]):
            noun = self._most(sentence, figure) if _ENDED.match(text, figure.end) else None
        else:
            return False
        noun = self.naming.of_measure(noun) if noun is not None else None
        return noun is not None and self.naming.named(sentence, figure, noun, _RULE)

    def _head(self, sentence: Sentence, figure: Figure) -> Token | None:
        """The noun of the clause whose phrase ends right before the number; of no phrase of place or time."""
        token = sentence.token_at(sentence.start + figure.start - 3)
        for _ in range(_STEPS):
            if token is None or token.tag_ not in (*NOUNS, "CD", "IN", "VBN"):
                return None
            if token.lower_ in _EXTREMES:
                return subject_of(token)  # "fines were below the peak, 40"
            if token.tag_ in NOUNS and token.dep_ in _CLAUSAL:
                return token if token.tag_ in ("NNS", "NN") else None
            token = token.head if token.head.i < token.i else None
        return None

    def _most(self, sentence: Sentence, figure: Figure) -> Token | None:
        """*Fines were the most common, with 40*, *Perm had the most fines, with 40*."""
        subject = subject_of(sentence.head(sentence.start + figure.core[0], sentence.start + figure.core[1]))
        if subject is None or not subject.head.tag_.startswith("V"):
            return None
        verb = subject.head
        things = [t for t in verb.rights if t.dep_ in ("attr", "acomp", "dobj") and t.i < verb.doc[-1].i]
        if not any(
            c.tag_ in _SUPERLATIVE for t in things for c in (t, *t.lefts, *(g for x in t.lefts for g in x.lefts))
        ):
            return None
        held = next((t for t in things if t.dep_ == "dobj"), None)
        return held if held is not None else subject
