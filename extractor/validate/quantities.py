"""What holds of a quantity: its bounds by its modifier, and that no number was rounded."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from extractor.validate.fault import Fault

Row = Mapping[str, Any]
_BOUNDS = ("value", "low", "high")
_Test = Callable[[Any, Any, Any], bool]
_FLOOR: tuple[_Test, str] = (
    lambda value, low, high: value is not None and low == value and high is None,
    "low is the value and high null",
)
_CEILING: tuple[_Test, str] = (
    lambda value, low, high: value is not None and high == value and low is None,
    "high is the value and low null",
)
_RULES: dict[str, tuple[_Test, str]] = {
    "exact": (lambda value, low, high: value is not None and value == low == high, "value, low and high are equal"),
    "more_than": _FLOOR,
    "at_least": _FLOOR,
    "less_than": _CEILING,
    "at_most": _CEILING,
    "nearly": _CEILING,
    "approx": (
        lambda value, low, high: value is not None and low is None and high is None,
        "there is a value and no low or high",
    ),
    "range": (
        lambda value, low, high: value is None and low is not None and high is not None,
        "there are low and high and no value",
    ),
}
# Doubles hold every integer of 15 digits.
_LONG = re.compile(r"(?<![\d.])\d(?:[,\u00a0\u202f\u2009 ]?\d){15,}(?![\d]|[.,]\d)")
_NO_DIGIT = re.compile(r"\D")


def quantity_faults(quantity: Row, path: str) -> Iterator[Fault]:
    """Yield what is wrong with a quantity (or a number's reading)."""
    modifier = quantity["modifier"]
    value, low, high = (quantity[name] for name in _BOUNDS)
    if modifier in _RULES:
        test, rule = _RULES[modifier]
        if not test(value, low, high):
            yield Fault(path, f"value {value}, low {low}, high {high}: of {modifier} {rule}")
    for name in _BOUNDS:
        if quantity[name] is not None and not _exact(quantity[name]):
            yield Fault(f"{path}.{name}", "is too large to be held exactly")
    per = quantity["per"]
    if per is not None and not _exact(per["value"]):
        yield Fault(f"{path}.per.value", "is too large to be held exactly")


def _exact(value: float) -> bool:
    """Whether a double is equal to the number."""
    try:
        return math.isfinite(value) and float(value) == value
    except OverflowError:
        return False


def rounding_faults(quantity: Row, text: str, path: str) -> Iterator[Fault]:
    """Yield a whole number of many digits, without a word that multiplies it, that was rounded.

    It is asked of claims alone: a telephone or card number has a reading that nobody relies on.
    """
    match = _LONG.search(text)
    if match is None or any(character.isalpha() for character in text[match.end() :]):
        return
    found = [quantity[name] for name in _BOUNDS if quantity[name] is not None]
    if not found or not all(map(_exact, found)):
        return
    digits = _NO_DIGIT.sub("", match[0]).lstrip("0") or "0"
    if digits.isascii() and not any(str(abs(int(number))) == digits for number in found):
        yield Fault(f"{path}.value", f"is {found[0]!r}: a number of {len(digits)} digits was rounded")
