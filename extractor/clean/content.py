"""Find the article on a page: the element that holds its prose, and the evidence of the markup."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractor.clean.candidate import Candidate, Sign
from extractor.clean.judge import is_prose, key
from extractor.clean.page import Node, Page
from extractor.records import Role
from extractor.rules import RuleSet

_DOMINANT = 0.7
_COVERS = 0.35
_LINKED = 0.6
_ENOUGH = 0.6
_CONTINUES = re.compile(r"[a-z(–—,]")
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
        self._outside = _sign(rules, "clean.markup.outside") if rules.has("clean.markup.outside") else None
        self._cache: dict[tuple[str, str], tuple[Sign, ...]] = {}

    def __call__(self, page: Page, *, title: str | None, summary: str, article_body: str) -> list[Candidate]:
        """The candidates of a page, title and standfirst marked, with markup evidence."""
        blocks = _candidates(page)
        own = [self._signs_of(node) for node in page.nodes]
        anchored = _anchor(blocks, article_body)
        mass = _masses(page.nodes, blocks, own, anchored)
        signs = _inherited(page.nodes, own, mass)
        root = self._root(page.nodes, mass, blocks if anchored else None)
        inside = _descends(page.nodes, root)
        head = _title_block(blocks, title)
        first = next((i for i, b in enumerate(blocks) if inside[b.node] and is_prose(b.text)), len(blocks))
        for index, block in enumerate(blocks):
            if index == head:
                block.role = "title"
                continue
            block.signs.extend(signs[block.node])
            is_dek = head is not None and head < index <= first and self._is_standfirst(page.nodes, block, summary)
            if is_dek:
                block.role = "standfirst"
                block.signs = [sign for sign in block.signs if sign.reason not in ("related", "caption")]
            elif block.anchored:
                block.signs = []
            elif not inside[block.node] and self._outside:
                block.signs.append(self._outside)
            elif self._links and block.linked > _LINKED and len(block.text) < 240:
                block.signs.append(self._links)
        _join(page.source, blocks)
        return blocks

    def _signs_of(self, node: Node) -> tuple[Sign, ...]:
        name = (node.tag, node.words)
        found = self._cache.get(name)
        if found is None:
            if len(self._cache) > 20_000:
                self._cache.clear()
            text = f"{node.tag} {node.words}"
            found = tuple(sign for pattern, sign in self._names if pattern.search(text))
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

    def _root(self, nodes: Sequence[Node], mass: Sequence[float], blocks: Sequence[Candidate] | None) -> int:
        """Descend from the top while one child holds nearly all of the prose."""
        if blocks is not None:
            return _common(nodes, [block.node for block in blocks if block.anchored])
        best: dict[int, int] = {}
        for index in range(1, len(nodes)):
            parent = nodes[index].parent
            if mass[index] > 0 and (parent not in best or mass[index] > mass[best[parent]]):
                best[parent] = index
        root = 0
        while root in best and mass[best[root]] >= _DOMINANT * mass[root]:
            root = best[root]
            if self._body.search(nodes[root].words):
                break
        return root


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
            Candidate(run.start, run.end, text, role, run.heading, run.links / size, run.strong / size, run.node)
        )
    return blocks


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


def _masses(
    nodes: Sequence[Node], blocks: Sequence[Candidate], own: Sequence[tuple[Sign, ...]], anchored: bool
) -> list[float]:
    """How much prose each element holds, itself and below."""
    mass = [0.0] * len(nodes)
    for block in blocks:
        if anchored:
            if block.anchored:
                mass[block.node] += len(block.text)
        elif is_prose(block.text) and block.linked < 0.4 and not block.heading:
            suspect = any(sign.weight >= 0.6 for sign in own[block.node])
            mass[block.node] += min(len(block.text), 800) * (0.2 if suspect else 1.0)
    for index in range(len(nodes) - 1, 0, -1):
        mass[nodes[index].parent] += mass[index]
    return mass


def _inherited(nodes: Sequence[Node], own: Sequence[tuple[Sign, ...]], mass: Sequence[float]) -> list[tuple[Sign, ...]]:
    """The signs of each element and all around it; a name that covers the article says nothing."""
    signs: list[tuple[Sign, ...]] = [()] * len(nodes)
    for index in range(1, len(nodes)):
        above = signs[nodes[index].parent]
        mine = own[index] if mass[index] < _COVERS * mass[0] or not mass[0] else ()
        fresh = tuple(sign for sign in mine if sign not in above)
        signs[index] = above + fresh if fresh else above
    return signs


def _descends(nodes: Sequence[Node], root: int) -> list[bool]:
    inside = [False] * len(nodes)
    for index in range(root, len(nodes)):
        inside[index] = index == root or (index > root and inside[nodes[index].parent])
    return inside


def _common(nodes: Sequence[Node], members: Sequence[int]) -> int:
    """The innermost element that holds all members."""
    if not members:
        return 0
    low = members[0]
    for member in members[1:]:
        a, b = low, member
        while a != b:
            if a > b:
                a = nodes[a].parent
            else:
                b = nodes[b].parent
        low = a
    return low


def _title_block(blocks: Sequence[Candidate], title: str | None) -> int | None:
    """The first heading that is the title, else the first block that is."""
    same = key(title) if title else ""
    first: int | None = None
    for index, block in enumerate(blocks):
        if block.heading == 1 and first is None and len(block.text) >= 12:
            first = index
        if same and len(block.text) < 2 * len(title or "") + 20:
            words = key(block.text)
            if words == same or (block.heading == 1 and len(words) > 12 and (words in same or same in words)):
                return index
    return first


def _join(source: str, blocks: Sequence[Candidate]) -> None:
    """Join a paragraph that an element in its midst has split."""
    before: Candidate | None = None
    for block in blocks:
        if sum(sign.weight for sign in block.signs) >= 1.0 or block.heading:
            continue
        if (
            before is not None
            and block.node == before.node
            and _CONTINUES.match(block.text)
            and len(before.text) > 60
            and not _ENDS.search(before.text[-4:])
            and source[before.end : before.end + 1] == " "
        ):
            block.joined = True
            before.end += 1
            before.text += " "
        before = block
