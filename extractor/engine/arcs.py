"""Dependency arcs: spaCy's arc-eager transitions, taken by many sentences of about one length in step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from extractor.engine.layout import Floats, LayoutError, Transitions, strongest

Ints = NDArray[np.int64]
_SHIFT, _REDUCE, _LEFT, _RIGHT, _BREAK = range(5)
_KINDS = {"S": _SHIFT, "D": _REDUCE, "L": _LEFT, "R": _RIGHT, "B": _BREAK}
_STARTS, _STUCK, _ABSENT = 1, 2, 4  # what is known of a token
_PUSH = np.array([1, -1, -1, 1, 0])  # by kind of transition: how the stack grows,
_NEXT = np.array([1, 0, 0, 1, 0])  # and how far the buffer goes on
_MOST_TOKENS = 12_000  # in step: each takes 4 KB


class ArcDecoder:
    """Turns token vectors into heads and labels; as exact as single-precision sums allow.

    ``most`` sentences are parsed in step.
    """

    def __init__(self, model: Transitions, most: int = 512) -> None:
        self.model = model
        self._most = most
        self.labels = tuple(name.partition("-")[2] for name in model.moves)
        if "subtok" in self.labels or any(name[:1] not in _KINDS for name in model.moves):
            raise LayoutError("the parser has transitions of another kind")
        self._kinds = np.array([_KINDS[name[0]] for name in model.moves])
        roles, self._size = model.absent.shape
        self._places = np.arange(roles)[:, None]
        self._allowed = np.where(_allowed()[:, self._kinds], model.upper.bias, -np.inf).astype(np.float32)
        self._roles = np.vstack([model.roles, np.zeros(model.roles.shape[1], np.float32)])
        self._roles[-1, : self._size] = model.bias  # of the layer, given by the first role's token
        absent = model.absent.copy()
        absent[0] += model.bias
        self._absent = absent.reshape(-1)
        self._room = np.empty((_MOST_TOKENS + 1, len(self._absent)), np.float32)  # kept: new memory costs time

    def __call__(self, vectors: Floats, lengths: Sequence[int]) -> tuple[Ints, Ints]:
        """Heads and classes of the tokens of sentences, one row of ``vectors`` a token.

        A head is the row number of the head's token, and a token's own where it has none; a class is
        the transition's that made the arc, -1 where there is none.
        """
        projected = np.ones((len(vectors), len(self._roles)), np.float32)
        np.add(vectors @ self.model.project.weights, self.model.project.bias, out=projected[:, :-1])
        sizes = np.asarray(lengths, np.int64)
        firsts = np.cumsum(sizes) - sizes
        heads = np.arange(len(vectors))
        classes = np.full(len(vectors), -1)
        for group in _groups(sizes, self._most):
            own = sizes[group]
            starts = np.cumsum(own) - own
            rows = np.arange(int(own.sum())) + np.repeat(firsts[group] - starts, own)
            features = self._features(projected[rows])
            found, classes[rows] = self._decode(features.reshape(-1, self._size), own)
            heads[rows] = rows[found]
        return heads, classes

    def _features(self, projected: Floats) -> Floats:
        """What each token adds to the hidden layer in each role; behind the last, what no token adds."""
        count = len(projected)
        room = self._room if count < len(self._room) else np.empty((count + 1, len(self._absent)), np.float32)
        np.dot(projected, self._roles, out=room[:count])
        room[count] = self._absent
        return room[: count + 1]

    def _decode(self, features: Floats, sizes: Ints) -> tuple[Ints, Ints]:
        """As the whole, for sentences in step, given what each token adds to the hidden layer by role.

        The last token's row is that of no token.
        """
        states = _States(sizes)
        count, roles = len(sizes), len(self._places)
        taken = np.empty((roles * count, self._size), np.float32)
        hidden = np.empty((count, self._size // 2), np.float32)
        while states.look():
            live = states.tokens.shape[1]
            index = states.roles()
            index *= roles
            index += self._places
            raw = features.take(index.reshape(-1), axis=0, out=taken[: roles * live], mode="clip")
            raw = np.add.reduce(raw.reshape(roles, live, self._size), axis=0)
            scores = strongest(raw, hidden[:live]) @ self.model.upper.weights
            scores += self._allowed.take(states.situations(), axis=0)
            classes = scores.argmax(axis=1)
            states.advance(self._kinds.take(classes), classes)
        own = np.arange(states.none)
        heads = states.head[:-1]
        return np.where(heads == states.none, own, heads), states.label[:-1]


def _allowed() -> NDArray[np.bool_]:
    """The kinds of transition that each situation allows, see :meth:`_States.situations`."""
    table = np.zeros((256, 5), bool)
    for row in range(len(table)):
        first, second, standing, adjacent = row & 7, row >> 3 & 7, not row & 64, bool(row & 128)
        begun, some, more = bool(first & _STARTS), not first & _ABSENT, not second & _ABSENT
        arc = standing and some and not begun
        table[row, _SHIFT] = not standing or (more and not begun and not first & _STUCK)
        table[row, _REDUCE] = standing
        table[row, _LEFT] = table[row, _RIGHT] = arc
        table[row, _BREAK] = more and adjacent and not second & _STARTS
    return table


def _groups(sizes: Ints, most: int) -> Iterator[Ints]:
    """Sentences that are done after about as many steps: of like length, as many as there is room for."""
    order = np.argsort(sizes, kind="stable")
    order = order[int((sizes == 0).sum()) :]
    start, room = 0, _MOST_TOKENS
    for place, size in enumerate(sizes[order].tolist()):
        if place > start and (size > room or place - start >= most):
            yield order[start:place]
            start, room = place, _MOST_TOKENS
        room -= size
    if start < len(order):
        yield order[start:]


class _States:
    """The parser's states, one a sentence: stack and buffer as slices of one array.

    Tokens are row numbers; ``none`` stands for no token, and has a row of its own in every array, so
    that looking up what is not there needs no test.
    """

    def __init__(self, sizes: Ints) -> None:
        self.none = count = int(sizes.sum())
        # Three empty places below each stack, one above, two behind each buffer: no look reaches a neighbour.
        slots = np.arange(len(sizes))
        begins = np.cumsum(sizes) - sizes
        stacks = begins + 4 * slots + 3
        base = count + 4 * len(sizes)
        buffers = base + begins + 2 * slots
        self._cells = np.full(base + count + 2 * len(sizes), count)
        self._cells[base + np.arange(count) + np.repeat(2 * slots, sizes)] = np.arange(count)
        # The places of the buffer's first two tokens and of the stack's last three.
        self._places = np.stack([buffers, buffers + 1, stacks - 1, stacks - 2, stacks - 3])
        self.head = np.full(count + 1, count)
        self.label = np.full(count + 1, -1)
        self._children = np.full(2 * count + 2, count)  # the child last added, on the left and on the right
        self._left, self._right = self._children[: count + 1], self._children[count + 1 :]
        self._before = np.full(count + 1, count)  # the right child of the same head added before
        self._known = np.zeros(count + 1, np.int64)
        self._known[count] = _ABSENT

    def look(self) -> bool:
        """Take the tokens before the buffers and on the stacks; whether there are sentences that are not done."""
        self.tokens = self._cells.take(self._places)
        self._said = self._known.take(self.tokens[:3])
        done = self._said[0] & self._said[2] & _ABSENT
        if done.any():
            going = (done == 0).nonzero()[0]
            self._places, self.tokens = self._places[:, going], self.tokens[:, going]
            self._said = self._said[:, going]
        return bool(self.tokens.shape[1])

    def roles(self) -> Ints:
        """The tokens that the model looks at, in its order."""
        first, top = self.tokens[0], self.tokens[2]
        children = self._children.take(np.stack([first, top, top + (self.none + 1)]))
        return np.concatenate([self.tokens, children])

    def situations(self) -> Ints:
        """What tells which transitions a state allows, as a number below 256."""
        first, second, top = self._said
        found: Ints = first + 8 * second + 16 * (top & _ABSENT)
        found += 128 * (self.tokens[1] - self.tokens[0] == 1)
        return found

    def advance(self, kinds: Ints, classes: Ints) -> None:
        """Take one transition in each sentence that is not done."""
        first, second, top, below, _ = self.tokens
        places = self._places
        self._cells[places[2] + 1] = first  # what is above a stack is never read before it is pushed
        at = (kinds == _LEFT).nonzero()[0]
        head, child = first[at], top[at]
        self._right[self.head[child]] = self._before[child]  # of the arc that is replaced, if any
        self.head[child], self.label[child] = head, classes[at]
        self._left[head] = child
        self._known[head] = 0
        at = (kinds == _RIGHT).nonzero()[0]
        head, child = top[at], first[at]
        self.head[child], self.label[child] = head, classes[at]
        self._before[child] = self._right[head]
        self._right[head] = child
        self._known[second[kinds == _BREAK]] |= _STARTS
        places[:2] += _NEXT.take(kinds)
        places[2:] += _PUSH.take(kinds)
        at = (kinds == _REDUCE).nonzero()[0]
        child = top[at]
        at = at[(self.head[child] == self.none) & (below[at] != self.none)]
        places[:2, at] -= 1  # without a head, it is put back, and may not be shifted again
        child = top[at]
        self._cells[places[0, at]] = child
        self._known[child] |= _STUCK
