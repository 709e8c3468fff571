"""Attach what a number is a number of when a symbol or unit word says so: money, percent, measure, time, age."""

from __future__ import annotations

import re

from extractor.annotate.analysis import Sentence
from extractor.annotate.ending import Ending
from extractor.annotate.numbers.ages import Ages
from extractor.annotate.numbers.figure import Figure, tidy
from extractor.annotate.numbers.home import Home
from extractor.annotate.numbers.wording import is_quoted, unit_words
from extractor.records import Per
from extractor.rules import RuleSet

_FILE = "numbers_units"
_ALSO_WORDS = frozenset({"won", "real", "lev", "lei", "rand", "dong", "sterling", "quid", "kn"})
_CONVERSION = re.compile(r"\s\((?:about\s|around\s|roughly\s|some\s)?(?:US)?[$€£]")
_NOUN_BEHIND = re.compile(r"\s(?:court|prince|princess|estate|prosecut\w+|jewel|land|cap|dependenc|office|colon)", re.I)
_POINTS = re.compile(r"[\s-](?:of a )?points?\b", re.I)
_LEAD = re.compile(r"[\s-]points?\s(?:lead|advantage|edge|deficit|gap|swing)\b", re.I)
_SIGN = re.compile(r"[$€£](?=\s?\d)")
_MOST = 40  # more points than that are of a game or an index, unless somebody leads by them
_PER_UNIT = re.compile(r"\s(?:per|an|a)\s([a-z]+)\b|/\s?([a-z]+)\b", re.I)


