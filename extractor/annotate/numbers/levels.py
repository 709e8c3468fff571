"""A number that is a level or a change of something: arrests rose to 5,000, that brought the toll to 57."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.ending import Ending
from extractor.annotate.lemma import lemma
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.naming import Naming
from extractor.annotate.numbers.phrases import NOUNS
from extractor.annotate.numbers.roles import subject_of, verb_of
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_PREPOSITIONS = frozenset({"to", "at", "by", "from"})  # "climbs to 57": the word before them is no noun
_BOUND = re.compile(r"(?:above|below|beneath|under|over|past|beyond|near|close to)\b", re.I)
_LEAD = 30
_NEAR = 100  # characters between a noun of change and where it ends
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_FAR = 30  # tokens between "the number of" and what it comes to


class Levels:
    """Gives a figure the noun whose level or change it is: the subject, or the object of what moves it."""

    def __init__(self, rules: RuleSet, naming: Naming) -> None:
        self.on = frozenset(rule.id for rule in rules.layer("numbers.count"))
        self.naming = naming
        fragments: dict[str, str] = rules.table("numbers_slots", "fragments")
        self.level = Ending(re.compile(fragments["level"] + r"\Z", re.I))
        self.moved = Ending(re.compile(fragments["moved"] + r"\Z", re.I))
        self.one_of = Ending(re.compile(fragments["one_of"] + r"\Z", re.I))
        self.moving = frozenset(rules.table("numbers_slots", "phrase_words")["moving_verbs"])
        verbs: dict[str, list[str]] = rules.table("numbers_slots", "change_verbs")
        self.changing = frozenset(verbs["up"] + verbs["down"])
        nouns: dict[str, list[str]] = rules.table("numbers_slots", "change_nouns")
        self.change_nouns = frozenset(
            nouns["up"] + nouns["down"] + rules.table("numbers_slots", "phrase_words")["manifold"]
        )

    def __call__(self, sentence: Sentence, figure: Figure) -> bool:
        """Take the noun whose level the number is; true when there is one."""
        before = sentence.plain[max(0, figure.start - _LEAD) : figure.start]
        return (
            self._moved(sentence, figure, before)
            or self._of_change(sentence, figure, before)
            or self._one_of(sentence, figure, before)
            or self._of_subject(sentence, figure, before)
        )

    def _moved(self, sentence: Sentence, figure: Figure, before: str) -> bool:
        """Take the object of a verb that moves it: "the attack brought the number of dead to 57"."""
        if "numbers.count.moved" not in self.on or not (self.moved.search(before) or self._is_bound(figure)):
            return False
        verb = verb_of(sentence, figure)
        if verb is None or lemma(verb) not in self.moving or sentence.offset(verb) > sentence.start + figure.start:
            return False
        thing = next((t for t in verb.rights if t.dep_ == "dobj" and t.tag_ in (*NOUNS, "JJ", "VBN")), None)
        noun = self.naming.of_measure(thing) if thing is not None else None
        return noun is not None and self.naming.named(sentence, figure, noun, "numbers.count.moved")

    def _of_change(self, sentence: Sentence, figure: Figure, before: str) -> bool:
        """Take what a noun of change is of: "an increase in convictions to 40", "a doubling of fines, from 20"."""
        if "numbers.count.change" not in self.on or not before.endswith(("to ", "from ", "at ")):
            return False
        end = sentence.start + figure.start
        for token in reversed(sentence.tokens(max(sentence.start, end - _NEAR), end)):
            if token.tag_ in _FINITE:
                return False
            if token.lower_ in self.change_nouns and token.tag_ == "NN":
                below = [c for p in token.rights if p.lower_ in ("in", "of") for c in p.children]
                noun = self.naming.of_measure(below[0]) if below and below[0].tag_ in NOUNS else None
                return noun is not None and self.naming.named(sentence, figure, noun, "numbers.count.change")
        return False

    def _one_of(self, sentence: Sentence, figure: Figure, before: str) -> bool:
        """Take the subject of "is one of": "his petition is one of 700"."""
        if "numbers.count.one_of" not in self.on or not self.one_of.search(before):
            return False
        subject = subject_of(sentence.head(sentence.start + figure.core[0], sentence.start + figure.core[1]))
        if subject is None or subject.tag_ not in ("NN", "NNS"):
            return False
        return self.naming.found(sentence, figure, [subject], "numbers.count.one_of")

    def _is_bound(self, figure: Figure) -> bool:
        """Whether the modifier stands for the preposition of a level: "climbed above 300"."""
        return figure.start < figure.core[0] and figure.modifier in ("more_than", "less_than", "nearly")

    def _of_subject(self, sentence: Sentence, figure: Figure, before: str) -> bool:
        """Take the subject of a verb of level: "arrests rose to 5,000"."""
        if "numbers.count.subject" not in self.on:
            return False
        match = self.level.search(before)
        if match is None and not self._passes(sentence, figure):
            return False
        if before.endswith("from ") and _has_object(sentence, figure):
            return False  # "police held 40, up from 31": the base is the object's
        if before.endswith("to ") and self._brings_total(sentence, figure):
            return False  # "police held 40, bringing the total to 530"
        if "at " in before[-10:] and self.naming.put_at(sentence, figure, before) is not None:
            return False  # "a group put the figure at 90"
        subject = subject_of(sentence.head(sentence.start + figure.core[0], sentence.start + figure.core[1]))
        if subject is not None and subject.tag_ == "WDT" and subject.head.dep_ == "relcl":
            subject = subject.head.head  # "a backlog of cases, which stands at 40"
        noun = _object_before(sentence, figure) if before.endswith("by ") else None
        if noun is None:
            noun = self.naming.of_measure(subject) if subject is not None else self._numbered(sentence, figure)
        if noun is None and subject is None and match is not None:
            word = sentence.token_at(sentence.start + figure.start - len(before) + match.start() - 1)
            noun = word if word is not None and word.tag_ == "NNS" else None  # "arrests number two"
        if noun is None and sentence.paragraph.role == "title":
            noun = _only_plural(sentence, figure)
        if noun is None or (figure.form == "fraction" and (noun.tag_ != "NNS" or not before.endswith("by "))):
            return False
        return self.naming.named(sentence, figure, noun, "numbers.count.subject")

    def _brings_total(self, sentence: Sentence, figure: Figure) -> bool:
        """Whether its verb brings a sum to the number, and does not say of what."""
        verb = verb_of(sentence, figure)
        return verb is not None and any(t.dep_ == "dobj" and lemma(t) in self.naming.measuring for t in verb.rights)

    def _passes(self, sentence: Sentence, figure: Figure) -> bool:
        """Whether a verb of change has the number behind a bound: "has climbed above 300"."""
        if not self._is_bound(figure) or not _BOUND.match(sentence.plain, figure.start):
            return False
        verb = verb_of(sentence, figure)
        return verb is not None and lemma(verb) in self.changing

    def _numbered(self, sentence: Sentence, figure: Figure) -> Token | None:
        """What "the number of" names before the figure, where the parse finds no subject."""
        for token in reversed(sentence.tokens(sentence.start, sentence.start + figure.start)[-_FAR:]):
            if token.tag_ in (":", "."):
                return None
            if token.lower_ in self.naming.tallying or token.lower_ == "that":
                return next(
                    (c for p in token.children if p.lower_ == "of" for c in p.children if self.naming.is_many(c)), None
                )
        return None


def _has_object(sentence: Sentence, figure: Figure) -> bool:
    """Whether the verb has a number for an object before the figure."""
    verb = verb_of(sentence, figure)
    return verb is not None and any(t.dep_ == "dobj" and t.tag_ == "CD" for t in verb.rights)


def _object_before(sentence: Sentence, figure: Figure) -> Token | None:
    """The plural object that an amount of change is a change of: "cut deaths by 84"."""
    verb = verb_of(sentence, figure)
    if verb is None or sentence.offset(verb) > sentence.start + figure.start:
        return None
    return next((t for t in verb.rights if t.dep_ == "dobj" and t.tag_ == "NNS"), None)


def _only_plural(sentence: Sentence, figure: Figure) -> Token | None:
    """The one plural before a level in a headline, whose verb the tagger may miss: "Flu cases top 300"."""
    before = sentence.tokens(sentence.start, sentence.start + figure.start)
    followed = itertools.pairwise(before)
    plurals = [token for token, after in followed if token.tag_ == "NNS" and after.lower_ not in _PREPOSITIONS]
    return plurals[0] if len(plurals) == 1 else None
