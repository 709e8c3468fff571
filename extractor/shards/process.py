"""Work on a shard: the same on every machine and under every engine."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from extractor.errors import ExtractorError
from extractor.loading import load, told_versions
from extractor.long import LongExtraction
from extractor.records import Extraction, Failure, PipelineVersions, RawArticle
from extractor.settings import Settings
from extractor.shards.items import Item, Shard, item_size, shard_key
from extractor.shards.manifest import Manifest
from extractor.shards.parts import Piece, piece_of, write_shard
from extractor.shards.store import open_store
from extractor.shards.summary import Summary
from extractor.shards.versions import versions_digest, versions_of
from extractor.write.encode import encode
from extractor.write.long import encode_long

CHUNK = 64
_CHUNK_BYTES = 2_000_000
_DEADLY = "it ended the process that worked on it, three times"


class Mapper(Protocol):
    """A loaded pipeline, as :func:`extractor.pipeline.load` gives it."""

    versions: PipelineVersions

    def extract_many(self, articles: Iterable[RawArticle | Failure]) -> Iterator[Extraction | Failure]:
        """A result for each input, in order."""


@dataclasses.dataclass(frozen=True, slots=True)
class Care:
    """What is known of a shard whose workers died: positions of its items.

    ``first``: the chunk to begin with, because it is the suspect. ``alone``: chunks whose items
    are taken one at a time. ``skipped``: items that are not touched again.
    """

    first: int = 0
    alone: frozenset[int] = frozenset()
    skipped: frozenset[int] = frozenset()


class Watch:
    """Told how a shard goes on; what it does by itself is nothing."""

    def begin(self, start: int, stop: int) -> None:
        """The items ``start`` to ``stop`` are taken in hand."""

    def done(self, start: int, stop: int) -> None:
        """They are done."""

    def stopping(self) -> bool:
        """Whether to end the shard after the chunk in hand."""
        return False


@dataclasses.dataclass(frozen=True)
class Job:
    """What to do with every shard of a run: picklable, and its model is loaded once a process.

    ``load`` makes the pipeline of the settings, once for each ``run``. ``versions`` are those that the run began with;
    another machine whose own differ refuses to work.
    """

    settings: Settings
    address: str
    formats: tuple[str, ...] = ()
    versions: Mapping[str, str] | None = None
    load: Callable[[Settings], Mapper] = load
    run: str = dataclasses.field(default_factory=lambda: secrets.token_hex(8))

    def found_versions(self) -> dict[str, str]:
        """Load the pipeline and tell its versions. Raises ModelError or RuleError."""
        return versions_of(_mapper(self.load, self.settings, self.run).versions)

    def told_versions(self) -> dict[str, str] | None:
        """The same without loading it, null where that cannot be told."""
        told = told_versions(self.settings) if self.load is load else None
        return None if told is None else versions_of(told)

    def __call__(self, shard: Shard, care: Care = Care(), watch: Watch | None = None) -> Manifest:
        """Extract a shard and put it into the store.

        A watch that asks to stop gets the manifest of the chunks that are done. Raises OSError
        when the store takes no more, ExtractorError when this machine's versions are not the run's.
        """
        mapper = _mapper(self.load, self.settings, self.run)
        versions = dict(self.versions or self.found_versions())
        if versions != versions_of(mapper.versions):
            raise ExtractorError("this machine has other versions of the program, the model or the rules than the run")
        watch = watch or Watch()
        summary = Summary()
        pieces: dict[int, Piece] = {}
        for chunk in _in_order(shard.items, care.first):
            for part in _single(chunk) if chunk.start in care.alone else [chunk]:
                watch.begin(part.start, part.stop)
                pieces.update(zip(part, _pieces(mapper, shard.items, part, care, summary), strict=True))
                watch.done(part.start, part.stop)
            if watch.stopping():
                break
        done = sorted(pieces)
        keys = tuple(shard.keys[index] for index in done)
        key = shard_key(versions_digest(versions), keys, shard.salt)
        store = open_store(self.address)
        return write_shard(store, key, versions, keys, [pieces[index] for index in done], summary, self.formats)


def _pieces(mapper: Mapper, items: Sequence[Item], part: range, care: Care, summary: Summary) -> Iterator[Piece]:
    taken = (_refused(items[index]) if index in care.skipped else items[index] for index in part)
    for result in mapper.extract_many(taken):
        lines = encode_long(result) if isinstance(result, LongExtraction) else encode(result)
        if lines.rows is not None:
            summary.add(lines.rows.article, lines.rows.claims)
        if lines.failed is not None:
            summary.failures[lines.failed.stage] += 1
        yield piece_of(lines)


def _refused(item: Item) -> Item:
    if isinstance(item, Failure):
        return item
    return Failure("extract", item.uri.removesuffix(f"#{item.line}"), item.line, _DEADLY, None, item.id)


def chunks(items: Sequence[Item]) -> list[range]:
    """The stretches of a shard that go through the pipeline at once, bounded in number and in bytes."""
    found, start, size = [], 0, 0
    for index, item in enumerate(items, 1):
        size += item_size(item)
        if index - start == CHUNK or size >= _CHUNK_BYTES or index == len(items):
            found.append(range(start, index))
            start, size = index, 0
    return found


def _in_order(items: Sequence[Item], first: int) -> list[range]:
    return sorted(chunks(items), key=lambda chunk: (chunk.start != first, chunk.start))


def _single(chunk: range) -> list[range]:
    return [range(index, index + 1) for index in chunk]


@lru_cache(maxsize=1)
def _mapper(make: Callable[[Settings], Mapper], settings: Settings, _run: str) -> Mapper:
    return make(settings)
