"""What comes in: a raw article, or the failure to read one."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Literal

from extractor.records.base import Json


@dataclasses.dataclass(frozen=True, slots=True)
class RawArticle:
    """One article as it came in; exactly one of ``text`` and ``html`` is a string.

    ``given`` holds the metadata fields of the input (title, published, outlet, language) and
    ``extra`` its unknown fields, carried through untouched. ``encoding`` turns the text back into
    the bytes it was read from.
    """

    id: str
    uri: str
    media_type: str
    sha256: str
    bytes: int
    text: str | None = None
    html: str | None = None
    line: int | None = None
    given: Mapping[str, str] = dataclasses.field(default_factory=dict)
    extra: Mapping[str, Json] = dataclasses.field(default_factory=dict)
    encoding: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Failure:
    """An input, or one row of it, that gave no article or not all of its claims: one line of ``failures.jsonl``."""

    stage: str
    input: str
    line: int | None
    reason: str
    field: str | None = None
    article_id: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Duplicate:
    """An article that says what an earlier one says: one line of ``duplicates.jsonl``.

    ``exact``: the input came again, word for word and with the same id, and was passed over, so
    that ``article_id`` and ``duplicate_of`` are the same. ``near``: both articles are in the
    output; ``similarity`` is the estimated share of word sequences that they have in common.
    """

    kind: Literal["exact", "near"]
    article_id: str
    uri: str
    line: int | None
    duplicate_of: str
    duplicate_uri: str
    duplicate_line: int | None
    similarity: float
