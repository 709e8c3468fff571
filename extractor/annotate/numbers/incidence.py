"""Rates of so many for thousands: "12 per 100,000 people", and the levels that are told without saying it again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.ending import Ending
from extractor.annotate.lemma import lemma
from extractor.annotate.numbers.figure import Figure
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_RULE = "numbers.rate.incidence"
_MANY = re.compile(
    r"\s(?:per|for every|for each|in every|out of every)\s(?:\d[\d,. ]*\d\d|hundred|thousand|million)\b", re.I
)
_BASE = Ending(re.compile(r"\b(?:per|for every|for each|in every|out of every)\s\Z", re.I))
_LEVEL = Ending(
    re.compile(
        r"\b(?:from|to|against|than|with|between|and|is|was|at)\s(?:(?:a|the|about|only|just|some|mere)\s){0,2}\Z", re.I
    )
)
_RATES = {"rate": "", "incidence": "case", "prevalence": "case"}
_STATES = ("ity", "ment", "ation")  # of what nothing can be counted: mortality, employment, incarceration
_LEAST = 100
_THOUSAND = 1000
_LONGEST = 90


class Incidence:
    """Reads the unit of a rate from its name, and lends its ``per`` to the levels beside it."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = rules.has(_RULE)

    def is_base(self, text: str, figure: Figure) -> bool:
        """Whether a figure is what a rate is per: the 100,000 of "12 per 100,000"."""
        large = figure.value is not None and figure.value >= _THOUSAND
        return self.on and large and bool(_BASE.search(text[max(0, figure.start - 16) : figure.start]))

    def name(self, sentence: Sentence, figure: Figure) -> bool:
        """Whether a rate that has a name states the figure; its unit is what is told the rate of."""
        if not self.on or not _MANY.match(sentence.plain, figure.end):
            return False
        for token in reversed(sentence.tokens(sentence.start, sentence.start + figure.start)):
            if token.lower_ in _RATES:
                unit = _RATES[token.lower_] or _told_of(token)
                if unit is None and token.dep_ not in ("nsubj", "nsubjpass"):
                    return False
                figure.unit = unit
                figure.rules.append(_RULE)
                return True
        return False

    def share(self, text: str, told: list[Figure]) -> None:
        """Give a level its rate: "fell to 6.2 per 100,000 from 7.4", "ranging from 12 in Lviv to 391"."""
        rate: Figure | None = None
        for figure in told:
            if figure.per is not None:
                rate = figure if figure.per.value >= _LEAST else None
            elif rate is not None and self.on and _is_level(text, rate, figure):
                figure.per, figure.unit, figure.counted = rate.per, rate.unit, rate.counted
                figure.inherited = rate.counted is not None
                figure.rules.append(_RULE)


def _is_level(text: str, rate: Figure, figure: Figure) -> bool:
    if figure.kind != "count" or figure.symbol or figure.scale > 1 or figure.start - rate.end > _LONGEST:
        return False
    if figure.counted is not None and not figure.inherited:
        return False
    return bool(_LEVEL.search(text[max(0, figure.start - 24) : figure.start]))


def _told_of(rate: Token) -> str | None:
    """What a rate is of: murders of "the murder rate", infections of "the rate of infection"."""
    below = [c for p in rate.children if p.lower_ == "of" for c in p.children if c.tag_ in ("NN", "NNS")]
    compound = [c for c in rate.lefts if c.dep_ == "compound" and c.tag_ == "NN"]
    noun = next(iter(below or compound[-1:]), None)
    if noun is None or (noun.tag_ == "NN" and lemma(noun).endswith(_STATES)):
        return None
    return lemma(noun)
