"""The article pane: pieces of text around a place, with every claim and the slots of one marked."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from extractor.audit.claims import Reviewed, claims_between
from extractor.audit.view import View
from extractor.export.highlight import Mark, Segment, lanes, segments
from extractor.export.slots import slot_spans

SIGNS = {"accepted": "✓", "rejected": "✗", "unsure": "?", "disputed": "≠", "open": "○"}
_BEFORE = 2_500
_CHARACTERS = 9_000
_PIECES = 60


@dataclasses.dataclass(frozen=True)
class Shown:
    """A piece with its marks; ``role``, ``reason`` and ``rule`` as in the table ``piece``."""

    seq: int
    start: int | None
    role: str
    opens: bool
    reason: str | None
    rule: str | None
    segments: tuple[Segment, ...]


@dataclasses.dataclass(frozen=True)
class Window:
    """Consecutive pieces; more is loaded from the piece ``after``, null at the end.

    ``earlier`` and ``later`` are offsets around which the pieces before and after are shown.
    """

    pieces: tuple[Shown, ...]
    after: int | None
    earlier: int | None
    later: int | None


def window_at(connection: sqlite3.Connection, article: int, place: int, view: View, claim: Reviewed | None) -> Window:
    """The pieces around an offset of the text."""
    first = connection.execute(
        "SELECT coalesce(max(seq), 0) AS seq FROM piece WHERE article = ? AND start IS NOT NULL AND start <= ?",
        (article, max(0, place - _BEFORE)),
    ).fetchone()["seq"]
    # What was removed above the first paragraph belongs to the start of the article.
    kept = connection.execute(
        "SELECT min(seq) AS seq FROM piece WHERE article = ? AND start IS NOT NULL", (article,)
    ).fetchone()["seq"]
    return window_from(connection, article, 0 if kept is not None and first <= kept else first, view, claim)


def window_from(connection: sqlite3.Connection, article: int, seq: int, view: View, claim: Reviewed | None) -> Window:
    """The pieces from a place in their order on."""
    rows: list[sqlite3.Row] = []
    size = 0
    after = None
    for row in connection.execute(
        "SELECT * FROM piece WHERE article = ? AND seq >= ? ORDER BY seq LIMIT ?", (article, seq, _PIECES + 1)
    ):
        if rows and (size > _CHARACTERS + _BEFORE or len(rows) == _PIECES):
            after = row["seq"]
            break
        rows.append(row)
        size += len(row["text"])
    kept = [row for row in rows if row["start"] is not None]
    placed = []
    start, end = 0, 0
    if kept:
        start, end = kept[0]["start"], kept[-1]["start"] + len(kept[-1]["text"])
        placed = lanes(_marks(connection, article, start, end, view, claim))
    pieces = tuple(_shown(row, placed) for row in rows if row["start"] is not None or view.removed)
    later = None if after is None else end + _BEFORE + 2
    return Window(pieces, after, max(0, start - _CHARACTERS // 2) if seq else None, later)


def _shown(row: sqlite3.Row, placed: list[tuple[int, Mark]]) -> Shown:
    start = row["start"]
    marks = placed if start is not None else []
    return Shown(
        row["seq"], start, row["role"] or "paragraph", bool(row["opens"]), row["reason"], row["rule"],
        tuple(segments(row["text"], start or 0, marks)),
    )  # fmt: skip


def _marks(
    connection: sqlite3.Connection, article: int, start: int, end: int, view: View, selected: Reviewed | None
) -> Iterator[Mark]:
    for claim in claims_between(connection, article, start, end):
        if selected is None or claim.id != selected.id:
            quantity = claim.final["quantity"]
            label = f"{SIGNS[claim.verdict]} {quantity['kind'].replace('_', ' ')}"
            yield Mark(
                quantity["start"], quantity["end"], f"c{claim.id}", f"claim v-{claim.verdict}", label,
                view.to_claim(claim.claim_id), f"{claim.verdict} claim",
            )  # fmt: skip
    if selected is not None and selected.article == article and selected.origin != "gone":
        yield from slot_marks(selected.final)
    if view.add and selected is None:
        yield Mark(*view.add, "adding", "claim selected", "new claim")
    if view.numbers:
        yield from _numbers(connection, article, start, end, view)


def slot_marks(claim: Mapping[str, Any]) -> Iterable[Mark]:
    """The slots of a claim as marks, those taken from elsewhere with an arrow."""
    for slot in slot_spans(claim):
        css = "claim selected s-quantity" if slot.name == "quantity" else f"slot s-{slot.name}"
        label = f"{slot.label} ↷" if slot.inherited else slot.label
        yield Mark(slot.start, slot.end, f"s-{slot.name}-{slot.start}", css, label)


def _numbers(connection: sqlite3.Connection, article: int, start: int, end: int, view: View) -> Iterator[Mark]:
    for row in connection.execute(
        "SELECT start, end, disposition FROM number WHERE article = ? AND start >= ? AND start < ?",
        (article, max(0, start - 200), end),
    ):
        href = view.url(add=(row["start"], row["end"]), article=article, claim="", at=row["start"], edit=False)
        yield Mark(row["start"], row["end"], f"n{row['start']}", "number", row["disposition"], href, "add as a claim")
