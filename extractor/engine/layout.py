"""Reads the weights of spaCy's small English pipeline out of its private layers, or says what is strange.

What is known: a convolutional network over hashed features (``MultiHashEmbed`` and
``MaxoutWindowEncoder``) shared by tagger and parser, a second one of the recogniser's own, and greedy
transition models with an upper layer. Anything else is a :class:`LayoutError`, and spaCy parses.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.language import Language

Floats = NDArray[np.float32]
Keys = NDArray[np.uint64]

KNOWN_SPACY = "3.8."


class LayoutError(Exception):
    """The pipeline is not laid out as the fast engine knows it."""


class Maxout(NamedTuple):
    """A maxout layer and the layer norm behind it: ``weights`` (inputs, pieces * outputs)."""

    weights: Floats
    bias: Floats
    pieces: int
    gain: Floats
    shift: Floats


def strongest(raw: Floats, out: Floats) -> Floats:
    """The greatest piece of each output, written to ``out``."""
    width = out.shape[1]
    np.maximum(raw[:, :width], raw[:, width : 2 * width], out=out)
    for start in range(2 * width, raw.shape[1], width):
        np.maximum(out, raw[:, start : start + width], out=out)
    return out


def maxout(layer: Maxout, raw: Floats) -> Floats:
    """What a layer makes of products with its weights (which it overwrites)."""
    raw += layer.bias
    found = strongest(raw, np.empty((len(raw), raw.shape[1] // layer.pieces), np.float32))
    found -= found.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", found, found)
    spread /= found.shape[1]
    spread += 1e-8
    np.sqrt(spread, out=spread)
    found /= spread[:, None]
    found *= layer.gain
    found += layer.shift
    return found


class Network(NamedTuple):
    """From a token's attributes to its vector: hashed embeddings, a mixing layer, windows of three.

    ``columns`` are spaCy's attribute names; ``tables`` turn the keys of one column into rows.
    """

    columns: tuple[str, ...]
    tables: tuple[Callable[[Keys], Floats], ...]
    mix: Maxout
    windows: tuple[Maxout, ...]

    @property
    def width(self) -> int:
        """The length of a token's vector."""
        return len(self.mix.gain)


class Linear(NamedTuple):
    """``x @ weights + bias``, with weights (inputs, outputs)."""

    weights: Floats
    bias: Floats


class Transitions(NamedTuple):
    """A transition model: token vectors are projected, then summed by role and scored by class.

    ``roles`` (inputs, roles * pieces * hidden) and ``absent`` (roles, pieces * hidden) belong to the
    hidden layer, ``upper`` to the classes, whose names are ``moves``.
    """

    project: Linear
    roles: Floats
    absent: Floats
    bias: Floats
    pieces: int
    upper: Linear
    moves: tuple[str, ...]


class Layout(NamedTuple):
    """All that the fast engine needs of a pipeline."""

    shared: Network
    names: Network
    tagger: Linear
    tags: tuple[str, ...]
    parser: Transitions
    recogniser: Transitions


def read_layout(nlp: Language) -> Layout:
    """Read the weights of a pipeline. Raises LayoutError saying what is not as it should be."""
    from spacy import about

    _expect(about.__version__.startswith(KNOWN_SPACY), f"spaCy {about.__version__} is not {KNOWN_SPACY}x")
    pipes = [name for name in nlp.pipe_names if name not in ("attribute_ruler", "lemmatizer", "senter")]
    _expect(pipes == ["tok2vec", "tagger", "parser", "ner"], f"the components are {', '.join(pipes)}")
    _expect(type(nlp.tokenizer).__module__ == "spacy.tokenizer", "the tokenizer is not spaCy's own")
    pipe: Callable[[str], Any] = nlp.get_pipe
    try:
        tagger, parser, ner = pipe("tagger"), pipe("parser"), pipe("ner")
        _expect(sorted(pipe("tok2vec").listening_components) == ["parser", "tagger"], "tok2vec has other listeners")
        own = ner.model.get_ref("tok2vec").layers
        return Layout(
            shared=_network(pipe("tok2vec").model),
            names=_network(own[0]),
            tagger=_tagger(tagger.model),
            tags=tuple(tagger.labels),
            parser=_transitions(parser, ["tok2vec-listener", "list2array", "linear"], roles=8),
            recogniser=_transitions(ner, [own[0].name, "list2array", "linear"], roles=3),
        )
    except (KeyError, IndexError, ValueError, AttributeError, TypeError) as error:
        raise LayoutError(f"{type(error).__name__}: {error}") from error


