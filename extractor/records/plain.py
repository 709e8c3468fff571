"""Functions that turn one class of records into plain JSON types, written from its fields."""

from __future__ import annotations

import dataclasses
import itertools
import types
from collections.abc import Callable, Iterator
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

_SCALARS = (str, int, float, bool, type(None))


def compiled(kind: type, other: Callable[[Any], Any]) -> Callable[[Any], dict[str, Any]]:
    """A function that turns a record of the dataclass ``kind`` into dicts, lists and scalars.

    The fields are written out as one expression, those of nested records within it, which saves the
    lookups and calls of a walk; ``other`` takes what is of no plain type.
    """
    names = (f"_{number}" for number in itertools.count())
    source = f"lambda record: {_record(kind, 'record', names)}"
    made: Callable[[Any], dict[str, Any]] = eval(source, {"other": other})
    return made


def _record(kind: type, value: str, names: Iterator[str]) -> str:
    hints = get_type_hints(kind)
    parts = (
        f"{field.name.rstrip('_')!r}: {_value(hints[field.name], f'{value}.{field.name}', names)}"
        for field in dataclasses.fields(kind)
    )
    return "{" + ", ".join(parts) + "}"


def _value(hint: Any, value: str, names: Iterator[str]) -> str:
    """The expression that turns ``value``, of the type ``hint``, into JSON types."""
    if _is_scalar(hint):
        return value
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        name = next(names)
        return f"{_record(hint, name, names)} if ({name} := {value}) is not None else None"
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        if _is_scalar(arguments[0]):
            return f"list({value})"
        name = next(names)
        return f"[{_value(arguments[0], name, names)} for {name} in {value}]"
    if _is_union(origin):
        said = [argument for argument in arguments if argument is not type(None)]
        if len(said) == 1:
            return _value(said[0], value, names)
    return f"other({value})"


def _is_scalar(hint: Any) -> bool:
    if _is_union(get_origin(hint)):
        return all(map(_is_scalar, get_args(hint)))
    return hint in _SCALARS or get_origin(hint) is Literal


def _is_union(origin: Any) -> bool:
    return origin in (Union, types.UnionType)
