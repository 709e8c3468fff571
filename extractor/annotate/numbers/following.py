"""Questions about the tokens that follow a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.numbers.figure import Figure

if TYPE_CHECKING:
    from spacy.tokens import Token

OPENING, CLOSING = '“"‘', ("”", '"', "’")
_PREFIXES = frozenset({"co", "ex", "non", "semi", "vice", "sub", "anti", "pre", "post", "mid", "half", "step"})
_OPENING = (",", ":", "CC", "WDT", "WP", "WRB", "``", ".", "-LRB-")
_DASHES = ("–", "—", "-", "•", "*")
_BEFORE = frozenset({
    "that", "while", "because", "whereas", "although", "though", "if", "whether", "another", "other", "further",
    "said", "says", "say", "believes", "thinks", "fears", "warned", "warns", "estimates", "whom", "them",
    "these", "those",
})  # fmt: skip
_QUOTED = 4  # words of a noun phrase in quotation marks: three “likes”


def quotes_noun(tokens: list[Token]) -> bool:
    """Whether a few words behind the number stand in quotation marks of their own."""
    opened = bool(tokens) and tokens[0].text in OPENING
    return opened and any(token.text in CLOSING for token in tokens[2 : _QUOTED + 2])


def is_glued_number(token: Token) -> bool:
    """Whether a number has no space behind it: the 40 of "40-year"."""
    return token.tag_ == "CD" and not token.whitespace_


def is_free(token: Token, figure: Figure) -> bool:
    """Whether no determiner or name before the number makes the word behind it a noun: "on a 5-2 vote"."""
    if figure.form == "fraction" or token.i < 2:
        return token.i == 1
    before = token.nbor(-2)
    return before.text != "-" and before.tag_ not in ("DT", "PRP$", "POS", "NNP", "NNPS", "JJ", "NN", "CD", "HYPH")


def opens_clause(sentence: Sentence, figure: Figure) -> bool:
    """Whether a number may be the subject of what follows: first of its clause, or behind "said" or "another"."""
    before = sentence.token_at(sentence.start + figure.start - 2) if figure.start > 1 else None
    if before is None or before.tag_ in _OPENING or before.text in _DASHES:
        return True
    return before.lower_ in _BEFORE


def is_hyphenated(tokens: list[Token], index: int) -> bool:
    """Whether a hyphen ties a word to its neighbour: "would-be", "drive-by"."""
    token = tokens[index]
    tied = index + 1 < len(tokens) and tokens[index + 1].text == "-" and not token.whitespace_
    return token.text.isalpha() and (
        tied or (index > 0 and tokens[index - 1].text == "-" and not tokens[index - 1].whitespace_)
    )


def is_prefixed(tokens: list[Token], index: int) -> bool:
    """Whether a token is the hyphen behind a prefix or the noun behind the hyphen: "co-defendants"."""
    hyphen = index if tokens[index].text == "-" else index - 1
    if hyphen < 1 or tokens[hyphen].text != "-" or hyphen + 1 >= len(tokens):
        return False
    prefix, word = tokens[hyphen - 1], tokens[hyphen + 1]
    return prefix.lower_ in _PREFIXES and word.text.isalpha() and not (prefix.whitespace_ or tokens[hyphen].whitespace_)


def is_main_verb(token: Token) -> bool:
    """Whether a token is a verb in the past and no participle of a noun behind it: "61 of 700 succeeded last year"."""
    return token.tag_ == "VBD" or (token.tag_ == "VBN" and token.dep_ == "ROOT")


def is_word(tokens: list[Token], position: int, word: str) -> bool:
    """Whether a word, in small letters, stands at a place."""
    return position < len(tokens) and tokens[position].lower_ == word


def tag_at(tokens: list[Token], position: int) -> str:
    """The tag of the token at a place, empty past the end."""
    return str(tokens[position].tag_) if position < len(tokens) else ""


def word_at(tokens: list[Token], position: int) -> str:
    """The word at a place in small letters, empty past the end."""
    return str(tokens[position].lower_) if position < len(tokens) else ""
