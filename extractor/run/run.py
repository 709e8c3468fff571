"""Do what is not done yet, then put the output in its place."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import IO

import orjson

from extractor.errors import OutputError
from extractor.loading import load
from extractor.read import Distinct, read
from extractor.records import Duplicate, Failure
from extractor.run.choose import choose
from extractor.run.duplicates import Duplicates
from extractor.run.finish import Finish
from extractor.run.hands import Hands
from extractor.run.late import Late
from extractor.run.local import Done, Engine, InProcess, Told
from extractor.run.plan import SHARD, Plan
from extractor.run.record import write_record
from extractor.run.workplace import Workplace, shards_address
from extractor.select import EVERYTHING, Selection
from extractor.settings import Settings
from extractor.shards.manifest import ShardReader
from extractor.shards.process import Job, Mapper
from extractor.shards.store import Store, is_remote, open_store
from extractor.shards.summary import Summary
from extractor.shards.versions import changed
from extractor.write import FORMATS, refuse_inputs

LAYOUTS = ("merged", "shards")


def run(
    inputs: Iterable[str | Path],
    out: str | Path,
    settings: Settings | None = None,
    *,
    formats: Sequence[str] = FORMATS,
    layout: str = "merged",
    shard: int = SHARD,
    engine: Callable[[Job], Engine] = InProcess,
    retry: bool = False,
    stdin: IO[bytes] | None = None,
    stdin_format: str = "auto",
    selection: Selection = EVERYTHING,
    near: bool = True,
    stopping: Callable[[], bool] = lambda: False,
    on_article: Callable[[str], None] = lambda _: None,
    on_reused: Callable[[], None] = lambda: None,
    on_failure: Callable[[Failure], None] = lambda _: None,
    on_duplicate: Callable[[Duplicate], None] = lambda _: None,
    on_note: Callable[[str], None] = lambda _: None,
    load: Callable[[Settings], Mapper] = load,
) -> Summary:
    """Extract the inputs into the folder ``out`` and return the figures of the output.

    What an earlier run into the same folder did is not done again, unless the input, the program,
    the model, the rules or the settings changed since; ``retry`` does again what failed. However
    often a run was stopped, killed or short of disk, the output is that of an undisturbed run.

    ``layout``: ``merged`` writes one file a table, ``shards`` leaves the records in folders of at
    most ``shard`` articles each, which an address of fsspec's (``s3://bucket/folder``) asks for.
    ``engine`` makes what works on the shards; ``selection`` says which articles are taken, ``near``
    whether those that say nearly what another says are looked for.
    ``stopping`` is asked now and then whether to stop after the articles in hand; the summary then
    says ``finished=False``. ``on_article`` is told the address of each article when it is done,
    ``on_reused`` that one was done by an earlier run, ``on_failure`` each failure, ``on_duplicate``
    each exact repeat, ``on_note`` what a user should know besides. Raises OutputError, ModelError or
    RuleError and then leaves the output as it was.
    """
    begun = time.monotonic()
    inputs = list(inputs)
    _refuse(inputs, out, layout)
    job = Job(settings or Settings(), "", tuple(formats) if layout == "shards" else (), load=load)
    with Late(engine, job) as workers:
        versions = workers.versions(open_store(shards_address(out)))
        with _explained(out), Workplace(out) as place, Duplicates(place, on_duplicate) as duplicates:
            _compare(place.ledger.open_run(versions), versions, on_note)
            job = Job(job.settings, place.shards, job.formats, versions, load, job.run)
            limit = job.settings.max_characters
            apart = None if place.remote else Path(out)
            rows = partial(read, inputs, limit=limit, stdin=stdin, stdin_format=stdin_format, without=apart)
            chosen = choose(inputs, selection, job.settings, rows)
            articles = Distinct(chosen, duplicates.exact)
            plan = Plan(place.ledger, articles, shard, retry=retry, on_reused=on_reused)
            told = Told(on_article, stopping, Hands(place.ledger))
            failed: Counter[str] = Counter()
            finished = _work(workers, job, plan, place, told, _counted(on_failure, failed))
            finish = Finish(place.ledger, place.store, formats)
            if finished and place.holds_articles() and not finish.summary().articles:
                raise OutputError(f"{out}: the inputs hold no article; what is there is left as it is")
            summary = Summary(finished=False)
            place.check()
            if finished:
                summary = _finish(finish, place, layout, whole=selection == EVERYTHING)
            summary.duplicates, summary.reused = articles.duplicates, plan.reused
            summary.new = plan.new - failed.total() + failed["read"]
            summary.skipped = chosen.skipped
            if finished:
                summary.near = duplicates.finish(finish.in_order(), near=near)
                write_record(place.store, summary, selection, chosen, time.monotonic() - begun)
    return summary


def _refuse(inputs: Sequence[str | Path], out: str | Path, layout: str) -> None:
    if layout not in LAYOUTS:
        raise ValueError(f"layout: {layout!r}: must be one of {', '.join(LAYOUTS)}")
    if not is_remote(str(out)):
        refuse_inputs(Path(out), inputs)
    elif layout != "shards":
        raise OutputError(f"{out}: an address on another file system takes the layout shards (--layout shards)")


def _compare(before: Mapping[str, str] | None, now: Mapping[str, str], on_note: Callable[[str], None]) -> None:
    """Say why what is done already will be done again."""
    found = changed(before, now) if before else []
    if found:
        on_note(f"changed since the last run: {', '.join(found)}; every article is done again")


def _work(
    workers: Late, job: Job, plan: Plan, place: Workplace, told: Told, on_failure: Callable[[Failure], None]
) -> bool:
    """Get everything done; false when the run was asked to stop first."""
    whole = 0
    for done in workers.work(job, plan.shards(), told):
        place.check()
        place.ledger.add(done.shard.number, done.manifest)
        whole += len(done.manifest.entries) == len(done.shard.items)
        _report(place.store, done, on_failure)
    return plan.complete and whole == plan.made


def _counted(on_failure: Callable[[Failure], None], failed: Counter[str]) -> Callable[[Failure], None]:
    """Tell failures on, each counted by the stage in which it came."""

    def told(failure: Failure) -> None:
        failed[failure.stage] += 1
        on_failure(failure)

    return told


def _report(store: Store, done: Done, on_failure: Callable[[Failure], None]) -> None:
    if not done.manifest.summary.failures:
        return
    reader = ShardReader(store, done.manifest)
    for lines in reader.lines(0, len(done.manifest.entries)):
        if lines.failures:
            on_failure(Failure(**{name.rstrip("_"): value for name, value in orjson.loads(lines.failure).items()}))
    reader.close()


def _finish(finish: Finish, place: Workplace, layout: str, *, whole: bool) -> Summary:
    """Put the output in its place; what a selection left out stays in the store for the next run."""
    finish.shrink()
    if layout == "merged":
        finish.merge(Path(place.address))
    else:
        finish.index()
        if not place.remote:
            finish.merge_failures(Path(place.address))
    if whole:
        finish.sweep()
    return finish.summary()


@contextlib.contextmanager
def _explained(out: str | Path) -> Iterator[None]:
    """Tell what the system refuses as an error of the output folder: inputs that it refuses are failures."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror or error}") from None
