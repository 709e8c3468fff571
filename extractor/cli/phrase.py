"""A claim in a line, as a person would read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]
_UNITS_IN_TEXT = frozenset({"percent", "percentage_points", "money", "measure", "duration", "age", "multiple"})


def phrase(claim: Row) -> str:
    """Say a claim in one line: figure — event, actor, topic, law, time, place, source.

    >>> phrase(row)  # doctest: +SKIP
    '1,369 soldiers — convict, desertion, Criminal Code art. 338, 2024, said Mediazona'
    """
    details = [_event(claim), _text(claim["actor"], "by "), _text(claim["topic"], "for ")]
    details += [_law(row) for row in claim["legal"]]
    details += [_time(claim["time"]), claim["area"] and claim["area"]["code"], _source(claim["attribution"])]
    said = ", ".join(str(detail) for detail in details if detail)
    return f"{_figure(claim)} — {said}" if said else _figure(claim)


def _figure(claim: Row) -> str:
    quantity = claim["quantity"]
    counted = claim["counted"]["text"] if claim["counted"] else None
    figure = " ".join(quantity["text"].split())
    if quantity["kind"] in _UNITS_IN_TEXT:
        figure += f" of {counted}" if counted and quantity["kind"] == "percent" and counted not in figure else ""
    elif counted and counted not in figure:
        figure += f" {counted}"
    elif quantity["unit"] and not counted:
        figure += f" {quantity['unit']}"
    per = quantity["per"]
    if per:
        figure += f" per {per['unit']}" if per["value"] == 1 else f" per {per['value']:,} {per['unit']}"
    return figure


def _event(claim: Row) -> str | None:
    event = claim["event"]
    if event is None:
        return None
    return f"{'not ' if event['negated'] else ''}{event['lemma']}{_modality(event['modality'])}"


def _modality(modality: str) -> str:
    return "" if modality == "asserted" else f" ({modality})"


def _law(row: Row) -> str:
    instrument = row["instrument"]["text"] + " " if row["instrument"] else ""
    steps = "".join(f" {step['unit']} {step['value']}" for step in row["path"])
    unit = "art." if row["unit"] == "article" else row["unit"]
    return f"{instrument}{unit} {row['number']}{steps}"


def _time(time: Row | None) -> str | None:
    if time is None:
        return None
    first, last = time["from"], time["to"]
    if first and last:
        return str(first) if first == last else f"{first} to {last}"
    if first or last:
        return f"from {first}" if first else f"until {last}"
    return str(time["text"])


def _source(attribution: Row | None) -> str | None:
    return f"said {attribution['source']['text']}" if attribution else None


def _text(span: Row | None, before: str) -> str | None:
    return before + " ".join(span["text"].split()) if span else None
