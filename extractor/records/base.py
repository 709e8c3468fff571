"""What every record rests on: spans of text, plain JSON types and content hashes."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from extractor.records.plain import compiled

SCHEMA_VERSION = "1.0"

Number = int | float
Json = Any


def as_json(value: Any) -> Json:
    """Turn a record into dicts, lists and scalars; ``from_`` becomes ``from``.

    >>> as_json(Span(0, 2, "12"))
    {'start': 0, 'end': 2, 'text': '12'}
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    convert = _CONVERTERS.get(kind)
    if convert is not None:
        return convert(value)
    if kind is tuple or kind is list:
        return [as_json(item) for item in value]
    return _other(value)


_PLAIN = frozenset({str, int, float, bool, type(None)})
_CONVERTERS: dict[type, Callable[[Any], Json]] = {}


def _other(value: Any) -> Json:
    """A value whose type is met for the first time, or seldom."""
    if isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (tuple, list)):
        return [as_json(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, datetime.date):
        return value.isoformat()
    kind = type(value)
    _CONVERTERS[kind] = convert = compiled(kind, as_json)
    return convert(value)


def digest(*parts: str, size: int = 24) -> str:
    """Return a hex content hash of the parts, ``size`` characters long (4 bits each).

    >>> digest("a", "b") == digest("a", "b"), digest("ab") == digest("a", "b")
    (True, False)
    """
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:size]


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: ``text[start:end]``."""

    start: int
    end: int
    text: str
