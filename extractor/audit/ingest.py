"""Take a run's output folder into the store: once, however often it is asked to."""

from __future__ import annotations

import collections
import datetime
import hashlib
import itertools
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from extractor.audit import facets
from extractor.audit.database import transaction
from extractor.audit.pieces import cut
from extractor.audit.reattach import reattach
from extractor.errors import OutputError
from extractor.stored import articles, parts

Row = Mapping[str, Any]
_CLAIM_COLUMNS = (
    "run", "article", "claim_id", "origin", "start", "end", "record", "context", "fingerprint", "kind", "unit", "law",
    "source", "area", "period", "outlet", "rule", "confidence", "inherited", "doubt", "published", "draw",
)  # fmt: skip
_INSERT_CLAIM = f"INSERT INTO claim ({', '.join(_CLAIM_COLUMNS)}) VALUES ({', '.join(f':{c}' for c in _CLAIM_COLUMNS)})"


def ingest(connection: sqlite3.Connection, folder: Path) -> int:
    """Read the articles and claims of a run; return the run's number in the store.

    The same files give the same run and change nothing. A new run stands beside the old ones and
    decisions are attached to it anew. Raises OutputError for a folder that holds no run.
    """
    digest = folder_digest(folder)
    known = connection.execute("SELECT id FROM run WHERE digest = ?", (digest,)).fetchone()
    if known:
        return int(known["id"])
    with transaction(connection):
        run = _add_run(connection, folder, digest)
        totals = _Totals()
        for article, claims in articles(folder):
            _add_article(connection, run, article, claims, totals)
        if totals.claims == 0 and totals.articles == 0:
            raise OutputError(f"{folder}: holds no articles")
        connection.execute(
            "UPDATE run SET articles = ?, claims = ?, pipeline = ?, characters = ?, numbers = ? WHERE id = ?",
            (totals.articles, totals.claims, totals.pipeline, _dump(totals.characters), _dump(totals.numbers), run),
        )
        reattach(connection, run)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA optimize")
    return run


def folder_digest(folder: Path) -> str:
    """A hash of the records of an output folder; raises OutputError when they are missing."""
    hasher = hashlib.sha256()
    try:
        for path in itertools.chain(*parts(folder)):
            with path.open("rb") as stream:
                while data := stream.read(1 << 20):
                    hasher.update(data)
    except OSError as error:
        raise OutputError(f"{error.filename}: cannot be read: {error.strerror}") from None
    return hasher.hexdigest()


class _Totals:
    """What is counted while a run is read."""

    def __init__(self) -> None:
        self.articles = 0
        self.claims = 0
        self.pipeline = "{}"
        self.characters: collections.Counter[str] = collections.Counter()
        self.numbers: collections.Counter[str] = collections.Counter()


def _add_run(connection: sqlite3.Connection, folder: Path, digest: str) -> int:
    now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
    cursor = connection.execute(
        "INSERT INTO run (digest, folder, ingested, articles, claims, pipeline, characters, numbers)"
        " VALUES (?, ?, ?, 0, 0, '{}', '{}', '{}')",
        (digest, str(folder.resolve()), now),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _add_article(connection: sqlite3.Connection, run: int, article: Row, claims: list[Row], totals: _Totals) -> None:
    text = article["text"]
    doubtful = any(block["doubt"] for block in article["blocks"])
    cursor = connection.execute(
        "INSERT INTO article (run, article_id, uri, title, outlet, published, text, doubtful, record)"
        " VALUES (?,?,?,?,?,?,?,?,?)",
        (
            run, article["id"], article["source"]["uri"], _value(article["title"]), _value(article["outlet"]),
            _value(article["published"]), text, doubtful, zlib.compress(orjson.dumps(article), 6),
        ),
    )  # fmt: skip
    place = cursor.lastrowid
    assert place is not None
    pieces = ((place, seq, *piece) for seq, piece in enumerate(cut(article)))
    connection.executemany("INSERT INTO piece VALUES (?,?,?,?,?,?,?,?)", pieces)
    connection.executemany("INSERT OR IGNORE INTO number VALUES (?,?,?,?,?)", _numbers(place, article["numbers"]))
    for claim in claims:
        add_claim(connection, claim_row(run, place, claim, text, "run", doubtful), claim, _value(article["title"]))
    totals.articles += 1
    totals.claims += len(claims)
    totals.pipeline = orjson.dumps(article["pipeline"]).decode()
    totals.numbers.update(number["disposition"] for number in article["numbers"])
    for block in article["blocks"]:
        reason = block["removed"]["reason"] if block["removed"] else "kept"
        totals.characters[reason] += block["source_end"] - block["source_start"]


def _numbers(place: int, numbers: Iterable[Row]) -> Iterator[tuple[Any, ...]]:
    for number in numbers:
        if number["disposition"] != "claim":
            data = {"quantity": number["quantity"], "counted": number["counted"], "rules": number["rules"]}
            yield place, number["start"], number["end"], number["disposition"], orjson.dumps(data).decode()


def claim_row(run: int, place: int, claim: Row, text: str, origin: str, doubtful: bool = False) -> dict[str, Any]:
    """The columns of the table ``claim`` for a record."""
    start, end = claim["quantity"]["start"], claim["quantity"]["end"]
    return facets.facet_values(claim, doubtful) | {
        "run": run,
        "article": place,
        "claim_id": claim["id"],
        "origin": origin,
        "start": start,
        "end": end,
        "record": orjson.dumps(claim).decode(),
        "context": facets.context(text, start, end),
        "fingerprint": facets.fingerprint(claim),
        "confidence": claim["confidence"],
        "published": claim["published"] or "",
        "draw": facets.draw(claim["id"]),
    }


def add_claim(connection: sqlite3.Connection, row: dict[str, Any], claim: Row, title: str | None) -> int:
    """Put a claim into the table and into the full-text index; return its row."""
    cursor = connection.execute(_INSERT_CLAIM, row)
    assert cursor.lastrowid is not None
    connection.execute(
        "INSERT INTO claim_words (rowid, words) VALUES (?, ?)", (cursor.lastrowid, facets.words(claim, title))
    )
    return cursor.lastrowid


def _value(metadata: Row | None) -> str | None:
    return metadata["value"] if metadata else None


def _dump(counts: Mapping[str, int]) -> str:
    return orjson.dumps(dict(counts)).decode()
