"""What an output folder holds, counted in one pass and in constant memory."""

from __future__ import annotations

import collections
import dataclasses
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from extractor.stored import last_run, listed, parts, rows

Row = Mapping[str, Any]
_HELD = 20_000
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_DIGITS = re.compile(r"\d[\d,.]*")
_LONGEST_REASON = 80


@dataclasses.dataclass(frozen=True, slots=True)
class Count:
    """How often a value stands in the output; the value is null where the slot is empty."""

    name: str | None
    count: int


class Tally:
    """Counts values, however many there are: those beyond a number go to a temporary file."""

    def __init__(self, held: int = _HELD, *, latest_first: bool = False) -> None:
        """Count at most ``held`` values in memory; ``latest_first`` ranks them by name, not by count."""
        self.total = 0
        self._held = held
        self._latest_first = latest_first
        self._counts: collections.Counter[str | None] = collections.Counter()
        self._store: sqlite3.Connection | None = None

    def add(self, value: str | None, count: int = 1) -> None:
        """Count a value."""
        self.total += count
        self._counts[value] += count
        if len(self._counts) > self._held:
            self._spill()

    def ranked(self, most: int | None = None) -> list[Count]:
        """The values by falling count, then by name (or the last names first); ``most`` of them, or all."""
        if self._store is None:
            found = sorted(self._counts.items(), key=lambda item: item[0] or "", reverse=self._latest_first)
            if not self._latest_first:
                found.sort(key=lambda item: -item[1])
            return [Count(*item) for item in found[:most]]
        self._spill()
        order = "coalesce(value, '') DESC" if self._latest_first else "count DESC, coalesce(value, '')"
        query = f"SELECT value, count FROM tally ORDER BY {order} LIMIT ?"
        return [Count(*row) for row in self._store.execute(query, (-1 if most is None else most,))]

    def __len__(self) -> int:
        """How many different values there are."""
        if self._store is None:
            return len(self._counts)
        self._spill()
        return int(self._store.execute("SELECT count(*) FROM tally").fetchone()[0])

    def _spill(self) -> None:
        if self._store is None:
            self._store = sqlite3.connect("", isolation_level=None)
            self._store.execute("PRAGMA cache_size = -16000")
            self._store.execute("CREATE TABLE tally (key TEXT PRIMARY KEY, value TEXT, count INT) WITHOUT ROWID")
            self._store.execute("BEGIN")
        counted = (("" if value is None else f"={value}", value, n) for value, n in self._counts.items())
        self._store.executemany(
            "INSERT INTO tally VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET count = count + excluded.count", counted
        )
        self._counts.clear()


def _law(law: Row) -> str:
    instrument = law["instrument"]
    named = f"{instrument['id'] or instrument['text']} " if instrument else ""
    return f"{' '.join(named.split())} {law['unit']} {law['number']}".strip()


def _source(claim: Row) -> str | None:
    return " ".join(claim["attribution"]["source"]["text"].split()) if claim["attribution"] else None


# What claims are counted by: the values of a claim, each counted once.
BY: dict[str, Callable[[Row], Iterable[str | None]]] = {
    "kind": lambda claim: [claim["quantity"]["kind"]],
    "unit": lambda claim: [claim["quantity"]["unit"]],
    "law": lambda claim: dict.fromkeys(map(_law, claim["legal"])) or [None],
    "source": lambda claim: [_source(claim)],
    "month": lambda claim: [claim["published"] and claim["published"][:7]],
    "area": lambda claim: [claim["area"] and claim["area"]["code"]],
    "outlet": lambda claim: [claim["outlet"]],
}


class Statistics:
    """The figures of an output folder; see :func:`statistics`."""

    def __init__(self) -> None:
        self.articles = 0
        self.claims = 0
        self.failures = 0
        self.kept = 0
        self.claims_by = {name: Tally(latest_first=name == "month") for name in BY}
        self.numbers = Tally()
        self.removed_blocks = Tally()
        self.removed_characters = Tally()
        self.failed = Tally()
        self.duplicates = Tally()
        self.last_run: Row | None = None

    def add_article(self, article: Row) -> None:
        """Count an article, its blocks and its numbers."""
        self.articles += 1
        for number in article["numbers"]:
            self.numbers.add(number["disposition"])
        for block in article["blocks"]:
            length = block["source_end"] - block["source_start"]
            if block["removed"] is None:
                self.kept += length
            else:
                self.removed_blocks.add(block["removed"]["reason"])
                self.removed_characters.add(block["removed"]["reason"], length)

    def add_claim(self, claim: Row) -> None:
        """Count a claim by each of its slots."""
        self.claims += 1
        for name, values in BY.items():
            for value in values(claim):
                self.claims_by[name].add(value)

    def add_failure(self, failure: Row) -> None:
        """Count a failure by its stage and the kind of its reason."""
        self.failures += 1
        self.failed.add(f"{failure['stage']}: {reason_kind(failure['reason'])}")

    def as_json(self, most: int | None = None) -> dict[str, Any]:
        """All figures as plain JSON types; ``most`` values of each list, or all.

        Each list has the values by falling count, and how many different ones there are.
        """
        lists = {f"claims_by_{name}": tally for name, tally in self.claims_by.items()}
        lists |= {
            "numbers_by_disposition": self.numbers,
            "removed_blocks_by_reason": self.removed_blocks,
            "removed_characters_by_reason": self.removed_characters,
            "failures_by_reason": self.failed,
            "duplicates_by_kind": self.duplicates,
        }
        totals: dict[str, Any] = {"articles": self.articles, "claims": self.claims, "failures": self.failures}
        totals |= {"characters_kept": self.kept, "last_run": self.last_run}
        return totals | {name: _listed(tally, most) for name, tally in lists.items()}


def statistics(folder: Path) -> Statistics:
    """Count what an output folder holds. Raises OutputError when it holds no run."""
    found = Statistics()
    for part in parts(folder):
        for article in rows(part.articles):
            found.add_article(article)
        for claim in rows(part.claims):
            found.add_claim(claim)
    for failure in listed(folder, "failures"):
        found.add_failure(failure)
    for duplicate in listed(folder, "duplicates"):
        found.duplicates.add(duplicate["kind"])
    found.last_run = last_run(folder)
    return found


def reason_kind(reason: str) -> str:
    """A reason without the names and figures that make it one of its own.

    >>> reason_kind("id: 'a-17' is used twice for different articles: a.jsonl line 3 and a.jsonl line 9")
    'id: … is used twice for different articles'
    >>> reason_kind("too long: 11,000,000 characters, at most 10,000,000 are accepted")
    'too long: # characters, at most # are accepted'
    """
    plain = _DIGITS.sub("#", _QUOTED.sub("…", reason))
    return ": ".join(plain.split(": ")[:2])[:_LONGEST_REASON]


def _listed(tally: Tally, most: int | None) -> dict[str, Any]:
    return {"distinct": len(tally), "top": [dataclasses.asdict(item) for item in tally.ranked(most)]}
