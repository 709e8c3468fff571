"""Signatures of all articles of a folder, on disk: each article is compared with the few that may be like it."""

from __future__ import annotations

import collections
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from extractor.errors import OutputError
from extractor.records import Duplicate
from extractor.similar.signature import BANDS, bands, signature, similarity, version

THRESHOLD = 0.7
_LEADERS = 8
_UNDATED = "9999-99-99"  # after all that have a date
_PAGE = 1_000
_CACHE = -64_000  # kibibytes
_TABLES = """
CREATE TABLE about (version TEXT);
CREATE TABLE part (number INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE text (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE, day TEXT, uri TEXT, line INT, signature BLOB, part INT,
    settled INT DEFAULT 0, first INT, similarity REAL
);
CREATE INDEX text_part ON text (part);
CREATE INDEX text_order ON text (day, id);
CREATE INDEX text_new ON text (day, id) WHERE NOT settled;
CREATE TABLE leader (band INT, number INT, PRIMARY KEY (band, number)) WITHOUT ROWID;
"""
_EARLIER = (
    "SELECT l.band, t.number, t.signature FROM leader l JOIN text t ON t.number = l.number"
    f" WHERE l.band IN ({', '.join('?' * BANDS)}) AND (t.day, t.id) < (?, ?) ORDER BY t.day, t.id"
)
_NEAR = (
    "SELECT t.id, t.uri, t.line, f.id, f.uri, f.line, t.similarity FROM text t JOIN text f ON f.number = t.first"
    " ORDER BY t.day, t.id"
)


class Text(NamedTuple):
    """An article as it is compared: its id, where it came from, its day, its cleaned text."""

    id: str
    uri: str
    line: int | None
    published: str | None
    text: str


class Similar:
    """Finds for each article the earliest one that says nearly the same.

    Articles are taken in the order of their day and id (those without a day last), whatever order
    they came in. Each is compared with the first few that share a band of its signature, and is
    near the first of them that is similar enough: so the result depends on the set of articles
    alone, and the cost of an article does not grow with the number of its copies. New articles
    cost their own share and that of the articles after them. Raises OutputError when ``path``
    cannot be used; a store of another version is begun anew.
    """

    def __init__(self, path: Path | None = None, threshold: float = THRESHOLD) -> None:
        """Open the store at ``path``, or one in a temporary file that goes with the process."""
        self.threshold = threshold
        try:
            self._store = _opened(path, f"{version()}-t{threshold}-l{_LEADERS}")
        except sqlite3.Error as error:
            raise OutputError(f"{path}: no store of signatures can be kept here: {error}") from None

    def parts(self) -> set[str]:
        """The names of the parts whose articles are here."""
        return {name for (name,) in self._store.execute("SELECT name FROM part")}

    def add(self, texts: Iterable[Text], part: str = "") -> None:
        """Add the articles of a part of the output; one that is known is replaced."""
        self._store.execute("INSERT OR IGNORE INTO part (name) VALUES (?)", (part,))
        (belongs,) = self._store.execute("SELECT number FROM part WHERE name = ?", (part,)).fetchone()
        insert = "INSERT INTO text (id, day, uri, line, signature, part) VALUES (?, ?, ?, ?, ?, ?)"
        for text in texts:
            self.remove(text.id)
            day = text.published or _UNDATED
            self._store.execute(insert, (text.id, day, text.uri, text.line, signature(text.text), belongs))

    def drop(self, part: str) -> None:
        """Take the articles of a part out."""
        of_part = "SELECT id FROM text WHERE part = (SELECT number FROM part WHERE name = ?)"
        for (identity,) in self._store.execute(of_part, (part,)).fetchall():
            self.remove(identity)
        self._store.execute("DELETE FROM part WHERE name = ?", (part,))

    def remove(self, identity: str) -> None:
        """Take an article out; those that come after it will be compared anew."""
        found = self._store.execute("SELECT number, day, signature FROM text WHERE id = ?", (identity,)).fetchone()
        if found is None:
            return
        number, day, made = found
        self._lead(number, bands(made) if made else (), ())
        self._store.execute("DELETE FROM text WHERE number = ?", (number,))
        following = "SELECT number FROM text WHERE (day, id) > (?, ?) ORDER BY day, id LIMIT 1"
        after = self._store.execute(following, (day, identity)).fetchone()
        if after is not None:
            self._store.execute("UPDATE text SET settled = 0 WHERE number = ?", after)

    def duplicates(self) -> Iterator[Duplicate]:
        """The near duplicates, in the order of their articles."""
        self._settle()
        for row in self._store.execute(_NEAR):
            yield Duplicate("near", *row)

    def commit(self) -> None:
        """Bring all that was added to the disk."""
        self._settle()
        self._store.execute("COMMIT")
        self._store.execute("BEGIN")

    def close(self) -> None:
        """Close the store; what was not committed is forgotten."""
        self._store.close()

    def _settle(self) -> None:
        """Compare every article from the first that is new, in order."""
        first = "SELECT day, id FROM text WHERE NOT settled ORDER BY day, id LIMIT 1"
        place = self._store.execute(first).fetchone()
        compare = ">="
        while place is not None:
            query = f"SELECT number, day, id, signature FROM text WHERE (day, id) {compare} (?, ?) ORDER BY day, id"
            page = self._store.execute(f"{query} LIMIT {_PAGE}", place).fetchall()
            for number, day, identity, made in page:
                found = self._compared(number, day, identity, made) if made else (None, None)
                update = "UPDATE text SET settled = 1, first = ?, similarity = ? WHERE number = ?"
                self._store.execute(update, (*found, number))
            place, compare = (page[-1][1:3] if len(page) == _PAGE else None), ">"

    def _compared(self, number: int, day: str, identity: str, made: bytes) -> tuple[int | None, float | None]:
        """The earliest article that is similar enough, and how similar; leads its bands where few do before it."""
        keys = list(bands(made))
        leading: collections.Counter[int] = collections.Counter()
        candidates: dict[int, bytes] = {}
        for band, other, signed in self._store.execute(_EARLIER, (*keys, day, identity)):
            leading[band] += 1
            candidates[other] = signed
        full = {key for key in keys if leading[key] >= _LEADERS}
        self._lead(number, full, [key for key in keys if key not in full])
        for other, signed in candidates.items():
            share = similarity(made, signed)
            if share >= self.threshold:
                return other, share
        return None, None

    def _lead(self, number: int, not_in: Iterable[int], within: Iterable[int]) -> None:
        """Make an article one of those that others are compared with in some bands, and not in others."""
        self._store.executemany("DELETE FROM leader WHERE band = ? AND number = ?", [(key, number) for key in not_in])
        self._store.executemany("INSERT OR IGNORE INTO leader VALUES (?, ?)", [(key, number) for key in within])


def _opened(path: Path | None, wanted: str) -> sqlite3.Connection:
    """A store of the wanted version, in a transaction; one of another version is emptied."""
    store = _connect(path)
    try:
        known: Any = store.execute("SELECT version FROM about").fetchone()
    except sqlite3.DatabaseError:
        known = None
    if known != (wanted,):
        store.close()
        if path is not None:
            for name in ("", "-wal", "-shm", "-journal"):
                path.with_name(path.name + name).unlink(missing_ok=True)
        store = _connect(path)
        store.executescript(_TABLES)
        store.execute("INSERT INTO about VALUES (?)", (wanted,))
    store.execute(f"PRAGMA cache_size = {_CACHE}")
    store.execute("BEGIN")
    return store


def _connect(path: Path | None) -> sqlite3.Connection:
    return sqlite3.connect("" if path is None else path, isolation_level=None)
