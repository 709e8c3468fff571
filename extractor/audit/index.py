"""A run's claims in memory, one array a facet: 100,000 claims are filtered and counted in milliseconds."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from extractor.audit.facets import FACETS, NONE, SEPARATOR, STORED, confidence_band

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
_CHANGING = ("verdict", "disputed", "stale")
_SELECT = (
    "SELECT claim.id, article, start, draw, published, confidence, {stored},"
    " coalesce(subject.verdict, 'open') AS verdict, coalesce(subject.disputed, 0) AS disputed, stale,"
    " origin = 'added' AND NOT EXISTS (SELECT 1 FROM state WHERE state.subject = claim.subject"
    " AND json_extract(data, '$.added')) AS withdrawn"
    " FROM claim LEFT JOIN subject ON subject.id = claim.subject WHERE {where}"
)


class Column:
    """The values of one facet: ``names`` by code, and pairs (row, code); a row may have several."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.codes: dict[str, int] = {}
        self._rows: list[int] = []
        self._values: list[int] = []
        self.rows: Ints = np.empty(0, np.int64)
        self.values: Ints = np.empty(0, np.int64)

    def code(self, name: str) -> int:
        """The code of a value, a new one when it is met for the first time."""
        code = self.codes.setdefault(name, len(self.names))
        if code == len(self.names):
            self.names.append(name)
        return code

    def add(self, row: int, value: str, many: bool) -> None:
        """Note the value of a row."""
        for part in value.split(SEPARATOR) if many else (value,):
            self._rows.append(row)
            self._values.append(self.code(part))

    def settle(self) -> None:
        """Bring what was added into the arrays."""
        self.rows = np.concatenate([self.rows, np.array(self._rows, np.int64)])
        self.values = np.concatenate([self.values, np.array(self._values, np.int64)])
        self._rows, self._values = [], []

    def mask(self, chosen: Sequence[str], size: int) -> Mask:
        """The rows that have one of the chosen values."""
        found = np.zeros(size, np.bool_)
        for name in chosen:
            if name in self.codes:
                found[self.rows[self.values == self.codes[name]]] = True
        return found

    def counts(self, mask: Mask) -> list[tuple[str, int]]:
        """How often each value occurs among the rows of a mask, the most frequent first."""
        tally = np.bincount(self.values[mask[self.rows]], minlength=len(self.names))
        found = [(self.names[code], int(tally[code])) for code in np.flatnonzero(tally)]
        return sorted(found, key=lambda item: (-item[1], item[0]))


