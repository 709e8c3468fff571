"""The result of an article as lines of JSON: checked, and the same bytes for the same result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import orjson

from extractor.records import Extraction, Failure, as_json
from extractor.validate import check_article, schema_faults
from extractor.validate.fault import Fault
from extractor.write.numbers import Rows, as_doubles
from extractor.write.withhold import withhold


class Lines(NamedTuple):
    """What is written of one input: an article with its claims, a failure, or both.

    Both where claims were withheld: the failure says which and why.
    """

    rows: Rows | None
    article: bytes | None
    claims: Iterable[bytes]
    failure: bytes | None
    failed: Failure | None


def encode(result: Extraction | Failure) -> Lines:
    """The lines of a result, each ending in a line feed.

    Records that break their schema or an invariant are never written. A claim that does is withheld,
    its number marked and a Failure of the stage ``check`` written beside the article; an article that
    does is refused whole, by such a Failure alone. What JSON cannot hold is one of the stage ``write``.
    """
    if isinstance(result, Failure):
        return _failure(result)
    rows = as_doubles(Rows(as_json(result.article), [as_json(claim) for claim in result.claims]))
    sound, failed = _checked(rows)
    if sound is None:
        assert failed is not None
        return _failure(failed)
    found = _encoded(sound)
    if isinstance(found, Failure):
        return _failure(found)
    article, *claims = found
    return Lines(sound, article, tuple(claims), failed_line(failed) if failed is not None else None, failed)


def _failure(failure: Failure) -> Lines:
    return Lines(None, None, (), failed_line(failure), failure)


def failed_line(failure: Failure) -> bytes:
    """The line of a failure."""
    row = {
        key: value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value
        for key, value in as_json(failure).items()  # a file's name may be no Unicode
    }
    return _line(row)


def _checked(rows: Rows) -> tuple[Rows | None, Failure | None]:
    """The rows that are sound, null for none, and the failure that tells what is not.

    A record that the check itself cannot digest stops no batch.
    """
    try:
        left, faults, fatal = sound(rows)
    except Exception as error:
        return None, refusal("check", rows.article, f"internal error: {type(error).__name__}: {error}")
    if fatal is not None:
        return None, refusal("check", rows.article, f"internal: article record: {fatal}")
    if not faults:
        return rows, None
    withheld = f"{len(rows.claims) - len(left.claims)} of {len(rows.claims)} claims withheld"
    return left, refusal("check", rows.article, f"internal: claim record: {faults[0]}; {withheld}")


def sound(rows: Rows, stretch: tuple[int, int] | None = None) -> tuple[Rows, list[Fault], Fault | None]:
    """The rows less the claims at fault, the faults of those, and one of the article's own, if there is any.

    Claims are withheld until nothing is at fault; each turn leaves fewer. ``stretch`` as in
    :func:`extractor.validate.check_article`.
    """
    faults: list[Fault] = []
    while found := list(_schema_faults(rows)) or list(check_article(rows.article, rows.claims, stretch)):
        fatal = next((fault for index, fault in found if index is None), None)
        if fatal is not None:
            return rows, faults, fatal
        faults += [fault for _, fault in found]
        rows = withhold(rows, {index for index, _ in found if index is not None})
    return rows, faults, None


def _schema_faults(rows: Rows) -> Iterator[tuple[int | None, Fault]]:
    yield from ((None, fault) for fault in schema_faults("article", rows.article))
    for index, claim in enumerate(rows.claims):
        yield from ((index, fault) for fault in schema_faults("claim", claim))


def _encoded(rows: Rows) -> list[bytes] | Failure:
    """All records of an article as lines, before the first is written."""
    try:
        return [_line(row) for row in (rows.article, *rows.claims)]
    except (TypeError, ValueError, RecursionError) as error:
        return refusal("write", rows.article, f"the records cannot be written as JSON: {error}")


def refusal(stage: str, article: Mapping[str, Any], reason: str) -> Failure:
    """The failure of an article that a stage refuses."""
    source = article["source"]
    uri = source["uri"].removesuffix(f"#{source['line']}")
    return Failure(stage, uri, source["line"], reason, article_id=article["id"])


def _line(row: dict[str, Any]) -> bytes:
    return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
