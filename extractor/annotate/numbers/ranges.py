"""Join two figures that are one quantity: "between 7 and 9", "15-20 billion", "one in five", "38 to 12"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.ending import Ending
from extractor.annotate.lemma import lemma
from extractor.annotate.numbers.figure import Figure, tidy
from extractor.annotate.numbers.ratios import Ratios
from extractor.annotate.numbers.roles import verb_of
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_DASH = re.compile(r"\s?[-–—~]\s?\Z")
_TO = re.compile(r",?(?:[\s-]|-\s)(?:to|through|until|till)[\s-]\Z", re.I)
_AND = re.compile(r"\s(?:and|to)\s\Z", re.I)
_OR = re.compile(r"\sor\s\Z", re.I)
_BETWEEN = Ending(re.compile(r"\bbetween\s\Z", re.I))
_FROM = Ending(re.compile(r"\bfrom\s\Z", re.I))
_BY = re.compile(r"\bby\s(?:\w+\s)?\Z", re.I)
_TO_RANGE = re.compile(r"\sto\s[\d.,]{1,12}(?:\sto\s|\s?[-–]\s?)\d", re.I)
# the last part of "six years, three months and 22 days"
_AND_LENGTH = re.compile(r"\sand\s[\w-]+\s(?:days?|hours?|weeks?|months?|minutes?|seconds?)\b", re.I)
_PARTED = ("foot", "pound", "stone", "hour")  # a comma may stand before their parts: "5 feet, 10 inches"
_AND_HALF = re.compile(r"an?\s(?:half|quarter)(?=[\s.,;:)]|$)(?!\s(?:of|a|an|the)\b)", re.I)
_RIVAL = re.compile(
    r"\b(?:trail(?:s|ed|ing)?|lag(?:s|ged|ging)?|lead(?:s|ing)?|led|ahead|behind|beat(?:s|ing)?|defeat(?:s|ed|ing)?|ties?|tied"
    r"|edg(?:es|ed|ing)|over|against)\s[^.;:\d]{0,60}\Z",
    re.I,
)
_LAST_WORD = re.compile(r"([A-Za-z]+)\s\Z")
_HANDED = frozenset({"give", "sell", "send", "donate", "award", "grant", "offer", "supply", "lend", "hand", "lose"})
_END = re.compile(r"\s?(?:[.,;:!?)”\"]|$)")
_TEN = 10  # numbers below it are written in words where larger ones are in digits: "three to 12"
_JOINABLE = ("digits", "words", "fraction")


class Ranges:
    """Merges neighbouring figures of a sentence; the list it returns is shorter or the same."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = frozenset(rule.id for rule in rules.layer("numbers.range"))
        self.ratios = Ratios(rules)
        self.shares: dict[str, float] = rules.table("numbers_ranges", "shares")
        verbs, nouns = rules.table("numbers_slots", "change_verbs"), rules.table("numbers_slots", "change_nouns")
        self.moving = frozenset([*verbs["up"], *verbs["down"]]).difference(verbs["transitive"]) | {
            "gain",
            "add",
            "lose",
        }
        self.changing = frozenset(
            [
                *verbs["up"],
                *verbs["down"],
                *nouns["up"],
                *nouns["down"],
                "bring",
                "move",
                "shift",
                "turn",
                "change",
                *rules.table("numbers_numerals", "multiples"),
                *(entry.get("verb", "") for entry in rules.table("numbers_numerals", "multiples").values()),
            ]
        )

    def __call__(self, sentence: Sentence, figures: list[Figure]) -> list[Figure]:
        """Join the figures that belong together."""
        joined: list[Figure] = []
        for figure in figures:
            self.ratios.every(sentence, figure)
            if joined and self._try(sentence, joined, figure):
                continue
            joined.append(figure)
        return joined

    def _compound(self, text: str, first: Figure, second: Figure, gap: str) -> bool:
        """Add "three months" to "six years and three months", "45 cents" to "13 dollars"."""
        if (
            "numbers.range.compound" not in self.on
            or first.value is None
            or second.value is None
            or first.modifier != "exact"
        ):
            return False
        if second.kind == "fraction" and self._and_half(text, first, second, gap):
            return True
        share = self.shares.get(f"{first.unit} {second.unit}") or (
            self.shares.get(f"money {second.unit}") if first.kind == "money" else None
        )
        if (
            not share
            or not first.symbol
            or not (
                gap in (" and ", " ")
                or (gap == ", " and (first.unit in _PARTED or _AND_LENGTH.match(text, second.end)))
            )
            or first.kind not in ("duration", "measure", "money")
        ):
            return False
        first.value = tidy(round(float(first.value) + float(second.value) / share, 4))
        first.end = second.end
        first.rules.append("numbers.range.compound")
        return True

    def _and_half(self, text: str, first: Figure, second: Figure, gap: str) -> bool:
        """Add the half of "two years and a half"."""
        if gap != " and " or not first.symbol or first.kind not in ("duration", "measure"):
            return False
        if not _AND_HALF.match(text, second.start) or first.value is None or second.value is None:
            return False
        first.value, first.end = tidy(float(first.value) + float(second.value)), second.end
        first.rules.append("numbers.range.compound")
        return True

    def _try(self, sentence: Sentence, joined: list[Figure], second: Figure) -> bool:
        first, text = joined[-1], sentence.plain
        if not (_pairable(first) and _pairable(second)) or second.start - first.end > 24:
            return False
        gap = text[first.end : second.start]
        if self._compound(text, first, second, gap) or _cents(text, first, second, gap, self.on):
            return True
        floor = joined[-2].end if len(joined) > 1 else 0
        lead = text[max(floor, first.start - 10) : first.start]
        if self.ratios(sentence, first, second, gap):
            return True
        rule, prefix = self._kind(sentence, first, second, gap, lead)
        if rule is None or rule not in self.on:
            return False
        self._align(first, second)
        if not _fits(first, second):
            return False
        _merge(first, second, rule)
        first.start -= prefix
        return True

    def _align(self, first: Figure, second: Figure) -> None:
        """Tell the lower bound in the unit of the upper one: "nine months to 14 years"."""
        share = self.shares.get(f"{second.unit} {first.unit}")
        kinds = {first.kind, second.kind}
        if share and first.value is not None and kinds <= {"duration", "age"} and "numbers.range.units" in self.on:
            first.value, first.unit = tidy(round(float(first.value) / share, 4)), second.unit
            first.kind = second.kind = "age" if "age" in kinds else "duration"
            first.rules.append("numbers.range.units")

    def _kind(self, sentence: Sentence, first: Figure, second: Figure, gap: str, lead: str) -> tuple[str | None, int]:
        if (match := _BETWEEN.search(lead)) and (_AND.match(gap) or _DASH.match(gap)):
            return "numbers.range.between", len(lead) - match.start()
        if (match := _FROM.search(lead)) and not _OR.match(gap):
            if not (_TO.match(gap) or _DASH.match(gap)):
                return None, 0
            if self._is_change(sentence, first.start - len(lead) + match.start()) and not _TO_RANGE.match(
                sentence.plain, second.end
            ):
                return None, 0
            return "numbers.range.from_to", len(lead) - match.start()
        if _DASH.match(gap):
            if first.kind == "ratio" or second.kind == "ratio":
                return None, 0  # "one in five - 840 - were held"
            hyphen = gap == "-" and not first.symbol and first.end == second.start - 1
            return (None if hyphen and self._is_score(sentence, second) else "numbers.range.dash"), 0
        if _TO.match(gap):
            return ("numbers.range.to" if self._is_to(sentence, first, second, lead) else None), 0
        if _OR.match(gap) and not first.symbol and first.scale == 1 and first.form == second.form:
            return "numbers.range.or", 0
        return None, 0

    def _is_to(self, sentence: Sentence, first: Figure, second: Figure, lead: str) -> bool:
        """Whether "A to B" names two bounds, and not a change and the level that it leads to."""
        bounds = second.kind == "percent" and second.symbol and not first.symbol
        if _BY.search(lead):
            return bounds
        if (
            first.kind == second.kind == "percent"
            and first.symbol
            and _RIVAL.search(sentence.plain[: first.start][-80:])
        ):
            return False  # "she trails Ruiz 43% to 48%"
        if first.symbol and second.symbol and (word := _LAST_WORD.search(lead)):
            token = sentence.token_at(sentence.start + first.start - len(word[0]))
            if token is not None and (token.lower_ in ("up", "down") or self._is_moving(token)):
                return False
        if _even(first, second):
            return True
        small = first.form == "words" and second.form == "digits" and first.scale == second.scale == 1
        if not small or first.symbol or first.value is None or first.value > _TEN:
            return False
        return second.symbol or (
            (verb := verb_of(sentence, first)) is None or lemma(verb) not in (*_HANDED, *self.changing)
        )

    def _is_moving(self, token: Token) -> bool:
        return token.tag_.startswith("V") and lemma(token) in self.moving

    def _is_change(self, sentence: Sentence, start: int) -> bool:
        """Whether "from" at ``start`` hangs on a word of change, so that two levels are named."""
        token = sentence.token_at(sentence.start + start)
        if token is None:
            return False
        seen = token
        for _ in range(3):
            seen = seen.head
            if lemma(seen) in self.changing or seen.lower_ in ("up", "down"):
                return True
            if seen.tag_.startswith("V"):
                break
        before = sentence.tokens(max(sentence.start, sentence.start + start - 30), sentence.start + start)
        return any(lemma(t) in self.changing for t in before[-3:])

    def _is_score(self, sentence: Sentence, second: Figure) -> bool:
        if second.symbol:
            return False  # *only 2-3% below the final offer*
        after = sentence.token_at(sentence.start + second.end + 1)
        named = (
            after is not None
            and after.tag_ in ("NNS", "NN")
            and after.lower_ not in ("win", "victory", "defeat", "loss", "draw", "lead", "vote")
        )
        return not named and (self.ratios.subject.plays(sentence.plain) or self.ratios.subject.votes(sentence.plain))


