"""The review page: queue with facets, article, claim card."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from extractor.audit.claims import Reviewed, claims_between, history, read_claim
from extractor.audit.desk import Desk
from extractor.audit.edits import blank_claim
from extractor.audit.facets import FACETS
from extractor.audit.index import Selection
from extractor.audit.shown import SIGNS, Window, slot_marks, window_at
from extractor.audit.view import View
from extractor.export.highlight import lanes, segments
from extractor.export.slots import figure, slot_spans

_SHOWN_VALUES = 7
_MOST_VALUES = 300
_NEAR = 4_000
_OPEN = frozenset({"verdict", "kind", "source"})


def review_page(
    desk: Desk,
    view: View,
    *,
    faults: Mapping[str, str] | None = None,
    fields: Mapping[str, str] | None = None,
    conflict: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """Everything that the template ``review.html`` shows; raises LookupError for an unknown claim."""
    view = dataclasses.replace(view, run=desk.run(view))
    selection = desk.selection(view)
    claim = desk.claim(view)
    queue = desk.queue(view, selection, claim)
    if claim is None and view.add is None and view.article is None and queue.page:
        claim = queue.page[0]
        queue = dataclasses.replace(queue, position=queue.first)
    article = desk.article(view.article or (claim.article if claim else None))
    if article is not None and article["run"] != view.run:
        raise LookupError("this article belongs to another run")
    window = _window(desk, view, article, claim)
    context = {
        "view": view,
        "queue": queue,
        "facets": list(facets(view, selection)),
        "article": article,
        "window": window,
        "claim": claim,
        "next": _neighbour(desk, queue.neighbour(1)),
        "previous": _neighbour(desk, queue.neighbour(-1)),
        "conflict": conflict,
        "faults": faults or {},
    }
    if view.add and article is not None:
        context |= _adding(desk, view, article, fields)
    elif claim is not None:
        context |= _card(desk, view, claim)
        context["form"] = fields or form_fields(claim.final)
    return context


def facets(view: View, selection: Selection) -> Iterator[dict[str, Any]]:
    """The facets with the values that occur, the chosen ones first."""
    for facet in FACETS:
        counts = selection.counts(facet.name)
        chosen = view.filters.get(facet.name, ())
        known = dict(counts)
        top = [(value, known.get(value, 0)) for value in chosen]
        rest = [(value, count) for value, count in counts if value not in chosen]
        room = _MOST_VALUES if view.more == facet.name else max(0, _SHOWN_VALUES - len(top))
        if len(counts) < 2 and not chosen and facet.name != "verdict":
            continue
        yield {
            "name": facet.name,
            "title": facet.title,
            "values": [
                (value, count, value in chosen, view.toggled(facet.name, value)) for value, count in top + rest[:room]
            ],
            "hidden": max(0, len(rest) - room),
            "open": bool(chosen) or view.more == facet.name or facet.name in _OPEN,
        }


def _window(desk: Desk, view: View, article: sqlite3.Row | None, claim: Reviewed | None) -> Window | None:
    if article is None:
        return None
    place = view.at
    if place is None:
        place = view.add[0] if view.add else claim.final["quantity"]["start"] if claim and not view.article else 0
    return window_at(desk.connection, article["id"], place, view, claim)


def _neighbour(desk: Desk, row: int | None) -> str | None:
    if row is None:
        return None
    return str(desk.connection.execute("SELECT claim_id FROM claim WHERE id = ?", (row,)).fetchone()[0])


def _card(desk: Desk, view: View, claim: Reviewed) -> dict[str, Any]:
    final = claim.final
    sentence = final["sentence"]
    marks = [m for m in slot_marks(final) if m.end > sentence["start"] and m.start < sentence["end"]]
    return {
        "figure": figure(final),
        "sentence": list(segments(sentence["text"], sentence["start"], lanes(marks))),
        "slots": list(_slot_rows(claim)),
        "rules": [(rule_id, desk.rules.get(rule_id)) for rule_id in final["rules"]],
        "related": list(_related(desk, view, claim)),
        "json": orjson.dumps(final, option=orjson.OPT_INDENT_2).decode(),
        "history": history(desk.connection, claim.claim_id if claim.origin != "gone" else _key(desk, claim)),
        "elsewhere": _elsewhere(desk, claim),
    }


def _key(desk: Desk, claim: Reviewed) -> str:
    row = desk.connection.execute(
        "SELECT subject.key FROM claim JOIN subject ON subject.id = claim.subject WHERE claim.id = ?", (claim.id,)
    ).fetchone()
    return str(row["key"]) if row else claim.claim_id


def _elsewhere(desk: Desk, claim: Reviewed) -> list[sqlite3.Row]:
    return desk.connection.execute(
        "SELECT run, claim_id FROM claim WHERE claim_id = ? AND run != ? AND origin != 'gone' ORDER BY run DESC",
        (claim.claim_id, claim.run),
    ).fetchall()


def _slot_rows(claim: Reviewed) -> Iterator[dict[str, Any]]:
    """Each slot as a row of the card: what it says, the words it stands on, whence inherited."""
    changed = claim.edited
    spans: dict[str, list[Any]] = {}
    for span in slot_spans(claim.final):
        spans.setdefault(span.name, []).append(span)
    for name, text in _said(claim.final):
        slot = {"source": "attribution", "cue": "attribution"}.get(name, name)
        yield {"name": name, "text": text, "spans": spans.get(name, []), "edited": slot in changed}


def _said(claim: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    quantity, event, time, area = claim["quantity"], claim["event"], claim["time"], claim["area"]
    yield "quantity", _quantity(quantity)
    yield "counted", (claim["counted"] or {}).get("text", "")
    negated = "not " if event and event["negated"] else ""
    modality = f" ({event['modality']})" if event and event["modality"] != "asserted" else ""
    yield "event", f"{negated}{event['lemma']}{modality}" if event else ""
    yield "actor", (claim["actor"] or {}).get("text", "")
    yield "topic", (claim["topic"] or {}).get("text", "")
    yield "time", f"{time['from'] or '…'} – {time['to'] or '…'}" if time else ""
    yield "area", area["code"] if area else ""
    yield "legal", "; ".join(_law(row) for row in claim["legal"])
    yield "source", claim["attribution"]["source"]["text"] if claim["attribution"] else ""


def _quantity(quantity: Mapping[str, Any]) -> str:
    bounds = quantity["value"] if quantity["value"] is not None else f"{quantity['low']} – {quantity['high']}"
    parts = [str(bounds), quantity["unit"] or "", f"· {quantity['kind'].replace('_', ' ')}"]
    if quantity["modifier"] != "exact":
        parts.append(f"· {quantity['modifier'].replace('_', ' ')}")
    if quantity["per"]:
        parts.append(f"· per {quantity['per']['value']} {quantity['per']['unit']}")
    parts += [f"· {quantity[name]}" for name in ("statistic", "change") if quantity[name]]
    return " ".join(part for part in parts if part)


def _law(row: Mapping[str, Any]) -> str:
    instrument = f", {row['instrument']['text']}" if row["instrument"] else ""
    steps = "".join(f" {step['unit']} {step['value']}" for step in row["path"])
    return f"{row['unit']} {row['number']}{steps}{instrument} ({row['jurisdiction'] or 'jurisdiction unknown'})"


def _related(desk: Desk, view: View, claim: Reviewed) -> Iterator[dict[str, str]]:
    if claim.article is None or claim.origin == "gone":
        return
    seen = {claim.claim_id}
    for relation in claim.final["relations"]:
        other = read_claim(desk.connection, claim.run, relation["claim_id"])
        if other is not None and other.claim_id not in seen:
            seen.add(other.claim_id)
            yield _relation(view, relation["type"].replace("_", " "), other)
    place = claim.final["quantity"]["start"]
    sentence = claim.final["sentence"]["start"]
    for other in claims_between(desk.connection, claim.article, place - _NEAR, place + _NEAR):
        if other.claim_id in seen:
            continue
        back = [row["type"] for row in other.final["relations"] if row["claim_id"] == claim.claim_id]
        if back:
            yield _relation(view, f"{back[0].replace('_', ' ')} (leads here)", other)
        elif other.final["sentence"]["start"] == sentence:
            yield _relation(view, "same sentence", other)


def _relation(view: View, kind: str, other: Reviewed) -> dict[str, str]:
    return {
        "type": kind,
        "figure": figure(other.final),
        "url": view.to_claim(other.claim_id),
        "verdict": f"{SIGNS[other.verdict]} {other.verdict}",
    }


def form_fields(claim: Mapping[str, Any]) -> dict[str, str]:
    """A claim as the fields of the edit form."""
    quantity, event, time, area = claim["quantity"], claim["event"], claim["time"], claim["area"]
    fields = {
        name: quantity[name] for name in ("value", "low", "high", "modifier", "kind", "unit", "statistic", "change")
    }
    fields |= {
        "per.value": quantity["per"] and quantity["per"]["value"],
        "per.unit": quantity["per"] and quantity["per"]["unit"],
    }
    for name in ("quantity", "counted", "event", "actor", "topic", "area", "time"):
        fields |= _span_fields(name, claim[name])
    if event:
        fields |= {
            "event.lemma": event["lemma"],
            "event.negated": "1" if event["negated"] else None,
            "event.modality": event["modality"],
        }
    fields |= {"area.code": area and area["code"], "time.from": time and time["from"], "time.to": time and time["to"]}
    attribution = claim["attribution"] or {}
    fields |= _span_fields("source", attribution.get("source")) | _span_fields("source.cue", attribution.get("cue"))
    fields["source.type"] = attribution.get("type")
    for name in ("legal", "entities", "relations", "inherited"):
        fields[name] = orjson.dumps(claim[name], option=orjson.OPT_INDENT_2).decode()
    return {name: "" if value is None else str(value) for name, value in fields.items()}


def _span_fields(name: str, span: Mapping[str, Any] | None) -> dict[str, Any]:
    if span is None:
        return {}
    return {name: span["text"], f"{name}.start": span["start"], f"{name}.end": span["end"]}


def _adding(desk: Desk, view: View, article: sqlite3.Row, fields: Mapping[str, str] | None) -> dict[str, Any]:
    assert view.add is not None
    start, end = view.add
    if end > len(article["text"]) or end - start > 200:
        raise LookupError("no such place in this article")
    blank = blank_claim(dict(article), start, end, desk.number(article["id"], start, end))
    sentence = blank["sentence"]
    return {
        "adding": blank,
        "figure": article["text"][start:end],
        "sentence": list(segments(sentence["text"], sentence["start"], lanes(slot_marks(blank)))),
        "form": fields or form_fields(blank),
    }
