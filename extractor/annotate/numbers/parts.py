"""Fractions, halves, vague plurals, multiples and zeros in words."""

from __future__ import annotations

import re
from typing import Any

from extractor.annotate.numbers.cardinals import Cardinals
from extractor.annotate.numbers.figure import Figure, tidy
from extractor.records import Number
from extractor.rules import RuleSet

_FILE = "numbers_numerals"
_DIGITS = r"\d{1,15}(?:\.\d{1,6})?"
_WORD = re.compile(r"[A-Za-z]+")
_RANKS = re.compile(r"\sand\s(?:final|last|\w+th)\b", re.I)  # "a third and final term"
_WHOLE = re.compile(r"\s(?:of\s(?!\d{4}|(?:last|this|next|the)\syear)|full|empty|as\b|complete)", re.I)
_THREE = 3  # three quarters are a share, unless a word before them makes them a stretch of time
_STRETCH = re.compile(r"\b(?:first|last|next|past|previous|final|coming|for|over|after|those|these)\s\Z", re.I)
_QUARTER_POINT = re.compile(r"quarter(?=(?:[-\s]|\sof\sa\s)(?:percentage[-\s])?points?\b)", re.I)
_DID = r"(?:[a-z]+ed|went|goes|go|gets?|got|did|came|can|could|will|would|said|say|paid|chose|live|face|serve|spent)\b"
_LEFT = re.compile(r"\b(?:the|a)\s(?:remaining|other)\s\Z", re.I)
_PLAYERS = re.compile(r"\b(?:stunt|body|mixed|men['’]s|women['’]s)\s\Z", re.I)


