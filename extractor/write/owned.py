"""Which files of a folder are outputs of this program, and so may be replaced."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import orjson

from extractor.errors import OutputError
from extractor.read.inputs import STDIN, files
from extractor.stored import SHARDS

TABLE_FORMATS = ("jsonl", "parquet")
FORMATS = (*TABLE_FORMATS, "flat")
FAILURES = "failures.jsonl"
FLAT = "claims_flat.parquet"
DUPLICATES = "duplicates.jsonl"
_FIELDS = {
    "articles": {"schema_version", "id", "blocks", "pipeline"},
    "claims": {"schema_version", "id", "article_id", "quantity"},
    "claims_flat": {"id", "article_id", "quantity", "value"},
    "duplicates": {"kind", "article_id", "duplicate_of"},
    "failures": {"stage", "input", "line", "reason"},
}
_LONGEST_LINE = 100_000_000


def table_files(formats: Iterable[str]) -> list[str]:
    """The names of the files that hold articles and claims in these formats.

    >>> table_files(["jsonl", "flat"])
    ['articles.jsonl', 'claims.jsonl', 'claims_flat.parquet']
    """
    formats = tuple(formats)
    chosen = [form for form in TABLE_FORMATS if form in formats]
    return [f"{table}.{form}" for table in ("articles", "claims") for form in chosen] + [FLAT] * ("flat" in formats)


OWN = tuple(table_files(FORMATS))


def refuse_foreign(folder: Path) -> None:
    """Raise OutputError when the folder holds a file of our name that this program did not write."""
    for name in (*OWN, FAILURES, DUPLICATES):
        path = folder / name
        if path.exists() and not _is_ours(path):
            raise OutputError(f"{path}: exists and is not an output of this program; name another folder")


def refuse_inputs(folder: Path, inputs: Iterable[str | os.PathLike[str]]) -> None:
    """Raise OutputError when the folder holds an input of the run, which the run might replace.

    A folder of inputs may hold the output of an earlier run, which reading passes over; a file of
    another hand in ``folder`` is refused.
    """
    home = folder.resolve()
    earlier = folder if (folder / SHARDS).is_dir() else None
    for name in inputs:
        if str(name) == STDIN:
            continue
        for file in files(Path(name), without=earlier):
            if home in file.resolve().parents:
                raise OutputError(f"{folder}: holds the input {file}; name another folder")


def _is_ours(path: Path) -> bool:
    wanted = _FIELDS[path.name.partition(".")[0]]
    if not path.is_file():
        return False
    return wanted <= (_columns(path) if path.suffix == ".parquet" else _first_row(path))


def _columns(path: Path) -> set[str]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return set(pq.read_schema(path).names)
    except pa.ArrowException:
        return set()


def _first_row(path: Path) -> set[str]:
    """The fields of the first row; an empty file may be ours, and has nothing to lose."""
    with path.open("rb") as stream:
        line = stream.readline(_LONGEST_LINE)
    if not line:
        return _FIELDS[path.name.partition(".")[0]]
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError:
        return set()
    return set(row) if isinstance(row, Mapping) else set()
