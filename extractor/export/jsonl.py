"""JSON Lines: claim records, each with the decision on it under ``review``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson

from extractor.export.reviewed import Document


def write(documents: Iterator[Document], path: Path) -> None:
    """Write a claim a line."""
    with path.open("wb") as stream:
        for document in documents:
            for claim in document.claims:
                stream.write(orjson.dumps({**claim.record, "review": claim.review()}) + b"\n")
