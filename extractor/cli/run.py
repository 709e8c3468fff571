"""``extractor run``: progress while it runs, failures as they come, figures at the end."""

from __future__ import annotations

import contextlib
import dataclasses
import signal
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from extractor.batch import search_seldom
from extractor.cli.console import stderr, stdout
from extractor.cli.notices import Notices, notices
from extractor.cli.phrase import phrase
from extractor.read import STDIN_FORMATS
from extractor.select import EVERYTHING, Selection
from extractor.settings import load_settings
from extractor.shards.summary import Summary
from extractor.write import FORMATS

_INTERRUPTED = 130


@dataclasses.dataclass(frozen=True)
class RunOptions:
    """The words of the command line that say how a run goes, apart from what and where."""

    clean: bool = True
    settings: Path | None = None
    formats: str = "jsonl,parquet,flat"
    stdin_format: str = "auto"
    repeats: Path | None = None
    layout: str = "merged"
    shard: int = 2_000
    retry: bool = False
    workers: int | None = None
    engine: str = "local"
    scheduler: str | None = None
    selection: Selection = EVERYTHING
    near: bool = True
    log_format: str | None = None
    log_file: Path | None = None
    exact: bool = False


def run_command(inputs: list[str], out: str, options: RunOptions) -> int:
    """Run and report; 1 when an input failed, 130 when the run was stopped."""
    chosen = _formats(options.formats)
    _refuse_unknown("--stdin-format", options.stdin_format, STDIN_FORMATS)
    refuse_missing(inputs)
    search_seldom()
    with notices(stderr(), options.log_format, options.log_file) as told:
        return _run(inputs, out, options, chosen, told)


def _run(inputs: list[str], out: str, options: RunOptions, formats: list[str], told: Notices) -> int:
    repeats = str(options.repeats) if options.repeats else None
    settings = load_settings(
        options.settings,
        clean=None if options.clean else False,
        repeats=repeats,
        parser="stock" if options.exact else None,
        sentences="all" if options.exact else None,
    )
    begun = time.monotonic()
    progress = _progress(inputs, hidden=told.silent)
    told.started(inputs=inputs, out=out, settings=settings.digest, selection=options.selection.as_json())
    with progress, _Stop(told) as stop:
        task = progress.add_task("loading the model", total=_count(inputs))
        told.on_article = lambda uri: progress.update(task, advance=1, description=Path(uri).name[:40])
        from extractor.distribute import ENGINES, engine_of
        from extractor.run import LAYOUTS, run

        _refuse_unknown("--layout", options.layout, LAYOUTS)
        _refuse_unknown("--engine", options.engine, ENGINES)
        summary = run(
            inputs,
            out,
            settings,
            formats=formats,
            layout=options.layout,
            shard=options.shard,
            retry=options.retry,
            engine=engine_of(options.engine, options.workers, options.scheduler),
            stdin_format=options.stdin_format,
            selection=options.selection,
            near=options.near,
            stopping=stop.asked,
            on_article=told.article,
            on_reused=lambda: progress.update(task, advance=1),
            on_failure=told.failure,
            on_duplicate=told.duplicate,
            on_note=told.note,
        )
    if not summary.finished:
        told.stopped(out)
        return _INTERRUPTED
    code = 1 if summary.failures else 0
    told.finished(summary, code)
    if not told.silent:
        _show(summary, f"written to {out} in {time.monotonic() - begun:.1f} s")
    return code


def _show(summary: Summary, end: str) -> None:
    console = stdout()
    articles = [("read", summary.articles), ("repeated rows skipped", summary.duplicates)]
    console.print(_table("articles", articles))
    if summary.skipped:
        console.print(_table("left out", _ranked(summary.skipped)))
    if summary.near:
        console.print(_table("near duplicates", [("kept", summary.near)]))
    console.print(_table("characters removed", _ranked(summary.removed)))
    console.print(_table("numbers", _ranked(summary.numbers)))
    console.print(_table("claims", _ranked(summary.claims)))
    console.print(_table("failures", _ranked(summary.failures)))
    for _, claim in summary.samples:
        console.print(Text(f"• {phrase(claim)}"), soft_wrap=True)
    nothing = "nothing to do: " if summary.reused and not summary.new and not summary.failures else ""
    console.print(f"\n{nothing}{summary.new:,} new, {summary.reused:,} unchanged")
    console.print(Text(f"\n{end}"))


class _Stop:
    """Ctrl-C or SIGTERM once: the articles in hand are finished. Twice: the run ends at once, and loses those."""

    def __init__(self, told: Notices) -> None:
        self._told = told
        self._asked = False
        self._before: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}

    def __enter__(self) -> _Stop:
        with contextlib.suppress(ValueError):  # not the main thread: no signal comes here
            self._before = {number: signal.signal(number, self._heard) for number in (signal.SIGINT, signal.SIGTERM)}
        return self

    def __exit__(self, *_: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

    def asked(self) -> bool:
        """Whether the run is to stop."""
        return self._asked

    def _heard(self, _signal: int, _frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
        self._told.note("stopping after the articles in hand; press Ctrl-C again to stop at once")


class _Rate(ProgressColumn):
    """Articles a second."""

    def render(self, task: Task) -> Text:
        """The rate of a task, empty before there is one."""
        return Text(f"{task.speed:,.1f}/s" if task.speed else "")


def _refuse_unknown(option: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise typer.BadParameter(f"{option}: {value!r}: must be one of {', '.join(known)}")


def _formats(names: str) -> list[str]:
    chosen = list(dict.fromkeys(name.strip() for name in names.split(",")))
    unknown = [name for name in chosen if name not in FORMATS]
    if unknown:
        raise typer.BadParameter(f"--format: {unknown[0]!r}: must be one of {', '.join(FORMATS)}")
    return chosen


def _progress(inputs: list[str], *, hidden: bool) -> Progress:
    known = _count(inputs) is not None
    columns = [BarColumn(), MofNCompleteColumn()] if known else [SpinnerColumn(), TextColumn("{task.completed}")]
    console = stderr()
    return Progress(
        *columns,
        _Rate(),
        TimeElapsedColumn(),
        *([TimeRemainingColumn()] if known else []),
        TextColumn("{task.description}", markup=False),
        console=console,
        disable=hidden or not console.is_terminal,
        transient=True,
    )


def _count(inputs: list[str]) -> int | None:
    """How many articles there are, null where only reading them would tell."""
    from extractor.read.inputs import files

    if "-" in inputs:
        return None
    total = 0
    for file in (file for name in inputs for file in files(Path(name))):
        held = _held(file)
        if held is None:
            return None
        total += held
    return total or None


def _held(file: Path) -> int | None:
    name = file.name.lower()
    if name.endswith((".txt", ".html", ".htm")):
        return 1
    if name.endswith(".jsonl"):
        with file.open("rb") as stream:
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b"")) or 1
    return None


def refuse_missing(inputs: list[str]) -> None:
    """End with exit code 2 when an input does not exist."""
    for name in inputs:
        if name != "-" and not Path(name).exists():
            raise typer.BadParameter(f"{name}: no such file or folder")


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _table(title: str, rows: list[tuple[str, int]]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    total = sum(count for _, count in rows)
    table.add_column(min_width=24, style="bold")
    table.add_column(justify="right", min_width=9)
    table.add_column(style="dim")
    details = ", ".join(f"{name} {count:,}" for name, count in rows if count)
    table.add_row(title, f"{total:,}", details)
    return table
