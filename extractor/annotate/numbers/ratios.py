"""Two figures that are one ratio: "one in five", "three cases out of four", "38 to 12", "27 to one"."""

from __future__ import annotations

import re

from extractor.annotate.analysis import Sentence
from extractor.annotate.lemma import lemma
from extractor.annotate.numbers.figure import Figure, tidy
from extractor.rules import RuleSet

_IN = re.compile(r"\s(?:in|out of|out of every|in every|of every|for every)\s(?:the\s)?\Z", re.I)
_NOUN_IN = re.compile(r"\s(?P<noun>[a-z]+(?:\s[a-z]+)?)\s(?:(?:in|out of)(?:\severy)?)\s\Z", re.I)
_VOTES_TO = re.compile(r"\s(?:votes?\s)?(?:to|against)\s\Z", re.I)
_EVERY = re.compile(r"\bevery\s\Z", re.I)
_END = re.compile(r"\s?[.;!?]|$")
_FROM = re.compile(r"\bfrom\s\Z", re.I)
_POPULATION = 1000
_HUNDRED = 100
_FEW = 20
_TENS = (10, 100, 1000)  # "seven people in ten"
_DASH = re.compile(r"\s?[-–—~]\s?\Z")


class Subject:
    """Whether a sentence speaks of votes or of matches; asked for each pair of numbers, answered once a sentence."""

    def __init__(self, rules: RuleSet) -> None:
        fragments = rules.table("numbers_dispositions", "fragments")
        self.vote = re.compile(fragments["vote"], re.I)
        self.play = re.compile(fragments["play"], re.I)
        self.text, self.answers = "", (False, False)

    def votes(self, text: str) -> bool:
        """Whether somebody votes, decides or passes something."""
        return self._read(text)[0]

    def plays(self, text: str) -> bool:
        """Whether somebody wins, loses or scores."""
        return self._read(text)[1]

    def _read(self, text: str) -> tuple[bool, bool]:
        if text != self.text:
            self.text = text
            self.answers = bool(self.vote.search(text)), bool(self.play.search(text.replace("record", "")))
        return self.answers


