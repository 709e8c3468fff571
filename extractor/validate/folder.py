"""Check an output folder: every line of every file, and the files against each other."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from extractor.errors import OutputError
from extractor.seen import Seen
from extractor.stored import numbered_lines, parquet_rows, shard_folders
from extractor.validate.fault import Fault
from extractor.validate.records import check_article, word_faults
from extractor.validate.schema import schema_faults

_KINDS = {"articles": "article", "claims": "claim"}


class _Line(NamedTuple):
    number: int
    row: Any


def validate_folder(folder: Path) -> Iterator[Fault]:
    """Yield every fault of an output folder with its file, line and JSON path.

    Articles and their claims are read side by side, which needs the claims in the order of their
    articles, as they are written; memory does not grow with their number. Raises OutputError when there is no output.
    """
    if not folder.is_dir():
        raise OutputError(f"{folder}: no such folder")
    homes = shard_folders(folder)
    forms = ("jsonl", "parquet") if homes is None else ("jsonl.gz", "parquet")
    ids = {form: {table: Seen() for table in _KINDS} for form in forms}
    for prefix in [""] if homes is None else [f"{home.relative_to(folder)}/" for home in homes]:
        yield from _tables_faults(folder, prefix, ids)
    if (folder / "failures.jsonl").exists():
        yield from _list_faults(folder, "failures.jsonl", "failure")
    if (folder / "duplicates.jsonl").exists():
        yield from _list_faults(folder, "duplicates.jsonl", "duplicate")
        yield from _link_faults(folder, [held["articles"] for held in ids.values()])


def _tables_faults(folder: Path, prefix: str, ids: dict[str, dict[str, Seen]]) -> Iterator[Fault]:
    """The faults of the tables whose names begin with ``prefix``, in each form that is there."""
    there = [form for form in ids if (folder / f"{prefix}articles.{form}").exists()]
    if not there:
        names = " and no ".join(f"{prefix}articles.{form}" for form in ids)
        raise OutputError(f"{folder}: holds no {names}")
    for form in there:
        files = {table: f"{prefix}{table}.{form}" for table in _KINDS}
        if not (folder / files["claims"]).exists():
            yield Fault("$", f"missing: {files['articles']} has no claims beside it", files["claims"])
            return
        yield from _Tables(folder, files, ids[form]).faults()
    if len(there) > 1:
        for table in _KINDS:
            yield from _disagreements(folder, *(f"{prefix}{table}.{form}" for form in there))
    failures = f"{prefix}failures.jsonl.gz"
    if (folder / failures).exists():
        yield from _list_faults(folder, failures, "failure")


class _Tables:
    """The articles and claims of a folder in one format, read side by side."""

    def __init__(self, folder: Path, files: dict[str, str], ids: dict[str, Seen]) -> None:
        self.folder = folder
        self.files = files
        self.ids = ids
        self.found: list[Fault] = []

    def faults(self) -> Iterator[Fault]:
        claims = itertools.groupby(self._good("claims"), key=lambda line: line.row["article_id"])
        group = next(claims, None)
        for article in self._good("articles"):
            own: list[_Line] = []
            if group is not None and group[0] == article.row["id"]:
                own = list(group[1])
                group = next(claims, None)
            for index, fault in check_article(article.row, [line.row for line in own]):
                table, line = ("articles", article) if index is None else ("claims", own[index])
                self.found.append(dataclasses.replace(fault, file=self.files[table], line=line.number))
            for fault in word_faults(article.row):
                self.found.append(dataclasses.replace(fault, file=self.files["articles"], line=article.number))
            yield from self._taken()
        while group is not None:
            for line in group[1]:
                message = f"no article has the id {line.row['article_id']!r}, or its claims stand out of order"
                self.found.append(Fault("$.article_id", message, self.files["claims"], line.number))
            group = next(claims, None)
        yield from self._taken()

    def _taken(self) -> list[Fault]:
        taken, self.found = self.found, []
        return taken

    def _good(self, table: str) -> Iterator[_Line]:
        """The lines that are valid by their schema; faults of the others are noted."""
        for line, fault in _rows(self.folder / self.files[table]):
            faults = [fault] if fault else list(schema_faults(_KINDS[table], line.row))
            valid = not faults
            if valid:
                row_id = line.row["id"]
                earlier = self.ids[table].first(row_id, f"{self.files[table]}:{line.number}")
                if earlier is not None:
                    faults = [Fault("$.id", f"{row_id!r} stands on an earlier line: {earlier}")]
            if faults:
                self.found += [dataclasses.replace(f, file=self.files[table], line=line.number) for f in faults]
            if valid:
                yield line


def _rows(path: Path) -> Iterator[tuple[_Line, Fault | None]]:
    if path.suffix == ".parquet":
        for number, row in enumerate(parquet_rows(path), 1):
            yield _Line(number, row), None
        return
    for number, data in numbered_lines(path):
        yield _parsed(number, data)


def _parsed(number: int, data: bytes) -> tuple[_Line, Fault | None]:
    try:
        return _Line(number, orjson.loads(data)), None
    except orjson.JSONDecodeError as error:
        return _Line(number, None), Fault("$", f"broken JSON: {error}")


def _disagreements(folder: Path, one: str, other: str) -> Iterator[Fault]:
    """The first line on which two forms of a table differ."""
    left: Iterable[Any] = (line.row for line, _ in _rows(folder / one))
    right: Iterable[Any] = (line.row for line, _ in _rows(folder / other))
    for number, (first, second) in enumerate(itertools.zip_longest(left, right), 1):
        if first != second:
            path = "$" if first is None or second is None else _first_difference(first, second, "$")
            yield Fault(path, f"differs from {one}", other, number)
            return


def _first_difference(one: Any, two: Any, path: str) -> str:
    if isinstance(one, dict) and isinstance(two, dict):
        for key in one:
            if one[key] != two.get(key):
                return _first_difference(one[key], two.get(key), f"{path}.{key}")
    if isinstance(one, list) and isinstance(two, list):
        for index, (left, right) in enumerate(zip(one, two, strict=False)):
            if left != right:
                return _first_difference(left, right, f"{path}[{index}]")
    return path


def _list_faults(folder: Path, name: str, kind: str) -> Iterator[Fault]:
    for line, fault in _rows(folder / name):
        for found in [fault] if fault else schema_faults(kind, line.row):
            yield dataclasses.replace(found, file=name, line=line.number)


def _link_faults(folder: Path, articles: Sequence[Seen]) -> Iterator[Fault]:
    """Near duplicates of which one is not there; an exact repeat may be one of an input that failed."""
    for line, fault in _rows(folder / "duplicates.jsonl"):
        if fault or next(schema_faults("duplicate", line.row), None) or line.row["kind"] != "near":
            continue
        for name in ("article_id", "duplicate_of"):
            if not any(line.row[name] in ids for ids in articles):
                message = f"no article has the id {line.row[name]!r}"
                yield Fault(f"$.{name}", message, "duplicates.jsonl", line.number)
