"""Read the expressions of a stretch of text: the longest rule that matches at each word."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from extractor.annotate.dates.openings import openings
from extractor.rules import Rule, RuleSet, compile_regex, regex_flags

_WORD_START = re.compile(r"(?<![\w.])(?:(?<!\d[.,])(?=\w)|(?=['’]\d0s))")
_CACHE = 20_000


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """An expression inside a region: its place in the region, its rule and the named groups."""

    start: int
    end: int
    rule: Rule
    groups: Mapping[str, str]


class _Expression:
    """A rule's expression up to the end of its last word, compiled when it is first tried."""

    __slots__ = ("match", "pattern", "rule")

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.pattern = f"(?:{rule.pattern})(?!\\w)"
        self.match: Callable[[str, int], re.Match[str] | None] = self._first

    def _first(self, region: str, at: int) -> re.Match[str] | None:
        self.match = compile_regex(self.pattern, self.rule.flags).match
        return self.match(region, at)


class Grammar:
    """All expression rules, compiled; what a region holds is remembered by its text."""

    def __init__(self, rules: RuleSet) -> None:
        found = [r for r in rules.layer("dates") if r.file == "dates_expressions.toml"]
        self._rules = [_Expression(rule) for rule in found]
        opened = [openings(each.pattern, regex_flags(each.rule.flags)) for each in self._rules]
        self._by_letter = {
            letter: [rule for rule, first in zip(self._rules, opened, strict=True) if first is None or letter in first]
            for letter in map(chr, range(128))
        }
        self.read = lru_cache(maxsize=_CACHE)(self._read)

    def _read(self, region: str) -> tuple[Hit, ...]:
        hits: list[Hit] = []
        at = 0
        for place in _WORD_START.finditer(region):
            if place.start() < at:
                continue
            hit = self._longest(region, place.start())
            if hit:
                hits.append(hit)
                at = hit.end
        return tuple(hits)

    def _longest(self, region: str, at: int) -> Hit | None:
        best: re.Match[str] | None = None
        winner: Rule | None = None
        for expression in self._by_letter.get(region[at].lower(), self._rules):
            match = expression.match(region, at)
            if match and (best is None or match.end() > best.end()):
                best, winner = match, expression.rule
        if best is None or winner is None:
            return None
        return Hit(at, best.end(), winner, {k: v.strip() for k, v in best.groupdict().items() if v is not None})
