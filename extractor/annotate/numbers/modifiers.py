"""Words that bound or soften a number: "more than", "up to", "nearly", "or more"."""

from __future__ import annotations

import re
from typing import Any

from extractor.annotate.analysis import Sentence
from extractor.annotate.ending import Ending
from extractor.annotate.numbers.figure import Figure
from extractor.records import Modifier
from extractor.rules import Rule, RuleSet

_ADVERB = re.compile(r"\b(?:roughly|approximately|around|about|almost|nearly)\s\Z", re.I)
_TEMPORAL_OVER = re.compile(
    r"\b(?:for|of|after|in|to|at|by|than|lasts?|lasted|takes?|took|spent|is|was|been|up|g[eo]ts?|given|receive[sd]?|serve[sd]?|serving|face[sd]?|drew|waited)\s\Z",
    re.I,
)
# what bounds a figure over the article of the noun that it stands before: "at least a 25-point cut"
_ARTICLE = re.compile(r"\b(?:at least|at most|(?:more|less) than|up to|as much as|nearly|almost)\s(an?\s)\Z", re.I)
_SPREAD = re.compile(
    r"\b(?:spread(?:ing)? out|spread|stretched out|drawn out|scattered|distributed|dispersed|all)\s\Z", re.I
)
_REACH = 48
_LINK = 16  # characters, more than the longest verb that brings a number
_PATTERN_WORD = re.compile(r"[a-z]+(?:\?[a-z]+|\[[a-z]+\]\??)?\??")
_MOST_WORDS = 50_000
_CONVERTED = "numbers.modifier.converted"


