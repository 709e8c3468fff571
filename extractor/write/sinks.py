"""One file of records each: a temporary file that takes its name only when it is whole."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

import orjson

_ROWS = 2_000


class Record(NamedTuple):
    """A record as plain JSON types and as its line of JSON."""

    row: dict[str, Any]
    data: bytes


class JsonLines:
    """A JSON Lines file under construction."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.temporary = path.with_name(f".{path.name}.part")
        self._stream = self.temporary.open("wb")

    def add(self, record: Record) -> None:
        """Append a record."""
        self._stream.write(record.data)
        self._stream.write(b"\n")

    def close(self) -> None:
        """Bring all that was written to the disk."""
        if not self._stream.closed:
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()


class Parquet:
    """A Parquet file under construction, written a row group at a time."""

    def __init__(self, path: Path, kind: type) -> None:
        import pyarrow.parquet as pq

        from extractor.columns import arrow_schema

        self.path = path
        self.temporary = path.with_name(f".{path.name}.part")
        self._schema = arrow_schema(kind)
        self._rows: list[dict[str, Any]] = []
        self._writer = pq.ParquetWriter(self.temporary, self._schema, compression="zstd")
        self._closed = False

    def add(self, record: Record) -> None:
        """Append a record."""
        from extractor.columns import flatten

        self._rows.append(flatten(record.row, self._schema))
        if len(self._rows) >= _ROWS:
            self._flush()

    def close(self) -> None:
        """Write the last row group and bring the file to the disk."""
        if self._closed:
            return
        self._closed = True
        self._flush()
        self._writer.close()
        with self.temporary.open("rb+") as stream:
            os.fsync(stream.fileno())

    def _flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()


def encode(row: dict[str, Any]) -> Record:
    """A row with its line of JSON, the same bytes for the same row."""
    return Record(row, orjson.dumps(row))
