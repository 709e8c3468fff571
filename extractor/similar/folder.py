"""``duplicates.jsonl``: the inputs that were passed over, and the articles that say nearly the same."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import orjson

from extractor.errors import OutputError
from extractor.records import Duplicate, as_json
from extractor.similar.store import Similar, Text

NAME = "duplicates.jsonl"
Row = Mapping[str, Any]


class DuplicatesFile:
    """The table of duplicates under construction: it takes its name when it is whole, or is gone.

    A context manager. Raises OutputError when it cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._temporary = folder / f".{NAME}.part"
        self.written = 0

    def __enter__(self) -> DuplicatesFile:
        try:
            self._stream = self._temporary.open("wb")
        except OSError as error:
            raise OutputError(f"{self._path}: cannot be written: {error.strerror or error}") from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()
        self._temporary.unlink(missing_ok=True)

    def add(self, duplicate: Duplicate) -> None:
        """Append a duplicate."""
        row = {name: _printable(value) for name, value in as_json(duplicate).items()}
        try:
            self._stream.write(orjson.dumps(row) + b"\n")
        except OSError as error:
            raise OutputError(f"{self._path}: cannot be written: {error.strerror or error}") from None
        self.written += 1

    def commit(self) -> None:
        """Let the file take its place."""
        try:
            self._stream.flush()
            os.fsync(self._stream.fileno())
            os.replace(self._temporary, self._path)
        except OSError as error:
            raise OutputError(f"{self._path}: cannot be written: {error.strerror or error}") from None


def near_duplicates(
    store: Path | None, parts: Mapping[str, Callable[[], Iterable[Row]]], add: Callable[[Duplicate], None]
) -> None:
    """Find the near duplicates among the articles of an output.

    ``parts`` are the parts of the output by a name that changes with what they hold, each with what
    reads its article records. ``store`` keeps signatures, so that a later call reads only the parts
    that are new. Raises OutputError when the store cannot be used.
    """
    similar = Similar(store)
    try:
        for name in sorted(similar.parts() - set(parts)):
            similar.drop(name)
        for name in sorted(set(parts) - similar.parts()):
            similar.add(map(_text, parts[name]()), name)
        similar.commit()
        for duplicate in similar.duplicates():
            add(duplicate)
    except sqlite3.Error as error:
        raise OutputError(f"{store}: cannot be used: {error}") from None
    finally:
        similar.close()


def _text(article: Row) -> Text:
    source, published = article["source"], article["published"]
    day = published["value"] if published else None
    return Text(article["id"], source["uri"], source["line"], day, article["text"])


def _printable(value: Any) -> Any:
    """A value as JSON can hold it: a file's name may be no Unicode."""
    return value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value
