"""A reviewed claim as one row of plain columns: those of the flat table, and the decision."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor import flat as plain
from extractor.export.reviewed import Decided, Document

REVIEW = ("verdict", "reviewers", "edited", "notes")
COLUMNS = (*(column.name for column in plain.COLUMNS), *REVIEW)


def flat(claim: Decided, article: plain.Row) -> dict[str, Any]:
    """The columns of a claim and of the decision on it; lists are joined by ``; ``."""
    decision = {
        "verdict": claim.verdict,
        "reviewers": "; ".join(claim.reviewers),
        "edited": "; ".join(claim.edited),
        "notes": "; ".join(claim.notes),
    }
    return plain.flat(claim.record, article) | decision


def write(documents: Iterator[Document], path: Path) -> None:
    """Write a Parquet table, a claim a row."""
    table = plain.FlatParquet(path, REVIEW)
    try:
        for document in documents:
            for claim in document.claims:
                table.add(flat(claim, document.article))
    finally:
        table.close()
