"""Regular expressions that are tried only on texts which hold a word that every match must hold.

The words of all of them are looked for at once, and in each text once, however many rules ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache

from ahocorasick_rs import BytesAhoCorasick, Implementation

from extractor.annotate.screen import folded, pieces_of, rates
from extractor.clean.literals import Clause
from extractor.clean.prefilter import Source
from extractor.rules import Rule, RuleSet, regex_flags

_OFTEN = 3.3  # in a thousand characters: what is met more often tells too little
_TEXTS = 4096
_NONE: frozenset[int] = frozenset()


class _Lookout:
    """The pieces of text that patterns need, each with the patterns that need it.

    >>> lookout = _Lookout()
    >>> first, second = lookout.add(frozenset({" than "})), lookout.add(frozenset({" total"}))
    >>> [number in lookout.present("more than 84") for number in (first, second)]
    [True, False]
    """

    def __init__(self) -> None:
        self._owners: dict[str, set[int]] = {}
        self._all: set[int] = set()
        self._find: BytesAhoCorasick | None = None
        self._called: list[set[int]] = []
        self.present = lru_cache(maxsize=_TEXTS)(self._present)

    def add(self, pieces: Clause) -> int:
        """The number under which a pattern that needs one of some pieces is known from now on."""
        number = len(self._all)
        self._all.add(number)
        for piece in sorted(pieces):
            self._owners.setdefault(piece, set()).add(number)
        self._find = None
        self.present.cache_clear()
        return number

    def _present(self, text: str) -> AbstractSet[int]:
        """The patterns that may be found in a text."""
        words = folded(text)
        if words is None:
            return self._all
        if self._find is None:
            self._find = BytesAhoCorasick(
                [piece.encode() for piece in self._owners], implementation=Implementation.ContiguousNFA
            )
            self._called = list(self._owners.values())
        hits = self._find.find_matches_as_indexes(words, overlapping=True)
        return _NONE.union(*[self._called[hit[0]] for hit in hits]) if hits else _NONE


_LOOKOUT = _Lookout()


class Screen:
    """Stands for a pattern whose matches all hold one of some pieces of text, and finds what it finds.

    Looking for the pieces costs a tenth of looking for the pattern, and few texts hold one.

    >>> screened(re.compile(r"(?:more|fewer)\\s+than\\b", re.I)).search("84 people") is None
    True
    """

    __slots__ = ("_compiled", "_number", "_present", "_source")

    def __init__(self, source: re.Pattern[str] | Source, pieces: Clause) -> None:
        self._source = source
        self._compiled: re.Pattern[str] | None = None
        self._number = _LOOKOUT.add(pieces)
        self._present = _LOOKOUT.present

    @property
    def _pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when a text first holds one of its pieces."""
        if self._compiled is None:
            self._compiled = _compiled(self._source)
        return self._compiled

    def search(self, text: str) -> re.Match[str] | None:
        """As of the pattern."""
        return self._pattern.search(text) if self._number in self._present(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        """As of the pattern."""
        return self._pattern.match(text) if self._number in self._present(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As of the pattern."""
        return self._pattern.fullmatch(text) if self._number in self._present(text) else None

    def may(self, text: str) -> bool:
        """Whether it may be found in a text, or in any part of it."""
        return self._number in self._present(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As of the pattern."""
        return self._pattern.finditer(text) if self._number in self._present(text) else iter(())


Pattern = re.Pattern[str] | Screen


def patterns_of(rules: RuleSet, layer: str) -> dict[str, Pattern]:
    """The patterns of a layer by the id of their rule."""
    return {rule.id: _screened(rule) for rule in rules.layer(layer) if isinstance(rule.pattern, str)}


def pattern_of(rules: RuleSet, rule: str) -> Pattern | None:
    """The pattern of a rule, null where it is off."""
    return _screened(rules.get(rule)) if rules.has(rule) else None


def fires(patterns: Mapping[str, Pattern], rule: str, text: str) -> bool:
    """Whether a rule is on and its pattern is found in a text."""
    pattern = patterns.get(rule)
    return pattern is not None and pattern.search(text) is not None


def may(pattern: Pattern | None, text: str) -> bool:
    """Whether a rule is on and its pattern may be found in a text, or in a part of it that is cut between words."""
    return pattern is not None and (not isinstance(pattern, Screen) or pattern.may(text))


def _screened(rule: Rule) -> Pattern:
    return screened(Source(str(rule.pattern), regex_flags(rule.flags)))


@lru_cache(maxsize=1024)
def screened(pattern: re.Pattern[str] | Source) -> Pattern:
    """The pattern behind a screen, or itself where its matches need hold no words, or none but frequent ones."""
    pieces = pieces_of([pattern])
    often = pieces is None or sum(map(rates(), pieces)) > _OFTEN
    return _compiled(pattern) if pieces is None or often else Screen(pattern, pieces)


def _compiled(pattern: re.Pattern[str] | Source) -> re.Pattern[str]:
    """The pattern itself, or what is written, compiled."""
    return re.compile(*pattern) if isinstance(pattern, Source) else pattern
