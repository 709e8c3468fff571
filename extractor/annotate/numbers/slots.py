"""What surrounds a quantity: rate, statistic, and whether it is a change or a level."""

from __future__ import annotations

import itertools
import re

from extractor.annotate.analysis import Sentence
from extractor.annotate.ending import Ending
from extractor.annotate.numbers.changes import Changes
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.incidence import Incidence
from extractor.annotate.numbers.measured import is_gapped
from extractor.annotate.numbers.rates import Rates
from extractor.annotate.numbers.roles import role, subject_of
from extractor.rules import Rule, RuleSet

_MEMBER = re.compile(r"(?:\sof\s[a-z]+(?:\s[a-z]+)?)?(?:,?\sand\s|,\s|\sto\s)\Z")
_LONGEST = 40
_IT_WAS = Ending(
    re.compile(r"\b(?:it|that|this)\s(?:is|was|had been|has been|stood at)\s(?:(?:about|only|just|still)\s)?\Z", re.I)
)
_LEVEL = Ending(
    re.compile(r"\b(?:to|at|from|is|was|are|were|reached|hit)\s(?:(?:a|an|the|about|only|just|some)\s)?\Z", re.I)
)
_BEFORE = r"(?:(?<=\s)|^|(?<=[(“]))(?:{})[\s-](?:(?:just|about|around|some|nearly|only|over|almost|to|of|a)\s)?\Z"
_APPOSED = ("numbers.statistic.maximum_behind", "numbers.statistic.minimum_behind")  # they begin with a sign
_EXTREMES = ("numbers.statistic.largest", "numbers.statistic.smallest")  # of terms, sums and sizes; a group is counted
_MEASURED = ("duration", "money", "measure", "age")
# The name of an index of shares is no average of what it is told in: "the Dow Jones Industrial Average fell to 27,934".
_INDEX = re.compile(r"\b(?:[A-Z][\w&.’'-]*\s)+Averages?\b(?! [A-Z])")
_MEANS = {"average": "average", "mean": "average", "median": "median"}

# what a sentence must contain for a statistic to be looked for, in lower case
_TRIGGERS: dict[str, tuple[str, ...]] = {
    "average": ("averag", "mean"),
    "median": ("median",),
    "maximum": ("max", "record", "high", "peak", "most", "gest", "eatest", "iest", "shest", "dest", "ffest"),
    "minimum": ("min", "low", "bottom", "smallest", "fewest", "ightest", "rtest", "youngest", "dest"),
    "total": ("total", "combined", "aggregate", "in all", "altogether", "overall"),
}


