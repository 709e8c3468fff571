"""Token vectors: embeddings kept by word, windows of three over the sentences of many articles at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extractor.engine.layout import Floats, Keys, Maxout, Network

Places = NDArray[np.int64]
_ROWS_AT_ONCE = 800  # what a window layer works on stays within a core's cache
_MOST_WORDS = 40_000


class Encoder:
    """Vectors of tokens by several networks, which share one look-up of what is known of a word.

    The embedding of a word is computed once and kept for as long as there is room: a network's first
    part sees of a token only its form, its norm and whether a blank follows.
    """

    def __init__(self, networks: Sequence[Network], most_words: int = _MOST_WORDS) -> None:
        self.networks = tuple(networks)
        seen = (column for network in networks for column in network.columns)
        self.columns: list[int | str] = list(dict.fromkeys(("ORTH", "NORM", "SPACY", *seen)))
        self._own = [[self.columns.index(column) for column in network.columns] for network in networks]
        self._known: dict[int, int] = {}
        self._most_words = most_words
        self._vectors = np.zeros((0, sum(network.width for network in networks)), np.float32)

    def words(self, attributes: Keys) -> Places:
        """Row numbers of embeddings for tokens, given their attributes in the order of ``columns``."""
        marks = attributes[:, 0] ^ attributes[:, 1] * np.uint64(0x9E3779B97F4A7C15)
        marks += attributes[:, 2] * np.uint64(0xD6E8FEB86659FD93)
        distinct, first, which = np.unique(marks, return_index=True, return_inverse=True)
        if len(self._known) + len(distinct) > self._most_words:
            self._known.clear()
        get = self._known.get
        rows = np.array([get(mark, -1) for mark in distinct.tolist()], np.int64)
        new = np.flatnonzero(rows < 0)
        if len(new):
            start = len(self._known) + 1  # row 0 is what stands between sentences
            rows[new] = np.arange(start, start + len(new))
            self._keep(start, attributes[first[new]])
            self._known.update(zip(distinct[new].tolist(), rows[new].tolist(), strict=True))
        found: Places = rows[which.reshape(-1)]
        return found

    def _keep(self, start: int, attributes: Keys) -> None:
        end = start + len(attributes)
        if end > len(self._vectors):
            grown = np.zeros((max(end, 2 * len(self._vectors), 4096), self._vectors.shape[1]), np.float32)
            grown[: len(self._vectors)] = self._vectors
            self._vectors = grown
        embedded = [_embed(network, attributes[:, own]) for network, own in zip(self.networks, self._own, strict=True)]
        self._vectors[start:end] = np.hstack(embedded)

    def __call__(self, words: Places, lengths: Sequence[int], network: int) -> Floats:
        """The vectors of a network for the tokens of sentences of the given lengths, one row a token."""
        chosen = self.networks[network]
        width, gap = chosen.width, len(chosen.windows)
        first = sum(each.width for each in self.networks[:network])
        table = self._vectors[:, first : first + width]
        vectors = np.empty((len(words), width), np.float32)
        start = 0
        for group in _groups(lengths, gap):
            tokens = sum(group)
            places = _spread(group, gap)
            rows = np.zeros(tokens + gap * (len(group) + 1), np.int64)
            rows[places] = words[start : start + tokens]
            vectors[start : start + tokens] = _convolve(chosen.windows, table[rows])[places]
            start += tokens
        return vectors


def _embed(network: Network, attributes: Keys) -> Floats:
    columns = [table(np.ascontiguousarray(attributes[:, n])) for n, table in enumerate(network.tables)]
    return _maxout(network.mix, np.hstack(columns) @ network.mix.weights)


def _convolve(layers: Sequence[Maxout], rows: Floats) -> Floats:
    """Rows of sentences, with as many empty rows between two as there are layers, seen in windows of three."""
    count, width = rows.shape
    framed = np.zeros((count + 2, width), np.float32)
    inner = framed[1:-1]
    inner[:] = rows
    window = np.lib.stride_tricks.as_strided(framed, (count, 3 * width), framed.strides, writeable=False)
    copied = np.empty((count, 3 * width), np.float32)
    raw = np.empty((count, layers[0].weights.shape[1]), np.float32)
    for layer in layers:
        copied[:] = window
        np.dot(copied, layer.weights, out=raw)
        inner += _maxout(layer, raw)
    return inner


def _maxout(layer: Maxout, raw: Floats) -> Floats:
    """The largest of each unit's pieces, then the layer norm."""
    raw += layer.bias
    width = raw.shape[1] // layer.pieces
    found = np.maximum(raw[:, :width], raw[:, width : 2 * width])
    for piece in range(2, layer.pieces):
        np.maximum(found, raw[:, piece * width : (piece + 1) * width], out=found)
    found -= found.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", found, found)
    spread /= width
    spread += 1e-8
    np.sqrt(spread, out=spread)
    found /= spread[:, None]
    found *= layer.gain
    found += layer.shift
    return found


def _groups(lengths: Sequence[int], gap: int) -> list[list[int]]:
    groups: list[list[int]] = []
    room = 0
    for length in lengths:
        if length + gap > room or not groups:
            groups.append([])
            room = _ROWS_AT_ONCE
        groups[-1].append(length)
        room -= length + gap
    return groups


def _spread(lengths: Sequence[int], gap: int) -> Places:
    """Where the tokens of sentences stand when ``gap`` empty rows precede each."""
    sizes = np.asarray(lengths, np.int64)
    shifts = gap * np.arange(1, len(sizes) + 1)
    return np.arange(int(sizes.sum())) + np.repeat(shifts, sizes)
