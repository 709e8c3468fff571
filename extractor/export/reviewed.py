"""What an export is made from: articles, their claims, and what was decided about them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from extractor.stored import articles

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
    """The articles of an output folder, nothing decided; raises OutputError when it holds no run.

    Claims out of the order of their articles are refused, as by :func:`extractor.stored.articles`.
    """
    for article, claims in articles(folder):
        yield Document(article, tuple(map(Decided, claims)))


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