class Parts:
    """Reads what is less, or more, than a whole number in words."""

    def __init__(self, rules: RuleSet, cardinals: Cardinals) -> None:
        self.on = frozenset(rule.id for rule in rules.layer("numbers.numeral"))
        self.cardinals = cardinals
        self.denominators = cardinals.denominators
        self.vague: dict[str, list[int]] = rules.table(_FILE, "vague")
        self.vague_multiples: dict[str, list[int]] = rules.table(_FILE, "vague_multiples")
        self.multiples: dict[str, dict[str, Any]] = rules.table(_FILE, "multiples")
        fragments: dict[str, str] = rules.table(_FILE, "fragments")
        names, magnitudes = cardinals.names, cardinals.magnitude_names
        vague, several = _alternatives(self.vague), _alternatives(self.vague_multiples)
        parts = "|".join(sorted((w for w in self.denominators if w != "halves"), key=len, reverse=True))
        self.several = re.compile(rf"({several})\s+({magnitudes})(?![A-Za-z])", re.I)
        self.vague_word = re.compile(rf"({vague})(?![A-Za-z])", re.I)
        self.share_of = re.compile(
            rf"(?:(?:a\s+)?(half|quarter)[\s-]+(?:of\s+)?an?\s+|(half|quarter)[\s-]+|(an?|{names})[\s-]({parts})\s+of\s+an?\s+)({magnitudes})(?![A-Za-z])",
            re.I,
        )
        self.part = re.compile(rf"(an?|{names})[\s-]+({parts})(?![A-Za-z])", re.I)
        self.rest = re.compile(rf"({parts.replace('half|', '')})(?={fragments['fraction_context']}|\s{_DID})", re.I)
        self.half = re.compile(r"half(?![A-Za-z])", re.I)
        self.fold = re.compile(rf"({names}|{_DIGITS})\s?-?fold(?![A-Za-z])", re.I)
        self.times = re.compile(
            rf"({names}|{_DIGITS})((?:\s+and\s+a\s+half)?)\s+times(?={fragments['times_context']})", re.I
        )
        self.times_context = re.compile(fragments["times_context"], re.I)
        self.couple = re.compile(
            rf"(?:an?\s+)?couple(?:\s+of(?=\s)(?!\s+(?:{magnitudes}))|(?={fragments['couple_context']}))", re.I
        )
        self.none = re.compile(fragments["none"].replace("NAMES", names), re.I)
        self.whole_context = re.compile(fragments["fraction_context"], re.I)
        self.by = re.compile(r"\bby\s\Z", re.I)
        self.half_blocked = re.compile(fragments["half_blocked"], re.I)
        self.half_word = re.compile(fragments["half_word"], re.I)
        self.multiple_context = re.compile(fragments["multiple_context"], re.I)
        # how each of these may begin: for the scan, which need not tell them from what is none of them
        self.beginnings = [
            *(rf"{_spaced(word)}\s+(?:{magnitudes})" for word in self.vague_multiples),
            *(rf"{article}[\s-]+(?:{parts})" for article in ("a", "an")),
            *map(_spaced, self.vague),
            *(word for word in self.denominators if word.endswith("s")),
            rf"quarter\s(?:{magnitudes})",
            r"quarter(?:(?<=remaining quarter)|(?<=other quarter))",
            r"quarter(?=(?:[-\s]|\sof\sa\s)(?:percentage[-\s])?points?\b)",
            rf"a\s+couple(?:\s+of|(?={fragments['couple_context']}))",
            rf"couple(?:\s+of|(?={fragments['couple_context']}))",
            r"none\s+of",
            r"not\s+(?:a|one)",
            "half",
        ]

    def __call__(self, text: str, start: int) -> Figure | None:
        """Read the part that begins at ``start``, null when there is none."""
        return (
            self._special(text, start)
            or self._vague(text, start)
            or self._part(text, start)
            or self._multiple(text, start)
        )

    def _special(self, text: str, start: int) -> Figure | None:
        if (match := self.none.match(text, start)) and "numbers.numeral.none" in self.on:
            return Figure(start, match.end(), 0, "none", rules=["numbers.numeral.none"])
        if (match := self.share_of.match(text, start)) and "numbers.numeral.half_magnitude" in self.on:
            share = {"half": 0.5, "quarter": 0.25}.get((match[1] or match[2] or "").lower())
            if share is None:
                share = float(self._count(match[3])) / self.denominators[match[4].lower()]
            scale = self.cardinals.magnitudes[match[5].lower()]
            return Figure(
                start, match.end(), tidy(share * scale), "words", scale=scale, rules=["numbers.numeral.half_magnitude"]
            )
        if (match := self.couple.match(text, start)) and "numbers.numeral.couple" in self.on:
            return Figure(start, match.end(), 2, "words", modifier="approx", rules=["numbers.numeral.couple"])
        return None

    def _vague(self, text: str, start: int) -> Figure | None:
        if (match := self.several.match(text, start)) and "numbers.numeral.vague_multiple" in self.on:
            low, high = self.vague_multiples[_key(match[1])]
            scale = self.cardinals.magnitudes[match[2].lower()]
            return _span(start, match.end(), low * scale, high * scale, "numbers.numeral.vague_multiple")
        if (match := self.vague_word.match(text, start)) and "numbers.numeral.vague" in self.on:
            if match[1].lower() in ("scores", "tens") and not text.startswith(" of ", match.end()):
                return None
            low, high = self.vague[_key(match[1])]
            return _span(start, match.end(), low, high, "numbers.numeral.vague")
        return None

    def _part(self, text: str, start: int) -> Figure | None:
        if (match := self.part.match(text, start)) and "numbers.numeral.fraction" in self.on:
            upper = self._count(match[1])
            if self._is_fraction(text, match, upper):
                value = tidy(round(float(upper) / self.denominators[match[2].lower()], 4))
                return Figure(
                    start, match.end(), value, "fraction", kind="fraction", rules=["numbers.numeral.fraction"]
                )
        if (share := self._rest(text, start)) is not None:
            return share
        match = self.half.match(text, start)
        if not match or "numbers.numeral.half" not in self.on:
            return None
        if self.half_blocked.search(text[max(0, start - 9) : start]) or self.half_word.match(text, match.end()):
            return Figure(start, match.end(), 2, "ordinal")
        return Figure(start, match.end(), 0.5, "fraction", kind="fraction", rules=["numbers.numeral.half"])

    def _rest(self, text: str, start: int) -> Figure | None:
        """Read what is left of a whole, or of a point: "the remaining quarter fled", "a quarter-point cut"."""
        if "numbers.numeral.rest" not in self.on:
            return None
        if match := _QUARTER_POINT.match(text, start):
            return Figure(start, match.end(), 0.25, "fraction", kind="fraction", rules=["numbers.numeral.rest"])
        match = self.rest.match(text, start) if _LEFT.search(text[max(0, start - 16) : start]) else None
        if match is None:
            return None
        value = tidy(round(1 / self.denominators[match[1].lower()], 4))
        return Figure(start, match.end(), value, "fraction", kind="fraction", rules=["numbers.numeral.rest"])

    def _is_fraction(self, text: str, match: re.Match[str], upper: Number) -> bool:
        word = match[2].lower()
        if _RANKS.match(text, match.end()) or (word == "quarter" and _in_quarter(text, match)):
            return False
        if word == "quarters" and text[match.end(1)] == " " and not _WHOLE.match(text, match.end()):
            before = text[max(0, match.start() - 12) : match.start()]
            if upper != _THREE or _STRETCH.search(before):
                return False  # of years
        if word in ("half", "quarter") and upper == 1:
            return word == "half" or bool(self.whole_context.match(text, match.end()))
        if (upper == 1) == word.endswith("s"):
            return False
        if upper != 1 or "-" in text[match.end(1) : match.start(2)]:
            return True
        return bool(
            self.whole_context.match(text, match.end())
            or self.by.search(text[max(0, match.start() - 4) : match.start()])
        )

    def _multiple(self, text: str, start: int) -> Figure | None:
        told = _tells_times(text)
        if told and (match := self.fold.match(text, start)) and "numbers.numeral.fold" in self.on:
            return _multiple(start, match.end(), self._count(match[1]), "numbers.numeral.fold")
        if told and (match := self.times.match(text, start)) and "numbers.numeral.times" in self.on:
            extra = 0.5 if match[2] else 0
            return _multiple(start, match.end(), tidy(self._count(match[1]) + extra), "numbers.numeral.times")
        word = _WORD.match(text, start)
        entry = self.multiples.get(word[0].lower()) if word else None
        if not word or not entry or "numbers.numeral.multiple" not in self.on:
            return None
        low = word[0].lower()
        if _PLAYERS.search(text[max(0, start - 8) : start]):
            return None
        if low in ("double", "triple") and not self.multiple_context.match(text, word.end()):
            return None
        if low in ("twice", "thrice") and not self.times_context.match(text, word.end()):
            return self._often(start, word.end(), entry["value"])
        return _multiple(start, word.end(), entry["value"], "numbers.numeral.multiple")

    def _often(self, start: int, end: int, value: Number) -> Figure | None:
        """Read "twice" where nothing is compared: it tells how often."""
        if "numbers.numeral.often" not in self.on:
            return None
        return Figure(start, end, value, "words", unit="time", symbol=True, rules=["numbers.numeral.often"])

    def times_behind(self, text: str, start: int) -> Figure | None:
        """Read "2.5 times" where the numeral is in digits."""
        if not _tells_times(text):
            return None
        match = self.times.match(text, start) or self.fold.match(text, start)
        return self._multiple(text, start) if match else None

    def _count(self, text: str) -> Number:
        if text.lower() in ("a", "an"):
            return 1
        found = self.cardinals.words.get(text.lower())
        return found if found is not None else tidy(float(text))


def _in_quarter(text: str, match: re.Match[str]) -> bool:
    """Whether a quarter is one of a year: "in a quarter that brought losses"."""
    before = text[max(0, match.start() - 7) : match.start()].lower()
    return before.endswith(("in ", "during ")) and text.startswith((" that ", " when ", " in which "), match.end())


def _tells_times(text: str) -> bool:
    """Whether a multiple can be told at all: a cheap test before costly patterns."""
    low = text.lower()
    return "times" in low or "fold" in low


def _span(start: int, end: int, low: int, high: int, rule: str) -> Figure:
    return Figure(start, end, None, "vague", low, high, modifier="vague", rules=[rule])


def _multiple(start: int, end: int, value: Number, rule: str) -> Figure:
    return Figure(start, end, value, "multiple", kind="multiple", rules=[rule])


def _alternatives(table: dict[str, Any]) -> str:
    return "|".join(map(_spaced, sorted(table, key=len, reverse=True)))


def _spaced(words: str) -> str:
    return re.escape(words).replace(r"\ ", r"\s+")


def _key(text: str) -> str:
    return re.sub(r"\s+", " ", text.lower())
