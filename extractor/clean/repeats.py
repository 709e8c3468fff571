"""Learned repetition: blocks that come again in article after article of an outlet."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from extractor.errors import InputError
from extractor.records import CleanArticle

_DIGITS = re.compile(r"\d+")
_BLANKS = re.compile(r"\s+")
_AT_ONCE = 2_000
_LONGEST = 600
_LEAST = 3
_SHARE = 0.05
_TABLES = """
CREATE TABLE IF NOT EXISTS block (outlet TEXT, print BLOB, articles INTEGER, PRIMARY KEY (outlet, print)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outlet (name TEXT PRIMARY KEY, articles INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen (id BLOB PRIMARY KEY) WITHOUT ROWID;
"""


def fingerprint(text: str) -> bytes:
    """A block reduced to a short hash, digits masked, white space and case ignored.

    >>> fingerprint("Support us from $5") == fingerprint("support us  from $10")
    True
    """
    masked = _DIGITS.sub("0", _BLANKS.sub(" ", text.casefold()).strip())
    return hashlib.blake2b(masked.encode("utf-8", "surrogatepass"), digest_size=10).digest()


def learn_repeats(articles: Iterable[CleanArticle], path: Path) -> int:
    """Count each article's blocks, kept and removed, by outlet, in an SQLite file; return how many were new.

    Incremental: an article (by id) that the file has counted before is passed over, so that files
    may be learned again and in any order with the same result. Memory does not grow with the
    number of articles.
    """
    new = 0
    with _open(path) as store:
        for count, article in enumerate(articles, 1):
            new += _count(store, article)
            if count % _AT_ONCE == 0:
                store.commit()
        store.commit()
    return new


def _count(store: sqlite3.Connection, article: CleanArticle) -> int:
    mark = hashlib.blake2b(article.raw.id.encode("utf-8", "surrogatepass"), digest_size=10).digest()
    if store.execute("INSERT OR IGNORE INTO seen VALUES (?)", (mark,)).rowcount == 0:
        return 0
    outlet = _outlet(article.outlet.value if article.outlet else "")
    prints = sorted({fingerprint(text) for text in _texts(article)})
    store.executemany(
        "INSERT INTO block VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET articles = articles + 1",
        [(outlet, mark) for mark in prints],
    )
    store.execute("INSERT INTO outlet VALUES (?, 1) ON CONFLICT DO UPDATE SET articles = articles + 1", (outlet,))
    return 1


class Repeats:
    """Looks blocks up in a learned file; made once a worker.

    Raises InputError when the file is missing or is no file of learned repeats.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise InputError(f"repeats: no such file: {path}")
        self._store = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)
        try:
            self._articles = dict(self._store.execute("SELECT name, articles FROM outlet"))
        except sqlite3.DatabaseError as error:
            raise InputError(f"repeats: {path}: {error}") from None

    def is_repeated(self, text: str, outlet: str) -> bool:
        """Whether the block came in at least three articles of the outlet and in one of twenty."""
        name = _outlet(outlet)
        if len(text) > _LONGEST or name not in self._articles:
            return False
        row = self._store.execute(
            "SELECT articles FROM block WHERE outlet = ? AND print = ?", (name, fingerprint(text))
        ).fetchone()
        return bool(row) and row[0] >= max(_LEAST, _SHARE * self._articles[name])

    @property
    def digest(self) -> str:
        """A hash of what was learned, the same for the same articles in any order."""
        hasher = hashlib.sha256()
        for row in self._store.execute("SELECT outlet, print, articles FROM block ORDER BY outlet, print"):
            hasher.update(repr(row).encode())
        return hasher.hexdigest()[:24]


def _open(path: Path) -> sqlite3.Connection:
    store = sqlite3.connect(path)
    store.executescript(_TABLES)
    return store


def _outlet(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()


def _texts(article: CleanArticle) -> Iterable[str]:
    for block in article.blocks:
        if block.removed is not None:
            if block.removed.reason != "empty":
                yield block.removed.text
        elif block.start is not None and block.end is not None and block.end - block.start <= _LONGEST:
            yield article.text[block.start : block.end]
