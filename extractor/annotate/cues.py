"""Which sentences hold anything that a layer reads, told by their words, before any is parsed."""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.annotate.attributions.lexicon import Lexicon as Reports
from extractor.annotate.lemma import lemma_of
from extractor.annotate.numbers.numerals import Numerals
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.vocab import Vocab

_EDGES = "\"'“”‘’«»()[]{}.,;:!?…–—-"
_QUOTE = re.compile("[\"“”„«»‘]|''|(?<!\\w)'")
_MOST_KNOWN = 100_000
_VERB_TAGS = ("VBZ", "VBD", "VBG", "VBN")


class Cue(enum.IntFlag):
    """What a sentence may hold."""

    NONE = 0
    NUMBER = 1
    LAW = 2
    REPORT = 4


class SentenceCues:
    """Finds the cues of sentences; each word is looked up once and remembered.

    The vocabularies are those of the layers: a word that a layer starts from is a cue. A quotation
    mark is a cue of a report.
    """

    def __init__(self, rules: RuleSet, vocab: Vocab) -> None:
        self._vocab = vocab
        self._numbers = Numerals(rules)
        self._laws = re.compile(rules.tables["laws_words"]["trigger"]["pattern"], re.I)
        self._reports = Reports(rules)
        self._nouns = frozenset(
            word for name in ("nouns", "adjectives", "figures") for word in rules.table("attributions_nouns", name)
        )
        patterns = [rule.regex().pattern for rule in rules.layer("attributions.phrase")]
        self._phrases = re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"\Z(?!\Z)", re.I)
        self._known: dict[str, Cue] = {}

    def __call__(self, text: str) -> Cue:
        """The cues of a sentence, its exotic blanks and hyphens made plain."""
        known = self._known
        found = Cue.NONE
        for word in set(text.split()):
            cue = known.get(word)
            if cue is None:
                cue = self._learn(word)
            if cue:
                found |= cue
        if not found & Cue.NUMBER and self._numbers.may_begin(text):  # of two words: "a quarter"
            found |= Cue.NUMBER
        if self._laws.search(text):
            found |= Cue.LAW
        if not found & Cue.REPORT and self._phrases.search(text):
            found |= Cue.REPORT
        return found

    def _learn(self, word: str) -> Cue:
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        bare = word.strip(_EDGES)
        pieces = {bare, *bare.replace("’", "'").split("'"), *bare.split("-"), *bare.split("/"), *bare.split("—")}
        found = Cue.NONE
        if self._numbers.may_begin(word):
            found |= Cue.NUMBER
        if _QUOTE.search(word) or any(self._reports_by(piece.lower()) for piece in pieces):
            found |= Cue.REPORT
        self._known[word] = found
        return found

    def _reports_by(self, word: str) -> bool:
        forms = {word, lemma_of(self._vocab, word, "NNS"), *(lemma_of(self._vocab, word, tag) for tag in _VERB_TAGS)}
        return any(form in self._nouns or self._reports.frames(form) for form in forms if form)


def near(cues: Sequence[Cue], wanted: Cue) -> list[bool]:
    """Of each sentence, whether it or one beside it has one of the cues."""
    has = [False, *(bool(cue & wanted) for cue in cues), False]
    return [any(has[place : place + 3]) for place in range(len(cues))]
