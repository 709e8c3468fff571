"""Arrow types of the records, derived from their fields, so that Parquet keeps the nesting."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any

import orjson
import pyarrow as pa


@cache
def arrow_schema(kind: type) -> pa.Schema:
    """The Arrow schema of a record type; a free-form mapping is a column of JSON strings."""
    return pa.schema([pa.field(name, of, nullable=null) for name, of, null in _columns(kind)])


def flatten(row: Mapping[str, Any], schema: pa.Schema) -> dict[str, Any]:
    """A row as Arrow takes it: values of JSON columns become strings."""
    return {name: _json_column(row[name]) if name == "extra" else row[name] for name in schema.names}


def unflatten(row: Mapping[str, Any]) -> dict[str, Any]:
    """The inverse of :func:`flatten`, for a row read back."""
    return {name: orjson.loads(value) if name == "extra" else value for name, value in row.items()}


def _json_column(value: Any) -> str:
    return orjson.dumps(value).decode("utf-8")


def _columns(kind: type) -> list[tuple[str, pa.DataType, bool]]:
    hints = typing.get_type_hints(kind)
    return [(f.name.rstrip("_"), *_arrow_type(hints[f.name])) for f in dataclasses.fields(kind)]


def _arrow_type(hint: Any) -> tuple[pa.DataType, bool]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        rest = [argument for argument in arguments if argument is not type(None)]
        inner = pa.float64() if set(rest) == {int, float} else _arrow_type(rest[0])[0]
        return inner, len(rest) < len(arguments)
    if origin is typing.Literal:
        return pa.string(), False
    if origin is tuple:
        inner, null = _arrow_type(arguments[0])
        return pa.list_(pa.field("element", inner, nullable=null)), False
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return pa.struct([pa.field(name, of, nullable=null) for name, of, null in _columns(hint)]), False
    scalars = {str: pa.string(), bool: pa.bool_(), int: pa.int64(), float: pa.float64()}
    return scalars.get(hint, pa.string()), False
