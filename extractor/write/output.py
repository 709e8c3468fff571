"""The output folder of a run."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from extractor.errors import OutputError
from extractor.records import Article, Claim, Extraction, Failure
from extractor.write.encode import Lines, encode
from extractor.write.numbers import Rows
from extractor.write.owned import FAILURES, FLAT, FORMATS, OWN, TABLE_FORMATS, refuse_foreign
from extractor.write.sinks import Flat, JsonLines, Parquet, sync

KINDS: dict[str, type] = {"articles": Article, "claims": Claim}


class Output:
    """Takes the results of a run and leaves whole files in a folder, or none.

    ``articles``, ``claims`` as JSON Lines and Parquet, the flat table of claims (``formats``) and
    ``failures.jsonl``. Use it as a context manager: the files of an earlier run are replaced when the block ends, and
    nothing is touched when it ends by an exception. Raises OutputError when the folder cannot be
    written, or holds files of these names that are not ours.
    """

    def __init__(self, folder: Path, formats: Sequence[str] = FORMATS) -> None:
        self.folder = folder
        self.formats = tuple(formats)
        self._sinks: dict[str, list[JsonLines | Parquet]] = {}
        self._flat: Flat | None = None

    def __enter__(self) -> Output:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            refuse_foreign(self.folder)
            for table, kind in KINDS.items():
                chosen = [form for form in TABLE_FORMATS if form in self.formats]
                self._sinks[table] = [self._sink(table, kind, form) for form in chosen]
            self._flat = Flat(self.folder / FLAT) if "flat" in self.formats else None
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

    @property
    def names(self) -> list[str]:
        """The names of the files that the block leaves."""
        return [sink.path.name for sink in self._all()]

    def add(self, result: Extraction | Failure) -> Rows | Failure:
        """Write a result and return what was written of it: an article that cannot be is a Failure.

        Raises OutputError when the disk takes no more.
        """
        lines = encode(result)
        self.add_lines(lines)
        if lines.rows is not None:
            return lines.rows
        assert lines.failed is not None
        return lines.failed

    def add_lines(self, lines: Lines) -> None:
        """Write what was encoded before. Raises OutputError when the disk takes no more."""
        try:
            if lines.article is not None:
                self._put("articles", lines.article)
                if self._flat is not None:
                    self._flat.add_lines(lines.article, lines.claims)
            for claim in lines.claims:
                self._put("claims", claim)
            if lines.failure is not None:
                self._put("failures", lines.failure)
        except OSError as error:
            raise OutputError(f"{self.folder}: cannot be written: {error.strerror or error}") from None

    def _put(self, table: str, line: bytes) -> None:
        for sink in self._sinks[table]:
            sink.add(line)

    def _sink(self, table: str, kind: type, form: str) -> JsonLines | Parquet:
        path = self.folder / f"{table}.{form}"
        return JsonLines(path) if form == "jsonl" else Parquet(path, kind)

    def _all(self) -> list[JsonLines | Parquet | Flat]:
        return [*itertools.chain(*self._sinks.values()), *([self._flat] if self._flat is not None else [])]

    def _commit(self) -> None:
        for sink in self._all():
            sink.close()
        for sink in self._all():
            os.replace(sink.temporary, sink.path)
        for name in OWN:
            if name not in self.names:
                (self.folder / name).unlink(missing_ok=True)
        sync(self.folder)

    def _discard(self) -> None:
        for sink in self._all():
            with contextlib.suppress(Exception):
                sink.close()
            sink.temporary.unlink(missing_ok=True)
