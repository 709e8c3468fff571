"""Record what reviewers decide: append-only events, current states, one summary a claim."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from extractor.audit.database import transaction
from extractor.audit.reattach import mark_stale
from extractor.errors import ExtractorError

VERDICTS = ("accepted", "rejected", "unsure")
ADJUDICATED = ":adjudicated"


class ConflictError(ExtractorError):
    """Somebody else changed the claim since the page was made; ``claim`` is its row."""

    def __init__(self, message: str, claim: int | None = None) -> None:
        super().__init__(message)
        self.claim = claim


class Journal:
    """Writes decisions; each method is one transaction and one entry in the undo list.

    ``claims`` are rows of the table ``claim``; ``version`` is the last event that the reviewer has
    seen of the claim, and ConflictError is raised when there is a later one.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def decide(self, reviewer: str, claims: Sequence[int], verdict: str, version: int | None = None) -> int:
        """Give claims a verdict (or ``open`` to take it back); return the batch."""
        label = f"{verdict}: {len(claims):,} claims" if len(claims) != 1 else verdict
        change = "json_set(coalesce(state.data, '{}'), '$.verdict', ?)"
        with transaction(self.connection):
            self._check(claims, version)
            return self._change(reviewer, reviewer, claims, "decide", label, change, (verdict,))

    def edit(self, reviewer: str, claim: int, edits: Mapping[str, Any], version: int | None = None) -> int:
        """Replace the reviewer's corrections ({slot: new value}) and accept the claim so corrected."""
        change = "json_set(coalesce(state.data, '{}'), '$.verdict', 'accepted', '$.edits', json(?))"
        if not edits:
            change = f"json_remove({change}, '$.edits')"
        label = f"edit: {', '.join(edits)}" if edits else "edit: back to the record"
        with transaction(self.connection):
            self._check([claim], version)
            return self._change(reviewer, reviewer, [claim], "edit", label, change, (_dump(edits),))

    def note(self, reviewer: str, claim: int, note: str, version: int | None = None) -> int:
        """Write a note on a claim; an empty one removes it."""
        change = "json_set(coalesce(state.data, '{}'), '$.note', ?)"
        if not note:
            change = f"json_remove({change}, '$.note')"
        with transaction(self.connection):
            self._check([claim], version)
            return self._change(reviewer, reviewer, [claim], "note", "note", change, (note,))

    def add(self, reviewer: str, claim: int) -> int:
        """Vouch for a claim that was just put into the table with the origin ``added``.

        Called inside the transaction that inserted it.
        """
        change = "json_set('{}', '$.verdict', 'accepted', '$.added', json(?))"
        return self._change(reviewer, reviewer, [claim], "add", "add a claim", change, ("true",))

    def adjudicate(self, reviewer: str, claim: int, data: Mapping[str, Any], version: int | None = None) -> int:
        """Settle a disagreement: ``data`` is the state (verdict, edits, note) that holds from now on."""
        with transaction(self.connection):
            self._check([claim], version)
            label = f"adjudicate: {data['verdict']}"
            return self._change(reviewer, ADJUDICATED, [claim], "adjudicate", label, "?", (_dump(data),))

    def undo(self, reviewer: str) -> sqlite3.Row | None:
        """Take back the reviewer's last batch; return it, null when there is none."""
        return self._turn(reviewer, "live", "max", "undo")

    def redo(self, reviewer: str) -> sqlite3.Row | None:
        """Do the batch again that was undone last; return it, null when there is none."""
        return self._turn(reviewer, "undone", "min", "redo")

    # --- how ---------------------------------------------------------------------------------

    def _check(self, claims: Sequence[int], version: int | None) -> None:
        if version is None or len(claims) != 1:
            return
        row = self.connection.execute(
            "SELECT subject.seq FROM claim JOIN subject ON subject.id = claim.subject WHERE claim.id = ?", claims
        ).fetchone()
        if row and row["seq"] != version:
            raise ConflictError("this claim was changed since you opened it", claims[0])

    def _change(
        self, reviewer: str, owner: str, claims: Sequence[int], action: str, label: str, change: str, values: Any
    ) -> int:
        self._pick(claims)
        self._subjects()
        batch = self._batch(reviewer, action, label, len(claims), None)
        after = f"SELECT ?, c.subject, c.id, ?, state.data, {change}"
        self.connection.execute(
            f"INSERT INTO event (batch, subject, claim, owner, before, after) {after} FROM pick"
            " CROSS JOIN claim AS c ON c.id = pick.claim"
            " LEFT JOIN state ON state.subject = c.subject AND state.owner = ? ORDER BY c.id",
            (batch, owner, *values, owner),
        )
        self.connection.execute(
            "UPDATE undoable SET state = 'dead' WHERE reviewer = ? AND state = 'undone'", [reviewer]
        )
        self.connection.execute("INSERT INTO undoable VALUES (?, ?, 'live')", (batch, reviewer))
        self._apply(batch)
        return batch

    def _pick(self, claims: Iterable[int]) -> None:
        self.connection.execute("CREATE TEMP TABLE IF NOT EXISTS pick (claim INTEGER PRIMARY KEY)")
        self.connection.execute("DELETE FROM pick")
        self.connection.executemany("INSERT OR IGNORE INTO pick VALUES (?)", ((int(claim),) for claim in claims))

    def _subjects(self) -> None:
        """Every picked claim gets a subject, shared by the same claim of other runs.

        The sign + keeps SQLite from walking through all claims without a subject for a few.
        """
        picked = "id IN (SELECT claim FROM pick) AND +subject IS NULL"
        self.connection.execute(
            f"INSERT OR IGNORE INTO subject (key, claim) SELECT claim_id, id FROM claim WHERE {picked}"
        )
        self.connection.execute(
            "UPDATE claim SET subject = (SELECT id FROM subject WHERE key = claim.claim_id)"
            f" WHERE +subject IS NULL AND claim_id IN (SELECT claim_id FROM claim WHERE {picked})"
        )

    def _batch(self, reviewer: str, action: str, label: str, size: int, of: int | None) -> int:
        now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")
        cursor = self.connection.execute(
            "INSERT INTO batch (reviewer, at, action, label, size, of) VALUES (?, ?, ?, ?, ?, ?)",
            (reviewer, now, action, label, size, of),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _apply(self, batch: int) -> None:
        """Bring states and summaries to where the events of a batch lead."""
        self.connection.execute(
            "INSERT INTO state (subject, owner, data, seq) SELECT subject, owner, after, seq FROM event"
            " WHERE batch = ? AND after IS NOT NULL"
            " ON CONFLICT (subject, owner) DO UPDATE SET data = excluded.data, seq = excluded.seq",
            (batch,),
        )
        self.connection.execute(
            "DELETE FROM state WHERE (subject, owner) IN"
            " (SELECT subject, owner FROM event WHERE batch = ? AND after IS NULL)",
            (batch,),
        )
        self.connection.execute(_SUMMARY, (batch,))
        others = "claim.subject IN (SELECT e.subject FROM event AS e WHERE e.batch = ?)"
        mark_stale(self.connection, others, (batch,))

    def _turn(self, reviewer: str, state: str, which: str, action: str) -> sqlite3.Row | None:
        with transaction(self.connection):
            row = self.connection.execute(
                "SELECT * FROM batch WHERE id ="
                f" (SELECT {which}(batch) FROM undoable WHERE reviewer = ? AND state = ?)",
                (reviewer, state),
            ).fetchone()
            if row is None:
                return None
            before, after = ("after", "before") if action == "undo" else ("before", "after")
            clash = self.connection.execute(
                "SELECT event.claim FROM event LEFT JOIN state USING (subject, owner)"
                f" WHERE event.batch = ? AND state.data IS NOT event.{before} LIMIT 1",
                (row["id"],),
            ).fetchone()
            if clash:
                raise ConflictError(f"cannot {action} “{row['label']}”: it was changed since", clash["claim"])
            batch = self._batch(reviewer, action, row["label"], row["size"], row["id"])
            self.connection.execute(
                "INSERT INTO event (batch, subject, claim, owner, before, after)"
                f" SELECT ?, subject, claim, owner, {before}, {after} FROM event WHERE batch = ? ORDER BY seq",
                (batch, row["id"]),
            )
            turned = "undone" if action == "undo" else "live"
            self.connection.execute("UPDATE undoable SET state = ? WHERE batch = ?", (turned, row["id"]))
            self._apply(batch)
            found: sqlite3.Row = row
            return found


# A verdict that was adjudicated holds; else one on which all agree; verdicts or corrections that differ are a dispute.
_SUMMARY = f"""
UPDATE subject SET (claim, seq, verdict, disputed, edited) = (
  SELECT
    (SELECT claim FROM event WHERE event.subject = subject.id ORDER BY seq DESC LIMIT 1),
    (SELECT max(seq) FROM event WHERE event.subject = subject.id),
    CASE
      WHEN count(settled) THEN max(settled)
      WHEN count(DISTINCT verdict) > 1 OR count(DISTINCT edits) > 1 THEN 'disputed'
      ELSE coalesce(max(verdict), 'open')
    END,
    count(settled) = 0 AND (count(DISTINCT verdict) > 1 OR count(DISTINCT edits) > 1),
    coalesce(CASE WHEN count(settled) THEN max(settled_edits) ELSE max(edits) END, 'null') != 'null'
  FROM (
    SELECT
      CASE WHEN owner = '{ADJUDICATED}' THEN json_extract(data, '$.verdict') END AS settled,
      CASE WHEN owner = '{ADJUDICATED}' THEN coalesce(json_extract(data, '$.edits'), 'null') END AS settled_edits,
      nullif(json_extract(data, '$.verdict'), 'open') AS verdict,
      CASE WHEN json_extract(data, '$.verdict') != 'open' THEN coalesce(json_extract(data, '$.edits'), 'null') END
        AS edits
    FROM state WHERE state.subject = subject.id
  )
) WHERE id IN (SELECT subject FROM event WHERE batch = ?)
"""


def _dump(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
