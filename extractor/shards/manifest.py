"""What a shard says of itself: its inputs, where the records of each stand, and its figures."""

from __future__ import annotations

import contextlib
import dataclasses
import gzip
import io
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import orjson

from extractor.errors import OutputError
from extractor.shards.store import Store
from extractor.shards.summary import Summary

MANIFEST = "manifest.json"
TABLES = ("articles", "claims", "failures")
_LONG = 1_000_000
_GZIP = 16 + zlib.MAX_WBITS
_LENGTH = 4  # bytes at the end of a member
_RATIO = 1_032  # the most that deflate can make of a byte


class Entry(NamedTuple):
    """One input of a shard: its key, and how many bytes of each part are its own."""

    key: str
    articles: int
    claims: int
    failures: int


class Lines(NamedTuple):
    """The lines of JSON of one input as they stand in a shard: a gzip member for each table, empty where it has none.

    ``home`` is the shard. What is read raises OutputError for a damaged part.
    """

    articles: bytes
    claims: bytes
    failures: bytes
    home: str

    @property
    def article(self) -> bytes:
        """The line of the article, empty where there is none."""
        return _Read(self.home, "articles", self.articles).whole()

    @property
    def each_claim(self) -> Iterable[bytes]:
        """The lines of the claims, each ending in a line feed; they may be read twice."""
        return _Read(self.home, "claims", self.claims)

    @property
    def failure(self) -> bytes:
        """The line of the failure, empty where there is none."""
        return _Read(self.home, "failures", self.failures).whole()


class _Read:
    """The lines in a member, read whenever they are gone through."""

    def __init__(self, home: str, table: str, member: bytes) -> None:
        self._name = f"{home}/{part_name(table)}"
        self._member = member

    def __iter__(self) -> Iterator[bytes]:
        with self._told():
            yield from lines_of(self._member)

    def whole(self) -> bytes:
        """All at once."""
        with self._told():
            return unpacked(self._member)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, EOFError, ValueError, zlib.error) as error:
            raise OutputError(f"{self._name}: damaged: {error}; remove its folder and run again") from None


@dataclasses.dataclass(frozen=True)
class Manifest:
    """A whole shard: ``parts`` gives the length of each of its files."""

    key: str
    versions: Mapping[str, str]
    entries: tuple[Entry, ...]
    parts: Mapping[str, int]
    summary: Summary

    def encode(self) -> bytes:
        """The bytes of the manifest's file."""
        row = {
            "key": self.key,
            "versions": dict(self.versions),
            "parts": dict(self.parts),
            "summary": self.summary.as_json(),
            "inputs": [list(entry) for entry in self.entries],
        }
        return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)

    @classmethod
    def decode(cls, data: bytes) -> Manifest:
        """The inverse of :meth:`encode`; raises ValueError for anything else."""
        row: dict[str, Any] = orjson.loads(data)
        try:
            entries = tuple(Entry(*entry) for entry in row["inputs"])
            return cls(row["key"], row["versions"], entries, row["parts"], Summary.from_json(row["summary"]))
        except (KeyError, TypeError) as error:
            raise ValueError(f"no manifest: {error}") from None


def part_name(table: str) -> str:
    """The file of a shard that holds a table: a gzip member for each input that has lines in it."""
    return f"{table}.jsonl.gz"


def lines_of(member: bytes) -> Iterator[bytes]:
    """The lines in a member of gzip, each ending in a line feed; none in an empty one. Many are read bit by bit.

    Raises OSError, EOFError or zlib.error for what is no whole member.
    """
    if len(member) > _LONG:
        with gzip.open(io.BytesIO(member)) as stream:
            yield from stream
    elif member:
        yield from unpacked(member).splitlines(keepends=True)


def unpacked(member: bytes) -> bytes:
    """What a member of gzip holds; nothing is in an empty one. It is held in memory once, for its end tells its length.

    Raises zlib.error for what is no whole member.
    """
    if not member:
        return b""
    told = int.from_bytes(member[-_LENGTH:], "little")
    return zlib.decompress(member, _GZIP, min(told, _RATIO * len(member)) or 1)


def read_manifest(store: Store, key: str) -> Manifest | None:
    """The manifest of a shard; null unless it is whole and every part has the length that it names."""
    try:
        with store.open(f"{key}/{MANIFEST}") as stream:
            found = Manifest.decode(stream.read())
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    whole = found.key == key and all(store.size(f"{key}/{name}") == size for name, size in found.parts.items())
    return found if whole else None


class ShardReader:
    """Reads the lines of inputs of one shard; going forward costs no seek."""

    def __init__(self, store: Store, manifest: Manifest) -> None:
        self._manifest = manifest
        self._streams = {table: store.open(f"{manifest.key}/{part_name(table)}") for table in TABLES}
        self._starts: list[tuple[int, int, int]] = [(0, 0, 0)]
        for entry in manifest.entries:
            before = self._starts[-1]
            self._starts.append((before[0] + entry.articles, before[1] + entry.claims, before[2] + entry.failures))

    def lines(self, start: int, stop: int) -> Iterator[Lines]:
        """The lines of the inputs ``start`` to ``stop``, in order."""
        for table, offset in zip(TABLES, self._starts[start], strict=True):
            self._streams[table].seek(offset)
        for entry in self._manifest.entries[start:stop]:
            articles, claims, failures = (self._streams[table].read(getattr(entry, table)) for table in TABLES)
            yield Lines(articles, claims, failures, self._manifest.key)

    def close(self) -> None:
        """Close the files."""
        for stream in self._streams.values():
            stream.close()
