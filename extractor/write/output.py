"""The output folder of a run."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import orjson

from extractor.errors import OutputError
from extractor.records import Article, Claim, Extraction, Failure, as_json
from extractor.validate import check_article, schema_faults
from extractor.write.sinks import JsonLines, Parquet, encode

FORMATS = ("jsonl", "parquet")
_TABLES: dict[str, type] = {"articles": Article, "claims": Claim}
_OWN = tuple(f"{table}.{form}" for table in _TABLES for form in FORMATS)
_FAILURES = "failures.jsonl"


class Rows(NamedTuple):
    """The records of one article as plain JSON types."""

    article: dict[str, Any]
    claims: list[dict[str, Any]]


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

    def add(self, result: Extraction | Failure) -> Rows | Failure:
        """Write a result and return what was written.

        Records that break their schema or an invariant are never written: they become a Failure
        of the stage ``check``.
        """
        failure = result if isinstance(result, Failure) else None
        if isinstance(result, Extraction):
            rows = Rows(as_json(result.article), [as_json(claim) for claim in result.claims])
            failure = _check(rows)
            if failure is None:
                self._put("articles", rows.article)
                for claim in rows.claims:
                    self._put("claims", claim)
                return rows
        assert failure is not None
        self._put("failures", as_json(failure))
        return failure

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


def _check(rows: Rows) -> Failure | None:
    """The first fault of the records as a Failure, null when there is none."""
    source = rows.article["source"]
    faults = itertools.chain(
        (("article", fault) for fault in schema_faults("article", rows.article)),
        (("claim", fault) for claim in rows.claims for fault in schema_faults("claim", claim)),
    )
    found = next(faults, None)
    if found is None:
        checked = next(check_article(rows.article, rows.claims), None)
        if checked is None:
            return None
        found = ("article" if checked[0] is None else "claim", checked[1])
    reason = f"internal: {found[0]} record: {found[1]}"
    return Failure(
        "check", source["uri"].removesuffix(f"#{source['line']}"), source["line"], reason, article_id=rows.article["id"]
    )


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