class Ratios:
    """Reads the ratios of a sentence."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = frozenset(rule.id for rule in rules.layer("numbers.range"))
        self.subject = Subject(rules)
        words = rules.table("numbers_slots", "phrase_words")
        self.bare_verbs = frozenset([*words["verbs"], *words["bare_verbs"]])
        self.distances = frozenset(rules.table("numbers_units", "compound")["distance"])

    def __call__(self, sentence: Sentence, first: Figure, second: Figure, gap: str) -> bool:
        """Join two figures, ``gap`` between them, that are one ratio; false when they are none."""
        upper, lower = first.value, second.value
        if upper is None or lower is None or first.symbol:
            return False
        if second.symbol:
            return self._of_measure(first, second, gap)
        if not lower and not ("vote" in sentence.plain and gap == " to "):
            return False
        if (
            gap == " over "
            and "numbers.range.over" in self.on
            and upper < lower
            and first.form == "words"
            and _END.match(sentence.plain, second.end)
        ):
            _merge_ratio(first, second, "numbers.range.over")
            first.kind = "fraction"
            return True
        if "for every" in gap and lower >= _POPULATION:
            return False  # a rate: "36 for every 100,000 residents"
        if "out of" in gap and "every" not in gap and (lower > _HUNDRED or _are_counts(first, second)):
            return False  # "granted 1,902 out of 2,215 applications": two counts
        if _IN.match(gap) and "numbers.range.ratio_in" in self.on and _ratio_like(sentence, first, second, gap):
            _merge_ratio(first, second, "numbers.range.ratio_in")
            return True
        if (
            (match := _NOUN_IN.match(gap))
            and "numbers.range.ratio_noun" in self.on
            and self._noun_ratio(sentence, first, second, match)
        ):
            return True
        if second.value == 1 and gap.strip() == "to" and upper > 1 and "numbers.range.ratio_to_one" in self.on:
            _merge_ratio(first, second, "numbers.range.ratio_to_one")
            return True
        if _FROM.search(sentence.plain[: first.start][-8:]):
            return False
        if "vote" in gap and _VOTES_TO.fullmatch(gap) and "numbers.range.ratio_votes" in self.on:
            _merge_ratio(first, second, "numbers.range.ratio_votes")
            first.unit = "vote"
            return True
        versus = _DASH.match(gap) or gap.strip() in ("to", "against", "versus")
        if (
            versus
            and "numbers.range.ratio_votes" in self.on
            and first.form == second.form == "digits"
            and first.scale == second.scale == 1
        ):
            after = sentence.plain[second.end : second.end + 12]
            glued = gap in ("-", "–", " to ")
            if (
                glued
                and self.subject.votes(sentence.plain)
                and not self.subject.plays(sentence.plain)
                and not re.match(r"\s(?:%|per|minutes|hours|days|weeks|months|years|people|members)", after)
            ):
                _merge_ratio(first, second, "numbers.range.ratio_votes")
                return True
        return False

    def _of_measure(self, first: Figure, second: Figure, gap: str) -> bool:
        """Read "seven in every ten kilos" and "one in three litres": a ratio of what is measured."""
        told = "every" in gap or second.value in (*range(2, 11), 20, 100)
        if "every" not in gap and (first.form != second.form or second.unit in self.distances):
            return False  # "three in 20 miles"
        if second.kind != "measure" or not told or "numbers.range.ratio_in" not in self.on:
            return False
        if not _IN.match(gap) or first.value is None or second.value is None or first.value >= second.value:
            return False
        unit, end = second.unit, second.core[1]
        _merge_ratio(first, second, "numbers.range.ratio_in")
        first.unit, first.end = unit, end
        return True

    def _noun_ratio(self, sentence: Sentence, first: Figure, second: Figure, match: re.Match[str]) -> bool:
        """Read "one case in ten" and "three cases out of four", where nothing is counted behind."""
        assert first.value is not None
        assert second.value is not None
        token = sentence.token_at(sentence.start + first.end + match.start("noun"))
        if token is None or token.tag_ not in ("NN", "NNS", "JJ") or first.value >= second.value or second.value > 1000:
            return False
        after = sentence.token_at(sentence.start + second.end + 1)
        if (
            after is not None
            and after.tag_ in ("NNS", "NN", "NNP")
            and not after.lower_.endswith("ing")
            and after.lower_[:-1] not in self.bare_verbs
            and sentence.plain[second.end : second.end + 1] == " "
        ):
            return False
        told = "out of" in match[0] or "every" in match[0] or (second.form == "words" and first.form == "words")
        if _are_counts(first, second):
            return False  # "won 41 matches out of 70": two counts
        if first.value != 1 and not told and second.value not in _TENS:
            return False
        noun = sentence.token_at(sentence.start + first.end + match.end("noun") - 1)
        start, end = first.end + match.start("noun"), first.end + match.end("noun")
        _merge_ratio(first, second, "numbers.range.ratio_noun")
        first.counted, first.unit = (start, end), lemma(noun) if noun is not None else None
        return True

    def every(self, sentence: Sentence, figure: Figure) -> None:
        """Turn the ordinal of "every third" into a ratio, in place."""
        if (
            figure.form != "ordinal"
            or not figure.value
            or figure.value < 2
            or "numbers.range.ratio_every" not in self.on
        ):
            return
        if match := _EVERY.search(sentence.plain[max(0, figure.start - 6) : figure.start]):
            figure.start -= len(match[0])
            figure.form, figure.kind, figure.value = "fraction", "ratio", tidy(round(1 / figure.value, 4))
            figure.disposition = None
            figure.rules.append("numbers.range.ratio_every")


def _are_counts(first: Figure, second: Figure) -> bool:
    """Whether two numbers are too odd for a ratio that is said to give an idea: "41 out of 70"."""
    lower = second.value or 0
    return first.form == second.form == "digits" and lower > _FEW and lower not in _TENS


def _ratio_like(sentence: Sentence, first: Figure, second: Figure, gap: str) -> bool:
    if first.value is None or second.value is None or first.value >= second.value or first.scale != 1:
        return False
    if gap.strip().lower() == "in":
        return (
            second.value <= 1_000_000
            and (
                first.value == 1
                or second.value in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25)
                or second.value % 50 == 0
            )
            and second.form in ("words", first.form, "digits")
            and not re.match(
                r"\s(?:minutes?|hours?|days?|weeks?|months?|years?|\w+ (?:minutes|hours|days|weeks|months|years))\b",
                sentence.plain[second.end :],
            )
        )
    return True


def _merge_ratio(first: Figure, second: Figure, rule: str) -> None:
    assert first.value is not None
    assert second.value is not None
    if second.value:
        first.value = tidy(round(first.value / second.value, 6 if first.value / second.value < 0.001 else 4))
    first.end, first.kind, first.unit, first.form = second.end, "ratio", None, "fraction"
    first.rules += [rule, *(r for r in second.rules if r not in first.rules and r != rule)]
