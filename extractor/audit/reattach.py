"""Find the claims of a new run that decisions were made about, and those that no longer fit."""

from __future__ import annotations

import sqlite3
from typing import Any

import orjson

from extractor.audit.facets import judged

GONE = "gone"


def reattach(connection: sqlite3.Connection, run: int) -> None:
    """Tie the decided subjects to the claims of a run.

    By the claim's id; failing that, by the number quoted with what stands around it in the article
    of the same id or address. A subject that is not found becomes a claim of origin ``gone``, shown
    under the facet ``stale``; a claim that is found with other values keeps the decision as stale.
    """
    connection.execute(
        "UPDATE claim SET subject = (SELECT id FROM subject WHERE subject.key = claim.claim_id)"
        " WHERE run = ? AND claim_id IN (SELECT key FROM subject)",
        (run,),
    )
    missing = connection.execute(
        "SELECT subject.id, subject.key, old.id AS claim, old.context, old.origin, article.article_id, article.uri"
        " FROM subject JOIN claim AS old ON old.id = subject.claim LEFT JOIN article ON article.id = old.article"
        " WHERE EXISTS (SELECT 1 FROM state WHERE state.subject = subject.id)"
        " AND NOT EXISTS (SELECT 1 FROM claim WHERE run = ? AND subject = subject.id)",
        (run,),
    ).fetchall()
    for subject in missing:
        place = _article(connection, run, subject)
        if place is None or not _by_context(connection, run, place, subject):
            _keep_as_gone(connection, run, place, subject)
    mark_stale(connection, "claim.run = ?", (run,))


def _article(connection: sqlite3.Connection, run: int, subject: sqlite3.Row) -> int | None:
    row = connection.execute(
        "SELECT id FROM article WHERE run = ? AND (article_id = ? OR uri = ?) ORDER BY article_id = ? DESC LIMIT 1",
        (run, subject["article_id"], subject["uri"], subject["article_id"]),
    ).fetchone()
    return row and int(row["id"])


def _by_context(connection: sqlite3.Connection, run: int, place: int, subject: sqlite3.Row) -> bool:
    found = connection.execute(
        "SELECT id FROM claim WHERE run = ? AND article = ? AND context = ? AND subject IS NULL",
        (run, place, subject["context"]),
    ).fetchall()
    if len(found) != 1:
        return False
    connection.execute("UPDATE claim SET subject = ? WHERE id = ?", (subject["id"], found[0]["id"]))
    return True


def _keep_as_gone(connection: sqlite3.Connection, run: int, place: int | None, subject: sqlite3.Row) -> None:
    columns = (
        "start, end, record, context, fingerprint, kind, unit, law, source, area, period, outlet, rule, confidence,"
        " inherited, doubt, published, draw"
    )
    cursor = connection.execute(
        f"INSERT OR IGNORE INTO claim (run, article, claim_id, origin, subject, stale, {columns})"
        f" SELECT ?, ?, claim_id, 'gone', ?, ?, {columns} FROM claim WHERE id = ?",
        (run, place, subject["id"], GONE, subject["claim"]),
    )
    connection.execute(
        "INSERT INTO claim_words (rowid, words)"
        " SELECT ?, json_extract(record, '$.sentence.text') FROM claim WHERE id = ?",
        (cursor.lastrowid, subject["claim"]),
    )


def mark_stale(connection: sqlite3.Connection, where: str, arguments: tuple[Any, ...]) -> None:
    """Say of the claims that ``where`` selects whether the decision about them still fits.

    It fits when the values judged are the same, or would be after the reviewers' corrections.
    """
    rows = connection.execute(
        "SELECT claim.id, claim.record, base.record AS judged, claim.subject FROM claim"
        " JOIN subject ON subject.id = claim.subject JOIN claim AS base ON base.id = subject.claim"
        f" WHERE claim.origin != 'gone' AND claim.fingerprint != base.fingerprint AND {where}",
        arguments,
    ).fetchall()
    connection.execute(
        "UPDATE claim SET stale = NULL WHERE stale IS NOT NULL AND origin != 'gone' AND subject IN"
        f" (SELECT claim.subject FROM claim WHERE {where}) AND {where}",
        (*arguments, *arguments),
    )
    for row in rows:
        changed = _changed(connection, row)
        if changed:
            connection.execute("UPDATE claim SET stale = ? WHERE id = ?", (", ".join(changed), row["id"]))


def _changed(connection: sqlite3.Connection, row: sqlite3.Row) -> list[str]:
    edits: dict[str, Any] = {}
    for state in connection.execute("SELECT data FROM state WHERE subject = ?", (row["subject"],)):
        edits |= orjson.loads(state["data"]).get("edits") or {}
    before = judged(orjson.loads(row["judged"]) | edits)
    now = judged(orjson.loads(row["record"]))
    return [name for name in before if before[name] != now[name]]
