"""What the forms do: each is one transaction, answered by the next page, or by what stands against it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson

from extractor.audit.claims import Reviewed, history, read_claims
from extractor.audit.database import transaction
from extractor.audit.decisions import ADJUDICATED, VERDICTS, ConflictError
from extractor.audit.desk import Desk
from extractor.audit.edits import EditError, blank_claim, corrected, differences
from extractor.audit.ingest import add_claim, claim_row
from extractor.audit.review import review_page
from extractor.audit.view import View

Fields = Mapping[str, str]
_LONGEST_NOTE = 5_000
_MOST_LISTED = 20


@dataclasses.dataclass(frozen=True)
class Answer:
    """Where to go next with what is said there, or a page to show with its status."""

    url: str = "/review"
    said: str = ""
    template: str | None = None
    context: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    status: int = 200
    reviewer: str = ""


def decide(desk: Desk, reviewer: str, fields: Fields, picked: Sequence[str]) -> Answer:
    """Give a claim a verdict and go on to the next."""
    verdict = fields.get("verdict", "")
    if verdict not in (*VERDICTS, "open"):
        raise ValueError("no such verdict")
    view, claim = _claim(desk, fields)
    following = desk.after(view, claim.id)
    try:
        desk.journal.decide(reviewer, [claim.id], verdict, _version(fields))
    except ConflictError as error:
        return _conflict(desk, view, reviewer, claim, fields, error)
    last = " This was the last claim of the queue." if following == claim.claim_id else ""
    return Answer(view.to_claim(following), f"{verdict.capitalize()}: {_named(claim)}.{last}")


def edit(desk: Desk, reviewer: str, fields: Fields, picked: Sequence[str]) -> Answer:
    """Correct a claim; a correction accepts what it makes."""
    view, claim = _claim(desk, fields)
    article = desk.article(claim.article)
    if article is None or claim.origin == "gone":
        raise ValueError("this claim is not in the article any more; reject it, or add it anew")
    ids = desk.connection.execute("SELECT claim_id FROM claim WHERE article = ?", (claim.article,))
    try:
        made = corrected(claim.final, fields, article["text"], (row[0] for row in ids))
        following = desk.after(view, claim.id)
        desk.journal.edit(reviewer, claim.id, differences(claim.record, made), _version(fields))
    except EditError as error:
        shown = dataclasses.replace(view, claim=claim.claim_id, edit=True)
        page = review_page(desk, shown, reviewer, faults=error.faults, fields=fields)
        return Answer(template="review.html", context=page, status=422, said=f"Not saved: {error}")
    except ConflictError as error:
        return _conflict(desk, dataclasses.replace(view, edit=True), reviewer, claim, fields, error)
    return Answer(view.to_claim(following), f"Saved and accepted: {_named(claim)}.")


def note(desk: Desk, reviewer: str, fields: Fields, picked: Sequence[str]) -> Answer:
    """Write a note and stay."""
    view, claim = _claim(desk, fields)
    try:
        desk.journal.note(reviewer, claim.id, fields.get("note", "").strip()[:_LONGEST_NOTE], _version(fields))
    except ConflictError as error:
        return _conflict(desk, view, reviewer, claim, fields, error)
    return Answer(view.to_claim(claim.claim_id), "Note saved.")


def add(desk: Desk, reviewer: str, fields: Fields, picked: Sequence[str]) -> Answer:
    """Add a claim that was missed."""
    view = _view(fields)
    article = desk.article(view.article)
    if article is None or view.add is None or view.add[1] > len(article["text"]):
        raise LookupError("no such place in this article")
    start, end = view.add
    blank = blank_claim(dict(article), start, end, desk.number(article["id"], start, end))
    ids = desk.connection.execute("SELECT claim_id FROM claim WHERE article = ?", (article["id"],))
    try:
        made = corrected(blank, fields, article["text"], (row[0] for row in ids))
    except EditError as error:
        page = review_page(desk, view, reviewer, faults=error.faults, fields=fields)
        return Answer(template="review.html", context=page, status=422, said=f"Not saved: {error}")
    with transaction(desk.connection):
        known = desk.connection.execute(
            "SELECT id FROM claim WHERE run = ? AND claim_id = ?", (article["run"], made["id"])
        ).fetchone()
        if known is None:
            row = claim_row(article["run"], article["id"], made, article["text"], "added", bool(article["doubtful"]))
            claim = add_claim(desk.connection, row, made, article["title"])
        else:
            claim = known["id"]
            desk.connection.execute("UPDATE claim SET record = ? WHERE id = ?", (orjson.dumps(made).decode(), claim))
        desk.journal.add(reviewer, claim)
    return Answer(view.to_claim(made["id"]), f"Added: {made['quantity']['text']}.")


def bulk(desk: Desk, reviewer: str, fields: Fields, picked: Sequence[str]) -> Answer:
    """Give one verdict to the ticked claims, or to all that the filters leave if their number is as shown."""
    verdict = fields.get("verdict", "")
    if verdict not in (*VERDICTS, "open"):
        raise ValueError("no such verdict")
    view = _view(fields)
    selection = desk.selection(view)
    visible = selection.ids(view.order)
    if fields.get("scope") == "all":
        ids = [int(row) for row in visible]
        if fields.get("count") != str(len(ids)):
            said = f"Nothing changed: the filters now leave {len(ids):,} claims, not {fields.get('count', '?')}."
            page = review_page(desk, view, reviewer)
            return Answer(template="review.html", context=page, status=409, said=said)
    else:
        ticked = {int(value) for value in picked if value.isascii() and value.isdecimal() and len(value) < 16}
        ids = [int(row) for row in visible if int(row) in ticked]
        seen = {
            int(row): int(version)
            for row, _, version in (v.partition("@") for v in fields.get("seen", "").split(","))
            if row.isdecimal() and version.isdecimal()
        }  # noqa: E501
        stale = [
            claim
            for claim in read_claims(desk.connection, ids[:500])
            if seen.get(claim.id, claim.version) != claim.version
        ]
        if stale:
            said = f"Nothing changed: {len(stale)} of these claims were changed since you opened the page."
            page = review_page(desk, view, reviewer)
            return Answer(template="review.html", context=page, status=409, said=said)
    if not ids:
        return Answer(view.url(), "Nothing was ticked: nothing changed.")
    desk.journal.decide(reviewer, ids, verdict)
    return Answer(view.url(claim=""), f"{verdict.capitalize()}: {len(ids):,} claims at once. One undo takes all back.")


def undo(desk: Desk, reviewer: str, fields: Fields, picked: Sequence[str]) -> Answer:
    """Take back the last thing done."""
    return _turned(desk, fields, reviewer, desk.journal.undo, "Undone", "undo")


def redo(desk: Desk, reviewer: str, fields: Fields, picked: Sequence[str]) -> Answer:
    """Do again what was undone last."""
    return _turned(desk, fields, reviewer, desk.journal.redo, "Redone", "redo")


def _turned(desk: Desk, fields: Fields, reviewer: str, turn: Callable[[str], Any], said: str, what: str) -> Answer:
    view = _view(fields)
    try:
        batch = turn(reviewer)
    except ConflictError as error:
        page = review_page(desk, view, reviewer)
        return Answer(template="review.html", context=page, status=409, said=f"Nothing changed: {error}.")
    if batch is None:
        return Answer(view.url(), f"There is nothing to {what}.")
    row = desk.connection.execute(
        "SELECT claim.claim_id, claim.run, claim.origin FROM event JOIN claim ON claim.id = event.claim"
        " WHERE event.batch = ? ORDER BY event.seq LIMIT 1",
        (batch["id"],),
    ).fetchone()
    to = view
    if row is not None and batch["size"] == 1 and not (batch["action"] == "add" and what == "undo"):
        to = dataclasses.replace(
            view, run=row["run"], claim=row["claim_id"], at=None, article=None, add=None, page=None
        )
    elif batch["action"] == "add":
        to = dataclasses.replace(view, claim="", article=None, add=None)
    return Answer(dataclasses.replace(to, edit=False).url(), f"{said}: {batch['label']}.")


def adjudicate(desk: Desk, reviewer: str, fields: Fields, picked: Sequence[str]) -> Answer:
    """Settle a disagreement: take what one reviewer holds, or a verdict of one's own."""
    view, claim = _claim(desk, fields)
    choice = fields.get("choice", "")
    taken = claim.state(choice.removeprefix("as:")) if choice.startswith("as:") else None
    if taken is not None and taken.owner != ADJUDICATED:
        data = {name: taken.data[name] for name in ("verdict", "edits") if name in taken.data}
    elif choice in VERDICTS:
        data = {"verdict": choice}
    else:
        raise ValueError("choose whose decision holds, or a verdict")
    try:
        desk.journal.adjudicate(reviewer, claim.id, data, _version(fields))
    except ConflictError as error:
        return _conflict(desk, view, reviewer, claim, fields, error)
    return Answer(view.url("/adjudicate", claim=""), f"Settled: {_named(claim)} is {data['verdict']}.")


