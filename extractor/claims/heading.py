"""What the heading of a table's figures says of them: their currency, their scale, what they count."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma, lemma_of
from extractor.claims.grammar import is_noun
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence
    from extractor.records import DateMention, Span

_BREAKS = frozenset({"by", "in", "per", "for", "from", "across", "during", "since", "at", "on"})
_BOUND = re.compile(
    r"(?:of (?:which|whom|these),?\s)?(?:\w+er than|over|under|above|below|more than|less than|at least|up to|aged)\s"
    r"(?:[a-z]+|\d+)\b",
    re.IGNORECASE,
)
_MARKS = frozenset({",", "(", ":", ";", "–", "—", "-", "|", "/", "["})


@dataclass(frozen=True, slots=True)
class Scale:
    """The currency that a heading names, an ISO 4217 code or null, and what its figures are multiplied by."""

    start: int
    end: int
    currency: str | None
    factor: int


class ScaleReader:
    """Finds *R$ million*, *EUR bn*, *in thousands of euros* and *thousands* in headings."""

    def __init__(self, rules: RuleSet) -> None:
        table: Mapping[str, Any] = rules.table("claims", "table")
        signs: dict[str, str] = rules.table("numbers_units", "currency_signs")
        codes: list[str] = rules.table("numbers_units", "currency_codes")["codes"]
        names: dict[str, str] = rules.table("numbers_units", "currency_names")
        self.factors: dict[str, int] = table["factors"]
        self.currencies = {**{code: code for code in codes}, **signs}
        self.names = names

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression of all scales: hundreds of names, compiled when the first table is met."""
        factor = _choice(self.factors)
        sign = _choice([s for s in self.currencies if len(s) > 1 or not s.isalnum()])
        name = _choice([n for n in self.names if len(n) > 2])
        return re.compile(
            rf"(?<![\w$])(?P<sign>{sign})(?:\s?(?P<after>(?i:{factor}))\b|(?![\w$]))"
            rf"|(?i:\b(?P<before>{factor})\s(?:of\s)?(?:(?P<name>{name})|(?-i:(?P<code>{sign})))(?!\w))"
            rf"|(?i:(?:\bin\s|\()(?P<bare>{name})(?=\)|,|$))"
            rf"|(?i:(?:\bin\s|[(,]\s?|^)(?P<scale>{factor})(?=\)|,|$))"
        )

    def __call__(self, heading: Span) -> Scale | None:
        """The scale of a heading, or null where it says none."""
        found = self.pattern.search(heading.text)
        if found is None:
            return None
        sign, name = found["sign"] or found["code"], found["name"] or found["bare"]
        currency = self.currencies.get(sign) if sign else self.names.get(name.lower()) if name else None
        word = found["after"] or found["before"] or found["scale"]
        return Scale(
            heading.start + found.start(),
            heading.start + found.end(),
            currency,
            self.factors[word.lower()] if word else 1,
        )


def column_noun(sentence: Sentence, cell: Span, date: DateMention | None, scale: Scale | None) -> Token | None:
    """The last noun of a column's heading, outside its date and its scale; *over 52 weeks* has none."""
    if narrows(sentence, cell):
        return None
    return _last([t for t in sentence.tokens(cell.start, cell.end) if is_noun(t)], sentence, date, scale)


def narrows(sentence: Sentence, cell: Span) -> bool:
    """Whether a column only says which of the things of the column before it are meant: *older than five years*."""
    return _BOUND.match(cell.text) is not None and not any(
        token.tag_ in ("NNS", "NNPS") and not any(child.tag_ == "CD" for child in token.lefts)
        for token in sentence.tokens(cell.start, cell.end)
    )


def leading_noun(sentence: Sentence, heading: Span) -> Token | None:
    """The last noun before what divides a caption: *Applications by country*, *People investigated, by law*."""
    nouns = [token for token in _leading(sentence, heading) if is_noun(token)]
    return nouns[-1] if nouns else None


def label_noun(sentence: Sentence, heading: Span) -> Token | None:
    """The common noun that ends a row's label, which says what the row counts: *Net profit*."""
    tokens = _leading(sentence, heading)
    return tokens[-1] if tokens and tokens[-1].tag_ in ("NN", "NNS") else None


def _leading(sentence: Sentence, heading: Span) -> list[Token]:
    tokens: list[Token] = []
    for token in sentence.tokens(heading.start, heading.end):
        if tokens and (token.lower_ in _BREAKS or token.text in _MARKS):
            break
        tokens.append(token)
    return tokens


def singular(token: Token) -> str:
    """The lemma of a heading's noun, which is a common noun although it has a capital."""
    return lemma_of(token.vocab, token.lower_, "NNS") if token.tag_ in ("NNP", "NNPS") else lemma(token)


def _last(tokens: list[Token], sentence: Sentence, date: DateMention | None, scale: Scale | None) -> Token | None:
    for token in reversed(tokens):
        place = sentence.offset(token)
        if not any(mark and mark.start <= place < mark.end for mark in (date, scale)):
            return token
    return None


def _choice(words: Mapping[str, Any] | list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
