"""Spark: Java's workers on this machine, or those of the cluster at an address; needs Java 17."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from py4j.protocol import Py4JJavaError
from pyspark import SparkConf, SparkContext
from pyspark.errors import PySparkException

from extractor.distribute.flow import LostError, flow
from extractor.run.local import Done, Told
from extractor.shards.items import Shard
from extractor.shards.manifest import Manifest
from extractor.shards.process import Job

_DEATHS = 4


class OnSpark:
    """Each shard is a Spark job of one task, which Spark tries four times when its worker dies."""

    def __init__(self, job: Job, workers: int | None = None, scheduler: str | None = None) -> None:
        self._job = job
        self._workers = workers or os.cpu_count() or 1
        self._master = scheduler or f"local[{self._workers},{_DEATHS}]"

    def __enter__(self) -> OnSpark:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        quiet = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "OFF"}
        settings = {**quiet, "spark.executorEnv.OMP_NUM_THREADS": "1", "spark.executorEnv.OPENBLAS_NUM_THREADS": "1"}
        conf = SparkConf().setMaster(self._master).setAppName("extractor").setAll(list(settings.items()))
        self._spark = SparkContext.getOrCreate(conf)
        self._threads = ThreadPoolExecutor(max(self._workers, self._spark.defaultParallelism))
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        self._spark.stop()

    def versions(self) -> dict[str, str]:
        """The versions of a worker."""
        job = self._job
        found: dict[str, str] = self._spark.parallelize([job], 1).map(lambda job: job.found_versions()).collect()[0]
        return found

    def work(self, job: Job, shards: Iterator[Shard], told: Told) -> Iterator[Done]:
        """Work on the shards, each a Spark job of its own."""

        def call(shard: Shard) -> Manifest:
            manifest: Manifest = self._spark.parallelize([shard], 1).map(job).collect()[0]
            return manifest

        def result(future: Future[Manifest]) -> Manifest:
            try:
                return future.result()
            except (Py4JJavaError, PySparkException) as error:
                raise LostError(str(error)) from None

        return flow(
            job,
            shards,
            told,
            slots=max(self._workers, self._spark.defaultParallelism),
            submit=lambda shard: self._threads.submit(call, shard),
            first=lambda flying: next(iter(wait(flying, return_when=FIRST_COMPLETED).done)),
            result=result,
        )
