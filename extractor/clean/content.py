"""Find the article on a page: the element that holds its prose, and the evidence of the markup."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from extractor.clean.candidate import Candidate, Sign
from extractor.clean.root import (
    ancestors,
    anchored_masses,
    common,
    descend,
    descends,
    inherited,
    judged_masses,
    raw_masses,
    summed,
)
from extractor.clean.shape import is_prose, key
from extractor.records import Role
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from extractor.clean.runs import Node, Page

_ADDRESS = re.compile(r"https?://([^/?#:\s]+)", re.I)
_STAMP = "clean.stamp.head"
_LINKED = 0.6
_WHOLE = 0.95
_ASIDE = ("aside", "nav", "footer", "figure", "form")
_ENOUGH = 0.6
_LITTLE = 300
_TOP = 20
_CONTINUES = re.compile(r"[a-z(–—,;]|[.)”’](?: |$)")
_CLINGING = ",;.)”’"  # what stands right after a word, with no blank
_TWO = re.compile(r"\w\w[.!?][\"'”’)\]]*\s+[\"'“‘(\[]?[A-Z0-9]")
_ENDS = re.compile(r"[.!?…:;|][\"'”’)\]]*$")


class ContentFinder:
    """Turns a page into candidates that carry the markup's evidence.

    ``article_body`` is what the page's own metadata give as the body, when they do: it shows
    where the article stands on the page, and its words shield a block from a misleading name.
    """

    def __init__(self, rules: RuleSet) -> None:
        named = [rule for rule in rules.layer("clean.markup") if rule.pattern is not None]
        self._names = [(rule.regex(), _sign(rules, rule.id)) for rule in named]
        self._body = re.compile(rules.table("clean_markup", "body_words"))
        self._standfirst = re.compile(rules.table("clean_markup", "standfirst_words"))
        self._links = _sign(rules, "clean.markup.links") if rules.has("clean.markup.links") else None
        self._above = _sign(rules, "clean.markup.above_title") if rules.has("clean.markup.above_title") else None
        self._bare_links = Sign("related", 1.0, "clean.markup.links")
        self._outside = _sign(rules, "clean.markup.outside") if rules.has("clean.markup.outside") else None
        self._stamp = rules.get(_STAMP).regex() if rules.has(_STAMP) else None
        self._stamped = Sign("byline", 1.0, _STAMP)
        self._cache: dict[tuple[str, str], tuple[Sign, ...]] = {}

    def __call__(
        self, page: Page, *, title: str | None, summary: str, article_body: str, uri: str = ""
    ) -> list[Candidate]:
        """The candidates of a page, title and standfirst marked, with markup evidence."""
        nodes = page.nodes
        blocks = _candidates(page)
        head, exact = _title_block(blocks, title)
        own = [self._signs_of(node) for node in nodes]
        raw = raw_masses(nodes, blocks, head)
        around_title = ancestors(nodes, blocks[head].node) if head is not None else []
        if _anchor(blocks, article_body):
            root = common(nodes, [block.node for block in blocks if block.anchored])
            root = next((node for node in ancestors(nodes, root) if self._body.search(nodes[node].words)), root)
            mass = anchored_masses(nodes, blocks)
        else:
            first = inherited(nodes, own, raw, raw[0], around_title)
            mass = judged_masses(nodes, blocks, first, head)
            root = descend(nodes, mass, self._body)
            if mass[root] < _LITTLE:
                root = self._named_body(nodes, blocks, root)
        deaf = [*ancestors(nodes, root), *around_title]
        signs = inherited(nodes, own, mass, mass[root], deaf)
        inside = descends(nodes, *self._sections(nodes, root))
        outward = _outward(page, uri)
        self._mark(page, blocks, signs, inside, outward, head, exact, summary)
        _join(page.source, blocks)
        return blocks

    def _named_body(self, nodes: Sequence[Node], blocks: Sequence[Candidate], root: int) -> int:
        """On a page with hardly any prose (a list, a table), the element that calls itself the body."""
        sizes = [0.0] * len(nodes)
        for block in blocks:
            if block.linked < _LINKED:
                sizes[block.node] += len(block.text)
        sizes = summed(nodes, sizes)
        named = [i for i, node in enumerate(nodes) if sizes[i] > _LITTLE and self._body.search(node.words)]
        return max(named, key=lambda index: sizes[index], default=root)

    def _sections(self, nodes: Sequence[Node], root: int) -> list[int]:
        """The element of the article and its twins: bodies are often cut up by advertisements."""
        twin = nodes[root]
        if not twin.words or not self._body.search(twin.words):
            return [root]
        return [i for i, node in enumerate(nodes) if node.tag == twin.tag and node.words == twin.words]

    def _mark(
        self,
        page: Page,
        blocks: Sequence[Candidate],
        signs: Sequence[tuple[Sign, ...]],
        inside: Sequence[bool],
        outward: Sequence[bool],
        head: int | None,
        exact: bool,
        summary: str,
    ) -> None:
        """Give each block its role at the head of the article and the signs of its place."""
        prose = [i for i, b in enumerate(blocks) if inside[b.node] and is_prose(b.text)]
        above = head if head is not None and (exact or not prose or head < prose[len(prose) // 2]) else 0
        first = next((i for i in prose if i >= above), len(blocks))
        for index, block in enumerate(blocks):
            if outward[index]:
                block.linked = 0.0
            if index == head:
                block.role = "title"
                continue
            told = signs[block.node]
            if block.role == "table_row":  # a table may be set as a figure; its rows describe no picture
                told = tuple(sign for sign in told if sign.reason != "caption")
            block.signs.extend(told)
            if head is not None and head < index <= first and self._is_standfirst(page.nodes, block, summary):
                block.role = "standfirst"
                block.signs = [sign for sign in block.signs if sign.reason not in ("related", "caption")]
            elif block.anchored and not (block.linked > 0.9 and not _ENDS.search(block.text[-4:])):
                block.signs = []
            elif self._stamp and head is not None and head < index < first and self._stamp.match(block.text):
                block.signs.append(self._stamped)
            elif index < above and self._above:
                block.signs.append(self._above)
            elif not inside[block.node] and self._outside and not (above < index < first and _is_lead(block)):
                block.signs.append(self._outside)
            elif self._links and block.linked > _LINKED and len(block.text) < 240:
                block.signs.append(self._links if _is_sentence(block) else self._bare_links)

    def _signs_of(self, node: Node) -> tuple[Sign, ...]:
        name = (node.tag, node.words)
        found = self._cache.get(name)
        if found is None:
            if len(self._cache) > 20_000:
                self._cache.clear()
            text = f"{node.tag} {node.words}"
            named = bool(node.words) and node.tag not in _ASIDE and bool(self._body.search(node.words))
            found = () if named else tuple(sign for pattern, sign in self._names if pattern.search(text))
            self._cache[name] = found
        return found

    def _is_standfirst(self, nodes: Sequence[Node], block: Candidate, summary: str) -> bool:
        if len(block.text) < 25:
            return False
        same = key(block.text)
        if summary and same and (same == summary or (len(same) > 40 and (same in summary or summary in same))):
            return True
        node = nodes[block.node]
        return bool(self._standfirst.search(node.words) or self._standfirst.search(nodes[node.parent].words))


def _sign(rules: RuleSet, rule_id: str) -> Sign:
    yields = rules.get(rule_id).yields
    return Sign(yields["reason"], float(yields["weight"]), rule_id)


def _candidates(page: Page) -> list[Candidate]:
    blocks = []
    for run in page.runs:
        text = page.source[run.start : run.end]
        role = _role(page.nodes, run.node, run.heading)
        size = len(text)
        blocks.append(
            Candidate(
                run.start,
                run.end,
                text,
                role,
                run.heading,
                run.links / size,
                run.strong / size,
                run.node,
                page.nodes[run.node].parent,
            )
        )
    return blocks


def _outward(page: Page, uri: str) -> list[bool]:
    """For each run, whether its link leads to another site: a source, a shop, an address, no teaser."""
    addresses = (page.canonical, *(tag.get("content") for tag in page.meta if tag.get("property") == "og:url"), uri)
    own = {_site(found[1]) for address in addresses if address and (found := _ADDRESS.match(address))}
    return [bool(run.host and own) and _site(run.host) not in own for run in page.runs]


def _site(host: str) -> str:
    """A host less its subdomains: what one publisher owns."""
    labels = host.lower().split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-2:])


def _is_sentence(block: Candidate) -> bool:
    """Whether a linked block reads as prose: it ends with a stop, or only its first sentence is a link."""
    return bool(_ENDS.search(block.text[-4:]) or (block.linked < _WHOLE and _TWO.search(block.text)))


def _is_lead(block: Candidate) -> bool:
    """Whether a block between the title and the prose is an introduction, not furniture."""
    return len(block.text) >= 50 and block.linked < 0.4 and len(block.text.split()) >= 8


def _role(nodes: Sequence[Node], node: int, heading: int) -> Role:
    if heading:
        return "heading"
    for _ in range(3):
        role = _ROLES.get(nodes[node].tag)
        if role or nodes[node].parent < 0:
            return role or "paragraph"
        node = nodes[node].parent
    return "paragraph"


_ROLES: Mapping[str, Role] = {
    "li": "list_item",
    "dd": "list_item",
    "dt": "list_item",
    "tr": "table_row",
    "blockquote": "quote",
}


def _anchor(blocks: Sequence[Candidate], article_body: str) -> bool:
    """Mark the blocks whose words stand in the body that the metadata give."""
    if len(article_body) < 200:
        return False
    words = key(article_body)
    found = 0
    for block in blocks:
        if len(block.text) >= 20 and (same := key(block.text)) and same in words:
            block.anchored = True
            found += len(same)
    if found < _ENOUGH * len(words):
        for block in blocks:
            block.anchored = False
        return False
    return True


def _title_block(blocks: Sequence[Candidate], title: str | None) -> tuple[int | None, bool]:
    """The heading that is the title, else the first great heading; and whether it is surely so."""
    same = key(title) if title else ""
    first: int | None = None
    for index, block in enumerate(blocks):
        if block.heading == 1 and first is None and len(block.text) >= 12:
            first = index
        if same and len(block.text) < 2 * len(title or "") + 20:
            words = key(block.text)
            opens = not block.heading and index < _TOP and len(same) > 24 and words.startswith(same + " ")
            if words == same or opens or (block.heading == 1 and len(words) > 12 and (words in same or same in words)):
                return index, block.heading == 1 or opens
    return first, False


def _join(source: str, blocks: Sequence[Candidate]) -> None:
    """Join a paragraph that an element in its midst has split."""
    before: Candidate | None = None
    for block in blocks:
        if sum(sign.weight for sign in block.signs) >= 1.0 or block.heading:
            continue
        if (
            before is not None
            and block.node in (before.node, before.parent)  # a parser closes a paragraph where a block begins
            and _CONTINUES.match(block.text)
            and len(before.text) > 60
            and not _ENDS.search(before.text[-4:])
        ):
            if source[before.end : before.end + 1] == " ":
                before.end += 1
                before.text += " "
            elif block.text[0] not in _CLINGING:
                before = block
                continue
            block.joined = before.end
        before = block
