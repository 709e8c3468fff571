"""What a page shows, as its address says it: every filter and every claim has a permanent URL."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from extractor.audit.facets import FACETS

ORDERS = {"place": "as in the articles", "doubt": "least confident first", "draw": "random sample"}
_NAMES = frozenset(facet.name for facet in FACETS)
_LONGEST = 300
_MOST = 200


@dataclasses.dataclass(frozen=True)
class View:
    """A parsed query string; ``url`` writes it back, with changes."""

    run: int | None = None
    q: str = ""
    filters: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    order: str = "place"
    claim: str = ""
    article: int | None = None
    at: int | None = None
    numbers: bool = False
    removed: bool = True
    edit: bool = False
    add: tuple[int, int] | None = None
    more: str = ""
    page: int | None = None

    @classmethod
    def parse(cls, query: str) -> View:
        """Read a query string; what cannot be understood is left out.

        >>> View.parse("run=2&kind=money&kind=count&order=doubt").filters
        {'kind': ('money', 'count')}
        """
        single: dict[str, str] = {}
        filters: dict[str, list[str]] = {}
        for name, value in parse_qsl(query)[:_MOST]:
            if name in _NAMES:
                filters.setdefault(name, []).append(value[:_LONGEST])
            else:
                single[name] = value[:_LONGEST]
        return cls(
            run=_int(single.get("run")),
            q=single.get("q", "").strip(),
            filters={name: tuple(dict.fromkeys(values)) for name, values in filters.items()},
            order=single.get("order", "") if single.get("order") in ORDERS else "place",
            claim=single.get("claim", ""),
            article=_int(single.get("article")),
            at=_int(single.get("at")),
            numbers=single.get("numbers") == "1",
            removed=single.get("removed") != "0",
            edit=single.get("edit") == "1",
            add=_pair(single.get("add")),
            more=single.get("more", ""),
            page=_int(single.get("page")),
        )

    def pairs(self) -> Iterable[tuple[str, str]]:
        """The parameters, in a fixed order, defaults left out."""
        if self.run is not None:
            yield "run", str(self.run)
        if self.q:
            yield "q", self.q
        for facet in FACETS:
            for value in self.filters.get(facet.name, ()):
                yield facet.name, value
        if self.order != "place":
            yield "order", self.order
        for name in ("claim", "more"):
            if getattr(self, name):
                yield name, getattr(self, name)
        for name in ("article", "at", "page"):
            if getattr(self, name) is not None:
                yield name, str(getattr(self, name))
        if self.numbers:
            yield "numbers", "1"
        if not self.removed:
            yield "removed", "0"
        if self.edit:
            yield "edit", "1"
        if self.add:
            yield "add", f"{self.add[0]}-{self.add[1]}"

    def query(self, **changes: Any) -> str:
        """The query string, with fields replaced."""
        return urlencode(list(dataclasses.replace(self, **changes).pairs()))

    def url(self, path: str = "/review", **changes: Any) -> str:
        """An address on this server, with fields replaced."""
        query = self.query(**changes)
        return f"{path}?{query}" if query else path

    def to_claim(self, claim_id: str) -> str:
        """The address of a claim under the same filters."""
        return self.url(claim=claim_id, article=None, at=None, edit=False, add=None, more="", page=None)

    def toggled(self, facet: str, value: str) -> str:
        """The address with a value of a facet chosen, or no longer chosen."""
        chosen = self.filters.get(facet, ())
        now = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
        return self.url(
            filters={**self.filters, facet: now}, claim="", article=None, at=None, edit=False, add=None, page=None
        )


def _int(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 16 else None


def _pair(value: str | None) -> tuple[int, int] | None:
    first, _, last = (value or "").partition("-")
    start, end = _int(first), _int(last)
    return (start, end) if start is not None and end is not None and start < end else None