class RunIndex:
    """The claims of a run; ``refresh`` follows what this or another process has decided since."""

    def __init__(self, connection: sqlite3.Connection, run: int) -> None:
        self.connection = connection
        self.run = run
        self.columns = {facet.name: Column() for facet in FACETS}
        self._row_of: dict[int, int] = {}
        self.ids: Ints = np.empty(0, np.int64)
        self._article: Ints = np.empty(0, np.int64)
        self._start: Ints = np.empty(0, np.int64)
        self._draw: Ints = np.empty(0, np.int64)
        self._confidence: npt.NDArray[np.float64] = np.empty(0, np.float64)
        self.days: list[str] = []
        self.withdrawn: Mask = np.empty(0, np.bool_)
        self._seq = self._last_event()
        self._append("claim.run = ? ORDER BY claim.id", (run,))

    def __len__(self) -> int:
        return len(self.ids)

    def refresh(self) -> None:
        """Take in events and added claims that were written since the last call."""
        seq = self._last_event()
        if seq == self._seq:
            return
        newest = int(self.ids[-1]) if len(self.ids) else 0
        touched = self.connection.execute(
            _select(
                "+claim.run = ? AND +claim.id <= ? AND claim.subject IN (SELECT subject FROM event WHERE event.seq > ?)"
            ),
            (self.run, newest, self._seq),
        )
        for found in touched:
            row = self._row_of[found["id"]]
            for name, value in zip(_CHANGING, _changing(found), strict=True):
                column = self.columns[name]
                column.values[row] = column.code(value)
            self.withdrawn[row] = bool(found["withdrawn"])
        self._seq = seq
        self._append("claim.run = ? AND claim.id > ? ORDER BY claim.id", (self.run, newest))

    def _last_event(self) -> int:
        (seq,) = self.connection.execute("SELECT coalesce(max(seq), 0) FROM event").fetchone()
        return int(seq)

    def _append(self, where: str, arguments: tuple[Any, ...]) -> None:
        many = {facet.name: facet.many for facet in FACETS}
        fresh: list[tuple[int, int, int, int, float, bool]] = []
        base = len(self.ids)
        for row, found in enumerate(self.connection.execute(_select(where), arguments), base):
            self._row_of[found["id"]] = row
            for name in STORED:
                self.columns[name].add(row, found[name], many[name])
            self.columns["confidence"].add(row, confidence_band(found["confidence"]), False)
            for name, value in zip(_CHANGING, _changing(found), strict=True):
                self.columns[name].add(row, value, False)
            place = (found["id"], found["article"] or 0, found["start"], found["draw"])
            fresh.append((*place, found["confidence"], bool(found["withdrawn"])))
            self.days.append(found["published"])
        if not fresh and base:
            return
        for column in self.columns.values():
            column.settle()
        columns: list[tuple[Any, ...]] = list(zip(*fresh, strict=True)) or [()] * 6
        self.ids = np.concatenate([self.ids, np.array(columns[0], np.int64)])
        self._article = np.concatenate([self._article, np.array(columns[1], np.int64)])
        self._start = np.concatenate([self._start, np.array(columns[2], np.int64)])
        self._draw = np.concatenate([self._draw, np.array(columns[3], np.int64)])
        self._confidence = np.concatenate([self._confidence, np.array(columns[4], np.float64)])
        self.withdrawn = np.concatenate([self.withdrawn, np.array(columns[5], np.bool_)])
        self._orders: dict[str, Ints] = {
            "place": np.lexsort((self._start, self._article)),
            "doubt": np.lexsort((self._start, self._article, self._confidence)),
            "draw": np.argsort(self._draw, kind="stable"),
        }

    def select(self, filters: Mapping[str, Sequence[str]], found: Sequence[int] | None = None) -> Selection:
        """The claims that fit the filters and, when given, are among those found by a search."""
        return Selection(self, filters, found)

    def order(self, name: str) -> Ints:
        """All rows in the order ``place`` (as in the articles), ``doubt`` or ``draw`` (as sampled)."""
        return self._orders[name]

    def among(self, claims: Sequence[int]) -> Mask:
        """The rows of these claims; claims of other runs are passed over."""
        wanted = np.array(claims, np.int64)
        mask: Mask = np.isin(self.ids, wanted, assume_unique=True)
        return mask

    def row(self, claim: int) -> int | None:
        """The row of a claim of the table ``claim``."""
        return self._row_of.get(claim)


class Selection:
    """The rows of an index that fit; ``counts`` of a facet ignore the choice in that facet."""

    def __init__(self, index: RunIndex, filters: Mapping[str, Sequence[str]], found: Sequence[int] | None) -> None:
        self.index = index
        size = len(index)
        self._base = ~index.withdrawn
        if found is not None:
            self._base &= index.among(found)
        if not filters.get("stale") and not filters.get("origin"):
            gone = index.columns["origin"].mask(["gone"], size)
            self._base &= ~gone
        self._masks = {name: index.columns[name].mask(chosen, size) for name, chosen in filters.items() if chosen}
        self.mask = self._without(None)

    def _without(self, facet: str | None) -> Mask:
        mask: Mask = self._base.copy()
        for name, chosen in self._masks.items():
            if name != facet:
                mask &= chosen
        return mask

    def __len__(self) -> int:
        return int(self.mask.sum())

    def ids(self, order: str = "place") -> Ints:
        """The claims selected, in order, as rows of the table ``claim``."""
        rows = self.index.order(order)
        found: Ints = self.index.ids[rows[self.mask[rows]]]
        return found

    def counts(self, facet: str) -> list[tuple[str, int]]:
        """The values of a facet with the number of claims, the most frequent first."""
        mask = self._without(facet) if facet in self._masks else self.mask
        return self.index.columns[facet].counts(mask)

    def days(self) -> dict[str, int]:
        """The number of claims by day of publication."""
        tally: dict[str, int] = {}
        for row in np.flatnonzero(self.mask):
            day = self.index.days[row] or NONE
            tally[day] = tally.get(day, 0) + 1
        return dict(sorted(tally.items()))


def _select(where: str) -> str:
    return _SELECT.format(stored=", ".join(STORED), where=where)


def _changing(found: sqlite3.Row) -> tuple[str, str, str]:
    stale = "gone" if found["origin"] == "gone" else "changed" if found["stale"] else NONE
    verdict = "open" if stale == "changed" else found["verdict"]
    return verdict, "yes" if found["disputed"] else "no", stale
