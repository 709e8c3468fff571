"""Remember what was seen, in memory that does not grow with it."""

from __future__ import annotations

import sqlite3

_PAGES = -8_000  # kibibytes of the cache; what is beyond it goes to a temporary file


class Seen:
    """Keys with the value that each was first seen with, kept in a temporary file once they are many.

    The file has no name and is gone with the process.

    >>> seen = Seen()
    >>> seen.first("a", "line 1"), seen.first("a", "line 2")
    (None, 'line 1')
    """

    def __init__(self) -> None:
        self._store = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = {_PAGES}"):
            self._store.execute(f"PRAGMA {pragma}")
        self._store.execute("CREATE TABLE seen (key BLOB PRIMARY KEY, value TEXT) WITHOUT ROWID")
        self._store.execute("BEGIN")

    def first(self, key: str, value: str = "") -> str | None:
        """The value that ``key`` was first seen with; null when it is new, and ``value`` is kept for it."""
        held = key.encode("utf-8", "surrogatepass")
        if self._store.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (held, value)).rowcount:
            return None
        found = self._store.execute("SELECT value FROM seen WHERE key = ?", (held,)).fetchone()
        return str(found[0])

    def __contains__(self, key: str) -> bool:
        """Whether ``key`` was seen."""
        held = key.encode("utf-8", "surrogatepass")
        return self._store.execute("SELECT 1 FROM seen WHERE key = ?", (held,)).fetchone() is not None
