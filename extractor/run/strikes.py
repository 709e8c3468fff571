"""Which article ends the workers: found by watching what they had in hand when they died."""

from __future__ import annotations

import collections
from collections.abc import Sequence

from extractor.errors import ExtractorError
from extractor.shards.items import Item
from extractor.shards.process import Care, chunks

_TOGETHER = 2
_ALONE = 3
_UNEXPLAINED = 10


class Strikes:
    """The deaths that a shard's articles have seen.

    Articles that twice saw a worker die while they were in hand together are taken one at a time;
    one that sees three die while it is alone is skipped. What was in hand at the last death is
    taken first, so that a culprit is found before other work is done again.

    >>> strikes = Strikes([])
    >>> strikes.care()
    Care(first=0, alone=frozenset(), skipped=frozenset())
    """

    def __init__(self, items: Sequence[Item]) -> None:
        self._chunk = {index: chunk.start for chunk in chunks(items) for index in chunk}
        self._deaths: collections.Counter[tuple[int, int] | None] = collections.Counter()
        self._first = 0

    def add(self, hand: tuple[int, int] | None) -> None:
        """A worker died with the items ``hand`` in hand, or none.

        Raises ExtractorError when workers die again and again with no article in hand: something
        else ends them, such as a machine without memory.
        """
        self._deaths[hand] += 1
        if hand is not None:
            self._first = self._chunk[hand[0]]
        elif self._deaths[hand] >= _UNEXPLAINED:
            raise ExtractorError("workers die while they write their shard; is the machine out of memory?")

    def care(self) -> Care:
        """How the shard is to be taken now."""
        hands = [(hand, count) for hand, count in self._deaths.items() if hand is not None]
        alone = {start for (start, stop), count in hands if stop - start > 1 and count >= _TOGETHER}
        skipped = {start for (start, stop), count in hands if stop - start == 1 and count >= _ALONE}
        return Care(self._first, frozenset(alone), frozenset(skipped))
