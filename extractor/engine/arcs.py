"""Dependency arcs: spaCy's arc-eager transitions, taken by all sentences of a batch in step."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extractor.engine.layout import Floats, LayoutError, Transitions

Ints = NDArray[np.int64]
_SHIFT, _REDUCE, _LEFT, _RIGHT, _BREAK = range(5)
_KINDS = {"S": _SHIFT, "D": _REDUCE, "L": _LEFT, "R": _RIGHT, "B": _BREAK}


class ArcDecoder:
    """Turns token vectors into heads and labels; as exact as single-precision sums allow."""

    def __init__(self, model: Transitions) -> None:
        self.model = model
        self.labels = tuple(name.partition("-")[2] for name in model.moves)
        if "subtok" in self.labels or any(name[:1] not in _KINDS for name in model.moves):
            raise LayoutError("the parser has transitions of another kind")
        self._kinds = np.array([_KINDS[name[0]] for name in model.moves])
        self._roles = len(model.absent)
        # One row of penalties for each set of kinds of transition that are allowed, by its bits.
        allowed = np.arange(32)[:, None] >> self._kinds[None, :] & 1
        self._penalties = np.where(allowed, 0, -np.inf).astype(np.float32)

    def __call__(self, vectors: Floats, lengths: Sequence[int]) -> tuple[Ints, Ints]:
        """Heads and classes of the tokens of sentences, one row of ``vectors`` a token.

        A head is the row number of the head's token, and a token's own where it has none; a class is
        the transition's that made the arc, -1 where there is none.
        """
        count = len(vectors)
        features = self._features(vectors)
        states = _States(lengths, count)
        while states.live.size:
            states.look()
            scores = self._scores(features, states.roles())
            scores += self._penalties[states.allowed()]
            classes = scores.argmax(axis=1)
            states.advance(self._kinds[classes], classes)
        own = np.arange(count)
        heads = states.head[:count]
        return np.where(heads == count, own, heads), states.label[:count]

    def _features(self, vectors: Floats) -> Floats:
        """What each token adds to the hidden layer in each role, one row a role; absent tokens last."""
        model = self.model
        projected = vectors @ model.project.weights
        projected += model.project.bias
        features = np.empty((len(vectors) + 1, model.roles.shape[1]), np.float32)
        np.dot(projected, model.roles, out=features[:-1])
        features[-1] = model.absent.reshape(-1)
        return features.reshape(-1, model.absent.shape[1])

    def _scores(self, features: Floats, roles: Sequence[Ints]) -> Floats:
        raw = features.take(roles[0] * self._roles, axis=0)
        for role in range(1, self._roles):
            raw += features.take(roles[role] * self._roles + role, axis=0)
        raw += self.model.bias
        half = raw.shape[1] // 2
        scores = np.maximum(raw[:, :half], raw[:, half:]) @ self.model.upper.weights
        scores += self.model.upper.bias
        found: Floats = scores
        return found


class _States:
    """The parser's states, one a sentence: stack and buffer as slices of one array each.

    Tokens are row numbers of the batch; ``none`` stands for no token, and has a row of its own in
    every array, so that looking up what is not there needs no test.
    """

    def __init__(self, lengths: Sequence[int], count: int) -> None:
        sizes = np.asarray(lengths, np.int64)
        ends = np.cumsum(sizes)
        self.none = count
        # Three empty places below each stack, two behind each buffer: no look reaches a neighbour.
        slots = np.arange(len(sizes))
        self.stack = np.full(count + 3 * len(sizes) + 3, count)
        self.floor = ends - sizes + 3 * slots + 3
        self.top = self.floor.copy()  # one above the topmost
        self.buffer = np.full(count + 2 * len(sizes) + 2, count)
        self.front = ends - sizes + 2 * slots
        self.back = self.front + sizes
        self.buffer[np.arange(count) + np.repeat(2 * slots, sizes)] = np.arange(count)
        self.head = np.full(count + 1, count)
        self.label = np.full(count + 1, -1)
        self.left = np.full(count + 1, count)  # the child last added on the left
        self.right = np.full(count + 1, count)
        self.before = np.full(count + 1, count)  # the right child of the same head added before
        self.starts = np.zeros(count + 1, bool)  # begins a sentence, by the parser's word
        self.stuck = np.zeros(count + 1, bool)  # has been put back, and may not be shifted again
        self.live = np.flatnonzero(sizes)

    def look(self) -> None:
        """Take the tokens on top of the stacks and in front of the buffers of the live sentences."""
        front, top = self.front[self.live], self.top[self.live]
        self.b0, self.b1 = self.buffer[front], self.buffer[front + 1]
        self.s0, self.s1, self.s2 = self.stack[top - 1], self.stack[top - 2], self.stack[top - 3]
        self.depth = top - self.floor[self.live]
        self.rest = self.back[self.live] - front

    def roles(self) -> list[Ints]:
        """The tokens that the model looks at, in its order."""
        b0, s0 = self.b0, self.s0
        return [b0, self.b1, s0, self.s1, self.s2, self.left[b0], self.left[s0], self.right[s0]]

    def allowed(self) -> Ints:
        """The kinds of transition that each state allows, as bits."""
        standing, more = self.depth > 0, self.rest > 1
        begun = self.starts[self.b0]
        shift = ~standing | (more & ~begun & ~self.stuck[self.b0])
        arc = standing & (self.rest > 0) & ~begun
        cut = more & (self.b1 == self.b0 + 1) & ~self.starts[self.b1]
        bits: Ints = shift + 2 * standing + (4 + 8) * arc + 16 * cut
        return bits

    def advance(self, kinds: Ints, classes: Ints) -> None:
        """Take one transition in each live sentence; those that are done are live no more."""
        live, b0, s0, none = self.live, self.b0, self.s0, self.none
        left, right, reduce = kinds == _LEFT, kinds == _RIGHT, kinds == _REDUCE
        headed = self.head[s0] != none
        put_back = np.flatnonzero(reduce & ~headed & (self.depth > 1))
        at = np.flatnonzero(left & headed)  # the arc that a left arc replaces: the last on its head's right
        old = self.head[s0[at]]
        self.right[old] = self.before[s0[at]]
        at = np.flatnonzero(left)
        self.head[s0[at]], self.label[s0[at]] = b0[at], classes[at]
        self.left[b0[at]] = s0[at]
        self.stuck[b0[at]] = False
        at = np.flatnonzero(right)
        self.head[b0[at]], self.label[b0[at]] = s0[at], classes[at]
        self.before[b0[at]] = self.right[s0[at]]
        self.right[s0[at]] = b0[at]
        self.starts[self.b1[kinds == _BREAK]] = True
        self._move(np.flatnonzero(right | (kinds == _SHIFT)), np.flatnonzero(left | reduce), put_back)
        self.live = live[(self.top[live] > self.floor[live]) | (self.front[live] < self.back[live])]

    def _move(self, push: Ints, pop: Ints, put_back: Ints) -> None:
        live = self.live
        at = live[push]
        self.stack[self.top[at]] = self.b0[push]
        self.top[at] += 1
        self.front[at] += 1
        at = live[pop]
        self.top[at] -= 1
        at = live[put_back]
        token = self.s0[put_back]
        self.stuck[token] = True
        self.front[at] -= 1
        self.buffer[self.front[at]] = token
