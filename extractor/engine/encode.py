"""Token vectors in their context: windows of three words, over the sentences of many articles at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from extractor.engine.layout import Floats, Maxout, strongest
from extractor.engine.lexicon import Rows

_ROWS_AT_ONCE = 800  # what a layer works on stays within a core's cache


class Encoder:
    """The windows of a network, two layers or more, as few products and passes over the tokens as may be.

    A layer's shift is the same for every token, so that what it adds to the layers above is known
    beforehand and is a part of their bias; a bias is the last row of its weights, or belongs to the
    middle word of the first window.
    """

    def __init__(self, layers: Sequence[Maxout]) -> None:
        first, *others = layers
        self._depth = len(layers)
        self._width = width = len(first.gain)
        self._size = first.weights.shape[1]
        self._gains = [layer.gain for layer in layers]
        self._first = np.hstack([first.weights[n * width : (n + 1) * width] for n in range(3)])
        self._bias = first.bias
        self._weights: list[Floats] = []
        self._shift = first.shift
        for layer in others:
            bias = layer.bias + np.tile(self._shift, 3) @ layer.weights
            self._weights.append(np.vstack([layer.weights, bias]))
            self._shift = self._shift + layer.shift
        self._mean = np.full(width, 1 / width, np.float32)
        self._room = _Room(_ROWS_AT_ONCE + self._depth, width, self._size)

    def __call__(self, words: Floats, rows: Rows, lengths: Sequence[int]) -> Floats:
        """The vectors of the tokens of sentences, given their rows in ``words`` and the sentences' lengths.

        The first row of ``words`` is empty: as many of it as there are layers stand between two
        sentences, so that no sentence sees another.
        """
        gap = self._depth
        distinct, rows = np.unique(np.append(0, rows), return_inverse=True)
        words = words[distinct]
        parts = self._parts(words)
        rows = rows.reshape(-1)[1:]
        vectors = np.empty((len(rows), self._width), np.float32)
        groups = list(_groups(lengths, gap))
        most = max(sum(group) + gap * (len(group) + 1) for group in groups)
        room = self._room if most <= len(self._room.raw) else _Room(most, self._width, self._size)
        start = 0
        for group in groups:
            tokens = sum(group)
            places = _spread(group, gap)
            spaced = np.zeros(tokens + gap * (len(group) + 1), np.int64)
            spaced[places] = rows[start : start + tokens]
            self._convolve(words, parts, spaced, places, room, vectors[start : start + tokens])
            start += tokens
        vectors += self._shift
        return vectors

    def _parts(self, words: Floats) -> Floats:
        """What each word adds to a window's product as its left, middle and right one: three rows a word.

        A batch has several times as many tokens as words.
        """
        parts = words @ self._first
        parts[:, self._size : 2 * self._size] += self._bias
        return parts.reshape(3 * len(words), self._size)

    def _convolve(self, words: Floats, parts: Floats, rows: Rows, places: Rows, room: _Room, out: Floats) -> None:
        """The vectors at the places of tokens among ``rows``, the empty ones between sentences included."""
        count, inputs = len(rows), 3 * self._width
        framed, copied, raw, normed = room.framed[: count + 2], room.copied, room.raw[:count], room.normed[:count]
        framed[-1] = 0
        inner = framed[1:-1]
        np.take(words, rows, axis=0, out=inner, mode="clip")
        np.take(parts, 3 * rows + 1, axis=0, out=raw, mode="clip")
        other = room.other[: count - 1]
        raw[1:] += np.take(parts, 3 * rows[:-1], axis=0, out=other, mode="clip")
        raw[:-1] += np.take(parts, 3 * rows[1:] + 2, axis=0, out=other, mode="clip")
        inner += self._norm(0, raw, normed)
        window = np.lib.stride_tricks.as_strided(framed, (count, inputs), framed.strides, writeable=False)
        for number, weights in enumerate(self._weights[:-1], 1):
            copied[:count, :inputs] = window
            inner += self._norm(number, np.dot(copied[:count], weights, out=raw), normed)
        count = len(places)
        copied[:count, :inputs] = window[places]
        np.take(inner, places, axis=0, out=out, mode="clip")
        out += self._norm(self._depth - 1, np.dot(copied[:count], self._weights[-1], out=raw[:count]), normed[:count])

    def _norm(self, number: int, raw: Floats, out: Floats) -> Floats:
        """What a layer makes of its products, its shift left out."""
        strongest(raw, out)
        out -= (out @ self._mean)[:, None]
        spread = np.einsum("ij,ij->i", out, out)
        spread /= self._width
        spread += 1e-8
        np.sqrt(spread, out=spread)
        np.reciprocal(spread, out=spread)
        out *= spread[:, None]
        out *= self._gains[number]
        return out


class _Room:
    """Arrays that groups share: new memory costs time."""

    def __init__(self, rows: int, width: int, size: int) -> None:
        self.framed = np.zeros((rows + 2, width), np.float32)
        self.copied = np.ones((rows, 3 * width + 1), np.float32)
        self.raw = np.empty((rows, size), np.float32)
        self.other = np.empty((rows, size), np.float32)
        self.normed = np.empty((rows, width), np.float32)


def _groups(lengths: Sequence[int], gap: int) -> Iterator[list[int]]:
    group: list[int] = []
    room = _ROWS_AT_ONCE
    for length in lengths:
        if group and length + gap > room:
            yield group
            group, room = [], _ROWS_AT_ONCE
        group.append(length)
        room -= length + gap
    if group:
        yield group


def _spread(lengths: Sequence[int], gap: int) -> Rows:
    """Where the tokens of sentences stand when ``gap`` empty rows precede each."""
    sizes = np.asarray(lengths, np.int64)
    shifts = gap * np.arange(1, len(sizes) + 1)
    return np.arange(int(sizes.sum())) + np.repeat(shifts, sizes)
