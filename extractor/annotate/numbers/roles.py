"""The place of a number in its clause: subject or not, and the subject above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.numbers.figure import Figure

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECT = ("nsubj", "nsubjpass")


def number_token(sentence: Sentence, figure: Figure) -> Token | None:
    """The token in which a number begins, without its modifier and its sign."""
    return sentence.token_at(sentence.start + figure.core[0])


def role(sentence: Sentence, figure: Figure) -> str:
    """Return "subject" or "other", by the dependency of the number or of the noun that it counts."""
    token = number_token(sentence, figure)
    for _ in range(3):
        if token is None:
            return "other"
        if token.dep_ in SUBJECT:
            return "subject"
        if token.dep_ not in ("nummod", "compound", "quantmod", "amod", "conj"):
            return "other"
        token = token.head
    return "other"


def subject_of(token: Token | None) -> Token | None:
    """The subject of the clause that a token stands in, null when there is none before its verb."""
    for _ in range(5):
        if token is None:
            return None
        if token.tag_.startswith("V"):
            for child in token.children:
                if child.dep_ in SUBJECT and child.i < token.i:
                    return child
            if token.dep_ not in ("conj", "xcomp", "advcl", "ROOT"):
                return None
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def verb_of(sentence: Sentence, figure: Figure) -> Token | None:
    """The verb that governs a number or the noun that it counts, null when there is none."""
    return governing_verb(number_token(sentence, figure), 5)


def governing_verb(token: Token | None, steps: int) -> Token | None:
    """The verb that a token is or hangs on, at most so many steps up; null when there is none."""
    for _ in range(steps):
        if token is None or token.tag_.startswith("V"):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None
