"""A lower and an upper bound named side by side are one range: "more than 200 but fewer than 300"."""

from __future__ import annotations

import re

from extractor.annotate.numbers.figure import Figure
from extractor.rules import RuleSet

_GAP = re.compile(r",?\s(?:(?:and|but|yet)\s)?")
_LOWER = ("more_than", "at_least")
_UPPER = ("less_than", "at_most")


class Bounds:
    """Joins two figures of a sentence whose modifiers bound one quantity from both sides."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = any(rule.id == "numbers.range.bounds" for rule in rules.layer("numbers.range"))

    def __call__(self, text: str, figures: list[Figure]) -> list[Figure]:
        """The figures, those joined that belong together; modifiers have been read."""
        if not self.on:
            return figures
        joined: list[Figure] = []
        for figure in figures:
            if not (joined and _join(text, joined[-1], figure)):
                joined.append(figure)
        return joined


def _join(text: str, first: Figure, second: Figure) -> bool:
    if first.modifier in _LOWER and second.modifier in _UPPER:
        low, high = first.value, second.value
    elif first.modifier in _UPPER and second.modifier in _LOWER:
        low, high = second.value, first.value
    else:
        return False
    if low is None or high is None or low >= high or not _GAP.fullmatch(text, first.end, second.start):
        return False
    if (
        first.disposition
        or second.disposition
        or (first.symbol and (first.kind, first.unit) != (second.kind, second.unit))
    ):
        return False
    first.low, first.high, first.value, first.modifier, first.end = low, high, None, "range", second.end
    first.kind, first.unit, first.symbol = second.kind, second.unit, second.symbol
    first.rules += [*(rule for rule in second.rules if rule not in first.rules), "numbers.range.bounds"]
    return True
