"""Do what is not done yet, then put the output in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

import orjson

from extractor.errors import OutputError
from extractor.pipeline import load
from extractor.read import Distinct, read
from extractor.records import Duplicate, Failure, RawArticle
from extractor.run.finish import Finish
from extractor.run.local import Done, Engine, InProcess, Told
from extractor.run.plan import SHARD, Plan
from extractor.run.workplace import Workplace
from extractor.settings import Settings
from extractor.shards.items import Item
from extractor.shards.manifest import ShardReader
from extractor.shards.process import Job, Mapper
from extractor.shards.store import Store, is_remote
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
    select: Callable[[Iterator[Item]], Iterable[Item]] = lambda items: items,
    stopping: Callable[[], bool] = lambda: False,
    on_article: Callable[[str], None] = lambda _: None,
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
    ``engine`` makes what works on the shards; ``select`` sees the inputs on their way and may drop some.
    ``stopping`` is asked now and then whether to stop after the articles in hand; the summary then
    says ``finished=False``. ``on_article`` is told the address of each article when it is done,
    ``on_failure`` each failure, ``on_duplicate`` each exact repeat, ``on_note`` what a user should
    know besides. Raises OutputError, ModelError or RuleError and then leaves the output as it was.
    """
    inputs = list(inputs)
    _refuse(inputs, out, layout)
    job = Job(settings or Settings(), "", tuple(formats) if layout == "shards" else (), load=load)
    with engine(job) as workers:
        versions = workers.versions()
        with Workplace(out) as place:
            _compare(place.ledger.open_run(versions), versions, on_note)
            job = Job(job.settings, place.shards, job.formats, versions, load, job.run)
            rows = read(inputs, limit=job.settings.max_characters, stdin=stdin, stdin_format=stdin_format)
            articles = Distinct(select(rows), on_duplicate)
            plan = Plan(place.ledger, articles, shard, retry=retry)
            told = Told(lambda item: on_article(item.uri) if isinstance(item, RawArticle) else None, stopping)
            finished = _work(workers, job, plan, place, told, on_failure)
            finish = Finish(place.ledger, place.store, formats)
            summary = _finish(finish, place, layout) if finished else Summary(finished=False)
    summary.duplicates, summary.reused = articles.duplicates, plan.reused
    return summary


def _refuse(inputs: Sequence[str | Path], out: str | Path, layout: str) -> None:
    if layout not in LAYOUTS:
        raise ValueError(f"layout: {layout!r}: must be one of {', '.join(LAYOUTS)}")
    if not is_remote(str(out)):
        refuse_inputs(Path(out), inputs)
    elif layout != "shards":
        raise OutputError(f"{out}: an address on another file system takes the layout shards")


def _compare(before: Mapping[str, str] | None, now: Mapping[str, str], on_note: Callable[[str], None]) -> None:
    """Say why what is done already will be done again."""
    found = changed(before, now) if before else []
    if found:
        on_note(f"changed since the last run: {', '.join(found)}; every article is done again")


def _work(
    workers: Engine, job: Job, plan: Plan, place: Workplace, told: Told, on_failure: Callable[[Failure], None]
) -> bool:
    """Get everything done; false when the run was asked to stop first."""
    whole = True
    try:
        for done in workers.work(job, plan.shards(), told):
            place.ledger.add(done.shard.number, done.manifest)
            whole = whole and len(done.manifest.entries) == len(done.shard.items)
            _report(place.store, done, on_failure)
    except OSError as error:
        raise OutputError(f"{place.address}: cannot be written: {error.strerror or error}") from None
    return whole and plan.complete


def _report(store: Store, done: Done, on_failure: Callable[[Failure], None]) -> None:
    if not done.manifest.summary.failures:
        return
    reader = ShardReader(store, done.manifest)
    for lines in reader.lines(0, len(done.manifest.entries)):
        if lines.failures:
            on_failure(Failure(**{name.rstrip("_"): value for name, value in orjson.loads(lines.failures).items()}))
    reader.close()


def _finish(finish: Finish, place: Workplace, layout: str) -> Summary:
    try:
        finish.shrink()
        if layout == "merged":
            finish.merge(Path(place.address))
        else:
            finish.index()
            if not place.remote:
                finish.merge_failures(Path(place.address))
        finish.sweep()
        return finish.summary()
    except OSError as error:
        raise OutputError(f"{place.address}: cannot be written: {error.strerror or error}") from None
