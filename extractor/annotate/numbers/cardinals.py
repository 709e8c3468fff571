"""Whole numbers in words, and what may follow a whole number: "and a half", "point five", "hundred and 21"."""

from __future__ import annotations

import re

from extractor.annotate.numbers.figure import LARGEST, Figure, tidy
from extractor.records import Number
from extractor.rules import RuleSet

_FILE = "numbers_numerals"
_WORD = re.compile(r"[A-Za-z]+")
_FIRST = re.compile(r"()([A-Za-z]+)(?![A-Za-z])")
_NEXT = re.compile(r"(?:\s{1,3}|\s?-\s?)(and[\s-]+)?([A-Za-z]+)(?![A-Za-z])")
_SMALL = re.compile(
    r"\s(?:and\s)?(\d{1,3})(?![\d,.%])(?:\s(hundred))?(?!\s?(?:hundred|thousand|million|billion)\b)", re.I
)
_POINT = re.compile(r"\s+point((?:\s[a-z]+){1,6})", re.I)
_BETWEEN = re.compile(r"\bbetween\s\Z", re.I)


class Cardinals:
    """Adds up number words; the vocabulary comes from ``numbers_numerals.toml``."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = frozenset(rule.id for rule in rules.layer("numbers.numeral"))
        self.words: dict[str, int] = rules.table(_FILE, "cardinals")
        self.magnitudes: dict[str, int] = rules.table(_FILE, "magnitudes")
        self.plurals: dict[str, int] = {f"{word}s": value for word, value in self.magnitudes.items() if word[-1] != "s"}
        self.denominators: dict[str, int] = rules.table(_FILE, "denominators")
        self.names = "|".join(sorted(self.words, key=len, reverse=True))
        self.magnitude_names = "|".join(sorted(self.magnitudes, key=len, reverse=True))
        parts = "|".join(sorted((w for w in self.denominators if w != "halves"), key=len, reverse=True))
        self.part = re.compile(
            rf"(?:\s+and\s+|-and-)(?:(an?|{self.names}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[\s-](?:{self.names}))[\s-])?({parts})(?![A-Za-z])(?!\s+of\b)",
            re.I,
        )

    def run(self, text: str, start: int, seed: int | None = None) -> tuple[Number, int, Number] | None:
        """Add up the words from ``start`` on: (value, where they end, the last magnitude)."""
        total: Number = 0
        current: Number = seed or 0
        scale: Number = 1
        last, tens, end, after_magnitude = 0, False, start, False
        match = _FIRST.match(text, start)
        while match is not None:
            word = match[2].lower()
            factor = self._factor(word, started=end > start)
            if factor is not None:
                if match[1] or (after_magnitude and (factor < last or last > LARGEST)):
                    break
                if after_magnitude:
                    total, last = total * factor, last * factor
                elif factor == 100:
                    if current >= 100:
                        break
                    current, tens = (current or 1) * 100, False
                else:
                    if last and factor >= last:
                        break
                    total, current, last = total + (current or 1) * factor, 0, factor
                    after_magnitude = True
                scale = factor
            elif word in self.words and self._may_add(text, match, start, end, current, tens, last):
                current += self.words[word]
                tens, scale = 20 <= self.words[word] <= 90, 1
                after_magnitude = False
            else:
                break
            end = match.end()
            match = _NEXT.match(text, end)
        return (tidy(total + current), end, scale) if end > start else None

    def _factor(self, word: str, *, started: bool) -> int | None:
        found = self.magnitudes.get(word)
        return found if found is not None or not started else self.plurals.get(word)

    def _may_add(
        self, text: str, match: re.Match[str], start: int, end: int, current: Number, tens: bool, last: int
    ) -> bool:
        value = self.words[match[2].lower()]
        joined = bool(match[1])
        if end == start:
            return True
        if value == 0 or (joined and self._denominator_follows(text, match.end())):
            return False
        if tens:
            return not joined and value < 10
        bigger = self._bigger_follows(text, match.end())
        if current and current % 100 == 0:
            if self._hundred_follows(text, match.end()):
                return False
            return value < 100 and (not bigger or not (joined and _BETWEEN.search(text[max(0, start - 9) : start])))
        return current == 0 and last > value and bigger < last

    def _bigger_follows(self, text: str, position: int) -> int:
        """The magnitude that the next words lead to, 0 for none."""
        match = _NEXT.match(text, position)
        for _ in range(3):
            if match is None or match[1]:
                return 0
            word = match[2].lower()
            if word in self.magnitudes and self.magnitudes[word] > 100:
                return self.magnitudes[word]
            if word not in self.words and word != "hundred":
                return 0
            match = _NEXT.match(text, match.end())
        return 0

    def _hundred_follows(self, text: str, position: int) -> bool:
        match = _NEXT.match(text, position)
        return bool(match and not match[1] and match[2].lower() == "hundred")

    def _denominator_follows(self, text: str, position: int) -> bool:
        match = _NEXT.match(text, position)
        return bool(match and not match[1] and match[2].lower() in self.denominators and match[2].lower().endswith("s"))

    def tail(self, text: str, figure: Figure) -> None:
        """Read what may follow a whole number and belongs to it."""
        if figure.value is None:
            return
        if "numbers.numeral.magnitude" in figure.rules and figure.scale in (100, 1000) and figure.form == "digits":
            self._small(text, figure)
        if (match := self.part.match(text, figure.end)) and "numbers.numeral.and_a_half" in self.on:
            self._part(text, figure, match)
        if (match := _POINT.match(text, figure.end)) and "numbers.numeral.point" in self.on:
            self._point(figure, match)

    def _small(self, text: str, figure: Figure) -> None:
        """Add the rest of "4 thousand 3 hundred and 21"."""
        while "numbers.numeral.mixed" in self.on and (match := _SMALL.match(text, figure.end)):
            value = int(match[1]) * (100 if match[2] else 1)
            if figure.value is None or not 0 < value < figure.scale:
                return
            figure.value, figure.end = figure.value + value, match.end()
            figure.scale = 100 if match[2] else 1
            if "numbers.numeral.mixed" not in figure.rules:
                figure.rules.append("numbers.numeral.mixed")
        if (
            figure.form == "digits"
            and (match := re.compile(rf"\sand\s({self.names})(?![\w-])", re.I).match(text, figure.end))
            and (
                "numbers.numeral.mixed" in self.on
                and figure.value is not None
                and not re.match(r"\s+(?!is\b|was\b|has\b)\w+s\b", text[match.end() :])
            )
        ):
            figure.value, figure.end = figure.value + self.words[match[1].lower()], match.end()
            figure.rules.append("numbers.numeral.mixed")

    def _part(self, text: str, figure: Figure, match: re.Match[str]) -> None:
        upper: Number = 1
        if match[1] and match[1].lower() not in ("a", "an"):
            found = self.run(match[1], 0)
            upper = found[0] if found else 1
        word = match[2].lower()
        if (upper != 1) != (word.endswith("s") and word != "halves") or (not match[1] and word != "half"):
            return
        assert figure.value is not None
        figure.value = tidy(round(float(figure.value) + upper / self.denominators[word] * float(figure.scale), 4))
        figure.end = match.end()
        figure.rules.append("numbers.numeral.and_a_half")
        more = re.compile(rf"\s+({self.magnitude_names})(?![A-Za-z])", re.I).match(text, figure.end)
        if more and figure.scale == 1:
            figure.value = tidy(figure.value * self.magnitudes[more[1].lower()])
            figure.scale = self.magnitudes[more[1].lower()]
            figure.end = more.end()

    def _point(self, figure: Figure, match: re.Match[str]) -> None:
        digits, end = "", match.start(1)
        for word in _WORD.finditer(match[1]):
            value = self.words.get(word[0].lower())
            if value is None or value > 9:
                break
            digits += str(value)
            end = match.start(1) + word.end()
        if digits and figure.value is not None:
            figure.value = tidy(float(f"{int(figure.value)}.{digits}"))
            figure.end = end
            figure.rules.append("numbers.numeral.point")
