"""Parquet: claim records with their nesting, and the decision as columns beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.export.reviewed import Document

_ROWS = 2_000


def write(documents: Iterator[Document], path: Path) -> None:
    """Write a claim a row, a row group at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from extractor.columns import arrow_schema
    from extractor.records import Claim

    review = {name: pa.list_(pa.string()) for name in ("reviewers", "edited", "notes")}
    fields = [pa.field("verdict", pa.string()), pa.field("origin", pa.string())]
    schema = arrow_schema(Claim)
    for field in [*fields, *(pa.field(name, kind) for name, kind in review.items())]:
        schema = schema.append(field)
    rows: list[dict[str, Any]] = []
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for document in documents:
            rows += ({**claim.record, **claim.review()} for claim in document.claims)
            if len(rows) >= _ROWS:
                writer.write_table(pa.Table.from_pylist(rows, schema=schema))
                rows = []
        writer.write_table(pa.Table.from_pylist(rows, schema=schema))
