"""Find the numerals of a sentence: digits, words, magnitudes, fractions, vague plurals, multiples."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from extractor.annotate.ending import Ending
from extractor.annotate.numbers.figure import LARGEST, Figure, tidy
from extractor.annotate.numbers.words import WordNumbers
from extractor.records import Number
from extractor.rules import RuleSet

_FILE = "numbers_numerals"
_KEY = "numbers.disposition.endless"
_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒"
_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?(?!\d)")
_BLANK_GROUPS = re.compile(
    r"[1-9]\d{0,2}(?:[ '’]\d{3}){1,6}(?:[.,]\d{1,2})?(?![\d]|[.,]\d)|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?(?!\d)"
    r"|\d{1,3}\.\d{3},\d{1,2}(?!\d)"
)
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}(?![\d,])(?!,\d)")
_SCIENTIFIC = re.compile(r"(\d+(?:\.\d+)?)(?:[eE]([+-]?\d{1,2})|\s?[x×]\s?10\^?([+-]?\d{1,2}))(?!\w)")
_POWER = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)\^([+-]?\d{1,2})(?!\w)")
_SLASH = re.compile(rf"(?:(\d+)(?:\s{{1,2}}|-))?(\d{{1,3}})\s?[/⁄]\s?(\d{{1,4}})(?![\d/]|\w)|(\d*)\s?([{_VULGAR}])")
# more digits than any quantity has: a key, a checksum
_ENDLESS = re.compile(r"\d{0,400}\.?\d{31,}(?:\.\d+)?|\d{1,3}(?:[,.’']\d{3}){11,}")
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_LARGEST_POWER = 200  # digits; a float holds 308
_MINUS = Ending(re.compile(r"(?:(?<![\w.,%)\]])-|(?<!or )\b(?:minus|negative)[ -])$", re.I))
_MANY = r"\s(?:of\b|(?:[A-Za-z-]+\s){{0,4}}?(?:[a-z]+s|people|men|women|children)\b|(?:{money})\b)"
_PARTS_PER = Ending(re.compile(r"\bparts? per \Z", re.I))
_MAGNITUDE = re.compile(r"(?:\s|-)?([A-Za-z]+)(?![A-Za-z])")


class Numerals:
    """Scans a sentence from left to right; every digit and every number word gets a figure."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = frozenset(rule.id for rule in rules.layer("numbers.numeral"))
        self.endless = rules.has(_KEY)
        self.words = WordNumbers(rules)
        self.magnitudes: dict[str, int] = rules.table(_FILE, "magnitudes")
        self.letters: dict[str, int] = rules.table(_FILE, "magnitude_letters")
        kinds: dict[str, Any] = rules.table(_FILE, "letters")
        self.spaced = frozenset(kinds["spaced"])
        self.after_currency = frozenset(kinds["after_currency"])
        self.ambiguous = frozenset(kinds["ambiguous"])
        self.trigger = _scanner(self.words.beginnings)
        money = [name for name in rules.table("numbers_units", "currency_names") if name.isalpha()]
        self.many = re.compile(_MANY.format(money="|".join(sorted(money))))
        self.currency_before = re.compile(
            r"(?:[$€£¥₽₴₹₺₦₩]|\b[A-Z]{2,3}|\bRs\.?|\bPS|\b[BDEKLMNPQRW]|\b(?:Br|Le|Tk))\s?-?$"
        )
        self.size_after = re.compile(rules.table("numbers_units", "fragments")["size_word"], re.I)

    def may_begin(self, text: str) -> bool:
        """Whether a number may begin anywhere in a text."""
        return self.trigger.search(f" {text}") is not None

    def __call__(self, text: str) -> list[Figure]:
        """Find the figures of a text, in order, none overlapping another."""
        found: list[Figure] = []
        position = 0
        for match in self.trigger.finditer(f" {text}"):
            start = max(match.start(), match.start("word")) - 1
            if start < position:
                continue
            figure = self.words(text, start) if text[start].isalpha() else self._digits(text, start)
            if figure is None or (
                text.endswith("per ", 0, start) and _PARTS_PER.search(text[max(0, start - 10) : start])
            ):
                position = start + 1 if figure is None else figure.end
                continue
            self._sign(text, figure)
            figure.core = (figure.start, figure.end)
            position = figure.end
            found.append(figure)
        return found

    def _digits(self, text: str, start: int) -> Figure | None:
        if self.endless and (match := _ENDLESS.match(text, start)):
            return Figure(start, match.end(), None, "digits", disposition="identifier", rules=[_KEY])
        if multiple := self.words.parts.times_behind(text, start):
            return multiple
        value, end, rule = self._read(text, start)
        if rule not in self.on:
            return None
        fraction = rule.endswith("slash") and value < 1
        figure = Figure(start, end, value, "fraction" if fraction else "digits", rules=[rule])
        if fraction:
            figure.kind = "fraction"
        else:
            self._magnitude(text, figure)
            self.words.tail(text, figure)
        return figure

    def _sign(self, text: str, figure: Figure) -> None:
        window = text[max(0, figure.start - 9) : figure.start]
        if window[-1:] not in ("-", " ") or (window[-1:] == " " and window[-2:-1] not in ("-", "s", "e", "S", "E")):
            return
        sign = _MINUS.search(window)
        if not sign or figure.value is None or "numbers.numeral.negative" not in self.on or figure.form == "multiple":
            return
        if sign[0] == "-" and figure.form not in ("digits", "fraction"):
            return
        figure.start -= len(window) - sign.start()
        figure.value = -figure.value
        figure.rules.append("numbers.numeral.negative")

    def _read(self, text: str, start: int) -> tuple[Number, int, str]:
        slash = _SLASH.match(text, start)
        if slash and (found := _slash_value(slash)) is not None and "numbers.numeral.slash" in self.on:
            return found, slash.end(), "numbers.numeral.slash"
        if (match := _SCIENTIFIC.match(text, start)) and "numbers.numeral.scientific" in self.on:
            return (
                tidy(float(match[1]) * 10.0 ** int(match[2] or match[3])),
                match.end(),
                "numbers.numeral.scientific",
            )
        if (
            (match := _POWER.match(text, start))
            and "numbers.numeral.power" in self.on
            and len(match[1]) * abs(int(match[2])) <= _LARGEST_POWER
        ):
            return tidy(float(match[1]) ** int(match[2])), match.end(), "numbers.numeral.power"
        if match := _GROUPS.match(text, start):
            return tidy(float(match[0].replace(",", ""))), match.end(), "numbers.numeral.digits"
        if (
            (match := _BLANK_GROUPS.match(text, start))
            and "numbers.numeral.grouped" in self.on
            and not (start > 2 and text[start - 1] == " " and text[start - 2].isdigit())
        ):
            return _grouped(match[0]), match.end(), "numbers.numeral.grouped"
        if (
            "numbers.numeral.decimal_comma" in self.on
            and text[start - 1 : start] not in (",", ".", "/")
            and (match := _DECIMAL_COMMA.match(text, start))
        ):
            return tidy(float(match[0].replace(",", "."))), match.end(), "numbers.numeral.decimal_comma"
        match = _PLAIN.match(text, start)
        assert match is not None
        return _number(match[0]), match.end(), "numbers.numeral.digits"

    def _magnitude(self, text: str, figure: Figure) -> None:
        while (match := _MAGNITUDE.match(text, figure.end)) and figure.scale <= LARGEST:
            word = match[1]
            factor = self.magnitudes.get(word.lower()) or self.words.cardinals.plurals.get(word.lower())
            rule = "numbers.numeral.magnitude"
            if factor is None:
                factor, rule = self._letter(text, figure, match), "numbers.numeral.letter"
            if factor is None or rule not in self.on or figure.value is None:
                return
            figure.value = tidy(figure.value * factor)
            figure.scale = figure.scale * factor
            figure.end = match.end()
            figure.rules.append(rule)
            if rule.endswith("letter") and text[figure.end : figure.end + 1] == ".":
                return

    def _letter(self, text: str, figure: Figure, match: re.Match[str]) -> int | None:
        letter, glued = match[1], match.start(1) == figure.end
        factor = self.letters.get(letter)
        if factor is None or figure.scale != 1:
            return None
        money = self.currency_before.search(text[max(0, figure.start - 5) : figure.start])
        if money and (glued or letter in self.ambiguous or letter in self.spaced):
            return factor
        if letter in self.after_currency or text[match.start(1) - 1] == "-":
            return None
        if letter in self.ambiguous:
            if not glued or self.size_after.match(text, match.end()) or text[match.end() : match.end() + 1] in "²³/":
                return None
            return factor if self.many.match(text, match.end()) else None  # a counted plural, or money, follows
        return factor if glued or letter in self.spaced else None


