"""The numbers of records as both formats hold them: a Parquet column is of doubles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

_EXACT = 2**53
_FIELDS = ("value", "low", "high")


class Rows(NamedTuple):
    """The records of one article as plain JSON types."""

    article: dict[str, Any]
    claims: Sequence[dict[str, Any]]


def as_doubles(rows: Rows) -> Rows:
    """Turn each large integer of a quantity into the double that is equal to it, in place.

    One that no double is equal to stays as it is, for the check to refuse: nothing is rounded.
    """
    for row in (*rows.article["numbers"], *rows.claims):
        quantity = row["quantity"]
        if quantity is not None:
            for name in _FIELDS:
                quantity[name] = _double(quantity[name])
            if quantity["per"] is not None:
                quantity["per"]["value"] = _double(quantity["per"]["value"])
    return rows


def _double(value: Any) -> Any:
    if not isinstance(value, int) or -_EXACT <= value <= _EXACT:
        return value
    try:
        double = float(value)
    except OverflowError:
        return value
    return double if int(double) == value else value
