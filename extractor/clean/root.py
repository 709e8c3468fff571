"""Choose the element of a page that holds the article's prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.clean.candidate import Candidate, Sign
from extractor.clean.shape import is_prose

if TYPE_CHECKING:
    from extractor.clean.runs import Node

_DOMINANT = 0.72
_COVERS, _COVERS_STILL = 0.35, 0.7
# elements whose tag or role says that they are no article, however short that is
_FURNITURE = re.compile(r"(?:footer|nav)\b|(?:\S+ )*(?:alert)?dialog(?: |$)")
_SUSPECT = 0.6
_PARAGRAPHS = ("p", "li", "blockquote", "td", "pre")


def raw_masses(nodes: Sequence[Node], blocks: Sequence[Candidate], title: int | None) -> list[float]:
    """How much prose each element holds, itself and below; teasers count for little."""
    mass = [0.0] * len(nodes)
    for index, block in enumerate(blocks):
        if is_prose(block.text) and block.linked < 0.4 and not block.heading:
            mass[block.node] += _worth(blocks, index, title)
    return summed(nodes, mass)


def judged_masses(
    nodes: Sequence[Node], blocks: Sequence[Candidate], signs: Sequence[tuple[Sign, ...]], title: int | None
) -> list[float]:
    """The same, less what stands inside elements with a misleading name."""
    mass = [0.0] * len(nodes)
    for index, block in enumerate(blocks):
        if is_prose(block.text) and block.linked < 0.4 and not block.heading:
            suspect = sum(sign.weight for sign in signs[block.node]) >= _SUSPECT
            mass[block.node] += _worth(blocks, index, title) * (0.05 if suspect else 1.0)
    return summed(nodes, mass)


def anchored_masses(nodes: Sequence[Node], blocks: Sequence[Candidate]) -> list[float]:
    """How much of the body that the metadata give each element holds."""
    mass = [0.0] * len(nodes)
    for block in blocks:
        if block.anchored:
            mass[block.node] += len(block.text)
    return summed(nodes, mass)


def descend(nodes: Sequence[Node], mass: Sequence[float], body: re.Pattern[str]) -> int:
    """Go down from the top while one child holds nearly all of the prose."""
    best: dict[int, int] = {}
    for index in range(1, len(nodes)):
        parent = nodes[index].parent
        if mass[index] > 0 and (parent not in best or mass[index] > mass[best[parent]]):
            best[parent] = index
    root = 0
    while root in best and mass[best[root]] >= _DOMINANT * mass[root]:
        if nodes[best[root]].tag in _PARAGRAPHS:
            break
        root = best[root]
        if body.search(nodes[root].words):
            break
    return root


def common(nodes: Sequence[Node], members: Sequence[int]) -> int:
    """The innermost element that holds all members; parents have smaller indices."""
    if not members:
        return 0
    low = members[0]
    for member in members[1:]:
        other = member
        while low != other:
            if low > other:
                low = nodes[low].parent
            else:
                other = nodes[other].parent
    return low


def ancestors(nodes: Sequence[Node], node: int) -> list[int]:
    """The element and all that hold it."""
    found = [node]
    while nodes[found[-1]].parent >= 0:
        found.append(nodes[found[-1]].parent)
    return found


def descends(nodes: Sequence[Node], *roots: int) -> list[bool]:
    """For each element, whether it is one of the roots or below one."""
    inside = [False] * len(nodes)
    for root in roots:
        inside[root] = True
    for index in range(min(roots) + 1, len(nodes)):
        inside[index] = inside[index] or inside[nodes[index].parent]
    return inside


def inherited(
    nodes: Sequence[Node], own: Sequence[tuple[Sign, ...]], mass: Sequence[float], whole: float, deaf: Sequence[int]
) -> list[tuple[Sign, ...]]:
    """The signs of each element and of all around it.

    A name that covers much of the ``whole``, or that stands on one of the ``deaf`` elements
    (those that hold the title or the article), says nothing; a page's footer may cover more.
    """
    signs: list[tuple[Sign, ...]] = [()] * len(nodes)
    silent = frozenset(deaf)
    for index in range(1, len(nodes)):
        above = signs[nodes[index].parent]
        mine = own[index]
        if whole and mine and (index in silent or not _says(nodes[index], mass[index] / whole)):
            mine = ()
        fresh = tuple(sign for sign in mine if sign not in above)
        signs[index] = above + fresh if fresh else above
    return signs


def _says(node: Node, share: float) -> bool:
    """Whether the name of an element is to be believed, given its share of the prose."""
    return share < _COVERS or (share < _COVERS_STILL and bool(_FURNITURE.match(f"{node.tag} {node.words}")))


def _worth(blocks: Sequence[Candidate], index: int, title: int | None) -> float:
    block = blocks[index]
    worth = float(min(len(block.text), 800))
    before = blocks[index - 1] if index else None
    if before is not None and before.linked > 0.6 and len(before.text) < 160:
        worth *= 0.2
    if block.role == "list_item":
        worth *= 0.4
    if title is not None and index < title:
        worth *= 0.2
    return worth


def summed(nodes: Sequence[Node], mass: list[float]) -> list[float]:
    """What each element holds, itself and below, from what it holds itself; in place."""
    for index in range(len(nodes) - 1, 0, -1):
        mass[nodes[index].parent] += mass[index]
    return mass
