"""Corrections from a form: words become spans, and the corrected claim is checked like any other."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from extractor.annotate.split import sentences
from extractor.audit.form import EditError, Form
from extractor.records import SCHEMA_VERSION, digest
from extractor.validate import schema_faults

Row = Mapping[str, Any]
_NEAR = 2_000
JSON_SLOTS = ("legal", "entities", "relations", "inherited")


def corrected(claim: Row, fields: Mapping[str, str], text: str, ids: Iterable[str] = ()) -> dict[str, Any]:
    """The claim as the form says it is.

    ``ids`` are the claims that relations may lead to. Raises EditError when a field is malformed,
    when words do not stand in the article, or when the record would break its schema.
    """
    form = Form(fields, text, claim["quantity"]["start"])
    made = copy.deepcopy(dict(claim))
    for slot, change in _CHANGES.items():
        made[slot] = change(form, claim[slot])
    for slot in JSON_SLOTS:
        made[slot] = form.json(slot, claim[slot])
    faults = form.faults or {_field(fault.path): fault.message for fault in schema_faults("claim", made)}
    if not faults:
        faults = _offset_faults(made, text) | _relation_faults(made, claim, set(ids))
    if faults:
        raise EditError(faults)
    return made


def differences(claim: Row, made: Row) -> dict[str, Any]:
    """The slots in which a corrected claim differs: ``{slot: new value}``."""
    return {slot: made[slot] for slot in claim if made[slot] != claim[slot]}


def _quantity(form: Form, old: Any) -> Any:
    span = form.span("quantity") or {name: old[name] for name in ("start", "end", "text")}
    per = None
    if form.value("per.unit"):
        per = {"value": form.number("per.value") or 1, "unit": form.value("per.unit")}
    return {
        **old,
        **span,
        "value": form.number("value"),
        "low": form.number("low"),
        "high": form.number("high"),
        "modifier": form.value("modifier") or old["modifier"],
        "kind": form.value("kind") or old["kind"],
        "unit": form.value("unit"),
        "per": per,
        "statistic": form.value("statistic"),
        "change": form.value("change"),
    }


def _span(name: str) -> Callable[[Form, Any], Any]:
    return lambda form, _: form.span(name)


def _event(form: Form, _: Any) -> Any:
    span = form.span("event")
    if span is None:
        return None
    return {
        **span,
        "lemma": form.value("event.lemma") or span["text"].lower(),
        "negated": form.value("event.negated") is not None,
        "modality": form.value("event.modality") or "asserted",
    }


def _area(form: Form, old: Any) -> Any:
    code = form.value("area.code")
    span = form.span("area")
    if code is None:
        return None
    if span is None:
        form.faults.setdefault("area", "needs the words that name the place")
        return old
    return {"code": code.upper(), **span, "resolution": old["resolution"] if old else "explicit"}


def _time(form: Form, old: Any) -> Any:
    span = form.span("time")
    if span is None:
        if form.value("time.from") or form.value("time.to"):
            form.faults.setdefault("time", "needs the words that name the period")
        return None
    first, last = form.value("time.from"), form.value("time.to")
    if old is not None and (span["start"], span["end"], first, last) == (
        old["start"], old["end"], old["from"], old["to"],
    ):  # fmt: skip
        return old
    value = first if first == last else f"{first or '..'}/{last or '..'}"
    empty: dict[str, Any] = {
        "mod": None,
        "anchor": None,
        "fiscal": False,
        "approx": False,
        "comparison": False,
        "parts": [],
        "rules": [],
    }
    bound = None if first and last else "from" if first else "until" if last else None
    return {
        **empty, **span, "type": "DATE", "value": value or "XXXX", "edtf": value, "from": first, "to": last,
        "granularity": None, "bound": bound, "basis": "explicit",
    }  # fmt: skip


def _attribution(form: Form, old: Any) -> Any:
    span = form.span("source")
    if span is None:
        return None
    same = old is not None and (old["source"]["start"], old["source"]["end"]) == (span["start"], span["end"])
    return {
        "type": form.value("source.type") or "indirect",
        "source": span,
        "mention": old["mention"] if same else span,
        "cue": form.span("source.cue"),
        "compiled_by": old["compiled_by"] if old else None,
        "reported": old["reported"] if old else None,
    }


_CHANGES: dict[str, Callable[[Form, Any], Any]] = {
    "quantity": _quantity,
    "counted": _span("counted"),
    "event": _event,
    "actor": _span("actor"),
    "topic": _span("topic"),
    "area": _area,
    "time": _time,
    "attribution": _attribution,
}


def _field(path: str) -> str:
    """The form field that a JSON path belongs to."""
    steps = path.removeprefix("$.").replace("[", ".").split(".")
    if steps[0] == "quantity":
        return "quantity" if len(steps) == 1 else steps[1]
    if steps[0] == "attribution":
        return "source"
    return ".".join(steps[:2]) if steps[0] in ("event", "time", "area") and len(steps) > 1 else steps[0]


def _offset_faults(claim: Row, text: str) -> dict[str, str]:
    faults = {}
    for path, span in _spans(claim, ""):
        if text[span["start"] : span["end"]] != span["text"]:
            faults[_field(path.strip("."))] = f"{span['text']!r} does not stand at {span['start']}–{span['end']}"
    quantity = claim["quantity"]
    if quantity["low"] is not None and quantity["high"] is not None and quantity["low"] > quantity["high"]:
        faults["low"] = "must not be above high"
    time = claim["time"]
    if time and time["from"] and time["to"] and time["from"] > time["to"]:
        faults["time.from"] = "must not be after the end"
    return faults


def _spans(value: Any, path: str) -> Iterable[tuple[str, Row]]:
    if isinstance(value, Mapping):
        if isinstance(value.get("start"), int) and isinstance(value.get("end"), int) and "text" in value:
            yield path, value
        for key, item in value.items():
            yield from _spans(item, f"{path}.{key}")
    elif isinstance(value, list):
        for item in value:
            yield from _spans(item, path)


def _relation_faults(made: Row, claim: Row, ids: set[str]) -> dict[str, str]:
    known = ids | {relation["claim_id"] for relation in claim["relations"]}
    unknown = [row["claim_id"] for row in made["relations"] if row["claim_id"] not in known]
    return {"relations": f"no claim of this article has the id {unknown[0]!r}"} if unknown else {}


def blank_claim(article: Row, start: int, end: int, number: Row | None) -> dict[str, Any]:
    """A claim to start from, at a number that was found (with its reading) or at selected words.

    ``article`` has the columns of the table ``article``.
    """
    text = article["text"]
    reading = (number or {}).get("quantity") or {
        "value": None, "low": None, "high": None, "modifier": "exact", "kind": "count", "unit": None, "per": None,
        "statistic": None, "change": None,
    }  # fmt: skip
    sentence = _sentence(text, start, end)
    quoted = text[start:end]
    return {
        "schema_version": SCHEMA_VERSION,
        "id": digest(article["article_id"], "added", str(start), quoted),
        "article_id": article["article_id"],
        "published": article["published"],
        "outlet": article["outlet"],
        "uri": article["uri"],
        "sentence": {"start": sentence[0], "end": sentence[1], "text": text[slice(*sentence)]},
        "quantity": {"start": start, "end": end, "text": quoted, **reading},
        **dict.fromkeys(("counted", "event", "actor", "topic")),
        "entities": [],
        "area": None,
        "time": None,
        "legal": [],
        "attribution": None,
        "relations": [],
        "inherited": [],
        "confidence": 1.0,
        "rules": [],
    } | {"counted": (number or {}).get("counted")}


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = text.rfind("\n\n", max(0, start - _NEAR), start)
    first = max(0, start - _NEAR) if first < 0 else first + 2
    last = text.find("\n\n", end, end + _NEAR)
    last = min(len(text), end + _NEAR) if last < 0 else last
    for place in sentences(text, first, last):
        if place[0] <= start and end <= place[1]:
            return place
    return start, end
