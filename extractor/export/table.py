"""CSV (RFC 4180, UTF-8): a claim a row; no cell can be taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from extractor.export.flat import COLUMNS, flat
from extractor.export.reviewed import Document

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(documents: Iterator[Document], path: Path) -> None:
    """Write a header and a row for each claim."""
    write_rows(path, COLUMNS, (flat(claim, document.article) for document in documents for claim in document.claims))


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write a header and the rows; a column that a row lacks is an empty cell."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\r\n")
        table.writerow(columns)
        for row in rows:
            table.writerow([cell(row.get(name)) for name in columns])


def cell(value: Any) -> Any:
    """A value as a cell; words that a spreadsheet would run as a formula get an apostrophe.

    >>> cell("=HYPERLINK(1)"), cell(-3), cell(True)
    ("'=HYPERLINK(1)", -3, 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        value = value.encode("utf-8", "replace").decode()
        return f"'{value}" if value.startswith(_FORMULA) else value
    return "" if value is None else value
