"""Numbers in words: cardinals, fractions, vague plurals, multiples, ordinals."""

from __future__ import annotations

import re
from typing import Any

from extractor.annotate.numbers.figure import Figure, Form, tidy
from extractor.records import Number
from extractor.rules import RuleSet

_FILE = "numbers_numerals"
_NEXT = re.compile(r"(?:\s{1,3}|\s?-\s?)(and[\s-]+)?(\d[\d,]*(?:\.\d+)?|[A-Za-z]+)(?![A-Za-z])")
_ORDINAL_DIGITS = re.compile(r"(?:st|nd|rd|th)\b", re.I)
_FRACTION_CONTEXT = re.compile(
    r"\s(?:of\b|as\b|more\b|less\b|fewer\b|higher\b|lower\b|larger\b|smaller\b|bigger\b|up\b|down\b|above\b|below\b|to\b|in\b|on\b|from\b"
    r"|are\b|is\b|were\b|was\b|have\b|had\b|has\b|and\b|or\b|the\b|their\b|its\b|share\b|stake\b|interest\b|off\b|compared\b|since\b|by\b|at\b|who\b|that\b)|[,.;:)]|$|\sa\b"
)
_HALF_BLOCKED = re.compile(r"(?:first|second|latter|other|better|final|opening|each)[\s-]$", re.I)


