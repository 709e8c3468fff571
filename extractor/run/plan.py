"""What a run has to do: inputs that are not done, cut into shards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from extractor.records import Failure, RawArticle
from extractor.seen import Seen
from extractor.shards.items import Item, Shard, item_key, item_size
from extractor.shards.ledger import Ledger, Span
from extractor.shards.process import CHUNK

SHARD = 2_000
_FIRST = 16
_GROWTH = 8
_BYTES = 32_000_000


class Plan:
    """Reads the inputs once, notes their order in the ledger and cuts what is not done into shards.

    Shards are cut where the input alone says, at the same places whatever is done already, so that
    a run that goes on makes the shards that it would have made undisturbed. The first are small,
    for the first figures come soon and few articles keep all workers busy; later ones hold
    ``size`` inputs, or 32 MB of them. ``retry`` does again what failed. ``complete`` says whether the
    inputs are read to their end, ``made`` how many shards were cut, ``new`` and ``reused`` how many
    articles are to be done and were done before.
    """

    def __init__(
        self,
        ledger: Ledger,
        inputs: Iterable[Item],
        size: int = SHARD,
        *,
        retry: bool = False,
        on_reused: Callable[[], None] = lambda: None,
    ) -> None:
        self.new = 0
        self.reused = 0
        self.complete = False
        self.made = 0
        self._ledger = ledger
        self._inputs = inputs
        self._size = size
        self._retry = retry
        self._on_reused = on_reused
        self._number = ledger.next_number()
        self._pending: list[tuple[Item, str]] = []
        self._span: Span | None = None

    def shards(self) -> Iterator[Shard]:
        """The shards to be worked on, lazily; when they are all taken, the ledger knows the order."""
        seen = Seen()
        segment = _Segment(self._size)
        for item in self._inputs:
            key = item_key(item)
            if isinstance(item, Failure) and seen.first(key) is not None:
                continue  # articles are distinct already
            self._place(item, key)
            if segment.ends_with(item) and self._is_enough(segment.length):
                yield self._cut()
        if self._pending:
            yield self._cut()
        self._end_span()
        self.complete = True

    def _is_enough(self, length: int) -> bool:
        """Whether what is pending makes a shard: crumbs between what is done wait for more."""
        least = min(CHUNK, length // 2 or 1)
        return len(self._pending) >= least or sum(item_size(item) for item, _ in self._pending) >= _BYTES

    def _place(self, item: Item, key: str) -> None:
        found = self._ledger.find(key)
        if found is not None and not (self._retry and found.failed and isinstance(item, RawArticle)):
            if isinstance(item, RawArticle):
                self.reused += 1
                self._on_reused()
            self._append(found.shard, found.place)
        else:
            self.new += isinstance(item, RawArticle)
            self._append(self._number, len(self._pending))
            self._pending.append((item, key))

    def _append(self, shard: int, place: int) -> None:
        if self._span is not None and self._span.shard == shard and self._span.stop == place:
            self._span = self._span._replace(stop=place + 1)
            return
        self._end_span()
        self._span = Span(shard, place, place + 1)

    def _end_span(self) -> None:
        if self._span is not None:
            self._ledger.append(self._span)
            self._span = None

    def _cut(self) -> Shard:
        items, keys = zip(*self._pending, strict=True)
        shard = Shard(self._number, items, keys, f"again {self._number}" if self._retry else "")
        self._number += 1
        self.made += 1
        self._pending = []
        return shard


class _Segment:
    """The stretch of input between two places where a shard may be cut."""

    def __init__(self, size: int) -> None:
        self._most = size
        self._total = 0
        self._bytes = 0
        self._count = 0
        self.length = min(_FIRST, size)

    def ends_with(self, item: Item) -> bool:
        """Take an input in; whether it is the last of its stretch, of ``length`` then."""
        if self._count == 0:
            self._bytes = 0
            self.length = min(max(_FIRST, self._total // _GROWTH), self._most)
        self._count += 1
        self._total += 1
        self._bytes += item_size(item)
        if self._count < self.length and self._bytes < _BYTES:
            return False
        self._count = 0
        return True
