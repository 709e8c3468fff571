"""Rates of exchange: "the yen strengthened to 108.55 per dollar" tells yen."""

from __future__ import annotations

import re

from extractor.annotate.analysis import Sentence
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.home import Home
from extractor.records import Per
from extractor.rules import RuleSet

_RULE = "numbers.unit.exchange"
_WORD = re.compile(r"[a-z]+")
_BASE = re.compile(
    r"\s(?:per|(?:to|against|for) (?:the|a|one|each)|to one|an?) (?:(?:US|U\.S\.|American) )?"
    r"(?P<base>dollar|euro|pound|greenback)\b(?! (?:bill|note|coin|a |per ))"
)


class Exchange:
    """Tells numbers without a noun in the currency that the sentence speaks of, for one of another."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = rules.has(_RULE)
        self.names: dict[str, str] = rules.table("numbers_units", "currency_names")
        self.families: dict[str, dict[str, str]] = rules.table("numbers_units", "currency_families")

    def __call__(self, sentence: Sentence, figures: list[Figure], home: Home) -> None:
        """Fill kind, unit and rate of each such figure, in place."""
        if not self.on:
            return
        for figure in figures:
            if figure.form != "digits" or figure.symbol or figure.disposition is not None:
                continue
            match = _BASE.match(sentence.plain, figure.end)
            code = self._before(sentence.plain[: figure.start].lower(), match["base"], home) if match else None
            if match and code:
                figure.kind, figure.unit, figure.symbol = "money", code, True
                figure.per = Per(1, match["base"] if match["base"] != "greenback" else "dollar")
                figure.rules.append(_RULE)

    def _before(self, text: str, base: str, home: Home) -> str | None:
        """The code of the last currency named before the figure that is not the one it is told for."""
        for word in reversed(_WORD.findall(text)):
            if word != base and (code := self.names.get(word)):
                return home.member(self.families.get(word.removesuffix("s"), {})) or code
        return None
