"""spaCy DocBin: one Doc an article; slots as span groups, records in ``user_data``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.export.reviewed import Document
from extractor.export.slots import SLOTS, slot_spans

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def write(documents: Iterator[Document], path: Path) -> None:
    """Write a DocBin of all documents; read it with ``DocBin(store_user_data=True).from_disk(path)``."""
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("en")
    nlp.max_length = 100_000_000
    made = DocBin(store_user_data=True)
    for document in documents:
        made.add(doc(nlp, document))
    made.to_disk(path)


def doc(nlp: Language, document: Document) -> Doc:
    """A Doc with a span group for each slot; a span's id is its claim's, a label its slot.

    Spans are widened to whole tokens; the exact offsets are in ``user_data["claims"]``.
    """
    from spacy.tokens import SpanGroup

    made = nlp.make_doc(document.article["text"])
    groups: dict[str, list[Any]] = {slot: [] for slot in SLOTS}
    for claim in document.claims:
        for found in slot_spans(claim.record):
            span = made.char_span(
                found.start, found.end, label=found.name, span_id=claim.record["id"], alignment_mode="expand"
            )
            if span is not None:
                groups[found.name].append(span)
    for slot, spans in groups.items():
        made.spans[slot] = SpanGroup(made, name=slot, spans=spans)
    made.user_data["article_id"] = document.article["id"]
    made.user_data["uri"] = document.article["source"]["uri"]
    made.user_data["claims"] = [dict(claim.record) for claim in document.claims]
    made.user_data["reviews"] = {claim.record["id"]: claim.review() for claim in document.claims}
    return made
