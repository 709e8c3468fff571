"""Tell in one pass over a text which of many regular expressions can match where."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from extractor.clean.folded import BLANK, beyond_ascii, fold, is_odd
from extractor.clean.letters import is_rare
from extractor.clean.literals import Clause, Need, Requirements
from extractor.clean.required import key_of, shipped

_FEW = 16
_BOTH = 2
_RARE = 1.5
_BLANK = ord(BLANK)
# A pattern; letters; clauses of whole words; short clauses of other pieces
_Asked = tuple[int, tuple[str, ...], tuple[frozenset[bytes], ...], tuple[tuple[bytes, ...], ...]]
_NONE: frozenset[bytes] = frozenset()
_Group = tuple[str, tuple[_Asked, ...]]


class Source(NamedTuple):
    """A regular expression as it is written, not compiled yet."""

    pattern: str
    flags: int


class Rates:
    """How often a folded piece of text is to be met in a thousand characters: a guess.

    >>> rates = Rates(["media"], ["our"])
    >>> rates(" our ") > rates(" media ") > rates(" gofundme ")
    True
    """

    def __init__(self, plain: Iterable[str], frequent: Iterable[str]) -> None:
        self._known = {**dict.fromkeys(plain, 0.15), **dict.fromkeys(frequent, 2.5)}
        self._words: dict[tuple[str, bool, bool], float] = {}

    def __call__(self, piece: str) -> float:
        """The rate of its rarest word, less for each other word."""
        words = piece.split()
        if not words:
            return 1e9
        last = len(words) - 1
        rates = [
            self._word(word, index > 0 or piece[0] == BLANK, index < last or piece[-1] == BLANK)
            for index, word in enumerate(words)
        ]
        return float(min(rates) * 0.3**last)

    def _word(self, word: str, opens: bool, closes: bool) -> float:
        rate = self._words.get((word, opens, closes))
        if rate is None:
            rate = self._words[word, opens, closes] = self._guess(word, opens, closes)
        return rate

    def _guess(self, word: str, opens: bool, closes: bool) -> float:
        if word.isdigit():
            return 12.0 / (1 + len(word)) ** 2
        if opens and closes:
            return self._known.get(word, 3.0 if len(word) < 2 else 0.03)
        whole = sum(
            rate
            for known, rate in self._known.items()
            if word in known and (not opens or known.startswith(word)) and (not closes or known.endswith(word))
        )
        return float(whole + 60.0 * 0.17 ** (len(word) - 1) * (0.15 if opens or closes else 1.0))


@lru_cache(maxsize=4096)
def required(pattern: str, flags: int, plain: frozenset[str], frequent: frozenset[str]) -> list[Need]:
    """What a pattern's alternatives require, read once however often rules are loaded."""
    found = shipped(key_of(pattern, flags, plain, frequent))
    return _reader(plain, frequent)(pattern, flags) if found is None else found


@lru_cache(maxsize=4)
def _reader(plain: frozenset[str], frequent: frozenset[str]) -> Requirements:
    return Requirements(_rates(plain, frequent))


@lru_cache(maxsize=4)
def _rates(plain: frozenset[str], frequent: frozenset[str]) -> Rates:
    return Rates(plain, frequent)


@lru_cache(maxsize=8)
def _same(words: frozenset[str]) -> frozenset[str]:
    """The first set made of these words: what is kept for it is found without comparing the words again."""
    return words


class _Way(NamedTuple):
    """One way in which a pattern may match: the pieces to look for, if any, and what is asked besides."""

    pieces: Clause | None
    letters: tuple[str, ...]
    whole: tuple[frozenset[bytes], ...]
    short: tuple[tuple[bytes, ...], ...]


@lru_cache(maxsize=4096)
def _ways(
    pattern: str, flags: int, plain: frozenset[str], frequent: frozenset[str], often: float
) -> tuple[_Way, ...] | None:
    """The ways of a pattern, null when nothing is required of a text; read once however often rules are loaded."""
    needs = required(pattern, flags, plain, frequent)
    if not all(clauses or letters for clauses, letters, _ in needs):
        return None
    found = []
    for clauses, letters, rate in needs:
        looked_for = clauses and not is_rare(letters) and rate <= often
        others = clauses[1:] if looked_for else clauses
        told = [(clause, _words(clause)) for clause in others]
        whole = sorted((words for _, words in told if words), key=len)
        short = sorted((_encoded(c) for c, words in told if not words and len(c) <= _FEW), key=len)
        pieces = clauses[0] if looked_for else None
        found.append(_Way(pieces, tuple(sorted(letters)), tuple(whole), tuple(short[:_BOTH])))
    return tuple(found)


