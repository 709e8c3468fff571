"""Parse HTML into a BeautifulSoup tree of what a reader may see, however hostile the markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder._lxml import LXMLTreeBuilder
from lxml import etree  # type: ignore[import-untyped]

from extractor.clean.attributes import STAMPED


def named(names: str) -> frozenset[str]:
    """The set of the names in a line, parted by blanks."""
    return frozenset(names.split())


INLINE = named(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr"
)
BLOCKS = named(
    "html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p picture pre search section summary "
    "table caption thead tbody tfoot tr td th ul title"
)
CONTROLS = named("button select option textarea legend")
SKIPPED = named("script style template noscript svg iframe object embed video audio canvas head map datalist noframes")
_UNSEEN = SKIPPED - {"script", "head"}
_READ = STAMPED | named(
    "class id role itemprop data-component data-testid data-type property hidden style lang xml:lang name content type"
)
_IN_LINK = _READ | named("rel href")
_IN_IMAGE = _READ | named("alt")
_BY_TAG = {"a": _IN_LINK, "link": _IN_LINK, "img": _IN_IMAGE}
_DEEPEST = 400


def parse_tree(html: str) -> BeautifulSoup:
    """The tree of a page, by lxml: no scripts but JSON-LD, no drawings, only the attributes that are read.

    An element nested deeper than 400 levels becomes the sibling of the one around it: no real page is
    that deep, and neither a tree nor the walks over it may grow with a hostile one's depth.

    >>> parse_tree("<p>One <b>two</b><script>x</script></p>").p
    <p>One <b>two</b></p>
    """
    data = html.replace("\x00", "\ufffd").encode("utf-8", "replace") + b"\n"
    return BeautifulSoup(data, builder=_SeenTree())


class _SeenTree(LXMLTreeBuilder):
    """bs4's own lxml builder, told what to leave out while the tree is built: half of its time."""

    def __init__(self) -> None:
        super().__init__(
            huge_tree=True,
            multi_valued_attributes=None,
            attribute_dict_class=dict,
            string_containers={},
            store_line_numbers=False,
        )
        self._skipping = 0
        self._depth = 0

    def prepare_markup(self, markup: Any, *_: Any, **__: Any) -> Iterator[tuple[bytes, str, None, bool]]:
        """The page is UTF-8 already: nothing to detect, nothing to warn of."""
        yield markup, "utf-8", None, False

    def feed(self, markup: Any) -> None:
        """Parse; what lxml can read of a broken page is its tree."""
        try:
            super().feed(markup)
        except etree.XMLSyntaxError:
            return

    def start(self, tag: str | bytes, attrib: Mapping[Any, Any], nsmap: Any = None) -> None:  # noqa: ARG002
        """An element opens."""
        name = str(tag)
        if self._skipping or name in _UNSEEN or (name == "script" and "ld+json" not in attrib.get("type", "")):
            self._skipping += 1
            return
        self._depth += 1
        soup: Any = self.soup
        if self._depth > _DEEPEST:
            soup.endData()
            soup.popTag()
        soup.handle_starttag(name, None, None, _seen(attrib, _BY_TAG.get(name, _READ)))

    def end(self, tag: str | bytes) -> None:  # noqa: ARG002
        """An element closes."""
        if self._skipping:
            self._skipping -= 1
            return
        self._depth -= 1
        if self._depth < _DEEPEST:
            soup: Any = self.soup
            soup.endData()
            soup.popTag()

    def data(self, data: str | bytes) -> None:
        """Character data, entities resolved."""
        soup: Any = self.soup
        if not self._skipping:
            soup.current_data.append(data)

    def comment(self, text: str | bytes) -> None:
        """Comments are not seen."""

    def pi(self, target: str, data: str) -> None:
        """Processing instructions are not seen."""

    def doctype(self, name: str, pubid: str, system: str) -> None:
        """The document's type is not seen."""


def _seen(attrib: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    return {name: value for name, value in attrib.items() if name in names} if attrib else {}