class Modifiers:
    """Widens each figure over its modifier and sets what the modifier says."""

    def __init__(self, rules: RuleSet) -> None:
        prefixes: list[Rule] = []
        suffixes: list[Rule] = []
        for rule in rules.layer("numbers.modifier"):
            name = rule.id.rsplit(".", 1)[1]
            if name not in ("adverb_approx", "converted"):
                (suffixes if name.startswith("suffix") else prefixes).append(rule)
        words = {word for rule in prefixes for word in _PATTERN_WORD.findall(str(rule.pattern))}
        self.ending = re.compile("|".join([*sorted(words), "sub"]), re.I)
        self.endings: dict[str, bool] = {}
        self.converts = rules.has(_CONVERTED)
        self.prefix_rules = {f"r{i}": rule for i, rule in enumerate(prefixes)}
        self.suffix_rules = {f"r{i}": rule for i, rule in enumerate(suffixes)}
        joined = "|".join(f"(?P<{name}>{rule.pattern})" for name, rule in self.prefix_rules.items())
        self.prefix = Ending(
            re.compile(
                rf"(?:(?<=[\s(\[“\"'‘’—–,:;])|^)(?:{joined})[\s-]?(?<![a-z]-)\Z|(?P<sub>\bsub-)\Z|(?P<sign>[~≈<>≥≤±]\s?=?\s{{0,2}})\Z",
                re.I,
            )
        )
        self.suffix = re.compile(
            "|".join(f"(?P<{name}>{rule.pattern})" for name, rule in self.suffix_rules.items()), re.I
        )
        self.by_sign: dict[str, Any] = {s: rule for rule in prefixes for s in "~≈<>≥≤±" if s in str(rule.pattern)}
        particles: dict[str, list[str]] = rules.table("numbers_modifiers", "particles")
        self.particles = {
            words: re.compile(rf"\b(?:{'|'.join(verbs)})\s\Z", re.I) for words, verbs in particles.items()
        }
        self.adverbs = list(rules.layer("numbers.modifier.adverb_approx"))
        self.adverb = (
            re.compile(self.adverbs[0].pattern + r"\s\Z", re.I)
            if self.adverbs and isinstance(self.adverbs[0].pattern, str)
            else None
        )

    def __call__(self, sentence: Sentence, figures: list[Figure]) -> None:
        """Widen the figures over their modifiers, in place."""
        floor = 0
        for index, figure in enumerate(figures):
            if figure.form not in ("ordinal", "none") and figure.disposition is None:
                self._prefix(sentence.plain, figure, floor)
                self._suffix(sentence.plain, figure)
                if index and self.converts and _is_converted(sentence.plain, figures[index - 1], figure):
                    figure.modifier = figures[index - 1].modifier
                    figure.rules.append(_CONVERTED)
            floor = figure.end

    def _prefix(self, text: str, figure: Figure, floor: int) -> None:
        for _ in range(2):
            window = text[max(floor, figure.start - _REACH) : figure.start]
            article = _ARTICLE.search(window) if window.endswith((" a ", " an ")) else None
            window = window[: article.start(1)] if article else window
            match = self.prefix.search(window) if self._may_end(window) else None
            if not match:
                break
            figure.start -= len(article[1]) if article else 0
            name = match.lastgroup or ""
            rule = self._sign_rule(name, match[0]) or self.prefix_rules.get(name)
            before = window[: match.start()]
            if rule is None or self._is_particle(match[0], before):
                break
            if match[0].lower().strip() == "over" and self._is_temporal(text, figure, before):
                break
            modifier: Modifier = rule.yields["modifier"]
            figure.start -= len(window) - match.start()
            figure.rules.append(rule.id)
            if figure.modifier == "exact" and modifier != "exact":
                figure.modifier = modifier
                continue
            if modifier != "exact":
                break
        self._adverb(text, figure, floor)

    def _is_particle(self, words: str, before: str) -> bool:
        """Whether a verb owns the first of the words: it "edged up" to so much, they "handed over" so many."""
        verbs = self.particles.get(words.strip().lower())
        return verbs is not None and bool(verbs.search(before))

    def _may_end(self, window: str) -> bool:
        """Whether the last word before a figure is one that some modifier has: a cheap test for a costly search."""
        word = window.rstrip(" .-").rpartition(" ")[2].lstrip("([“\"'‘’—–,:;").lower()
        if not word.isalpha():
            return bool(window)
        known = self.endings.get(word)
        if known is None:
            known = self.ending.fullmatch(word) is not None
            if len(self.endings) < _MOST_WORDS:
                self.endings[word] = known
        return known

    def _sign_rule(self, name: str, found: str) -> Any:
        if name == "sub":
            return next((r for r in self.prefix_rules.values() if r.yields["modifier"] == "less_than"), None)
        sign = {"<": "≤", ">": "≥"}.get(found[0], found[0]) if "=" in found else found[0]
        return self.by_sign.get(sign) if name == "sign" else None

    def _is_temporal(self, text: str, figure: Figure, before: str) -> bool:
        if _SPREAD.search(before):
            return True
        return (
            figure.kind == "duration"
            and "numbers.numeral.one_unit" not in figure.rules
            and not _TEMPORAL_OVER.search(before)
            and text[figure.end : figure.end + 4] != "-old"
            and (bool(before.strip()) or text.startswith(",", figure.end))
        )

    def _adverb(self, text: str, figure: Figure, floor: int) -> None:
        if self.adverb is None or figure.modifier != "exact":
            return
        window = text[max(floor, figure.start - _REACH) : figure.start]
        if (match := self.adverb.search(window, max(0, len(window) - _LINK))) and _ADVERB.search(
            window[: match.start()]
        ):
            figure.modifier = "approx"
            figure.rules.append(self.adverbs[0].id)

    def _suffix(self, text: str, figure: Figure) -> None:
        match = self.suffix.match(text, figure.end)
        if not match or figure.modifier in ("range", "vague") or not match.lastgroup:
            return
        rule = self.suffix_rules[match.lastgroup]
        figure.modifier = rule.yields["modifier"]
        figure.end = match.end()
        figure.rules.append(rule.id)


def _is_converted(text: str, first: Figure, second: Figure) -> bool:
    """Whether the second figure tells the first again in another unit: "more than 100 kilos (220 pounds)"."""
    return (
        first.symbol
        and second.symbol
        and first.kind == second.kind
        and first.kind in ("money", "measure")
        and first.unit != second.unit
        and first.disposition is None
        and first.value is not None
        and second.modifier == "exact"
        and text[first.end : second.start] in (" (", " / ")
    )
