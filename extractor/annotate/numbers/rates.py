"""What a quantity is per: "a week", "per 100,000 people", "annually"."""

from __future__ import annotations

import re

from extractor.annotate.ending import Ending
from extractor.annotate.numbers.figure import Figure
from extractor.records import Per
from extractor.rules import RuleSet

_FILE = "numbers_slots"
_PER_BEHIND = re.compile(
    r"\s(?:of|in)(?:\s[a-z]+){1,4}?\s(?:a|an|per|each|every)\s(?P<u>day|week|month|quarter|year|hour)\b(?!\s(?:ago|earlier|before|later|after))",
    re.I,
)
_PER_MANY = re.compile(
    r"\s(?:per|for every)\s(?P<n>\d{1,3}(?:[, ]000)+|1000)(?=\s?[.,;:)”\"–—]|$"
    r"|\s(?:in|on|at|from|to|by|for|and|but|against|compared|last|this|a year|while|nationwide|nationally)\b)",
    re.I,
)
_EVERY_BEHIND = re.compile(
    r"(?:\s[a-z]+){1,6}?\s(?:each|every)\s(?P<u>day|week|month|quarter|year|hour)\b(?=[.,;]|$)", re.I
)
_EVERY_BEFORE = re.compile(r"^[“\"]?(?:each|every)\s(?P<u>day|week|month|quarter|year|hour),?\s\Z", re.I)
_PHRASE_END = re.compile(
    r"\s?(?:[.,;:)”\"–—]|$)|\s(?:for|in|on|at|and|but|or|while|to|from|by|with|plus|as|under|until|till|if|when|before|after|since|during)\b"
)
_LISTS = re.compile(
    r"\s(?:list|ranking|report|survey|meeting|award|index|gathering|festival|fair|class|cohort|magazine|newsletter)s?\s",
    re.I,
)
_SCALE = {"hundred": 100, "thousand": 1000, "lakh": 100_000, "million": 1_000_000, "crore": 10_000_000}


