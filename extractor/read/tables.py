"""Stream the rows of JSON Lines, CSV and Parquet, one at a time, each with its line number."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Protocol

import orjson

from extractor.errors import InputError
from extractor.read.decode import decode, is_binary

_BOM = b"\xef\xbb\xbf"
_BYTES_PER_CHARACTER = 6  # the longest escape of a character in JSON: \\uXXXX
_SLACK = 1_000_000
_SNIFFED = 65_536
_PARQUET_ROWS = 64
_PARQUET_BUFFER = 1_000_000
_CSV_FIELD = 2**31 - 1
_LONG_INTEGER = re.compile(rb"[0-9]{19}")


class Row(NamedTuple):
    """A row and its line (1-based; for Parquet, its row number), or why it cannot be read."""

    line: int
    values: Mapping[str, Any] | None
    fault: str | None = None


class LineReader(Protocol):
    """A binary stream that is read line by line."""

    def readline(self, size: int = -1, /) -> bytes:
        """The next line, ``size`` bytes at most."""


def json_rows(stream: LineReader, limit: int) -> Iterator[Row]:
    """Yield the objects of a JSON Lines stream; blank lines are skipped.

    ``limit`` (characters of a text) bounds the memory that one line can take. Raises InputError
    when the compressed stream is damaged.
    """
    longest = limit * _BYTES_PER_CHARACTER + _SLACK
    for number in itertools.count(1):
        try:
            line = stream.readline(longest)
            too_long = len(line) == longest and not line.endswith(b"\n")
            if too_long:
                _skip_line(stream)
        except (OSError, EOFError, zlib.error) as error:
            raise InputError(f"damaged file at line {number}: {error}") from None
        if not line:
            return
        if number == 1 and line.startswith(_BOM):
            line = line[len(_BOM) :]
        if too_long:
            yield Row(number, None, f"too long: a line of more than {longest:,} bytes")
        elif line.strip():
            yield _json_row(number, line)


def _json_row(number: int, line: bytes) -> Row:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return Row(number, None, f"invalid UTF-8 at byte {error.start} of the line")
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return Row(number, None, f"broken JSON: {error.msg} at character {error.pos + 1}")
    if not isinstance(value, dict):
        return Row(number, None, "not a JSON object")
    if _LONG_INTEGER.search(line):
        return _exact_row(number, line)
    return Row(number, value)


def _exact_row(number: int, line: bytes) -> Row:
    """Read a row again by the reader that rounds no long integer."""
    try:
        return Row(number, json.loads(line))
    except RecursionError:
        return Row(number, None, "broken JSON: nested too deeply")


def _skip_line(stream: LineReader) -> None:
    while (piece := stream.readline(_SLACK)) and not piece.endswith(b"\n"):
        pass


def csv_rows(stream: io.BufferedReader) -> Iterator[Row]:
    """Yield the rows of a CSV file with a header line; the separator is ``,`` ``;`` or tab.

    An empty cell counts as absent. Raises InputError when there is no usable header.
    """
    head = stream.read(_SNIFFED)
    if is_binary(head) and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("binary data, not CSV")
    encoding = _csv_encoding(head)
    stream.seek(0)
    csv.field_size_limit(_CSV_FIELD)
    text = io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape", newline="")
    first = head.decode("utf-8", "replace").splitlines()[0] if head else ""
    reader = csv.reader(text, delimiter=max(",;\t", key=first.count), strict=True)
    header = next(reader, None)
    if not header or not {"text", "html"} & set(header):
        raise InputError("the first line names no text or html column")
    yield from _csv_body(reader, header)


def _csv_body(reader: Any, header: list[str]) -> Iterator[Row]:
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(line, None, f"broken CSV: {error}")
            continue
        if not cells:
            continue
        if len(cells) != len(header):
            yield Row(line, None, f"broken CSV: cells: {len(cells)}, names in the header: {len(header)}")
        elif any("\udc80" <= character <= "\udcff" for cell in cells for character in cell):
            yield Row(line, None, "invalid UTF-8")
        else:
            yield Row(line, {name: cell for name, cell in zip(header, cells, strict=True) if cell})


def _csv_encoding(head: bytes) -> str:
    cut = head[: head.rfind(b"\n") + 1] or head
    try:
        encoding = decode(cut).encoding
    except InputError:
        return "utf-8-sig"
    return {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(encoding, encoding)


def parquet_rows(path: str) -> Iterator[Row]:
    """Yield the rows of a Parquet file, a few at a time. Raises InputError when it is damaged."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # Without a buffer of its own the reader takes in each column of a row group whole.
        with pq.ParquetFile(path, buffer_size=_PARQUET_BUFFER, pre_buffer=False) as file:
            if not {"text", "html"} & set(file.schema_arrow.names):
                raise InputError("the table has no text or html column")
            number = 0
            for batch in file.iter_batches(batch_size=_PARQUET_ROWS):
                for values in batch.to_pylist():
                    number += 1
                    yield Row(number, values)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise InputError(f"damaged Parquet file: {error}") from None
