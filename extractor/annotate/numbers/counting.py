"""What a number counts: the head noun of its phrase, or one that stands elsewhere in the sentence."""

from __future__ import annotations

import itertools
import re

from extractor.annotate.analysis import Sentence
from extractor.annotate.ending import Ending
from extractor.annotate.numbers.apposition import Apposition
from extractor.annotate.numbers.borrowing import Borrowing
from extractor.annotate.numbers.bracketed import Bracketed
from extractor.annotate.numbers.choosing import Choosing
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.incidence import Incidence
from extractor.annotate.numbers.lengths import Lengths, as_length
from extractor.annotate.numbers.levels import Levels
from extractor.annotate.numbers.listing import Listing
from extractor.annotate.numbers.measured import Measured
from extractor.annotate.numbers.naming import Naming, span_of, unit_of
from extractor.annotate.numbers.persons import Persons
from extractor.annotate.numbers.phrases import Phrases
from extractor.annotate.numbers.shares import Shares
from extractor.annotate.numbers.told import Told
from extractor.rules import RuleSet

_OF_US = re.compile(r"\s(?:out\s)?of\s(?:us|you)\b(?!\s\d)", re.I)
_OF_THE = re.compile(r"\bof (?:the|these|those) [\d,]+,(?:\s[^,;.]{3,40},)?\s\Z", re.I)
_YEARS = 60  # the longest term in years
_FIRST = 2  # figures of a sentence, among which the whole stands that opens it
_OPEN = ("count", "ratio", "fraction")


