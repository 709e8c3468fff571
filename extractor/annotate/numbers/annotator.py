"""The ``numbers`` layer: every figure of an article, read and accounted for."""

from __future__ import annotations

from extractor.annotate.analysis import Analysis, Sentence
from extractor.annotate.numbers.bounds import Bounds
from extractor.annotate.numbers.carrying import Carrying
from extractor.annotate.numbers.cents import Cents
from extractor.annotate.numbers.counting import Counting
from extractor.annotate.numbers.dispositions import Dispositions, Layers
from extractor.annotate.numbers.exchange import Exchange
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.home import Home, home_of
from extractor.annotate.numbers.letters import Letters
from extractor.annotate.numbers.modifiers import Modifiers
from extractor.annotate.numbers.numerals import Numerals
from extractor.annotate.numbers.ranges import Ranges
from extractor.annotate.numbers.remainder import Remainder
from extractor.annotate.numbers.slots import Slots
from extractor.annotate.numbers.units import Units
from extractor.records import NumberMention
from extractor.rules import RuleSet

_WITHOUT_READING = ("date", "law", "clock", "identifier")


class NumberAnnotator:
    """Finds every number of an analysed article, in digits or in words.

    Each mention has a disposition; those that state a quantity have a reading, and the noun that
    they count. ``claim_id`` is left to the claims stage. Source of the vocabulary: CONTRACT.

    >>> NumberAnnotator(load_rules())(analysis)                         # doctest: +SKIP
    """

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.numerals = Numerals(rules)
        self.dispositions = Dispositions(rules)
        self.remainder = Remainder(rules)
        self.letters = Letters(rules)
        self.units = Units(rules)
        self.exchange = Exchange(rules)
        self.ranges = Ranges(rules)
        self.modifiers = Modifiers(rules)
        self.bounds = Bounds(rules)
        self.counting = Counting(rules)
        self.slots = Slots(rules)
        words: dict[str, list[str]] = rules.table("numbers_slots", "phrase_words")
        self.funds = frozenset(words["funds"]) if rules.has("numbers.count.sum") else frozenset()
        self.things = frozenset(words["things"])
        self.points = rules.has("numbers.unit.points")
        self.carries = any(rule.id == "numbers.count.previous" for rule in rules.layer("numbers.count"))

    def __call__(self, analysis: Analysis) -> list[NumberMention]:
        """Return the mentions of the article, sorted by place."""
        home = home_of(analysis)
        mentions: list[NumberMention] = []
        carrying = Carrying(
            analysis.sentences,
            persons=self.counting.persons,
            borrowing=self.counting.borrowing,
            again=self.counting.measured.again,
            on=self.carries,
            points=self.points,
            indices=self.units.indices,
            funds=self.funds,
            things=self.things,
        )
        layers, cents = Layers(analysis), Cents(self.rules, home)
        for sentence in analysis.sentences:
            figures = self.numerals(sentence.plain)
            if figures:
                try:
                    figures = self._read(sentence, figures, layers, home, carrying)
                    cents(figures)
                except (ArithmeticError, LookupError, ValueError):
                    figures = self._unread(sentence)
                mentions.extend(_mention(sentence, figure) for figure in figures)
        return mentions

    def _unread(self, sentence: Sentence) -> list[Figure]:
        """The figures of a sentence that a defect keeps from being read: in doubt, but none lost."""
        figures = self.numerals(sentence.plain)
        for figure in figures:
            figure.disposition, figure.rules = "doubtful", []
        return figures

    def _read(
        self, sentence: Sentence, figures: list[Figure], layers: Layers, home: Home, carrying: Carrying
    ) -> list[Figure]:
        self.dispositions(sentence, figures, layers)
        self.letters(sentence.plain, figures, home)
        self.units(sentence, figures, home)
        self.exchange(sentence, figures, home)
        figures = self.ranges(sentence, figures)
        self.modifiers(sentence, figures)
        self.units.after_suffix(sentence, figures, home)
        figures = self.bounds(sentence.plain, figures)
        self.counting(sentence, figures)
        self.remainder(sentence, figures, layers.places)
        carrying(figures, sentence)
        self.slots(sentence, figures)
        return _disjoint(figures)


def _disjoint(figures: list[Figure]) -> list[Figure]:
    """Drop a figure that the one before it swallowed (the 100,000 of a rate)."""
    kept: list[Figure] = []
    for figure in figures:
        if kept and figure.start < kept[-1].end:
            if figure.core[1] <= kept[-1].end:
                continue
            figure.start = kept[-1].end
        kept.append(figure)
    return kept


def _mention(sentence: Sentence, figure: Figure) -> NumberMention:
    start, end = _trimmed(sentence.plain, figure.start, figure.end)
    disposition = figure.disposition or "claim"
    counted = figure.evidence
    if figure.counted:
        counted = sentence.slice(sentence.start + figure.counted[0], sentence.start + figure.counted[1])
    return NumberMention(
        start=sentence.start + start,
        end=sentence.start + end,
        text=sentence.text[start:end],
        disposition=disposition,
        quantity=figure.reading() if disposition not in _WITHOUT_READING and figure.says_how_many() else None,
        counted=counted if disposition in ("claim", "duration", "doubtful") else None,
        counted_inherited=figure.inherited or figure.evidence is not None,
        rules=tuple(dict.fromkeys(figure.rules)),
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