class WordNumbers:
    """Reads a number in words that begins at a given place of a text."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = frozenset(rule.id for rule in rules.layer("numbers.numeral"))
        self.cardinals: dict[str, int] = rules.table(_FILE, "cardinals")
        self.magnitudes: dict[str, int] = rules.table(_FILE, "magnitudes")
        self.ordinals: dict[str, int] = rules.table(_FILE, "ordinals")
        self.denominators: dict[str, int] = rules.table(_FILE, "denominators")
        self.vague: dict[str, list[int]] = rules.table(_FILE, "vague")
        self.vague_multiples: dict[str, list[int]] = rules.table(_FILE, "vague_multiples")
        self.multiples: dict[str, dict[str, Any]] = rules.table(_FILE, "multiples")
        words = sorted({*self.cardinals, *self.magnitudes, *self.ordinals, *self.multiples, "halves", "half"})
        plurals = sorted(w for w in self.denominators if w.endswith("s"))
        cardinals = "|".join(sorted(self.cardinals, key=len, reverse=True))
        magnitudes = "|".join(sorted(self.magnitudes, key=len, reverse=True))
        self.vague_words = _alternatives(self.vague)
        several = _alternatives(self.vague_multiples)
        self.several = re.compile(rf"({several})\s+({magnitudes})(?![A-Za-z])", re.I)
        self.vague_word = re.compile(rf"({self.vague_words})(?![A-Za-z])", re.I)
        self.article = re.compile(rf"an?\s+({magnitudes})(?![A-Za-z])", re.I)
        self.half_of = re.compile(
            rf"(?:(?:a\s+)?(half|quarter)[\s-]+(?:of\s+)?an?\s+|(half|quarter)[\s-]+)({magnitudes})(?![A-Za-z])", re.I
        )
        self.part = re.compile(
            rf"(?:(an?|{cardinals}|\d{{1,2}})[\s-]+)(half|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|twelfths?|sixteenths?|twentieths?|hundredths?|thousandths?)(?![A-Za-z])",
            re.I,
        )
        self.fold = re.compile(rf"({cardinals}|\d+(?:\.\d+)?)\s?-?fold(?![A-Za-z])", re.I)
        self.times = re.compile(
            rf"({cardinals}|\d+(?:\.\d+)?)\s+times\s+(?=(?:as|more|less|fewer|the|its|their|his|her|our|that|those|what|faster|slower|larger|bigger|greater|higher|lower|smaller|longer|likelier|cheaper|\w+er\s+than)\b)",
            re.I,
        )
        self.couple = re.compile(r"(?:an?\s+)?couple\s+of(?=\s)", re.I)
        self.none = re.compile(
            r"none(?=\s+of\s+(?:the|these|those|its|their|his|her|our)\s+(?:\w+\s+)?(?:\d|(?:"
            + cardinals
            + r")\b))|not\s+a\s+single\b|not\s+one(?=\s+(?!of\b)[a-z])",
            re.I,
        )
        self.trigger = (
            rf"\b(?:not\s+a\s+single|not\s+one(?=\s+(?!of\b)[a-z])|none\s+of|(?:an?\s+)?couple\s+of|(?:{several})\s+(?:{magnitudes})|(?:an?[\s-]+)(?:{magnitudes}|half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
            rf"|{self.vague_words}|{'|'.join([*words, *plurals])}|(?:{cardinals})fold|{'|'.join(sorted(f'{c}{o}' for c in () for o in ()))})(?![A-Za-z])"
        ).replace("|)(?!", ")(?!")

    def __call__(self, text: str, start: int) -> Figure | None:
        for read in (self._special, self._parts, self._multiple, self._cardinal, self._ordinal):
            figure = read(text, start)
            if figure is not None:
                return figure
        return None

    def _special(self, text: str, start: int) -> Figure | None:
        if (m := self.none.match(text, start)) and "numbers.numeral.none" in self.on:
            return Figure(start, m.end(), 0, "none", rules=["numbers.numeral.none"])
        if (m := self.several.match(text, start)) and "numbers.numeral.vague_multiple" in self.on:
            low, high = self.vague_multiples[_key(m[1])]
            scale = self.magnitudes[m[2].lower()]
            return self._vague(start, m.end(), low * scale, high * scale, "numbers.numeral.vague_multiple")
        if (m := self.half_of.match(text, start)) and "numbers.numeral.half_magnitude" in self.on:
            share = 0.5 if (m[1] or m[2]).lower() == "half" else 0.25
            return Figure(
                start,
                m.end(),
                tidy(share * self.magnitudes[m[3].lower()]),
                "words",
                rules=["numbers.numeral.half_magnitude"],
            )
        if (m := self.vague_word.match(text, start)) and "numbers.numeral.vague" in self.on:
            low, high = self.vague[_key(m[1])]
            if m[1].lower() == "scores" and not text.startswith(" of ", m.end()):
                return None
            return self._vague(start, m.end(), low, high, "numbers.numeral.vague")
        if (m := self.couple.match(text, start)) and "numbers.numeral.couple" in self.on:
            return Figure(start, m.end(), 2, "words", modifier="approx", rules=["numbers.numeral.couple"])
        return None

    def _vague(self, start: int, end: int, low: int, high: int, rule: str) -> Figure:
        return Figure(start, end, None, "vague", low, high, modifier="vague", rules=[rule])

    def _parts(self, text: str, start: int) -> Figure | None:
        if (m := self.part.match(text, start)) and "numbers.numeral.fraction" in self.on:
            upper = 1 if m[1].lower() in ("a", "an") else self._count(m[1])
            lower = self.denominators[m[2].lower()]
            if self._is_fraction(text, m, upper):
                figure = Figure(
                    start,
                    m.end(),
                    tidy(round(upper / lower, 4)),
                    "fraction",
                    kind="fraction",
                    rules=["numbers.numeral.fraction"],
                )
                return figure
        word = re.compile(r"half(?![A-Za-z])", re.I).match(text, start)
        if word and "numbers.numeral.half" in self.on:
            after = text[word.end() : word.end() + 12]
            if _HALF_BLOCKED.search(text[max(0, start - 9) : start]) or after.startswith(
                ("-time", " time", "-brother", "-sister", "-life", "-way")
            ):
                return Figure(start, word.end(), 2, "ordinal", rules=["numbers.numeral.half"])
            return Figure(start, word.end(), 0.5, "fraction", kind="fraction", rules=["numbers.numeral.half"])
        return None

    def _is_fraction(self, text: str, m: re.Match[str], upper: Number) -> bool:
        if m[2].lower() in ("half", "quarter") and not m[2].lower().endswith("s"):
            return bool(_FRACTION_CONTEXT.match(text, m.end())) or m[2].lower() == "half"
        if upper == 1 and m[2].lower().endswith("s"):
            return False
        if "-" in text[m.end(1) : m.start(2)] or upper != 1:
            return m[2].lower().endswith("s") or "-" in text[m.end(1) : m.start(2)] and upper == 1
        return bool(_FRACTION_CONTEXT.match(text, m.end()))

    def _multiple(self, text: str, start: int) -> Figure | None:
        if (m := self.fold.match(text, start)) and "numbers.numeral.fold" in self.on:
            return Figure(
                start, m.end(), self._count(m[1]), "multiple", kind="multiple", rules=["numbers.numeral.fold"]
            )
        if (m := self.times.match(text, start)) and "numbers.numeral.times" in self.on:
            return Figure(
                start, m.end() - 1, self._count(m[1]), "multiple", kind="multiple", rules=["numbers.numeral.times"]
            )
        word = re.compile(r"[A-Za-z]+").match(text, start)
        if word and (entry := self.multiples.get(word[0].lower())) and "numbers.numeral.multiple" in self.on:
            return Figure(
                start, word.end(), entry["value"], "multiple", kind="multiple", rules=["numbers.numeral.multiple"]
            )
        return None

    def _count(self, text: str) -> Number:
        found = self.cardinals.get(text.lower())
        return found if found is not None else tidy(float(text))

    def _cardinal(self, text: str, start: int) -> Figure | None:
        rules = ["numbers.numeral.words"]
        if m := self.article.match(text, start):
            if "numbers.numeral.article" not in self.on:
                return None
            total, end = self._run(text, m.start(1), 1)
            rules = ["numbers.numeral.article"]
        else:
            first = re.compile(r"[A-Za-z]+").match(text, start)
            if not first or (first[0].lower() not in self.cardinals and first[0].lower() not in self.magnitudes):
                return None
            total, end = self._run(text, start, None)
        if rules[0] not in self.on:
            return None
        figure = Figure(start, end, total, "words", rules=rules)
        self.tail(text, figure)
        return figure

    def _run(self, text: str, start: int, seed: int | None) -> tuple[Number, int]:
        """Add up the number words from ``start`` on; return the value and where it ends."""
        total: Number = 0
        current: Number = seed or 0
        last, tens, end = 0, False, start
        match: re.Match[str] | None = re.compile(r"()([A-Za-z]+)").match(text, start)
        while match is not None:
            word = match[2].lower()
            joined = bool(match[1])
            if word in self.magnitudes:
                factor = self.magnitudes[word]
                if joined or (current == 0 and end != start):
                    break
                current = (current or 1) * factor
                if factor > 100 or factor == 12:
                    if last and factor >= last:
                        break
                    total, current, last = total + current, 0, factor
                    last = factor
                else:
                    last = last or 0
                tens = False
            elif word in self.cardinals and self._may_add(text, match, word, current, tens, end == start, joined, last):
                value = self.cardinals[word]
                current += value
                tens = 20 <= value <= 90
            else:
                break
            end = match.end()
            match = _NEXT.match(text, end)
        return tidy(total + current), end

    def _may_add(
        self,
        text: str,
        match: re.Match[str],
        word: str,
        current: Number,
        tens: bool,
        first: bool,
        joined: bool,
        last: int,
    ) -> bool:
        value = self.cardinals[word]
        if first:
            return True
        if value == 0:
            return False
        if tens:
            return not joined and 0 < value < 10
        if current and current % 100 == 0:
            return value < 100 and not self._bigger_follows(text, match.end(), 100)
        return current == 0 and bool(last) and last > value and not self._bigger_follows(text, match.end(), last)

    def _bigger_follows(self, text: str, position: int, last: int) -> bool:
        match = _NEXT.match(text, position)
        for _ in range(2):
            if match is None or match[1]:
                return False
            word = match[2].lower()
            if word in self.magnitudes:
                return self.magnitudes[word] >= last
            match = _NEXT.match(text, match.end())
        return False

    def tail(self, text: str, figure: Figure) -> None:
        """Read what may follow a whole number: "and a half [million]", "point five"."""
        if figure.value is None:
            return
        m = re.compile(
            r"\s+and\s+(?:a\s+)?(half|(?:(an?|one|two|three)\s+)?(third|quarter|fifth|eighth|thirds|quarters|fifths|eighths))(?![A-Za-z])(?!\s+of\b)",
            re.I,
        ).match(text, figure.end)
        if m and "numbers.numeral.and_a_half" in self.on:
            share = 0.5 if m[1].lower() == "half" else self._share(m)
            figure.value = tidy(round(float(figure.value) + share * float(figure.scale), 4))
            figure.end = m.end()
            figure.rules.append("numbers.numeral.and_a_half")
        m = re.compile(r"\s+point\s+((?:[a-z]+\s?)+)", re.I).match(text, figure.end)
        if m and "numbers.numeral.point" in self.on:
            self._point(figure, m)
        m = re.compile(r"\s+([A-Za-z]+)(?![A-Za-z])").match(text, figure.end)
        if m and m[1].lower() in self.magnitudes and len(figure.rules) > 1:
            figure.value = tidy(float(figure.value) * self.magnitudes[m[1].lower()])
            figure.end = m.end()

    def _share(self, m: re.Match[str]) -> float:
        upper = 1 if not m[2] or m[2].lower() in ("a", "an") else self.cardinals[m[2].lower()]
        return upper / self.denominators[m[3].lower()]

    def _point(self, figure: Figure, m: re.Match[str]) -> None:
        digits, end = "", m.start(1)
        for word in re.finditer(r"[A-Za-z]+", m[1]):
            value = self.cardinals.get(word[0].lower())
            if value is None or value > 9:
                break
            digits += str(value)
            end = m.start(1) + word.end()
        if digits and figure.value is not None:
            figure.value = tidy(float(f"{int(figure.value)}.{digits}"))
            figure.end = end
            figure.rules.append("numbers.numeral.point")

    def _ordinal(self, text: str, start: int) -> Figure | None:
        m = re.compile(r"[A-Za-z]+").match(text, start)
        word = m[0].lower() if m else ""
        if not m or (word not in self.ordinals and word not in self.denominators):
            return None
        form: Form = "ordinal"
        return Figure(start, m.end(), self.ordinals.get(word), form, rules=["numbers.disposition.ordinal"])


def _alternatives(table: dict[str, Any]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(table, key=len, reverse=True))


def _key(text: str) -> str:
    return re.sub(r"\s+", " ", text.lower())
