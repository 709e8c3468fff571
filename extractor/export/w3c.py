"""W3C Web Annotation (JSON-LD): a claim an annotation, found by position and by quotation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson

from extractor.export.reviewed import Decided, Document
from extractor.export.slots import slot_spans

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32


def write(documents: Iterator[Document], path: Path) -> None:
    """Write one AnnotationCollection with its only page."""
    items = 0
    with path.open("wb") as stream:
        head = {
            "@context": _CONTEXT,
            "id": "urn:extractor:claims",
            "type": "AnnotationCollection",
            "label": "Numeric claims",
        }
        page = b'"first":{"id":"urn:extractor:claims:1","type":"AnnotationPage","startIndex":0,"items":['
        stream.write(orjson.dumps(head)[:-1] + b"," + page)
        for document in documents:
            for claim in document.claims:
                stream.write((b",\n" if items else b"\n") + orjson.dumps(annotation(claim, document.article)))
                items += 1
        stream.write(b"\n]}," + f'"total":{items}'.encode() + b"}\n")


def annotation(claim: Decided, article: Mapping[str, Any]) -> dict[str, Any]:
    """A claim as an annotation: the quantity is the target, each slot a body with its place."""
    record = claim.record
    source = source_iri(article)
    text = article["text"]
    bodies: list[dict[str, Any]] = [
        {"type": "TextualBody", "purpose": "classifying", "value": record["quantity"]["kind"]},
        {"type": "Dataset", "purpose": "describing", "format": "application/json", "value": dict(record)},
        {"type": "TextualBody", "purpose": "assessing", "value": claim.verdict},
    ]
    for span in slot_spans(record):
        if span.name != "quantity":
            place = {"type": "SpecificResource", "purpose": "identifying", "source": source}
            bodies.append({**place, "rdfs:label": span.name, "selector": selectors(text, span.start, span.end)})
    bodies += ({"type": "TextualBody", "purpose": "commenting", "value": note} for note in claim.notes)
    target: dict[str, Any] = {
        "source": source,
        "selector": selectors(text, record["quantity"]["start"], record["quantity"]["end"]),
    }
    made: dict[str, Any] = {
        "@context": _CONTEXT,
        "id": f"urn:extractor:claim:{quote(record['id'], safe='')}",
        "type": "Annotation",
    }
    made |= {"motivation": "identifying", "body": bodies, "target": target}
    if claim.reviewers:
        made["creator"] = [{"type": "Person", "nickname": name} for name in claim.reviewers]
    return made


def source_iri(article: Mapping[str, Any]) -> str:
    """The article's address; a name that is no IRI becomes a URN of its id."""
    uri = article["source"]["uri"]
    return uri if uri.startswith(("http://", "https://")) else f"urn:extractor:article:{quote(article['id'], safe='')}"


def selectors(text: str, start: int, end: int) -> list[dict[str, Any]]:
    """Where a span stands: by position in the article's text, and by the words with what is around them."""
    quoted = {
        "exact": text[start:end],
        "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
    }
    return [{"type": "TextPositionSelector", "start": start, "end": end}, {"type": "TextQuoteSelector", **quoted}]
