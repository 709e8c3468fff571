"""Read a claim with all that was decided about it."""

from __future__ import annotations

import dataclasses
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from extractor.audit.decisions import ADJUDICATED

Row = Mapping[str, Any]
SPANS = ("quantity", "counted", "event", "actor", "topic", "area", "time")


@dataclasses.dataclass(frozen=True)
class State:
    """What one reviewer holds of a claim."""

    owner: str
    data: Row

    @property
    def verdict(self) -> str:
        """The verdict, ``open`` when none was given."""
        return str(self.data.get("verdict", "open"))

    @property
    def note(self) -> str:
        """What the reviewer remarks, empty when nothing."""
        return str(self.data.get("note", ""))

    @property
    def edits(self) -> Row:
        """The slots that were corrected, with their new values."""
        return self.data.get("edits") or {}


@dataclasses.dataclass(frozen=True)
class Reviewed:
    """A claim as found (``record``), as corrected (``final``), and what reviewers say of it."""

    id: int
    run: int
    article: int | None
    claim_id: str
    origin: str
    stale: str | None
    verdict: str
    disputed: bool
    version: int
    record: Row
    final: Row
    states: tuple[State, ...]

    def state(self, reviewer: str) -> State | None:
        """The state that a reviewer holds."""
        return next((state for state in self.states if state.owner == reviewer), None)

    @property
    def edited(self) -> list[str]:
        """The slots in which the corrected record differs."""
        return [slot for slot in self.record if self.record[slot] != self.final[slot]]


_SELECT = (
    "SELECT claim.id, claim.run, claim.article, claim.claim_id, claim.origin, claim.stale, claim.record,"
    " coalesce(subject.verdict, 'open') AS verdict, coalesce(subject.disputed, 0) AS disputed,"
    " coalesce(subject.seq, 0) AS version,"
    " (SELECT json_group_array(json_array(owner, json(data))) FROM state WHERE state.subject = claim.subject) AS states"
    " FROM claim LEFT JOIN subject ON subject.id = claim.subject WHERE {where}"
)


def read_claims(connection: sqlite3.Connection, ids: Iterable[int]) -> list[Reviewed]:
    """The claims of these rows, in the order asked for."""
    wanted = [int(row) for row in ids]
    marks = ",".join("?" * len(wanted))
    found = {
        row["id"]: reviewed(row) for row in connection.execute(_SELECT.format(where=f"claim.id IN ({marks})"), wanted)
    }
    return [found[row] for row in wanted if row in found]


def read_claim(connection: sqlite3.Connection, run: int, claim_id: str) -> Reviewed | None:
    """The claim with that id in a run."""
    row = connection.execute(_SELECT.format(where="claim.run = ? AND claim.claim_id = ?"), (run, claim_id)).fetchone()
    return row and reviewed(row)


def claims_between(connection: sqlite3.Connection, article: int, start: int, end: int) -> list[Reviewed]:
    """The claims of an article whose number lies in a stretch of its text, in order."""
    rows = connection.execute(
        _SELECT.format(where="claim.article = ? AND claim.start >= ? AND claim.start < ? AND origin != 'gone'")
        + " ORDER BY claim.start, claim.end, claim.id",
        (article, max(0, start - 200), end),
    )
    found = [reviewed(row) for row in rows]
    return [claim for claim in found if claim.record["quantity"]["end"] > start and not withdrawn(claim)]


def claims_of(connection: sqlite3.Connection, article: int) -> list[Reviewed]:
    """All claims of an article, in order."""
    where = "claim.article = ? AND origin != 'gone' ORDER BY claim.start, claim.end, claim.id"
    found = [reviewed(row) for row in connection.execute(_SELECT.format(where=where), (article,))]
    return [claim for claim in found if not withdrawn(claim)]


def withdrawn(claim: Reviewed) -> bool:
    """Whether a claim was added by hand and the addition undone."""
    return claim.origin == "added" and not any(state.data.get("added") for state in claim.states)


def reviewed(row: sqlite3.Row) -> Reviewed:
    """A row of the query above as an object."""
    record = orjson.loads(row["record"])
    states = tuple(State(owner, data) for owner, data in orjson.loads(row["states"] or "[]"))
    return Reviewed(
        row["id"], row["run"], row["article"], row["claim_id"], row["origin"], row["stale"],
        "open" if row["stale"] and row["origin"] != "gone" else row["verdict"],
        bool(row["disputed"]), row["version"], record, {**record, **_edits(states, bool(row["disputed"]))}, states,
    )  # fmt: skip


def _edits(states: tuple[State, ...], disputed: bool) -> Row:
    """The corrections that hold: adjudicated ones, else those on which the reviewers agree."""
    settled = next((state for state in states if state.owner == ADJUDICATED), None)
    if settled is not None:
        return settled.edits
    if disputed:
        return {}
    return next((state.edits for state in states if state.verdict != "open"), {})


def read_article(connection: sqlite3.Connection, row: int) -> dict[str, Any]:
    """The whole article record, as the run wrote it."""
    (record,) = connection.execute("SELECT record FROM article WHERE id = ?", (row,)).fetchone()
    article: dict[str, Any] = orjson.loads(zlib.decompress(record))
    return article


def history(connection: sqlite3.Connection, claim_id: str, since: int = 0) -> list[dict[str, Any]]:
    """What happened to a claim, newest first: who, when, what, before and after."""
    rows = connection.execute(
        "SELECT event.seq, batch.reviewer, batch.at, batch.action, batch.label, event.owner, event.before, event.after"
        " FROM subject JOIN event ON event.subject = subject.id JOIN batch ON batch.id = event.batch"
        " WHERE subject.key = ? AND event.seq > ? ORDER BY event.seq DESC LIMIT 100",
        (claim_id, since),
    )
    return [_happened(row) for row in rows]


def _happened(row: sqlite3.Row) -> dict[str, Any]:
    before, after = orjson.loads(row["before"] or "{}"), orjson.loads(row["after"] or "{}")
    changes = [
        {"what": name, "before": before.get(name), "after": after.get(name)}
        for name in ("verdict", "edits", "note", "added")
        if before.get(name) != after.get(name)
    ]
    return {name: row[name] for name in ("seq", "reviewer", "at", "action", "label", "owner")} | {"changes": changes}
