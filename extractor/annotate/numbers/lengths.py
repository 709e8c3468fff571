"""Lengths of time told by ellipsis: "twelve men got five years, eight more than ten"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extractor.annotate.analysis import Sentence
from extractor.annotate.ending import Ending
from extractor.annotate.numbers.figure import Figure
from extractor.rules import RuleSet

_UNITS = ("year", "month", "week", "day", "hour", "minute")
_FAR = 90  # characters between a length and the number that goes on with it
_LEAD = 40
_SUM = 1000  # no length is told in thousands or millions
_WHEN = (
    r"\s(?:in\s(?:(?:the\s(?:same|previous|preceding|first|second|third|last)\b)|\d{4}|[A-Z][a-z]+\b)|before\s|(?:last|this|now|today|previously|on\saverage)\b"
    r"|a\s(?:year|month|week|decade)\b|the\s(?:year|month)\b)"
)
_END = r"\s?(?:[.,;:)”\"]|\Z)"
_PLACED = re.compile(_WHEN)
_STOPS = re.compile(rf"{_END}|{_WHEN}")
_ENDS = re.compile(rf"{_END}|\s(?:and|but|while)\b")
_JOINED = re.compile(r"(?:\band|\bbut|[,;])\s(?:(?:only|just|about|nearly)\s)?\Z", re.I)
_AGAINST = re.compile(
    r"\b(?:against|versus|compared (?:with|to)|rather than|instead of)\s(?:(?:only|just|about)\s)?\Z", re.I
)
_SUBJECT = re.compile(
    r"(?:[,;]\s(?:and\s|but\s)?|\s(?:and|but|while)\s)"
    r"(?P<subject>(?:another|others?|the|a|an|those|he|she|they|his|her|their|[A-Z][\w’'-]+|[a-z]{3,}s)\b[^,;.\d]{0,40}?),?\s\Z"
)
_TAKES = re.compile(
    r"\b(?:t(?:akes?|ook|aken|aking)|last(?:s|ed|ing)?|wait(?:s|ed|ing)?)\s"
    r"(?:(?:an?\s|the\s)?(?:average|median|mean)\sof\s)?(?:(?:only|just|about|nearly|almost|over)\s)?\Z",
    re.I,
)
_SETTLED = re.compile(r"\b(?:settled on|went on for|lasted|ran for|decided on|opted for)\s\Z", re.I)


class Lengths:
    """Finds the length of a sentence that a bare number goes on with; ``term`` are words that ask for one."""

    def __init__(self, rules: RuleSet, term: Ending) -> None:
        self.on, self.term = rules.has("numbers.count.ellipsis"), term

    def giver(self, sentence: Sentence, figures: Sequence[Figure], index: int) -> Figure | None:
        """The length before it, null when the number is no length or says which itself."""
        figure = figures[index]
        if not self.on or figure.form not in ("digits", "words") or figure.partitive or (figure.value or 0) >= _SUM:
            return None
        earlier = (figures[n] for n in range(index - 1, -1, -1))
        near = itertools.takewhile(lambda f: figure.start - f.end <= _FAR, earlier)
        last = next(filter(_is_length, near), None)
        if last is None:
            return None
        text, before = sentence.plain, figures[index - 1]
        if not (_STOPS.match(text, figure.end) or _ENDS.match(text, figure.end)):
            return None
        if before.kind == "count" and text[before.end : figure.start] in (" ", ", ") and before is not last:
            return last
        gap = text[last.end : figure.start]
        if _AGAINST.search(gap) and before is last:
            return (
                None if any(f.kind in ("count", "money") and f.disposition is None for f in figures[:index]) else last
            )
        if _PLACED.match(text, last.end) and _PLACED.match(text, figure.end) and _JOINED.search(gap):
            return last
        lead = text[max(last.end, figure.start - _LEAD) : figure.start]
        if _TAKES.search(lead):
            return last
        if not _ENDS.match(text, figure.end):
            return None
        return last if self.term.search(lead) or _SETTLED.search(lead) or _shares_verb(sentence, last, figure) else None


def _is_length(figure: Figure) -> bool:
    return figure.kind == "duration" and figure.disposition is None and figure.unit in _UNITS and figure.value != 1


def _shares_verb(sentence: Sentence, last: Figure, figure: Figure) -> bool:
    """Whether another subject stands before the number, and no verb: "one drew 22 years, another 17"."""
    match = _SUBJECT.search(sentence.plain, last.end, figure.start)
    if match is None:
        return False
    start, end = sentence.start + match.start("subject"), sentence.start + match.end("subject")
    return not any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in sentence.tokens(start, end))


def as_length(figures: Sequence[Figure], index: int) -> None:
    """Read a part of a length as one too: "seven years, two of them suspended", "four of his nine years"."""
    figure = figures[index]
    if figure.kind != "count" or figure.value is None or figure.unit not in _UNITS:
        return
    wholes = [f.value for f in figures if f is not figure and _is_length(f) and f.unit == figure.unit]
    if any(whole is not None and figure.value < whole for whole in wholes):
        figure.kind = "duration"
