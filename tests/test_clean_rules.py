"""Every cleaning rule is shown at work by its examples and at rest by its counterexamples.

That each is needed is proved with those of all layers, in ``test_rules.py``.
"""

from __future__ import annotations

from functools import cache

import pytest

from extractor.clean import Cleaner
from extractor.records import CleanArticle, RawArticle
from extractor.rules import load_rules

RULES = load_rules()
CASES = [(rule.id, example.text) for rule in RULES.layer("clean") for example in rule.examples]
COUNTER = [(rule.id, example.text) for rule in RULES.layer("clean") for example in rule.counterexamples]


@cache
def cleaner() -> Cleaner:
    return Cleaner(RULES)


def clean(text: str) -> CleanArticle:
    """An example that begins with a tag is a page."""
    page = text.startswith("<")
    article = RawArticle("e", "e.txt", "text/plain", "", 0, text=None if page else text, html=text if page else None)
    return cleaner()(article)


def fired(article: CleanArticle) -> set[str]:
    values = (article.title, article.published, article.outlet, article.language, article.author)
    found = {block.removed.rule for block in article.blocks if block.removed}
    found |= {block.doubt.rule for block in article.blocks if block.doubt}
    return found | {value.rule for value in values if value}


@pytest.mark.parametrize(("rule", "text"), CASES)
def test_examples_fire(rule: str, text: str) -> None:
    assert rule in fired(clean(text))


@pytest.mark.parametrize(("rule", "text"), COUNTER)
def test_counterexamples_do_not_fire(rule: str, text: str) -> None:
    assert rule not in fired(clean(text))
