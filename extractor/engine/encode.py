"""Token vectors in their context: windows of three words, over the sentences of many articles at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from extractor.engine.layout import Floats, Maxout, maxout
from extractor.engine.lexicon import Rows

_ROWS_AT_ONCE = 800  # what a layer works on stays within a core's cache


def encode(layers: Sequence[Maxout], words: Floats, rows: Rows, lengths: Sequence[int]) -> Floats:
    """The vectors of the tokens of sentences, given their rows in ``words`` and the sentences' lengths.

    The first row of ``words`` is empty: as many of it as there are layers stand between two
    sentences, so that no sentence sees another.
    """
    gap = len(layers)
    vectors = np.empty((len(rows), words.shape[1]), np.float32)
    start = 0
    for group in _groups(lengths, gap):
        tokens = sum(group)
        places = _spread(group, gap)
        spaced = np.zeros(tokens + gap * (len(group) + 1), np.int64)
        spaced[places] = rows[start : start + tokens]
        vectors[start : start + tokens] = _convolve(layers, words[spaced])[places]
        start += tokens
    return vectors


def _convolve(layers: Sequence[Maxout], words: Floats) -> Floats:
    count, width = words.shape
    framed = np.zeros((count + 2, width), np.float32)
    inner = framed[1:-1]
    inner[:] = words
    window = np.lib.stride_tricks.as_strided(framed, (count, 3 * width), framed.strides, writeable=False)
    copied = np.empty((count, 3 * width), np.float32)
    raw = np.empty((count, layers[0].weights.shape[1]), np.float32)
    for layer in layers:
        copied[:] = window
        np.dot(copied, layer.weights, out=raw)
        inner += maxout(layer, raw)
    return inner


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
