"""Read an HTML page into its visible text: runs of inline text, each with its place in the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from bs4 import Tag

from extractor.clean.attributes import is_hidden, stamp, words
from extractor.clean.runs import Node, Page, Run
from extractor.clean.tree import BLOCKS, CONTROLS, INLINE, SKIPPED, parse_tree

_MORE = re.compile(
    r"\W*(?:(?:read|see|learn|find out|show|view) more|continue(?: reading)?|more|full (?:story|article|report))\W*",
    re.I,
)
_STOPPED = re.compile(r"[.!?…][\"'”’)\]]*\s*$")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_ROOT = re.compile(r"(?:(?:https?:)?//[^/?#\s]+/?|\.?/)(?:index\.html?)?(?:[?#].*)?$", re.I)
_LONGEST_BRAND = 48  # characters
_TOP = 60  # runs among which a link to the front page is the site's logo
_HOST = re.compile(r"(?:https?:)?//([^/?#:\s]+)|mailto:", re.I)


def read_page(html: str) -> Page:
    """Parse a page (any markup, however broken) and return its visible text and structure.

    >>> read_page("<p>One <b>two</b></p><p>three</p>").source
    'One two\\n\\nthree'
    """
    soup = parse_tree(html)
    reader = _Reader()
    open_ = [("", iter(soup.contents))]
    while open_:
        tag, children = open_[-1]
        for child in children:
            if isinstance(child, Tag):
                reader.start(child.name, cast("Mapping[str, str]", child.attrs))
                open_.append((child.name, iter(child.contents)))
                break
            reader.data(str(child))
        else:
            open_.pop()
            reader.end(tag)
    reader.close()
    return reader.page()


class _Reader:
    """Receives a page's elements and character data in their order."""

    def __init__(self) -> None:
        self.nodes = [Node(-1, "root", "")]
        self.open: list[tuple[str, int, int]] = []  # tag, node, what it switched on
        self.node = 0
        self.skipping = 0
        self.in_head_title = False
        self.in_script = False
        self.links = 0
        self.host = ""
        self.strong = 0
        self.link = (0, 0)  # where the last link begins and ends among the parts
        self.pre = 0
        self.parts: list[str] = []
        self.sizes = [0, 0]
        self.control: list[str] | None = None
        self.controls: list[tuple[int, list[str]]] = []
        self.broken = False
        self.heading = 0
        self.cell_row = -1
        self.source: list[str] = []
        self.length = 0
        self.runs: list[Run] = []
        self.meta: list[Mapping[str, str]] = []
        self.scripts: list[str] = []
        self.titles: list[str] = []
        self.language: str | None = None
        self.times: list[tuple[str, int, str]] = []
        self.canonical: str | None = None
        self.brand = ""
        self.homeward = False

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:
        """An element opens."""
        if self.skipping:
            self._start_skipped(tag, attrs)
            return
        if attrs and tag not in SKIPPED and (found := stamp(tag, attrs)):
            self.times.append((found[0], self.length, found[1]))
        inline = tag in INLINE or (tag not in BLOCKS and tag not in CONTROLS)
        if tag in SKIPPED or (attrs and tag not in ("html", "body") and is_hidden(attrs, inline=inline)):
            self.skipping = 1
            self.open.append((tag, self.node, 0))
            self._note(tag, attrs)
            return
        if inline or self.control is not None:
            self._start_inline(tag, attrs)
            return
        if tag in CONTROLS and self.parts:
            self._start_control(tag, attrs)
            return
        if tag in ("td", "th") and self.cell_row >= 0 and self.parts:
            self.parts.append("\t")
        else:
            self._flush()
        self._note(tag, attrs)
        self.nodes.append(Node(self.node, tag, words(attrs) if attrs else ""))
        self.open.append((tag, self.node, 0))
        if tag not in ("td", "th") or self.cell_row < 0:
            self.node = len(self.nodes) - 1
        if tag == "tr":
            self.cell_row = self.node
        elif tag not in ("td", "th"):
            self.cell_row = -1
        if tag == "pre":
            self.pre += 1
        if tag[0] == "h" and tag[1:] in ("1", "2", "3", "4", "5", "6"):
            self.heading = int(tag[1:])

    def _start_control(self, tag: str, attrs: Mapping[str, str]) -> None:
        """A button in the midst of a line: its label is a run of its own after the line."""
        self.nodes.append(Node(self.node, tag, words(attrs) if attrs else ""))
        self.open.append((tag, self.node, 2))
        self.control = []
        self.controls.append((len(self.nodes) - 1, self.control))

    def _start_skipped(self, tag: str, attrs: Mapping[str, str]) -> None:
        self.skipping += 1
        self.open.append((tag, self.node, 0))
        self._note(tag, attrs)

    def _start_inline(self, tag: str, attrs: Mapping[str, str]) -> None:
        if tag == "br" and self.control is None:
            self._flush(at_break=True)
        elif tag == "a":
            self.links += 1
            self.link = (len(self.parts), 0)
            href = attrs.get("href", "") if attrs else ""
            if href and (found := _HOST.match(href)):
                self.host = (found[1] or found[0]).lower()
            self.homeward = bool(href and not self.brand and len(self.runs) < _TOP and _ROOT.match(href))
        elif tag in ("b", "strong", "i", "em"):
            self.strong += 1
        elif tag in ("meta", "link"):
            self._note(tag, attrs)
        elif tag == "img" and self.homeward and "alt" in attrs:
            self._name_brand(attrs["alt"])
        self.open.append((tag, self.node, 1))

    def _note(self, tag: str, attrs: Mapping[str, str]) -> None:
        """Remember what the page says of itself."""
        if tag == "meta":
            self.meta.append(dict(attrs))
        elif tag == "html":
            self.language = attrs.get("lang") or attrs.get("xml:lang")
        elif tag == "title":
            self.in_head_title = not self.titles
        elif tag == "script" and "ld+json" in attrs.get("type", ""):
            self.in_script = True
            self.scripts.append("")
        elif tag == "link" and attrs.get("rel", "").lower() == "canonical":
            self.canonical = attrs.get("href")

    def end(self, tag: str) -> None:
        """An element closes."""
        if not self.open:
            return
        _, node, inline = self.open.pop()
        if self.skipping:
            self.skipping -= 1
            self.in_script = False
            if tag == "title":
                self.in_head_title = False
            return
        if inline:
            if inline == 2:
                self.control = None
            elif tag == "a":
                self.links -= 1
                self.link = (self.link[0], len(self.parts))
                if self.homeward:
                    self._name_brand("".join(self.parts[self.link[0] :]))
            elif tag in ("b", "strong", "i", "em"):
                self.strong -= 1
            return
        if tag in ("td", "th") and self.cell_row >= 0:
            self.node = node
            return
        self._flush()
        self.node = node
        if tag == "tr":
            self.cell_row = -1
        if tag == "pre":
            self.pre -= 1
        self.heading = 0 if tag[0] == "h" and len(tag) == 2 else self.heading

    def _name_brand(self, label: str) -> None:
        """What the first link to the front page is called, unless that is where it leads."""
        label = " ".join(label.split())
        self.homeward = False
        if 2 < len(label) <= _LONGEST_BRAND and not label.lower().endswith(("home", "homepage", "home page")):
            self.brand = label

    def data(self, data: str) -> None:
        """Character data, entities resolved."""
        if self.skipping:
            if self.in_script:
                self.scripts[-1] += data
            elif self.in_head_title:
                self.titles.append(data)
            return
        if not self.pre:
            data = _BLANKS.sub(" ", data)
        if self.control is not None:
            self.control.append(data)
            return
        if not self.parts:
            data = data.lstrip(" \n\t\r\f")
        elif data.startswith(" ") and self.parts[-1].endswith((" ", "\t")):
            data = data[1:]
        if data:
            self.parts.append(data)
            self.sizes[0] += len(data) if self.links > 0 else 0
            self.sizes[1] += len(data) if self.strong > 0 else 0

    def close(self) -> None:
        """The document ends."""
        self._flush()

    def _flush(self, at_break: bool = False) -> None:
        if self.link[1]:
            self._part_link()
        text = "".join(self.parts)
        body = text.rstrip(" \n\t\r\f")
        if body and not body.isspace():
            self._run(text, body, self.node, self.sizes[0], self.sizes[1], self.heading, self.host)
            self.broken = False
        self.parts = []
        self.sizes = [0, 0]
        self.link = (0, 0)
        self.host = ""
        controls, self.controls = self.controls, []
        for node, parts in controls:
            if label := " ".join("".join(parts).split()):
                self._run(label, label, node, 0, 0, 0, "")
        self.broken = at_break and bool(body)

    def _part_link(self) -> None:
        """A link to the rest of a story, behind the last sentence of a line, is a run of its own."""
        start, end = self.link
        label = "".join(self.parts[start:end])
        ends = _MORE.fullmatch(label) and not "".join(self.parts[end:]).strip()
        if ends and _STOPPED.search("".join(self.parts[max(0, start - 4) : start])):
            self.controls.append((self.node, self.parts[start:end]))
            del self.parts[start:]
            self.sizes[0] -= len(label)

    def _run(self, text: str, body: str, node: int, links: int, strong: int, heading: int, host: str) -> None:
        """Put a run into the source, with the blank that ends its text."""
        if self.runs:
            gap = "\n" if self.broken else "\n\n"
            self.source.append(gap)
            self.length += len(gap)
        self.runs.append(Run(self.length, self.length + len(body), node, links, strong, heading, self.broken, host))
        kept = body + " " if len(text) > len(body) else body
        self.source.append(kept)
        self.length += len(kept)

    def page(self) -> Page:
        """What was read."""
        return Page(
            "".join(self.source),
            self.runs,
            self.nodes,
            self.meta,
            self.scripts,
            _BLANKS.sub(" ", "".join(self.titles)).strip(),
            self.language,
            self.times,
            self.canonical,
            self.brand,
        )
