"""What an export is made from: articles, their claims, and what was decided about them."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from extractor.errors import OutputError

Row = Mapping[str, Any]


@dataclasses.dataclass(frozen=True)
class Decided:
    """A claim record, corrected where reviewers corrected it, with the verdict on it."""

    record: Row
    verdict: str = "open"
    reviewers: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    origin: str = "run"

    def review(self) -> dict[str, Any]:
        """The decision as plain JSON types."""
        return {
            "verdict": self.verdict,
            "reviewers": list(self.reviewers),
            "edited": list(self.edited),
            "notes": list(self.notes),
            "origin": self.origin,
        }


@dataclasses.dataclass(frozen=True)
class Document:
    """An article record with its claims in the order of the text."""

    article: Row
    claims: tuple[Decided, ...]


def from_folder(folder: Path) -> Iterator[Document]:
    """The articles of an output folder, nothing decided; raises OutputError when it holds no run."""
    for name in ("articles.jsonl", "claims.jsonl"):
        if not (folder / name).is_file():
            raise OutputError(f"{folder / name}: no such file")
    groups = itertools.groupby(json_lines(folder / "claims.jsonl"), key=lambda claim: claim["article_id"])
    group = next(groups, None)
    for article in json_lines(folder / "articles.jsonl"):
        claims: tuple[Decided, ...] = ()
        if group is not None and group[0] == article["id"]:
            claims = tuple(Decided(claim) for claim in group[1])
            group = next(groups, None)
        yield Document(article, claims)


def accepted(documents: Iterable[Document]) -> Iterator[Document]:
    """The same articles with the accepted claims alone; relations to others are dropped."""
    for document in documents:
        kept = [claim for claim in document.claims if claim.verdict == "accepted"]
        ids = {claim.record["id"] for claim in kept}
        claims = []
        for claim in kept:
            relations = [relation for relation in claim.record["relations"] if relation["claim_id"] in ids]
            claims.append(dataclasses.replace(claim, record={**claim.record, "relations": relations}))
        yield Document(document.article, tuple(claims))


def json_lines(path: Path) -> Iterator[Row]:
    """The rows of a JSON Lines file of a run, in order; raises OutputError naming the broken line."""
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            yield _parsed(path, number, line)


def _parsed(path: Path, number: int, line: bytes) -> Row:
    try:
        row: Row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise OutputError(f"{path}:{number}: broken JSON: {error}") from None
    return row
