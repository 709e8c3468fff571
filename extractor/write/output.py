"""The output folder of a run."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from extractor.errors import OutputError
from extractor.records import Article, Claim, Extraction, Failure, as_json
from extractor.validate import check_article, schema_faults
from extractor.write.numbers import Rows, as_doubles
from extractor.write.owned import FAILURES, FORMATS, OWN, refuse_foreign
from extractor.write.sinks import JsonLines, Parquet, Record, encode

_KINDS: dict[str, type] = {"articles": Article, "claims": Claim}


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
            for table, kind in _KINDS.items():
                self._sinks[table] = [self._sink(table, kind, form) for form in self.formats]
            self._sinks["failures"] = [JsonLines(self.folder / FAILURES)]
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
        of the stage ``check``; those that JSON cannot hold become one of the stage ``write``.
        Raises OutputError when the disk takes no more.
        """
        try:
            return self._add(result)
        except OSError as error:
            raise OutputError(f"{self.folder}: cannot be written: {error.strerror or error}") from None

    def _add(self, result: Extraction | Failure) -> Rows | Failure:
        if isinstance(result, Extraction):
            rows = as_doubles(Rows(as_json(result.article), [as_json(claim) for claim in result.claims]))
            found = _checked(rows) or _encoded(rows)
            if not isinstance(found, Failure):
                article, *claims = found
                self._put("articles", article)
                for claim in claims:
                    self._put("claims", claim)
                return rows
            result = found
        self._put("failures", encode(_printable(as_json(result))))
        return result

    def _put(self, table: str, record: Record) -> None:
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
        for name in OWN:
            if name not in written:
                (self.folder / name).unlink(missing_ok=True)
        _sync_folder(self.folder)

    def _discard(self) -> None:
        for sink in (sink for group in self._sinks.values() for sink in group):
            with contextlib.suppress(Exception):
                sink.close()
            sink.temporary.unlink(missing_ok=True)


def _checked(rows: Rows) -> Failure | None:
    """As :func:`_check`; a record that the check itself cannot digest stops no batch."""
    try:
        return _check(rows)
    except Exception as error:
        return _refusal("check", rows, f"internal error: {type(error).__name__}: {error}")


def _check(rows: Rows) -> Failure | None:
    """The first fault of the records as a Failure, null when there is none."""
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
    return _refusal("check", rows, f"internal: {found[0]} record: {found[1]}")


def _encoded(rows: Rows) -> list[Record] | Failure:
    """All records of an article as lines, before the first is written."""
    try:
        return [encode(row) for row in (rows.article, *rows.claims)]
    except (TypeError, ValueError, RecursionError) as error:
        return _refusal("write", rows, f"the records cannot be written as JSON: {error}")


def _refusal(stage: str, rows: Rows, reason: str) -> Failure:
    source = rows.article["source"]
    uri = source["uri"].removesuffix(f"#{source['line']}")
    return Failure(stage, uri, source["line"], reason, article_id=rows.article["id"])


def _printable(row: dict[str, Any]) -> dict[str, Any]:
    """A failure as JSON can hold it: a file's name may be no Unicode."""
    return {
        key: value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value
        for key, value in row.items()
    }


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
