"""Dask: a cluster on this machine, or the one at a scheduler's address."""

from __future__ import annotations

import contextlib
import logging
import signal
from collections.abc import Iterator
from typing import Any

from distributed import Client, LocalCluster, wait
from distributed.scheduler import KilledWorker

from extractor.distribute.flow import LostError, flow
from extractor.errors import ExtractorError
from extractor.run.local import Done, Told
from extractor.shards.items import Shard
from extractor.shards.manifest import Manifest
from extractor.shards.process import Job

_AHEAD = 2
_ATTEMPTS = 5


class OnDask:
    """Dask gives a shard whose worker died to another by itself; after some deaths it gives it back."""

    def __init__(self, job: Job, workers: int | None = None, scheduler: str | None = None) -> None:
        self._job = job
        quiet = {"dashboard_address": ":0", "silence_logs": logging.CRITICAL}
        self._here = {"n_workers": workers, "threads_per_worker": 1, **quiet}
        self._scheduler = scheduler

    def __enter__(self) -> OnDask:
        with _deaf_to_ctrl_c():
            self._cluster = None if self._scheduler else LocalCluster(**self._here)
        try:
            self._client = Client(self._scheduler or self._cluster)
        except (OSError, ValueError) as error:
            raise ExtractorError(f"--scheduler: {self._scheduler}: no cluster answers here: {error}") from None
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()

    def versions(self) -> dict[str, str]:
        """The versions of the workers, which load the pipeline now, all at once."""
        for attempt in range(_ATTEMPTS):
            with contextlib.suppress(KilledWorker):  # one that dies meanwhile is no reason to give up
                found = self._client.gather(list(self._loading(attempt)))
                if any(versions != found[0] for versions in found):
                    raise ExtractorError("the workers of the cluster have different versions of the program")
                versions: dict[str, str] = found[0]
                return versions
        raise ExtractorError("the workers of the cluster end before they have loaded the pipeline")

    def _loading(self, attempt: int) -> Iterator[Any]:
        for number, address in enumerate(sorted(self._client.nthreads())):
            key = f"versions-{self._job.run}-{attempt}-{number}"
            where = {"workers": [address], "allow_other_workers": True}
            yield self._client.submit(self._job.found_versions, key=key, **where)

    def work(self, job: Job, shards: Iterator[Shard], told: Told) -> Iterator[Done]:
        """Work on the shards, each a task of its own."""

        def result(future: Any) -> Manifest:
            try:
                manifest: Manifest = future.result()
            except KilledWorker as error:
                raise LostError(str(error)) from None
            return manifest

        return flow(
            job,
            shards,
            told,
            slots=_AHEAD + sum(self._client.ncores().values()),
            submit=lambda shard: self._client.submit(job, shard, key=f"shard-{job.run}-{shard.number}"),
            first=lambda flying: next(iter(wait(flying, return_when="FIRST_COMPLETED").done)),
            result=result,
        )


@contextlib.contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Processes that begin here hear no Ctrl-C: the run decides what is finished."""
    try:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # not the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
