"""The words right before and right after an expression."""

from __future__ import annotations

from extractor.annotate.analysis import Sentence
from extractor.annotate.dates.lexicon import Lexicon
from extractor.annotate.dates.nodes import Node

_NEAR = 40


class ContextChecks:
    """Tests that know the patterns of words before and after."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._patterns = lexicon.contexts


def before_it(node: Node, sentence: Sentence) -> str:
    """The characters of its sentence that lead up to an expression."""
    return sentence.plain[max(0, node.start - _NEAR) : node.start]


def after_it(node: Node, sentence: Sentence) -> str:
    """The characters of its sentence that follow an expression."""
    return sentence.plain[node.end : node.end + _NEAR]
