"""What the pages work on: the store, the indexes of its runs, the rules."""

from __future__ import annotations

import collections
import dataclasses
import sqlite3
from functools import cached_property
from typing import Any

import orjson

from extractor.audit.claims import Reviewed, read_claim, read_claims
from extractor.audit.decisions import Journal
from extractor.audit.index import RunIndex, Selection
from extractor.audit.search import search
from extractor.audit.view import View
from extractor.errors import RuleError
from extractor.rules import Rule, load_rules

_INDEXES = 3
PAGE = 40


@dataclasses.dataclass(frozen=True)
class Queue:
    """The claims of a view in order, and the place of one of them."""

    ids: Any
    total: int
    position: int | None
    first: int
    page: list[Reviewed]

    def neighbour(self, step: int) -> int | None:
        """The claim before (-1) or after (1) the current one, as a row of the table ``claim``."""
        if self.position is None:
            return int(self.ids[0]) if self.total and step > 0 else None
        place = self.position + step
        return int(self.ids[place]) if 0 <= place < self.total else None


class Desk:
    """One store at work; every request of the server goes through one of these, one at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.journal = Journal(connection)
        self._indexes: collections.OrderedDict[int, RunIndex] = collections.OrderedDict()

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """The rules shipped with the program by id; empty when they cannot be read."""
        try:
            return {rule.id: rule for rule in load_rules()}
        except RuleError:
            return {}

    def warm(self, run: int) -> None:
        """Load what the first page would have to wait for."""
        self.index(run)
        _ = self.rules

    def runs(self) -> list[sqlite3.Row]:
        """All runs, the newest first."""
        return self.connection.execute("SELECT * FROM run ORDER BY id DESC").fetchall()

    def run(self, view: View) -> int:
        """The run that a view speaks of: the newest unless it names another; raises LookupError."""
        if view.run is None:
            row = self.connection.execute("SELECT max(id) FROM run").fetchone()
        else:
            row = self.connection.execute("SELECT id FROM run WHERE id = ?", (view.run,)).fetchone()
        if row is None or row[0] is None:
            raise LookupError("no such run")
        return int(row[0])

    def index(self, run: int) -> RunIndex:
        """The claims of a run in memory, up to date."""
        index = self._indexes.pop(run, None)
        if index is None:
            index = RunIndex(self.connection, run)
        else:
            index.refresh()
        self._indexes[run] = index
        while len(self._indexes) > _INDEXES:
            self._indexes.popitem(last=False)
        return index

    def selection(self, view: View) -> Selection:
        """The claims that a view's filters and search leave."""
        index = self.index(self.run(view))
        return index.select(view.filters, search(self.connection, view.q) if view.q else None)

    def claim(self, view: View) -> Reviewed | None:
        """The claim that a view names; raises LookupError when its run has none of that id."""
        if not view.claim:
            return None
        found = read_claim(self.connection, self.run(view), view.claim)
        if found is None:
            raise LookupError("this run has no such claim")
        return found

    def queue(self, view: View, selection: Selection, claim: Reviewed | None) -> Queue:
        """The page of the queue around a claim, or the one that the view asks for."""
        ids = selection.ids(view.order)
        position = None
        if claim is not None:
            hits = (ids == claim.id).nonzero()[0]
            position = int(hits[0]) if len(hits) else None
        page = view.page if view.page is not None else (position or 0) // PAGE
        first = min(page, max(0, len(ids) - 1) // PAGE) * PAGE
        return Queue(ids, len(ids), position, first, read_claims(self.connection, ids[first : first + PAGE]))

    def after(self, view: View, claim: int) -> str:
        """The id of the claim that follows another in a view, its own at the end of the queue."""
        ids = self.selection(view).ids(view.order)
        hits = (ids == claim).nonzero()[0]
        place = int(hits[0]) + 1 if len(hits) else 0
        row = int(ids[place]) if place < len(ids) else claim
        return str(self.connection.execute("SELECT claim_id FROM claim WHERE id = ?", (row,)).fetchone()[0])

    def article(self, row: int | None) -> sqlite3.Row | None:
        """The columns of an article, but for its whole record."""
        found: sqlite3.Row | None = self.connection.execute(
            "SELECT id, run, article_id, uri, title, outlet, published, text, doubtful FROM article WHERE id = ?",
            (row,),
        ).fetchone()
        return found

    def number(self, article: int, start: int, end: int) -> dict[str, Any] | None:
        """The reading of a number that is no claim."""
        row = self.connection.execute(
            "SELECT data FROM number WHERE article = ? AND start = ? AND end = ?", (article, start, end)
        ).fetchone()
        data: dict[str, Any] | None = row and orjson.loads(row["data"])
        return data
