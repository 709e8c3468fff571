"""The verb behind a number that the tagger takes for its noun: "nine in ten say yes", "12 face charges"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.following import is_free, opens_clause, tag_at
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_PHRASAL = ("CC", ",", "HYPH", "CD", "NNP")  # behind a singular, they go on with its phrase


class Verbal:
    """Tells a verb from a noun behind a number, with the word lists of ``numbers_slots.toml``."""

    def __init__(self, rules: RuleSet) -> None:
        words: dict[str, list[str]] = rules.table("numbers_slots", "phrase_words")
        self.verbs, self.bare_verbs = frozenset(words["verbs"]), frozenset(words["bare_verbs"])
        self.invariable, self.nominal = frozenset(words["invariable"]), frozenset(words["nominal_adjectives"])
        self.taking = frozenset(words["taking"])
        self.compounds: dict[str, list[str]] = rules.table("numbers_slots", "compounds")

    def is_verb(self, tokens: list[Token], position: int, figure: Figure) -> bool:
        """Whether a lone noun is the verb that the tagger missed: "nine out of 10 say yes"."""
        token = tokens[position]
        if token.tag_ == "NN" and figure.value != 1:
            return token.lower_ in self.verbs or (token.lower_ in self.bare_verbs and is_free(token, figure))
        return figure.kind == "ratio" and token.lower_[:-1] in self.verbs and tag_at(tokens, position + 1) != ","

    def takes(self, sentence: Sentence, run: list[Token], tokens: list[Token], figure: Figure) -> bool:
        """Whether the words behind are a verb and what it takes: "12 face charges", "46 needed help".

        Behind a number above one no noun stands in the singular, so that a word before one that may be a verb is it.
        """
        if not run or figure.value in (0, 1) or figure.symbol or not opens_clause(sentence, figure):
            return False
        first, last = run[0], run[-1]
        if last.tag_ == "NNS" and _is_verb(tokens, tokens.index(last) + 1):
            return False  # "40 own goals were scored"
        if first.lower_ in self.taking:
            return run[1].lower_ not in self.compounds.get(first.lower_, ())
        if not (first.tag_ in ("VBN", "VBD") or first.lower_ in self.verbs or first.lower_ in self.bare_verbs):
            return False
        if last.tag_ == "NNS":
            return _lacks_verb(sentence)
        if last.tag_ != "NN" or last.lower_ in self.invariable or last.lower_ in self.nominal:
            return False
        plural = last.text[-1] == "s" and last.text[-2:] != "ss"
        return not plural and tag_at(tokens, tokens.index(last) + 1) not in _PHRASAL


def _is_verb(tokens: list[Token], position: int) -> bool:
    """Whether a verb of its own stands behind a plural, maybe after an adverb."""
    if tag_at(tokens, position) == "RB":
        position += 1
    return tag_at(tokens, position) in _FINITE


def _lacks_verb(sentence: Sentence) -> bool:
    """Whether nothing in a full sentence was read as its verb: "Twelve signed contracts."."""
    if sentence.paragraph.role != "paragraph" or not sentence.plain.rstrip().endswith("."):
        return False
    return not any(token.tag_ in _FINITE for token in sentence.span)
