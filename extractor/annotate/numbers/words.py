"""Numbers in words: cardinals, ordinals, fractions, vague plurals, multiples."""

from __future__ import annotations

import re
from typing import Any

from extractor.annotate.numbers.cardinals import Cardinals
from extractor.annotate.numbers.figure import Figure, tidy
from extractor.annotate.numbers.parts import Parts
from extractor.records import QuantityKind
from extractor.rules import RuleSet

_FILE = "numbers_numerals"
_WORD = re.compile(r"[A-Za-z]+")
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"


class WordNumbers:
    """Reads a number in words that begins at a given place of a text."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = frozenset(rule.id for rule in rules.layer("numbers.numeral"))
        self.cardinals = Cardinals(rules)
        self.parts = Parts(rules, self.cardinals)
        self.ordinals: dict[str, int] = rules.table(_FILE, "ordinals")
        self.multiples: dict[str, dict[str, Any]] = rules.table(_FILE, "multiples")
        magnitudes = self.cardinals.magnitude_names
        ordinals = "|".join(sorted(self.ordinals, key=len, reverse=True))
        self.article = re.compile(rf"an?\s+({magnitudes})(?![A-Za-z])", re.I)
        fragments = rules.table(_FILE, "fragments")
        self.one_unit = re.compile(fragments["one_unit"], re.I)
        names = fragments["one_unit_name"]
        self.one_and_half = re.compile(
            rf"(?:an?|one)\s(?P<unit>{names})\sand\sa\s(?P<part>half|quarter)(?![A-Za-z])", re.I
        )
        self.durations: dict[str, str] = rules.table("numbers_units", "duration")
        self.measures: dict[str, str] = rules.table("numbers_units", "measure")
        self.one_unit_before = re.compile(fragments["one_unit_before"], re.I)
        self.rank = re.compile(rf"(?:\s|-|\sand\s)(?:({_TENS})[\s-])?({ordinals})(s?)(?![A-Za-z])", re.I)
        self.beginnings = [
            *self.parts.beginnings,
            *(rf"{article}\s+(?:{magnitudes})" for article in ("a", "an")),
            *sorted({*self.cardinals.words, *self.cardinals.magnitudes, *self.ordinals, *self.multiples}),
            *(f"{name}fold" for name in self.cardinals.words),
            *(rf"{article}\s(?:{fragments['one_unit_name']})" for article in ("a", "an")),
        ]

    def __call__(self, text: str, start: int) -> Figure | None:
        """Read the number in words that begins at ``start``, null when there is none."""
        if text[start] in "oO" and self.one_and_half.match(text, start):
            return self._one_unit(text, start)
        figure = self.parts(text, start) or self._cardinal(text, start) or self._ordinal(text, start)
        return figure or self._one_unit(text, start)

    def tail(self, text: str, figure: Figure) -> None:
        """Read what may follow a whole number and belongs to it."""
        self.cardinals.tail(text, figure)

    def _cardinal(self, text: str, start: int) -> Figure | None:
        rule, found = "numbers.numeral.words", None
        if match := self.article.match(text, start):
            rule, found = "numbers.numeral.article", self.cardinals.run(text, match.start(1), 1)
        else:
            found = self.cardinals.run(text, start)
        if found is None or rule not in self.on:
            return None
        figure = Figure(start, found[1], found[0], "words", scale=found[2], rules=[rule])
        if not self._rank(text, figure):
            self.cardinals.tail(text, figure)
        return figure

    def _rank(self, text: str, figure: Figure) -> bool:
        """Turn "twenty" into "twenty-first", and "three" into "three twenty-fifths"."""
        match = self.rank.match(text, figure.end)
        if not match or figure.value is None:
            return False
        lower = self.ordinals[match[2].lower()]
        tens = self.cardinals.words[match[1].lower()] if match[1] else 0
        if tens and lower > 9:
            return False
        joined = text[figure.end] == "-" or figure.value >= 100
        if (match[3] and (lower > 2 or tens)) or (tens and figure.value == 1 and not match[3]):
            figure.value, figure.form, figure.kind = (
                tidy(round(float(figure.value) / (tens + lower), 4)),
                "fraction",
                "fraction",
            )
            figure.end = match.end()
            return True
        if match[3] or not joined:
            return False
        if lower >= 100 and "and" not in match[0]:
            figure.value = figure.value * lower
        elif figure.value % 10 or (figure.value % 100 and (tens or lower > 9)):
            return False
        else:
            figure.value = figure.value + tens + lower
        figure.form, figure.end = "ordinal", match.end()
        return True

    def _ordinal(self, text: str, start: int) -> Figure | None:
        match = _WORD.match(text, start)
        word = match[0].lower() if match else ""
        if match is None or (word not in self.ordinals and word not in self.cardinals.denominators):
            return None
        return Figure(start, match.end(), self.ordinals.get(word), "ordinal")

    def _one_unit(self, text: str, start: int) -> Figure | None:
        """Read "an hour" as one hour where a modifier makes it a number ("over an hour")."""
        if (match := self.one_and_half.match(text, start)) and "numbers.numeral.one_unit" in self.on:
            name = match["unit"].lower()
            kind: QuantityKind = "duration" if name in self.durations else "measure"
            unit = self.durations.get(name) or self.measures.get(name)
            value = 1.5 if match["part"].lower() == "half" else 1.25
            rules = ["numbers.numeral.one_unit"]
            return Figure(start, match.end(), value, "words", kind=kind, unit=unit, symbol=True, rules=rules)
        match = self.one_unit.match(text, start)
        if (
            not match
            or "numbers.numeral.one_unit" not in self.on
            or not self.one_unit_before.search(text[max(0, start - 12) : start])
        ):
            return None
        return Figure(start, match.end() - 1, 1, "words", rules=["numbers.numeral.one_unit"])
