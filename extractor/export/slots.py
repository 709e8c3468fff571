"""The slots of a claim record as spans, in the order in which a person reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

Row = Mapping[str, Any]
SLOTS = ("quantity", "counted", "event", "actor", "topic", "time", "area", "legal", "source", "cue")


class SlotSpan(NamedTuple):
    """Where the text shows a slot; ``inherited`` when the words stand in another clause or sentence."""

    name: str
    start: int
    end: int
    text: str
    inherited: bool
    label: str


def slot_spans(claim: Row) -> Iterator[SlotSpan]:
    """Yield the spans of the slots that a claim fills, and the evidence of what it inherits."""
    seen: set[tuple[str, int, int]] = set()
    borrowed = {(_slot(row["slot"]), row["start"], row["end"]) for row in claim["inherited"]}
    for name, span in _filled(claim):
        place = (name, span["start"], span["end"])
        if place not in seen:
            seen.add(place)
            yield SlotSpan(*place, span["text"], place in borrowed, name)
    for row in claim["inherited"]:
        place = (_slot(row["slot"]), row["start"], row["end"])
        if place not in seen:
            seen.add(place)
            yield SlotSpan(*place, row["text"], True, _slot(row["slot"]))


def _filled(claim: Row) -> Iterator[tuple[str, Row]]:
    for name in ("quantity", "counted", "event", "actor", "topic", "time", "area"):
        if claim[name] is not None:
            yield name, claim[name]
    for row in claim["legal"]:
        yield "legal", row
    attribution = claim["attribution"]
    if attribution is not None:
        yield "source", attribution["source"]
        if attribution["cue"] is not None:
            yield "cue", attribution["cue"]


def _slot(name: str) -> str:
    name = name.split(".")[0]
    return {"attribution": "source", "unit": "counted"}.get(name, name if name in SLOTS else "counted")


def figure(claim: Row) -> str:
    """The figure and what it counts, in a few words.

    >>> figure({"quantity": {"text": "12", "unit": "man"}, "counted": {"text": "men"}})
    '12 men'
    """
    said = " ".join(claim["quantity"]["text"].split())
    counted = claim["counted"] and " ".join(claim["counted"]["text"].split())
    if counted and counted.lower() not in said.lower():
        return f"{said} {counted}"
    unit = claim["quantity"]["unit"]
    plain = unit and unit.isalpha() and unit.islower() and unit not in said
    return f"{said} {unit}" if plain and not counted else said
