"""JSON Schema: a fast check for every record, the reference validator for the words of a fault."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import orjson

from extractor.validate.fault import Fault

_MOST = 20


@cache
def load_schema(name: str) -> dict[str, Any]:
    """The schema of a record: ``article``, ``claim``, ``failure`` or ``duplicate``."""
    packaged = resources.files("extractor") / "schemas" / f"{name}.schema.json"
    if packaged.is_file():
        data = packaged.read_bytes()
    else:
        data = (Path(__file__).resolve().parents[2] / "schemas" / f"{name}.schema.json").read_bytes()
    schema: dict[str, Any] = orjson.loads(data)
    return schema


def schema_faults(name: str, row: Any) -> Iterator[Fault]:
    """Yield what a record has wrong by its schema, the outermost first, 20 at most."""
    if _fast(name).is_valid(row):
        return
    errors = sorted(_reference(name).iter_errors(row), key=lambda error: [str(step) for step in error.absolute_path])
    for error in errors[:_MOST]:
        yield Fault(json_path(error.absolute_path), _shorten(error.message))


def json_path(steps: Any) -> str:
    """Join steps to a JSON path.

    >>> json_path(["numbers", 3, "start"])
    '$.numbers[3].start'
    """
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)


@cache
def _fast(name: str) -> Any:
    import jsonschema_rs

    return jsonschema_rs.validator_for(load_schema(name))


@cache
def _reference(name: str) -> Any:
    import jsonschema

    return jsonschema.Draft202012Validator(load_schema(name))


def _shorten(message: str, longest: int = 300) -> str:
    return message if len(message) <= longest else message[: longest // 2] + " … " + message[-longest // 2 :]
