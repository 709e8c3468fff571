"""Read the output of a run back: each article with its claims, a record at a time."""

from __future__ import annotations

import gzip
import itertools
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from extractor.errors import OutputError

Row = Mapping[str, Any]
TABLES = ("articles", "claims")
SHARDS = "shards"
INDEX = "index.json"
RUN = "run.json"
_FORMS = ("jsonl", "parquet")
_PARQUET_ROWS = 200


class Part(NamedTuple):
    """Files that hold the same articles: their records and, in the same order, their claims."""

    articles: Path
    claims: Path


def parts(folder: Path) -> list[Part]:
    """The files of an output folder, JSON Lines before Parquet; raises OutputError when it holds no run.

    A run that leaves its shards gives the parts of each, in the order that its index names.
    """
    if not folder.is_dir():
        raise OutputError(f"{folder}: no such folder")
    homes = shard_folders(folder)
    if homes is not None:
        return [Part(*(home / f"{table}.jsonl.gz" for table in TABLES)) for home in homes]
    for form in _FORMS:
        part = Part(*(folder / f"{table}.{form}" for table in TABLES))
        if part.articles.is_file():
            if not part.claims.is_file():
                raise OutputError(f"{part.claims}: no such file")
            return [part]
    if (folder / SHARDS).is_dir():
        raise OutputError(f"{folder}: holds a run that is not finished; the same command again goes on with it")
    raise OutputError(f"{folder}: holds no articles.jsonl and no articles.parquet")


def articles(folder: Path) -> Iterator[tuple[Row, list[Row]]]:
    """Each article of an output folder with its claims, in the order they were written.

    Raises OutputError when the folder holds no run, for a line that is no JSON, and for a claim
    whose article is missing or stands elsewhere: no claim is passed over.
    """
    for part in parts(folder):
        yield from articles_of(part)


def articles_of(part: Part) -> Iterator[tuple[Row, list[Row]]]:
    """As :func:`articles`, for one part of a run."""
    groups = itertools.groupby(rows(part.claims), key=lambda claim: claim["article_id"])
    group = next(groups, None)
    for article in rows(part.articles):
        claims: list[Row] = []
        if group is not None and group[0] == article["id"]:
            claims = list(group[1])
            group = next(groups, None)
        yield article, claims
    if group is not None:
        raise OutputError(f"{part.claims}: no article has the id {group[0]!r}, or its claims are out of order")


def shard_folders(folder: Path) -> list[Path] | None:
    """The shards that are the output of a folder, in order; null when its output is one file a table."""
    index = folder / SHARDS / INDEX
    if not index.is_file():
        return None
    try:
        return [folder / SHARDS / key for key in orjson.loads(index.read_bytes())["shards"]]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        raise OutputError(f"{index}: damaged; run again") from None


def listed(folder: Path, name: str) -> Iterator[Row]:
    """The rows of a table that stands once in a folder (``failures``, ``duplicates``), if it is there."""
    path = folder / f"{name}.jsonl"
    if path.is_file():
        yield from rows(path)


def last_run(folder: Path) -> Row | None:
    """What the last run into a folder left of itself; null when it left nothing that can be read."""
    try:
        found = orjson.loads((folder / SHARDS / RUN).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    return found if isinstance(found, dict) else None


def rows(path: Path) -> Iterator[Row]:
    """The rows of a table, in order; raises OutputError naming the broken line."""
    if path.suffix == ".parquet":
        yield from parquet_rows(path)
        return
    for number, line in numbered_lines(path):
        yield _parsed(path, number, line)


def numbered_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file, compressed or not, with their numbers; raises OutputError when it is damaged."""
    if path.suffix != ".gz":
        with path.open("rb") as stream:
            yield from enumerate(stream, 1)
        return
    try:
        with gzip.open(path) as lines:
            yield from enumerate(lines, 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise OutputError(f"{path}: damaged: {error}; remove its folder and run again") from None


def parquet_rows(path: Path) -> Iterator[Row]:
    """The rows of a Parquet table, a few at a time; raises OutputError when it is damaged."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from extractor.columns import unflatten

    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_PARQUET_ROWS):
                for row in batch.to_pylist():
                    yield unflatten(row)
    except (pa.ArrowException, OSError) as error:
        raise OutputError(f"{path}: damaged Parquet file: {error}") from None


def _parsed(path: Path, number: int, line: bytes) -> Row:
    try:
        row: Row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise OutputError(f"{path}:{number}: broken JSON: {error}") from None
    if not isinstance(row, dict):
        raise OutputError(f"{path}:{number}: not a JSON object")
    return row
