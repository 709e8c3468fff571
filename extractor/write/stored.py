"""Records as packed lines of JSON: many of them in little memory, read a stretch at a time."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

import orjson

_LEVEL = 1

Row = dict[str, Any]


class StoredRows(Sequence[Row]):
    """A list of records that can be added to and read through.

    >>> rows = StoredRows()
    >>> rows.extend([{"a": 1}, {"a": 2}])
    >>> len(rows), [*rows], rows[1]
    (2, [{'a': 1}, {'a': 2}], {'a': 2})
    """

    def __init__(self) -> None:
        self._chunks: list[bytes] = []
        self._count = 0

    def extend(self, rows: Sequence[Row]) -> None:
        """Append records. Raises TypeError for what JSON cannot hold."""
        if rows:
            lines = b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)
            self._chunks.append(zlib.compress(lines, _LEVEL))
            self._count += len(rows)

    def chunks(self) -> Iterator[bytes]:
        """The lines as they were added together, each ending in a line feed."""
        return map(zlib.decompress, self._chunks)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        for chunk in self.chunks():
            yield from map(orjson.loads, chunk.splitlines())

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [*self][index]
        return next(itertools.islice(self, range(self._count)[index], None))


def pieces_of_line(row: Row) -> Iterator[bytes]:
    """The line of a record, in pieces, whose lists of records may be stored ones."""
    opening = b"{"
    for name, value in row.items():
        yield opening + orjson.dumps(name) + b":"
        opening = b","
        if isinstance(value, StoredRows):
            yield from _listed(value.chunks())
        else:
            yield orjson.dumps(value)
    yield b"}\n"


def _listed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    opening = b"["
    for chunk in chunks:
        yield opening
        yield chunk[:-1].replace(b"\n", b",")  # within a line JSON escapes it
        opening = b","
    yield b"]" if opening == b"," else b"[]"