class Units:
    """Looks at the text before and behind each figure for a sign, a code or a unit word."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = frozenset(rule.id for rule in rules.layer("numbers.unit"))
        signs: dict[str, str] = rules.table(_FILE, "currency_signs")
        codes: list[str] = rules.table(_FILE, "currency_codes")["codes"]
        self.signs = signs
        self.codes = frozenset(codes)
        self.names: dict[str, str] = rules.table(_FILE, "currency_names")
        self.parts: dict[str, str] = rules.table(_FILE, "currency_parts")
        self.issuers: dict[str, str] = rules.table(_FILE, "currency_issuers")
        self.families: dict[str, dict[str, str]] = rules.table(_FILE, "currency_families")
        self.percent: dict[str, str] = rules.table(_FILE, "percent")
        self.duration: dict[str, str] = rules.table(_FILE, "duration")
        self.measure: dict[str, str] = rules.table(_FILE, "measure")
        self.measure_signs: dict[str, str] = rules.table(_FILE, "measure_signs")
        self.spaced = frozenset(rules.table(_FILE, "spaced_signs")["letters"])
        self.compound: dict[str, list[str]] = rules.table(_FILE, "compound")
        self.world = re.compile(rules.table(_FILE, "fragments")["world_market"], re.I)
        self.weighing = re.compile(rules.table(_FILE, "fragments")["weighing"], re.I)
        before = "|".join(re.escape(s) for s in sorted([*signs, *codes], key=len, reverse=True))
        self.before = Ending(
            re.compile(
                rf"(?:(?<!\w)(?<![\w)]-)|(?<=\d)|(?<=\d-)|(?<=[a-z]-))((?:US|U\.S\.|AU?|NZ|HK|hk|us|C|c|S)\s\$|{before})\s?(-?)$"
            )
        )
        lengths = "|".join(word for word in self.duration if len(word) > 3)
        self.stretch = re.compile(
            rf"\s(?:straight|consecutive|full|whole|successive|additional|extra|further|more|long|dry|entire|calendar|working|business|trading|sitting|academic|school|fiscal|financial|clear)\s({lengths})(?![A-Za-z])",
            re.I,
        )
        self.indices = re.compile(rules.table(_FILE, "fragments")["indices"], re.I)
        self.rates = re.compile(rules.table(_FILE, "fragments")["rates"], re.I)
        self.ages = Ages(rules)

    def __call__(self, sentence: Sentence, figures: list[Figure], home: Home) -> None:
        """Attach signs and units to the figures, in place."""
        text = sentence.plain
        for index, figure in enumerate(figures):
            if figure.form in ("ordinal", "multiple", "none") or figure.disposition not in (None, "duration"):
                continue
            if figure.symbol and figure.kind != "money":
                continue  # the numeral said its unit: "a year and a half"
            limit = next(
                (
                    f.start
                    for f in figures[index + 1 : index + 6]
                    if not text[f.start - 1].isalpha() and (f.form != "ordinal" or f.value is not None)
                ),
                len(text),
            )
            self._before(text, figure, figures[index - 1].end if index else 0, home)
            self._behind(sentence, figure, limit, home)
        self._points(sentence.plain, figures)
        self.ages(sentence, figures)

    def _points(self, text: str, figures: list[Figure]) -> None:
        """Read "three points" as percentage points where the sentence speaks of percents or shares."""
        if "numbers.unit.points" not in self.on or "point" not in text:
            return
        for figure in figures:
            match = _POINTS.match(text, figure.end)
            if not match or figure.symbol or figure.value is None or figure.disposition:
                continue
            if abs(figure.value) >= _MOST and not _LEAD.match(text, figure.end):
                continue
            if (any(f.kind == "percent" for f in figures) and not self.indices.search(text)) or self.rates.search(text):
                self._set(figure, "percentage_points", "percentage point", match.end(), "numbers.unit.points")

    def _before(self, text: str, figure: Figure, floor: int, home: Home) -> None:
        window = text[max(floor, figure.start - 8) : figure.start]
        match = self.before.search(window)
        if not match or not window:
            return
        sign = match[1].replace(" ", "") if match[1] not in self.signs else match[1]
        sign = {"us$": "US$", "U.S.$": "US$"}.get(sign, sign)
        code = self.signs.get(sign) or (sign if sign in self.codes else None)
        rule = "numbers.unit.currency_code" if sign in self.codes else "numbers.unit.currency_sign"
        if code is None or rule not in self.on:
            return
        glued = not window.endswith(" ")
        if sign == "PS" and figure.scale == 1 and "," not in text[figure.start : figure.end]:
            return
        if sign in ("R", "K", "MK", "Re", "LE", "Fr", "Ft", "Sh", "dollar") and not glued and sign != "dollar":
            return
        if sign == "K" or (sign.isalpha() and sign in self.codes and not glued and sign in ("ALL", "TOP", "ETH")):
            return
        figure.start -= len(window) - match.start(1)
        if match[2] and figure.value is not None:
            figure.value = -abs(figure.value)
        figure.kind, figure.unit, figure.symbol = "money", code, True
        figure.rules.append(rule)
        family = "numbers.unit.currency_family" in self.on and not self.world.search(
            text[max(0, figure.start - 60) : figure.end + 40]
        )
        if sign == "$" and home.country in self.families["dollar"] and family:
            figure.unit = self.families["dollar"][home.country]
            figure.rules.append("numbers.unit.currency_family")
        if (
            text[max(0, figure.start - 1) : figure.start] == "-"
            and not text[max(0, figure.start - 2) : figure.start - 1].isalnum()
            and figure.value is not None
            and figure.value > 0
        ):
            figure.start, figure.value = figure.start - 1, -figure.value
        doubled = _SIGN.match(text, figure.start - 1) if figure.start else None
        if doubled:
            figure.start -= 1

    def _behind(self, sentence: Sentence, figure: Figure, limit: int, home: Home) -> None:
        text = sentence.plain
        for phrase, end, glued in unit_words(
            text, figure.end, limit, fraction=figure.form == "fraction", vague=figure.form == "vague"
        ):
            if self._attach(sentence, figure, phrase, end, glued, home):
                return
        self._stretched(text, figure)

    def after_suffix(self, sentence: Sentence, figures: list[Figure], home: Home) -> None:
        """Attach the unit that stands behind a modifier of the number: "10+ hours", "1,000-plus hectares"."""
        for index, figure in enumerate(figures):
            if (
                figure.disposition is None
                and figure.kind == "count"
                and not figure.symbol
                and figure.form in ("digits", "words")
                and figure.rules[-1].startswith("numbers.modifier.suffix")
            ):
                limit = figures[index + 1].start if index + 1 < len(figures) else len(sentence.plain)
                self._behind(sentence, figure, limit, home)

    def _stretched(self, text: str, figure: Figure) -> None:
        """Read "six straight years" as a duration of six years."""
        match = self.stretch.match(text, figure.end)
        if match and figure.unit is None and "numbers.unit.duration" in self.on:
            self._set(figure, "duration", self.duration[match[1].lower()], match.end(), "numbers.unit.duration")

    def _attach(self, sentence: Sentence, figure: Figure, phrase: str, end: int, glued: bool, home: Home) -> bool:
        low = phrase.lower()
        if phrase in self.signs and sentence.plain[end : end + 1].isdigit():
            return False  # the sign of the next number: "$330-$550"
        if figure.kind == "money":
            code = self._money(sentence, low, phrase, home, end, figure)
            if code:
                figure.end = end
                if low in self.issuers or phrase in self.codes:
                    figure.unit = code
            return bool(code)
        if percent := self.percent.get(low):
            return self._percent(figure, percent, end)
        if figure.form == "vague" and glued:
            return False
        if (
            (unit := self.duration.get(low))
            and "numbers.unit.duration" in self.on
            and (len(low) > 2 or not glued or low == "hr")
        ):
            return self._set(figure, "duration", unit, end, "numbers.unit.duration")
        if code := self._money(sentence, low, phrase, home, end, figure):
            return self._set(figure, "money", code, end, self._money_rule(phrase, low))
        unit = self.measure.get(low) or self._sign(sentence.plain, phrase, end, glued, figure)
        if unit and "numbers.unit.measure" in self.on:
            self._set(figure, "measure", unit, end, "numbers.unit.measure")
            if unit.startswith("barrel per "):
                figure.unit, figure.per = "barrel", Per(1, unit.rsplit(" ", 1)[1])
            self._compound(sentence.plain, figure)
            return True
        return False

    def _percent(self, figure: Figure, percent: str, end: int) -> bool:
        if percent == "percent":
            return "numbers.unit.percent" in self.on and self._set(figure, "percent", "%", end, "numbers.unit.percent")
        unit = "percentage point" if percent == "points" else "basis point"
        return "numbers.unit.percentage_points" in self.on and self._set(
            figure, "percentage_points", unit, end, "numbers.unit.percentage_points"
        )

    def _set(self, figure: Figure, kind: str, unit: str, end: int, rule: str) -> bool:
        figure.kind = kind  # type: ignore[assignment]
        figure.unit, figure.end, figure.symbol = unit, end, True
        figure.rules.append(rule)
        return True

    def _money(self, sentence: Sentence, low: str, phrase: str, home: Home, end: int, figure: Figure) -> str | None:
        if phrase in self.codes and "numbers.unit.currency_code" in self.on:
            return phrase
        if phrase in ("MUSD", "MEUR", "MGBP", "MSEK", "MNOK", "MDKK") and figure.value is not None:
            figure.value = tidy(figure.value * 1_000_000)
            return phrase[1:]
        if phrase in ("$", "€", "£", "¥", "₽", "₴", "₹"):
            return self.signs[phrase] if "numbers.unit.currency_sign" in self.on else None
        if "numbers.unit.currency_name" not in self.on:
            return None
        singular = low[:-1] if low.endswith("s") and low not in self.issuers else low
        if code := self.issuers.get(low) or self.issuers.get(singular):
            return code
        if low in self.names:
            if low in _ALSO_WORDS and not (_is_noun(sentence, end) or _CONVERSION.match(sentence.plain, end)):
                return None
            if low == "crown" and _NOUN_BEHIND.match(sentence.plain, end):
                return None
            if singular == "pound" and not self._is_money(sentence, end, home):
                return None
            if singular == "mark" and figure.scale == 1 and not isinstance(figure.value, float):
                return None  # of an examination
            shared = self._shared(singular, home) if "numbers.unit.currency_family" in self.on else None
            if shared is not None:
                figure.rules.append("numbers.unit.currency_family")
                return shared
            return self.names[low]
        if low.endswith((" cent", " cents")) and (code := self.issuers.get(low.rsplit(" ", 1)[0] + " dollar")):
            figure.issuer = code
            low = "cents"
        part = self.parts.get(low) if len(low) > 1 or phrase in ("p", "c", "¢") else None
        if (
            part
            and "numbers.unit.currency_part" in self.on
            and (len(low) > 1 or sentence.plain[end - 2 : end - 1].isdigit())
        ):
            return part
        return None

    def _shared(self, name: str, home: Home) -> str | None:
        """Whose a name is that several countries share: a dollar of the home country, else of the one named most."""
        family = self.families.get(name, {})
        return family.get(home.country or "") if name == "dollar" else home.member(family)

    def _money_rule(self, phrase: str, low: str) -> str:
        if phrase in self.codes:
            return "numbers.unit.currency_code"
        if phrase in self.signs:
            return "numbers.unit.currency_sign"
        return "numbers.unit.currency_part" if low.rsplit(" ", 1)[-1] in self.parts else "numbers.unit.currency_name"

    def _is_money(self, sentence: Sentence, end: int, home: Home) -> bool:
        """Whether "pounds" is money: not where something is weighed, nor in American news that knows no such money."""
        if home.country == "US" and "£" not in home.text and not home.mentions.keys() & self.families["pound"].keys():
            return False
        return not self.weighing.search(sentence.plain) and not sentence.plain.startswith(" of ", end)

    def _sign(self, text: str, phrase: str, end: int, glued: bool, figure: Figure) -> str | None:
        unit = self.measure_signs.get(phrase)
        if (
            unit is None
            or (phrase == "s" and isinstance(figure.value, int))
            or (figure.form != "digits" and figure.form != "fraction")
        ):
            return None
        if phrase == "in" and not glued:
            return None
        if len(phrase) == 1 and phrase.isalpha() and not glued and phrase not in self.spaced:
            return None
        if phrase in ("'", '"', "”") and (not glued or is_quoted(text, end, phrase)):
            return None
        return unit

    def _compound(self, text: str, figure: Figure) -> None:
        match = _PER_UNIT.match(text, figure.end)
        if not match or "numbers.unit.measure_compound" not in self.on:
            return
        below = self.duration.get((match[1] or match[2]).lower())
        if figure.unit in self.compound["distance"] and below in self.compound["time"]:
            figure.unit = f"{figure.unit} per {below}"
            figure.end = match.end()
            figure.rules.append("numbers.unit.measure_compound")


def _is_noun(sentence: Sentence, end: int) -> bool:
    token = sentence.token_at(sentence.start + end - 1)
    return token is not None and token.tag_.startswith("N")
