"""Label Studio: one task an article, its slots as labelled spans, claims as relations between them.

Offsets count code points, as Label Studio has stored them since version 1.5. The labelling
configuration that fits is ``LABEL_CONFIG``; it is also written beside the tasks.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from extractor.export.reviewed import Decided, Document
from extractor.export.slots import SLOTS, slot_spans

_COLOURS = {
    "quantity": "#0f5f73", "counted": "#1a6b2f", "event": "#9a3412", "actor": "#6f2da8", "topic": "#9d174d",
    "time": "#1e4fa3", "area": "#5b6400", "legal": "#7a4d00", "source": "#44337a", "cue": "#555f69",
}  # fmt: skip
LABEL_CONFIG = (
    '<View>\n  <Labels name="label" toName="text">\n'
    + "".join(f'    <Label value="{slot}" background="{_COLOURS[slot]}"/>\n' for slot in SLOTS)
    + '  </Labels>\n  <Text name="text" value="$text"/>\n'
    '  <Choices name="verdict" toName="text" perRegion="true">\n'
    + "".join(
        f'    <Choice value="{verdict}"/>\n' for verdict in ("accepted", "rejected", "unsure", "disputed", "open")
    )
    + "  </Choices>\n</View>\n"
)


def write(documents: Iterator[Document], path: Path) -> None:
    """Write the tasks as a JSON array and the labelling configuration beside it."""
    with path.open("wb") as stream:
        stream.write(b"[")
        for number, document in enumerate(documents):
            stream.write((b",\n" if number else b"\n") + orjson.dumps(task(document)))
        stream.write(b"\n]\n")
    name = path.name.removeprefix(".").removesuffix(".part")
    path.with_name(f"{name.removesuffix('.json')}.config.xml").write_text(LABEL_CONFIG, encoding="utf-8")


def task(document: Document) -> dict[str, Any]:
    """A task: decided claims as an annotation, the others as a prediction of the program."""
    article = document.article
    decided = [claim for claim in document.claims if claim.verdict != "open"]
    undecided = [claim for claim in document.claims if claim.verdict == "open"]
    data = {"text": article["text"], "article_id": article["id"], "uri": article["source"]["uri"]}
    made: dict[str, Any] = {"data": data, "annotations": [], "predictions": []}
    if decided:
        made["annotations"].append({"result": list(_result(decided)), "was_cancelled": False, "ground_truth": True})
    if undecided:
        version = f"extractor-{article['pipeline']['extractor']}"
        made["predictions"].append(
            {"result": list(_result(undecided)), "model_version": version, "score": _score(undecided)}
        )
    return made


def _result(claims: list[Decided]) -> Iterator[dict[str, Any]]:
    for claim in claims:
        head = None
        for number, span in enumerate(slot_spans(claim.record)):
            region = f"{claim.record['id']}-{number}"
            value = {"start": span.start, "end": span.end, "text": span.text}
            base = {"id": region, "from_name": "label", "to_name": "text"}
            yield {**base, "type": "labels", "value": {**value, "labels": [span.name]}}
            if head is None:
                head = region
                chosen = {"choices": [claim.verdict]}
                yield {**base, "from_name": "verdict", "type": "choices", "value": {**value, **chosen}}
            else:
                labels = ["inherited"] if span.inherited else []
                yield {"type": "relation", "from_id": head, "to_id": region, "direction": "right", "labels": labels}


def _score(claims: list[Decided]) -> float:
    return round(float(sum(claim.record["confidence"] for claim in claims)) / len(claims), 4)