class Slots:
    """Fills ``per``, ``statistic`` and ``change`` of each figure that states a quantity."""

    def __init__(self, rules: RuleSet) -> None:
        self.rates = Rates(rules)
        self.incidence = Incidence(rules)
        self.changes = Changes(rules)
        self.comparing = Ending(re.compile(rules.table("numbers_slots", "fragments")["comparing"] + r"\Z", re.I))
        self.statistics: list[tuple[Rule, Ending]] = []
        self.behind: list[tuple[Rule, re.Pattern[str]]] = []
        self.lists = (rules.has("numbers.rate.list"), rules.has("numbers.statistic.list"))
        self.of_subject = rules.has("numbers.statistic.subject")
        for rule in rules.layer("numbers.statistic"):
            if rule.pattern is None:
                continue
            if rule.id.endswith("behind"):
                self.behind.append((rule, re.compile(("" if rule.id in _APPOSED else r"\s") + str(rule.pattern), re.I)))
            else:
                pattern = re.compile(_BEFORE.format(rule.pattern), re.I)
                self.statistics.append((rule, Ending(pattern)))

    def __call__(self, sentence: Sentence, figures: list[Figure]) -> None:
        """Fill the slots of each figure, in place."""
        previous: Figure | None = None
        told: list[Figure] = []
        plain = sentence.plain
        if "Average" in plain:
            plain = _INDEX.sub(lambda match: match[0].replace("Average", "Indexes"), plain)
        low = plain.lower()
        named = [name for name, words in _TRIGGERS.items() if any(word in low for word in words)]
        for figure in figures:
            if figure.disposition is None and figure.form != "ordinal":
                self.rates(sentence.plain, figure)
                if named:
                    self._statistic(plain, figure, named)
                    self._of_subject(sentence, figure, low)
                    self._compared(sentence, figure, told)
                told.append(figure)
                self._inherit(figure)
                figure.change = self.changes(sentence, figure, previous)
                previous = figure
        if len(told) > 1 and any(f.per is not None or f.statistic is not None for f in told):
            self.incidence.share(sentence.plain, told)
            self._share(sentence, told)

    def _statistic(self, text: str, figure: Figure, named: list[str]) -> None:
        window = text[max(0, figure.start - 60) : figure.start]
        whole = text[max(0, figure.start - 40) : figure.core[0]]
        for rule, pattern in self.statistics:
            if rule.yields["statistic"] not in named or (
                rule.id in _EXTREMES and (figure.kind not in _MEASURED or text.endswith("old", 0, figure.end))
            ):
                continue
            if pattern.search(window) or (
                rule.yields["statistic"] in ("maximum", "total")
                and figure.start < figure.core[0]
                and pattern.search(whole)
            ):
                figure.statistic = rule.yields["statistic"]
                figure.rules.append(rule.id)
                return
        for rule, behind in self.behind:
            if rule.yields["statistic"] in named and (
                behind.match(text, figure.end) or behind.match(text, figure.noun_end)
            ):
                figure.statistic = rule.yields["statistic"]
                figure.rules.append(rule.id)
                return

    def _compared(self, sentence: Sentence, figure: Figure, told: list[Figure]) -> None:
        """A level that an average is compared with is one too: "the average rose from five years to six"."""
        if figure.statistic is not None:
            return
        text = sentence.plain
        for other in reversed(told[-2:]):
            gapped = (
                figure.kind in ("duration", "money")
                and figure.kind == other.kind
                and text.startswith(" on average", other.end)  # "nine years on average, smugglers 115 months"
            )
            if (
                other.statistic in ("average", "median")
                and (gapped or (other.kind, other.unit) == (figure.kind, figure.unit))
                and (
                    (gapped and is_gapped(sentence, other, figure))
                    or self.comparing.search(text[max(0, figure.start - 40) : figure.start])
                    or _IT_WAS.search(text[max(0, figure.start - 24) : figure.start])
                )
            ):
                figure.statistic = other.statistic
                figure.rules += [rule for rule in other.rules if rule.startswith("numbers.statistic")]
                return

    def _of_subject(self, sentence: Sentence, figure: Figure, low: str) -> None:
        """A level has the statistic that its subject names, however far: "the average rate … fell to 4%"."""
        if figure.statistic is not None or not self.of_subject or not any(word in low for word in _MEANS):
            return
        own = figure.counted and not figure.inherited and figure.kind not in ("duration", "money", "percent")
        if own or figure.kind == "age" or not _LEVEL.search(sentence.plain[: figure.start][-16:]):
            return
        subject = subject_of(sentence.head(sentence.start + figure.core[0], sentence.start + figure.end))
        if subject is None:
            return
        if subject.tag_ == "WDT" and subject.head.dep_ == "relcl":
            subject = subject.head.head  # "the average term, which stood at two years, …"
        name = next((_MEANS[t.lower_] for t in subject.lefts if t.lower_ in _MEANS), None)
        if name is not None:
            figure.statistic = name  # type: ignore[assignment]
            figure.rules.append("numbers.statistic.subject")

    def _share(self, sentence: Sentence, told: list[Figure]) -> None:
        """The members of a list share the average said before it and the rate said behind it."""
        rates, statistics = self.lists
        pairs: list[tuple[Figure, Figure]] = []
        for first, second in itertools.pairwise(told):
            longer = bool(pairs) and pairs[-1][1] is first
            if _listed(sentence, first, second, longer=longer):
                pairs.append((first, second))
        for first, second in pairs if statistics else ():
            if first.statistic in ("average", "median") and second.statistic is None:
                second.statistic = first.statistic
                second.rules.append("numbers.statistic.list")
        for index in range(len(pairs) - 1, -1, -1) if rates else ():
            first, second = pairs[index]
            longer = (index and pairs[index - 1][1] is first) or second.rules[-1] == "numbers.rate.list"
            longer = longer or (sentence.plain[first.end : second.start] == " to " and first.unit == second.unit)
            if first.per is None and second.per is not None and (longer or first.statistic is not None):
                first.per = second.per
                first.rules.append("numbers.rate.list")

    def _inherit(self, figure: Figure) -> None:
        """An elliptical number has the rate and the statistic of the number that lends its noun."""
        giver = figure.giver
        if giver is None or giver.kind != figure.kind:
            return
        figure.per = figure.per or giver.per
        figure.statistic = figure.statistic or (giver.statistic if giver.statistic in ("average", "median") else None)


def _listed(sentence: Sentence, first: Figure, second: Figure, *, longer: bool) -> bool:
    """Whether two figures stand side by side in one list: "61.2 points, 20.1 rebounds".

    A comma before "and" parts two clauses, unless a ``longer`` list ends there.
    """
    if first.kind != second.kind or first.kind not in ("count", "money", "measure") or second.partitive:
        return False
    gap = sentence.plain[max(first.end, first.noun_end) : second.start]
    if len(gap) > _LONGEST or not _MEMBER.match(gap) or (", and" in gap and not longer):
        return False
    return role(sentence, first) == "subject" or role(sentence, second) != "subject"
