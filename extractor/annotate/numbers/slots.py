"""What surrounds a quantity: rate, statistic, and whether it is a change or a level."""

from __future__ import annotations

import re

from extractor.annotate.analysis import Sentence
from extractor.annotate.numbers.changes import Changes
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.rates import Rates
from extractor.rules import Rule, RuleSet

# what a sentence must contain for a statistic to be looked for, in lower case
_TRIGGERS: dict[str, tuple[str, ...]] = {
    "average": ("averag", "mean"),
    "median": ("median",),
    "maximum": ("max", "record", "high", "peak"),
    "minimum": ("min", "low", "bottom"),
    "total": ("total", "combined", "in all", "altogether", "overall"),
}


class Slots:
    """Fills ``per``, ``statistic`` and ``change`` of each figure that states a quantity."""

    def __init__(self, rules: RuleSet) -> None:
        self.rates = Rates(rules)
        self.changes = Changes(rules)
        self.comparing = re.compile(rules.table("numbers_slots", "fragments")["comparing"] + r"\Z", re.I)
        self.statistics: list[tuple[Rule, re.Pattern[str]]] = []
        self.behind: list[tuple[Rule, re.Pattern[str]]] = []
        for rule in rules.layer("numbers.statistic"):
            if rule.id.endswith("behind"):
                self.behind.append((rule, re.compile(r"\s" + str(rule.pattern), re.I)))
            else:
                self.statistics.append(
                    (
                        rule,
                        re.compile(
                            rf"(?:(?<=\s)|^|(?<=[(“]))(?:{rule.pattern})[\s-](?:(?:just|about|around|some|nearly|only|over|almost|to|of|a)\s)?\Z",
                            re.I,
                        ),
                    )
                )

    def __call__(self, sentence: Sentence, figures: list[Figure]) -> None:
        """Fill the slots of each figure, in place."""
        previous: Figure | None = None
        told: list[Figure] = []
        low = sentence.plain.lower()
        named = [name for name, words in _TRIGGERS.items() if any(word in low for word in words)]
        for figure in figures:
            if figure.disposition is None and figure.form != "ordinal":
                self.rates(sentence.plain, figure)
                if named:
                    self._statistic(sentence.plain, figure, named)
                    self._compared(sentence.plain, figure, told)
                    told.append(figure)
                self._inherit(figure)
                figure.change = self.changes(sentence, figure, previous)
                previous = figure

    def _statistic(self, text: str, figure: Figure, named: list[str]) -> None:
        window = text[max(0, figure.start - 60) : figure.start]
        whole = text[max(0, figure.start - 40) : figure.core[0]]
        for rule, pattern in self.statistics:
            if rule.yields["statistic"] not in named:
                continue
            if pattern.search(window) or (
                rule.yields["statistic"] in ("maximum", "total")
                and figure.start < figure.core[0]
                and pattern.search(whole)
            ):
                figure.statistic = rule.yields["statistic"]
                figure.rules.append(rule.id)
                return
        for rule, pattern in self.behind:
            if rule.yields["statistic"] in named and (
                pattern.match(text, figure.end) or pattern.match(text, figure.noun_end)
            ):
                figure.statistic = rule.yields["statistic"]
                figure.rules.append(rule.id)
                return

    def _compared(self, text: str, figure: Figure, told: list[Figure]) -> None:
        """A level that an average is compared with is one too: "the average rose from five years to six"."""
        if figure.statistic is not None:
            return
        for other in reversed(told[-2:]):
            if (
                other.statistic in ("average", "median")
                and (other.kind, other.unit) == (figure.kind, figure.unit)
                and self.comparing.search(text[max(0, figure.start - 40) : figure.start])
            ):
                figure.statistic = other.statistic
                figure.rules += [rule for rule in other.rules if rule.startswith("numbers.statistic")]
                return

    def _inherit(self, figure: Figure) -> None:
        """An elliptical number has the rate and the statistic of the number that lends its noun."""
        giver = figure.giver
        if giver is None or giver.kind != figure.kind:
            return
        figure.per = figure.per or giver.per
        figure.statistic = figure.statistic or (giver.statistic if giver.statistic in ("average", "median") else None)
