"""``extractor run``: progress while it runs, failures as they come, figures at the end."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from extractor.cli.console import stderr, stdout
from extractor.cli.phrase import phrase
from extractor.read import STDIN_FORMATS
from extractor.records import Failure
from extractor.settings import load_settings
from extractor.write import FORMATS


def run_command(
    inputs: list[str],
    out: Path,
    clean: bool,
    settings_file: Path | None,
    formats: str,
    stdin_format: str,
    repeats: Path | None = None,
) -> int:
    """Run and report; 1 when an input failed."""
    chosen = _formats(formats)
    if stdin_format not in STDIN_FORMATS:
        raise typer.BadParameter(f"--stdin-format: {stdin_format!r}: must be one of {', '.join(STDIN_FORMATS)}")
    refuse_missing(inputs)
    chosen_repeats = str(repeats) if repeats else None
    settings = load_settings(settings_file, clean=None if clean else False, repeats=chosen_repeats)
    begun = time.monotonic()
    progress = _progress(inputs)
    with progress:
        task = progress.add_task("loading the model", total=_count(inputs))
        from extractor.run import run

        summary = run(
            inputs,
            out,
            settings,
            formats=chosen,
            stdin_format=stdin_format,
            on_article=lambda uri: progress.update(task, advance=1, description=Path(uri).name[:40]),
            on_failure=lambda failure: report(failure, progress.console),
        )
    seconds = time.monotonic() - begun
    console = stdout()
    console.print(_table("articles", [("read", summary.articles), ("repeated rows skipped", summary.duplicates)]))
    console.print(_table("characters removed", _ranked(summary.removed)))
    console.print(_table("numbers", _ranked(summary.numbers)))
    console.print(_table("claims", _ranked(summary.claims)))
    console.print(_table("failures", _ranked(summary.failures)))
    for _, claim in summary.samples:
        console.print(Text(f"• {phrase(claim)}"), soft_wrap=True)
    console.print(Text(f"\nwritten to {out} in {seconds:.1f} s"))
    return 1 if summary.failures else 0


def _formats(names: str) -> list[str]:
    chosen = list(dict.fromkeys(name.strip() for name in names.split(",")))
    unknown = [name for name in chosen if name not in FORMATS]
    if unknown:
        raise typer.BadParameter(f"--format: {unknown[0]!r}: must be one of {', '.join(FORMATS)}")
    return chosen


def _progress(inputs: list[str]) -> Progress:
    known = _count(inputs) is not None
    columns = [BarColumn(), MofNCompleteColumn()] if known else [SpinnerColumn(), TextColumn("{task.completed}")]
    console = stderr()
    return Progress(
        *columns,
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    )


def _count(inputs: list[str]) -> int | None:
    """How many articles there are, null when a table or stdin is among the inputs."""
    from extractor.read.inputs import files

    found = [file for name in inputs if name != "-" for file in files(Path(name))]
    whole = [file for file in found if file.name.lower().endswith((".txt", ".html", ".htm"))]
    return len(whole) if whole and len(whole) == len(found) and "-" not in inputs else None


def refuse_missing(inputs: list[str]) -> None:
    """End with exit code 2 when an input does not exist."""
    for name in inputs:
        if name != "-" and not Path(name).exists():
            raise typer.BadParameter(f"{name}: no such file or folder")


def report(failure: Failure, console: Console) -> None:
    """Say in one line on stderr what could not be used, and why."""
    place = failure.input if failure.line is None else f"{failure.input}:{failure.line}"
    console.print(Text(f"{place}: {failure.stage}: {failure.reason}"), soft_wrap=True)


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
