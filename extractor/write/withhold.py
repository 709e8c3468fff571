"""Hold back single claims of an article: what fails the program's own check costs no more than itself."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from extractor.validate.quantities import quantity_faults
from extractor.write.numbers import Rows


def withhold(rows: Rows, indices: Collection[int]) -> Rows:
    """The records without the claims of these indices, whose numbers are marked ``doubtful``.

    A number keeps its reading unless that is itself at fault. Relations of other claims to them go
    with them, so that the rest stays an article in order.
    """
    gone = {rows.claims[index]["id"] for index in indices}
    article = rows.article | {"numbers": [_marked(number, gone) for number in rows.article["numbers"]]}
    return Rows(article, [_unrelated(claim, gone) for n, claim in enumerate(rows.claims) if n not in indices])


def _marked(number: dict[str, Any], gone: Collection[str]) -> dict[str, Any]:
    if number["claim_id"] not in gone:
        return number
    reading = number["quantity"]
    if reading is not None and next(iter(quantity_faults(reading, "$")), None) is not None:
        reading = None
    return number | {"claim_id": None, "disposition": "doubtful", "quantity": reading}


def _unrelated(claim: dict[str, Any], gone: Collection[str]) -> dict[str, Any]:
    kept = [relation for relation in claim["relations"] if relation["claim_id"] not in gone]
    return claim if len(kept) == len(claim["relations"]) else claim | {"relations": kept}
