"""Gold files: accepted claims in the format of ``corpus/``, with the article beside them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from extractor.export.reviewed import Decided, Document
from extractor.score.locate import SearchableText, collapse, normal

Row = Mapping[str, Any]
_STEP = 12
_WIDEST = 160
_PASSES = 4
_BREAK = re.compile(r"\n|\[\[|\]\]")


def write(documents: Iterator[Document], folder: Path) -> None:
    """Write ``NAME.gold.json`` and the article for each document that has a decided claim."""
    taken: set[str] = set()
    for document in documents:
        if not document.claims:
            continue
        name, data = _source(document.article)
        stem, suffix = _free(name, taken)
        (folder / f"{stem}{suffix}").write_bytes(data)
        made = gold(document, f"{stem}{suffix}")
        (folder / f"{stem}.gold.json").write_bytes(orjson.dumps(made, option=orjson.OPT_INDENT_2) + b"\n")


def gold(document: Document, name: str) -> dict[str, Any]:
    """The gold of an article: accepted claims are required, those nobody settled are optional.

    Rejected claims are in neither list, so finding them again counts as an error.
    """
    article = document.article
    text = SearchableText(article["text"])
    claims = [claim for claim in document.claims if claim.verdict == "accepted"]
    unsettled = [claim for claim in document.claims if claim.verdict not in ("accepted", "rejected")]
    at = {
        claim.record["id"]: snippet(article["text"], text, claim.record["quantity"]) for claim in (*claims, *unsettled)
    }
    kept = {claim.record["id"] for claim in claims}
    targets = [row["claim_id"] for claim in claims for row in claim.record["relations"] if row["claim_id"] in kept]
    for _ in range(_PASSES):  # what is widened for one may hold the words of another again
        if not sum(_tell_apart(target, claims, at, article["text"], text) for target in targets):
            break
    return {
        "article": name,
        "title": article["title"] and article["title"]["value"],
        "outlet": article["outlet"] and article["outlet"]["value"],
        "published": article["published"] and article["published"]["value"],
        "claims": [_claim(claim.record, at, kept) for claim in claims],
        "optional": [at[claim.record["id"]]["at"] for claim in unsettled],
    }


def _claim(record: Row, at: Mapping[str, dict[str, Any]], kept: set[str]) -> dict[str, Any]:
    quantity, event, time, attribution = record["quantity"], record["event"], record["time"], record["attribution"]
    made = dict(at[record["id"]])
    made |= {
        name: quantity[name]
        for name in ("value", "low", "high", "modifier", "kind", "unit", "per", "statistic", "change")
    }
    made |= {
        "event": event and event["lemma"],
        "actor": _text(record["actor"]),
        "topic": _text(record["topic"]),
        "area": record["area"] and record["area"]["code"],
        "time": {"from": time["from"], "to": time["to"]} if time else None,
        "legal": [_law(row) for row in record["legal"]],
        "source": _text(attribution and attribution["source"]),
    }
    # A phrase without a letter or digit cannot be compared: leave the slot unscored.
    made = {name: said for name, said in made.items() if not isinstance(said, str) or name == "at" or normal(said)}
    for name in ("compared_with", "part_of"):
        linked = [row["claim_id"] for row in record["relations"] if row["type"] == name and row["claim_id"] in kept]
        if linked and _named(at[linked[0]]["at"], at) == linked[0]:  # a snippet that leads elsewhere is no gold
            made[name] = at[linked[0]]["at"]
    return made


def _named(words_of: str, at: Mapping[str, dict[str, Any]]) -> str:
    """The claim that a snippet leads to: the first whose own snippet holds its words."""
    words = normal(words_of)
    return next(claim for claim, made in at.items() if words in normal(made["at"]))


def _law(row: Row) -> dict[str, Any]:
    instrument = row["instrument"] and row["instrument"]["text"]
    return {"article": row["number"], "instrument": instrument, "jurisdiction": row["jurisdiction"]}


def _tell_apart(
    target: str, claims: Sequence[Decided], at: dict[str, dict[str, Any]], text: str, searchable: SearchableText
) -> bool:
    """Widen the snippet of a claim that others lead to, until it names that claim and no earlier one.

    Returns whether it had to be widened.
    """
    span = next(claim.record["quantity"] for claim in claims if claim.record["id"] == target)
    for width in range(_STEP, _WIDEST, _STEP):
        if _named(at[target]["at"], at) == target:
            return width > _STEP
        at[target] = snippet(text, searchable, span, width)
    return False


def snippet(text: str, searchable: SearchableText, span: Row, least: int = _STEP) -> dict[str, Any]:
    """Words around a span with the span in ``[[ ]]``, as few as find it; ``occurrence`` where that is needed."""
    start, end = span["start"], span["end"]
    for width in range(least, _WIDEST + _STEP, _STEP):
        before, after = _left(text, start, width), _right(text, end, width)
        at = f"{before}[[{_clean(text[start:end])}]]{after}"
        if searchable.flat.count(collapse(at.replace("[[", "").replace("]]", ""))) == 1 and searchable.find(at) == (
            start,
            end,
        ):
            return {"at": at}
    for occurrence in range(1, 200):
        place = searchable.find(at, occurrence)
        if place is None or place == (start, end):
            return {"at": at, "occurrence": occurrence}
    return {"at": at}


def _left(text: str, start: int, width: int) -> str:
    near = text[max(0, start - width) : start]
    stretch = _BREAK.split(near)[-1]
    cut = " " in stretch and start > width and len(stretch) == len(near)  # in a word, perhaps
    return _clean(stretch.partition(" ")[2] if cut else stretch)


def _right(text: str, end: int, width: int) -> str:
    near = text[end : end + width]
    stretch = _BREAK.split(near)[0]
    cut = " " in stretch.strip() and end + width < len(text) and len(stretch) == len(near)
    return _clean(stretch.rpartition(" ")[0] if cut else stretch)


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _text(span: Row | None) -> str | None:
    return " ".join(span["text"].split()) if span else None


def _source(article: Row) -> tuple[str, bytes]:
    """The article's file: the very bytes where they can be had, else its source text."""
    source = article["source"]
    path = Path(source["uri"])
    try:
        if path.is_file() and hashlib.sha256(data := path.read_bytes()).hexdigest() == source["sha256"]:
            return path.name, data
    except (OSError, ValueError):
        pass
    parts = (
        b["removed"]["text"] if b["removed"] else article["text"][b["start"] : b["end"]] for b in article["blocks"]
    )
    name = re.sub(r"[^\w.-]+", "_", source["uri"].replace("\\", "/").rstrip("/").rsplit("/", 1)[-1])[:80].strip("._")
    return f"{Path(name).stem or article['id']}.txt", "".join(parts).encode("utf-8", "surrogatepass")


def _free(name: str, taken: set[str]) -> tuple[str, str]:
    stem, suffix = Path(name).stem, Path(name).suffix
    free, number = stem, 1
    while free in taken:
        number += 1
        free = f"{stem}_{number}"
    taken.add(free)
    return free, suffix
