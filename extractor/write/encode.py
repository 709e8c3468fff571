"""The result of an article as lines of JSON: checked, and the same bytes for the same result."""

from __future__ import annotations

import itertools
from typing import Any, NamedTuple

import orjson

from extractor.records import Extraction, Failure, as_json
from extractor.validate import check_article, schema_faults
from extractor.write.numbers import Rows, as_doubles


class Lines(NamedTuple):
    """What is written of one input: an article with its claims, or a failure."""

    rows: Rows | None
    article: bytes | None
    claims: tuple[bytes, ...]
    failure: bytes | None
    failed: Failure | None


def encode(result: Extraction | Failure) -> Lines:
    """The lines of a result, each ending in a line feed.

    Records that break their schema or an invariant are never written: they become a Failure of
    the stage ``check``; those that JSON cannot hold become one of the stage ``write``.
    """
    if isinstance(result, Failure):
        return _failure(result)
    rows = as_doubles(Rows(as_json(result.article), [as_json(claim) for claim in result.claims]))
    found = _checked(rows) or _encoded(rows)
    if isinstance(found, Failure):
        return _failure(found)
    article, *claims = found
    return Lines(rows, article, tuple(claims), None, None)


def _failure(failure: Failure) -> Lines:
    row = {
        key: value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value
        for key, value in as_json(failure).items()  # a file's name may be no Unicode
    }
    return Lines(None, None, (), _line(row), failure)


def _checked(rows: Rows) -> Failure | None:
    """As :func:`_check`; a record that the check itself cannot digest stops no batch."""
    try:
        return _check(rows)
    except Exception as error:
        return _refusal("check", rows, f"internal error: {type(error).__name__}: {error}")


def _check(rows: Rows) -> Failure | None:
    """The first fault of the records as a Failure, null when there is none."""
    faults = itertools.chain(
        (("article", fault) for fault in schema_faults("article", rows.article)),
        (("claim", fault) for claim in rows.claims for fault in schema_faults("claim", claim)),
    )
    found = next(faults, None)
    if found is None:
        checked = next(check_article(rows.article, rows.claims), None)
        if checked is None:
            return None
        found = ("article" if checked[0] is None else "claim", checked[1])
    return _refusal("check", rows, f"internal: {found[0]} record: {found[1]}")


def _encoded(rows: Rows) -> list[bytes] | Failure:
    """All records of an article as lines, before the first is written."""
    try:
        return [_line(row) for row in (rows.article, *rows.claims)]
    except (TypeError, ValueError, RecursionError) as error:
        return _refusal("write", rows, f"the records cannot be written as JSON: {error}")


def _refusal(stage: str, rows: Rows, reason: str) -> Failure:
    source = rows.article["source"]
    uri = source["uri"].removesuffix(f"#{source['line']}")
    return Failure(stage, uri, source["line"], reason, article_id=rows.article["id"])


def _line(row: dict[str, Any]) -> bytes:
    return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