def _network(model: Any) -> Network:
    leaves = [layer for layer in model.walk(order="dfs_pre") if not layer.layers]
    kinds = [layer.name for layer in leaves]
    tables = kinds.count("hashembed")
    depth = kinds.count("expand_window")
    _expect(
        kinds
        == ["extract_features", "list2ragged"]
        + ["ints-getitem", "hashembed"] * tables
        + ["maxout", "layernorm", "dropout", "ragged2list"]
        + ["expand_window", "maxout", "layernorm", "dropout"] * depth,
        f"the network's layers are {', '.join(kinds)}",
    )
    _expect(model.name.count("residual(") == depth >= 2, "the windows are not residual")
    _expect(all(x.attrs["window_size"] == 1 for x in leaves if x.name == "expand_window"), "windows of another size")
    columns = tuple(leaves[0].attrs["columns"])
    hashed = [layer for layer in leaves if layer.name == "hashembed"]
    _expect([layer.attrs["column"] for layer in hashed] == list(range(len(columns))), "columns in another order")
    maxouts = [
        _maxout(layer, norm)
        for layer, norm in itertools.pairwise(leaves)
        if (layer.name, norm.name) == ("maxout", "layernorm")
    ]
    _expect(all(layer.ops.name == "numpy" for layer in leaves), "the network is not on the processor")
    return Network(columns, tuple(layer.predict for layer in hashed), maxouts[0], tuple(maxouts[1:]))


def _maxout(layer: Any, norm: Any) -> Maxout:
    weights, bias = layer.get_param("W"), layer.get_param("b")
    outputs, pieces, inputs = weights.shape
    return Maxout(
        np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(inputs, pieces * outputs)),
        np.ascontiguousarray(bias.T.reshape(-1)),
        pieces,
        norm.get_param("G"),
        norm.get_param("b"),
    )


def _tagger(model: Any) -> Linear:
    _expect([layer.name for layer in model.layers] == ["tok2vec-listener", "with_array(softmax)"], "another tagger")
    return _linear(model.get_ref("softmax"))


def _linear(layer: Any) -> Linear:
    return Linear(np.ascontiguousarray(layer.get_param("W").T), layer.get_param("b"))


def _transitions(pipe: Any, below: list[str], roles: int) -> Transitions:
    model, name = pipe.model, pipe.name
    found = [layer.name for layer in model.get_ref("tok2vec").layers]
    _expect(found == below, f"below the {name} are {', '.join(found)}")
    _expect(model.attrs["has_upper"] and not model.attrs["unseen_classes"], f"the {name} has classes it never saw")
    _expect(pipe.cfg["beam_width"] == 1 and not pipe.cfg["learn_tokens"], f"the {name} is not greedy")
    lower = model.get_ref("lower")
    weights, bias, absent = lower.get_param("W"), lower.get_param("b"), lower.get_param("pad")
    count, hidden, pieces, inputs = weights.shape
    _expect(count == roles and pieces == 2, f"the {name} sees {count} tokens in {pieces} pieces")
    return Transitions(
        _linear(model.get_ref("tok2vec").layers[-1]),
        np.ascontiguousarray(weights.transpose(3, 0, 2, 1).reshape(inputs, count * pieces * hidden)),
        np.ascontiguousarray(absent[0].transpose(0, 2, 1).reshape(count, pieces * hidden)),
        np.ascontiguousarray(bias.T.reshape(-1)),
        pieces,
        _linear(model.get_ref("upper")),
        tuple(pipe.moves.get_class_name(number) for number in range(pipe.moves.n_moves)),
    )


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise LayoutError(otherwise)
