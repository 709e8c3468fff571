"""What ``extractor run`` tells while it runs: to people on the screen, to machines in a log, or to both."""

from __future__ import annotations

import contextlib
import dataclasses
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.text import Text

from extractor.errors import ExtractorError, InputError
from extractor.logs import FORMATS, Log
from extractor.records import Duplicate, Failure
from extractor.select import Selection, parse_sample, parse_since
from extractor.shards.summary import Summary
from extractor.version import VERSION

_ERROR = 2


class Notices:
    """Tells the events of a run; the screen is silent when the log has stderr for itself."""

    def __init__(self, console: Console, log: Log | None, *, silent: bool) -> None:
        self.silent = silent
        self._console = console
        self._log = log
        self.on_article: Callable[[str], None] = lambda _: None

    def article(self, uri: str) -> None:
        """Tell an article that is done."""
        self.on_article(uri)
        if self._log is not None:
            self._log.article(uri)

    def failure(self, failure: Failure) -> None:
        """Tell an input that could not be used."""
        if not self.silent:
            report(failure, self._console)
        if self._log is not None:
            self._log.failure(failure)

    def duplicate(self, duplicate: Duplicate) -> None:
        """Tell an exact repeat, to the log alone."""
        if self._log is not None:
            self._log.duplicate(duplicate)

    def note(self, message: str) -> None:
        """Tell what a user should know."""
        if not self.silent:
            self._console.print(message)
        if self._log is not None:
            self._log.note(message)

    def started(self, **fields: Any) -> None:
        """Tell what is about to be done, to the log alone."""
        if self._log is not None:
            self._log.started(version=VERSION, **fields)

    def stopped(self, out: str) -> None:
        """Tell that the run was asked to stop, and how to go on."""
        if not self.silent:
            self._console.print(f"stopped; what is done is kept: the same command goes on from there (folder {out})")
        if self._log is not None:
            self._log.stopped()

    def finished(self, summary: Summary, exit_code: int) -> None:
        """Tell what the output holds, to the log alone."""
        if self._log is not None:
            figures = {field.name: getattr(summary, field.name) for field in dataclasses.fields(summary)}
            for name in ("samples", "finished"):
                del figures[name]
            self._log.finished(exit_code, **figures)


@contextlib.contextmanager
def notices(console: Console, form: str | None, file: Path | None) -> Iterator[Notices]:
    """Open the log that was asked for; an error that ends the run is its last event.

    With a format and no file the log goes to stderr, which then holds nothing else.
    """
    if form is not None and form not in FORMATS:
        raise typer.BadParameter(f"--log-format: {form!r}: must be one of {', '.join(FORMATS)}")
    if form is None and file is None:
        yield Notices(console, None, silent=False)
        return
    with contextlib.ExitStack() as stack:
        stream = sys.stderr if file is None else stack.enter_context(file.open("a", encoding="utf-8"))
        log = stack.enter_context(Log(stream, form or "text"))
        try:
            yield Notices(console, log, silent=file is None)
        except (ExtractorError, OSError) as error:
            log.failed(str(error), _ERROR)
            if file is not None:
                raise
            raise typer.Exit(_ERROR) from None


def selection_of(since: str | None, sample: str | None, limit: int | None) -> Selection:
    """The selection that the words of the command line make; wrong words end with exit code 2."""
    try:
        day = parse_since(since) if since is not None else None
    except InputError as error:
        raise typer.BadParameter(f"--since: {error}") from None
    try:
        share, number = parse_sample(sample) if sample is not None else (None, None)
    except InputError as error:
        raise typer.BadParameter(f"--sample: {error}") from None
    return Selection(day, share, number, limit)


def report(failure: Failure, console: Console) -> None:
    """Say in one line on stderr what could not be used, and why."""
    place = failure.input if failure.line is None else f"{failure.input}:{failure.line}"
    console.print(Text(f"{place}: {failure.stage}: {failure.reason}"), soft_wrap=True)
