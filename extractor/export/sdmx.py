"""SDMX-CSV 2.0: a claim an observation of the dataflow EXTRACTOR:CLAIMS(1.0)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from extractor.export.reviewed import Decided, Document
from extractor.export.table import write_rows

_FLOW = "EXTRACTOR:CLAIMS(1.0)"
COLUMNS = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION", "CLAIM_ID", "REF_AREA", "INDICATOR", "TIME_PERIOD", "OBS_VALUE", "OBS_LOW",
    "OBS_HIGH", "UNIT_MEASURE", "UNIT_MULT", "OBS_STATUS", "MEASURE_KIND", "BASE_PER", "SOURCE", "PUBLISHER",
    "PUBLISHED", "CITATION", "COMMENT_OBS",
)  # fmt: skip
# SDMX code list CL_OBS_STATUS 2.2: A normal, E estimated, U low reliability; claims refused are not written as A.
_STATUS = {"approx": "E", "vague": "U", "range": "E", "nearly": "E"}


def write(documents: Iterator[Document], path: Path) -> None:
    """Write a header and an observation for each claim."""
    write_rows(path, COLUMNS, (observation(claim) for document in documents for claim in document.claims))


def observation(claim: Decided) -> dict[str, Any]:
    """The dimensions, the value and the attributes of a claim."""
    record = claim.record
    quantity, event = record["quantity"], record["event"]
    counted = " ".join(record["counted"]["text"].split()) if record["counted"] else quantity["unit"]
    topic = record["topic"] and " ".join(record["topic"]["text"].split())
    return {
        "STRUCTURE": "dataflow",
        "STRUCTURE_ID": _FLOW,
        "ACTION": "I",
        "CLAIM_ID": record["id"],
        "REF_AREA": record["area"]["code"] if record["area"] else "_Z",
        "INDICATOR": " | ".join(part for part in (event and event["lemma"], counted, topic) if part) or "_Z",
        "TIME_PERIOD": time_period(record["time"]),
        "OBS_VALUE": quantity["value"],
        "OBS_LOW": quantity["low"],
        "OBS_HIGH": quantity["high"],
        "UNIT_MEASURE": quantity["unit"] or "_Z",
        "UNIT_MULT": 0,
        "OBS_STATUS": _STATUS.get(quantity["modifier"], "A"),
        "MEASURE_KIND": quantity["kind"],
        "BASE_PER": f"{quantity['per']['value']} {quantity['per']['unit']}" if quantity["per"] else None,
        "SOURCE": record["attribution"] and " ".join(record["attribution"]["source"]["text"].split()),
        "PUBLISHER": record["outlet"],
        "PUBLISHED": record["published"],
        "CITATION": " ".join(record["sentence"]["text"].split()),
        "COMMENT_OBS": "; ".join(["verdict: " + claim.verdict, *claim.notes]),
    }


def time_period(time: Mapping[str, Any] | None) -> str:
    """A period as SDMX writes it: a year, a month, a day, or an ISO 8601 interval; ``_Z`` for none.

    >>> time_period({"from": "2024-01-01", "to": "2024-12-31"})
    '2024'
    >>> time_period({"from": "2024-02-01", "to": "2024-02-29"})
    '2024-02'
    """
    first, last = (time["from"], time["to"]) if time else (None, None)
    if first and last:
        if first == last:
            return str(first)
        if first[:4] == last[:4] and (first[5:], last[5:]) == ("01-01", "12-31"):
            return str(first[:4])
        if first[:7] == last[:7] and first.endswith("-01") and last == _last_day(first):
            return str(first[:7])
        return f"{first}/{last}"
    return f"{first}/.." if first else f"../{last}" if last else "_Z"


def _last_day(day: str) -> str:
    import calendar

    year, month = int(day[:4]), int(day[5:7])
    return f"{day[:7]}-{calendar.monthrange(year, month)[1]:02d}"
