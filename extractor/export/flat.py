"""A claim as one row of plain columns, for spreadsheets and statistics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractor.export.reviewed import Decided

Row = Mapping[str, Any]
COLUMNS = (
    "id", "article_id", "uri", "outlet", "published", "title", "sentence", "quantity", "value", "low", "high",
    "modifier", "kind", "unit", "per_value", "per_unit", "statistic", "change", "counted", "event", "negated",
    "modality", "actor", "topic", "area", "time_text", "time_from", "time_to", "legal", "source", "source_type",
    "relations", "inherited", "confidence", "verdict", "reviewers", "edited", "notes", "start", "end",
)  # fmt: skip


def flat(claim: Decided, article: Row) -> dict[str, Any]:
    """The columns of a claim; lists are joined by ``; ``."""
    record = claim.record
    quantity, event, time = record["quantity"], record["event"] or {}, record["time"] or {}
    per, attribution = quantity["per"] or {}, record["attribution"] or {}
    row = {name: record[name] for name in ("id", "article_id", "uri", "outlet", "published", "confidence")}
    row |= {
        name: quantity[name] for name in ("value", "low", "high", "modifier", "kind", "unit", "statistic", "change")
    }
    row |= {name: _text(record[name]) for name in ("sentence", "quantity", "counted", "actor", "topic")}
    return row | {
        "title": article["title"] and article["title"]["value"],
        "per_value": per.get("value"),
        "per_unit": per.get("unit"),
        "event": event.get("lemma"),
        "negated": event.get("negated"),
        "modality": event.get("modality"),
        "area": record["area"] and record["area"]["code"],
        "time_text": time.get("text"),
        "time_from": time.get("from"),
        "time_to": time.get("to"),
        "legal": "; ".join(legal(law) for law in record["legal"]),
        "source": _text(attribution.get("source")),
        "source_type": attribution.get("type"),
        "relations": "; ".join(f"{relation['type']} {relation['claim_id']}" for relation in record["relations"]),
        "inherited": "; ".join(row["slot"] for row in record["inherited"]),
        "verdict": claim.verdict,
        "reviewers": "; ".join(claim.reviewers),
        "edited": "; ".join(claim.edited),
        "notes": "; ".join(claim.notes),
        "start": quantity["start"],
        "end": quantity["end"],
    }


def legal(law: Row) -> str:
    """A provision in a few words: ``ru/criminal-code article 338 part 3 (RU)``."""
    instrument = law["instrument"]
    named = f"{instrument['id'] or instrument['text']} " if instrument else ""
    steps = "".join(f" {step['unit']} {step['value']}" for step in law["path"])
    return f"{named}{law['unit']} {law['number']}{steps} ({law['jurisdiction'] or '?'})"


def _text(span: Row | None) -> str | None:
    return " ".join(span["text"].split()) if span else None
