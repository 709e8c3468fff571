"""Regular expressions that are tried only on texts which hold a word that every match must hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from extractor.annotate.screen import screen
from extractor.rules import RuleSet


class Screen:
    """Stands for a pattern whose matches all hold one of some pieces of text, and finds what it finds.

    Looking for the pieces costs a tenth of looking for the pattern, and few texts hold one.

    >>> screened(re.compile(r"(?:more|fewer)\\s+than\\b", re.I)).search("84 people") is None
    True
    """

    __slots__ = ("_may", "_pattern")

    def __init__(self, pattern: re.Pattern[str], may: Callable[[str], bool]) -> None:
        self._pattern = pattern
        self._may = may

    def search(self, text: str) -> re.Match[str] | None:
        """As of the pattern."""
        return self._pattern.search(text) if self._may(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        """As of the pattern."""
        return self._pattern.match(text) if self._may(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As of the pattern."""
        return self._pattern.fullmatch(text) if self._may(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As of the pattern."""
        return self._pattern.finditer(text) if self._may(text) else iter(())


Pattern = re.Pattern[str] | Screen
# What is looked for anywhere in the words around every figure, and costs most there.
_DEAR = frozenset({
    "claims.law.pointing",
    "claims.period.part",
    "claims.relation.compared",
    "claims.relation.compared_when",
    "claims.relation.expected",
    "claims.relation.part",
    "claims.relation.part_manner",
    "claims.relation.part_remainder",
    "claims.relation.part_total",
    "claims.relation.record",
    "claims.relation.revised",
    "claims.relation.revised_earlier",
    "claims.relation.threshold",
})  # fmt: skip


def patterns_of(rules: RuleSet, layer: str) -> dict[str, Pattern]:
    """The patterns of a layer by the id of their rule."""
    found = ((rule.id, rule.regex()) for rule in rules.layer(layer) if isinstance(rule.pattern, str))
    return {name: screened(pattern) if name in _DEAR else pattern for name, pattern in found}


def fires(patterns: Mapping[str, Pattern], rule: str, text: str) -> bool:
    """Whether a rule is on and its pattern is found in a text."""
    pattern = patterns.get(rule)
    return pattern is not None and pattern.search(text) is not None


@lru_cache(maxsize=1024)
def screened(pattern: re.Pattern[str]) -> Pattern:
    """The pattern behind a screen, or itself where its matches need hold no words."""
    may = screen([pattern])
    return pattern if may is bool else Screen(pattern, may)
