"""The alternatives of the rules' expressions: each is tried by itself, and only where it may match."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from extractor.clean.candidate import Sign
from extractor.clean.prefilter import Source
from extractor.rules import Rule, compile_regex, regex_flags

_Find = Callable[[str], "re.Match[str] | None"]


class Part:
    """One alternative of a rule's expression, compiled when it is first tried.

    ``spoken`` says that it looks at the outlet's own voice alone, words in quotation marks left out.
    """

    __slots__ = ("_find", "_flags", "_pattern", "sign", "spoken")

    def __init__(self, pattern: str, flags: str, sign: Sign, *, spoken: bool) -> None:
        self._pattern = pattern
        self._flags = flags
        self._find: _Find | None = None
        self.sign = sign
        self.spoken = spoken

    @property
    def source(self) -> Source:
        """The expression as it is written, for a prefilter."""
        return Source(self._pattern, regex_flags(self._flags))

    def find(self, text: str) -> re.Match[str] | None:
        """A match in a text; an alternative that begins at the start of a text is tried there alone."""
        if self._find is None:
            compiled = compile_regex(self._pattern, self._flags)
            self._find = compiled.match if self._pattern.startswith("^") else compiled.search
        return self._find(text)


def parts_of(rule: Rule, sign: Sign, *, spoken: bool) -> list[Part]:
    """The alternatives of a rule's expression, in their order; none where the rule has no expression.

    >>> from extractor.clean.candidate import Sign
    >>> rule = Rule("clean.x.y", "f", "^a(?:b|c)|[d|e]", {}, (), ())
    >>> [part.source.pattern for part in parts_of(rule, Sign("share", 1.0, rule.id), spoken=False)]
    ['^a(?:b|c)', '[d|e]']
    """
    if not isinstance(rule.pattern, str):
        return []
    return [Part(pattern, rule.flags, sign, spoken=spoken) for pattern in alternatives(rule.pattern)]


def signs_of(parts: Sequence[Part], indices: Iterable[int], text: str, voice: str) -> list[Sign]:
    """The signs of the parts that match, once for each rule; the parts of a rule stand side by side."""
    found: list[Sign] = []
    for index in indices:
        part = parts[index]
        if (not found or found[-1] is not part.sign) and part.find(voice if part.spoken else text):
            found.append(part.sign)
    return found


@lru_cache(maxsize=4096)
def alternatives(pattern: str) -> list[str]:
    """The alternatives of a regular expression, those inside brackets left alone."""
    parts, depth, in_class, start = [], 0, False, 0
    index = 0
    while index < len(pattern):
        letter = pattern[index]
        if letter == "\\":
            index += 1
        elif in_class:
            in_class = letter != "]"
        elif letter == "[":
            in_class = True
        elif letter in "()":
            depth += 1 if letter == "(" else -1
        elif letter == "|" and not depth:
            parts.append(pattern[start:index])
            start = index + 1
        index += 1
    return [*parts, pattern[start:]]
