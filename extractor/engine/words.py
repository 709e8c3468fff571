"""Common words are told to the tokenizer for good; the rest is freed after every batch."""

from __future__ import annotations

import collections
import itertools
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

_MOST = 60_000
_MOST_SEEN = 200_000
_LONGEST = 40


class CommonWords:
    """What a tokenizer keeps between batches, bounded: words that have come twice.

    Within a memory zone spaCy's tokenizer remembers nothing, and every occurrence of a word that it
    does not know costs several regular expressions. How a text is tokenized stays the same.
    """

    def __init__(self, nlp: Language, most: int = _MOST) -> None:
        self._tokenizer = nlp.tokenizer
        self._most = most
        self._known: set[str] = set()
        self._seen: set[int] = set()  # hashes of words that have come once
        if hasattr(self._tokenizer, "max_cache_size"):
            self._tokenizer.max_cache_size = max(self._tokenizer.max_cache_size, 2 * most)

    def learn(self, texts: Iterable[str]) -> None:
        """Keep the words of a batch that are common. To be called outside a memory zone."""
        if len(self._known) >= self._most:
            self._seen.clear()
            return
        counts = collections.Counter(itertools.chain.from_iterable(text.split(" ") for text in texts))
        for word, count in counts.items():
            if word in self._known or not 0 < len(word) <= _LONGEST:
                continue
            if count > 1 or hash(word) in self._seen:
                self._keep(word)
            elif len(self._seen) < _MOST_SEEN:
                self._seen.add(hash(word))
            else:
                self._seen.clear()

    def _keep(self, word: str) -> None:
        if len(self._known) < self._most:
            self._tokenizer(word)
            self._known.add(word)
