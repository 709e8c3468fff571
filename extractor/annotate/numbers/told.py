"""The plural that the sentence of a number speaks of: "Complaints are rare, but in May 340 were filed".

What only says where, when or by whom something was done is not spoken of, nor is a person who does something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.lemma import lemma
from extractor.annotate.numbers.bracketed import SHARES
from extractor.annotate.numbers.choosing import Choosing, standing
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.naming import Naming
from extractor.annotate.numbers.persons import Persons
from extractor.annotate.numbers.roles import SUBJECT, governing_verb, number_token
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_RULE = "numbers.count.told"
_LEAST = 3  # the standing of a subject in a clause below, or of one that has an object
_BACK = 12  # figures of the sentence that are looked at
_FAR = 40  # tokens before a number that are looked at
_FRONT = 6  # tokens of a phrase that opens the sentence
_LARGE = 1_000_000
_BREAK = re.compile(r"(?:[,:;(–—]|\s-|\bincluding|\bamong them|\bof which|\bof whom|\bsome)\s?\Z")
_LONE = re.compile(
    r"\s?(?:[.,;:)–—]|\Z)|\s(?:in|on|by|from|at|for|to|during|last|this|since|over|alone|of (?:them|which|whom))\b"
)
_FRONTED = ("with", "to", "as")
_NAMES = ("DATE", "TIME", "PERSON", "ORG", "GPE")
_BOUND = ("relcl", "acl", "pcomp")
_COMPOUND = ("compound", "poss", "nmod", "amod", "npadvmod")


class Told:
    """Gives a number without a noun the plural that its own sentence is about."""

    def __init__(self, rules: RuleSet, naming: Naming, choosing: Choosing, persons: Persons) -> None:
        self.on = rules.has(_RULE)
        self.naming, self.choosing, self.persons = naming, choosing, persons
        nouns: dict[str, list[str]] = rules.table("numbers_slots", "change_nouns")
        self.willing = persons.willing
        self.changes = frozenset(nouns["up"] + nouns["down"])
        units: list[str] = rules.table("numbers_slots", "phrase_words")["vague"]
        for table in ("duration", "measure", "currency_names"):
            units = [*units, *rules.table("numbers_units", table)]
        self.dull = naming.measuring.union(units)

    def __call__(self, sentence: Sentence, figure: Figure, before: Sequence[Figure], *, meant: bool = False) -> bool:
        """Take the plural that the words before the number are about; true when there is one.

        Where a number ``before`` it has a noun, that one is spoken of. ``meant``: only what its verb is said of.
        """
        if any(f.kind == "count" and f.counted is not None and _RULE not in f.rules for f in before[-_BACK:]):
            return False
        if not self.on or figure.kind != "count" or figure.symbol or figure.scale >= _LARGE or figure.value in (0, 1):
            return False
        number = number_token(sentence, figure)
        if number is None or figure.form not in ("digits", "words"):
            return False
        text, lead = sentence.plain, sentence.plain[max(0, figure.start - 16) : figure.start]
        fragment = bool(_LONE.match(text, figure.end)) and bool(_BREAK.search(lead))
        if not fragment and (figure.partitive or not _is_bare(number)):
            return False
        if lead.endswith("): ") or (lead.endswith("(") and any(sign in text for sign in SHARES)):
            return False
        noun = self._noun(sentence, figure, number, fragment=fragment)
        if noun is not None and meant and not self.choosing.is_meant(number, lemma(noun)):
            return False
        return noun is not None and self.naming.found(sentence, figure, [noun], _RULE)

    def _noun(self, sentence: Sentence, figure: Figure, number: Token, *, fragment: bool) -> Token | None:
        verb = governing_verb(number, 5)
        before = sentence.tokens(sentence.start, sentence.start + figure.start)
        first = sentence.span.start
        plurals = (t for t in before[-_FAR:] if t.tag_ == "NNS" and not self._is_dull(t))
        nouns = [t for t in plurals if self._is_told(t, number, verb, first, fragment=fragment)]
        if not nouns:
            return None
        personal = self.persons.told(sentence.plain, figure)
        done = number.dep_ == "dobj"
        chosen = self.choosing.best(number, nouns, lambda t: t, lemma, figure.rules)
        if chosen is None or (done and not self._is_subject_alone(chosen)):
            return None
        may = self.persons.nouns if personal else self.persons.actors
        if (personal or self._wills(number)) and lemma(chosen) not in may:
            return chosen if self.choosing.is_meant(number, lemma(chosen)) else None
        return chosen

    def _wills(self, number: Token) -> bool:
        """Whether the number does what mostly persons do: "Prices were high, but only 14 refused to pay"."""
        return number.dep_ == "nsubj" and lemma(number.head) in self.willing

    def _is_dull(self, noun: Token) -> bool:
        """Whether a plural names no things of a kind, or has a number or an owner of its own."""
        if lemma(noun) in self.dull or noun.lower_ in self.dull or noun.dep_ in _COMPOUND:
            return True
        return noun.ent_type_ in _NAMES or any(child.tag_ in ("CD", "PRP$") for child in noun.lefts)

    def _is_told(self, noun: Token, number: Token, verb: Token | None, first: int, *, fragment: bool) -> bool:
        """Whether a plural is what its clause is about, and not of the number's own clause."""
        own = governing_verb(noun, 5)
        if own is not None and own.dep_ in _BOUND:
            return False
        if not fragment and own is not None and verb is not None and own.i == verb.i:
            return self._is_fronted(noun, first) or self._is_changed(noun)
        if standing(noun) < _LEAST:
            return self._is_fronted(noun, first) or self._is_changed(noun)
        if noun.dep_ == "pobj":
            return self._is_changed(noun)
        name = lemma(noun)
        if name in self.persons.nouns or name.endswith("ologist"):
            return noun.dep_ != "nsubj" and (fragment or number.dep_ in SUBJECT)
        return True

    def _is_fronted(self, noun: Token, first: int) -> bool:
        """*As for complaints*, *with complaints on the rise*."""
        if noun.dep_ != "pobj" or noun.i - first >= _FRONT:
            return False
        lead = noun.head
        return lead.lower_ in _FRONTED or (lead.lower_ == "for" and lead.i > first and lead.nbor(-1).lower_ == "as")

    def _is_changed(self, noun: Token) -> bool:
        """*A fall in complaints*, *the number of complaints*."""
        if noun.dep_ != "pobj":
            return False
        link, above = noun.head.lower_, noun.head.head
        return (link == "in" and above.lower_ in self.changes) or (
            link == "of" and lemma(above) in self.naming.tallying
        )

    def _is_subject_alone(self, noun: Token) -> bool:
        """*Complaints are rare*: what is said to be so, and does nothing to anything."""
        if noun.dep_ == "pobj":
            return True
        return noun.dep_ in SUBJECT and not any(child.dep_ == "dobj" for child in noun.head.children)


def _is_bare(number: Token) -> bool:
    """Whether a number is the subject, the object or what there is, without a noun behind it."""
    if number.tag_ != "CD":
        return False
    after = number.doc[number.i + 1] if number.i + 1 < len(number.doc) else None
    if number.dep_ == "nummod" and number.head.i < number.i:
        return after is not None and after.tag_ in ("VBD", "VBP")  # "in May 340 were filed"
    existential = number.dep_ == "attr" and any(child.dep_ == "expl" for child in number.head.children)
    if not (existential or number.dep_ in SUBJECT or number.dep_ == "dobj"):
        return False
    return after is None or not after.tag_.startswith(("NN", "JJ", "$"))
