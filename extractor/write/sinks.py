"""One file of records each: a temporary file that takes its name only when it is whole."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from extractor.flat import FlatParquet

_ROWS = 2_000
_BYTES = 16_000_000


class JsonLines:
    """A JSON Lines file under construction."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.temporary = path.with_name(f".{path.name}.part")
        self._stream = self.temporary.open("wb")

    def add(self, line: bytes) -> None:
        """Append a record."""
        self._stream.write(line)

    def close(self) -> None:
        """Bring all that was written to the disk."""
        if not self._stream.closed:
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()


class Table:
    """A Parquet table under construction, written a row group at a time.

    The rows of a group are a function of the rows alone, so the same rows give the same bytes.
    """

    def __init__(self, target: Path | IO[bytes], kind: type) -> None:
        import pyarrow.parquet as pq

        from extractor.columns import arrow_schema

        self._kind = kind
        self._lines: list[bytes] = []
        self._size = 0
        self._writer = pq.ParquetWriter(target, arrow_schema(kind), compression="zstd")

    def add(self, line: bytes) -> None:
        """Append a record, given as its line of JSON."""
        self._lines.append(line)
        self._size += len(line)
        if len(self._lines) >= _ROWS or self._size >= _BYTES:
            self._flush()

    def close(self) -> None:
        """Write the last row group and the foot of the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        from extractor.write.table import arrow_table

        if self._lines:
            self._writer.write_table(arrow_table(self._kind, self._lines))
            self._lines, self._size = [], 0


class _Columns:
    """A Parquet file under construction; ``_rows`` writes it."""

    _rows: Table | FlatParquet

    def __init__(self, path: Path) -> None:
        self.path = path
        self.temporary = path.with_name(f".{path.name}.part")
        self._closed = False

    def close(self) -> None:
        """Write the last row group and bring the file to the disk."""
        if self._closed:
            return
        self._closed = True
        self._rows.close()
        sync(self.temporary)


class Parquet(_Columns):
    """A table of records."""

    def __init__(self, path: Path, kind: type) -> None:
        super().__init__(path)
        self._rows: Table = Table(self.temporary, kind)

    def add(self, line: bytes) -> None:
        """Append a record."""
        self._rows.add(line)


class Flat(_Columns):
    """The flat table of claims."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._rows: FlatParquet = FlatParquet(self.temporary)

    def add_lines(self, article: bytes, claims: Iterable[bytes]) -> None:
        """Append the claims of an article."""
        self._rows.add_lines(article, claims)


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
