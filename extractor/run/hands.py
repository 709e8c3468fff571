"""What a run has in hand, noted where the next one finds it: an article may end the process that works on it."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.shards.items import Shard
from extractor.shards.ledger import Deaths, Ledger
from extractor.shards.process import Care, chunks

_DEATHS = 3
_ALONE = 2


class Hands:
    """Notes in the ledger what is in hand, and tells what earlier runs ended by.

    What was in hand when a run was killed is taken first by the next, one article at a time; an
    article that was in hand at three such ends, at two of them by itself, is skipped.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def care(self, shard: Shard) -> Care:
        """How a shard is to be taken."""
        found = self._ledger.deaths()
        deaths = {index: found[key] for index, key in enumerate(shard.keys) if key in found} if found else {}
        if not deaths:
            return Care()
        skipped = frozenset(index for index, seen in deaths.items() if _is_culprit(seen))
        chunk = {index: stretch.start for stretch in chunks(shard.items) for index in stretch}
        left = sorted(deaths.keys() - skipped, key=lambda index: (-deaths[index].total, index))
        alone = frozenset(chunk[index] for index in deaths)
        return Care(chunk[left[0]] if left else 0, alone, skipped)

    def take(self, keys: Sequence[str]) -> None:
        """These inputs are in hand now, and no others."""
        self._ledger.hold(keys)


def _is_culprit(deaths: Deaths) -> bool:
    return deaths.total >= _DEATHS and deaths.alone >= _ALONE
