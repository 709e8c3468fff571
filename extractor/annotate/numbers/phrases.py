"""The noun phrase behind a number: which tokens it has and which of them is counted."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.following import (
    CLOSING,
    OPENING,
    is_glued_number,
    is_hyphenated,
    is_main_verb,
    is_prefixed,
    is_word,
    quotes_noun,
    tag_at,
    word_at,
)
from extractor.annotate.numbers.verbal import Verbal
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_INSIDE = NOUNS | {"JJ", "JJS", "VBN", "VBG", "HYPH", "AFX", "FW"}
_DETERMINERS = frozenset({"DT", "PDT", "PRP$", "WP$", "CD"})
_MODIFIERS = ("amod", "compound", "nmod", "conj")
_DEMONSTRATIVES = ("these", "those", "this", "that", "which")
_ABOUT = ("about", "around", "some", "nearly", "almost", "roughly", "over")
_SPANS = ("day", "week", "month", "year", "decade", "generation", "century")
_AGO = ("ago", "earlier", "before", "later")
_FORMER = ("earlier", "later")
_STOPS = (",", ".", ";", ":", ")", "?", "!")
_FINITE = ("is", "has", "was", "does")
_LONGEST = 10


@dataclasses.dataclass(slots=True)
class Phrase:
    """The noun phrase behind a number.

    ``head`` is the counted noun (null without ``tokens``). ``partitive``: "of" led to it. ``pronoun``:
    one stood in its place ("two of them"). ``others``: "30 others". ``verbal``: a lone noun that may be
    the verb ("a team of 12 works"). ``unit``: what "those convicted" are.
    """

    tokens: list[Token]
    partitive: bool = False
    pronoun: bool = False
    others: bool = False
    verbal: bool = False
    shared: Token | None = None
    unit: str | None = None

    @property
    def head(self) -> Token:
        """The counted noun."""
        return self.shared or self.tokens[-1]


class Phrases:
    """Finds noun phrases by tags, from left to right, with the word lists of ``numbers_slots.toml``."""

    def __init__(self, rules: RuleSet) -> None:
        words: dict[str, list[str]] = rules.table("numbers_slots", "phrase_words")
        self.stops = frozenset(words["stops"])
        self.pronouns = frozenset(words["pronouns"])
        self.nominal = frozenset(words["nominal_adjectives"])
        self.further = frozenset(words["further"])
        self.verbs = frozenset(words["verbs"])
        self.predicates = frozenset(words["predicates"])
        self.paid = frozenset(words["paid"])
        self.invariable = frozenset(words["invariable"])
        self.personal = frozenset(words["personal"])
        self.penal = frozenset(words["penal"])
        self.sharing = frozenset(words["sharing"])
        self.verbal = Verbal(rules)

    def behind(self, sentence: Sentence, figure: Figure) -> Phrase:
        """The counted phrase behind a figure."""
        tokens = sentence.after(sentence.start + figure.end, _LONGEST + 6)
        if (
            tokens
            and tokens[0].text == "-"
            and tag_at(tokens, 1) in NOUNS
            and _start(sentence, tokens[0]) == figure.end
        ):
            return Phrase(tokens[1:2])
        position = 1 if tokens and tokens[0].text in CLOSING and sentence.plain[figure.start - 1] in OPENING else 0
        while position < len(tokens) and tokens[position].text in ("-", "–"):
            position += 1
        if not position and quotes_noun(tokens):
            position = 1
        if word_at(tokens, position) in self.further and is_word(tokens, position + 1, "of"):
            position += 1
        if is_word(tokens, position, "out") and tag_at(tokens, position + 2) == "CD":
            position += 1
        if is_word(tokens, position, "of"):
            return self._partitive(figure, tokens, position + 1)
        if figure.form in ("fraction", "multiple", "none"):
            phrase = self._definite(tokens, position, partitive=False)
            lone = figure.kind == "ratio" and len(phrase.tokens) == 1 and phrase.tokens[0] is tokens[position]
            return Phrase([]) if lone and self.verbal.is_verb(tokens, position, figure) else phrase
        if word_at(tokens, position) in self.further and tag_at(tokens, position + 1) in _INSIDE:
            position += 1
        if word_at(tokens, position) == "others":
            return Phrase(tokens[position : position + 1], others=True)
        if word_at(tokens, position) in self.predicates or (
            is_word(tokens, position, "paid") and word_at(tokens, position + 1) in self.paid
        ):
            return Phrase([])  # "eight faced criminal charges"
        run = self._run(tokens[position:], definite=False)
        if not run and tag_at(tokens, position) == "JJ" and tag_at(tokens, position + 1) == "CC":
            return self._paired(tokens, position)
        if (
            self.verbal.is_verb(tokens, position, figure)
            if len(run) == 1
            else self.verbal.takes(sentence, run, tokens, figure)
        ):
            return Phrase([])
        if run and figure.value != 1 and run[-1].tag_ == "NN" and run[-1].lower_ in self.penal:
            return Phrase([])  # "40 got a fine, 12 community service"
        run = self._agreeing(run, figure)
        return self._shared(Phrase(run, verbal=len(run) == 1 and run[0].lower_[:-1] in self.verbs), tokens, figure)

    def _paired(self, tokens: list[Token], position: int) -> Phrase:
        """Find the noun behind the second number of "84 electric and 40 hybrid cars"."""
        if tag_at(tokens, position + 2) != "CD":
            return Phrase([])
        run = self._run(tokens[position + 3 :], definite=False)
        return Phrase(tokens[position : position + 1], shared=run[-1]) if run else Phrase([])

    def _partitive(self, figure: Figure, tokens: list[Token], position: int) -> Phrase:
        phrase = self._definite(tokens, position, partitive=True)
        bare = phrase.tokens[:1] == tokens[position : position + 1]
        mass = bool(phrase.tokens) and phrase.tokens[-1].tag_ == "NN" and phrase.tokens[-1].lower_ not in self.nominal
        if figure.form in ("digits", "words") and not figure.symbol and bare and mass:
            return Phrase([])  # "14 men of treason and two of fraud": not two of a whole
        return phrase

    def _definite(self, tokens: list[Token], position: int, *, partitive: bool) -> Phrase:
        """The phrase behind "of", a share or a multiple, where an article may come first."""
        if word_at(tokens, position) == "those" and tag_at(tokens, position + 1) in ("VBN", "VBD", "WP"):
            word = word_at(tokens, position + 1)
            personal = word in self.personal
            return (
                Phrase(tokens[position : position + 2], partitive, unit="person") if personal else Phrase([], partitive)
            )
        pronoun = word_at(tokens, position)
        if pronoun in self.pronouns and (tag_at(tokens, position + 1) not in NOUNS or pronoun not in _DEMONSTRATIVES):
            return Phrase([], partitive, pronoun=True)
        start = position
        while (
            tag_at(tokens, position) in _DETERMINERS
            or word_at(tokens, position) in ("all", "such")
            or (tag_at(tokens, position) in ("JJ", "VBN") and tag_at(tokens, position + 1) == "CD")
            or (
                0 < position < len(tokens)
                and is_glued_number(tokens[position - 1])
                and tokens[position].text not in _STOPS
            )
            or (word_at(tokens, position) in _ABOUT and tag_at(tokens, position + 1) == "CD")
        ):
            position += 1
        if word_at(tokens, position) in _SPANS and word_at(tokens, position + 1) in _AGO:
            return Phrase([], partitive)  # "up from one in 20 a decade ago"
        numbered = start < position < len(tokens) and tokens[position - 1].tag_ == "CD"
        lone = numbered and (
            tag_at(tokens, position + 1) not in _INSIDE
            or word_at(tokens, position + 1) in self.stops  # "six of the 15 lost theirs"
            or is_main_verb(tokens[position])
        )
        if lone and (tokens[position].tag_ in ("VBN", "VBD") or tokens[position].lower_ == "who"):
            if tokens[position].lower_ not in self.personal:
                return Phrase([], partitive)
            return Phrase(tokens[position : position + 1], partitive, unit="person")  # "half of the 40 tried"
        position = self._past_possessor(tokens, position)
        return Phrase(self._run(tokens[position:], definite=position > start), partitive)

    def _agreeing(self, run: list[Token], figure: Figure) -> list[Token]:
        """Cut a phrase at the noun that agrees in number: "lent 84 families money", "what one cell costs"."""
        if len(run) < 2 or figure.symbol:
            return run
        last = run[-1]
        if figure.value == 1:
            return run[:-1] if last.tag_ == "NNS" and run[-2].tag_ == "NN" and last.dep_ != "conj" else run
        if last.tag_ != "NN" or last.lower_ in self.invariable or last.lower_.endswith("s"):
            return run
        plural = [index for index, token in enumerate(run) if token.tag_ == "NNS"]
        return run[: plural[-1] + 1] if plural else run

    def _shared(self, phrase: Phrase, tokens: list[Token], figure: Figure) -> Phrase:
        """Find the noun that two numbers share: "12 full-time and 40 part-time staff"; a 12 man crew counts men."""
        if not phrase.tokens:
            return phrase
        last = phrase.tokens[-1]
        index = tokens.index(last)
        if tag_at(tokens, index + 1) == "CC" and tag_at(tokens, index + 2) == "CD":
            modifies = last.dep_ in _MODIFIERS and last.head.i > last.i + 2
            if modifies and last.head.tag_ in NOUNS:
                phrase.shared = last.head
            elif last.lower_ in self.sharing:
                run = self._run(tokens[index + 3 :], definite=False)
                phrase.shared = run[-1] if run else None
        elif len(phrase.tokens) == 2 and last.tag_ == phrase.tokens[0].tag_ == "NN" and figure.value not in (0, 1):
            before = last.doc[tokens[0].i - 2] if tokens[0].i > 1 else None
            if before is not None and before.tag_ == "DT" and before.lower_ in ("a", "an"):
                phrase.tokens = phrase.tokens[:1]
        return phrase

    def _past_possessor(self, tokens: list[Token], position: int) -> int:
        """Step over "the hospital's 11" to what the hospital has."""
        for index in range(position, min(position + 4, len(tokens))):
            if tokens[index].tag_ == "POS":
                index += 1
                while tag_at(tokens, index) in _DETERMINERS:
                    index += 1
                return index if tag_at(tokens, index) in _INSIDE else position
            if tokens[index].tag_ not in _INSIDE:
                break
        return position

    def _run(self, tokens: list[Token], *, definite: bool) -> list[Token]:
        run: list[Token] = []
        last = -1
        for index, token in enumerate(tokens[:_LONGEST]):
            if not self._continues(tokens, index, run, last):
                break
            run.append(token)
            if token.tag_ in NOUNS or (token.tag_ == "VBZ" and not last > 0):
                last = len(run)
        if last > 0:
            return run[:last] + self._missed(tokens[last : last + 2], run[last - 1])
        adjectives = [
            i
            for i, t in enumerate(run)
            if t.lower_ in self.nominal or (definite and i == len(run) - 1 and t.tag_ in ("JJ", "VBN"))
        ]
        if not adjectives and not run and tokens and tokens[0].lower_ in self.nominal:
            return tokens[:1]
        return run[: adjectives[-1] + 1] if adjectives else []

    def _missed(self, following: list[Token], noun: Token) -> list[Token]:
        """The plural behind a singular that the tagger takes for a verb: "400 emergency calls a day"."""
        if (
            noun.tag_ != "NN"
            or tag_at(following, 0) != "VBZ"
            or following[0].lower_ in _FINITE
            or word_at(following, 1) not in ("a", "per", "each", "every")
        ):
            return []
        return following[:1]

    def _continues(self, tokens: list[Token], index: int, run: list[Token], last: int) -> bool:
        token = tokens[index]
        if is_prefixed(tokens, index):
            return True
        if token.lower_ in _FORMER and not run and tag_at(tokens, index + 1) in _INSIDE:
            return True  # "three earlier convictions"
        if token.lower_ in self.stops or (not any(ch.isalpha() for ch in token.text) and token.tag_ not in ("HYPH",)):
            return token.tag_ == "CD" and self._is_model(tokens, index, run[-1] if run else None)
        if token.ent_type_ in ("DATE", "TIME") and token.tag_.startswith("NNP"):
            return False
        before = run[-1] if run else None
        if before is not None and before.ent_type_ == "NORP" and before.tag_ in ("NNPS", "NNS"):
            return False
        if token.tag_ == "CC" and before is not None:
            following = tag_at(tokens, index + 1)
            if before.dep_ in ("amod", "compound", "nmod") and before.head.i > token.i + 1 and following in _INSIDE:
                return before.head.tag_ in NOUNS
            if before.tag_ == "JJ" and last < 0:
                return following in ("JJ", "VBN")
            end = index + 3 if following == tag_at(tokens, index + 2) == "NNP" else index + 2
            return before.tag_ in ("NNP", "JJ") and following in ("NNP", "JJ") and tag_at(tokens, end) == "NNS"
        if token.tag_ == "JJR" and before is None:
            return tag_at(tokens, index + 1) in NOUNS
        if token.tag_ in ("RB", "RBS", "RBR") and last < 0:
            return tag_at(tokens, index + 1) in ("JJ", "VBN", "HYPH")
        if token.tag_ == "CD" and last < 0:
            return tag_at(tokens, index + 1) == "HYPH" and before is None
        if token.tag_ == "VBZ" and before is None:
            return (
                token.lower_.endswith("s")
                and tag_at(tokens, index + 1) in ("IN", ".", ",", "")
                and token.lower_ not in ("is", "has", "was")
                and not any(child.dep_ in ("nsubj", "nsubjpass") and child.tag_ != "CD" for child in token.children)
            )
        if token.tag_ not in _INSIDE:
            return is_hyphenated(tokens, index) and (before is None or before.tag_ not in ("NNS", "NNPS"))
        if (
            last >= 0
            and token.tag_ in ("VBG", "VBN", "JJ", "JJS", "FW")
            and before is not None
            and before.tag_ != "HYPH"
        ):
            placed = before.tag_ == "NNP" and before.ent_type_ in ("GPE", "NORP", "LOC", "")
            return placed and token.tag_ in ("VBN", "JJ") and tag_at(tokens, index + 1) == "NNS"
        if before is not None and before.tag_ in ("NNS", "NNPS") and before.dep_ != "compound":
            return token.dep_ == "compound" or (before.head.i == token.i and before.dep_ in ("nmod", "compound"))
        return True

    def _is_model(self, tokens: list[Token], index: int, before: Token | None) -> bool:
        """Whether a number inside the phrase names a model: "two Boeing 737 jets", "two new 737 Max jets"."""
        if before is None or not tokens[index].text.isdigit():
            return False
        following = tag_at(tokens, index + 1)
        return (before.text[0].isupper() and before.tag_ in ("NNP", "NN") and following == "NNS") or (
            before.tag_ == "JJ" and following == "NNP"
        )


def _start(sentence: Sentence, token: Token) -> int:
    return sentence.offset(token) - sentence.start
