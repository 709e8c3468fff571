"""The noun phrase behind a number: which tokens it has and which of them is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.numbers.figure import Figure
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_INSIDE = NOUNS | {"JJ", "JJS", "VBN", "VBG", "HYPH", "AFX", "FW"}
_DETERMINERS = frozenset({"DT", "PDT", "PRP$", "WP$", "CD"})
_LONGEST = 10
_REACH = 120  # characters in which those tokens lie


class Phrases:
    """Finds noun phrases by tags, from left to right, with the word lists of ``numbers_slots.toml``."""

    def __init__(self, rules: RuleSet) -> None:
        words: dict[str, list[str]] = rules.table("numbers_slots", "phrase_words")
        self.stops = frozenset(words["stops"])
        self.pronouns = frozenset(words["pronouns"])
        self.nominal = frozenset(words["nominal_adjectives"])
        self.further = frozenset(words["further"])

    def behind(self, sentence: Sentence, figure: Figure) -> tuple[list[Token], bool, bool]:
        """The counted phrase behind a figure, whether "of" led to it, whether a pronoun stood there."""
        start = sentence.start + figure.end
        near = sentence.tokens(start, min(start + _REACH, sentence.end))
        tokens = [t for t in near if _start(sentence, t) >= figure.end][: _LONGEST + 6]
        if tokens and tokens[0].text == "-" and _tag(tokens, 1) in NOUNS and _start(sentence, tokens[0]) == figure.end:
            return tokens[1:2], False, False
        position, partitive, definite = 0, False, figure.form in ("fraction", "multiple", "none")
        while position < len(tokens) and tokens[position].text in ("-", "–"):
            position += 1
        if _is(tokens, position, "of"):
            position, partitive, definite = position + 1, True, True
        if definite:
            if _lower(tokens, position) == "those" and _tag(tokens, position + 1) in ("VBN", "VBD", "WP"):
                return [], partitive, False
            if _lower(tokens, position) in self.pronouns and _tag(tokens, position + 1) not in NOUNS:
                return [], partitive, True
            start = position
            while (
                _tag(tokens, position) in _DETERMINERS
                or _lower(tokens, position) in ("all", "such")
                or (_tag(tokens, position) in ("JJ", "VBN") and _tag(tokens, position + 1) == "CD")
                or (0 < position < len(tokens) and _glued_number(tokens[position - 1]))
            ):
                position += 1
            position = self._past_possessor(tokens, position)
            return self._run(tokens[position:], definite=position > start), partitive, False
        if _lower(tokens, position) in self.further and _tag(tokens, position + 1) in _INSIDE:
            position += 1
        return self._run(tokens[position:], definite=False), partitive, False

    def _past_possessor(self, tokens: list[Token], position: int) -> int:
        """Step over "the hospital's 11" to what the hospital has."""
        for index in range(position, min(position + 4, len(tokens))):
            if tokens[index].tag_ == "POS":
                index += 1
                while _tag(tokens, index) in _DETERMINERS:
                    index += 1
                return index if _tag(tokens, index) in _INSIDE else position
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
            return run[:last]
        adjectives = [
            i
            for i, t in enumerate(run)
            if t.lower_ in self.nominal or (definite and i == len(run) - 1 and t.tag_ in ("JJ", "VBN"))
        ]
        if not adjectives and not run and tokens and tokens[0].lower_ in self.nominal:
            return tokens[:1]
        return run[: adjectives[-1] + 1] if adjectives else []

    def _continues(self, tokens: list[Token], index: int, run: list[Token], last: int) -> bool:
        token = tokens[index]
        if token.lower_ in self.stops or (not any(ch.isalpha() for ch in token.text) and token.tag_ not in ("HYPH",)):
            return token.tag_ == "CD" and self._is_model(tokens, index, run[-1] if run else None)
        if token.ent_type_ in ("DATE", "TIME") and token.tag_.startswith("NNP"):
            return False
        before = run[-1] if run else None
        if token.tag_ == "CC" and before is not None:
            following = _tag(tokens, index + 1)
            if before.tag_ == "JJ" and last < 0:
                return following in ("JJ", "VBN")
            end = index + 3 if following == _tag(tokens, index + 2) == "NNP" else index + 2
            return before.tag_ in ("NNP", "JJ") and following in ("NNP", "JJ") and _tag(tokens, end) == "NNS"
        if token.tag_ in ("JJR", "RBR") and before is None:
            return _tag(tokens, index + 1) in NOUNS
        if token.tag_ in ("RB", "RBS") and before is None:
            return _tag(tokens, index + 1) in ("JJ", "VBN")
        if token.tag_ == "VBZ" and before is None:
            return (
                token.lower_.endswith("s")
                and _tag(tokens, index + 1) in ("IN", ".", ",", "")
                and token.lower_ not in ("is", "has", "was")
                and not any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children)
            )
        if token.tag_ not in _INSIDE:
            return False
        if (
            last >= 0
            and token.tag_ in ("VBG", "VBN", "JJ", "JJS", "FW")
            and before is not None
            and before.tag_ != "HYPH"
        ):
            return False
        if before is not None and before.tag_ in ("NNS", "NNPS") and before.dep_ != "compound":
            return token.dep_ == "compound" or (before.head.i == token.i and before.dep_ in ("nmod", "compound"))
        return True

    def _is_model(self, tokens: list[Token], index: int, before: Token | None) -> bool:
        """Whether a number inside the phrase names a model: "two Boeing 737 jets", "two new 737 Max jets"."""
        if before is None or not tokens[index].text.isdigit():
            return False
        following = _tag(tokens, index + 1)
        return (before.tag_ == "NNP" and following == "NNS") or (before.tag_ == "JJ" and following == "NNP")


def _glued_number(token: Token) -> bool:
    return token.tag_ == "CD" and not token.whitespace_


def _start(sentence: Sentence, token: Token) -> int:
    return sentence.offset(token) - sentence.start


def _is(tokens: list[Token], position: int, word: str) -> bool:
    return position < len(tokens) and tokens[position].lower_ == word


def _tag(tokens: list[Token], position: int) -> str:
    return str(tokens[position].tag_) if position < len(tokens) else ""


def _lower(tokens: list[Token], position: int) -> str:
    return str(tokens[position].lower_) if position < len(tokens) else ""
