"""Keep an engine busy: a bounded number of shards is in flight, and one that no worker survives is rescued."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import TypeVar

from extractor.run.local import Done, Told
from extractor.run.pool import Pool
from extractor.shards.items import Shard
from extractor.shards.manifest import Manifest
from extractor.shards.process import Job

Ticket = TypeVar("Ticket", bound=Hashable)


class LostError(Exception):
    """A shard ended every worker that the engine gave it to."""


def flow(
    job: Job,
    shards: Iterator[Shard],
    told: Told,
    *,
    slots: int,
    submit: Callable[[Shard], Ticket],
    first: Callable[[list[Ticket]], Ticket],
    result: Callable[[Ticket], Manifest],
) -> Iterator[Done]:
    """Work on the shards with ``slots`` of them in flight.

    ``submit`` hands one to the engine, ``first`` waits for one of those in flight, ``result`` gives
    its manifest or raises LostError. A lost shard is worked on by a process of this machine, where the
    article that ends its workers is found and skipped.
    """
    flying: dict[Ticket, Shard] = {}
    while True:
        while len(flying) < slots and not told.stopping():
            shard = next(shards, None)
            if shard is None:
                break
            flying[submit(shard)] = shard
        if not flying:
            return
        ticket = first(list(flying))
        shard = flying.pop(ticket)
        try:
            manifest = result(ticket)
        except LostError:
            with Pool(job, 1) as pool:
                yield from pool.work(job, iter([shard]), told)
            continue
        for item in shard.items:
            told.on_item(item)
        yield Done(shard, manifest)
