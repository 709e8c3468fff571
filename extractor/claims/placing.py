"""The dates of a sentence, each with what is the same for all its figures: whose it is, and whether it opens a base."""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.claims.contrast import alone_in_brackets, begins_next, bracket, possesses
from extractor.claims.dating import attachment, days, of_comparison
from extractor.claims.draft import Draft
from extractor.claims.screen import screened
from extractor.claims.timeline import modified
from extractor.records import DateMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_LEAD = 160
_CLOSE = 2
_WEEK = 6
_CHANGE_BASE = re.compile(r"\b(?:on|from|over)(?: the)?\s*$", re.IGNORECASE)


_LENGTH_AFTER = re.compile(
    r"\b(?:more|less) than (?:[\w-]+ ){1,3}(?:after|before|since|into) (?:the )?\Z", re.IGNORECASE
)
_OF_LEVELS = frozenset({"fraction", "multiple", "percent"})
_LEVEL = re.compile(
    r" (?:of )?(?:the|that) (?:[\w-]+ ){0,2}(?:number|level|figure|rate|total|amount|sum|count|toll|share|average)\b"
    r"[^,;:.\d]{0,40}"
)


class Place(NamedTuple):
    """A date in its sentence: the figure right before it, whether it is a second term, its token, its brackets."""

    date: DateMention
    owner: Draft | None
    opens_base: bool
    head: Token | None
    within: tuple[int, int] | None


class Placer:
    """Finds the place of each date of a sentence."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.adjacent = re.compile(table["adjacent"], re.IGNORECASE)
        self.base_words = screened(re.compile(table["base_words"] + r"\s*$", re.IGNORECASE))
        self.base_opening = re.compile(table["base_opening"], re.IGNORECASE)
        self.superlative = screened(re.compile(table["superlative"] + r"\s*$", re.IGNORECASE))

    def __call__(self, sentence: Sentence, drafts: list[Draft], dates: list[DateMention]) -> list[Place]:
        """The dates that may be a figure's period, with what is the same for every figure of the sentence."""
        places = []
        for date in dates if any(d.time is None for d in drafts) else ():
            before = _lead(sentence, date, drafts)
            if not self.superlative.search(before):  # *the lowest since 1993*: what is compared with, not a period
                owner = self.owner(drafts, date)
                owner = begins_next(drafts, date, dates) or owner
                opens_base = self._opens_base(before, date, owner)
                head, within = attachment(sentence, date), bracket(drafts, date, sentence)
                places.append(Place(date, owner, opens_base, head, within))
        return places

    def _opens_base(self, before: str, date: DateMention, owner: Draft | None) -> bool:
        """Whether the words before a date make it the second term: *a drop from the previous year*."""
        if self.base_opening.match(date.text) or of_comparison(date, before):
            return True
        before = _LENGTH_AFTER.sub("", before)
        since = owner.end - date.start if owner is not None and owner.end <= date.start else -_LEAD
        if self.base_words.search(before[since:]):
            return True
        if owner is not None and owner.reading.kind in _OF_LEVELS and _LEVEL.fullmatch(before[since:]):
            return True
        if owner is not None and owner.reading.change is not None and date.basis == "anaphoric":
            return bool(_CHANGE_BASE.search(before))  # *up 9% from a year before*
        brief = date.granularity in ("day", "time") or 0 <= days(date) < _WEEK
        if brief or date.type == "DURATION" or owner is None or not is_change(owner):
            return False
        return bool(_CHANGE_BASE.search(before))

    def owner(self, drafts: list[Draft], date: DateMention) -> Draft | None:
        """The figure right before a date, with nothing between but its noun and a preposition."""
        order = bisect.bisect_right(drafts, date.start, key=lambda d: d.end) - 1
        if order < 0:
            return drafts[0] if drafts and alone_in_brackets(drafts[0], date) else None
        nearest = drafts[order]
        if nearest.reading.kind == "age" and order and drafts[order - 1].tense == "past":
            return None  # *He took 12 boys aged 13 to 18 in 2024*: it is what he did that has a period
        sentence = nearest.sentence
        between = sentence.plain[max(nearest.reach, nearest.end) - sentence.start : date.start - sentence.start]
        following = drafts[order + 1] if order + 1 < len(drafts) else None
        if following is not None and alone_in_brackets(following, date):
            return following
        of_next = following is not None and possesses(date, following)
        if not self.adjacent.fullmatch(between) or (of_next and nearest.reading.kind == "multiple"):
            return following if of_next else None
        if "," in between and following is not None and 0 < following.start - date.end <= _CLOSE:
            return following
        return nearest


def _lead(sentence: Sentence, date: DateMention, drafts: list[Draft]) -> str:
    """The words right before a date, since the last figure whose own words compare."""
    first = max([sentence.start, date.start - _LEAD, *modified(drafts, date)])
    return sentence.plain[first - sentence.start : date.start - sentence.start]


def is_change(draft: Draft) -> bool:
    """Whether the figure is an amount of change or a multiple, which has a base of its own."""
    return draft.reading.change is not None or draft.reading.kind == "multiple"
