"""Numbers in brackets behind a plural or a place: "visitors came mostly from Sweden (41,000) and Denmark (12,500)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.naming import Naming, span_of
from extractor.annotate.numbers.phrases import NOUNS
from extractor.annotate.numbers.roles import SUBJECT, verb_of
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_RULE = "numbers.count.bracketed"
SHARES = ("%", "percent", "per cent")
_PLACES = ("GPE", "LOC", "FAC")


class Bracketed:
    """Gives a number in brackets what the sentence tells of the places that they stand behind."""

    def __init__(self, rules: RuleSet, naming: Naming) -> None:
        self.on, self.naming = rules.has(_RULE), naming
        self.parties = frozenset(rules.table("numbers_slots", "persons")["parties"])

    def __call__(self, sentence: Sentence, figure: Figure) -> bool:
        """Take the plural before the brackets; behind a place the object of the verb, else its subject."""
        text = sentence.plain
        if not self.on or figure.form != "digits" or not text.endswith(" (", 0, figure.start):
            return False
        name = sentence.token_at(sentence.start + figure.start - 3)
        if not text.startswith(")", figure.end) or name is None:
            return False
        if any(sign in text for sign in SHARES):
            return False  # "cited crime (34%), jobs (26)"
        if name.tag_ == "NNS" and not name.ent_type_ and name.dep_ != "compound":
            return self.naming.named(sentence, figure, name, _RULE)  # "farmers (41) and nurses (12)"
        if name.ent_type_ == "NORP" and name.tag_ in ("NNPS", "NNP") and name.lower_ not in self.parties:
            figure.unit = "person"
            figure.counted, figure.inherited = span_of(sentence, [name]), True
            figure.rules.append(_RULE)
            return True
        if name.ent_type_ not in _PLACES:
            return False
        verb = verb_of(sentence, figure)
        noun = self._told(verb, name) if verb is not None else None
        return noun is not None and self.naming.named(sentence, figure, noun, _RULE)

    def _told(self, verb: Token, name: Token) -> Token | None:
        nouns = [c for c in verb.children if c.tag_ in NOUNS and c.i < name.i]
        told = [c for c in nouns if c.dep_ == "dobj"] or [c for c in nouns if c.dep_ in SUBJECT]
        return self.naming.of_measure(told[-1]) if told else None
