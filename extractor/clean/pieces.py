"""How the matches of a part of a regular expression begin and end, and what they hold."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from extractor.clean.folded import BLANK, ZERO, fold_piece
from extractor.clean.letters import ops

EDGE = "\b"  # marks the edge of a word, or of the text, in a shape
_CHOICES = 16  # characters of a class that are told apart


class Shape(NamedTuple):
    """How matches begin and end, and what they hold: all of a match where it is ``whole``."""

    begins: str
    ends: str
    whole: bool = False
    holds: str = ""


Shapes = frozenset[Shape]
NOTHING = frozenset([Shape("", "", True)])
ANYTHING = frozenset([Shape("", "")])


def shortened(shapes: Shapes, most: int) -> Shapes:
    """What is left of shapes when only their last characters are told apart: so many shapes at most."""
    for last in (8, 5, 3, 1):
        found = frozenset(Shape("", shape.ends[-last:]) for shape in shapes)
        if len(found) <= most:
            return found
    return ANYTHING


def exactly(pieces: Iterable[str]) -> Shapes:
    """The shapes of matches that are these pieces and nothing else."""
    return frozenset(Shape(piece, piece, True) for piece in pieces)


def of_class(members: Sequence[Any]) -> Shapes:
    """The shapes of a class of characters, when few are left of them folded."""
    found: set[str] = set()
    for op, value in members:
        if op is ops.LITERAL:
            found.add(fold_piece(chr(value)))
        elif op is ops.RANGE and value[1] - value[0] < _CHOICES:
            found.update(fold_piece(chr(code)) for code in range(value[0], value[1] + 1))
        elif op is ops.CATEGORY and value in (ops.CATEGORY_NOT_WORD, ops.CATEGORY_SPACE):
            found.add(BLANK)
        elif op is ops.CATEGORY and value is ops.CATEGORY_DIGIT:
            found.add(ZERO)
        else:
            return ANYTHING
    return exactly(sorted(found)) if len(found) <= _CHOICES else ANYTHING


def joined_words(items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """The items of a sequence, characters that follow each other as one."""
    for literal, run in itertools.groupby(items, key=lambda item: item[0] is ops.LITERAL):
        if literal:
            yield ops.LITERAL, "".join(chr(value) for _, value in run)
        else:
            yield from run


def in_word(before: Shape, after: Shape) -> bool:
    """Whether the edge of a word would stand in its midst: nothing matches that."""
    if not before.ends.endswith(EDGE) and not after.begins.startswith(EDGE):
        return False
    left, right = before.ends.rstrip(EDGE)[-1:], after.begins.lstrip(EDGE)[:1]
    return left not in ("", BLANK) and right not in ("", BLANK)


def finished(piece: str) -> str:
    """A piece with its outer edges as blanks, where a word begins or ends at them, and the inner ones dropped."""
    if EDGE not in piece:
        return piece
    bare = piece.replace(EDGE, "")
    opens = BLANK if piece.startswith(EDGE) and bare[:1] not in ("", BLANK) else ""
    return opens + bare + (BLANK if piece.endswith(EDGE) and bare[-1:] not in ("", BLANK) else "")
