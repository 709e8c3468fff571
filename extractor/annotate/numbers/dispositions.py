"""Why a number is no quantity: dates, laws, clock times, names, identifiers, ranks, scores, pronouns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.annotate.analysis import Analysis, Sentence
from extractor.annotate.numbers.figure import Figure
from extractor.records import DateMention, Disposition, LegalReference
from extractor.rules import Rule, RuleSet

_HOUR = re.compile(r"\d\s?[ap]\.?m|noon|clock|\d\s?(?:GMT|UTC|CES?T|BST|E[DS]T|P[DS]T|IST|EAT|WAT|hrs)\b", re.I)
_LENGTH = re.compile(
    r"[\s-](?:(?!this\b|last\b|next\b|that\b|the\b|an?\b|each\b|every\b|per\b)\w+\s)?(?:second|minute|hour|day|week|fortnight|month|year|decade|centur)",
    re.I,
)
_SHAPES = ("link", "phone", "version", "docket", "slashed", "address", "list", "digits_word")
_ORDINAL_DIGITS = re.compile(r"(?:st|nd|rd|th)(?![A-Za-z])", re.I)
_MONTH_DAY = re.compile(
    r"(?:\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.|Apr\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)\s)\Z"
)
_DAY_MONTH = re.compile(
    r"(?:st|nd|rd|th)?\s(?:of\s)?(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)(?![a-z])"
)
_UNIT_BEHIND = re.compile(
    r"\s?(?:sq\.?|square|cubic|km|kg|mm|cm|m|ft|[A-Z]?[WV]h?|per|mAh|hp|MHz)\b|\s(?:to|and|or)\s\d{1,3}\b"
)
_COUNTED_YEAR = re.compile(
    r"\s(?:\w+\s)?(?!this|is\b|was\b|has\b|as\b|its\b|his\b|plus\b|versus\b)[a-z]+s\b|[,.]\d|\s?%"
)


class Dispositions:
    """Two passes: before units are read (shapes, dates, laws) and after (what is left)."""

    def __init__(self, rules: RuleSet) -> None:
        layer = rules.layer("numbers.disposition")
        self.on = frozenset(rule.id for rule in layer)
        by_name = {rule.id.rsplit(".", 1)[1]: rule for rule in layer}
        self.shapes: list[tuple[Rule, re.Pattern[str]]] = [
            (by_name[name], by_name[name].regex()) for name in _SHAPES if name in by_name
        ]
        self.clock = [(by_name["clock"], by_name["clock"].regex())] if "clock" in by_name else []
        self.provision = _ending(by_name.get("provision"))
        self.named = by_name["named"].regex() if "named" in by_name else None
        self.year = by_name["year"].regex() if "year" in by_name else None
        fragments = rules.table("numbers_dispositions", "fragments")
        self.play = re.compile(fragments["play"], re.I)
        self.period_after = re.compile(fragments["period_after"], re.I)
        self.period_before = re.compile(fragments["period_before"], re.I)
        self.year_before = re.compile(fragments["year_before"], re.I)

    def shape(self, sentence: Sentence, figures: list[Figure], analysis: Analysis) -> None:
        """Settle what dates, laws and telling shapes settle."""
        text = sentence.plain
        if ":" in text or _HOUR.search(text):
            self._shapes(text, figures, self.clock)
        self._layers(sentence, figures, analysis)
        if (
            any(ch in text for ch in ":/+@.#-°")
            or "digit" in text
            or re.search(r"\d\s?[ap]m|noon|clock|call|tel|GMT|[A-Z]\w+ (?:St|Road|Ave)", text)
        ):
            self._shapes(text, figures, self.shapes)
        for index, figure in enumerate(figures):
            if figure.disposition is None and index:
                self._attached(text, figure, figures[index - 1])
            if figure.disposition is None:
                self._context(text, figure)

    def _layers(self, sentence: Sentence, figures: list[Figure], analysis: Analysis) -> None:
        for mention in _overlapping(analysis.legal_references, sentence):
            self._cover(sentence, figures, mention, "law", "numbers.disposition.law")
        for date in _overlapping(analysis.dates, sentence):
            if date.type == "DURATION":
                continue
            self._cover(sentence, figures, date, "date", "numbers.disposition.date")

    def _cover(
        self,
        sentence: Sentence,
        figures: list[Figure],
        mention: DateMention | LegalReference,
        disposition: str,
        rule: str,
    ) -> None:
        if rule not in self.on:
            return
        start, end = mention.start - sentence.start, mention.end - sentence.start
        for figure in figures:
            if figure.core[0] < end and figure.core[1] > start and figure.disposition is None:
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

    def _shapes(self, text: str, figures: list[Figure], shapes: list[tuple[Rule, re.Pattern[str]]]) -> None:
        for rule, pattern in shapes:
            for match in pattern.finditer(text):
                for figure in figures:
                    if figure.core[0] < match.end() and figure.core[1] > match.start() and figure.disposition is None:
                        figure.disposition = rule.yields["disposition"]
                        figure.rules.append(rule.id)

    def _attached(self, text: str, figure: Figure, previous: Figure) -> None:
        """A number that a sign ties to a year, a provision or an identifier is more of the same."""
        tied = text[previous.end : figure.start] in ("-", "–", "/", ".", "(", "-(", ")(")
        if tied and previous.disposition in ("date", "law", "identifier", "clock"):
            self._set(figure, previous.disposition, "numbers.disposition.attached")

    def _context(self, text: str, figure: Figure) -> None:
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
        ):
            self._set(figure, "name", "numbers.disposition.named")
        elif figure.form == "digits" and self._is_date(text, figure, before):
            self._set(figure, "date", "numbers.disposition.year")

    def _is_date(self, text: str, figure: Figure, before: str) -> bool:
        if self.year is None or figure.scale != 1:
            return False
        whole = figure.end - figure.start
        if figure.value is None or isinstance(figure.value, float):
            return False
        if whole <= 2 and (_MONTH_DAY.search(before) or _DAY_MONTH.match(text, figure.end)):
            return True
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

    def settle(self, sentence: Sentence, figures: list[Figure]) -> None:
        """Settle what needs units, ranges and counted nouns: names, scores, pronouns, years."""
        for index, figure in enumerate(figures):
            if figure.disposition is not None:
                continue
            if figure.kind == "duration" and self._is_period(sentence, figure):
                self._set(figure, "duration", "numbers.disposition.duration")
            elif figure.form in ("digits", "words", "fraction"):
                self._plain(sentence, figures, index)
        if sentence.paragraph.doubt is not None:
            for figure in figures:
                if figure.disposition is None:
                    figure.disposition = "doubtful"

    def _plain(self, sentence: Sentence, figures: list[Figure], index: int) -> None:
        figure = figures[index]
        if not figure.symbol and figure.form == "digits" and _touched(sentence.plain, figure):
            self._set(figure, "name", "numbers.disposition.joined")
        elif self._score(sentence, figures, index):
            return
        elif figure.form == "words" and figure.value == 1 and not figure.symbol:
            self._one(sentence, figure, figures[index + 1] if index + 1 < len(figures) else None)
        elif figure.counted and not figure.inherited and self._within_name(sentence, figure):
            self._set(figure, "name", "numbers.disposition.within_name")
        elif (
            figure.form == "digits"
            and not figure.symbol
            and not figure.counted
            and figure.scale == 1
            and figure.modifier == "exact"
        ):
            self._bare(sentence, figure)

    def _within_name(self, sentence: Sentence, figure: Figure) -> bool:
        """Whether a name goes on behind the number: "Note 20 Ultra"."""
        if (
            figure.symbol
            or figure.counted is None
            or figure.modifier != "exact"
            or figure.scale != 1
            or "," in figure_text(sentence, figure)
        ):
            return False
        before = sentence.token_at(sentence.start + figure.start - 2)
        counted = sentence.tokens(sentence.start + figure.counted[0], sentence.start + figure.counted[1])
        return bool(
            before is not None
            and sentence.plain[figure.start - 1 : figure.start] == " "
            and before.tag_ in ("NNP", "NN")
            and before.text[:1].isupper()
            and before.ent_type_ not in ("GPE", "NORP", "DATE", "TIME")
            and counted
            and all(token.text[:1].isupper() and token.tag_ != "NNPS" for token in counted)
        )

    def _bare(self, sentence: Sentence, figure: Figure) -> None:
        if figure.end - figure.start == 4 and self.year and self.year.match(sentence.plain, figure.start):
            if figure.value is not None and 1900 <= figure.value <= 2100:
                self._set(figure, "date", "numbers.disposition.year")
            return
        before = sentence.token_at(sentence.start + figure.start - 2)
        token = sentence.token_at(sentence.start + figure.core[0])
        if before is None or token is None or sentence.plain[figure.start - 1 : figure.start] not in (" ", "-"):
            return
        if (
            before.tag_ in ("NNP", "NNPS")
            and before.text[:1].isupper()
            and before.ent_type_ not in ("DATE", "TIME", "GPE", "CARDINAL", "MONEY")
        ):
            self._set(figure, "name", "numbers.disposition.proper")

    def _score(self, sentence: Sentence, figures: list[Figure], index: int) -> bool:
        figure, text = figures[index], sentence.plain
        if "numbers.disposition.score" not in self.on or figure.symbol or figure.form != "digits":
            return False
        if figure.modifier == "range":
            return False
        following = figures[index + 1] if index + 1 < len(figures) else None
        if (
            following
            and text[figure.end : following.start] in ("-", "–", "—")
            and following.form == "digits"
            and not following.symbol
        ):
            self._set(figure, "score", "numbers.disposition.score")
            self._set(following, "score", "numbers.disposition.score")
            return True
        return False

    def _one(self, sentence: Sentence, figure: Figure, following: Figure | None) -> None:
        text = sentence.plain
        before, after = text[max(0, figure.start - 16) : figure.start], text[figure.end : figure.end + 30]
        if re.match(
            r"(?:\s(?:point|day|time|another|side|thing|way|hand|minute|night|evening|morning|afternoon)\b|-(?:off|time|sided|way|on-one|to-one|man|stop|size|another))",
            after,
            re.I,
        ) or re.search(r"-\Z", before):
            if (
                not re.search(r"(?:more than|at least|only|just|over|less than)\s\Z", before)
                and figure.modifier == "exact"
            ):
                kind = "pronoun" if after.startswith(" another") else "name"
                self._set(
                    figure,
                    "pronoun",
                    "numbers.disposition.pronoun" if kind == "pronoun" else "numbers.disposition.article_one",
                )
            return
        if (re.match(r"\sof\s", after) and (following is None or following.start - figure.end > 24)) or (
            (
                (not figure.counted and figure.modifier == "exact")
                or re.search(r"\b(?:no|any|every|each|some|this|that|the|another|which)[\s-]\Z", before, re.I)
            )
            and (not figure.inherited or re.search(r"\b(?:no|this|that|the|which|another|every)[\s-]\Z", before, re.I))
        ):
            self._set(figure, "pronoun", "numbers.disposition.pronoun")

    def _is_period(self, sentence: Sentence, figure: Figure) -> bool:
        """Whether a length of time says when: "two years ago", "over the past month", "in three years"."""
        text = sentence.plain
        if "numbers.disposition.duration" not in self.on or _SENTENCE.match(text, figure.end):
            return False
        if self.period_after.match(text, figure.end):
            return True
        start = figure.core[0] if text[figure.start : figure.core[0]].lower().startswith("within") else figure.start
        if figure.unit in ("decade", "century") and _FOR.search(text[max(0, figure.start - 5) : figure.start]):
            return True
        match = self.period_before.search(text[max(0, start - 40) : start])
        if not match or (match["bare"] and match["bare"].lower() != "every" and figure.unit in _SHORT):
            return False
        return text[figure.end : figure.end + 1] != "-" or not match["bare"]

    def _set(self, figure: Figure, disposition: Disposition, rule: str) -> None:
        if rule in self.on:
            figure.disposition = disposition
            figure.rules.append(rule)


_FOR = re.compile(r"\bfor\s\Z", re.I)
_SHORT = ("second", "minute", "hour", "day", "millisecond")
_SENTENCE = re.compile(
    r"\s(?:in (?:prison|jail|custody|detention)|behind bars|of (?:imprisonment|hard|prison|detention|service)|imprisonment)\b",
    re.I,
)


def _touched(text: str, figure: Figure) -> bool:
    """Whether a letter touches the digits ("G7", "Covid-19", "5G", "XC40")."""
    start, end = figure.core
    if start and text[start - 1].isalpha() and start == figure.start:
        return True
    if (
        re.search(r"[A-Za-z]-\Z", text[max(0, start - 2) : start])
        and start == figure.start
        and not re.search(
            r"\b(?:sub|minus|mid|non|pre|post|pro|anti|over|under|age|aged|the|a|ex|all|and|to|top|record|about)-\Z",
            text[max(0, start - 8) : start],
            re.I,
        )
    ):
        return True
    return end == figure.end and end < len(text) and (text[end].isalpha() or text[end] == "_")


def _ending(rule: Rule | None) -> re.Pattern[str] | None:
    return re.compile(rf"(?:(?<![A-Za-z]){rule.pattern})\Z", re.I) if rule else None


def _overlapping(mentions: Sequence[DateMention | LegalReference], sentence: Sentence) -> list[DateMention]:
    return [m for m in mentions if m.start < sentence.end and m.end > sentence.start]  # type: ignore[misc]


def figure_text(sentence: Sentence, figure: Figure) -> str:
    """The words of a figure as far as it was read."""
    return sentence.plain[figure.start : figure.end]
