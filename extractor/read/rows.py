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
_DEEPEST = 100
_LEAST, _MOST = -(2**63), 2**64 - 1


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
    Raises FieldError naming the field that is missing, empty, too long, of the wrong type or nested
    too deeply, and for an integer of more than 64 bits, which would be rounded.
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
    if isinstance(value, str):
        return _unicode(value, name)
    if value is None:
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
    extra = {
        _unicode(str(key), "extra"): _json_ready(value, str(key)) for key, value in row.items() if key not in FIELDS
    }
    if html and row.get("text"):
        extra["text"] = _json_ready(row["text"], "text")
    return extra


def _json_ready(value: Any, field: str, depth: int = 1) -> Json:
    """A value as JSON holds it. Raises FieldError for what JSON, or its reader, cannot hold."""
    if isinstance(value, (Mapping, list, tuple)):
        if depth > _DEEPEST:
            raise FieldError(field, f"nested deeper than {_DEEPEST} levels")
        if isinstance(value, Mapping):
            return {_unicode(str(key), field): _json_ready(item, field, depth + 1) for key, item in value.items()}
        return [_json_ready(item, field, depth + 1) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, int) and not _LEAST <= value <= _MOST:
        raise FieldError(field, "a number of more than 64 bits: give it as a string")
    if isinstance(value, str):
        return _unicode(value, field)
    if value is None or isinstance(value, (int, float)):
        return value
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return float(value)
    return _unicode(str(value), field)


def _unicode(value: str, field: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise FieldError(field, "not Unicode: half of a surrogate pair stands alone") from None
    return value


def _canonical(value: Mapping[str, Any]) -> str:
    return orjson.dumps(dict(value), option=orjson.OPT_SORT_KEYS).decode("utf-8")
