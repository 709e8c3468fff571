"""Find what the inputs name and read each by its kind."""

from __future__ import annotations

import gzip
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

from extractor.errors import InputError
from extractor.read.decode import decode, looks_like_html
from extractor.read.rows import FieldError, from_bytes, from_row
from extractor.read.tables import Row, csv_rows, json_rows, parquet_rows
from extractor.records import Failure, RawArticle

KINDS = (".txt", ".html", ".htm", ".jsonl", ".jsonl.gz", ".csv", ".parquet")
STDIN_FORMATS = ("auto", "jsonl", "text", "html")
STDIN = "-"
_STAGE = "read"
_MAX_BYTES_PER_CHARACTER = 4
_PEEKED = 65_536


def read(
    inputs: Iterable[str | os.PathLike[str]],
    *,
    limit: int = 10_000_000,
    stdin: IO[bytes] | None = None,
    stdin_format: str = "auto",
    without: Path | None = None,
) -> Iterator[RawArticle | Failure]:
    """Yield every article of the inputs in order, lazily; a bad one is a Failure.

    An input is a file (``.txt .html .htm .jsonl .jsonl.gz .csv .parquet``), a folder of them
    (searched through and sorted by path; hidden files and other kinds are passed over), or ``-``
    for standard input: JSON Lines, a page or a text, found out from its first bytes unless
    ``stdin_format`` says which. ``limit`` is the longest text accepted, in characters. The folder
    ``without`` is passed over where an input folder holds it.
    """
    for name in inputs:
        if str(name) == STDIN:
            yield from _guarded(STDIN, lambda: _standard_input(stdin or sys.stdin.buffer, stdin_format, limit))
            continue
        path = Path(name)
        if not path.is_dir():
            yield from _file(path, limit)
            continue
        refused: list[OSError] = []
        found = list(files(path, without=without, on_refused=refused.append))
        for error in refused:
            yield Failure(_STAGE, str(error.filename), None, error.strerror or str(error))
        if not found and not refused:
            yield Failure(_STAGE, str(path), None, f"the folder holds no {', '.join(KINDS)} file")
        for file in found:
            yield from _file(file, limit)


def kind_of(path: Path) -> str | None:
    """The kind of a file by its name, null when it is none that can be read."""
    name = path.name.lower()
    return next((kind for kind in sorted(KINDS, key=len, reverse=True) if name.endswith(kind)), None)


def files(
    path: Path, *, without: Path | None = None, on_refused: Callable[[OSError], None] = lambda _: None
) -> Iterator[Path]:
    """The files that an input stands for: itself, or those of its folder that can be read.

    The folder ``without`` below it is passed over; ``on_refused`` is told of one that cannot be read.
    """
    if not path.is_dir():
        yield path
        return
    apart = without.resolve() if without is not None else None
    for root, folders, names in os.walk(path, onerror=on_refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if apart is not None and apart.parent == Path(root).resolve():
            folders[:] = [name for name in folders if name != apart.name]
        for name in sorted(names):
            file = Path(root, name)
            if not name.startswith(".") and kind_of(file):
                yield file


def _file(path: Path, limit: int) -> Iterator[RawArticle | Failure]:
    kind = kind_of(path)
    if not path.exists():
        yield Failure(_STAGE, str(path), None, "no such file")
    elif kind is None:
        yield Failure(_STAGE, str(path), None, f"unknown kind of file: must be one of {', '.join(KINDS)}")
    else:
        yield from _guarded(str(path), lambda: _by_kind(path, kind, limit))


def _by_kind(path: Path, kind: str, limit: int) -> Iterator[RawArticle | Failure]:
    name = str(path)
    size = path.stat().st_size
    if size == 0:
        raise InputError("empty file")
    if kind in (".txt", ".html", ".htm"):
        if size > limit * _MAX_BYTES_PER_CHARACTER:
            raise InputError(f"too long: {size:,} bytes, at most {limit:,} characters are accepted")
        yield _whole(path.read_bytes(), name, kind != ".txt", limit)
    elif kind == ".parquet":
        yield from _articles(parquet_rows(name), name, limit)
    elif kind == ".csv":
        with path.open("rb") as stream:
            yield from _articles(csv_rows(stream), name, limit)
    else:
        with gzip.open(path, "rb") if kind == ".jsonl.gz" else path.open("rb") as stream:
            yield from _articles(json_rows(stream, limit), name, limit)


def _whole(data: bytes, name: str, html: bool, limit: int) -> RawArticle:
    text, encoding = decode(data, html=html)
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise InputError("empty file" if not data else "empty: nothing but white space")
    if len(text) > limit:
        raise InputError(f"too long: {len(text):,} characters, at most {limit:,} are accepted")
    return from_bytes(data, text, encoding, uri=name, html=html)


def _articles(rows: Iterator[Row], name: str, limit: int) -> Iterator[RawArticle | Failure]:
    empty = True
    for line, values, fault in rows:
        empty = False
        if values is None:
            yield Failure(_STAGE, name, line, fault or "unreadable")
            continue
        try:
            yield from_row(values, uri=f"{name}#{line}", line=line, limit=limit)
        except FieldError as error:
            given = values.get("id")
            article_id = given if isinstance(given, str) else None
            yield Failure(_STAGE, name, line, f"{error.field}: {error}", error.field, article_id)
    if empty:
        raise InputError("empty: holds no row")


def _standard_input(stream: IO[bytes], form: str, limit: int) -> Iterator[RawArticle | Failure]:
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream, _PEEKED)  # type: ignore[type-var]
    head = buffered.peek(_PEEKED)
    if form == "jsonl" or (form == "auto" and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")):
        yield from _articles(json_rows(buffered, limit), "stdin", limit)
        return
    data = buffered.read(limit * _MAX_BYTES_PER_CHARACTER + 1)
    if not data:
        raise InputError("empty input")
    yield _whole(data, "stdin", form == "html" or (form == "auto" and looks_like_html(head)), limit)


def _guarded(name: str, articles: Callable[[], Iterator[RawArticle | Failure]]) -> Iterator[RawArticle | Failure]:
    try:
        yield from articles()
    except (InputError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield Failure(_STAGE, "stdin" if name == STDIN else name, None, reason)
    except Exception as error:  # a defect that one file brings to light costs no other file
        reason = f"internal error: {type(error).__name__}: {error}"
        yield Failure(_STAGE, "stdin" if name == STDIN else name, None, reason)
