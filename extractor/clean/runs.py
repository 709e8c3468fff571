"""A page as it is read: runs of visible text, the elements that hold them, what its head says."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping


@dataclasses.dataclass(slots=True)
class Node:
    """A block-level element: its parent's index, its name and its class and id words."""

    parent: int
    tag: str
    words: str


@dataclasses.dataclass(slots=True)
class Run:
    """A run of inline text: ``source[start:end]``, with the element that holds it.

    ``links`` counts the characters inside links, ``host`` is where the last of them with a full
    address leads, ``strong`` counts the characters set in bold or italics; ``broken`` says that a
    single line break element precedes.
    """

    start: int
    end: int
    node: int
    links: int
    strong: int
    heading: int
    broken: bool
    host: str


@dataclasses.dataclass(slots=True)
class Page:
    """A page: its visible text, the runs that make it up, and what its head says of it.

    ``brand`` is what its first link to the front page of the site is called.
    """

    source: str
    runs: list[Run]
    nodes: list[Node]
    meta: list[Mapping[str, str]]
    scripts: list[str]
    head_title: str
    language: str | None
    times: list[tuple[str, int, str]]
    canonical: str | None
    brand: str = ""
