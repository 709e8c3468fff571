"""What is no quantity although no date, law or shape says so: names, scores, pronouns, periods, years."""

from __future__ import annotations

import re

from extractor.annotate.analysis import Sentence
from extractor.annotate.numbers.dispositions import is_title
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.roles import subject_of
from extractor.records import Disposition
from extractor.rules import RuleSet

_FOR = re.compile(r"\bfor\s\Z", re.I)
_RANKED = re.compile(r"\bthe (?:top|bottom)\s\Z", re.I)
_DETERMINED = re.compile(r"(?:\b(?:an?|the|own|and|or)|['’]s)\s\Z", re.I)
_SHORT = ("second", "minute", "hour", "day", "millisecond")
_SENTENCE = re.compile(
    r"\s(?:in (?:prison|jail|custody|detention)|behind bars|imprisonment"
    r"|of (?:imprisonment|hard|prison|detention|service))\b",
    re.I,
)


# the names of a list whose verb is said once
_GAPPED = re.compile(r"(?:\band|[,;])\s(?:the\s)?[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)?\s(?:only\s|just\s)?\Z")
_ENDED = re.compile(r"\s?[,.;)]|$|\sand\b")
_GAP = 60
_SUMMED = re.compile(r"\b(?:combined|total of|sum of)\s\Z", re.I)  # a sum of days is a quantity
_STRAIGHT = re.compile(r"\b(?:straight|consecutive|successive)\b", re.I)

_PREFIXED = re.compile(
    r"\b(?:sub|minus|mid|non|pre|post|pro|anti|over|under|age|aged|the|a|ex|all|and|to|top|record|about)-\Z", re.I
)


_BY_ONE = re.compile(r"\b(?:up|down)\s\Z", re.I)


