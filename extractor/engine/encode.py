"""Token vectors in their context: windows of three words, over the sentences of many articles at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from extractor.engine.layout import Floats, Maxout, maxout
from extractor.engine.lexicon import Rows

_ROWS_AT_ONCE = 1600  # what a layer works on stays within a core's cache


def encode(layers: Sequence[Maxout], words: Floats, rows: Rows, lengths: Sequence[int]) -> Floats:
    """The vectors of the tokens of sentences, given their rows in ``words`` and the sentences' lengths.

    The first row of ``words`` is empty: as many of it as there are layers stand between two
    sentences, so that no sentence sees another. There are two layers or more.
    """
    gap = len(layers)
    distinct, rows = np.unique(np.append(0, rows), return_inverse=True)
    words = words[distinct]
    parts = _parts(layers[0], words)
    rows = rows.reshape(-1)[1:]
    vectors = np.empty((len(rows), words.shape[1]), np.float32)
    start = 0
    for group in _groups(lengths, gap):
        tokens = sum(group)
        places = _spread(group, gap)
        spaced = np.zeros(tokens + gap * (len(group) + 1), np.int64)
        spaced[places] = rows[start : start + tokens]
        vectors[start : start + tokens] = _convolve(layers, words, parts, spaced, places)
        start += tokens
    return vectors


def _parts(layer: Maxout, words: Floats) -> Floats:
    """What each word adds to a window's product as its left, middle and right one: three rows a word.

    A batch has several times as many tokens as words.
    """
    width = words.shape[1]
    return np.concatenate([words @ layer.weights[n * width : (n + 1) * width] for n in range(3)], axis=1).reshape(
        3 * len(words), -1
    )


def _convolve(layers: Sequence[Maxout], words: Floats, parts: Floats, rows: Rows, places: Rows) -> Floats:
    """The vectors at the places of tokens among ``rows``, the empty ones between sentences included."""
    count, width = len(rows), words.shape[1]
    framed = np.zeros((count + 2, width), np.float32)
    inner = framed[1:-1]
    raw = parts.take(3 * rows + 1, axis=0)
    raw[1:] += parts.take(3 * rows[:-1], axis=0)
    raw[:-1] += parts.take(3 * rows[1:] + 2, axis=0)
    np.add(words.take(rows, axis=0), maxout(layers[0], raw), out=inner)
    window = np.lib.stride_tricks.as_strided(framed, (count, 3 * width), framed.strides, writeable=False)
    copied = np.empty((count, 3 * width), np.float32)
    for layer in layers[1:-1]:
        copied[:] = window
        np.dot(copied, layer.weights, out=raw)
        inner += maxout(layer, raw)
    found: Floats = inner[places]
    found += maxout(layers[-1], np.dot(window[places], layers[-1].weights))
    return found


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
