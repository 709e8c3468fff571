"""Arrow from bytes: no Python object for each value, and no pandas, which ``pyarrow.array`` imports where it can."""

from __future__ import annotations

import array
import itertools
from collections.abc import Sequence
from functools import cache

import pyarrow as pa


def rows_of(data: bytes, schema: pa.Schema) -> pa.Table:
    """The records in lines of JSON as one stretch of the schema's columns; fields that it lacks are passed over."""
    from pyarrow import json

    return json.read_json(
        pa.BufferReader(data),
        read_options=json.ReadOptions(use_threads=False, block_size=len(data) + 1),
        parse_options=json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore"),
    ).combine_chunks()


def strings(values: Sequence[bytes]) -> pa.Array:
    """Strings, given in UTF-8.

    >>> strings([b"a", b"", b"bc"]).to_pylist()
    ['a', '', 'bc']
    """
    offsets = array.array("i", itertools.accumulate(map(len, values), initial=0))
    return pa.StringArray.from_buffers(len(values), pa.py_buffer(offsets), pa.py_buffer(b"".join(values)))


@cache
def zero(kind: pa.DataType) -> pa.Scalar:
    """The empty value of a plain type.

    >>> zero(pa.string()), zero(pa.float64())
    (<pyarrow.StringScalar: ''>, <pyarrow.DoubleScalar: 0.0>)
    """
    text = [pa.py_buffer(b"")] if pa.types.is_string(kind) else []
    return pa.Array.from_buffers(kind, 1, [None, pa.py_buffer(bytes(8)), *text])[0]