def rename(desk: Desk, reviewer: str, fields: Fields, picked: Sequence[str]) -> Answer:
    """Work under another name from now on, in this browser."""
    from extractor.audit.app import clean_name

    name = clean_name(fields.get("name", ""))
    if not name:
        raise ValueError("a reviewer's name needs a letter")
    return Answer(_view(fields).url(), f"You review as {name}.", reviewer=name)


ACTIONS: dict[str, Callable[[Desk, str, Fields, Sequence[str]], Answer]] = {
    "/decide": decide,
    "/edit": edit,
    "/note": note,
    "/add": add,
    "/bulk": bulk,
    "/undo": undo,
    "/redo": redo,
    "/adjudicate": adjudicate,
    "/reviewer": rename,
}


def _view(fields: Fields) -> View:
    return View.parse(fields.get("view", ""))


def _claim(desk: Desk, fields: Fields) -> tuple[View, Reviewed]:
    view = dataclasses.replace(_view(fields), claim=fields.get("claim", ""))
    claim = desk.claim(view)
    if claim is None:
        raise LookupError("no claim was named")
    return dataclasses.replace(view, edit=False), claim


def _version(fields: Fields) -> int | None:
    version = fields.get("version", "")
    if not (version.isascii() and version.isdecimal() and len(version) < 16):
        raise ValueError("the form does not say which version of the claim it was made from")
    return int(version)


def _named(claim: Reviewed) -> str:
    return " ".join(claim.final["quantity"]["text"].split())


def _conflict(desk: Desk, view: View, reviewer: str, claim: Reviewed, fields: Fields, error: ConflictError) -> Answer:
    """The claim as it is now, and what changed since the form was made."""
    happened = history(desk.connection, claim.claim_id, _version(fields) or 0)[:_MOST_LISTED]
    shown = dataclasses.replace(view, claim=claim.claim_id)
    page = review_page(desk, shown, reviewer, conflict=happened, fields=fields if view.edit else None)
    return Answer(template="review.html", context=page, status=409, said=f"Not saved: {error}.")
