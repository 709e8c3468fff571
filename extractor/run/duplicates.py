"""What a run notes of articles that repeat others: exact ones as they are read, near ones at its end."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from extractor.opening import opening
from extractor.records import Duplicate
from extractor.run.workplace import Workplace
from extractor.shards.manifest import part_name
from extractor.shards.store import Store
from extractor.similar.folder import NAME, DuplicatesFile, near_duplicates

_SIGNATURES = "similar.sqlite"


class Duplicates:
    """Writes ``duplicates.jsonl`` beside the output of a run; a context manager.

    Of an address on another file system the table is put among the shards.
    """

    def __init__(self, place: Workplace, tell: Callable[[Duplicate], None]) -> None:
        self._place = place
        self._tell = tell
        self._file = DuplicatesFile(place.home if place.remote else Path(place.address))

    def __enter__(self) -> Duplicates:
        self._file.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.__exit__(kind, error, trace)

    def exact(self, duplicate: Duplicate) -> None:
        """Note an input that was passed over."""
        self._file.add(duplicate)
        self._tell(duplicate)

    def finish(self, shards: Iterator[str], *, near: bool) -> int:
        """Let the table take its place; return how many near duplicates the shards hold."""
        before = self._file.written
        if near:
            parts = {key: partial(_articles, self._place.store, key) for key in shards}
            near_duplicates(self._place.home / _SIGNATURES, parts, self._file.add)
        self._file.commit()
        if self._place.remote:
            self._place.store.write(NAME, (self._place.home / NAME).read_bytes())
        return self._file.written - before


def _articles(store: Store, key: str) -> Iterator[Mapping[str, Any]]:
    """The article records of a shard, up to their text."""
    with store.open(f"{key}/{part_name('articles')}") as stream, gzip.open(stream) as lines:
        for line in lines:
            yield opening(line)
