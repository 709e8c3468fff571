"""What cleaning gives: blocks kept or removed with a reason, metadata and the article's text."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Literal, get_args

from extractor.records.reading import RawArticle

Reason = Literal[
    "donation",
    "subscription",
    "newsletter",
    "related",
    "caption",
    "byline",
    "share",
    "cookie",
    "navigation",
    "duplicate",
    "empty",
    "language",
]
REASONS: tuple[Reason, ...] = get_args(Reason)
Role = Literal["title", "standfirst", "heading", "paragraph", "list_item", "table_row", "quote"]


@dataclasses.dataclass(frozen=True, slots=True)
class Removal:
    """Why a block is not part of the article, and what it said."""

    reason: Reason
    rule: str
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Doubt:
    """Why a kept block may not belong to the article; its numbers become no claims."""

    reason: Reason
    rule: str


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """A piece of the source text, kept at ``start:end`` of the article's text or removed.

    The blocks of an article, in order, partition its source text: each begins where the one
    before it ended. A kept block is copied verbatim. Two kept blocks follow each other in the
    article's text either at once (one paragraph, from which a character such as a soft hyphen
    was removed) or parted by a blank line.
    """

    source_start: int
    source_end: int
    start: int | None = None
    end: int | None = None
    role: Role | None = None
    removed: Removal | None = None
    doubt: Doubt | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class MetadataValue:
    """A title, outlet, language, author or date, and where it came from.

    ``origin`` is ``input`` (a field of the input row), ``html`` (a tag of the page), ``text`` (a
    dateline or header line) or ``uri``. ``start``/``end`` are offsets in the *source* text, null
    unless the origin is ``text``. ``rule`` says which pattern or tag gave it.
    """

    value: str
    origin: Literal["input", "html", "text", "uri"]
    rule: str
    start: int | None = None
    end: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the cleaned text."""

    start: int
    end: int
    role: Role
    doubt: Doubt | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class CleanArticle:
    """An article after cleaning: its text, the blocks it was made from, and its metadata."""

    raw: RawArticle
    text: str
    blocks: tuple[Block, ...]
    title: MetadataValue | None = None
    published: MetadataValue | None = None
    outlet: MetadataValue | None = None
    language: MetadataValue | None = None
    author: MetadataValue | None = None

    @property
    def date(self) -> datetime.date | None:
        """The day of publication."""
        return datetime.date.fromisoformat(self.published.value) if self.published else None

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of ``text``: runs of kept blocks with nothing, not even a kept blank, between them."""
        found: list[Paragraph] = []
        for block in self.blocks:
            if block.start is None or block.end is None or self.text[block.start : block.end].isspace():
                continue
            if found and found[-1].end == block.start:
                found[-1] = dataclasses.replace(found[-1], end=block.end)
            else:
                role = block.role or "paragraph"
                found.append(Paragraph(block.start, block.end, role, block.doubt))
        return tuple(found)
