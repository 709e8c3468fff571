"""Numbers of people: what an arrest or a verdict is said of counts persons, whatever was counted before."""

from __future__ import annotations

import re

from extractor.annotate.numbers.figure import Figure
from extractor.rules import RuleSet

_RULE = "numbers.count.person"
_SPACE = re.compile(r"\s")


class Persons:
    """Tells from the predicate behind a number without a noun that it counts persons."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = rules.has(_RULE)
        words: dict[str, list[str]] = rules.table("numbers_slots", "persons")
        self.nouns = frozenset(words["nouns"])
        fragments: dict[str, str] = rules.table("numbers_slots", "fragments")
        strict, loose = "|".join(words["strict"]), "|".join(words["loose"])
        self.strict = re.compile(fragments["auxiliary"] + rf"(?:(?:{strict})\b|{fragments['punished']})", re.I)
        self.loose = re.compile(fragments["auxiliary"] + rf"(?:{loose})\b", re.I)

    def override(self, text: str, figure: Figure) -> bool:
        """Count persons where what was lent is none and only persons can be meant; true when it is so."""
        if not self._is_open(text, figure) or figure.unit in self.nouns or not self.strict.match(text, figure.end):
            return False
        self._set(figure)
        return True

    def fill(self, text: str, figure: Figure) -> None:
        """Count persons where nothing was lent and people are what is mostly meant."""
        if figure.unit is None and self._is_open(text, figure) and self.loose.match(text, figure.end):
            self._set(figure)

    def _is_open(self, text: str, figure: Figure) -> bool:
        return (
            self.on
            and figure.kind == "count"
            and not figure.symbol
            and figure.form in ("digits", "words", "vague")
            and (figure.counted is None or figure.inherited)
            and bool(_SPACE.match(text, figure.end))
        )

    def _set(self, figure: Figure) -> None:
        figure.unit, figure.counted, figure.evidence, figure.giver, figure.inherited = "person", None, None, None, False
        figure.rules = [rule for rule in figure.rules if not rule.startswith("numbers.count.")] + [_RULE]
