"""What of a claim the queue can be narrowed by, and the values that a verdict is about."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson

Row = Mapping[str, Any]
SEPARATOR = "\x1f"
NONE = "(none)"
LOW_CONFIDENCE = 0.6
_CONTEXT = 32


class Facet(NamedTuple):
    """A way to narrow the queue: its name in URLs, its heading, whether a claim can have several values."""

    name: str
    title: str
    many: bool = False


FACETS = (
    Facet("verdict", "Verdict"),
    Facet("kind", "Kind"),
    Facet("unit", "Unit"),
    Facet("law", "Law", many=True),
    Facet("source", "Source"),
    Facet("area", "Area"),
    Facet("period", "Period"),
    Facet("outlet", "Outlet"),
    Facet("rule", "Rule", many=True),
    Facet("confidence", "Confidence"),
    Facet("inherited", "Inherited slots", many=True),
    Facet("doubt", "Doubtful", many=True),
    Facet("disputed", "Disagreement"),
    Facet("stale", "Stale decisions"),
    Facet("origin", "Found by"),
)
STORED = ("kind", "unit", "law", "source", "area", "period", "outlet", "rule", "inherited", "doubt", "origin")


def facet_values(claim: Row, doubtful_article: bool = False) -> dict[str, str]:
    """The stored facets of a claim; several values are joined by SEPARATOR."""
    quantity = claim["quantity"]
    attribution = claim["attribution"]
    return {
        "kind": quantity["kind"],
        "unit": quantity["unit"] or NONE,
        "law": _joined(_law(row) for row in claim["legal"]),
        "source": " ".join(attribution["source"]["text"].split())[:120] if attribution else NONE,
        "area": claim["area"]["code"] if claim["area"] else NONE,
        "period": _period(claim["time"]),
        "outlet": claim["outlet"] or NONE,
        "rule": _joined(claim["rules"]),
        "inherited": _joined(row["slot"] for row in claim["inherited"]),
        "doubt": _joined(_doubts(claim, doubtful_article)),
    }


def _joined(values: Any) -> str:
    return SEPARATOR.join(dict.fromkeys(values)) or NONE


def _law(row: Row) -> str:
    instrument = row["instrument"]
    return (instrument["id"] or instrument["text"]) if instrument else "law not named"


def _period(time: Row | None) -> str:
    if time is None:
        return NONE
    bound = time["from"] or time["to"]
    return str(bound)[:4] if bound else "unresolved"


def _doubts(claim: Row, doubtful_article: bool) -> list[str]:
    found = []
    if claim["confidence"] < LOW_CONFIDENCE:
        found.append("low confidence")
    if any(row["resolution"] == "none" for row in claim["legal"]):
        found.append("law unresolved")
    if claim["time"] is not None and not (claim["time"]["from"] or claim["time"]["to"]):
        found.append("period unresolved")
    if claim["quantity"]["modifier"] == "vague":
        found.append("vague number")
    if doubtful_article:
        found.append("article has blocks in doubt")
    return found


def confidence_band(confidence: float) -> str:
    """The tenth that a confidence lies in.

    >>> confidence_band(0.87), confidence_band(1.0)
    ('0.8–0.9', '0.9–1.0')
    """
    tenth = min(int(confidence * 10 + 1e-9), 9)
    return f"0.{tenth}–{'1.0' if tenth == 9 else f'0.{tenth + 1}'}"


def judged(claim: Row) -> dict[str, Any]:
    """The values of a claim that a reviewer judges, free of offsets."""
    quantity = claim["quantity"]
    values = {name: quantity[name] for name in quantity if name not in ("start", "end")}
    values["text"] = " ".join(values["text"].split())
    event, time, area, attribution = claim["event"], claim["time"], claim["area"], claim["attribution"]
    return values | {
        "counted": _words(claim["counted"]),
        "event": event and event["lemma"],
        "negated": event and event["negated"],
        "modality": event and event["modality"],
        "actor": _words(claim["actor"]),
        "topic": _words(claim["topic"]),
        "area": area and area["code"],
        "from": time and time["from"],
        "to": time and time["to"],
        "legal": [[_law(row), row["unit"], row["number"], row["jurisdiction"]] for row in claim["legal"]],
        "source": attribution and _words(attribution["source"]),
    }


def _words(span: Row | None) -> str | None:
    return " ".join(span["text"].split()) if span else None


def fingerprint(claim: Row) -> str:
    """A hash of the judged values: decisions hold while it stays."""
    return hashlib.blake2b(orjson.dumps(judged(claim), option=orjson.OPT_SORT_KEYS), digest_size=12).hexdigest()


def draw(key: str) -> int:
    """A number drawn for a claim, always the same: the order of the random sample."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=6, person=b"sample").digest(), "big")


def context(text: str, start: int, end: int) -> str:
    """A number with what stands around it, white space made plain: how a decision finds it again."""
    before = " ".join(text[max(0, start - _CONTEXT) : start].split())
    after = " ".join(text[end : end + _CONTEXT].split())
    return f"{before}[[{' '.join(text[start:end].split())}]]{after}"


def words(claim: Row, title: str | None) -> str:
    """What full-text search looks through."""
    spans = [claim["sentence"], claim["counted"], claim["actor"], claim["topic"]]
    attribution = claim["attribution"]
    if attribution:
        spans.append(attribution["source"])
    texts = [span["text"] for span in spans if span]
    laws = [f"{_law(row)} {row['text']}" for row in claim["legal"]]
    return "\n".join([*texts, *laws, title or "", claim["outlet"] or "", claim["quantity"]["unit"] or ""])
