"""Nouns right before their numbers in a list: "sheep 48,000, goats 12,000", "arrests rose to 90, fines to 40"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.naming import Naming
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_RULE = "numbers.count.listed"
_SUBJECT = "numbers.count.subject"
_ENDED = re.compile(r"\s?[,.;)]|$|\s(?:and|in|to|from|last|this|a year)\b")
_LINKS = ("to", "at", "by", "from")
_SIGNS = (",", ";", ":", "and", "while", "but", "—", "–", "(")
_TAGS = ("NNS", "NNPS", "VBZ")
_INSIDE = ("JJ", "NN", "VBN")
_WORDS = 6
_SPAN = 60


class Listing:
    """Gives a number the plural right before it where a list goes on; the verb, if any, is said once."""

    def __init__(self, rules: RuleSet, naming: Naming) -> None:
        self.on, self.naming = rules.has(_RULE), naming
        self.invariable = frozenset(rules.table("numbers_slots", "phrase_words")["invariable"])
        self.spans = frozenset(rules.table("numbers_units", "duration"))

    def __call__(self, sentence: Sentence, figures: list[Figure], index: int) -> bool:
        """Take the noun before the figure; true when it is a member of a list."""
        figure = figures[index]
        if not self.on or figure.form not in ("digits", "words") or not _ENDED.match(sentence.plain, figure.end):
            return False
        start = sentence.start + figure.start
        words = sentence.tokens(max(sentence.start, start - _SPAN), start)[-_WORDS:]
        linked = bool(words) and words[-1].lower_ in _LINKS
        words = words[:-1] if linked else words
        parted = linked and bool(words) and words[-1].text == ","  # "arrests stood at 90; fines, at 40"
        words = words[:-1] if parted else words
        if len(words) < 2 or not self._is_plural(words[-1]):
            return False
        sign = next((t.lower_ for t in reversed(words[:-1]) if t.tag_ not in _INSIDE), "")
        before = next((f for f in reversed(figures[:index]) if f.disposition is None), None)
        told = before is not None and not {_RULE, _SUBJECT}.isdisjoint(before.rules)
        if sign not in _SIGNS or (parted and sign != ";") or not (told or (sign == ":" and not linked)):
            return False
        return self.naming.named(sentence, figure, words[-1], _RULE)

    def _is_plural(self, token: Token) -> bool:
        if token.lower_ in self.spans or not token.text.islower():
            return False
        return (token.tag_ in _TAGS and token.lower_.endswith("s")) or token.lower_ in self.invariable