def _pairable(figure: Figure) -> bool:
    return (
        figure.form in _JOINABLE
        and figure.disposition is None
        and figure.value is not None
        and figure.kind != "multiple"
    )


def _even(first: Figure, second: Figure) -> bool:
    """Whether both ends of "A to B" are written alike: a sign on the first alone is a sign before it."""
    alike = first.form == second.form or (first.symbol and second.symbol)
    return alike and (not first.symbol or second.symbol or first.end == first.core[1])


def _fits(first: Figure, second: Figure) -> bool:
    """Whether two figures can bound one range: same kind of thing, rising."""
    if first.symbol and second.symbol and (first.unit != second.unit or first.kind != second.kind):
        return False
    if first.symbol and not second.symbol and first.kind not in ("money", "percent", "age"):
        return False
    if first.high is not None or second.value is None or first.value is None:
        return False
    return _scaled(first, second) < second.value


def _scaled(first: Figure, second: Figure) -> float:
    """The lower bound, with the magnitude that the upper one carries ("84 to 93 billion")."""
    assert first.value is not None
    assert second.value is not None
    if (
        first.scale == 1
        and second.scale > 1
        and first.form == second.form
        and abs(first.value) < 1000
        and first.value < second.value / second.scale * 10
    ) and first.value < second.value / second.scale:
        return float(first.value * second.scale)
    return float(first.value)


def _merge(first: Figure, second: Figure, rule: str) -> None:
    low = tidy(_scaled(first, second))
    first.low, first.high, first.value = low, second.value, None
    first.modifier, first.end = "range", second.end
    if second.symbol or not first.symbol:
        first.kind, first.unit, first.symbol = second.kind, second.unit, second.symbol
    elif first.symbol and not second.symbol:
        pass
    first.rules += [r for r in second.rules if r not in first.rules]
    first.rules.append(rule)


def _cents(text: str, first: Figure, second: Figure, gap: str, on: frozenset[str]) -> bool:
    """Add the hundredths of "six pounds fifty", which have no name."""
    if (
        "numbers.range.cents" not in on
        or gap != " "
        or first.kind != "money"
        or not first.symbol
        or first.end == first.core[1]
        or first.modifier != "exact"
        or second.symbol
        or not isinstance(first.value, int)
        or not isinstance(second.value, int)
        or not 9 < second.value < 100
        or first.form != second.form
        or not _END.match(text, second.end)
    ):
        return False
    first.value, first.end = tidy(first.value + second.value / 100), second.end
    first.rules.append("numbers.range.cents")
    return True
