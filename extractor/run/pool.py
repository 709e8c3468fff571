"""A pool of processes that is watched over: one that dies is replaced, and its work done by another."""

from __future__ import annotations

import collections
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.connection import Pipe, wait

from extractor.errors import ExtractorError
from extractor.run.local import Done, Told
from extractor.run.strikes import Strikes
from extractor.shards.items import Shard
from extractor.shards.manifest import Manifest
from extractor.shards.process import Job

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
_GLANCE = 0.2
_PATIENCE = 10
_STILLBORN = 3  # deaths in a row before a model was loaded: something is broken
_KILLED = 30  # the same by kill -9, which may come from outside


class Pool:
    """Works on shards in ``workers`` processes, each with a model of its own and one thread for its sums."""

    def __init__(self, job: Job, workers: int) -> None:
        self._job = job
        self._count = workers
        self._workers: list[_Worker] = []
        self._stillborn = 0

    def __enter__(self) -> Pool:
        self._workers = [_Worker(self._job) for _ in range(self._count)]
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.end()

    def versions(self) -> dict[str, str]:
        """The versions of the first worker that is ready; the others must have the same."""
        while True:
            for worker in self._heard():
                if worker.versions is not None:
                    return worker.versions

    def work(self, job: Job, shards: Iterator[Shard], told: Told) -> Iterator[Done]:
        """Work on the shards as workers fall idle; those of a worker that died come first."""
        again: collections.deque[_Task] = collections.deque()
        waiting = map(_Task, shards)
        asked, more = False, True
        while True:
            if told.stopping() and not asked:
                asked = True
                for worker in self._workers:
                    worker.ask_to_stop()
            for worker in self._workers:
                if worker.idle and not asked:
                    task = again.popleft() if again else next(waiting, None)
                    if task is not None:
                        worker.take(job, task)
                    more = task is not None
            if not any(worker.task for worker in self._workers) and (asked or not (again or more)):
                return
            for worker in self._heard(again):
                yield from worker.finished(told)

    def _heard(self, again: collections.deque[_Task] | None = None) -> Iterator[_Worker]:
        """Workers that said something; one that died is replaced, and what it had is put into ``again``."""
        wires = {worker.wire: worker for worker in self._workers}
        for wire in wait(list(wires), _GLANCE):
            worker = wires[wire]  # type: ignore[index]
            if worker.listen():
                self._stillborn = 0
                yield worker
                continue
            yield worker
            task = worker.buried()
            if worker.versions is None:
                self._stillborn += 1
                if self._stillborn >= (_KILLED if worker.code == -signal.SIGKILL else _STILLBORN):
                    raise ExtractorError(f"workers end before they begin, the last with code {worker.code}")
            elif task is not None and again is not None:
                again.append(task)
            self._workers[self._workers.index(worker)] = _Worker(self._job)


class _Task:
    """A shard in work, with what is known of the deaths it caused."""

    def __init__(self, shard: Shard) -> None:
        self.shard = shard
        self.strikes = Strikes(shard.items)
        self.shown: set[int] = set()


class _Worker:
    """One process, and the socket to it."""

    def __init__(self, job: Job) -> None:
        self.wire, theirs = Pipe()
        command = [sys.executable, "-m", "extractor.run.worker", str(theirs.fileno())]
        path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)
        environment = {**os.environ, **dict.fromkeys(_THREADS, "1"), "PYTHONPATH": path}
        # In a session of its own the process hears no Ctrl-C: the run decides what is finished.
        self._process = subprocess.Popen(
            command, env=environment, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, start_new_session=True
        )
        theirs.close()
        self.versions: dict[str, str] | None = None
        self.task: _Task | None = None
        self._hand: tuple[int, int] | None = None
        self._done: list[tuple[int, int]] = []
        self._manifest: Manifest | None = None
        with contextlib.suppress(OSError):
            self.wire.send(job)

    @property
    def idle(self) -> bool:
        """Whether it waits for work."""
        return self.versions is not None and self.task is None

    @property
    def code(self) -> int | None:
        """How the process ended, null while it runs."""
        return self._process.poll()

    def take(self, job: Job, task: _Task) -> None:
        """Hand it a shard; if it is dead already, :meth:`listen` will tell."""
        self.task = task
        with contextlib.suppress(OSError):
            self.wire.send((job, task.shard, task.strikes.care()))

    def ask_to_stop(self) -> None:
        """Have it end its shard after the articles in hand."""
        with contextlib.suppress(OSError):
            self.wire.send(None)

    def listen(self) -> bool:
        """Hear one message; false when the process is gone."""
        try:
            kind, value = self.wire.recv()
        except (EOFError, OSError):
            return False
        getattr(self, f"_on_{kind}")(value)
        return True

    def finished(self, told: Told) -> Iterator[Done]:
        """What came out since it was last asked."""
        if self.task is None:
            return
        for start, stop in self._done:
            for index in set(range(start, stop)) - self.task.shown:
                told.on_item(self.task.shard.items[index])
            self.task.shown.update(range(start, stop))
        self._done = []
        if self._manifest is not None:
            done = Done(self.task.shard, self._manifest)
            self.task = self._manifest = None
            yield done

    def buried(self) -> _Task | None:
        """Clean up after its death; the shard that it had, with the strike noted."""
        self.wire.close()
        self._process.wait()
        task, self.task = self.task, None
        if task is not None:
            task.strikes.add(self._hand)
        return task

    def end(self) -> None:
        """Let it end, and see to it; what it has in hand when the run ends early is given up."""
        self.wire.close()
        if self.task is not None:
            self._process.kill()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _on_ready(self, versions: dict[str, str]) -> None:
        self.versions = versions

    def _on_begin(self, hand: tuple[int, int]) -> None:
        self._hand = hand

    def _on_done(self, hand: tuple[int, int]) -> None:
        self._hand = None
        self._done.append(hand)

    def _on_whole(self, data: bytes) -> None:
        self._manifest = Manifest.decode(data)

    def _on_error(self, error: Exception) -> None:
        raise error
