"""The engine of a run that needs none: shards are worked on in this process, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from extractor.records import RawArticle
from extractor.run.hands import Hands
from extractor.shards.items import Item, Shard
from extractor.shards.manifest import Manifest
from extractor.shards.process import Job, Watch


class Done(NamedTuple):
    """A shard that is whole in the store; of one that was cut short, the manifest has fewer inputs."""

    shard: Shard
    manifest: Manifest


class Engine(Protocol):
    """Gets shards worked on, here or elsewhere; a context manager."""

    def __enter__(self) -> Engine: ...

    def __exit__(self, *_: object) -> None: ...

    def versions(self) -> dict[str, str]:
        """The versions that the workers have. Raises ModelError or RuleError."""

    def work(self, job: Job, shards: Iterator[Shard], told: Told) -> Iterator[Done]:
        """Work on the shards, in any order; they are taken one by one, as workers fall idle."""


class Told:
    """What an engine tells the run, and asks it."""

    def __init__(self, on_article: Callable[[str], None], stopping: Callable[[], bool], hands: Hands) -> None:
        self.stopping = stopping
        self.hands = hands
        self._on_article = on_article

    def on_item(self, item: Item) -> None:
        """An input is done."""
        if isinstance(item, RawArticle):
            self._on_article(item.uri)


class InProcess:
    """Works on shards in this process."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def __enter__(self) -> InProcess:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def versions(self) -> dict[str, str]:
        """The versions of the pipeline, which is loaded by this call."""
        return self._job.found_versions()

    def work(self, job: Job, shards: Iterator[Shard], told: Told) -> Iterator[Done]:
        """Work on the shards in their order."""
        for shard in shards:
            try:
                manifest = job(shard, told.hands.care(shard), _Shown(shard, told))
            finally:  # what ends the run by an error or at the user's wish is no article's fault
                told.hands.take(())
            yield Done(shard, manifest)
            if told.stopping():
                return


class _Shown(Watch):
    def __init__(self, shard: Shard, told: Told) -> None:
        self._shard = shard
        self._told = told

    def begin(self, start: int, stop: int) -> None:
        self._told.hands.take(self._shard.keys[start:stop])

    def done(self, start: int, stop: int) -> None:
        for item in self._shard.items[start:stop]:
            self._told.on_item(item)

    def stopping(self) -> bool:
        return self._told.stopping()
