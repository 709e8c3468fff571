"""An engine that begins when there is work for it: a run with nothing to do loads no model."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator
from types import TracebackType

from extractor.run.local import Done, Engine, Told
from extractor.shards.items import Shard, prefix
from extractor.shards.process import Job
from extractor.shards.store import Store
from extractor.shards.versions import versions_digest


class Late:
    """A context manager around the engine that ``make`` makes for a job."""

    def __init__(self, make: Callable[[Job], Engine], job: Job) -> None:
        self._make = make
        self._job = job
        self._engine: Engine | None = None
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Late:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def versions(self, store: Store) -> dict[str, str]:
        """The versions that the shards are made by.

        Where the store has a shard of the versions that the pipeline's files tell, they are believed;
        else the engine begins now. Raises ModelError or RuleError.
        """
        told = self._job.told_versions()
        if told is not None:
            start = prefix(versions_digest(told))
            if any(folder.startswith(start) for folder in store.folders()):
                return told
        return self._begun().versions()

    def work(self, job: Job, shards: Iterator[Shard], told: Told) -> Iterator[Done]:
        """Work on the shards; without one the engine never begins."""
        for first in shards:
            yield from self._begun().work(job, itertools.chain([first], shards), told)
            return

    def _begun(self) -> Engine:
        if self._engine is None:
            self._engine = self._stack.enter_context(self._make(self._job))
        return self._engine
