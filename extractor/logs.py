"""The log of a run: events with stable names, as lines of text or of JSON."""

from __future__ import annotations

import collections
import datetime
import json
import time
import warnings
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, TextIO

from extractor.records import Duplicate, Failure, as_json

FORMATS = ("text", "json")
EVENTS: Mapping[str, str] = {
    "run.started": "Before anything is read: inputs, out, version, settings (their digest), selection.",
    "run.progress": "Every few seconds: articles and failures so far, seconds, articles per_second.",
    "run.note": "What a user should know: message. Level warning.",
    "article.failed": "An input that gave no article or not all of its claims: the fields of a line of failures.jsonl. "
    "Level warning.",
    "article.repeated": "An exact repeat that was passed over: the fields of a line of duplicates.jsonl.",
    "run.stopped": "The run was asked to stop; what is done is kept: articles, failures, seconds. Level warning.",
    "run.finished": "All is written: the figures of the output, seconds, exit_code.",
    "run.failed": "The run ended by an error: message, exit_code. Level error.",
}
_EVERY = 10.0
_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+./:,#@%")


class Log:
    """Writes events to a stream, each at once; none of them is ever lost in a buffer.

    A context manager, inside which Python's warnings become events as well.
    """

    def __init__(
        self,
        stream: TextIO,
        form: str = "text",
        clock: Callable[[], float] = time.time,
        every: float = _EVERY,
    ) -> None:
        """Write to ``stream`` as ``text`` or ``json``; progress at most once in ``every`` seconds."""
        self._stream = stream
        self._write = _json_line if form == "json" else _text_line
        self._clock = clock
        self._every = every
        self._begun = self._told = clock()
        self._articles = 0
        self._failures = 0
        self._warnings: warnings.catch_warnings[Any] | None = None

    def __enter__(self) -> Log:
        self._warnings = warnings.catch_warnings()
        self._warnings.__enter__()
        warnings.showwarning = self._warned
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._warnings is not None:
            self._warnings.__exit__(kind, error, trace)
            self._warnings = None

    def _warned(self, message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> None:
        if not issubclass(category, (DeprecationWarning, PendingDeprecationWarning)):  # no user can mend those
            self.note(str(message))

    def event(self, name: str, level: str = "info", **fields: Any) -> None:
        """Write an event of :data:`EVENTS`."""
        now = datetime.datetime.fromtimestamp(self._clock(), datetime.timezone.utc)
        stamp = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self._stream.write(self._write({"time": stamp, "level": level, "event": name, **fields}) + "\n")
        self._stream.flush()

    def started(self, **fields: Any) -> None:
        """Say what is about to be done."""
        self.event("run.started", **fields)

    def article(self, _uri: str = "") -> None:
        """Count an article that is done, and tell the progress when it is time."""
        self._articles += 1
        if self._clock() - self._told >= self._every:
            self._told = self._clock()
            self.event("run.progress", **self._figures())

    def failure(self, failure: Failure) -> None:
        """Tell an input that gave no article or not all of its claims."""
        self._failures += 1
        self.event("article.failed", "warning", **as_json(failure))

    def duplicate(self, duplicate: Duplicate) -> None:
        """Tell an exact repeat."""
        self.event("article.repeated", **as_json(duplicate))

    def note(self, message: str) -> None:
        """Tell what a user should know."""
        self.event("run.note", "warning", message=message)

    def stopped(self) -> None:
        """Say that the run was asked to stop."""
        self.event("run.stopped", "warning", **self._figures())

    def finished(self, exit_code: int, **figures: Any) -> None:
        """Say what the output holds."""
        plain: dict[str, Any] = {
            name: dict(value) if isinstance(value, collections.Counter) else value for name, value in figures.items()
        }
        self.event("run.finished", seconds=self._seconds(), **plain, exit_code=exit_code)

    def failed(self, message: str, exit_code: int) -> None:
        """Say that the run ended by an error."""
        self.event("run.failed", "error", message=message, exit_code=exit_code)

    def _seconds(self) -> float:
        return round(self._clock() - self._begun, 3)

    def _figures(self) -> dict[str, Any]:
        seconds = self._seconds()
        rate = round(self._articles / seconds, 2) if seconds > 0 else None
        return {"articles": self._articles, "failures": self._failures, "seconds": seconds, "per_second": rate}


def _json_line(fields: Mapping[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=True)


def _text_line(fields: Mapping[str, Any]) -> str:
    time_, level, event, *rest = fields.items()
    said = (f"{name}={_plain(value)}" for name, value in rest if value is not None)
    return " ".join((time_[1], f"{level[1]:<7}", event[1], *said))


def _plain(value: Any) -> str:
    """A value as it stands in a line of text: bare when it is one plain word, else as JSON."""
    if isinstance(value, str) and value and _BARE.issuperset(value):
        return value
    return json.dumps(value, ensure_ascii=True)