def _scanner(beginnings: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds the character a number in digits may begin with, or the one before a ``word`` of number.

    A text is far more letters than anything else: that set is scanned for, and of the words there are
    tried only those with the first two letters.
    """
    by_letters: dict[str, dict[str, set[str]]] = {}
    for words in beginnings:
        length = 2 if words[1].isalpha() else 1
        by_letters.setdefault(words[0], {}).setdefault(words[1:length], set()).add(words[length:])
    groups = "|".join(
        _letter(first) + _any(_letter(second) + f"(?i:{_any(rest)})" for second, rest in sorted(seconds.items()))
        for first, seconds in sorted(by_letters.items())
    )
    return re.compile(
        rf"[^A-Za-z](?:(?<!\w)(?=(?P<word>(?:{groups})(?![A-Za-z])))"
        rf"|(?<=[\d{_VULGAR}])|(?<![A-Za-z/]\.)(?<=\.)(?=\d))"
    )


def _letter(letter: str) -> str:
    return f"[{letter}{letter.upper()}]" if letter else ""


def _any(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(patterns))})"


def _slash_value(match: re.Match[str]) -> Number | None:
    if match[5]:
        whole = int(match[4]) if match[4] else 0
        return tidy(round(whole + unicodedata.numeric(match[5]), 4))
    upper, lower = int(match[2]), int(match[3])
    if not lower or upper >= lower or match[0].replace(" ", "") in ("24/7", "9/11", "7/7"):
        return None
    if lower > 12 and lower not in (16, 20, 24, 25, 32, 50, 64, 100, 128, 1000):
        return None
    return tidy(round(int(match[1] or 0) + upper / lower, 7))


def _grouped(text: str) -> Number:
    digits = re.sub(r"[ '’]", "", text)
    if digits.count(".") > 1 or ("." in digits and "," in digits):
        digits = digits.replace(".", "")
    return tidy(float(digits.replace(",", ".")))


def _number(text: str) -> Number:
    return float(text) if "." in text and float(text) != int(float(text)) else int(float(text))