class Rates:
    """Fills ``per`` of a figure."""

    def __init__(self, rules: RuleSet) -> None:
        fragments: dict[str, str] = rules.table(_FILE, "fragments")
        self.per = re.compile(fragments["per"], re.I)
        self.per_subject = re.compile(fragments["per_subject"], re.I)
        self.rates = frozenset(rule.id for rule in rules.layer("numbers.rate"))
        self.duration: dict[str, str] = rules.table("numbers_units", "duration")
        self.measure: dict[str, str] = rules.table("numbers_units", "measure")
        self.signs: dict[str, str] = rules.table("numbers_units", "measure_signs")
        units: dict[str, list[str]] = rules.table(_FILE, "per_units")
        self.people, self.each, self.lone = (frozenset(units[key]) for key in ("person", "each", "lone"))
        self.adverbs: dict[str, str] = rules.table(_FILE, "period_adverbs")
        self.adjectives: dict[str, str] = rules.table(_FILE, "period_adjectives")
        words = "|".join(sorted(self.adverbs, key=len, reverse=True))
        self.adverb = re.compile(
            rf"\s({words})(?![A-Za-z])(?!\s+(?:of|year|month|week|day|one|other|person|side|time|(?:news)?papers?|magazines?|tabloids?|titles?|journals?)\b)",
            re.I,
        )
        self.after_participle = re.compile(
            r"\s[a-z]{3,}(?:ed|en|old|ought|ade|uilt)\s(daily|weekly|monthly|yearly|annually|hourly)\b(?=\s?[.,;)]|$|\s(?:in|by|on|at|and|from|to|across)\b)"
        )
        self.adjective = Ending(
            re.compile(
                rf"\b({'|'.join(self.adjectives)})\s(?:\S+\s){{0,4}}(?:of|is|was|to|at|reached|hit)\s(?:\w+\s)?\Z", re.I
            )
        )
        self.adjective_behind = re.compile(rf"\s(?:in|of)\s({'|'.join(self.adjectives)})\s[a-z]{{3,}}", re.I)

    def __call__(self, text: str, figure: Figure) -> None:
        """Fill the rate of one figure of a sentence's text, in place."""
        if figure.kind in ("age", "fraction", "multiple", "ratio") or figure.per is not None:
            return
        if (match := _PER_MANY.match(text, figure.end)) and "numbers.rate.many" in self.rates:
            figure.per = Per(int(match["n"].replace(",", "").replace(" ", "")), "person")
            figure.end = match.end("n")
            figure.rules.append("numbers.rate.many")
            return
        for position in dict.fromkeys((figure.end, figure.noun_end)):
            if (
                (match := self.per.match(text, position))
                and "numbers.rate.per" in self.rates
                and self._rate(figure, match)
            ):
                return
            if (
                match := self.adverb.match(text, position) or self.after_participle.match(text, position)
            ) and "numbers.rate.adverb" in self.rates:
                figure.per = Per(1, self.adverbs[match[1].lower()])
                figure.rules.append("numbers.rate.adverb")
                return
        match = _PER_BEHIND.match(text, figure.noun_end)
        if match is None and figure.kind in ("count", "money", "measure") and ("ach " in text or "very " in text):
            match = _EVERY_BEHIND.match(text, figure.noun_end) or _EVERY_BEFORE.match(text[: figure.start][:16])
        if match and "numbers.rate.per" in self.rates:
            figure.per = Per(1, match["u"].lower())
            figure.rules.append("numbers.rate.per")
            return
        window = text[max(0, figure.start - 60) : figure.start]
        if (
            "per " in window
            and (match := self.per_subject.search(window))
            and "numbers.rate.subject" in self.rates
            and figure.kind in ("count", "money", "measure")
        ):
            figure.per = Per(1, "person" if match["u"].lower() in ("head", "capita") else match["u"].lower())
            figure.rules.append("numbers.rate.subject")
            return
        match = self.adjective.search(window) if "ly" in window or "nnual" in window else None
        if match is not None and _LISTS.search(match[0]):
            match = None
        if match is None and figure.kind in ("money", "measure"):
            match = self.adjective_behind.match(text, figure.end)
        if match and "numbers.rate.adjective" in self.rates and figure.kind in ("count", "money", "measure"):
            figure.per = Per(1, self.adjectives[match[1].lower()])
            figure.rules.append("numbers.rate.adjective")

    def _is_priced(self, figure: Figure, match: re.Match[str], word: str) -> bool:
        """Whether a sum is said for one of something: "10 cents a page", "€71 a night"."""
        return (
            figure.kind == "money"
            and word not in self.lone
            and not word.endswith("ly")
            and bool(_PHRASE_END.match(match.string, match.end()))
        )

    def _rate(self, figure: Figure, match: re.Match[str]) -> bool:
        word = match["u"].lower()
        unit = self.duration.get(word) or self.measure.get(word) or self.signs.get(match["u"])
        lead = match[0].strip(" -,").lower()
        if lead.startswith(("a ", "an ", "a-", "an-", "each", "every")) and not match["n"]:
            if unit is None and word not in self.each and not self._is_priced(figure, match, word):
                return False
            if match[0].startswith(",") and unit is None:
                return False  # "exactly seven, a term for elders"
            if lead.startswith("a ") and word in ("second", "third", "quarter"):
                return False
        if word in ("cent", "cents", "capita") and not match["n"]:
            unit = "person" if word == "capita" else None
            if unit is None:
                return False
        if match[0].startswith(("/", " /")) and match["n"] and match["n"].strip("0, ") != "1":
            return False
        value = (
            float((match["n"] or "1").replace(",", "").replace(" ", ""))
            if not match["n"] or match["n"][0].isdigit()
            else _SCALE[match["n"].lower()]
        )
        value = value * _SCALE.get((match["m"] or "").lower(), 1)
        if value == 0:
            return False  # "per 0 people" is no rate
        if word in self.people:
            unit = "person"
        figure.per = Per(
            int(value) if value == int(value) else value, (match["w"] or "").lower() + (unit or _singular(word))
        )
        figure.rules.append("numbers.rate.per")
        if match["n"]:
            figure.end = max(figure.end, match.end("m") if match["m"] else match.end("n"))
        return True


def _singular(word: str) -> str:
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) and len(word) > 3 else word
