"""The MinHash signature of a text: a few numbers whose agreement estimates how much two texts share."""

from __future__ import annotations

import hashlib
import itertools
import re
import struct
from collections.abc import Iterator

PERMUTATIONS = 128
BANDS = 25
_ROWS = 5  # 25 bands of 5: two texts that share 0.7 meet with a chance of 0.99, two that share 0.1 of 0.0003
_SHINGLE = 3
_SEED = 42
_WORD = re.compile(r"\w+")
_FORMAT = struct.Struct(f"<{PERMUTATIONS}I")
_BAND = 4 * _ROWS  # bytes


def version() -> str:
    """What signatures depend on; those of another version cannot be compared."""
    from rensa import RMinHash

    return f"r{RMinHash.ALGORITHM_VERSION}-{PERMUTATIONS}-{BANDS}x{_ROWS}-w{_SHINGLE}-s{_SEED}"


def signature(text: str) -> bytes | None:
    """The signature of the word sequences of a text, 512 bytes; null when it has no word.

    Case, punctuation and white space do not count.

    >>> signature("Prices rose 4%.") == signature("prices  rose 4 %"), signature("…")
    (True, None)
    """
    from rensa import RMinHash

    words = _WORD.findall(text.casefold())
    if not words:
        return None
    made = RMinHash(PERMUTATIONS, _SEED)
    made.update(list(_shingles(words)))
    return _FORMAT.pack(*made.digest())


def similarity(one: bytes, two: bytes) -> float:
    """The estimated share of word sequences that two texts have in common, of those that either has."""
    agreeing = sum(map(int.__eq__, _FORMAT.unpack(one), _FORMAT.unpack(two)))
    return round(agreeing / PERMUTATIONS, 4)


def bands(made: bytes) -> Iterator[int]:
    """The keys (64 bits) under which a text is found: two texts that share much have one in common."""
    for band in range(BANDS):
        numbers = made[band * _BAND : (band + 1) * _BAND]
        key = hashlib.blake2b(numbers, digest_size=8, salt=band.to_bytes(2, "little")).digest()
        yield int.from_bytes(key, "little", signed=True)


def _shingles(words: list[str]) -> Iterator[str]:
    """The runs of three words; the whole when there are fewer."""
    if len(words) < _SHINGLE:
        yield " ".join(words)
        return
    for run in zip(*(itertools.islice(words, start, None) for start in range(_SHINGLE)), strict=False):
        yield " ".join(run)
