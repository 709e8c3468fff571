"""Cents told in the money that they are a hundredth of: "89 cents" beside "$3" is 0.89 of a dollar."""

from __future__ import annotations

from extractor.annotate.numbers.figure import Figure, tidy
from extractor.annotate.numbers.home import Home
from extractor.records import Number
from extractor.rules import RuleSet

_RULE = "numbers.unit.cents"
_HUNDRED = 100


class Cents:
    """Finds whose hundredths an article speaks of; one for each article.

    The table ``hundredths`` of ``numbers_units.toml`` has the currencies that each name of a part is of: an
    issuer said with it decides, then the nearest sum of the sentence, the last one before it, the country.
    """

    def __init__(self, rules: RuleSet, home: Home) -> None:
        self.on = rules.has(_RULE)
        self.wholes: dict[str, list[str]] = rules.table("numbers_units", "hundredths")
        self.countries: dict[str, str] = rules.table("numbers_units", "cent_countries")
        self.home = home.country or ""
        self.seen: list[str] = []

    def __call__(self, figures: list[Figure]) -> None:
        """Tell the parts of a sentence in the whole, in place; what is of no known currency stays a part."""
        sums = [f for f in figures if f.kind == "money" and f.unit is not None and f.unit not in self.wholes]
        for figure in figures if self.on else ():
            if figure.kind == "money" and figure.unit in self.wholes:
                self._whole(figure, sums)
        for figure in figures:
            if figure in sums and figure.unit not in self.seen[-1:]:
                self.seen.append(str(figure.unit))

    def _whole(self, figure: Figure, sums: list[Figure]) -> None:
        among = self.wholes[str(figure.unit)]
        near = sorted(sums, key=lambda f: abs(f.start - figure.start))
        told = [figure.issuer, *(f.unit for f in near), *reversed(self.seen), self.countries.get(self.home)]
        code = next((code for code in told if code in among), among[0] if len(among) == 1 else None)
        if code is None:
            return
        figure.unit = code
        figure.value, figure.low, figure.high = _part(figure.value), _part(figure.low), _part(figure.high)
        figure.rules.append(_RULE)


def _part(value: Number | None) -> Number | None:
    return tidy(value / _HUNDRED) if value is not None else None
