"""Open the review store: one SQLite file in WAL mode; what is committed survives a kill."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from extractor.errors import OutputError

_APPLICATION = 0x6E636C61
_VERSION = 1
_NEEDED = (3, 37, 0)


def connect(path: Path | str, *, readonly: bool = False) -> sqlite3.Connection:
    """Open the store, making it when there is none; rows can be read by name.

    ``synchronous=FULL`` brings each commit to the disk before it is acknowledged. Raises
    OutputError when the file is no review store, or of a newer version.
    """
    if sqlite3.sqlite_version_info < _NEEDED:
        raise OutputError(f"SQLite {sqlite3.sqlite_version} is too old: the review store needs 3.37 or newer")
    try:
        if readonly:
            connection = sqlite3.connect(f"file:{Path(path).resolve()}?mode=ro", uri=True, check_same_thread=False)
        else:
            connection = sqlite3.connect(path, timeout=10, check_same_thread=False)
        connection.isolation_level = None
        connection.row_factory = sqlite3.Row
        if not readonly:
            _prepare(connection, path)
        connection.execute("PRAGMA temp_store=MEMORY")
        connection.execute("PRAGMA cache_size=-16000")
    except sqlite3.DatabaseError as error:
        raise OutputError(f"{path}: cannot be opened as a review store: {error}") from None
    return connection


def _prepare(connection: sqlite3.Connection, path: Path | str) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if tables and application != _APPLICATION:
        raise OutputError(f"{path}: exists and is not a review store; name another file")
    if version > _VERSION:
        raise OutputError(f"{path}: made by a newer version of this program")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    if not tables:
        schema = (resources.files("extractor.audit") / "schema.sql").read_text(encoding="utf-8")
        connection.executescript(
            f"BEGIN IMMEDIATE;{schema}PRAGMA application_id={_APPLICATION};PRAGMA user_version={_VERSION};COMMIT;"
        )


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything inside is committed together, or nothing is."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