class Prefilter:
    """Names the patterns that a text may match: never too few, and few where the text is ordinary.

    ``plain`` and ``frequent`` words are passed over where a pattern also needs rarer ones; what is met
    more ``often`` in a thousand characters is not looked for but asked of each text.

    >>> may = Prefilter([re.compile("our news(?:room|paper)", re.I), re.compile("[^a]+")])
    >>> may("The dam was finished."), may("Our newsroom closed.")
    ([1], [0, 1])
    """

    def __init__(
        self,
        patterns: Sequence[re.Pattern[str] | Source],
        plain: Iterable[str] = (),
        frequent: Iterable[str] = (),
        often: float = _RARE,
    ) -> None:
        words = _same(frozenset(plain)), _same(frozenset(frequent))
        self.all = list(range(len(patterns)))
        self.always: list[int] = []
        asked: dict[str, list[_Asked]] = {}  # of texts with that letter; of all, where that is none
        self._targets: list[tuple[_Asked, ...]] = []
        numbers: dict[str, int] = {}
        for index, pattern in enumerate(patterns):
            ways = _ways(pattern.pattern, pattern.flags & ~re.UNICODE, *words, often)
            if ways is None:
                self.always.append(index)
            for pieces, letters, whole, short in ways or ():
                for number in self._watch(pieces, numbers) if pieces is not None else ():
                    self._targets[number] += ((index, letters, whole, short),)
                for letter in () if pieces is not None else letters or ("",):
                    asked.setdefault(letter, []).append((index, (), whole, short))
        self._asked = [(letter, tuple(ones)) for letter, ones in sorted(asked.items())]
        self._pieces = list(numbers)

    @cached_property
    def _find(self) -> BytesAhoCorasick:
        """What looks for the pieces; made for the first text, since many a prefilter of a page is asked about none."""
        pieces = [piece.encode() for piece in self._pieces]
        # Built in a third of the time that a DFA takes; it looks through a text nearly as fast.
        return BytesAhoCorasick(pieces, implementation=Implementation.ContiguousNFA)

    def _watch(self, clause: Clause, numbers: dict[str, int]) -> list[int]:
        """The numbers of a clause's pieces, which from now on are looked for."""
        found = [numbers.setdefault(piece, len(numbers)) for piece in sorted(clause)]
        self._targets += [()] * (len(numbers) - len(self._targets))
        return found

    def __call__(self, text: str, folded: bytes | None = None) -> list[int]:
        """The patterns that may match, in their order; ``folded`` is the folded text, where it is known."""
        if folded is None:
            if not text.isascii() and is_odd(beyond_ascii(text)):
                return self.all
            folded = fold(text)
        hits = self._find.find_matches_as_indexes(folded, overlapping=True)
        return self.named(text, folded, {hit[0] for hit in hits}, self._asked)

    def scan(self, source: str, beyond: frozenset[str]) -> Scan | None:
        """Look through a long text once, given its characters beyond ASCII; null where that says nothing."""
        if is_odd(beyond):
            return None
        folded = fold(source)
        asked = [group for group in self._asked if (group[0] in source if group[0] < "\x80" else group[0] in beyond)]
        return Scan(self, folded, self._find.find_matches_as_indexes(folded, overlapping=True), asked)

    def named(self, text: str, folded: bytes, there: AbstractSet[int], asked: Sequence[_Group]) -> list[int]:
        """The patterns that may match a text, given the pieces that stand in it."""
        called = set(self.always)
        targets = [ones for number in there if (ones := self._targets[number])]
        targets += [ones for letter, ones in asked if letter in text]
        words = frozenset(folded.split()) if targets else _NONE
        for ones in targets:
            for index, letters, clauses, short in ones:
                if index in called:
                    continue
                for clause in clauses:
                    if clause.isdisjoint(words):
                        break
                else:
                    if letters and not any(map(text.__contains__, letters)):
                        continue
                    if not short or all(any(map(folded.__contains__, clause)) for clause in short):
                        called.add(index)
        return sorted(called) if called else []


class Scan:
    """Where the pieces stand in a text."""

    __slots__ = ("_asked", "_ends", "_folded", "_hits", "_prefilter")

    def __init__(
        self, prefilter: Prefilter, folded: bytes, hits: list[tuple[int, int, int]], asked: list[_Group]
    ) -> None:
        self._prefilter = prefilter
        self._folded = folded
        self._hits = hits
        self._ends = [end for _, _, end in hits]
        self._asked = asked

    def __call__(self, text: str, first: int) -> list[int]:
        """The patterns that may match a part of the text that begins at ``first``, in their order."""
        ends = self._ends
        last = first + len(text) + 2
        low = bisect.bisect_right(ends, first)
        asked = self._asked and [group for group in self._asked if group[0] in text]
        if not asked and (low == len(ends) or ends[low] > last):
            return self._prefilter.always if self._is_whole(first, last) else self._prefilter(text)
        folded = self.part(text, first)
        if folded is None:
            return self._prefilter(text)
        high = bisect.bisect_right(ends, last, low)
        numbers = {number for number, start, _ in self._hits[low:high] if start >= first}
        return self._prefilter.named(text, folded, numbers, asked)

    def part(self, text: str, first: int) -> bytes | None:
        """The folded text of a part that begins at ``first``; null when it was cut in the midst of a word."""
        last = first + len(text) + 2  # the folded text begins with a blank, and the part ends with one
        return self._folded[first:last] if self._is_whole(first, last) else None

    def _is_whole(self, first: int, last: int) -> bool:
        folded = self._folded
        return (folded[first] == _BLANK or folded[first + 1] == _BLANK) and (
            folded[last - 1] == _BLANK or folded[last - 2] == _BLANK
        )


def _words(clause: Clause) -> frozenset[bytes]:
    """The longest whole word of each piece: a text that holds none holds no piece; none where a piece has none."""
    words = set(map(_longest, clause))
    return _NONE if "" in words else frozenset(map(str.encode, words))


@lru_cache(maxsize=16_384)
def _longest(piece: str) -> str:
    """The longest of the words that begin and end in a piece."""
    words = piece.split()
    return max(words[int(piece[0] != BLANK) : len(words) - int(piece[-1] != BLANK)], key=len, default="")


def _encoded(clause: Clause) -> tuple[bytes, ...]:
    return tuple(piece.encode() for piece in sorted(clause))