class Remainder:
    """Settles, after units, ranges and counted nouns are read, which figures state no quantity."""

    def __init__(self, rules: RuleSet) -> None:
        layer = rules.layer("numbers.disposition")
        self.on = frozenset(rule.id for rule in layer)
        by_name = {rule.id.rsplit(".", 1)[1]: rule for rule in layer}
        self.year = by_name["year"].regex() if "year" in by_name else None
        fragments = rules.table("numbers_dispositions", "fragments")
        self.period_after = re.compile(fragments["period_after"], re.I)
        self.period_before = re.compile(fragments["period_before"], re.I)

    def __call__(self, sentence: Sentence, figures: list[Figure], places: frozenset[int]) -> None:
        """Settle what needs units, ranges and counted nouns: names, scores, pronouns, years.

        ``places`` are the offsets at which the article's places end.
        """
        for index, figure in enumerate(figures):
            if figure.disposition is not None:
                continue
            if figure.kind == "duration" and self._is_period(sentence, figure):
                self._set(figure, "duration", "numbers.disposition.duration")
            elif figure.form in ("digits", "words", "fraction"):
                self._plain(sentence, figures, index, places)
        if sentence.paragraph.doubt is not None:
            for figure in figures:
                if figure.disposition is None:
                    figure.disposition = "doubtful"

    def _plain(self, sentence: Sentence, figures: list[Figure], index: int, places: frozenset[int]) -> None:
        figure = figures[index]
        if not figure.symbol and figure.form == "digits" and _touched(sentence.plain, figure):
            self._set(figure, "name", "numbers.disposition.joined")
        elif index and _covers(figures[index - 1].counted, figure):
            self._set(figure, "name", "numbers.disposition.within_name")
        elif self._score(sentence, figures, index):
            return
        elif not figure.counted and not figure.symbol and _RANKED.search(sentence.plain[: figure.start][-12:]):
            self._set(figure, "ordinal", "numbers.disposition.ranked")
        elif self._is_model_year(sentence, figure):
            self._set(figure, "date", "numbers.disposition.year")
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
            and not _is_gapped(sentence, figures, index)
        ):
            self._bare(sentence, figure, places)

    def _within_name(self, sentence: Sentence, figure: Figure) -> bool:
        """Whether a name goes on behind the number: "Note 20 Ultra"."""
        if (
            figure.symbol
            or figure.counted is None
            or figure.modifier != "exact"
            or figure.scale != 1
            or "," in sentence.plain[figure.start : figure.end]
        ):
            return False
        before = sentence.token_at(sentence.start + figure.start - 2)
        counted = sentence.tokens(sentence.start + figure.counted[0], sentence.start + figure.counted[1])
        capitals = all(token.text[:1].isupper() and token.tag_ != "NNPS" for token in counted)
        short = figure.end - figure.start < 5 or figure.form == "words"
        singular = short and figure.value != 1 and counted[-1].tag_ in ("NN", "NNP") and counted[-1].text[-1] != "s"
        if (
            capitals
            and singular
            and figure.form == "digits"
            and _DETERMINED.search(sentence.plain[: figure.start][-9:])
        ):
            return not is_title(sentence)
        if (
            before is None
            or sentence.plain[figure.start - 1 : figure.start] != " "
            or not before.text[:1].isupper()
            or before.ent_type_ in ("GPE", "NORP", "DATE", "TIME")
        ):
            return False
        if before.tag_ == "NNP" and singular and not is_title(sentence):
            return figure.form == "digits" or sentence.plain[figure.start].isupper()
        return capitals and before.tag_ in ("NNP", "NN")

    def _is_model_year(self, sentence: Sentence, figure: Figure) -> bool:
        """Whether four digits before a noun are its year: "the group's 2018 sales"."""
        if (
            self.year is None
            or figure.form != "digits"
            or figure.symbol
            or figure.modifier != "exact"
            or figure.end - figure.start != 4
            or not isinstance(figure.value, int)
            or not 1900 <= figure.value <= 2100
        ):
            return False
        before = sentence.token_at(sentence.start + figure.start - 2)
        if before is None or before.ent_type_ in ("GPE", "DATE"):
            return False
        return before.tag_ in ("POS", "PRP$", "NNP", "NNPS")

    def _bare(self, sentence: Sentence, figure: Figure, places: frozenset[int]) -> None:
        if figure.end - figure.start == 4 and self.year and self.year.match(sentence.plain, figure.start):
            if figure.value is not None and 1900 <= figure.value <= 2100:
                self._set(figure, "date", "numbers.disposition.year")
            return
        before = sentence.token_at(sentence.start + figure.start - 2)
        if (
            before is None
            or "," in sentence.plain[figure.start : figure.end]
            or sentence.plain[figure.start - 1 : figure.start] not in (" ", "-")
        ):
            return
        if (
            before.tag_ in ("NNP", "NNPS")
            and before.text[:1].isupper()
            and before.ent_type_ not in ("DATE", "TIME", "GPE", "CARDINAL", "MONEY")
            and sentence.start + figure.start - 1 not in places
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
        if (
            _BY_ONE.search(text[max(0, figure.start - 8) : figure.start])
            and text[figure.end : figure.end + 1] in "),.;"
        ):
            return  # "14 seats, down one"
        before, after = text[max(0, figure.start - 16) : figure.start], text[figure.end : figure.end + 30]
        if re.match(
            r"(?:\s(?:point|day|time|another|side|thing|way|minute|night|evening|morning|afternoon)\b|-(?:off|time|sided|way|on-one|to-one|man|stop|size|another))",
            after,
            re.I,
        ) or re.search(r"-\Z|\bon (?:the )?\Z" if after.startswith(" hand") else r"-\Z", before, re.I):
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
        if figure.inherited and not figure.symbol:
            return False  # "one drew 22 years, another 17"
        if self.period_after.match(text, figure.end):
            return not _SUMMED.search(text[max(0, figure.start - 20) : figure.start])
        if _STRAIGHT.search(text[figure.core[1] : figure.end]):
            return False
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


def _touched(text: str, figure: Figure) -> bool:
    """Whether a letter touches the digits ("G7", "Covid-19", "5G", "XC40")."""
    start, end = figure.core
    if start and text[start - 1].isalpha() and start == figure.start:
        return True
    hyphened = start > 1 and start == figure.start and text[start - 1] == "-"
    lettered = hyphened and text[start - 2].isascii() and text[start - 2].isalpha()
    if lettered and not _PREFIXED.search(text[max(0, start - 8) : start]):
        return True
    return end == figure.end and end < len(text) and (text[end].isalpha() or text[end] == "_")


def _is_gapped(sentence: Sentence, figures: list[Figure], index: int) -> bool:
    """Whether a name has a number as the one before it had by its verb: "Elgin held 96 men and Wick 44"."""
    figure, text = figures[index], sentence.plain
    if not index or not _GAPPED.search(text[: figure.start][-60:]) or not _ENDED.match(text, figure.end):
        return False
    before = next((f for f in reversed(figures[:index]) if f.disposition is None), None)
    if before is None or before.kind != figure.kind or figure.start - before.end > _GAP:
        return False
    between = sentence.tokens(sentence.start + before.end, sentence.start + figure.start)
    if any(token.tag_ in ("VBD", "VBZ", "MD") for token in between):
        return False
    holder = subject_of(sentence.head(sentence.start + before.core[0], sentence.start + before.core[1]))
    return (holder is not None and holder.tag_ in ("NNP", "NNPS")) or bool(_GAPPED.search(text[: before.start][-60:]))


def _covers(counted: tuple[int, int] | None, figure: Figure) -> bool:
    """Whether the figure stands inside what the one before it counts: "two new 737 Max jets"."""
    return counted is not None and counted[0] <= figure.core[0] and figure.core[1] < counted[1]
