"""What a figure lends to numbers of the sentences behind it: a noun, a sum, a term."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.numbers.borrowing import is_people
from extractor.annotate.numbers.choosing import standing
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.naming import unit_of
from extractor.annotate.numbers.roles import SUBJECT, number_token
from extractor.records import Per, QuantityKind, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHARES = ("percent", "ratio", "fraction")


@dataclasses.dataclass(frozen=True, slots=True)
class Loan:
    """What a figure lends, and the place of the noun or the number that shows it."""

    kind: QuantityKind
    unit: str | None
    per: Per | None
    evidence: Span
    token: Token | None = None
    people: bool = False


def subject_loan(sentence: Sentence) -> Loan | None:
    """What a sentence speaks of: "Journalists were hit hardest. The network counts 96 of them"."""
    for token in sentence.tokens(sentence.start, sentence.end):
        if token.tag_ == "NNS" and token.dep_ in SUBJECT and token.head.dep_ == "ROOT":
            return Loan("count", unit_of(token), None, sentence.cover([token]))
    return None


def counts(figure: Figure) -> bool:
    """Whether a figure counts things that have a name, or people."""
    return figure.kind == "count" and bool(figure.unit) and (figure.counted is not None or is_people(figure))


def noun_loan(sentence: Sentence, figure: Figure) -> Loan:
    """The noun that a figure counts, or the people; its place is that of the noun where this is more talked of."""
    start, end = figure.counted or figure.core
    evidence = sentence.slice(sentence.start + start, sentence.start + end)
    token = number_token(sentence, figure)
    if figure.inherited and figure.counted is not None and figure.giver is None:  # "put the number of men at 12"
        token = max(token, sentence.token_at(evidence.end - 1), key=standing)
    return Loan("count", figure.unit, None, evidence, token, is_people(figure))


def share_loan(sentence: Sentence, figures: list[Figure]) -> Loan | None:
    """What the last share of a sentence is of: "They dismissed 97% of the appeals. Of the 26 that succeeded, …"."""
    for figure in reversed(figures):
        if figure.kind in _SHARES and "numbers.count.of" in figure.rules and figure.counted is not None:
            noun = sentence.token_at(sentence.start + figure.counted[1] - 1)
            if noun is not None and noun.tag_ == "NNS":
                return Loan("count", unit_of(noun), None, sentence.cover([noun]), noun)
    return None


def number_loan(sentence: Sentence, figure: Figure) -> Loan:
    """What a figure is in: its kind, its unit and its rate."""
    evidence = figure.evidence or sentence.slice(sentence.start + figure.start, sentence.start + figure.end)
    return Loan(figure.kind, figure.unit, figure.per, evidence)
