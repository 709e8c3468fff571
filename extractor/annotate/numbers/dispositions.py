"""Why a number is no quantity, by what other layers or its shape say: dates, laws, clock times, identifiers, ranks."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias, TypeVar

from extractor.annotate.analysis import Analysis, Sentence
from extractor.annotate.ending import Ending
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.shapes import SHAPES, Shape
from extractor.records import DateMention, DatePart, Disposition, LegalReference
from extractor.rules import Rule, RuleSet

_HOUR = re.compile(r"\d\s?(?:[ap]\.?m|(?:GMT|UTC|CES?T|BST|E[DS]T|P[DS]T|IST|EAT|WAT|hrs)\b)", re.I)
_LENGTH = re.compile(
    r"[\s-](?:(?!this\b|last\b|next\b|that\b|the\b|an?\b|each\b|every\b|per\b)\w+\s)?(?:second|minute|hour|day|week|fortnight|month|year|decade|centur)",
    re.I,
)
_ORDINAL_DIGITS = re.compile(r"(?:st|nd|rd|th)(?![A-Za-z])", re.I)
_MONTH_DAY = Ending(
    re.compile(
        r"(?:\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.|Apr\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)\s)\Z"
    )
)
_DAY_MONTH = re.compile(
    r"(?:st|nd|rd|th)?\s(?:of\s)?(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)(?![a-z])"
)
_LAST_DAY = 31
_COUNTED_DAY = re.compile(r"\s(?:men|women|people|children)\b|\sof\s[A-Z][a-z]+['’]s\s[a-z]")  # "26 of May's verdicts"
_UNIT_BEHIND = re.compile(
    r"\s?(?:sq\.?|square|cubic|km|kg|mm|cm|m|ft|[A-Z]?[WV]h?|per|mAh|hp|MHz)\b|\s(?:to|and|or)\s\d{1,3}\b"
)
_AREA = re.compile(r"\s?(?:sq\.?|square|cubic)\s", re.I)
_COUNTS = re.compile(
    r"[,.]\d|\s?%|[-–]|\s(?:to|or|per|percent|pc|hundred|thousand|million|billion|more|(?:[a-z]+ )?[a-z]+s|[a-z]*men"
    r"|people|children|of (?:them|these|those|whom|which|the [a-z]+s))\b"
)
_COUNTED_YEAR = re.compile(
    r"\s(?:\w+\s)?(?!this|is\b|was\b|has\b|as\b|its\b|his\b|plus\b|versus\b)[a-z]+s\b|[,.]\d|\s?%"
)


_Dated: TypeAlias = DateMention | DatePart
_Mention = TypeVar("_Mention", _Dated, LegalReference)


class Layers:
    """The dates and references of an article, by place; a length of time is no date, but the year that it is of.

    ``places`` are the offsets at which names of places end.
    """

    def __init__(self, analysis: Analysis) -> None:
        self.laws = sorted(analysis.legal_references, key=lambda m: m.start)
        dates: list[_Dated] = []
        for date in analysis.dates:
            dates.extend(_placed(date) if date.type == "DURATION" else (date,))
        self.dates = sorted(dates, key=lambda m: m.start)
        self.places = frozenset(place.end for place in analysis.places)


def _placed(window: DateMention) -> Iterator[_Dated]:
    """The dates within a length of time: *2025* of *the first nine months of 2025*."""
    return (part for part in window.parts if part.type == "DATE")


class Dispositions:
    """The first pass, before units are read; :class:`Remainder` is the second, after."""

    def __init__(self, rules: RuleSet) -> None:
        layer = rules.layer("numbers.disposition")
        self.on = frozenset(rule.id for rule in layer)
        by_name = {rule.id.rsplit(".", 1)[1]: rule for rule in layer}
        self.shapes = [Shape.of(name, by_name[name]) for name in SHAPES if name in by_name]
        self.clock = [Shape.of("clock", by_name["clock"])] if "clock" in by_name else []
        self.provision = _ending(by_name.get("provision"))
        self.named = Ending(by_name["named"].regex()) if "named" in by_name else None
        self.label = _ending(by_name.get("label"))
        self.year = by_name["year"].regex() if "year" in by_name else None
        fragments = rules.table("numbers_dispositions", "fragments")
        self.year_before = Ending(re.compile(fragments["year_before"], re.I))

    def __call__(self, sentence: Sentence, figures: list[Figure], layers: Layers) -> None:
        """Settle what dates, laws and telling shapes settle."""
        text = sentence.plain
        if ":" in text or _HOUR.search(text) or "noon" in (low := text.lower()) or "clock" in low:
            self._shapes(text, figures, self.clock)
        self._layers(sentence, figures, layers)
        self._shapes(text, figures, self.shapes)
        for index, figure in enumerate(figures):
            if figure.disposition is None and index:
                self._attached(text, figure, figures[index - 1])
            if figure.disposition is None:
                self._context(sentence, figure)

    def _layers(self, sentence: Sentence, figures: list[Figure], layers: Layers) -> None:
        for mention in _overlapping(layers.laws, sentence):
            self._cover(sentence, figures, mention, "law", "numbers.disposition.law")
        for date in _overlapping(layers.dates, sentence):
            self._cover(sentence, figures, date, "date", "numbers.disposition.date")

    def _cover(
        self,
        sentence: Sentence,
        figures: list[Figure],
        mention: _Dated | LegalReference,
        disposition: str,
        rule: str,
    ) -> None:
        if rule not in self.on:
            return
        start, end = mention.start - sentence.start, mention.end - sentence.start
        for figure in figures:
            if figure.core[0] < end and figure.core[1] > start and figure.disposition is None:
                if figure.core[1] == end and _AREA.match(sentence.plain, end):
                    continue
                figure.disposition = disposition  # type: ignore[assignment]
                if (
                    disposition == "date"
                    and _LENGTH.match(sentence.plain, figure.core[1])
                    and "numbers.disposition.duration" in self.on
                ):
                    figure.disposition = "duration"
                    figure.rules.append("numbers.disposition.duration")
                    continue
                figure.rules.append(rule)

    def _shapes(self, text: str, figures: list[Figure], shapes: list[Shape]) -> None:
        low = text.lower()
        for shape in shapes:
            if not shape.may_be_in(text, low):
                continue
            for match in shape.pattern.finditer(text):
                for figure in figures:
                    if figure.core[0] < match.end() and figure.core[1] > match.start() and figure.disposition is None:
                        figure.disposition = shape.rule.yields["disposition"]
                        figure.rules.append(shape.rule.id)

    def _attached(self, text: str, figure: Figure, previous: Figure) -> None:
        """A number that a sign ties to a year, a provision or an identifier is more of the same."""
        tied = text[previous.end : figure.start] in ("-", "–", "/", ".", "(", "-(", ")(")
        if tied and previous.disposition in ("date", "law", "identifier", "clock"):
            self._set(figure, previous.disposition, "numbers.disposition.attached")

    def _context(self, sentence: Sentence, figure: Figure) -> None:
        text = sentence.plain
        before = text[max(0, figure.start - 24) : figure.start]
        if figure.form == "digits" and _ORDINAL_DIGITS.match(text, figure.end):
            if "numbers.disposition.ordinal_digits" in self.on:
                figure.end += 2
                self._set(figure, "ordinal", "numbers.disposition.ordinal_digits")
        elif figure.form == "ordinal":
            self._set(figure, "ordinal", "numbers.disposition.ordinal")
        elif self.provision and self.provision.search(before):
            self._set(figure, "law", "numbers.disposition.provision")
        elif (
            self.named
            and self.named.search(before)
            and figure.scale == 1
            and (figure.form == "digits" or text[figure.start].isupper())
            and not (before.endswith("number ") and _is_verb(sentence, figure.start - 2))
        ):
            self._set(figure, "name", "numbers.disposition.named")
        elif self.label and figure.scale == 1 and self.label.search(before) and not _COUNTS.match(text, figure.end):
            self._set(figure, "name", "numbers.disposition.label")
        elif figure.form == "words" and _is_named(sentence, figure):
            self._set(figure, "name", "numbers.disposition.capital")
        elif figure.form == "digits" and self._is_date(text, figure, before):
            self._set(figure, "date", "numbers.disposition.year")

    def _is_date(self, text: str, figure: Figure, before: str) -> bool:
        if self.year is None or figure.scale != 1:
            return False
        whole = figure.end - figure.start
        if figure.value is None or isinstance(figure.value, float):
            return False
        if whole <= 2 and (_MONTH_DAY.search(before) or _DAY_MONTH.match(text, figure.end)):
            return figure.value <= _LAST_DAY and not _COUNTED_DAY.match(text, figure.end)
        if (
            whole != 4
            or not 1700 <= figure.value <= 2150
            or not self.year.match(text, figure.start)
            or _UNIT_BEHIND.match(text, figure.end)
        ):
            return False
        if text.startswith(("s", "’s", "'s"), figure.end):
            return True
        return bool(self.year_before.search(before)) and not _COUNTED_YEAR.match(text, figure.end)

    def _set(self, figure: Figure, disposition: Disposition, rule: str) -> None:
        if rule in self.on:
            figure.disposition = disposition
            figure.rules.append(rule)


def _is_verb(sentence: Sentence, position: int) -> bool:
    """Whether "number" is the verb of "the rhinos number 12"."""
    token = sentence.token_at(sentence.start + position)
    return token is not None and token.tag_.startswith("V")


def _is_named(sentence: Sentence, figure: Figure) -> bool:
    """Whether a number word has the capital of a name: "the Mothers' Hundred union"."""
    if not sentence.plain[figure.start].isupper():
        return False
    before = sentence.token_at(sentence.start + figure.start - 2)
    if before is None or sentence.plain[figure.start - 1 : figure.start] != " " or is_title(sentence):
        return False
    return before.tag_ in ("NNP", "NNPS", "POS", "DT") or before.text in ("’", "'")


def _ending(rule: Rule | None) -> Ending | None:
    return Ending(re.compile(rf"(?:(?<![A-Za-z]){rule.pattern})\Z", re.I)) if rule else None


def _overlapping(mentions: Sequence[_Mention], sentence: Sentence) -> list[_Mention]:
    first = bisect.bisect_left(mentions, sentence.start, key=lambda m: m.start)
    last = bisect.bisect_left(mentions, sentence.end, lo=first, key=lambda m: m.start)
    return list(mentions[first:last])


def is_title(sentence: Sentence) -> bool:
    """Whether most words have capitals, as in a headline, so that a capital tells nothing."""
    words = [token.text for token in sentence.span if len(token) > 3 and token.text.isalpha()]
    return 2 * sum(word[0].isupper() for word in words) > len(words)
