"""The words of the dates layer, read once from the rule tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from extractor.annotate.ending import Ending
from extractor.rules import RuleSet

_FILE = "dates_lexicon"


class Lexicon:
    """Word lists and the meaning of words; every method takes text in any case."""

    def __init__(self, rules: RuleSet) -> None:
        def table(name: str) -> Mapping[str, Any]:
            found: Mapping[str, Any] = rules.table(_FILE, name)
            return found

        self._months = table("months")
        self._weekdays = table("weekdays")
        self._numbers = table("numbers")
        self._ordinals = table("ordinals")
        self._units = table("units")
        self.seasons = table("seasons")
        self.parts_of_day = table("parts_of_day")
        self.unit_codes = table("unit_codes")
        self.decades = table("decades")
        self.modifiers = table("modifiers")
        self.feasts = table("feasts")
        self._steps = table("steps")
        vocabulary = table("vocabulary")
        self.triggers = frozenset(vocabulary["triggers"])
        self.words = self.triggers | frozenset(vocabulary["glue"])
        self.names = frozenset(vocabulary["names"])
        self.kinds: dict[str, tuple[bool, bool]] = {}  # of words met: may stand in a date, triggers one
        self.untriggered: set[str] = set()  # those that trigger none
        self.contexts = {name: re.compile(text, re.I) for name, text in table("contexts").items()}
        self.compared_before = Ending(self.contexts["compared_before"])
        self.record_before = Ending(self.contexts["record_before"])
        self.governors: Mapping[str, list[str]] = table("governors")

    def month(self, word: str) -> int:
        """``Sept.`` → 9."""
        return int(self._months[word[:3].lower()])

    def weekday(self, word: str) -> int:
        """``Thursday`` → 3 (Monday is 0)."""
        return int(self._weekdays[word[:3].lower()])

    def unit(self, word: str) -> str:
        """``Weeks`` → ``week``."""
        word = word.lower()
        found: str = self._units.get(word) or self._units[word.rstrip("s")]
        return found

    def ordinal(self, word: str) -> int:
        """``third`` or ``3rd`` → 3; ``last`` → -1."""
        word = word.lower()
        digits = re.match(r"\d+", word)
        return int(digits[0]) if digits else int(self._ordinals[word])

    def step(self, phrase: str) -> int:
        """How far ``last``, ``this past``, ``most recent`` go: -1, 0 or 1."""
        return int(self._steps.get(phrase.lower().split()[-1], -1))

    def number(self, phrase: str) -> float | None:
        """``twenty-two`` → 22, ``half a`` → 0.5, ``a few`` → null (vague).

        >>> Lexicon.number  # doctest: +SKIP
        """
        words = re.findall(r"[\d.]+(?:/\d)?|[a-z]+", phrase.lower())
        if words and words[0] == "half":
            return 0.5
        total, seen = 0.0, False
        for word in words:
            if word == "1/2":
                total += 0.5
            elif word[0].isdigit():
                total, seen = total + float(word), True
            elif word in ("hundred", "thousand"):
                total = max(total, 1) * self._numbers[word]
            elif word == "couple":
                return 2.0
            elif word in self._numbers:
                total, seen = total + self._numbers[word], True
            elif word in ("few", "several", "many"):
                return None
        return total if seen else None

    def year(self, digits: str, published_year: int | None = None) -> int:
        """``2024`` or ``'24`` → 2024; two digits fall in the century that ends 10 years ahead."""
        number = int(re.sub(r"\D", "", digits))
        if len(re.sub(r"\D", "", digits)) > 2:
            return number
        pivot = (published_year or 2025) + 10
        return pivot - (pivot - number) % 100
