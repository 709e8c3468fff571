"""Records from plain JSON types: the inverse of ``records.as_json``."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def from_json(kind: type[T], row: Mapping[str, Any]) -> T:
    """Make a record of a row; fields that the row lacks take their default.

    >>> from extractor.records import Span
    >>> from_json(Span, {"start": 0, "end": 2, "text": "12"})
    Span(start=0, end=2, text='12')
    """
    hint: Any = kind
    made: T = _converter(hint)(row)
    return made


@cache
def _converter(hint: Any) -> Callable[[Any], Any]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        rest = [argument for argument in arguments if argument is not type(None)]
        inner = _converter(rest[0]) if len(rest) == 1 else _unchanged
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        item = _converter(arguments[0])
        return lambda value: tuple(item(part) for part in value)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _record_converter(hint)
    return _unchanged


def _record_converter(kind: type) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    fields = [(f.name, f.name.rstrip("_"), _converter(hints[f.name])) for f in dataclasses.fields(kind)]

    def convert(row: Mapping[str, Any]) -> Any:
        return kind(**{name: make(row[key]) for name, key, make in fields if key in row})

    return convert


def _unchanged(value: Any) -> Any:
    return value