class Counting:
    """Finds the counted phrase of each figure and, for plain counts, the unit."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = frozenset(rule.id for rule in rules.layer("numbers.count"))
        self.phrases = Phrases(rules)
        self.persons = Persons(rules)
        self.naming = Naming(rules, self.persons)
        self.levels = Levels(rules, self.naming)
        self.choosing = Choosing(rules)
        self.borrowing = Borrowing(rules, self.choosing)
        self.measured = Measured(rules)
        self.lengths = Lengths(rules, self.measured.term)
        self.shares = Shares(rules)
        self.incidence = Incidence(rules)
        self.listing = Listing(rules, self.naming)
        self.bracketed = Bracketed(rules, self.naming)
        self.apposition = Apposition(rules, self.naming)
        self.told = Told(rules, self.naming, self.choosing, self.persons)
        fragments: dict[str, str] = rules.table("numbers_slots", "fragments")
        self.up_from = Ending(re.compile(fragments["up_from"] + r"\Z", re.I))

    def __call__(self, sentence: Sentence, figures: list[Figure]) -> None:
        """Fill ``counted`` and ``unit`` of each figure, in place."""
        open_figures = []
        for index, figure in enumerate(figures):
            figure.noun_end = max(figure.end, figure.noun_end)
            if figure.disposition is None and figure.form != "ordinal":
                if figure.counted is None and not _is_share(sentence, figures, index):
                    self._own(sentence, figure)
                if figure.counted is None and figure.unit is None and not figure.symbol and figure.kind in _OPEN:
                    open_figures.append(index)
        for index in open_figures:
            self._elsewhere(sentence, figures, index)
            self.persons.override(sentence.plain, figures[index])
        for index in range(len(figures)):
            as_length(figures, index)

    def _own(self, sentence: Sentence, figure: Figure) -> None:
        if figure.kind in ("duration", "age") or self.incidence.is_base(sentence.plain, figure):
            return
        if figure.kind == "count" and not figure.symbol and _OF_US.match(sentence.plain, figure.end):
            self.persons.take(figure)
            return
        if _is_verb_of_part(sentence, figure):
            return
        phrase = self.phrases.behind(sentence, figure)
        figure.partitive = phrase.pronoun
        if phrase.others:
            figure.others = span_of(sentence, phrase.tokens)
            return
        rule = "numbers.count.of" if phrase.partitive else "numbers.count.noun"
        if not phrase.tokens or rule not in self.on:
            return
        if phrase.verbal and self.naming.is_collective(sentence, figure):
            return
        if phrase.partitive != (figure.form == "fraction"):
            head = phrase.head
            if head.tag_ == "NN" and head.lower_ in self.naming.sums and not any(c.lower_ == "of" for c in head.rights):
                figure.partitive = True
                figure.counted = span_of(sentence, phrase.tokens) if figure.form == "fraction" else None
                return  # "half that number", "12 of this number": of what was counted before
        span = span_of(sentence, phrase.tokens)
        figure.counted = span
        figure.rules.append(rule)
        if figure.symbol and figure.kind not in ("percent", "percentage_points"):
            return
        figure.noun_end = span[1]
        if figure.kind in _OPEN and not figure.symbol:
            figure.unit = phrase.unit or unit_of(phrase.head)

    def _elsewhere(self, sentence: Sentence, figures: list[Figure], index: int) -> None:
        figure, borrowing, naming = figures[index], self.borrowing, self.naming
        if self.incidence.name(sentence, figure) or self.listing(sentence, figures, index):
            return
        if index and "numbers.count.bracketed" in figures[index - 1].rules and self.bracketed(sentence, figure):
            return
        if _is_decimal(figure):
            borrowing.decimal(sentence, figures, index)
            share = self.measured(sentence, figures, index) if figure.unit is None else None
            if share is not None and share.kind == "percent":
                borrowing.take(sentence, figure, share)
            return
        length = self.lengths.giver(sentence, figures, index) or _paired(sentence, figures, index)
        if length is not None:
            borrowing.take(sentence, figure, length)
            return
        if borrowing.side(sentence, figures, index) or borrowing.beside(sentence, figures, index):
            return
        if self.shares.apposed(sentence, figures, index):
            return
        if figure.kind == "fraction" and self.shares.gapped(sentence, figures, index):
            return
        if (figure.partitive and naming.apposed_noun(sentence, figure)) or naming.directly(sentence, figure):
            return
        if self.apposition(sentence, figure):
            return
        giver = self.measured(sentence, figures, index)
        meant = (figure.value or 0) < _YEARS  # more may be months, but seldom are
        if figure.lacks is not None and not self.told(sentence, figure, figures[:index], meant=meant):
            return
        if figure.counted is not None:
            figure.lacks = None
            return
        if giver is not None and "numbers.count.ellipsis" in self.on:
            again = figure.giver is giver or giver.kind == "percent"
            borrowing.take(sentence, figure, giver)
            figure.giver = giver if again else None  # another sum is not for the same time
            return
        if giver is None and self.up_from.search(sentence.plain[max(0, figure.start - 40) : figure.start]):
            giver = borrowing.giver(sentence, figures, index)
        if giver is None and self.levels(sentence, figure):
            return
        giver = giver or borrowing.giver(sentence, figures, index)
        if giver is not None and giver.value == 1 and self.measured.tells_anew(sentence, figure):
            giver = None  # "In one case it was 300,000"
        if giver is not None and "numbers.count.ellipsis" in self.on:
            borrowing.take(sentence, figure, giver, counting=True)
        elif any(self._of_persons(sentence, whole) for whole in figures[:index][:_FIRST]):
            figure.unit = "person"
            figure.rules.append("numbers.count.fronted")
        elif (
            naming.relative(sentence, figure)
            or self.bracketed(sentence, figure)
            or self.told(sentence, figure, figures[:index])
        ):
            return
        elif figure.partitive:
            naming.antecedent(sentence, figure)
        elif figure.others is not None and not self.persons.others(sentence.plain, figure):
            figure.unit, figure.counted = "other", figure.others

    def _of_persons(self, sentence: Sentence, whole: Figure) -> bool:
        """Whether the figure before is a fronted whole without a noun: "Of the 300 who applied, 41 were taken"."""
        lone = whole.unit == "person" and whole.counted is None and "numbers.count.fronted" in self.on
        return lone and bool(self.naming.fronted.fullmatch(sentence.plain[: whole.start]))


def _is_share(sentence: Sentence, figures: list[Figure], index: int) -> bool:
    """Whether a decimal goes on with percents before "of": "12.4 percent were men, and 7.3 of another age"."""
    figure, before = figures[index], figures[index - 1] if index else None
    if before is None or before.kind != "percent" or not _is_decimal(figure):
        return False
    gap = sentence.plain[before.end : figure.start]
    return sentence.plain.startswith(" of ", figure.end) and gap.endswith(("and ", ", ")) and ";" not in gap


def _paired(sentence: Sentence, figures: list[Figure], index: int) -> Figure | None:
    """The count of the first of two like pairs: "15.4 percent and 12 seats, after 6.8 percent and four"."""
    figure = figures[index]
    if index < 3 or figure.form == "fraction":
        return None
    before, end = figures[index - 1], figures[index - 1].end
    for share, count in itertools.pairwise(figures[: index - 1]):
        if share.kind != before.kind or not before.symbol or count.kind != "count" or count.counted is None:
            continue
        gap = sentence.plain[share.end : count.start]
        if gap in (" and ", " (", ", ") and sentence.plain[end : figure.start] == gap and not count.inherited:
            return count
    return None


def _is_verb_of_part(sentence: Sentence, figure: Figure) -> bool:
    """Whether what looks like a participle is all that a part has for a verb: "Of the 262, 228 named officers"."""
    after = sentence.after(sentence.start + figure.end, 1)
    if not after or after[0].tag_ not in ("VBN", "VBD") or figure.form not in ("digits", "words"):
        return False
    if not _OF_THE.search(sentence.plain[max(0, figure.start - 70) : figure.start]):
        return False
    rest = list(
        itertools.takewhile(
            lambda token: token.text not in (",", ";", ":"),
            sentence.tokens(sentence.start + figure.end + len(after[0]) + 1, sentence.end),
        )
    )
    return not any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in rest)


def _is_decimal(figure: Figure) -> bool:
    return isinstance(figure.value, float) and figure.scale == 1 and figure.form == "digits" and figure.kind == "count"
