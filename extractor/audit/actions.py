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
from extractor.audit.edits import blank_claim, corrected, differences
from extractor.audit.form import EditError
from extractor.audit.ingest import add_claim, claim_row
from extractor.audit.review import review_page
from extractor.audit.view import View

_LONGEST_NOTE = 5_000
_MOST_LISTED = 20


@dataclasses.dataclass(frozen=True)
class Form:
    """What was sent: by whom, the fields, and the claims ticked."""

    reviewer: str
    fields: Mapping[str, str]
    picked: Sequence[str] = ()


@dataclasses.dataclass(frozen=True)
class Answer:
    """Where to go next with what is said there, or a page to show with its status."""

    url: str = "/review"
    said: str = ""
    template: str | None = None
    context: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    status: int = 200
    reviewer: str = ""


def decide(desk: Desk, form: Form) -> Answer:
    """Give a claim a verdict and go on to the next."""
    verdict = form.fields.get("verdict", "")
    if verdict not in (*VERDICTS, "open"):
        raise ValueError("no such verdict")
    view, claim = _claim(desk, form)
    following = desk.after(view, claim.id)
    try:
        desk.journal.decide(form.reviewer, [claim.id], verdict, _version(form))
    except ConflictError as error:
        return _conflict(desk, view, claim, form, error)
    last = " This was the last claim of the queue." if following == claim.claim_id else ""
    return Answer(view.to_claim(following), f"{verdict.capitalize()}: {_named(claim)}.{last}")


def edit(desk: Desk, form: Form) -> Answer:
    """Correct a claim; a correction accepts what it makes."""
    view, claim = _claim(desk, form)
    article = desk.article(claim.article)
    if article is None or claim.origin == "gone":
        raise ValueError("this claim is not in the article any more; reject it, or add it anew")
    ids = desk.connection.execute("SELECT claim_id FROM claim WHERE article = ?", (claim.article,))
    try:
        made = corrected(claim.final, form.fields, article["text"], (row[0] for row in ids))
        following = desk.after(view, claim.id)
        desk.journal.edit(form.reviewer, claim.id, differences(claim.record, made), _version(form))
    except EditError as error:
        shown = dataclasses.replace(view, claim=claim.claim_id, edit=True)
        page = review_page(desk, shown, faults=error.faults, fields=form.fields)
        return Answer(template="review.html", context=page, status=422, said=f"Not saved: {error}")
    except ConflictError as error:
        return _conflict(desk, dataclasses.replace(view, edit=True), claim, form, error)
    return Answer(view.to_claim(following), f"Saved and accepted: {_named(claim)}.")


def note(desk: Desk, form: Form) -> Answer:
    """Write a note and stay."""
    view, claim = _claim(desk, form)
    try:
        desk.journal.note(form.reviewer, claim.id, form.fields.get("note", "").strip()[:_LONGEST_NOTE], _version(form))
    except ConflictError as error:
        return _conflict(desk, view, claim, form, error)
    return Answer(view.to_claim(claim.claim_id), "Note saved.")


def add(desk: Desk, form: Form) -> Answer:
    """Add a claim that was missed."""
    view = _view(form)
    article = desk.article(view.article)
    if article is None or view.add is None or view.add[1] > len(article["text"]):
        raise LookupError("no such place in this article")
    start, end = view.add
    blank = blank_claim(dict(article), start, end, desk.number(article["id"], start, end))
    ids = desk.connection.execute("SELECT claim_id FROM claim WHERE article = ?", (article["id"],))
    try:
        made = corrected(blank, form.fields, article["text"], (row[0] for row in ids))
    except EditError as error:
        page = review_page(desk, view, faults=error.faults, fields=form.fields)
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
        desk.journal.add(form.reviewer, claim)
    return Answer(view.to_claim(made["id"]), f"Added: {made['quantity']['text']}.")


