"""What each address shows: the template and its context."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import orjson

from extractor.audit.agreement import MOST, agreements
from extractor.audit.charts import across, upright
from extractor.audit.claims import read_claims
from extractor.audit.decisions import ADJUDICATED
from extractor.audit.desk import PAGE, Desk
from extractor.audit.index import Selection
from extractor.audit.review import review_page
from extractor.audit.sampling import MARGIN, needed, wilson
from extractor.audit.shown import window_from
from extractor.audit.view import View

Page = tuple[str, dict[str, Any]]
_HISTORY = 100


def review(desk: Desk, view: View) -> Page:
    """The three panes."""
    return "review.html", review_page(desk, view)


def pieces(desk: Desk, view: View) -> Page:
    """More of an article, from the piece ``at`` on: a fragment for the article pane."""
    view = dataclasses.replace(view, run=desk.run(view))
    article = desk.article(view.article)
    if article is None or article["run"] != view.run or view.at is None:
        raise LookupError("no such article")
    window = window_from(desk.connection, article["id"], view.at, view, desk.claim(view))
    return "pieces.html", {"view": view, "article": article, "window": window}


def overview(desk: Desk, view: View) -> Page:
    """A run in figures: charts, coverage, precision with its interval, the sample to check."""
    view = dataclasses.replace(view, run=desk.run(view))
    run = next(row for row in desk.runs() if row["id"] == view.run)
    selection = desk.selection(view)
    charts = [_days(view, selection)]
    for facet, title in (("outlet", "outlet"), ("unit", "unit"), ("law", "law"), ("area", "area")):
        rows = [(value, count, view.toggled(facet, value)) for value, count in selection.counts(facet)]
        charts.append(across(f"Claims by {title}", rows))
    characters: dict[str, int] = orjson.loads(run["characters"])
    numbers: dict[str, int] = orjson.loads(run["numbers"])
    return "overview.html", {
        "view": view,
        "run": run,
        "total": len(selection),
        "charts": charts,
        "characters": sorted(characters.items(), key=lambda item: -item[1]),
        "numbers": sorted(numbers.items(), key=lambda item: -item[1]),
        "pipeline": orjson.loads(run["pipeline"]),
        "verdicts": selection.counts("verdict"),
        **_precision(desk, view, selection),
    }


def _days(view: View, selection: Selection) -> Any:
    days = selection.days()
    undated = days.pop("(none)", 0)
    rows = [(day, count, view.url()) for day, count in days.items()]
    chart = upright("Claims by day of publication", rows)
    return chart._replace(title=f"{chart.title} ({undated:,} without a date)" if undated else chart.title)


def _precision(desk: Desk, view: View, selection: Selection) -> dict[str, Any]:
    """Precision over everything decided, and over the random sample, which alone speaks for the rest."""
    found = desk.index(view.run or 0).columns["origin"].mask(["run"], len(desk.index(view.run or 0)))
    population = int((selection.mask & found).sum())
    decided = _decided(desk, view, selection)
    ids = [int(row) for row in selection.ids("draw")]
    right, judged = _sampled(ids, decided)
    sample = wilson(right, judged)
    size = needed(sample.share, population)
    right, judged = _sampled(ids[:size], decided)
    sample = wilson(right, judged)
    accepted = sum(verdict == "accepted" for verdict, _ in decided.values())
    rejected = sum(verdict == "rejected" for verdict, _ in decided.values())
    untouched = sum(verdict == "accepted" and not edited for verdict, edited in decided.values())
    return {
        "precision": wilson(accepted, accepted + rejected),
        "strict": wilson(untouched, accepted + rejected),
        "sample": sample,
        "sample_size": size,
        "to_check": max(0, size - judged),
        "reached": sample.share is not None and (sample.high - sample.low) / 2 <= MARGIN,
        "population": population,
        "margin": MARGIN,
        "sample_url": view.url("/review", order="draw", filters={**view.filters, "verdict": ("open",)}, claim=""),
    }


def _decided(desk: Desk, view: View, selection: Selection) -> dict[int, tuple[str, bool]]:
    rows = desk.connection.execute(
        "SELECT claim.id, subject.verdict, subject.edited FROM subject JOIN claim ON claim.subject = subject.id"
        " WHERE claim.run = ? AND claim.origin = 'run' AND claim.stale IS NULL"
        " AND subject.verdict IN ('accepted', 'rejected')",
        (view.run,),
    )
    index = selection.index
    kept = {}
    for row in rows:
        place = index.row(row["id"])
        if place is not None and selection.mask[place]:
            kept[row["id"]] = (row["verdict"], bool(row["edited"]))
    return kept


def _sampled(drawn: list[int], decided: dict[int, tuple[str, bool]]) -> tuple[int, int]:
    """Among the claims drawn: how many were right, how many judged."""
    verdicts = [decided[row][0] for row in drawn if row in decided]
    return sum(verdict == "accepted" for verdict in verdicts), len(verdicts)


def agreement(desk: Desk, view: View) -> Page:
    """Agreement between reviewers, slot by slot."""
    view = dataclasses.replace(view, run=desk.run(view))
    rows = desk.connection.execute(
        "SELECT owner, count(*) AS claims,"
        " sum(json_extract(data, '$.verdict') = 'accepted') AS accepted,"
        " sum(json_extract(data, '$.verdict') = 'rejected') AS rejected,"
        " sum(json_extract(data, '$.verdict') = 'unsure') AS unsure,"
        " sum(json_extract(data, '$.edits') IS NOT NULL) AS edited"
        " FROM state WHERE owner != ? AND subject IN (SELECT subject FROM claim WHERE run = ?) GROUP BY owner",
        (ADJUDICATED, view.run),
    )
    return "agreement.html", {
        "most": MOST,
        "view": view,
        "pairs": agreements(desk.connection, view.run or 0),
        "people": rows.fetchall(),
    }


def adjudicate(desk: Desk, view: View) -> Page:
    """The claims on which reviewers disagree, side by side."""
    view = dataclasses.replace(view, run=desk.run(view))
    selection = desk.index(view.run or 0).select({**view.filters, "disputed": ("yes",)})
    ids = selection.ids()
    first = (view.page or 0) * PAGE
    claims = read_claims(desk.connection, ids[first : first + PAGE])
    return "adjudicate.html", {"view": view, "claims": claims, "total": len(ids), "first": first, "size": PAGE}


def past(desk: Desk, view: View) -> Page:
    """Everything that was done, newest first."""
    view = dataclasses.replace(view, run=desk.run(view))
    first = (view.page or 0) * _HISTORY
    rows = desk.connection.execute(
        "SELECT batch.*, undoable.state FROM batch LEFT JOIN undoable ON undoable.batch = batch.id"
        " ORDER BY id DESC LIMIT ? OFFSET ?",
        (_HISTORY + 1, first),
    ).fetchall()
    return "history.html", {
        "view": view,
        "rows": rows[:_HISTORY],
        "more": len(rows) > _HISTORY,
        "names": _touched(desk, rows),
    }


def _touched(desk: Desk, rows: Any) -> dict[int, tuple[int, str]]:
    """The run and the id of the first claim of each batch."""
    found = {}
    for row in rows:
        claim = desk.connection.execute(
            "SELECT run, claim_id FROM event JOIN claim ON claim.id = event.claim WHERE event.batch = ? LIMIT 1",
            (row["id"],),
        ).fetchone()
        if claim:
            found[row["id"]] = (claim["run"], claim["claim_id"])
    return found


def help_page(desk: Desk, view: View) -> Page:
    """The keys and what the signs mean."""
    return "help.html", {"view": dataclasses.replace(view, run=desk.run(view))}


PAGES: dict[str, Callable[[Desk, View], Page]] = {
    "/review": review,
    "/pieces": pieces,
    "/overview": overview,
    "/agreement": agreement,
    "/adjudicate": adjudicate,
    "/history": past,
    "/help": help_page,
}
