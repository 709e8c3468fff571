"""Named entities: spaCy's transitions for spans, decided for all tokens of a batch at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extractor.engine.layout import Floats, LayoutError, Linear, Transitions, strongest

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
_AT_ONCE = 1500  # tokens, and the rest of a sentence


class NameDecoder:
    """Turns token vectors into entities.

    What opens at a token depends on that token alone, and how far an entity reaches on its first
    token and the ones within it: so the best opening of every token is found first, every opened
    entity is then followed in step with the others, and those inside another are passed over.
    """

    def __init__(self, model: Transitions) -> None:
        self.model = model
        places = {name: number for number, name in enumerate(model.moves)}
        self.labels = tuple(name[2:] for name in model.moves if name.startswith("B-"))
        try:
            begin, within, last, unit = (
                np.array([places[f"{kind}-{label}"] for label in self.labels]) for kind in "BILU"
            )
            outside = places["O"]
        except KeyError as error:
            raise LayoutError(f"the recogniser lacks a transition: {error}") from None
        if len(model.moves) - len({*begin, *within, *last, *unit, outside}) != model.moves.count("U-"):
            raise LayoutError("the recogniser has transitions of another kind")
        self._open = _chosen(model.upper, np.concatenate((begin, unit, [outside])))
        self._follow = _chosen(model.upper, np.concatenate((within, last)))
        self._alone = model.bias + model.absent[1] + model.absent[2]

    def __call__(self, vectors: Floats, closing: Flags, blank: Flags) -> list[tuple[int, int, int]]:
        """Entities as (first row, row behind the last, number of the label).

        ``closing`` marks the last token of each sentence, ``blank`` tokens of white space.
        """
        found: list[tuple[int, int, int]] = []
        start = 0
        while start < len(vectors):  # what is worked on at once stays within a core's cache
            end = min(start + _AT_ONCE, len(vectors))
            end += int(closing[end - 1 :].argmax())
            own = slice(start, end)
            found += [
                (start + row, start + behind, label)
                for row, behind, label in self._entities(vectors[own], closing[own], blank[own])
            ]
            start = end
        return found

    def _entities(self, vectors: Floats, closing: Flags, blank: Flags) -> list[tuple[int, int, int]]:
        first, second, third = self._features(vectors)
        kinds = len(self.labels)
        opening = _scores(first + self._alone, self._open)
        opening[closing, :kinds] = -np.inf
        opening[blank, : 2 * kinds] = -np.inf
        best = opening.argmax(axis=1)
        ends = np.arange(1, len(vectors) + 1)
        begun = np.flatnonzero(best < kinds)
        at = begun + 1
        while begun.size:
            raw = first[at]
            raw += second[begun]
            raw += third[at - 1]
            raw += self.model.bias
            scores = _scores(raw, self._follow)
            which, each = best[begun], np.arange(len(begun))
            goes_on = ~closing[at] & (scores[each, which] >= scores[each, kinds + which])
            ends[begun] = at + 1
            begun, at = begun[goes_on], at[goes_on] + 1
        opened = np.flatnonzero(best < 2 * kinds)
        found: list[tuple[int, int, int]] = []
        free = 0
        for row, end, label in zip(
            opened.tolist(), ends[opened].tolist(), (best[opened] % kinds).tolist(), strict=True
        ):
            if row >= free:
                found.append((row, end, label))
                free = end
        return found

    def _features(self, vectors: Floats) -> tuple[Floats, Floats, Floats]:
        model = self.model
        projected = vectors @ model.project.weights
        projected += model.project.bias
        roles = np.dot(projected, model.roles)
        width = model.absent.shape[1]
        return roles[:, :width], roles[:, width : 2 * width], roles[:, 2 * width :]


def _chosen(upper: Linear, classes: Ints) -> Linear:
    return Linear(np.ascontiguousarray(upper.weights[:, classes]), upper.bias[classes])


def _scores(raw: Floats, upper: Linear) -> Floats:
    hidden = strongest(raw, np.empty((len(raw), raw.shape[1] // 2), np.float32))
    scores = hidden @ upper.weights
    scores += upper.bias
    found: Floats = scores
    return found
