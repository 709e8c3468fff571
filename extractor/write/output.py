"""The output folder of a run."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import orjson

from extractor.errors import OutputError
from extractor.records import Article, Claim, Extraction, Failure, as_json
from extractor.write.sinks import JsonLines, Parquet, encode

FORMATS = ("jsonl", "parquet")
_TABLES: dict[str, type] = {"articles": Article, "claims": Claim}
_OWN = tuple(f"{table}.{form}" for table in _TABLES for form in FORMATS)
_FAILURES = "failures.jsonl"


class Output:
    """Takes the results of a run and leaves whole files in a folder, or none.

    ``articles``, ``claims`` as JSON Lines and Parquet (``formats``) and ``failures.jsonl``. Use it
    as a context manager: the files of an earlier run are replaced when the block ends, and
    nothing is touched when it ends by an exception. Raises OutputError when the folder cannot be
    written, or holds files of these names that are not ours.
    """

    def __init__(self, folder: Path, formats: Sequence[str] = FORMATS) -> None:
        self.folder = folder
        self.formats = tuple(formats)
        self._sinks: dict[str, list[JsonLines | Parquet]] = {}

    def __enter__(self) -> Output:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            refuse_foreign(self.folder)
            for table, kind in _TABLES.items():
                self._sinks[table] = [self._sink(table, kind, form) for form in self.formats]
            self._sinks["failures"] = [JsonLines(self.folder / _FAILURES)]
        except OSError as error:
            self._discard()
            raise OutputError(f"{self.folder}: cannot be written: {error.strerror or error}") from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._discard()
            return
        try:
            self._commit()
        except OSError as reason:
            self._discard()
            raise OutputError(f"{self.folder}: cannot be written: {reason.strerror or reason}") from None

    def add(self, article: dict[str, Any], claims: Sequence[dict[str, Any]]) -> None:
        """Write an article and its claims, given as plain JSON types."""
        self._put("articles", article)
        for claim in claims:
            self._put("claims", claim)

    def add_extraction(self, extraction: Extraction) -> None:
        """Write the records of one article."""
        self.add(as_json(extraction.article), [as_json(claim) for claim in extraction.claims])

    def add_failure(self, failure: Failure) -> None:
        """Write what gave no article."""
        self._put("failures", as_json(failure))

    def _put(self, table: str, row: dict[str, Any]) -> None:
        record = encode(row)
        for sink in self._sinks[table]:
            sink.add(record)

    def _sink(self, table: str, kind: type, form: str) -> JsonLines | Parquet:
        path = self.folder / f"{table}.{form}"
        return JsonLines(path) if form == "jsonl" else Parquet(path, kind)

    def _commit(self) -> None:
        sinks = [sink for group in self._sinks.values() for sink in group]
        for sink in sinks:
            sink.close()
        for sink in sinks:
            os.replace(sink.temporary, sink.path)
        written = {sink.path.name for sink in sinks}
        for name in _OWN:
            if name not in written:
                (self.folder / name).unlink(missing_ok=True)
        _sync_folder(self.folder)

    def _discard(self) -> None:
        for sink in (sink for group in self._sinks.values() for sink in group):
            with contextlib.suppress(Exception):
                sink.close()
            sink.temporary.unlink(missing_ok=True)


def refuse_foreign(folder: Path) -> None:
    """Raise OutputError when the folder holds a file of our name that is not ours."""
    for name in (*_OWN, _FAILURES):
        path = folder / name
        if path.exists() and not _is_ours(path):
            raise OutputError(f"{path}: exists and is not an output of this program; name another folder")


def _is_ours(path: Path) -> bool:
    if path.suffix == ".parquet":
        with path.open("rb") as stream:
            return stream.read(4) == b"PAR1"
    with path.open("rb") as stream:
        line = stream.readline(100_000_000)
    if not line:
        return True
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return isinstance(row, dict) and ("schema_version" in row or "stage" in row)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