def bulk(desk: Desk, form: Form) -> Answer:
    """Give one verdict to the ticked claims, or to all that the filters leave if their number is as shown."""
    verdict = form.fields.get("verdict", "")
    if verdict not in (*VERDICTS, "open"):
        raise ValueError("no such verdict")
    view = _view(form)
    ids = [int(row) for row in desk.selection(view).ids(view.order)]
    if form.fields.get("scope") == "all":
        seen = form.fields.get("count", "?")
        if seen != str(len(ids)):
            return _refused(desk, view, f"the filters now leave {len(ids):,} claims, not {seen}")
    else:
        ticked = {int(value) for value in form.picked if _is_row(value)}
        ids = [row for row in ids if row in ticked]
        versions = _seen(form.fields.get("seen", ""))
        changed = [c for c in read_claims(desk.connection, ids[:500]) if versions.get(c.id, c.version) != c.version]
        if changed:
            return _refused(desk, view, f"{len(changed)} of these claims were changed since you opened the page")
    if not ids:
        return Answer(view.url(), "Nothing was ticked: nothing changed.")
    desk.journal.decide(form.reviewer, ids, verdict)
    return Answer(view.url(claim=""), f"{verdict.capitalize()}: {len(ids):,} claims at once. One undo takes all back.")


def _refused(desk: Desk, view: View, why: str) -> Answer:
    return Answer(template="review.html", context=review_page(desk, view), status=409, said=f"Nothing changed: {why}.")


def _seen(listed: str) -> dict[int, int]:
    """The versions of the claims that a page showed: ``12@3,13@0,``."""
    pairs = (item.partition("@") for item in listed.split(","))
    return {int(row): int(version) for row, _, version in pairs if _is_row(row) and _is_row(version)}


def _is_row(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 16


def undo(desk: Desk, form: Form) -> Answer:
    """Take back the last thing done."""
    return _turned(desk, form, desk.journal.undo, "Undone", "undo")


def redo(desk: Desk, form: Form) -> Answer:
    """Do again what was undone last."""
    return _turned(desk, form, desk.journal.redo, "Redone", "redo")


def _turned(desk: Desk, form: Form, turn: Callable[[str], Any], said: str, what: str) -> Answer:
    view = _view(form)
    try:
        batch = turn(form.reviewer)
    except ConflictError as error:
        return _refused(desk, view, str(error))
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


def adjudicate(desk: Desk, form: Form) -> Answer:
    """Settle a disagreement: take what one reviewer holds, or a verdict of one's own."""
    view, claim = _claim(desk, form)
    choice = form.fields.get("choice", "")
    taken = claim.state(choice.removeprefix("as:")) if choice.startswith("as:") else None
    if taken is not None and taken.owner != ADJUDICATED:
        data = {name: taken.data[name] for name in ("verdict", "edits") if name in taken.data}
    elif choice in VERDICTS:
        data = {"verdict": choice}
    else:
        raise ValueError("choose whose decision holds, or a verdict")
    try:
        desk.journal.adjudicate(form.reviewer, claim.id, data, _version(form))
    except ConflictError as error:
        return _conflict(desk, view, claim, form, error)
    return Answer(view.url("/adjudicate", claim=""), f"Settled: {_named(claim)} is {data['verdict']}.")


def rename(_: Desk, form: Form) -> Answer:
    """Work under another name from now on, in this browser."""
    from extractor.audit.app import clean_name

    name = clean_name(form.fields.get("name", ""))
    if not name:
        raise ValueError("a reviewer's name needs a letter")
    return Answer(_view(form).url(), f"You review as {name}.", reviewer=name)


ACTIONS: dict[str, Callable[[Desk, Form], Answer]] = {
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


def _view(form: Form) -> View:
    return View.parse(form.fields.get("view", ""))


def _claim(desk: Desk, form: Form) -> tuple[View, Reviewed]:
    view = dataclasses.replace(_view(form), claim=form.fields.get("claim", ""))
    claim = desk.claim(view)
    if claim is None:
        raise LookupError("no claim was named")
    return dataclasses.replace(view, edit=False), claim


def _version(form: Form) -> int | None:
    version = form.fields.get("version", "")
    if not (version.isascii() and version.isdecimal() and len(version) < 16):
        raise ValueError("the form does not say which version of the claim it was made from")
    return int(version)


def _named(claim: Reviewed) -> str:
    return " ".join(claim.final["quantity"]["text"].split())


def _conflict(desk: Desk, view: View, claim: Reviewed, form: Form, error: ConflictError) -> Answer:
    """The claim as it is now, and what changed since the form was made."""
    happened = history(desk.connection, claim.claim_id, _version(form) or 0)[:_MOST_LISTED]
    shown = dataclasses.replace(view, claim=claim.claim_id)
    page = review_page(desk, shown, conflict=happened, fields=form.fields if view.edit else None)
    return Answer(template="review.html", context=page, status=409, said=f"Not saved: {error}.")
