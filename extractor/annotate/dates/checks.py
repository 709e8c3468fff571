"""Tests on the words around an expression, by the name that its rule gives them."""

from __future__ import annotations

from extractor.annotate.analysis import Sentence
from extractor.annotate.dates.checks_names import NameChecks
from extractor.annotate.dates.checks_terms import TermChecks
from extractor.annotate.dates.nodes import Node


class Checks(NameChecks, TermChecks):
    """Tests on the words around an expression, named by ``check`` in its rule."""

    def passes(self, node: Node, sentence: Sentence) -> bool:
        """Whether a node may stand; true for a rule without a check."""
        name = node.yields.get("check")
        return name is None or bool(getattr(self, f"_{name}")(node, sentence))
