"""The lines of a very long article: checked and put away window by window."""

from __future__ import annotations

from typing import NamedTuple

from extractor.long import LAYERS, LongExtraction
from extractor.records import Failure, as_json
from extractor.validate import schema_faults
from extractor.validate.blocks import block_faults
from extractor.validate.fault import Fault
from extractor.write.encode import Lines, encode, failed_line, refusal, sound
from extractor.write.numbers import Rows, as_doubles
from extractor.write.stored import Row, StoredRows


class LongLines(NamedTuple):
    """As :class:`extractor.write.encode.Lines`; the records are there, packed, and their lines are made of them."""

    rows: Rows
    claims: StoredRows
    failure: bytes | None
    failed: Failure | None


def encode_long(result: LongExtraction) -> LongLines | Lines:
    """The records of a very long article, as :func:`extractor.write.encode.encode` checks and writes them."""
    head = as_json(result.head)
    try:
        return _encoded(result, head)
    except Exception as error:
        reason = f"internal error: {type(error).__name__}: {error}"
        return encode(refusal("check", head, reason))


def _encoded(result: LongExtraction, head: Row) -> LongLines | Lines:
    layers = {name: StoredRows() for name in LAYERS}
    claims, count, faults = StoredRows(), 0, list[Fault]()
    fatal = next(schema_faults("article", head), None) or next(block_faults(head), None)
    for window in result.windows():
        part = as_doubles(Rows(as_json(window.article), [as_json(claim) for claim in window.claims]))
        count += len(part.claims)
        if fatal is None:
            left, found, fatal = sound(part, (window.start, window.end))
            faults += found
        if fatal is not None:
            return encode(refusal("check", head, f"internal: article record: {fatal}"))
        try:
            for name in LAYERS:
                layers[name].extend(left.article[name])
            claims.extend(left.claims)
        except (TypeError, ValueError, RecursionError) as error:
            return encode(refusal("write", head, f"the records cannot be written as JSON: {error}"))
    rows = Rows({**head, **layers}, claims)
    if not faults:
        return LongLines(rows, claims, None, None)
    withheld = f"{count - len(claims)} of {count} claims withheld"
    failure = refusal("check", head, f"internal: claim record: {faults[0]}; {withheld}")
    return LongLines(rows, claims, failed_line(failure), failure)
