"""One row of a table (JSON Lines, CSV, Parquet) to one RawArticle."""

from __future__ import annotations

import datetime
import decimal
import hashlib
import math
from collections.abc import Mapping
from typing import Any

import orjson

from extractor.errors import InputError
from extractor.records import Json, RawArticle, digest

METADATA = ("title", "published", "outlet", "language")
FIELDS = ("id", "text", "html", "uri", *METADATA)
_ID_LENGTH = 24


class FieldError(InputError):
    """A field of a row cannot be used; ``field`` is its name."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


def from_bytes(data: bytes, text: str, encoding: str, *, uri: str, html: bool) -> RawArticle:
    """Wrap the content of one file; its id is a hash of the file's bytes."""
    sha256 = hashlib.sha256(data).hexdigest()
    return RawArticle(
        id=sha256[:_ID_LENGTH],
        uri=uri,
        media_type="text/html" if html else "text/plain",
        sha256=sha256,
        bytes=len(data),
        text=None if html else text,
        html=text if html else None,
        encoding=encoding,
    )


def from_row(row: Mapping[str, Any], *, uri: str, line: int, limit: int) -> RawArticle:
    """Make an article of a row; ``limit`` is the longest text accepted, in characters.

    ``html`` wins where a row has both (``text`` is then carried through with the unknown fields).
    Without an ``id`` the row gets a hash of its content and metadata, the same in every format.
    Raises FieldError naming the field that is missing, empty, too long or of the wrong type.
    """
    values = {name: _string(row, name) for name in FIELDS}
    html = values["html"]
    content = html if html is not None else values["text"]
    field = "html" if html is not None else "text"
    if content is None:
        raise FieldError("text", "missing: a row needs text or html")
    if not content.strip():
        raise FieldError(field, "empty")
    if len(content) > limit:
        raise FieldError(field, f"too long: {len(content):,} characters, at most {limit:,} are accepted")
    data = content.encode("utf-8")
    sha256 = hashlib.sha256(data).hexdigest()
    given = {name: value for name in METADATA if (value := values[name])}
    return RawArticle(
        id=values["id"] or _hash_id(sha256, given, values["uri"]),
        uri=values["uri"] or uri,
        media_type="text/html" if html is not None else "text/plain",
        sha256=sha256,
        bytes=len(data),
        text=None if html is not None else content,
        html=html,
        line=line,
        given=given,
        extra=_extra(row, html is not None),
        encoding="utf-8",
    )


def fingerprint(raw: RawArticle) -> str:
    """A hash of all that an article says, without the place it was read from."""
    return digest(raw.sha256, raw.media_type, _canonical(raw.given), _canonical(raw.extra))


def _string(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    if name == "published" and isinstance(value, datetime.date):
        return value.isoformat()
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or isinstance(value, str):
        return value
    raise FieldError(name, f"must be a string, is {_type_name(value)}")


def _type_name(value: object) -> str:
    names = {dict: "an object", list: "an array", bool: "a boolean", int: "a number", float: "a number"}
    return names.get(type(value), f"a {type(value).__name__}")


def _hash_id(sha256: str, given: Mapping[str, str], uri: str | None) -> str:
    if not given and not uri:
        return sha256[:_ID_LENGTH]
    return digest(sha256, _canonical(given), uri or "", size=_ID_LENGTH)


def _extra(row: Mapping[str, Any], html: bool) -> dict[str, Json]:
    extra = {key: _json_ready(value) for key, value in row.items() if key not in FIELDS}
    if html and row.get("text"):
        extra["text"] = row["text"]
    return extra


def _json_ready(value: Any) -> Json:
    if isinstance(value, Mapping):
        return {str(key): _json_ready(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_json_ready(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return float(value)
    return str(value)


def _canonical(value: Mapping[str, Any]) -> str:
    return orjson.dumps(dict(value), option=orjson.OPT_SORT_KEYS).decode("utf-8")
