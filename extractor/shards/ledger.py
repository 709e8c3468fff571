"""The ledger of an output folder: which inputs are done, and in which order they stand."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from extractor.errors import OutputError
from extractor.shards.items import prefix
from extractor.shards.manifest import Manifest, read_manifest
from extractor.shards.store import Store
from extractor.shards.versions import versions_digest

_SCHEMA = """
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shard (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, inputs INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS input (key BLOB PRIMARY KEY, shard INTEGER NOT NULL, place INTEGER NOT NULL,
    failed INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS span (number INTEGER PRIMARY KEY, shard INTEGER NOT NULL, start INTEGER NOT NULL,
    stop INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS hand (key BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS struck (key BLOB PRIMARY KEY, deaths INTEGER NOT NULL, alone INTEGER NOT NULL)
    STRICT, WITHOUT ROWID;
"""
_COUNT_HANDS = """
INSERT INTO struck SELECT key, 1, (SELECT count(*) = 1 FROM hand) FROM hand WHERE true
    ON CONFLICT (key) DO UPDATE SET deaths = deaths + 1, alone = alone + excluded.alone
"""


class Place(NamedTuple):
    """Where the records of an input are."""

    shard: int
    place: int
    failed: bool


class Span(NamedTuple):
    """A stretch of the run's order: the inputs ``start`` to ``stop`` of a shard."""

    shard: int
    start: int
    stop: int


class Deaths(NamedTuple):
    """How many runs ended while an input was in hand, and how many of them while it was so alone."""

    total: int
    alone: int


class Ledger:
    """An index over the manifests of a store, in SQLite; what it loses is read from them again.

    Raises OutputError when the file cannot be used or the disk is full.
    """

    def __init__(self, path: Path, store: Store) -> None:
        self.path = path
        self.store = store
        with self._guarded():
            try:
                self._base = self._opened()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:  # damaged: the manifests know all that stood in it
                for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
                    path.with_name(name).unlink(missing_ok=True)
                self._base = self._opened()

    def _opened(self) -> sqlite3.Connection:
        base = sqlite3.connect(self.path, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "cache_size = -8000"):
            base.execute(f"PRAGMA {pragma}")
        base.executescript(_SCHEMA)
        return base

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def open_run(self, versions: Mapping[str, str]) -> dict[str, str] | None:
        """Make the ledger that of these versions; return those of the last run, null for a first.

        Shards that it does not know are read from the store; those that are gone or damaged are forgotten.
        """
        before = self.fact("versions")
        with self._transaction():
            if before != json.dumps(dict(versions), sort_keys=True):
                for table in ("shard", "input", "hand", "struck"):
                    self._base.execute(f"DELETE FROM {table}")
            self._base.execute("DELETE FROM span")
            self._base.execute(_COUNT_HANDS)
            self._base.execute("DELETE FROM hand")
            self._put_fact("versions", json.dumps(dict(versions), sort_keys=True))
        self._reconcile(prefix(versions_digest(versions)))
        return json.loads(before) if before else None

    def find(self, key: str) -> Place | None:
        """Where the records of an input are; null when it is not done."""
        query = "SELECT shard, place, failed FROM input WHERE key = ?"
        row = self._base.execute(query, (bytes.fromhex(key),)).fetchone()
        return Place(row[0], row[1], bool(row[2])) if row else None

    def add(self, number: int, manifest: Manifest) -> None:
        """Take in a shard that is whole, under a number of its own."""
        entries = enumerate(manifest.entries)
        rows = ((bytes.fromhex(entry.key), number, place, bool(entry.failures)) for place, entry in entries)
        with self._transaction():
            self._base.execute("DELETE FROM shard WHERE key = ?", (manifest.key,))
            self._base.execute("INSERT INTO shard VALUES (?, ?, ?)", (number, manifest.key, len(manifest.entries)))
            self._base.executemany("INSERT OR REPLACE INTO input VALUES (?, ?, ?, ?)", rows)
            self._base.execute("DELETE FROM struck WHERE key IN (SELECT key FROM input)")

    def hold(self, keys: Iterable[str]) -> None:
        """Note what is in hand now, in place of what was: should the process end, the next run counts it."""
        with self._transaction():
            self._base.execute("DELETE FROM hand")
            self._base.executemany("INSERT INTO hand VALUES (?)", ((bytes.fromhex(key),) for key in keys))

    def deaths(self) -> dict[str, Deaths]:
        """The inputs that are not done and were in hand when a run ended, by their key."""
        rows = self._base.execute("SELECT key, deaths, alone FROM struck ORDER BY key")
        return {key.hex(): Deaths(total, alone) for key, total, alone in rows}

    def next_number(self) -> int:
        """A number above that of every shard."""
        return int(self._base.execute("SELECT coalesce(max(number), 0) + 1 FROM shard").fetchone()[0])

    def shards(self) -> dict[int, str]:
        """The names of the shards by their number."""
        return dict(self._base.execute("SELECT number, key FROM shard"))

    def shard_key(self, number: int) -> str:
        """The name of a shard."""
        return str(self._base.execute("SELECT key FROM shard WHERE number = ?", (number,)).fetchone()[0])

    def inputs(self, number: int) -> int:
        """How many inputs a shard holds."""
        return int(self._base.execute("SELECT inputs FROM shard WHERE number = ?", (number,)).fetchone()[0])

    def append(self, span: Span) -> None:
        """Let a stretch of a shard come next in the order of the run."""
        with self._guarded():
            self._base.execute("INSERT INTO span (shard, start, stop) VALUES (?, ?, ?)", span)

    def spans(self) -> Iterator[Span]:
        """The order of the run."""
        yield from (Span(*row) for row in self._base.execute("SELECT shard, start, stop FROM span ORDER BY number"))

    def used(self) -> dict[int, int]:
        """How many inputs of each shard the run has in its order."""
        return dict(self._base.execute("SELECT shard, sum(stop - start) FROM span GROUP BY shard"))

    def replace(self, old: int, number: int, manifest: Manifest) -> None:
        """Put a shard that holds only the used inputs of ``old``, in their order there, in its place."""
        query = "SELECT number, start, stop FROM span WHERE shard = ? ORDER BY start"
        self.add(number, manifest)
        with self._transaction():
            self._base.execute("DELETE FROM shard WHERE number = ?", (old,))
            place = 0
            for row, start, stop in self._base.execute(query, (old,)).fetchall():
                values = (number, place, place + stop - start, row)
                self._base.execute("UPDATE span SET shard = ?, start = ?, stop = ? WHERE number = ?", values)
                place += stop - start

    def forget(self, numbers: Iterable[int]) -> None:
        """Drop shards."""
        with self._transaction():
            self._base.executemany("DELETE FROM shard WHERE number = ?", ((number,) for number in numbers))
            self._base.execute("DELETE FROM input WHERE shard NOT IN (SELECT number FROM shard)")

    def fact(self, name: str) -> str | None:
        """A value that was kept under a name."""
        row = self._base.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def put_fact(self, name: str, value: str) -> None:
        """Keep a value under a name."""
        with self._guarded():
            self._put_fact(name, value)

    def _put_fact(self, name: str, value: str) -> None:
        self._base.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def _reconcile(self, start: str) -> None:
        known = {key: number for number, key in self.shards().items()}
        there = {name for name in self.store.folders() if name.startswith(start)}
        gone = known.keys() - {key for key in known.keys() & there if read_manifest(self.store, key) is not None}
        self.forget(known[key] for key in sorted(gone))
        for key in sorted(there - known.keys()):
            manifest = read_manifest(self.store, key)
            if manifest is not None:
                self.add(self.next_number(), manifest)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._guarded():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise OutputError(f"{self.path}: cannot be used: {error}") from None
