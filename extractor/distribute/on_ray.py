"""Ray: its workers on this machine, or those of the cluster at an address."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import ray

from extractor.distribute.flow import LostError, flow
from extractor.run.local import Done, Told
from extractor.shards.items import Shard
from extractor.shards.manifest import Manifest
from extractor.shards.process import Job

_AHEAD = 2
_DEATHS = 3
_ONE_THREAD = {"env_vars": {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}}


class OnRay:
    """Ray gives a shard whose worker died to another by itself, three times."""

    def __init__(self, job: Job, workers: int | None = None, scheduler: str | None = None) -> None:
        self._job = job
        self._options = {"address": scheduler} if scheduler else {"num_cpus": workers, "include_dashboard": False}

    def __enter__(self) -> OnRay:
        ray.init(log_to_driver=False, logging_level=logging.ERROR, runtime_env=_ONE_THREAD, **self._options)
        return self

    def __exit__(self, *_: object) -> None:
        ray.shutdown()

    def versions(self) -> dict[str, str]:
        """The versions of a worker."""
        found: dict[str, str] = ray.get(ray.remote(_versions).remote(self._job))
        return found

    def work(self, job: Job, shards: Iterator[Shard], told: Told) -> Iterator[Done]:
        """Work on the shards, each a task of its own."""
        task = ray.remote(_call).options(max_retries=_DEATHS)

        def result(reference: ray.ObjectRef) -> Manifest:
            try:
                manifest: Manifest = ray.get(reference)
            except ray.exceptions.WorkerCrashedError as error:
                raise LostError(str(error)) from None
            return manifest

        return flow(
            job,
            shards,
            told,
            slots=_AHEAD + int(ray.cluster_resources().get("CPU", 1)),
            submit=lambda shard: task.remote(job, shard),
            first=lambda flying: ray.wait(flying)[0][0],
            result=result,
        )


def _versions(job: Job) -> dict[str, str]:
    return job.found_versions()


def _call(job: Job, shard: Shard) -> Manifest:
    return job(shard)
